"""A list may call otherwise what its article says in full: both titles are kept, and the other one is a question."""

from __future__ import annotations

from pathlib import Path

from crawlers.page import LookResult
from monitor.pipeline.sightings import sightings
from rules.matching import best_match
from rules.model import Publication, Section
from tests.pipeline.world import SmallWorld, at
from tests.rules.cast import scheduled
from tests.rules.test_scheduled import seen

from .test_walk import LIST, day, look
from .webs import Reply, Web

REPORT = scheduled("PL-02", "2026-04", ("kết quả", "cải cách hành chính"))
FULL = "Báo cáo kết quả công tác cải cách hành chính quý I năm 2026"


def site(titles: dict[int, tuple[str, str]]) -> Web:
    """A section of items, each with the title of the list and that of its article; item n is n days old."""
    rows = "".join(
        f'<div class="item"><h3><a href="/bai/{n}.htm">{listed}</a></h3>'
        f'<p class="time">{day(n):%d/%m/%Y %H:%M}</p></div>'
        for n, (listed, _) in titles.items()
    )
    text = "Nhà trường niêm yết thủ tục tại phòng văn thư và trên trang tin. " * 4
    pages = {LIST: Reply(f"<main><h1>CCHC</h1>{rows}</main>")} | {
        f"/bai/{n}.htm": Reply(
            f"<main><h1>{own}</h1><p class='time'>{day(n):%d/%m/%Y %H:%M}</p>"
            f"<div class='content-detail'><p>{text}</p></div></main>"
        )
        for n, (_, own) in titles.items()
    }
    return Web(lambda path, _: pages.get(path, Reply("không có", 404)))


def further(titles: dict[int, tuple[str, str]]) -> list[tuple[str, ...]]:
    with site(titles) as web:
        return [item.also_titled for item in look(web).items]


def test_the_title_of_an_article_that_its_list_calls_otherwise_is_kept_beside_it() -> None:
    same = "Niêm yết công khai thủ tục hành chính năm học mới"
    cut = "Hướng dẫn phụ huynh nộp hồ sơ trực tuyến tại nhà"
    found = further({2: ("Văn bản số 15/BC-THCS", FULL), 3: (same, same.upper()), 4: (f"{cut[:30]}...", cut)})
    assert found == [(FULL,), (), ()]


def test_a_title_that_several_articles_share_is_that_of_what_is_around_them() -> None:
    around = "Chuyên mục cải cách hành chính của nhà trường"
    assert further({2: ("Họp giao ban tháng tư", around), 3: ("Thông báo số 5 của trường", around)}) == [(), ()]


def kept(world: SmallWorld, result: LookResult, when: str) -> int:
    """Store what a look found; how many publications it changed or brought."""
    place: Section = result.section
    with world.store.write(False) as tx:
        tx.observations.sync_sections([place])
        run = tx.runs.begin("run", at(when))
        (state,) = tx.observations.sections()
        found = sightings(result, tx.observations.known(place.unit, place.topic), state)
        tx.observations.save(run, result, [], found.changes, at(when), 0)
    return len(found.changes)


def test_it_is_stored_once_and_known_as_it_was_known_then(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    with site({2: ("Văn bản số 15/BC-THCS", FULL), 3: ("Họp giao ban tháng tư", "Họp giao ban tháng tư")}) as web:
        first = look(web)
        assert kept(world, first, "2026-11-20T10:00") == 2
        assert kept(world, look(web), "2026-11-21T10:00") == 0
    place = (first.section.unit, first.section.topic)
    for known_at in (None, at("2026-12-01T00:00")):
        with world.store.read(False) as tx:
            seen_there = tx.observations.places([place], at("2026-01-01T00:00"), known_at)[place].publications
        assert {one.title: one.also_titled for one in seen_there} == {
            "Văn bản số 15/BC-THCS": (FULL,),
            "Họp giao ban tháng tư": (),
        }


def called(title: str, *others: str) -> Publication:
    return seen(1, "2026-04-12", title, also_titled=others)


def test_what_only_another_page_calls_it_is_asked_about_and_never_counted_alone() -> None:
    assert best_match(called("Văn bản số 15/BC-THCS"), REPORT, 2026).decision == "no"
    asked = best_match(called("Văn bản số 15/BC-THCS", FULL), REPORT, 2026)
    assert (asked.decision, asked.missing) == ("ask", (f"trang bài ghi: “{FULL}”",))
    assert best_match(called(FULL, "Chuyên mục"), REPORT, 2026).decision == "yes"
