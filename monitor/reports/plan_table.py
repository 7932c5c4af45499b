"""A plan as the office would table it: content, lead, coordinating units, time, form."""

from __future__ import annotations

from collections.abc import Mapping

from rules.explain import accepted_names
from rules.model import (
    AfterIssue,
    Always,
    Deadline,
    Every,
    Kind,
    Obligation,
    Plan,
    Undated,
    Unit,
    Who,
    Window,
)
from rules.periods import day_name, name

_STEPS = {"week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý", "half": "6 tháng", "year": "hằng năm"}


def plan_rows(plan: Plan, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """One row per obligation, in the order of the plan."""
    return [
        {
            "id": obligation.id,
            "title": obligation.title,
            "source": obligation.source,
            "kind": obligation.kind.value,
            "lead": who_words(obligation.who, units, groups),
            "with": ", ".join(_one(name, units) for name in obligation.informed),
            "when": when_words(obligation),
            "how": _how(obligation),
        }
        for obligation in plan.obligations
    ]


def who_words(who: Who, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]]) -> str:
    """Who owes, in words: a group with the number of its members."""
    parts = [_one(unit, units) for unit in who.units]
    for group in who.groups:
        count = len(groups.get(group, ()))
        together = "cùng chịu trách nhiệm" if not who.each else "từng đơn vị"
        parts.append(f"nhóm {group} ({count} đơn vị, {together})" if count else f"nhóm {group} ({together})")
    return ", ".join(parts)


def when_words(obligation: Obligation) -> str:
    """The time of an obligation in words."""
    when = obligation.when
    match when:
        case Every():
            return f"{_STEPS[when.step]}, {day_name(when.first)} – {day_name(when.last)}"
        case Window():
            return name(when.key)
        case Deadline():
            return f"{'chậm nhất ngày' if when.inclusive else 'trước ngày'} {day_name(when.day)}"
        case Always():
            return "thường xuyên"
        case AfterIssue():
            return "sau khi ban hành"
        case Undated():
            return "chưa có ngày"


def _how(obligation: Obligation) -> str:
    if obligation.kind is Kind.ATTESTED or obligation.where.offline:
        return "người xác nhận"
    least = f"ít nhất {obligation.at_least} " if obligation.kind is Kind.RECURRING else ""
    return f"{least}{accepted_names(obligation.accepts)}, mục {obligation.where.topic}"


def _one(name: str, units: Mapping[str, Unit]) -> str:
    unit = units.get(name)
    return (unit.short_name or unit.name) if unit else name
