"""Which steps may leave now: those whose moment has come, and reminders whose own day became a day off (S24)."""

from __future__ import annotations

from dataclasses import replace

from alerts.heard import NEAR
from alerts.manners import reminder_moment
from alerts.notice import MessageKind, Notice
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from rules.model import VN
from rules.periods import midnight


def early_rung(notice: Notice) -> bool:
    """Whether a step tells before the day that it is near."""
    return notice.kind is MessageKind.REMINDER or notice.step == NEAR


def due_now(cycle: Cycle, tx: Transaction, kept_back: bool = False) -> list[Notice]:
    """Steps that wait and may leave. ``kept_back``: those frozen into messages that have not left, too.

    A holiday that was written down after a reminder was planned brings it forward to the working day before: after the
    days off its day may be over.
    """
    next_day = cycle.catalogue.calendar.add_working(cycle.now.astimezone(VN).date(), 1)
    horizon = max(cycle.now, midnight(next_day))
    rows = tx.outbox.about_to_leave(horizon) if kept_back else tx.outbox.due_notices(horizon)
    notices = (_brought_forward(cycle, row.notice) for row in rows)
    return [notice for notice in notices if notice.not_before <= cycle.now]


def _brought_forward(cycle: Cycle, notice: Notice) -> Notice:
    calendar, day = cycle.catalogue.calendar, notice.not_before.astimezone(VN).date()
    if notice.not_before <= cycle.now or not early_rung(notice) or calendar.is_working(day):
        return notice
    return replace(notice, not_before=reminder_moment(day, 0, calendar, cycle.manners))
