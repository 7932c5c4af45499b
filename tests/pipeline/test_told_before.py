"""Who heard what before decides what comes next, each reader for himself (S23, S27)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alerts.channel import Delivery, Outgoing, Receipt
from monitor.pipeline import decide
from monitor.pipeline.decide import Deed, LetOff
from monitor.storage.invariants import broken_invariants
from rules.model import Outcome
from tests.pipeline.test_ladder import both, texts, written
from tests.pipeline.world import SmallWorld

LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"


class Greylisting:
    """A channel that asks some recipients to come back later."""

    sends_again = True

    def __init__(self) -> None:
        self.later: set[str] = set()

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        if message.recipient in self.later:
            return Receipt(Delivery.RETRY, "451 4.7.1 greylisted, try again later")
        return Receipt(Delivery.SENT, "250 ok")

    def find(self, message_id: str) -> bool | None:
        return None

    def check(self) -> Receipt:
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        pass


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(101, "2022-02-10T08:00")
    yield world
    assert broken_invariants(world.store) == []


def waived(world: SmallWorld, when: str, granted: bool = True) -> None:
    cycle = world.cycle(when)
    march = LetOff("truong-1", "thang", date(2022, 3, 1), date(2022, 3, 31), granted)
    with world.store.write(False) as tx:
        decide.waive(cycle, tx, march, Deed("Bà Hoa", "đã xem"))


def send_to(world: SmallWorld, mode: str) -> None:
    world.catalogue = replace(world.catalogue, settings=replace(world.catalogue.settings, send_to=mode))


def heard(world: SmallWorld, recipient: str, period: str = "2022-03") -> list[str]:
    return [kind for kind, who, periods in world.mail() if who == recipient and period in periods]


def test_one_readers_correction_does_not_stand_for_anothers(world: SmallWorld) -> None:  # S27
    channel = Greylisting()
    world.channels = {"file": channel}
    both(world, "2022-04-04")
    channel.later = {MINH}
    waived(world, "2022-04-05T08:00")
    world.run("2022-04-05T09:00")
    waived(world, "2022-04-05T10:00", granted=False)
    channel.later = set()
    both(world, "2022-04-06")  # proven again: the correction that waited for Minh is pointless, and he knows the charge
    assert heard(world, LAN) == ["overdue", "correction", "overdue"]
    assert heard(world, MINH) == ["overdue"]
    world.publish(9, "2022-04-07T10:00")
    both(world, "2022-04-08")
    assert heard(world, LAN)[-1] == heard(world, MINH)[-1] == "all_clear"


def test_a_charge_proven_again_during_a_pilot_is_not_told_to_those_who_believe_it(world: SmallWorld) -> None:  # S23
    both(world, "2022-04-04")
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-08T21:00")  # Friday night: the correction waits for Monday
    send_to(world, "office")
    world.broken.clear()
    world.run("2022-04-09T21:10")
    world.run("2022-04-09T21:50")
    send_to(world, "units")
    for day in ("2022-04-12", "2022-04-13", "2022-04-14"):
        both(world, day)
    assert heard(world, LAN) == heard(world, MINH) == ["overdue"]


@pytest.mark.parametrize(
    ("switched", "made_good", "told"),
    [
        ("2022-04-06", None, ["overdue"]),
        ("2022-04-06", "2022-04-05T09:00", []),
        ("2022-04-12", None, []),  # nothing can be made good any more: it stands in the office's papers
    ],
)
def test_what_a_pilot_told_the_office_alone_units_hear_once_they_may_as_long_as_it_can_be_made_good(
    tmp_path: Path, switched: str, made_good: str | None, told: list[str]
) -> None:  # S25, decision 0008
    world = SmallWorld(tmp_path / "w", schools=1, send_to="office")
    world.publish(101, "2022-02-10T08:00")
    both(world, "2022-04-04")
    both(world, "2022-04-05")
    if made_good:
        world.publish(102, made_good)
    assert heard(world, LAN) == []
    send_to(world, "units")
    both(world, switched)
    both(world, "2022-04-13")
    assert heard(world, LAN) == heard(world, MINH) == told
    assert len(world.mail("overdue")) == 1 + len(told) * 2
    world.publish(103, "2022-04-13T09:00")
    both(world, "2022-04-14")
    assert broken_invariants(world.store) == []


def test_a_pilot_does_not_say_that_units_heard_nothing_where_they_did(world: SmallWorld) -> None:  # S25
    both(world, "2022-03-21")  # reminded
    send_to(world, "office")
    both(world, "2022-04-04")
    [charge] = texts(world, "vanphong@so.test", "overdue")
    assert "đơn vị chưa nhận được thông báo nào" not in charge
    assert "thư này chỉ gửi văn phòng; có nội dung đơn vị đã được báo" in charge


def test_what_is_over_carries_no_word_of_a_pilot_where_the_units_hear_it_too(world: SmallWorld) -> None:  # S25, S27
    both(world, "2022-04-04")
    world.run("2022-04-12T08:00")  # the escalation
    send_to(world, "office")
    world.publish(9, "2022-03-20T10:00", appears="2022-04-12T10:00")
    both(world, "2022-04-13")
    [over] = texts(world, "vanphong@so.test", "all_clear")
    assert "Đang chạy thử" not in over
    assert heard(world, LAN)[-1] == "all_clear"


def test_an_all_clear_that_waited_until_nothing_can_be_seen_is_a_correction(world: SmallWorld) -> None:  # S27
    both(world, "2022-04-04")
    world.publish(9, "2022-04-08T19:00")
    world.run("2022-04-08T21:00")  # Friday night: made good, the letter waits for Tuesday
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-10T21:10")
    both(world, "2022-04-12")
    assert heard(world, LAN) == heard(world, MINH) == ["overdue", "correction"]


def test_a_correction_that_waited_until_it_was_made_good_is_an_all_clear(world: SmallWorld) -> None:  # S27
    both(world, "2022-04-04")
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-08T21:00")
    world.broken.clear()
    world.publish(9, "2022-04-09T08:00")
    world.run("2022-04-09T21:10")
    world.run("2022-04-10T21:40")
    both(world, "2022-04-12")
    assert heard(world, LAN) == heard(world, MINH) == ["overdue", "all_clear"]


def test_an_all_clear_that_the_server_kept_back_is_told_as_it_stands(world: SmallWorld) -> None:  # S27
    channel = Greylisting()
    world.channels = {"file": channel}
    both(world, "2022-04-04")
    world.publish(9, "2022-04-05T07:00")
    channel.later = {LAN}
    world.run("2022-04-05T08:00")
    waived(world, "2022-04-05T09:00")
    channel.later = set()
    world.run("2022-04-05T14:00")
    assert (heard(world, MINH)[-1], heard(world, LAN)[-1]) == ("all_clear", "correction")


def test_a_correction_does_not_name_settings_that_changed_beside(world: SmallWorld) -> None:  # S27
    both(world, "2022-04-04")
    written(world, "settings.yaml", lambda text: text + "ladder: {remind_days: [7, 2]}\n")
    waived(world, "2022-04-05T07:50")
    world.run("2022-04-05T08:00")
    [text] = texts(world, LAN, "correction")
    assert "mốc bắt đầu theo dõi" not in text
