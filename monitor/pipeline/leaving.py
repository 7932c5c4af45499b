"""What a claimed message says when it leaves: what still holds, and all of the day in one (S24, S27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from alerts.batch import latest_steps
from alerts.heard import CLOSING
from alerts.notice import Notice
from alerts.pauses import paused
from monitor.pipeline.compose import OVERTAKEN, answered, rewritten
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.recheck import NOT_NOW, RECIPIENT_CHANGED, Held, fitting, may_hear_one_day, readdressed, why_stale
from monitor.pipeline.todays_look import NO_LOOK_YET, not_looked_at
from monitor.ports import MessageRow, NewMessage, Transaction
from rules.model import VN

_PAUSED = "đang chờ văn phòng xem câu trả lời"


def last_word(cycle: Cycle, tx: Transaction, row: MessageRow) -> NewMessage | None:
    """The claimed message, or what is left of it, with what was kept back for the same person; None: nothing is left.

    What holds no more is cancelled with its reason, what is for somebody else by now goes on to them, what must wait
    waits: nothing is lost with the message (S27).
    """
    message = row.message
    if not message.notices:
        return message
    others = tx.outbox.kept_back(message.key)
    if others:
        tx.outbox.absorb(message.key, row.fence, [other.message.key for other in others])
    frozen = [one.notice for one in tx.outbox.frozen_in(message.key)]
    held = tx.verdicts.current({notice.finding for notice in frozen})
    frozen = [fitting(notice, held) for notice in frozen]
    good = _sifted(cycle, tx, row, frozen, held)
    if not good:
        return None
    # What may have arrived is repeated word for word; what was kept back counts its days anew.
    as_it_was = row.possible_repeat or _still_says(message, frozen, cycle.now)
    if len(good) == len(frozen) and not others and as_it_was:
        return message
    return rewritten(cycle, tx, message, good, held)


def _still_says(message: NewMessage, frozen: Sequence[Notice], now: datetime) -> bool:
    """Whether a message would say the same now: what tells that a charge is over may be of another kind by now."""
    closing = any(notice.kind in CLOSING for notice in frozen)
    return message.created == now or (message.slot == now.astimezone(VN).date() and not closing)


def _sifted(cycle: Cycle, tx: Transaction, row: MessageRow, frozen: Sequence[Notice], held: Held) -> list[Notice]:
    unseen = set() if row.possible_repeat else not_looked_at(cycle, tx, frozen)
    waits = paused(tx.verdicts.decisions(), cycle.catalogue.calendar, cycle.now, cycle.manners)
    over: dict[str, list[str]] = defaultdict(list)
    again: dict[str, list[str]] = defaultdict(list)
    moved: list[Notice] = []
    good: list[Notice] = []
    for notice in frozen:
        reason = "bước nhắc đã qua" if notice.passed(cycle.now) else why_stale(cycle, notice, held)
        if reason == RECIPIENT_CHANGED:
            moved.append(notice)
            (again if may_hear_one_day(cycle, notice) else over)[reason].append(notice.key)
        elif reason == NOT_NOW or (reason is None and answered(cycle, notice, waits)):
            again[reason or _PAUSED].append(notice.key)
        elif reason is None and notice.key in unseen:
            again[NO_LOOK_YET].append(notice.key)
        elif reason:
            over[reason].append(notice.key)
        else:
            good.append(notice)
    good, beaten = latest_steps(good)
    over[OVERTAKEN] += [notice.key for notice in beaten]
    for reason, keys in over.items():
        tx.outbox.take_out(keys, reason)
    for reason, keys in again.items():
        tx.outbox.take_out(keys, reason, wait=True)
    tx.outbox.add_notices(0, readdressed(cycle, tx, moved))
    return good
