"""The day of an article whose title cannot be told: its text is what a day can stand beside (S7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from crawlers.articles.above_title import day_before
from crawlers.articles.other_items import is_of_another
from crawlers.articles.pieces import SAYS_POSTED, Around, Piece, is_hidden, is_unfit, pieces_of
from crawlers.articles.said_by_piece import POSTED, is_today
from crawlers.dates.stated import parse_stated
from crawlers.markup import Html, ancestors, line, node_line, visible_text
from crawlers.zones import Zones
from rules.model import StatedDate

_MOST_PIECES = 6_000
_NEAR = 8
"""Pieces above an article's text that are looked at."""


def untitled(html: Html, body: LexborNode | None, zones: Zones, now: datetime) -> StatedDate | None:
    """The one day of the page's own matter behind words of posting, else the day right above the text."""
    said = list(islice(_posted(html, zones, now), 2))
    if said or body is None:
        return said[0] if len(said) == 1 else None
    above = list(takewhile(lambda piece: not piece.in_title, pieces_of(html, body, None)))
    own = [piece for piece in above[-_NEAR:] if not is_of_another(piece.node)]
    found = day_before(own, body, zones, Around(), now)
    # Nothing but its place says what it is: the day of the look is the clock of the page.
    return found if found is not None and not is_today(found, now) else None


def _posted(html: Html, zones: Zones, now: datetime) -> Iterator[StatedDate]:
    """Every day behind words that say posting, those of other items left out."""
    for found in islice(visible_text(html.tree.body), _MOST_PIECES):
        text, node = found.text_content or "", found.parent
        if node is None or not SAYS_POSTED.match(text):
            continue
        piece = Piece(line(text, 130), node, False, False)
        if is_hidden(node) or is_unfit(piece, zones) or is_of_another(node):
            continue
        for words in (piece.text, *(node_line(near, 130) for near in (node, *ancestors(node, 1)))):
            stated = parse_stated(words, POSTED, now) if SAYS_POSTED.match(words) else None
            if stated is not None:
                yield stated
                break
