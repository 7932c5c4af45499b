"""A notice: one step of the ladder for one person about one finding. Notices are written with the verdict (S23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.model import DutyKey, Person


class MessageKind(StrEnum):
    """What a message is for; of several notices in one message the weightiest names it (``weight``)."""

    ADMIN = "admin"
    INCIDENT = "incident"
    CORRECTION = "correction"
    OVERDUE = "overdue"
    ESCALATION = "escalation"
    ALL_CLEAR = "all_clear"
    QUESTION = "question"
    INFORMED = "informed"
    REMINDER = "reminder"
    DIGEST = "digest"

    @property
    def weight(self) -> int:
        """Higher is weightier."""
        return len(MessageKind) - list(MessageKind).index(self)


ASKING = frozenset({MessageKind.REMINDER, MessageKind.OVERDUE})
"""Kinds that want something of a unit, and carry a way to answer."""


@dataclass(frozen=True, slots=True)
class Notice:
    """``key``: channel, recipient, finding, event number and step; unique for ever (FAULTS 3.0).

    ``step``: reminder-10, reminder-3, overdue, escalation, informed, informed-due, all_clear, correction, no-address,
    question-…. ``not_before``: earliest moment to
    send. ``expires``: the moment after which the step has passed and the notice is cancelled, None: never (S27).
    """

    key: str
    kind: MessageKind
    step: str
    channel: str
    person: Person
    address: str
    finding: DutyKey
    event: int
    not_before: datetime
    expires: datetime | None = None

    def passed(self, now: datetime) -> bool:
        """Whether the step is over unsent (S27)."""
        return self.expires is not None and self.expires <= now
