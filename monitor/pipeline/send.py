"""Send: claim, check again, commit the intent, send, commit the outcome (transaction 3 of the run, FAULTS 3.0, S23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channel import Channel, Delivery, Outgoing, Receipt
from alerts.manners import may_tell, morning_of, next_allowed
from alerts.notice import MessageKind
from alerts.returned import refused
from monitor import failpoints
from monitor.pipeline.bounces import take_back
from monitor.pipeline.compose import compose
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.leaving import last_word
from monitor.pipeline.operator import tell_admin
from monitor.ports import MessageRow, NewMessage, Transaction

DEADLINE_S = 60.0
LEASE_S = 120.0
WHOLE_CHANNEL = "*"
FIRST_STOP, LONGEST_STOP = timedelta(minutes=15), timedelta(hours=12)
"""How long a channel rests whose set-up is wrong: longer after each try, so that no account is locked (D11)."""
GIVE_UP = timedelta(days=14)
"""A message that was refused for so long is dead; the back-off doubles from two minutes to six hours (D29)."""


@dataclass
class SendFigures:
    """What ``run --json`` tells of sending."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    held: int = 0
    cancelled: int = 0

    def add(self, more: SendFigures) -> None:
        """What a second round in the same run did; what is held is held still."""
        self.queued, self.sent = self.queued + more.queued, self.sent + more.sent
        self.failed, self.cancelled = self.failed + more.failed, self.cancelled + more.cancelled
        self.held = more.held


def send_cycle(cycle: Cycle, run: int, channels: Mapping[str, Channel], owner: str) -> SendFigures:
    """Recover what a dead run left, queue what is due, then deliver until nothing is left to claim.

    ``owner``: names this process in the leases. A channel whose set-up is wrong, or at which nobody answers, is not
    tried again in this run: its messages wait as they are (D1, D11).
    """
    figures = SendFigures()
    recover(cycle, channels, owner)
    with cycle.store.write(cycle.rehearsal, "compose") as tx:
        figures.queued = len(compose(cycle, run, tx))
        figures.held = len(tx.outbox.held_notices())
    broken = _stopped(cycle)
    away: set[str] = set()
    while True:
        with cycle.store.write(cycle.rehearsal, "claim") as tx:
            row = tx.outbox.claim(owner, cycle.now, LEASE_S, away)
        if row is None:
            break
        if _deliver(cycle, row, channels, figures, broken):
            away.add(row.message.channel)
    return figures


def _stopped(cycle: Cycle) -> dict[str, datetime]:
    """Channels whose set-up was wrong, and until when nobody tries again: a lock-out helps nobody (D11)."""
    with cycle.store.read(cycle.rehearsal) as tx:
        bars = tx.outbox.barred(cycle.now)
    return {bar.channel: bar.until for bar in bars if bar.address == WHOLE_CHANNEL and bar.until is not None}


def _stop(cycle: Cycle, tx: Transaction, channel: str, answer: str) -> datetime:
    """Stop a channel, for longer each time it turns out wrong again."""
    before = [bar.tries for bar in tx.outbox.barred() if (bar.channel, bar.address) == (channel, WHOLE_CHANNEL)]
    longer: int = 4 ** min(sum(before), 10)
    until = cycle.now + min(FIRST_STOP * longer, LONGEST_STOP)
    tx.outbox.bar(channel, WHOLE_CHANNEL, cycle.now, answer, until)
    return until


def recover(cycle: Cycle, channels: Mapping[str, Channel], owner: str) -> None:
    """Messages that a dead process left half-way: read the channel back, or send again, marked (FAULTS 3.0, step 7)."""
    with cycle.store.write(cycle.rehearsal, "recover") as tx:
        doubtful = tx.outbox.recover(owner, cycle.now)
    for row in doubtful:
        channel = channels.get(row.message.channel)
        found = channel.find(row.message.message_id) if channel else None
        with cycle.store.write(cycle.rehearsal, "settle") as tx:
            if channel is not None and not found and not channel.sends_again:
                _unclear(cycle, tx, row, "dừng giữa lúc gửi")
            else:
                tx.outbox.settle(row.message.key, row.fence, bool(found), cycle.now)


def _deliver(
    cycle: Cycle, row: MessageRow, channels: Mapping[str, Channel], figures: SendFigures, broken: dict[str, datetime]
) -> bool:
    key, fence = row.message.key, row.fence
    channel = channels.get(row.message.channel)
    with cycle.store.write(cycle.rehearsal, "intent") as tx:
        if channel is None or row.message.channel in broken:
            wait = broken.get(row.message.channel, cycle.now + FIRST_STOP)
            tx.outbox.retry(key, fence, wait, row.last_error or f"kênh {row.message.channel} chưa dùng được")
            figures.failed += 1
            return False
        if row.message.kind != MessageKind.ADMIN and not may_tell(cycle.now, cycle.catalogue.calendar, cycle.manners):
            # S24: a message that could not leave by day does not leave by night.
            morning = next_allowed(cycle.now, cycle.catalogue.calendar, cycle.manners)
            tx.outbox.retry(key, fence, morning, row.last_error or "chờ đến giờ được gửi")
            return False
        if row.message.notices and tx.outbox.told_on(key, cycle.now.date()):
            # S24: one kept back by an outage and the day's own do not both reach one person on one day.
            tx.outbox.retry(key, fence, _tomorrow(cycle), row.last_error or "người nhận đã có thư trong ngày")
            return False
        message = last_word(cycle, tx, row)
        if message is None:
            tx.outbox.cancel(key, fence, "mọi nội dung trong thư không còn đúng nữa")
            figures.cancelled += 1
            return False
        if message is not row.message and not tx.outbox.replace(key, fence, message):
            return False
        if not tx.outbox.sending(key, fence, cycle.now):
            return False
    receipt = channel.deliver(_outgoing(message, row), DEADLINE_S)
    failpoints.reach("after-delivery")
    _outcome(cycle, row, receipt, figures, broken, channel.sends_again)
    return receipt.away


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
    )


def _unclear(cycle: Cycle, tx: Transaction, row: MessageRow, why: str) -> None:
    """Given up, since a second one could not be told from the first; the administrator knows whom to ask (D25)."""
    tx.outbox.dead(row.message.key, row.fence, cycle.now, f"không rõ đã tới chưa, không gửi lại: {why}")
    lines = [f"{row.message.recipient_name or row.message.recipient}: {why}"]
    tell_admin(cycle, tx, f"unclear|{row.message.key}", "Không rõ một tin đã tới chưa", lines)


def _outcome(
    cycle: Cycle,
    row: MessageRow,
    receipt: Receipt,
    figures: SendFigures,
    broken: dict[str, datetime],
    sends_again: bool,
) -> None:
    key, fence, answer = row.message.key, row.fence, receipt.answer
    attempts = row.attempts + 1
    with cycle.store.write(cycle.rehearsal, "outcome") as tx:
        if receipt.delivery is Delivery.SENT:
            figures.sent += int(tx.outbox.sent(key, fence, cycle.now, answer))
            if row.last_error is not None:
                tx.outbox.unbar(row.message.channel, WHOLE_CHANNEL, cycle.now)
            return
        figures.failed += 1
        too_old = cycle.now - row.message.created > GIVE_UP
        if receipt.delivery is Delivery.PERMANENT or (receipt.delivery is Delivery.RETRY and too_old):
            tx.outbox.dead(key, fence, cycle.now, answer)
            report = refused(row.message.recipient, row.message.message_id, answer)
            if report is not None and receipt.delivery is Delivery.PERMANENT and take_back(cycle, tx, [report]).marked:
                return  # D14: the office was told of the address, and the step goes another way
            lines = [f"{row.message.recipient}: {answer}"]
            tell_admin(cycle, tx, f"dead|{key}", "Một thư không gửi được", lines, failing={row.message.channel})
            return
        unclear = receipt.delivery is Delivery.UNCLEAR
        if unclear and not sends_again:
            _unclear(cycle, tx, row, answer)
            return
        next_at = cycle.now + _pause(receipt, attempts)
        if receipt.delivery is Delivery.OPERATOR:
            next_at = broken[row.message.channel] = _stop(cycle, tx, row.message.channel, answer)
        tx.outbox.retry(key, fence, next_at, answer, possible_repeat=unclear)
        if receipt.delivery is Delivery.OPERATOR:
            heading = f"Kênh {row.message.channel} cần người sửa"
            tell_admin(
                cycle,
                tx,
                f"channel|{row.message.channel}|{cycle.now.date()}",
                heading,
                [answer],
                failing={row.message.channel},
            )


def _pause(receipt: Receipt, attempts: int) -> timedelta:
    """As long as the server asks for, within reason; else doubling from two minutes to six hours, or sooner where
    nobody answered: one message asks for all the others."""
    if receipt.retry_after_s is not None:
        return timedelta(seconds=min(max(receipt.retry_after_s, 1), 86_400))
    first_s, most_s = (15, 900) if receipt.away else (120, 6 * 3600)
    return timedelta(seconds=min(first_s * 2 ** min(attempts - 1, 20), most_s))
