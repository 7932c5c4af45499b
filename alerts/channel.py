"""What a channel must do: hand one message to the outside world and say truthfully what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Delivery(StrEnum):
    """``SENT``: the other side said yes. ``RETRY``: it did not take it, ask later. ``PERMANENT``: it never will.

    ``OPERATOR``: our own set-up is wrong (password, certificate): stop at once and tell the administrator.
    ``UNCLEAR``: it may or may not have been taken (the line dropped after the last byte).
    """

    SENT = "sent"
    RETRY = "retry"
    PERMANENT = "permanent"
    OPERATOR = "operator"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along with a message. ``name``: plain letters of our own; ``media``: ``application/…``."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to leave. ``message_id`` is derived from the message key and from nothing else (S23)."""

    message_id: str
    channel: str
    recipient: str
    recipient_name: str
    kind: str
    subject: str
    text: str
    html: str
    created: datetime
    attempt: int = 1
    reply_to: str | None = None
    thread: str | None = None
    """Message-ID of an earlier message about the same finding."""
    attachments: tuple[Attachment, ...] = ()
    doubtful: bool = False
    """An earlier attempt may have arrived."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """``answer``: the server's words, kept with the message (S26). ``retry_after_s``: its wish, if it named one.

    ``away``: nobody answered at all, or not in time; no other message would fare better just now (D1, D9, D13).
    ``cut``: the line broke before the message was whole, which says nothing against the message (D6, D13).
    ``aside``: what the administrator should hear of though the message itself is none the worse for it.
    """

    delivery: Delivery
    answer: str
    retry_after_s: int | None = None
    away: bool = False
    cut: bool = False
    aside: str | None = None


class Channel(Protocol):
    """One module in ``alerts/channels``.

    ``sends_again``: a message of unclear fate is sent again, under its old name and marked; where nobody could tell the
    two apart it is not, and the record copy must do (S26, FAULTS 3.0, step 7).
    """

    name: str
    sends_again: bool

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Send within the deadline. Never raises: every failure is a receipt."""

    def find(self, message_id: str) -> bool | None:
        """Whether the message is known to have arrived; None where the channel cannot be read back."""

    def check(self) -> Receipt:
        """Log in and out again without sending anything (``doctor``)."""

    def close(self) -> None:
        """Let go of connections."""
