"""What a person must look at in a plan made from last year's: moved dates that mean something else, words of old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from rules.duties import periods_for, readings
from rules.model import Calendar, Deadline, Obligation, Plan, Undated, Unit, Window
from rules.parts import leaves
from rules.periods import day_name, last_day, weekday_name

_CITED = re.compile(
    r"\d+\s*/\s*(?:20\d\d\s*/)?[A-ZĐ][A-ZĐ-]+(?:\b|$)|(?:giai đoạn |năm học )?20\d\d\s?[-–]\s?20\d\d|đến năm 20\d\d"
)
MOST_PLACES = 8


def to_look_at(plan: Plan, text: str, calendar: Calendar, units: Mapping[str, Unit]) -> list[str]:
    """One sentence for each thing that moving the years on cannot settle. ``text``: of the template."""
    found = ["điền `issued` (ngày ban hành) và `number`, `source` của văn bản mới"]
    found += _days_off(plan, calendar)
    found += _early(plan)
    found += _ended(plan, units)
    undated = [one.id for one in plan.obligations if isinstance(one.when, Undated) and one.binding == "must"]
    if undated:
        found.append(f"chưa có hạn, cần đặt ngày nếu văn bản mới có nêu: {_listed(undated)}")
    covering = [one.id for one in leaves(plan.obligations) if one.covers and one.covers[:4] != str(plan.year)]
    if covering:
        found.append(f"số liệu của năm trước, xem lại `covers`: {_listed(covering)}")
    cited = sorted({match.group() for match in _CITED.finditer(text)})
    if cited:
        found.append(f"còn nhắc văn bản hoặc giai đoạn cũ: {_listed(cited)}")
    return found


def _days_off(plan: Plan, calendar: Calendar) -> Iterator[str]:
    """Last days that are days off in the new year, though they may not have been in the old one (S3)."""
    for obligation in leaves(plan.obligations):
        if not isinstance(obligation.when, Deadline | Window):
            continue
        strict, late = readings(obligation, next(iter(periods_for(obligation, plan))), calendar)
        if strict is None or late is None or not isinstance(obligation.when, Deadline):
            continue
        days = dict.fromkeys((last_day(strict), obligation.when.day))
        off = [day for day in days if not calendar.is_working(day)]
        if off:
            named = ", ".join(f"{day_name(day)} ({_day_off(day)})" for day in off)
            yield f"{obligation.id}: hạn rơi vào ngày nghỉ {named}; coi là muộn sau {day_name(last_day(late))}"


def _day_off(day: date) -> str:
    return weekday_name(day) if day.weekday() >= 5 else f"{weekday_name(day)}, ngày lễ"


def _early(plan: Plan) -> Iterator[str]:
    """Windows at the beginning of the year may be over before the new plan is issued (S5)."""
    soon = [
        one.id
        for one in plan.obligations
        if isinstance(one.when, Window | Deadline) and _end(one) < date(plan.year, 3, 1)
    ]
    if soon:
        yield f"hạn trong tháng 01, 02: nếu ban hành sau đó thì coi là đã qua: {_listed(soon)}"


def _end(obligation: Obligation) -> date:
    when = obligation.when
    assert isinstance(when, Window | Deadline)
    return when.last if isinstance(when, Window) else when.day


def _ended(plan: Plan, units: Mapping[str, Unit]) -> Iterator[str]:
    """Leads whose life is over when the new plan begins (S4)."""
    for obligation in leaves(plan.obligations):
        for name in obligation.who.units:
            unit = units.get(name)
            if unit and unit.valid_to and unit.valid_to < date(plan.year, 1, 1):
                yield f"{obligation.id}: {unit.name} đã hết hoạt động ngày {day_name(unit.valid_to)}"


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_PLACES
    return ", ".join(names[:MOST_PLACES]) + (f" … và {more} chỗ nữa" if more > 0 else "")
