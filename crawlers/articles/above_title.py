"""The day that stands above an article's title: labelled, in an element named after dates, or right beside it (S7)."""

from __future__ import annotations

from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.articles.frames import PAGES, as_sheet, beside_link, frame_of, is_of_row
from crawlers.articles.other_items import is_beside
from crawlers.articles.pieces import Around, Piece, is_named, is_unfit
from crawlers.articles.said_by_piece import as_said, day_in, is_today, role_of
from crawlers.markup import ancestors
from crawlers.zones import Zones
from rules.model import StatedDate

_BEFORE = 25
"""Pieces of text above the title among which the date may stand."""
CLOSE = 3
"""Pieces above the title among which words without a name may be its date."""


def day_before(
    pieces: list[Piece], title: LexborNode, zones: Zones, around: Around, now: datetime
) -> StatedDate | None:
    """A date before the title, in the article's own frame: labelled, in an element named after dates, or beside."""
    frame = frame_of(title)
    for back, part in enumerate(reversed(pieces[-_BEFORE:]), 1):
        piece = as_sheet(part, around)
        role = role_of("", piece)
        if role in ("signed", "other") or is_unfit(piece, zones) or beside_link(piece.node):
            continue
        if piece is not part and is_of_row(piece.node, title):
            continue
        if not (is_named(piece) or role == "published" or (back <= CLOSE and is_beside(piece.node, title))):
            continue
        if frame is None or frame.mem_id not in {a.mem_id for a in ancestors(piece.node, 30)}:
            continue
        found = day_in(piece, around, now)
        near = back <= CLOSE and frame.tag not in PAGES
        if found is not None and (near or role == "published" or not is_today(found, now)):
            return as_said(found, piece.text)
    return None


def named_above(
    pieces: list[Piece], title: LexborNode, zones: Zones, around: Around, now: datetime
) -> StatedDate | None:
    """The day in an element named after dates right above the title; never that of the look, which may be a clock's."""
    own = [piece for piece in pieces[-CLOSE - 1 :] if is_named(piece)]
    found = day_before(own, title, zones, around, now)
    return found if found is not None and not is_today(found, now) else None
