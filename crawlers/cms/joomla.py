"""Joomla 2.5 to 5: blogs and tables of a category, three dates of which one is the publishing."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from crawlers.identity import canonical_url, same_site
from crawlers.lists.items import find_items
from crawlers.markup import Html
from crawlers.page import Item, Page
from crawlers.readings.families import Family
from rules.model import Section

_MOST_CELLS = 500
_SEF = re.compile(r"/(\d{1,9})-[\w%.-]+?(?:\.html)?/?$")


def _score(page: Page) -> float:
    body = page.body[:200_000]
    if b"Joomla!" in body:
        return 0.95
    if b"com_content" in page.body or b"/media/jui/" in body or b"/media/system/js/core" in body:
        return 0.8
    return 0.0


def _number(url: str) -> str | None:
    """The article's number, in ``/12-slug`` or ``id=12:slug``."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    if asked.get("view", [""])[0] == "article" and "id" in asked:
        number = asked["id"][0].partition(":")[0]
        return number if number.isdigit() else None
    found = _SEF.search(parts.path)
    return found[1] if found else None


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    """Every list announces its own feed: the same address with ``format=feed``."""
    here = urlsplit(canonical_url(html.url))
    found = [
        address
        for address, _ in html.feeds()
        if same_site(address, html.url) and "format=feed" in address and _of_list(address, here.path)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda address: "type=atom" in address))[:1]


def _of_list(address: str, path: str) -> bool:
    own: str = urlsplit(canonical_url(address)).path
    return own == path


def _rows(html: Html, now: datetime) -> tuple[Item, ...]:
    """The table of a category has one column of dates; by what it sorts tells which date it is."""
    head = html.tree.css_first("#categorylist_header_date")
    if head is not None and "modified" in (head.html or "").lower():
        for cell in html.tree.css("td.list-date")[:_MOST_CELLS]:
            cell.decompose()
    return find_items(html, now)


READER = Family(
    name="joomla",
    score=_score,
    surest=0.95,
    # Links to further articles stand below the list: they are its next page, cut short.
    # The names of their categories stand in each row; they are no items.
    noise=".items-more, .hits, .article-info .hits, ul.pagenav, .pager.pagenav, .pull-right.counter,"
    " dd.category-name, dd.parent-category-name",
    published="dd.published, span.published, time[itemprop=datePublished], p.published",
    created="dd.create, span.createdate, time[itemprop=dateCreated]",
    modified="dd.modified, span.modified, span.modifydate, p.modified, time[itemprop=dateModified]",
    number=_number,
    files=".attachmentsContainer, .attachmentsList, .edocman-document, .docman_download",
    rows=_rows,
    feeds=_feeds,
)
