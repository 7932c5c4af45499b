"""Notices and messages keep the promises of the outbox on both databases (FAULTS 3.0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from alerts.channel import Attachment
from alerts.notice import MessageKind
from monitor.ports import MessageRow
from monitor.storage.notices import NotWaiting
from monitor.storage.owners import host_name, owner_name
from monitor.storage.store import SqlStore
from rules.model import VN
from tests.storage.cast import APRIL, DAY, HOUR, MARCH, MORNING, event, message, notice, problem

GONE = f"{host_name()}:999999999:dead"


def queued(store: SqlStore, *keys: str) -> None:
    with store.write(False) as tx:
        for key in keys:
            assert tx.outbox.queue(0, message(key))


def claimed(store: SqlStore, owner: str | None = None, lease_s: float = 60, at=MORNING) -> MessageRow:
    with store.write(False) as tx:
        row = tx.outbox.claim(owner or owner_name(), at, lease_s)
    assert row is not None
    return row


def state_of(store: SqlStore, key: str = "m1") -> MessageRow:
    with store.read(False) as tx:
        return next(row for row in tx.outbox.messages() if row.message.key == key)


# --- notices


def test_a_notice_waits_until_its_hour(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx)
    with store.read(False) as tx:
        assert tx.outbox.due_notices(MORNING - HOUR) == []
        [row] = tx.outbox.due_notices(MORNING)
        assert tx.outbox.waiting_notices([MARCH]) == [row]
        assert tx.outbox.waiting_notices([APRIL]) == []
    assert (row.notice, row.state, row.message) == (notice(), "waiting", None)


def test_a_notice_is_written_once(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx)
        tx.outbox.add_notices(0, [notice(step="khác")])
    with store.read(False) as tx:
        assert [row.notice.step for row in tx.outbox.due_notices(MORNING)] == ["reminder-3"]


def test_a_notice_about_no_event_cannot_be_written(store: SqlStore) -> None:  # Q4
    with store.write(False) as tx:
        problem(tx)
    with pytest.raises(IntegrityError), store.write(False) as tx:
        tx.outbox.add_notices(0, [notice("other", event=2)])


def test_held_notices_leave_only_when_released(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"), notice("b"), held=True)
        assert tx.outbox.due_notices(MORNING) == []
        assert [row.notice.key for row in tx.outbox.held_notices()] == ["a", "b"]
        assert tx.outbox.release(["a"], drop=False, reason="Bà Mai: đã kiểm tra") == 1
        assert tx.outbox.release(["a", "b"], drop=True, reason="Bà Mai: báo nhầm") == 1
        assert [row.notice.key for row in tx.outbox.due_notices(MORNING)] == ["a"]
        assert tx.outbox.held_notices() == []


def test_a_message_freezes_its_notices_once(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"), notice("b"))
        assert tx.outbox.queue(0, message("m1", "a"))
    with pytest.raises(NotWaiting), store.write(False) as tx:
        tx.outbox.queue(0, message("m2", "a", "b"))
    with store.read(False) as tx:
        assert not tx.outbox.has("m2")
        assert [row.notice.key for row in tx.outbox.due_notices(MORNING)] == ["b"]
        assert [row.notice.key for row in tx.outbox.frozen_in("m1")] == ["a"]
        assert tx.outbox.told([MARCH]) == {}  # what waits in the queue told nobody anything yet


def test_a_question_counts_as_asked_until_it_is_cancelled(store: SqlStore) -> None:  # S17
    asking = [replace(notice(key), kind=MessageKind.QUESTION) for key in ("a", "b", "c")]
    with store.write(False) as tx:
        problem(tx, *asking, notice("d"))
        tx.outbox.queue(0, message("m1", "a"))
        tx.outbox.cancel_notices(["b"], "việc cần hỏi đã được giải quyết")
    with store.read(False) as tx:
        assert [one.key for one in tx.outbox.asked([MARCH, APRIL])[MARCH]] == ["a", "c"]
        assert tx.outbox.asked([APRIL]) == {}


def test_what_was_batched_is_not_cancelled_any_more(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"), notice("b"))
        tx.outbox.queue(0, message("m1", "a"))
        tx.outbox.cancel_notices(["a", "b"], "việc đã xong")
        assert tx.outbox.waiting_notices([MARCH]) == []
        assert len(tx.outbox.frozen_in("m1")) == 1


# --- messages


def test_a_message_comes_back_equal(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"))
        tx.outbox.queue(0, message("m1", "a"))
    row = state_of(store)
    assert row.message == message("m1", "a")
    assert (row.state, row.attempts, row.possible_repeat, row.sent, row.fence) == ("queued", 0, False, None, 0)


def test_files_stay_with_their_message(store: SqlStore) -> None:
    sheet = Attachment("a.xlsx", "application/vnd.ms-excel", b"\x00\xff" * 5000)
    files = (sheet, Attachment("b.txt", "text/plain", b""))
    with store.write(False) as tx:
        tx.outbox.queue(0, replace(message("m1"), attachments=files))
    assert claimed(store).message.attachments == files
    with store.read(False) as tx:
        [listed] = tx.outbox.messages()
    assert listed.message.attachments == ()


def test_a_key_is_queued_once_for_ever(store: SqlStore) -> None:
    queued(store, "m1")
    with store.write(False) as tx:
        assert not tx.outbox.queue(0, message("m1", text="khác"))
        assert tx.outbox.has("m1")
        assert not tx.outbox.has("m2")
    assert state_of(store).message.text == message().text


def test_one_message_id_names_one_message(store: SqlStore) -> None:  # Q6
    queued(store, "m1")
    with pytest.raises(IntegrityError), store.write(False) as tx:
        tx.outbox.queue(0, message("m2", message_id="<m1@so.test>"))


def test_a_held_message_is_not_claimed(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.outbox.queue(0, message(held=True))
        assert tx.outbox.claim(owner_name(), MORNING, 60) is None
    assert state_of(store).state == "held"


def test_the_oldest_ready_message_is_claimed_first(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.outbox.queue(0, message("young", created=MORNING + HOUR))
        tx.outbox.queue(0, message("old"))
    row = claimed(store)
    assert (row.message.key, row.state, row.fence) == ("old", "leased", 1)
    assert claimed(store).message.key == "young"
    with store.write(False) as tx:
        assert tx.outbox.claim(owner_name(), MORNING, 60) is None


def test_the_way_of_a_message_to_sent(store: SqlStore) -> None:
    queued(store, "m1")
    row = claimed(store)
    with store.write(False) as tx:
        assert not tx.outbox.sent("m1", row.fence, MORNING, "ok")  # no intent, no outcome
        assert tx.outbox.sending("m1", row.fence)
        assert not tx.outbox.sending("m1", row.fence)
    assert state_of(store).attempts == 1
    with store.write(False) as tx:
        assert tx.outbox.sent("m1", row.fence, MORNING + HOUR, "250 2.0.0 OK")
        assert not tx.outbox.sent("m1", row.fence, MORNING + HOUR, "250 2.0.0 OK")
    done = state_of(store)
    assert (done.state, done.sent, done.possible_repeat) == ("sent", MORNING + HOUR, False)


def test_a_refused_message_waits_and_comes_again(store: SqlStore) -> None:
    queued(store, "m1")
    row = claimed(store)
    with store.write(False) as tx:
        tx.outbox.sending("m1", row.fence)
        assert tx.outbox.retry("m1", row.fence, MORNING + HOUR, "451 greylisted")
        assert tx.outbox.claim(owner_name(), MORNING, 60) is None
    again = claimed(store, at=MORNING + HOUR)
    assert (again.fence, again.attempts, again.last_error, again.possible_repeat) == (2, 1, "451 greylisted", False)


def test_an_unclear_answer_marks_a_possible_repeat_for_good(store: SqlStore) -> None:
    queued(store, "m1")
    row = claimed(store)
    with store.write(False) as tx:
        tx.outbox.sending("m1", row.fence)
        tx.outbox.retry("m1", row.fence, MORNING, "đứt sau dấu chấm", possible_repeat=True)
    again = claimed(store)
    assert (again.possible_repeat, again.message.message_id) == (True, "<m1@so.test>")
    with store.write(False) as tx:
        tx.outbox.sending("m1", again.fence)
        tx.outbox.retry("m1", again.fence, MORNING, "451")
    assert state_of(store).possible_repeat


@pytest.mark.parametrize("late", ["sending", "sent", "retry", "dead", "cancel", "replace"])
def test_an_old_fence_changes_nothing(store: SqlStore, late: str) -> None:  # C2
    queued(store, "m1")
    old = claimed(store)
    with store.write(False) as tx:
        tx.outbox.retry("m1", old.fence, MORNING, "")
    now = claimed(store)
    with store.write(False) as tx:
        acts = {
            "sending": lambda: tx.outbox.sending("m1", old.fence),
            "sent": lambda: tx.outbox.sent("m1", old.fence, MORNING, ""),
            "retry": lambda: tx.outbox.retry("m1", old.fence, MORNING, ""),
            "dead": lambda: tx.outbox.dead("m1", old.fence, ""),
            "cancel": lambda: tx.outbox.cancel("m1", old.fence, ""),
            "replace": lambda: tx.outbox.replace("m1", old.fence, message(text="cũ")),
        }
        assert acts[late]() is False
    assert state_of(store) == now


def test_a_sent_message_told_somebody(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"))
        tx.outbox.queue(0, message("m1", "a"))
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        tx.outbox.sending("m1", row.fence)
        assert tx.outbox.told([MARCH])[MARCH][0].message == "m1"  # it may have left
        tx.outbox.sent("m1", row.fence, MORNING, "250 ok")
        assert tx.outbox.told([MARCH])[MARCH][0].message == "m1"


def test_a_dead_message_told_nobody(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"))
        tx.outbox.queue(0, message("m1", "a"))
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        tx.outbox.sending("m1", row.fence)
        assert tx.outbox.dead("m1", row.fence, "550 no such user")
        assert tx.outbox.told([MARCH]) == {}
    assert (state_of(store).state, state_of(store).last_error) == ("dead", "550 no such user")


def test_a_cancelled_message_told_nobody_anything(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"))
        tx.outbox.queue(0, message("m1", "a"))
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        assert tx.outbox.cancel("m1", row.fence, "đã đăng")
        assert tx.outbox.told([MARCH]) == {}
        assert tx.outbox.waiting_notices([MARCH]) == []
    assert state_of(store).state == "cancelled"


def test_what_has_begun_to_leave_is_not_cancelled_nor_rewritten(store: SqlStore) -> None:
    queued(store, "m1")
    row = claimed(store)
    with store.write(False) as tx:
        tx.outbox.sending("m1", row.fence)
        assert not tx.outbox.cancel("m1", row.fence, "muộn rồi")
        assert not tx.outbox.replace("m1", row.fence, message(text="mới"))
    assert state_of(store).message.text == message().text


def test_a_rewritten_message_drops_what_it_says_no_more(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"), notice("b"))
        tx.outbox.queue(0, message("m1", "a", "b"))
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        assert tx.outbox.replace("m1", row.fence, message("m1", "b", subject="Còn một việc"))
        assert [row.notice.key for row in tx.outbox.frozen_in("m1")] == ["b"]
    now = state_of(store)
    assert (now.message.subject, now.message.notices) == ("Còn một việc", ("b",))
    assert (now.message.message_id, now.state, now.fence) == ("<m1@so.test>", "leased", row.fence)


def test_one_ladder_message_per_person_channel_and_day(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.outbox.queue(0, message("a"))
        for kind in (MessageKind.DIGEST, MessageKind.ADMIN, MessageKind.INCIDENT):
            tx.outbox.queue(0, message(kind.value, kind=kind.value, recipient=f"{kind.value}@so.test"))
        tx.outbox.queue(0, message("b", recipient="mai@so.test", slot=date(2022, 4, 5)))
        assert tx.outbox.slots_taken(date(2022, 4, 4)) == {("email", "lan@thcshoamai.edu.test")}
        row = tx.outbox.claim(owner_name(), MORNING, 60)
        tx.outbox.cancel(row.message.key, row.fence, "thôi")
        assert tx.outbox.slots_taken(date(2022, 4, 4)) == set()


# --- recovery


def test_a_living_owners_message_is_left_alone(store: SqlStore) -> None:
    queued(store, "m1", "m2")
    claimed(store)
    row = claimed(store)
    with store.write(False) as tx:
        tx.outbox.sending(row.message.key, row.fence)
        assert tx.outbox.recover(owner_name()) == []
    assert {state_of(store, key).state for key in ("m1", "m2")} == {"leased", "sending"}


@pytest.mark.parametrize(("owner", "lease_s"), [(GONE, 600.0), ("another-host:1:x", -1.0)])
def test_a_leased_message_of_an_owner_that_is_gone_is_queued_again(store: SqlStore, owner: str, lease_s: float) -> None:
    queued(store, "m1")
    claimed(store, owner, lease_s)
    with store.write(False) as tx:
        assert tx.outbox.recover(owner_name()) == []
    again = claimed(store)
    assert (again.possible_repeat, again.attempts, again.fence) == (False, 0, 2)


def doubtful(store: SqlStore) -> tuple[MessageRow, MessageRow]:
    """A message whose sender was killed between the server's yes and our commit: as claimed, and as recovered."""
    queued(store, "m1")
    row = claimed(store, GONE)
    with store.write(False) as tx:
        tx.outbox.sending("m1", row.fence)
    with store.write(False) as tx:
        [found] = tx.outbox.recover(owner_name())
    return row, found


def test_a_doubtful_message_that_arrived_is_sent(store: SqlStore) -> None:
    _, found = doubtful(store)
    assert found.state == "sending"
    with store.write(False) as tx:
        tx.outbox.settle("m1", found.fence, True, MORNING + HOUR)
    done = state_of(store)
    assert (done.state, done.sent, done.possible_repeat) == ("sent", MORNING + HOUR, False)


def test_a_doubtful_message_not_found_is_sent_again_and_marked(store: SqlStore) -> None:
    _, found = doubtful(store)
    with store.write(False) as tx:
        tx.outbox.settle("m1", found.fence, False, MORNING)
    again = claimed(store)
    assert (again.possible_repeat, again.attempts, again.message.message_id) == (True, 1, "<m1@so.test>")


def test_a_late_answer_to_a_recovered_message_changes_nothing(store: SqlStore) -> None:
    row, found = doubtful(store)
    with store.write(False) as tx:
        assert not tx.outbox.sent("m1", row.fence, MORNING, "250 OK")
        tx.outbox.settle("m1", row.fence, True, MORNING)
    assert state_of(store) == found


def test_every_step_of_a_message_is_kept(store: SqlStore) -> None:  # S26
    _, found = doubtful(store)
    with store.write(False) as tx:
        tx.outbox.settle("m1", found.fence, True, MORNING)
    with store.read(False) as tx:
        steps = [row.state for row in tx.session.rows(text("SELECT state FROM message_step ORDER BY id"))]
    assert steps == ["queued", "leased", "sending", "sending", "sent"]


# --- reading


def test_the_log_is_shown_oldest_first_and_as_known_then(store: SqlStore) -> None:
    with store.write(False) as tx:
        tx.outbox.queue(0, message("later", created=MORNING + DAY))
        tx.outbox.queue(0, message("first"))
    row = claimed(store)
    with store.write(False) as tx:
        tx.outbox.sending("first", row.fence)
        tx.outbox.sent("first", row.fence, MORNING + 2 * DAY, "250")
    with store.read(False) as tx:
        assert [row.message.key for row in tx.outbox.messages()] == ["first", "later"]
        assert [row.message.key for row in tx.outbox.messages("sent")] == ["first"]
        [then] = tx.outbox.messages(known_at=MORNING + HOUR)
        assert (then.message.key, then.state, then.sent) == ("first", "queued", None)
        assert tx.outbox.messages("sent", known_at=MORNING + HOUR) == []


def test_a_rehearsed_message_never_meets_a_real_one(store: SqlStore) -> None:
    with store.write(True) as tx:
        problem(tx, notice("a"))
        assert tx.outbox.queue(0, message("m1", "a"))
    with store.write(False) as tx:
        assert not tx.outbox.has("m1")
        assert tx.outbox.claim(owner_name(), MORNING, 60) is None
        assert tx.outbox.told([MARCH]) == {}
        assert tx.outbox.slots_taken(date(2022, 4, 4)) == set()
        problem(tx, notice("a"))
        assert tx.outbox.queue(0, message("m1", "a"))
    with store.read(None) as tx:
        assert [row.rehearsal for row in tx.outbox.messages()] == [True, False]


def test_what_fails_half_way_leaves_nothing(store: SqlStore, open_again: Callable[[], SqlStore]) -> None:
    def half() -> None:
        with store.write(False) as tx:
            problem(tx, notice("a"))
            tx.outbox.queue(0, message("m1", "a"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    with open_again().read(False) as tx:
        assert tx.outbox.messages() == []
        assert tx.verdicts.current() == {}
        assert tx.verdicts.findings([MARCH])[MARCH].n == 0


def test_events_and_notices_of_many_duties_are_kept_apart(store: SqlStore) -> None:
    with store.write(False) as tx:
        problem(tx, notice("a"))
        tx.verdicts.add_events(0, [event(1, APRIL)])
        tx.outbox.add_notices(0, [replace(notice("b"), finding=APRIL, not_before=MORNING + timedelta(minutes=1))])
        tx.outbox.queue(0, message("m1", "a", "b", findings=(MARCH, APRIL)))
        row = tx.outbox.claim(owner_name(), MORNING + timedelta(minutes=1), 60)
        tx.outbox.sending("m1", row.fence)
        told = tx.outbox.told([MARCH, APRIL])
    assert {key: [row.notice.key for row in rows] for key, rows in told.items()} == {MARCH: ["a"], APRIL: ["b"]}


def test_a_message_is_shown_as_its_steps_then_left_it(store: SqlStore) -> None:
    queued(store, "m1")
    waiting = datetime.now(VN)
    row = claimed(store)
    with store.write(False) as tx:
        assert tx.outbox.sending("m1", row.fence)
    under_way = datetime.now(VN)
    with store.write(False) as tx:
        assert tx.outbox.retry("m1", row.fence, MORNING, "451 sau")
    refused = datetime.now(VN)
    again = claimed(store)
    with store.write(False) as tx:
        assert tx.outbox.sending("m1", again.fence)
        assert tx.outbox.sent("m1", again.fence, datetime.now(VN), "250 ok")
    seen = {}
    with store.read(False) as tx:
        for name, moment in (("waiting", waiting), ("under way", under_way), ("refused", refused)):
            [then] = tx.outbox.messages(known_at=moment)
            seen[name] = (then.state, then.attempts, then.last_error, then.sent)
        [now] = tx.outbox.messages(known_at=datetime.now(VN))
    assert seen == {
        "waiting": ("queued", 0, None, None),
        "under way": ("sending", 1, None, None),
        "refused": ("queued", 1, "451 sau", None),
    }
    assert (now.state, now.attempts) == ("sent", 2)


def test_a_bar_is_counted_lifted_and_begins_anew(store: SqlStore) -> None:
    with store.write(False) as tx:
        assert tx.outbox.bar("email", "*", MORNING, "535", MORNING + HOUR) == 1
        assert tx.outbox.bar("email", "*", MORNING + HOUR, "535", MORNING + 5 * HOUR) == 2
        assert tx.outbox.bar("email", "lan@hoa-mai.edu.test", MORNING, "550 5.1.1") == 1
        assert [bar.address for bar in tx.outbox.barred(MORNING + 2 * HOUR)] == ["*", "lan@hoa-mai.edu.test"]
        assert [bar.address for bar in tx.outbox.barred(MORNING + 6 * HOUR)] == ["lan@hoa-mai.edu.test"]
        assert tx.outbox.unbar("email", "*", MORNING)
        assert tx.outbox.bar("email", "*", MORNING, "535", MORNING + HOUR) == 1
    with store.read(True) as tx:
        assert tx.outbox.barred() == []
