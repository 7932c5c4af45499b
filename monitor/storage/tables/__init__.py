"""The tables. Facts are appended; what moves (sections, duties, findings, messages) is state that facts can rebuild.

Every table of facts carries ``rehearsal`` as part of its natural key: rehearsals and real facts never mix. Long or
hostile names are unique by their SHA-256, because an index row of PostgreSQL holds less than an address may.
"""

from __future__ import annotations

from monitor.storage.tables.judging import audit, closing, decision, duty, event, finding, plan_text, verdict
from monitor.storage.tables.looking import (
    dirty_place,
    evidence,
    look,
    pruned_file,
    publication,
    publication_change,
    publication_date,
    publication_name,
    section,
)
from monitor.storage.tables.running import lease, run, workspace
from monitor.storage.tables.shared import metadata
from monitor.storage.tables.telling import barred, message, message_file, message_step, notice
from monitor.storage.tables.zalo import zalo_code, zalo_event, zalo_person, zalo_token

APPEND_ONLY = ("audit", "closing", "decision", "event", "verdict")
"""Tables whose rows triggers protect from being changed or removed (S20, I20)."""

__all__ = [
    "APPEND_ONLY",
    "audit",
    "barred",
    "closing",
    "decision",
    "dirty_place",
    "duty",
    "event",
    "evidence",
    "finding",
    "lease",
    "look",
    "message",
    "message_file",
    "message_step",
    "metadata",
    "notice",
    "plan_text",
    "pruned_file",
    "publication",
    "publication_change",
    "publication_date",
    "publication_name",
    "run",
    "section",
    "verdict",
    "workspace",
    "zalo_code",
    "zalo_event",
    "zalo_person",
    "zalo_token",
]
