"""Messages of the ladder: one per person, channel and day, however long others were kept back (S24, D29)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from monitor.ports import MessageRow
from monitor.storage.messages import message_of
from monitor.storage.notices import SqlNotices
from monitor.storage.tables import message
from rules.periods import midnight

_NO_LADDER = ("digest", "admin", "incident")
"""Kinds that come beside the one ladder message per person, channel and day (S24)."""
_LONGEST_WAIT = timedelta(days=30)
"""No message waits longer than this: it was given up before (D29)."""


class SqlLadderMessages(SqlNotices):
    """The part of ``monitor.ports.Outbox`` about what a person hears on one day."""

    def slots_taken(self, day: date) -> set[tuple[str, str]]:
        """Pairs of channel and recipient."""
        query = select(message.c.channel, message.c.recipient).where(self._of_day(day), message.c.state != "cancelled")
        return {(row.channel, row.recipient) for row in self.session.rows(query)}

    def told_on(self, key: str, day: date) -> bool:
        """One on its way counts as told, so that two workers never tell one person at once."""
        mine = self._ladder_message(key)
        if mine is None:
            return False
        first = (message.c.state == "leased") & (message.c.id < mine.id)
        on_the_way = or_(message.c.state == "sending", first)
        gone = (message.c.state == "sent") & self._sent_on(day)
        query = select(message.c.id).where(self._beside(mine), or_(on_the_way, gone)).limit(1)
        return self.session.row(query) is not None

    def kept_back(self, key: str) -> list[MessageRow]:
        """Oldest first. One that may have arrived already stays as it is: its text may be known."""
        mine = self._ladder_message(key)
        if mine is None or mine.possible_repeat:
            return []
        still = (message.c.state == "queued", message.c.possible_repeat == False)  # noqa: E712
        query = select(message).where(self._beside(mine), *still).order_by(message.c.created, message.c.id)
        return [message_of(row) for row in self.session.rows(query)]

    def _ladder_message(self, key: str) -> Row[Any] | None:
        here = (message.c.key == key, self.session.side(message), message.c.kind.not_in(_NO_LADDER))
        return self.session.row(select(message).where(*here))

    def _beside(self, mine: Row[Any]) -> ColumnElement[bool]:
        """Other ladder messages to the same person on the same channel, as far back as one may still wait."""
        return and_(
            self.session.side(message),
            message.c.channel == mine.channel,
            message.c.recipient == mine.recipient,
            message.c.slot >= mine.slot - _LONGEST_WAIT,
            message.c.kind.not_in(_NO_LADDER),
            message.c.id != mine.id,
        )

    def _of_day(self, day: date) -> ColumnElement[bool]:
        """Ladder messages made for a day, and those that left on it, kept back until then."""
        return and_(
            self.session.side(message),
            message.c.slot >= day - _LONGEST_WAIT,
            message.c.slot <= day,
            or_(message.c.slot == day, self._sent_on(day)),
            message.c.kind.not_in(_NO_LADDER),
        )

    @staticmethod
    def _sent_on(day: date) -> ColumnElement[bool]:
        return and_(message.c.sent >= midnight(day), message.c.sent < midnight(day + timedelta(days=1)))
