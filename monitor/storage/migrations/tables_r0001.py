"""The tables of revision r0001, frozen: later changes of ``tables`` come with a revision of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

Id = BigInteger().with_variant(Integer(), "sqlite")
Moment = String(27).with_variant(DateTime(timezone=True), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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

Table(
    "workspace",
    metadata,
    Column("id", String(32), primary_key=True),
    _needed("created", Moment),
)

_facts(
    "run",
    _needed("command", Text),
    _needed("state", String(10)),
    _needed("started", Moment),
    Column("finished", Moment),
    Column("summary", Text),
    _needed("recorded_at", Moment),
    CheckConstraint("state in ('running', 'done', 'broken')", name="state"),
    Index(None, "state"),
)

Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("owner", Text),
    Column("lock_file", Text),
    _needed("fence", Id),
    Column("since", Moment),
    Column("until", Moment),
    Column("heartbeat", Moment),
)

# --- looking ---------------------------------------------------------------------------------------------------------

_facts(
    "section",
    _needed("unit", Text),
    _needed("topic", Text),
    _needed("url", Text),
    _needed("url_key", String(64)),
    Column("feed_url", Text),
    Column("reader", Text),
    Column("filter", Text),
    _needed("tolerate_tls", Boolean),
    Column("valid_from", Date),
    Column("valid_to", Date),
    _needed("active", Boolean),
    Column("next_look_at", Moment),
    _needed("failures", Integer),
    _needed("memory", Text),
    Column("last_complete_at", Moment),
    Column("first_complete_look", Id),
    _needed("want_full", Boolean),
    UniqueConstraint("rehearsal", "unit", "topic", "url_key"),
    Index(None, "rehearsal", "active", "next_look_at"),
)

_facts(
    "look",
    _run(),
    _needed("unit", Text),
    _needed("topic", Text),
    _needed("section", Text),
    _needed("at", Moment),
    _needed("outcome", String(20)),
    _needed("detail", Text),
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
_looks = metadata.tables["look"].c
Index(
    "ix_look_complete",
    _looks.rehearsal,
    _looks.at,
    sqlite_where=_looks.complete_since.is_not(None),
    postgresql_where=_looks.complete_since.is_not(None),
)

_facts(
    "evidence",
    _needed("look_id", Id, ForeignKey("look.id"), index=True),
    _needed("sha256", String(64), index=True),
    _needed("file", String(120)),
    _needed("offset", Id),
    _needed("length", Id),
    _needed("url", Text),
    _needed("at", Moment),
    _needed("revisit", Boolean),
    _needed("chain", String(64)),
    UniqueConstraint("file", "offset"),
)

_facts(
    "publication",
    _needed("unit", Text),
    _needed("topic", Text),
    _needed("url", Text),
    _needed("title", Text),
    _needed("medium", String(10)),
    _needed("first_seen", Moment),
    _needed("last_seen", Moment),
    Column("modified", Moment),
    Column("signed", Date),
    Column("absent_at", Moment),
    _needed("baseline", Boolean),
    _needed("migrated", Boolean),
    Column("removed_at", Moment),
    _needed("attachments", Text),
    _needed("author", Text),
    Index(None, "rehearsal", "unit", "topic"),
)

_facts(
    "publication_name",
    _needed("unit", Text),
    _needed("topic", Text),
    _needed("name_key", String(64)),
    _needed("name", Text),
    _needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    UniqueConstraint("rehearsal", "unit", "topic", "name_key"),
)

_facts(
    "publication_date",
    _needed("publication_id", Id, ForeignKey("publication.id")),
    _needed("role", String(10)),
    _needed("at", Moment),
    _needed("precision", String(10)),
    _needed("source", Text),
    _needed("source_key", String(64)),
    _needed("raw", Text),
    _needed("seen_at", Moment),
    UniqueConstraint("publication_id", "role", "at", "precision", "source_key"),
)

_facts(
    "publication_change",
    _needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    _needed("look_id", Id, ForeignKey("look.id")),
    _needed("at", Moment),
    _needed("fields", Text),
)

Table(
    "dirty_place",
    metadata,
    Column("rehearsal", Boolean, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("changed", Boolean, nullable=False),
)

# --- judging ---------------------------------------------------------------------------------------------------------

_facts(
    "plan_text",
    _needed("plan", Text),
    _needed("digest", String(80)),
    _needed("text", Text),
    _needed("first_used", Moment),
    UniqueConstraint("rehearsal", "plan", "digest"),
)

_facts(
    "duty",
    _needed("unit", Text),
    _needed("plan", Text),
    _needed("obligation", Text),
    _needed("period", Text),
    Column("verdict_id", Id),
    Column("valid_until", Moment),
    Column("judged_at", Moment),
    Column("first_known_at", Moment),
    Column("closed_at", Moment),
    Column("reopened_at", Moment),
    UniqueConstraint("rehearsal", "unit", "plan", "obligation", "period"),
    Index(None, "rehearsal", "valid_until"),
)

_facts(
    "verdict",
    _run(),
    _needed("duty_id", Id, ForeignKey("duty.id")),
    _needed("known_at", Moment),
    _needed("recorded_at", Moment),
    _needed("plan_digest", String(80)),
    _needed("status", String(20)),
    _needed("reason", Text),
    _needed("counted", Integer),
    _needed("needed", Integer),
    Column("due", Moment),
    Column("late_after", Moment),
    _needed("publications", Text),
    _needed("proof", Text),
    _needed("flags", Text),
    _needed("questions", Text),
    _needed("figures", Text),
    _needed("sentence", Text),
    Column("valid_until", Moment),
    Index(None, "duty_id", "known_at", "id"),
    Index(None, "rehearsal", "known_at"),
)

_facts(
    "closing",
    _needed("duty_id", Id, ForeignKey("duty.id"), index=True),
    _needed("closed_at", Moment),
    _needed("recorded_at", Moment),
)

_facts(
    "finding",
    _needed("duty_id", Id, ForeignKey("duty.id"), unique=True),
    _needed("n", Integer),
    _needed("state", String(20)),
)

_facts(
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

_facts(
    "decision",
    _run(),
    _needed("kind", String(20)),
    _needed("made_at", Moment),
    _needed("body", Text),
    _needed("recorded_at", Moment),
)

_facts(
    "audit",
    _run(),
    _needed("at", Moment),
    _needed("who", Text),
    _needed("action", Text),
    _needed("reason", Text),
    _needed("details", Text),
    _needed("recorded_at", Moment),
)

# --- telling ---------------------------------------------------------------------------------------------------------

_facts(
    "message",
    _run(),
    _needed("key", Text),
    _needed("message_id", Text),
    _needed("channel", String(40)),
    _needed("recipient", Text),
    _needed("recipient_name", Text),
    _needed("kind", String(20)),
    _needed("subject", Text),
    _needed("text", Text),
    _needed("html", Text),
    _needed("created", Moment),
    _needed("slot", Date),
    _needed("notices", Text),
    _needed("findings", Text),
    Column("reply_to", Text),
    Column("thread", Text),
    _needed("headers", Text),
    _needed("state", String(10)),
    _needed("attempts", Integer),
    _needed("possible_repeat", Boolean),
    Column("last_error", Text),
    Column("answer", Text),
    Column("sent", Moment),
    _needed("fence", Id),
    Column("owner", Text),
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

_facts(
    "message_step",
    _needed("message_id", Id, ForeignKey("message.id"), index=True),
    _needed("state", String(10)),
    _needed("fence", Id),
    _needed("note", Text),
    _needed("recorded_at", Moment),
)

_facts(
    "notice",
    _run(),
    _needed("key", Text),
    _needed("kind", String(20)),
    _needed("step", String(40)),
    _needed("channel", String(40)),
    _needed("person", Text),
    _needed("address", Text),
    _needed("duty_id", Id),
    _needed("event", Integer),
    _needed("not_before", Moment),
    Column("expires", Moment),
    _needed("state", String(10)),
    Column("message_id", Id, ForeignKey("message.id"), index=True),
    Column("reason", Text),
    _needed("recorded_at", Moment),
    CheckConstraint("state in ('waiting', 'held', 'batched', 'cancelled')", name="state"),
    UniqueConstraint("rehearsal", "key"),
    # An alert from nothing cannot be written (FAULTS Q4).
    ForeignKeyConstraint(["duty_id", "event"], ["event.duty_id", "event.n"]),
    Index(None, "duty_id"),
    Index(None, "rehearsal", "state", "not_before"),
)
