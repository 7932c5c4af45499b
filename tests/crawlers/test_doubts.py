"""What beside a list speaks against its being the whole section (S13, decision 0018)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from crawlers.doubting.column import OwnColumn
from crawlers.doubting.doubts import _days_beside, doubt_of
from crawlers.markup import Html, parse_bytes
from crawlers.page import Page, Request
from crawlers.readers import all_readers, choose
from crawlers.zones import Zones
from rules.model import VN, Section

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
MONTH = NOON - timedelta(days=19)
LIST = "http://thcs-hoa-mai.edu.test/cchc/"


def links(count: int, folder: str, day: str = "") -> str:
    title = "Tài liệu hướng dẫn cải cách hành chính phần"
    days = [f"<i>{n + 1}{day}</i>" if day else "" for n in range(count)]
    return "".join(f"<li><a href='{folder}{n}.html'>{title} {n}</a> {said}</li>" for n, said in enumerate(days))


def doubt(matter: str) -> str:
    head = "<html><head><title>Cải cách hành chính - Trường THCS Hoa Mai</title></head>"
    body = f"{head}<body><main><h1>Cải cách hành chính</h1>{matter}</main></body></html>".encode()
    page = Page(Request(LIST, "list"), LIST, 200, {"content-type": "text/html; charset=utf-8"}, body, NOON)
    reading = choose(page, all_readers()).read(page, Section(unit="thcs-hoa-mai", topic="cchc", url=LIST))
    assert reading.items
    return doubt_of(page, reading.items, MONTH)


def beside(own_day: str, words: str, folder: str = "/bai/", day: str = "/11/2026") -> str:
    """The section's own list, and a box under words of its own."""
    return f"<ul>{links(9, '/huong-dan/', own_day)}</ul><div><h2>{words}</h2><ul>{links(5, folder, day)}</ul></div>"


@pytest.mark.parametrize(
    ("matter", "doubted"),
    [
        (beside("", "Tin bài tuyên truyền"), True),
        (beside("", "Tin bài tuyên truyền", day="/09/2026"), False),
        (beside("", "Tin mới nhất"), False),
        (beside("/10/2026", "Văn bản mới", folder="/cchc/"), True),
        (beside("/10/2026", "Thông báo"), False),
        (f"<ul>{links(9, '/huong-dan/')}</ul>", False),
    ],
)
def test_days_beside_a_list_that_it_lacks(matter: str, doubted: bool) -> None:
    assert bool(doubt(matter)) == doubted, doubt(matter)


def test_an_element_with_thousands_of_links_is_looked_through_once() -> None:  # E37
    """Told by how often the page is asked, not by a clock."""
    asked = 0

    class Counting(Html):
        def link(self, href: str | None) -> str | None:
            nonlocal asked
            asked += 1
            return super().link(href)

    page = parse_bytes(f"<html><body><div><ul>{links(2_000, '/cchc/')}</ul></div></body></html>".encode(), LIST)
    assert page is not None
    html = Counting(page.url, page.tree, page.text)
    assert list(_days_beside(html, {"nowhere"}, OwnColumn([], set(), Zones(), date(2026, 6, 2)), everywhere=True)) == []
    assert asked < 5 * 2_000
