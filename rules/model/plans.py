"""What is owed: periods, times, obligations, plans, and the duties that they create (S2–S5, S16, S18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from rules.model.words import VN, Kind, Medium


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open span of time ``[start, end)`` with the name people use: ``2022-03``, ``2022-W09``, ``2022-04-02`` …
    (S2)."""

    key: str
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Every:
    """A repeating time: ``step`` is week | month | quarter | half | year, from the first day to the last day, both
    included.

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
class Theme:
    """A subject that a plan wants spoken of: a tag, counted, never a duty."""

    tag: str
    title: str
    match: Words = Words()


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
    themes: tuple[Theme, ...] = ()

    @property
    def life(self) -> Period:
        """From the (last possible) day of issue to the end of the plan year (S4, S5)."""
        first = self.issued_to or date(self.year, 1, 1)
        return Period(str(self.year), datetime.combine(first, time(), VN), datetime(self.year + 1, 1, 1, tzinfo=VN))


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

    ``strict``/``lenient``: end of the last day by the strictest and by the most lenient reading (S3). None: no due
    moment (S5).
    ``passed_at_issue``: the whole window was over when the plan was issued (S5). ``partial``: less than half of the
    period
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
    """Others whose publications count as well: predecessors in the period of the merger (S4), further members of a
    group that owes as one (S18)."""
    heirs: tuple[str, ...] = ()
    """Those of ``also`` into which the holder went: what they publish counts from the end of its life on (S4)."""
    parts: tuple[Duty, ...] = ()
    """The parts of the obligation as duties of their own, each in its own time (S16)."""
    day_set: str = ""
    """Who named the day that the plan leaves open, and when, as people read it; empty: the day is the plan's (S5)."""
    released: bool = False
    """The office let what was judged in hindsight be told as any other (S6)."""
    life: Period | None = None
    """From when to when the holder lives (S4); None: a group that owes as one."""
