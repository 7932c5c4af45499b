"""A clock that was wrong for one run costs that run and nothing after it; whatever it put off is done (S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.looking.pool import Job
from crawlers.page import LookResult
from rules.model import Outcome
from tests.pipeline.world import SmallWorld, at

TRUE = "2022-05-12T08:00"


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
