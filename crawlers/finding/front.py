"""Publications of a front page: of all its blocks, not of one list; only those that say when they were put there."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.lists.anchors import Anchor, anchors_of
from crawlers.lists.days import dates_in
from crawlers.lists.items import find_items, item_at
from crawlers.markup import Html, ancestors, node_line
from crawlers.page import Item

_MOST = 400
_LEVELS = 5
_LONGEST = 900


def front_items(html: Html, now: datetime) -> tuple[Item, ...]:
    """The page's main block, and every dated item beside it, each once, in page order."""
    found = {item.identity: item for item in find_items(html, now)}
    anchors = anchors_of(html)
    crowd = _crowd(anchors)
    for anchor in anchors[:_MOST]:
        name = canonical_url(anchor.url)
        if name in found and found[name].dates:
            continue
        row = _row(anchor, crowd)
        dates = dates_in(row, {anchor.node.mem_id}, now, "list:text")
        if dates.stated:  # one address often stands in several blocks, dated in one of them
            found[name] = item_at(html, row, anchor, dates)
    return tuple(found.values())


def _crowd(anchors: list[Anchor]) -> Counter[int]:
    """How many addresses each element holds."""
    holders: dict[str, set[int]] = {}
    for one in anchors:
        holders.setdefault(one.url, set()).update(above.mem_id for above in ancestors(one.node, _LEVELS))
    return Counter(node for held_by in holders.values() for node in held_by)


def _row(anchor: Anchor, crowd: Counter[int]) -> LexborNode:
    """The largest small element around a link that holds no other address."""
    row = anchor.node
    for above in ancestors(anchor.node, _LEVELS):
        if crowd[above.mem_id] > 1 or above.tag == "body" or len(node_line(above, _LONGEST)) >= _LONGEST:
            break
        row = above
    return row
