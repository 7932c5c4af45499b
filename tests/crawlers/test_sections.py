"""The section on a home page, and its near-misses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.discovering import SURE
from crawlers.finding.sections import section_links
from crawlers.finding.topics import CCHC, links_to
from crawlers.markup import parse_bytes

from .webs import saved

HOME = "http://thcs-hoa-mai.edu.test/"


def links(body: bytes | str, url: str = HOME) -> dict[str, float]:
    html = parse_bytes(body.encode() if isinstance(body, str) else body, url)
    assert html is not None
    return {link.url.removeprefix(HOME): link.score for link in section_links(html)}


def test_the_section_is_first_and_near_misses_are_left_out() -> None:
    found = links(saved("home.html"))
    assert next(iter(found.items())) == ("tin-tuc/cai-cach-hanh-chinh/", 1.0)
    assert set(found) == {"tin-tuc/cai-cach-hanh-chinh/", "chuyen-muc-cchc"}


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/x/1'>Chuyên mục CCHC</a>",
        "<a href='/x/1'>TIN VỀ CẢI CÁCH HÀNH CHÍNH</a>",
        "<a href='/x/1'>Cải cách hành chín</a>",
        "<a href='/tin/cai-cach-hanh-chinh'>RSS</a>",
        "<a href='/x/1'><img src='/i/1.jpg' alt='Cải cách hành chính'></a>",
        "<a href='/index.php?nv=news&amp;op=cai-cach-hanh-chinh'>Xem tiếp</a>",
        "<a href='/index.php?option=com_content&amp;view=category&amp;id=12:cai-cach-hanh-chinh'>Xem thêm</a>",
        "<a href='/c/7/9'>CCHC năm 2026</a>",
        "<a href='/c/7/9'>Cải cách hành chính - Chuyển đổi số</a>",
        "<a href='/cchc/Pages/default.aspx'><img src='/i/banner.jpg'></a>",
        "<a href='/c/7/9'><img data-src='/banner/caicachhanhchinh2.png' alt=''></a>",
        "<map><area shape='rect' href='/c/7/9' alt='Chuyên mục CCHC'></map>",
        "<div><h3>CẢI CÁCH HÀNH CHÍNH</h3><ul><li><a href='/tin/mot-bai-12.html'>Một bài</a></li></ul>"
        "<a href='/c/7/9'>Xem tất cả</a></div>",
        "<a href='/cai-cach-hc-thu-tuc-hc/'>Cải cách HC – Thủ tục HC</a>",
        "<a href='/category/cai-cach-hanh-chinh/cai-cach-hanh-chinh-cai-cach-hanh-chinh/'>Cải cách hành chính</a>",
    ],
)
def test_a_section_is_known_by_words_image_or_address(link: str) -> None:
    assert max(links(f"<body>{link}</body>").values()) >= 0.5


@pytest.mark.parametrize("home", ["/", "/index.php", "/vi/", "/Pages/default.aspx", "http://www.thcs-hoa-mai.edu.test"])
def test_the_front_page_is_no_section_whatever_a_banner_calls_it(home: str) -> None:
    banner = f"<h1><a href='{home}'>Cải cách hành chính</a></h1>"
    part = "<a href='/c/7/Pages/default.aspx'>Cải cách hành chính</a>"
    html = parse_bytes(f"<body>{banner}{part}</body>".encode(), f"{HOME}muc/tin-tuc.html")
    assert html is not None
    assert [link.url for link in links_to(html, CCHC)] == [f"{HOME}c/7/Pages/default.aspx"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/thu-tuc-hanh-chinh'>Thủ tục hành chính</a>",
        "<a href='/tin/cai-cach-hanh-chinh'>Tra cứu thủ tục hành chính</a>",
        "<a href='/laws/detail/KE-HOACH-CAI-CACH-HANH-CHINH-13.html'>KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2020</a>",
        "<a href='https://dichvucong.gov.vn/'>Cải cách hành chính</a>",
        "<a href='/vp'>Tổ Hành chính - Văn phòng</a>",
        "<a href='#'>Cải cách hành chính</a>",
        "<a href='/index.html#cchc'>Cải cách hành chính</a>",
        "<a>Cải cách hành chính</a><ul><li><a href='/he-thong-iso/'>Hệ thống ISO</a></li></ul>",
        "<a href='/ve-chung-toi'>Giới thiệu CCHC</a>",
        "<a href='/tra-cuu'>Tra cứu hồ sơ CCHC</a>",
        "<a href='/chi-so'>Chỉ số cải cách hành chính</a>",
        "<a href='/tin-cai-cach-hanh-chinh'>Tin cải cách hành chính (08.08.2026 21:26)</a>",
        "<a href='https://so-gddt.so.test/cai-cach-hanh-chinh'>Cải cách hành chính</a>",
        "<a href='https://bao.test/chinh-tri/cai-cach-hanh-chinh'>Cải cách hành chính</a>",
        "<a href='/trinh-dien-ky-thuat-trong-hoa-mau'><img src='/anh/cchc01.png'></a>",
        "<a href='/HoatDong/P11.jpg'><img src='/anh/cchc01.png' alt='CCHC'></a>",
    ],
)
def test_a_near_miss_is_refused(link: str) -> None:
    assert links(f"<body>{link}</body>") == {}


def test_reform_of_procedures_is_left_to_people() -> None:
    of_procedures = "<a href='/muc/7'>Cải cách thủ tục hành chính</a>"
    assert 0 < links(f"<body>{of_procedures}</body>")["muc/7"] < SURE
    found = links(f"<body>{of_procedures}<a href='/muc/8'>Cải cách hành chính</a></body>")
    assert next(iter(found)) == "muc/8"


@pytest.mark.shared
def test_home_pages_of_real_sites_give_no_false_section(shared: Path) -> None:
    for label in sorted((shared / "pages" / "labels").glob("*home*.json")):
        truth = json.loads(label.read_text(encoding="utf-8"))
        body = (shared / "pages" / "html" / truth["file"]).read_bytes()
        scores = links(body, truth["url"] or "http://h.test/").values()
        found = [score for score in scores if score >= 0.5]
        assert bool(found) <= bool(truth["cchc_links"]), truth["file"]
