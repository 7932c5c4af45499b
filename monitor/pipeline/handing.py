"""Before a letter leaves: claim it, check it again, write the intent down; all in one transaction (S23, S24, S27)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.channel import Channel, Outgoing
from alerts.manners import may_tell, morning_of, next_allowed
from alerts.notice import MessageKind
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.leaving import last_word
from monitor.pipeline.lines import Letter
from monitor.ports import MessageRow, NewMessage, Transaction

LEASE_S = 120.0
FIRST_STOP = timedelta(minutes=15)
"""How long a channel rests whose set-up is wrong, for the first time (D11)."""


@dataclass
class SendFigures:
    """What ``run --json`` tells of sending."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    held: int = 0
    cancelled: int = 0

    def count(self, more: SendFigures) -> None:
        """What one transaction of the same round did."""
        self.sent, self.failed = self.sent + more.sent, self.failed + more.failed
        self.cancelled += more.cancelled

    def add(self, more: SendFigures) -> None:
        """What a second round in the same run did; what is held is held still."""
        self.count(more)
        self.queued, self.held = self.queued + more.queued, more.held


@dataclass
class Sending:
    """One round of sending. ``broken``: channels whose set-up is wrong, and until when nobody tries again."""

    cycle: Cycle
    channels: Mapping[str, Channel]
    owner: str
    broken: dict[str, datetime] = field(default_factory=dict)


def begun(sending: Sending, tx: Transaction, row: MessageRow, figures: SendFigures) -> Letter | None:
    """A claimed message with its intent; None where it does not leave now, which is written down with the reason."""
    cycle, key, fence = sending.cycle, row.message.key, row.fence
    if row.message.channel not in sending.channels or row.message.channel in sending.broken:
        wait = sending.broken.get(row.message.channel, cycle.now + FIRST_STOP)
        tx.outbox.retry(key, fence, wait, row.last_error or f"kênh {row.message.channel} chưa dùng được")
        figures.failed += 1
        return None
    if row.message.kind != MessageKind.ADMIN and not may_tell(cycle.now, cycle.catalogue.calendar, cycle.manners):
        # S24: a message that could not leave by day does not leave by night.
        morning = next_allowed(cycle.now, cycle.catalogue.calendar, cycle.manners)
        tx.outbox.retry(key, fence, morning, row.last_error or "chờ đến giờ được gửi")
        return None
    if row.message.notices and tx.outbox.told_on(key, cycle.now.date()):
        # S24: one kept back by an outage and the day's own do not both reach one person on one day.
        tx.outbox.retry(key, fence, _tomorrow(cycle), row.last_error or "người nhận đã có thư trong ngày")
        return None
    message = last_word(cycle, tx, row)
    if message is None:
        tx.outbox.cancel(key, fence, "mọi nội dung trong thư không còn đúng nữa")
        figures.cancelled += 1
        return None
    if message is not row.message and not tx.outbox.replace(key, fence, message):
        return None
    if not tx.outbox.sending(key, fence):
        return None
    return Letter(row, _outgoing(message, row))


def _tomorrow(cycle: Cycle) -> datetime:
    return morning_of(cycle.catalogue.calendar.add_working(cycle.now.date(), 1), cycle.manners)


def _outgoing(message: NewMessage, row: MessageRow) -> Outgoing:
    return Outgoing(
        message_id=message.message_id,
        channel=message.channel,
        recipient=message.recipient,
        recipient_name=message.recipient_name,
        kind=message.kind,
        subject=message.subject,
        text=message.text,
        html=message.html,
        created=message.created,
        attempt=row.attempts + 1,
        reply_to=message.reply_to,
        thread=message.thread,
        attachments=message.attachments,
        doubtful=row.possible_repeat,
    )
