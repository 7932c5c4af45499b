"""A page that shows the parts of its section one below the other, each in a box of one shape (S12). Pure.

Which of them was taken for the list says nothing of the others: «Quy định», «Lịch», «Kết quả» under a section's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from crawlers.dates.mentions import days_mentioned
from crawlers.doubting.column import OwnColumn, block_of
from crawlers.lists.headings import called, is_headed
from crawlers.markup import Html, ancestors, marks, node_line
from crawlers.zones import Zone

_LEVELS, _MOST_BOXES, _MOST_ROWS = 20, 30, 60
_TITLE, _LONGEST = 15, 400
"""Letters of a link that may be a title, and of a row."""


def has_more_in_like_boxes(html: Html, column: OwnColumn, wanted: set[date]) -> bool:
    """Whether a box made like the list's own has a row made like its rows, with a day ``wanted`` or with none at all.

    Not where the list stands under the page's own name: then the others are of something else."""
    first = column.links[0]
    if first.parent is None or is_headed(first, called(html)):
        return False
    made = _made(first.parent)
    for box in _like_boxes(column):
        for link in box.css("a[href]")[:_MOST_ROWS]:
            if link.parent is None or _made(link.parent) != made or len(node_line(link, _LONGEST)) < _TITLE:
                continue
            days = set(days_mentioned(node_line(block_of(link, column.held), _LONGEST), column.today))
            if not days or not wanted.isdisjoint(days):
                return True
    return False


def _like_boxes(column: OwnColumn) -> Iterator[LexborNode]:
    """Boxes beside what holds the whole list, of its tag and names."""
    links = {link.mem_id for link in column.links}
    for here in ancestors(column.links[0], _LEVELS):
        if here.tag in ("body", "html", None):
            return
        if here.mem_id in column.taken or len(links & {a.mem_id for a in here.css("a[href]")}) < len(links):
            continue
        beside = [one for one in _siblings(here) if _made(one) == _made(here)]
        yield from (one for one in beside[:_MOST_BOXES] if column.zones.of(one) not in (Zone.NAV, Zone.SIDE))


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    yield from (one for one in (above.iter() if above is not None else ()) if one.mem_id != node.mem_id)


def _made(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, marks(node)
