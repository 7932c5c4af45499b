"""The table of evidence files that were let go, as the second revision made it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, String, UniqueConstraint

from monitor.storage.columns import CleanText, Id, Moment


def create_pruned() -> None:
    """A tombstone for each file; the hashes of its records stay in their own rows."""
    op.create_table(
        "pruned_file",
        Column("id", Id, nullable=False, autoincrement=True),
        Column("rehearsal", Boolean, nullable=False),
        Column("file", String(120), nullable=False),
        Column("records", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("reason", CleanText, nullable=False),
        PrimaryKeyConstraint("id", name="pk_pruned_file"),
        UniqueConstraint("file", name="uq_pruned_file_file"),
        sqlite_autoincrement=True,
    )
