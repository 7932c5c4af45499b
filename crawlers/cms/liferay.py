"""Liferay 6 and 7: asset publishers, journal articles, and addresses full of the state of a visit."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from crawlers.identity import same_path, same_site
from crawlers.markup import Html, node_line
from crawlers.page import Item, Page
from crawlers.paging.pager import Paging, is_pager_of, paging
from crawlers.readings.families import Family
from crawlers.readings.pages import only_feed
from rules.model import Section

_STATE = re.compile(r"p_p_\w+|redirect|inheritRedirect|_\d+_\w*redirect|backURL|doAsUserId|p_l_back_url", re.IGNORECASE)
_ENTRY = re.compile(r"/(?:view_content|content/id)/(\d{1,12})(?:[-/]|$)")
_SLUG = re.compile(r"/-/(?:asset_publisher/\w+/content/|(?:blogs|journal_content/\d+)/)?([^/?]{3,200})$")
_PAGE = re.compile(r"(?:^|_)cur$")
_SHOWN = re.compile(
    r"(\d{1,6})\s*[-–]\s*(\d{1,6})\s+(?:of|trong(?:\s+(?:số|tổng\s+số))?|trên|/|của)\s+(\d{1,6})", re.IGNORECASE
)
_ALL = re.compile(r"(?:showing|hiển\s+thị)\s+(?:tất\s+cả\s+)?(\d{1,6})\s+(?:results?|kết\s+quả)", re.IGNORECASE)


def _score(page: Page) -> float:
    if "liferay-portal" in page.headers or b"Liferay.ThemeDisplay" in page.body:
        return 0.9
    return 0.6 if b"portlet-asset-publisher" in page.body or b"/o/frontend-" in page.body else 0.0


def _plain(url: str) -> str:
    """Without the state of the visit, which makes a new address of one article each time (S8)."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _STATE.fullmatch(k)]
    return parts._replace(query=urlencode(kept)).geturl()


def _number(url: str) -> str | None:
    """The entry's number, else its slug: one article stands under several pages of a site."""
    path = unquote(urlsplit(url).path)
    found = _ENTRY.search(path) or _SLUG.search(path)
    return found[1] if found else None


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """By the parameter that all its pagers share; by the sentence that counts the results."""
    said = _said(html, items)
    if said is True:
        return Paging(last=True, there=True)
    here = _cur(html.url)
    for node in html.tree.css("a[href*='cur=']")[:300]:
        address = html.link(node.attributes.get("href"))
        if address and same_site(address, html.url) and _cur(address) == here + 1 and same_path(address, html.url):
            return Paging(address, there=True)
    found = paging(html, items)
    return Paging(found.next, last=found.last and said is not False, there=found.there)


def _said(html: Html, items: tuple[Item, ...]) -> bool | None:
    """Whether the counted results of this list end here; None: nothing is counted. Each portlet counts its own."""
    for node in html.tree.css(".search-results, .pagination-results")[:5]:
        if not is_pager_of(html, node, items):
            continue
        text = node_line(node, 120)
        found = _SHOWN.search(text)
        if found:
            return int(found[2]) >= int(found[3])
        if _ALL.search(text):
            return True
    return None


def _cur(url: str) -> int:
    for name, value in parse_qsl(urlsplit(url).query):
        if _PAGE.search(name) and value.isdigit() and len(value) < 6:
            return int(value)
    return 1


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    """The one feed of the page's one asset publisher; of several it cannot be told which is the section's."""
    found = [address for address, _ in html.feeds()]
    for node in html.tree.css("a[href*='/rss'], a[href*='getRSS']")[:20]:
        address = html.link(node.attributes.get("href"))
        if address and ("asset_publisher" in address or "getRSS" in address):
            found.append(address)
    return only_feed(html, found)


READER = Family(
    name="liferay",
    score=_score,
    surest=0.9,
    noise=".taglib-ratings, .view-count, .metadata-view-count, .asset-related, .lfr-asset-ratings, .portlet-search",
    published=".metadata-publish-date, .publish-date, .metadata-display-date, .asset-publish-date",
    modified=".metadata-modified-date, .modified-date",
    listed=".metadata-publish-date, .metadata-display-date, .asset-publish-date",
    number=_number,
    plain=_plain,
    files=".asset-links-list a[href*='/documents/'], .attachments a, .taglib-attachments a",
    pager=_pager,
    feeds=_feeds,
)
