"""What stands around a title: its own frame, calendar sheets, and rows of something else (S7)."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawlers.articles.pieces import Around, Piece
from crawlers.attachments import is_document
from crawlers.dates.sheets import of_sheet
from crawlers.markup import ancestors, node_line

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


def is_of_row(sheet: LexborNode, title: LexborNode) -> bool:
    """Whether a calendar sheet stands in a row with the title of something else."""
    row = sheet.parent
    return row is not None and beside_link(row) and row.mem_id not in {above.mem_id for above in ancestors(title)}
