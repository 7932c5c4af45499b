"""What each family's reader sees in a saved page, and what it leaves alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from crawlers.feeds import is_feed
from crawlers.markup import decode, line
from crawlers.page import Item, Page, Reading
from crawlers.readers import all_readers, choose, reader_named
from crawlers.readings.families import Family
from rules.model import VN, Medium, Outcome, Precision
from rules.text import clean

from .webs import page_of, saved, section

LIST = "http://thcs-hoa-mai.edu.test/cai-cach-hanh-chinh/"


def read(page: Page, url: str = LIST, **more: object) -> Reading:
    return choose(page).read(page, section(url, **more))


def when(item: Item | None) -> str | None:
    if item is None or item.stated is None:
        return None
    return item.stated.at.astimezone(VN).strftime("%Y-%m-%d %H:%M")


def test_every_family_is_found_by_its_own_pages() -> None:
    assert {"feed", "general", "nukeviet", "wordpress"} <= {reader.name for reader in all_readers()}
    found = {
        name: choose(page_of(saved(name))).name
        for name in ("nukeviet_list.html", "wordpress_plain.html", "nukeviet_feed.xml", "document_table.html")
    }
    assert list(found.values()) == ["nukeviet", "wordpress", "feed", "general"]
    assert reader_named("typo3") is None


# --- NukeViet


@pytest.mark.parametrize("folder", ["pages", "second_pages"])
def test_the_surest_reader_is_chosen_though_not_all_are_asked(folder: str) -> None:
    files = sorted((Path(__file__).parent / folder).rglob("*.html"))
    assert len(files) > 20
    for file in files:
        page = page_of(file.read_bytes())
        sure = {reader.name: reader.recognises(page) for reader in all_readers()}
        assert choose(page).name == max(sure, key=sure.__getitem__), file.name
        assert all(sure[reader.name] <= reader.surest for reader in all_readers()), file.name


def test_a_nukeviet_list_gives_its_main_column_with_true_minutes() -> None:
    reading = read(page_of(saved("nukeviet_list.html")))
    assert [(item.title, when(item)) for item in reading.items] == [
        ("Kế hoạch cải cách hành chính năm 2026", "2026-11-17 11:25"),
        ("Video: Hướng dẫn nộp hồ sơ trực tuyến", "2026-11-05 17:15"),
        ("Báo cáo cải cách hành chính quý III", "2026-09-29 16:00"),
    ]
    assert [item.order_id for item in reading.items] == [41, 39, 44]
    assert reading.items[0].aliases == ("nv:41@thcs-hoa-mai.edu.test",)
    assert [(one.purpose, one.url) for one in reading.next] == [("list", LIST + "page-2/")]
    assert reading.feeds == ("http://thcs-hoa-mai.edu.test/rss/cai-cach-hanh-chinh/",)
    assert not reading.last_page


def listed(*rows: tuple[str, str]) -> Reading:
    row = "<div class='row'><a href='/ho-so/{}.html'>{}</a> 05/10/2026</div>"
    body = "".join(row.format(*one) for one in rows)
    head = '<html><head><meta name="generator" content="NukeViet v4.5"></head><body>'
    return read(page_of(f"{head}<div class='list'>{body}</div></body></html>".encode()))


def test_a_number_that_is_a_word_of_the_title_is_none_of_the_system() -> None:
    months = [(f"bao-cao-thang-{n}-nam-2026", f"Báo cáo cải cách hành chính tháng {n} năm 2026") for n in range(1, 7)]
    assert [(item.aliases, item.order_id) for item in listed(*months).items] == [((), None)] * 6
    cut = [(name, f"{title[:-9]}…") for name, title in months]
    assert [(item.aliases, item.order_id) for item in listed(*cut).items] == [((), None)] * 6
    bare = [(name, title.replace(" năm 2026", "")) for name, title in months]
    assert [(item.aliases, item.order_id) for item in listed(*bare).items] == [((), None)] * 6
    numbered = [(f"{name}-{n}", title) for n, (name, title) in enumerate(months, 41)]
    reading = listed(*numbered)
    assert (reading.reader, [item.order_id for item in reading.items]) == ("nukeviet", [41, 42, 43, 44, 45, 46])


def test_times_shown_for_another_country_are_not_taken() -> None:
    reading = read(page_of(saved("nukeviet_list_from_abroad.html")))
    assert [when(item) for item in reading.items] == [None, None, None]
    assert [(one.purpose, one.optional) for one in reading.next] == [("sitemap", True), ("feed", True), ("list", False)]
    assert reading.next[0].url == "http://thcs-hoa-mai.edu.test/sitemap-vi.news.xml"


def test_a_nukeviet_feed_gives_the_vietnamese_day_and_no_minute() -> None:
    (item,) = read(page_of(saved("nukeviet_feed.xml"), purpose="feed")).items
    assert item.stated is not None
    assert (when(item), item.stated.precision, item.stated.source) == ("2026-09-01 00:00", Precision.DAY, "feed:day")
    assert "nv:26@thcs-hoa-mai.edu.test" in item.aliases


def test_a_backdated_nukeviet_article_states_one_time_and_betrays_another() -> None:
    page = page_of(saved("nukeviet_article.html"), LIST + "bao-cao-cai-cach-hanh-chinh-quy-iii-44.html", "article")
    article = read(page).article
    assert article is not None
    assert when(article) == "2026-09-29 16:00"
    assert {one.source for one in article.dates} == {"article:text", "meta:published_time"}
    assert article.modified is not None
    assert article.modified.at == datetime(2026, 11, 18, 15, 42, tzinfo=VN)
    assert article.medium is Medium.ARTICLE  # a hidden map is no video
    assert article.attachments == (f"{page.url}?download=1&id=0",)


def test_a_closed_site_is_down_and_not_empty() -> None:
    reading = reader_named("nukeviet").read(page_of(saved("nukeviet_closed.html")), section())  # type: ignore[union-attr]
    assert reading.health is Outcome.MAINTENANCE
    assert not reading.empty_said


def test_a_category_that_leads_home_is_gone() -> None:
    page = page_of(saved("nukeviet_list.html"), "http://thcs-hoa-mai.edu.test/", redirects=(LIST,))
    assert read(page).health is Outcome.MOVED


def test_a_page_past_the_end_that_leads_to_the_first_is_the_end() -> None:
    page = page_of(saved("nukeviet_list.html"), LIST + "page-9/", redirects=(LIST + "page-9/",))
    at_first = Page(page.request, LIST, 200, {}, page.body, page.at, redirects=page.redirects)
    reading = read(at_first)
    assert reading.last_page
    assert not reading.items


def test_a_list_of_laws_gives_documents_with_their_day_of_signing_alone() -> None:
    url = "http://thcs-hoa-mai.edu.test/laws/"
    reading = read(page_of(saved("nukeviet_laws.html"), url), url)
    assert [(item.title, item.stated, item.signed, item.medium) for item in reading.items] == [
        ("Báo cáo cải cách hành chính quý III năm 2026", None, date(2026, 9, 29), Medium.DOCUMENT),
        ("Kế hoạch cải cách hành chính năm 2026 của trường", None, date(2026, 1, 15), Medium.DOCUMENT),
    ]
    assert reading.items[0].aliases == ("nv-laws:6@thcs-hoa-mai.edu.test",)
    assert reading.items[0].attachments == (
        "http://thcs-hoa-mai.edu.test/laws/detail/bao-cao-quy-iii-6/?download=1&id=0",
    )
    assert reading.next[0].url.endswith("/sitemap-vi.laws.xml")


# --- WordPress


def test_a_wordpress_list_with_plain_addresses() -> None:
    url = "http://th-binh-minh.edu.test/?cat=2"
    reading = read(page_of(saved("wordpress_plain.html"), url), url)
    assert [(item.title, when(item), item.pinned, item.aliases) for item in reading.items] == [
        ("Quy chế tiếp công dân của nhà trường", "2025-02-03 08:00", True, ("wp:31@th-binh-minh.edu.test",)),
        ("Niêm yết bộ thủ tục hành chính mới", "2026-11-05 17:15", False, ("wp:20@th-binh-minh.edu.test",)),
    ]
    api, following = reading.next
    assert api.optional
    assert api.url.startswith(
        "http://th-binh-minh.edu.test/index.php?rest_route=/wp/v2/posts&categories=2&per_page=100"
    )
    assert following.url == "http://th-binh-minh.edu.test/?cat=2&paged=2"
    assert reading.feeds == ("http://th-binh-minh.edu.test/?feed=rss2&cat=2",)


def test_a_wordpress_category_without_posts_is_empty() -> None:
    body = saved("wordpress_plain.html").decode()
    start, end = body.index("<main>"), body.index("</main>")
    nothing = '<main><section class="no-results not-found"><h1>Nothing Found</h1></section>'
    url = "http://th-binh-minh.edu.test/?cat=2"
    reading = read(page_of(body[:start] + nothing + body[end:], url), url)
    assert (reading.empty_said, reading.health, reading.items) == (True, None, ())


def test_the_interface_of_wordpress_says_when_a_post_was_changed() -> None:
    rows = """[{"id": 23, "date": "2026-09-29T16:00:00", "date_gmt": "2026-09-29T09:00:00",
      "modified": "2026-11-18T15:42:00", "modified_gmt": "2026-11-18T08:42:00", "guid": {"rendered": "http://a.test/?p=23"},
      "link": "http://th-binh-minh.edu.test/bao-cao/", "title": {"rendered": "Báo cáo &#8211; quý <b>III</b>"}}]"""
    url = "http://th-binh-minh.edu.test/wp-json/wp/v2/posts?categories=2&per_page=100"
    page = page_of(rows, url, "api", headers={"x-wp-totalpages": "1"})
    reading = reader_named("wordpress").read(page, section("http://th-binh-minh.edu.test/c/"))  # type: ignore[union-attr]
    (item,) = reading.items
    assert reading.last_page
    assert (item.title, when(item), item.order_id) == ("Báo cáo – quý III", "2026-09-29 16:00", 23)
    assert item.modified is not None
    assert item.modified.at == datetime(2026, 11, 18, 15, 42, tzinfo=VN)
    assert "wp:23@th-binh-minh.edu.test" in item.aliases


@pytest.mark.parametrize("body", ["", "[", "{}", '{"code":"rest_no_route"}', '[1, null, {"id": "x"}]', "[" * 100_000])
def test_an_interface_that_answers_nonsense_gives_nothing(body: str) -> None:
    page = page_of(body, "http://th-binh-minh.edu.test/wp-json/wp/v2/posts?categories=2", "api")
    assert not reader_named("wordpress").read(page, section()).items  # type: ignore[union-attr]


# --- any site


def test_a_table_of_documents_keeps_signing_effect_and_posting_apart() -> None:
    reading = read(page_of(saved("document_table.html"), "http://so.test/van-ban"), "http://so.test/van-ban")
    assert [(item.url, when(item), item.signed) for item in reading.items] == [
        ("http://so.test/vb/45", "2026-10-02 08:30", date(2026, 9, 29)),
        ("http://so.test/vb/40", "2026-08-05 14:00", date(2026, 8, 3)),
        ("http://so.test/vb/31", None, date(2026, 7, 1)),
    ]
    assert reading.items[0].attachments == ("http://so.test/tep/45.pdf",)
    assert reading.last_page


def test_an_american_list_is_told_by_a_number_above_twelve() -> None:
    body = saved("american_list.html")
    assert [when(item) for item in read(page_of(body)).items] == ["2026-08-05 09:00", "2026-07-21 14:30"]
    untold = body.replace(b"7/21/2026", b"7/2/2026")
    assert [when(item) for item in read(page_of(untold)).items] == [None, None]


def test_an_article_takes_its_date_beside_its_title_and_keeps_the_head_apart() -> None:
    article = read(page_of(saved("portal_article.html"), LIST + "duong-day-nong.html", "article")).article
    assert article is not None
    assert when(article) == "2021-09-09 11:53"
    assert [(one.source, one.at.day) for one in article.dates[1:]] == [
        ("meta:published_time", 7),
        ("microdata:datePublished", 7),
        ("meta:date", 7),
    ]


def test_two_links_to_one_page_are_one_item_and_files_belong_to_their_item() -> None:
    rows = "".join(
        f'<li><a href="/bai/{n}.htm"><img alt=""></a><a href="/bai/{n}.htm">Công khai thủ tục đợt {n} trong năm</a>'
        f'<a href="/tep/{n}.pdf">Tải về</a><span class="ngay">0{n}/10/2026</span></li>'
        for n in range(1, 5)
    )
    items = read(page_of(f"<body><ul class=ds>{rows}</ul></body>")).items
    assert [(item.url[-10:], when(item)) for item in items] == [
        (f"/bai/{n}.htm", f"2026-10-0{n} 00:00") for n in range(1, 5)
    ]
    assert all(len(item.attachments) == 1 for item in items)


def test_an_empty_section_says_so_and_a_block_of_latest_news_is_not_its_list() -> None:
    news = "".join(f'<a href="/bai/{n}.htm">Tin tức mới nhất số {n}</a>; ' for n in range(6))
    said = "<h3>Cải cách hành chính</h3><p>Mục này chưa có bài viết nào.</p>"
    body = f"<body>{said}<hr><p><b>Bài mới:</b> {news}</p></body>"
    reading = read(page_of(body))
    assert (reading.items, reading.empty_said, reading.health) == ((), True, None)


def test_a_list_that_only_a_script_fills_cannot_be_read() -> None:
    reading = read(page_of('<body><div id="ds">Đang tải dữ liệu…</div><script src="/ds.js"></script></body>'))
    assert reading.health is Outcome.UNREADABLE
    assert "script" in reading.health_detail


@pytest.mark.parametrize("count", [3, 7, 10, 20])
def test_a_list_ends_only_where_its_pager_says_so_whatever_its_length(count: int) -> None:  # S12
    rows = "".join(
        f'<li><a href="/b/{n}">Bài viết thứ {n} của mục</a> <i>{n + 1:02}/10/2026</i></li>' for n in range(count)
    )
    assert not read(page_of(f"<body><ul>{rows}</ul></body>")).last_page
    assert read(page_of(f"<body><ul>{rows}</ul><p>Trang 1/1</p></body>")).last_page


# --- feeds


@pytest.mark.parametrize(
    ("feeds", "own"),
    [
        (("feed/atom", "feed/category/Cai-cach/atom", "feed/category/Cai-cach/comments/atom"), 1),
        (("feed/category/Cai-cach-2/atom", "feed/category/Tin/atom"), None),
        (("feed/category/Cai-cach",), 0),
    ],
)
def test_a_section_whose_address_is_a_bare_query_has_its_own_feed(feeds: tuple[str, ...], own: int | None) -> None:
    site = "http://thcs-hoa-mai.edu.test/index.php?"
    head = "".join(f'<link rel="alternate" type="application/atom+xml" href="{site}{feed}">' for feed in feeds)
    rows = "".join(f'<h2><a href="?post/{n}">Bài viết thứ {n} của mục</a></h2><p>Nội dung.</p>' for n in range(3))
    address = f"{site}category/Cai-cach"
    page = page_of(f"<html><head>{head}</head><body><main>{rows}</main></body></html>", address)
    assert read(page, address).feeds == (() if own is None else (site + feeds[own],))


FEEDS: dict[str, Callable[[], bytes]] = {
    "entities": lambda: (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        b"<rss><channel><item><title>&b;</title></item></channel></rss>"
    ),
    "a local file": lambda: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
    "a page": lambda: b"<html><body>khong phai RSS</body></html>",
    "nesting": lambda: b"<rss><channel>" + b"<a>" * 100_000,
    "nothing": lambda: b"",
    "half a feed": lambda: b"<rss><channel><item><title>x",
}


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
ONE = "<rss><channel><item><title>Bài của tháng này</title><link>/b/1</link></item></channel></rss>"


@pytest.mark.parametrize("mark", [f"<!-- {RDF} -->", f"<!--\n{ONE}\n-->", RDF, "<script>var x = '<rss>';</script>"])
@pytest.mark.parametrize("opens", ["<!doctype html><html><body>", "\n<body>", "<!-- a --><?xml version='1.0'?><html>"])
def test_a_page_that_names_a_feed_behind_its_beginning_is_a_page(opens: str, mark: str) -> None:
    rows = "".join(f'<h2><a href="/b/{n}">Bài viết thứ {n} của mục</a></h2>{n + 1:02}/10/2026{mark}' for n in range(3))
    page = page_of(f"{opens}{rows}")
    assert not is_feed(page)
    assert len(read(page).items) == 3


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff\n\n  <?xml version='1.0' encoding='utf-8'?>",
        "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='/feed.xsl'?>\n<!-- made by <html> and <b> -->",
        "<!--<rss>--><!-- <body -->",
        "Warning: session_start()\n",
    ],
)
def test_a_feed_is_told_by_its_root_whatever_stands_before_it(before: str) -> None:
    page = page_of(before + ONE, purpose="feed")
    assert is_feed(page)
    assert [item.title for item in read(page).items] == ["Bài của tháng này"]


@pytest.mark.parametrize("junk", ["<br />\n<b>Notice</b>: Undefined", "<!DOCTYPE rss [<!ENTITY nbsp ' '>]>"])
def test_a_feed_that_cannot_be_read_is_a_feed_all_the_same(junk: str) -> None:
    page = page_of(junk + ONE, purpose="feed")
    assert is_feed(page)
    assert read(page).health is Outcome.UNREADABLE


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_that_is_none_is_refused_in_bounded_time(name: str) -> None:
    began = time.process_time()
    reading = reader_named("feed").read(page_of(FEEDS[name](), purpose="feed"), section())  # type: ignore[union-attr]
    assert reading.health is Outcome.UNREADABLE or not reading.items
    assert time.process_time() - began < 15


def test_a_feed_is_bounded_in_items_titles_and_links() -> None:
    many = "".join(f"<item><title>{'á' * 2000}</title><link>/b/{n}</link></item>" for n in range(2_100))
    bad = "<item><title>x y</title><link>javascript:alert(1)</link></item>"
    reading = read(page_of(f"<rss><channel>{bad}{many}</channel></rss>", purpose="feed"))
    assert 1_900 < len(reading.items) <= 2_000
    assert max(len(item.title) for item in reading.items) <= 500
    assert all(item.url.startswith("http://thcs-hoa-mai.edu.test/b/") for item in reading.items)


def test_a_broken_feed_is_repaired_without_reading_people() -> None:
    people = f"<author>{'a' * 100_000}@</author>"
    rows = "".join(
        f"<item>{people}<title>Bài &nbsp; viết & tin {n}</title><link>/b/{n}</link></item>" for n in range(10)
    )
    began = time.process_time()
    assert len(read(page_of(f"<rss><channel>{rows}</channel></rss>", purpose="feed")).items) == 10
    assert time.process_time() - began < 15


def test_the_update_of_an_entry_is_no_day_of_publishing() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bài đã sửa</title><link href="/b/1"/><id>x</id>
      <updated>2026-11-18T15:42:00+07:00</updated></entry></feed>"""
    (item,) = read(page_of(body, purpose="feed")).items
    assert item.dates == ()
    assert item.modified is not None


def test_a_guid_shared_by_two_entries_names_neither() -> None:
    rows = "".join(f"<item><title>Bài số {n}</title><link>/b/{n}</link><guid>cũ</guid></item>" for n in range(2))
    assert [item.aliases for item in read(page_of(f"<rss><channel>{rows}</channel></rss>")).items] == [(), ()]


# --- hostile bytes


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nested blocks": lambda: b"<div>" * 100_000 + b"x",
    "nested tables": lambda: b"<table><tr><td>" * 40_000,
    "nested spans": lambda: b"<span>" * 100_000,
    "a title of 10 MB": lambda: b"<title>" + b"a" * 9_999_000,
    "one line of 8 MB": lambda: b"<p>" + b"ng\xc3\xa0y 1/" * 800_000,
    "100,000 links": lambda: b"".join(b"<a href=/b/%d>Bai viet so %d cua truong</a>" % (n, n) for n in range(100_000)),
    "NUL": lambda: b"\x00" * 100_000,
    "lone surrogates": lambda: "<ul><li><a href='/b'>\ud800 Bài viết</a></ul>".encode("utf-8", "surrogatepass") * 50,
    "invalid UTF-8": lambda: bytes(range(256)) * 2_000,
    "attributes": lambda: b"<a " + b"x=1 " * 300_000 + b">",
    "comments": lambda: b"<!--" * 200_000,
    "marked options": lambda: b"<select>" + b"<option selected>x" * 200_000,
    "patterns": lambda: ("<p class='date'>" + "ngày 1/1/" * 10_000 + "</p>").encode() * 20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_cost_bounded_time(name: str) -> None:
    body = HOSTILE[name]()
    for reader in all_readers():
        # The families of facts share all but their lists.
        for purpose in ("list",) if isinstance(reader, Family) else ("list", "article", "home"):
            began = time.process_time()
            reader.read(page_of(body, purpose=purpose), section())
            # A second or two where nothing else runs; what grows with the square of the bytes takes minutes.
            assert time.process_time() - began < 15, (reader.name, purpose)


def test_a_feed_and_a_sitemap_of_hostile_bytes_raise_nothing() -> None:
    for make in HOSTILE.values():
        page = page_of(b"<rss><urlset>" + make(), purpose="sitemap")
        for reader in all_readers():
            reader.read(page, section())


@pytest.mark.parametrize("odd", ["\u0301", "\u200b", "\ufffd", "\xa0", "  ", "e\u0323", "\u2000", "\ue000", "\u1161"])
def test_the_start_of_a_long_text_is_cleaned_as_the_whole_of_it_is(odd: str) -> None:
    words = "Kế hoạch cải cách hành chính "
    for before in range(0, 60):
        text = (words * 4)[:before] + odd + words * 9
        assert line(text, 30) == clean(text.replace("\ufffd", " "))[:30].rstrip()


def test_text_is_decoded_strictly_first_then_as_declared_then_as_the_old_vietnamese_code_page() -> None:
    assert decode("Đính chính".encode(), "text/html; charset=windows-1258") == "Đính chính"
    assert decode("Ngày".encode("cp1258"), "text/html; charset=windows-1258") == "Ngày"
    assert decode("Ngày".encode("utf-16")) == "Ngày"
    assert decode("à là".encode("cp1258"), "text/html; charset=utf-8") == "à là"
