"""What must hold in any database at any moment: the queries Q1–Q14 of FAULTS on our tables. Each must return no row.

For tests and the benchmark of kills; no command asks them. A ledger of what the outside world received makes Q8–Q10
possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, text

from monitor.ports import Transaction
from monitor.storage.duties import KEY_COLUMNS
from monitor.storage.rows import key_of_row
from monitor.storage.session import Session
from monitor.storage.store import SqlStore, SqlTransaction
from monitor.storage.tables import decision, duty, event, evidence, finding, lease, look, message, notice, run, verdict
from rules.findings import Event
from rules.model import CHARGES, DutyKey

Ledger = Sequence[tuple[str, str]]
"""What arrived: (Message-ID, recipient), once for each time."""
STUCK_AFTER = timedelta(minutes=10)
_OUTSIDE = ("email",)


@dataclass(frozen=True, slots=True)
class Invariant:
    """A law that is broken, and the rows that break it."""

    name: str
    rows: tuple[tuple[Any, ...], ...]


_QUERIES = {
    "Q1 finding without event": (
        "SELECT f.id FROM finding f LEFT JOIN event e ON e.duty_id = f.duty_id WHERE e.id IS NULL"
    ),
    "Q2 hole in the chain of events": (
        "SELECT duty_id, count(*) FROM event GROUP BY duty_id HAVING min(n) <> 1 OR max(n) <> count(*)"
    ),
    "Q2 finding does not stand at its last event": (
        "SELECT f.id, f.n, f.state FROM finding f LEFT JOIN event e ON e.duty_id = f.duty_id AND e.n = f.n "
        "WHERE e.id IS NULL OR e.to_state <> f.state "
        "OR EXISTS (SELECT 1 FROM event l WHERE l.duty_id = f.duty_id AND l.n > f.n)"
    ),
    "Q3 notice batched into no message": (
        "SELECT n.key FROM notice n LEFT JOIN message m ON m.id = n.message_id "
        "WHERE n.state = 'batched' AND m.id IS NULL"
    ),
    "Q4 notice from nothing": (
        "SELECT n.key FROM notice n LEFT JOIN event e ON e.duty_id = n.duty_id AND e.n = n.event WHERE e.id IS NULL"
    ),
    "Q4 notice and message of different sides": (
        "SELECT n.key FROM notice n JOIN message m ON m.id = n.message_id WHERE n.rehearsal <> m.rehearsal"
    ),
    "Q5 message queued twice": "SELECT key, rehearsal FROM message GROUP BY key, rehearsal HAVING count(*) > 1",
    "Q5 notice written twice": "SELECT key, rehearsal FROM notice GROUP BY key, rehearsal HAVING count(*) > 1",
    "Q6 one Message-ID for two messages": (
        "SELECT message_id FROM message GROUP BY message_id HAVING count(DISTINCT key) > 1"
    ),
    "Q13 duty closed without its line": (
        "SELECT d.id FROM duty d LEFT JOIN closing c ON c.duty_id = d.id AND c.closed_at = d.closed_at "
        "WHERE d.closed_at IS NOT NULL AND c.id IS NULL"
    ),
    "Q13 closed duty judged again": (
        "SELECT v.id FROM verdict v JOIN duty d ON d.id = v.duty_id WHERE v.known_at > d.closed_at"
    ),
    "Q13 duty does not point to its newest verdict": (
        "SELECT d.id FROM duty d WHERE d.verdict_id IS NOT NULL "
        "AND d.verdict_id <> (SELECT max(v.id) FROM verdict v WHERE v.duty_id = d.id)"
    ),
    "Q14 two runs at once": "SELECT max(id), count(*) FROM run WHERE state = 'running' HAVING count(*) > 1",
}


def broken_invariants(
    store: SqlStore | Transaction,
    ledger: Ledger | None = None,
    oracle: Mapping[DutyKey, Sequence[Event]] | None = None,
    drained: bool = False,
) -> list[Invariant]:
    """The laws that are broken, none when all is well.

    ``ledger``: what arrived by e-mail (Q8–Q10). ``oracle``: the events that ought to be, by duty (Q11).
    ``drained``: the queue should be empty (Q7).
    """
    with _session(store) as session:
        found = [(name, [tuple(row) for row in session.rows(text(query))]) for name, query in _QUERIES.items()]
        found.append(("Q4 message does not hold the notices it says", list(_unfrozen(session))))
        found.append(("Q7 left in the queue", list(_queued(session)) if drained else []))
        found += _against(session, ledger) if ledger is not None else []
        found.append(("Q11 events lost or invented", list(_events(session, oracle)) if oracle is not None else []))
        found.append(("Q12 accused without proof", list(_unproven(session))))
        found.append(("Q14 stuck", list(_stuck(session))))
        return [Invariant(name, tuple(rows)) for name, rows in found if rows]


def _session(store: SqlStore | Transaction) -> Any:
    return store.snapshot() if isinstance(store, SqlStore) else nullcontext(_inside(store))


def _inside(tx: Transaction) -> Session:
    if not isinstance(tx, SqlTransaction):
        raise TypeError("invariants are asked of a database")
    return tx.session


def _unfrozen(session: Session) -> Iterator[tuple[Any, ...]]:
    """The notices a living message lists are exactly those that point to it (FAULTS 3.0, step 8)."""
    batched = session.rows(select(notice.c.message_id).where(notice.c.state == "batched"))
    pointing = Counter(row.message_id for row in batched)
    alive = select(message.c.id, message.c.key, message.c.notices).where(message.c.state != "cancelled")
    for row in session.rows(alive):
        if len(row.notices) != pointing[row.id]:
            yield row.key, len(row.notices), pointing[row.id]


def _queued(session: Session) -> Iterator[tuple[Any, ...]]:
    open_states = ("queued", "leased", "sending")
    for row in session.rows(select(message.c.key, message.c.state).where(message.c.state.in_(open_states))):
        yield tuple(row)


def _against(session: Session, ledger: Ledger) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """What we say we sent, against what arrived."""
    columns = (message.c.message_id, message.c.recipient, message.c.state, message.c.possible_repeat)
    ours = session.rows(select(*columns).where(message.c.channel.in_(_OUTSIDE)))
    arrived = Counter(ledger)
    states = {(row.message_id, row.recipient): row for row in ours}
    doubled = [
        (*entry, count)
        for entry, count in arrived.items()
        if count > 1 and not (entry in states and states[entry].possible_repeat)
    ]
    lost = [entry for entry, row in states.items() if row.state == "sent" and entry not in arrived]
    unrecorded = [entry for entry in arrived if entry not in states or states[entry].state != "sent"]
    return [
        ("Q8 lost", lost),
        ("Q9 doubled", doubled),
        ("Q10 arrived but not recorded as sent", unrecorded),
    ]


def _events(session: Session, oracle: Mapping[DutyKey, Sequence[Event]]) -> Iterator[tuple[Any, ...]]:
    query = select(event.c.n, event.c.to_state, *KEY_COLUMNS).join(duty, duty.c.id == event.c.duty_id)
    ours = {(str(key_of_row(row)), row.n, row.to_state) for row in session.rows(query)}
    theirs = {(str(key), one.n, one.to.value) for key, events in oracle.items() for one in events}
    yield from (("lost", *entry) for entry in sorted(theirs - ours))
    yield from (("invented", *entry) for entry in sorted(ours - theirs))


def _unproven(session: Session) -> Iterator[tuple[Any, ...]]:
    """A charge stands on stored looks (S13), or on the office's word that nothing came (S17)."""
    query = select(duty.c.id, verdict.c.proof, *KEY_COLUMNS).join(verdict, verdict.c.id == duty.c.verdict_id)
    charged = {status.value for status in CHARGES}
    violations = select(finding.c.duty_id).where(finding.c.state == "violation")
    wanted = verdict.c.status.in_(charged) | duty.c.id.in_(violations)
    rows = session.rows(query.where(wanted))
    stored = _stored(session, {number for row in rows for number in row.proof})
    denied = _denied(session)
    for row in rows:
        key = key_of_row(row)
        if not (set(row.proof) <= stored if row.proof else key in denied):
            yield str(key), tuple(row.proof)


def _stored(session: Session, looks: Collection[int]) -> set[int]:
    kept = select(look.c.id).join(evidence, evidence.c.look_id == look.c.id).where(look.c.stored)
    return {row.id for row in session.rows(kept.where(session.among_ids(look.c.id, looks)))}


def _denied(session: Session) -> set[DutyKey]:
    said = session.rows(select(decision.c.body).where(decision.c.kind == "attestation"))
    return {DutyKey(**row.body["key"]) for row in said if not row.body["received"]}


def _stuck(session: Session) -> Iterator[tuple[Any, ...]]:
    """Work whose worker is gone: a run without a living lease, a message whose lease ran out long ago."""
    wall = session.wall()
    alive = select(lease.c.name).where(lease.c.owner.is_not(None), lease.c.until > wall).exists()
    orphaned = select(run.c.id, run.c.command).where(
        run.c.state == "running", run.c.recorded_at < wall - STUCK_AFTER, ~alive
    )
    for row in session.rows(orphaned):
        yield "run", *row
    late = message.c.state.in_(("leased", "sending")) & (message.c.lease_until < wall - STUCK_AFTER)
    for row in session.rows(select(message.c.key, message.c.state).where(late)):
        yield "message", *row
