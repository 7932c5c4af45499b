"""The moment of judging, and what comes of it: calendar, as-of, question, verdict (S1, S3, S19, S20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rules.model.plans import DutyKey
from rules.model.words import Flag, Status


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
    ``confirm_after``: least distance of the two proving looks (S13). ``remind_days``: the widest reminder, for
    ``due_soon``.
    """

    now: datetime
    calendar: Calendar = Calendar()
    watch_from: date | None = None
    confirm_after: timedelta = timedelta(minutes=30)
    remind_days: int = 10


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the office can settle; never a charge.

    ``kind``: backdating | undated | appeared | two_days | match | perhaps | shared | reply | word.
    """

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
