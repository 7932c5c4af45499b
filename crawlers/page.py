"""What travels between the fetcher, the readers and the walk: a request, a page or a fault, a reading, a finished look.

A reader never fetches: it gets a ``Page`` and answers with a ``Reading``. So a saved page is a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

from rules.model import Medium, Outcome, Section, StatedDate

BROWSER = "browser"
"""Before a family's name, or alone, in a section's reader: pages that only a script fills."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class RobotsNote:
    """The robots.txt of a host as it was read; ``text`` empty: everything is allowed."""

    origin: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. ``purpose``: list | feed | sitemap | api | article | home | robots | document.

    ``validators``: ask conditionally. ``optional``: a failure of this request alone spoils nothing (a sitemap, say).
    ``robots``: the rules of its host, where they were read lately. ``fresh``: no copy that a cache keeps, please.
    """

    url: str
    purpose: str
    validators: Validators | None = None
    optional: bool = False
    tolerate_tls: bool = False
    robots: RobotsNote | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, whole. ``url`` is the final address after redirects; ``headers`` are lower-cased; ``body`` is decoded
    from its transfer and content encodings, never cut. ``raw_head``: status line and header bytes for the evidence."""

    request: Request
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    ms: int = 0
    redirects: tuple[str, ...] = ()
    address: str = ""
    raw_head: bytes = b""
    tls_tolerated: bool = False
    certificate_ends: str = ""
    robots: RobotsNote | None = None
    """The rules of its host, where they may be remembered."""

    @property
    def not_modified(self) -> bool:
        """The server says that nothing changed since the validators."""
        return self.status == 304

    @property
    def downgraded(self) -> bool:
        """A redirect on the way led from https to http."""
        secure = [url.lower().startswith("https:") for url in (*self.redirects, self.url)]
        return any(one and not other for one, other in pairwise(secure))


@dataclass(frozen=True, slots=True)
class Fault:
    """We could not look: a named outcome, never an exception (S11). ``detail``: short, English, free of page text."""

    request: Request
    outcome: Outcome
    detail: str
    at: datetime
    status: int | None = None
    ms: int = 0
    page: Page | None = None
    """The bytes that told us (a bot wall, a 500 page), where there are any."""


Answer = Page | Fault


class Fetcher(Protocol):
    """The only way to the network."""

    def fetch(self, request: Request) -> Answer:
        """Fetch one address within the deadline; pace, robots, redirects and the address check included."""


@dataclass(frozen=True, slots=True)
class Item:
    """One publication as one page shows it.

    ``identity``: canonical name of the publication on its site (S8); ``aliases``: other names of the same (guid, CMS
    id).
    ``dates``: every stated date, most trusted first. ``order_id``: the CMS's running number, when the address shows
    one. ``also_titled``: titles in other words that other pages give to the same.
    """

    url: str
    title: str
    identity: str
    aliases: tuple[str, ...] = ()
    medium: Medium = Medium.ARTICLE
    dates: tuple[StatedDate, ...] = ()
    modified: StatedDate | None = None
    signed: date | None = None
    author: str = ""
    attachments: tuple[str, ...] = ()
    pinned: bool = False
    order_id: int | None = None
    also_titled: tuple[str, ...] = ()

    @property
    def stated(self) -> StatedDate | None:
        """The most trusted stated date."""
        return self.dates[0] if self.dates else None


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A link that may lead to the section of a topic, with its score 0..1 and why."""

    url: str
    text: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw in one page.

    ``items``: publications of the section, in page order. ``dates_only``: items that may date known ones but add none
    (a
    site-wide sitemap). ``next``: what to ask for next. ``last_page``: the list itself says that there is no further
    page.
    ``pages``: the highest page that the list's pager names.
    ``empty_said``: the page says in words that nothing is published here. ``health``: None when the page is what it
    should be.
    """

    items: tuple[Item, ...] = ()
    dates_only: tuple[Item, ...] = ()
    next: tuple[Request, ...] = ()
    last_page: bool = False
    pages: int = 0
    empty_said: bool = False
    health: Outcome | None = None
    health_detail: str = ""
    article: Item | None = None
    sections: tuple[SectionLink, ...] = ()
    feeds: tuple[str, ...] = ()
    reader: str = ""


class Reader(Protocol):
    """One family of sites: one module in ``crawlers/cms``."""

    name: str

    surest: float
    """No page is recognised more surely."""

    def recognises(self, page: Page) -> float:
        """How surely (0..1) this page comes from the family."""

    def start(self, section: Section) -> tuple[Request, ...]:
        """The first requests of a look."""

    def read(self, page: Page, section: Section) -> Reading:
        """What the page shows; pure, bounded, never raises on hostile bytes."""


@dataclass(frozen=True, slots=True)
class Outline:
    """By what a list page is known again without parsing: a digest of its letters, its items' addresses and dates."""

    letters: str
    addresses: tuple[str, ...]
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Askew:
    """``by``: the most that an item of a list stood below an older one; ``at``: the look that saw it."""

    by: timedelta
    at: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier looks at this section left behind, for conditional requests, S12 and the drift check of S11.

    ``known``: identity or alias → stated date (or None) of items seen in earlier complete looks and not known to be
    gone. ``waiting``: identities of items whose articles no look has come to yet; ``failed``: of items whose articles
    could not be read, the longest untried first.
    ``complete_since``: how far back the last complete look reached. ``typical_items``: items on page one, as usual.
    ``dated_share``: share of items that carried a date, as usual. ``body_hash``/``region_hash``/``outline``: of the
    first list page.
    """

    known: Mapping[str, StatedDate | None] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    complete_since: datetime | None = None
    validators: Validators | None = None
    body_hash: str = ""
    region_hash: str = ""
    typical_items: int = 0
    dated_share: float = 1.0
    reader: str = ""
    shown_items: bool = False
    outline: Outline | None = None
    robots: RobotsNote | None = None
    read_at: datetime | None = None
    """When the list was last read on by its own order, past what was known."""
    askew: Askew | None = None
    """How far the list was lately seen to run against the order of its days: one in order of entry."""


@dataclass(frozen=True, slots=True)
class LookResult:
    """One look, finished: outcome and detail (S11), how far back it proves (S12), what was seen, the bytes seen.

    ``full``: the read of a proof: list page fetched without validators, body in hand, asked for twice and not in doubt
    (decision 0018). ``pages``: every answer of the look, faults' pages
    too,
    in order of time, to be kept as evidence. ``memory``: to be stored for the next look (unchanged on failure).
    """

    section: Section
    at: datetime
    outcome: Outcome
    detail: str = ""
    complete_since: datetime | None = None
    full: bool = False
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    http_status: int | None = None
    bytes: int = 0
    ms: int = 0
    tls_tolerated: bool = False
    memory: Memory = Memory()
    date_header: datetime | None = None
    """The server's Date header, for the clock check of S14."""
    order_since: datetime | None = None
    """How far back the order of the list alone reaches."""
