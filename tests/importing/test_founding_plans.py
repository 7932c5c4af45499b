"""The five founding plans as they are, against the hand-made reading of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.plan_import import Score, score_seed
from monitor.importing.documents import import_document

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding plans are not beside the project"),
]


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


def good(score: Score) -> bool:
    return bool(score.wanted) and (score.recall or 0) >= 0.95 and (score.precision or 0) >= 0.95


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf", "xlsx"])
@pytest.mark.parametrize("number", ["000", "004"])
def test_dated_duties_and_reports_are_found_and_none_invented(number: str, ending: str) -> None:
    dated, reports = score_seed(seed(number), ending)
    assert good(dated), (dated.missed, dated.extra)
    assert good(reports), (reports.missed, reports.extra)


def test_recognised_text_without_marks_is_read_with_low_confidence() -> None:
    dated, reports = score_seed(seed("002"))
    assert (dated.right + reports.right) >= 0.8 * (dated.wanted + reports.wanted)
    assert (dated.low, reports.low) == (dated.items, reports.items)


def test_a_plan_without_any_date_gives_no_duty() -> None:
    draft = import_document(seed("003"))
    assert draft.items == []


def test_vague_reports_of_the_second_plan_are_doubtful_and_undated() -> None:
    items = import_document(seed("001")).items
    assert all(item["time"] == {"undated": True} and item["confidence"] == "low" for item in items)
