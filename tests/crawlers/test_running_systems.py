"""What running systems print and saved pages did not show: arrows drawn by a style sheet, columns of changes, feeds of
the day of writing, lists that link to themselves, old dates put in below page one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawlers.dates.relative import relative_stated
from crawlers.dates.stated import parse_stated
from crawlers.finding.leads import Desk, farther
from crawlers.looking.completeness import askew_of, worse
from crawlers.looking.walk import look_at
from crawlers.markup import parse
from crawlers.page import Askew, Item, LookResult, Memory, Reading
from crawlers.paging.pager import list_start
from crawlers.readers import all_readers, choose
from rules.dating import WRITTEN
from rules.model import BEGINNING, VN, Outcome

from .test_walk import LIST, day, listing, pager, rows
from .webs import NOW, PlainFetcher, Reply, Web, page_of, section

JOOMLA = '<meta name="generator" content="Joomla! - Open Source Content Management"><body>'
ADDRESS = "http://thcs-hoa-mai.edu.test/cchc"


def read(body: str, url: str = ADDRESS, reader: str = "joomla") -> tuple[Item, ...]:
    """The reading's items, through the reader of that name."""
    return _reading(body, url, reader).items


def _reading(body: str, url: str = ADDRESS, reader: str = "joomla") -> Reading:
    found = next(one for one in all_readers() if one.name == reader)
    return found.read(page_of(body, url), section(url))


def blog(numbers: range, below: str = "", category: str = "/cchc") -> str:
    """A blog of a category, each entry with the name of the category as a link."""
    entries = "".join(
        f'<div class="item"><h2><a href="/cchc/{n}-bai-viet-thu-{n}">Bài viết thứ {n} về thủ tục</a></h2>'
        f'<dl class="article-info"><dd class="category-name">Chuyên mục: '
        f'<a href="{category}" itemprop="genre">Cải cách hành chính</a></dd><dd class="published">'
        f'<time datetime="{day(n):%Y-%m-%dT%H:%M:%S}+07:00">Đăng: {day(n):%d/%m/%Y}</time></dd></dl>'
        f"<p>Tóm tắt của bài viết.</p></div>"
        for n in numbers
    )
    return f'{JOOMLA}<main><div class="blog">{entries}</div>{below}</main></body>'


# --- pagers


def drawn(here: int, shown: dict[int, str], last: int) -> str:
    """A pager whose arrows are icons and whose next number may be left out, as template and width have it."""
    numbers = "".join(
        f'<li class="active"><a aria-current="true" aria-label="Page {n}">{n}</a></li>'
        if n == here
        else f'<li><a title="{n}" href="/cchc?start={(n - 1) * 5}" aria-label="Go to page {n}">{text}</a></li>'
        for n, text in shown.items()
    )
    onward = (
        f'<li><a title="Next" href="/cchc?start={here * 5}" aria-label="Go to next page">'
        '<span class="icon-next" aria-hidden="true"></span></a></li>'
        if here < last
        else '<li class="disabled"><a><span class="icon-next"></span></a></li>'
    )
    return f'<div class="pagination"><ul class="pagination-list">{numbers}{onward}</ul></div>'


def test_an_arrow_without_words_leads_on_where_the_next_number_is_left_out() -> None:
    four = blog(range(16, 21), drawn(4, {1: "1", 3: "3", 4: "4", 5: "...", 6: "6"}, 6))
    assert [one.url for one in _reading(four, f"{ADDRESS}?start=15").next if one.purpose == "list"] == [
        f"{ADDRESS}?start=20"
    ]


def test_a_number_that_is_drawn_as_dots_is_told_by_its_name() -> None:
    shown = drawn(4, {3: "3", 4: "4", 5: "…", 6: "6"}, 6).replace('title="Next"', "").replace("Go to next page", "")
    four = blog(range(16, 21), shown)
    assert [one.url for one in _reading(four, f"{ADDRESS}?start=15").next if one.purpose == "list"] == [
        f"{ADDRESS}?start=20"
    ]


def test_the_last_page_says_that_it_is_the_last() -> None:
    six = blog(range(26, 31), drawn(6, {1: "1", 5: "5", 6: "6"}, 6))
    reading = _reading(six, f"{ADDRESS}?start=25")
    assert (reading.last_page, [one for one in reading.next if one.purpose == "list"]) == (True, [])


# --- what is an item


@pytest.mark.parametrize("reader", ["joomla", "general"])
def test_a_lists_own_address_is_no_item_on_its_further_pages(reader: str) -> None:
    items = read(blog(range(6, 11)), f"{ADDRESS}?start=5", reader)
    assert [item.title for item in items] == [f"Bài viết thứ {n} về thủ tục" for n in range(6, 11)]


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("https://a.edu.test/cchc?start=5", "a.edu.test/cchc"),
        ("https://a.edu.test/cchc/?page=2", "a.edu.test/cchc"),
        ("https://a.edu.test/cchc/page/3/", "a.edu.test/cchc"),
        ("https://a.edu.test/cchc/page-3", "a.edu.test/cchc"),
        ("https://a.edu.test/?cat=2&paged=2", "a.edu.test/?cat=2"),
        ("https://a.edu.test/index.aspx?pageid=12&p=2", "a.edu.test/index.aspx?pageid=12"),
        ("https://a.edu.test/page/gioi-thieu", "a.edu.test/page/gioi-thieu"),
    ],
)
def test_the_first_page_of_a_list_is_told_from_any_of_its_pages(page: str, start: str) -> None:
    assert list_start(page) == start


# --- a column of dates


def table(order: str, head: str) -> str:
    """The table of a category, with one column of dates."""
    cells = "".join(
        f'<tr><td class="list-title"><a href="/cchc/{n}-bai-viet-thu-{n}">Bài viết thứ {n} về thủ tục</a></td>'
        f'<td class="list-date small">{day(n):%d/%m/%Y}</td><td class="list-hits">Hits: {n}</td></tr>'
        for n in range(1, 9)
    )
    return (
        f'{JOOMLA}<main><table class="category table"><thead><tr><th id="categorylist_header_title">Tiêu đề</th>'
        f"<th id=\"categorylist_header_date\"><a href=\"#\" onclick=\"Joomla.tableOrdering('{order}','asc','')\">{head}"
        f"</a></th><th>Hits</th></tr></thead><tbody>{cells}</tbody></table></main>"
    )


def test_a_column_of_changes_states_no_publishing() -> None:
    assert [item.stated for item in read(table("a.modified", "Ngày"))] == [None] * 8
    assert [item.stated for item in read(table("a.modified", "Modified Date"), reader="general")] == [None] * 8
    for order, head in (("a.publish_up", "Published Date"), ("a.created", "Created Date")):
        days = [item.stated.at.date() for item in read(table(order, head))]
        assert days == [day(n).date() for n in range(1, 9)]


# --- a feed of the day of writing


def undated_site(written: datetime, published: datetime) -> dict[str, Reply]:
    """A list without dates; its feed tells when things were written, its articles when they were published."""
    numbers = range(1, 7)
    entries = "".join(
        f'<div class="item"><h2><a href="/cchc/{n}-bai-viet-thu-{n}">Bài viết thứ {n} về thủ tục</a></h2></div>'
        for n in numbers
    )
    feed = "/cchc?format=feed&type=rss"
    link = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
    told = "".join(
        f"<item><title>Bài viết thứ {n} về thủ tục</title><link>/cchc/{n}-bai-viet-thu-{n}</link>"
        f"<pubDate>{written - timedelta(days=n):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in numbers
    )
    site = {
        "/cchc": Reply(f'{link}{JOOMLA}<main><div class="blog">{entries}</div></main>'),
        feed: Reply(
            '<?xml version="1.0" encoding="utf-8"?><!-- generator="Joomla! - Open Source Content Management" -->'
            f"<rss version='2.0'><channel><title>CCHC</title>{told}</channel></rss>"
        ),
    }
    for n in numbers:
        site[f"/cchc/{n}-bai-viet-thu-{n}"] = Reply(
            f'{JOOMLA}<main><article><h1>Bài viết thứ {n} về thủ tục</h1><dl class="article-info">'
            '<dd class="published">'
            f'<time datetime="{published - timedelta(days=n):%Y-%m-%dT%H:%M:%S}+07:00">x</time></dd></dl>'
            f"<div class='item-page'><p>{'Nhà trường niêm yết thủ tục tại phòng văn thư. ' * 8}</p></div>"
            "</article></main>"
        )
    return site


def seen(web: Web, memory: Memory = Memory(), at: datetime = NOW, fetcher: PlainFetcher | None = None) -> LookResult:  # noqa: B008
    back_to = at - timedelta(days=90)
    return look_at(section(f"{web.base}/cchc"), memory, fetcher or PlainFetcher(), all_readers(), at, back_to)


def test_the_day_of_writing_yields_to_the_day_of_publishing() -> None:
    written, published = NOW - timedelta(days=60), NOW - timedelta(days=2)
    with Web(undated_site(written, published)) as web:
        result = seen(web)
    assert {item.stated.source for item in result.items} == {"time:datetime"}
    assert max(item.stated.at for item in result.items).date() == (published - timedelta(days=1)).date()


def test_the_day_of_writing_orders_no_list() -> None:
    site = undated_site(NOW - timedelta(days=60), NOW)
    silent = {path: reply if "bai-viet" not in path else Reply("x", 404) for path, reply in site.items()}
    with Web(silent) as web:
        result = seen(web)
    assert {item.stated.source for item in result.items} == {WRITTEN}
    assert result.complete_since is None


# --- below page one


def later(web: Web, memory: Memory, days: int) -> LookResult:
    """A look some days on."""
    at = NOW + timedelta(days=days)
    back_to = NOW - timedelta(days=20)
    return look_at(section(web.base + LIST), memory, PlainFetcher(), all_readers(), at, back_to)


def test_once_a_week_a_list_is_read_past_what_is_known() -> None:
    site = listing([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10]])
    with Web(site) as web:
        whole = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, BEGINNING)
        # An article of old date is put in, and another is taken out, both on the second page.
        body = rows([7, 30, 9, 10]).replace(f"{day(300):%d/%m/%Y %H:%M}", f"{day(75):%d/%m/%Y %H:%M}")
        site[f"{LIST}?trang=2"] = Reply(f"<main><h1>CCHC</h1>{body}{pager(2, 2)}</main>")
        next_day = later(web, whole.memory, 1)
        next_week = later(web, next_day.memory, 8)
        after = later(web, next_week.memory, 9)
    assert whole.memory.read_at == next_day.memory.read_at == NOW
    assert "Bài viết thứ 30 trong mục" not in {item.title for item in next_day.items}
    assert "Bài viết thứ 30 trong mục" in {item.title for item in next_week.items}
    assert next_week.complete_since is not None
    assert next_week.complete_since <= NOW - timedelta(days=20)
    assert not any(name.endswith("/bai/8.htm") for name in next_week.memory.known)
    assert after.outcome.value == "unchanged"


def test_what_was_read_lately_is_not_read_on_for_nothing() -> None:
    site = listing([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10]])
    fetcher = PlainFetcher()
    with Web(site) as web:
        whole = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, BEGINNING)
        site[LIST] = Reply(str(site[LIST].body).replace("<h1>CCHC</h1>", "<h1>CCHC</h1>" + rows([0])))
        site["/bai/0.htm"] = site["/bai/1.htm"]
        at = NOW + timedelta(days=6)
        look_at(section(web.base + LIST), whole.memory, fetcher, all_readers(), at, datetime(2026, 4, 1, tzinfo=VN))
    assert fetcher.count("list") == 1


# --- pages of a generator of still sites


def still(here: int, last: int, numbers: range, lead: int | None, told: str = "/chuyen-muc/cchc.html") -> str:
    """A list with its newest item in a box of its own above, and a pager of arrows alone."""
    other = f'<p>Trong <a href="{told}">Cải cách hành chính</a></p>'
    box = (
        f'<aside id="featured"><article><h1><a href="/bai-{lead}.html">Bài viết thứ {lead} về thủ tục</a></h1>'
        f"<footer>Đăng: {day(lead):%d/%m/%Y}{other}</footer></article></aside>"
        if lead is not None
        else ""
    )
    entries = "".join(
        f'<li><article><h1><a href="/bai-{n}.html">Bài viết thứ {n} về thủ tục</a></h1>'
        f"<footer>Đăng: {day(n):%d/%m/%Y}{other}</footer><p>Tóm tắt.</p></article></li>"
        for n in numbers
    )
    onward = (
        f'<li><a href="/chuyen-muc/cchc{here + 1}.html">⟩</a></li><li><a href="/chuyen-muc/cchc{last}.html">⟫</a></li>'
    )
    arrows = f"<nav><ul><li>Page {here} / {last}</li>{onward if here < last else ''}</ul></nav>"
    return f"<body>{box}<section><h1>Danh sách bài viết</h1><ol>{entries}</ol>{arrows}</section></body>"


STILL = "http://thcs-hoa-mai.edu.test/chuyen-muc/cchc.html"


def test_an_arrow_beside_the_number_of_pages_leads_on() -> None:
    reading = _reading(still(1, 6, range(2, 6), 1), STILL, "general")
    assert [one.url for one in reading.next if one.purpose == "list"] == [STILL.replace("cchc", "cchc2")]
    second = _reading(still(2, 3, range(6, 11), None), STILL.replace("cchc", "cchc2"), "general")
    assert [one.url for one in second.next if one.purpose == "list"] == [STILL.replace("cchc", "cchc3")]
    assert _reading(still(3, 3, range(11, 14), None), STILL.replace("cchc", "cchc3"), "general").last_page


def test_the_newest_item_in_a_box_of_its_own_is_one_of_the_list() -> None:
    items = read(still(1, 6, range(2, 6), 1), STILL, "general")
    assert [item.title for item in items] == [f"Bài viết thứ {n} về thủ tục" for n in range(1, 6)]


@pytest.mark.parametrize(("lead", "told"), [(1, "/chuyen-muc/tin-tuc.html"), (40, "/chuyen-muc/cchc.html")])
def test_a_box_of_another_section_or_an_older_day_is_none(lead: int, told: str) -> None:
    page = still(1, 6, range(2, 6), lead, told)
    assert [item.title for item in read(page, STILL, "general")] == [
        f"Bài viết thứ {n} về thủ tục" for n in range(2, 6)
    ]


def test_the_sections_own_address_is_no_item_whatever_its_pages_are_called() -> None:
    site = {
        "/chuyen-muc/cchc.html": Reply(still(1, 2, range(2, 6), 1)),
        "/chuyen-muc/cchc2.html": Reply(still(2, 2, range(6, 8), None)),
    }
    with Web(site) as web:
        address = f"{web.base}/chuyen-muc/cchc.html"
        result = look_at(section(address), Memory(), PlainFetcher(), all_readers(), NOW, BEGINNING)
    assert sorted(item.url.rpartition("/")[2] for item in result.items) == [f"bai-{n}.html" for n in range(1, 8)]
    assert result.complete_since == BEGINNING


def test_what_stays_above_is_told_by_the_element_inside_its_row() -> None:
    entries = "".join(
        f'<div class="views-row"><article class="node{" node--sticky" if n == 40 else ""}"><h2>'
        f'<a href="/node/{n}">Bài viết thứ {n} về thủ tục</a></h2><span>{day(n):%d/%m/%Y}</span></article></div>'
        for n in (40, 1, 2, 3)
    )
    items = read(f"<main><div class='view-content'>{entries}</div></main>", reader="drupal")
    assert [item.pinned for item in items] == [True, False, False, False]


def two_items(second: int, around: str = "") -> str:
    """A section that has but two items: one above, one in a row of columns."""
    told = [
        f'<h2><a href="/cchc/{n}-bai-viet-thu-{n}">Bài viết thứ {n} về thủ tục</a></h2></div>'
        f'<dl><dd class="published"><time datetime="{day(n):%Y-%m-%dT%H:%M:%S}+07:00">x</time></dd></dl><p>Tóm tắt.</p>'
        for n in (3, second)
    ]
    return (
        f'{JOOMLA}<main><div class="blog"><div class="items-leading"><div class="leading-0"><div class="page-header">'
        f'{told[0]}</div></div><div class="items-row"><div class="span6"><div class="item"><div class="page-header">'
        f"{told[1]}</div></div></div></div></main>{around}</body>"
    )


def test_two_items_in_unlike_places_are_both_seen() -> None:
    assert [item.title for item in read(two_items(7))] == [f"Bài viết thứ {n} về thủ tục" for n in (3, 7)]


def test_a_single_item_draws_nothing_in_from_beside_the_list() -> None:
    beside = (
        '<div id="aside" class="sidebar"><h3>Tin mới nhất</h3><ul>'
        + "".join(
            f'<li><a href="/tin/{n}-tin-khac">Tin tức khác của trường số {n}</a> <span>{day(n):%d/%m/%Y}</span></li>'
            for n in (5, 6, 8)
        )
        + "</ul></div>"
    )
    assert [item.title for item in read(two_items(7, beside))] == [f"Bài viết thứ {n} về thủ tục" for n in (3, 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 09/01/2026 - 08:00", "2026-09-01T08:00"),
        ("Submitted by admin on Mon, 08/31/2026 - 22:10", "2026-08-31T22:10"),
        ("Tue, 01/09/2026 - 08:00", "2026-09-01T08:00"),
        ("Wed, 09/01/2026 - 08:00", None),
        ("Thứ ba, 09/01/2026 - 08:00", None),
        ("09/01/2026 - 08:00", "2026-01-09T08:00"),
    ],
)
def test_an_english_weekday_proves_which_number_is_the_month(text: str, expected: str | None) -> None:
    found = parse_stated(text, "list:text", NOW)
    assert (found and f"{found.at:%Y-%m-%dT%H:%M}") == expected


# --- lists in order of entry


def test_a_list_once_seen_in_order_of_entry_proves_less_by_its_days() -> None:
    site = listing([[2, 4, 3, 5, 6], [7, 8, 9, 10, 11], [12]])
    with Web(site) as web:
        first = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, day(45))
        # Two newer ones push item 3, which waited for its day, to the second page: page one now runs downwards.
        site |= listing([[0, 1, 2, 4], [3, 5, 6, 7, 8], [9, 10, 11, 12]])
        second = look_at(section(web.base + LIST), first.memory, PlainFetcher(), all_readers(), NOW, day(35), True)
        fresh = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, day(35))
    assert first.memory.askew == Askew(timedelta(days=10), NOW)
    assert "Bài viết thứ 3 trong mục" in {item.title for item in second.items}
    assert "Bài viết thứ 3 trong mục" not in {item.title for item in fresh.items}


def test_an_old_item_on_top_says_nothing_of_the_order_below() -> None:
    assert askew_of(read(blog(range(40, 41)) + blog(range(1, 9))), NOW) is None


def test_what_was_seen_of_the_order_is_forgotten_after_half_a_year() -> None:
    old, small = Askew(timedelta(days=90), NOW - timedelta(days=200)), Askew(timedelta(days=2), NOW)
    assert worse(old, small, NOW) == small
    assert worse(Askew(timedelta(days=90), NOW - timedelta(days=20)), small, NOW).by == timedelta(days=90)
    assert worse(old, None, NOW) is None


# --- feeds below a section, feeds that name their page


def undated_list(feed: str) -> str:
    """A list that tells no days, with a feed of the whole site in its head and one of its own beside it."""
    rows_ = "".join(
        f'<h2><a href="/bai-viet/{n}/">Bài viết thứ {n} về thủ tục</a></h2><h6>Người đăng: quản trị</h6><p>Tóm tắt.</p>'
        for n in range(1, 7)
    )
    head = '<link rel="alternate" type="application/rss+xml" href="/bai-viet/feeds/rss/">'
    return (
        f"{head}<body><main>{rows_}</main><aside><a href='/muc/khac/feeds/rss/'>RSS</a><a href='{feed}'>RSS</a></aside>"
    )


def test_a_feed_below_the_sections_address_dates_its_list() -> None:
    own = "/muc/c%E1%BA%A3i-c%C3%A1ch/feeds/rss/"
    told = "".join(
        f"<item><title>Bài viết thứ {n} về thủ tục</title><link>/bai-viet/{n}/</link>"
        f"<pubDate>{day(n):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in range(1, 7)
    )
    site = {
        "/muc/c%E1%BA%A3i-c%C3%A1ch/": Reply(undated_list(own)),
        own: Reply(f"<?xml version='1.0'?><rss version='2.0'><channel><title>CCHC</title>{told}</channel></rss>"),
    }
    with Web(site) as web:
        address = f"{web.base}/muc/c%E1%BA%A3i-c%C3%A1ch/"
        result = look_at(section(address), Memory(), PlainFetcher(), all_readers(), NOW, BEGINNING)
    assert [(item.stated.source, item.stated.at.date()) for item in result.items] == [
        ("feed:pubDate", day(n).date()) for n in range(1, 7)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<rss version='2.0'><channel><title>CCHC</title><link> /cai-cach-hanh-chinh/ </link>"
        "<item><title>Bài một</title><link>/bai-1.html</link></item></channel></rss>",
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>CCHC</title>"
        "<atom:link rel='self' href='/rss/cchc/'/><link><![CDATA[/cai-cach-hanh-chinh/]]></link>"
        "<item><title>Bài một</title><link>/bai-1.html</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>CCHC</title><link rel='self' href='/rss/cchc/'/>"
        "<link rel='alternate' type='text/html' href='/cai-cach-hanh-chinh/'/>"
        "<entry><title>Bài một</title><link href='/bai-1.html'/></entry></feed>",
    ],
)
def test_a_feed_that_bears_the_sections_name_leads_to_its_page(head: str) -> None:
    named = '<link rel="alternate" type="application/rss+xml" title="Tin - Cải cách hành chính" href="/rss/cchc/">'
    site = {"/": Reply(f"<html><head>{named}</head><body><h1>Trường</h1></body></html>"), "/rss/cchc/": Reply(head)}
    with Web(site) as web:
        desk = Desk(PlainFetcher(), all_readers(), NOW)
        home = parse(page_of(str(site["/"].body), f"{web.base}/"))
        assert home is not None
        found = [(link.url, link.reason) for link in farther("cchc", home, desk)]
    assert found == [(f"{web.base}/cai-cach-hanh-chinh/", "feed")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 day, 20 hours ago", "2026-11-18"),
        ("2 ngày 3 giờ trước", "2026-11-18"),
        ("1 giờ 30 phút trước", "2026-11-20"),
        ("1 day, 9 hours ago", None),
        ("1 week, 3 days ago", None),
        ("3 days, 12 minutes ago", None),
        ("2 ngày trước", None),
    ],
)
def test_days_and_hours_counted_from_the_look_are_a_day_where_only_one_is_possible(
    text: str, expected: str | None
) -> None:
    found = relative_stated(text, "list:relative", NOW)
    assert (found and f"{found.at:%Y-%m-%d}") == expected


def test_a_feed_is_asked_again_when_the_list_has_changed() -> None:
    def site(order: list[int], moved: int) -> dict[str, Reply]:
        told = "".join(
            f"<item><title>Bài viết thứ {n} về thủ tục</title><link>/bai-viet/{n}/</link>"
            f"<pubDate>{day(moved if n == 6 else n):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
            for n in order
        )
        rows_ = "".join(
            f'<h2><a href="/bai-viet/{n}/">Bài viết thứ {n} về thủ tục</a></h2><h6>Người đăng</h6><p>Tóm tắt.</p>'
            for n in order
        )
        return {
            "/muc/": Reply(f"<body><main>{rows_}</main><aside><a href='/muc/rss/'>RSS</a></aside>"),
            "/muc/rss/": Reply(f"<rss version='2.0'><channel><title>CCHC</title>{told}</channel></rss>"),
        }

    pages = site([1, 2, 3, 4, 5, 6], 6)
    with Web(pages) as web:
        first = look_at(section(f"{web.base}/muc/"), Memory(), PlainFetcher(), all_readers(), NOW, day(5))
        pages |= site([1, 2, 6, 3, 4, 5], 2)
        second = look_at(section(f"{web.base}/muc/"), first.memory, PlainFetcher(), all_readers(), NOW, day(5))
    dates = {item.title: item.stated.at.date() for item in second.items}
    assert dates["Bài viết thứ 6 về thủ tục"] == day(2).date()


def test_the_last_item_proves_nothing_by_a_day_that_is_only_remembered() -> None:
    site = listing([[1, 2, 3, 4, 5], [6, 7, 8, 9]], dated=False)
    with Web(site) as web:
        first = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, BEGINNING)
        # The day of item 9 is set later: it moves up, and what stands between is on the second page now.
        site |= listing([[1, 2, 3, 9], [4, 5, 6, 7, 8]], dated=False)
        second = look_at(section(web.base + LIST), first.memory, PlainFetcher(), all_readers(), NOW, day(25))
    assert len(second.items) == 4
    assert second.order_since == day(30).replace(second=0) + timedelta(minutes=1)


def test_the_day_of_the_page_itself_is_none_of_its_only_item() -> None:
    own = "<section class='byline'>người đăng: <a href='/author/quantri'>quản trị</a> <span>published</span> "
    page = (
        f"<body><main><article><header><h1>Tin cải cách hành chính</h1>{own}<span>01/01/2026</span></section></header>"
        "<div class='core'><article class='row'><div class='col'><h2><a href='/cchc/ke-hoach-nam-2026'>Kế hoạch cải "
        "cách hành chính năm 2026 của trường</a></h2><div>- <a href='/author/quantri'>quản trị</a> — cập nhật lần cuối "
        "05/01/2026 07:45</div><p>Tóm tắt.</p><a href='/cchc/ke-hoach-nam-2026'>Xem thêm</a></div></article></div>"
        "</article></main></body>"
    )
    (item,) = read(page, reader="general")
    assert (item.url, item.stated) == ("http://thcs-hoa-mai.edu.test/cchc/ke-hoach-nam-2026", None)
    (dated,) = read(page.replace("cập nhật lần cuối", "đăng lúc"), reader="general")
    assert dated.stated.at.isoformat()[:16] == "2026-01-05T07:45"


def test_a_first_page_of_new_items_that_only_their_articles_date_is_no_drift() -> None:
    site = listing([[6, 7, 8, 9, 10], [11, 12, 13]], dated=False)
    with Web(site) as web:
        first = look_at(section(web.base + LIST), Memory(), PlainFetcher(), all_readers(), NOW, day(95))
        site |= listing([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13]], dated=False)
        second = look_at(section(web.base + LIST), first.memory, PlainFetcher(), all_readers(), NOW, day(95))
    assert (first.memory.dated_share, second.outcome.value, second.detail) == (1.0, "read", "")
    assert [item.stated.at.date() for item in second.items][:5] == [day(n * 10).date() for n in range(1, 6)]


# --- sections that nobody has used yet -------------------------------------------------------------------------------

DRUPAL = '<meta name="generator" content="Drupal 7"><body><div class="region"><h1>Cải cách hành chính</h1>'
ICON = '<a href="/taxonomy/term/4/feed" class="feed-icon" title="Subscribe to RSS - Cải cách hành chính">RSS</a>'


@pytest.mark.parametrize(
    "said",
    [
        "There is currently no content classified with this term.",
        "Sorry, but nothing was found. Please try a search with different keywords.",
        "There aren't any posts currently published in this category.",
    ],
)
def test_a_section_that_says_in_english_that_it_is_empty_is_and_its_feeds_icon_is_no_item(said: str) -> None:
    icon = ICON.replace(">RSS<", ">Subscribe to RSS - Cải cách hành chính<")
    found = _reading(f"{DRUPAL}<p>{said}</p>{icon}</div></body>", f"{ADDRESS}/taxonomy/term/4", "drupal")
    assert (found.items, found.empty_said, found.health) == ((), True, None)


def test_a_small_login_form_beside_an_empty_list_is_no_wall() -> None:
    form = "<form><h2>User login</h2><input name='name'><input type='password' name='pass'></form>"
    empty = "<p>There is currently no content classified with this term.</p>"
    assert _reading(f"{DRUPAL}{empty}</div>{form}</body>", reader="drupal").empty_said
    walled = _reading(f"{DRUPAL}<p>Xin mời vào.</p></div>{form}</body>", reader="drupal")
    assert (walled.health, walled.empty_said) == (Outcome.LOGIN_WALL, False)


def test_words_of_an_address_that_is_not_there_are_no_empty_section() -> None:
    found = _reading(f"{DRUPAL}<p>It looks like nothing was found at this location.</p></div></body>", reader="drupal")
    assert not found.empty_said


NUKEVIET = (
    '<html><head><meta name="generator" content="NukeViet v4.5"><link rel="alternate" type="application/rss+xml" '
    'href="/rss/cai-cach-hanh-chinh/"></head><body><div class="container">{}</div></body></html>'
)
CATEGORY = "http://thcs-hoa-mai.edu.test/cai-cach-hanh-chinh/"


def nukeviet(column: str, address: str = CATEGORY) -> Reading:
    return _reading(NUKEVIET.format(column), address, "nukeviet")


def test_the_empty_column_of_nukeviet_is_an_empty_category() -> None:
    found = nukeviet('<div class="news_column"></div>')
    assert (found.items, found.empty_said, found.last_page) == ((), True, True)


@pytest.mark.parametrize(
    ("column", "address"),
    [
        ("", CATEGORY),
        ('<div class="news_column">Đang bảo trì</div>', CATEGORY),
        ('<div class="news_column"><iframe src="/danh-sach"></iframe></div>', CATEGORY),
        ('<div class="news_column"></div><div class="news_column"></div>', CATEGORY),
        ('<div class="news_column"></div>', "http://thcs-hoa-mai.edu.test/gioi-thieu/"),
    ],
    ids=["no-column", "words", "frame", "two", "no-category"],
)
def test_no_other_silence_of_nukeviet_is(column: str, address: str) -> None:
    assert not nukeviet(column, address).empty_said


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Gửi bởi admin ngày Thứ năm, 25 Tháng 6, 2026 - 08:00", "2026-06-25 08:00"),
        ("Được gửi bởi Nguyễn Văn An ngày 14/07/2026", "2026-07-14 00:00"),
        ("Gửi bởi: quantri, ngày 14 Tháng 7 2026", "2026-07-14 00:00"),
        ("Gửi bởi phụ huynh trước ngày 14/07/2026", None),
    ],
)
def test_words_of_a_sender_stand_before_a_day(text: str, stated: str | None) -> None:
    found = parse_stated(text, "list:text", NOW)
    assert (f"{found.at.astimezone(VN):%Y-%m-%d %H:%M}" if found else None) == stated


def test_backdrop_is_read_as_of_drupals_family() -> None:
    mark = '<meta name="Generator" content="Backdrop CMS 1 (https://backdropcms.org)" />'
    feed = '<link rel="alternate" type="application/rss+xml" title="RSS" href="/taxonomy/term/4/feed" />'
    page = page_of(f"<html><head>{mark}{feed}</head><body>{rows(range(3))}</body></html>", ADDRESS)
    reader = choose(page)
    assert (reader.name, reader.read(page, section(ADDRESS)).feeds[0][-21:]) == ("drupal", "/taxonomy/term/4/feed")
