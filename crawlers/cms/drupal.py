"""Drupal 7 to 11, and Backdrop, which came of it: nodes with a number, pages counted from zero, feeds of a term."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawlers.identity import same_path, same_site
from crawlers.markup import Html
from crawlers.page import Item, Page
from crawlers.paging.pager import Paging, paging
from crawlers.readings.families import Family
from crawlers.readings.pages import only_feed
from rules.model import Section

_NODE = re.compile(r"/node/(\d{1,9})/?$")
_TERM = re.compile(r"/taxonomy/term/(\d{1,9})")


def _score(page: Page) -> float:
    if page.headers.get("x-generator", "").lower().startswith(("drupal", "backdrop")):
        return 0.95
    body = page.body[:200_000]
    if re.search(rb"content=[\"'](?:Drupal|Backdrop CMS) \d", body):
        return 0.95
    if b"Drupal.settings" in page.body or b"drupal-settings-json" in page.body:
        return 0.9
    return 0.5 if b"/sites/default/files/" in page.body else 0.0


def _number(url: str) -> str | None:
    found = _NODE.search(urlsplit(url).path)
    return found[1] if found else None


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """Pages count from zero: ``?page=1`` is the second."""
    here = _asked(html.url)
    for node in html.tree.css("a[href*='page=']")[:200]:
        address = html.link(node.attributes.get("href"))
        if address and same_site(address, html.url) and _asked(address) == here + 1 and same_path(address, html.url):
            return Paging(address, there=True)
    found = paging(html, items)
    return Paging(last=found.last or (found.there and here > 0), there=found.there) if not found.next else found


def _asked(url: str) -> int:
    """The page's number; with several pagers on a page (``0,2``) none is told."""
    asked = (parse_qs(urlsplit(url).query).get("page") or ["0"])[0]
    return int(asked) if asked.isdigit() and len(asked) < 6 else 0


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    """The term's feed that the page announces; ``/rss.xml`` is the whole site's and none of the section's."""
    announced = (address for address, _ in html.feeds())
    return only_feed(html, (one for one in announced if _TERM.search(urlsplit(one).path) or _below(one, html.url)))


def _below(address: str, here: str) -> bool:
    path = urlsplit(here).path.rstrip("/")
    return len(path) > 1 and urlsplit(address).path.startswith(f"{path}/") and not address.endswith("/rss.xml")


READER = Family(
    name="drupal",
    score=_score,
    surest=0.95,
    noise=".statistics_counter, .comment_forbidden, .links.inline, .block-views-block-related, #block-system-clock",
    published=".field--name-created, .node__submitted time, .submitted, .node__meta time, .field-name-post-date",
    modified=".field--name-changed, .changed, .field-name-changed-date",
    listed=".submitted, .node__submitted",
    number=_number,
    files=".field--type-file, .field-type-file, span.file, .file--mime-application-pdf",
    pager=_pager,
    feeds=_feeds,
)
