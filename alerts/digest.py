"""The nouns of the weekly digest, and the one figure that is computed from them (S22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import floor

from alerts.tones import Tone
from alerts.wording import OfficeWords
from rules.model import Status

UNKNOWN_SHARE = 0.20
"""No rate is given when more of the judged duties than this are unknown (S22)."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A verdict that changed this week, or many alike: then ``unit`` and ``period`` name several. ``count``: how
    many."""

    unit: str
    title: str
    period: str
    before: Status | None
    after: Status
    at: datetime
    count: int = 1


@dataclass(frozen=True, slots=True)
class BehindWords:
    """A duty that is behind. ``since``: the last day of its deadline."""

    unit: str
    title: str
    period: str
    status: Status
    since: date | None
    counted: int
    needed: int
    cure_until: str | None = None


@dataclass(frozen=True, slots=True)
class UnseenWords:
    """A place that could not be read, and why, in words; or several that fail alike, ``url`` empty. ``since``: the last
    healthy look (the oldest of several), None: never."""

    unit: str
    url: str
    reason: str
    since: datetime | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """Why duties are unknown: how many, of which units."""

    reason: str
    duties: int
    units: str


@dataclass(frozen=True, slots=True)
class UpcomingWords:
    """A rule that falls due within two weeks: how many units owe it, how many have done it."""

    title: str
    period: str
    day: date
    owed: int
    done: int


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Something that only the office can settle. ``command``: how it answers; of several alike, for the first."""

    unit: str
    title: str
    text: str
    command: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What a unit did in a month: words of its own, so that nobody needs the colour."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Units × months. Units without a blemish are only counted (``fine``), too many as well (``more``)."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell | None, ...]], ...]
    fine: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The rate of the duties that ended in a month; None where none is given (S22)."""

    month: str
    rate: float | None
    met: int
    judged: int


@dataclass(frozen=True, slots=True)
class DigestFigures:
    """A week as the office reads it. ``first``/``last``: its days, both included; ``before``: the counts a week ago."""

    week: str
    first: date
    last: date
    office: OfficeWords
    units: int
    counts: Mapping[Status, int]
    before: Mapping[Status, int] | None = None
    changes: tuple[ChangeWords, ...] = ()
    behind: tuple[BehindWords, ...] = ()
    unseen: tuple[UnseenWords, ...] = ()
    upcoming: tuple[UpcomingWords, ...] = ()
    questions: tuple[QuestionWords, ...] = ()
    unreachable: tuple[str, ...] = ()
    hindsight: int = 0
    """Duties of periods before watching began: shown, outside the rate (S6)."""
    corrections: int = 0
    held: int = 0
    notes: tuple[str, ...] = field(default=())
    unknown: tuple[UnknownWords, ...] = ()
    pageless: tuple[str, ...] = ()
    """Units that owe something on the web and have no place there, with what is missing."""
    plan_changes: tuple[str, ...] = ()
    heat: HeatMap | None = None
    trend: tuple[TrendPoint, ...] = ()

    @property
    def duties(self) -> int:
        """All duties, whatever their status."""
        return sum(self.counts.values())

    def count(self, status: Status) -> int:
        """How many duties have the status."""
        return self.counts.get(status, 0)


def headline(figures: DigestFigures) -> str:
    """The week in one line: units, duties, and what became of them, against last week."""
    before = figures.before
    parts = []
    for status, words in _HEADLINE:
        count = figures.count(status)
        moved = "" if before is None else _moved(count - before.get(status, 0))
        parts.append(f"{count} {words}{moved}")
    return f"{figures.units} đơn vị, {figures.duties} nghĩa vụ: {', '.join(parts)}. {rate_words(figures)}"


_HEADLINE = (
    (Status.MET, "đúng hạn"),
    (Status.LATE, "đăng muộn"),
    (Status.OVERDUE, "quá hạn"),
    (Status.MISSED, "không đạt"),
    (Status.UNKNOWN, "chưa xác định"),
    (Status.WAIVED, "được miễn"),
)


def _moved(difference: int) -> str:
    return f" ({'+' if difference > 0 else '−'}{abs(difference)})" if difference else ""


def rate(counts: Mapping[Status, int]) -> float | None:
    """Met ÷ (met + late + overdue + missed), 0..1; None when nothing was due or too much is unknown (S22)."""
    met = counts.get(Status.MET, 0)
    judged = met + sum(counts.get(status, 0) for status in (Status.LATE, Status.OVERDUE, Status.MISSED))
    unknown = counts.get(Status.UNKNOWN, 0)
    if judged == 0 or unknown > UNKNOWN_SHARE * (judged + unknown):
        return None
    return met / judged


def percent(share: float) -> str:
    """``93,5 %``, as Vietnamese documents write it."""
    tenths = floor(1000 * share + 0.5 + 1e-9)
    if share < 1:
        tenths = min(tenths, 999)  # 99,96 % must not read as 100 %
    return f"{tenths / 10:.1f}".replace(".", ",") + " %"


def rate_words(figures: DigestFigures) -> str:
    """The rate in words, against last week; or why there is none."""
    now = rate(figures.counts)
    if now is None:
        if figures.count(Status.UNKNOWN):
            return "Chưa tính tỷ lệ đúng hạn: hơn 20 % nghĩa vụ đã đến hạn còn chưa xác định."
        return "Chưa tính tỷ lệ đúng hạn: chưa có nghĩa vụ nào đến hạn."
    earlier = rate(figures.before) if figures.before is not None else None
    against = f" (tuần trước {percent(earlier)})" if earlier is not None else ""
    return f"Tỷ lệ đúng hạn: {percent(now)}{against}."
