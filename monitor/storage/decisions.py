"""What people decided: appended, each with its line in the audit log (S21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from monitor.storage.audit import add_audit
from monitor.storage.columns import day_text
from monitor.storage.session import Session
from monitor.storage.tables import decision
from rules.model import Answer, Attestation, Decision, DutyKey, Waiver


class SqlDecisions:
    """The part of ``monitor.ports.Verdicts`` about people's decisions."""

    session: Session

    def decisions(self, known_at: datetime | None = None) -> list[Decision]:
        """Oldest first."""
        query = select(decision).where(self.session.side(decision)).order_by(decision.c.made_at, decision.c.id)
        if known_at is not None:
            query = query.where(decision.c.made_at <= known_at)
        return [_decision_of(row.kind, row.body, row.made_at) for row in self.session.rows(query)]

    def add_decision(self, made: Decision, run: int | None = None) -> None:
        """Both rows in this transaction."""
        kind = type(made).__name__.lower()
        body = _body(made)
        values = {
            "rehearsal": self.session.mark,
            "run_id": run or None,
            "kind": kind,
            "made_at": made.made_at,
            "body": body,
            "recorded_at": self.session.wall(),
        }
        self.session.run(insert(decision).values(values))
        add_audit(self.session, run, made.made_at, made.by, kind, getattr(made, "reason", ""), body)

    def note_deed(self, at: datetime, who: str, action: str, reason: str, details: Mapping[str, object]) -> None:
        """Only the line in the audit log."""
        add_audit(self.session, None, at, who, action, reason, details)


def _body(made: Decision) -> dict[str, Any]:
    facts = asdict(made)
    del facts["made_at"]
    return {name: day_text(value) if isinstance(value, date) else value for name, value in facts.items()}


def _decision_of(kind: str, body: dict[str, Any], made_at: datetime) -> Decision:
    if kind == "waiver":
        days = {name: date.fromisoformat(body[name]) for name in ("first", "last")}
        return Waiver(**(body | days), made_at=made_at)
    if kind == "attestation":
        until = date.fromisoformat(body["valid_until"]) if body["valid_until"] else None
        return Attestation(**(body | {"key": DutyKey(**body["key"]), "valid_until": until}), made_at=made_at)
    return Answer(**body, made_at=made_at)
