"""Tables of judging: plans, duties, verdicts, findings, decisions and the audit log."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, UniqueConstraint

from monitor.storage.columns import CleanText, Id, Json, Moment
from monitor.storage.tables.shared import facts, needed, run_id

plan_text = facts(
    "plan_text",
    needed("plan", CleanText),
    needed("digest", String(80)),
    needed("text", CleanText),
    needed("first_used", Moment),
    UniqueConstraint("rehearsal", "plan", "digest"),
)

duty = facts(
    "duty",
    needed("unit", CleanText),
    needed("plan", CleanText),
    needed("obligation", CleanText),
    needed("period", CleanText),
    Column("verdict_id", Id),
    Column("valid_until", Moment),
    Column("judged_at", Moment),
    Column("first_known_at", Moment),
    Column("closed_at", Moment),
    Column("reopened_at", Moment),
    Column("basis", String(80)),
    UniqueConstraint("rehearsal", "unit", "plan", "obligation", "period"),
    Index(None, "rehearsal", "valid_until"),
)

verdict = facts(
    "verdict",
    run_id(),
    needed("duty_id", Id, ForeignKey("duty.id")),
    needed("known_at", Moment),
    needed("recorded_at", Moment),
    needed("plan_digest", String(80)),
    needed("status", String(20)),
    needed("reason", CleanText),
    needed("counted", Integer),
    needed("needed", Integer),
    Column("due", Moment),
    Column("late_after", Moment),
    needed("publications", Json),
    needed("proof", Json),
    needed("flags", Json),
    needed("questions", Json),
    needed("figures", Json),
    needed("sentence", CleanText),
    Column("valid_until", Moment),
    Index(None, "duty_id", "known_at", "id"),
    Index(None, "rehearsal", "known_at"),
)

closing = facts(
    "closing",
    needed("duty_id", Id, ForeignKey("duty.id"), index=True),
    needed("closed_at", Moment),
    needed("recorded_at", Moment),
)

finding = facts(
    "finding",
    needed("duty_id", Id, ForeignKey("duty.id"), unique=True),
    needed("n", Integer),
    needed("state", String(20)),
)

event = facts(
    "event",
    run_id(),
    needed("duty_id", Id, ForeignKey("finding.duty_id")),
    needed("n", Integer),
    needed("kind", String(20)),
    needed("to_state", String(20)),
    needed("status", String(20)),
    needed("at", Moment),
    needed("recorded_at", Moment),
    UniqueConstraint("duty_id", "n"),
)

decision = facts(
    "decision",
    run_id(),
    needed("kind", String(20)),
    needed("made_at", Moment),
    needed("body", Json),
    needed("recorded_at", Moment),
)

audit = facts(
    "audit",
    run_id(),
    needed("at", Moment),
    needed("who", CleanText),
    needed("action", CleanText),
    needed("reason", CleanText),
    needed("details", Json),
    needed("recorded_at", Moment),
)
