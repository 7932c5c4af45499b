"""What people said: waivers, attestations, answers, days, releases, events that took place, replies (S5, S6, S16, S17,
S19, S21). Each names an obligation of a plan and whom it concerns; ``ANY`` stands for all units or all obligations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rules.model.plans import DutyKey, Period

ANY = "*"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A duty let off (S21), for periods that touch ``first``..``last``. ``granted`` false: owed again, whatever was
    granted for these periods before."""

    unit: str
    obligation: str
    plan: str
    first: date
    last: date
    by: str
    reason: str
    made_at: datetime
    granted: bool = True

    def touches(self, period: Period) -> bool:
        """Whether any day of a period is meant."""
        return period.start.date() <= self.last and self.first < period.end.date()


@dataclass(frozen=True, slots=True)
class Attestation:
    """Somebody's word, with proof, that a duty was done (S21). ``received`` false: the office says that nothing came
    (S17). ``confirmed`` false: the unit's own word. ``sha256``: of the file that ``evidence`` names."""

    key: DutyKey
    by: str
    made_at: datetime
    confirmed: bool
    received: bool = True
    evidence: str = ""
    reason: str = ""
    valid_until: date | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The office's answer to an "ask": does this publication serve this obligation, and when was it published? (S9,
    S10, S19)."""

    unit: str
    obligation: str
    plan: str
    publication: int
    serves: bool
    by: str
    made_at: datetime
    period: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DaySet:
    """The office names the day that the plan leaves open; the day itself still counts (S5)."""

    unit: str
    obligation: str
    plan: str
    period: str | None
    day: date
    by: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """What was judged in hindsight may be told as any other from now on (S6)."""

    unit: str
    obligation: str
    plan: str
    period: str | None
    by: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Somebody says that the event of an "(nếu có)" took place, or that it did not (S16)."""

    unit: str
    obligation: str
    plan: str
    period: str | None
    took_place: bool
    by: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """A unit answers with a link on its own site (S21). ``outcome``: what the look at it came to (S11).

    ``publication``: what was found there, None when nothing could be read.
    """

    unit: str
    obligation: str
    plan: str
    period: str
    link: str
    outcome: str
    by: str
    reason: str
    made_at: datetime
    publication: int | None = None
    detail: str = ""

    @property
    def key(self) -> DutyKey:
        """The duty (or part of one) that it is about."""
        return DutyKey(self.unit, self.plan, self.obligation, self.period)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The office's no to the newest reply about a duty: its question is closed, the ladder goes on (S21)."""

    unit: str
    obligation: str
    plan: str
    period: str
    by: str
    reason: str
    made_at: datetime

    @property
    def key(self) -> DutyKey:
        """The duty (or part of one) that it is about."""
        return DutyKey(self.unit, self.plan, self.obligation, self.period)


Decision = Waiver | Attestation | Answer | DaySet | Release | Occurrence | Reply | Refusal
