"""Where a look may not believe what it sees: numbers of two sites, minutes of midnight, ends that are none (S8-S12)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crawlers.cms.nukeviet import READER as NUKEVIET
from crawlers.drift import has_begun
from crawlers.gathering import Gathering
from crawlers.markup import parse
from crawlers.page import Item, LookResult, Memory, Page, Request
from monitor.pipeline.sightings import sightings
from rules.model import BEGINNING, Outcome, Precision, Section, StatedDate
from tests.pipeline.world import SmallWorld, at

from .test_walk import LIST, day, listing, look, rows
from .webs import PlainFetcher, Reply, Web, page_of, section


def minute(text: str) -> StatedDate:
    return StatedDate(at(text), Precision.MINUTE, "list:text", text)


def changing(state: dict[str, dict[str, Reply]]) -> Web:
    """A site whose pages may be exchanged between looks."""
    return Web(lambda path, _: state["site"].get(path, Reply("không có", 404)))


# --- what is one publication (S8)


def test_two_sites_of_one_topic_may_both_have_an_item_12(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    seen = [
        ("https://truong-1.edu.test/cchc/", "cu-12.html", "2021-01-10T08:00", "2022-03-01T08:00"),
        ("https://moi.truong-1.edu.test/cchc/", "moi-12.html", "2022-04-10T08:00", "2022-04-11T08:00"),
    ]
    for base, name, stated, now in seen:
        place = Section("truong-1", "cchc", base)
        item = Item(base + name, f"Bài {name}", base + name, ("nv:12",), dates=(minute(stated),))
        page = Page(Request(base, "list"), base, 200, {}, b"x", at(now))
        memory = Memory(complete_since=BEGINNING)
        result = LookResult(
            place, at(now), Outcome.READ, complete_since=BEGINNING, full=True, items=(item,), pages=(page,),
            memory=memory,
        )  # fmt: skip
        with world.store.write(False) as tx:
            tx.observations.sync_sections([place])
            run = tx.runs.begin("run", at(now))
            (state,) = tx.observations.sections()
            found = sightings(result, tx.observations.known("truong-1", "cchc"), state)
            tx.observations.save(run, result, [], found.changes, at(now), 0)
    with world.store.read(False) as tx:
        places = tx.observations.places([("truong-1", "cchc")], at("2022-01-01T00:00"))
    assert len(places["truong-1", "cchc"].publications) == 2


def test_a_reader_gives_numbers_and_guids_with_their_site() -> None:
    def names(site: str) -> set[str]:
        entry = f"<item><title>Bài viết</title><link>http://{site}/tin/bai-12.html</link><guid>news_12</guid></item>"
        page = page_of(f"<rss><channel>{entry}</channel></rss>", f"http://{site}/rss/", "feed")
        (item,) = NUKEVIET.read(page, section()).items
        return set(item.aliases)

    assert names("a.test") == {"guid:news_12@a.test", "nv:12@a.test"}
    assert names("a.test").isdisjoint(names("b.test"))


def test_the_same_title_at_midnight_on_two_addresses_is_two_items() -> None:
    seen = Gathering()
    for n in (1, 2):
        url = f"https://a.test/{n}"
        seen.add(Item(url, "Lịch công tác tuần", url, dates=(minute("2022-04-10T00:00"),)))
    assert len(seen.items) == 2


# --- how far a look proves (S12)


def test_an_ascending_list_whose_first_page_did_not_change_is_read_to_its_end() -> None:
    state = {"site": listing([[9, 8, 7, 6, 5], [4, 3]])}
    with changing(state) as web:
        first = look(web, full=True)
        state["site"] = listing([[9, 8, 7, 6, 5], [4, 3, 1]])
        again = look(web, first.memory)
    assert (first.complete_since, len(first.items)) == (BEGINNING, 7)
    assert (again.outcome, again.complete_since, len(again.items)) == (Outcome.READ, BEGINNING, 8)


def test_a_full_look_that_broke_off_does_not_inherit_completeness() -> None:
    state = {"site": listing([[2, 30, 1, 5, 6], [7, 8, 9]])}  # by weight, not by date
    with changing(state) as web:
        first = look(web, full=True)
        state["site"] = listing([[2, 30, 1, 5, 6], [7, 8, 9, 4]]) | {f"{LIST}?trang=2": Reply("<h1>500</h1>", 500)}
        broken = look(web, first.memory, full=True)
    assert first.complete_since == BEGINNING
    assert (broken.outcome, broken.complete_since, broken.detail) == (Outcome.READ, None, "page 2: http_status")


def test_a_last_page_that_was_told_in_small_print_below_the_first_ends_the_list() -> None:
    told, repeated = listing([[1, 2, 3, 4, 5, 6], [5, 6]]), listing([[1, 2, 3, 4], [1, 2, 3, 4]])
    with Web(told) as web:
        ended = look(web, back_to=day(400), full=True)
    with Web(repeated) as web:
        looped = look(web, back_to=day(400), full=True)
    assert (ended.complete_since, len(ended.items), ended.detail) == (BEGINNING, 6, "")
    assert looped.complete_since != BEGINNING  # the same page under another number is a loop (E32)
    assert looped.detail == "page 2 repeats what was seen"


def test_a_list_of_seven_without_a_pager_is_not_the_whole_section() -> None:
    more = "<p><a href='/cchc/tat-ca'>Xem thêm</a></p>"
    site = {LIST: Reply(f"<main><h1>CCHC</h1>{rows(range(1, 8))}{more}</main>"), "/x": Reply(f"{rows(range(1, 8))}")}
    with Web(site) as web:
        beyond = [look(web, back_to=day(400), path=path).complete_since for path in site]
        within = look(web, back_to=day(65)).complete_since
    assert all(since is not None and day(71) < since < day(69) for since in beyond)
    assert within is not None
    assert within <= day(65)  # a short section is complete by its order, once it reaches back far enough


def test_a_page_filled_by_script_is_not_empty_because_a_widget_has_no_data() -> None:
    poll = "<div class='poll'><p>Thăm dò ý kiến: chưa có dữ liệu</p></div>"
    body = f"<title>CCHC</title><body><div id='app'>Đang tải…</div>{poll}<script src='/app.js'></script></body>"
    with Web({LIST: Reply(f"<html>{body}</html>")}) as web:
        result = look(web, back_to=day(400))
    assert result.outcome is not Outcome.EMPTY


# --- articles that were not opened


def test_an_attachment_behind_a_failed_article_page_is_looked_for_again() -> None:
    state = {"site": listing([range(1, 6)])}
    good = state["site"]["/bai/1.htm"]
    with_file = str(good.body).replace("</p></div>", "</p><p><a href='/f/bao-cao.pdf'>Tải về</a></p></div>")
    state["site"]["/bai/1.htm"] = Reply("<h1>500</h1>", 500)
    with changing(state) as web:
        first = look(web, full=True)
        state["site"]["/bai/1.htm"] = Reply(with_file)
        second = look(web, first.memory, full=True)
        asked = PlainFetcher()
        third = look(web, second.memory, full=True, fetcher=asked)
    assert (first.items[0].attachments, second.items[0].attachments) == ((), (f"{web.base}/f/bao-cao.pdf",))
    assert (third.outcome, asked.count("article")) == (Outcome.READ, 0)


def test_a_look_opens_what_the_first_one_had_no_room_for_though_nothing_changed() -> None:
    first, second, third = PlainFetcher(), PlainFetcher(), PlainFetcher()
    with Web(listing([range(1, 36)])) as web:
        memory = look(web, back_to=day(400), full=True, fetcher=first).memory
        opened = look(web, memory, back_to=day(400), fetcher=second)
        calm = look(web, opened.memory, back_to=day(400), fetcher=third)
    assert [asked.count("article") for asked in (first, second, third)] == [30, 5, 0]
    assert (opened.outcome, calm.outcome) == (Outcome.READ, Outcome.UNCHANGED)


def test_what_waits_on_a_later_page_is_opened_too() -> None:
    pages = [range(1, 21), range(21, 41)]
    first, second = PlainFetcher(), PlainFetcher()
    with Web(listing(pages)) as web:
        memory = look(web, back_to=day(500), full=True, fetcher=first).memory
        look(web, memory, back_to=day(500), fetcher=second)
    assert (first.count("article"), second.count("article")) == (30, 10)


def test_articles_that_never_open_keep_no_other_from_its_turn() -> None:
    def site(path: str, _: Mapping[str, str]) -> Reply:
        if path != LIST:
            return pages.get(path, Reply("x", 404)) if path not in dead else Reply("x", 500)
        return pages[LIST]

    pages = listing([range(1, 9)])
    dead = {f"/bai/{n}.htm" for n in range(1, 5)}
    asked = [PlainFetcher() for _ in range(3)]
    memory = Memory()
    with Web(site) as web:
        for fetcher in asked:
            memory = look(web, memory, back_to=day(400), full=True, fetcher=fetcher).memory
    tried = [{url.rpartition("/")[2] for purpose, url in one.asked if purpose == "article"} for one in asked]
    assert tried[0] == {"1.htm", "2.htm", "3.htm"}
    assert {"5.htm", "6.htm", "7.htm", "8.htm"} <= tried[1]
    assert len(tried[2]) == 3  # three failures end a look's patience


# --- a section that begins to fill


def filled(listed: str, beside: str) -> tuple[LookResult, LookResult]:
    """The look at a section without a word, which takes the box beside it for its list, and the one that finds more."""
    site = listing([range(1, 20)])
    with Web(site) as web:
        site[LIST] = Reply(f"<main><h1>CCHC</h1></main><div class='{beside}'>{rows(range(12, 18))}</div>")
        before = look(web, full=True)
        site[LIST] = Reply(f"<main><h1>CCHC</h1>{listed}</main><div class='{beside}'>{rows(range(12, 18))}</div>")
        return before, look(web, before.memory, full=True)


def test_a_list_that_begins_beside_the_box_that_was_taken_for_it_is_read_from_the_start() -> None:
    before, after = filled(rows(range(1, 4)), "sidebar")
    assert len(before.items) == 6  # the box
    assert (after.outcome, len(after.items), after.full) == (Outcome.READ, 3, False)
    assert not set(before.memory.known) & set(after.memory.known)
    _, undated = filled(rows(range(1, 4), dated=False), "sidebar")  # their own pages say when
    assert (undated.outcome, len(undated.items)) == (Outcome.READ, 3)


def test_a_list_of_older_things_or_beside_a_known_one_in_the_pages_own_matter_is_no_beginning() -> None:
    _, older = filled(rows([1, 2, 19]), "sidebar")
    assert older.outcome is Outcome.DRIFTED
    new = [Item("http://a.test/moi", "Bài mới", "a.test/moi", dates=(minute("2022-05-20T09:00"),))]
    memory = Memory(known={"a.test/cu": minute("2022-04-20T09:00")})
    for column, expected in {"sidebar": True, "content": False}.items():
        there = f"<div class='{column}'><a href='/cu'>Bài đã biết</a></div><main><a href='/moi'>Bài mới</a></main>"
        html = parse(page_of(there, url="http://a.test/muc"))
        assert html is not None
        assert has_begun(html, new, memory) is expected
