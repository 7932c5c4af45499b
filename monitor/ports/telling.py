"""Doors for telling: notices and messages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from alerts.channel import Attachment
from alerts.notice import Notice
from rules.model import DutyKey


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with its state: waiting | held | batched | cancelled. ``message``: key of the message it went into."""

    notice: Notice
    state: str
    message: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be queued. ``key`` is unique for ever; ``notices`` are frozen into it in the same transaction."""

    key: str
    message_id: str
    channel: str
    recipient: str
    recipient_name: str
    kind: str
    subject: str
    text: str
    html: str
    created: datetime
    slot: date
    """The local day it counts for: one per person, channel and day (S24)."""
    notices: tuple[str, ...] = ()
    findings: tuple[DutyKey, ...] = ()
    reply_to: str | None = None
    thread: str | None = None
    held: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    """Kept beside the message; a claimed message has them, a listed one does not."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message and what became of it: queued | held | leased | sending | sent | dead | cancelled."""

    message: NewMessage
    state: str
    attempts: int
    possible_repeat: bool
    last_error: str | None
    sent: datetime | None
    fence: int
    rehearsal: bool
    next_at: datetime | None = None
    bounced: datetime | None = None
    """When it came back."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What cannot be used since then: an address that letters come back from, a whole channel (address ``*``), a link.

    ``until``: when it may be tried again, None: not by itself. ``tries``: how often it went wrong in a row.
    """

    channel: str
    address: str
    since: datetime
    until: datetime | None
    reason: str
    tries: int


class Outbox(Protocol):
    """Notices and messages. Every state change of a message is conditional on its fence (FAULTS 3.0)."""

    def add_notices(self, run: int, notices: Sequence[Notice], held: bool = False) -> None:
        """Insert; a key that exists already is left alone. ``held``: not sent until released (S25)."""

    def held_notices(self) -> list[NoticeRow]:
        """Notices held by the storm brake."""

    def release(self, keys: Collection[str], drop: bool, reason: str) -> int:
        """Held notices wait again, or are cancelled with the reason; how many."""

    def due_notices(self, now: datetime) -> list[NoticeRow]:
        """Waiting notices whose ``not_before`` has come."""

    def about_to_leave(self, now: datetime) -> list[NoticeRow]:
        """Waiting notices whose ``not_before`` has come, and those in messages that wait."""

    def waiting_notices(self, keys: Collection[DutyKey]) -> list[NoticeRow]:
        """Waiting and held notices of these findings, due or not."""

    def told(self, keys: Collection[DutyKey]) -> dict[DutyKey, list[NoticeRow]]:
        """Notices of these findings whose message left, or may have left: who was told what (S27)."""

    def asked(self, keys: Collection[DutyKey]) -> dict[DutyKey, list[Notice]]:
        """What the office was asked about these findings, or will be; not what was cancelled or given up (S17, S19)."""

    def frozen_in(self, message: str) -> list[NoticeRow]:
        """The notices that were frozen into a message."""

    def cancel_notices(self, keys: Collection[str], reason: str) -> None:
        """Cancel waiting or held notices."""

    def slots_taken(self, day: date) -> set[tuple[str, str]]:
        """(channel, recipient) pairs that already have a ladder message for this day, in any state but cancelled, or
        were sent one on it that had been kept back."""

    def told_on(self, key: str, day: date) -> bool:
        """Whether the recipient of this ladder message was told by another one on that local day (S24)."""

    def kept_back(self, key: str) -> list[MessageRow]:
        """Other ladder messages that still wait for the same person on the same channel."""

    def absorb(self, key: str, fence: int, others: Collection[str]) -> bool:
        """A claimed message takes over the notices of others, which are cancelled; follow it with ``replace``."""

    def take_out(self, keys: Collection[str], reason: str, wait: bool = False) -> None:
        """Notices leave the messages they were frozen into: cancelled, or waiting again."""

    def queue(self, run: int, message: NewMessage) -> bool:
        """Insert the message and freeze its notices; False when the key exists already."""

    def recover(self, owner: str) -> list[MessageRow]:
        """Messages left in ``leased`` or ``sending`` by owners that are gone. ``leased`` go back to queued at once.
        ``sending`` ones are returned: the caller reads the channel back, then calls ``settle``."""

    def settle(self, key: str, fence: int, found: bool, now: datetime) -> None:
        """An ambiguous message: found at the other side → sent; otherwise queued again, marked ``possible_repeat``."""

    def claim(
        self,
        owner: str,
        now: datetime,
        lease_s: float,
        without: Collection[str] = (),
        hearing: Collection[str] = (),
    ) -> MessageRow | None:
        """Take the oldest queued message whose ``next_at`` has come; None when there is none. ``without``: channels;
        ``hearing``: recipients who are being told something just now."""

    def ready(self, now: datetime) -> bool:
        """Whether a message could be claimed."""

    def replace(self, key: str, fence: int, message: NewMessage) -> bool:
        """New text for a claimed message of which no byte has left (findings settled meanwhile)."""

    def sending(self, key: str, fence: int) -> bool:
        """The intent: committed before the first byte leaves. Counts the attempt."""

    def sent(self, key: str, fence: int, now: datetime, answer: str) -> bool:
        """The outcome: the other side said yes."""

    def retry(self, key: str, fence: int, next_at: datetime, error: str, possible_repeat: bool = False) -> bool:
        """Back to queued, not before ``next_at``."""

    def dead(self, key: str, fence: int, error: str) -> bool:
        """Given up; the caller raises an operator message on the other channel."""

    def cancel(self, key: str, fence: int, reason: str) -> bool:
        """Nothing left to say."""

    def messages(self, state: str | None = None, known_at: datetime | None = None) -> list[MessageRow]:
        """The outbox and its log, oldest first."""

    def stuck(self, before: datetime) -> list[tuple[str, int, datetime]]:
        """(channel, how many, oldest) of messages that were tried, or could have left, before that moment and did
        not."""

    def has(self, key: str) -> bool:
        """Whether a message with this key was ever queued."""

    # --- what cannot be used ----------------------------------------------------------------------------------------

    def bar(
        self,
        channel: str,
        address: str,
        now: datetime,
        reason: str,
        until: datetime | None = None,
        message_id: str | None = None,
    ) -> int:
        """Bar an address or a channel; how often in a row by now."""

    def barred(self, now: datetime | None = None) -> list[Bar]:
        """What is barred; with ``now``, only what may not be tried again yet."""

    def unbar(self, channel: str, address: str, now: datetime) -> bool:
        """Lift a bar; False where there is none."""

    def bounced(self, message_id: str, recipient: str, now: datetime, reason: str) -> str | None:
        """Mark a message that came back; its key, None where we never sent such a message to such a recipient."""

    def wake(self, channel: str) -> int:
        """Queued messages of a channel may be tried at once; how many."""
