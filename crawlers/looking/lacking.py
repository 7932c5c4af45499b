"""What another list of the site shows that the section's own one lacks (S12, S13, decision 0018)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawlers.doubting.breadcrumbs import is_below
from crawlers.doubting.doubts import doubt_of
from crawlers.doubting.parts import Nearness, Neighbour
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.looking.underway import Walk
from crawlers.markup import parse
from crawlers.page import Fault, Item, Page, Reader, Reading, Request
from crawlers.purposes import purpose_of
from crawlers.readers import choose
from rules.model import Outcome
from rules.text import folded_words

MOST_OPENED = 4
"""Articles of neighbours that are opened for their days, in one look."""
_OPENED_OF_ONE = 3
_NOTHING_THERE = frozenset({Outcome.SOFT_404, Outcome.PARKED, Outcome.LOGIN_WALL, Outcome.WRONG_SITE})
GONE = (404, 410)
UNREAD = "another list of the section could not be read"
MORE = "another list of the site shows what this one does not"
_LONGEST = 200
"""Characters of an address in a doubt."""


@dataclass
class Neighbourhood:
    """One look at a section's neighbours. ``names``: the addresses by which the section is known."""

    walk: Walk
    reader: Reader
    names: frozenset[str]
    opened: int = 0

    def doubt_by(self, one: Neighbour) -> str:
        """Ask a neighbour: why the section's own list is not the whole; empty where it shows nothing of the kind."""
        answer = self.walk.fetch(Request(one.address, "list", optional=True))
        unread = UNREAD if one.must or one.nearness <= Nearness.NAMED else ""
        if isinstance(answer, Fault):
            return unread if one.must or answer.status not in GONE else ""
        if self._leads_back(one, answer):
            return UNREAD if one.must else ""
        if one.if_below and not self._is_below(answer):
            return ""
        reader = self._reader_of(answer)
        if one.nearness > Nearness.PART and _is_article(answer):
            return self._by_article(reader, answer)
        reading = reader.read(answer, self.walk.section)
        if reading.health is not None or not reading.items:
            return self._without_list(one, reader, answer, reading, unread)
        if doubt_of(answer, reading.items, self.walk.back_to).startswith("only a box"):
            return UNREAD if one.must else ""
        if doubt := self._by_items(reading, reader, answer.url, unread):
            return doubt
        # An article whose page leads to the section too may have been read as a list of that one link.
        return self._by_article(reader, answer) if one.nearness is Nearness.PERHAPS else ""

    def doubt_by_item(self, address: str) -> str:
        """Ask an item whether it is a part of the section: one that leads on to items below its own address."""
        answer = self.walk.fetch(Request(address, "list", optional=True))
        if isinstance(answer, Fault) or _is_article(answer):
            return ""
        reader = self._reader_of(answer)
        reading = reader.read(answer, self.walk.section)
        own = f"{canonical_url(answer.url)}/"
        below = tuple(item for item in reading.items if canonical_url(item.url).startswith(own))
        return self._by_items(replace(reading, items=below), reader, answer.url, UNREAD) if below else ""

    def doubt_by_news(self, address: str) -> str:
        """Ask an item of the front page whether its own way leads through the section, whose list lacks it."""
        answer = self.walk.fetch(Request(address, "article", optional=True))
        if isinstance(answer, Fault) or not self._is_below(answer):
            return ""
        article = self._reader_of(answer).read(answer, self.walk.section).article
        if article is None or self._is_listed(article):
            return ""
        return MORE if is_of_the_open_time(self.walk, article) else ""

    def _is_below(self, answer: Page) -> bool:
        html = parse(answer)
        return html is not None and is_below(html, self.names)

    def _is_listed(self, article: Item) -> bool:
        """Whether the list shows an article at another address of it, or by its title."""
        if any(self.walk.has_seen(name) for name in (article.identity, *article.aliases)):
            return True
        title = folded_words(article.title)
        return any(folded_words(item.title) == title for item in self.walk.items())

    def _reader_of(self, answer: Page) -> Reader:
        return self.reader if self.reader.recognises(answer) > 0 else choose(answer, self.walk.readers)

    def _leads_back(self, one: Neighbour, answer: Page) -> bool:
        """Whether a neighbour is none: it leads on to this list, to the front page or off the site."""
        there = canonical_url(answer.url)
        if there == canonical_url(one.address):
            return False
        return there in self.walk.asked or is_home(answer.url) or not same_site(answer.url, one.address)

    def _without_list(self, one: Neighbour, reader: Reader, answer: Page, reading: Reading, unread: str) -> str:
        """No list: nothing is there, it is one page of words, or it could not be read."""
        if reading.empty_said:
            return ""
        if one.must:
            return UNREAD
        if reading.health in _NOTHING_THERE:
            return ""
        if reading.health not in (None, Outcome.UNREADABLE) or "script" in reading.health_detail:
            return unread
        return self._by_article(reader, answer)

    def _by_article(self, reader: Reader, answer: Page) -> str:
        """A page of words is an item itself, where it bears a day of the open time."""
        asked = replace(answer, request=replace(answer.request, purpose="article"))
        article = reader.read(asked, self.walk.section).article
        return MORE if article is not None and is_of_the_open_time(self.walk, article) else ""

    def _by_items(self, reading: Reading, reader: Reader, address: str, unread: str) -> str:
        unknown = list(self._unknown(reading))
        if any(item.stated is None for item in unknown):
            unknown = self._dated_by_feed(reading, unknown, reader, address)
        undated = [item for item in unknown if item.stated is None]
        if any(is_of_the_open_time(self.walk, item) for item in unknown):
            return MORE
        for item in undated[:_OPENED_OF_ONE]:
            if self.opened >= MOST_OPENED or self.walk.spent:
                return unread  # what it holds is not known
            self.opened += 1
            if doubt := self._by_opening(item, reader, unread):
                return doubt
        return ""

    def _dated_by_feed(self, reading: Reading, items: list[Item], reader: Reader, address: str) -> list[Item]:
        """The days that a neighbour's own feed tells of its items, where neither list nor articles print any."""
        own = canonical_url(address).rstrip("/")
        feed = next((one for one in reading.feeds if canonical_url(one).startswith(f"{own}/")), None)
        if feed is None or self.walk.spent:
            return items
        answer = self.walk.fetch(Request(feed, "feed", optional=True))
        if isinstance(answer, Fault):
            return items
        told = {item.identity: item.dates for item in reader.read(answer, self.walk.section).items}
        return [item if item.dates else replace(item, dates=told.get(item.identity, ())) for item in items]

    def _unknown(self, reading: Reading) -> Iterator[Item]:
        """Items that the section's own list does not show; what leads off the site is no list's own."""
        for item in reading.items:
            if any(self.walk.has_seen(name) for name in (item.identity, *item.aliases)):
                continue
            if same_site(item.url, self.walk.section.url):
                yield self.walk.recalled(item)

    def _by_opening(self, item: Item, reader: Reader, unread: str) -> str:
        """The day of an item that its list does not date: where none is told, it may be of the open time (S9)."""
        answer = self.walk.fetch(Request(item.url, "article", optional=True))
        article = None if isinstance(answer, Fault) else reader.read(answer, self.walk.section).article
        if article is None or article.stated is None:
            return unread
        return MORE if is_of_the_open_time(self.walk, article) else ""


def seen_at(doubt: str, address: str) -> str:
    """A doubt with the address that gave it, so that people can open it and add it to the unit's sections."""
    return f"{doubt}: {address[:_LONGEST]}"


def is_of_the_open_time(walk: Walk, item: Item) -> bool:
    """Whether an item bears a day on which what is missing may have been posted."""
    return item.stated is not None and walk.back_to < item.stated.end and item.stated.at <= walk.now


def _is_article(answer: Page) -> bool:
    html = parse(answer)
    return html is not None and purpose_of(answer, html) == "article"
