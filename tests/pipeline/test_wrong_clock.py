"""A clock that was wrong for one run costs that run and nothing after it; whatever it put off is done (S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.looking.pool import Job
from crawlers.page import LookResult
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide
from rules.model import Attestation, DutyKey, Outcome, Status
from tests.pipeline.world import PLAN, SmallWorld, at

TRUE = "2022-05-12T08:00"
PAPER = """\
  - id: giay
    title: Báo cáo giấy
    source: "V.2"
    kind: attested
    who: {group: truc-thuoc}
    window: 2022-03
    proof: [attest]
"""
REPORT = DutyKey("truong-1", "ke-hoach-2022", "giay", "2022-03")


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    world = SmallWorld(tmp_path / "w", schools=3)
    world.run("2022-05-10T08:00")
    return world


def looked_at(world: SmallWorld, moment: str) -> set[str]:
    world.looked.clear()
    world.run(moment)
    return {unit for unit, _ in world.looked}


@pytest.mark.parametrize("wrong", ["2022-05-12T20:00", "2022-07-11T08:00", "2030-01-01T08:00"])
def test_what_a_clock_ahead_put_off_is_looked_at_once_it_is_set_back(world: SmallWorld, wrong: str) -> None:
    world.run(wrong)
    assert looked_at(world, TRUE) == {"truong-1", "truong-2", "truong-3"}
    assert looked_at(world, "2022-05-12T08:30") == set()  # and then in the usual rhythm


def test_where_the_sites_contradict_the_clock_nothing_is_put_off_either(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = world._look

    def dated(job: Job, now: object) -> LookResult:
        return replace(plain(job, at("2022-07-11T08:00")), date_header=at(TRUE) - timedelta(minutes=1))

    monkeypatch.setattr(world, "_look", dated)
    seen, _, _ = world.run("2022-07-11T08:00")
    assert seen.outcomes == {Outcome.OUR_TROUBLE.value: 3}
    assert len(looked_at(world, TRUE)) == 3


def test_a_look_of_a_day_that_has_not_come_is_no_look_of_today(world: SmallWorld) -> None:
    """The reminder of 21 May waits for that day's look, though the newest one seems to be of June."""
    world.run("2022-06-11T06:00")
    assert looked_at(world, "2022-05-21T08:00") == {"truong-1", "truong-2", "truong-3"}


@pytest.mark.parametrize(
    ("run", "said", "next_run"),
    [
        ("2022-04-05T08:00:00", "2022-04-05T07:59:59", "2022-04-05T09:00:00"),  # it waited until the run was over
        ("2022-04-05T08:40:00", "2022-04-05T08:10:00", "2022-04-05T08:15:00"),  # the clock was set back 40 minutes
    ],
)
def test_a_word_that_bears_an_earlier_time_than_the_last_run_is_heard(
    tmp_path: Path, run: str, said: str, next_run: str
) -> None:
    world = SmallWorld(tmp_path / "papers")
    (world.home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN + PAPER, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run(run)
    cycle = world.cycle(said)
    with world.store.write(False) as tx:
        decide.attest(cycle, tx, cycle.by_key[REPORT], Attestation(REPORT, "Bà Hoa", cycle.now, True))
    world.run(next_run, look=False)
    with world.store.read(False) as tx:
        now, then = tx.verdicts.current(), tx.verdicts.as_of(at("2022-04-05T10:00:00"))
    assert now[REPORT].verdict.status is then[REPORT].verdict.status is Status.MET
    assert world.run("2022-04-05T11:00:00", look=False)[1].judged == 0  # once read, a word is not new


# --- what it saw -----------------------------------------------------------------------------------------------------


def test_what_a_clock_ahead_saw_proves_nothing_once_its_time_has_come(tmp_path: Path) -> None:
    """The school posts a day after the clock was set back, and its host is down until the time that the looks bear."""
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T08:00")
    for day in range(20, 30):
        world.run(f"2022-03-{day}T08:00")
    world.run("2022-04-03T08:00", send=False)
    world.run("2022-04-03T08:40", send=False)
    world.publish(2, "2022-03-31T10:00")
    world.broken = {"truong-1": Outcome.TIMEOUT}
    for moment in ("2022-03-30T08:00", "2022-03-31T08:00", "2022-04-01T08:00", "2022-04-02T08:00", "2022-04-03T12:00"):
        world.run(moment)
    assert world.statuses()["2022-03"] == "unknown"
    assert world.mail("overdue") == []


# --- what closes -----------------------------------------------------------------------------------------------------


def closed(world: SmallWorld) -> set[str]:
    with world.store.read(False) as tx:
        rows = tx.verdicts.current()
    return {key.period for key, row in rows.items() if row.closed_at is not None and key.unit == "truong-1"}


def test_a_clock_years_ahead_and_no_network_close_nothing(world: SmallWorld) -> None:
    """A board without a battery starts years ahead, before the network is there: all its looks fail."""
    before = closed(world)
    world.broken = {f"truong-{n}": Outcome.TIMEOUT for n in (1, 2, 3)}
    world.run("2024-03-04T08:00")
    world.run("2024-03-04T08:40")
    assert closed(world) == before
    world.broken = {}
    world.publish(1, "2022-05-11T08:00")
    world.run(TRUE)
    world.run("2022-05-12T08:40")
    assert (world.statuses()["2022-05"], world.statuses()["2022-06"]) == ("met", "not_due")


@pytest.mark.parametrize("published", [True, False])
def test_what_ended_while_the_machine_stood_still_stays_open_until_it_is_known(
    world: SmallWorld, published: bool
) -> None:
    world.broken = {"truong-1": Outcome.TIMEOUT}  # and the school's host is down on the day the machine is back
    world.run("2022-07-12T08:00")
    assert world.statuses()["2022-05"] == "unknown"
    assert "2022-05" not in closed(world)
    world.broken = {}
    if published:
        world.publish(1, "2022-05-11T08:00")
    world.run("2022-07-12T09:10")
    world.run("2022-07-12T09:50")
    assert world.statuses()["2022-05"] == ("met" if published else "missed")


def test_what_nobody_can_see_closes_ten_working_days_after_its_cure_all_the_same(world: SmallWorld) -> None:
    world.broken = {"truong-1": Outcome.TIMEOUT}
    for day in range(1, 30):
        world.run(f"2022-06-{day:02}T08:00", send=False)
        if "2022-05" in closed(world):
            break
    assert (day, world.statuses()["2022-05"]) == (25, "unknown")
