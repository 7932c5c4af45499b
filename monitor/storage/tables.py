"""The tables. Facts are appended; what moves (sections, duties, findings, messages) is state that facts can rebuild.

Every table of facts carries ``rehearsal`` as part of its natural key: rehearsals and real facts never mix. Long or
hostile names are unique by their SHA-256, because an index row of PostgreSQL holds less than an address may.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from monitor.storage.columns import CleanText, Id, Json, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

APPEND_ONLY = ("audit", "closing", "decision", "event", "verdict")
"""Tables whose rows triggers protect from being changed or removed (S20, I20)."""


def _facts(name: str, *parts: Any) -> Table:
    """A table of facts: a number, the side it belongs to, and its own columns."""
    return Table(
        name,
        metadata,
        Column("id", Id, primary_key=True, autoincrement=True),
        Column("rehearsal", Boolean, nullable=False),
        *parts,
        sqlite_autoincrement=True,
    )


def _needed(name: str, kind: Any, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=False, **options)


def _run() -> Column[Any]:
    return Column("run_id", Id, ForeignKey("run.id"))


# --- the workspace ---------------------------------------------------------------------------------------------------

workspace = Table(
    "workspace",
    metadata,
    Column("id", String(32), primary_key=True),
    _needed("created", Moment),
)

run = _facts(
    "run",
    _needed("command", CleanText),
    _needed("state", String(10)),
    _needed("started", Moment),
    Column("finished", Moment),
    Column("summary", Json),
    _needed("recorded_at", Moment),
    CheckConstraint("state in ('running', 'done', 'broken')", name="state"),
    Index(None, "state"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("owner", CleanText),
    Column("lock_file", CleanText),
    _needed("fence", Id),
    Column("since", Moment),
    Column("until", Moment),
    Column("heartbeat", Moment),
)

# --- looking ---------------------------------------------------------------------------------------------------------

section = _facts(
    "section",
    _needed("unit", CleanText),
    _needed("topic", CleanText),
    _needed("url", CleanText),
    _needed("url_key", String(64)),
    Column("feed_url", CleanText),
    Column("reader", CleanText),
    Column("filter", CleanText),
    _needed("tolerate_tls", Boolean),
    Column("valid_from", Date),
    Column("valid_to", Date),
    _needed("active", Boolean),
    Column("next_look_at", Moment),
    _needed("failures", Integer),
    _needed("memory", Json),
    Column("last_complete_at", Moment),
    Column("first_complete_look", Id),
    _needed("want_full", Boolean),
    UniqueConstraint("rehearsal", "unit", "topic", "url_key"),
    Index(None, "rehearsal", "active", "next_look_at"),
)

look = _facts(
    "look",
    _run(),
    _needed("unit", CleanText),
    _needed("topic", CleanText),
    _needed("section", CleanText),
    _needed("at", Moment),
    _needed("outcome", String(20)),
    _needed("detail", CleanText),
    Column("complete_since", Moment),
    _needed("full", Boolean),
    _needed("stored", Boolean),
    _needed("tls_tolerated", Boolean),
    _needed("items", Integer),
    _needed("new_items", Integer),
    Column("http_status", Integer),
    _needed("bytes", Id),
    _needed("ms", Integer),
    _needed("records", Integer),
    Index(None, "rehearsal", "unit", "topic", "at"),
    Index(None, "rehearsal", "at"),
)
Index(
    "ix_look_complete",
    look.c.rehearsal,
    look.c.at,
    sqlite_where=look.c.complete_since.is_not(None),
    postgresql_where=look.c.complete_since.is_not(None),
)

evidence = _facts(
    "evidence",
    _needed("look_id", Id, ForeignKey("look.id"), index=True),
    _needed("sha256", String(64), index=True),
    _needed("file", String(120)),
    _needed("offset", Id),
    _needed("length", Id),
    _needed("url", CleanText),
    _needed("at", Moment),
    _needed("revisit", Boolean),
    _needed("chain", String(64)),
    UniqueConstraint("file", "offset"),
)

publication = _facts(
    "publication",
    _needed("unit", CleanText),
    _needed("topic", CleanText),
    _needed("url", CleanText),
    _needed("title", CleanText),
    _needed("medium", String(10)),
    _needed("first_seen", Moment),
    _needed("last_seen", Moment),
    Column("modified", Moment),
    Column("signed", Date),
    Column("absent_at", Moment),
    _needed("baseline", Boolean),
    _needed("migrated", Boolean),
    Column("removed_at", Moment),
    _needed("attachments", Json),
    _needed("author", CleanText),
    Index(None, "rehearsal", "unit", "topic"),
)

publication_name = _facts(
    "publication_name",
    _needed("unit", CleanText),
    _needed("topic", CleanText),
    _needed("name_key", String(64)),
    _needed("name", CleanText),
    _needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    UniqueConstraint("rehearsal", "unit", "topic", "name_key"),
)

publication_date = _facts(
    "publication_date",
    _needed("publication_id", Id, ForeignKey("publication.id")),
    _needed("role", String(10)),
    _needed("at", Moment),
    _needed("precision", String(10)),
    _needed("source", CleanText),
    _needed("source_key", String(64)),
    _needed("raw", CleanText),
    _needed("seen_at", Moment),
    UniqueConstraint("publication_id", "role", "at", "precision", "source_key"),
)

publication_change = _facts(
    "publication_change",
    _needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    _needed("look_id", Id, ForeignKey("look.id")),
    _needed("at", Moment),
    _needed("fields", Json),
)

dirty_place = Table(
    "dirty_place",
    metadata,
    Column("rehearsal", Boolean, primary_key=True),
    Column("unit", CleanText, primary_key=True),
    Column("topic", CleanText, primary_key=True),
    Column("changed", Boolean, nullable=False),
)

# --- judging ---------------------------------------------------------------------------------------------------------

plan_text = _facts(
    "plan_text",
    _needed("plan", CleanText),
    _needed("digest", String(80)),
    _needed("text", CleanText),
    _needed("first_used", Moment),
    UniqueConstraint("rehearsal", "plan", "digest"),
)

duty = _facts(
    "duty",
    _needed("unit", CleanText),
    _needed("plan", CleanText),
    _needed("obligation", CleanText),
    _needed("period", CleanText),
    Column("verdict_id", Id),
    Column("valid_until", Moment),
    Column("judged_at", Moment),
    Column("first_known_at", Moment),
    Column("closed_at", Moment),
    Column("reopened_at", Moment),
    UniqueConstraint("rehearsal", "unit", "plan", "obligation", "period"),
    Index(None, "rehearsal", "valid_until"),
)

verdict = _facts(
    "verdict",
    _run(),
    _needed("duty_id", Id, ForeignKey("duty.id")),
    _needed("known_at", Moment),
    _needed("recorded_at", Moment),
    _needed("plan_digest", String(80)),
    _needed("status", String(20)),
    _needed("reason", CleanText),
    _needed("counted", Integer),
    _needed("needed", Integer),
    Column("due", Moment),
    Column("late_after", Moment),
    _needed("publications", Json),
    _needed("proof", Json),
    _needed("flags", Json),
    _needed("questions", Json),
    _needed("figures", Json),
    _needed("sentence", CleanText),
    Column("valid_until", Moment),
    Index(None, "duty_id", "known_at", "id"),
    Index(None, "rehearsal", "known_at"),
)

closing = _facts(
    "closing",
    _needed("duty_id", Id, ForeignKey("duty.id"), index=True),
    _needed("closed_at", Moment),
    _needed("recorded_at", Moment),
)

finding = _facts(
    "finding",
    _needed("duty_id", Id, ForeignKey("duty.id"), unique=True),
    _needed("n", Integer),
    _needed("state", String(20)),
)

event = _facts(
    "event",
    _run(),
    _needed("duty_id", Id, ForeignKey("finding.duty_id")),
    _needed("n", Integer),
    _needed("kind", String(20)),
    _needed("to_state", String(20)),
    _needed("status", String(20)),
    _needed("at", Moment),
    _needed("recorded_at", Moment),
    UniqueConstraint("duty_id", "n"),
)

decision = _facts(
    "decision",
    _run(),
    _needed("kind", String(20)),
    _needed("made_at", Moment),
    _needed("body", Json),
    _needed("recorded_at", Moment),
)

audit = _facts(
    "audit",
    _run(),
    _needed("at", Moment),
    _needed("who", CleanText),
    _needed("action", CleanText),
    _needed("reason", CleanText),
    _needed("details", Json),
    _needed("recorded_at", Moment),
)

# --- telling ---------------------------------------------------------------------------------------------------------

message = _facts(
    "message",
    _run(),
    _needed("key", CleanText),
    _needed("message_id", CleanText),
    _needed("channel", String(40)),
    _needed("recipient", CleanText),
    _needed("recipient_name", CleanText),
    _needed("kind", String(20)),
    _needed("subject", CleanText),
    _needed("text", CleanText),
    _needed("html", CleanText),
    _needed("created", Moment),
    _needed("slot", Date),
    _needed("notices", Json),
    _needed("findings", Json),
    Column("reply_to", CleanText),
    Column("thread", CleanText),
    _needed("headers", Json),
    _needed("state", String(10)),
    _needed("attempts", Integer),
    _needed("possible_repeat", Boolean),
    Column("last_error", CleanText),
    Column("answer", CleanText),
    Column("sent", Moment),
    _needed("fence", Id),
    Column("owner", CleanText),
    Column("lease_s", Float),
    Column("lease_until", Moment),
    Column("next_at", Moment),
    _needed("recorded_at", Moment),
    CheckConstraint("state in ('queued', 'held', 'leased', 'sending', 'sent', 'dead', 'cancelled')", name="state"),
    UniqueConstraint("rehearsal", "key"),
    UniqueConstraint("rehearsal", "message_id"),
    Index(None, "rehearsal", "state", "created"),
    Index(None, "rehearsal", "slot"),
)

message_step = _facts(
    "message_step",
    _needed("message_id", Id, ForeignKey("message.id"), index=True),
    _needed("state", String(10)),
    _needed("fence", Id),
    _needed("note", CleanText),
    _needed("recorded_at", Moment),
)

notice = _facts(
    "notice",
    _run(),
    _needed("key", CleanText),
    _needed("kind", String(20)),
    _needed("step", String(40)),
    _needed("channel", String(40)),
    _needed("person", Json),
    _needed("address", CleanText),
    _needed("duty_id", Id),
    _needed("event", Integer),
    _needed("not_before", Moment),
    Column("expires", Moment),
    _needed("state", String(10)),
    Column("message_id", Id, ForeignKey("message.id"), index=True),
    Column("reason", CleanText),
    _needed("recorded_at", Moment),
    CheckConstraint("state in ('waiting', 'held', 'batched', 'cancelled')", name="state"),
    UniqueConstraint("rehearsal", "key"),
    # An alert from nothing cannot be written (FAULTS Q4).
    ForeignKeyConstraint(["duty_id", "event"], ["event.duty_id", "event.n"]),
    Index(None, "duty_id"),
    Index(None, "rehearsal", "state", "not_before"),
)
