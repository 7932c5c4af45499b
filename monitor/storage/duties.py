"""Duties as rows: found by their natural key, in bulk."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, select

from monitor.storage.rows import key_of_row, key_values
from monitor.storage.session import Session
from monitor.storage.tables import duty
from rules.model import DutyKey

KEY_COLUMNS = (duty.c.unit, duty.c.plan, duty.c.obligation, duty.c.period)


def among_duties(session: Session, keys: Collection[DutyKey]) -> ColumnElement[bool]:
    """Whether a duty is one of these."""
    return session.among(KEY_COLUMNS, [(key.unit, key.plan, key.obligation, key.period) for key in keys])


def duty_ids(session: Session, keys: Collection[DutyKey]) -> dict[DutyKey, int]:
    """The rows of these duties on the written side; duties never judged have none."""
    if not keys:
        return {}
    query = select(duty.c.id, *KEY_COLUMNS).where(duty.c.rehearsal == session.mark, among_duties(session, keys))
    return {key_of_row(row): row.id for row in session.rows(query)}


def ensured_duties(session: Session, keys: Collection[DutyKey]) -> dict[DutyKey, int]:
    """The rows of these duties, made where there are none yet."""
    unique = list(dict.fromkeys(keys))
    found = duty_ids(session, unique)
    missing: list[dict[str, Any]] = [
        key_values(key) | {"rehearsal": session.mark} for key in unique if key not in found
    ]
    if not missing:
        return found
    session.insert_new(duty, missing)
    return duty_ids(session, unique)
