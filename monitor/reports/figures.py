"""The figures of a report: one line per duty, and what is counted from them; pure, for every form alike (S22)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alerts.digest import rate
from rules.model import CHARGES, DutyKey, Period, Status
from rules.parts import WORST_FIRST

NEEDS_NOTHING = (Status.NOT_DUE, Status.DUE_SOON, Status.NOT_APPLICABLE)
"""Statuses of duties that are counted, but not laid out one by one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for. ``known_at`` None: all that is known now. ``unit`` None: the whole office.

    ``themes``: count them too, which reads every publication of the places.
    """

    period: Period
    now: datetime
    known_at: datetime | None = None
    unit: str | None = None
    themes: bool = False


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Something that shows that a duty was done. ``url`` None: not to be clicked. ``dated``: its date, in words, with
    where the date was read (S7)."""

    title: str
    url: str | None
    dated: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty as a report shows it. ``status`` None: not judged yet ("chưa kiểm tra"). ``month``: ``2022-03`` of its
    last day, None: it has none. ``attested``: met on somebody's word (S17)."""

    key: DutyKey
    plan: str
    unit: str
    title: str
    source: str
    lead: str
    partners: str
    deadline: str
    month: str | None
    status: Status | None
    reason: str
    because: str
    """Why it is unknown, or waits: one phrase by which lines are grouped."""
    counted: int
    needed: int
    attested: bool
    hindsight: bool
    exhibits: tuple[Exhibit, ...] = ()
    proof: str = ""
    seen: str = ""
    cure_until: str = ""
    curable: bool = False
    """Overdue, and can still be made good (S15)."""
    word: str = ""
    """Who waived, attested or confirmed, when and why."""
    remarks: tuple[str, ...] = ()
    rehearsal: bool = False

    @property
    def judged(self) -> bool:
        """Whether it counts in the rate (S22)."""
        return self.status is Status.MET or self.status in CHARGES


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties have each status. ``attested`` are among the met, ``curable`` among the overdue; hindsight is in
    none of them (S6, S22)."""

    by_status: Mapping[Status, int]
    unchecked: int = 0
    attested: int = 0
    curable: int = 0

    def of(self, *statuses: Status) -> int:
        """How many have one of the statuses."""
        return sum(self.by_status.get(status, 0) for status in statuses)

    @property
    def total(self) -> int:
        """All duties of the report, whatever became of them."""
        return sum(self.by_status.values()) + self.unchecked

    @property
    def judged(self) -> int:
        """The divisor of the rate."""
        return self.of(Status.MET, *CHARGES)

    @property
    def rate(self) -> float | None:
        """Met ÷ (met + late + overdue + missed); None when nothing was due or more than 20 % are unknown (S22)."""
        return rate(self.by_status)


@dataclass(frozen=True, slots=True)
class MonthCell:
    """What one unit did of the duties that end in one month. ``worst`` None: some were not judged yet."""

    met: int
    total: int
    worst: Status | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit in the ranking. ``place`` None: no rate, no place. Units of one rate share a place."""

    place: int | None
    unit: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A subject of a plan, and how many publications of how many units touched it: counted, never passed or failed."""

    title: str
    items: int
    units: int


@dataclass(frozen=True, slots=True)
class PlanCited:
    """A plan as a report cites it. ``issued``: in words, empty when nothing is known. ``dated``: it has dated
    duties."""

    id: str
    title: str
    number: str
    issuer: str
    issued: str
    dated: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a report says, before it is put into words. ``known_at``: the moment of what was known."""

    period: Period
    unit: str | None
    unit_name: str
    known_at: datetime
    lines: tuple[DutyLine, ...]
    hindsight: tuple[DutyLine, ...]
    plans: tuple[PlanCited, ...]
    units: int
    """Units that owe any of it; the members of a group that owes as one are counted one by one."""
    unit_names: Mapping[str, str]
    groups: frozenset[str]
    """Holders that are no unit but a group that owes as one (S18)."""
    heads: Mapping[str, str]
    """Who heads a unit, by its id."""
    themes: tuple[ThemeLine, ...] = ()
    theme_note: str = ""

    @property
    def counts(self) -> Counts:
        """Of all lines."""
        return counts_of(self.lines)

    @property
    def rehearsal(self) -> bool:
        """Whether any of it was only rehearsed."""
        return any(line.rehearsal for line in (*self.lines, *self.hindsight))

    @property
    def months(self) -> tuple[str, ...]:
        """The months in which duties of the report end, in order."""
        return tuple(sorted({line.month for line in self.lines if line.month is not None}))

    def with_status(self, *statuses: Status) -> tuple[DutyLine, ...]:
        """The lines that have one of the statuses."""
        return tuple(line for line in self.lines if line.status in statuses)


def counts_of(lines: Iterable[DutyLine]) -> Counts:
    """How many duties have each status."""
    every = list(lines)
    found = Counter(line.status for line in every if line.status is not None)
    unchecked = sum(1 for line in every if line.status is None)
    return Counts(dict(found), unchecked, sum(line.attested for line in every), sum(line.curable for line in every))


def by_unit(lines: Iterable[DutyLine]) -> dict[str, tuple[DutyLine, ...]]:
    """The lines of each unit, in their order."""
    return _grouped(lines, lambda line: line.key.unit)


def by_obligation(lines: Iterable[DutyLine]) -> dict[str, tuple[DutyLine, ...]]:
    """The lines of each obligation (``plan|id``), in their order."""
    return _grouped(lines, lambda line: f"{line.key.plan}|{line.key.obligation}")


def by_reason(lines: Iterable[DutyLine]) -> dict[str, tuple[DutyLine, ...]]:
    """The lines of each reason in words, the commonest first."""
    found = _grouped(lines, lambda line: line.because)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def unit_months(lines: Iterable[DutyLine]) -> dict[str, dict[str, MonthCell]]:
    """Unit → month → what was done of the duties that end in it."""
    found: dict[tuple[str, str], list[DutyLine]] = defaultdict(list)
    for line in lines:
        if line.month is not None and line.status is not Status.NOT_APPLICABLE:
            found[line.key.unit, line.month].append(line)
    table: dict[str, dict[str, MonthCell]] = defaultdict(dict)
    for (unit, month), group in found.items():
        table[unit][month] = _month_cell(group)
    return dict(table)


def ranking(lines: Iterable[DutyLine], names: Mapping[str, str], order: Mapping[str, int]) -> tuple[Ranked, ...]:
    """Units by their rate, best first, then in the given order; those without a rate come last, without a place."""
    rows = [(unit, counts_of(group)) for unit, group in by_unit(lines).items()]
    rows.sort(key=lambda row: (row[1].rate is None, -(row[1].rate or 0.0), order.get(row[0], 0)))
    ranked, place, before = [], 0, -1.0
    for number, (unit, counts) in enumerate(rows, start=1):
        share = counts.rate
        if share is not None and share != before:
            place, before = number, share
        ranked.append(Ranked(place if share is not None else None, unit, names.get(unit, unit), counts))
    return tuple(ranked)


def worst_of(statuses: Iterable[Status]) -> Status:
    """The status that most wants somebody's attention."""
    return min(statuses, key=WORST_FIRST.index)


def spans(period: Period, ends: date) -> bool:
    """Whether a last day lies in the period of the report."""
    return period.start.date() <= ends < period.end.date()


def _grouped(lines: Iterable[DutyLine], name: Callable[[DutyLine], str]) -> dict[str, tuple[DutyLine, ...]]:
    found: dict[str, list[DutyLine]] = defaultdict(list)
    for line in lines:
        found[name(line)].append(line)
    return {key: tuple(group) for key, group in found.items()}


def _month_cell(group: list[DutyLine]) -> MonthCell:
    statuses = [line.status for line in group if line.status is not None]
    worst = worst_of(statuses) if len(statuses) == len(group) else None
    return MonthCell(sum(1 for status in statuses if status is Status.MET), len(group), worst)
