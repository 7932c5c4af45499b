"""Messages as rows and as values: what is written of one, what a row says, how it stood at a moment (S20, S23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from monitor.ports import MessageRow, NewMessage
from rules.model import DutyKey


def words_of(new: NewMessage) -> dict[str, Any]:
    """The columns that may be written anew before the first byte leaves."""
    return {
        "recipient_name": new.recipient_name,
        "kind": new.kind,
        "subject": new.subject,
        "text": new.text,
        "html": new.html,
        "notices": list(new.notices),
        "findings": [[key.unit, key.plan, key.obligation, key.period] for key in new.findings],
        "reply_to": new.reply_to,
        "thread": new.thread,
        "headers": dict(new.headers),
    }


def as_then(row: MessageRow, steps: list[Row[Any]]) -> MessageRow:
    """A message as its steps until a moment left it."""
    moves = [step for step in steps if step.state != "bounced"]
    notes = [step.note for step in moves if step.state in ("queued", "dead", "cancelled") and step.note]
    gone = moves[-1].state == "sent"
    return replace(
        row,
        state=moves[-1].state,
        attempts=sum(step.state == "sending" for step in moves),
        last_error=notes[-1] if notes else None,
        sent=row.sent if gone else None,
    )


def message_of(row: Row[Any], known_at: datetime | None = None) -> MessageRow:
    """The value of a row, without its files. With ``known_at``, one that left or came back later has not yet."""
    new = NewMessage(
        key=row.key,
        message_id=row.message_id,
        channel=row.channel,
        recipient=row.recipient,
        recipient_name=row.recipient_name,
        kind=row.kind,
        subject=row.subject,
        text=row.text,
        html=row.html,
        created=row.created,
        slot=row.slot,
        notices=tuple(row.notices),
        findings=tuple(DutyKey(*key) for key in row.findings),
        reply_to=row.reply_to,
        thread=row.thread,
        held=row.state == "held",
        headers=row.headers,
    )
    later = known_at is not None and row.sent is not None and row.sent > known_at
    return MessageRow(
        message=new,
        state="queued" if later else row.state,
        attempts=row.attempts,
        possible_repeat=row.possible_repeat,
        last_error=row.last_error,
        sent=None if later else row.sent,
        fence=row.fence,
        rehearsal=row.rehearsal,
        next_at=row.next_at,
        bounced=row.bounced if known_at is None or row.bounced is None or row.bounced <= known_at else None,
    )
