"""Which other addresses of a site may hold what a section's list lacks, and whether a page is still the section."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.doubting.parts import Nearness, neighbours_of
from crawlers.doubting.renamed import is_another, led_elsewhere
from crawlers.doubting.sent_on import sent_on
from crawlers.markup import Html, parse_bytes
from crawlers.page import Page, Request
from rules.model import VN, Section

BASE = "https://thcs-hoa-mai.edu.test"
HERE = f"{BASE}/cai-cach-hanh-chinh/"


def html_of(body: str, url: str = HERE, head: str = "") -> Html:
    html = parse_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)
    assert html is not None
    return html


def near(body: str, url: str = HERE, topic: str = "cchc") -> dict[str, Nearness]:
    def known(key: str) -> bool:
        return key.endswith("/da-biet")

    found = neighbours_of(html_of(body, url), Section("u", topic, url), known, {"thcs-hoa-mai.edu.test/bai"}, 2026)
    return {one.address.removeprefix(BASE): one.nearness for one in found}


@pytest.mark.parametrize(
    ("link", "nearness"),
    [
        ("<a href='bao-cao/'>Báo cáo</a>", Nearness.PART),
        ("<a href='nam-2026/'>Năm 2026</a>", Nearness.PART),
        ("<a href='bao-cao/'>Báo cáo kết quả thực hiện công tác cải cách hành chính</a>", Nearness.NAMED),
        ("<a href='noi-bo/bao-cao/'>Báo cáo</a>", Nearness.NAMED),
        ("<a href='bao-cao.html'>Báo cáo</a>", Nearness.PERHAPS),
        ("<a href='bao-cao/'><img src='a.jpg'></a>", Nearness.PERHAPS),
        ("<a href='?cq=2'>Trường THCS Hoa Mai</a>", Nearness.PERHAPS),
        ("<div class='menu'><a href='/moi/'>Cải cách hành chính</a></div>", Nearness.PART),
        ("<div class='menu'><a href='/moi/'>Chuyển đổi số - CCHC</a></div>", Nearness.NAMED),
        ("<p><a href='/index.php?id=13'>Báo cáo CCHC</a></p>", Nearness.NAMED),
        ("<div class='sidebar'><a href='/bai/tin.html'>Kế hoạch CCHC năm nay</a></div>", Nearness.PERHAPS),
    ],
)
def test_what_may_be_of_the_section_is_asked(link: str, nearness: Nearness) -> None:
    assert list(near(link).values()) == [nearness]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='page/2/'>Trang sau</a>",
        "<a href='trang-2/'>Trang 2</a>",
        "<a href='nam-2024/'>Năm 2024</a>",
        "<a href='bai-viet-1042/'>Tin mới</a>",
        "<a href='hoi-nghi-can-bo-cong-chuc-nam-hoc-moi/'>Hội nghị cán bộ</a>",
        "<a href='da-biet'>Đã biết</a>",
        "<a href='/tin-tuc/'>Tin tức</a>",
        "<a href='/tin-tuc/'>Xem thêm</a>",
        "<div class='breadcrumb'><a href='/'>Trang chủ</a> <a href='/chuyen-muc/'>Chuyên mục</a></div>",
        "<div class='menu'><a href='?lang=en'>English</a></div>",
        "<a href='https://so.test/cai-cach-hanh-chinh/'>Cải cách hành chính</a>",
    ],
)
def test_what_is_of_another_section_or_of_the_list_is_not(link: str) -> None:
    assert near(link) == {}


def test_the_nearest_come_first() -> None:
    found = near("<a href='x.html'>Một</a><a href='/m/'>Chuyển đổi số - CCHC</a><a href='bao-cao/'>Báo cáo</a>")
    assert [address[-4:] for address in found] == ["cao/", "/m/", "html"]


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv='Refresh' content='3;URL=/moi/'>",
        "<link rel='canonical' href='/moi/'>",
        "<script>location = '/moi/'</script>",
        "<script>window.location.replace('/moi/');</script>",
        "<script>$(document).ready(function () { location.href = '/moi/'; });</script>",
    ],
)
def test_a_page_that_leads_on_is_understood(head: str) -> None:
    assert list(sent_on(html_of("", head=head))) == [f"{BASE}/moi/"]


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv='refresh' content='600; url=/moi/'>",
        f"<meta http-equiv='refresh' content='5; url={HERE}'>",
        f"<link rel='canonical' href='{BASE}/'>",
        "<link rel='canonical' href='https://khac.test/moi/'>",
        "<script>if (screen.width < 700) location.href = '/m/';</script>",
        "<script>if (nho) { location.href = '/m/'; }</script>",
        "<script>$(function () { $('.n').click(function () { location.href = '/tim/'; }); });</script>",
        "<script>location.href = '/tim/' + o.value;</script>",
    ],
)
def test_a_reload_a_click_and_a_condition_lead_nobody_on(head: str) -> None:
    assert list(sent_on(html_of("", head=head))) == []


def test_scripts_full_of_openings_cost_little() -> None:  # E37
    body = "<script>" + "{" * 9_000 + "location='/a';" * 700 + "</script>"
    began = datetime.now(VN)
    assert list(sent_on(html_of(body * 20))) == []
    assert (datetime.now(VN) - began).total_seconds() < 2


@pytest.mark.parametrize(
    ("url", "there", "head", "another"),
    [
        (HERE, "/tin-tuc/", "<h1>Tin tức</h1>", True),
        (HERE, "/?page_id=4", "<h1>Văn bản</h1>", True),
        (HERE, "/chuyen-muc/moi/", "<h1>Cải cách hành chính</h1>", False),
        (HERE, "/chuyen-muc/cchc-c12.html", "<h1>Tin tức</h1>", False),
        (HERE, "/moi/", "<h3><a href='/bai/1'>Hội nghị cán bộ</a></h3>", False),
        (HERE, "/moi/", "<h1>Trường THCS Hoa Mai</h1>", False),
        (f"{BASE}/index.php?id=12", "/tin-tuc/", "<h1>Tin tức</h1>", False),
        (f"{BASE}/van-ban/", "/laws/", "<h1>Văn bản</h1>", False),
        (f"{BASE}/van-ban/", "/gioi-thieu/", "<h1>Giới thiệu</h1>", True),
    ],
)
def test_where_an_address_leads_on_the_page_must_bear_its_name(
    url: str, there: str, head: str, another: bool
) -> None:  # E50
    page = Page(Request(url, "list"), BASE + there, 200, {}, b"", datetime.now(VN), redirects=(url,))
    section = Section("u", "cchc", url)
    assert led_elsewhere(section, page)
    assert is_another(section, html_of(head, page.url)) is another


def test_a_slash_or_the_ending_of_a_file_is_no_other_page() -> None:
    section = Section("u", "cchc", f"{BASE}/cchc.html")
    page = Page(Request(section.url, "list"), f"{BASE}/cchc/", 200, {}, b"", datetime.now(VN), redirects=(section.url,))
    assert not led_elsewhere(section, page)
