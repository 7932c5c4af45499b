"""What people decided: appended, each with its line in the audit log (S21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from monitor.ports import AuditLine
from monitor.storage.audit import add_audit, audit_lines
from monitor.storage.session import Session
from monitor.storage.tables import decision
from monitor.storage.texts import day_text
from rules.model import (
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

_KINDS: dict[str, type[Decision]] = {
    kind.__name__.lower(): kind for kind in (Waiver, Attestation, Answer, DaySet, Release, Occurrence, Reply, Refusal)
}
_DAYS = ("first", "last", "valid_until", "day")


class SqlDecisions:
    """The part of ``monitor.ports.Verdicts`` about people's decisions."""

    session: Session

    def decisions(self, known_at: datetime | None = None) -> list[Decision]:
        """Oldest first."""
        query = select(decision).where(self.session.side(decision)).order_by(decision.c.made_at, decision.c.id)
        if known_at is not None:
            query = query.where(decision.c.made_at <= known_at)
        return [_decision_of(row.kind, row.body, row.made_at) for row in self.session.rows(query)]

    def add_decision(self, made: Decision) -> None:
        """Both rows in this transaction."""
        kind = type(made).__name__.lower()
        body = _body(made)
        values = {
            "rehearsal": self.session.mark,
            "kind": kind,
            "made_at": made.made_at,
            "body": body,
            "recorded_at": self.session.wall(),
        }
        self.session.run(insert(decision).values(values))
        add_audit(self.session, made.made_at, made.by, kind, getattr(made, "reason", ""), body)

    def note_deed(self, at: datetime, who: str, action: str, reason: str, details: Mapping[str, object]) -> None:
        """Only the line in the audit log."""
        add_audit(self.session, at, who, action, reason, details)

    def audit(self, known_at: datetime | None = None) -> list[AuditLine]:
        """Oldest first."""
        return audit_lines(self.session, known_at)


def _body(made: Decision) -> dict[str, Any]:
    facts = asdict(made)
    del facts["made_at"]
    return {name: day_text(value) if isinstance(value, date) else value for name, value in facts.items()}


def _decision_of(kind: str, body: dict[str, Any], made_at: datetime) -> Decision:
    """A row as it was written then: what was added to the nouns since has its default."""
    said: dict[str, Any] = body | {"made_at": made_at}
    said |= {name: date.fromisoformat(said[name]) for name in _DAYS if said.get(name)}
    if kind == "attestation":
        said["key"] = DutyKey(**said["key"])
    return _KINDS[kind](**said)
