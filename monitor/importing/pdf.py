"""PDF files: text and ruled tables page by page; scanned pages by Tesseract where it is installed."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

from monitor.importing import scans
from monitor.importing.blocks import Block, ImportTrouble, Line, Pages, Row, SourcePlace, Table, trouble
from monitor.importing.flow import plain_text
from monitor.importing.pdf_columns import find_unruled
from rules.text import clean

MOST_PAGES = 200
_RESAVE = "mở tệp rồi in lại ra PDF, hoặc lấy bản .docx"


def read_pdf(data: bytes) -> Pages:
    """The blocks of a .pdf file. Raises ImportTrouble."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _document(document)
    except ImportTrouble:
        raise
    except Exception as error:  # pdfminer raises whatever a broken file makes its code stumble over
        causes = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed) for cause in causes):
            raise trouble("tệp PDF có mật khẩu", "bỏ mật khẩu rồi nhập lại") from error
        raise trouble("không đọc được tệp PDF (hỏng hoặc tự lặp)", _RESAVE) from error


def _document(document: Any) -> Pages:
    if len(document.pages) > MOST_PAGES:
        raise trouble(f"tệp PDF dài hơn {MOST_PAGES} trang", "chỉ giữ lại kế hoạch và phụ lục")
    if not document.pages:
        raise trouble("tệp PDF không có trang nào", _RESAVE)
    blocks: list[Block] = []
    empty: list[int] = []
    edges: tuple[float, ...] = ()
    for number, page in enumerate(document.pages, start=1):
        found, edges = _page(page, number, edges)
        if not found and page.images:
            empty.append(number)
            found = [Line(text, SourcePlace(f"trang {number}", 0, number)) for text in scans.recognise(page, number)]
        blocks += [*found, Line("", SourcePlace(f"trang {number}", 0, number))]
        page.close()
    return Pages(tuple(blocks), scanned=bool(empty))


def _page(page: Any, number: int, edges: tuple[float, ...]) -> tuple[list[Block], tuple[float, ...]]:
    """Lines and tables of one page from top to bottom, and the columns of its table without rules.

    ``edges``: those of the page before.
    """
    tables = [table for table in page.find_tables() if _is_table(table)]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(_inside(table.bbox, page.bbox))
    unruled = find_unruled(outside, number, edges)
    if unruled is not None:
        box = (page.bbox[0], unruled.top, page.bbox[2], unruled.bottom)
        outside = outside.outside_bbox(_inside(box, page.bbox))
    found: list[tuple[float, Block]] = [
        (line["top"], Line(line["text"], SourcePlace(f"trang {number}", 0, number))) for line in _spaced(outside)
    ]
    for order, table in enumerate(tables, start=1):
        rows = tuple(
            Row(cells, SourcePlace(f"trang {number}, bảng {order}, hàng {place}", 0, number))
            for place, cells in enumerate(_filled(table), start=1)
        )
        if rows:
            found.append((table.bbox[1], Table(rows)))
    if unruled is not None:
        found.append((unruled.top, unruled.table))
    blocks = [block for _, block in sorted(found, key=lambda pair: pair[0])]
    return blocks, unruled.edges if unruled is not None else ()


def _inside(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _is_table(table: Any) -> bool:
    """At least two columns and cells that hold something; a frame around a paragraph is none."""
    return len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2


def _spaced(page: Any) -> list[dict[str, Any]]:
    """Lines of text, with an empty one where the gap between two is wide."""
    lines: list[dict[str, Any]] = []
    for line in page.extract_text_lines(strip=True, return_chars=False):
        height = line["bottom"] - line["top"]
        if lines and line["top"] - lines[-1]["bottom"] > 1.1 * height:
            lines.append({"text": "", "top": line["top"] - 0.1, "bottom": line["top"]})
        lines.append(line)
    return lines


def _filled(table: Any) -> Iterator[tuple[str, ...]]:
    """Rows in which a place covered by a merged cell carries that cell's text."""
    texts: dict[tuple[float, ...], str] = {}
    for row, found in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, found, strict=True):
            if box is not None:
                texts[box] = clean(plain_text(text or "").replace("\n", " "))
    columns = sorted({box[0] for box in table.cells})
    for row in table.rows:
        middle = (row.bbox[1] + row.bbox[3]) / 2
        own = [box for box in row.cells if box is not None]
        middle = min((box[1] + box[3]) / 2 for box in own) if own else middle
        yield tuple(
            texts.get(box, "") if box is not None else _covering(texts, columns[i] + 1, middle)
            for i, box in enumerate(row.cells)
        )


def _covering(texts: dict[tuple[float, ...], str], x: float, y: float) -> str:
    return next((text for box, text in texts.items() if box[0] <= x <= box[2] and box[1] <= y <= box[3]), "")
