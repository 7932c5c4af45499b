"""What a document is made of, whatever its format: lines of text and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


class ImportTrouble(Exception):
    """A document that cannot become a draft. ``faults``: what is wrong, what would be right, each one sentence."""

    def __init__(self, *faults: tuple[int, str, str]) -> None:
        super().__init__("; ".join(what for _, what, _ in faults))
        self.faults = faults


def trouble(what: str, right: str = "", line: int = 0) -> ImportTrouble:
    """A document with one fault. ``line`` counts from 1; 0: the whole file."""
    return ImportTrouble((line, what, right))


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where something stands, as people find it: ``dòng 60``, ``trang 2``, ``bảng 1, hàng 4``."""

    label: str
    line: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of text. ``whole``: the format itself says that it is a paragraph of its own.
    ``item``: an entry of a list whose number is not part of the text."""

    text: str
    place: SourcePlace
    whole: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table; merged cells repeat their text."""

    cells: tuple[str, ...]
    place: SourcePlace

    @property
    def is_whole(self) -> bool:
        """More than a heading across the table: three cells at least say unlike things."""
        return len({cell for cell in self.cells if cell.strip()}) > 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table as the document has them, its head included."""

    rows: tuple[Row, ...]


Block = Line | Table


def end_table(blocks: list[Block], rows: list[Row]) -> None:
    """The rows read so far, if any, are a table; ``rows`` is empty afterwards."""
    if rows:
        blocks.append(Table(tuple(rows)))
        rows.clear()


@dataclass(frozen=True, slots=True)
class Pages:
    """Everything read from one file. ``scanned``: its letters were recognised from pictures."""

    blocks: tuple[Block, ...]
    scanned: bool = False
