"""NukeViet's module of documents, under whatever name a site gives it («laws», «van-ban»).

Its pages show the day of signing alone; when a document was put there stands in sitemap and feed (CMS-FACTS 13).
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.cms.nukeviet import MODULE
from crawlers.cms.nukeviet import READER as NUKEVIET
from crawlers.identity import canonical_url, same_site
from crawlers.lists.days import dates_in
from crawlers.lists.items import find_items
from crawlers.markup import Html, node_line
from crawlers.page import Item, Page, Request
from crawlers.paging.pager import Paging, paging
from crawlers.readings.families import Family
from rules.model import Medium, Section

_MARKUP = re.compile(rb"flex-table-laws|laws-download|[\"' ]lawh3[\"' ]|list-law[\"' ]|law_detail|laws_list")
_NUMBER = re.compile(r"/detail/[^/?]*?-(\d{1,9})(?:\.html|/)?$")
_ROWS = ".flex-table-laws .table-rows, table tr, .list-laws > li, .panel-body .law-item"
_ADDRESS = re.compile(r"/detail/[^/?]+")


def _score(page: Page) -> float:
    """A NukeViet page with the module's own markup, or one of its addresses."""
    if b"law" not in page.body or not _MARKUP.search(page.body):
        return 0.0
    own = NUKEVIET.recognises(page)
    return own + 0.03 if own > 0 else 0.0


def _rows(html: Html, now: datetime) -> tuple[Item, ...]:
    """One item a row: number and abstract both lead to it, the abstract is its title."""
    found: dict[str, Item] = {}
    rows = [(row, _links(html, row)) for row in html.tree.css(_ROWS)[:1_000]]
    rows = [(row, links) for row, links in rows if links]
    for row, links in rows:
        address, title = max(links, key=lambda link: len(link[1]))
        dates = dates_in(row, set(), now, "list:text")
        item = Item(
            address,
            title,
            canonical_url(address),
            medium=Medium.DOCUMENT,
            dates=dates.stated,
            signed=dates.signed,
            attachments=_downloads(html, row),
        )
        found.setdefault(item.identity, item)
    return tuple(found.values()) or find_items(html, now)


def _links(html: Html, row: LexborNode) -> list[tuple[str, str]]:
    """(address, words) of the links of a row that lead to one and the same document."""
    found = []
    for node in row.css("a[href]")[:20]:
        address = html.link(node.attributes.get("href"))
        if address and _is_detail(address) and not is_document(address) and same_site(address, html.url):
            found.append((address, node_line(node)))
    return found if len({canonical_url(address) for address, _ in found}) == 1 else []


def _is_detail(address: str) -> bool:
    parts = urlsplit(address)
    operation = (parse_qs(parts.query).get("op") or [""])[0]
    return bool(_ADDRESS.search(parts.path) or operation.startswith("detail/"))


def _downloads(html: Html, row: LexborNode) -> tuple[str, ...]:
    links = (html.link(node.attributes.get("href")) for node in row.css("a[href]")[:20])
    return tuple(dict.fromkeys(link for link in links if link and is_document(link)))


def _number(url: str) -> str | None:
    parts = urlsplit(url)
    operation = (parse_qs(parts.query).get("op") or [""])[0]
    found = _NUMBER.search(f"/{operation}" if operation else parts.path)
    return found[1] if found else None


def _module(html: Html, section: Section) -> str:
    found = MODULE.search(html.text)
    asked = parse_qs(urlsplit(section.url).query).get("nv")
    return asked[0] if asked else found[1] if found else "laws"


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    """The module's own feed, of all that the head announces."""
    module = re.escape(_module(html, section))
    own = re.compile(rf"/{module}/rss(?:/|\.html)?$|[?&]nv={module}&(?:amp;)?op=rss$")
    return tuple(address for address, _ in html.feeds() if own.search(address))[:1]


def _more(html: Html, section: Section, items: tuple[Item, ...]) -> tuple[Request, ...]:
    """The sitemap says to the minute when each document was put there."""
    if all(item.stated is not None for item in items):
        return ()
    return (Request(urljoin(html.url, f"/sitemap-vi.{_module(html, section)}.xml"), "sitemap", optional=True),)


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """The module prints a pager whenever there is more than one page."""
    found = paging(html, items)
    return found if found.there else Paging(last=True)


READER = Family(
    name="nukeviet_laws",
    score=_score,
    surest=0.99,
    number=_number,
    rows=_rows,
    pager=_pager,
    feeds=_feeds,
    more=_more,
    files=".laws-download-file, .laws-download, .download-laws",
    documents=True,
    mark="nv-laws",
)
