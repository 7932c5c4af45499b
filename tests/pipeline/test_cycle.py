"""The whole cycle on real SQLite: looks, proof, messages, all-clears, storms, recovery (S13, S14, S23–S27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.channel import Delivery, Outgoing, Receipt
from monitor.storage.invariants import broken_invariants
from rules.model import Outcome
from tests.databases import unused_postgresql
from tests.pipeline.world import SmallWorld, at


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> SmallWorld:
    database = unused_postgresql() if request.param == "postgresql" else None
    world = SmallWorld(tmp_path / "w", database=database)
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    return world


def march(world: SmallWorld, school: int = 1) -> str:
    return world.statuses(school)["2022-03"]


def both(world: SmallWorld, day: str) -> None:
    world.run(f"{day}T08:00")
    world.run(f"{day}T08:40")


def test_an_empty_month_is_charged_by_the_second_look_and_told_once(world: SmallWorld) -> None:
    world.publish(3, "2022-03-11T08:00", school=2)
    world.run("2022-03-01T08:00")
    world.run("2022-04-02T08:00")
    assert march(world) == "unknown"
    assert world.mail("overdue") == []
    world.run("2022-04-02T08:40")
    assert (march(world), march(world, 2)) == ("overdue", "met")
    # 2 April 2022 is a Saturday: nobody hears of it before Monday morning.
    assert world.mail("overdue") == []
    world.run("2022-04-04T08:00")
    world.run("2022-04-05T08:00")
    told = world.mail("overdue")
    assert sorted(told) == [
        ("overdue", "lan@truong-1.edu.test", ("2022-03",)),
        ("overdue", "minh@truong-1.edu.test", ("2022-03",)),
    ]


def test_the_second_proving_look_is_full_and_comes_after_half_an_hour(world: SmallWorld) -> None:
    world.run("2022-04-02T08:00")
    world.looked.clear()
    world.run("2022-04-02T08:20")
    assert world.looked == []
    world.run("2022-04-02T08:30")
    assert world.looked == [("truong-1", True), ("truong-2", True)]


def test_making_it_good_is_told_to_those_who_were_told(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    assert len(world.mail("overdue")) == 4
    world.publish(9, "2022-04-06T09:00")
    world.run("2022-04-07T08:00")
    assert march(world) == "late"
    assert sorted(world.mail("all_clear")) == [
        ("all_clear", "lan@truong-1.edu.test", ("2022-03",)),
        ("all_clear", "minh@truong-1.edu.test", ("2022-03",)),
    ]


def test_drift_withdraws_a_charge_with_a_correction(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-05T08:00")
    assert march(world) == "unknown"
    assert {kind for kind, recipient, _ in world.mail() if "truong-1" in recipient} >= {"overdue", "correction"}


def test_reminders_go_to_the_contact_before_the_end_of_the_month(world: SmallWorld) -> None:
    world.publish(2, "2022-03-11T08:00", school=2)
    world.run("2022-03-20T08:00")
    world.run("2022-03-21T08:00")
    world.run("2022-03-28T08:00")
    assert world.mail("reminder") == [("reminder", "lan@truong-1.edu.test", ("2022-03",))] * 2


def test_a_unit_that_posted_after_the_reminder_was_planned_hears_nothing(world: SmallWorld) -> None:
    world.run("2022-03-18T18:00", send=False)
    world.publish(1, "2022-03-19T08:00")
    world.publish(2, "2022-03-19T08:00", school=2)
    world.run("2022-03-21T08:00")
    world.run("2022-03-28T08:00")
    assert world.mail("reminder") == []


def test_every_site_failing_tells_the_administrator_once_and_accuses_nobody(world: SmallWorld) -> None:  # K2
    world.broken = {"truong-1": Outcome.TIMEOUT, "truong-2": Outcome.NO_ADDRESS}
    for day in ("2022-04-02", "2022-04-03", "2022-04-04", "2022-04-05"):
        both(world, day)
    assert set(world.statuses().values()) <= {"unknown", "not_due", "due_soon", "not_applicable"}
    assert [entry[:2] for entry in world.mail("admin")] == [("admin", "quantri@so.test")]
    assert world.mail("overdue") == []


def test_a_storm_holds_the_letters_and_tells_the_office_why(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=6, least=5)
    both(world, "2022-04-04")
    world.run("2022-04-05T08:00")
    assert world.mail("overdue") == []
    assert [recipient for _, recipient, _ in world.mail("incident")] == ["vanphong@so.test"]
    with world.store.read(False) as tx:
        [told] = [row.message.text for row in tx.outbox.messages("sent") if row.message.kind == "incident"]
    assert all(world.catalogue.units[f"truong-{school}"].name in told for school in range(1, 7))
    with world.store.write(False) as tx:
        held = tx.outbox.held_notices()
        assert held
        tx.outbox.release([row.notice.key for row in held], False, "đã kiểm tra")
    world.run("2022-04-06T08:00")
    assert len(world.mail("overdue")) == 12


def test_a_pilot_tells_only_the_office(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", send_to="office")
    both(world, "2022-04-04")
    both(world, "2022-04-05")
    assert {recipient for _, recipient, _ in world.mail()} == {"vanphong@so.test"}


def test_nobody_means_nobody(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", send_to="nobody")
    both(world, "2022-04-04")
    assert world.mail() == []


def test_the_digest_is_queued_once_a_week(world: SmallWorld) -> None:
    world.run("2022-04-01T08:00")
    for day in ("2022-04-04", "2022-04-05", "2022-04-18"):
        world.run(f"{day}T07:40")
    assert len(world.mail("digest")) == 2


class Refusing:
    """A channel whose other side says no; what it was asked to carry is kept."""

    name = "file"
    sends_again = True

    def __init__(self, *receipts: Receipt) -> None:
        self.receipts = list(receipts)
        self.asked: list[Outgoing] = []

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        self.asked.append(message)
        return self.receipts.pop(0) if self.receipts else Receipt(Delivery.SENT, "250 ok")

    def find(self, message_id: str) -> bool | None:
        return None

    def check(self) -> Receipt:
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        return None


def test_a_message_that_was_refused_for_now_is_sent_later_with_the_same_id(world: SmallWorld) -> None:
    channel = Refusing(Receipt(Delivery.RETRY, "451 later"), Receipt(Delivery.UNCLEAR, "dropped"))
    world.channels = {"file": channel}
    world.publish(2, "2022-03-11T08:00", school=2)
    both(world, "2022-04-04")
    world.run("2022-04-05T08:00")
    ids = [message.message_id for message in channel.asked]
    assert len(set(ids)) == 2
    assert len(ids) == 4
    repeats = {message.message_id: message.attempt for message in channel.asked}
    assert set(repeats.values()) == {2}
    with world.store.read(False) as tx:
        rows = tx.outbox.messages("sent")
    assert sorted(row.possible_repeat for row in rows if row.message.kind == "overdue") == [False, True]


def test_a_wrong_password_is_tried_once_and_the_administrator_is_told_elsewhere(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w")
    channel = Refusing(Receipt(Delivery.OPERATOR, "535 wrong password"))
    world.channels = {"file": channel}
    both(world, "2022-04-04")
    assert len([message for message in channel.asked if message.kind == "overdue"]) == 1
    with world.store.read(False) as tx:
        assert [row.message.recipient for row in tx.outbox.messages() if row.message.kind == "admin"] == [
            "quantri@so.test"
        ]


def test_a_finding_settled_while_its_letter_waited_is_not_sent(world: SmallWorld) -> None:
    channel = Refusing(*[Receipt(Delivery.RETRY, "451 later")] * 4)
    world.channels = {"file": channel}
    both(world, "2022-04-04")
    world.publish(9, "2022-04-05T07:00")
    world.run("2022-04-05T08:00")
    with world.store.read(False) as tx:
        states = {row.message.recipient: row.state for row in tx.outbox.messages() if row.message.kind == "overdue"}
    assert states["lan@truong-1.edu.test"] == "cancelled"
    assert states["lan@truong-2.edu.test"] == "sent"


def test_a_changed_recipient_inherits_the_step_and_hears_it_in_the_same_run(world: SmallWorld) -> None:
    world.run("2022-04-04T13:00")
    world.run("2022-04-04T13:40")
    text = (world.home / "units.csv").read_text(encoding="utf-8")
    (world.home / "units.csv").write_text(text.replace("minh@truong-1", "hoa@truong-1"), encoding="utf-8")
    from monitor.catalogue.loading import load_catalogue

    world.catalogue = load_catalogue(world.home)
    world.run("2022-04-05T08:00")
    told = {recipient for kind, recipient, _ in world.mail("overdue")}
    assert "hoa@truong-1.edu.test" in told
    assert "minh@truong-1.edu.test" not in told


def test_periods_close_ten_working_days_after_their_cure(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    for day in ("2022-04-13", "2022-04-14", "2022-04-29"):
        both(world, day)
    with world.store.read(False) as tx:
        rows = {key.period: row for key, row in tx.verdicts.current().items() if key.unit == "truong-1"}
    assert rows["2022-03"].verdict.status.value == "missed"
    assert rows["2022-03"].closed_at is not None
    world.publish(9, "2022-03-20T08:00", appears="2022-05-02T08:00")
    both(world, "2022-05-03")
    assert march(world) == "missed"


def test_a_run_leaves_no_invariant_broken(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    world.publish(9, "2022-04-06T09:00")
    world.run("2022-04-07T08:00")
    assert broken_invariants(world.store) == []


def test_what_was_known_then_is_the_same_whenever_it_is_asked(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    with world.store.read(False) as tx:
        then = {k: row.verdict for k, row in tx.verdicts.as_of(at("2022-04-04T12:00")).items()}
    world.publish(9, "2022-03-20T08:00", appears="2022-04-06T08:00")
    world.run("2022-04-07T08:00")
    assert march(world) == "met"
    with world.store.read(False) as tx:
        again = {k: row.verdict for k, row in tx.verdicts.as_of(at("2022-04-04T12:00")).items()}
    assert again == then


def test_a_reminder_waits_for_the_look_that_may_bring_a_charge(world: SmallWorld) -> None:
    for school in (1, 2):
        world.publish(200 + school, "2022-03-10T08:00", school=school)
    both(world, "2022-05-20")
    assert [entry for entry in world.mail() if entry[1] == "lan@truong-1.edu.test"] == [
        ("overdue", "lan@truong-1.edu.test", ("2022-04",))
    ]
    world.run("2022-05-23T08:00")
    assert world.mail("reminder")[0] == ("reminder", "lan@truong-1.edu.test", ("2022-05",))


def test_a_letter_names_the_last_healthy_look_not_that_of_the_verdict(world: SmallWorld) -> None:
    world.publish(2, "2022-03-11T08:00", school=2)
    for day in ("2022-03-21", "2022-03-24", "2022-03-27", "2022-03-28"):
        world.run(f"{day}T08:00")
    with world.store.read(False) as tx:
        newest = [row.message for row in tx.outbox.messages("sent") if row.message.kind == "reminder"][-1]
    assert newest.created == at("2022-03-28T08:00")
    assert "08:00 ngày 28/3/2022" in newest.text
