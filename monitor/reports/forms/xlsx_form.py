"""A report as a workbook: the words on the first sheet, then one sheet for each table, ready to print (H10)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from alerts.tones import COLOURS, Tone
from monitor.reports.paper import COUNTRY, MOTTO, Cell, Paper, Paragraph, Style, Table
from monitor.reports.workbook import inert

_FONT = "Times New Roman"
_PLAIN, _BOLD = Font(name=_FONT, size=12), Font(name=_FONT, size=12, bold=True)
_TITLE, _LINK = Font(name=_FONT, size=14, bold=True), Font(name=_FONT, size=12, color="1F4E79", underline="single")
_THIN = Side(style="thin", color="9AA5B1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="E8EDF2")
_FILLS = {tone: PatternFill("solid", fgColor=colour) for tone, colour in COLOURS.items()}
_PAGE_CHARACTERS = 150
"""Widths of columns are shares of a page turned sideways; so many characters fit on one."""
_WORDS_WIDTH = 76
"""Characters across the first sheet: as many as fit on A4, for one column that is too wide is cut, not scaled."""
_PAPER_A4 = 9
_LINE_POINTS, _MOST_POINTS, _PER_WIDTH = 16, 409, 1.05


def as_xlsx(paper: Paper) -> bytes:
    """The whole report; every cell is text or a whole number, never a formula."""
    book = Workbook()
    first = book.active
    assert first is not None
    _words(first, paper)
    return _saved(book, (*paper.tables, *paper.extra))


def tables_xlsx(tables: Sequence[Table]) -> bytes:
    """Tables alone, one sheet each: what goes along with a digest."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    return _saved(book, tables)


def _saved(book: Workbook, tables: Iterable[Table]) -> bytes:
    for table in tables:
        _sheet(book.create_sheet(table.name[:31]), table)
    book.properties.creator = "dondoc"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _words(sheet: Worksheet, paper: Paper) -> None:
    """The paper without its tables, one paragraph a row."""
    sheet.title = "Báo cáo"
    sheet.column_dimensions["A"].width = _WORDS_WIDTH
    head = paper.head
    lines: list[tuple[str, Font, str]] = [(text, _BOLD, "left") for text in (head.over, head.issuer) if text]
    lines += [(COUNTRY, _BOLD, "center"), (MOTTO, _BOLD, "center"), (head.kind, _TITLE, "center")]
    lines += [(head.about, _BOLD, "center"), ("", _PLAIN, "left")]
    for block in paper.body:
        if isinstance(block, Paragraph):
            lines.append((block.text, _BOLD if block.style is Style.CHAPTER else _PLAIN, "left"))
        else:
            lines.append((f"(xem trang tính “{block.name}”)", _PLAIN, "left"))
    lines += [("", _PLAIN, "left"), ("Nơi nhận:", _BOLD, "left"), *((one, _PLAIN, "left") for one in paper.copies)]
    for number, (text, font, side) in enumerate(lines, start=1):
        # A dash of our own begins a point; the hyphen would need the mark that keeps formulas away (H10).
        text = f"– {text[2:]}" if text.startswith("- ") else text
        cell = sheet.cell(number, 1, inert(text))
        cell.font, cell.alignment = font, Alignment(wrap_text=True, horizontal=side, vertical="top")
        sheet.row_dimensions[number].height = _height([(text, _WORDS_WIDTH)])
    _for_print(sheet, landscape=False)


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that a row needs: not every program measures wrapped text when it opens a file.

    ``cells``: what each says, and how many characters its column is wide.
    """
    lines = (sum(max(1, ceil(len(line) / (width * _PER_WIDTH))) for line in text.split("\n")) for text, width in cells)
    return float(min(_MOST_POINTS, _LINE_POINTS * max(lines, default=1) + 2))


def _sheet(sheet: Worksheet, table: Table) -> None:
    last = get_column_letter(len(table.columns))
    title = sheet.cell(1, 1, inert(f"{table.annex}. {table.title}" if table.annex else table.title))
    title.font, title.alignment = _TITLE, Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells(f"A1:{last}1")
    sheet.row_dimensions[1].height = 36
    share = sum(column.width for column in table.columns)
    widths = [max(6.0, column.width / share * _PAGE_CHARACTERS) for column in table.columns]
    sheet.row_dimensions[2].height = _height(
        (column.head, width) for column, width in zip(table.columns, widths, strict=True)
    )
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1]
        cell = sheet.cell(2, place, inert(column.head))
        cell.font, cell.fill, cell.border = _BOLD, _HEAD_FILL, _BOX
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for number, row in enumerate(table.rows, start=3):
        bold = table.total and number == len(table.rows) + 2
        for place, value in enumerate(row, start=1):
            _fill(sheet, number, place, value, table.columns[place - 1].centred, bold)
        sheet.row_dimensions[number].height = _height(
            (value.text, width) for value, width in zip(row, widths, strict=True)
        )
    for number, note in enumerate(table.notes, start=len(table.rows) + 4):
        cell = sheet.cell(number, 1, inert(note))
        cell.font, cell.alignment = _PLAIN, Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(f"A{number}:{last}{number}")
        sheet.row_dimensions[number].height = 34
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"A2:{last}{max(len(table.rows), 1) + 2}"
    sheet.print_title_rows = "2:2"
    _for_print(sheet, landscape=True)


def _fill(sheet: Worksheet, number: int, place: int, value: Cell, centred: bool, bold: bool) -> None:
    cell = sheet.cell(number, place)
    if isinstance(value.value, int):
        cell.value, cell.number_format = value.value, "#,##0"
    else:
        cell.value = inert(value.text)
        cell.data_type = "s"  # H10: text, whatever it begins with
    link = next((piece.url for piece in value.pieces if piece.url), None)
    if link is not None:
        cell.hyperlink = link
    cell.font = _LINK if link is not None else (_BOLD if bold else _PLAIN)
    cell.border = _BOX
    cell.alignment = Alignment(wrap_text=True, horizontal="center" if centred else "left", vertical="top")
    if value.tone is not Tone.NONE:
        cell.fill = _FILLS[value.tone]


def _for_print(sheet: Worksheet, landscape: bool) -> None:
    """A4, as wide as the page, with page numbers."""
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left, sheet.page_margins.right = 0.6, 0.5
    if sheet.oddHeader is not None and sheet.oddHeader.center is not None:
        sheet.oddHeader.center.text = "&P" if sheet.title == "Báo cáo" else "&A – &P/&N"
