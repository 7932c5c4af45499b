"""The ways a plan writes times: months, days, halves, windows; each with its first and last day (S2)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.catalogue import scalars
from monitor.catalogue.faults import Wrong, shown
from rules import periods
from rules.model import Window

_KEY = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|W([0-9]{2})|Q([1-4])|H([12])))?")


def window(value: object) -> Window:
    """``2022-04``, ``2022-04-02``, ``2022-Q1``, ``2022-H1``, ``2022-W09``, ``2022`` or ``A..B``."""
    word = scalars.text(value)
    if ".." in word:
        first, last = (scalars.day(part) for part in word.split("..", 1))
        if last < first:
            raise Wrong(f"{shown(word)} kết thúc trước khi bắt đầu", f"có phải là {last}..{first}?")
        return Window(word, first, last)
    found = _KEY.fullmatch(word)
    if not found:
        raise Wrong(f"{shown(word)} không phải tháng hay kỳ", f"viết năm-tháng, ví dụ {_as_month(word) or '2022-04'}")
    year, month, number, week, _, _ = found.groups()
    scalars.real_day(int(year), int(month or 1), int(number or 1))
    try:
        period = periods.parse(word)
    except ValueError:
        raise Wrong(f"năm {year} không có tuần {week}", "tuần từ W01 đến W52 (có năm W53)") from None
    return Window(word, period.start.date(), periods.last_day(period.end))


def period_key(value: object) -> str:
    """The key of a data period: ``2021``, ``2022-H1`` …"""
    return window(value).key


def first_day(value: object) -> date:
    """The day itself, or the first of the month, year … named."""
    return window(value).first


def month_day(value: object) -> tuple[int, int]:
    """``12-15`` → (12, 15): a day of every year, so 29 February is none."""
    word = scalars.text(value)
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})", word)
    if not found:
        raise Wrong(f"{shown(word)} không phải tháng-ngày", "ví dụ 12-15")
    scalars.real_day(2022, int(found[1]), int(found[2]))
    return int(found[1]), int(found[2])


def suffix(value: object) -> str:
    """The end of a period key that is left out: ``Q2``, ``H1``, ``W53``, ``07``."""
    word = scalars.text(value)
    if not re.fullmatch(r"Q[1-4]|H[12]|W[0-5][0-9]|0[1-9]|1[0-2]", word):
        raise Wrong(f"{shown(word)} không phải kỳ bỏ qua", "ví dụ Q2, H1, 07 (tháng 7)")
    return word


def between(first: Window, last: Window) -> Window:
    """From the first day of one to the last day of the other, both included."""
    return Window(f"{first.first}..{last.last}", first.first, last.last)


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)


def _as_month(word: str) -> str | None:
    other = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})", word)
    year, month = (other[1], other[2]) if other else ("", "")
    found = re.fullmatch(r"(?:[Tt]háng )?([0-9]{1,2})(?:[-/.]| năm )([0-9]{4})", word)
    if found:
        month, year = found[1], found[2]
    return f"{year}-{int(month):02}" if year and 1 <= int(month) <= 12 else None
