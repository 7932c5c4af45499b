"""What a site's front page says of a section: a visitor begins there, and an old section may be left as it was (S13).

Asked only before somebody is charged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from crawlers.doubting.dated_rows import links_of_the_time
from crawlers.doubting.parts import Nearness, Neighbour, is_of_another_kind, of_parts
from crawlers.doubting.said_of_page import says_moved
from crawlers.doubting.sent_on import sent_on
from crawlers.finding.sections import says_topic
from crawlers.finding.topics import links_to
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.looking.underway import Walk
from crawlers.markup import Html, parse
from crawlers.page import Answer, Fault, Page, Request
from rules.model import VN, Outcome
from rules.text import folded_words

SURE = 0.9
"""So well fits a link that is the section's own entry."""
_MOST_LINKS = 1_000
_MOST_ITEMS = 4
"""Items of parts of the section that the front page shows and its own list does not, which are opened."""
LEFT = "the site's front page sends its visitors elsewhere"


_NO_LINE = frozenset({Outcome.REFUSED, Outcome.TIMEOUT, Outcome.TLS, Outcome.FORBIDDEN})
"""The section's own host has just answered: so a front page leads on to one that does not."""


def front_page(walk: Walk, page: Page) -> Answer:
    """The front page of the page's site."""
    return walk.fetch(Request(urljoin(page.url, "/"), "home", optional=True))


@dataclass(frozen=True, slots=True)
class Said:
    """What a front page says of a section. ``doubt``: why it may be elsewhere, or empty; ``parts``: the sections to
    which its own entries lead; ``items``: what it shows of parts of the section; ``news``: what it shows of the open
    time, of whatever section."""

    doubt: str = ""
    parts: tuple[Neighbour, ...] = ()
    items: tuple[str, ...] = ()
    news: tuple[str, ...] = ()


def by_the_front_page(walk: Walk, html: Html, page: Page) -> Said:
    """Not where the front page is that of others: a section deep in a host to which it does not lead back."""
    front = front_page(walk, page) if _is_its_own(html) else None
    if front is None or isinstance(front, Fault):
        return Said(LEFT if front is not None and front.outcome in _NO_LINE else "")
    if not same_site(front.url, page.url):
        return Said(LEFT)
    there = parse(front)
    if there is None:
        return Said()
    if says_moved(there) or any(not same_site(address, page.url) for address in sent_on(there)):
        return Said(LEFT)
    parts = tuple(Neighbour(address, Nearness.PART) for address in entries(there, walk.section.topic))
    first, today = walk.back_to.astimezone(VN).date(), page.at.astimezone(VN).date()
    below = (one for one in of_parts(there, walk.section, first, today) if not walk.has_met(one))
    items = tuple(islice(below, _MOST_ITEMS))
    return Said("", parts, items, _news(walk, there, first, today))


def _news(walk: Walk, html: Html, first: date, today: date) -> tuple[str, ...]:
    """What a front page shows of the open time and no list has shown: what speaks of the topic first."""
    found: dict[str, tuple[bool, str]] = {}
    for address, words in links_of_the_time(html, first, today):
        if not walk.has_met(address):
            found.setdefault(canonical_url(address), (not says_topic(folded_words(words)), address))
    return tuple(address for _, address in sorted(found.values(), key=lambda one: one[0])[:_MOST_ITEMS])


def entries(html: Html, topic: str) -> Iterator[str]:
    """Where the entries of a page that surely name the section lead."""
    for link in links_to(html, topic):
        sure = link.score >= SURE and not is_of_another_kind(link.text)
        if sure and same_site(link.url, html.url) and not is_home(link.url):
            yield link.url


def _is_its_own(html: Html) -> bool:
    if urlsplit(html.url).path.strip("/").count("/") == 0:
        return True
    links = (html.link(node.attributes.get("href")) for node in html.tree.css("a[href]")[:_MOST_LINKS])
    return any(address is not None and same_site(address, html.url) and is_home(address) for address in links)
