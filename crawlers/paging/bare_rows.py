"""A pager told by nothing but its numbers: «1 2 3» in an element of no known name, this page's own no way on (S12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.markup import Html, ancestors, line, visible_text
from crawlers.paging.page_addresses import is_first, list_start, number_of

_NUMBER = re.compile(r"\d{1,4}")
_PART = re.compile(
    r"\W*(?:\d{1,4}|(?:trang\s+)?(?:đầu|trước|sau|cuối|tiếp(?:\s+theo)?|kế(?:\s+tiếp)?)|first|prev(?:ious)?|next|last)?\W*",
    re.IGNORECASE,
)
"""What stands in such a row; a list's own titles, days and counters do not."""
_LEVELS, _MOST_LINKS, _MOST_PIECES = 3, 4_000, 60


def rows_of_numbers(html: Html) -> Iterator[tuple[LexborNode, LexborNode]]:
    """(row, link to the page after this one), for each row of numbers in which this page's alone leads nowhere else.

    The link's words and its address must both name the number that follows: of a calendar or of the parts of a text
    they do not. Such a row never says that a list has ended."""
    here = number_of(html.url) or (1 if is_first(html.url) else None)
    if here is None:
        return
    for link in html.tree.css("a[href]")[:_MOST_LINKS]:
        if _words(link) != str(here + 1) or number_of(html.link(link.attributes.get("href")) or "") != here + 1:
            continue
        row = next((above for above in ancestors(link, _LEVELS) if _unlinked(html, above) == [str(here)]), None)
        if row is not None:
            yield row, link


def _unlinked(html: Html, row: LexborNode) -> list[str] | None:
    """The numbers of a row that lead nowhere else; None where it holds anything but a pager's numbers and words."""
    found = []
    for count, piece in enumerate(islice(visible_text(row), _MOST_PIECES)):
        text = line(piece.text_content, 40)
        if count == _MOST_PIECES - 1 or not _PART.fullmatch(text):
            return None
        if _NUMBER.fullmatch(text) and not _leads_on(html, piece, row, int(text)):
            found.append(text)
    return found


def _leads_on(html: Html, piece: LexborNode, row: LexborNode, number: int) -> bool:
    """Whether a number of a row is a link to another page; the first one may be told by its number or by none."""
    for above in ancestors(piece, _LEVELS + 1):
        if above.mem_id == row.mem_id:
            return False
        if above.tag == "a":
            address = html.link(above.attributes.get("href"))
            if address is None or canonical_url(address) == canonical_url(html.url):
                return False
            return not (number == number_of(address) == 1 and list_start(address) == canonical_url(html.url))
    return False


def _words(link: LexborNode) -> str:
    return line(link.text(), 20)
