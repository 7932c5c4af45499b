"""The table of files that go along with messages, as the second revision made it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

from monitor.storage.columns import CleanText, Id


def create_files() -> None:
    """A file belongs to one message, at one place."""
    op.create_table(
        "message_file",
        Column("id", Id, nullable=False, autoincrement=True),
        Column("rehearsal", Boolean, nullable=False),
        Column("message_id", Id, nullable=False),
        Column("place", Integer, nullable=False),
        Column("name", CleanText, nullable=False),
        Column("media", String(120), nullable=False),
        Column("data", LargeBinary, nullable=False),
        PrimaryKeyConstraint("id", name="pk_message_file"),
        ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_message_file_message_id"),
        UniqueConstraint("message_id", "place", name="uq_message_file_message_id_place"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_file_message_id", "message_file", ["message_id"])
