"""The invariants are silent when all is well, and each speaks up when its law is broken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from monitor.storage.invariants import broken_invariants
from monitor.storage.owners import owner_name
from monitor.storage.store import SqlStore
from rules.findings import EventKind
from rules.model import Attestation, Status
from tests.storage.cast import HOUR, MARCH, MORNING, event, look, message, notice, verdict, watch

ARRIVED = ("<m1@so.test>", "lan@thcshoamai.edu.test")


@pytest.fixture
def told(store: SqlStore) -> SqlStore:
    """A charged duty with its proof, and the letter about it, sent."""
    watch(store)
    proof = (look(store), look(store, MORNING + HOUR))
    with store.write(False) as tx:
        tx.runs.finish(tx.runs.begin("run", MORNING), MORNING, {})
        tx.verdicts.save(0, MORNING, "digest", [verdict(status=Status.OVERDUE, proof=proof)])
        tx.verdicts.add_events(0, [event(1), event(2, kind=EventKind.CHARGED)])
        tx.outbox.add_notices(0, [notice("a", event=2)])
        tx.outbox.queue(0, message("m1", "a"))
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        tx.outbox.sending("m1", row.fence)
        tx.outbox.sent("m1", row.fence, MORNING, "250")
        tx.verdicts.close([MARCH], MORNING + HOUR)
    return store


def broken(store: SqlStore, **facts: object) -> set[str]:
    return {one.name.split()[0] for one in broken_invariants(store, **facts)}


def test_nothing_is_said_when_all_is_well(told: SqlStore) -> None:
    oracle = {MARCH: [event(1), event(2, kind=EventKind.CHARGED)]}
    assert broken_invariants(told, ledger=[ARRIVED], oracle=oracle, drained=True) == []
    with told.read(False) as tx:
        assert broken_invariants(tx) == []


@pytest.mark.parametrize(
    ("damage", "law"),
    [
        ("UPDATE finding SET state = 'calm'", "Q2"),
        ("UPDATE finding SET n = 3", "Q2"),
        ("UPDATE notice SET message_id = NULL", "Q3"),
        ("UPDATE message SET notices = '[]'", "Q4"),
        ("UPDATE duty SET verdict_id = 0", "Q13"),
        ("UPDATE duty SET closed_at = NULL; UPDATE duty SET closed_at = (SELECT max(started) FROM run)", "Q13"),
        ("UPDATE evidence SET look_id = (SELECT max(id) FROM look)", "Q12"),
        ("UPDATE message SET state = 'queued'", "Q7"),
        ("UPDATE run SET state = 'running', recorded_at = (SELECT min(first_seen) FROM publication)", "Q14"),
        ("UPDATE message SET state = 'sending', lease_until = created", "Q14"),
    ],
)
def test_a_broken_law_is_named(told: SqlStore, damage: str, law: str) -> None:
    from tests.storage.cast import change

    look(told, MORNING, change())
    with told.engine.begin() as connection:
        for statement in damage.split(";"):
            connection.execute(text(statement))
    assert law in broken(told, drained=True)


def test_what_arrived_is_held_against_what_we_say_we_sent(told: SqlStore) -> None:
    assert broken(told, ledger=[]) == {"Q8"}
    assert broken(told, ledger=[ARRIVED, ARRIVED]) == {"Q9"}
    assert broken(told, ledger=[ARRIVED, ("<other@so.test>", "x@so.test")]) == {"Q10"}


def test_a_repeat_that_is_marked_is_no_fault(told: SqlStore) -> None:
    with told.engine.begin() as connection:
        connection.execute(text("UPDATE message SET possible_repeat = :yes"), {"yes": True})
    assert broken(told, ledger=[ARRIVED, ARRIVED]) == set()


def test_lost_and_invented_events_are_named(told: SqlStore) -> None:
    [lost] = broken_invariants(told, oracle={MARCH: [event(1), event(2, kind=EventKind.CLEARED)]})
    assert {row[0] for row in lost.rows} == {"lost", "invented"}


def test_a_charge_without_looks_needs_the_offices_word(store: SqlStore) -> None:  # S13, S17
    with store.write(False) as tx:
        tx.verdicts.save(0, MORNING, "digest", [verdict(status=Status.OVERDUE, proof=())])
    assert broken(store) == {"Q12"}
    with store.write(False) as tx:
        tx.verdicts.add_decision(Attestation(MARCH, "Ông Tùng", MORNING - timedelta(days=1), True, received=False))
    assert broken(store) == set()
