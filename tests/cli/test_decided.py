"""Which decisions touch a duty."""

from __future__ import annotations

from datetime import date

from monitor.reports.decided import decision_facts
from rules.model import DutyKey, Waiver
from tests.rules.cast import at


def test_a_waiver_touches_the_periods_of_its_days_and_every_standing_duty() -> None:
    waiver = Waiver("truong-1", "x", "p", date(2022, 3, 1), date(2022, 3, 1), "Lan", "thử", at("2022-03-01T08:00"))
    found = {
        period: len(decision_facts(DutyKey("truong-1", "p", "x", period), (), [waiver]))
        for period in ("2022-02", "2022-03", "2022-04", "always")
    }
    assert found == {"2022-02": 0, "2022-03": 1, "2022-04": 0, "always": 1}
    assert decision_facts(DutyKey("truong-2", "p", "x", "2022-03"), (), [waiver]) == []
