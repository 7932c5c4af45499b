"""The short form of the year of messages: nobody is told too much, twice, or at the wrong hour (S24)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.year_of_messages import BESIDE, simulate, table


@pytest.mark.slow
def test_in_half_a_year_of_twelve_units_nobody_hears_twice_a_day_twice_a_step_or_on_a_quiet_day(tmp_path: Path) -> None:
    year = simulate(tmp_path / "w", 12, seed=3, last=date(2022, 6, 30))
    assert year.faults == []
    kinds = {mail.kind for _, mail in year.boxes.arrived}
    assert {"reminder", "overdue", "all_clear", "escalation", "informed"} <= kinds
    heads = [mail for _, mail in year.boxes.arrived if mail.recipient.startswith("minh@") and mail.kind not in BESIDE]
    assert heads
    assert len(table(year)) == 7
