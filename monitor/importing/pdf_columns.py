"""Tables without rules in a PDF: columns known by the left edges of their head, rows by their first column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from monitor.importing.blocks import Row, SourcePlace, Table
from monitor.importing.columns import read_head
from monitor.importing.flow import plain_text
from rules.text import clean

Word = dict[str, Any]
_TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table found by its words alone. ``top``, ``bottom``: where on the page it stands, in points."""

    table: Table
    top: float
    bottom: float
    edges: tuple[float, ...]


def find_unruled(page: Any, number: int, earlier: tuple[float, ...] = ()) -> Unruled | None:
    """The table without rules on a page, its head known by the names of its columns; None where there is none.

    ``earlier``: the edges of such a table at the end of the page before, which may go on here without its head.
    """
    lines = _lines(page.extract_words(keep_blank_chars=False))
    for i in range(len(lines)):
        band = _band(lines, i)
        edges, heads = _head_of([word for line in band for word in line])
        if len(edges) >= 3 and read_head((_row(heads, number, 1), _row(heads, number, 2))) is not None:
            head = [word for line in band for word in line]
            return _body(head, lines[lines.index(band[-1]) + 1 :], edges, heads, number)
    if earlier and lines and _fits(lines[0], earlier):
        return _body([], lines, list(earlier), [], number)
    return None


def _fits(line: list[Word], edges: tuple[float, ...]) -> bool:
    """Whether a line stands in the columns of a table of the page before."""
    starts, _ = _pieces(line)
    return len(starts) >= 3 and all(min(abs(start - edge) for edge in edges) <= _TOLERANCE for start in starts)


def _band(lines: list[list[Word]], i: int) -> list[list[Word]]:
    """The lines of one head: half a line above and below it (centred cells), or going on below in small letters."""
    middle = lines[i]
    height = middle[0]["bottom"] - middle[0]["top"]
    near = [line for line in lines[max(0, i - 1) : i + 2] if abs(line[0]["top"] - middle[0]["top"]) < 0.9 * height]
    if len(near) > 1:
        return near
    band = [middle]
    for line in lines[i + 1 : i + 3]:
        _, texts = _pieces(line)
        if line[0]["top"] - band[-1][0]["top"] > 1.6 * height or not all(text[0].islower() for text in texts):
            break
        band.append(line)
    return band


def _row(cells: list[str], number: int, place: int) -> Row:
    return Row(tuple(cells), SourcePlace(f"trang {number}, bảng không kẻ, hàng {place}", 0, number))


def _lines(words: list[Word]) -> list[list[Word]]:
    """Words of one height together, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (round(word["top"], 1), word["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= 2.0:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: float(word["x0"])) for line in lines]


def _pieces(line: list[Word]) -> tuple[list[float], list[str]]:
    """The left edges of the pieces of a line that wide gaps part, and their texts."""
    edges: list[float] = []
    texts: list[str] = []
    right = 0.0
    for word in line:
        if not edges or word["x0"] - right > 0.75 * (word["bottom"] - word["top"]):
            edges.append(float(word["x0"]))
            texts.append(word["text"])
        else:
            texts[-1] += " " + word["text"]
        right = float(word["x1"])
    return edges, texts


def _head_of(words: list[Word]) -> tuple[list[float], list[str]]:
    """The columns of a head of one line or more: left edges and texts, read from top to bottom."""
    spans: list[list[float]] = []
    for word in sorted(words, key=lambda word: float(word["x0"])):
        if spans and word["x0"] - spans[-1][1] <= 0.75 * (word["bottom"] - word["top"]):
            spans[-1][1] = max(spans[-1][1], word["x1"])
        else:
            spans.append([word["x0"], word["x1"]])
    texts = [
        " ".join(
            word["text"]
            for word in sorted(words, key=lambda word: (round(word["top"]), word["x0"]))
            if left <= word["x0"] <= right
        )
        for left, right in spans
    ]
    return [left for left, _ in spans], texts


def _body(head: list[Word], lines: list[list[Word]], edges: list[float], heads: list[str], number: int) -> Unruled:
    """The rows below a head, down to the first line that runs across the columns."""
    inside: list[list[Word]] = []
    start = lines[0][0]["top"] if lines else 0.0
    bottom = max((word["bottom"] for word in head), default=start)
    for line in lines:
        height = line[0]["bottom"] - line[0]["top"]
        if _runs_across(line, edges) or line[0]["top"] - bottom > 2.2 * height:
            break
        inside.append(line)
        bottom = max(word["bottom"] for word in line)
    rows = [_row(heads, number, 1)] if heads else []
    for cells in _rows(inside, edges):
        rows.append(_row(cells, number, len(rows) + 1))
    top = min((word["top"] for word in head), default=start)
    return Unruled(Table(tuple(rows)), top - 1, bottom + 1, tuple(edges))


def _column(word: Word, edges: list[float]) -> int:
    return max((i for i, edge in enumerate(edges) if word["x0"] >= edge - _TOLERANCE), default=0)


def _runs_across(line: list[Word], edges: list[float]) -> bool:
    """A line of text that goes over a column's edge without a gap, or words below the first column alone."""
    for before, after in pairwise(line):
        same = after["x0"] - before["x1"] < 0.6 * (after["bottom"] - after["top"])
        if (
            same
            and _column(before, edges) != _column(after, edges)
            and abs(after["x0"] - edges[_column(after, edges)]) > _TOLERANCE
        ):
            return True
    return all(_column(word, edges) == 0 for word in line) and len(line) > 1


def _rows(lines: list[list[Word]], edges: list[float]) -> list[list[str]]:
    """Words put into the cells of rows; a row begins where the first column does."""
    anchors = [line[0] for line in lines if _column(line[0], edges) == 0]
    if not anchors:
        return []
    centred = _centred(anchors, [word for line in lines for word in line])
    rows = [[""] * len(edges) for _ in anchors]
    for column in range(len(edges)):
        pieces = [piece for line in lines if (piece := [word for word in line if _column(word, edges) == column])]
        for place, group in enumerate(_shared_out(pieces, anchors, centred)):
            rows[place][column] = clean(plain_text(" ".join(word["text"] for piece in group for word in piece)))
    return rows


def _centred(anchors: list[Word], words: list[Word]) -> bool:
    """Half a line between a number and the words beside it: the cells are centred."""
    height = anchors[0]["bottom"] - anchors[0]["top"]
    apart = [min(abs(word["top"] - anchor["top"]) for anchor in anchors) for word in words]
    return any(0.2 * height < one < 0.9 * height for one in apart)


def _shared_out(pieces: list[list[Word]], anchors: list[Word], centred: bool) -> list[list[list[Word]]]:
    """The lines of one column shared out among the rows in order, each group as near to its row's number as can be."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    empty = 1.2 * float(anchors[0]["bottom"] - anchors[0]["top"])  # what an empty cell costs
    for anchor in anchors:
        after: dict[int, tuple[float, list[int]]] = {}
        for taken, (cost, ends) in best.items():
            for end in range(taken, len(pieces) + 1):
                total = cost + (_apart(pieces[taken:end], anchor, centred) if end > taken else empty)
                if end not in after or total < after[end][0]:
                    after[end] = (total, [*ends, end])
        best = after
    ends = best[len(pieces)][1]
    return [pieces[start:end] for start, end in pairwise([0, *ends])]


def _apart(group: list[list[Word]], anchor: Word, centred: bool) -> float:
    if not centred:
        return abs(float(group[0][0]["top"] - anchor["top"]))
    return abs(float(group[0][0]["top"] + group[-1][0]["bottom"] - anchor["top"] - anchor["bottom"])) / 2
