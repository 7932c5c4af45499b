"""A report on paper, before any form: head, paragraphs, tables. Every form writes the same paper, so all agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from alerts.digest import percent as share_words
from alerts.tones import Tone


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a cell. ``url``: where a click leads, already known to be a web page."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """``value``: words, a whole number, or several lines."""

    value: str | int | tuple[Piece, ...]
    tone: Tone = Tone.NONE

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its lines; a number as Vietnamese documents write it."""
        if isinstance(self.value, tuple):
            return self.value
        return (Piece(number(self.value) if isinstance(self.value, int) else self.value),)

    @property
    def text(self) -> str:
        """Its words, a line for each piece."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Column:
    """``width``: its share of the page. ``centred``: numbers and short words."""

    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``name``: short, of a sheet. ``title``: above it. ``total``: the last row sums up. ``annex``: its number."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    notes: tuple[str, ...] = ()
    annex: str = ""
    kept: int = 1_500
    """So many rows go on paper."""

    @property
    def printed(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that go on paper."""
        return self.rows if len(self.rows) <= self.kept else self.rows[: self.kept]

    @property
    def left_out(self) -> str:
        """What is said of rows that are not printed."""
        more = len(self.rows) - len(self.printed)
        return f"… và {number(more)} dòng khác: xem bản XLSX." if more else ""


class Style(StrEnum):
    """Kinds of paragraphs, after Nghị định 30/2020/NĐ-CP."""

    BASIS = "basis"
    CHAPTER = "chapter"
    PLAIN = "plain"
    ITEM = "item"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str
    style: Style = Style.PLAIN


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Head:
    """``over``: the body above the issuing one. ``place``: of the date line, blank to be filled in. ``year``: of it."""

    over: str
    issuer: str
    place: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Paper:
    """``body``: up to the signature. ``annexes``: on pages turned sideways. ``name``: of a file, plain letters."""

    name: str
    head: Head
    body: tuple[Block, ...]
    copies: tuple[str, ...]
    signer: str
    annexes: tuple[Table, ...]
    extra: tuple[Table, ...] = field(default=())
    """Sheets of the workbook alone, with nothing that is not on paper."""

    @property
    def tables(self) -> Iterator[Table]:
        """Every table on paper, in order."""
        yield from (block for block in self.body if isinstance(block, Table))
        yield from self.annexes


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def number(value: int) -> str:
    """``1.234``."""
    return f"{value:,}".replace(",", ".")


def percent(share: float | None) -> str:
    """``93,5 %``; without a rate, a dash."""
    return share_words(share) if share is not None else "–"
