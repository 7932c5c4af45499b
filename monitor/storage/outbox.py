"""The outbox: claim, intent, outcome, recovery, each by a conditional UPDATE on state and fence (FAULTS 3.0, S23).

Leases run in real time, whatever the rehearsal clock says; what a message is due by is the run's own time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, insert, or_, select, update

from alerts.channel import Attachment
from monitor.ports import MessageRow, NewMessage
from monitor.storage.ladder_messages import SqlLadderMessages
from monitor.storage.messages import as_then, message_of, words_of
from monitor.storage.moves import CLAIM, OLDEST, move, step_of
from monitor.storage.owners import is_gone
from monitor.storage.session import Session
from monitor.storage.tables import message, message_file, message_step

_SETTLE_S = 120.0
_NO_LEASE: dict[str, Any] = {"owner": None, "lease_until": None}


class SqlOutbox(SqlLadderMessages):
    """See ``monitor.ports.Outbox``; notices, and the ladder's one message a day, have files of their own.

    ``_claimed``: keys, in this transaction.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._claimed: set[str] = set()

    def absorb(self, key: str, fence: int, others: Collection[str]) -> bool:
        """Only what still waits is taken over; its own row says where its words went."""
        mine = self.session.row(select(message.c.id).where(*self._mine(key, fence, ("leased",))))
        if mine is None:
            return False
        for other in others:
            row = self.session.row(select(message.c.fence).where(message.c.key == other, self.session.side(message)))
            values = {"last_error": "gộp vào thư gửi cùng ngày"} | _NO_LEASE
            number = row and self._move(other, row.fence, ("queued",), "cancelled", f"gộp vào {key}", values)
            if number:
                self._hand_over(number, mine.id)
        return True

    def queue(self, run: int, new: NewMessage) -> bool:
        """Message and notices in this transaction. Raises NotWaiting when a notice is not there to be frozen."""
        if self.has(new.key):
            return False
        state = "held" if new.held else "queued"
        fixed: dict[str, Any] = {"rehearsal": self.session.mark, "run_id": run or None}
        fixed |= {"key": new.key, "message_id": new.message_id, "channel": new.channel, "recipient": new.recipient}
        fixed |= {"created": new.created, "slot": new.slot, "recorded_at": self.session.wall()}
        begin = {"state": state, "attempts": 0, "possible_repeat": False, "fence": 0}
        statement = insert(message).values(fixed | begin | words_of(new)).returning(message.c.id)
        number = int(self.session.connection.execute(statement).scalar_one())
        self._freeze(number, new.notices)
        self._attach(number, new.attachments)
        self._step(number, state, 0, "")
        return True

    def has(self, key: str) -> bool:
        """In whatever state."""
        query = select(message.c.id).where(message.c.key == key, self.session.side(message))
        return self.session.row(query) is not None

    def stuck(self, before: datetime) -> list[tuple[str, int, datetime]]:
        """Retries by the age of the message, others by when they were due."""
        tried = and_(message.c.attempts > 0, message.c.created < before)
        due = and_(message.c.attempts == 0, func.coalesce(message.c.next_at, message.c.created) < before)
        query = (
            select(message.c.channel, func.count().label("number"), func.min(message.c.created).label("oldest"))
            .where(self.session.side(message), message.c.state.in_(("queued", "leased", "sending")), or_(tried, due))
            .group_by(message.c.channel)
            .order_by(message.c.channel)
        )
        return [(row.channel, row.number, row.oldest) for row in self.session.rows(query)]

    def messages(self, state: str | None = None, known_at: datetime | None = None) -> list[MessageRow]:
        """With ``known_at``, those written by then, each as its steps say that it stood; a rehearsal's steps were taken
        on another clock, and one of those that left later is shown as queued."""
        query = select(message).where(self.session.side(message)).order_by(message.c.created, message.c.id)
        if known_at is not None:
            query = query.where(message.c.created <= known_at)
        then = self._steps(known_at) if known_at is not None else {}
        rows = [message_of(row, known_at) for row in self.session.rows(query) if row.id not in then]
        if then:
            known = self.session.rows(query.where(message.c.rehearsal == False))  # noqa: E712
            rows += [as_then(message_of(row, known_at), then[row.id]) for row in known if row.id in then]
            rows.sort(key=lambda one: one.message.created)
        return [row for row in rows if state in (None, row.state)]

    def _steps(self, known_at: datetime) -> dict[int, list[Row[Any]]]:
        """The steps of real messages until a moment, oldest first."""
        past = (message_step.c.rehearsal == False, message_step.c.recorded_at <= known_at)  # noqa: E712
        query = select(message_step).where(self.session.side(message_step), *past).order_by(message_step.c.id)
        found: dict[int, list[Row[Any]]] = {}
        for row in self.session.rows(query):
            found.setdefault(row.message_id, []).append(row)
        return found

    # --- claim, intent, outcome --------------------------------------------------------------------------------------

    def ready(self, now: datetime) -> bool:
        """Over all channels."""
        due = or_(message.c.next_at.is_(None), message.c.next_at <= now)
        query = select(message.c.id).where(message.c.rehearsal == self.session.mark, message.c.state == "queued", due)
        return self.session.row(query.limit(1)) is not None

    def claim(
        self,
        owner: str,
        now: datetime,
        lease_s: float,
        without: Collection[str] = (),
        hearing: Collection[str] = (),
    ) -> MessageRow | None:
        """Take one; no other worker waits for it, and none takes the same."""
        free = {"side": self.session.mark, "now": now, "without": list(without), "hearing": list(hearing)}
        found = self.session.connection.execute(OLDEST, free).first()
        if found is None:
            return None
        until = self.session.wall() + timedelta(seconds=lease_s)
        lease = {"new_owner": owner, "new_lease_s": lease_s, "new_lease_until": until}
        here = {"number": found.id, "known": found.fence}
        row = self.session.connection.execute(CLAIM, here | lease).one_or_none()
        if row is None:
            return None
        self._claimed.add(row.key)
        self._step(row.id, "leased", row.fence, owner)
        return self._with_files(row) if found.files else message_of(row)

    def replace(self, key: str, fence: int, new: NewMessage) -> bool:
        """What is said no more is cancelled with it; the Message-ID stays."""
        number = self._move(key, fence, ("leased",), "leased", "viết lại trước khi gửi", words_of(new))
        if number is not None:
            self._thaw(number, "không còn đúng khi gửi", keep=new.notices)
        return number is not None

    def sending(self, key: str, fence: int) -> bool:
        """The lease runs anew from here, unless it began in this very transaction."""
        values: dict[str, Any] = {"attempts": 1}
        if key not in self._claimed:
            row = self.session.row(select(message.c.lease_s).where(*self._mine(key, fence, ("leased",))))
            if row is None:
                return False
            values["lease_until"] = self.session.wall() + timedelta(seconds=row.lease_s or _SETTLE_S)
        return self._move(key, fence, ("leased",), "sending", "", values) is not None

    def sent(self, key: str, fence: int, now: datetime, answer: str) -> bool:
        """With the server's words (S26)."""
        values = {"sent": now, "answer": answer}
        return self._move(key, fence, ("sending",), "sent", answer, values | _NO_LEASE) is not None

    def retry(self, key: str, fence: int, next_at: datetime, error: str, possible_repeat: bool = False) -> bool:
        """Once marked as a possible repeat, always marked."""
        values = {"next_at": next_at, "last_error": error, "possible_repeat": possible_repeat}
        return self._move(key, fence, ("leased", "sending"), "queued", error, values | _NO_LEASE) is not None

    def dead(self, key: str, fence: int, error: str) -> bool:
        """Its notices stay with it: nobody knows better what was tried."""
        values = {"last_error": error} | _NO_LEASE
        return self._move(key, fence, ("leased", "sending"), "dead", error, values) is not None

    def cancel(self, key: str, fence: int, reason: str) -> bool:
        """Only what has not begun to leave; its notices are cancelled with it."""
        values = {"last_error": reason} | _NO_LEASE
        number = self._move(key, fence, ("queued", "held", "leased"), "cancelled", reason, values)
        if number is not None:
            self._thaw(number, reason)
        return number is not None

    def bounced(self, message_id: str, recipient: str, now: datetime, reason: str) -> str | None:
        """The state stays: it did leave. The first return is kept."""
        here = (
            self.session.side(message),
            message.c.message_id == message_id,
            message.c.recipient == recipient,
            message.c.state.in_(("sent", "sending", "queued", "dead")),
            message.c.attempts > 0,
        )
        row = self.session.row(select(message.c.id, message.c.key, message.c.fence, message.c.bounced).where(*here))
        if row is None:
            return None
        if row.bounced is None:
            self.session.run(update(message).where(message.c.id == row.id).values(bounced=now, last_error=reason))
            self._step(row.id, "bounced", row.fence, reason)
        return str(row.key)

    def wake(self, channel: str) -> int:
        """For somebody who has just mended it."""
        here = (self.session.side(message), message.c.channel == channel, message.c.state == "queued")
        return self.session.run(update(message).where(*here, message.c.next_at.is_not(None)).values(next_at=None))

    # --- recovery ----------------------------------------------------------------------------------------------------

    def recover(self, owner: str) -> list[MessageRow]:
        """Leases that ran out, or whose process is gone. The fence rises: the old owner can change nothing more."""
        wall = self.session.wall()
        query = select(message).where(
            message.c.rehearsal == self.session.mark, message.c.state.in_(("leased", "sending"))
        )
        doubtful = []
        for row in self.session.rows(query.order_by(message.c.created, message.c.id).with_for_update(skip_locked=True)):
            if row.lease_until is not None and row.lease_until > wall and not is_gone(row.owner):
                continue
            if row.state == "leased":
                self._move(row.key, row.fence, ("leased",), "queued", "tiến trình trước dừng giữa chừng", _NO_LEASE)
                continue
            lease = {"owner": owner, "lease_until": wall + timedelta(seconds=_SETTLE_S), "fence": row.fence + 1}
            self._move(row.key, row.fence, ("sending",), "sending", f"nhận lại từ {row.owner}", lease)
            doubtful.append(self._one(row.id))
        return doubtful

    def settle(self, key: str, fence: int, found: bool, now: datetime) -> None:
        """Found at the other side, or to be sent again under the same Message-ID."""
        if found:
            self.sent(key, fence, now, "đã thấy thư ở bên nhận")
        else:
            self.retry(key, fence, now, "dừng giữa lúc gửi, chưa rõ đã tới chưa", possible_repeat=True)

    # --- rows --------------------------------------------------------------------------------------------------------

    def _mine(self, key: str, fence: int, states: tuple[str, ...]) -> tuple[Any, ...]:
        mark = message.c.rehearsal == self.session.mark
        return mark, message.c.key == key, message.c.fence == fence, message.c.state.in_(states)

    def _move(
        self, key: str, fence: int, states: tuple[str, ...], to: str, note: str, values: dict[str, Any]
    ) -> int | None:
        """The conditional UPDATE; the message's id, None when it is not in that state under that fence."""
        new = {f"new_{name}": value for name, value in values.items()} | {"new_state": to}
        here = {"side": self.session.mark, "known_key": key, "known_fence": fence}
        row = self.session.connection.execute(move(states, (*values, "state")), new | here).one_or_none()
        if row is None:
            return None
        self._step(row.id, to, row.fence, note)
        return int(row.id)

    def _step(self, number: int, state: str, fence: int, note: str) -> None:
        values: dict[str, Any] = {"rehearsal": self.session.mark, "message_id": number}
        values |= {"state": state, "fence": fence, "note": note}
        if not self.session.on_postgresql:
            values["recorded_at"] = self.session.wall()
        self.session.connection.execute(step_of(self.session.on_postgresql), values)

    def _attach(self, number: int, files: tuple[Attachment, ...]) -> None:
        side = {"rehearsal": self.session.mark, "message_id": number}
        rows = [side | asdict(one) | {"place": place} for place, one in enumerate(files, start=1)]
        self.session.run(insert(message_file), rows)

    def _one(self, number: int) -> MessageRow:
        """With its files: whoever asks for one message is about to send it."""
        return self._with_files(self.session.connection.execute(select(message).where(message.c.id == number)).one())

    def _with_files(self, found: Row[Any]) -> MessageRow:
        files = select(message_file).where(message_file.c.message_id == found.id).order_by(message_file.c.place)
        attached = tuple(Attachment(row.name, row.media, row.data) for row in self.session.rows(files))
        row = message_of(found)
        return replace(row, message=replace(row.message, attachments=attached)) if attached else row
