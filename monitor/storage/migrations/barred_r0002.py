"""Bounced addresses and stopped channels, as the second revision made them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, String, UniqueConstraint

from monitor.storage.columns import CleanText, Id, Moment


def create_barred() -> None:
    """One row for each address or channel that cannot be used; messages remember when they came back."""
    op.create_table(
        "barred",
        Column("id", Id, nullable=False, autoincrement=True),
        Column("rehearsal", Boolean, nullable=False),
        Column("channel", String(40), nullable=False),
        Column("address", CleanText, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment),
        Column("reason", CleanText, nullable=False),
        Column("message_id", CleanText),
        Column("tries", Integer, nullable=False),
        Column("cleared", Moment),
        Column("recorded_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name="pk_barred"),
        UniqueConstraint("rehearsal", "channel", "address", name="uq_barred_rehearsal_channel_address"),
        sqlite_autoincrement=True,
    )
    op.add_column("message", Column("bounced", Moment))
    op.create_index("ix_message_rehearsal_recipient_slot", "message", ["rehearsal", "recipient", "slot"])
