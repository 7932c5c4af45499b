"""What cannot be used for now: addresses that letters come back from, channels whose set-up is wrong, revoked links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, or_, select, update

from monitor.ports import Bar
from monitor.storage.session import Session
from monitor.storage.tables import barred


class SqlBarred:
    """The part of ``monitor.ports.Outbox`` about what is barred."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def bar(
        self,
        channel: str,
        address: str,
        now: datetime,
        reason: str,
        until: datetime | None = None,
        message_id: str | None = None,
    ) -> int:
        """A bar that was lifted begins anew."""
        here = (barred.c.channel == channel, barred.c.address == address, barred.c.rehearsal == self.session.mark)
        row = self.session.row(select(barred).where(*here))
        again = row is not None and row.cleared is None
        tries = row.tries + 1 if row is not None and again else 1
        values = {"until": until, "reason": reason, "message_id": message_id, "tries": tries, "cleared": None}
        if row is not None:
            since = {} if again else {"since": now}
            self.session.run(update(barred).where(*here).values(values | since))
            return tries
        names = {"rehearsal": self.session.mark, "channel": channel, "address": address}
        values |= {"since": now, "recorded_at": self.session.wall()}
        self.session.run(insert(barred).values(names | values))
        return tries

    def barred(self, now: datetime | None = None) -> list[Bar]:
        """Oldest first."""
        query = select(barred).where(self.session.side(barred), barred.c.cleared.is_(None)).order_by(barred.c.id)
        if now is not None:
            query = query.where(or_(barred.c.until.is_(None), barred.c.until > now))
        return [
            Bar(row.channel, row.address, row.since, row.until, row.reason, row.tries)
            for row in self.session.rows(query)
        ]

    def unbar(self, channel: str, address: str, now: datetime) -> bool:
        """Its row stays, as what was."""
        here = (barred.c.channel == channel, barred.c.address == address, barred.c.rehearsal == self.session.mark)
        return self.session.run(update(barred).where(*here, barred.c.cleared.is_(None)).values(cleared=now)) == 1
