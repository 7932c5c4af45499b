"""Word documents: paragraphs and tables in their order, merged cells repeated."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from monitor.importing.blocks import Block, ImportTrouble, Line, Pages, Row, SourcePlace, Table, trouble
from monitor.importing.plain import flat
from rules.text import clean

MOST_CELLS = 60_000


def read_docx(data: bytes) -> Pages:
    """The blocks of a .docx file. Raises ImportTrouble."""
    try:
        document = Document(io.BytesIO(data))
        blocks: list[Block] = []
        paragraphs = tables = 0
        for part in document.iter_inner_content():
            if isinstance(part, WordParagraph):
                paragraphs += 1
                blocks += _lines(part, paragraphs)
            else:
                tables += 1
                blocks += _table(part, tables)
    except ImportTrouble:
        raise
    except Exception as error:  # python-docx and lxml raise whatever a broken part makes their code stumble over
        right = "mở bằng Word hoặc LibreOffice rồi lưu lại ở dạng .docx"
        raise trouble("không đọc được tệp .docx", right) from error
    return Pages(tuple(blocks))


def _lines(paragraph: WordParagraph, number: int) -> list[Block]:
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:numPr")) is not None
    style = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    listed = numbered or style.startswith("list")
    place = SourcePlace(f"đoạn {number}", number)
    # A line break inside a paragraph parts a heading from its title; Word's own page breaks come as "\f".
    pieces = [piece for piece in paragraph.text.replace("\f", " ").split("\n") if piece.strip()]
    return [Line(piece.replace("\t", " "), place, True, listed and i == 0) for i, piece in enumerate(pieces)]


def _table(table: WordTable, number: int) -> list[Block]:
    """One table; a table of one column is running text in a frame."""
    rows: list[Row] = []
    cells = 0
    for place, row in enumerate(table.rows, start=1):
        texts = [""] * row.grid_cols_before + [_text(cell) for cell in row.cells]
        cells += len(texts)
        if cells > MOST_CELLS:
            raise trouble(f"bảng {number} có quá nhiều ô", "chỉ giữ lại bảng phân công")
        rows.append(Row(tuple(texts), SourcePlace(f"bảng {number}, hàng {place}", place)))
    if _is_frame(rows):
        return _framed(rows)
    if rows and max(len(row.cells) for row in rows) < 2:
        return [Line(row.cells[0], row.place, True) for row in rows if row.cells and row.cells[0]]
    return [Table(tuple(rows))]


_FRAME = re.compile(r"cong hoa xa hoi|doc lap\s*-\s*tu do|\bnoi nhan\s*:")
MOST_FRAME_ROWS = 6


def _is_frame(rows: list[Row]) -> bool:
    """Whether a table only lays out the head of a letter (office and motto) or its foot (recipients, signature)."""
    if not 0 < len(rows) <= MOST_FRAME_ROWS or max(len(set(row.cells)) for row in rows) > 3:
        return False
    return any(_FRAME.search(flat(cell)) for row in rows for cell in row.cells)


def _framed(rows: list[Row]) -> list[Block]:
    """The texts of such a table, left column first; the motto and ruled lines left out."""
    lines: list[Block] = []
    for column in range(max(len(row.cells) for row in rows)):
        for row in rows:
            cell = row.cells[column] if column < len(row.cells) and row.cells[column] not in row.cells[:column] else ""
            pieces = [piece.strip() for piece in cell.split(";")]
            kept = [
                piece
                for piece in pieces
                if re.search(r"\w{2}", piece.replace("_", "")) and not _MOTTO.search(flat(piece))
            ]
            lines += [Line(piece, row.place, True) for piece in kept]
    return lines


_MOTTO = re.compile(r"cong hoa xa hoi|doc lap\s*-\s*tu do")


def _text(cell: _Cell) -> str:
    """The text of a cell, its paragraphs parted by semicolons; tables inside it as text."""
    pieces = []
    for part in cell.iter_inner_content():
        if isinstance(part, WordParagraph):
            pieces += part.text.split("\n")
        else:
            pieces += [inner.text for row in part.rows for inner in row.cells]
    lines = [clean(piece) for piece in pieces if piece.strip()]
    joined = ""
    for line in lines:
        # A paragraph that goes on in small letters is a wrapped line, not a new entry.
        joined += (" " if not joined or line[0].islower() or joined.endswith((";", ",", ":")) else "; ") + line
    return joined.strip()
