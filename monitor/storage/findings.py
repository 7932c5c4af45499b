"""Findings and their events: numbered without holes, appended once (FAULTS Q1, Q2, B13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select, update

from monitor.storage.duties import KEY_COLUMNS, among_duties, ensured_duties
from monitor.storage.rows import key_of_row
from monitor.storage.session import Session
from monitor.storage.tables import duty, event, finding
from rules.findings import Event, Finding, FindingState
from rules.model import DutyKey


class BrokenChain(Exception):
    """An event does not follow the last one of its finding; whoever made it did not see the newest state."""


class SqlFindings:
    """The part of ``monitor.ports.Verdicts`` about the life of problems."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def findings(self, keys: Collection[DutyKey]) -> dict[DutyKey, Finding]:
        """Calm where nothing ever happened; where both sides are read, the real one wins."""
        query = select(finding.c.n, finding.c.state, *KEY_COLUMNS).join(duty, duty.c.id == finding.c.duty_id)
        query = query.where(among_duties(self.session, keys), self.session.side(duty)).order_by(duty.c.rehearsal.desc())
        found = {key: Finding(key) for key in keys}
        for row in self.session.rows(query):
            key = key_of_row(row)
            found[key] = Finding(key, row.n, FindingState(row.state))
        return found

    def add_events(self, run: int, events: Sequence[Event]) -> None:
        """Each event must be the next one of its finding; the same event once more is left alone.

        Raises BrokenChain.
        """
        ids = ensured_duties(self.session, [one.key for one in events])
        if not events:
            return
        recorded = self.session.wall()
        for one in events:
            if not self._moved(ids[one.key], one):
                continue
            values = {
                "rehearsal": self.session.mark,
                "run_id": run or None,
                "duty_id": ids[one.key],
                "n": one.n,
                "kind": one.kind.value,
                "to_state": one.to.value,
                "status": one.status.value,
                "at": one.at,
                "recorded_at": recorded,
            }
            self.session.run(insert(event).values(values))

    def _moved(self, number: int, one: Event) -> bool:
        """Move the finding on; False when the event is there already."""
        calm = {"duty_id": number, "n": 0, "state": FindingState.CALM.value, "rehearsal": self.session.mark}
        if one.n == 1:
            self.session.insert_new(finding, [calm])
        here = (finding.c.duty_id == number, finding.c.n == one.n - 1)
        if self.session.run(update(finding).where(*here).values(n=one.n, state=one.to.value)) == 1:
            return True
        kept = self.session.row(select(event).where(event.c.duty_id == number, event.c.n == one.n))
        same = kept is not None and (kept.kind, kept.to_state, kept.at) == (one.kind.value, one.to.value, one.at)
        if not same:
            raise BrokenChain(f"event {one.n} of {one.key} does not follow its finding")
        return False
