"""The fourth schema: articles still to be opened stand apart from the names that are known."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Integer, Text, column, or_, select, table, update

revision = "r0004"
down_revision: str | None = "r0003"
branch_labels: str | None = None
depends_on: str | None = None

_MARKS = {"waiting": "waiting:", "failed": "failed:"}


def upgrade() -> None:
    """What a section remembers is told by two lists of its own, no longer by marked names among the known ones."""
    place = table("section", column("id", Integer), column("memory", Text))
    marked = or_(*(place.c.memory.contains(f'"{mark}', autoescape=True) for mark in _MARKS.values()))
    connection = op.get_bind()
    for number, memory in connection.execute(select(place.c.id, place.c.memory).where(marked)).all():
        parted = json.dumps(_parted(json.loads(memory)))
        connection.execute(update(place).where(place.c.id == number).values(memory=parted))


def _parted(memory: dict[str, Any]) -> dict[str, Any]:
    known = memory.get("known", {})
    for kind, mark in _MARKS.items():
        names = [name for name in known if name.startswith(mark)]
        if names:
            memory[kind] = [name.removeprefix(mark) for name in names]
        for name in names:
            del known[name]
    return memory


def downgrade() -> None:
    """History is never taken apart; a copy is restored instead."""
    raise NotImplementedError("restore a backup made before the upgrade")
