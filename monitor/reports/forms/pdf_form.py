"""A report as PDF with a serif of its own, so that it looks alike on a machine without any fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_crimson_text
from fpdf import FPDF, FontFace
from fpdf.enums import Align, MethodReturnValue, TableHeadingsDisplay, VAlign, WrapMode
from fpdf.table import Row

from alerts.tones import COLOURS, Tone
from monitor.reports.paper import COUNTRY, MOTTO, Cell, Head, Paper, Paragraph, Style, Table
from monitor.reports.workbook import printable

_FAMILY = "Crimson"
_FILES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
_TOP, _BOTTOM, _LEFT, _RIGHT = 20.0, 20.0, 30.0, 20.0
"""Margins in millimetres, within what Nghị định 30/2020 allows."""
_WIDE_LEFT, _WIDE_RIGHT = 15.0, 15.0
_BODY, _LINE, _SIGNATURE = 13.5, 6.2, 40.0
_SURELY_SHORT = 150
"""A text of fewer letters is never higher than a page, in the narrowest column."""


def as_pdf(paper: Paper) -> bytes:
    """The whole report; letters that the font does not have show as a box, never as something else."""
    sheet = _Sheet()
    sheet.set_title(shown(paper.head.about))
    sheet.set_lang("vi")
    sheet.add_page()
    _head(sheet, paper.head)
    for place, block in enumerate(paper.body, start=1):
        if isinstance(block, Paragraph):
            if place == len(paper.body) and sheet.will_page_break(_SIGNATURE + 3 * _LINE):
                sheet.add_page()  # a signature never stands alone on a page
            _paragraph(sheet, block)
        else:
            _table(sheet, block, 10.5)
    _signature(sheet, paper)
    for table in paper.annexes:
        _annex(sheet, table)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """A4 with page numbers in the middle of the upper margin, none on the first page."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        folder = Path(fontpkg_crimson_text.ROOT) / "files"
        for style, name in _FILES.items():
            self.add_font(_FAMILY, style, folder / f"CrimsonText-{name}.ttf")
        self.set_margins(_LEFT, _TOP, _RIGHT)
        self.set_auto_page_break(True, _BOTTOM)

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_y(10)
            self.set_font(_FAMILY, "", 11)
            self.cell(0, 5, str(self.page_no()), align=Align.C)
            self.set_y(_TOP)


def _head(sheet: _Sheet, head: Head) -> None:
    top, left_width, right_width = sheet.get_y(), 66.0, 94.0
    left = [(head.over, ""), (head.issuer, "B"), ("—————", ""), ("Số:           /BC-……", "")]
    right = [(COUNTRY, "B"), (MOTTO, "B"), ("——————————", "")]
    right += [(f"{head.place}, ngày …… tháng …… năm ……", "I")]
    bottom = top
    for x, width, lines in ((_LEFT, left_width, left), (_LEFT + left_width, right_width, right)):
        sheet.set_xy(x, top)
        for text, style in lines:
            if text:
                sheet.set_font(_FAMILY, style, 11.5)
                sheet.set_x(x)
                sheet.multi_cell(width, 5.4, shown(text), align=Align.C, new_x="LEFT", new_y="NEXT")
        bottom = max(bottom, sheet.get_y())
    sheet.set_xy(_LEFT, bottom + 8)
    _centred(sheet, head.kind, "B", 15)
    _centred(sheet, head.about, "B", 14)
    _centred(sheet, "————————", "", 11)
    sheet.ln(3)


def _centred(sheet: _Sheet, text: str, style: str, size: float) -> None:
    sheet.set_font(_FAMILY, style, size)
    sheet.multi_cell(0, size * 0.47, shown(text), align=Align.C, new_x="LMARGIN", new_y="NEXT")


def _paragraph(sheet: _Sheet, block: Paragraph) -> None:
    styles = {Style.CHAPTER: "B", Style.BASIS: "I", Style.REMARK: "I"}
    sheet.set_font(_FAMILY, styles.get(block.style, ""), _BODY)
    if block.style is Style.CHAPTER and sheet.will_page_break(3 * _LINE):
        sheet.add_page()
    indent = 0.0 if block.style is Style.CHAPTER else 10.0
    sheet.set_x(_LEFT + indent)
    sheet.multi_cell(0, _LINE, shown(block.text), align=Align.L, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(1)


def _signature(sheet: _Sheet, paper: Paper) -> None:
    if sheet.will_page_break(_SIGNATURE):
        sheet.add_page()
    sheet.ln(6)
    top = sheet.get_y()
    sheet.set_font(_FAMILY, "BI", 12)
    sheet.cell(80, 6, "Nơi nhận:", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font(_FAMILY, "", 11)
    for one in paper.copies:
        sheet.multi_cell(80, 5, shown(one), align=Align.L, new_x="LMARGIN", new_y="NEXT")
    bottom = sheet.get_y()
    sheet.set_xy(_LEFT + 85, top)
    sheet.set_font(_FAMILY, "B", _BODY)
    sheet.multi_cell(75, 6, shown(paper.signer), align=Align.C, new_x="LEFT", new_y="NEXT")
    sheet.set_font(_FAMILY, "I", 12)
    sheet.multi_cell(75, 6, "(Ký tên, đóng dấu)", align=Align.C, new_x="LMARGIN", new_y="NEXT")
    sheet.set_y(max(bottom, sheet.get_y()))


def _annex(sheet: _Sheet, table: Table) -> None:
    sheet.set_margins(_WIDE_LEFT, _TOP, _WIDE_RIGHT)
    sheet.add_page(orientation="landscape")
    _centred(sheet, table.annex, "B", 13)
    _centred(sheet, table.title, "B", 13)
    _centred(sheet, "(Kèm theo Báo cáo số ……/BC-…… ngày … tháng … năm ……)", "I", 11)
    sheet.ln(2)
    _table(sheet, table, 9.5 if len(table.columns) <= 12 else 9.0)


def _table(sheet: _Sheet, table: Table, size: float) -> None:
    sheet.set_font(_FAMILY, "", size)
    heads = FontFace(emphasis="BOLD", fill_color=_rgb("E8EDF2"))
    with sheet.table(
        align="LEFT",
        col_widths=tuple(column.width for column in table.columns),
        headings_style=heads,
        repeat_headings=TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE,
        line_height=size * 0.45,
        padding=(0.8, 1.0),
        text_align=tuple(Align.C if column.centred else Align.L for column in table.columns),
        v_align=VAlign.T,
        # An address, or a name made to break the page, has no blanks to break at.
        wrapmode=WrapMode.WORD,
    ) as grid:
        row = grid.row()
        for column in table.columns:
            row.cell(shown(column.head), align=Align.C, v_align=VAlign.M)
        share = sheet.epw / sum(column.width for column in table.columns)
        for number, cells in enumerate(table.printed, start=1):
            row = grid.row()
            for cell, column in zip(cells, table.columns, strict=True):
                text = _fitting(sheet, shown(cell.text), column.width * share, size * 0.45)
                _cell(row, cell, text, bold=table.total and number == len(table.rows))
    sheet.ln(1.5)
    sheet.set_font(_FAMILY, "I", 10.5)
    for note in (*table.notes, table.left_out):
        if note:
            sheet.multi_cell(0, 5, shown(note), align=Align.L, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(2)


def _fitting(sheet: _Sheet, text: str, width: float, line_height: float) -> str:
    """The text, cut with a mark where its row would be higher than a page."""
    if len(text) < _SURELY_SHORT:
        return text
    most = int((sheet.h - _TOP - _BOTTOM - 45) / line_height)
    lines = sheet.multi_cell(width - 4, line_height, text, dry_run=True, output=MethodReturnValue.LINES)
    assert isinstance(lines, list)
    return text if len(lines) <= most else "\n".join([*lines[: most - 1], "… [cắt bớt]"])


def _cell(row: Row, cell: Cell, text: str, bold: bool) -> None:
    fill = _rgb(COLOURS[cell.tone]) if cell.tone is not Tone.NONE else None
    style = FontFace(emphasis="BOLD" if bold else None, fill_color=fill) if bold or fill else None
    link = next((piece.url for piece in cell.pieces if piece.url), None)
    row.cell(text, style=style, link=link)


def shown(text: str) -> str:
    """Text in letters that the font has; any other becomes one sign for "not shown"."""
    known = _letters()
    return "".join(letter if letter in known or letter == "\n" else "?" for letter in printable(text))


@cache
def _letters() -> frozenset[str]:
    sheet = _Sheet()
    fonts = [sheet.fonts[f"{_FAMILY.lower()}{style}"] for style in _FILES]
    shared = set.intersection(*(set(font.cmap) for font in fonts))  # type: ignore[union-attr]
    return frozenset(chr(code) for code in shared)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
