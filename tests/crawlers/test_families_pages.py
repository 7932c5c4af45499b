"""What the readers of the families see in one page, and what the general reader could not tell."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.cms.general import READER as GENERAL
from crawlers.page import Item, Page, Reading
from crawlers.readers import choose, reader_named
from crawlers.reading import read_bytes
from rules.model import VN, Medium

from .webs import NOW, page_of, saved, section

ADDRESSES = {
    "vhv/list": "http://thcs-hoa-mai.edu.test/tin-tuc/cai-cach-hanh-chinh",
    "vhv/documents": "http://th-binh-minh.edu.test/van-ban",
    "vhv/article": "http://thcs-hoa-mai.edu.test/tin-tuc/cai-cach-hanh-chinh/ke-hoach.html",
    "liferay/iterator": "http://so.test/cai-cach-hanh-chinh",
    "liferay/cards": "http://thpt-song-hau.edu.test/web/thpt-song-hau/cchc",
    "liferay/article": "http://so.test/cchc/-/cong-bo-chi-so-cai-cach-hanh-chinh",
    "sharepoint/view": "http://so.test/cchc/Lists/Posts/AllPosts.aspx",
    "sharepoint/posts": "http://so.test/cchc/Lists/Posts/AllPosts.aspx",
    "sharepoint/article": "http://so.test/cchc/Lists/Posts/Post.aspx?ID=31",
    "aspnet/list": "http://th-binh-minh.edu.test/cai-cach-hanh-chinh/ct/8078",
    "aspnet/postback": "http://so.test/cchc/Category.aspx?id=12",
    "joomla/blog": "http://mn-sao-mai.edu.test/cai-cach-hanh-chinh",
    "joomla/table": "http://mn-sao-mai.edu.test/index.php?option=com_content&view=category&id=7",
    "joomla/article": "http://mn-sao-mai.edu.test/cai-cach-hanh-chinh/52-gop-y-kien-truc-tuyen-cua-phu-huynh",
    "drupal/seven": "http://so.test/taxonomy/term/12",
    "drupal/ten": "http://so.test/cchc?page=1",
    "drupal/article": "http://so.test/node/812",
    "nukeviet_laws/flex": "http://thcs-hoa-mai.edu.test/van-ban/",
    "nukeviet_laws/table": "http://th-binh-minh.edu.test/laws/",
    "nukeviet_laws/detail": "http://thcs-hoa-mai.edu.test/van-ban/detail/ke-hoach-kiem-soat-thu-tuc-9/",
}
ARTICLES = frozenset(name for name in ADDRESSES if name.endswith(("/article", "/detail")))


def page(name: str, **more: object) -> Page:
    purpose = "article" if name in ARTICLES else "list"
    return page_of(saved(f"{name}.html"), ADDRESSES[name], purpose, **more)  # type: ignore[arg-type]


def read(name: str) -> Reading:
    seen = page(name)
    return choose(seen).read(seen, section(seen.url))


def general(name: str) -> Reading:
    seen = page(name)
    return GENERAL.read(seen, section(seen.url))


def when(item: Item | None) -> str | None:
    stated = item.stated if item is not None else None
    return stated.at.astimezone(VN).strftime("%Y-%m-%d %H:%M") if stated else None


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_a_page_is_known_by_its_own_family(name: str) -> None:
    assert choose(page(name)).name == name.partition("/")[0]
    assert read(name).health is None


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_what_is_printed_of_a_saved_page_is_what_the_reader_sees(name: str) -> None:
    told = read_bytes(saved(f"{name}.html"), ADDRESSES[name], "article" if name in ARTICLES else None, {}, NOW)
    reading = read(name)
    assert (told["reader"], told["health"]) == (reading.reader, "read")
    assert told["as"] == ("article" if name in ARTICLES else "list")
    assert len(told["items"]) == len(reading.items)  # type: ignore[arg-type]


STATED = {
    "vhv/list": ["2026-11-18 00:00", "2026-11-02 00:00", "2026-10-15 00:00"],
    "liferay/iterator": ["2026-11-16 00:00", "2026-10-02 00:00"],
    "liferay/cards": ["2026-11-12 15:45", "2026-10-23 07:05"],
    "sharepoint/view": ["2026-11-14 16:50", "2026-11-03 08:15"],
    "sharepoint/posts": ["2026-11-12 19:09", "2026-10-27 07:10"],
    "aspnet/list": ["2026-11-07 11:05", "2026-10-27 08:40", "2026-10-02 16:09"],
    "aspnet/postback": ["2026-11-05 14:30", "2026-10-12 09:15", "2026-09-30 10:00"],
    "joomla/blog": ["2026-10-25 16:22", "2026-09-14 08:05"],
    "joomla/table": ["2026-10-25 00:00", "2026-09-03 00:00"],
    "drupal/seven": ["2026-11-11 16:22", "2026-10-05 08:00"],
    "drupal/ten": ["2026-11-10 03:30", "2026-10-01 09:30"],
}


@pytest.mark.parametrize("name", sorted(STATED))
def test_every_item_of_a_list_has_its_own_day_of_publishing(name: str) -> None:
    assert [when(item) for item in read(name).items] == STATED[name]


@pytest.mark.parametrize(
    ("name", "ends", "onward"),
    [
        ("vhv/list", False, "http://thcs-hoa-mai.edu.test/tin-tuc/cai-cach-hanh-chinh?pageNo=2"),
        ("vhv/documents", True, None),
        ("liferay/iterator", False, "_101_INSTANCE_Ab12_cur=2"),
        ("liferay/cards", True, None),
        ("sharepoint/view", False, "p_ID=198&PageFirstRow=3&View={99E3}"),
        ("sharepoint/posts", True, None),
        ("aspnet/list", False, "/ct/8078?page=2"),
        ("aspnet/postback", False, None),
        ("joomla/blog", False, "?start=2"),
        ("joomla/table", False, None),
        ("drupal/seven", False, "/taxonomy/term/12?page=1"),
        ("drupal/ten", True, None),
        ("nukeviet_laws/flex", True, None),
        ("nukeviet_laws/table", False, "/laws/page-2/"),
    ],
)
def test_a_list_leads_on_or_says_that_it_ends(name: str, ends: bool, onward: str | None) -> None:
    reading = read(name)
    pages = [request.url for request in reading.next if request.purpose == "list"]
    assert reading.last_page is ends
    assert (pages == []) if onward is None else pages[0].endswith(onward)


@pytest.mark.parametrize(
    ("onward", "ends"),
    [
        ("", True),
        ("<a href='javascript:'><img src='/_layouts/images/prev.gif' alt='Trước'></a>", True),
        ("<a href='javascript:'><img src='/_layouts/images/next.gif' alt='Tiếp'></a>", False),
        ("<a href='javascript:' id='pagingWPQ2next' class='ms-promlink-button'><span></span></a>", False),
    ],
)
def test_a_counted_view_has_ended_only_where_nothing_leads_on(onward: str, ends: bool) -> None:
    rows = "".join(f"<li><a href='Post.aspx?ID={n}'>Kế hoạch kiểm tra số {n} của trường</a> (1{n}.11.2026)</li>"
                   for n in range(4))  # fmt: skip
    view = (
        f"<meta name='GENERATOR' content='Microsoft SharePoint'><ul>{rows}</ul><p class='ms-paging'>1 - 4</p>{onward}"
    )
    seen = page_of(view, ADDRESSES["sharepoint/posts"])
    assert choose(seen).read(seen, section(seen.url)).last_page is ends


def test_the_general_reader_cannot_tell_what_the_families_know() -> None:
    assert not general("vhv/documents").last_page
    assert not general("liferay/cards").last_page
    assert not any(request.purpose == "list" for request in general("sharepoint/view").next)


@pytest.mark.parametrize(
    ("name", "stated", "modified"),
    [
        ("vhv/article", "2026-11-18 20:53", None),
        ("liferay/article", "2026-10-02 00:00", "2026-11-19"),
        ("sharepoint/article", "2026-11-12 15:08", "2026-11-18"),
        ("joomla/article", "2026-10-25 16:22", "2026-11-19"),
        ("drupal/article", "2026-11-11 16:22", "2026-11-19"),
        ("nukeviet_laws/detail", None, None),
    ],
)
def test_an_article_keeps_publishing_and_change_apart(name: str, stated: str | None, modified: str | None) -> None:
    article = read(name).article
    assert article is not None
    assert when(article) == stated
    assert (f"{article.modified.at.astimezone(VN):%Y-%m-%d}" if article.modified else None) == modified


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("liferay/article", "phu-luc.pdf/40a31782-a721-4def-8f4d-3fc2261d8426?t=15090"),
        ("sharepoint/article", "/Attachments/31/lich-tiep-dan.docx"),
        ("joomla/article", "task=download&id=9"),
        ("drupal/article", "/tai-lieu.pdf"),
        ("nukeviet_laws/detail", "?download=1&id=0"),
    ],
)
def test_an_article_has_its_attachments_and_no_preview(name: str, ending: str) -> None:
    article = read(name).article
    assert article is not None
    (only,) = article.attachments
    assert only.endswith(ending)


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("liferay/cards", "liferay:120441@thpt-song-hau.edu.test"),
        ("liferay/iterator", "liferay:hoi-nghi-tong-ket-cong-tac-cai-cach@so.test"),
        ("sharepoint/view", "sharepoint:3cda88e2-8251:204@so.test"),
        ("aspnet/list", "aspnet:518712@th-binh-minh.edu.test"),
        ("joomla/blog", "joomla:52@mn-sao-mai.edu.test"),
        ("joomla/table", "joomla:77@mn-sao-mai.edu.test"),
        ("drupal/seven", "drupal:812@so.test"),
        ("nukeviet_laws/flex", "nv-laws:9@thcs-hoa-mai.edu.test"),
    ],
)
def test_an_item_carries_the_number_that_its_system_gave_it(name: str, alias: str) -> None:
    assert alias in read(name).items[0].aliases


def test_the_state_of_a_visit_makes_no_new_publication() -> None:
    first = read("liferay/iterator").items[0]
    assert "redirect" not in first.url
    later = saved("liferay/iterator.html").replace(b"%3Fp_p_id%3D101", b"%3Fp_p_id%3D977%26back%3D1")
    seen = page_of(later, ADDRESSES["liferay/iterator"])
    assert choose(seen).read(seen, section(seen.url)).items[0].identity == first.identity


def test_documents_keep_signing_and_posting_apart() -> None:
    for name, days in {
        "vhv/documents": ["2026-11-05", "2026-09-30"],
        "nukeviet_laws/flex": ["2026-10-12", "2026-09-01"],
        "nukeviet_laws/table": ["2026-09-29", "2026-08-15"],
    }.items():
        items = read(name).items
        assert [str(item.signed) for item in items] == days
        assert [item.stated for item in items] == [None, None]
        assert {item.medium for item in items} == {Medium.DOCUMENT}


def test_the_posting_of_a_document_is_asked_of_sitemap_and_feed_under_the_modules_own_name() -> None:
    wishes = [(request.purpose, request.url, request.optional) for request in read("nukeviet_laws/flex").next]
    assert wishes == [
        ("sitemap", "http://thcs-hoa-mai.edu.test/sitemap-vi.van-ban.xml", True),
        ("feed", "http://thcs-hoa-mai.edu.test/van-ban/rss/", True),
    ]


def test_articles_that_a_list_only_links_below_are_not_its_items() -> None:
    titles = [item.title for item in read("joomla/blog").items]
    assert len(titles) == 2
    assert not any("cũ" in title for title in titles)


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("joomla/blog", "http://mn-sao-mai.edu.test/cai-cach-hanh-chinh?format=feed&type=rss"),
        ("drupal/seven", "http://so.test/taxonomy/term/12/feed"),
        ("sharepoint/view", "http://so.test/cchc/_layouts/listfeed.aspx?List=%7B3CDA88E2%2D8251%7D"),
        ("liferay/iterator", "http://so.test/cai-cach-hanh-chinh/-/asset_publisher/Ab12/rss"),
    ],
)
def test_a_list_has_its_own_feed_and_not_the_whole_sites(name: str, feed: str) -> None:
    assert read(name).feeds == (feed,)


@pytest.mark.parametrize("name", ["vhv", "liferay", "sharepoint", "aspnet", "joomla", "drupal", "nukeviet_laws"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 500,
        b"<div class='items-more hits'>" * 900 + b"x",
        b"<p class='hits'><p class='modified'>" * 400,
        b"<a onclick='RefreshPageTo(event,\"\\ud800\")'>x</a>" * 50,
        b'<html><body>VHV.using "id":"1"}),{totalItems: 99999999999999}' + b"<a href='/a?page=9999999999'>2</a>",
        "<h1>Không tìm thấy trang</h1>".encode(),
    ],
)
def test_hostile_bytes_become_an_outcome_and_never_an_error(name: str, body: bytes) -> None:
    reader = reader_named(name)
    assert reader is not None
    began = datetime.now()
    for purpose in ("list", "article", "home", "feed"):
        reader.read(page_of(body, "http://so.test/cchc?page=99999999999&pageNo=x", purpose), section())
    assert (datetime.now() - began).total_seconds() < 5


def test_a_number_that_begins_a_title_is_none_of_the_system() -> None:
    titles = {"2026-ke-hoach": "2026 – Kế hoạch cải cách hành chính", "3-buoc-nop": "3 bước nộp hồ sơ qua mạng"}
    numbered = {f"5{n}-{name}": title for n, (name, title) in enumerate(titles.items())}
    for rows, orders in ((titles, [None, None]), (numbered, [50, 51])):
        body = "".join(f"<div class='i'><h2><a href='/cchc/{name}'>{rows[name]}</a></h2></div>" for name in rows)
        seen = page_of(f"<meta name='generator' content='Joomla! 3'><div class='blog'>{body}</div>".encode())
        assert [item.order_id for item in choose(seen).read(seen, section(seen.url)).items] == orders
