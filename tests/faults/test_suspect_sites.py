"""Looks that prove too much: sites that seem healthy, and would get an innocent school charged (S11–S14, FAULTS K)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from . import (  # noqa: F401
    suspect_arrivals,
    suspect_copies,
    suspect_days,
    suspect_documents,
    suspect_filters,
    suspect_moves,
    suspect_pagers,
    suspect_surroundings,
    suspect_systems,
    suspect_ways,
)
from .court import CHARGED, MOMENTS, Court, Scene, hold
from .suspect_sites import SCENES

SINCE_JUNE = MOMENTS[4:]
"""The first look comes after the month: nothing is known of what was there before."""
UNKNOWN = [scene for scene in SCENES if not scene.known]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Court:
    return hold(SCENES, tmp_path_factory.mktemp("court") / "watched")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Court:
    return hold(UNKNOWN, tmp_path_factory.mktemp("court") / "new", SINCE_JUNE)


def test_there_are_enough_of_them_and_some_are_guilty() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES) >= 36
    assert sum(scene.guilty for scene in SCENES) >= 4


@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_who_was_watched_since_may_is_judged_rightly(scene: Scene, watched: Court) -> None:
    check(scene, watched, MOMENTS)


@pytest.mark.parametrize("scene", UNKNOWN, ids=lambda scene: scene.name)
def test_who_is_seen_first_in_june_is_judged_rightly(scene: Scene, new: Court) -> None:
    check(scene, new, SINCE_JUNE)


def check(scene: Scene, court: Court, moments: Sequence[datetime]) -> None:
    """The innocent are never charged, whatever the outcome of the looks; the guilty are, at the first moment."""
    said = court.said[scene.name]
    assert list(said) == list(moments)
    charges = [moment for moment, _ in court.charges(scene.name)]
    assert charges == ([moment for moment in moments if moment >= CHARGED] if scene.guilty else []), said
    assert all(status in ("met", "not_due", "due_soon") or reason for status, reason, _ in said.values()), said
