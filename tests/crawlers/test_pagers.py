"""Pagers lead to the next page, or nowhere: a page left out would be taken for not there (S12)."""

from __future__ import annotations

import pytest

from crawlers.markup import parse_bytes
from crawlers.page import Item
from crawlers.paging.pager import Paging, paging

HERE = "https://so.test/van-ban"


def said(pager: str, here: str = HERE) -> Paging:
    html = parse_bytes(f"<html><body><main><ul class='list'></ul>{pager}</main></body></html>".encode(), here)
    assert html is not None
    return paging(html)


def numbered(*links: tuple[str, int], current: str = "<li class='active'><span>1</span></li>") -> str:
    shown = "".join(f"<li><a href='/van-ban?page={number}'>{text}</a></li>" for text, number in links)
    return f"<ul class='pagination'>{current}{shown}</ul>"


@pytest.mark.parametrize(
    "pager",
    [
        numbered(("2", 2), ("3", 3), ("»", 86)),
        numbered(("2", 2), ("3", 3), ("›", 2), ("»", 86)),
        numbered(("»", 86), ("2", 2)),
        numbered(("2", 2), ("…", 40), ("86", 86), ("→", 86)),
        numbered(("1", 1), ("2", 2), ("3", 3), (">>", 86), current=""),
        numbered(("2", 2), ("Trang sau", 2), ("Cuối", 86)),
        numbered(("»", 2)),
    ],
)
def test_the_next_page_is_the_second_whatever_an_arrow_leads_to(pager: str) -> None:
    assert said(pager).next == f"{HERE}?page=2"


@pytest.mark.parametrize(
    ("pager", "here"),
    [
        (numbered(("»", 86)), HERE),
        (numbered(("Tiếp theo", 5)), HERE),
        (numbered(("»", 9), current="<li class='active'><span>3</span></li>"), f"{HERE}?page=3"),
        ("<div class='phan-trang'><a rel='next' href='/van-ban/trang-7'>Tiếp</a></div>", HERE),
    ],
)
def test_a_way_on_that_leaves_pages_out_is_none_and_the_list_goes_on(pager: str, here: str) -> None:
    assert (said(pager, here).next, said(pager, here).last) == (None, False)


@pytest.mark.parametrize(
    ("here", "onward"),
    [
        (HERE, "/van-ban?page=1"),  # counted from zero
        (f"{HERE}?page=4", "/van-ban?page=5"),
        (f"{HERE}?page=4", "/van-ban?page=3"),  # counted down
        (HERE, "/van-ban?start=20"),
        (f"{HERE}/trang-2", "/van-ban/trang-3"),
        (HERE, "/van-ban/2/"),
    ],
)
def test_pages_that_follow_each_other_are_followed(here: str, onward: str) -> None:
    assert said(f"<div class='phan-trang'><a href='{onward}'>Trang sau</a></div>", here).next is not None


def test_buttons_apart_from_a_list_of_all_pages_are_found() -> None:
    every = "".join(f"<li><a href='/van-ban?page={n}'>{n}</a></li>" for n in range(2, 5))
    chosen = f"<div class='page-selector'><a href='#'>Trang 1 của 4</a><ul>{every}</ul></div>"
    buttons = "<ul class='pager'><li><a href='/van-ban?page=2'> Tiếp theo </a></li></ul>"
    around = f"<div class='paging-config'>{chosen}</div><small>1 - 10 trong số 36</small>{buttons}"
    assert said(around).next == f"{HERE}?page=2"


@pytest.mark.parametrize("base", ["", "<base href='/'>"])
@pytest.mark.parametrize(
    ("beside", "ended"),
    [
        ("<a href='#'>Xem thêm</a>", False),
        ("<button>Tải thêm</button>", False),
        ("<div id='tai-them' data-last='4'></div>", False),
        ("<a class='xem-them' href='/lien-ket/'>Xem thêm</a>", True),
        ("<div class='footer'><button>Xem thêm</button></div>", True),
    ],
)
def test_an_end_counts_only_where_nothing_fetches_more(base: str, beside: str, ended: bool) -> None:
    one = "<ul class='pagination'><li class='active'><span>1</span></li></ul>"
    html = parse_bytes(f"<html><head>{base}</head><body><main>{one}{beside}</main></body></html>".encode(), HERE)
    assert html is not None
    assert paging(html).last is ended


LAST = f"{HERE}/page/6"
NEWER = "<li><a href='/van-ban/page/5'>← Newer Posts</a></li>"
SHOWN = tuple(Item(f"https://so.test/bai/{n}", f"Bài viết thứ {n}", f"so.test/bai/{n}") for n in range(2))


def ended(pager: str, here: str = LAST, beside: str = "", head: str = "") -> bool:
    rows = "".join(f"<h2><a href='{item.url}'>{item.title}</a></h2>" for item in SHOWN)
    body = f"<head>{head}</head><main><div>{rows}</div><ul class='post-pager'>{pager}</ul>{beside}</main>"
    html = parse_bytes(f"<html>{body}</html>".encode(), here)
    assert html is not None
    return paging(html, SHOWN).last


@pytest.mark.parametrize(
    ("pager", "here"),
    [
        (NEWER, LAST),
        ("<li><a href='/van-ban/page/5'>‹ Các bài mới hơn</a></li>", LAST),
        ("<li><a href='/van-ban?trang=2'>Tin mới hơn</a></li>", f"{HERE}?trang=3"),
        ("<li><a href='/van-ban/'>Newer entries »</a></li>", f"{HERE}/page/2"),
    ],
)
def test_the_last_page_of_a_list_without_numbers_leads_to_newer_items_only(pager: str, here: str) -> None:
    assert ended(pager, here)


@pytest.mark.parametrize(
    "pager",
    [
        "",
        NEWER + "<li><a href='/van-ban/page/7'>Older Posts →</a></li>",
        NEWER + "<li><a href='#'>Older Posts →</a></li>",
        NEWER + "<li><a href='/van-ban/page/7'><img src='/i/7.png'></a></li>",
        NEWER + "<li><button>→</button></li>",
        NEWER + "<li>…</li>",
        "<li><a href='/van-ban/page/7'>Newer Posts</a></li>",  # the oldest first
        "<li><a href='/van-ban/page/2'>Newer Posts</a></li>",
        "<li><a href='/tin-tuc/page/5'>Newer Posts</a></li>",
        "<li><a href='/van-ban/page/5'>Trang trước</a></li>",  # older, where pages are counted down
        "<li><a href='/van-ban/page/5'>« Previous Entries</a></li>",
    ],
)
def test_a_page_that_may_have_one_behind_it_is_not_the_last(pager: str) -> None:
    assert not ended(pager)


@pytest.mark.parametrize(
    "beside",
    [
        "<a href='/van-ban/page/7'>7</a>",
        "<p><a href='/van-ban/cu/'>Xem các bài cũ hơn</a></p>",
        "<p><a href='/van-ban/cu/'>Previous entries</a></p>",
        "<button>Tải thêm</button>",
        "<p class='next'><a href='/van-ban/sau/'><img src='/i/7.png'></a></p>",
        "<input type='button' value='Older posts'>",
    ],
)
def test_a_way_on_anywhere_on_the_page_leaves_the_end_open(beside: str) -> None:
    assert not ended(NEWER, beside=beside)


def test_only_a_further_page_of_a_list_can_be_its_last_by_what_leads_to_newer_items() -> None:
    assert not ended(NEWER, HERE)
    assert not ended("<li><a href='/van-ban/'>Newer Posts</a></li>", f"{HERE}/page/1")
    assert not ended(NEWER, head="<link rel='next' href='/van-ban/sau/'>")
    html = parse_bytes(f"<ul class='post-pager'>{NEWER}</ul>".encode(), LAST)
    assert html is not None
    assert not paging(html).last


def test_a_link_to_a_further_number_leads_on_whatever_it_says() -> None:
    one = "<li class='active'><span>3</span></li>"
    assert said(f"<ul class='pagination'>{one}<li><a href='/van-ban?page=2'>Newer</a></li></ul>", f"{HERE}?page=3").last
    assert not said(
        f"<ul class='pagination'>{one}<li><a href='/van-ban?page=9'>Newer</a></li></ul>", f"{HERE}?page=3"
    ).last


def onward(row: str, here: str = HERE) -> Paging:
    rows = "".join(f"<h2><a href='{item.url}'>{item.title}</a></h2>" for item in SHOWN)
    other = "<div class='ben'><a href='/khac/mot-bai-viet-khac'>Một bài viết của mục khác</a></div>"
    html = parse_bytes(f"<html><main><div>{rows}<div class='so'>{row}</div></div>{other}</main></html>".encode(), here)
    assert html is not None
    return paging(html, SHOWN)


@pytest.mark.parametrize(
    ("row", "here", "following"),
    [
        ("<b>1</b><a href='/van-ban?p=2'>2</a>", HERE, "?p=2"),
        ("<span>1</span><a href='/van-ban?page=2'>2</a><a href='/van-ban?page=2'>Sau</a>", HERE, "?page=2"),
        ("<a href='?trang=1'>1</a><b>2</b><a href='?trang=3'>3</a> … <a href='?trang=9'>9</a>", "?trang=2", "?trang=3"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", HERE, "?page=2"),
        ("<i><b>1</b></i><i><a href='/van-ban/trang-2'>2</a></i>", HERE, "/trang-2"),
        ("<b>1</b><a href='/van-ban?page=1'>2</a>", HERE, None),  # its address names another page than its words
        ("<b>1</b><a href='/van-ban/2'>2</a>", HERE, None),  # an item may be called so
        ("<b>Tháng</b><b>1</b><a href='/van-ban?p=2'>2</a>", HERE, None),
        ("<b>2</b><a href='/van-ban?p=2'>2</a>", HERE, None),
        ("<a href='?page=4'>4</a><b>5</b><a href='?page=6'>6</a>", "?page=3", None),
        ("<a href='/van-ban?page=1'>1</a><b>2</b>", "?page=2", None),
    ],
)
def test_bare_numbers_lead_on_where_words_address_and_place_agree_and_never_end_a_list(
    row: str, here: str, following: str | None
) -> None:
    found = onward(row, here if here == HERE else f"{HERE}{here}")
    assert (found.next, found.last) == (following and f"{HERE}{following}", False)


def test_bare_numbers_below_another_list_are_not_its_pager() -> None:
    html = parse_bytes(
        f"<html><main><div><h2><a href='{SHOWN[0].url}'>{SHOWN[0].title}</a></h2></div><div><p><a href='/khac/bai'>"
        "Một bài viết của mục khác</a></p><p><b>1</b><a href='/van-ban?p=2'>2</a></p></div></main></html>".encode(),
        HERE,
    )
    assert html is not None
    assert paging(html, SHOWN[:1]).next is None
