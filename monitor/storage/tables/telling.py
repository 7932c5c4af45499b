"""Tables of telling: messages, their steps, notices."""

from __future__ import annotations

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
    LargeBinary,
    String,
    UniqueConstraint,
)

from monitor.storage.columns import CleanText, Id, Json, Moment
from monitor.storage.tables.shared import facts, needed, run_id

message = facts(
    "message",
    run_id(),
    needed("key", CleanText),
    needed("message_id", CleanText),
    needed("channel", String(40)),
    needed("recipient", CleanText),
    needed("recipient_name", CleanText),
    needed("kind", String(20)),
    needed("subject", CleanText),
    needed("text", CleanText),
    needed("html", CleanText),
    needed("created", Moment),
    needed("slot", Date),
    needed("notices", Json),
    needed("findings", Json),
    Column("reply_to", CleanText),
    Column("thread", CleanText),
    needed("headers", Json),
    needed("state", String(10)),
    needed("attempts", Integer),
    needed("possible_repeat", Boolean),
    Column("last_error", CleanText),
    Column("answer", CleanText),
    Column("sent", Moment),
    needed("fence", Id),
    Column("owner", CleanText),
    Column("lease_s", Float),
    Column("lease_until", Moment),
    Column("next_at", Moment),
    needed("recorded_at", Moment),
    Column("bounced", Moment),
    CheckConstraint("state in ('queued', 'held', 'leased', 'sending', 'sent', 'dead', 'cancelled')", name="state"),
    UniqueConstraint("rehearsal", "key"),
    UniqueConstraint("rehearsal", "message_id"),
    Index(None, "rehearsal", "state", "created", "id"),
    Index(None, "rehearsal", "slot"),
    Index(None, "rehearsal", "recipient", "slot"),
)

message_file = facts(
    "message_file",
    needed("message_id", Id, ForeignKey("message.id"), index=True),
    needed("place", Integer),
    needed("name", CleanText),
    needed("media", String(120)),
    needed("data", LargeBinary),
    UniqueConstraint("message_id", "place"),
)

message_step = facts(
    "message_step",
    needed("message_id", Id, ForeignKey("message.id"), index=True),
    needed("state", String(10)),
    needed("fence", Id),
    needed("note", CleanText),
    needed("recorded_at", Moment),
)

notice = facts(
    "notice",
    run_id(),
    needed("key", CleanText),
    needed("kind", String(20)),
    needed("step", String(40)),
    needed("channel", String(40)),
    needed("person", Json),
    needed("address", CleanText),
    needed("duty_id", Id),
    needed("event", Integer),
    needed("not_before", Moment),
    Column("expires", Moment),
    needed("state", String(10)),
    Column("message_id", Id, ForeignKey("message.id"), index=True),
    Column("reason", CleanText),
    needed("recorded_at", Moment),
    CheckConstraint("state in ('waiting', 'held', 'batched', 'cancelled')", name="state"),
    UniqueConstraint("rehearsal", "key"),
    # An alert from nothing cannot be written (FAULTS Q4).
    ForeignKeyConstraint(["duty_id", "event"], ["event.duty_id", "event.n"]),
    Index(None, "duty_id"),
    Index(None, "rehearsal", "state", "not_before"),
)

# What cannot be used for now: an address that letters come back from, or (address "*") a whole channel.
barred = facts(
    "barred",
    needed("channel", String(40)),
    needed("address", CleanText),
    needed("since", Moment),
    Column("until", Moment),
    needed("reason", CleanText),
    Column("message_id", CleanText),
    needed("tries", Integer),
    Column("cleared", Moment),
    needed("recorded_at", Moment),
    UniqueConstraint("rehearsal", "channel", "address"),
)
