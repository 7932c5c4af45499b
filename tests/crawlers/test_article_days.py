"""Times around an article that are none of its publishing, and which of two labels speaks (S7)."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
ADDRESS = "http://thcs-hoa-mai.edu.test/cchc/bai-1.html"
TITLE = "Hướng dẫn nộp đơn trực tuyến cho phụ huynh học sinh lớp 6"
TEXT = (
    "<div class='content'><p>Nhà trường hướng dẫn phụ huynh theo Công văn số 12/SGDĐT ngày 05/3/2026, kèm các mẫu đơn"
    " được niêm yết tại bảng tin.</p><p>Các tổ chuyên môn phối hợp với văn phòng để trả kết quả đúng hẹn.</p></div>"
)


def _read(before: str = "", beside: str = "", below: str = "") -> tuple[str | None, str | None]:
    page = (
        f"<html><head><title>{TITLE}</title></head><body><div>Thứ Sáu, 20/11/2026 12:00</div><div id='main'>{before}"
        f"<h1>{TITLE}</h1>{beside}{TEXT}{below}</div></body></html>"
    )
    article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON, live=True)["article"]
    assert isinstance(article, dict)
    return (article["stated"] or "")[:10] or None, str(article["modified"] or "")[:10] or None


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='event-info'><span class='date'>25/10/2026 08:00</span> <span>Hội trường A</span></div>",
        "<p>Thời gian: 08:00 25/10/2026</p><p>Địa điểm: Hội trường A</p>",
        "<p>Hạn nộp hồ sơ: 25/10/2026</p>",
        "<div class='date'>5/8/2026 8:05:11 AM</div>",
    ],
)
def test_a_time_beside_the_title_that_is_another_one_is_not_taken(beside: str) -> None:
    assert _read(beside=beside) == (None, None)


@pytest.mark.parametrize(
    "below",
    [
        "<p>20/11/2026 11:59</p>",
        "<div class='binh-luan'><b>Lan</b> <span class='date'>15/11/2026 20:00</span><p>Hay</p></div>",
        "<h3>1 bình luận</h3><div class='fb'><b>Lan</b> <span class='time'>15/11/2026 20:00</span><p>Hay</p></div>",
    ],
)
def test_a_clock_or_a_comment_below_the_text_is_not_taken(below: str) -> None:
    assert _read(below=below) == (None, None)


def test_the_day_of_another_title_above_is_not_taken() -> None:
    other = "<h4>Tin nổi bật</h4><p><a href='/x.html'>Trường đón đoàn kiểm tra của Sở</a> 15/11/2026</p>"
    assert _read(before=f"<div class='hot'>{other}</div>") == (None, None)


def test_words_about_a_deadline_do_not_speak_of_the_day_below_them() -> None:
    beside = "<p>Hạn nộp hồ sơ: 25/10/2026</p><p>Ngày đăng: 12/10/2026</p>"
    assert _read(beside=beside) == ("2026-10-12", None)


@pytest.mark.parametrize(
    ("beside", "read"),
    [
        ("<p>Cập nhật: 15/10/2026 08:00 | Đăng: 12/10/2026 08:00</p>", ("2026-10-12", None)),
        ("<p>Cập nhật: 15/10/2026 08:00</p>", ("2026-10-15", None)),
        ("<p>Sửa lần cuối: 15/10/2026 08:00</p>", (None, "2026-10-15")),
        ("<p>12/10/2026</p><p>Lần cập nhật cuối lúc Thứ năm, 15 Tháng 10 2026 08:00</p>", ("2026-10-12", "2026-10-15")),
        ("<p>12/10/2026</p><p>Last modified at 10/15/2026 9:10 AM by admin</p>", ("2026-10-12", "2026-10-15")),
        ("<p>12/10/2026</p><p>Last modified at 10/11/2026 9:10 AM by admin</p>", ("2026-10-12", None)),
    ],
)
def test_of_two_labels_the_one_of_publishing_speaks(beside: str, read: tuple[str | None, str | None]) -> None:
    assert _read(beside=beside) == read


def test_the_day_of_the_look_far_above_the_title_is_the_clock_of_the_page() -> None:
    menu = "<a href='/'>Trang chủ</a> <a href='/gt'>Giới thiệu</a> <a href='/tt'>Tin tức</a> <a href='/vb'>Văn bản</a>"
    for day, read in (("20/11/2026", None), ("12/10/2026", "2026-10-12")):
        assert _read(before=f"<span id='lblDate'>{day}</span><p>{menu}</p>")[0] == read


@pytest.mark.parametrize(
    "row",
    [
        "<div class='event'><span class='date'>15/11/2026</span> <a href='/1'>Lễ kỷ niệm ngày Nhà giáo</a></div>",
        "<table><tr><td><a href='/2'>Hội thi giáo viên dạy giỏi</a> <i class='date'>(15/11/2026)</i></td></tr></table>",
    ],
)
def test_a_day_beside_the_title_of_something_else_below_the_text_is_not_taken(row: str) -> None:
    assert _read(below=row) == (None, None)
    assert _read(beside="<p>Ngày đăng: 12/10/2026</p>", below=row) == ("2026-10-12", None)


def test_a_day_in_a_card_whose_heading_leads_elsewhere_is_not_taken() -> None:
    card = (
        "<div class='card'><div><h3><a href='/2'>Công văn của Sở</a></h3><div class='meta'><span class='date'>"
        "15/11/2026</span></div><p>Mọi thắc mắc xin liên hệ bộ phận văn phòng trong giờ hành chính.</p></div></div>"
    )
    assert _read(below=card) == (None, None)


def test_when_something_is_held_is_no_publishing() -> None:
    for field in (
        "<div><b>Ngày sự kiện: </b><span class='date'>15/11/2026</span></div>",
        "<div class='ngay-dien-ra'><div><time datetime='2026-11-15T01:00:00Z'>15/11/2026 08:00</time></div></div>",
    ):
        assert _read(below=field) == (None, None)


def test_the_last_change_right_behind_the_day_of_publishing_is_told() -> None:
    line = "<div><span>Đăng lúc: 08:30 | 12/10/2026</span> <span>Cập nhật: 16:05 | 15/10/2026</span></div>"
    assert _read(beside=line) == ("2026-10-12", "2026-10-15")


def test_a_page_without_headings_has_its_title_in_an_element_named_so() -> None:
    rows = (
        f"<tr><td class='txt_title'><b>{TITLE}</b></td></tr><tr><td>{TEXT}</td></tr>"
        "<tr><td>Người đăng: Lan. Ngày đăng: 5/10/2026</td></tr><tr><td><a href='/2'>Tin cũ</a></td></tr>"
    )
    page = f"<html><head><title>Truong TH Hoa Mai</title></head><body><table>{rows}</table></body></html>"
    article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
    assert isinstance(article, dict)
    assert (article["title"], (article["stated"] or "")[:10]) == (TITLE, "2026-10-05")


def test_what_is_named_after_a_column_inside_it_is_none_itself() -> None:
    beside = "<div id='sidebar' class='sidebar'><p class='date'>15/11/2026</p></div>"
    page = (
        f"<html><head><title>{TITLE}</title></head><body><div class='container has_sidebar right-sidebar'><article>"
        f"<h1>{TITLE}</h1><p class='meta'><span>12/10/2026</span></p>{TEXT}</article>{beside}</div></body></html>"
    )
    article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
    assert isinstance(article, dict)
    assert (article["stated"] or "")[:10] == "2026-10-12"


def test_a_minute_in_an_element_of_its_own_opens_a_text() -> None:
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h4>{TITLE}</h4><div class='journal-content-article'>"
        "<div class='info'>{}</div><p>Sáng nay, nhà trường tổ chức hướng dẫn phụ huynh nộp đơn.</p></div></body></html>"
    )
    for words, day in (
        ("<span class='date'>14:12 ngày 14/06/2026</span> <a href='#'>In</a>", "2026-06-14"),
        ("Khai mạc: <span class='date'>14:12 ngày 14/06/2026</span>", ""),
        ("<span class='date'>14/06/2026</span>", ""),
    ):
        article = read_bytes(page.replace("{}", words).encode(), ADDRESS, "article", {}, NOON)["article"]
        assert isinstance(article, dict)
        assert (article["stated"] or "")[:10] == day


def test_words_that_say_posting_go_before_a_name_that_clocks_have_too() -> None:
    for words, day in (("Ngày đăng 12/10/2026 | 03:45 PM | View count: 9", "2026-10-12"), ("12/10/2026", None)):
        assert _read(beside=f"<div class='header-date'><span>{words}</span></div>") == (day, None)


def test_a_page_without_menus_shows_its_day_right_below_its_own_body() -> None:
    for day, links, read in (("12/10/2026", 2, "2026-10-12"), ("12/10/2026", 20, ""), ("20/11/2026", 2, "")):
        page = (
            f"<html><head><title>In bài viết</title></head><body>{'<a href=/x>In</a>' * links}<hr>"
            f"<div class='ngay'>{day}</div><div class='tieude'>{TITLE}</div>{TEXT}</body></html>"
        )
        article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
        assert isinstance(article, dict)
        assert (article["title"], (article["stated"] or "")[:10]) == (TITLE, read)


def test_a_day_that_can_only_be_american_is_read_so_beside_a_title() -> None:
    for words, day in (
        ("10/27/2026 9:05 AM", "2026-10-27"),
        ("10/9/2026 9:05 AM", None),  # of September or of October
        ("13/14/2026 9:05 AM", None),
        ("10/27/2026/3", None),
    ):
        assert _read(beside=f"<div class='date'>{words}</div>") == (day, None)


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        ("<b>12</b><b>10</b><b>2026</b>", "2026-10-12"),
        ("<div>12</div><div><i>10</i>/<i>2026</i></div>", "2026-10-12"),
        ("<b>12</b><b>Th10, 2026</b>", "2026-10-12"),
        ("<b>12</b><b>10</b>", None),
        ("<b>Lớp 6</b><b>10</b><b>2026</b>", None),
    ],
)
def test_day_month_and_year_in_boxes_of_their_own_before_the_title_are_one_date(boxes: str, day: str | None) -> None:
    assert _read(before=f"<div class='to'>{boxes}</div>") == (day, None)
    other = f"<div><div class='to'>{boxes}</div><a href='/2.html'>Trường đón đoàn kiểm tra của Sở</a></div>"
    assert _read(before=other) == (None, None)


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("<div>Tổ Văn phòng – <span class='ngaydang'>12/10/2026 09:35</span></div>", "2026-10-12"),
        ("<p class='date'>12/10/2026 09:35</p><script>var a = 1;</script><p> </p>", "2026-10-12"),
        ("<p><b>Ngày đăng:</b> <i>12/10/2026</i></p>", "2026-10-12"),
        ("<p>Tổ Văn phòng – <span class='date'>12/10/2026</span></p>", None),
        ("<p>Hội trường A – 12/10/2026 09:35</p>", None),
        ("<p>Khai mạc: <span class='date'>12/10/2026 09:35</span></p>", None),
        ("<p>Chỉnh sửa – <span class='date'>12/10/2026 09:35</span></p>", None),
        ("<p>Phù Sa, ngày <span class='date'>12 tháng 10 năm 2026</span></p>", None),
        ("<p><i class='date'>11/10/2026 09:35</i></p><p>Cúc – <i class='date'>12/10/2026 09:35</i></p>", None),
        ("<p><a href='/2'>Trường đón đoàn kiểm tra</a> – <span class='date'>12/10/2026 09:35</span></p>", None),
        ("<p>Ngày đăng ký: 12/10/2026</p>", None),
    ],
)  # fmt: skip
def test_the_last_line_of_a_text_may_say_when_it_was_put_there(last: str, day: str | None) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><div id='main'><h1>{TITLE}</h1>{TEXT}</div></body></html>"
    page = page.replace("</p></div>", f"</p>{'<p>Danh sách được niêm yết.</p>' * 4}{last}</div>")
    article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
    assert isinstance(article, dict)
    assert ((article["stated"] or "")[:10] or None) == day


MENUS = "".join(f"<a href='/muc-{n}'>Chuyên mục số {n}</a> " for n in range(12))
CLOCK = "<div>TRƯỜNG THCS HOA MAI</div><div>Thứ sáu, 20-11-2026 <span>11:59:59</span></div>"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Trường THCS Hoa Mai", "Trường THCS Hoa Mai"),
        ("Trường THCS Hoa Mai mở ngày hội đọc sách", "Trường THCS Hoa Mai mở ngày hội đọc sách"),
        ("Trường THCS Hoa Mai - Mở ngày hội đọc sách", "TRƯỜNG THCS HOA MAI"),
    ],
)
def test_the_name_of_the_site_and_its_clock_above_the_menus_are_no_title_and_no_day(head: str, title: str) -> None:
    page = (
        f"<html><head><title>{head}</title></head><body><div>{CLOCK}</div><div>{MENUS}</div><div class='row'>"
        f"<div>Trường THCS Hoa Mai mở ngày hội đọc sách</div><a href='/2'>In</a>{TEXT}</div></body></html>"
    )
    article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON, live=True)["article"]
    assert isinstance(article, dict)
    assert (article["title"], article["stated"]) == (title, None)


def test_a_day_of_today_behind_the_name_of_a_site_counts_where_words_say_posting() -> None:
    name = "Trường THCS Hoa Mai"
    for title, words, day in (
        (name, "20/11/2026", ""),
        (name, "Ngày đăng: 20/11/2026", "2026-11-20"),
        (name, "19/11/2026", "2026-11-19"),
        (TITLE, "20/11/2026", "2026-11-20"),
    ):
        head = f"<html><head><title>{title} - {name}</title></head><body><div>{title}</div>"
        page = f"{head}<p>{words}</p>{TEXT}<div>{MENUS}</div></body></html>"
        article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON, live=True)["article"]
        assert isinstance(article, dict)
        assert (article["stated"] or "")[:10] == day


def test_of_a_page_whose_title_is_not_told_the_only_words_of_posting_speak() -> None:
    posted = "<section><p><span>Ngày đăng: 04/5/2026</span></p></section>"
    another = "<div><a href='/2'>Trường đón đoàn kiểm tra của Sở</a> <i>Ngày đăng: 03/5/2026</i></div>"
    for below, day in (("", "2026-05-04"), (another, "2026-05-04"), (posted, "")):
        page = (
            f"<html><head><title>MN Sao Mai - Thực đơn</title></head><body><section><p>THỰC ĐƠN BÁN TRÚ</p></section>"
            f"{posted}{TEXT}{below}</body></html>"
        )
        article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
        assert isinstance(article, dict)
        assert (article["stated"] or "")[:10] == day


def test_of_a_page_whose_title_is_not_told_the_day_right_above_its_text_is_its_own() -> None:
    other = "<a href='/2'>Trường đón đoàn kiểm tra của Sở</a>"
    for words, day in (
        ("12/10/2026 | 120 lượt xem | Tác giả: Lan", "2026-10-12"),
        ("20/11/2026", ""),
        (f"{other} 12/10/2026", ""),
        (f"{other} <i>12/10/2026</i>", ""),
        ("Ngày ký: 12/10/2026", ""),
    ):
        page = (
            f"<html><head><title>Trường THCS Hoa Mai</title></head><body><div>{CLOCK}</div><div>{MENUS}</div>"
            f"<div class='row'><div>Mở ngày hội đọc sách</div><div><div>{words}</div>{TEXT}</div></div></body></html>"
        )
        article = read_bytes(page.encode(), ADDRESS, "article", {}, NOON)["article"]
        assert isinstance(article, dict)
        assert (article["stated"] or "")[:10] == day


@pytest.mark.parametrize(
    ("words", "pointed", "day"),
    [
        ("3 ngày trước", "17/11/2026 09:33", "2026-11-17"),
        ("1 tuần trước", "2026-11-12 08:00", "2026-11-12"),
        ("2 months ago", "2026-09-12T08:00:00+07:00", "2026-09-12"),
        ("Hôm qua", "19/11/2026 15:20", "2026-11-19"),
        ("3 ngày trước", "11/12/2025 09:33", None),  # month first, or another fact's
        ("3 ngày trước", "Thứ Ba", None),
        ("2 tháng trước", "9/10/2026 8:05 AM", None),
        ("Hôm qua", "17/11/2026 15:20", None),
        ("284 lượt xem", "17/11/2026 09:33", None),
    ],
)
def test_words_counted_from_the_look_are_the_moment_they_show_when_pointed_at(
    words: str, pointed: str, day: str | None
) -> None:
    shown = f"<div><small><span title='{pointed}'>{words}</span> · 3 phút đọc</small></div>"
    assert _read(beside=shown)[0] == day
    assert _read(beside=f"<div>Chỉnh sửa: <span title='{pointed}'>{words}</span></div>")[0] is None
    assert _read(below=f"<p><b>Lan</b> <small title='{pointed}'>{words}</small></p>")[0] is None


BOXES = "<div class='o'><i></i><span>{}</span><span>{}</span><span>{}</span></div>"


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        (BOXES.format("13", "11", "2026"), "2026-11-13"),
        (BOXES.format("05", "Tháng 10", "2026"), "2026-10-05"),
        (f"<div class='inf'>{BOXES.format('13', '11', '2026')}<b>502</b><b>Chia sẻ</b></div>", "2026-11-13"),
        (BOXES.format("13", "12", "2026"), None),  # still to come: something is held then
        (BOXES.format("11", "13", "2026"), None),
        (f"<div>{BOXES.format('13', '11', '2026')}<p>Địa điểm: Hội trường A</p></div>", None),
        (f"<div class='event-info'>{BOXES.format('13', '11', '2026')}</div>", None),
        (f"<div>{BOXES.format('13', '11', '2026')}<a href='/2'>Hội thi giáo viên dạy giỏi cấp trường</a></div>", None),
        ("<div>13 11 2026</div>", None),
        ("<div><span>502</span> <span>13</span> <span>11</span> <span>2026</span></div>", None),
    ],
)
def test_day_month_and_year_in_boxes_below_a_title_are_its_day(beside: str, day: str | None) -> None:
    assert _read(beside=beside)[0] == day
    assert _read(below=beside)[0] is None
