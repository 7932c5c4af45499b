"""What people decide is judged at once, and stands in the audit log (S17, S20, S21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide
from monitor.pipeline.decide import Deed, LetOff, NoSuchDuty, Refused
from rules.model import Attestation, DutyKey
from tests.pipeline.world import PLAN, SmallWorld

LAN = Deed("Cô Lan", "trường sửa máy chủ")
MARCH = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
OFF = LetOff("truong-1", "thang", date(2022, 3, 1), date(2022, 3, 31))


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    world = SmallWorld(tmp_path / "w")
    world.run("2022-04-04T08:00")
    world.run("2022-04-04T08:40")
    return world


def status(world: SmallWorld) -> str:
    return world.statuses()["2022-03"]


def test_a_waiver_ends_the_matter_and_corrects_what_was_told(world: SmallWorld) -> None:
    assert status(world) == "overdue"
    cycle = world.cycle("2022-04-05T08:00")
    with world.store.write(False) as tx:
        done = decide.waive(cycle, tx, OFF, LAN)
    world.run("2022-04-05T08:00", look=False)
    assert (done.changed, done.facts["periods"]) == (True, ["2022-03"])
    assert status(world) == "waived"
    assert {recipient for _, recipient, _ in world.mail("correction")} == {
        "lan@truong-1.edu.test",
        "minh@truong-1.edu.test",
    }


def test_a_waiver_that_is_taken_back_charges_and_tells_again(world: SmallWorld) -> None:
    with world.store.write(False) as tx:
        cycle = world.cycle("2022-04-05T08:00")
        with pytest.raises(Refused, match="không được miễn"):
            decide.waive(cycle, tx, replace(OFF, granted=False), LAN)
        decide.waive(cycle, tx, OFF, LAN)
    world.run("2022-04-05T08:00")
    assert status(world) == "waived"
    with world.store.write(False) as tx:
        cycle = world.cycle("2022-04-06T08:00")
        taken = [decide.waive(cycle, tx, replace(OFF, granted=False), LAN).changed for _ in range(2)]
    world.run("2022-04-06T08:00")
    world.run("2022-04-06T08:40")
    assert (taken, status(world)) == ([True, False], "overdue")
    told = [kind for kind, recipient, _ in world.mail("overdue") if recipient == "lan@truong-1.edu.test"]
    assert len(told) == 2
    with world.store.write(False) as tx:
        again = decide.waive(world.cycle("2022-04-07T08:00"), tx, OFF, LAN)
    assert again.changed  # the newest word holds, though the same stood before it was taken back


def test_any_days_of_a_period_take_its_waiver_back_once(world: SmallWorld) -> None:
    first, last = replace(OFF, last=date(2022, 3, 5)), replace(OFF, first=date(2022, 3, 20), granted=False)
    with world.store.write(False) as tx:
        cycle = world.cycle("2022-04-05T08:00")
        decide.waive(cycle, tx, first, LAN)
        assert decide.waive(cycle, tx, last, LAN).changed
        with pytest.raises(Refused, match="không được miễn"):
            decide.waive(cycle, tx, replace(OFF, granted=False), LAN)
    world.run("2022-04-05T08:00")
    assert status(world) == "overdue"


def test_a_waiver_is_taken_back_for_the_months_that_are_named_only(world: SmallWorld) -> None:
    year = replace(OFF, first=date(2022, 1, 1), last=date(2022, 12, 31))
    with world.store.write(False) as tx:
        cycle = world.cycle("2022-04-05T08:00")
        decide.waive(cycle, tx, year, LAN)
        decide.waive(cycle, tx, replace(OFF, granted=False), LAN)
    world.run("2022-04-05T08:00")
    assert {period for period, said in world.statuses().items() if said != "waived"} == {"2022-03"}


REPORT = """\
  - {id: bc, title: Báo cáo quý, source: "V.2", kind: deadline, who: {group: truc-thuoc}, by: 2022-03-15,
     proof: [upload, attest]}
"""


def test_not_received_can_be_said_again_once_the_day_has_passed(world: SmallWorld) -> None:  # S17
    (world.home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN + REPORT, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    report = DutyKey("truong-1", "ke-hoach-2022", "bc", "2022-03-15")

    def said(now: str) -> tuple[bool, str]:
        cycle = world.cycle(now)
        with world.store.write(False) as tx:
            word = Attestation(report, "Bà Hoa", cycle.now, confirmed=True, received=False)
            changed = decide.attest(cycle, tx, cycle.by_key[report], word).changed
        world.run(now, look=False, send=False)
        with world.store.read(False) as tx:
            return changed, tx.verdicts.current([report])[report].verdict.status.value

    world.run("2022-03-10T08:00", look=False)
    assert said("2022-03-10T09:00") == (True, "due_soon")
    assert said("2022-03-10T10:00") == (False, "due_soon")
    world.run("2022-03-18T08:00", look=False)
    assert said("2022-03-18T09:00") == (True, "overdue")
    assert said("2022-03-18T10:00") == (False, "overdue")


def test_closing_and_reopening(world: SmallWorld) -> None:
    with world.store.write(False) as tx:
        assert decide.close(world.cycle("2022-04-05T08:00"), tx, [MARCH], LAN).changed
    world.publish(9, "2022-03-20T08:00")
    world.run("2022-04-05T08:40")
    assert status(world) == "overdue"
    with world.store.write(False) as tx:
        assert decide.reopen(world.cycle("2022-04-05T09:00"), tx, [MARCH], LAN).changed
    world.run("2022-04-06T08:40")
    assert status(world) == "met"


def test_a_period_far_from_due_is_not_closed_by_a_slip_of_the_month(world: SmallWorld) -> None:
    may = replace(MARCH, period="2022-05")
    with world.store.write(False) as tx, pytest.raises(Refused, match="còn lâu mới đến hạn"):
        decide.close(world.cycle("2022-04-05T08:00"), tx, [may], LAN)
    with world.store.read(False) as tx:
        assert tx.verdicts.standing()[may].closed_at is None


def test_an_unknown_duty_is_refused_with_the_names_there_are(world: SmallWorld) -> None:
    with pytest.raises(NoSuchDuty, match="thang"):
        decide.duties_named(world.cycle("2022-04-05T08:00"), "truong-1", "thag")
    with pytest.raises(NoSuchDuty, match="truong-9"):
        decide.duties_named(world.cycle("2022-04-05T08:00"), "truong-9", "thang")
