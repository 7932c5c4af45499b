"""The days of the holidays library that are noted, so that it need not be loaded, are those that it says (S3)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from monitor.catalogue.working_days import NOTED_YEARS, Override, asked_of_the_library, calendar_of
from monitor.catalogue.workspace import config_dir


def test_what_is_noted_is_what_the_library_says() -> None:
    """After an update of the library: ``python -m monitor.catalogue.working_days > config/holidays/library.csv``."""
    rows = (config_dir() / "holidays" / "library.csv").read_text(encoding="utf-8").split()
    said = [f"{one.day},{one.kind}" for year in NOTED_YEARS for one in asked_of_the_library(year)]
    assert rows == ["date,kind", *said]


@pytest.mark.parametrize("years", [(2022,), (2025, 2026), (2034, 2035, 2036), (2040,)])
def test_a_calendar_is_the_librarys_whether_its_years_are_noted_or_not(years: tuple[int, ...]) -> None:
    said = [one for year in years for one in asked_of_the_library(year)]
    calendar = calendar_of(years, ())
    assert calendar.off == {one.day for one in said if one.kind == "off"}
    assert calendar.work == {one.day for one in said if one.kind == "work"}


def test_what_the_office_knows_better_goes_before_what_is_noted() -> None:
    calendar = calendar_of((2026,), (Override(date(2026, 9, 2), "work"), Override(date(2026, 9, 7), "off")))
    assert date(2026, 9, 2) not in calendar.off
    assert date(2026, 9, 7) in calendar.off


def test_the_usual_years_load_no_library() -> None:
    code = (
        "import sys; from monitor.catalogue.working_days import calendar_of; calendar_of((2025, 2026, 2027), ());"
        "print('holidays' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
