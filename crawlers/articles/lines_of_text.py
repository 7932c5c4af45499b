"""What the first and the last line of an article's text, and the words right below it, say of its day (S7)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.articles.other_items import is_of_another
from crawlers.articles.pieces import SAYS_POSTED, Piece, is_named, is_unfit, last_of
from crawlers.articles.said_by_piece import IS_OTHER, IS_SIGNED, POSTED
from crawlers.dates.stated import parse_stated
from crawlers.dates.words import WEEKDAY
from crawlers.markup import ancestors, marks, node_line
from crawlers.zones import Zones
from rules.model import Precision, StatedDate

_OF_AUTHOR = re.compile(r"author|by-?line|tac-?gia|but-?danh")
_OF_ORIGIN = re.compile(rf"{_OF_AUTHOR.pattern}|source|nguon")
_IS_DATE = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|ngay(?:-?dang)?|posted|published?)(?:$|[\s_-])")
_IS_EVENT = re.compile(r"event|su-?kien|start|end|begin|dien-?ra|bat-?dau|han\b")
_IS_BYLINE = re.compile(r"(?:[^\d:]{2,60}[–—|•·,-]\s*)?")
"""Nothing but a name before a minute."""
_MOST_ALIKE = 400
OF_CLOCK = timedelta(minutes=10)
"""So near the minute of the look stands the clock of a page."""
_FAR_BEHIND = 15
"""Pieces behind the text after which a date without a label is of something else."""
_BESIDE = 4
"""Pieces behind the text among which a minute beside the author's name may stand."""


def opens_with(piece: Piece, first: bool, now: datetime) -> StatedDate | None:
    """«Ngày đăng …», or the minute in an element named after dates, as the whole first line of a text whose system
    prints it there; never what the text speaks of. ``first``: nothing stands before it; then a day beside the author's
    name will do."""
    whole = node_line(piece.node, 130)
    if SAYS_POSTED.match(whole):
        return parse_stated(whole, POSTED, now)
    near = [marks(node) for node in (piece.node, *ancestors(piece.node, 2))]
    alone = first and WEEKDAY.match(whole) is not None and _is_set_apart(piece.node)
    if not (alone or _IS_DATE.search(near[0])) or any(_IS_EVENT.search(names) for names in near):
        return None
    if not alone and not node_line(piece.node.parent, 130).startswith(whole):
        return None  # words before it may say whose time it is
    found = parse_stated(whole, "article:text", now)
    if found is None or found.at > now:
        return None
    sure = alone or found.precision is Precision.MINUTE or (first and _above_byline(piece.node))
    return found if sure else None


def closes_with(body: LexborNode, zones: Zones, now: datetime) -> StatedDate | None:
    """«Ngày đăng …», or the minute in an element named after dates, behind the author's name or alone, as the whole
    last line of a text; never what the text speaks of, nor one of several alike."""
    node = last_of(body)
    if node is None or is_unfit(Piece("", node, False, True), zones) or is_of_another(node):
        return None
    holder = node.parent if node.parent is not None and node.parent.mem_id != body.mem_id else node
    row, own = node_line(holder, 130), node_line(node, 130)
    for words in (row, own):
        if SAYS_POSTED.match(words):
            return parse_stated(words, POSTED, now)
    if not _IS_DATE.search(marks(node)) or not row.endswith(own) or not _IS_BYLINE.fullmatch(row.removesuffix(own)):
        return None
    alike = (other for other in body.css(node.tag or "")[:_MOST_ALIKE] if marks(other) == marks(node))
    if IS_SIGNED.search(row) or IS_OTHER.search(row) or len(list(islice(alike, 2))) > 1:
        return None
    found = parse_stated(own, "article:text", now)
    return found if found is not None and found.precision is Precision.MINUTE and found.at <= now else None


def closes(piece: Piece, found: StatedDate, since: int, now: datetime) -> bool:
    """A day below a text may be anything, unless its element is named after dates; a minute right below it is when it
    was put there, or the page's clock."""
    if is_named(piece) and since <= _FAR_BEHIND:
        return True
    if found.precision is not Precision.MINUTE:
        return since <= 2 and _beside_author(piece.node)
    if now - OF_CLOCK <= found.at <= now + OF_CLOCK:
        return False
    return since <= 2 or (since <= _BESIDE and _beside_author(piece.node))


def _is_set_apart(node: LexborNode) -> bool:
    """Whether an element bears a name that none beside it bears: the system made it, not who wrote the text."""
    names = marks(node)
    return bool(names.strip()) and all(
        marks(other) != names
        for other in (node.parent.iter() if node.parent is not None else ())
        if other.mem_id != node.mem_id
    )


def _above_byline(node: LexborNode) -> bool:
    """Whether the author is named right behind a day."""
    after = node.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after is not None and _OF_AUTHOR.search(marks(after)) is not None


def _beside_author(node: LexborNode) -> bool:
    """Whether the author or the source is named in the same small element as a minute."""
    near = (node, *ancestors(node, 1), *node.css("a")[:3])
    return any(_OF_ORIGIN.search(f"{marks(one)} {one.attributes.get('rel') or ''}") for one in near)
