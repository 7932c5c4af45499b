"""Duties that stand in the database, open, and are owed no longer: each gets a last verdict (S4, S20, S27)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.pipeline.cycle import Cycle
from monitor.pipeline.plan_watch import stored_plan
from monitor.ports import Standing, Transaction
from rules.model import OPEN_CHARGES, Duty, DutyKey, Plan, Verdict
from rules.owed import NOT_OWED, last_verdict, stand_in, why_not_owed
from rules.periods import day_name


def no_longer_owed(cycle: Cycle, tx: Transaction, standing: Mapping[DutyKey, Standing]) -> list[Verdict]:
    """The last verdicts of duties that neither plans nor units create any more; what is closed stays (S20)."""
    gone = [
        key
        for key, row in standing.items()
        if row.closed_at is None and row.reason not in NOT_OWED and key not in cycle.by_key
    ]
    if not gone:
        return []
    plans = {plan.id: plan for plan in cycle.catalogue.plans}
    held = tx.verdicts.current(gone)
    read: dict[tuple[str, str], Plan | None] = {}
    made = []
    for key in sorted(gone):
        row = held[key]
        named = key.plan, row.plan_digest
        if named not in read:
            read[named] = stored_plan(cycle, tx, *named)
        made.append(_last(cycle, row.verdict, plans.get(key.plan), plans.get(key.plan) or read[named]))
    return made


def _last(cycle: Cycle, held: Verdict, plan: Plan | None, named: Plan | None) -> Verdict:
    reason, words = why_not_owed(held.key, plan, cycle.catalogue.units)
    day = day_name(cycle.now.date())
    figures: dict[str, str | int | None] = {
        "gone_day": day,
        "why_day": day,
        "plan_title": named.title if named else held.key.plan,
        "plan_number": named.number if named else None,
    }
    unit = cycle.catalogue.units.get(held.key.unit)
    if unit is not None:
        figures["unit_name"] = unit.name
    return last_verdict(held, reason, words, figures)


def with_names(cycle: Cycle, verdict: Verdict) -> Verdict:
    """A charge keeps the name of the unit: whoever was told may have to be told that it no longer holds (S27)."""
    unit = cycle.catalogue.units.get(verdict.key.unit)
    if unit is None or verdict.status not in OPEN_CHARGES:
        return verdict
    return replace(verdict, figures={**verdict.figures, "unit_name": unit.name})


def duty_of(cycle: Cycle, verdict: Verdict) -> Duty:
    """The duty of a verdict; of one that is owed no longer, what its last verdict tells of it."""
    return cycle.by_key.get(verdict.key) or stand_in(verdict)


def plan_of(cycle: Cycle, verdict: Verdict) -> Plan:
    """The plan of a verdict; of one that is gone, its name as the last verdict keeps it."""
    found = next((plan for plan in cycle.catalogue.plans if plan.id == verdict.key.plan), None)
    if found is not None:
        return found
    title, number = verdict.figures.get("plan_title"), verdict.figures.get("plan_number")
    return Plan(verdict.key.plan, str(title or verdict.key.plan), "", 0, (), number=str(number) if number else None)
