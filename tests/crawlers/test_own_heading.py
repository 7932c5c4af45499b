"""A section with few items, or none dated, is not taken for the box beside it."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
LIST = "http://thcs-hoa-mai.edu.test/cchc/"
OWN = [
    "Thông báo lịch trả kết quả hồ sơ tháng này", "Hướng dẫn nộp đơn trực tuyến cho phụ huynh",
    "Kế hoạch rà soát quy trình nội bộ của trường", "Họp tổ công tác cải cách hành chính",
]  # fmt: skip
OTHERS = [
    "Trường đón đoàn kiểm tra của Sở về thăm", "Lễ khai giảng năm học mới đầy ắp tiếng cười",
    "Học sinh giỏi cấp tỉnh được khen thưởng lớn", "Ngày hội đọc sách lần thứ mười của trường",
    "Tuyển sinh vào lớp sáu năm học tới đã mở",
]  # fmt: skip
BOX = "".join(f"<li><a href='/tin/{n}.html'>{text}</a> <i>{19 - n}/11/2026</i></li>" for n, text in enumerate(OTHERS))


def _read(
    own: str, heading: str = "Cải cách hành chính", title: str = "Cải cách hành chính - THCS Hoa Mai"
) -> list[str]:
    page = (
        f"<html><head><title>{title}</title></head><body><div class='l'><h1>{heading}</h1>{own}</div>"
        f"<div class='r'><div class='t'>Thông báo chung</div><ul>{BOX}</ul></div></body></html>"
    )
    items = read_bytes(page.encode(), LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    return [item["title"] for item in items]


def _row(number: int, day: str) -> str:
    return f"<div class='item'><h3><a href='/cchc/bai-{number}.html'>{OWN[number]}</a></h3><span>{day}</span></div>"


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_dated_section_below_its_own_words_goes_before_a_longer_box(count: int) -> None:
    assert _read("".join(_row(n, f"{17 - n}/10/2026") for n in range(count))) == OWN[:count]


def test_titles_without_days_below_the_own_words_are_the_list() -> None:
    rows = "".join(f"<li><a href='/cchc/bai-{n}.html'>{text}</a></li>" for n, text in enumerate(OWN))
    assert _read(f"<ul>{rows}</ul>") == OWN


def test_a_menu_below_the_own_words_is_no_list() -> None:
    menu = "".join(f"<li><a href='/cchc/{word}/'>{word} hằng năm</a></li>" for word in ("Kế hoạch", "Báo cáo", "Tin"))
    assert _read(f"<ul>{menu}</ul>") == OTHERS


def test_the_name_of_the_site_is_no_heading_of_a_section() -> None:
    assert _read(_row(0, "17/10/2026"), heading="THCS Hoa Mai") == OTHERS


def _beside(below: str, above: str = "") -> list[str]:
    rows = "".join(_row(n, f"{17 - n}/10/2026") for n in range(4))
    page = (
        "<html><head><title>Cải cách hành chính - THCS Hoa Mai</title></head><body><div class='l'>"
        f"{above}<div class='list'>{rows}</div>{below}</div></body></html>"
    )
    items = read_bytes(page.encode(), LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    return [item["title"] for item in items]


def _box(heading: str, month: int) -> str:
    dated = "".join(f"<li><a href='/b/{n}.html'>{t}</a> ({19 - n}/{month}/2026)</li>" for n, t in enumerate(OTHERS))
    return f"<p>{heading}</p><ul>{dated}</ul>"


@pytest.mark.parametrize("heading", ["Thông báo", "Tin nổi bật", "Văn bản mới", "<a href='/su-kien/'>Sự kiện</a>"])
def test_a_box_under_words_of_its_own_is_none_of_the_list_though_its_days_go_on_in_order(heading: str) -> None:
    assert _beside(_box(heading, 9)) == OWN
    assert _beside("", _box(heading, 11)) == OWN


@pytest.mark.parametrize("heading", ["Các tin khác", "Tin cũ hơn", "Những tin đã đưa", "Tin cùng chuyên mục", ""])
def test_older_items_under_words_that_say_so_are_of_the_list(heading: str) -> None:
    assert _beside(_box(heading, 9)) == OWN + OTHERS


@pytest.mark.parametrize("heading", ["Cải cách hành chính", ""])
def test_newer_items_above_the_list_under_its_own_words_are_of_it(heading: str) -> None:
    assert _beside("", _box(heading, 11)) == OTHERS + OWN


@pytest.mark.parametrize("heading", ["Cải cách hành chính", "Chuyên mục: Cải cách hành chính"])
def test_titles_without_days_right_below_the_own_words_go_before_a_box_further_down_the_same_column(
    heading: str,
) -> None:
    rows = "".join(f"<li><a href='/cchc/bai-{n}.html'>{text}</a></li>" for n, text in enumerate(OWN))
    three = BOX.split("</li>")[0] + "</li>" + BOX.split("</li>")[1] + "</li>" + BOX.split("</li>")[2] + "</li>"
    page = (
        "<html><head><title>Cải cách hành chính - THCS Hoa Mai</title></head><body><div class='l'>"
        f"<h1>{heading}</h1><ul class='bai'>{rows}</ul><div class='box'><h3>Thông báo</h3><ul>{three}</ul></div>"
        "</div></body></html>"
    )
    items = read_bytes(page.encode(), LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert [item["title"] for item in items] == OWN


def _posts(texts: list[str], month: int) -> str:
    return "".join(
        f"<article class='post-{n} hentry'><h2 class='entry-title'><a href='/{month}-{n}/'>{text}</a></h2>"
        f"<time class='published' datetime='2026-{month:02}-{19 - n}T08:00:00+07:00'></time></article>"
        for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(("own", "taken"), [("Chuyên mục: Cải cách hành chính", OWN), ("Trang này", OWN + OTHERS)])
def test_posts_drawn_alike_under_other_words_are_left_out_where_the_category_heads_its_own(
    own: str, taken: list[str]
) -> None:
    page = (
        '<html><head><title>Cải cách hành chính - THCS Hoa Mai</title><meta name="generator" content="WordPress 6.6">'
        f"</head><body class='archive category'><main><h1>{own}</h1><div class='a'>{_posts(OWN, 10)}</div>"
        f"<section><h3>Hoạt động phong trào</h3><div class='a'>{_posts(OTHERS, 9)}</div></section></main></body></html>"
    )
    items = read_bytes(page.encode(), LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert [item["title"] for item in items] == taken
