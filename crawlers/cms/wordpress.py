"""WordPress, with pretty or plain permalinks: list, JSON interface, feed (CMS-FACTS)."""

from __future__ import annotations

import html as entities
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.articles.article import read_article
from crawlers.attachments import is_document
from crawlers.dates.stated import by_trust, parse_stated
from crawlers.feeds import aliases_of, is_feed
from crawlers.health import health_of
from crawlers.identity import canonical_url, of_site, resolve, same_site
from crawlers.lists.days import dates_in
from crawlers.lists.headings import called, is_headed, own_words
from crawlers.lists.items import find_items
from crawlers.markup import Html, ancestors, decode, line, marks, node_line, parse
from crawlers.page import Item, Page, Reading, Request
from crawlers.paging.list_end import hides_more
from crawlers.paging.page_addresses import list_start
from crawlers.paging.pager import paging
from crawlers.readings.feeds import feed_reading, sitemap_reading
from crawlers.readings.pages import article_reading, home_reading, noted_feed, unhealthy, without_items
from crawlers.sitemaps import is_sitemap
from crawlers.zones import Zone, Zones, side_heading
from rules.model import Medium, Outcome, Section, StatedDate

_FIELDS = "id,date,date_gmt,modified,modified_gmt,link,title,guid"
_CATEGORY = re.compile(r"(?:^|\s)category-(\d{1,7})(?:\s|$)")
_CATEGORY_LINK = re.compile(r"/wp/v2/categories/(\d{1,7})")
_POST = re.compile(r"\bpost-(\d{1,9})\b")
_ENDLESS = re.compile(r"infinite-scroll|load-?more|ajax-?load|jscroll", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:/page/|[?&]paged=)(\d{1,4})(?!\d)")
_MOST_POSTS = 200
_BUILT = 3
"""So many posts inside another are a page builder's list in a page."""
_FULL = frozenset({5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 30, 40, 50, 100})
"""So many posts fill a page of some theme: without a pager nobody knows whether there are more."""
_PAGERS = ".elementor-pagination, .wp-block-query-pagination, .pagination, .nav-links, .wp-pagenavi"
_WIDGET = 4
"""Elements around the posts of one widget."""
_GRID = ", ".join(
    f"[class*=category-grid] {row}" for row in (".td_module_wrap", ".td-big-grid-post", ".tdb_module_cat_grid")
)


class WordPress:
    """Honest dates, and the only system that says when a post was changed without opening it."""

    name = "wordpress"
    surest = 0.9

    def recognises(self, page: Page) -> float:
        """By its generator mark, its folders, or its interface."""
        head = page.body[:200_000]
        if is_feed(page) or is_sitemap(page):
            return 0.0
        if b"api.w.org" in head or b'content="WordPress' in head:
            return 0.9
        return 0.8 if b"/wp-content/" in head or b"/wp-includes/" in head else 0.0

    def start(self, section: Section) -> tuple[Request, ...]:
        """The list page; the rest follows from it."""
        return (Request(section.url, "list", tolerate_tls=section.tolerate_tls),)

    def read(self, page: Page, section: Section) -> Reading:
        """By what was asked for."""
        if page.request.purpose == "api":
            return _posts(page)
        if is_feed(page):
            return feed_reading(page, self.name)
        if is_sitemap(page):
            return sitemap_reading(page, self.name)
        html = parse(page)
        if page.request.purpose == "article":
            return article_reading(page, html, self.name, _article(page, html))
        if page.request.purpose == "home":
            return home_reading(page, html, self.name)
        return _list(page, html, section)


# --- list pages ------------------------------------------------------------------------------------------------------


def _list(page: Page, html: Html | None, section: Section) -> Reading:
    items, known_layout = _items(page, html) if html is not None and page.status < 400 else ((), False)
    if html is not None and not items and page.status == 200 and _says_no_results(html):
        return Reading(empty_said=True, last_page=True, reader=READER.name)
    health = health_of(page, html, len(items))
    if health.outcome is not None or html is None:
        return unhealthy(health, READER.name)
    if not items:
        return without_items(html, READER.name, page.at)
    pager = paging(html, items)
    following = pager.next or _following(html)
    last = following is None and (pager.last if pager.there else known_layout and not _may_go_on(html, len(items)))
    feeds = noted_feed(section) or _feeds(html, section)
    wishes = []
    if canonical_url(page.request.url) == canonical_url(section.url):
        api = _interface(html)
        if api:
            wishes.append(Request(api, "api", optional=True))
        if any(item.stated is None for item in items):
            wishes += [Request(address, "feed", optional=True) for address in feeds[:1]]
    if following:
        wishes.append(Request(following, "list"))
    return Reading(items=items, next=tuple(wishes), last_page=last, pages=pager.pages, feeds=feeds, reader=READER.name)


def _may_go_on(html: Html, count: int) -> bool:
    """Whether a list without a pager may have more than these posts: it fills a page, or a script fetches others."""
    return count in _FULL or _ENDLESS.search(html.text) is not None or hides_more(html)


def _following(html: Html) -> str | None:
    """The next page told by its address, whatever the theme calls the link («← Older posts», «Cũ hơn»)."""
    own, found = list_start(html.url), _PAGE_NUMBER.search(html.url)
    wanted = int(found[1]) + 1 if found else 2
    for node in html.tree.css('a[href*="/page/"], a[href*="paged="]')[:200]:
        address = html.link(node.attributes.get("href"))
        number = _PAGE_NUMBER.search(address or "")
        if address and number and int(number[1]) == wanted and list_start(address) == own:
            return address
    return None


def _items(page: Page, html: Html) -> tuple[tuple[Item, ...], bool]:
    items: dict[str, Item] = {}
    rows = html.tree.css("main article, article.hentry, .hentry, li.wp-block-post, main .post, #content article")[
        :_MOST_POSTS
    ]
    # One may answer to several selectors; a page of a builder is an article around all its posts.
    once = {row.mem_id: row for row in rows if len(row.css(".entry-content article")) < _BUILT}
    for row in _of_one_list(html, list(once.values())):
        item = _item(row, html, page.at)
        if item is not None:
            items.setdefault(item.identity, item)
    return (tuple(items.values()), True) if items else (_with_grid(html, find_items(html, page.at), page.at), False)


def _with_grid(html: Html, found: tuple[Item, ...], now: datetime) -> tuple[Item, ...]:
    """Newspaper draws a category's newest posts in a grid above its list, and leaves them out of the list."""
    above = [item for row in html.tree.css(_GRID)[:_MOST_POSTS] if (item := _item(row, html, now)) is not None]
    return tuple({item.identity: item for item in (*above, *found)}.values()) if found else found


def _item(row: LexborNode, html: Html, now: datetime) -> Item | None:
    link = _title_link(row)
    address = html.link(link.attributes.get("href")) if link is not None else None
    title = node_line(link)
    if address is None or not title or not same_site(address, html.url):
        return None
    number = _POST.search(marks(row))
    return Item(
        url=address,
        title=title,
        identity=canonical_url(address),
        aliases=(of_site(f"wp:{number[1]}", address),) if number else (),
        medium=Medium.DOCUMENT if is_document(address) else Medium.ARTICLE,
        dates=dates_in(row, set(), now, "list:text").stated,
        pinned="sticky" in marks(row).split(),
        order_id=int(number[1]) if number else None,
    )


def _of_one_list(html: Html, rows: list[LexborNode]) -> list[LexborNode]:
    """Without the posts of other widgets («Tin mới nhất»), which page builders draw as they draw the list."""
    groups: dict[int, list[LexborNode]] = {}
    for row in rows:
        groups.setdefault(row.parent.mem_id if row.parent is not None else 0, []).append(row)
    if len(groups) < 2:
        return rows
    zones = Zones()
    aside = {
        key
        for key, group in groups.items()
        if (above := group[0].parent) is not None
        and (zones.of(above) is Zone.SIDE or side_heading(above, called(html)))
    }
    words = own_words(html)
    headed = {key: is_headed(group[0], words) for key, group in groups.items()}
    if True in headed.values():  # what stands under the category's name goes before what stands under other words
        aside |= {key for key, own in headed.items() if own is False}
    aside |= _behind_pager(groups, headed)
    paged = [key for key, group in groups.items() if _is_paged_query(group[0].parent)]
    if len(paged) == 1:  # every such list is a query of its own, and only the category's has pages
        aside |= {key for key, group in groups.items() if key != paged[0] and _is_query(group[0].parent)}
    kept = [row for key, group in groups.items() if key not in aside for row in group]
    return kept or rows


def _behind_pager(groups: dict[int, list[LexborNode]], headed: dict[int, bool | None]) -> set[int]:
    """Lists under other words behind one that has its pager in its own widget: that pager ended the category's list."""
    order = list(groups)
    if headed[order[0]] is False:
        return set()
    around = {key: list(ancestors(group[0], _WIDGET)) for key, group in groups.items()}
    shared = Counter(above.mem_id for way in around.values() for above in way)
    for place, key in enumerate(order):
        own = (above for above in around[key] if shared[above.mem_id] == 1)
        if any(above.css_first(_PAGERS) is not None for above in own):
            return {other for other in order[place + 1 :] if headed[other] is False}
    return set()


def _is_query(node: LexborNode | None) -> bool:
    """Whether a list is one that the block editor draws from a query of its own."""
    return node is not None and "wp-block-post-template" in marks(node).split()


def _is_paged_query(node: LexborNode | None) -> bool:
    return (
        _is_query(node)
        and node is not None
        and node.parent is not None
        and node.parent.css_first(".wp-block-query-pagination") is not None
    )


def _says_no_results(html: Html) -> bool:
    """The theme's own words for a category without posts («Nothing Found»), on a category's page."""
    return "category" in html.words and html.tree.css_first(".no-results") is not None


def _title_link(row: LexborNode) -> LexborNode | None:
    for selector in (
        ".entry-title a[href]",
        ".wp-block-post-title a[href]",
        "h1 a[href], h2 a[href], h3 a[href], h4 a[href]",
        "a[rel=bookmark]",
    ):
        found = row.css_first(selector)
        if found is not None:
            return found
    return None


def _interface(html: Html) -> str | None:
    """Address of the category's posts in the JSON interface."""
    root = html.tree.css_first('link[rel="https://api.w.org/"]')
    base = html.link(root.attributes.get("href")) if root is not None else None
    number = _CATEGORY.search(" ".join(html.words))
    for node in html.tree.css('link[type="application/json"][href]')[:5]:
        number = number or _CATEGORY_LINK.search(node.attributes.get("href") or "")
    if base is None or number is None or not same_site(base, html.url):
        return None
    joint = "&" if "rest_route=" in base else "?"
    return f"{base.rstrip('/')}/wp/v2/posts{joint}categories={number[1]}&per_page=100&_fields={_FIELDS}"


def _feeds(html: Html, section: Section) -> tuple[str, ...]:
    own = canonical_url(section.url)
    number = _CATEGORY.search(" ".join(html.words))
    return tuple(
        address
        for address, _ in html.feeds()
        if canonical_url(address).startswith(f"{own}/feed")
        or (number is not None and parse_qs(urlsplit(address).query).get("cat") == [number[1]])
    )[:1]


# --- the JSON interface ----------------------------------------------------------------------------------------------


def _posts(page: Page) -> Reading:
    """Posts of a category with their dates and changes; the headers say how many pages there are."""
    try:
        rows = json.loads(decode(page.body)) if page.status == 200 else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        return Reading(health=Outcome.UNREADABLE, health_detail="no posts from the interface", reader=READER.name)
    items = [item for row in rows[:_MOST_POSTS] if isinstance(row, dict) and (item := _post(row, page)) is not None]
    here = int((parse_qs(urlsplit(page.request.url).query).get("page") or ["1"])[0] or 1)
    said = page.headers.get("x-wp-totalpages", "")
    pages = int(said) if said.isdigit() and len(said) < 6 else None
    wishes: tuple[Request, ...] = ()
    if pages is not None and here < pages:
        address = re.sub(r"&page=\d+", "", page.request.url) + f"&page={here + 1}"
        wishes = (Request(address, "api", optional=True),)
    whole = len(items) == len(rows)
    return Reading(
        items=tuple(items), next=wishes, last_page=whole and pages is not None and here >= pages, reader=READER.name
    )


def _post(row: dict[str, Any], page: Page) -> Item | None:
    address = resolve(page.url, _rendered(row.get("link")))
    title = line(re.sub(r"<[^<>]{0,300}>", " ", entities.unescape(_rendered(row.get("title")))))
    if address is None or not title:
        return None
    stated = _moment(row, "date", "rest:date", page)
    number = row.get("id")
    own = [of_site(f"wp:{number}", address)] if isinstance(number, int) else []
    aliases = [*aliases_of(_rendered(row.get("guid")), address), *own]
    return Item(
        url=address,
        title=title,
        identity=canonical_url(address),
        aliases=tuple(dict.fromkeys(aliases)),
        dates=by_trust([stated] if stated else ()),
        modified=_moment(row, "modified", "rest:modified", page),
        order_id=number if isinstance(number, int) else None,
    )


def _rendered(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("rendered")
    return value[:8_000] if isinstance(value, str) else ""


def _moment(row: dict[str, Any], name: str, source: str, page: Page) -> StatedDate | None:
    universal = _rendered(row.get(f"{name}_gmt"))
    return (
        parse_stated(f"{universal}Z", source, page.at)
        if universal
        else parse_stated(_rendered(row.get(name)), source, page.at)
    )


def _article(page: Page, html: Html | None) -> Item | None:
    if html is None or page.status >= 400:
        return None
    item = read_article(html, page.at)
    found = re.search(r"\bpostid-(\d{1,9})\b", " ".join(html.words))
    return replace(item, aliases=(of_site(f"wp:{found[1]}", page.url),), order_id=int(found[1])) if found else item


READER = WordPress()
