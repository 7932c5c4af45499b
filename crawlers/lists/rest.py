"""What belongs to a list but stands apart from its rows: a large first item, older ones below in smaller print.

They are taken where the dates go on in order, where the page itself calls them the rest («Các tin khác»), or where
nothing is dated and the place says what they are; elsewhere a wrong item is worse than a missing one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.lists.anchors import Anchor, Links
from crawlers.lists.days import BlockDates, dates_in
from crawlers.lists.headings import below_rest_words, heads_another, is_foreign
from crawlers.markup import ancestors, marks
from crawlers.zones import Zone
from rules.model import VN

_REST_NAME = re.compile(r"tin-?khac|other|cu-?hon|da-?dua|tiep-?theo|older|news-?list")
_MOST = 150


@dataclass(frozen=True, slots=True)
class Row:
    """One item that stands apart: its node, its link, what it says of dates."""

    node: LexborNode
    anchor: Anchor
    dates: BlockDates


Taken = tuple[LexborNode, str, BlockDates]
"""A row of the block: its node, the canonical address of its item, its dates."""


def apart(
    container: LexborNode,
    rows: Sequence[Taken],
    links: Links,
    now: datetime,
    source: str,
    words: frozenset[str],
) -> tuple[list[Row], list[Row]]:
    """(items before, items after) the rows of a block. ``links``: those of the page, ``words``: its own name."""
    if not rows or (len(rows) == 1 and _day(rows[0][2]) is None):
        return [], []
    taken, known = {node.mem_id for node, _, _ in rows}, {url for _, url, _ in rows}
    # A single item is its own block, deep inside its row: the other one may stand further off.
    # Rows of a table are held by two elements, of which nothing else can be inside the outer one; cells by three.
    levels = 7 if len(rows) == 1 else {"tr": 3, "tbody": 2}.get(container.tag or "", 1)
    for around in (container, *ancestors(container, levels)):
        if around.tag in ("body", "html", "form") or (around.tag == "tr" and around.mem_id != container.mem_id):
            break
        before, after = _loose(around, taken, known, links, rows, now, source)
        if not before and not after:
            continue
        held = {above.mem_id for node, _, _ in rows for above in (node, *ancestors(node, 12))}
        before, after = (
            [] if part and _is_of_another(part[0], around, held, words) else part for part in (before, after)
        )
        if before or after:
            return before, after
    return [], []


def _is_of_another(row: Row, around: LexborNode, held: set[int], words: frozenset[str]) -> bool:
    """Whether what stands apart is headed as something else, before it or, where it is alone in its box, inside it."""
    inside = row.node.css("h2, h3, h4, h5")[:3]
    heading = next(
        (
            node
            for node in inside
            if node.css_first("a[href]") is None and all(above.tag != "a" for above in ancestors(node, 4))
        ),
        None,
    )
    return heads_another(row.node, around, held, words) or (heading is not None and is_foreign(heading, words))


def _loose(
    around: LexborNode,
    taken: set[int],
    known: set[str],
    links: Links,
    rows: Sequence[Taken],
    now: datetime,
    source: str,
) -> tuple[list[Row], list[Row]]:
    inside, before = _inside(around, taken, known, links)
    if not inside or len(inside) > _MOST:
        return [], []
    holding = {above.mem_id for node, _, _ in rows for above in ancestors(node, 12)}
    crowd = Counter(node.mem_id for _, way in inside.values() for node in way if node.mem_id not in holding)
    loose = {name: _row(anchor, way, crowd, now, source) for name, (anchor, way) in inside.items()}
    behind = [row for name, row in loose.items() if name not in before]
    return _leaders([row for name, row in loose.items() if name in before], rows), _rest(behind, rows)


def _inside(
    around: LexborNode, taken: set[int], known: set[str], links: Links
) -> tuple[dict[str, tuple[Anchor, list[LexborNode]]], set[str]]:
    """(links around the rows that are none of theirs, with the way up from each; names of those before the rows)."""
    inside: dict[str, tuple[Anchor, list[LexborNode]]] = {}
    before: set[str] = set()
    passed = False
    below = {link.mem_id for link in around.css("a[href]")}
    for link in links.all:
        way = _way(link.node, around) if link.node.mem_id in below else None
        anchor = links.anchor(link) if way is not None else None
        if way is None or anchor is None:
            continue
        if any(node.mem_id in taken for node in way):
            passed = True
            continue
        name = canonical_url(anchor.url)
        if name in known or name in inside:
            continue
        if not passed:
            before.add(name)
        inside[name] = (anchor, way)
    return inside, before


def _way(link: LexborNode, around: LexborNode) -> list[LexborNode] | None:
    """The nodes from a link up to below ``around``; None when it stands elsewhere."""
    way = [link]
    for above in ancestors(link, 12):
        if above.mem_id == around.mem_id:
            return way
        way.append(above)
    return None


def _row(anchor: Anchor, way: list[LexborNode], crowd: Counter[int], now: datetime, source: str) -> Row:
    """The largest element that holds this link and no other item."""
    alone = [node for node in way if crowd[node.mem_id] == 1]
    node = alone[-1] if alone else anchor.node
    return Row(node, anchor, dates_in(node, {anchor.node.mem_id}, now, source))


def _leaders(found: list[Row], rows: Sequence[Taken]) -> list[Row]:
    """One or two items above the rows, at least as new as the first of them; more of them only in order."""
    found = [row for row in found if row.anchor.zone is not Zone.SIDE]
    first = next((day for _, _, dates in rows[:3] if (day := _day(dates))), None)
    days = [_day(row.dates) for row in found]
    told = [day for day in days if day is not None]
    if not found or (len(found) > 2 and (first is None or told != sorted(told, reverse=True))):
        return []
    if first is not None:
        return found if len(told) == len(found) and min(told) >= first else []
    above = [row.anchor.node.parent for row in found]
    large = all(node is not None and node.tag in ("h1", "h2", "h3", "h4") for node in above)
    return found if large and not any(_day(row.dates) for row in found) else []


def _rest(found: list[Row], rows: Sequence[Taken]) -> list[Row]:
    """Items below the rows that go on in their order, or stand below words that say so."""
    days = [_day(dates) for _, _, dates in rows]
    known = [day for day in days if day is not None]
    found = [row for row in found if row.anchor.zone is not Zone.SIDE or _named_rest(row.node)]
    if not found:
        return []
    if len(known) * 5 >= len(days) * 4:
        taken, last = [], known[-1]  # the first may be pinned, and older than all
        for row in found:
            day = _day(row.dates)
            if day is None or day > last:
                break
            taken.append(row)
            last = day
        goes_on = len(taken) == len(found) or len(taken) >= 3
        return taken if goes_on else found if below_rest_words(found[0].node) else []
    if known or any(_day(row.dates) for row in found):
        return []
    return found if below_rest_words(found[0].node) else []


def _named_rest(node: LexborNode) -> bool:
    return any(_REST_NAME.search(marks(above)) for above in (node, *ancestors(node, 4)))


def _day(dates: BlockDates) -> date | None:
    if dates.stated:
        return dates.stated[0].at.astimezone(VN).date()
    return dates.signed
