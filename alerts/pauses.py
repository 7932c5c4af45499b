"""A unit has answered: the ladder of that finding waits for the office, five working days at most (S21). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.manners import Manners, morning_of
from alerts.notice import MessageKind
from rules.model import VN, Answer, Attestation, Calendar, Decision, DutyKey, Refusal, Reply

PAUSED = frozenset({MessageKind.REMINDER, MessageKind.OVERDUE, MessageKind.ESCALATION, MessageKind.INFORMED})
"""Kinds of notice that wait; what tells that it is over does not."""
LONGEST = 5
"""Working days."""


def paused(decisions: Iterable[Decision], calendar: Calendar, now: datetime, manners: Manners) -> set[DutyKey]:
    """Duties (or parts of duties) whose ladder waits at this moment."""
    ends: dict[DutyKey, datetime] = {}
    for made in sorted((one for one in decisions if one.made_at <= now), key=lambda one: one.made_at):
        if isinstance(made, Reply):
            # A further answer during a pause does not make it longer.
            if made.made_at >= ends.get(made.key, made.made_at):
                ends[made.key] = pause_end(made.made_at, calendar, manners)
        elif (key := _dealt_with(made)) is not None:
            ends.pop(key, None)
    return {key for key, end in ends.items() if now < end}


def pause_end(answered: datetime, calendar: Calendar, manners: Manners) -> datetime:
    """The morning of the fifth working day after the day of the answer."""
    return morning_of(calendar.add_working(answered.astimezone(VN).date(), LONGEST), manners)


def _dealt_with(made: Decision) -> DutyKey | None:
    """The duty about which the office has spoken; then nothing is left to wait for."""
    match made:
        case Refusal():
            return made.key
        case Attestation() if made.confirmed or not made.received:
            return made.key
        case Answer() if made.period is not None:
            return DutyKey(made.unit, made.plan, made.obligation, made.period)
    return None
