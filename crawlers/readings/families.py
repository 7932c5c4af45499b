"""A family of sites told in facts: what differs from the general reader, and nothing else.

Blocks, dates and health are read as everywhere. A family adds what it alone knows: which of a page's dates is which,
what is no item, its own numbers, the way to its next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.articles.article import read_article
from crawlers.articles.other_items import is_of_another
from crawlers.articles.said_by_piece import POSTED, SHOWN
from crawlers.attachments import MOST_ATTACHMENTS
from crawlers.dates.stated import by_trust, changed_at, parse_stated
from crawlers.feeds import is_feed
from crawlers.health import health_of
from crawlers.identity import canonical_url, of_site
from crawlers.lists.items import find_items
from crawlers.lists.same_address import is_of_title, without_shared_numbers
from crawlers.markup import Html, ancestors, node_line, parse
from crawlers.page import Item, Page, Reading, Request
from crawlers.paging.list_end import hides_more
from crawlers.paging.pager import Paging, paging
from crawlers.readings.feeds import feed_reading, sitemap_reading
from crawlers.readings.pages import article_reading, home_reading, noted_feed, own_feeds, unhealthy, without_items
from crawlers.sitemaps import is_sitemap
from crawlers.zones import Zone, Zones
from rules.model import Medium, Section, StatedDate

MOST_NOISE = 2_000
_MOST_ROWS = 300
_SAID_LAST = re.compile(r"(?:\b(?:vào|on|ngày|lúc|at)\b|:)\s+((?:\w{1,9}[ .]?\w?,\s)?\d.{5,40})$", re.IGNORECASE)
_PREVIEW = re.compile(r"[?&](?:pdf|preview|view)=1\b")


def _rows(html: Html, now: datetime) -> tuple[Item, ...]:
    return find_items(html, now)


def _no_number(url: str) -> str | None:
    return None


def _same(url: str) -> str:
    return url


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    return own_feeds(html, section)


def _nothing(html: Html, section: Section, items: tuple[Item, ...]) -> tuple[Request, ...]:
    return ()


def _paging(html: Html, items: tuple[Item, ...]) -> Paging:
    return paging(html, items)


@dataclass(slots=True)
class Family:
    """One family's reader.

    ``score``: how surely (0..1) bytes and headers of a page are of the family, ``surest`` at most. ``noise``:
    selector of what is neither item nor date (other articles, counters, clocks). ``published``, ``modified``:
    selectors of the elements that hold those dates of an article; what ``modified`` names is never a stated date,
    in lists neither. ``created``: that of the day of writing, which counts where no day of publishing is shown.
    ``listed``: the same as ``published`` for the rows of a list, where a sentence says who published it and when.
    ``number``: the system's own name of a publication, by its address. ``plain``: an address without what differs
    from visit to visit. ``feeds`` (asked where none is noted for the section), ``rows``, ``pager``: where the
    family knows better than the general reader. ``more``: further requests that a list page calls for. ``files``:
    selector of what holds the attachments of an article. ``documents``: everything listed is a document. ``mark``:
    what its numbers are filed under, else its name.
    """

    name: str
    score: Callable[[Page], float]
    surest: float = 1.0
    noise: str = ""
    published: str = ""
    created: str = ""
    modified: str = ""
    listed: str = ""
    number: Callable[[str], str | None] = _no_number
    plain: Callable[[str], str] = _same
    rows: Callable[[Html, datetime], tuple[Item, ...]] = _rows
    pager: Callable[[Html, tuple[Item, ...]], Paging] = _paging
    feeds: Callable[[Html, Section, Page], tuple[str, ...]] = _feeds
    more: Callable[[Html, Section, tuple[Item, ...]], tuple[Request, ...]] = _nothing
    files: str = ""
    documents: bool = False
    mark: str = ""

    def recognises(self, page: Page) -> float:
        """How surely the page is of the family; feeds and sitemaps are of none."""
        return 0.0 if is_feed(page) or is_sitemap(page) else self.score(page)

    def start(self, section: Section) -> tuple[Request, ...]:
        """The list page."""
        return (Request(section.url, "list", tolerate_tls=section.tolerate_tls),)

    def read(self, page: Page, section: Section) -> Reading:
        """By what was asked for; a feed or sitemap under another name is read as what it is."""
        if is_feed(page):
            return self._all_named(feed_reading(page, self.name))
        if is_sitemap(page):
            return self._all_named(sitemap_reading(page, self.name))
        html = parse(page)
        if page.request.purpose == "home":
            return home_reading(page, html, self.name)
        changed = _first_date(html, self.modified, page.at, "meta:modified_time") if html is not None else None
        if html is not None:
            _remove(html, (self.noise, self.modified))
        if page.request.purpose == "article":
            return article_reading(page, html, self.name, self._article(page, html, changed))
        return self._list(page, html, section)

    def _list(self, page: Page, html: Html | None, section: Section) -> Reading:
        items = self.rows(html, page.at) if html is not None and page.status < 400 else ()
        if html is not None and self.listed and any(item.stated is None for item in items):
            items = _dated(html, items, self.listed, page.at)
        items = tuple({item.identity: item for item in reversed([self._named(item) for item in items])}.values())[::-1]
        items = without_shared_numbers(items)
        health = health_of(page, html, len(items))
        if health.outcome is not None or html is None:
            return unhealthy(health, self.name)
        if not items:
            return without_items(html, self.name, page.at)
        pager = self.pager(html, items)
        last = pager.last and not hides_more(html)
        feeds = noted_feed(section) or self.feeds(html, section, page)
        wishes = [*([Request(pager.next, "list")] if pager.next else []), *self.more(html, section, items)]
        if any(item.stated is None for item in items):
            wishes += [Request(address, "feed", optional=True) for address in feeds[:1]]
        return Reading(
            items=items, next=tuple(wishes), last_page=last, pages=pager.pages, feeds=feeds, reader=self.name
        )

    def _article(self, page: Page, html: Html | None, changed: StatedDate | None) -> Item | None:
        if html is None or page.status >= 400:
            return None
        item = read_article(html, page.at)
        files = tuple(dict.fromkeys((*item.attachments, *_files(html, self.files))))[:MOST_ATTACHMENTS]
        own = self._own_date(html, item, page.at)
        if own is not None:
            rest = [one for one in item.dates if one.source not in SHOWN | {"time:datetime"}]
            item = replace(item, dates=by_trust([own, *rest]))
        return self._named(replace(item, attachments=files, modified=item.modified or changed))

    def _own_date(self, html: Html, item: Item, now: datetime) -> StatedDate | None:
        """The day in the elements that the family makes for it; where all of them stand beside other items, and the
        article says its own day in words, those are right."""
        said = any(one.source == POSTED for one in item.dates)
        for own in (True,) if said else (True, False):
            for names in (self.published, self.created):
                found = _first_date(html, names, now, "article:text", own=own)
                if found is not None:
                    return found
        return None

    def _named(self, item: Item) -> Item:
        """With the system's own number (S8), under the address that every visit gives it."""
        url = self.plain(item.url)
        number = self.number(url)
        if url != item.url:
            item = replace(item, url=url, identity=canonical_url(url))
        if number is not None and not (f"/{number}-" in url and is_of_title(number, item.title, first=True)):
            alias = of_site(f"{self.mark or self.name}:{number}", url)
            order = int(number) if number.isdigit() and len(number) < 12 else item.order_id
            item = replace(item, aliases=tuple(dict.fromkeys((*item.aliases, alias))), order_id=order)
        return replace(item, medium=Medium.DOCUMENT) if self.documents and item.medium is Medium.ARTICLE else item

    def _all_named(self, reading: Reading) -> Reading:
        items, dates = map(self._named, reading.items), tuple(map(self._named, reading.dates_only))
        return replace(reading, items=without_shared_numbers(list(items)), dates_only=dates, reader=self.name)


def _remove(html: Html, selectors: tuple[str, ...]) -> None:
    """Take out of the tree what would be misread; the tree is this reading's own."""
    for selector in filter(None, selectors):
        found = {node.mem_id: node for node in html.tree.css(selector)[:MOST_NOISE]}
        free: set[int] = set()
        # What goes with a node above it is not touched again: it is no longer there.
        outermost = [node for node in found.values() if not _below(node, found.keys(), free)]
        for node in outermost:
            if node.tag not in ("html", "body"):
                node.decompose()


def _below(node: LexborNode, others: Collection[int], free: set[int]) -> bool:
    """Whether a node stands inside one of the others. ``free``: nodes that are known not to."""
    way: list[int] = []
    for above in ancestors(node, 10_000):
        if above.mem_id in others:
            return True
        if above.mem_id in free:
            break
        way.append(above.mem_id)
    free.update(way)
    return False


def _files(html: Html, selector: str) -> tuple[str, ...]:
    """What the elements made for attachments link to, previews left out."""
    found: dict[str, None] = {}
    for node in html.tree.css(selector)[:200] if selector else ():
        for link in [node] if node.tag == "a" else node.css("a[href]")[:100]:
            address = html.link(link.attributes.get("href"))
            if address and canonical_url(address) != canonical_url(html.url) and not _PREVIEW.search(address):
                found.setdefault(address)
    return tuple(found)[:MOST_ATTACHMENTS]


def _dated(html: Html, items: tuple[Item, ...], selector: str, now: datetime) -> tuple[Item, ...]:
    """Items with the dates of the elements that stand beside one of them alone."""
    waiting = {item.identity for item in items if item.stated is None}
    known = {item.identity for item in items}
    found: dict[str, StatedDate] = {}
    for node in html.tree.css(selector)[:_MOST_ROWS]:
        stated = _date_of(node, now, "list:text")
        owner = _owner(html, node, known) if stated is not None else None
        if stated is not None and owner in waiting:
            found.setdefault(owner, stated)
    return tuple(
        replace(item, dates=by_trust([*item.dates, found[item.identity]])) if item.identity in found else item
        for item in items
    )


def _owner(html: Html, node: LexborNode, known: set[str]) -> str | None:
    """The only item whose link stands in the smallest element around a node that holds any."""
    for above in ancestors(node, 5):
        links = {canonical_url(html.link(a.attributes.get("href")) or "") for a in above.css("a[href]")[:60]} & known
        if links:
            return links.pop() if len(links) == 1 else None
    return None


def _first_date(html: Html, selector: str, now: datetime, source: str, *, own: bool = False) -> StatedDate | None:
    """The date of the first element named by a selector: its attributes are made for machines, its text is shown.

    ``own``: those beside other items are passed over.
    """
    zones = Zones()
    for node in html.tree.css(selector)[:20] if selector else ():
        other = zones.of(node) in (Zone.NAV, Zone.SIDE) or (own and is_of_another(node))
        found = _date_of(node, now, source) if not other else None
        if found is None and source == "meta:modified_time" and (said := changed_at(node_line(node, 120), now)):
            found = said[0]  # «Cập nhật lần cuối vào …»
        if found is not None:
            return found
    return None


def _date_of(node: LexborNode, now: datetime, source: str) -> StatedDate | None:
    for value, machine in _values(node):
        kind = "time:datetime" if machine and source != "meta:modified_time" else source
        found = parse_stated(value, kind, now, fallback=not machine, short_year=not machine)
        if found is not None:
            return found
    return None


def _values(node: LexborNode) -> Iterator[tuple[str, bool]]:
    """What an element may say its date in, and whether that is made for machines; «… bởi A vào D» ends with it."""
    for inner in (node, node.css_first("[datetime]"), node.css_first("[content]")):
        attributes = inner.attributes if inner is not None else {}
        value = attributes.get("datetime") or attributes.get("content")
        if value:
            yield value, True
    text = node_line(node, 120)
    yield text, False
    tail = _SAID_LAST.search(text)
    if tail:
        yield tail[1], False
