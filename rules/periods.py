"""Spans of time a plan speaks of: their keys, their bounds, their Vietnamese names (S2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from rules.model import VN, Every, Period

_ROMAN = ("I", "II", "III", "IV")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAY = timedelta(days=1)
_KEPT = 1_024
"""Every unit has the same few periods: they are made once, and held once."""


def midnight(day: date) -> datetime:
    """The first moment of a day in Vietnam."""
    return datetime.combine(day, time(), VN)


@lru_cache(maxsize=_KEPT)
def span(key: str, first: date, last: date) -> Period:
    """A period of whole days, both included."""
    return Period(key, midnight(first), midnight(last + _DAY))


@lru_cache(maxsize=_KEPT)
def month(year: int, number: int) -> Period:
    """Calendar month ``YYYY-MM``."""
    return Period(
        f"{year}-{number:02}", midnight(date(year, number, 1)), midnight(_plus_months(date(year, number, 1), 1))
    )


def parse(key: str) -> Period:
    """The period of a key: ``2022-03``, ``2022-W09``, ``2022-Q1``, ``2022-H1``, ``2022``, ``2022-04-02``, ``A..B``.

    Raises ValueError for anything else.
    """
    if ".." in key:
        first, last = (date.fromisoformat(part) for part in key.split("..", 1))
        if last < first:
            raise ValueError(f"{key}: ends before it begins")
        return span(key, first, last)
    found = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|Q([1-4])|H([12])))?", key)
    if not found:
        raise ValueError(f"{key}: not a period")
    year, number, day, week, quarter, half = found.groups()
    if day:
        return span(key, date.fromisoformat(key), date.fromisoformat(key))
    if number:
        return month(int(year), int(number))
    if week:
        monday = date.fromisocalendar(int(year), int(week), 1)
        return span(key, monday, monday + 6 * _DAY)
    start, months = date(int(year), 1, 1), 12
    if quarter:
        start, months = date(int(year), 3 * int(quarter) - 2, 1), 3
    elif half:
        start, months = date(int(year), 6 * int(half) - 5, 1), 6
    return Period(key, midnight(start), midnight(_plus_months(start, months)))


def periods_of(when: Every) -> Iterator[Period]:
    """The periods of a repeating time that touch ``first``..``last``, in order, skipped ones left out."""
    make = _bounded if when.bounds else _calendar
    for period in make(when):
        if not any(period.key.endswith(suffix) for suffix in when.skip):
            yield period


def _calendar(when: Every) -> Iterator[Period]:
    day = when.first
    while day <= when.last:
        period = parse(key_of(when.step, day))
        yield period
        day = period.end.date()


def _bounded(when: Every) -> Iterator[Period]:
    """Uneven periods whose starts are data: ((12, 15), (6, 15)) → 15/12–14/6 and 15/6–14/12 (S2).

    One of which the most lies outside ``first``..``last`` is of another year: 15/12/2022–14/6/2023 is none of 2022.
    """
    starts = sorted(
        date(year, number, day)
        for year in range(when.first.year - 1, when.last.year + 2)
        for number, day in when.bounds
    )
    per_year = len(when.bounds)
    letter = {2: "H", 4: "Q"}.get(per_year, "P")
    for start, following in pairwise(starts):
        # The period is named after the year in which it ends: 15/12/2021–14/6/2022 is 2022-H1.
        year = (following - _DAY).year
        number = 1 + sum(1 for other in starts if other < start and _ends(starts, other).year == year)
        inside = min(when.last + _DAY, following) - max(when.first, start)
        if 2 * inside >= following - start:
            key = str(year) if per_year == 1 else f"{year}-{letter}{number}"
            yield Period(key, midnight(start), midnight(following))


def _ends(starts: list[date], start: date) -> date:
    position = starts.index(start)
    return starts[position + 1] - _DAY if position + 1 < len(starts) else start


def key_of(step: str, day: date) -> str:
    """The key of the calendar period of that step which holds the day."""
    match step:
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day.year}-{day.month:02}"
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "half":
            return f"{day.year}-H{(day.month + 5) // 6}"
        case "year":
            return str(day.year)
    raise ValueError(f"{step}: not a step")


def name(key: str) -> str:
    """What people call a period: ``tháng 3/2022``, ``quý I/2022``, ``6 tháng đầu năm 2022``, ``02/4/2024``."""
    if ".." in key:
        first, last = (date.fromisoformat(part) for part in key.split("..", 1))
        return f"từ {day_name(first)} đến {day_name(last)}"
    if key == "always":
        return "thường xuyên"
    found = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|Q([1-4])|H([12])))?", key)
    if not found:
        return key
    year, number, day, week, quarter, half = found.groups()
    if day:
        return day_name(date.fromisoformat(key))
    if number:
        return f"tháng {_month_number(int(number))}/{year}"
    if week:
        return f"tuần {week} năm {year}"
    if quarter:
        return f"quý {_ROMAN[int(quarter) - 1]}/{year}"
    if half:
        return f"6 tháng {'đầu' if half == '1' else 'cuối'} năm {year}"
    return f"năm {year}"


def day_name(day: date) -> str:
    """A date as Vietnamese documents write it: days below 10 and months 1 and 2 carry a zero (``02/4/2022``)."""
    return f"{day.day:02}/{_month_number(day.month)}/{day.year}"


def weekday_name(day: date) -> str:
    """``thứ Hai``."""
    return _WEEKDAYS[day.weekday()]


def moment_name(moment: datetime) -> str:
    """``08:40 ngày 02/4/2022``."""
    local = moment.astimezone(VN)
    return f"{local:%H:%M} ngày {day_name(local.date())}"


def last_day(end: datetime) -> date:
    """The last day that lies before a half-open end."""
    return (end.astimezone(VN) - timedelta(microseconds=1)).date()


def _month_number(number: int) -> str:
    return f"{number:02}" if number <= 2 else str(number)


def _plus_months(day: date, count: int) -> date:
    total = day.year * 12 + day.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)
