"""Days that words around them, or beside an attribute made for machines, make those of posting or of none (S7)."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
LIST = "http://thcs-hoa-mai.edu.test/cchc/"
TITLES = [
    "Thông báo lịch trả kết quả hồ sơ tháng này", "Hướng dẫn nộp đơn trực tuyến cho phụ huynh",
    "Kế hoạch rà soát quy trình nội bộ của trường", "Họp tổ công tác cải cách hành chính",
    "Công khai danh mục hồ sơ tiếp nhận tại trường",
]  # fmt: skip
DAYS = (19, 17, 16, 14, 13)


def _items(matter: str) -> list[dict[str, str | None]]:
    page = f"<html><body><main>{matter}</main></body></html>".encode()
    items = read_bytes(page, LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert len(items) == len(TITLES)
    return items


def _stated(beside: str) -> list[str | None]:
    """What a list says of its days; ``#`` stands for the day of October 2026 in the row."""
    rows = "".join(
        f"<div class='row-news'><h3><a href='/cchc/bai-{n}.html'>{title}</a></h3>{beside.replace('#', str(day))}</div>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return [item["stated"] for item in _items(f"<div class='list-news'>{rows}</div>")]


def _all(form: str) -> list[str | None]:
    return [form.replace("#", str(day)) for day in DAYS]


@pytest.mark.parametrize(
    ("element", "read"),
    [
        ("<time datetime='2014-06-20'>#/10/2026</time>", "2026-10-#T00:00:00+07:00"),
        ("<time datetime='2014-06-20T08:00:00Z'>#/10/2026 09:41</time>", "2026-10-#T09:41:00+07:00"),
        # Local time marked as UTC: what readers see is the same clock, or the day of the attribute without its zone.
        ("<time datetime='2026-10-#T22:00:00Z'>#/10/2026 22:00</time>", "2026-10-#T22:00:00+07:00"),
        ("<time datetime='2026-10-#T09:41:00+00:00'>#/10/2026 09:41</time>", "2026-10-#T09:41:00+07:00"),
        ("<time datetime='2026-10-#T21:40:00+00:00'>#/10/2026</time>", "2026-10-#T00:00:00+07:00"),
        # True UTC, and days without a clock.
        ("<time datetime='2026-10-#T02:41:00Z'>#/10/2026 09:41</time>", "2026-10-#T09:41:00+07:00"),
        ("<time datetime='2026-10-#T02:41:00Z'>#/10/2026</time>", "2026-10-#T09:41:00+07:00"),
        ("<time datetime='2026-10-#T12:00:00Z'>#/10/2026</time>", "2026-10-#T19:00:00+07:00"),
        ("<time datetime='2026-10-#T08:00:00+07:00'>Tháng 10/2026</time>", "2026-10-#T08:00:00+07:00"),
        ("<time datetime='2026-10-#T08:00:00+07:00'>2 giờ trước</time>", "2026-10-#T08:00:00+07:00"),
        ("<time datetime='2026-10-#T08:00:00+07:00'>10/#/2026</time>", "2026-10-#T08:00:00+07:00"),
    ],
)
def test_the_words_of_a_time_element_go_before_an_attribute_of_another_day(element: str, read: str) -> None:
    assert _stated(element) == _all(read)


def test_an_attribute_that_swaps_day_and_month_of_the_words_leaves_no_day() -> None:
    rows = "".join(
        f"<div class='row-news'><h3><a href='/cchc/bai-{n}.html'>{title}</a></h3>"
        f"<time datetime='2026-{n + 1:02}-08'>{n + 1:02}/08/2026</time></div>"
        for n, title in reversed(list(enumerate(TITLES)))
    )
    assert [item["stated"] for item in _items(rows)] == [None] * len(TITLES)


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Ngày <b>#/10/2026</b>, nhà trường đã tổ chức hội nghị theo kế hoạch.</p>",
        "<p>Sáng <strong><i>#/10/2026</i></strong> các tổ chuyên môn họp để rà soát hồ sơ.</p>",
        "<p>Ngày #/10/2026, <b>nhà trường</b> đã tổ chức hội nghị theo kế hoạch.</p>",
        "<p>Hội nghị của nhà trường được tổ chức vào <b>#/10/2026</b>.</p>",
        "<p>Thời gian: #/10/2026</p>",
        "<p><b>Thời gian:</b> <span>#/10/2026 08:30</span></p>",
        "<p>Số hiệu: 12/QĐ</p><p><b>Ngày phát hành:</b> <span>#/10/2026</span></p>",
    ],
)
def test_days_that_a_sentence_tells_of_or_of_which_nothing_says_what_happened_are_not_of_posting(beside: str) -> None:
    assert _stated(beside) == [None] * len(TITLES)
    posted = _stated(f"{beside}<em>Ngày đăng: #/9/2026</em>")
    assert [(said or "")[:10] for said in posted] == [f"2026-09-{day}" for day in DAYS]


@pytest.mark.parametrize(
    "beside",
    [
        "<p><b>#/10/2026</b> - Nhà trường đã tổ chức hội nghị theo kế hoạch của năm học.</p>",
        "<p><b>#/10/2026</b> Nhà trường đã tổ chức hội nghị theo kế hoạch của năm học.</p>",
        "<p>Đăng vào <b>#/10/2026</b> bởi quản trị trong chuyên mục Tin tức và sự kiện</p>",
        "<p><i>#/10/2026</i>, lượt xem của bài viết này đến nay là 1.204 lượt</p>",
        "<p>Ngày <span class='date'>#/10/2026</span> của bài viết trên trang của nhà trường</p>",
        "<p>Thời gian: #/10/2026 08:41</p>",
        "<p class='post-date'>Thời gian: #/10/2026</p>",
        "<p><b>Ngày phát hành:</b> <span>#/10/2026</span></p>",
    ],
)
def test_days_beside_fields_datelines_and_counters_are_of_posting(beside: str) -> None:
    assert [(said or "")[:10] for said in _stated(beside)] == _all("2026-10-#")


def _table(heads: list[str], day: str, cell: str = "th") -> list[tuple[str, str | None]]:
    top = "".join(f"<{cell}>{head}</{cell}>" for head in heads)
    number = "" if heads[0] == "STT" else "/KH-THCS"
    rows = "".join(
        f"<tr><td>{n}{number}</td><td><a href='/vb/{n}.html'>{title}</a></td><td>{day.replace('#', str(on))}</td></tr>"
        for n, (title, on) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return [((item["stated"] or "")[:10], item["signed"]) for item in _items(f"<table><tr>{top}</tr>{rows}</table>")]


@pytest.mark.parametrize("cell", ["th", "td"])
@pytest.mark.parametrize(
    "head", ["Ngày phát hành", "Ngày duyệt", "Ngày tiếp nhận", "Ngày tháng năm", "Thời gian", "Ngày", "Ngày xử lý"]
)
def test_a_column_of_documents_that_does_not_say_posting_is_none_of_it(head: str, cell: str) -> None:
    for number in ("Số hiệu", "Số, ký hiệu", "Số/Kí hiệu"):
        assert _table([number, "Nội dung", head], "#/10/2026", cell) == [("", None)] * len(TITLES)


@pytest.mark.parametrize("head", ["Ngày tháng văn bản", "Ngày QĐ", "Ngày, tháng, năm ký", "Ngày VB", "Ngày kí"])
def test_a_column_of_days_of_documents_is_of_signing(head: str) -> None:
    read = _table(["Số hiệu", "Trích yếu", head], "#/10/2026")
    assert read == [("", f"2026-10-{day}") for day in DAYS]


def test_columns_of_news_and_columns_with_a_systems_clock_are_of_posting() -> None:
    wanted = [(f"2026-10-{day}", None) for day in DAYS]
    assert _table(["STT", "Tiêu đề", "Ngày phát hành"], "#/10/2026") == wanted
    assert _table(["STT", "Tiêu đề", "Thời gian"], "#/10/2026") == wanted
    assert _table(["Số hiệu", "Trích yếu", "Ngày phát hành"], "#/10/2026 3:40 CH") == wanted
    assert _table(["Số hiệu", "Trích yếu", "Ngày đăng"], "#/10/2026") == wanted


@pytest.mark.parametrize(
    ("attribute", "read"),
    [("2014-06-20", "2026-10-12T22:00:00+07:00"), ("2026-10-12T22:00:00Z", "2026-10-12T22:00:00+07:00"),
     ("2026-10-12T15:00:00Z", "2026-10-12T22:00:00+07:00")],
)  # fmt: skip
def test_an_article_says_the_day_that_its_readers_see(attribute: str, read: str) -> None:
    page = (
        f"<html><body><main><article><h1>{TITLES[0]}</h1><time datetime='{attribute}'>12/10/2026 22:00</time>"
        f"<p>{'Nhà trường thông báo để phụ huynh được biết. ' * 8}</p></article></main></body></html>"
    )
    read_as = read_bytes(page.encode(), LIST + "bai-0.html", "article", {}, NOON)
    assert read_as["article"]["stated"] == read  # type: ignore[index]
