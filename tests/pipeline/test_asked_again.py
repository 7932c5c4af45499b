"""The office is asked each thing once, and asked again where it is a new matter (S17, S19, S21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from monitor.pipeline import decide, reply
from monitor.pipeline.decide import Deed
from monitor.storage.invariants import broken_invariants
from rules.model import Attestation, Duty, Outcome, Reply
from tests.pipeline.test_ladder import MEETING, both, plan, texts
from tests.pipeline.world import PLAN, SmallWorld

OFFICE = "vanphong@so.test"
BOARD = """\
  - {id: bang, title: Bảng niêm yết, source: "III.3", kind: standing, who: {group: truc-thuoc}, where: offline,
     proof: [attest]}
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(101, "2022-02-10T08:00")
    yield world
    assert broken_invariants(world.store) == []


def attested(world: SmallWorld, when: str, obligation: str, **given: object) -> None:
    cycle = world.cycle(when)
    [duty] = [duty for duty in cycle.duties if duty.key.obligation == obligation]
    word = Attestation(duty.key, "Bà Hoa", cycle.now, **{"confirmed": True, **given})  # type: ignore[arg-type]
    with world.store.write(False) as tx:
        decide.attest(cycle, tx, duty, word)


def march(world: SmallWorld, when: str) -> Duty:
    return next(
        duty for duty in world.cycle(when).duties if (duty.key.obligation, duty.key.period) == ("thang", "2022-03")
    )


def answered(world: SmallWorld, when: str, number: int) -> None:
    cycle, key = world.cycle(when), march(world, when).key
    link = f"https://truong-1.edu.test/tin/{number}.html"
    made = Reply(
        key.unit, key.obligation, key.plan, key.period, link, Outcome.TIMEOUT.value, "Cô Lan", "", cycle.now, None
    )
    with world.store.write(False) as tx:
        tx.verdicts.add_decision(made)


def asked(world: SmallWorld) -> list[str]:
    return texts(world, OFFICE, "question")


def test_a_second_reply_after_a_refused_one_is_asked_of(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    answered(world, "2022-04-04T10:00", 1)
    world.run("2022-04-05T08:00")
    cycle = world.cycle("2022-04-05T09:00")
    with world.store.write(False) as tx:
        reply.refuse(tx, cycle, march(world, "2022-04-05T09:00"), Deed("Bà Hoa", "không mở được"))
    world.run("2022-04-05T09:30")
    answered(world, "2022-04-06T10:00", 2)
    for day in ("2022-04-06T10:30", "2022-04-07T08:00", "2022-04-08T08:00"):
        world.run(day)
    assert ["tin/1.html" in text for text in asked(world)] == [True, False]
    assert "tin/2.html" in asked(world)[1]


def test_an_open_question_is_not_asked_again_when_the_page_comes_back(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    answered(world, "2022-04-04T10:00", 1)
    world.run("2022-04-05T08:00")
    for day, broken in (("05", True), ("06", False), ("07", True), ("08", False)):
        world.broken = {"truong-1": Outcome.DRIFTED} if broken else {}
        world.run(f"2022-04-{day}T14:00")
        world.run(f"2022-04-{day}T14:40")
    assert len(asked(world)) == 1


def test_a_units_word_after_the_offices_no_is_asked_of(world: SmallWorld) -> None:
    plan(world, PLAN + MEETING)
    both(world, "2022-03-17")
    attested(world, "2022-03-18T09:00", "hop", received=False)
    world.run("2022-03-18T10:00")
    attested(world, "2022-03-22T09:00", "hop", confirmed=False)
    for day in ("22", "23", "24"):
        world.run(f"2022-03-{day}T10:00")
    assert ["báo đã thực hiện" in text for text in asked(world)] == [False, True]


def test_a_word_that_ran_out_is_asked_for_again(world: SmallWorld) -> None:
    plan(world, PLAN + BOARD)
    both(world, "2022-02-15")
    attested(world, "2022-02-16T09:00", "bang", valid_until=date(2022, 3, 31))
    for day in ("2022-02-16", "2022-03-31", "2022-04-01", "2022-04-04", "2022-04-05"):
        both(world, day)
    assert ["bang" in text for text in asked(world)] == [True, True]


def test_a_question_that_was_settled_unasked_is_asked_when_it_opens_again(world: SmallWorld) -> None:
    plan(world, PLAN + MEETING)
    world.run("2022-03-19T08:00")  # a Saturday: the question waits
    attested(world, "2022-03-19T09:00", "hop", valid_until=date(2022, 3, 22))
    for day in ("19", "21", "22"):
        world.run(f"2022-03-{day}T10:00")
    assert asked(world) == []
    for day in ("23", "24", "25"):
        world.run(f"2022-03-{day}T08:00")
    assert len(asked(world)) == 1
