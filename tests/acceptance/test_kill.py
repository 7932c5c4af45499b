"""The kill campaign in its short form; the long one is ``benchmarks/kill.py --times 200`` (FAULTS A1)."""

from __future__ import annotations

import pytest

from benchmarks.kill import campaign


@pytest.mark.kill
@pytest.mark.slow
def test_a_few_kills_lose_nothing_and_double_nothing_unmarked(capsys: pytest.CaptureFixture[str]) -> None:
    assert campaign(times=6, seed=11, database=None) == 0
    assert "kills 6" in capsys.readouterr().out
