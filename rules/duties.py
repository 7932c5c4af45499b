"""From a plan to the duties it creates: one obligation × one unit × one period, with both readings of its end
(S2–S5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rules.model import (
    AfterIssue,
    Always,
    Calendar,
    Deadline,
    Duty,
    DutyKey,
    Every,
    Kind,
    Obligation,
    Period,
    Plan,
    Undated,
    Unit,
    Window,
)
from rules.periods import last_day, midnight, periods_of, span

_DAY, _NONE = timedelta(days=1), timedelta(0)
PARTIAL_BELOW = 0.5
"""A period of which less than this share lies inside the lives of plan and unit can be met, never missed (S4)."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all duties of a plan are made from. ``heirs``: by unit, those that name it as what they were before."""

    plan: Plan
    units: Mapping[str, Unit]
    heirs: Mapping[str, tuple[str, ...]]
    calendar: Calendar


def duties_of(plan: Plan, units: Mapping[str, Unit], calendar: Calendar) -> list[Duty]:
    """Every duty of a plan, in the order of its obligations, then of units, then of time."""
    frame = _Frame(plan, units, _heirs(units), calendar)
    found: list[Duty] = []
    for obligation in plan.obligations:
        for holder, members in holders(obligation, units):
            for period in periods_for(obligation, plan):
                duty = _duty(frame, obligation, holder, members, period)
                if duty is not None:
                    found.append(duty)
    return found


def holders(obligation: Obligation, units: Mapping[str, Unit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who owes: (name of the holder, its members). A group that owes as one is a holder of its own (S18)."""
    members = tuple(dict.fromkeys((*obligation.who.units, *members_of(obligation.who.groups, units))))
    if obligation.who.each or len(members) == 1:
        for member in members:
            yield member, (member,)
    elif members:
        yield "+".join((*obligation.who.groups, *obligation.who.units)), members


def members_of(groups: Iterable[str], units: Mapping[str, Unit]) -> tuple[str, ...]:
    """Ids of the units in any of the groups, in catalogue order."""
    wanted = set(groups)
    return tuple(unit.id for unit in units.values() if wanted & set(unit.groups))


def periods_for(obligation: Obligation, plan: Plan) -> Iterator[Period]:
    """The periods of an obligation; a time without a day is one period that lasts as long as the plan."""
    when = obligation.when
    match when:
        case Every():
            yield from periods_of(when)
        case Window():
            yield span(when.key, when.first, when.last)
        case Deadline():
            yield Period(when.day.isoformat(), min(plan.life.start, midnight(when.day)), midnight(when.day + _DAY))
        case Always():
            yield Period("always", plan.life.start, plan.life.end)
        case AfterIssue() | Undated():
            yield Period(str(plan.year), plan.life.start, plan.life.end)


def cure_until(duty: Duty) -> datetime | None:
    """Until when an overdue duty can be made good; None: it cannot. Default: recurring 10 days, others the plan's
    end (S15)."""
    cure = duty.obligation.cure or ("10" if duty.obligation.kind is Kind.RECURRING else "plan_end")
    if duty.lenient is None or cure == "none":
        return None
    if cure == "plan_end":
        return duty.plan_end if duty.plan_end > duty.lenient else None
    return duty.lenient + timedelta(days=int(cure))


def reach(duty: Duty) -> datetime:
    """How far back one must have seen before absence is known: where an early item would do, to the plan's start
    (S16)."""
    if duty.parts:
        return min(reach(part) for part in duty.parts)
    may_be_early = duty.obligation.kind in (Kind.SCHEDULED, Kind.DEADLINE) and duty.obligation.early != "no"
    return min(duty.plan_start, duty.period.start) if may_be_early else duty.period.start


def readings(
    obligation: Obligation, period: Period, calendar: Calendar
) -> tuple[datetime, datetime] | tuple[None, None]:
    """End of the duty by the strictest reading, by which people are warned, and by the one they are called late by
    (S3)."""
    when = obligation.when
    match when:
        case Deadline():
            return _deadline_readings(obligation, when, calendar)
        case Every() if when.due_day is not None:
            end = _due_day(period, when.due_day)
            if obligation.reading == "lenient":
                return end, _rolled(end, calendar)  # a day by which something is due, as any other (S3)
        case Every() | Window():
            end = period.end
        case _:
            return None, None
    return end, _rolled(end, calendar) if obligation.roll == "next_working_day" else end


def _deadline_readings(obligation: Obligation, when: Deadline, calendar: Calendar) -> tuple[datetime, datetime]:
    before, included = midnight(when.day), midnight(when.day + _DAY)
    strict = included if when.inclusive else before
    match obligation.reading:
        case "strict":
            late = strict
        case "inclusive":
            late = included
        case _:
            return strict, _rolled(included, calendar)
    return strict, _rolled(late, calendar) if obligation.roll == "next_working_day" else late


def _rolled(end: datetime, calendar: Calendar) -> datetime:
    return midnight(calendar.working_on_or_after(last_day(end)) + _DAY)


def _due_day(period: Period, number: int) -> datetime:
    """End of the named day in the last month of the period; the 31st of a short month is its last day."""
    final = last_day(period.end)
    return midnight(final.replace(day=min(number, final.day)) + _DAY)


def _duty(frame: _Frame, obligation: Obligation, holder: str, members: tuple[str, ...], period: Period) -> Duty | None:
    plan, units = frame.plan, frame.units
    unit = units.get(holder)
    life = _life(unit) if unit else None
    if life is None:
        # A group as one: those of its members that live in the period (S4).
        members = tuple(name for name in members if name not in units or _overlap(period, _life(units[name])) > _NONE)
    lives = [life] if life else [_life(units[name]) for name in members if name in units]
    if not members or (lives and all(outside(obligation, period, one) for one in lives)):
        return None
    made = (
        (part, _leading(part, obligation, members, units), _time_of(part, obligation, period, plan))
        for part in obligation.parts
    )
    found = (_duty(frame, part, holder, leading, time) for part, leading, time in made)
    parts = tuple(duty for duty in found if duty is not None)
    if obligation.parts and not parts:
        return None  # each of them lies outside the life
    strict, lenient = ends_of(parts) if parts else readings(obligation, period, frame.calendar)
    owed = _owed(period, lenient)
    duty = Duty(
        key=DutyKey(holder, plan.id, obligation.id, period.key),
        obligation=obligation,
        period=_common(period, life) if life and isinstance(obligation.when, Always) else period,
        members=members,
        site=obligation.where.site or members[0],
        strict=strict,
        lenient=lenient,
        plan_end=plan.life.end,
        plan_start=min(midnight(date(plan.year, 1, 1)), plan.life.start),  # many are issued in December
        passed_at_issue=strict is not None and owed.end <= plan.life.start,
        partial=any(lived_too_little(time, *_held_against(obligation, plan, life)) for time in (period, owed)),
        life=life,
        parts=parts,
    )
    # S16: where an early item counts, it may have been a predecessor's.
    also = _also(obligation, members, replace(period, start=reach(duty)), units)
    heirs = tuple(name for name in _taken_over(duty, frame) if name not in also)
    return replace(duty, also=(*also, *heirs), heirs=heirs)


def _owed(period: Period, lenient: datetime | None) -> Period:
    """The time in which a duty is to be done: its period, or up to a day of its own within it. Who began, or was told
    of the plan, after that day could not have done it (S4, S5)."""
    if lenient is None or lenient >= period.end:
        return period
    return Period(period.key, min(period.start, lenient), lenient)


def outside(obligation: Obligation, period: Period, life: Period) -> bool:
    """Whether a period, or the day on which something is due, lies outside a unit's life: nobody owes a report after
    their end (S4)."""
    due = due_end(obligation, period)
    return (due is not None and life.end < due) or _overlap(period, life) <= _NONE


def due_end(obligation: Obligation, period: Period) -> datetime | None:
    """End of the day that the plan names, before it rolls; None where the period itself is the time."""
    match obligation.when:
        case Deadline():
            return period.end
        case Every(due_day=int(number)):
            return _due_day(period, number)
        case _:
            return None


def lived_too_little(time: Period, *lives: Period) -> bool:
    """Whether less than half of a time lies inside all the lives: what it asks can be met, never missed (S4)."""
    start = max([time.start, *(life.start for life in lives)])
    end = min([time.end, *(life.end for life in lives)])
    return end - start < PARTIAL_BELOW * (time.end - time.start)


def _held_against(obligation: Obligation, plan: Plan, life: Period | None) -> tuple[Period, ...]:
    """The lives that bound a duty; the plan's own too, but where the plan itself stretches the time (S4)."""
    of_plan = (plan.life,) if isinstance(obligation.when, Every | Window) else ()
    return (*of_plan, life) if life else of_plan


def _leading(
    part: Obligation, whole: Obligation, members: tuple[str, ...], units: Mapping[str, Unit]
) -> tuple[str, ...]:
    """Who posts a part: those whom it names itself, else those of the whole; the whole is owed by its holder (S18)."""
    if part.who == whole.who:
        return members
    return tuple(dict.fromkeys((*part.who.units, *members_of(part.who.groups, units)))) or members


def _time_of(part: Obligation, whole: Obligation, period: Period, plan: Plan) -> Period:
    """The period of a part: that of the whole, unless the plan gives the part a time of its own."""
    return period if part.when == whole.when else next(periods_for(part, plan), period)


def ends_of(parts: tuple[Duty, ...]) -> tuple[datetime, datetime] | tuple[None, None]:
    """The whole is due with its first part and over with its last."""
    strict = [part.strict for part in parts if part.strict is not None]
    lenient = [part.lenient for part in parts if part.lenient is not None]
    return (min(strict), max(lenient)) if strict and lenient else (None, None)


def _life(unit: Unit) -> Period:
    return span(unit.id, unit.valid_from or date(1, 1, 1), unit.valid_to or date(9998, 12, 31))


def _common(one: Period, other: Period) -> Period:
    start = max(one.start, other.start)
    return Period(one.key, start, max(start, min(one.end, other.end)))


def _overlap(period: Period, life: Period) -> timedelta:
    return min(period.end, life.end) - max(period.start, life.start)


def _also(
    obligation: Obligation, members: tuple[str, ...], period: Period, units: Mapping[str, Unit]
) -> tuple[str, ...]:
    """Whose publications count beside those of the duty's site: merged units, further members of a group as one."""
    own = members if obligation.where.site is None else (obligation.where.site,)
    merged = [before for name in (*members, *own) for before in _predecessors(name, period, units)]
    return tuple(dict.fromkeys((*merged, *own[1:])))


def _heirs(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit in units.values():
        for before in unit.before:
            found[before] = (*found.get(before, ()), unit.id)
    return found


def _taken_over(duty: Duty, frame: _Frame) -> Iterator[str]:
    """Units into which the one that owes went while the duty could be done or made good: its people go on there, so
    its history follows (S4, S15). What holds of groups that owe as one follows from their members."""
    end = duty.life.end if duty.life is not None else None
    until = max(cure_until(duty) or duty.period.end, duty.period.end)
    if end is None or duty.obligation.where.site is not None or not reach(duty) < end < until:
        return
    waiting, met = [duty.key.unit], {duty.key.unit}
    while waiting:
        for name in frame.heirs.get(waiting.pop(0), ()):
            if name not in met:
                met.add(name)
                waiting.append(name)
                yield name


def _predecessors(name: str, period: Period, units: Mapping[str, Unit]) -> Iterator[str]:
    """Units merged into this one during the period, and those merged into them: what they posted counts (S4)."""
    waiting, met = [name], {name}
    while waiting:
        unit = units.get(waiting.pop(0))
        for before in unit.before if unit else ():
            other = units.get(before)
            if before not in met and other is not None and _merged_in(period, other, unit):
                met.add(before)
                waiting.append(before)
                yield before


def _merged_in(period: Period, before: Unit, unit: Unit | None) -> bool:
    """Whether the one ended or the other began in a period: staff go on writing on the old site (S4)."""
    days = (before.valid_to, unit.valid_from if unit is not None and before.valid_to else None)
    return any(day is not None and midnight(day) in period for day in days)
