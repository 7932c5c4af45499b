"""A look under way: what it was sent for and what it holds so far."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawlers.gathering import Gathering
from crawlers.identity import canonical_url
from crawlers.looking.completeness import askew_of, reached_by_order, worse
from crawlers.looking.gate import at_the_host
from crawlers.page import Answer, Askew, Fault, Fetcher, Item, Memory, Page, Reader, Request, RobotsNote
from rules.dating import WRITTEN
from rules.model import Section

MOST_SECONDS = 280.0
READ_ON_EVERY = timedelta(days=7)
"""So often a list is read past what is known: what was put in or taken out further down, page one does not tell."""
READ_ON_BACK = timedelta(days=183)
"""So far back it is read then, where it was once before: half a year is what reports look back on."""


@dataclass
class Walk:
    """One look under way: what it was sent for, what it holds so far."""

    section: Section
    memory: Memory
    fetcher: Fetcher
    readers: Sequence[Reader]
    now: datetime
    back_to: datetime
    force_full: bool
    recorded: frozenset[str] = frozenset()
    began: float = field(default_factory=time.monotonic)
    pages: list[Page] = field(default_factory=list)
    ms: int = 0
    gathering: Gathering = field(default_factory=Gathering)
    order: list[str] = field(default_factory=list)
    """Identities as the list pages show them, in order."""
    posts: list[str] = field(default_factory=list)
    """The same for an interface that lists the section with its page numbers."""
    first_items: tuple[Item, ...] = ()
    last_page: bool = False
    posts_whole: bool = False
    pages_named: int = 0
    """The highest page that the list's pagers have named."""
    asked: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    """Items whose articles this look had no room to open."""
    failed: list[str] = field(default_factory=list)
    """Items whose articles could not be read, the longest untried first."""
    broken: str = ""
    """Why the list could not be read on, or what speaks against it."""
    torn: bool = False
    """Something speaks against the list being whole and new (two copies that differ, a doubt of decision 0018): nothing
    that is missing is proven by this look (S13)."""
    robots: RobotsNote | None = None
    """The rules of the host, read at this look."""

    def fetch(self, request: Request) -> Answer:
        """Ask once, and keep every answer for the evidence.

        What is read counts from the look's own clock, or a rehearsal would take its dates for implausible (S1).
        """
        self.asked.add(canonical_url(request.url))
        robots = self.robots or self.memory.robots
        with at_the_host():
            answer = self.fetcher.fetch(replace(request, tolerate_tls=self.section.tolerate_tls, robots=robots))
        self.ms += answer.ms
        page = answer.page if isinstance(answer, Fault) else answer
        if page is not None:
            self.pages.append(page)
            self.robots = self.robots or page.robots
        return replace(answer, at=self.now) if isinstance(answer, Page) else answer

    def has_met(self, address: str) -> bool:
        """Whether an address was asked in this look, or is that of an item of this one or of earlier ones."""
        key = canonical_url(address)
        return key in self.asked or self.has_seen(key) or key in self.memory.known

    def has_seen(self, name: str) -> bool:
        """Whether the list shows what bears this name, or another section of the unit has shown it."""
        return name in self.recorded or self.gathering.knows(name)

    def with_robots(self, memory: Memory) -> Memory:
        """A memory with the rules of the host, the same one where it has them already."""
        return memory if self.robots in (None, memory.robots) else replace(memory, robots=self.robots)

    @property
    def reads_on(self) -> bool:
        """Whether known items end this look no sooner than the list's own order does (S10, S12)."""
        read_at = self.memory.read_at
        return read_at is not None and self.now - read_at >= READ_ON_EVERY

    @property
    def wanted(self) -> datetime:
        """How far back this look reads on, where its pages allow."""
        if not self.reads_on:
            return self.back_to
        known = [stated.at for stated in self.memory.known.values() if stated is not None]
        return min(self.back_to, max(min(known, default=self.back_to), self.now - READ_ON_BACK))

    def reached(self) -> datetime | None:
        """How far back the order of the list reaches (S12).

        The last item proves nothing by a day that is only remembered: it may have changed, and the item have moved up.
        """
        listed = self.listed()
        if listed and self.gathering.get(self.order[-1]).stated is None:
            listed.pop()
        return reached_by_order(listed, self.memory.askew)

    @property
    def askew(self) -> Askew | None:
        """How far the list runs against its days, at this look or at one not long ago."""
        return worse(self.memory.askew, askew_of(self.listed(), self.now), self.now)

    @property
    def spent(self) -> bool:
        """Whether the look has used up its time."""
        return time.monotonic() - self.began > MOST_SECONDS

    def listed(self) -> list[Item]:
        """Items of the list pages in order, as they are known by now."""
        return [self.recalled(self.gathering.get(identity)) for identity in self.order]

    def items(self) -> tuple[Item, ...]:
        """Everything seen."""
        return tuple(self.recalled(item) for item in self.gathering.items)

    def first(self) -> tuple[Item, ...]:
        """Items of the first list page, as they are known by now."""
        return tuple(self.recalled(self.gathering.get(item.identity)) for item in self.first_items)

    def recalled(self, item: Item) -> Item:
        """An item that no source dates today keeps the date it had at an earlier look."""
        known = self.memory.known
        if not known or (item.stated is not None and item.stated.source != WRITTEN):
            return item
        stated = next((known[name] for name in (item.identity, *item.aliases) if known.get(name)), None)
        return replace(item, dates=(stated,)) if stated else item
