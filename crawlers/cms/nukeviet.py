"""NukeViet 4.x and eGovernment, with friendly addresses or raw ones (CMS-FACTS: what its pages get wrong)."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.articles.article import read_article
from crawlers.articles.declared_dates import item_property
from crawlers.articles.said_by_piece import SHOWN
from crawlers.dates.stated import by_trust, parse_stated
from crawlers.feeds import is_feed
from crawlers.health import health_of
from crawlers.identity import canonical_url, is_home, of_site
from crawlers.lists.days import dates_in
from crawlers.lists.items import find_items
from crawlers.lists.same_address import is_of_title, without_shared_numbers
from crawlers.markup import Html, ancestors, line, marks, node_line, parse
from crawlers.page import Item, Page, Reading, Request
from crawlers.paging.list_end import hides_more
from crawlers.paging.pager import paging
from crawlers.readings.feeds import feed_reading, sitemap_reading, without_minutes
from crawlers.readings.pages import article_reading, home_reading, noted_feed, unhealthy, without_items
from crawlers.sitemaps import is_sitemap
from crawlers.zones import Zone, Zones
from rules.model import Medium, Outcome, Precision, Section

_OFFSET = re.compile(r"nv_my_ofs\s*=\s*(-?[\d.]+)")
MODULE = re.compile(r"""nv_module_name\s*=\s*["']([\w-]+)["']""")
"""Which module prints the page."""
_FUNCTION = re.compile(r"""nv_func_name\s*=\s*["']([\w-]+)["']""")
_NUMBER = re.compile(r"-(\d{1,9})(?:\.html|/)?$")
_PAGE_PART = re.compile(r"/page-\d+/?$")
_LINKS_OF_ITEMS = (
    ".news_column h2 > a[href], .news_column h3 > a[href], .news_column h4 > a[href], .news_column ul.related a[href]"
)
_HEAD = re.compile(r"\b(?:panel-heading|news-catbox-single|cat-icon|sub-list-icon)\b")
_HEADINGS_OF_BLOCKS = ".panel-heading a[href], .news-catbox-single a[href], .cat-icon a[href]"


class NukeViet:
    """The most used system of Vietnamese schools."""

    name = "nukeviet"
    surest = 0.95

    def recognises(self, page: Page) -> float:
        """By its generator mark, or the script variables that stand on every page of it."""
        if is_feed(page) or is_sitemap(page):
            return 0.0
        if b'content="NukeViet' in page.body[:120_000]:
            return 0.95
        return 0.9 if b"nv_base_siteurl" in page.body or b"nv_my_ofs" in page.body else 0.0

    def start(self, section: Section) -> tuple[Request, ...]:
        """The list page; feed and sitemap follow from it."""
        return (Request(section.url, "list", tolerate_tls=section.tolerate_tls),)

    def read(self, page: Page, section: Section) -> Reading:
        """By what was asked for."""
        if is_feed(page):
            reading = feed_reading(page, self.name)
            named = [_named(without_minutes(item), section) for item in reading.items]
            return replace(reading, items=without_shared_numbers(named))
        if is_sitemap(page):
            return sitemap_reading(page, self.name)
        html = parse(page)
        if page.request.purpose == "article":
            return article_reading(page, html, self.name, _article(page, html, section))
        if page.request.purpose == "home":
            front = home_reading(page, html, self.name)
            if html is not None and not _shows_vietnamese_time(html):
                front = replace(front, items=tuple(replace(item, dates=()) for item in front.items))
            return front
        return _list(page, html, section)


# --- list pages ------------------------------------------------------------------------------------------------------


def _list(page: Page, html: Html | None, section: Section) -> Reading:
    asked_later = _PAGE_PART.search(_operation(page.request.url)) is not None
    if page.redirects and asked_later and _first_page(page.url, section):
        return Reading(last_page=True, reader=READER.name)  # past the end: 301 to page 1 (CMS-FACTS 7)
    if html is not None and page.redirects and _is_front(page, html) and not is_home(section.url):
        # An unknown or renamed category leads home, which is 200: the section is gone, not empty (CMS-FACTS 7).
        return Reading(health=Outcome.MOVED, health_detail="the section leads to the front page", reader=READER.name)
    others = _columns_of_others(page, html, section) if html is not None else set()
    items, known_layout = _items(page, html, section, others) if html and page.status < 400 else ((), False)
    items = without_shared_numbers(items)
    health = health_of(page, html, len(items))
    if health.outcome is not None or html is None:
        return unhealthy(health, READER.name)
    if not items:
        if _prints_nothing(html) and _feeds(html, section):
            return Reading(empty_said=True, last_page=True, reader=READER.name)
        return without_items(html, READER.name, page.at)
    pager = paging(html, items)
    last = (pager.last if pager.there else known_layout and not hides_more(html)) and not others
    feeds = noted_feed(section) or _feeds(html, section)
    wishes = [] if asked_later else _date_wishes(page, html, section, items, feeds)
    if pager.next:
        wishes.append(Request(pager.next, "list"))
    return Reading(items=items, next=tuple(wishes), last_page=last, pages=pager.pages, feeds=feeds, reader=READER.name)


def _prints_nothing(html: Html) -> bool:
    """Whether the system's column for articles stands there without a word: so it shows a category that has none."""
    columns = html.tree.css(".news_column")[:2]
    return len(columns) == 1 and not columns[0].text(strip=True) and columns[0].css_first("a, img, iframe") is None


def _items(page: Page, html: Html, section: Section, others: set[int]) -> tuple[tuple[Item, ...], bool]:
    """Items of the main column, and whether its layout is one that always prints a pager when there is more.

    Side blocks repeat links of the same category (CMS-FACTS 6)."""
    shown_here = _shows_vietnamese_time(html)
    if _module(html, section) == "laws":
        return tuple(_named(replace(item, medium=Medium.DOCUMENT), section) for item in find_items(html, page.at)), True
    rows = _rows(html)
    if not rows:
        found = tuple(_named(item, section) for item in find_items(html, page.at) if not _is_banner(item.url))
        return tuple(item if shown_here else replace(item, dates=()) for item in found), False
    items: dict[str, Item] = {}
    for row, link in rows:
        address = html.link(link.attributes.get("href"))
        title = line(link.attributes.get("title")) or node_line(link)
        if address is None or not title:
            continue
        dates = dates_in(row, set(), page.at, "list:text").stated if shown_here else ()
        # The featured one stands first whatever its date is; a block of another category stands where it is put.
        pinned = "featured" in marks(row).split() or (
            bool(others) and any(above.mem_id in others for above in ancestors(link))
        )
        item = Item(address, title, canonical_url(address), dates=dates, pinned=pinned)
        items.setdefault(item.identity, _named(item, section))
    return tuple(items.values()), not others


def _columns_of_others(page: Page, html: Html, section: Section) -> set[int]:
    """Blocks under the heading of another category: a few items of each, their end is no end (S12)."""
    found: set[int] = set()
    if html.tree.css_first(_HEADINGS_OF_BLOCKS) is None:
        return found
    own = {canonical_url(section.url), canonical_url(_PAGE_PART.sub("", page.url))}
    for column in html.tree.css(".news_column")[:100]:
        heads = [html.link(node.attributes.get("href")) for node in column.css(_HEADINGS_OF_BLOCKS)[:10]]
        if any(head is not None and canonical_url(head) not in own for head in heads):
            found.add(column.mem_id)
    return found


def _rows(html: Html) -> list[tuple[LexborNode, LexborNode]]:
    """(what holds one item, its link) of the layouts with a news column or a list group."""
    rows = []
    beside = _columns_beside(html)
    for link in html.tree.css(_LINKS_OF_ITEMS)[:400]:
        if beside and any(above.mem_id in beside for above in ancestors(link, 12)):
            continue
        around = [(above, marks(above)) for above in ancestors(link, 5)]
        if not any(_HEAD.search(names) for _, names in around):
            rows.append((_row_of(link, around), link))
    columns = html.tree.css(".news_column")
    if columns and columns[0].parent is not None:
        rows += _cells(columns[0].parent)
    found = [(row, link) for row, link in rows if row is not None]
    return found or [(link, link) for link in html.tree.css(".list-group > a.show[href]")[:200]]


def _columns_beside(html: Html) -> set[int]:
    """Boxes beside the list that print their links as the list does."""
    zones, columns = Zones(), html.tree.css(".news_column")[:100]
    return {one.mem_id for one in columns if one.parent is not None and zones.of(one.parent) is Zone.SIDE}


def _row_of(link: LexborNode, around: list[tuple[LexborNode, str]]) -> LexborNode | None:
    """The panel of an item; where further items are listed in the same panel, what follows its heading.

    ``around``: elements around the link with their names."""
    row = next((above for above, names in around if "panel-body" in names.split()), None)
    if row is None or row.css_first("ul.related") is not None:
        return link.parent
    titles = {one.attributes.get("href") for one in row.css(_LINKS_OF_ITEMS)[:10]}
    return row if len(titles) < 2 else link.parent  # around a whole list


def _cells(main: LexborNode) -> list[tuple[LexborNode, LexborNode]]:
    """The cells of the grid layout: beside the news column that holds the first item, not within it."""
    found = []
    for link in main.css(".thumbnail .caption h4 > a[href], .thumbnail .caption h3 > a[href]")[:200]:
        above = list(ancestors(link, 5))
        if len(above) == 5 and above[4].mem_id == main.mem_id:
            found.append((above[2], link))
    return found


def _is_banner(address: str) -> bool:
    """An advertisement; where a category's own list is switched off it may be the only block in the column."""
    return "/banners/click/" in urlsplit(address).path or parse_qs(urlsplit(address).query).get("nv") == ["banners"]


def _shows_vietnamese_time(html: Html) -> bool:
    """Whether times on the page are Vietnamese: by default they are those of the visitor's country (CMS-FACTS 4)."""
    found = _OFFSET.search(html.text)
    return found is None or float(found[1]) == 7


def _named(item: Item, section: Section) -> Item:
    """With the system's own number, which rises with creation (CMS-FACTS 17)."""
    found = _NUMBER.search(_operation(item.url))
    if found is None or is_of_title(found[1], item.title):  # modules of pages and of files give no numbers
        return item
    alias = of_site(f"{'nv-laws' if _is_laws(item.url) else 'nv'}:{found[1]}", item.url)
    return replace(item, aliases=tuple(dict.fromkeys((*item.aliases, alias))), order_id=int(found[1]))


def _date_wishes(
    page: Page, html: Html, section: Section, items: tuple[Item, ...], feeds: tuple[str, ...]
) -> list[Request]:
    """What dates the items better: the sitemap (right to the minute), the category's feed (right to the day)."""
    if all(item.stated is not None and item.stated.precision is Precision.MINUTE for item in items):
        return []
    module = _module(html, section)
    wishes = [Request(urljoin(page.url, f"/sitemap-{_language(section.url)}.{module}.xml"), "sitemap", optional=True)]
    return wishes + [Request(address, "feed", optional=True) for address in feeds[:1]]


def _feeds(html: Html, section: Section) -> tuple[str, ...]:
    """The category's own feed; every page announces the feeds of all categories."""
    slug = _PAGE_PART.sub("", _operation(section.url)).strip("/").rpartition("/")[2]
    ends = (f"rss/{slug}",) if not _is_laws(section.url) else ("laws/rss",)
    return tuple(
        address
        for address, _ in html.feeds()
        if any(_operation(address).strip("/").lower().endswith(end.lower()) for end in ends)
        or (_is_laws(section.url) and "nv=laws" in address and "op=rss" in address)
    )[:1]


# --- other pages -----------------------------------------------------------------------------------------------------


def _article(page: Page, html: Html | None, section: Section) -> Item | None:
    if html is None or page.status >= 400:
        return None
    item = read_article(html, page.at)
    # datePublished is the time of the last edit: the trace of backdating, never a stated date (CMS-FACTS 2).
    touched = parse_stated(item_property(html, "datePublished"), "microdata:datePublished", page.at)
    dates = [one for one in item.dates if one.source not in ("microdata:datePublished", "jsonld:datePublished")]
    if not _shows_vietnamese_time(html):
        dates = [one for one in dates if one.source not in SHOWN]
    changes = [one for one in (item.modified, touched) if one is not None]
    modified = max(changes, key=lambda one: one.at, default=None)
    is_law = _is_laws(page.url) or _module(html, section) == "laws"
    item = replace(item, dates=by_trust(dates), modified=modified, medium=Medium.DOCUMENT if is_law else item.medium)
    return _named(item, section)


# --- addresses -------------------------------------------------------------------------------------------------------


def _operation(url: str) -> str:
    """The path of a friendly address, or the operation of a raw one: the same words in both."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query).get("op") if parts.query else None
    return f"/{asked[0]}" if asked else parts.path


def _is_laws(url: str) -> bool:
    if "laws" not in url:
        return False
    path = urlsplit(url).path
    return "nv=laws" in url or path.startswith(("/laws/", "/vi/laws/")) or path == "/laws"


def _module(html: Html, section: Section) -> str:
    if _is_laws(section.url):
        return "laws"
    found = MODULE.search(html.text)
    return found[1] if found else (parse_qs(urlsplit(section.url).query).get("nv") or ["news"])[0]


def _language(url: str) -> str:
    asked = (parse_qs(urlsplit(url).query).get("language") or ["vi"])[0]
    return asked if re.fullmatch(r"[a-z]{2}", asked) else "vi"


def _is_front(page: Page, html: Html) -> bool:
    function = _FUNCTION.search(html.text)
    return is_home(page.url) or (function is not None and function[1] == "main")


def _first_page(url: str, section: Section) -> bool:
    return canonical_url(_PAGE_PART.sub("", url)) == canonical_url(section.url) and not _PAGE_PART.search(
        _operation(url)
    )


READER = NukeViet()
