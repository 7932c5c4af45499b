"""Layouts that one and the same system offers: each gives all its items, and its true end."""

from __future__ import annotations

import time

import pytest

from crawlers.lists.anchors import anchors_of
from crawlers.markup import parse_bytes
from crawlers.page import Reading
from crawlers.readers import choose
from crawlers.zones import Zone, Zones

from .webs import page_of, section

SITE = "http://thcs-hoa-mai.edu.test"
LIST = f"{SITE}/cai-cach-hanh-chinh/"
SCRIPT = '<script>var nv_base_siteurl="/",nv_module_name="news",nv_func_name="viewcat",nv_my_ofs=7;</script>'
PAGER = (
    '<ul class="pagination"><li class="active"><a>1</a></li>'
    '<li><a rel="next" href="/cai-cach-hanh-chinh/page-2/">2</a></li></ul>'
)
SIDE = '<ul class="block_tophits"><li><a href="/tin-tuc/le-khai-giang-27.html">Lễ khai giảng năm học mới</a></li></ul>'
TITLES = ("Kế hoạch cải cách hành chính", "Niêm yết thủ tục tuyển sinh lớp sáu", "Tập huấn chữ ký số cho tổ văn phòng")


def read(body: str, url: str = LIST) -> Reading:
    page = page_of(body.encode(), url)
    return choose(page).read(page, section(url))


def nukeviet(main: str, side: str = SIDE) -> Reading:
    head = '<html><head><meta name="generator" content="NukeViet v4.5"></head><body><div class="row">'
    foot = f'<div class="col-md-5">{side}</div></div>{SCRIPT}</body></html>'
    return read(f'{head}<div class="col-md-14">{main}</div>{foot}')


def first(number: int, others: str = "") -> str:
    return f"""<div class="news_column"><div class="panel panel-default"><div class="panel-body featured">
<h2><a href="/cai-cach-hanh-chinh/bai-{number}.html" title="{TITLES[0]}">{TITLES[0]}</a></h2>
<div class="text-muted"><ul class="list-inline"><li><em class="fa fa-clock-o"></em> 03/06/2026 12:00:00</li></ul></div>
<div>Theo văn bản số 12 ngày 05/01/2026.</div>{others}</div></div></div>"""


def lines(*numbers: int) -> str:
    rows = "".join(
        f'<li><a title="{TITLES[at]} ngày 01/02/2026" href="/x/bai-{number}.html">{TITLES[at]}</a></li>'
        for at, number in enumerate(numbers, 1)
    )
    return f'<hr><ul class="related list-items">{rows}</ul>'


def cells(*numbers: int) -> str:
    return "".join(
        f"""<div class="col-sm-12"><div class="thumbnail"><a href="/x/bai-{number}.html"><img src=""></a>
<div class="caption"><h4><a class="show" href="/x/bai-{number}.html">{TITLES[at]}</a></h4></div></div></div>"""
        for at, number in enumerate(numbers, 1)
    )


@pytest.mark.parametrize("rest", ["grid", "lines"])
def test_the_items_behind_the_first_one_are_items_too(rest: str) -> None:
    column = first(43) + cells(42, 41) if rest == "grid" else first(43, lines(42, 41))
    reading = nukeviet(column + PAGER)
    assert [item.order_id for item in reading.items] == [43, 42, 41]
    stated = [item.stated and item.stated.at.strftime("%d/%m %H:%M") for item in reading.items]
    assert stated[0] == "03/06 12:00"
    assert "list" in [request.purpose for request in reading.next]
    assert "sitemap" in [request.purpose for request in reading.next]  # it dates those that show no date
    assert not reading.last_page


@pytest.mark.parametrize("rest", ["grid", "lines"])
def test_a_short_list_of_these_layouts_has_no_pager_and_ends_here(rest: str) -> None:
    reading = nukeviet(first(43) + cells(42, 41) if rest == "grid" else first(43, lines(42, 41)))
    assert len(reading.items) == 3
    assert reading.last_page


@pytest.mark.parametrize("head", ["panel-heading", "news-catbox-single"])
def test_the_block_of_a_subcategory_is_cut_and_ends_nothing(head: str) -> None:
    block = (
        f'<div class="news_column"><div class="panel"><div class="{head}"><ul><li><h4><a href="/bao-cao-cchc/" '
        'title="Báo cáo CCHC">Báo cáo CCHC</a></h4></li></ul></div><div class="panel-body"><h3>'
        '<a href="/bao-cao-cchc/bao-cao-quy-mot-31.html" title="Báo cáo quý một">Báo cáo quý một</a></h3>'
        '<ul class="list-inline"><li><em class="fa fa-clock-o"></em> 01/06/2026 08:00:00</li></ul></div></div></div>'
    )
    reading = nukeviet(first(43, lines(42, 41)) + block)
    assert [item.order_id for item in reading.items] == [43, 42, 41, 31]  # its heading is no item
    assert reading.items[-1].pinned  # it stands where it is put: no order is told from it
    assert not reading.last_page


def test_a_heading_that_names_the_section_itself_cuts_nothing() -> None:
    own = f'<div class="panel-heading"><a href="{LIST}">Cải cách hành chính</a></div>'
    column = first(43, lines(42, 41)).replace('<div class="panel-body', f'{own}<div class="panel-body', 1)
    reading = nukeviet(column)
    assert [item.order_id for item in reading.items] == [43, 42, 41]
    assert reading.last_page


def test_an_advertisement_is_no_item_where_the_list_is_switched_off() -> None:
    banner = """<div class="nv-block-banners"><a href="/banners/click/?id=2&amp;s=ab12" title="Ngày hội đọc sách">
<img alt="Ngày hội đọc sách" src="/uploads/banners/a.gif"></a><span>2 giờ trước</span></div>"""
    reading = nukeviet(banner, side="")
    assert not reading.items
    assert not reading.last_page


# --- WordPress

CLASSIC = (
    '<html><head><meta name="generator" content="WordPress 6.6"></head><body class="archive category category-2">'
    '<div id="content">{posts}{pager}</div></body></html>'
)
OLDER = """<nav id="nav-below" class="navigation"><div class="nav-previous">
<a href="{0}"><span>&larr;</span> {1}</a></div></nav>"""


def posts(*numbers: int) -> str:
    return "".join(
        f'<article id="post-{number}" class="post-{number} post hentry category-cchc"><h1 class="entry-title">'
        f'<a href="{SITE}/?p={number}">Bài số {number} về cải cách hành chính</a></h1>'
        f'<time class="entry-date" datetime="2026-06-{number:02}T08:00:00+07:00">{number}/6/2026</time></article>'
        for number in numbers
    )


@pytest.mark.parametrize("words", ["Older posts", "Bài cũ hơn", "Những bài trước đó"])
@pytest.mark.parametrize(
    ("url", "following"),
    [(f"{SITE}/?cat=2", f"{SITE}/?cat=2&#038;paged=2"), (f"{SITE}/category/cchc/", f"{SITE}/category/cchc/page/2/")],
)
def test_a_theme_may_call_the_next_page_what_it_likes(url: str, following: str, words: str) -> None:
    reading = read(CLASSIC.format(posts=posts(9, 8, 7), pager=OLDER.format(following, words)), url)
    lists = [request.url for request in reading.next if request.purpose == "list"]
    assert lists == [following.replace("&#038;", "&")]
    assert not reading.last_page


def test_the_way_back_to_the_first_page_is_no_next_page() -> None:
    url = f"{SITE}/category/cchc/page/2/"
    back = OLDER.format(f"{SITE}/category/cchc/", "Newer posts").replace("nav-previous", "nav-next")
    other = f'<a href="{SITE}/category/thong-bao/page/3/">3</a>'
    reading = read(CLASSIC.format(posts=posts(9, 8, 7), pager=back + other), url)
    assert not [request for request in reading.next if request.purpose == "list"]
    assert reading.last_page


def cards(name: str, *numbers: int) -> str:
    return "".join(
        f'<div class="the-bai {name}"><a href="/x/bai-{at}.html"><article><h2>{TITLES[at % 3]}</h2>'
        f"<p>Nội dung của bài.</p><i>{at + 3:02}/06/2026</i></article></a></div>"
        for at in numbers
    )


def zone_in(name: str) -> Zone:
    html = parse_bytes(f"<main>{cards(name, 1)}</main>".encode(), LIST)
    assert html is not None
    (link,) = html.tree.css("a")
    return Zones().of(link)


MOVEMENTS = (
    *("slide-up", "slide_down", "slide-in-left", "slideInUp", "slideOutRight", "animate__slideInDown"),
    *("uk-animation-slide-bottom-medium", "uk-transition-slide-top", "slide-right-small"),
)


@pytest.mark.parametrize("name", MOVEMENTS)
def test_how_cards_come_into_sight_does_not_set_them_aside(name: str) -> None:
    assert zone_in(name) is Zone.MATTER
    reading = read(f"<html><body><main><h1>Cải cách hành chính</h1>{cards(name, 0, 1, 2)}</main></body></html>")
    assert [item.title for item in reading.items] == list(TITLES)


@pytest.mark.parametrize(
    "name", ["slide", "slides", "slider", "slideshow", "item-slide", "slide-top", "slide-left-box"]
)
def test_slides_stand_aside_all_the_same(name: str) -> None:
    assert zone_in(name) is Zone.SIDE


def stretched(at: int, inside: str = "", more: str = "", heading: str = "h2") -> str:
    return (
        f'<article class="the"><header><{heading}>{TITLES[at]}</{heading}></header><div><p>Nội dung của bài.</p></div>'
        f"<footer>{at + 3:02}/06/2026</footer>{more}"
        f'<a class="phu" aria-label="đọc" href="/x/bai-{at}.html">{inside}</a></article>'
    )


@pytest.mark.parametrize("inside", ["", " ", "<span class='phu'></span>"])
def test_an_empty_link_over_a_card_is_called_as_its_only_heading(inside: str) -> None:
    rows = "".join(stretched(at, inside) for at in range(3))
    reading = read(f"<html><body><main><h1>Cải cách hành chính</h1>{rows}</main></body></html>")
    assert [(item.title, item.url[-10:]) for item in reading.items] == [
        (title, f"bai-{at}.html") for at, title in enumerate(TITLES)
    ]
    assert [item.stated.at.day for item in reading.items if item.stated] == [3, 4, 5]


@pytest.mark.parametrize(
    "card",
    [
        stretched(0, "<img src='/i/1.png'>"),
        stretched(0, "<i class='in'></i>"),
        stretched(0, more="<a href='/the/hoc-sinh'></a>"),
        stretched(0, more="<h3>Bài viết khác của trường</h3>"),
        stretched(0, heading="h1"),
        "<h2>Kế hoạch cải cách hành chính <a href='/x/bai-0.html'></a></h2>",
    ],
)
def test_an_empty_link_that_is_not_all_of_a_card_has_no_title(card: str) -> None:
    html = parse_bytes(f"<main>{card}</main>".encode(), LIST)
    assert html is not None
    assert anchors_of(html) == []


def test_many_empty_links_cost_no_more_than_they_are() -> None:
    html = parse_bytes(f"<body><div><h2>{TITLES[0]}</h2>{'<a href=/x/1></a>' * 4_000}</div></body>".encode(), LIST)
    assert html is not None
    began = time.process_time()
    assert anchors_of(html) == []
    assert time.process_time() - began < 2


def _fold(year: int, *titles: str) -> str:
    files = "".join(f"<li><a href='/tai-lieu/{year}/tep-{n}.pdf'>{title}</a></li>" for n, title in enumerate(titles))
    return (
        f"<div class='fold'><h2><button type='button'>Năm {year}</button></h2><div id='nam{year}' class='collapse'>"
        f"<div class='fold-body'><ul>{files}</ul></div></div></div>"
    )


def test_files_folded_up_by_year_are_one_list_and_the_dated_box_beside_them_is_none_of_it() -> None:
    beside = "".join(
        f"<a href='/tin/bai-{n}.html'>Tin của phụ huynh thứ {n} <small>{n + 1:02}/11/2026</small></a>" for n in range(6)
    )
    folds = _fold(2026, *TITLES, "Quyết định ngày 05/01/2026 thành lập Tổ cải cách hành chính") + _fold(2025, *TITLES)
    found = read(
        f"<html><body><h1>Cải cách hành chính</h1><main><div class='col-8'>{folds}</div><div class='col-4'>"
        f"<div>Góc phụ huynh</div><div>{beside}</div></div></main></body></html>"
    )
    assert [item.url.rpartition("tai-lieu/")[2][:4] for item in found.items] == ["2026"] * 4 + ["2025"] * 3
    assert [item.stated for item in found.items] == [None] * 7
