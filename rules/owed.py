"""Why a duty that was judged is owed no longer: the plan, or the lives of units, changed under it (S4, S20). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rules.duties import due_end, holders, periods_for
from rules.explain import sentence
from rules.model import Duty, DutyKey, Kind, Obligation, Period, Plan, Status, Undated, Unit, Verdict, Who
from rules.periods import day_name, last_day, midnight, name

NOT_OWED = frozenset({"plan_removed", "plan_changed", "unit_removed", "unit_ended", "unit_not_begun"})
"""Reasons of the last verdict on a duty that is owed no longer."""
_NO_DAY = date(1970, 1, 1)
_KEPT = ("title", "source", "period_name", "unit_name")


def why_not_owed(key: DutyKey, plan: Plan | None, units: Mapping[str, Unit]) -> tuple[str, str]:
    """Reason code and plain words for a duty that plan and units as they stand now do not create."""
    if plan is None:
        return "plan_removed", "kế hoạch này không còn được áp dụng"
    obligation = next((one for one in plan.obligations if one.id == key.obligation), None)
    if obligation is None:
        return "plan_changed", "kế hoạch đã bỏ nghĩa vụ này"
    if key.unit not in dict(holders(obligation, units)):
        if key.unit not in units and key.unit not in _groups(obligation):
            return "unit_removed", "đơn vị không còn trong danh mục"
        return "plan_changed", "đơn vị không còn thuộc diện thực hiện nghĩa vụ này"
    period = next((one for one in periods_for(obligation, plan) if one.key == key.period), None)
    if period is None:
        return "plan_changed", "kế hoạch không còn nêu kỳ này"
    return _outside_life(units.get(key.unit), period, obligation)


def _groups(obligation: Obligation) -> str:
    return "+".join((*obligation.who.groups, *obligation.who.units))


def _outside_life(unit: Unit | None, period: Period, obligation: Obligation) -> tuple[str, str]:
    if unit is not None and unit.valid_to is not None:
        due = due_end(obligation, period)
        if midnight(unit.valid_to) < (midnight(last_day(due)) if due else period.start):
            what = "hạn này" if due else "kỳ này"
            return "unit_ended", f"đơn vị kết thúc hoạt động ngày {day_name(unit.valid_to)}, trước {what}"
    if unit is not None and unit.valid_from is not None and midnight(unit.valid_from) >= period.end:
        return "unit_not_begun", f"đơn vị chỉ bắt đầu hoạt động từ ngày {day_name(unit.valid_from)}, sau kỳ này"
    return "plan_changed", "kế hoạch không còn đặt ra nghĩa vụ này cho kỳ này"


def last_verdict(held: Verdict, reason: str, words: str, figures: Mapping[str, str | int | None]) -> Verdict:
    """The verdict that ends a duty which is owed no longer. ``figures``: what else is to be kept with it."""
    kept = {name: held.figures[name] for name in _KEPT if name in held.figures}
    told = {"period_name": name(held.key.period)} | kept | dict(figures) | {"gone_words": words, "why": reason}
    verdict = Verdict(held.key, Status.NOT_APPLICABLE, reason, late_after=held.late_after, figures=told)
    return replace(verdict, sentence=sentence(verdict))


def stand_in(verdict: Verdict) -> Duty:
    """A duty in the place of one that no plan creates any more, from what its last verdict tells: to speak of it."""
    key, figures = verdict.key, verdict.figures
    obligation = Obligation(
        id=key.obligation,
        plan=key.plan,
        title=str(figures.get("title") or key.obligation),
        source=str(figures.get("source") or ""),
        kind=Kind.ATTESTED,  # nothing is counted any more
        who=Who((key.unit,)),
        when=Undated(),
    )
    beginning = midnight(_NO_DAY)
    return Duty(
        key=key,
        obligation=obligation,
        period=Period(key.period, beginning, beginning),
        members=(key.unit,),
        site=key.unit,
        strict=None,
        lenient=None,
        plan_end=beginning,
        plan_start=beginning,
    )
