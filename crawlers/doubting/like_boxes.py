"""A page that shows the parts of its section one below the other, each in a box of one shape (S12). Pure.

Which of them was taken for the list says nothing of the others: «Quy định», «Lịch», «Kết quả» under a section's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.dates.mentions import days_mentioned
from crawlers.doubting.column import OwnColumn
from crawlers.identity import same_site
from crawlers.lists.headings import called, is_headed
from crawlers.lists.rows import HEADINGS
from crawlers.markup import Html, ancestors, marks, node_line
from crawlers.zones import Zone

_Made = tuple[str | None, str]
"""Tag and names of an element."""
_LEVELS, _MOST_BOXES, _MOST_ROWS = 20, 30, 60
_TITLE, _LONGEST = 15, 400
"""Letters of a link that may be a title, and of a row."""


def has_more_in_like_boxes(html: Html, column: OwnColumn, box: LexborNode, wanted: set[date]) -> bool:
    """Whether a box made like the list's own has a row made like its rows, with a day ``wanted`` or with none at all.

    ``box``: what holds the items, wherever the page names them. Not where it stands under the page's own name: then the
    others are of something else."""
    first = column.links[0]
    if first.parent is None or is_headed(first, called(html)):
        return False
    made, steps = _made(first.parent), _steps_to_row(column, first)
    for other in _like_boxes(column, box):
        for link in other.css("a[href]")[:_MOST_ROWS]:
            if link.parent is None or _made(link.parent) != made or len(node_line(link, _LONGEST)) < _TITLE:
                continue
            address = html.link(link.attributes.get("href"))
            if address is not None and not same_site(address, html.url):
                continue
            row = next(islice((link, *ancestors(link, _LEVELS)), steps, None), link)
            days = set(days_mentioned(node_line(row, _LONGEST), column.today))
            if not wanted.isdisjoint(days) or (not days and _says_something(made)):
                return True
    return False


def _steps_to_row(column: OwnColumn, link: LexborNode) -> int:
    """How far above an item's link its row is; rows made alike have theirs as far."""
    way = enumerate((link, *ancestors(link, _LEVELS)))
    return next((steps for steps, one in way if one.mem_id in column.taken), 1)


def _like_boxes(column: OwnColumn, box: LexborNode) -> Iterator[LexborNode]:
    """Boxes beside the list's own, or beside what holds it, of its tag and names."""
    for here in (box, *ancestors(box, _LEVELS)):
        if here.tag in ("body", "html", None):
            return
        if here.mem_id not in column.taken and _says_something(_made(here)):
            beside = [one for one in _siblings(here) if _made(one) == _made(here)]
            yield from (one for one in beside[:_MOST_BOXES] if column.zones.of(one) not in (Zone.NAV, Zone.SIDE))


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    yield from (one for one in (above.iter() if above is not None else ()) if one.mem_id != node.mem_id)


def _made(node: LexborNode) -> _Made:
    return node.tag, marks(node)


def _says_something(made: _Made) -> bool:
    """Whether what is made so is made like few other things: it has a name, or is a heading."""
    return bool(made[1].strip()) or made[0] in HEADINGS
