"""Working days in Vietnam: the holidays library, then what we know better, then what the office knows better (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from monitor.catalogue import scalars
from monitor.catalogue.faults import Collector
from monitor.catalogue.tables import Row, read_table
from rules.model import Calendar

HEADS = ("date", "kind", "note")


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
    import holidays  # brings the calendars of every country: loaded where days are asked for

    known = holidays.country_holidays("VN", years=years)
    off = set(known.keys())
    work = {day for day in known.weekend_workdays if day.year in years}
    for override in overrides:
        (off if override.kind == "off" else work).add(override.day)
        (work if override.kind == "off" else off).discard(override.day)
    return Calendar(frozenset(off), frozenset(work))
