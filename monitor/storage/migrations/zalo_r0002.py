"""The tables of Zalo as the second revision made them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, PrimaryKeyConstraint, String

from monitor.storage.columns import CleanText, Moment


def create_zalo() -> None:
    """Token, people, codes, events."""
    op.create_table(
        "zalo_token",
        Column("app_id", String(64), nullable=False),
        Column("sealed", CleanText),
        Column("expires", Moment),
        Column("refreshed", Moment),
        Column("broken", CleanText),
        Column("owner", CleanText),
        Column("owned_until", Moment),
        PrimaryKeyConstraint("app_id", name="pk_zalo_token"),
    )
    op.create_table(
        "zalo_person",
        Column("user_id", String(64), nullable=False),
        Column("last_word", Moment),
        Column("follows", Boolean, nullable=False),
        Column("unit", CleanText),
        Column("role", String(20)),
        Column("linked", Moment),
        PrimaryKeyConstraint("user_id", name="pk_zalo_person"),
    )
    op.create_table(
        "zalo_code",
        Column("code_key", String(64), nullable=False),
        Column("unit", CleanText, nullable=False),
        Column("role", String(20), nullable=False),
        Column("made", Moment, nullable=False),
        Column("expires", Moment, nullable=False),
        Column("used_by", String(64)),
        PrimaryKeyConstraint("code_key", name="pk_zalo_code"),
    )
    op.create_table(
        "zalo_event",
        Column("event_key", String(64), nullable=False),
        Column("at", Moment, nullable=False),
        PrimaryKeyConstraint("event_key", name="pk_zalo_event"),
    )
