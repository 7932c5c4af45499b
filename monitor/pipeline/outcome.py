"""After a letter left: what the other side said becomes the state of the message (S23, S26, FAULTS 3.0, step 6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.channel import Delivery, Receipt
from alerts.returned import refused
from monitor.pipeline.bounces import take_back
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.handing import FIRST_STOP, SendFigures, Sending
from monitor.pipeline.lines import Delivered
from monitor.pipeline.operator import carrier, tell_admin
from monitor.ports import MessageRow, Transaction

WHOLE_CHANNEL = "*"
LONGEST_STOP = timedelta(hours=12)
"""A channel whose set-up is wrong rests longer after each try, so that no account is locked (D11)."""
_ASIDE = "Thư vẫn đi, nhưng kênh có điều cần xem lại"
GIVE_UP = timedelta(days=14)
"""A message that was refused for so long is dead; the back-off doubles from two minutes to six hours (D29)."""
_REFUSED_S, _BROKEN_S, _SLOW_S, _LONGEST_S = 120, 30, 600, 6 * 3600
_NOBODY_S = (5.0, 60.0)
"""Where nobody answered, the fault is not the letter's: it asks again after a tenth of its age, between these."""


def outcome(sending: Sending, tx: Transaction, one: Delivered, figures: SendFigures) -> None:
    """Write down what came of one letter; what the administrator must hear is queued with it."""
    cycle, row, receipt = sending.cycle, one.row, one.receipt
    key, fence, answer = row.message.key, row.fence, receipt.answer
    if receipt.delivery is Delivery.SENT:
        figures.sent += int(tx.outbox.sent(key, fence, cycle.now, answer))
        if row.last_error is not None:
            tx.outbox.unbar(row.message.channel, WHOLE_CHANNEL, cycle.now)
        if receipt.aside is not None:
            tell_admin(cycle, tx, f"aside|{row.message.channel}|{cycle.now.date()}", _ASIDE, [receipt.aside])
        return
    figures.failed += 1
    too_old = cycle.now - row.message.created > GIVE_UP
    if receipt.delivery is Delivery.PERMANENT or (receipt.delivery is Delivery.RETRY and too_old):
        _dead(cycle, tx, one)
        return
    doubtful = receipt.delivery is Delivery.UNCLEAR
    if doubtful and (too_old or not sending.channels[row.message.channel].sends_again):
        unclear(cycle, tx, row, answer)
        return
    if receipt.delivery is Delivery.OPERATOR:
        _to_be_mended(sending, tx, one)
        return
    pause = _pause(receipt, row.attempts + 1, cycle.now - row.message.created)
    tx.outbox.retry(key, fence, cycle.now + pause, answer, possible_repeat=doubtful)


def unclear(cycle: Cycle, tx: Transaction, row: MessageRow, why: str) -> None:
    """Given up, since a second one could not be told from the first; the administrator knows whom to ask (D25)."""
    tx.outbox.dead(row.message.key, row.fence, f"không rõ đã tới chưa, không gửi lại: {why}")
    lines = [f"{row.message.recipient_name or row.message.recipient}: {why}"]
    heading, failing = "Không rõ một tin đã tới chưa", {row.message.channel}
    tell_admin(cycle, tx, f"unclear|{row.message.key}", heading, lines, failing=failing)


def _dead(cycle: Cycle, tx: Transaction, one: Delivered) -> None:
    message, answer = one.row.message, one.receipt.answer
    tx.outbox.dead(message.key, one.row.fence, answer)
    report = refused(message.recipient, message.message_id, answer)
    if report is not None and one.receipt.delivery is Delivery.PERMANENT and take_back(cycle, tx, [report]).marked:
        return  # D14: the office was told of the address, and the step goes another way
    lines = [f"{message.recipient}: {answer}"]
    failing = carrier(cycle, message.channel, message.recipient)
    tell_admin(cycle, tx, f"dead|{message.key}", "Một thư không gửi được", lines, failing=failing)


def _to_be_mended(sending: Sending, tx: Transaction, one: Delivered) -> None:
    """Our own set-up is wrong: the whole channel rests, and the administrator hears of it elsewhere (D10, D11)."""
    cycle, channel, answer = sending.cycle, one.row.message.channel, one.receipt.answer
    until = sending.broken[channel] = _stop(cycle, tx, channel, answer)
    tx.outbox.retry(one.row.message.key, one.row.fence, until, answer)
    incident = f"channel|{channel}|{cycle.now.date()}"
    tell_admin(cycle, tx, incident, f"Kênh {channel} cần người sửa", [answer], failing={channel})


def _stop(cycle: Cycle, tx: Transaction, channel: str, answer: str) -> datetime:
    """Stop a channel, for longer each time it turns out wrong again."""
    before = [bar for bar in tx.outbox.barred() if (bar.channel, bar.address) == (channel, WHOLE_CHANNEL)]
    for bar in before:
        if bar.until is not None and bar.until > cycle.now:
            return bar.until  # letters that were on their way side by side found the same fault: one try, not many
    longer: int = 4 ** min(sum(bar.tries for bar in before), 10)
    until = cycle.now + min(FIRST_STOP * longer, LONGEST_STOP)
    tx.outbox.bar(channel, WHOLE_CHANNEL, cycle.now, answer, until)
    return until


def _pause(receipt: Receipt, attempts: int, age: timedelta) -> timedelta:
    """As long as the server asks for, within reason; soon where nobody answered or the line broke; else doubling."""
    if receipt.retry_after_s is not None:
        return timedelta(seconds=min(max(receipt.retry_after_s, 1), 86_400))
    if receipt.delivery is Delivery.UNCLEAR:
        # Who was only slow may have taken it: the longest that a server may think is waited before it is told twice.
        return _doubled(_SLOW_S if receipt.away else _BROKEN_S, attempts)
    if receipt.away:
        shortest, longest = _NOBODY_S
        return timedelta(seconds=min(max(age.total_seconds() / 10, shortest), longest))
    return _doubled(_BROKEN_S if receipt.cut else _REFUSED_S, attempts)


def _doubled(first_s: float, attempts: int) -> timedelta:
    return timedelta(seconds=min(first_s * 2 ** min(attempts - 1, 20), _LONGEST_S))
