"""Tables of the workspace itself: its name, its runs, its leases."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, String, Table

from monitor.storage.columns import CleanText, Id, Json, Moment
from monitor.storage.tables.shared import facts, metadata, needed

workspace = Table(
    "workspace",
    metadata,
    Column("id", String(32), primary_key=True),
    needed("created", Moment),
)

run = facts(
    "run",
    needed("command", CleanText),
    needed("state", String(10)),
    needed("started", Moment),
    Column("finished", Moment),
    Column("summary", Json),
    needed("recorded_at", Moment),
    CheckConstraint("state in ('running', 'done', 'broken')", name="state"),
    Index(None, "state"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("owner", CleanText),
    Column("lock_file", CleanText),
    needed("fence", Id),
    Column("since", Moment),
    Column("until", Moment),
    Column("heartbeat", Moment),
)
