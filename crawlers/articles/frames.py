"""What stands around a title: its own frame, calendar sheets, and rows of something else (S7)."""

from __future__ import annotations

from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.articles.other_items import is_beside, is_of_another
from crawlers.articles.pieces import Around, Piece
from crawlers.articles.said_by_piece import says_place
from crawlers.attachments import is_document
from crawlers.dates.sheets import of_sheet
from crawlers.dates.stated import parse_stated
from crawlers.markup import ancestors, line, node_line, visible_text

PAGES = frozenset({"body", "html", "form"})
"""Elements that hold a whole page."""
_FEW_LINKS, _MOST_LINKS = 10, 60
"""So few links has a page without menus; so many no frame of one article."""
_MOST_COUNTED = 400
_LONG_LINK = 30
_BOX = 12
"""So short are the words of one box of a calendar sheet."""


def frame_of(title: LexborNode) -> LexborNode | None:
    """The largest element around the title that is not yet the whole page, or a page that holds nothing else, as those
    made for printing."""
    frame = None
    for above in ancestors(title, 10):
        links = _to_pages(above)
        if above.tag in PAGES or links > _MOST_LINKS:
            return above if frame is None and links <= _FEW_LINKS else frame
        frame = above
    return frame


def _to_pages(node: LexborNode) -> int:
    """Links of an element; those to files are an article's own, of which a notice may have dozens."""
    links = node.css("a")
    if len(links) <= _MOST_LINKS:
        return len(links)
    return sum(not is_document(link.attributes.get("href") or "") for link in links[:_MOST_COUNTED])


def beside_link(node: LexborNode) -> bool:
    """Whether the words stand in one line with the title of something else."""
    return any(len(node_line(link, 60)) >= _LONG_LINK for link in node.css("a[href]")[:3])


def as_sheet(piece: Piece, around: Around) -> Piece:
    """A piece that is a box of a calendar sheet as that whole sheet; any other as it is."""
    for near in ancestors(piece.node, 2) if len(piece.text) <= _BOX else ():
        words = around.of(near) or ""
        if (date := of_sheet(words)) != words:
            return piece._replace(text=date, node=near)
    return piece


def own_sheet(piece: Piece, title: LexborNode, around: Around, now: datetime) -> Piece:
    """A piece behind the title as the calendar sheet of which it is the first of three boxes; any other as it is.

    It stands beside the title, in no row or card of something else; beside a place, or still to come, it is the day on
    which something is held."""
    sheet = as_sheet(piece, around)
    if sheet is piece or not is_beside(sheet.node, title):
        return piece
    stated = parse_stated(sheet.text, "article:text", now)
    if stated is None or stated.at > now or says_place(sheet.node) or not _has_three_boxes(sheet.node, piece):
        return piece
    return piece if is_of_row(sheet.node, title) or is_of_another(sheet.node) else sheet


def _has_three_boxes(sheet: LexborNode, first: Piece) -> bool:
    """Whether day, month and year each stand in an element of their own, the day first."""
    held = [
        (text.parent.mem_id, words)
        for text in visible_text(sheet)
        if text.parent is not None and (words := line(text.text_content, _BOX))
    ]
    return len(held) == len({node for node, _ in held}) == 3 and held[0] == (first.node.mem_id, first.text)


def is_of_row(sheet: LexborNode, title: LexborNode) -> bool:
    """Whether a calendar sheet stands in a row with the title of something else."""
    row = sheet.parent
    return row is not None and beside_link(row) and row.mem_id not in {above.mem_id for above in ancestors(title)}
