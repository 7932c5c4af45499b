"""Tables without rules in a PDF: columns known by the left edges of their head, rows by their first column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.importing.blocks import Place, Row, Table
from monitor.importing.flow import plain_text
from monitor.importing.tables import read_head
from rules.text import clean

Word = dict[str, Any]
_TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table found by its words alone. ``top``, ``bottom``: where on the page it stands, in points."""

    table: Table
    top: float
    bottom: float


def find_unruled(page: Any, number: int) -> Unruled | None:
    """The table without rules on a page, its head known by the names of its columns; None where there is none."""
    lines = _lines(page.extract_words(keep_blank_chars=False))
    for i, line in enumerate(lines):
        edges, heads = _head_of(line)
        if len(edges) >= 3 and read_head((_row(heads, number, 1), _row(heads, number, 2))) is not None:
            return _body(lines[i], lines[i + 1 :], edges, heads, number)
    return None


def _row(cells: list[str], number: int, place: int) -> Row:
    return Row(tuple(cells), Place(f"trang {number}, bảng không kẻ, hàng {place}", 0, number))


def _lines(words: list[Word]) -> list[list[Word]]:
    """Words of one height together, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (round(word["top"], 1), word["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= 2.0:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: float(word["x0"])) for line in lines]


def _head_of(line: list[Word]) -> tuple[list[float], list[str]]:
    """The left edges of the pieces of a line that wide gaps part, and their texts."""
    edges: list[float] = []
    texts: list[str] = []
    last: Word | None = None
    for word in line:
        wide = last is None or word["x0"] - last["x1"] > 0.75 * (word["bottom"] - word["top"])
        if wide:
            edges.append(float(word["x0"]))
            texts.append(word["text"])
        else:
            texts[-1] += " " + word["text"]
        last = word
    return edges, texts


def _body(head: list[Word], lines: list[list[Word]], edges: list[float], heads: list[str], number: int) -> Unruled:
    """The rows below a head, down to the first line that runs across the columns."""
    inside: list[list[Word]] = []
    bottom = max(word["bottom"] for word in head)
    for line in lines:
        height = line[0]["bottom"] - line[0]["top"]
        if _runs_across(line, edges) or line[0]["top"] - bottom > 2.2 * height:
            break
        inside.append(line)
        bottom = max(word["bottom"] for word in line)
    rows = [_row(heads, number, 1)]
    for cells in _rows(inside, edges, max(word["bottom"] for word in head)):
        rows.append(_row(cells, number, len(rows) + 1))
    return Unruled(Table(tuple(rows)), min(word["top"] for word in head) - 1, bottom + 1)


def _column(word: Word, edges: list[float]) -> int:
    return max((i for i, edge in enumerate(edges) if word["x0"] >= edge - _TOLERANCE), default=0)


def _runs_across(line: list[Word], edges: list[float]) -> bool:
    """A line of text that starts left of the second column and goes over its edge without a gap."""
    for before, after in zip(line, line[1:], strict=False):
        same = after["x0"] - before["x1"] < 0.6 * (after["bottom"] - after["top"])
        if same and _column(before, edges) != _column(after, edges) and abs(
            after["x0"] - edges[_column(after, edges)]
        ) > _TOLERANCE:
            return True
    wide = line[0]["x1"] if len(line) == 1 else 0
    return len(edges) > 1 and _column(line[0], edges) == 0 and wide > edges[1] + 20


def _rows(lines: list[list[Word]], edges: list[float], top: float) -> list[list[str]]:
    """Words put into the cells of rows; a row begins where the first column does."""
    anchors = [line[0] for line in lines if _column(line[0], edges) == 0]
    words = [word for line in lines for word in line]
    if not anchors:
        return []
    starts = _starts(anchors, words, top)
    rows = [[""] * len(edges) for _ in starts]
    for word in words:
        middle = (word["top"] + word["bottom"]) / 2
        place = max((i for i, start in enumerate(starts) if middle >= start), default=0)
        column = _column(word, edges)
        rows[place][column] += " " + plain_text(word["text"])
    return [[clean(cell) for cell in row] for row in rows]


def _starts(anchors: list[Word], words: list[Word], top: float) -> list[float]:
    """Where rows begin: at their first words, or, where cells are centred, as far above as they reach below."""
    height = anchors[0]["bottom"] - anchors[0]["top"]
    off = [min(abs(word["top"] - anchor["top"]) for anchor in anchors) for word in words]
    # Half a line between a number and the words beside it: the cells are centred.
    if not any(0.2 * height < apart < 0.9 * height for apart in off):
        return [float(anchor["top"]) - 1 for anchor in anchors]
    starts = [min(float(word["top"]) for word in words) - 1]
    for anchor in anchors[:-1]:
        starts.append(float(anchor["top"] + anchor["bottom"]) - starts[-1])
    return starts
