"""The words of an article's page, piece by piece, and what their elements say of them: hidden, of an event, a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.markup import Html, ancestors, line, marks, marks_in, node_line, visible_text
from crawlers.zones import Zone, Zones

CLOCK = re.compile(r"clock|dong-?ho|hom-?nay|current|today|header-date|date-?time-?now|top-?date")
ARCHIVE = re.compile(r"/20\d\d/\d\d?(?:/\d\d?)?/?$")
"""The archive of a day, to which its date leads."""
OPENING = 3
"""Pieces of a text among which a system may print its date."""
FIGURES = re.compile(r"\d\W*\d\W*\d")
"""So many stand together in every date, whatever unseen signs are between them."""
SAYS_POSTED = re.compile(r"\W*(?:(?:thời gian|ngày|giờ) (?:đăng|xuất bản)|đăng (?:lúc|ngày))", re.IGNORECASE)
"""So words begin that say posting and nothing else."""
_NAMED = re.compile(r"date|time|ngay|posted|publish|created|meta|post-?info|dang\b|^h5$", re.IGNORECASE)
_EVENT_PART = re.compile(r"\b(?:events?|su-?kien)[_-]?(?:info|meta|detail|date|time|day|ngay|start|end)|dien-?ra")
_HIDDEN = frozenset({"hidden", "hide", "d-none"})
_PROSE = 100
"""So long is no line about an article."""
_MOST_PIECES = 6_000
_MOST_STEPS = 200
"""Elements without words that may follow the last ones of a text."""


class Piece(NamedTuple):
    """A text node: its words, its element, and the words of the small element that holds it."""

    text: str
    node: LexborNode
    in_title: bool
    in_body: bool


def pieces_of(html: Html, title: LexborNode, body: LexborNode | None) -> Iterator[Piece]:
    """What is looked at for dates: the text nodes of the page, the middle of the article's own text left out."""
    of_title, of_body = _elements(title), _elements(body) if body is not None else set()
    whole = title.mem_id in of_body
    begun = behind_title = in_text = False
    opening = 0
    for count, found in enumerate(visible_text(html.tree.body)):
        above = found.parent
        if count > _MOST_PIECES or above is None:
            return
        titled = above.mem_id in of_title
        inside = above.mem_id in of_body and not titled
        if inside and in_text and opening > OPENING and (begun or not whole):
            continue
        text = line(found.text_content, 130)
        if not text or is_hidden(above):
            continue
        if whole and inside and not begun:
            # A body that holds the title too is the whole article: its text begins with its first paragraph.
            begun = len(text) >= _PROSE
            inside = begun or _in_paragraph(above)
        behind_title, in_text = behind_title or titled, inside
        opening += inside and behind_title
        yield Piece(text, above, titled, inside)


def last_of(body: LexborNode) -> LexborNode | None:
    """The element that holds the last words of a text."""
    here, steps = body.last_child, 0
    while here is not None and steps < _MOST_STEPS:
        steps += 1
        if here.is_text_node and here.parent is not None and (here.text_content or "").strip():
            return here.parent
        inner = here.last_child if here.tag not in ("script", "style") and not is_hidden(here) else None
        if inner is not None:
            here = inner
            continue
        while here is not None and here.mem_id != body.mem_id and here.prev is None:
            here = here.parent
        here = here.prev if here is not None and here.mem_id != body.mem_id else None
    return None


def _elements(node: LexborNode) -> set[int]:
    """An element and those inside it."""
    return {inner.mem_id for inner in node.traverse()}


def _in_paragraph(node: LexborNode) -> bool:
    """Whether an element is, or stands in, a paragraph that is not named after dates."""
    paragraph = next((near for near in (node, *ancestors(node, 2)) if near.tag == "p"), None)
    return paragraph is not None and not _NAMED.search(marks(paragraph))


def is_hidden(node: LexborNode) -> bool:
    """Made for machines: microdata prints the time of the last edit as that of publishing (CMS-FACTS 2)."""
    attributes = node.attributes
    if not attributes:
        return False
    if (attributes.get("itemprop") or "").startswith("date"):
        return True
    names = marks_in(attributes)
    if "hid" not in names and "d-none" not in names:
        return False
    # Named «updated», it is a theme's day of the last change, kept for machines.
    return ("updated" in names and "hidden" in names) or not _HIDDEN.isdisjoint(names.split())


class Around:
    """Words of the elements around pieces, each read once: on a flat page one holds hundreds of them."""

    def __init__(self) -> None:
        self._known: dict[int, str | None] = {}

    def of(self, node: LexborNode) -> str | None:
        """The words of an element; None where its figures make no date."""
        if node.mem_id not in self._known:
            self._known[node.mem_id] = node_line(node, 130) if FIGURES.search(node.text()) else None
        return self._known[node.mem_id]


def is_unfit(piece: Piece, zones: Zones) -> bool:
    if zones.of(piece.node) in (Zone.NAV, Zone.SIDE):
        return True
    near = [piece.node, *ancestors(piece.node, 3)]
    if any(of_event(names) for node in near[:3] if (names := marks(node)) != " "):
        return True
    near = [node for node in near if not (node.tag == "a" and _is_permalink(node))]
    return any(
        node.tag in ("a", "button") or (CLOCK.search(marks(node)) and not SAYS_POSTED.match(piece.text))
        for node in near
    ) or any(
        node.tag == "li" and any(not ARCHIVE.search(a.attributes.get("href") or "") for a in node.css("a[href]"))
        for node in near
    )


def _is_permalink(link: LexborNode) -> bool:
    """Whether a link leads from a day to its archive, or to the article itself as older WordPress themes mark it."""
    attributes = link.attributes
    return attributes.get("rel") == "bookmark" or ARCHIVE.search(attributes.get("href") or "") is not None


@lru_cache(maxsize=2_048)
def of_event(names: str) -> bool:
    """Whether names are those of when something is held."""
    return _EVENT_PART.search(names) is not None


def is_named(piece: Piece) -> bool:
    return any(_NAMED.search(marks(node)) for node in (piece.node, *ancestors(piece.node, 1)))
