"""Days that stand before their items: each before its own, or as headings above all of that day (S7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import parse_stated
from crawlers.lists.days import BlockDates, dates_in, years_are_short
from crawlers.markup import ancestors, line, node_line, visible_text
from rules.model import VN, Precision, StatedDate

PERIOD = re.compile(
    r"(?:năm|tháng\s+(?P<month>\d{1,2})\s*(?:[/,-]|năm)?)?\s*(?<!\d)(?P<year>20\d\d)(?![\d/-])", re.IGNORECASE
)
"""A year or a month above the items of that time."""
_DAY_OF_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_DAY_OF_MONTH = re.compile(r"ngày\s+(\d{1,2})", re.IGNORECASE)
_Numbers = tuple[str, str, str]
"""Two numbers, of which one is the day and one the month, and how they are written."""
_LEVELS = 5
"""Elements around a row before which the head of its group may stand: an accordion wraps each group three times."""
_LEAST = 3
_LEAST_BY_ORDER = 5
"""Of rows whose order alone says that the month stands first."""
_STEPS = 40


def days_of_list(
    rows: list[LexborNode], container: LexborNode, wrappers: set[int], now: datetime, source: str
) -> dict[int, BlockDates]:
    """Dates that only the whole list tells, by row: its years have two figures, or its days stand above its items."""
    if years_are_short(rows, now):
        return {row.mem_id: dates_in(row, wrappers, now, source, short_year=True) for row in rows}
    return days_above(rows, container, now) or days_of_years(rows, now)


def days_above(rows: Sequence[LexborNode], container: LexborNode, now: datetime) -> dict[int, BlockDates]:
    """The day above each row, by node; none unless every row has one, some share theirs, and they go down in order.

    ``rows``: all rows of a list, none of which says a date itself. One day above a whole list is a clock; one above
    each of its rows may as well end the row before it.
    """
    found: dict[int, tuple[LexborNode, StatedDate]] = {}
    for row in rows if len(rows) >= _LEAST else ():
        above = _above(row, container, now)
        if above is None:
            return {}
        found[row.mem_id] = above
    moments = [day.at for _, day in found.values()]
    if not 1 < len(set(moments)) < len(moments) or moments != sorted(moments, reverse=True) or moments[0] > now:
        return {}
    if any(_may_be_clock(head, day, now) for head, day in found.values()):
        return {}
    return {name: BlockDates((day,)) for name, (_, day) in found.items()}


def _may_be_clock(head: LexborNode, day: StatedDate, now: datetime) -> bool:
    """Whether nothing but its place makes the day of the look a head: then all days may be those of the rows before."""
    named = head.attributes.get("class") or head.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt")
    return not named and day.at.astimezone(VN).date() == now.astimezone(VN).date()


def days_before(rows: Sequence[LexborNode], now: datetime, month_first: bool) -> dict[int, BlockDates]:
    """The day right before each bare row (``dt`` before ``dd``), by node; none where days do not stand so.

    ``rows``: of a list whose last row says no day in itself or behind it. Each must have its own before it, in
    elements alike: a clock above the first row is not like the days behind the others.
    """
    before = [_day_element(row) for row in rows]
    days = [
        parse_stated(node_line(node, 80), "list:text", now, month_first=month_first) if node is not None else None
        for node in before
    ]
    kinds = {(node.tag, node.attributes.get("class")) for node in before if node is not None}
    if len(rows) < 2 or len(kinds) != 1 or any(day is None or day.precision is Precision.MONTH for day in days):
        return {}
    return {row.mem_id: BlockDates((day,)) for row, day in zip(rows, days, strict=True) if day is not None}


def day_heads(rows: Sequence[LexborNode], now: datetime) -> set[int]:
    """The elements, by node, that each are a day right before some of the rows, heads of all rows up to the next one.

    ``rows``: of a list whose last row says no day in itself or behind it. The first one has a head, like all others in
    tag and class: days behind their rows, below a clock, stand otherwise.
    """
    heads: dict[int, LexborNode] = {}
    for row in rows:
        before = _day_element(row) if row.tag not in ("tr", "li", "article") else None
        if before is not None and parse_stated(node_line(before, 80), "list:text", now) is not None:
            heads[before.mem_id] = before
        elif not heads:
            return set()
    kinds = {(node.tag, node.attributes.get("class")) for node in heads.values()}
    return set(heads) if len(kinds) == 1 and 1 < len(heads) < len(rows) else set()


def _day_element(row: LexborNode) -> LexborNode | None:
    """The element right before a row, where it holds words and no link."""
    before = row.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.css_first("a[href]") is not None or len(node_line(before, 80)) > 60:
        return None
    return before


def days_of_years(rows: Sequence[LexborNode], now: datetime) -> dict[int, BlockDates]:
    """Days without a year («05/10», «10-05»; «ngày 5» below a month) below the year or month that their group stands
    under, by node.

    None unless every row has one and they go down in order to the last. Systems write them day first and month first:
    only the order of the list or a number above twelve tells, and where it tells nothing no day is sure.
    """
    told: list[tuple[re.Match[str], _Numbers]] = []
    for row in rows if len(rows) >= _LEAST else ():
        period = _period_above(row)
        said = _numbers_of(row, period["month"]) if period is not None else None
        if period is None or said is None:
            return {}
        told.append((period, said))
    both = (_in_order(told, now, month_first) for month_first in (False, True))
    read = [days for days in both if days]
    if not read or any([day.at for day in days] != [day.at for day in read[0]] for days in read):
        return {}
    return {row.mem_id: BlockDates((day,)) for row, day in zip(rows, read[0], strict=True)}


def _in_order(told: Sequence[tuple[re.Match[str], _Numbers]], now: datetime, month_first: bool) -> list[StatedDate]:
    """The days of (period, two numbers) read in this way, from the newest; none where one is none or out of order."""
    days: list[StatedDate] = []
    for period, (first, second, raw) in told:
        day, month = (second, first) if month_first else (first, second)
        stated = parse_stated(f"{day}/{month}/{period['year']}", "list:text", now)
        if stated is None or (period["month"] and int(period["month"]) != int(month)):
            return []
        days.append(StatedDate(stated.at.astimezone(VN), Precision.DAY, "list:text", f"{raw} {period['year']}"))
    moments = [day.at for day in days]
    if len(set(moments)) < 2 or moments != sorted(moments, reverse=True) or moments[0] > now:
        return []
    sure = not month_first or len(days) >= _LEAST_BY_ORDER or any(int(said[1]) > 12 for _, said in told)
    return days if sure else []  # a few days stand in order by chance, where a pinned item breaks the true one


def _period_above(row: LexborNode) -> re.Match[str] | None:
    """The year or month that stands right above the row's group."""
    here: LexborNode | None = row
    for _ in range(_LEVELS):
        before = here.prev if here is not None else None
        while before is not None:
            words = node_line(before, 40) if before.is_element_node else ""
            if words and before.css_first("a[href]:not([href^='#'])") is None:
                said = PERIOD.fullmatch(words)
                if said is not None:
                    return said
            before = before.prev
        here = here.parent if here is not None else None
    return None


def _numbers_of(row: LexborNode, month: str | None) -> _Numbers | None:
    """The only day and month, or day of the ``month`` above, that stand alone in an element of a row, of its link only
    where it is marked as a time."""
    pieces = (
        line(piece.text_content, 20)
        for piece in visible_text(row)
        if all(above.tag != "a" for above in ancestors(piece, 3)) or any(a.tag == "time" for a in ancestors(piece, 2))
    )
    said = [numbers for piece in pieces if (numbers := _numbers(piece, month)) is not None]
    return said[0] if len(said) == 1 else None


def _numbers(words: str, month: str | None) -> _Numbers | None:
    found = _DAY_OF_YEAR.fullmatch(words)
    if found is not None:
        return found[1], found[2], words
    found = _DAY_OF_MONTH.fullmatch(words) if month else None
    return (found[1], month, f"{words}/{month}") if found is not None and month else None


def _above(row: LexborNode, container: LexborNode, now: datetime) -> tuple[LexborNode, StatedDate] | None:
    """The nearest element before a row that is a day and nothing else, inside the list's container."""
    here: LexborNode | None = row
    while here is not None and here.mem_id != container.mem_id:
        before, steps = here.prev, 0
        while before is not None and steps < _STEPS:
            if before.is_element_node and before.css_first("a[href]") is None:
                words = node_line(before, 80)
                day = parse_stated(words, "list:text", now) if words else None
                if day is not None:
                    return (before, day) if day.precision is not Precision.MONTH else None
            before, steps = before.prev, steps + 1
        here = here.parent
    return None
