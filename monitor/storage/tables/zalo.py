"""Tables of Zalo: the token of the account, the people who follow it, codes that link them, events already seen."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table

from monitor.storage.columns import CleanText, Moment
from monitor.storage.tables.shared import metadata, needed

zalo_token = Table(
    "zalo_token",
    metadata,
    Column("app_id", String(64), primary_key=True),
    # Both tokens in one sealed text: a copy of the database tells nobody what they are (D27).
    Column("sealed", CleanText),
    Column("expires", Moment),
    Column("refreshed", Moment),
    Column("broken", CleanText),
    Column("owner", CleanText),
    Column("owned_until", Moment),
)

zalo_person = Table(
    "zalo_person",
    metadata,
    Column("user_id", String(64), primary_key=True),
    Column("last_word", Moment),
    needed("follows", Boolean),
    Column("unit", CleanText),
    Column("role", String(20)),
    Column("linked", Moment),
)

zalo_code = Table(
    "zalo_code",
    metadata,
    Column("code_key", String(64), primary_key=True),
    needed("unit", CleanText),
    needed("role", String(20)),
    needed("made", Moment),
    needed("expires", Moment),
    Column("used_by", String(64)),
)

zalo_event = Table(
    "zalo_event",
    metadata,
    Column("event_key", String(64), primary_key=True),
    needed("at", Moment),
)
