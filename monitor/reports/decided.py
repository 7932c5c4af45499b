"""What people decided about a duty, as facts: who, when, why (S17, S19, S21)."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.reports.facts import Fact, moment
from rules.model import Answer, Attestation, Decision, DutyKey, Waiver
from rules.periods import midnight, parse


def decision_facts(key: DutyKey, names: Iterable[str], decisions: Iterable[Decision]) -> list[Fact]:
    """The decisions that touch a duty, oldest first. ``names``: ids of its obligation and of the parts of that."""
    wanted = {key.obligation, *names}
    found = [one for one in decisions if _touches(one, key, wanted)]
    return [_fact(one) for one in sorted(found, key=lambda one: one.made_at)]


def _touches(decision: Decision, key: DutyKey, names: set[str]) -> bool:
    if isinstance(decision, Attestation):
        there = decision.key
        return (there.unit, there.plan, there.period) == (key.unit, key.plan, key.period) and there.obligation in names
    if (decision.unit, decision.plan) != (key.unit, key.plan) or decision.obligation not in names:
        return False
    if isinstance(decision, Answer):
        return decision.period in (None, key.period)
    if key.period == "always":
        return True  # a standing duty has no span of days in its name
    period = parse(key.period)
    return period.start < midnight(decision.last).replace(hour=23, minute=59) and midnight(decision.first) < period.end


def _fact(decision: Decision) -> Fact:
    who: Fact = {"by": decision.by, "made_at": moment(decision.made_at)}
    match decision:
        case Waiver():
            days = {"from": decision.first.isoformat(), "to": decision.last.isoformat()}
            return {"type": "waiver"} | who | {"reason": decision.reason} | days
        case Attestation():
            until = decision.valid_until.isoformat() if decision.valid_until else None
            word = {"received": decision.received, "evidence": decision.evidence, "valid_until": until}
            return {"type": "attestation"} | who | {"reason": decision.reason} | word
        case Answer():
            return (
                {"type": "answer"}
                | who
                | {"reason": None, "publication": decision.publication, "serves": decision.serves}
            )
