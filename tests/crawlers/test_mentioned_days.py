"""Days of which a text speaks, and those of what stands around it, beside the surer one of the article's own (S7)."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
ADDRESS = "http://thcs-hoa-mai.edu.test/cchc/bai-1.html"
TITLE = "Lịch tiếp nhận hồ sơ tuyển sinh lớp 6 của nhà trường"
PROSE = "Các tổ chuyên môn phối hợp với văn phòng để trả kết quả đúng hẹn cho phụ huynh và học sinh toàn trường. " * 3
TEXT = f"<div class='noidung'><p>{PROSE}</p></div>"
DECLARED = "<meta property='article:published_time' content='2026-10-12T08:00:00+07:00'>"


def article(body: str, head: str = "", title: str = TITLE) -> tuple[str, str | None]:
    """Title and stated day that are read of a page with menus and a foot."""
    menu = "".join(f"<li><a href='/m{n}'>Mục thứ {n}</a></li>" for n in range(9))
    page = (
        f"<html><head><title>{title}</title>{head}</head><body><ul class='menu'>{menu}</ul>{body}"
        "<div class='footer'>Trường THCS Hoa Mai</div></body></html>"
    )
    found = read_bytes(page.encode(), ADDRESS, "article", {}, NOON, live=True)["article"]
    assert isinstance(found, dict)
    return str(found["title"]), (found["stated"] or "")[:10] or None


def day(body: str, head: str = "") -> str | None:
    return article(body, head)[1]


# --- a day above the title beside one below it -----------------------------------------------------------------------

ROWS = "<table><tr><td>Ngày nộp</td><td>{}</td></tr><tr><td>Nơi nộp</td><td>Văn phòng</td></tr></table>"


@pytest.mark.parametrize(
    "below",
    [ROWS.format("05/10/2026"), "<div>05/10/2026</div>", "<p>Thứ Hai, 5/10/2026</p>", "<p>05/10/2026 09:00 GMT+7</p>"],
)
def test_the_day_in_an_element_named_so_above_the_title_goes_before_a_bare_one_below(below: str) -> None:
    above = "<div class='ngay-dang'>20/09/2026</div>"
    assert day(f"<div id='tin'>{above}<h1>{TITLE}</h1>{below}{TEXT}</div>") == "2026-09-20"


def test_a_minute_or_a_name_right_below_the_title_goes_before_the_day_above_it() -> None:
    above = "<div class='date'>20/09/2026</div>"
    for below in ("<p>21/09/2026 08:15</p>", "<p class='date'>21/09/2026</p>", "<p>Ngày đăng: 21/09/2026</p>"):
        assert day(f"<div id='tin'>{above}<h1>{TITLE}</h1>{below}{TEXT}</div>") == "2026-09-21"


def test_a_clock_above_the_title_is_no_day_beside_a_bare_one_below() -> None:
    above = "<div class='date'>Thứ Sáu, 20/11/2026</div>"
    assert day(f"<div id='tin'>{above}<h1>{TITLE}</h1><p>21/09/2026</p>{TEXT}</div>") == "2026-09-21"


# --- a declared day beside one further down --------------------------------------------------------------------------

FACTS = "<div>Đối tượng</div><div>Học sinh lớp 5</div><div>Hiệu lực</div><div>Từ nay</div><div>01/08/2025</div>"


def test_a_bare_day_further_down_yields_to_the_one_that_the_page_declares() -> None:
    assert day(f"<div id='tin'><h1>{TITLE}</h1>{FACTS}</div>", DECLARED) == "2026-10-12"


def test_right_below_the_title_it_stays_before_the_declared_one() -> None:
    assert day(f"<div id='tin'><h1>{TITLE}</h1><p>20/09/2026</p>{FACTS}</div>", DECLARED) == "2026-09-20"


# --- a day in a sentence ---------------------------------------------------------------------------------------------

SENTENCE = (
    f"Nhà trường bắt đầu nhận hồ sơ từ sáng <b>05/10/2026</b> tại phòng văn thư và trả kết quả trong tuần. {PROSE}"
)


@pytest.mark.parametrize("tag", ["p", "div", "li"])
def test_a_day_made_bold_in_a_sentence_is_not_the_articles(tag: str) -> None:
    assert day(f"<div id='tin'><h1>{TITLE}</h1><{tag}>{SENTENCE}</{tag}></div>") is None


def test_a_day_set_apart_in_a_line_of_facts_is() -> None:
    themes = "Tuyển sinh, thông báo của nhà trường, cải cách hành chính"
    facts = f"<p>Văn phòng | <b>05/10/2026 08:15</b> | 120 lượt xem | Chuyên mục: {themes}</p>"
    assert day(f"<div id='tin'><h1>{TITLE}</h1>{facts}{TEXT}</div>") == "2026-10-05"


# --- articles without words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["Đơn xin phúc khảo", "Kế hoạch tuyển sinh lớp 6 của các trường trong xã"])
def test_a_picture_alone_is_not_given_the_day_of_the_rows_below_it(other: str) -> None:
    rows = "".join(
        f"<div class='hang'><a href='/bai-{n}.html'>{other} {n}</a> <i>(0{n}.09.2026)</i></div>" for n in range(2, 7)
    )
    body = f"<div id='tin'><h1>{TITLE}</h1><div class='noidung'><img src='/a.jpg'></div><div>{rows}</div></div>"
    assert day(body) is None


def test_a_notice_with_many_files_keeps_the_day_above_its_title() -> None:
    files = "".join(f"<p><a href='/tep/mau-{n}.doc'>Mẫu đơn số {n}</a></p>" for n in range(70))
    body = f"<div id='tin'><div class='ngay-dang'>20/09/2026</div><h1>{TITLE}</h1><div>{files}</div></div>"
    assert day(f"{body}{TEXT}") == "2026-09-20"


# --- titles ----------------------------------------------------------------------------------------------------------


def test_a_title_on_the_picture_of_a_banner_is_the_title_where_the_head_says_so() -> None:
    body = f"<div class='banner'><h1>{TITLE}</h1></div><div id='tin'><p>20/09/2026 08:15</p>{TEXT}</div>"
    assert article(body, title=f"{TITLE} » THCS Hoa Mai")[0] == TITLE


def test_the_name_of_the_school_in_a_banner_stays_none() -> None:
    banner = "<div class='banner'><h1>Trường THCS Hoa Mai</h1></div>"
    body = f"{banner}<div id='tin'><h2 class='title'>{TITLE}</h2><p>20/09/2026 08:15</p>{TEXT}</div>"
    assert article(body, title="Trường THCS Hoa Mai - Tin tức") == (TITLE, "2026-09-20")


@pytest.mark.parametrize(
    "around",
    [
        "<h1 class='portlet-title'>Hình ảnh hoạt động</h1>",
        "<div class='box-title'>Liên kết các đơn vị trong ngành</div>",
    ],
)
def test_where_the_head_names_only_the_page_the_heading_of_a_part_is_no_title(around: str) -> None:
    own = f"<div class='title-tin'><p><strong>{TITLE}</strong></p></div>"
    body = f"{around}<div id='tin'>{own}<p>20/09/2026 08:15</p>{TEXT}</div>"
    assert article(body, title="Chi tiết tin") == (TITLE, "2026-09-20")


def test_of_a_link_around_a_whole_card_its_heading_is_the_title() -> None:
    cards = "".join(
        f"<a href='/cchc/bai-{n}.html'><img src='/{n}.jpg'><h3>Niêm yết thủ tục hành chính đợt {n}</h3>"
        f"<p>Nhà trường thông báo tới phụ huynh học sinh toàn trường.</p><span>0{n}/09/2026</span></a>"
        for n in range(1, 7)
    )
    page = f"<html><body><h1>Cải cách hành chính</h1><div id='ds'>{cards}</div></body></html>"
    found = read_bytes(page.encode(), "http://thcs-hoa-mai.edu.test/cchc/", "list", {}, NOON, live=True)["items"]
    assert isinstance(found, list)
    assert [(one["title"], one["stated"][:10]) for one in found] == [
        (f"Niêm yết thủ tục hành chính đợt {n}", f"2026-09-0{n}") for n in range(1, 7)
    ]


# --- what a page is --------------------------------------------------------------------------------------------------


def told(title: str, own: str) -> object:
    rows = "".join(
        f"<div><a href='/cchc/bai-{n}.html'>Niêm yết thủ tục hành chính đợt {n}</a></div>" for n in range(2, 7)
    )
    page = f"<html><head><title>{title} - THCS Hoa Mai</title></head><body><h1>{title}</h1>{own}{rows}</body></html>"
    return read_bytes(page.encode(), ADDRESS, None, {}, NOON, live=True)["as"]


@pytest.mark.parametrize(
    "title", [TITLE, "Sơ kết phong trào thi đua học kỳ một năm học này", "Công khai số điện thoại tiếp dân"]
)
def test_a_scan_below_a_long_title_with_its_day_is_an_article(title: str) -> None:
    assert told(title, "<div class='ngay-dang'>20/09/2026 08:15</div><img src='/quet.jpg'>") == "article"


def test_the_short_name_of_a_section_the_name_of_a_site_and_a_title_without_a_day_tell_of_none() -> None:
    clock = "<div class='ngay'>20/09/2026 08:15</div>"
    assert told("Cải cách hành chính", clock) == "list"
    assert told("Cổng thông tin điện tử Phòng Giáo dục và Đào tạo", clock) == "list"
    assert told(TITLE, "") == "list"
