"""Days of the open time in the list's own column that no item bears: something was posted that no reader names (S12).

A title without a link, a report shown right above the list, a film below it: a look that cannot name what it sees
proves nothing about what is missing (S13). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.dates.mentions import DAY, days_mentioned
from crawlers.dates.words import OTHER
from crawlers.doubting.column import OwnColumn, block_of
from crawlers.identity import same_site
from crawlers.lists.headings import headed_otherwise, is_headed, own_words
from crawlers.lists.row_words import in_prose
from crawlers.markup import Html, ancestors, line, node_line, visible_text
from rules.text import fold

_MOST_PIECES, _MOST_LOOKED_AT = 20_000, 60
_SHORTEST, _LONGEST = 5, 250
"""Letters of a text that may name a day; a longer one is prose."""
_FIELDS = "input:not([type=hidden]), select, textarea"
_SHOWN = "iframe, embed, object, video"
_BARE = re.compile(rf"(?:\W*[^\W\d_]+\W*){{0,6}}{DAY}(?:\W*\d{{1,2}}\s*[:hg]\s*\d{{2}}(?::\d\d)?)?\W*", re.IGNORECASE)
"""A day, a label before it, a clock behind it."""
_AT_AN_END = re.compile(rf"^\W*{DAY}|{DAY}\W*(?:\d{{1,2}}\s*[:hg]\s*\d{{2}}(?::\d\d)?\W*)?$", re.IGNORECASE)
_NO_POSTING = re.compile(
    rf"(?:{OTHER}|hôm nay|hạn|từ(?: ngày)?|đến(?: hết)?(?: ngày)?|trước(?: ngày)?"
    r"|(?:số|no\.?)\W*\d[^\s]*\s+(?:ngày|ký))\W*$",
    re.IGNORECASE,
)
"""Words right before a day that make it one of an event, a span, a deadline or another paper."""
_OF_SPAN = re.compile(rf"{DAY}\s*[-–—]\s*{DAY}", re.IGNORECASE)
_A_DAY = re.compile(DAY, re.IGNORECASE)
_BEFORE = 60


def has_unclaimed_day(html: Html, column: OwnColumn, wanted: set[date]) -> bool:
    """Whether one of these days stands beside the list as one of posting.

    Not in its rows, in no sentence, under no words of something else.
    """
    names = own_words(html)
    held = column.held
    # Below words of its own («Văn bản» on a page called «Cải cách hành chính») the list is one part of several.
    is_part = is_headed(column.links[0], names, marked=True) is False
    for piece, text in islice(_dated(html, wanted, column.today), _MOST_LOOKED_AT):
        node = piece.parent
        if node is None or not column.has(node) or not _is_posting(html, node, piece, text):
            continue
        block = _outermost(block_of(node, held), held)
        if _leads_to_matter(html, block) and _bears_a_name(block, names):
            return True
        if is_part or not headed_otherwise(_with_its_title(block), held, names):
            return True
    return False


def _dated(html: Html, wanted: set[date], today: date) -> Iterator[tuple[LexborNode, str]]:
    """Texts that state such a day."""
    for piece in islice(visible_text(html.tree.body), _MOST_PIECES):
        raw = piece.text_content or ""
        if len(raw) < _SHORTEST or len(raw) > _LONGEST * 8:
            continue
        text = line(raw)
        if len(text) <= _LONGEST and not wanted.isdisjoint(days_mentioned(text, today)):
            yield piece, text


def _is_posting(html: Html, node: LexborNode, piece: LexborNode, text: str) -> bool:
    """Whether words say a day as one of posting: alone or labelled, at an end of a title, beside what is shown."""
    found = _A_DAY.search(text)
    before = text[: found.start()] if found else text
    if found is None or _OF_SPAN.search(text) or _NO_POSTING.search(before[-_BEFORE:]) or in_prose(piece, text):
        return False
    block = block_of(node, set())
    if block.css_first(_FIELDS) is not None or len(node_line(block, _LONGEST + 1)) > _LONGEST:
        return False
    return bool(_BARE.fullmatch(text)) or _AT_AN_END.search(text) is not None or _leads_to_matter(html, block)


def _leads_to_matter(html: Html, block: LexborNode) -> bool:
    """Whether a block shows a paper or film, or leads to one or to another host."""
    if block.css_first(_SHOWN) is not None:
        return True
    addresses = (html.link(node.attributes.get("href")) for node in block.css("a[href]")[:20])
    return any(address and (is_document(address) or not same_site(address, html.url)) for address in addresses)


def _bears_a_name(block: LexborNode, names: frozenset[str]) -> bool:
    """Whether a block says what the page calls itself: then it is none of something else, whatever heads it."""
    said = " ".join(fold(node_line(block, _LONGEST)).split())
    return any(" " in name and name in said for name in names)


def _outermost(block: LexborNode, held: set[int]) -> LexborNode:
    """The outermost element that says no more, as one around a film and its words; none of those that hold the list."""
    said = node_line(block, _LONGEST)
    for above in ancestors(block, 3):
        if above.mem_id in held or above.tag in ("body", "main", None) or node_line(above, _LONGEST) != said:
            break
        block = above
    return block


def _with_its_title(block: LexborNode) -> LexborNode:
    """The heading right before a block that is followed by what it is the title of: a paper or film that is shown."""
    follows, here = block.next, 0
    shown = block.css_first(_SHOWN) is not None
    while follows is not None and here < 3 and not shown:
        if follows.is_element_node:
            shown, here = follows.css_first(_SHOWN) is not None, here + 1
        follows = follows.next
    before = block.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before if shown and before is not None else block
