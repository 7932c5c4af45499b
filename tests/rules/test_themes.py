"""Themes are counted by the words of titles, in the period in which an item surely was published; never judged."""

from __future__ import annotations

from dataclasses import replace

from rules.model import Publication, Theme, Words
from rules.periods import parse
from rules.themes import theme_statistics
from tests.rules.cast import item, monthly, plan

ONLINE = Theme("dịch vụ công trực tuyến", "Dịch vụ công trực tuyến", Words(any=("dịch vụ công",)))
PLEASED = Theme("sự hài lòng", "Sự hài lòng", Words(any=("hài lòng",), none=("phiếu khảo sát",)))
PLAN = plan(monthly(), themes=(ONLINE, PLEASED))


def said(number: int, when: str | None, title: str, **changes: object) -> Publication:
    return item(number, when, title=title, **changes)


def test_one_item_may_touch_several_themes_and_is_seen_once() -> None:
    both = said(1, "2022-03-05T08:00", "Người dân hài lòng với DVCTT")
    found = theme_statistics(PLAN, (both, both), parse("2022-03"))
    assert [(one.theme.tag, one.count, one.units) for one in found.counts] == [
        ("dịch vụ công trực tuyến", 1, 1),
        ("sự hài lòng", 1, 1),
    ]
    assert (found.seen, found.untouched, found.undated) == (1, 0, 0)


def test_units_are_counted_beside_items() -> None:
    items = (
        said(1, "2022-03-05T08:00", "Dịch vụ công tháng 3"),
        said(2, "2022-03-06T08:00", "Dịch vụ công và một cửa"),
        replace(said(3, "2022-03-07T08:00", "Hướng dẫn dịch vụ công"), unit="th-binh-minh"),
    )
    counted = theme_statistics(PLAN, items, parse("2022-03")).counts[0]
    assert (counted.count, counted.units) == (3, 2)
    assert [publication.id for publication in counted.publications] == [1, 2, 3]


def test_the_period_bounds_what_is_counted_and_its_edges_are_exact() -> None:
    items = (
        said(1, "2022-02-28T23:59:59", "Dịch vụ công"),
        said(2, "2022-03-01T00:00:00", "Dịch vụ công"),
        said(3, "2022-03-31T23:59:59", "Dịch vụ công"),
        said(4, "2022-04-01T00:00:00", "Dịch vụ công"),
    )
    counted = theme_statistics(PLAN, items, parse("2022-03")).counts[0]
    assert [publication.id for publication in counted.publications] == [2, 3]


def test_an_item_of_unknown_day_is_told_and_not_counted() -> None:
    undated = item(1, None, "2022-03-10T08:00", title="Dịch vụ công", baseline=True)
    found = theme_statistics(PLAN, (undated,), parse("2022-03"))
    assert (found.seen, found.undated, found.counts[0].count) == (0, 1, 0)


def test_what_touches_no_theme_is_counted_apart_and_near_misses_do_not_touch() -> None:
    items = (said(1, "2022-03-05", "Thực đơn tuần 12"), said(2, "2022-03-05", "Phiếu khảo sát mức độ hài lòng"))
    found = theme_statistics(PLAN, items, parse("2022-03"))
    assert (found.seen, found.untouched, found.counts[1].count) == (2, 2, 0)


def test_a_plan_without_themes_has_no_statistics() -> None:
    found = theme_statistics(plan(monthly()), (said(1, "2022-03-05", "Dịch vụ công"),), parse("2022-03"))
    assert (found.counts, found.seen, found.untouched) == ((), 1, 1)
