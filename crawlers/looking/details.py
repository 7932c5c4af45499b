"""Article pages, opened for items that no list dates and for new ones: a bounded number, and faults spoil nothing."""

from __future__ import annotations

from dataclasses import replace

from crawlers.attachments import is_document
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.looking.underway import Walk
from crawlers.page import Fault, Item, Page, Reader, Request
from crawlers.readers import choose
from rules.dating import WRITTEN

MOST_ARTICLES = 30
_MOST_FAILURES = 3


def add_details(walk: Walk, reader: Reader) -> None:
    """Open what is worth opening: undated items, new ones since ``back_to``, last what failed at an earlier look.

    What this look does not come to waits for the next one, and so does what could not be read: its date or its
    attachments are still missing.
    """
    wanted = _wanted(walk)
    again = set(walk.memory.failed)
    failures = 0
    for opened, item in enumerate(wanted):
        if walk.spent or failures >= _MOST_FAILURES or opened >= MOST_ARTICLES:
            _leave(walk, wanted[opened:], again)
            return
        if not _open(walk, reader, item):
            failures += 1
            walk.failed.append(item.identity)


def _leave(walk: Walk, items: list[Item], again: set[str]) -> None:
    """Note what was not tried; failures not tried again stand before those that were."""
    walk.waiting += [item.identity for item in items if item.identity not in again]
    walk.failed[:0] = [item.identity for item in items if item.identity in again]


def _open(walk: Walk, reader: Reader, item: Item) -> bool:
    answer = walk.fetch(Request(item.url, "article", optional=True))
    found = None if isinstance(answer, Fault) or answer.status != 200 else _article(walk, reader, answer)
    if found is None:
        return False
    walk.gathering.add(replace(found, identity=item.identity, aliases=(found.identity, *found.aliases)))
    return True


def _wanted(walk: Walk) -> list[Item]:
    undated, new = [], []
    before = walk.memory.failed
    unopened = {*before, *walk.memory.waiting}
    for item in walk.gathering.items:
        known = any(name in walk.memory.known for name in (item.identity, *item.aliases))
        if known and item.identity not in unopened:
            continue  # it was opened at an earlier look
        if is_document(item.url) or not same_site(item.url, walk.section.url):
            continue
        if canonical_url(item.url) in walk.asked:
            continue  # an entry of a feed without an address of its own
        if (item.stated is None and item.signed is None) or (item.stated and item.stated.source == WRITTEN):
            undated.append(item)
        elif item.stated is None or item.stated.end > walk.back_to:
            new.append(item)
    turn = {name: place for place, name in enumerate(before, 1)}
    return sorted(undated + new, key=lambda item: turn.get(item.identity, 0))


def _article(walk: Walk, reader: Reader, page: Page) -> Item | None:
    if page.redirects and (is_home(page.url) or not same_site(page.url, walk.section.url)):
        return None
    fit = reader if reader.name != "feed" else choose(page, walk.readers)
    reading = fit.read(page, walk.section)
    if reading.article is None or canonical_url(page.url) == canonical_url(walk.section.url):
        return None
    return reading.article
