"""The one loop over real sockets: what a look sees, how far it proves, what it leaves for the next (S11, S12)."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.looking.completeness import ascending
from crawlers.looking.walk import MOST_PAGES, look_at
from crawlers.page import LookResult, Memory, Page, Request
from crawlers.readers import all_readers
from rules.model import BEGINNING, VN, Medium, Outcome, Section
from tests.falseworld.story import Story

from .webs import NOW, PlainFetcher, Reply, Web, section

APRIL = datetime(2026, 4, 1, tzinfo=VN)
NEW = Memory()
LIST = "/cai-cach-hanh-chinh/"


def day(number: int) -> datetime:
    """The ``number``-th day before now."""
    return NOW - timedelta(days=number)


def rows(numbers: Sequence[int], dated: bool = True, step: int = 10) -> str:
    """Items of a list by hand; item n was stated n × step days ago."""
    return "".join(
        f'<div class="item"><h3><a href="/bai/{n}.htm">Bài viết thứ {n} trong mục</a></h3>'
        + (f'<p class="time">{day(n * step):%d/%m/%Y %H:%M}</p>' if dated else "<p>Tóm tắt</p>")
        + "</div>"
        for n in numbers
    )


def pager(here: int, last: int, path: str = LIST) -> str:
    """Numbers and the way on."""
    numbers = "".join(
        f'<span class="current">{n}</span>' if n == here else f'<a href="{path}?trang={n}">{n}</a>'
        for n in range(1, last + 1)
    )
    onward = f'<a class="next" href="{path}?trang={here + 1}">Trang sau</a>' if here < last else ""
    return f'<div class="phan-trang">{numbers}{onward}</div>'


def listing(pages: Sequence[Sequence[int]], dated: bool = True) -> dict[str, Reply]:
    """A section of several pages, and its articles (which say their dates when the list does)."""
    site = {}
    for number, items in enumerate(pages, 1):
        path = LIST if number == 1 else f"{LIST}?trang={number}"
        site[path] = Reply(f"<main><h1>CCHC</h1>{rows(items, dated)}{pager(number, len(pages))}</main>")
        for n in items:
            text = "Nhà trường niêm yết thủ tục tại phòng văn thư và trên trang tin. " * 4
            site[f"/bai/{n}.htm"] = Reply(
                f"<main><h1>Bài viết thứ {n} trong mục</h1><p class='time'>{day(n * 10):%d/%m/%Y %H:%M}</p>"
                f"<div class='content-detail'><p>{text}</p></div></main>"
            )
    return site


def look(
    web: Web,
    memory: Memory = NEW,
    back_to: datetime = APRIL,
    full: bool = False,
    path: str = LIST,
    fetcher: PlainFetcher | None = None,
    **more: object,
) -> LookResult:
    return look_at(
        section(web.base + path, **more), memory, fetcher or PlainFetcher(), all_readers(), NOW, back_to, full
    )


# --- how far a look proves


def test_a_look_stops_as_soon_as_the_date_order_reaches_back_far_enough() -> None:
    fetcher = PlainFetcher()
    with Web(listing([range(1, 6), range(6, 11), range(11, 16)])) as web:
        result = look(web, back_to=day(75), fetcher=fetcher)
    assert (result.outcome, len(result.items), fetcher.count("list")) == (Outcome.READ, 10, 2)
    assert result.complete_since == day(100).replace(second=0) + timedelta(minutes=1)
    assert not result.full  # nothing was known to compare it with: a proof asks for more


def test_a_look_that_read_the_last_page_is_complete_from_the_beginning() -> None:
    with Web(listing([range(1, 6), range(6, 9)])) as web:
        result = look(web, back_to=datetime(2001, 1, 1, tzinfo=VN))
    assert (result.complete_since, len(result.items)) == (BEGINNING, 8)


def test_items_not_in_date_order_prove_nothing_before_the_last_page() -> None:
    fetcher = PlainFetcher()
    with Web(listing([[2, 30, 1, 3, 4], [5, 6, 7], [8]])) as web:
        result = look(web, back_to=day(50), fetcher=fetcher)
    assert (result.complete_since, fetcher.count("list")) == (BEGINNING, 3)


def test_a_pinned_item_breaks_no_order_and_proves_none() -> None:
    site = listing([range(1, 6), range(6, 11)])
    link = '<h3><a href="/bai/90.htm">Quy chế tiếp công dân</a></h3>'
    old = f'<div class="item sticky">{link}<p class="time">01/02/2020</p></div>'
    site[LIST] = Reply(str(site[LIST].body).replace("<h1>CCHC</h1>", "<h1>CCHC</h1>" + old))
    with Web(site) as web:
        result = look(web, back_to=day(45))
        short = look(web, back_to=day(300))
    assert result.complete_since == day(50).replace(second=0) + timedelta(minutes=1)
    assert short.complete_since == BEGINNING  # it had to read on, to the end


def test_a_later_page_that_fails_leaves_a_partial_look() -> None:
    site = listing([range(1, 6), range(6, 11)])
    site[f"{LIST}?trang=2"] = Reply("<h1>500</h1>", 500)
    with Web(site) as web:
        result = look(web, back_to=day(90))
        recent = look(web, back_to=day(30))
    assert result.outcome is Outcome.READ
    assert result.detail == "page 2: http_status"
    assert result.complete_since == recent.complete_since == day(50).replace(second=0) + timedelta(minutes=1)
    assert result.complete_since > day(90)


def test_a_partial_look_without_any_order_proves_nothing_and_is_not_remembered_as_complete() -> None:
    site = listing([[3, 1, 2, 5, 4], [6]])
    site[f"{LIST}?trang=2"] = Reply("x", 500)
    with Web(site) as web:
        result = look(web)
    assert result.outcome is Outcome.READ
    assert result.complete_since is None
    assert result.memory.known == {}
    assert result.memory.validators is None


def test_a_list_cut_without_a_pager_is_no_proof_beyond_its_oldest_item() -> None:
    with Web({LIST: Reply(f"<main>{rows(range(1, 11))}</main>")}) as web:
        result = look(web, back_to=day(500))
    assert result.complete_since == day(100).replace(second=0) + timedelta(minutes=1)


def test_a_list_that_hides_items_known_before_is_not_whole() -> None:
    with Web({LIST: Reply(f"<main>{rows(range(1, 8))}{pager(1, 1)}</main>")}) as web:
        whole = look(web, back_to=day(500))
        older = {f"{urlsplit(web.base).netloc}/bai/50.htm": replace(whole.items[0].dates[0], at=day(500))}
        cut = look(web, Memory(known=older, complete_since=BEGINNING), back_to=day(600), full=True)
    assert whole.complete_since == BEGINNING
    assert cut.complete_since == day(70).replace(second=0) + timedelta(minutes=1)


def test_the_end_of_a_feed_is_no_end() -> None:
    entries = "".join(
        f"<item><title>Bài viết {n}</title><link>/bai/{n}</link>"
        f"<pubDate>{day(n):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in range(1, 5)
    )
    with Web({"/rss": Reply(f"<rss><channel><title>CCHC</title>{entries}</channel></rss>")}) as web:
        reaching = look(web, path="/rss", back_to=day(3))
        short = look(web, path="/rss", back_to=day(30))
    assert reaching.complete_since == short.complete_since == day(4).replace(second=0) + timedelta(minutes=1)
    assert short.outcome is Outcome.READ
    assert len(short.items) == 4


def test_a_trap_of_endless_pages_is_left_after_a_bounded_number() -> None:
    def site(path: str, _: Mapping[str, str]) -> Reply:
        here = int((re.search(r"trang=(\d+)", path) or [0, 1])[1])
        if path.startswith("/bai/"):
            return Reply("x", 404)
        return Reply(f"<main>{rows(range(here * 5, here * 5 + 5), dated=False)}{pager(here, here + 1)}</main>")

    fetcher = PlainFetcher()
    with Web(site) as web:
        result = look(web, fetcher=fetcher)
    assert fetcher.count("list") == MOST_PAGES
    assert result.complete_since is None
    assert fetcher.count("article") <= 5


def test_pages_that_repeat_themselves_are_no_end() -> None:
    same = f"<main>{rows([3, 1, 2])}{pager(1, 2)}</main>"
    numbers = count(2)

    def site(path: str, _: Mapping[str, str]) -> Reply:
        return Reply(same.replace("?trang=2", f"?trang={next(numbers)}"))

    fetcher = PlainFetcher()
    with Web(site) as web:
        result = look(web, fetcher=fetcher)
    assert (result.complete_since, fetcher.count("list")) == (None, 2)


# --- the next look


def test_five_known_items_in_a_row_end_a_look_but_not_a_full_one() -> None:
    site = listing([[1, 2, 30, 3, 4, 5, 6, 7], [8, 9]])
    with Web(site) as web:
        first = look(web)
        site[LIST] = Reply(str(site[LIST].body).replace("<h1>CCHC</h1>", "<h1>CCHC</h1>" + rows([0])))
        site["/bai/0.htm"] = site["/bai/1.htm"]
        quick, careful = PlainFetcher(), PlainFetcher()
        second = look(web, first.memory, fetcher=quick)
        full = look(web, first.memory, full=True, fetcher=careful)
    assert (quick.count("list"), careful.count("list")) == (1, 4)
    # A proof compares copies of the first page, and asks for one that nobody has.
    assert second.complete_since == full.complete_since == BEGINNING
    assert set(first.memory.known) <= set(second.memory.known)  # what was not reached is not forgotten


def test_known_items_in_a_list_with_the_oldest_first_do_not_end_a_look() -> None:
    site = listing([[30, 29, 28, 27, 26, 25], [24, 23]])
    with Web(site) as web:
        first = look(web)
        site[f"{LIST}?trang=2"] = Reply(f"<main>{rows([24, 23, 1])}{pager(2, 2)}</main>")
        site["/bai/1.htm"] = Reply("x", 404)
        site[LIST] = Reply(str(site[LIST].body) + "<!-- đếm -->")
        second = look(web, first.memory)
    assert len(second.items) == 9


def test_nothing_new_is_told_by_the_server_or_by_the_same_bytes() -> None:
    def site(path: str, headers: Mapping[str, str]) -> Reply:
        if headers.get("if-none-match") == '"a"':
            return Reply(status=304)
        if path != LIST:
            return Reply("không có", 404)
        return Reply(f"<main>{rows(range(1, 4))}{pager(1, 1)}</main>", headers={"ETag": '"a"'})

    with Web(site) as web:
        first = look(web)
        told = look(web, first.memory)
        same = look(web, replace(first.memory, validators=None))
        full = look(web, first.memory, full=True)
    assert (told.outcome, told.full, told.complete_since) == (Outcome.UNCHANGED, False, BEGINNING)
    assert (same.outcome, same.full) == (Outcome.UNCHANGED, True)
    assert (full.outcome, full.full, len(full.items)) == (Outcome.READ, True, 3)
    assert told.memory == first.memory


def test_unchanged_is_no_answer_when_more_must_be_proven_than_before() -> None:
    with Web(listing([range(1, 6), range(6, 9)])) as web:
        first = look(web, back_to=day(30))
        second = look(web, first.memory, back_to=day(300))
    assert first.complete_since is not None
    assert first.complete_since > day(300)
    assert (second.outcome, second.complete_since) == (Outcome.READ, BEGINNING)


def test_a_failed_look_leaves_the_memory_as_it_was() -> None:
    site = listing([range(1, 6)])
    with Web(site) as web:
        first = look(web)
        site[LIST] = Reply("<h1>Website đang bảo trì</h1>")
        second = look(web, first.memory, full=True)
    assert second.outcome is Outcome.MAINTENANCE
    assert (second.items, second.complete_since, second.memory) == ((), None, first.memory)
    assert len(second.pages) == 1


def test_a_section_that_lost_everything_it_showed_has_drifted() -> None:
    site = listing([range(1, 6)])
    with Web(site) as web:
        first = look(web)
        site[LIST] = Reply("<main><p>Mục này chưa có bài viết nào.</p></main>")
        emptied = look(web, first.memory, full=True)
        site[LIST] = Reply(f"<main>{rows(range(20, 26), dated=False)}</main>")
        replaced = look(web, first.memory, full=True)
    assert (emptied.outcome, replaced.outcome) == (Outcome.DRIFTED, Outcome.DRIFTED)
    assert replaced.items == ()


def test_a_new_section_that_says_it_is_empty_is_empty_and_a_silent_one_cannot_be_read() -> None:
    with Web(
        {LIST: Reply("<main><p>Chưa có bài viết nào trong chuyên mục này.</p></main>"), "/x": Reply("<p>CCHC</p>")}
    ) as web:
        empty = look(web)
        silent = look(web, path="/x")
    assert (empty.outcome, empty.complete_since) == (Outcome.EMPTY, BEGINNING)
    assert (silent.outcome, silent.complete_since) == (Outcome.UNREADABLE, None)


# --- where a section went


def test_redirects_off_the_site_or_to_its_front_page_are_moves() -> None:
    with Web({LIST: Reply(f"<main>{rows(range(1, 6))}</main>")}) as other:
        site = {
            LIST: Reply(status=301, headers={"Location": other.base + LIST}),
            "/mat/": Reply(status=302, headers={"Location": "/"}),
            "/": Reply(f"<main>{rows(range(1, 6))}</main>"),
            "/cu/": Reply(status=301, headers={"Location": "/moi/"}),
            "/moi/": Reply(f"<main>{rows(range(1, 4))}</main>"),
        }
        with Web(site) as web:
            away, home, inside = look(web), look(web, path="/mat/"), look(web, path="/cu/")
    assert (away.outcome, home.outcome, inside.outcome) == (Outcome.MOVED, Outcome.MOVED, Outcome.READ)


def test_a_dead_host_and_a_missing_address_are_outcomes() -> None:
    with Web({}) as web:
        missing = look(web)
        base = web.base
    dead = look_at(section(base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, APRIL)
    nowhere = look_at(section(""), Memory(), PlainFetcher(), all_readers(), NOW, APRIL)
    assert (missing.outcome, missing.http_status) == (Outcome.HTTP_STATUS, 404)
    assert (dead.outcome, nowhere.outcome) == (Outcome.REFUSED, Outcome.NO_ADDRESS)


def test_a_rehearsal_in_another_year_believes_the_dates_of_that_year() -> None:
    fetcher = PlainFetcher(now=datetime(2024, 1, 5, tzinfo=VN))
    with Web(listing([range(1, 6)])) as web:
        result = look(web, fetcher=fetcher)
    assert all(item.stated is not None for item in result.items)
    assert {page.at.year for page in result.pages} == {2024}  # the evidence keeps the true time


# --- articles


def test_articles_are_opened_for_dates_that_the_list_lacks_and_once_only() -> None:
    fetcher, again = PlainFetcher(), PlainFetcher()
    site = listing([range(1, 6)], dated=False)
    with Web(site) as web:
        first = look(web, fetcher=fetcher)
        site[LIST] = Reply(str(site[LIST].body) + "<p>Ghi chú mới</p>")
        second = look(web, first.memory, fetcher=again)
    assert (fetcher.count("article"), again.count("article")) == (5, 0)
    for result in (first, second):
        assert [item.stated.at if item.stated else None for item in result.items] == [
            day(n * 10).replace(second=0, microsecond=0) for n in range(1, 6)
        ]


def test_an_article_that_fails_spoils_nothing() -> None:
    with Web({LIST: Reply(f"<main>{rows(range(1, 4), dated=False)}{pager(1, 1)}</main>")}) as web:
        result = look(web)
    assert (result.outcome, result.complete_since, len(result.items)) == (Outcome.READ, BEGINNING, 3)


def test_a_player_in_the_text_makes_a_video_and_a_map_in_the_footer_none() -> None:
    site = listing([range(1, 4)])
    text = str(site["/bai/1.htm"].body)
    site["/bai/1.htm"] = Reply(text.replace("<p>Nhà", '<iframe src="https://www.youtube.com/embed/x"></iframe><p>Nhà'))
    site["/bai/2.htm"] = Reply(
        str(site["/bai/2.htm"].body) + '<footer><iframe src="https://www.youtube.com/embed/y"></iframe></footer>'
    )
    with Web(site) as web:
        result = look(web)
    assert [item.medium for item in result.items] == [Medium.VIDEO, Medium.ARTICLE, Medium.ARTICLE]


def test_a_list_that_a_script_fills_is_read_by_its_feed_as_far_as_that_reaches() -> None:
    entries = "".join(
        f"<item><title>Bài viết {n}</title><link>/bai/{n}</link>"
        f"<pubDate>{day(n):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in (1, 20)
    )
    site = {
        LIST: Reply("<main>Đang tải dữ liệu…<script src='/a.js'></script></main>"),
        "/rss": Reply(f"<rss><channel>{entries}</channel></rss>"),
    }
    with Web(site) as web:
        alone = look(web)
        helped = look(web, feed_url=web.base + "/rss", back_to=day(10))
    assert alone.outcome is Outcome.UNREADABLE
    assert (helped.outcome, len(helped.items)) == (Outcome.READ, 2)
    assert helped.complete_since == day(20).replace(second=0) + timedelta(minutes=1)


# --- whole sites


def test_every_family_of_the_false_world_is_read_exactly() -> None:
    story = Story()
    with story.world as world:
        world.now = datetime(2022, 4, 6, 8, tzinfo=VN)
        for site in world.sites:
            if site.fault(world.now):
                continue
            address = world.feed(site.id) if site.script_list else world.url(site.id)
            place = Section(site.id, "cchc", str(address))
            fetcher = PlainFetcher(world.now)
            result = look_at(place, Memory(), fetcher, all_readers(), world.now, datetime(2021, 1, 1, tzinfo=VN), True)
            part = site.category("cchc").slug
            truth = {a.title: a for a in site.shown(world.now) if a.category == part}
            assert result.outcome is Outcome.READ, (site.id, result.detail)
            assert {item.title for item in result.items} == set(truth), site.id
            assert len(result.items) == len(truth), site.id
            assert site.script_list or result.complete_since == BEGINNING, site.id
            for item in result.items:
                said = truth[item.title]
                assert (item.stated is not None) is site.dated, (site.id, item.title)
                if item.stated is not None:
                    assert item.stated.at <= said.stated.replace(second=0) < item.stated.end, (site.id, item)
                assert item.signed == said.signed, (site.id, item)


Truth = dict[str, tuple[str, str, str, str]]


def _captured(folder: Path) -> tuple[str, Truth]:
    text = (folder / "INDEX.md").read_text(encoding="utf-8")
    base = re.search(r"Base address: (\S+)", text)
    row = r"^\| a\d\d \| Cải cách hành chính \| (.*?) \| (\S+) \| (\S+) \| \S+ \| (\S+) \| (\S+) \| yes \|"
    assert base
    return base[1], {m[2]: (m[1], m[3], m[4], m[5]) for m in re.finditer(row, text, re.MULTILINE)}


@pytest.fixture(params=["nukeviet45", "nukeviet45-raw", "wordpress61"])
def captured(request: pytest.FixtureRequest, shared: Path) -> Iterator[tuple[str, str, Truth]]:
    """A captured site at its own address: (name, base, the visible articles of its section)."""
    folder = shared / "sites" / request.param
    spec = importlib.util.spec_from_file_location("replay", shared / "sites" / "replay.py")
    assert spec is not None
    assert spec.loader is not None
    replay = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(replay)
    base, truth = _captured(folder)
    try:
        server = replay.serve(folder)
    except OSError as error:
        answer = PlainFetcher().fetch(Request(base + "/", "home"))
        if not isinstance(answer, Page) or answer.body != (folder / "home.body.html").read_bytes():
            pytest.skip(f"something else has the captured site's own address: {error}")
        yield request.param, base, truth  # another run serves the very same pages
        return
    yield request.param, base, truth
    server.shutdown()
    server.server_close()


@pytest.mark.shared
def test_captured_sites_are_read_exactly(captured: tuple[str, str, Truth]) -> None:
    name, base, truth = captured
    raw = "/index.php?language=vi&nv=news&op=cai-cach-hanh-chinh"
    path = {"nukeviet45": LIST, "nukeviet45-raw": raw, "wordpress61": f"/category{LIST}"}[name]
    fetcher, again = PlainFetcher(), PlainFetcher()
    place = section(base + path)
    result = look_at(place, Memory(), fetcher, all_readers(), NOW, APRIL, True)
    found = {item.url: item for item in result.items}
    assert len(truth) == 18
    assert set(found) == set(truth)
    assert len(result.items) == 18
    for url, (title, published, edited, kind) in truth.items():
        item = found[url]
        assert item.title == title
        assert item.stated is not None
        assert item.stated.at.isoformat() == published
        assert item.modified is not None
        assert item.modified.at.isoformat() == edited  # the trace of backdating is kept as a fact
        assert (item.medium is Medium.VIDEO) is (kind == "video")
        assert bool(item.attachments) is (kind == "pdf")
    assert result.complete_since is not None
    assert result.complete_since <= APRIL
    second = look_at(place, result.memory, again, all_readers(), NOW, APRIL, True)
    assert [item.identity for item in second.items] == [item.identity for item in result.items]
    opened = {url for purpose, url in again.asked if purpose == "article"}
    assert opened.isdisjoint(truth)  # the front page's news, of whatever section, may be asked for their way


# --- two servers that answer in turn (K10)


def in_turn(*pages: dict[str, Reply]) -> tuple[Callable[[str, Mapping[str, str]], Reply], list[str]]:
    """The list comes from one server after the other, everything else from the first."""
    asked: list[str] = []

    def site(path: str, _: Mapping[str, str]) -> Reply:
        if path != LIST:
            return pages[0].get(path, Reply("", 404))
        asked.append(path)
        return pages[len(asked) % len(pages)][LIST]

    return site, asked


def test_a_proving_look_that_meets_two_copies_of_unlike_age_proves_nothing_and_takes_what_either_shows() -> None:
    newer, older = listing([[1, 2, 3, 4, 5, 6]]), listing([[2, 3, 4, 5, 6]])
    with Web(newer) as web:
        first = look(web)
    site, asked = in_turn(newer, older)
    with Web(site) as web:
        known = replace(first.memory, known={})
        result = look(web, known, full=True)
    assert len(asked) == 2
    assert (result.complete_since, result.detail) == (None, "two copies of the list that differ")
    assert {item.title for item in result.items} == {f"Bài viết thứ {n} trong mục" for n in range(1, 7)}


def test_copies_that_differ_in_what_is_long_past_still_prove() -> None:
    newer, older = listing([[1, 2, 3, 4, 5, 60]]), listing([[1, 2, 3, 4, 5, 61]])
    with Web(newer) as web:
        first = look(web)
    with Web(in_turn(newer, older)[0]) as web:
        result = look(web, replace(first.memory, known={}), full=True)
    assert result.detail == ""
    assert result.complete_since is not None


def test_an_article_that_one_page_shows_at_two_addresses_is_no_difference_between_copies() -> None:
    def row(n: int, path: str) -> str:
        link = f'<a href="{path}bai-{n}.html" title="Bài viết thứ {n} trong mục">Bài viết thứ {n} trong mục</a>'
        return f'<div class="panel-body"><h3>{link}</h3><ul><li>{17 - n:02}/11/2026 08:00:00</li></ul></div>'

    own = "".join(row(n, LIST) for n in range(1, 7))
    page = (
        f'<html><head><meta name="generator" content="NukeViet v4.5"></head><body><div class="news_column">{own}</div>'
    )
    page += f'<div class="news_column">{row(2, "/ke-hoach-cchc/")}</div></body></html>'
    with Web({LIST: Reply(page)}) as web:
        first = look(web)
        result = look(web, first.memory, full=True)
    assert len(result.items) == 6
    assert (result.detail, result.complete_since) == ("", BEGINNING)


def nukeviet_pages(*pages: str) -> dict[str, Reply]:
    head = '<html><head><meta name="generator" content="NukeViet v4.5"></head><body><div class="news_column">'
    return {
        LIST if n == 1 else f"{LIST}?trang={n}": Reply(f"{head}{rows}</div>{pager(n, len(pages))}</body></html>")
        for n, rows in enumerate(pages, 1)
    }


def panel(n: int, date: str, pinned: bool = False) -> str:
    link = f'<h3><a href="{LIST}bai-{n}.html" title="Bài viết thứ {n} trong mục">Bài viết thứ {n} trong mục</a></h3>'
    return f'<div class="panel-body{" featured" * pinned}">{link}<ul><li>{date}/2026 08:00:00</li></ul></div>'


def test_a_last_page_that_holds_only_the_pinned_item_is_the_end_and_no_trap() -> None:
    pinned = panel(1, "05/01", pinned=True)
    first = pinned + "".join(panel(n, f"{n:02}/05") for n in range(2, 9))
    with Web(nukeviet_pages(first, pinned)) as web:
        result = look(web)
    assert (result.detail, result.complete_since) == ("", BEGINNING)


def test_a_list_in_order_of_entry_has_its_newest_last_though_one_date_stands_askew() -> None:
    def shown(numbers: Sequence[int]) -> bool:
        rows = "".join(panel(n, f"{n:02}/05") for n in numbers)
        with Web(nukeviet_pages(rows)) as web:
            return ascending(look(web).items)

    assert shown([2, 3, 4, 6, 5, 7, 8])
    assert not shown([8, 7, 6, 4, 5, 3, 2])
    assert not shown([5, 2, 8, 3, 7, 4, 6])
