"""Working days in Vietnam: the holidays library, then what we know better, then what the office knows better (S3).

The library brings the calendars of every country, 17 MB of memory for a few days a year: what it says of the usual
years stands in ``config/holidays/library.csv``. Anew, after an update of the library: ``python -m
monitor.catalogue.working_days > config/holidays/library.csv``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from monitor.catalogue import scalars
from monitor.catalogue.faults import Collector
from monitor.catalogue.tables import Row, read_table
from monitor.catalogue.workspace import config_dir
from rules.model import Calendar

HEADS = ("date", "kind", "note")
NOTED_YEARS = range(2019, 2036)
"""Years that ``library.csv`` holds whole."""


@dataclass(frozen=True, slots=True)
class Override:
    """One day that is ``off`` or ``work`` whatever the library says."""

    day: date
    kind: str


def read_overrides(path: Path, notes: Collector) -> list[Override]:
    """The rows of a holidays.csv."""
    found: dict[date, Row] = {}
    overrides: list[Override] = []
    for row in read_table(path, HEADS, ("date", "kind"), notes):
        for head in ("date", "kind"):
            if head not in row.cells:
                row.wrong(f"cột `{head}` để trống", "mỗi dòng cần ngày và off (nghỉ) hoặc work (làm việc)")
        day, kind = row.get("date", scalars.day), row.get("kind", scalars.choice("off", "work"))
        if day is None or kind is None:
            continue
        if day in found:
            row.wrong(f"ngày {day} lặp lại (đã có ở dòng {found[day].line})", "mỗi ngày một dòng")
            continue
        found[day] = row
        overrides.append(Override(day, kind))
    return overrides


@cache
def calendar_of(years: tuple[int, ...], overrides: tuple[Override, ...]) -> Calendar:
    """Days off (Tết, substitute days) and make-up Saturdays of the years; later overrides win over earlier ones."""
    noted = _noted()
    days = [one for year in years for one in (noted.get(year) or asked_of_the_library(year))]
    off = {one.day for one in days if one.kind == "off"}
    work = {one.day for one in days if one.kind == "work"}
    for override in overrides:
        (off if override.kind == "off" else work).add(override.day)
        (work if override.kind == "off" else off).discard(override.day)
    return Calendar(frozenset(off), frozenset(work))


def asked_of_the_library(year: int) -> tuple[Override, ...]:
    """Days off of a year, and days at a weekend that are worked instead, as the installed library has them."""
    import holidays  # seldom needed, and large

    known = holidays.country_holidays("VN", years=(year,))
    off = [Override(day, "off") for day in known if day.year == year]
    work = [Override(day, "work") for day in known.weekend_workdays if day.year == year]
    return tuple(sorted([*off, *work], key=lambda one: one.day))


@cache
def _noted() -> dict[int, tuple[Override, ...]]:
    """The same of the years that are noted, by year."""
    found: dict[int, list[Override]] = {}
    with (config_dir() / "holidays" / "library.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = Override(date.fromisoformat(row["date"]), row["kind"])
            found.setdefault(one.day.year, []).append(one)
    return {year: tuple(days) for year, days in found.items()}


if __name__ == "__main__":
    print("date,kind")
    for noted_year in NOTED_YEARS:
        for noted_day in asked_of_the_library(noted_year):
            print(f"{noted_day.day},{noted_day.kind}")
