"""Discover in the false world: every site that can be looked at gives its section, and no other."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest

from crawlers.identity import canonical_url
from monitor.app.discovering import discover_sections
from monitor.clock import Clock
from monitor.pipeline.discover import FAILED, FOUND, KEPT, MOVED, Discovery
from rules.model import VN

from .story import Story

EARLY, LATE = datetime(2022, 3, 1, 9, 0, tzinfo=VN), datetime(2022, 9, 15, 9, 0, tzinfo=VN)


def without_sections(path: Path) -> dict[str, str]:
    """Empty the section columns of units.csv; returns what stood there, by unit."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    truth = {row["id"]: row["section_url"] for row in rows if row["section_url"]}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row | {"section_url": "", "feed_url": "", "reader": ""} for row in rows)
    return truth


def of_cchc(results: list[Discovery]) -> dict[str, Discovery]:
    return {result.unit.id: result for result in results if result.topic == "cchc"}


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("seed", [9, 21])
def test_sections_are_found_where_they_are_and_nowhere_else(seed: int, tmp_path: Path) -> None:
    story = Story(seed=seed)
    with story.world:
        story.world.now = EARLY
        home = story.workspace(tmp_path / "w", 2525)
        (home / "sections.csv").unlink()
        truth = without_sections(home / "units.csv")
        found = of_cchc(discover_sections(home, Clock(EARLY), None, quiet))
    assert set(truth) <= set(found)
    seen = {unit: result for unit, result in found.items() if result.state != FAILED}
    assert len(seen) >= len(truth) - 3
    for unit, result in seen.items():
        assert result.state == FOUND, (unit, result.reason)
        assert result.place is not None
        # Of a list that a script fills people note the feed; it is proposed beside the list.
        proposed = {canonical_url(result.place.url), canonical_url(result.place.feed_url or "")}
        assert canonical_url(truth[unit]) in proposed, unit


def test_sections_that_moved_since_are_proposed_again_and_no_living_one_is_touched(tmp_path: Path) -> None:
    story = Story(seed=9)
    with story.world:
        story.world.now = EARLY
        home = story.workspace(tmp_path / "w", 2525)
        story.world.now = LATE
        found = of_cchc(discover_sections(home, Clock(LATE), None, quiet))
    moved = {unit for unit, result in found.items() if result.state == MOVED}
    assert moved
    for unit, result in found.items():
        assert result.state in (KEPT, MOVED, FAILED), (unit, result.state, result.reason)
        placing = result.placing
        if result.state == KEPT and placing is not None:
            assert result.old is not None
            assert placing.url == result.old.url
