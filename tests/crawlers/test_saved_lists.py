"""What lists of real saved sites print: sections called like a side box, pagers of hidden views, cards, days of posts
that are «updated» too (S7, S12)."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.page import Reading
from crawlers.readers import all_readers
from rules.model import VN

from .webs import page_of, section

SITE = "http://thcs-hoa-mai.edu.test"


def read(body: str, path: str = "/cchc/", reader: str = "general") -> Reading:
    found = next(one for one in all_readers() if one.name == reader)
    return found.read(page_of(body, f"{SITE}{path}"), section(f"{SITE}{path}"))


def items(count: int, folder: str = "bai", words: str = "Niêm yết thủ tục hành chính đợt") -> str:
    return "".join(
        f"<div class='muc'><h4><a href='/{folder}/{n}.html'>{words} {n}</a></h4><p>0{n}/09/2026</p></div>"
        for n in range(1, count + 1)
    )


def others(count: int) -> str:
    rows = "".join(f"<li><a href='/khac/{n}.html'>Tin của trường khác, kỳ {n}</a></li>" for n in range(count))
    return f"<ul>{rows}</ul>"


def page(main: str, side: str = "", title: str = "Trường THCS Hoa Mai") -> str:
    box = f"<div class='hop'><h3>Trường bạn</h3>{side}</div>" if side else ""
    return f"<html><head><title>{title}</title></head><body><div id='noi'>{main}</div>{box}</body></html>"


@pytest.mark.parametrize(
    ("title", "path"),
    [("Thông báo mới - Trường THCS Hoa Mai", "/cchc/"), ("Trường THCS Hoa Mai", "/tin-tuc/thong-bao-moi/")],
    ids=["head", "address"],
)
def test_a_section_may_be_called_as_boxes_beside_others_are(title: str, path: str) -> None:
    body = page(f"<h2>Thông báo mới</h2>{items(4)}", others(7), title)
    assert [item.url for item in read(body, path).items] == [f"{SITE}/bai/{n}.html" for n in range(1, 5)]


def test_such_a_heading_over_a_box_of_another_section_stays_one() -> None:
    body = page(f"<h2>Cải cách hành chính</h2>{items(3)}", others(7))
    assert {item.url.split("/")[3] for item in read(body).items} == {"bai"}


# --- SharePoint ------------------------------------------------------------------------------------------------------

SHAREPOINT = "<html><head><meta name='GENERATOR' content='Microsoft SharePoint'></head><body>{}</body></html>"
ROWS = "".join(
    f"<tr><td><a href='/Lists/Tin/DispForm.aspx?ID={n}'>Niêm yết thủ tục hành chính đợt {n}</a></td>"
    f"<td>0{n}/09/2026</td></tr>"
    for n in range(1, 7)
)
WAY = "<div><a href='/cchc/default.aspx?Paged=TRUE&p_ID=6&PageFirstRow={}'>Trang sau</a></div>"
HIDDEN = "<div style='display: none'><table><tr><td><a href='/x/1'>Văn bản khác</a></td></tr></table>{}</div>"


def test_the_pager_of_a_view_out_of_sight_leads_nowhere() -> None:
    body = f"<div id='ds'><table>{ROWS}</table></div>{HIDDEN.format(WAY.format(31))}"
    assert read(SHAREPOINT.format(body), "/cchc/default.aspx", "sharepoint").next == ()


def test_the_lists_own_pager_leads_on_beside_it() -> None:
    body = f"<div id='ds'><table>{ROWS}</table>{WAY.format(7)}</div>{HIDDEN.format(WAY.format(31))}"
    found = read(SHAREPOINT.format(body), "/cchc/default.aspx", "sharepoint")
    assert [request.url.rpartition("=")[2] for request in found.next] == ["7"]


# --- days and titles -------------------------------------------------------------------------------------------------


def dated(names: str) -> list[datetime | None]:
    rows = "".join(
        f"<article><h3><a href='/bai/{n}.html'>Niêm yết thủ tục hành chính đợt {n}</a></h3>"
        f"<time class='{names}' datetime='2026-09-0{n}T08:00:00+07:00'>0{n}/09/2026</time></article>"
        for n in range(1, 6)
    )
    found = read(page(f"<h2>Cải cách hành chính</h2>{rows}"))
    return [item.stated.at if item.stated else None for item in found.items]


@pytest.mark.parametrize("names", ["post-date updated", "entry-date updated", "article-date updated"])
def test_the_day_of_a_post_that_a_theme_calls_updated_too_is_its_own(names: str) -> None:
    assert dated(names) == [datetime(2026, 9, n, 8, tzinfo=VN) for n in range(1, 6)]


def test_what_is_called_updated_alone_is_a_change_and_only_its_words_are_read() -> None:
    assert dated("updated") == [datetime(2026, 9, n, tzinfo=VN) for n in range(1, 6)]


def test_of_a_card_with_an_element_named_title_that_is_the_title() -> None:
    cards = "".join(
        f"<a href='/bai/{n}.html'><span class='so'>{n}</span><div class='title'>Niêm yết thủ tục đợt {n}</div>"
        f"<div>Người viết: Quản trị</div></a>"
        for n in range(1, 6)
    )
    found = read(page(f"<h2>Cải cách hành chính</h2>{cards}"))
    assert [item.title for item in found.items] == [f"Niêm yết thủ tục đợt {n}" for n in range(1, 6)]


def test_the_head_of_the_pages_own_matter_is_no_menu() -> None:
    prose = "<p>Chuyên mục đăng tải văn bản, tin bài về cải cách hành chính của nhà trường.</p>" * 6
    body = page(f"<div id='main-content'><div class='header'>{prose}{items(6)}</div></div>")
    assert len(read(body).items) == 6


# --- the rest of a list, in a block that weighs more than its newest items


def front(days: list[str], cell: str = "td") -> str:
    """Newest items as one portal lays them out: a row for the title with its day, a row for its first words."""
    rows = "".join(
        f"<tr><{cell} class='TitleFront'><a href='/moi-{n}'>Tin của chuyên mục số {n}<span>({day} 10:36)</span></a>"
        f"</{cell}></tr><tr><td><div>Tóm tắt.</div></td></tr>"
        for n, day in enumerate(days)
    )
    return f"<table><tbody>{rows}</tbody></table>"


def rest(days: list[str], words: str = "TIN ĐÃ ĐƯA") -> str:
    rows = "".join(
        f"<li><a href='/cu-{n}'>Bài viết đã đăng trước đây, kỳ {n}</a> <span>{day}</span></li>"
        for n, day in enumerate(days)
    )
    return f"<table><tr><td><p>{words}</p></td></tr></table><table><tr><td><ul>{rows}</ul></td></tr></table>"


OLDER = ["08/08/2026", "02/08/2026", "01/08/2026", "26/07/2026", "20/07/2026"]


def names(body: str) -> list[str]:
    return [item.url.rpartition("/")[2] for item in read(f"<html><body><div>{body}</div></body></html>").items]


@pytest.mark.parametrize("newest", [["12/08/2026", "09/08/2026"], ["12/08/2026"]], ids=["two", "one"])
def test_the_newest_stand_before_what_the_page_calls_the_rest(newest: list[str]) -> None:
    assert names(front(newest) + rest(OLDER)) == [
        *(f"moi-{n}" for n in range(len(newest))),
        *(f"cu-{n}" for n in range(5)),
    ]


@pytest.mark.parametrize(
    "newest",
    [
        ["12/08/2026", "23/04/2026", "09/04/2026"],
        ["23/04/2026", "09/04/2026", "12/08/2026"],
        ["12/08/2026", "03/08/2026", "25/07/2026"],
    ],
    ids=["far apart", "pinned first", "side by side"],
)
def test_out_of_order_both_are_taken_for_those_above_may_be_featured(newest: list[str]) -> None:
    assert names(front(newest) + rest(OLDER)) == [
        *(f"moi-{n}" for n in range(3)),
        *(f"cu-{n}" for n in range(5)),
    ]


def test_a_single_older_item_above_newer_ones_is_pinned_and_not_the_list() -> None:
    found = names(front(["02/01/2025"]) + rest(OLDER, "Các tin khác"))
    assert found[-5:] == [f"cu-{n}" for n in range(5)]


def test_a_box_that_is_not_called_the_rest_stays_another_list() -> None:
    assert names(front(["12/08/2026", "09/08/2026"]) + rest(OLDER, "Tin của các trường"))[:2] != ["moi-0", "cu-0"]
