"""Workbooks: every visible sheet a table, merged cells repeated, dates as the office would write them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.importing.blocks import Block, ImportTrouble, Line, Pages, Row, SourcePlace, end_table, trouble
from rules.text import clean

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_MERGED = 5_000, 60, 20, 5_000


def read_sheets(data: bytes) -> Pages:
    """The blocks of an .xlsx file. Raises ImportTrouble."""
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        blocks: list[Block] = []
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state == "visible":
                blocks += _sheet(sheet)
    except ImportTrouble:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes its code stumble over
        right = "mở bằng Excel hoặc LibreOffice rồi lưu lại ở dạng .xlsx"
        raise trouble("không đọc được bảng tính", right) from error
    return Pages(tuple(blocks))


def _sheet(sheet: Worksheet) -> list[Block]:
    """Rows of one filled cell above and below the table are lines of text, the others rows of one table."""
    if (sheet.max_row or 0) > MOST_ROWS:
        raise trouble(f"trang tính “{clean(sheet.title)}” có hơn {MOST_ROWS} hàng", "chỉ giữ lại kế hoạch")
    blocks: list[Block] = []
    rows: list[Row] = []
    whole = list(_rows(sheet))
    last = max((i for i, row in enumerate(whole) if _filled(row) >= 2), default=-1)
    for i, row in enumerate(whole):
        filled = _filled(row)
        # A lone text between rows of the table names a group of them; above and below it is text.
        if filled >= 2 or (filled == 1 and rows and i < last):
            rows.append(row)
        elif filled:
            end_table(blocks, rows)
            text = next(cell for cell in row.cells if cell)
            blocks += [Line(piece, row.place, True) for piece in text.split("\n") if piece.strip()]
    end_table(blocks, rows)
    return blocks


def _rows(sheet: Worksheet) -> Iterator[Row]:
    """Every row with the texts of its merged cells."""
    merged = _merged(sheet)
    width = min(sheet.max_column or 1, MOST_COLUMNS)
    for number, values in enumerate(sheet.iter_rows(max_col=width, values_only=True), start=1):
        own = [_text(value) for value in values]
        cells = tuple(merged.get((number, column), text) for column, text in enumerate(own, start=1))
        yield Row(cells, SourcePlace(f"{clean(sheet.title)}, hàng {number}", number))


def _filled(row: Row) -> int:
    """How many different texts a row holds."""
    return len({cell for cell in row.cells if cell})


def _merged(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """The text of every cell inside a merged range, by row and column."""
    texts: dict[tuple[int, int], str] = {}
    for area in list(sheet.merged_cells.ranges)[:MOST_MERGED]:
        text = _text(sheet.cell(area.min_row, area.min_col).value)
        if area.size["rows"] * area.size["columns"] > 20_000:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                texts[row, column] = text
    return texts


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "\n".join(line for piece in str(value).split("\n") if (line := clean(piece)))
