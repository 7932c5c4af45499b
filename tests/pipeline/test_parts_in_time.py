"""Obligations whose parts have times of their own: each letter names the day of the part that it is about (S3, S16,
S24)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.storage.invariants import broken_invariants
from tests.pipeline.test_ladder import both, plan, texts
from tests.pipeline.world import PLAN, SmallWorld

LAN = "lan@truong-1.edu.test"
TWO = """\
  - id: hai
    title: Hai video
    source: "V.4"
    kind: scheduled
    who: {group: truc-thuoc}
    window: 2022-03
    where: {topic: cchc}
    all_of:
      - {id: dot-2, title: Video đợt 2, source: "V.4b", kind: scheduled, window: SECOND, where: {topic: cchc},
         match: {all: ["bài số 302"]}}
      - {id: dot-1, title: Video đợt 1, source: "V.4a", kind: scheduled, window: 2022-03, where: {topic: cchc},
         match: {all: ["bài số 301"]}}
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w", schools=1)
    for month in range(2, 8):
        world.publish(100 + month, f"2022-{month:02}-03T08:00")
    yield world
    assert broken_invariants(world.store) == []


def due_words(world: SmallWorld, kind: str) -> list[str]:
    """What the letters say of the day of the two videos."""
    mine = [text for text in texts(world, LAN, kind) if "Hai video" in text]
    return [line.partition("Hạn: ")[2] for text in mine for line in text.splitlines() if "Hạn: " in line]


def days(world: SmallWorld, *names: str) -> None:
    for name in names:
        both(world, f"2022-{name}")


def test_the_second_part_is_reminded_of_when_its_own_day_comes(world: SmallWorld) -> None:
    plan(world, PLAN + TWO.replace("SECOND", "2022-06"))
    days(world, "03-15", "03-21")
    world.publish(301, "2022-03-22T08:00")
    days(world, "03-22", "03-28", "04-04", "06-15", "06-20", "06-27")
    assert due_words(world, "reminder") == [
        "hết ngày 31/3/2022 (còn 10 ngày)",
        "hết ngày 30/6/2022 (còn 10 ngày)",
        "hết ngày 30/6/2022 (còn 3 ngày)",
    ]


def test_of_two_parts_that_are_near_the_nearer_day_is_told_first(world: SmallWorld) -> None:
    plan(world, PLAN + TWO.replace("SECOND", "{from: 2022-03-20, to: 2022-04-05}"))
    days(world, "03-15", "03-21", "03-28")
    world.publish(301, "2022-03-29T08:00")
    days(world, "03-29", "04-01")
    assert [one.partition(" (")[0] for one in due_words(world, "reminder")] == [
        "hết ngày 31/3/2022",
        "hết ngày 31/3/2022",
        "hết ngày 05/4/2022",
        "hết ngày 05/4/2022",
    ]


def test_a_charge_for_the_first_part_names_no_day_of_the_last(world: SmallWorld) -> None:
    plan(world, PLAN + TWO.replace("SECOND", "2022-06"))
    days(world, "04-04")
    assert due_words(world, "overdue") == ["hết ngày 31/3/2022"]
