"""Verdicts: appended, never changed; which one holds now, and which one held at any moment (S20)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, insert, literal, select, update

from monitor.ports import AuditLine, Standing, VerdictFilter, VerdictRow
from monitor.storage.audit import audit_lines
from monitor.storage.decisions import SqlDecisions
from monitor.storage.duties import KEY_COLUMNS, among_duties, duty_ids, ensured_duties
from monitor.storage.findings import SqlFindings
from monitor.storage.rows import key_of_row, verdict_of, verdict_values
from monitor.storage.tables import closing, duty, plan_text, verdict
from monitor.storage.texts import clean
from rules.model import DutyKey, Status, Verdict

_HELD = [column for column in verdict.c if column.name != "valid_until"]
_DUTY = [*KEY_COLUMNS, duty.c.verdict_id, duty.c.closed_at, duty.c.first_known_at, duty.c.judged_at, duty.c.reopened_at]
_PLAN_DEEDS = ("plan_in_force", "plan_changed", "plan_removed")


class SqlVerdicts(SqlFindings, SqlDecisions):
    """See ``monitor.ports.Verdicts``; findings and decisions have files of their own."""

    def remember_plan(self, plan: str, digest: str, text: str, now: datetime) -> None:
        """The first text under a digest stays."""
        row = {"plan": plan, "digest": digest, "text": text, "first_used": self.session.heard(now)}
        self.session.insert_new(plan_text, [row | {"rehearsal": self.session.mark}])

    def plan_text(self, plan: str, digest: str) -> str | None:
        """By its natural name; a rehearsal keeps its own."""
        wanted = (plan_text.c.plan == plan, plan_text.c.digest == digest, self.session.side(plan_text))
        row = self.session.row(select(plan_text.c.text).where(*wanted).limit(1))
        return row.text if row is not None else None

    def plan_deeds(self) -> list[AuditLine]:
        """The lines of the audit log about plans."""
        return audit_lines(self.session, actions=_PLAN_DEEDS)

    # --- what holds now ----------------------------------------------------------------------------------------------

    def current(self, keys: Collection[DutyKey] | None = None) -> dict[DutyKey, VerdictRow]:
        """By the duty's own pointer; where both sides are read, the real one wins."""
        query = _joined(duty.c.valid_until, verdict.c.id == duty.c.verdict_id).where(self.session.side(duty))
        if keys is not None:
            query = query.where(among_duties(self.session, keys))
        rows = self.session.rows(query.order_by(duty.c.rehearsal.desc(), duty.c.id))
        return {key_of_row(row): _held_row(row) for row in rows}

    def standing(self) -> dict[DutyKey, Standing]:
        """Without the JSON of the verdicts, which costs most of ``current``."""
        columns = (verdict.c.status, verdict.c.plan_digest, verdict.c.known_at, verdict.c.late_after, verdict.c.reason)
        chosen = select(*_DUTY, duty.c.basis, *columns)
        query = chosen.select_from(duty).join(verdict, verdict.c.id == duty.c.verdict_id)
        rows = self.session.rows(query.where(self.session.side(duty)).order_by(duty.c.rehearsal.desc(), duty.c.id))
        return {
            key_of_row(row): Standing(
                Status(row.status),
                row.plan_digest,
                row.closed_at,
                row.reopened_at or row.first_known_at,
                row.judged_at or row.known_at,
                row.late_after,
                row.reason,
                row.basis,
            )
            for row in rows
        }

    def ripe(self, now: datetime) -> set[DutyKey]:
        """Time alone may have changed their verdict."""
        due = (duty.c.valid_until <= self.session.heard(now), duty.c.closed_at.is_(None), self.session.side(duty))
        return {key_of_row(row) for row in self.session.rows(select(*KEY_COLUMNS).where(*due))}

    def save(
        self,
        run: int,
        now: datetime,
        plan_digest: str,
        verdicts: Sequence[Verdict],
        bases: Mapping[DutyKey, str] | None = None,
    ) -> None:
        """In bulk: duties, verdicts, and each duty's pointer."""
        session = self.session
        session.heard(now)
        ids = ensured_duties(session, [one.key for one in verdicts])
        shared = {"rehearsal": session.mark, "run_id": run or None, "known_at": now, "plan_digest": plan_digest}
        shared["recorded_at"] = session.wall()
        rows = [verdict_values(one) | shared | {"duty_id": ids[one.key]} for one in verdicts]
        numbers = session.insert_ids(verdict, rows)
        moved = [
            {"row_id": ids[one.key], "number": number, "until": one.valid_until, "by": (bases or {}).get(one.key)}
            for one, number in zip(verdicts, numbers, strict=True)
        ]
        first = func.coalesce(duty.c.first_known_at, literal(now, duty.c.first_known_at.type))
        values = {"verdict_id": bindparam("number"), "valid_until": bindparam("until"), "judged_at": now}
        values |= {"basis": bindparam("by")}
        session.update_by_id(duty, moved, values | {"first_known_at": first})

    def unchanged(self, verdicts: Sequence[Verdict], bases: Mapping[DutyKey, str] | None = None) -> None:
        """Confirmed at the moment that the run has spoken of in this transaction, else now."""
        session = self.session
        ids = duty_ids(session, [one.key for one in verdicts])
        moved = [
            {"row_id": ids[one.key], "until": one.valid_until, "by": (bases or {}).get(one.key)}
            for one in verdicts
            if one.key in ids
        ]
        values = {"valid_until": bindparam("until"), "judged_at": session.moment or session.wall()}
        values |= {"basis": bindparam("by")}
        session.update_by_id(duty, moved, values)

    def reopen(self, keys: Collection[DutyKey], now: datetime) -> int:
        """The log of closings keeps what was closed before."""
        session = self.session
        wanted = select(duty.c.id).where(among_duties(session, keys), duty.c.rehearsal == session.mark)
        ids = [row.id for row in session.rows(wanted.where(duty.c.closed_at.is_not(None)))]
        session.run(update(duty).where(session.among_ids(duty.c.id, ids)).values(closed_at=None, reopened_at=now))
        return len(ids)

    def close(self, keys: Collection[DutyKey], now: datetime) -> None:
        """Each duty once; the log of closings is appended to."""
        session = self.session
        session.heard(now)
        wanted = select(duty.c.id).where(among_duties(session, keys), duty.c.rehearsal == session.mark)
        ids = [row.id for row in session.rows(wanted.where(duty.c.closed_at.is_(None)))]
        session.run(update(duty).where(session.among_ids(duty.c.id, ids)).values(closed_at=now))
        shared = {"rehearsal": session.mark, "closed_at": now, "recorded_at": session.wall()} if ids else {}
        session.run(insert(closing), [shared | {"duty_id": number} for number in ids])

    # --- what held when ----------------------------------------------------------------------------------------------

    def history(self, wanted: VerdictFilter, known_at: datetime | None = None) -> list[VerdictRow]:
        """In the order in which we came to hold them."""
        query = _joined(verdict.c.valid_until, duty.c.id == verdict.c.duty_id).where(self.session.side(verdict))
        query = query.where(*_conditions(wanted))
        if known_at is not None:
            query = query.where(verdict.c.known_at <= known_at)
        rows = self.session.rows(query.order_by(verdict.c.known_at, verdict.c.id))
        return [_held_row(row) for row in rows] if known_at is None else self._held_then(rows, known_at)

    def as_of(self, known_at: datetime, wanted: VerdictFilter | None = None) -> dict[DutyKey, VerdictRow]:
        """The newest verdict that was held by then, per duty; the filter looks at that one. The number tells which is
        the newest: after a clock was set back, a later verdict bears an earlier time (S20)."""
        older = verdict.alias("older")
        held = (older.c.duty_id == duty.c.id, older.c.known_at <= known_at)
        newest = select(func.max(older.c.id)).where(*held).scalar_subquery()
        query = _joined(verdict.c.valid_until, verdict.c.id == newest).where(self.session.side(duty))
        rows = self.session.rows(query.where(*_conditions(wanted)).order_by(duty.c.rehearsal.desc(), duty.c.id))
        return {row.verdict.key: row for row in self._held_then(rows, known_at)}

    def _held_then(self, rows: Sequence[Row[Any]], known_at: datetime) -> list[VerdictRow]:
        """What happened after ``known_at`` is left out, and what it undid is there: a period that was reopened since
        was closed then."""
        again = {row.duty_id: row for row in rows if row.reopened_at is not None and not _closed_by(row, known_at)}
        logged = self._closings(again, known_at) if again else {}
        closed = {row.duty_id: row.closed_at for row in rows if _closed_by(row, known_at)} | logged
        return [_held_row(row, known_at, closed.get(row.duty_id)) for row in rows]

    def _closings(self, duties: Mapping[int, Row[Any]], known_at: datetime) -> dict[int, datetime]:
        """The last closing of each of these duties, by then, where no reopening followed it by then."""
        query = select(closing.c.duty_id, func.max(closing.c.closed_at).label("at")).where(
            self.session.among_ids(closing.c.duty_id, duties), closing.c.closed_at <= known_at
        )
        opened: dict[str, list[datetime]] = {}
        for line in audit_lines(self.session, known_at, ("reopen",)):
            for name in line.details.get("duties", ()):
                opened.setdefault(name, []).append(line.at)
        found = {}
        for one in self.session.rows(query.group_by(closing.c.duty_id)):
            row = duties[one.duty_id]
            reopened = [row.reopened_at, *opened.get(str(key_of_row(row)), ())]
            if not any(one.at <= moment <= known_at for moment in reopened):
                found[one.duty_id] = one.at
        return found


def _joined(until: ColumnElement[Any], on: ColumnElement[bool]) -> Select[Any]:
    """Verdicts with their duties. ``until``: the moment of a duty moves on when its verdict is confirmed."""
    return select(*_HELD, *_DUTY, until.label("valid_until")).select_from(duty).join(verdict, on)


def _conditions(wanted: VerdictFilter | None) -> Iterable[ColumnElement[bool]]:
    if wanted is None:
        return
    same = {"unit": duty.c.unit, "obligation": duty.c.obligation, "plan": duty.c.plan, "period": duty.c.period}
    for name, column in (same | {"status": verdict.c.status}).items():
        value = getattr(wanted, name)
        if value is not None:
            yield column == clean(str(value))  # H14: not every word a person types is one a database can hold
    if wanted.since is not None:
        yield verdict.c.known_at >= wanted.since
    if wanted.until is not None:
        yield verdict.c.known_at < wanted.until


def _closed_by(row: Row[Any], moment: datetime) -> bool:
    return row.closed_at is not None and row.closed_at <= moment


def _held_row(row: Row[Any], known_at: datetime | None = None, closed_then: datetime | None = None) -> VerdictRow:
    """``known_at`` None: as it is now. Only the newest confirmation is kept: of the past, we know when a verdict was
    come by, and say the same whenever we are asked (S20)."""
    now = known_at is None
    return VerdictRow(
        id=row.id,
        verdict=verdict_of(row),
        known_at=row.known_at,
        plan_digest=row.plan_digest,
        rehearsal=row.rehearsal,
        closed_at=row.closed_at if now else closed_then,
        first_known_at=row.first_known_at,
        judged_at=row.judged_at if now and row.id == row.verdict_id else row.known_at,
    )
