"""What the pipeline asks of storage. The protocols speak in nouns of the law; no row and no ORM object passes this door.

One ``Transaction`` is one database transaction: everything done through it is committed together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from alerts.notice import Notice
from crawlers.page import LookResult, Memory, Page
from rules.findings import Event, Finding
from rules.model import Decision, DutyKey, Look, Medium, Place, Publication, Section, StatedDate, Verdict


class StorageError(Exception):
    """The database or the disk cannot be used; the sentence says what to do (exit 3)."""


# --- looking ---------------------------------------------------------------------------------------------------------


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
class EvidenceRef:
    """One WARC record, already safe on disk: digest of the body, and where it lies (``file`` relative to the evidence folder).

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


class Observations(Protocol):
    """Sections, looks and publications."""

    def sync_sections(self, sections: Sequence[Section]) -> None:
        """Make the catalogue's sections known; new ones are due at once, vanished ones are no longer looked at."""

    def sections(self) -> list[SectionState]:
        """Every section of the catalogue with its state."""

    def due(self, now: datetime) -> list[SectionState]:
        """Sections whose ``next_look_at`` has come, or which were never looked at."""

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

    def schedule(self, unit: str, topic: str, at: datetime, full: bool) -> None:
        """Bring the next look at a place forward to ``at`` (never back), with ``full`` as an unconditional read (S13).

        ``save`` clears the wish when the look was full."""

    def touch(self, unit: str, topic: str, now: datetime, ids: Collection[int]) -> None:
        """Set ``last_seen`` of publications met again."""

    def dirty(self) -> set[tuple[str, str]]:
        """Places (unit, topic) looked at since they were last judged."""

    def judged(self, places: Collection[tuple[str, str]]) -> None:
        """Take places off the list of ``dirty``."""

    def places(
        self, keys: Collection[tuple[str, str]], since: datetime, known_at: datetime | None = None
    ) -> dict[tuple[str, str], Place]:
        """What was seen at each place: looks not older than ``since``, all publications; bulk, as known at a moment."""

    def first_complete_at(self) -> datetime | None:
        """Time of the first complete healthy look of all (S6)."""

    def looks(self, unit: str | None = None, failed: bool = False, known_at: datetime | None = None) -> list[LookRow]:
        """The look log, newest first."""


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


# --- judging ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict as stored: ``known_at`` is when we came to hold it, ``plan_digest`` the text it was judged by (S20)."""

    id: int
    verdict: Verdict
    known_at: datetime
    plan_digest: str
    rehearsal: bool
    closed_at: datetime | None = None
    first_known_at: datetime | None = None
    """When the duty was judged for the first time."""
    judged_at: datetime | None = None
    """When the verdict was last confirmed; equals ``known_at`` until then."""


@dataclass(frozen=True, slots=True)
class VerdictFilter:
    """What to show; None: everything. ``since``/``until`` bound ``known_at`` (until excluded)."""

    unit: str | None = None
    obligation: str | None = None
    plan: str | None = None
    period: str | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Verdicts(Protocol):
    """Append-only verdicts, the duties they judge, findings and their events."""

    def remember_plan(self, plan: str, digest: str, text: str, now: datetime) -> None:
        """Keep the exact text of a plan under its digest, once."""

    def current(self, keys: Collection[DutyKey] | None = None) -> dict[DutyKey, VerdictRow]:
        """The latest verdict of each duty."""

    def ripe(self, now: datetime) -> set[DutyKey]:
        """Open duties whose ``valid_until`` has come."""

    def save(self, run: int, now: datetime, plan_digest: str, verdicts: Sequence[Verdict]) -> None:
        """Append; each becomes the current one of its duty."""

    def unchanged(self, verdicts: Sequence[Verdict]) -> None:
        """Only move ``valid_until`` and ``judged_at`` of the current verdicts on."""

    def close(self, keys: Collection[DutyKey], now: datetime) -> None:
        """Close duties: they are not judged again until reopened (S20)."""

    def history(self, wanted: VerdictFilter, known_at: datetime | None = None) -> list[VerdictRow]:
        """Every verdict ever held, oldest first; with ``known_at``, only those held by then."""

    def as_of(self, known_at: datetime, wanted: VerdictFilter | None = None) -> dict[DutyKey, VerdictRow]:
        """The verdict of each duty that we held at a moment."""

    def findings(self, keys: Collection[DutyKey]) -> dict[DutyKey, Finding]:
        """Where each finding stands; a duty without events gets a calm one."""

    def add_events(self, run: int, events: Sequence[Event]) -> None:
        """Append events and move their findings."""

    def decisions(self, known_at: datetime | None = None) -> list[Decision]:
        """Everything people decided (waivers, attestations, answers)."""

    def add_decision(self, decision: Decision, run: int | None = None) -> None:
        """Append a decision, and its line in the audit log, which is never updated or deleted."""


# --- telling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with its state: waiting | held | batched | cancelled. ``message``: key of the message it went into."""

    notice: Notice
    state: str
    message: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be queued. ``key`` is unique for ever; ``notices`` are frozen into it in the same transaction."""

    key: str
    message_id: str
    channel: str
    recipient: str
    recipient_name: str
    kind: str
    subject: str
    text: str
    html: str
    created: datetime
    slot: date
    """The local day it counts for: one per person, channel and day (S24)."""
    notices: tuple[str, ...] = ()
    findings: tuple[DutyKey, ...] = ()
    reply_to: str | None = None
    thread: str | None = None
    held: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message and what became of it: queued | held | leased | sending | sent | dead | cancelled."""

    message: NewMessage
    state: str
    attempts: int
    possible_repeat: bool
    last_error: str | None
    sent: datetime | None
    fence: int
    rehearsal: bool
    next_at: datetime | None = None


class Outbox(Protocol):
    """Notices and messages. Every state change of a message is conditional on its fence (FAULTS 3.0)."""

    def add_notices(self, run: int, notices: Sequence[Notice], held: bool = False) -> None:
        """Insert; a key that exists already is left alone. ``held``: not sent until released (S25)."""

    def held_notices(self) -> list[NoticeRow]:
        """Notices held by the storm brake."""

    def release(self, keys: Collection[str], drop: bool, reason: str) -> int:
        """Held notices wait again, or are cancelled with the reason; how many."""

    def due_notices(self, now: datetime) -> list[NoticeRow]:
        """Waiting notices whose ``not_before`` has come."""

    def waiting_notices(self, keys: Collection[DutyKey]) -> list[NoticeRow]:
        """Waiting and held notices of these findings, due or not."""

    def told(self, keys: Collection[DutyKey]) -> dict[DutyKey, list[NoticeRow]]:
        """Notices of these findings that went into a message which was not cancelled: who was told what (S27)."""

    def cancel_notices(self, keys: Collection[str], reason: str) -> None:
        """Cancel waiting or held notices."""

    def slots_taken(self, day: date) -> set[tuple[str, str]]:
        """(channel, recipient) pairs that already have a ladder message for this day, in any state but cancelled."""

    def queue(self, run: int, message: NewMessage) -> bool:
        """Insert the message and freeze its notices; False when the key exists already."""

    def recover(self, owner: str, now: datetime) -> list[MessageRow]:
        """Messages left in ``leased`` or ``sending`` by owners that are gone. ``leased`` go back to queued at once.
        ``sending`` ones are returned: the caller reads the channel back, then calls ``settle``."""

    def settle(self, key: str, fence: int, found: bool, now: datetime) -> None:
        """An ambiguous message: found at the other side → sent; otherwise queued again, marked ``possible_repeat``."""

    def claim(self, owner: str, now: datetime, lease_s: float) -> MessageRow | None:
        """Take the oldest queued message whose ``next_at`` has come; None when there is none."""

    def replace(self, key: str, fence: int, message: NewMessage) -> bool:
        """New text for a claimed message of which no byte has left (findings settled meanwhile)."""

    def sending(self, key: str, fence: int, now: datetime) -> bool:
        """The intent: committed before the first byte leaves. Counts the attempt."""

    def sent(self, key: str, fence: int, now: datetime, answer: str) -> bool:
        """The outcome: the other side said yes."""

    def retry(self, key: str, fence: int, next_at: datetime, error: str, possible_repeat: bool = False) -> bool:
        """Back to queued, not before ``next_at``."""

    def dead(self, key: str, fence: int, now: datetime, error: str) -> bool:
        """Given up; the caller raises an operator message on the other channel."""

    def cancel(self, key: str, fence: int, reason: str) -> bool:
        """Nothing left to say."""

    def messages(self, state: str | None = None, known_at: datetime | None = None) -> list[MessageRow]:
        """The outbox and its log, oldest first."""

    def has(self, key: str) -> bool:
        """Whether a message with this key was ever queued."""


# --- the rest --------------------------------------------------------------------------------------------------------


class Runs(Protocol):
    """The log of runs."""

    def begin(self, command: str, now: datetime) -> int:
        """A new run, state ``running``; earlier runs still ``running`` become ``broken`` (their process is gone)."""

    def finish(self, run: int, now: datetime, summary: Mapping[str, object]) -> None:
        """State ``done`` with its figures."""

    def last(self) -> Mapping[str, object] | None:
        """The newest finished run: command, started, finished, summary."""


class Transaction(Protocol):
    """One database transaction. In a rehearsal everything written is marked, and only rehearsals are read."""

    @property
    def observations(self) -> Observations: ...
    @property
    def verdicts(self) -> Verdicts: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def runs(self) -> Runs: ...


class EvidenceStore(Protocol):
    """WARC files and their hash chain. Bytes are written, fsynced and in place before any row speaks of them (L1, A14)."""

    def write(self, looks: Sequence[Sequence[Page]]) -> list[list[EvidenceRef]]:
        """Write the pages of some looks into one new file (temp, fsync, rename): one list of records per look.

        A body that is already kept becomes a revisit record. The rows, and the links of the hash chain, are added by
        ``Observations.save``. Raises StorageError when the disk fails."""

    def verify(self) -> list[str]:
        """Re-hash everything; one sentence for each thing that is wrong, none when all is well."""

    def body(self, evidence: int) -> bytes:
        """The bytes of one record, revisits resolved."""


class Store(Protocol):
    """The database of one workspace."""

    @property
    def evidence(self) -> EvidenceStore: ...

    def write(self, rehearsal: bool) -> AbstractContextManager[Transaction]:
        """Begin a writing transaction (BEGIN IMMEDIATE on SQLite); commits on leaving, rolls back on an exception."""

    def read(self, rehearsal: bool | None) -> AbstractContextManager[Transaction]:
        """A consistent snapshot to read from; None: rehearsals and real facts together."""

    def has_real_looks(self) -> bool:
        """Whether anything but rehearsals was ever seen; then rehearsals may not write (INTERFACE)."""

    def close(self) -> None:
        """Let go of the connections."""
