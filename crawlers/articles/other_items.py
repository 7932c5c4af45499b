"""Items that are listed around an article: their days are none of it (S7)."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawlers.articles.pieces import ARCHIVE
from crawlers.markup import ancestors, marks, node_line

_TITLE, _LONGEST_ROW, _LONGEST_CARD = 22, 220, 600
"""A link so long may be a title; a row so short holds nothing but one, a card so short one with its beginning."""
_LEVELS, _STEPS = 3, 6
_MOST_TEXT = 600


def is_foreign(node: LexborNode, title: LexborNode, behind_body: bool, has_body: bool) -> bool:
    """Whether a date is that of another item.

    Where an article has no text, as scans and videos, the next items follow the title itself: a date in the title's own
    frame stays its own, beside a link to the section, unless it is one of several alike.
    """
    if not behind_body and (has_body or (is_beside(node, title) and not _is_one_of_several(node))):
        return False
    return is_of_another(node) or _is_one_of_several(node)


def is_beside(node: LexborNode, title: LexborNode) -> bool:
    """Whether an element stands in the same small frame as the title."""
    around = {above.mem_id for above in ancestors(title, 2) if above.tag not in ("body", "form", "html")}
    return any(above.mem_id in around for above in ancestors(node, 2))


def is_of_another(node: LexborNode) -> bool:
    """Whether a date stands in a small element of which the title of something else is most: an event, older news; or
    in a card whose heading leads elsewhere."""
    for up, near in enumerate((node, *ancestors(node, 5))):
        words = len(node_line(near, _LONGEST_CARD + 1))
        if near.tag == "article":
            return _has_alike(near)  # a page builder makes each row of its lists one
        if near.tag in ("body", "main") or words > _LONGEST_CARD:
            return False
        if (
            up <= 2
            and words <= _LONGEST_ROW
            and any(len(text) >= _TITLE and len(text) * 5 >= words * 2 for text in _linked(near))
        ):
            return True
        if near.css_first("h2 a[href], h3 a[href], h4 a[href], h5 a[href]") is not None:
            return True
    return False


def _linked(node: LexborNode) -> Iterator[str]:
    """Words of the links of a small element, those to the archives of days left out."""
    for link in node.css("a[href]")[:4]:
        if not ARCHIVE.search(link.attributes.get("href") or ""):
            yield node_line(link, _LONGEST_ROW)


def _is_one_of_several(node: LexborNode) -> bool:
    """Whether a date stands in one of several rows that are made alike, each with its figures and its link."""
    for near in (node, *ancestors(node, _LEVELS)):
        if near.tag in ("body", "article", "main"):
            return False
        if near.css_first("a[href]") is None:
            continue
        if _has_alike(near):
            return True
    return False


def _has_alike(row: LexborNode) -> bool:
    """Whether another row made like this one stands next to it."""
    kind = row.tag, marks(row)
    beside = (*_next_to(row, forward=True), *_next_to(row, forward=False))
    return any((other.tag, marks(other)) == kind and _is_row(other) for other in beside)


def _is_row(node: LexborNode) -> bool:
    return node.css_first("a[href]") is not None and any(letter.isdigit() for letter in node.text()[:_MOST_TEXT])


def _next_to(node: LexborNode, *, forward: bool) -> Iterator[LexborNode]:
    """The nearest elements on one side."""
    here = node.next if forward else node.prev
    for _ in range(_STEPS):
        if here is None:
            return
        if here.is_element_node:
            yield here
        here = here.next if forward else here.prev
