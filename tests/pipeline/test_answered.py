"""While a unit's answer is before the office the ladder waits; what was judged in hindsight waits for its release
(S6, S21)."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide, ordain, reply
from monitor.pipeline.decide import Deed, Refused
from monitor.pipeline.ordain import release_hindsight
from rules.model import Answer, DutyKey, Outcome, Reply
from tests.pipeline.world import SmallWorld, at

HOA = Deed("Bà Hoa", "đã xem")
MARCH = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
LINK = "https://truong-1.edu.test/tin/1.html"


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    """March is proven overdue on a Saturday; the letter would leave on Monday, the 4th, at 7."""
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    world.run("2022-04-02T08:00")
    world.run("2022-04-02T08:40")
    assert world.statuses()["2022-03"] == "overdue"
    return world


def answered(world: SmallWorld, moment: str) -> None:
    key = MARCH
    made = Reply(
        key.unit, key.obligation, key.plan, key.period, LINK, Outcome.TIMEOUT.value, "Cô Lan", "đã đăng", at(moment)
    )
    with world.store.write(False) as tx:
        tx.verdicts.add_decision(made)


def overdue(world: SmallWorld) -> int:
    return len([1 for _, recipient, periods in world.mail("overdue") if "lan@" in recipient and "2022-03" in periods])


def test_an_answer_pauses_the_ladder_five_working_days_and_no_longer(world: SmallWorld) -> None:
    answered(world, "2022-04-03T10:00")
    for day in ("04", "05", "06", "07"):
        world.run(f"2022-04-{day}T08:00")
        assert overdue(world) == 0
    answered(world, "2022-04-07T10:00")  # a further answer does not make the pause longer
    world.run("2022-04-08T06:59")
    assert overdue(world) == 0
    world.run("2022-04-08T07:30")
    assert overdue(world) == 1


def test_without_an_answer_the_letter_leaves_on_monday(world: SmallWorld) -> None:
    world.run("2022-04-04T08:00")
    assert overdue(world) == 1


def test_once_the_office_has_spoken_the_ladder_goes_on(world: SmallWorld) -> None:
    answered(world, "2022-04-03T10:00")
    world.run("2022-04-04T08:00")
    cycle = world.cycle("2022-04-04T09:00")
    with world.store.write(False) as tx:
        assert reply.refuse(tx, cycle, cycle.by_key[MARCH], HOA).changed
    world.run("2022-04-04T09:30")
    assert overdue(world) == 1


def test_what_tells_that_it_is_over_does_not_wait(world: SmallWorld) -> None:
    world.run("2022-04-04T08:00")
    answered(world, "2022-04-04T10:00")
    world.publish(2, "2022-03-20T08:00", appears="2022-04-04T11:00")
    world.run("2022-04-05T08:00")
    assert {recipient for _, recipient, _ in world.mail("all_clear")} == {
        "lan@truong-1.edu.test",
        "minh@truong-1.edu.test",
    }


def test_an_open_answer_stands_in_the_verdict_until_somebody_deals_with_it(world: SmallWorld) -> None:
    def questions() -> list[str]:
        with world.store.read(False) as tx:
            return [one.kind for one in tx.verdicts.current([MARCH])[MARCH].verdict.questions]

    answered(world, "2022-04-04T10:00")
    world.run("2022-04-04T10:00", look=False)
    assert (questions(), world.statuses()["2022-03"]) == (["reply"], "overdue")
    with world.store.write(False) as tx:
        tx.verdicts.add_decision(
            Answer("truong-1", "thang", "ke-hoach-2022", 1, True, "Bà Hoa", at("2022-04-05T08:00"), "2022-03")
        )
    world.run("2022-04-05T08:00", look=False)
    assert (questions(), world.statuses()["2022-03"]) == ([], "met")


# --- hindsight -------------------------------------------------------------------------------------------------------


def hindsight(tmp_path: Path) -> SmallWorld:
    """Watching begins in March; February, of which nothing was posted, is judged in hindsight."""
    world = SmallWorld(tmp_path / "w", schools=2)
    settings = world.home / "settings.yaml"
    settings.write_text(settings.read_text("utf-8").replace("2022-01", "2022-03"), encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    for moment in ("2022-03-15T08:00", "2022-03-15T08:40"):
        world.run(moment)
    return world


def test_hindsight_is_told_to_units_only_after_its_release(tmp_path: Path) -> None:
    world = hindsight(tmp_path)
    assert world.statuses()["2022-02"] == "missed"
    world.run("2022-03-16T08:00")
    assert world.mail("overdue") == []
    with world.store.write(False) as tx:
        done = release_hindsight(world.cycle("2022-03-16T09:00"), tx, "truong-1", None, "2022-02", HOA)
    assert (done.changed, done.facts["duties"]) == (True, ["ke-hoach-2022|thang|truong-1|2022-02"])
    world.run("2022-03-16T09:30")
    world.run("2022-03-17T08:00")
    assert {recipient for _, recipient, _ in world.mail("overdue")} == {
        "lan@truong-1.edu.test",
        "minh@truong-1.edu.test",
    }
    with world.store.write(False) as tx:
        assert not release_hindsight(world.cycle("2022-03-17T09:00"), tx, "truong-1", None, "2022-02", HOA).changed


def test_hindsight_of_a_closed_period_is_reopened_before_it_is_told(tmp_path: Path) -> None:
    world = hindsight(tmp_path)
    february = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-02")
    cycle = world.cycle("2022-03-16T09:00")
    with world.store.write(False) as tx:
        decide.close(cycle, tx, [february], HOA)
        with pytest.raises(Refused, match="reopen"):
            release_hindsight(cycle, tx, "truong-1", None, None, HOA)


def test_a_day_for_all_reaches_every_unit(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w")
    plan = world.home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(
        plan.read_text("utf-8")
        + '  - {id: bao-cao, title: Báo cáo, source: "V", kind: deadline, who: {group: truc-thuoc}, undated: true,\n'
        "     proof: [upload]}\n",
        encoding="utf-8",
    )
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-15T08:00")
    cycle = world.cycle("2022-03-15T09:00")
    with world.store.write(False) as tx:
        done = ordain.set_day(cycle, tx, "*", "bao-cao", None, at("2022-06-19T00:00").date(), HOA)
    assert len(done.facts["duties"]) == 2
    duty = world.cycle("2022-03-16T08:00").by_key[DutyKey("truong-2", "ke-hoach-2022", "bao-cao", "2022")]
    # S3: the 19th is a Sunday; nobody is called late before the end of the next working day.
    assert (duty.strict, duty.lenient) == (at("2022-06-20T00:00"), at("2022-06-21T00:00"))
    assert world.cycle("2022-03-14T08:00").by_key[duty.key].strict is None  # what we knew then (S20)
