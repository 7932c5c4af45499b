"""What people decided, as facts: who, when, why (S5, S6, S16, S17, S19, S21), and the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.ports import AuditLine
from monitor.reports.facts import Fact, moment
from rules.model import (
    ANY,
    Answer,
    Attestation,
    DaySet,
    Decision,
    DutyKey,
    Occurrence,
    Refusal,
    Release,
    Reply,
    Waiver,
)
from rules.shaping import is_about

_DEEDS = ("close", "reopen")


def decision_facts(
    key: DutyKey, names: Iterable[str], decisions: Iterable[Decision], deeds: Iterable[AuditLine] = ()
) -> list[Fact]:
    """The decisions that touch a duty, oldest first. ``names``: ids of its obligation and of the parts of that.

    ``deeds``: the audit log, in which closing and reopening stand.
    """
    wanted = {key.obligation, *names}
    found = [(one.made_at, _fact(one)) for one in decisions if is_about(one, key, wanted)]
    found += [
        (line.at, {"type": line.action, "by": line.who, "made_at": moment(line.at), "reason": line.reason})
        for line in deeds
        if line.action in _DEEDS and str(key) in line.details.get("duties", ())
    ]
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def _fact(decision: Decision) -> Fact:
    who = {"type": type(decision).__name__.lower(), "by": decision.by, "made_at": moment(decision.made_at)}
    return who | {"reason": decision.reason} | _body(decision)


def _body(decision: Decision) -> Fact:
    match decision:
        case Waiver():
            span = {"from": decision.first.isoformat(), "to": decision.last.isoformat()}
            return span | {"granted": decision.granted}
        case Attestation():
            return {
                "received": decision.received,
                "confirmed": decision.confirmed,
                "evidence": decision.evidence,
                "sha256": decision.sha256 or None,
                "valid_until": decision.valid_until.isoformat() if decision.valid_until else None,
            }
        case Answer():
            return {"publication": decision.publication, "serves": decision.serves}
        case DaySet():
            return {"day": decision.day.isoformat()}
        case Occurrence():
            return {"took_place": decision.took_place}
        case Reply():
            return {"link": decision.link, "outcome": decision.outcome, "publication": decision.publication}
        case Release() | Refusal():
            return {}


# --- the audit log ---------------------------------------------------------------------------------------------------


def audit_fact(line: AuditLine) -> Fact:
    """One row of ``audit --json``; ``about``: the duty or whatever it is about, in one line."""
    return {
        "at": moment(line.at),
        "who": line.who,
        "action": line.action,
        "reason": line.reason,
        "about": _about(line),
        "details": dict(line.details),
        "recorded_at": moment(line.recorded_at),
        "rehearsal": line.rehearsal,
    }


def concerns(line: AuditLine, unit: str) -> bool:
    """Whether a line is about a unit (or about all of them)."""
    named = _named(line)
    listed = [str(duty).split("|") for duty in line.details.get("duties", ())]
    return named.get("unit") in (unit, ANY) or any(unit in parts for parts in listed)


def _named(line: AuditLine) -> dict[str, Any]:
    return dict(line.details.get("key") or line.details)


def _about(line: AuditLine) -> str:
    named = _named(line)
    parts = [named.get(name) for name in ("unit", "obligation", "period")]
    if any(parts):
        return " · ".join("tất cả" if part == ANY else str(part) for part in parts if part)
    several = line.details.get("duties") or line.details.get("notices") or ()
    first = str(several[0]) if several else str(named.get("plan") or "")
    return f"{first} và {len(several) - 1} việc khác" if len(several) > 1 else first
