"""The audit log: who did what, when and why; no row is ever changed or removed (I20)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from monitor.ports import AuditLine
from monitor.storage.session import Session
from monitor.storage.tables import audit


def add_audit(session: Session, at: datetime, who: str, action: str, reason: str, details: Mapping[str, Any]) -> None:
    """Append a line."""
    values = {
        "rehearsal": session.mark,
        "at": at,
        "who": who,
        "action": action,
        "reason": reason,
        "details": dict(details),
        "recorded_at": session.wall(),
    }
    session.run(insert(audit).values(values))


def audit_lines(
    session: Session, known_at: datetime | None = None, actions: Collection[str] | None = None
) -> list[AuditLine]:
    """The log, oldest first; with ``known_at``, only what was done by then; with ``actions``, only these."""
    query = select(audit).where(session.side(audit)).order_by(audit.c.id)
    if known_at is not None:
        query = query.where(audit.c.at <= known_at)
    if actions is not None:
        query = query.where(audit.c.action.in_(actions))
    return [
        AuditLine(row.at, row.who, row.action, row.reason, row.details, row.recorded_at, row.rehearsal)
        for row in session.rows(query)
    ]
