"""Article pages, opened for items that no list dates and for new ones: a bounded number, and faults spoil nothing."""

from __future__ import annotations

from dataclasses import replace

from crawlers.attachments import is_document
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.page import Fault, Item, Page, Reader, Request
from crawlers.readers import choose
from crawlers.underway import Walk

MOST_ARTICLES = 30
_MOST_FAILURES = 3


def add_details(walk: Walk, reader: Reader) -> None:
    """Open what is worth opening: first undated items, then new ones since ``back_to``, newest first."""
    failures = 0
    for item in _wanted(walk)[:MOST_ARTICLES]:
        if walk.spent or failures >= _MOST_FAILURES:
            return
        answer = walk.fetch(Request(item.url, "article", optional=True))
        if isinstance(answer, Fault) or answer.status != 200:
            failures += 1
            continue
        found = _article(walk, reader, answer)
        if found is not None:
            walk.gathering.add(replace(found, identity=item.identity, aliases=(found.identity, *found.aliases)))


def _wanted(walk: Walk) -> list[Item]:
    undated, new = [], []
    for item in walk.gathering.items:
        opened_before = any(name in walk.memory.known for name in (item.identity, *item.aliases))
        if opened_before or is_document(item.url) or not same_site(item.url, walk.section.url):
            continue
        if item.stated is None and item.signed is None:
            undated.append(item)
        elif item.stated is None or item.stated.end > walk.back_to:
            new.append(item)
    return undated + new


def _article(walk: Walk, reader: Reader, page: Page) -> Item | None:
    if page.redirects and (is_home(page.url) or not same_site(page.url, walk.section.url)):
        return None
    fit = reader if reader.name != "feed" else choose(page, walk.readers)
    reading = fit.read(page, walk.section)
    if reading.article is None or canonical_url(page.url) == canonical_url(walk.section.url):
        return None
    return reading.article
