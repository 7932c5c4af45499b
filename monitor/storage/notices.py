"""Notices: one step of the ladder for one person, written with the verdict, frozen into one message (S23, S27)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update

from alerts.notice import MessageKind, Notice
from monitor.ports import NoticeRow
from monitor.storage.barred import SqlBarred
from monitor.storage.duties import KEY_COLUMNS, among_duties, duty_ids
from monitor.storage.pruning import GONE
from monitor.storage.rows import key_of_row, person_facts, person_of
from monitor.storage.tables import duty, message, notice
from rules.model import DutyKey

_OPEN = ("waiting", "held")


class SqlNotices(SqlBarred):
    """The part of ``monitor.ports.Outbox`` about notices."""

    def add_notices(self, run: int, notices: Sequence[Notice], held: bool = False) -> None:
        """Notices of events that are stored; the database refuses one from nothing (Q4)."""
        if not notices:
            return
        ids = duty_ids(self.session, {one.finding for one in notices})
        recorded = self.session.wall()
        rows = [
            {
                "rehearsal": self.session.mark,
                "run_id": run or None,
                "key": one.key,
                "kind": one.kind.value,
                "step": one.step,
                "channel": one.channel,
                "person": person_facts(one.person),
                "address": one.address,
                "duty_id": ids[one.finding],
                "event": one.event,
                "not_before": one.not_before,
                "expires": one.expires,
                "state": "held" if held else "waiting",
                "recorded_at": recorded,
            }
            for one in notices
        ]
        self.session.insert_new(notice, rows)

    def held_notices(self) -> list[NoticeRow]:
        """Oldest first."""
        return self._found(notice.c.state == "held")

    def release(self, keys: Collection[str], drop: bool, reason: str) -> int:
        """Only what is still held."""
        values = {"state": "cancelled" if drop else "waiting", "reason": reason}
        return self.session.run(update(notice).where(self._among(keys), notice.c.state == "held").values(values))

    def due_notices(self, now: datetime) -> list[NoticeRow]:
        """In the order in which they may leave."""
        return self._found(notice.c.state == "waiting", notice.c.not_before <= now)

    def about_to_leave(self, now: datetime) -> list[NoticeRow]:
        """Two queries: what waits by itself, what was kept back inside a message."""
        return self.due_notices(now) + self._found(notice.c.state == "batched", message.c.state == "queued")

    def waiting_notices(self, keys: Collection[DutyKey]) -> list[NoticeRow]:
        """Waiting and held ones."""
        return self._found(notice.c.state.in_(_OPEN), among_duties(self.session, keys))

    def told(self, keys: Collection[DutyKey]) -> dict[DutyKey, list[NoticeRow]]:
        """Who was told what; duties nobody heard of are left out, and so is what never left us (S27), and whoever is
        known no more (L10)."""
        left = or_(message.c.state.in_(("sent", "sending")), message.c.possible_repeat)
        rows = self._found(
            notice.c.state == "batched", notice.c.address != GONE, left, among_duties(self.session, keys)
        )
        found: dict[DutyKey, list[NoticeRow]] = {}
        for row in rows:
            found.setdefault(row.notice.finding, []).append(row)
        return found

    def asked(self, keys: Collection[DutyKey]) -> dict[DutyKey, list[Notice]]:
        """Questions of letters that are dead were never asked."""
        alive = or_(message.c.state.is_(None), message.c.state != "dead")
        questions = (notice.c.kind == MessageKind.QUESTION.value, notice.c.state != "cancelled", alive)
        found: dict[DutyKey, list[Notice]] = {}
        for row in self._found(*questions, among_duties(self.session, keys)):
            found.setdefault(row.notice.finding, []).append(row.notice)
        return found

    def frozen_in(self, key: str) -> list[NoticeRow]:
        """In the order of their keys."""
        return self._found(notice.c.state == "batched", message.c.key == key)

    def cancel_notices(self, keys: Collection[str], reason: str) -> None:
        """What went into a message already is left alone."""
        still = (self._among(keys), notice.c.state.in_(_OPEN))
        self.session.run(update(notice).where(*still).values(state="cancelled", reason=reason))

    def take_out(self, keys: Collection[str], reason: str, wait: bool = False) -> None:
        """Those that wait again belong to no message any more."""
        values: dict[str, Any] = {"state": "waiting", "message_id": None} if wait else {"state": "cancelled"}
        mine = (self._among(keys), notice.c.state == "batched")
        self.session.run(update(notice).where(*mine).values(values | {"reason": reason}))

    # --- freezing ----------------------------------------------------------------------------------------------------

    def _freeze(self, number: int, keys: Collection[str]) -> None:
        """Put notices into a message, all of them or none (FAULTS 3.0, step 8)."""
        wanted = set(keys)
        waiting = (self._among(wanted), notice.c.state == "waiting")
        frozen = self.session.run(update(notice).where(*waiting).values(state="batched", message_id=number))
        if frozen != len(wanted):
            raise NotWaiting(f"{len(wanted) - frozen} of {len(wanted)} notices are not waiting any more")

    def _hand_over(self, number: int, to: int) -> None:
        """What one message was to say, another says."""
        mine = (notice.c.message_id == number, notice.c.state == "batched")
        self.session.run(update(notice).where(*mine).values(message_id=to))

    def _thaw(self, number: int, reason: str, keep: Collection[str] = ()) -> None:
        """Notices of a message that will not be told after all."""
        mine = (notice.c.message_id == number, notice.c.state == "batched")
        dropped = update(notice).where(*mine).values(state="cancelled", reason=reason)
        if keep:
            dropped = dropped.where(~self._among(keep))
        self.session.run(dropped)

    def _among(self, keys: Collection[str]) -> ColumnElement[bool]:
        these = self.session.among([notice.c.key], [(key,) for key in keys])
        return these & (notice.c.rehearsal == self.session.mark)

    def _found(self, *conditions: ColumnElement[bool]) -> list[NoticeRow]:
        query = (
            select(notice, *KEY_COLUMNS, message.c.key.label("message_key"))
            .join(duty, duty.c.id == notice.c.duty_id)
            .outerjoin(message, message.c.id == notice.c.message_id)
            .where(self.session.side(notice), *conditions)
            .order_by(notice.c.not_before, notice.c.id)
        )
        return [_notice_row(row) for row in self.session.rows(query)]


class NotWaiting(Exception):
    """A message was to freeze notices that wait no more; it would say something twice, or something withdrawn."""


def _notice_row(row: Row[Any]) -> NoticeRow:
    told = Notice(
        key=row.key,
        kind=MessageKind(row.kind),
        step=row.step,
        channel=row.channel,
        person=person_of(row.person),
        address=row.address,
        finding=key_of_row(row),
        event=row.event,
        not_before=row.not_before,
        expires=row.expires,
    )
    return NoticeRow(notice=told, state=row.state, message=row.message_key, reason=row.reason)
