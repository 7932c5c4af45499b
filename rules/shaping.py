"""What people decided about duties: which one a decision is about; the duties of a plan as days, events and hindsight
released left them (S5, S6, S16). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rules.duties import ends_of, lived_too_little, readings
from rules.model import (
    ANY,
    VN,
    Attestation,
    Calendar,
    DaySet,
    Deadline,
    Decision,
    Duty,
    DutyKey,
    Occurrence,
    Period,
    Release,
    Waiver,
)
from rules.periods import day_name, midnight, parse

_Shaping = DaySet | Release | Occurrence


def is_about(decision: Decision, key: DutyKey, names: Collection[str]) -> bool:
    """Whether a decision is about a duty. ``names``: ids of its obligation and of the parts of that."""
    if isinstance(decision, Attestation):
        there = decision.key
        return (there.unit, there.plan, there.period) == (key.unit, key.plan, key.period) and there.obligation in names
    if decision.plan != key.plan or decision.unit not in (key.unit, ANY):
        return False
    if decision.obligation not in {*names, ANY}:
        return False
    if isinstance(decision, Waiver):
        return _concerns(decision, key.period)
    return decision.period in (None, key.period)


def _concerns(waiver: Waiver, key: str) -> bool:
    try:
        period = parse(key)
    except ValueError:
        return True  # a standing duty has no span of days in its name
    return waiver.touches(period)


def shaped(duties: Sequence[Duty], decisions: Iterable[Decision], calendar: Calendar) -> tuple[Duty, ...]:
    """The duties, each as the newest decision about it left it."""
    made = sorted((one for one in decisions if isinstance(one, _Shaping)), key=lambda one: one.made_at)
    if not made:
        return tuple(duties)
    return tuple(_shaped(duty, [one for one in made if _of_unit(one, duty.key)], calendar) for duty in duties)


def _of_unit(made: _Shaping, key: DutyKey) -> bool:
    return made.plan == key.plan and made.unit in (ANY, key.unit)


def _shaped(duty: Duty, made: Sequence[_Shaping], calendar: Calendar, above: tuple[str, ...] = ()) -> Duty:
    if not made:
        return duty
    names = (*above, duty.key.obligation)
    mine = [one for one in made if one.obligation in (ANY, *names) and one.period in (None, duty.key.period)]
    duty = _released(duty, mine)
    if duty.parts:
        parts = tuple(_shaped(part, made, calendar, names) for part in duty.parts)
        strict, lenient = ends_of(parts)
        said = next((part.day_set for part in parts if part.day_set), "")
        return replace(duty, parts=parts, strict=strict, lenient=lenient, day_set=said)
    return _dated(_occurred(duty, mine), mine, calendar)


def _released(duty: Duty, made: Iterable[_Shaping]) -> Duty:
    return replace(duty, released=True) if any(isinstance(one, Release) for one in made) else duty


def _occurred(duty: Duty, made: Iterable[_Shaping]) -> Duty:
    """ "(nếu có)" binds as any other duty once somebody says that the event took place (S16)."""
    said = [one for one in made if isinstance(one, Occurrence)]
    if not said or not duty.obligation.when_event or not said[-1].took_place:
        return duty
    return replace(duty, obligation=replace(duty.obligation, when_event=False))


def _dated(duty: Duty, made: Iterable[_Shaping], calendar: Calendar) -> Duty:
    """A day of the office stands only where the plan has none (S5); it is read as a day "by" which is due (S3)."""
    days = [one for one in made if isinstance(one, DaySet)]
    if not days or duty.strict is not None:
        return duty
    when = Deadline(days[-1].day, inclusive=True)
    strict, lenient = readings(replace(duty.obligation, when=when), duty.period, calendar)
    partial = duty.partial or (duty.life is not None and _hardly_lives(duty.period, duty.life, midnight(when.day)))
    said = day_source(days[-1].by, days[-1].made_at)
    return replace(duty, strict=strict, lenient=lenient, day_set=said, partial=partial)


def _hardly_lives(period: Period, life: Period, day: datetime) -> bool:
    """Whether a unit does not live on the day, or less than half of the time up to it: it never misses it (S4)."""
    up_to = Period(period.key, min(period.start, day), day + timedelta(days=1))
    return day not in life or lived_too_little(up_to, life)


def day_source(by: str, made_at: datetime) -> str:
    """``văn phòng đặt ngày 01/06/2022 (Bà Lan)``."""
    return f"văn phòng đặt ngày {day_name(made_at.astimezone(VN).date())} ({by})"
