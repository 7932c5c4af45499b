"""Whether a list, or its emptiness, is only that of a part which somebody chose (S11, S12, S13). Pure.

A choice bears on a list when what the list shows agrees with it: a control at «Tháng 6» above items of the whole year
leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selectolax.lexbor import LexborNode

from crawlers.doubting.choices import Choice, Sign, Span, choices_of, is_filter, is_typed
from crawlers.doubting.column import FOOT
from crawlers.markup import Html, ancestors, marks
from crawlers.zones import Zone, Zones

_MOST_ANCHORS = 50
_ASKS_WHO = "input[type=password], input[type=email], textarea"
"""Of forms to log in, or to write to the school."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows. ``days``: those of each unpinned item that has any; ``names``: addresses of all its items;
    ``anchors``: their links, or the words that say that there are none."""

    days: Sequence[frozenset[date]]
    names: set[str]
    anchors: Sequence[LexborNode]


def narrowed(html: Html, listed: Listed, since: date, today: date) -> str:
    """Why a list may leave out something of the days from ``since`` to ``today``; empty: nothing says so."""
    zones = Zones()
    matter = _Matter(listed.anchors, zones)
    for choice in choices_of(html, listed.names, zones):
        if choice.span is None:
            if matter.holds(choice.node):
                return "the list of a chosen kind"
        elif not choice.span.covers(since, today - _DAY) and _bears(choice, choice.span, listed, matter):
            return "the list of another year" if choice.year else "the list of chosen days"
    return ""


def awaits_a_search(html: Html, said: LexborNode) -> bool:
    """Whether words that nothing was found stand below a form for searching: they may be the answer to a search."""
    matter = _Matter([said], Zones())
    fields = [node for node in html.tree.css("input")[:300] if is_typed(node)]
    selects = [node for node in html.tree.css("select")[:60] if is_filter(node)]
    beside: dict[int, list[LexborNode]] = {}
    boxes = {box.mem_id: box for node in fields for box in _boxes(node)}
    for node in (*fields, *selects):
        for box in _boxes(node):
            beside.setdefault(box.mem_id, []).append(node)
    # One field alone is the search of the site.
    together = [box for number, box in boxes.items() if len(beside[number]) > 1 and matter.holds(beside[number][0])]
    return any(box.css_first(_ASKS_WHO) is None for box in together[:_MOST_ANCHORS])


def _boxes(node: LexborNode) -> Iterator[LexborNode]:
    """Elements closely around a field, its form at the most."""
    for box in ancestors(node, 3):
        if box.tag == "body":
            return
        yield box
        if box.tag == "form":
            return


def _bears(choice: Choice, span: Span, listed: Listed, matter: _Matter) -> bool:
    """Whether the list shows what the choice lets through: for a sure one mostly, for another without exception."""
    if not listed.names:
        return choice.sign is not Sign.OFFERED and matter.holds(choice.node)
    if not choice.year and not matter.is_near(choice.node):
        return False
    fitting = sum(any(span.holds(day) for day in days) for days in listed.days)
    if choice.sign is Sign.SURE:
        return fitting * 2 >= len(listed.days)
    return 0 < fitting == len(listed.days)


class _Matter:
    """Which controls stand in the list's own part of the page."""

    def __init__(self, anchors: Sequence[LexborNode], zones: Zones) -> None:
        self._zones = zones
        self._around = {box.mem_id for node in anchors[:_MOST_ANCHORS] for box in ancestors(node)}
        self._whole: dict[int, bool] = {}

    def is_near(self, node: LexborNode) -> bool:
        """Not in a head, a foot, a menu, a column beside; a filter's own name of a search is none of these."""
        here = node
        for box in ancestors(node, 6):
            if "search" in marks(box).split() and box.parent is not None:
                here = box.parent
        return self._zones.of(here) not in (Zone.NAV, Zone.SIDE)

    def holds(self, node: LexborNode) -> bool:
        """Near, and in an element with the list that is not all the page with its foot."""
        if not self.is_near(node):
            return False
        shared = next((box for box in ancestors(node) if box.mem_id in self._around), None)
        return shared is None or not self._is_whole(shared)

    def _is_whole(self, box: LexborNode) -> bool:
        if box.mem_id not in self._whole:
            feet = box.css(FOOT)[:_MOST_ANCHORS]
            self._whole[box.mem_id] = any(self._zones.of(foot) is Zone.NAV for foot in feet)
        return self._whole[box.mem_id]
