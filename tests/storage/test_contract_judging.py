"""Verdicts, findings and decisions keep their promises on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from monitor.ports import Standing, StorageError, VerdictFilter
from monitor.storage.audit import audit_lines
from monitor.storage.findings import BrokenChain
from monitor.storage.invariants import broken_invariants
from monitor.storage.store import SqlStore
from rules.findings import EventKind, Finding, FindingState
from rules.model import Answer, Attestation, Status, Waiver
from tests.storage.cast import APRIL, DAY, HOUR, MARCH, MORNING, event, problem, verdict

EVENING = MORNING + 10 * HOUR


def save(store: SqlStore, at=MORNING, *verdicts, digest: str = "digest-1", rehearsal: bool = False) -> None:
    with store.write(rehearsal) as tx:
        tx.verdicts.save(0, at, digest, verdicts or (verdict(),))


def test_a_verdict_comes_back_equal_with_both_its_times(store: SqlStore) -> None:
    save(store)
    with store.read(False) as tx:
        row = tx.verdicts.current()[MARCH]
    assert row.verdict == verdict()
    assert (row.known_at, row.plan_digest, row.rehearsal) == (MORNING, "digest-1", False)
    assert (row.first_known_at, row.judged_at, row.closed_at) == (MORNING, MORNING, None)


def test_an_empty_verdict_comes_back_equal_too(store: SqlStore) -> None:
    bare = replace(
        verdict(), due=None, late_after=None, publications=(), flags=(), questions=(), figures={}, valid_until=None
    )
    save(store, MORNING, bare)
    with store.read(False) as tx:
        assert tx.verdicts.current([MARCH])[MARCH].verdict == bare


def test_the_latest_verdict_is_the_current_one_and_the_first_day_is_remembered(store: SqlStore) -> None:
    save(store)
    met = verdict(status=Status.MET, counted=2)
    save(store, EVENING, met, verdict(APRIL), digest="digest-2")
    with store.read(False) as tx:
        rows = tx.verdicts.current()
        assert tx.verdicts.current([APRIL, replace(APRIL, period="2022-05")]).keys() == {APRIL}
        assert tx.verdicts.current([]) == {}
    assert rows[MARCH].verdict == met
    assert (rows[MARCH].first_known_at, rows[MARCH].known_at, rows[MARCH].plan_digest) == (MORNING, EVENING, "digest-2")
    assert rows[APRIL].first_known_at == EVENING


def test_confirming_moves_only_the_two_moments(store: SqlStore) -> None:
    save(store)
    with store.write(False) as tx:
        tx.verdicts.remember_plan("phu-sa-2022", "digest-1", "id: phu-sa-2022", EVENING)
        tx.verdicts.unchanged([verdict(sentence="khác", valid_until=EVENING + DAY), verdict(APRIL)])
    with store.read(False) as tx:
        row = tx.verdicts.current()[MARCH]
        assert len(tx.verdicts.history(VerdictFilter())) == 1
        assert APRIL not in tx.verdicts.current()
    assert row.verdict == verdict(valid_until=EVENING + DAY)
    assert (row.known_at, row.judged_at) == (MORNING, EVENING)


def test_a_duty_is_ripe_when_time_may_change_it_and_it_is_open(store: SqlStore) -> None:
    save(store, MORNING, verdict(valid_until=EVENING), verdict(APRIL, valid_until=None))
    with store.write(False) as tx:
        assert tx.verdicts.ripe(EVENING - HOUR) == set()
        assert tx.verdicts.ripe(EVENING) == {MARCH}
        tx.verdicts.close([MARCH], EVENING)
        assert tx.verdicts.ripe(EVENING) == set()


def test_a_duty_closes_once(store: SqlStore) -> None:
    save(store)
    for at in (EVENING, EVENING + DAY):
        with store.write(False) as tx:
            tx.verdicts.close([MARCH, APRIL], at)
    with store.read(False) as tx:
        assert tx.verdicts.current()[MARCH].closed_at == EVENING
        assert tx.verdicts.as_of(EVENING - HOUR)[MARCH].closed_at is None
        assert tx.session.rows(text("SELECT count(*) FROM closing"))[0][0] == 1


def test_a_reopened_duty_is_judged_again_and_may_close_again(store: SqlStore) -> None:
    save(store, MORNING, verdict(valid_until=EVENING))
    with store.write(False) as tx:
        tx.verdicts.close([MARCH], EVENING)
        assert tx.verdicts.reopen([MARCH, APRIL], EVENING) == 1
        assert tx.verdicts.ripe(EVENING) == {MARCH}
        tx.verdicts.close([MARCH], EVENING)
        assert tx.verdicts.current()[MARCH].closed_at == EVENING
        assert tx.session.rows(text("SELECT count(*) FROM closing"))[0][0] == 2
    assert broken_invariants(store) == []


def test_a_standing_says_what_the_current_verdict_says(store: SqlStore) -> None:
    save(store, MORNING, verdict(), verdict(APRIL, status=Status.MET, late_after=None))
    save(store, EVENING, verdict(status=Status.UNKNOWN), digest="digest-2")
    with store.write(False) as tx:
        tx.verdicts.close([APRIL], EVENING)
        standing, current = tx.verdicts.standing(), tx.verdicts.current()
    assert standing.keys() == current.keys() == {MARCH, APRIL}
    for key, row in current.items():
        facts = (row.verdict.status, row.plan_digest, row.closed_at, row.first_known_at, row.judged_at)
        assert standing[key] == Standing(*facts, row.verdict.late_after, row.verdict.reason)


def test_history_shows_every_verdict_ever_held(store: SqlStore) -> None:
    first, second = verdict(), verdict(status=Status.OVERDUE, counted=0)
    save(store, MORNING, first, verdict(APRIL))
    save(store, EVENING, second)
    with store.read(False) as tx:
        everything = tx.verdicts.history(VerdictFilter())
        assert [row.verdict for row in everything] == [first, verdict(APRIL), second]
        assert len(tx.verdicts.history(VerdictFilter(), known_at=EVENING - HOUR)) == 2
        assert [row.verdict for row in tx.verdicts.history(VerdictFilter(status="overdue"))] == [second]
        assert [row.verdict for row in tx.verdicts.history(VerdictFilter(since=EVENING))] == [second]
        assert len(tx.verdicts.history(VerdictFilter(until=EVENING))) == 2
        assert [row.verdict.key for row in tx.verdicts.history(VerdictFilter(period="2022-04"))] == [APRIL]
        wanted = VerdictFilter("thcs-hoa-mai", "IV.1-monthly", "phu-sa-2022", "2022-03")
        assert len(tx.verdicts.history(wanted)) == 2
        assert tx.verdicts.history(VerdictFilter(unit="' OR 1=1 --")) == []


def test_what_was_held_at_a_moment_has_one_answer_for_ever(store: SqlStore) -> None:
    save(store)
    with store.read(False) as tx:
        before = tx.verdicts.as_of(MORNING + HOUR)
    save(store, EVENING, verdict(status=Status.MET))
    with store.write(False) as tx:
        tx.verdicts.unchanged([verdict(status=Status.MET, valid_until=EVENING + 30 * DAY)])
        tx.verdicts.close([MARCH], EVENING + DAY)
    with store.read(False) as tx:
        assert tx.verdicts.as_of(MORNING + HOUR) == before
        assert tx.verdicts.as_of(MORNING - HOUR) == {}
        assert tx.verdicts.as_of(EVENING)[MARCH].verdict.status is Status.MET
        # The filter looks at what was held, not at what ever was.
        assert tx.verdicts.as_of(EVENING, VerdictFilter(status="due_soon")) == {}


@pytest.mark.parametrize("statement", ["UPDATE verdict SET status = 'met'", "DELETE FROM verdict", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_history(store: SqlStore, statement: str) -> None:
    with store.write(False) as tx:
        problem(tx)
    with pytest.raises((StorageError, DBAPIError), match="append-only"), store.write(False) as tx:
        tx.session.run(text(statement))
    with store.read(False) as tx:
        assert len(tx.verdicts.history(VerdictFilter(status="due_soon"))) == 1


def test_a_plan_text_is_kept_once_under_its_digest(store: SqlStore) -> None:
    for words in ("id: a", "id: a, khác"):
        with store.write(False) as tx:
            tx.verdicts.remember_plan("a", "d1", words, MORNING)
    with store.read(False) as tx:
        assert [tuple(row) for row in tx.session.rows(text("SELECT plan, digest, text FROM plan_text"))] == [
            ("a", "d1", "id: a")
        ]


def test_rehearsed_verdicts_stay_on_their_side_and_real_ones_win(store: SqlStore) -> None:
    save(store, MORNING, verdict(status=Status.MISSED), rehearsal=True)
    with store.read(False) as tx:
        assert tx.verdicts.current() == {}
        assert tx.verdicts.ripe(MORNING + 99 * DAY) == set()
    save(store, MORNING, verdict(status=Status.MET))
    with store.read(None) as tx:
        assert len(tx.verdicts.history(VerdictFilter())) == 2
        assert tx.verdicts.current()[MARCH].verdict.status is Status.MET
        assert tx.verdicts.as_of(EVENING)[MARCH].verdict.status is Status.MET
    with store.read(True) as tx:
        assert tx.verdicts.current()[MARCH].rehearsal


# --- findings


def test_a_finding_moves_with_its_events(store: SqlStore) -> None:
    with store.write(False) as tx:
        assert tx.verdicts.findings([MARCH]) == {MARCH: Finding(MARCH)}
        tx.verdicts.add_events(0, [event(1), event(2, kind=EventKind.CHARGED), event(1, APRIL)])
    with store.read(False) as tx:
        found = tx.verdicts.findings([MARCH, APRIL])
    assert found == {MARCH: Finding(MARCH, 2, FindingState.VIOLATION), APRIL: Finding(APRIL, 1, FindingState.NEAR)}


def test_the_same_event_twice_is_one_event(store: SqlStore) -> None:  # B12, B13
    for _ in range(2):
        with store.write(False) as tx:
            tx.verdicts.add_events(0, [event(1)])
    with store.read(False) as tx:
        assert tx.verdicts.findings([MARCH])[MARCH].n == 1


@pytest.mark.parametrize("wrong", [event(2), event(1, kind=EventKind.CHARGED)])
def test_an_event_that_does_not_follow_is_refused_whole(store: SqlStore, wrong) -> None:
    with store.write(False) as tx:
        tx.verdicts.add_events(0, [event(1)] if wrong.n == 1 else [])
    with pytest.raises(BrokenChain), store.write(False) as tx:
        tx.verdicts.add_events(0, [event(1, APRIL), wrong])
    with store.read(False) as tx:
        assert tx.verdicts.findings([APRIL])[APRIL].n == 0


# --- decisions


def test_decisions_come_back_equal_each_with_its_line_in_the_log(store: SqlStore) -> None:
    waiver = Waiver("thcs-hoa-mai", "IV.1-monthly", "phu-sa-2022", date(2022, 3, 1), date(2022, 3, 31), "Bà Mai",
                    "sửa chữa trường", MORNING)  # fmt: skip
    word = Attestation(MARCH, "Ông Tùng", EVENING, True, False, "cv-12.pdf", "chưa nhận", date(2022, 12, 31))
    bare = Attestation(MARCH, "Ông Tùng", EVENING + HOUR, True)
    answer = Answer("thcs-hoa-mai", "IV.1-monthly", "phu-sa-2022", 7, True, "Bà Mai", EVENING + DAY, "2022-03")
    with store.write(False) as tx:
        for made in (answer, waiver, word, bare):
            tx.verdicts.add_decision(made)
    with store.read(False) as tx:
        assert tx.verdicts.decisions() == [waiver, word, bare, answer]
        assert tx.verdicts.decisions(known_at=EVENING) == [waiver, word]
        lines = audit_lines(tx.session)
    assert [(line.action, line.who) for line in lines] == [
        ("answer", "Bà Mai"), ("waiver", "Bà Mai"), ("attestation", "Ông Tùng"), ("attestation", "Ông Tùng")
    ]  # fmt: skip
    assert lines[1].reason == "sửa chữa trường"
    assert lines[1].recorded_at > lines[1].at  # a backdated deed shows (I20)


def test_a_deed_that_is_no_decision_leaves_its_line_too(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.verdicts.note_deed(MORNING, "Bà Mai", "reopen", "có số liệu mới", {"duties": [str(MARCH)]})
        [line] = audit_lines(tx.session)
        assert tx.verdicts.decisions() == []
    assert (line.who, line.action, line.details) == ("Bà Mai", "reopen", {"duties": [str(MARCH)]})


def test_the_audit_log_cannot_be_edited(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.verdicts.add_decision(Attestation(MARCH, "Ông Tùng", MORNING, True))
    for statement in ("UPDATE audit SET who = 'ai đó'", "DELETE FROM audit", "DELETE FROM decision"):
        with pytest.raises((StorageError, DBAPIError), match="append-only"), store.write(False) as tx:
            tx.session.run(text(statement))
