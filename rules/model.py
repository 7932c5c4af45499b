"""The nouns of the law, frozen. Every room speaks in these words (docs/glossary.md).

All moments are timezone-aware; calendar reasoning happens in ``VN`` (S1). Periods are half-open (S2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINNING = datetime(1970, 1, 1, tzinfo=VN)
"""``complete_since`` of a look that read a list to its last page: nothing older can exist unseen."""


class Status(StrEnum):
    """S15."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    MISSED = "missed"
    UNKNOWN = "unknown"
    AWAITING = "awaiting"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


CHARGES = frozenset({Status.LATE, Status.OVERDUE, Status.MISSED})
"""Verdicts that say somebody failed; each needs the proof of S13."""


class Outcome(StrEnum):
    """What one look at one section came to (S11)."""

    READ = "read"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    NO_ADDRESS = "no_address"
    FORBIDDEN = "forbidden_address"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP_STATUS = "http_status"
    TOO_LARGE = "too_large"
    BOT_WALL = "bot_wall"
    ROBOTS = "robots"
    LOGIN_WALL = "login_wall"
    SOFT_404 = "soft_404"
    PARKED = "parked"
    MAINTENANCE = "maintenance"
    UNREADABLE = "unreadable"
    WRONG_SITE = "wrong_site"
    MOVED = "moved"
    DRIFTED = "drifted"
    OUR_TROUBLE = "our_trouble"


HEALTHY = frozenset({Outcome.READ, Outcome.UNCHANGED, Outcome.EMPTY})


class Kind(StrEnum):
    """Kinds of obligation (S16); one file each in ``rules/kinds``."""

    RECURRING = "recurring"
    SCHEDULED = "scheduled"
    DEADLINE = "deadline"
    STANDING = "standing"
    ATTESTED = "attested"


class Medium(StrEnum):
    """What a publication is (``accepts`` in a plan)."""

    ARTICLE = "article"
    DOCUMENT = "document"
    VIDEO = "video"
    PAGE = "page"


class Precision(StrEnum):
    """How finely a site states a date (S7)."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Flag(StrEnum):
    """Remarks that travel with a verdict."""

    EARLY = "early"
    BACKDATING = "backdating_question"
    NOT_SEEN = "not_seen"
    HOI_CUU = "hoi_cuu"
    REMOVED = "removed"
    DATE_CHANGED = "date_changed"
    TLS = "tls"
    MIGRATION = "migration"


# --- who -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told. ``role``: contact | head | office | admin."""

    role: str
    name: str
    email: str | None = None
    zalo_user_id: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A school, department or room that owes duties; it lives from ``valid_from`` to ``valid_to``, both included (S4)."""

    id: str
    name: str
    short_name: str = ""
    level: str = ""
    parent: str | None = None
    groups: tuple[str, ...] = ()
    website: str | None = None
    contact: Person | None = None
    head: Person | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    predecessor: str | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """Contact and head, those that are known."""
        return tuple(person for person in (self.contact, self.head) if person is not None)


@dataclass(frozen=True, slots=True)
class Section:
    """A place on a site: the list where one unit's publications of one topic appear."""

    unit: str
    topic: str
    url: str
    feed_url: str | None = None
    reader: str | None = None
    filter: str | None = None
    tolerate_tls: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def id(self) -> str:
        """Stable name of the section: unit, topic and address."""
        return f"{self.unit}/{self.topic}/{self.url}"


# --- what is owed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open span of time ``[start, end)`` with the name people use: ``2022-03``, ``2022-W09``, ``2022-04-02`` … (S2)."""

    key: str
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Every:
    """A repeating time: ``step`` is week | month | quarter | half | year, from the first day to the last day, both included.

    ``bounds``: (month, day) starts and ends of uneven periods, e.g. ((12, 15), (6, 15)); ``skip``: period suffixes left
    out (``Q2``); ``due_day``: day of the month in which the duty falls due inside the period.
    """

    step: str
    first: date
    last: date
    bounds: tuple[tuple[int, int], ...] = ()
    skip: tuple[str, ...] = ()
    due_day: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A named span, both days included. ``key`` is what the plan calls it (``2022-04``)."""

    key: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day. ``inclusive``: the plan says "by" (the day counts) and not "before" (S3)."""

    day: date
    inclusive: bool


@dataclass(frozen=True, slots=True)
class AfterIssue:
    """Once the plan is issued, no day named."""


@dataclass(frozen=True, slots=True)
class Always:
    """All through the life of the plan."""


@dataclass(frozen=True, slots=True)
class Undated:
    """A period may be named, a day is not: awaiting, never overdue (S5)."""

    key: str = "undated"


When = Every | Window | Deadline | AfterIssue | Always | Undated


@dataclass(frozen=True, slots=True)
class Who:
    """Those who owe: unit ids and groups. ``each`` false: the group owes as one (S18)."""

    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    each: bool = True


@dataclass(frozen=True, slots=True)
class Where:
    """On whose site, under which topic; ``offline`` duties have no place on the web. ``site`` None: the unit's own."""

    topic: str = "cchc"
    site: str | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a title must say. An entry is a phrase; ``a|b`` inside one entry are equal readings of it (S19)."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    share: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """Whether the plan asks anything of the title."""
        return bool(self.all or self.any or self.none)


@dataclass(frozen=True, slots=True)
class Ladder:
    """When people are told (S24). ``digest``: weekday 0 = Monday, and the time of day."""

    remind_days: tuple[int, ...] = (10, 3)
    escalate_days: int = 7
    digest_weekday: int = 0
    digest_time: time = time(7, 30)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One rule of a plan, in our words, with its source line. Options left at None take the defaults of SEMANTICS."""

    id: str
    plan: str
    title: str
    source: str
    kind: Kind
    who: Who
    when: When
    where: Where = Where()
    informed: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    at_least: int = 1
    accepts: frozenset[Medium] = frozenset({Medium.ARTICLE, Medium.DOCUMENT})
    needs: tuple[str, ...] = ()
    match: Words = Words()
    covers: str | None = None
    reading: str = "lenient"
    roll: str = "none"
    grace_days: int = 1
    cure: str | None = None
    """``none``, a number of days, or ``plan_end``; None: the default of the kind (S15)."""
    early: str = "ok"
    proof: tuple[str, ...] = ("web",)
    confirmed_by: str | None = None
    present: str | None = None
    fresh_days: int | None = None
    answers_within: int | None = None
    when_event: bool = False
    binding: str = "must"
    count_by: str = "stated"
    ladder: Ladder | None = None
    watch_from: date | None = None
    parts: tuple[Obligation, ...] = ()
    parts_mode: str | None = None
    """``all_of`` or ``any_of`` when ``parts`` are given."""
    themes: tuple[str, ...] = ()
    note: str = ""
    ambiguity: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in force. ``digest`` names its exact text; verdicts carry it (S20)."""

    id: str
    title: str
    issuer: str
    year: int
    obligations: tuple[Obligation, ...]
    digest: str = ""
    number: str | None = None
    issued_from: date | None = None
    """Earliest and last possible day of issue; they are equal when the day is known (S5)."""
    issued_to: date | None = None
    watch_from: date | None = None
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def life(self) -> Period:
        """From the (last possible) day of issue to the end of the plan year (S4, S5)."""
        first = self.issued_to or date(self.year, 1, 1)
        return Period(
            str(self.year), datetime.combine(first, time(), VN), datetime(self.year + 1, 1, 1, tzinfo=VN)
        )


@dataclass(frozen=True, slots=True, order=True)
class DutyKey:
    """The natural name of a duty: one obligation × one unit × one period (S4)."""

    unit: str
    plan: str
    obligation: str
    period: str

    def __str__(self) -> str:
        return "|".join((self.plan, self.obligation, self.unit, self.period))


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it binds one unit (or a group as one) in one period.

    ``strict``/``lenient``: end of the last day by the strictest and by the most lenient reading (S3). None: no due moment (S5).
    ``passed_at_issue``: the whole window was over when the plan was issued (S5). ``partial``: less than half of the period
    lies inside the plan's or the unit's life: can be met, never missed (S4).
    """

    key: DutyKey
    obligation: Obligation
    period: Period
    members: tuple[str, ...]
    site: str
    strict: datetime | None
    lenient: datetime | None
    plan_end: datetime
    plan_start: datetime
    passed_at_issue: bool = False
    partial: bool = False
    also: tuple[str, ...] = ()
    """Predecessors of the unit whose publications count in this period (S4)."""


# --- what was seen ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a site gives it (S7). ``at`` is the first moment of a coarser span: midnight for DAY, the 1st for MONTH."""

    at: datetime
    precision: Precision
    source: str
    raw: str

    @property
    def end(self) -> datetime:
        """The first moment after everything this date can mean."""
        if self.precision is Precision.MINUTE:
            return self.at + timedelta(minutes=1)
        if self.precision is Precision.DAY:
            return self.at + timedelta(days=1)
        return (self.at.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A stated date and when we first read it; the history of a publication's date is a row of these (S7)."""

    date: StatedDate
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """One thing on a site, by whatever address it was met (S8), with its dates kept apart (S7).

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
    modified: datetime | None = None
    signed: date | None = None
    absent_at: datetime | None = None
    baseline: bool = False
    migrated: bool = False
    removed_at: datetime | None = None
    attachments: tuple[str, ...] = ()
    author: str = ""


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


@dataclass(frozen=True, slots=True)
class Place:
    """Everything seen in the sections of one unit and topic, oldest look first. ``sections`` are ids valid now or then."""

    unit: str
    topic: str
    sections: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    publications: tuple[Publication, ...] = ()


# --- what people said ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiver:
    """A duty let off (S21), for periods that touch ``first``..``last``."""

    unit: str
    obligation: str
    plan: str
    first: date
    last: date
    by: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Attestation:
    """Somebody's word, with proof, that a duty was done (S21). ``received`` false: the office says that nothing came (S17)."""

    key: DutyKey
    by: str
    made_at: datetime
    confirmed: bool
    received: bool = True
    evidence: str = ""
    reason: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The office's answer to an "ask": does this publication serve this obligation, and when was it published? (S9, S10, S19)."""

    unit: str
    obligation: str
    plan: str
    publication: int
    serves: bool
    by: str
    made_at: datetime
    period: str | None = None


Decision = Waiver | Attestation | Answer


# --- judging ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days as a value (S3): ``off`` and ``work`` override the plain week (Saturday and Sunday are free)."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.work:
            return True
        return day.weekday() < 5 and day not in self.off

    def working_on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the one before."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def add_working(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        for _ in range(count):
            day = self.working_on_or_after(day + timedelta(days=1))
        return day


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment of judging and the calendar that holds, read once per run (S1).

    ``watch_from``: first day whose periods may be charged, None when nothing was seen yet (S6).
    ``confirm_after``: least distance of the two proving looks (S13). ``remind_days``: the widest reminder, for ``due_soon``.
    """

    now: datetime
    calendar: Calendar = Calendar()
    watch_from: date | None = None
    confirm_after: timedelta = timedelta(minutes=30)
    remind_days: int = 10


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the office can settle; never a charge. ``kind``: backdating | undated | match | date_changed."""

    kind: str
    publication: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What we hold of one duty, and every figure behind it (S19, S20).

    ``publications``: ids counted. ``proof``: ids of the two looks that carry a charge (S13).
    ``valid_until``: the moment at which time alone may change the verdict; None: never.
    """

    key: DutyKey
    status: Status
    reason: str
    counted: int = 0
    needed: int = 0
    due: datetime | None = None
    late_after: datetime | None = None
    publications: tuple[int, ...] = ()
    proof: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    questions: tuple[Question, ...] = ()
    figures: Mapping[str, str | int | None] = field(default_factory=dict)
    sentence: str = ""
    valid_until: datetime | None = None

    def same_as(self, other: Verdict | None) -> bool:
        """Whether nothing that anybody could act on differs; times of looking alone make no new verdict."""
        return other is not None and _substance(self) == _substance(other)


def _substance(verdict: Verdict) -> tuple[object, ...]:
    return (
        verdict.key,
        verdict.status,
        verdict.reason,
        verdict.counted,
        verdict.needed,
        verdict.due,
        verdict.late_after,
        verdict.publications,
        verdict.flags,
        verdict.questions,
    )
