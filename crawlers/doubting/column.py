"""The list's own column of a page: what stands beside the list as part of the section, in none of its rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawlers.articles.pieces import CLOCK
from crawlers.markup import ancestors, marks
from crawlers.zones import Zone, Zones

_WIDE = 4
"""Levels up to what the list shares with its column."""
_COLUMN = re.compile(r"(?:^|[\s_-])(?:col|column|cot)(?:$|[\s_\d-])")
FOOT = "footer, .footer, #footer"
"""The foot of a page."""
_BLOCKS = frozenset({"p", "div", "li", "section", "article", "blockquote", "center", "dt", "dd", "table", "h2", "h3"})


@dataclass(frozen=True)
class OwnColumn:
    """The list and what of the page is its own. ``taken``: rows from which items were taken; ``today``: of the look."""

    links: Sequence[LexborNode]
    taken: set[int]
    zones: Zones
    today: date

    @cached_property
    def held(self) -> set[int]:
        """The items' links and the elements around them."""
        return {above.mem_id for link in self.links[:50] for above in (link, *ancestors(link, 12))}

    @cached_property
    def around(self) -> set[int]:
        """Elements around the list up to the page with its foot, or to a row of columns; what is below one is beside
        it."""
        found: set[int] = set()
        below: LexborNode | None = None
        for above in ancestors(self.links[0], 30):
            if above.tag in ("body", "html"):
                # Nothing but the body holds list and foot: then it is the column, where nothing else holds the list.
                return found or {above.mem_id}
            if found and (_COLUMN.search(marks(below)) if below is not None else False):
                return found
            if len(found) and any(self.zones.of(foot) is Zone.NAV for foot in above.css(FOOT)[:5]):
                return found
            if above.mem_id not in self.taken and not any(one.mem_id in self.taken for one in ancestors(above)):
                found.add(above.mem_id)
            below = above
        return found

    def has(self, node: LexborNode) -> bool:
        """Whether a node stands in the list's column, in none of its rows, in no column beside."""
        way = (node, *ancestors(node))
        if any(one.mem_id in self.taken for one in way) or not any(one.mem_id in self.around for one in way):
            return False
        if self.zones.of(node) in (Zone.NAV, Zone.SIDE):
            return False
        inner = [one for one in way if one.mem_id not in self.around][:_WIDE]
        return not any(CLOCK.search(marks(one)) or _COLUMN.search(marks(one)) for one in inner)


def block_of(node: LexborNode, held: set[int]) -> LexborNode:
    """The row or paragraph around some words; a cell's is its row. ``held``: what also holds the list."""
    for here in (node, *ancestors(node, 6)):
        if here.tag == "tr" or (here.tag in _BLOCKS and all(one.tag != "tr" for one in ancestors(here, 3))):
            return here
        if here.parent is not None and here.parent.mem_id in held:
            return here
    return node
