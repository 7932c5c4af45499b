"""Days that stand as headings above the items of that day, as blogs print them (S7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.block_dates import BlockDates
from crawlers.dates import parse_stated
from crawlers.markup import node_line
from rules.model import StatedDate

_LEAST = 3
_STEPS = 40


def days_above(rows: Sequence[LexborNode], container: LexborNode, now: datetime) -> dict[int, BlockDates]:
    """The day above each row, by node; none unless every row has one, some share theirs, and they go down in order.

    ``rows``: all rows of a list, none of which says a date itself. One day above a whole list is a clock; one above
    each of its rows may as well end the row before it.
    """
    found: dict[int, StatedDate] = {}
    for row in rows if len(rows) >= _LEAST else ():
        day = _above(row, container, now)
        if day is None:
            return {}
        found[row.mem_id] = day
    moments = [day.at for day in found.values()]
    if not 1 < len(set(moments)) < len(moments) or moments != sorted(moments, reverse=True) or moments[0] > now:
        return {}
    return {name: BlockDates((day,)) for name, day in found.items()}


def _above(row: LexborNode, container: LexborNode, now: datetime) -> StatedDate | None:
    """The nearest element before a row that is a day and nothing else, inside the list's container."""
    here: LexborNode | None = row
    while here is not None and here.mem_id != container.mem_id:
        before, steps = here.prev, 0
        while before is not None and steps < _STEPS:
            if before.is_element_node and before.css_first("a[href]") is None:
                words = node_line(before, 80)
                day = parse_stated(words, "list:text", now) if words else None
                if day is not None:
                    return day
            before, steps = before.prev, steps + 1
        here = here.parent
    return None
