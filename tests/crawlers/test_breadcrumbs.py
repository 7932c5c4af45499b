"""Whether the way above a page leads through a section (S12, S13)."""

from __future__ import annotations

import pytest

from crawlers.doubting.breadcrumbs import is_below, names_of
from crawlers.markup import Html, parse_bytes

BASE = "https://thcs-hoa-mai.edu.test"
SECTION = f"{BASE}/taxonomy/term/4"
MENU = "<div class='menu'><a href='/cai-cach-hanh-chinh'>Cải cách hành chính</a></div>"


def html_of(body: str, url: str, names: str = "", head: str = "") -> Html:
    html = parse_bytes(f"<html><head>{head}</head><body class='{names}'>{MENU}{body}</body></html>".encode(), url)
    assert html is not None
    return html


NAMES = names_of(html_of("", SECTION, head="<link rel='canonical' href='/cai-cach-hanh-chinh'>"), SECTION)


@pytest.mark.parametrize(
    ("way", "below"),
    [
        ("<div class='breadcrumb'><a href='/'>Trang chủ</a> » <a href='/cai-cach-hanh-chinh'>CCHC</a></div>", True),
        ("<ol aria-label='Breadcrumbs'><li><a href='/taxonomy/term/4'>CCHC</a></li></ol>", True),
        ("<div class='breadcrumb'><a href='/'>Trang chủ</a> » <a href='/tin-tuc'>Tin tức</a></div>", False),
        ("<p><a href='/cai-cach-hanh-chinh'>Xem thêm</a></p>", False),
    ],
)
def test_the_way_above_a_page_tells_its_section(way: str, below: bool) -> None:
    assert is_below(html_of(way, f"{BASE}/thu-tuc"), NAMES) is below


def test_a_page_that_is_named_after_its_way_is_no_way() -> None:
    assert not is_below(html_of("", f"{BASE}/tin-tuc/bai-1", "single has-breadcrumbs"), NAMES)
    many = "".join(f"<a href='/muc-{n}'>Mục {n}</a>" for n in range(12))
    wrapped = f"<div class='has-breadcrumbs'>{many}<a href='/cai-cach-hanh-chinh'>CCHC</a></div>"
    assert not is_below(html_of(wrapped, f"{BASE}/tin-tuc/bai-1"), NAMES)


def test_the_section_is_not_below_itself() -> None:
    way = "<div class='breadcrumb'><a href='/cai-cach-hanh-chinh'>CCHC</a></div>"
    assert not is_below(html_of(way, SECTION), NAMES)
