"""A time as plan files write it, and what can be asked of it: its kind, its first and last day, its nearness."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date


class SchoolYear(int):
    """The year in which a school year begins: September to December lie in it, January to August in the next."""


def year_for(year: int, month: int) -> int:
    """The year of a month that is named without one."""
    return int(year) + (isinstance(year, SchoolYear) and month < 9)


Keys = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Time:
    """One time and where it stands in the text. ``keys``: of the plan file; ``prompted``: a word before it says that
    something is due then; ``covers``: the period reported on, where the time names it."""

    keys: Keys
    start: int
    end: int
    prompted: bool = False
    covers: str | None = None
    doubt: str = ""

    @property
    def kind(self) -> str:
        """The key that says what kind of time it is: window, before, by, every, always, undated, after."""
        return self.keys[0][0]


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


STEP_NAMES = {"tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}


def is_near(time: Time, year: int) -> bool:
    """Whether a time lies in the plan's year or half a year around it; periods that repeat always do."""
    words = re.findall(r"20\d\d-\d\d|20\d\d", str(time.keys))
    last = f"{year + 1}-{12 if isinstance(year, SchoolYear) else '06'}"
    return all(f"{year - 1}-07" <= (word if "-" in word else f"{word}-07") <= last for word in words)


def span_of(time: Time) -> tuple[date, date] | None:
    """First and last day of a window or day; None for what repeats or has no day."""
    value = time.keys[0][1]
    if time.kind in ("before", "by"):
        day = date.fromisoformat(str(value))
        return day, day
    if time.kind != "window":
        return None
    if isinstance(value, dict):
        return date.fromisoformat(value["from"]), date.fromisoformat(value["to"])
    year, _, part = str(value).partition("-")
    step = {"Q": 3, "H": 6}.get(part[:1], 1)
    first = step * int(part.lstrip("QH")) - step + 1 if part else 1
    return date(int(year), first, 1), month_end(int(year), first + step - 1 if part else 12)
