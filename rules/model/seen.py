"""What was seen: stated dates, publications, looks, places (S7–S12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rules.model.plans import Period
from rules.model.words import HEALTHY, VN, Medium, Outcome, Precision


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a site gives it (S7). ``at`` is the first moment of a coarser span: midnight for DAY, the 1st for
    MONTH."""

    at: datetime
    precision: Precision
    source: str
    raw: str

    @property
    def end(self) -> datetime:
        """The first moment after everything this date can mean."""
        if self.precision is Precision.MINUTE:
            # A feed gives seconds: 23:59:30 ends with its minute, it does not reach into the next day (S2).
            return self.at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        if self.precision is Precision.DAY:
            return self.at + timedelta(days=1)
        first = self.at.astimezone(VN).replace(day=1)
        return (first + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A stated date and when we first read it; the history of a publication's date is a row of these (S7)."""

    date: StatedDate
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """One thing on a site, by whatever address it was met (S8), with its dates kept apart (S7).

    ``others``: what less trusted sources that readers see told beside ``stated`` (S7).
    ``absent_at``: the last complete look that did not show it, None when there was none (S9).
    ``baseline``: met in the first complete look of its section. ``migrated``: first seen in a bulk arrival (S10).
    """

    id: int
    unit: str
    topic: str
    url: str
    title: str
    medium: Medium
    first_seen: datetime
    last_seen: datetime
    stated: tuple[DateSeen, ...] = ()
    others: tuple[DateSeen, ...] = ()
    modified: datetime | None = None
    signed: date | None = None
    absent_at: datetime | None = None
    baseline: bool = False
    migrated: bool = False
    removed_at: datetime | None = None
    attachments: tuple[str, ...] = ()
    author: str = ""
    sections: tuple[str, ...] = ()
    """Ids of the sections in which it was met; empty: not known."""
    titles: tuple[str, ...] = ()
    """What it was called before, oldest first (S10); nearly always empty."""
    also_titled: tuple[str, ...] = ()
    """Titles in other words that other pages of the site give to it: the article beside the list."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one section (S11). ``complete_since``: how far back it reached (S12), None when it proves nothing.

    ``full``: an unconditional read, body in hand. ``stored``: the bytes are kept as evidence (S13).
    """

    id: int
    section: str
    unit: str
    topic: str
    at: datetime
    outcome: Outcome
    complete_since: datetime | None = None
    full: bool = False
    stored: bool = False
    detail: str = ""
    tls_tolerated: bool = False

    @property
    def healthy(self) -> bool:
        """We looked, and saw what was there."""
        return self.outcome in HEALTHY

    def reaches(self, moment: datetime) -> bool:
        """Complete for a period that starts at ``moment`` (S12)."""
        return self.healthy and self.complete_since is not None and self.complete_since <= moment


PlaceKey = tuple[str, str]
"""(unit, topic) of a place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything seen in the sections of one unit and topic, oldest look first. ``sections`` are ids valid now or
    then."""

    unit: str
    topic: str
    sections: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    publications: tuple[Publication, ...] = ()
    lives: Mapping[str, Period] = field(default_factory=dict)
    """From when to when a section is one of this place; without an entry: always (S18)."""
