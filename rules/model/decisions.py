"""What people said: waivers, attestations, answers (S17, S19, S21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rules.model.plans import DutyKey


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
    """Somebody's word, with proof, that a duty was done (S21). ``received`` false: the office says that nothing came
    (S17)."""

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


Decision = Waiver | Attestation | Answer
