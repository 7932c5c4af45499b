"""Days of items that are listed around an article are none of it, even where it has no text (S7)."""

from __future__ import annotations

import pytest

from crawlers.reading import read_bytes

from .webs import NOW

ARTICLE = "http://thcs-hoa-mai.edu.test/tin/bai-1.html"
TITLE = "<h1>Báo cáo cải cách hành chính tháng 10</h1>"
SCAN = "<p><iframe src='/xem.pdf'></iframe></p>"
OTHERS = "".join(
    f"<div class='r'><span class='date'>{day}/9/2026</span><br>"
    f"<a href='/tin/{day}.html'>Hội nghị viên chức lần {day}</a>"
    "</div>"
    for day in (20, 18, 16)
)


def stated(body: str) -> str:
    page = f"<html><head><title>Báo cáo</title></head><body><div class='main'>{body}</div></body></html>"
    item = read_bytes(page.encode(), ARTICLE, "article", {}, NOW)["article"]
    assert isinstance(item, dict)
    return str(item["stated"] or "")[:10]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{TITLE}{SCAN}</div><div class='col'>{OTHERS}</div>",
        f"{TITLE}{SCAN}{OTHERS}",
        f"{TITLE}{SCAN}<div class='col'>{OTHERS}</div>",
    ],
)
def test_the_next_items_below_a_scan_date_nothing(body: str) -> None:
    assert stated(body) == ""


@pytest.mark.parametrize(
    "meta",
    [
        "<div class='meta'><span class='date'>21/10/2026</span></div>",
        "<div class='meta'><a href='/cchc/'>Cải cách hành chính công</a> <span class='date'>21/10/2026</span></div>",
    ],
)
def test_the_day_right_below_the_title_of_a_scan_is_its_own(meta: str) -> None:
    assert stated(f"{TITLE}{meta}{SCAN}<div class='col'>{OTHERS}</div>") == "2026-10-21"
