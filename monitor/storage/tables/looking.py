"""Tables of looking: sections, looks, evidence, publications with their dates."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from monitor.storage.columns import CleanText, Id, Json, Moment
from monitor.storage.tables.shared import facts, metadata, needed, run_id

section = facts(
    "section",
    needed("unit", CleanText),
    needed("topic", CleanText),
    needed("url", CleanText),
    needed("url_key", String(64)),
    Column("feed_url", CleanText),
    Column("reader", CleanText),
    Column("filter", CleanText),
    needed("tolerate_tls", Boolean),
    Column("valid_from", Date),
    Column("valid_to", Date),
    needed("active", Boolean),
    Column("next_look_at", Moment),
    needed("failures", Integer),
    needed("memory", Json),
    Column("last_complete_at", Moment),
    Column("first_complete_look", Id),
    needed("want_full", Boolean),
    UniqueConstraint("rehearsal", "unit", "topic", "url_key"),
    Index(None, "rehearsal", "active", "next_look_at"),
)

look = facts(
    "look",
    run_id(),
    needed("unit", CleanText),
    needed("topic", CleanText),
    needed("section", CleanText),
    needed("at", Moment),
    needed("outcome", String(20)),
    needed("detail", CleanText),
    Column("complete_since", Moment),
    needed("full", Boolean),
    needed("stored", Boolean),
    needed("tls_tolerated", Boolean),
    needed("items", Integer),
    needed("new_items", Integer),
    Column("http_status", Integer),
    needed("bytes", Id),
    needed("ms", Integer),
    needed("records", Integer),
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

evidence = facts(
    "evidence",
    needed("look_id", Id, ForeignKey("look.id"), index=True),
    needed("sha256", String(64), index=True),
    needed("file", String(120)),
    needed("offset", Id),
    needed("length", Id),
    needed("url", CleanText),
    needed("at", Moment),
    needed("revisit", Boolean),
    needed("chain", String(64)),
    UniqueConstraint("file", "offset"),
)

# Evidence files that were let go on purpose; the rows of evidence, with their hashes, stay.
pruned_file = facts(
    "pruned_file",
    needed("file", String(120)),
    needed("records", Integer),
    needed("at", Moment),
    needed("reason", CleanText),
    UniqueConstraint("file"),
)

publication = facts(
    "publication",
    needed("unit", CleanText),
    needed("topic", CleanText),
    needed("url", CleanText),
    needed("title", CleanText),
    needed("medium", String(10)),
    needed("first_seen", Moment),
    needed("last_seen", Moment),
    Column("modified", Moment),
    Column("signed", Date),
    Column("absent_at", Moment),
    needed("baseline", Boolean),
    needed("migrated", Boolean),
    Column("removed_at", Moment),
    needed("attachments", Json),
    needed("author", CleanText),
    Column("sections", Json),
    Column("also_titled", Json),
    Index(None, "rehearsal", "unit", "topic"),
)

publication_name = facts(
    "publication_name",
    needed("unit", CleanText),
    needed("topic", CleanText),
    needed("name_key", String(64)),
    needed("name", CleanText),
    needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    UniqueConstraint("rehearsal", "unit", "topic", "name_key"),
)

publication_date = facts(
    "publication_date",
    needed("publication_id", Id, ForeignKey("publication.id")),
    needed("role", String(10)),
    needed("at", Moment),
    needed("precision", String(10)),
    needed("source", CleanText),
    needed("source_key", String(64)),
    needed("raw", CleanText),
    needed("seen_at", Moment),
    UniqueConstraint("publication_id", "role", "at", "precision", "source_key"),
)

publication_change = facts(
    "publication_change",
    needed("publication_id", Id, ForeignKey("publication.id"), index=True),
    needed("look_id", Id, ForeignKey("look.id")),
    needed("at", Moment),
    needed("fields", Json),
)

dirty_place = Table(
    "dirty_place",
    metadata,
    Column("rehearsal", Boolean, primary_key=True),
    Column("unit", CleanText, primary_key=True),
    Column("topic", CleanText, primary_key=True),
    Column("changed", Boolean, nullable=False),
)
