"""Generated sites with known truth, failing in many ways: nobody is accused of what is not so (FAULTS K1–K10, K13)."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.falseworld.many import HABITS, SPANS, Town
from tests.falseworld.many_families import FAMILIES
from tests.falseworld.many_faults import WAYS
from tests.falseworld.many_score import MOMENTS, Score, rehearse, write_workspace

SITES = 30
SEED = int(os.environ.get("DONDOC_SEED", "4"))
"""Another seed makes other sites; ``python -m benchmarks.no_false_accusation`` has the long form."""


@pytest.fixture(scope="module", params=[0.3, 1.0], ids=["some-fail", "all-fail"])
def score(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("town")
    with Town(SITES, SEED, request.param, folder, MOMENTS[0]) as town:
        return rehearse(town, write_workspace(town, folder / "home"))


def test_no_charge_is_false_and_none_stands_without_proof(score: Score) -> None:  # K1, K2, K7, K13
    assert [line for line in score.worst if line.startswith("FALSE")] == []
    assert score.false == 0
    assert score.charges > 0  # those who posted nothing are found


def test_healthy_sites_are_judged_rightly(score: Score) -> None:
    assert score.seen > 0
    assert score.right >= 0.99 * score.seen - 1, score.worst


def test_the_reason_of_what_cannot_be_judged_is_named_rightly(score: Score) -> None:
    assert score.unproven > 0
    assert score.named >= 0.99 * score.unproven, score.worst


def test_a_town_has_every_family_habit_way_and_span_and_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    town = Town(500, 1, 1.0, tmp_path, MOMENTS[0])
    truths = town.truths()
    assert {truth.family for truth in truths} == set(FAMILIES)
    assert {truth.habit for truth in truths} == set(HABITS)
    assert {truth.way.kind for truth in truths if truth.way} == {way.kind for way in WAYS}
    assert {truth.span for truth in truths} == set(SPANS)
    again = Town(500, 1, 1.0, tmp_path, MOMENTS[0]).truths()
    assert again == truths
    other = Town(500, 2, 1.0, tmp_path, MOMENTS[0]).truths()
    assert Counter(t.habit for t in other) != Counter(t.habit for t in truths)
