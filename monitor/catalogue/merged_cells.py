"""Merged cells of a worksheet: what stands in one cell of the file is meant for every row it covers (F21, F24).

The library's reader that goes row by row does not know them, the one that does takes room for every cell of a range,
and a range may name seventeen thousand million.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from monitor.catalogue.faults import Collector, shown

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_CHUNK = 1_000_000
_LONGEST_TAG = 1_000
_MOST_AREAS = 100_000


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Spread:
    """Hands the text of a merged cell down to the rows it covers. ``columns``: further ones are not read."""

    areas: dict[int, list[Area]]
    columns: int
    notes: Collector
    _open: list[tuple[Area, str]] = field(default_factory=list)

    def over(self, number: int, cells: list[str]) -> Sequence[str]:
        """The cells of a row, those above it being asked for before. An empty row stays one: nothing is told there.

        A text across several columns is a fault: nobody can say for which of them it is meant.
        """
        self._open = [(area, text) for area, text in self._open if area.bottom >= number]
        own = any(cell.strip() for cell in cells)
        for area, text in self._open if own else ():
            cells += [""] * (area.left - len(cells))
            cells[area.left - 1] = text
        for area in self.areas.get(number, ()):
            text = cells[area.left - 1] if area.left <= min(len(cells), self.columns) else ""
            if not text.strip():
                continue
            if area.right > area.left:
                right = "bỏ gộp ô (Unmerge Cells) rồi ghi giá trị vào đúng từng cột"
                self.notes.add(number, f"ô {shown(text)} gộp ngang qua nhiều cột", right)
            elif area.bottom > number:
                self._open.append((area, text))
        if len(self._open) > self.columns:
            raise ValueError("merged ranges that overlap")  # told as a workbook that cannot be read
        return cells


def merged_areas(sheet: IO[bytes]) -> dict[int, list[Area]]:
    """The merged ranges in the XML of a worksheet by their first row. Raises ValueError for absurdly many."""
    areas: dict[int, list[Area]] = defaultdict(list)
    for count, found in enumerate(_found(sheet)):
        if count >= _MOST_AREAS:
            raise ValueError("too many merged ranges")
        left, top, right, bottom = found
        area = Area(int(top), _column(left), int(bottom), _column(right))
        areas[area.top].append(area)
    return areas


def _found(sheet: IO[bytes]) -> Iterator[tuple[bytes, ...]]:
    kept = b""
    while chunk := sheet.read(_CHUNK):
        text, end = kept + chunk, 0
        for match in _MERGED.finditer(text):
            yield match.groups()
            end = match.end()
        kept = text[max(end, len(text) - _LONGEST_TAG) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
