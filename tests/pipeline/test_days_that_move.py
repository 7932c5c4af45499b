"""Reminders follow the day as it stands: moved by plan or office, a holiday written down late, a period closed by hand
(S5, S20, S24)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide, ordain
from monitor.pipeline.decide import Deed, LetOff
from monitor.storage.invariants import broken_invariants
from rules.model import DutyKey
from tests.pipeline.test_plan_changes import plan
from tests.pipeline.world import PLAN, SmallWorld, at

LAN = "lan@truong-1.edu.test"
HOA = Deed("Bà Hoa", "công văn 12")
MARCH = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-03-01T08:00")
    yield world
    assert broken_invariants(world.store) == []


def days(world: SmallWorld, first: int, last: int) -> None:
    """Every day of March from the first to the last, looked at early and told in the morning."""
    for day in range(first, last + 1):
        world.run(f"2022-03-{day:02}T06:00")
        world.run(f"2022-03-{day:02}T08:00")


def reminded(world: SmallWorld) -> list[str]:
    """The days on which the contact was reminded, and what each letter says of the due day."""
    with world.store.read(False) as tx:
        rows = [row.message for row in tx.outbox.messages("sent") if row.message.recipient == LAN]
    due = ("".join(line.partition("Hạn: ")[2] for line in row.text.splitlines()) for row in rows)
    return [f"{row.slot:%d}: {words}" for row, words in zip(rows, due, strict=True) if row.kind == "reminder"]


def test_a_due_day_that_moves_later_is_reminded_of_anew_and_not_before(world: SmallWorld) -> None:
    plan(world, PLAN + "    due_day: 20\n")
    days(world, 10, 15)
    assert reminded(world) == ["10: hết ngày 20/3/2022 (còn 10 ngày); chỉ coi là muộn sau ngày 21/3/2022"]
    plan(world, PLAN)
    days(world, 16, 31)
    assert reminded(world)[1:] == ["21: hết ngày 31/3/2022 (còn 10 ngày)", "28: hết ngày 31/3/2022 (còn 3 ngày)"]


def test_a_due_day_that_moves_nearer_is_told_at_once(world: SmallWorld) -> None:
    plan(world, PLAN + "    due_day: 25\n")
    days(world, 14, 16)
    assert reminded(world) == ["15: hết ngày 25/3/2022 (còn 10 ngày)"]
    plan(world, PLAN + "    due_day: 23\n")
    days(world, 17, 23)
    assert reminded(world)[1:] == ["17: hết ngày 23/3/2022 (còn 6 ngày)", "18: hết ngày 23/3/2022 (còn 5 ngày)"]


def test_a_day_that_moved_and_moved_back_is_told_again(world: SmallWorld) -> None:
    """Whoever heard of another day last must hear that the first one holds."""
    days(world, 18, 22)
    plan(world, PLAN + "    due_day: 29\n")
    days(world, 23, 24)
    plan(world, PLAN)
    days(world, 25, 25)
    said = [one.partition(" (")[0] for one in reminded(world)]
    assert said == ["21: hết ngày 31/3/2022", "23: hết ngày 29/3/2022", "25: hết ngày 31/3/2022"]


def test_a_rung_is_told_once_though_a_waiver_or_a_plan_came_and_went(world: SmallWorld) -> None:  # S23, S24
    days(world, 18, 22)
    march = LetOff("truong-1", "thang", date(2022, 3, 1), date(2022, 3, 31), True)
    for moment, letting in (("2022-03-23T05:00", march), ("2022-03-24T05:00", replace(march, granted=False))):
        cycle = world.cycle(moment)
        with world.store.write(False) as tx:
            decide.waive(cycle, tx, letting, HOA)
        days(world, cycle.now.day, cycle.now.day)
    path = world.home / "plans" / "ke-hoach-2022.yaml"
    text = path.read_text("utf-8")
    path.unlink()
    world.catalogue = load_catalogue(world.home)
    days(world, 25, 25)
    path.write_text(text, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    days(world, 26, 31)
    assert [one[:2] for one in reminded(world)] == ["21", "28"]


def test_a_day_that_the_office_sets_anew_is_reminded_of_anew(world: SmallWorld) -> None:
    report = (
        '  - {id: bao-cao, title: Báo cáo, source: "V", kind: deadline, who: {group: truc-thuoc}, undated: true,\n'
        '     proof: [web], match: {all: ["báo cáo"]}}\n'
    )
    plan(world, PLAN.partition("  - id: thang")[0] + report)
    for day, moment in ((18, "2022-03-08T09:00"), (31, "2022-03-10T09:00")):
        cycle = world.cycle(moment)
        with world.store.write(False) as tx:
            ordain.set_day(cycle, tx, "truong-1", "bao-cao", None, at(f"2022-03-{day}T00:00").date(), HOA)
        days(world, cycle.now.day, cycle.now.day + 1)
    days(world, 12, 31)
    assert [one for one in reminded(world) if "31/3" in one] == [
        "21: hết ngày 31/3/2022 (còn 10 ngày)",
        "28: hết ngày 31/3/2022 (còn 3 ngày)",
    ]


def test_a_holiday_written_down_late_brings_the_reminder_forward(world: SmallWorld) -> None:
    days(world, 18, 24)
    (world.home / "holidays.csv").write_text(
        "date,kind,note\n" + "".join(f"2022-03-{day},off,nghỉ bù\n" for day in (28, 29, 30, 31)), encoding="utf-8"
    )
    world.catalogue = load_catalogue(world.home)
    days(world, 25, 31)
    assert [one[:2] for one in reminded(world)] == ["21", "25"]


def test_the_last_reminder_before_tet_shares_the_first_letter_of_its_morning(tmp_path: Path) -> None:  # S24
    world = SmallWorld(tmp_path / "tet", schools=1)
    fresh = """\
  - {id: tin-moi, title: Luôn có tin mới, source: "IV.9", kind: standing, who: {group: truc-thuoc},
     where: {topic: cchc}, fresh_days: 7}
"""
    plan(world, PLAN.replace("from: 2022-02", "from: 2022-01").replace("2022-01-05", "2021-12-20") + fresh)
    world.publish(1, "2021-12-28T08:00")
    for moment in ("2022-01-05T08:00", "2022-01-26T08:00", "2022-01-26T08:40"):
        world.run(moment)
    cycle = world.cycle("2022-01-27T20:50")
    with world.store.write(False) as tx:
        decide.waive(cycle, tx, LetOff("truong-1", "tin-moi", date(2022, 1, 1), date(2022, 12, 31), True), HOA)
    for moment in ("2022-01-27T21:00", "2022-01-28T07:00", "2022-01-28T07:30", "2022-02-07T08:00"):
        world.run(moment)
    with world.store.read(False) as tx:
        rows = [row.message for row in tx.outbox.messages("sent") if row.message.recipient == LAN]
    [last] = [row for row in rows if row.slot == date(2022, 1, 28)]
    assert "hết ngày 31/01/2022 (còn 3 ngày)" in last.text
    assert "Đã được miễn" in last.text


def test_nobody_is_reminded_of_what_the_office_has_closed(world: SmallWorld) -> None:
    days(world, 18, 22)
    with world.store.write(False) as tx:
        assert decide.close(world.cycle("2022-03-22T09:00"), tx, [MARCH], HOA).changed
    days(world, 23, 31)
    assert [one[:2] for one in reminded(world)] == ["21"]


def weekly(ladder: str = "[10, 3]") -> str:
    text = PLAN.replace("every: month", "every: week").replace("2022-02", "2022-W11").replace("2022-12", "2022-W12")
    return text + f"    ladder: {{remind_days: {ladder}}}\n"


def test_nobody_is_reminded_of_a_week_that_has_not_begun(world: SmallWorld) -> None:
    """What is posted before it would not count for it (S16)."""
    plan(world, weekly())
    days(world, 3, 20)
    assert reminded(world) == ["17: hết ngày 20/3/2022 (còn 3 ngày)"]


def test_where_all_rungs_lie_before_the_week_it_is_reminded_of_on_its_first_morning(world: SmallWorld) -> None:
    plan(world, weekly("[10]"))
    days(world, 3, 20)
    assert reminded(world) == ["14: hết ngày 20/3/2022 (còn 6 ngày)"]


def test_a_charge_over_a_closed_period_promises_no_cure(world: SmallWorld) -> None:
    for moment in ("2022-04-02T08:00", "2022-04-02T08:40"):
        world.run(moment)
    with world.store.write(False) as tx:
        assert decide.close(world.cycle("2022-04-02T09:00"), tx, [MARCH], HOA).changed
    world.run("2022-04-04T08:00")
    with world.store.read(False) as tx:
        [text] = [row.message.text for row in tx.outbox.messages("sent") if row.message.recipient == LAN]
    assert "Trường số 1" in text
    assert "bổ sung được" not in text
