"""The campaign of kills in its short form; the long one is ``benchmarks/kill.py --times 500 --points 25`` (A1–A4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.kill import campaign
from benchmarks.killing.hunt import hunt
from benchmarks.killing.wrong import BUILDS, WrongBuild, build
from monitor.failpoints import POINTS
from tests.postgres import running_server

LETTER = ("compose", "intent", "after", "outcome", "settle")
OF_A_LETTER = tuple(name for name in POINTS if name.split("-")[0] in LETTER)
"""The points between a finding and what is known of its letter."""

pytestmark = [pytest.mark.kill, pytest.mark.slow]


def test_a_few_kills_lose_nothing_and_double_nothing_unmarked() -> None:  # A1, A3, A4
    at_random, at_points = campaign(times=10, points=1, seed=11)
    assert at_random.wrong == []
    assert at_points.wrong == []
    assert at_random.kills == 10
    assert set(at_points.points) >= set(POINTS)
    assert at_points.repeats > 0  # the gap itself was hit, or nothing would have been shown


@pytest.mark.postgres
def test_on_postgresql_too() -> None:  # A2
    running_server()  # skips where there is none
    [tally] = campaign(times=4, points=0, seed=12, postgres=True)
    assert tally.wrong == []


@pytest.mark.parametrize("channel", ["file", pytest.param("imap", marks=pytest.mark.long)])
def test_where_the_channel_can_be_read_back_nothing_is_doubled(channel: str) -> None:
    [at_points] = campaign(times=0, points=1, seed=13, channel=channel, named=OF_A_LETTER)
    assert at_points.wrong == []
    assert at_points.in_gap > 0
    assert at_points.repeats == 0


@pytest.mark.parametrize("wrong", BUILDS, ids=lambda one: one.name)
def test_each_wrong_build_still_differs_from_the_right_one(wrong: WrongBuild, tmp_path: Path) -> None:
    build(wrong, tmp_path / "tree")  # raises where a replacement no longer applies


@pytest.mark.long
@pytest.mark.parametrize("wrong", BUILDS, ids=lambda one: one.name)
def test_a_wrong_build_is_caught(wrong: WrongBuild, tmp_path: Path) -> None:
    found = hunt(build(wrong, tmp_path / "tree"), tmp_path)
    assert found
    assert not any("could not be played" in sentence for sentence in found), found


@pytest.mark.long
def test_the_right_build_is_not_accused(tmp_path: Path) -> None:
    assert hunt(build(None, tmp_path / "tree"), tmp_path) == []
