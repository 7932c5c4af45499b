"""What stands in a written report, read back with other libraries than those that wrote it where there are any."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

import openpyxl
import pdfplumber
from bs4 import BeautifulSoup
from docx import Document

Rows = list[list[str]]


def squeezed(text: object) -> str:
    """One line, blanks single; forms break lines where they like."""
    return " ".join(str("" if text is None else text).split())


def html_tables(data: bytes) -> list[Rows]:
    page = BeautifulSoup(data, "html.parser")
    return [
        [[squeezed(cell.get_text(" ")) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        for table in page.find_all("table")
    ]


def docx_tables(data: bytes) -> list[Rows]:
    """Without the head and the signature, which are tables too."""
    tables = Document(io.BytesIO(data)).tables
    found = []
    for table in tables:
        width = len(table.columns)
        cells = [squeezed(cell.text) for cell in table._cells]
        found.append([cells[start : start + width] for start in range(0, len(cells), width)])
    return [rows for rows in found if len(rows[0]) > 2]


def xlsx_sheets(data: bytes) -> dict[str, Rows]:
    """Sheet → head row and rows, as people see them: whole numbers with their dots."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for sheet in book.worksheets[1:]:
        rows = [[_seen(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
        found[sheet.title] = [row for row in rows if any(row)]
    return found


def _seen(value: object) -> str:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else squeezed(value)


def pdf_tables(data: bytes) -> list[Rows]:
    """Tables that run over pages put together again: the head row stands on each page."""
    found: list[Rows] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        for page in book.pages:
            for table in page.extract_tables():
                rows = [[squeezed(cell) for cell in row] for row in table]
                if found and found[-1][0] == rows[0]:
                    found[-1] += rows[1:]
                else:
                    found.append(rows)
    return found


def pdf_text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as book:
        return "\n".join(page.extract_text() or "" for page in book.pages)


def docx_text(data: bytes) -> str:
    book = Document(io.BytesIO(data))
    return "\n".join(line.text for line in book.paragraphs)


def xlsx_text(data: bytes) -> str:
    """The words of the first sheet; points begin with a dash there, a hyphen would be taken for a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return "\n".join(re.sub("^– ", "- ", str(cell.value or "")) for cell in sheet["A"])


def csv_rows(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def solid(text: str) -> str:
    """Without any blank: a PDF may break a word of a narrow column anywhere."""
    return re.sub(r"\s+", "", text)


def ordered(text: str, *words: str) -> bool:
    """Whether the words occur in this order."""
    places = [text.find(word) for word in words]
    return -1 not in places and all(one < other for one, other in pairwise(places))
