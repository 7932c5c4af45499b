"""The crawl benchmark's short form: a farm of sites is seen as it is, at the first crawl and at the second."""

from __future__ import annotations

import pytest

from benchmarks.crawl import Ours, compare


@pytest.mark.slow
def test_we_find_all_that_a_farm_shows_and_nothing_else() -> None:
    [line] = compare([Ours.name], None, units=24, times=1, processes=2)
    assert line.name == Ours.name
    assert line.cold[0].cpu > 0
    assert line.second[0].peak_mb > 0
