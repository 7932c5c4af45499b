"""The heads of a table's columns, wherever a site puts them: below a caption, in two rows, apart, at the cells (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.markup import ancestors, node_line

_MOST_ROWS = 4
"""So many rows at a table's beginning may be a caption and heads."""
_MOST_COLUMNS = 40
_MOST_STEPS = 6
_SPAN = 20
_LONG = 40
_LABELS = ("data-title", "data-label", "data-th", "data-header", "data-head")
"""Where a cell bears its own head, for narrow screens."""
_LETTERS = frozenset("aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz")
_TWICE_ENCODED = re.compile(r"[\u00c3-\u00c6\u00e1\u00e2][\u0080-\u00bf]")


class Heads(NamedTuple):
    """``words``: by column. ``marked``: the page itself says that they are heads."""

    words: list[str]
    marked: bool

    @property
    def unreadable(self) -> bool:
        """Whether they are written in letters that no Vietnamese word has: an old font's, or twice encoded."""
        return self.marked and any(
            _TWICE_ENCODED.search(head) or any(c.isalpha() and c not in _LETTERS for c in head.lower())
            for head in self.words
            if not head.isascii()
        )


def heads_of(row: LexborNode) -> Heads | None:
    """Words of the columns of a row's own table; None where its first row is none of heads."""
    table = next((above for above in ancestors(row, 6) if above.tag == "table"), None)
    first = table.css_first("tr") if table is not None else None
    if first is None or first.mem_id == row.mem_id:
        return None
    cells = cells_of(first)
    if len(cells) >= 2 and is_matter(cells):
        return None  # a row as the others, whose title speaks of what was promulgated
    if len(cells) >= 2 and len(cells) >= len(cells_of(row)):
        return Heads([node_line(cell, 60) for cell in cells], cells[0].tag == "th")
    rows = list(_head_rows(first, row.mem_id))
    return Heads(_columns(rows), rows[0][0].tag == "th") if rows else None


def heads_apart(row: LexborNode) -> Heads | None:
    """Words that stand for the columns of a row outside its table: at its cells, in the table or the row of blocks
    right before it. Asked once for a list, of its first row."""
    cells = cells_of(row)
    if not 2 <= len(cells) <= _MOST_COLUMNS:
        return None
    own = [next((value for name in _LABELS if (value := cell.attributes.get(name))), "").strip() for cell in cells]
    if sum(map(bool, own)) * 2 > len(own) and all(len(label) <= _LONG for label in own):
        return Heads(own, True)
    before = _before(row)
    if before is None or len(before) != len(cells) or is_matter(before):
        return None
    heads = [node_line(cell, 60) for cell in before]
    if any(len(head) > _LONG or _figures(head) for head in heads):
        return None
    return Heads(heads, before[0].tag == "th")


def cells_of(row: LexborNode) -> list[LexborNode]:
    """Cells of a table's row; of a row of blocks what stands side by side in it."""
    if row.tag == "tr":
        return [cell for cell in row.iter() if cell.tag in ("th", "td")]
    for _ in range(3):
        inner = list(islice(row.iter(), _MOST_COLUMNS + 1))
        if len(inner) != 1:
            return inner
        row = inner[0]
    return []


def is_matter(cells: Sequence[LexborNode]) -> bool:
    """Whether a row is one of the list: a long text, figures or a link in it. A ``th`` is a head whatever it holds."""
    return any(cell.tag != "th" and _tells(cell) for cell in cells)


def _tells(cell: LexborNode) -> bool:
    text = node_line(cell, 60)
    return len(text) > _LONG or _figures(text) or cell.css_first("a[href]") is not None


def _figures(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _head_rows(first: LexborNode, own: int) -> Iterator[list[LexborNode]]:
    """The rows above the first row of matter, captions left out."""
    here: LexborNode | None = first
    for _ in range(_MOST_ROWS):
        if here is None or here.mem_id == own:
            return
        cells = cells_of(here)
        if len(cells) >= 2:
            if is_matter(cells):
                return
            yield cells
        elif any(cell.css_first("a[href]") is not None for cell in cells):
            return
        here = _next_row(here)


def _next_row(row: LexborNode) -> LexborNode | None:
    """The row below, in the next part of the table too."""
    beside = _sibling(row, "tr")
    if beside is not None or row.parent is None or row.parent.tag not in ("thead", "tbody"):
        return beside
    part = _sibling(row.parent, "tbody")
    return part.css_first("tr") if part is not None else None


def _sibling(node: LexborNode, tag: str) -> LexborNode | None:
    here = node.next
    for _ in range(_MOST_STEPS):
        if here is None or here.tag == tag:
            return here
        here = here.next
    return None


def _columns(rows: Sequence[Sequence[LexborNode]]) -> list[str]:
    """Words by column; of a head below another both, the lower one on either side: «Ngày Văn bản Ngày»."""
    words: list[list[str]] = []
    taken: list[int] = []
    """Of each column, how many further rows its last cell goes over."""
    for cells in rows:
        column = 0
        for cell in cells:
            while column < len(taken) and taken[column] > 0:
                taken[column] -= 1
                column += 1
            for _ in range(_span(cell, "colspan")):
                if column >= _MOST_COLUMNS:
                    break
                if column == len(words):
                    words.append([])
                    taken.append(0)
                words[column].append(node_line(cell, 60))
                taken[column] = _span(cell, "rowspan") - 1
                column += 1
        for left in range(column, len(taken)):
            taken[left] = max(0, taken[left] - 1)
    return [one[0] if len(one) == 1 else " ".join((one[-1], *one)) for one in words if one]


def _span(cell: LexborNode, name: str) -> int:
    text = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(text), _SPAN)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _before(row: LexborNode) -> list[LexborNode] | None:
    """What stands side by side right before the first row of a list, or before the element that holds its rows."""
    here: LexborNode | None = row
    if row.tag == "tr":
        here = next((above for above in ancestors(row, 3) if above.tag == "table"), None)
    for _ in range(3):
        if here is None or here.tag in ("body", "main", "article"):
            return None
        beside = here.prev
        for _ in range(_MOST_STEPS):
            if beside is None or beside.is_element_node:
                break
            beside = beside.prev
        if beside is not None and beside.is_element_node:
            return _row_in(beside, row.tag == "tr")
        here = here.parent
    return None


def _row_in(node: LexborNode, table: bool) -> list[LexborNode] | None:
    """The cells of an element that is one row, or holds no more than one."""
    if not table:
        return cells_of(node)
    rows = node.css("tr")[:2]
    return cells_of(rows[0]) if len(rows) == 1 else None
