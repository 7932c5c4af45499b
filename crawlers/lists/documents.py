"""Lists of documents: their days are those of signing where nothing says that they are of posting (S7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import by_trust
from crawlers.lists.anchors import Anchor
from crawlers.lists.days import BlockDates
from crawlers.lists.row_words import of_document
from crawlers.lists.tables import days_below, days_in_cells
from crawlers.markup import line, marks, node_line, visible_text
from rules.model import Precision

Told = tuple[LexborNode, Anchor, BlockDates]
"""A row, its link, what it says of dates."""

_NUMBER = r"\d{1,5}\s?(?:/\s?(?:19|20)\d\d\s?)?(?:/|-(?=[A-ZĐ]{2,5}/))\s?[A-ZĐ]{2,}[\w/&.-]*"
_MAY_BEAR = re.compile(r"\d\s?/\s?[A-ZĐ]{2}|\d\s?/\s?(?:19|20)\d\d\s?/|\d-[A-ZĐ]{2,5}/|hiệu\s*:", re.IGNORECASE)
_OWN_NUMBER = re.compile(
    rf"\W*(?:(?i:số|no\.?)(?:[ /]*(?i:(?:ký|kí)\s*hiệu|hiệu|văn bản|vb|cv|qđ))?\s*:?\s*)?{_NUMBER}\W*(?:(?i:ngày)\W*)?"
)
"""A document's number and nothing else; in a title it says what the news is about."""
_OF_POSTING = re.compile(r"dang|post|publi|creat|upload|dua-?tin|xuat-?ban|entry|update|cap-?nhat")
_SAYS_POSTING = re.compile(r"đăng|cập nhật|xuất bản|post|publish|creat|upload", re.IGNORECASE)
_FIRST, _MOST_ROWS, _MOST_TEXTS, _LONGEST = 3, 40, 60, 1_000


def below_heads(rows: Sequence[Told], now: datetime, source: str, month_first: bool) -> list[Told]:
    """The rows with the days that heads outside of them name: at the cells, in a table before, over rows of blocks."""
    first = rows[0][0]
    if not any(dates.stated for _, _, dates in rows[:_FIRST]):
        return list(rows)
    if first.tag == "tr" and days_in_cells(first, now, source, month_first) is not None:
        return list(rows)
    found = days_below([row for row, _, _ in rows], now, source, month_first)
    if found is None:
        return list(rows)
    said = ((row, anchor, dates.raws, found[row.mem_id]) for row, anchor, dates in rows)
    return [
        (row, anchor, BlockDates(by_trust(cells.stated), cells.signed, raws, cells.document))
        for row, anchor, raws, cells in said
    ]


def posted_only(rows: Sequence[Told]) -> list[Told]:
    """The rows without the days that may be of signing, where most rows of the list bear a document's number.

    A day beside such a number is the document's own in nearly every list; a minute, a label, or a name of its element
    makes it that of posting.
    """
    first = [row for row, _, dates in rows if dates.bare][:_FIRST]
    if not any(_MAY_BEAR.search(row.text()[:_LONGEST]) for row in first):
        return list(rows)
    looked_at = rows[:_MOST_ROWS]
    if sum(_bears_number(row) for row, _, _ in looked_at) * 2 <= len(looked_at):
        return list(rows)
    return [
        (row, anchor, replace(dates, stated=()) if dates.bare and not _is_posting(row, dates) else dates)
        for row, anchor, dates in rows
    ]


def _bears_number(row: LexborNode) -> bool:
    """Whether a text of its own in a row is the number of a document, or stands behind the label of one."""
    texts = (line(node.text_content, 130) for node in islice(visible_text(row), _MOST_TEXTS))
    return any(_OWN_NUMBER.fullmatch(text) for text in texts) or of_document(node_line(row, _LONGEST))


def _is_posting(row: LexborNode, dates: BlockDates) -> bool:
    """Whether the stated day is a moment, or stands in an element that says in its name that it is of posting."""
    stated = dates.stated[0]
    if stated.precision is Precision.MINUTE:
        return True
    for node in islice(visible_text(row), _MOST_TEXTS):
        near = [one for one in (node.parent, node.parent.parent if node.parent else None) if one is not None]
        if stated.raw in line(node.text_content, 130) and any(map(_says_posting, near)):
            return True
    return False


def _says_posting(node: LexborNode) -> bool:
    said = node.attributes.get("title") or ""
    return _OF_POSTING.search(marks(node)) is not None or _SAYS_POSTING.search(said) is not None
