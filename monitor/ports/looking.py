"""Doors for looking: sections and their state, evidence, publications, the look log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from crawlers.page import LookResult, Memory
from rules.model import Look, Medium, Outcome, Place, Publication, Section, StatedDate


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section and where watching it stands. ``failures``: looks in a row that failed."""

    section: Section
    next_look_at: datetime | None
    failures: int
    memory: Memory
    last_complete_at: datetime | None
    want_full: bool = False
    """The next look must be an unconditional full read (S13)."""


@dataclass(frozen=True, slots=True)
class WantedSection:
    """A section that is to be looked at, by its number; ``url`` tells its host."""

    id: int
    url: str


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """One WARC record, already safe on disk: digest of the body, and where it lies (``file`` relative to the
    evidence folder).

    ``revisit``: the body was kept before; this record points to it.
    """

    sha256: str
    file: str
    offset: int
    length: int
    url: str
    at: datetime
    revisit: bool = False


@dataclass(frozen=True, slots=True)
class KnownPublication:
    """A publication with every name it goes by on its site (S8)."""

    publication: Publication
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class PublicationChange:
    """What one look adds to what we know of one publication. ``id`` None: it is new.

    ``dates``: stated dates to add to the history, each with its role ``stated`` (in order of trust) — repeated ones are
    ignored by their natural key (value, precision, source). Fields at None say nothing new.
    """

    id: int | None
    unit: str
    topic: str
    url: str
    title: str
    medium: Medium
    names: frozenset[str] = frozenset()
    stated: StatedDate | None = None
    other_dates: tuple[StatedDate, ...] = ()
    modified: datetime | None = None
    signed: date | None = None
    absent_at: datetime | None = None
    baseline: bool = False
    migrated: bool = False
    removed: bool | None = None
    attachments: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    """Id of the section in which it was met."""
    also_titled: tuple[str, ...] = ()
    """Titles in other words that other pages give to it; those known before need not be said again."""


@dataclass(frozen=True, slots=True)
class LookToKeep:
    """A finished look as it is stored: its records, what it changed, ids of publications ``met`` again, what follows.

    ``same_memory``: nothing was learnt; what is stored of the section stays as it is.
    """

    result: LookResult
    evidence: tuple[EvidenceRef, ...]
    changes: tuple[PublicationChange, ...]
    next_look_at: datetime
    failures: int
    met: frozenset[int] = frozenset()
    same_memory: bool = False


class Observations(Protocol):
    """Sections, looks and publications."""

    def sync_sections(self, sections: Sequence[Section]) -> None:
        """Make the catalogue's sections known; new ones are due at once, vanished ones are no longer looked at."""

    def sections(self) -> list[SectionState]:
        """Every section of the catalogue with its state."""

    def newest_complete(self) -> datetime | None:
        """The newest complete look at any section that is still looked at."""

    def first_seen(self, since: datetime, until: datetime) -> datetime | None:
        """The first look at anything that went well, within a time of which both ends count."""

    def due(self, now: datetime) -> list[SectionState]:
        """Sections whose ``next_look_at`` has come, or which were never looked at."""

    def wanted(self, now: datetime | None, unit: str | None = None) -> list[WantedSection]:
        """What is due at ``now`` (None: everything), of one unit or all, without what is stored of it."""

    def states(self, ids: Collection[int]) -> dict[int, SectionState]:
        """Some sections with their state, by number."""

    def known(self, unit: str, topic: str) -> list[KnownPublication]:
        """All publications of one place, removed ones too."""

    def save(
        self,
        run: int,
        result: LookResult,
        evidence: Sequence[EvidenceRef],
        changes: Sequence[PublicationChange],
        next_look_at: datetime,
        failures: int,
    ) -> int:
        """Append the look with its evidence, apply the changes, remember the memory, mark the place to be judged.

        Returns the look's id."""

    def save_all(self, run: int, looks: Sequence[LookToKeep]) -> Sequence[int]:
        """``save`` for many looks, each at another place, in a few statements; publications ``met`` are touched too."""

    def known_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[KnownPublication]]:
        """``known`` for many places."""

    def schedule(self, places: Collection[tuple[str, str]], at: datetime, full: bool) -> None:
        """Bring the next look at places forward to ``at`` (never back), with ``full`` as an unconditional read (S13).

        ``save`` clears the wish when the look was full."""

    def distrust(self, now: datetime, longest: timedelta) -> int:
        """Make due what only a clock that was ahead put off: next looks more than ``longest`` away, and all of them
        where the newest look lies in the future (S14). How many."""

    def forget(self, sections: Sequence[Section]) -> None:
        """What earlier looks left behind for the next one; that one is due at once, as a section's first."""

    def dirty(self) -> dict[tuple[str, str], bool]:
        """Places (unit, topic) looked at since they were last judged → whether their publications changed."""

    def judged(self, places: Collection[tuple[str, str]]) -> None:
        """Take places off the list of ``dirty``."""

    def places(
        self, keys: Collection[tuple[str, str]], since: datetime, known_at: datetime | None = None
    ) -> dict[tuple[str, str], Place]:
        """What was seen at each place: looks not older than ``since``, all publications; bulk, as known at a moment."""

    def looks(self, unit: str | None = None, failed: bool = False, known_at: datetime | None = None) -> list[LookRow]:
        """The look log, newest first."""

    def looks_by_id(self, ids: Collection[int]) -> dict[int, LookRow]:
        """Some looks of the log by their numbers; no others are read."""

    def newest_looks(
        self,
        keys: Collection[tuple[str, str]],
        known_at: datetime | None = None,
        among: Collection[Outcome] | None = None,
    ) -> dict[str, Look]:
        """The newest look of each section of some places, by the section's id. ``among``: of these outcomes alone."""

    def last_in_hand(self, keys: Collection[tuple[str, str]]) -> dict[str, datetime]:
        """When each section of some places was last read completely, the list itself in hand, by the section's id."""

    def publications(self, ids: Collection[int], known_at: datetime | None = None) -> dict[int, Publication]:
        """Some publications by their numbers, as known at a moment; no others are read."""


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look as the log shows it (``looks --json``)."""

    look: Look
    items: int
    new_items: int
    http_status: int | None
    bytes: int
    ms: int
    evidence: tuple[int, ...]
    rehearsal: bool
