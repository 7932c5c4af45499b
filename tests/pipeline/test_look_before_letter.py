"""Nobody hears that something is missing before that day's look at it; what cannot be looked at loses no letter (S13,
S24, S27)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.storage.invariants import broken_invariants
from rules.model import Outcome
from tests.pipeline.test_leaving import Flaky
from tests.pipeline.world import PLAN, SmallWorld

LAN = "lan@truong-1.edu.test"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """One school, looked at every day in the early afternoon; the reminders of March leave on the 21st and 28th, and
    are written down soon after midnight."""
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-03-20T13:30")
    world.run("2022-03-21T00:30")
    world.looked.clear()
    yield world
    assert broken_invariants(world.store) == []


def letters(world: SmallWorld, recipient: str = LAN) -> list[str]:
    return [kind for kind, who, _ in world.mail() if who == recipient]


def texts(world: SmallWorld) -> list[str]:
    with world.store.read(False) as tx:
        return [row.message.text for row in tx.outbox.messages("sent") if row.message.recipient == LAN]


def test_who_posted_in_the_evening_is_not_reminded_in_the_morning(world: SmallWorld) -> None:
    world.publish(2, "2022-03-20T20:00")
    world.run("2022-03-21T07:30")
    assert world.statuses()["2022-03"] == "met"
    assert letters(world) == []


def test_who_did_not_is_reminded_by_the_same_run_without_a_doubt(world: SmallWorld) -> None:
    world.run("2022-03-21T07:30")
    assert letters(world) == ["reminder"]
    assert "Lần xem được gần nhất: 07:30 ngày 21/3/2022" in texts(world)[0]
    assert "chưa xem được trang" not in texts(world)[0]
    world.run("2022-03-21T07:31")
    assert len(world.looked) == 1


def test_nobody_is_looked_at_earlier_for_letters_that_may_not_leave(world: SmallWorld) -> None:
    world.run("2022-03-21T06:30")
    assert world.looked == []


def test_a_reminder_that_this_very_run_writes_down_waits_for_the_next_one(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    for moment in ("2022-03-20T13:30", "2022-03-21T07:30"):
        world.run(moment)
    assert letters(world) == []
    world.run("2022-03-21T08:30")
    assert (letters(world), len(world.looked)) == (["reminder"], 2)


def test_whose_page_cannot_be_seen_that_morning_is_reminded_and_not_accused(world: SmallWorld) -> None:
    world.broken["truong-1"] = Outcome.TIMEOUT
    world.run("2022-03-21T07:30")
    assert letters(world) == ["reminder"]
    assert "có thể đơn vị đã đăng mà chưa thấy" in texts(world)[0]


def test_while_nothing_at_all_can_be_looked_at_the_reminder_waits_a_day_and_no_longer(world: SmallWorld) -> None:
    for moment in ("2022-03-21T07:30", "2022-03-21T16:00", "2022-03-22T07:00"):
        world.run(moment, look=False, looks_follow=True)
        assert letters(world) == []
    world.run("2022-03-22T07:30", look=False, looks_follow=True)
    assert letters(world) == ["reminder"]
    assert "có thể đơn vị đã đăng mà chưa thấy" in texts(world)[0]


def test_who_only_sends_is_promised_no_look_and_waits_for_none(world: SmallWorld) -> None:
    world.run("2022-03-21T07:30", look=False)
    assert letters(world) == ["reminder"]


def test_the_last_working_day_is_no_time_to_wait(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    plan = world.home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(PLAN + "    ladder: {remind_days: [0]}\n", encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-30T13:30")
    world.run("2022-03-31T07:30", look=False, looks_follow=True)
    assert letters(world) == ["reminder"]


def test_a_plan_confirmed_after_the_look_of_the_day_before_waits_for_the_next_look(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    plan = world.home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(PLAN.replace("to: 2022-12", "to: 2022-02"), encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-03-23T13:30")
    world.publish(2, "2022-03-23T20:00")
    plan.write_text(PLAN, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-24T08:00")
    world.run("2022-03-24T08:01")
    assert world.statuses()["2022-03"] == "met"
    assert letters(world) == []


def test_a_charge_of_saturday_is_not_told_on_monday_to_who_posted_on_sunday(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-04-02T12:00")
    world.run("2022-04-02T12:40")
    assert world.statuses()["2022-03"] == "overdue"
    world.run("2022-04-03T13:00")
    world.publish(2, "2022-04-03T20:00")
    world.run("2022-04-04T07:00")
    assert letters(world) == []


@pytest.mark.parametrize("seen", [True, False])
def test_a_charge_that_leaves_while_the_page_cannot_be_seen_says_so(seen: bool, tmp_path: Path) -> None:
    """It stands on what was seen twice (S13); that something came since we cannot know, and the letter says that."""
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-04-02T12:00")
    world.run("2022-04-02T12:40")
    world.broken |= {} if seen else {"truong-1": Outcome.HTTP_STATUS}
    world.run("2022-04-03T13:00")
    world.run("2022-04-04T07:00")
    assert letters(world) == ["overdue"]
    assert ("chưa xem lại được trang" in texts(world)[0]) is not seen
    day = "04/4/2022" if seen else "02/4/2022"
    assert f"{day}" in next(line for line in texts(world)[0].splitlines() if "Lần xem được gần nhất" in line)


def test_the_office_hears_no_escalation_of_what_was_made_good_in_the_evening(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    (world.home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN + "    cure: plan_end\n", encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.publish(1, "2022-02-10T08:00")
    for moment in ("2022-04-02T12:00", "2022-04-02T12:40", "2022-04-04T07:00", "2022-04-11T13:00"):
        world.run(moment)
    world.publish(2, "2022-04-11T20:00")  # a day off: the 11th is that of the Hùng kings
    world.run("2022-04-12T07:00")
    assert letters(world) == ["overdue", "all_clear"]
    assert "escalation" not in letters(world, "vanphong@so.test")


def test_a_letter_that_an_outage_kept_back_is_looked_into_and_written_anew(world: SmallWorld) -> None:
    channel = Flaky()
    world.channels = {"file": channel}
    channel.down = True
    world.run("2022-03-28T07:30")
    channel.down = False
    world.run("2022-03-29T07:00", look=False, looks_follow=True)
    assert [one for one in channel.arrived if one.recipient == LAN] == []
    world.run("2022-03-29T07:01")
    [mail] = [one for one in channel.arrived if one.recipient == LAN]
    assert "còn 2 ngày" in mail.text
    assert "Lần xem được gần nhất: 07:01 ngày 29/3/2022" in mail.text
