"""Rows of a block that hold several items: as many rows as items (cells side by side, groups by day or year)."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.identity import canonical_url
from crawlers.lists.anchors import Anchor
from crawlers.lists.groups import PERIOD
from crawlers.markup import ancestors, marks, node_line

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HOLDERS = frozenset({"td", "div", "li", "article", "section", "ul", "ol", "h3", "h4", "h5", "h6"})
_MOST_DEEP, _FOLDED = 3, 4
"""Elements between a group and its items; where several are folded up, each in a frame, a body and a list."""


def headed(node: LexborNode) -> bool:
    """Whether a link is, or stands in, a heading."""
    return any(above.tag in HEADINGS for above in ancestors(node, 2)) or any(
        child.tag in HEADINGS for child in node.iter()
    )


def stands_alone(node: LexborNode) -> bool:
    """Whether the element around a node holds no other words."""
    for step in ("prev", "next"):
        beside = getattr(node, step)
        while beside is not None:
            if node_line(beside, 2):
                return False
            beside = getattr(beside, step)
    return True


def split(pairs: list[tuple[LexborNode, Anchor]]) -> list[tuple[LexborNode, Anchor]]:
    """Rows of a table or grid that hold several items side by side become as many rows."""
    wrappers = len({wrapper.mem_id for wrapper, _ in pairs})
    if wrappers == len(pairs):
        return pairs
    cells = _side_by_side(pairs) if wrappers * 3 <= len(pairs) * 2 else pairs
    if cells is pairs:
        return _of_groups(pairs, wrappers)
    groups = _of_groups(pairs, len({cell.mem_id for cell, _ in cells}))  # a cell may hold several, headed each
    return groups if groups is not pairs else cells


def _side_by_side(pairs: list[tuple[LexborNode, Anchor]]) -> list[tuple[LexborNode, Anchor]]:
    """The cells of rows, one for each item; the pairs as they are where rows have none."""
    items = {(wrapper.mem_id, canonical_url(anchor.url)) for wrapper, anchor in pairs}
    if len(items) == len({wrapper for wrapper, _ in items}):
        return pairs  # number and title of one item in two cells
    parts: list[tuple[LexborNode, Anchor]] = []
    for wrapper, anchor in pairs:
        part = below(wrapper, anchor.node)
        if part is None or part.tag not in ("td", "div", "li", "article", "section") or is_document(anchor.url):
            return pairs
        parts.append((part, anchor))
    alike = {(part.tag, marks(part)) for part, _ in parts}
    whole = len({part.mem_id for part, _ in parts}) > len({wrapper.mem_id for wrapper, _ in pairs})
    return parts if len(alike) == 1 and whole else pairs


def _of_groups(pairs: list[tuple[LexborNode, Anchor]], wrappers: int) -> list[tuple[LexborNode, Anchor]]:
    """Headed items that stand in groups, by day say, of which many hold but one, become rows of their own; so do those
    of groups that each stand under a year or a month."""
    wanted = len({canonical_url(anchor.url) for _, anchor in pairs})
    dated = all(PERIOD.match(node_line(wrapper, 30)) for wrapper, _ in pairs)
    if wanted <= wrappers or not (dated or all(headed(anchor.node) for _, anchor in pairs)):
        return pairs
    parts = pairs
    for _ in range(_FOLDED if dated and wrappers > 1 else _MOST_DEEP):
        deeper = [(below(part, anchor.node), anchor) for part, anchor in parts]
        parts = [(part, anchor) for part, anchor in deeper if part is not None and part.tag in _HOLDERS]
        if len(parts) < len(pairs):
            return pairs
        if len({part.mem_id for part, _ in parts}) == wanted:
            return parts if _alike([part for part, _ in parts]) else pairs
    return pairs


def below(wrapper: LexborNode, node: LexborNode) -> LexborNode | None:
    """The child of ``wrapper`` in which a node stands."""
    here: LexborNode | None = node
    while here is not None and here.parent is not None:
        if here.parent.mem_id == wrapper.mem_id:
            return here
        here = here.parent
    return None


def _alike(parts: list[LexborNode]) -> bool:
    """Whether elements are of one kind: the same tag, and a class in common where they have any."""
    names = [set((part.attributes.get("class") or "").split()) for part in parts]
    return len({part.tag for part in parts}) == 1 and (not any(names) or bool(set.intersection(*names)))
