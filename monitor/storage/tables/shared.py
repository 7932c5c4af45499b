"""What all tables share: their names, their numbers, the side they belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, MetaData, Table

from monitor.storage.columns import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def facts(name: str, *parts: Any) -> Table:
    """A table of facts: a number, the side it belongs to, and its own columns."""
    return Table(
        name,
        metadata,
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("rehearsal", Boolean, nullable=False),
        *parts,
        sqlite_autoincrement=True,
    )


def needed(name: str, kind: Any, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=False, **options)


def run_id() -> Column[Any]:
    return Column("run_id", Id, ForeignKey("run.id"))
