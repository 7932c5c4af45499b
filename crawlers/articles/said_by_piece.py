"""What one piece of a page's words says: a day, and what the words beside it make of that day (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.articles.pieces import SAYS_POSTED, Around, Piece, is_named
from crawlers.dates.relative import shown_on_pointing
from crawlers.dates.stated import either_order, labelled, only_month_first, parse_stated
from crawlers.dates.words import OTHER, PUBLISHED, SIGNED
from crawlers.markup import ancestors, node_line, says_change
from rules.model import VN, Precision, StatedDate

IS_SIGNED = re.compile(SIGNED, re.IGNORECASE)
IS_OTHER = re.compile(OTHER, re.IGNORECASE)
IS_PUBLISHED = re.compile(rf"^(?:{PUBLISHED})\s*:?$|ngày\s+đăng|đăng\s+(?:lúc|ngày)|xuất\s+bản", re.IGNORECASE)
_IS_POSTED = re.compile(r"(?:ngày|giờ)\s+đăng|đăng\s+(?:lúc|ngày|vào)|xuất\s+bản", re.IGNORECASE)
_IS_HELD = re.compile(r"(?:thời gian|ngày|lúc)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"(?<![^\W_])(?:địa điểm|nơi tổ chức|thành phần(?: tham dự)?)\s*:", re.IGNORECASE)

_INLINE = frozenset({"b", "i", "strong", "em", "u", "font", "span"})
_LONGEST_DAY, _PROSE, _WORDS = 40, 110, 15
"""Letters of a day set apart in a text, of a block that is prose, of the words beside such a day."""
_APART = re.compile(r"[:|•·–—]|(?<!\w)-(?!\w)")
"""Signs between the facts of a line that is no sentence."""

POSTED = "article:posted"
"""The source of a day behind words like «Ngày đăng», which go before the day that a list prints: that may be the last
change."""
SHOWN = frozenset({"article:text", POSTED})
"""Sources of days that readers are shown."""


def day_in(piece: Piece, around: Around, now: datetime) -> StatedDate | None:
    """The date that a piece is, or that the small element around it is (times often stand in their own element)."""
    best: StatedDate | None = None
    words = around.of(piece.node.parent or piece.node)
    if words is None or _in_sentence(piece):
        return None
    for text in dict.fromkeys((words, node_line(piece.node, 130), piece.text)):  # mostly one and the same
        if not text or len(text) > 120:
            continue
        found = parse_stated(text, "article:text", now)
        if found is None and "/2" in text and only_month_first(text):
            found = parse_stated(text, "article:text", now, month_first=True)
        if found is not None and either_order(text):
            return None  # which number is the month cannot be told
        if found is not None and found.precision is Precision.MINUTE:
            return found
        best = best or found
    return best or labelled(piece.text, "article:text", now)


def pointed_at(piece: Piece, now: datetime) -> StatedDate | None:
    """The date that words like «3 ngày trước», alone in their element, show when they are pointed at."""
    for node in (piece.node, *ancestors(piece.node, 1)):
        if says_change(node) or node_line(node, 60) != piece.text:
            return None
        found = shown_on_pointing(piece.text, node.attributes.get("title"), "article:text", now)
        if found is not None:
            return found
    return None


def _in_sentence(piece: Piece) -> bool:
    """Whether a piece is only made bold, or set apart otherwise, in the midst of what a text says."""
    if piece.node.tag not in _INLINE or len(piece.text) > _LONGEST_DAY or is_named(piece):
        return False
    block = next((above for above in ancestors(piece.node, 6) if above.tag not in _INLINE), None)
    if block is None or len(node_line(block, 2 * _PROSE)) < _PROSE:
        return False
    return any(len(words) >= _WORDS and not _APART.search(words) for words in _beside(piece.node))


def _beside(node: LexborNode) -> Iterator[str]:
    """The words right before and right behind an element in its line."""
    for here in (node.prev, node.next):
        if here is not None and here.is_text_node:
            yield (here.text_content or "").strip()


def as_said(found: StatedDate, words: str) -> StatedDate:
    """A day with its source, by the words before it."""
    return replace(found, source=POSTED) if _IS_POSTED.search(words) else found


def role_of(label: str, piece: Piece) -> str:
    """What the words before a date, or around it, make of it."""
    if SAYS_POSTED.match(piece.text):
        return "published"
    if _IS_HELD.match(piece.text) and says_place(piece.node):
        return "other"
    for words in (label, node_line(piece.node, 130)):
        if IS_SIGNED.search(words):
            return "signed"
        if IS_OTHER.search(words):
            return "other"
        if IS_PUBLISHED.search(words):
            return "published"
    return "plain"


def says_place(node: LexborNode) -> bool:
    """Whether a place is named around a time: something is held there and then."""
    return any(_PLACE.search(node_line(near, 600)) for near in (node, *ancestors(node, 2)))


def is_today(found: StatedDate, now: datetime) -> bool:
    """Whether a date is that of the look: far from the title it is the page's clock, whatever its element is named."""
    return found.at.astimezone(VN).date() == now.astimezone(VN).date()
