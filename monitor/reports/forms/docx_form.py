"""A report as a Word document in the form of Nghị định 30/2020/NĐ-CP: A4, Times New Roman, annexes turned sideways."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Book
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length, Pt
from docx.table import Table as Grid
from docx.table import _Cell as GridCell
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from alerts.tones import COLOURS, Tone
from monitor.reports.paper import COUNTRY, MOTTO, Cell, Head, Paper, Paragraph, Piece, Style, Table
from monitor.reports.workbook import printable

_FONT = "Times New Roman"
_LEFT, _RIGHT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
_BODY, _SMALL = 13, 11
_NARROWEST_CM, _MARGIN = 0.95, 55
"""Of a column; beside the words of a cell, in twentieths of a point (Word's own: 108)."""
_MARGINS_CM = (2.0, 2.0, 3.0, 2.0)
"""Top, bottom, left, right: within what Nghị định 30/2020 allows."""


def as_docx(paper: Paper) -> bytes:
    """The whole report."""
    book = Document()
    _style(book)
    _page(book.sections[0], landscape=False)
    _head(book, paper.head)
    for block in paper.body:
        if isinstance(block, Paragraph):
            _paragraph(book, block)
        else:
            _table(book, block, width_cm=16.0)
    _signature(book, paper)
    for table in paper.annexes:
        _page(book.add_section(WD_SECTION.NEW_PAGE), landscape=True)
        _say(book.add_paragraph(), table.annex, bold=True, side=_CENTRE)
        _say(book.add_paragraph(), table.title, bold=True, side=_CENTRE)
        _say(book.add_paragraph(), _along(paper.head), italic=True, side=_CENTRE)
        _table(book, table, width_cm=24.7)
    _numbers(book)
    book.core_properties.author, book.core_properties.title = "", printable(paper.head.about)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _along(head: Head) -> str:
    return f"(Kèm theo {head.kind[:1]}{head.kind[1:].lower()} số ….…/BC-….… ngày … tháng … năm ….…)"


def _style(book: Book) -> None:
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_BODY)
    # Word takes the font of letters with marks from a slot of its own.
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(4)


def _page(section: Section, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
    top, bottom, left, right = _MARGINS_CM
    section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.header_distance = Cm(1.0)
    section.different_first_page_header_footer = not landscape  # the first page bears no number


def _head(book: Book, head: Head) -> None:
    grid = book.add_table(rows=1, cols=2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    left, right = grid.rows[0].cells
    _widen(grid, [left, right], [Cm(6.4), Cm(10.4)])
    lines = [*([(head.over, False)] if head.over else []), (head.issuer, True), ("──────", False)]
    _stack(left, [*lines, ("Số:          /BC-……", False)], 12)
    _stack(right, [(COUNTRY, True), (MOTTO, True), ("──────────────", False)], 12)
    _say(right.add_paragraph(), f"{head.place}, ngày …… tháng …… năm ……", italic=True, side=_CENTRE)
    _say(book.add_paragraph(), "")
    _say(book.add_paragraph(), head.kind, bold=True, side=_CENTRE, size=14)
    _say(book.add_paragraph(), head.about, bold=True, side=_CENTRE, size=14)
    _say(book.add_paragraph(), "────────", side=_CENTRE)


def _stack(cell: GridCell, lines: list[tuple[str, bool]], size: int) -> None:
    for place, (text, bold) in enumerate(lines):
        line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _say(line, text, bold=bold, side=_CENTRE, size=size)
        line.paragraph_format.space_after = Pt(0)


def _paragraph(book: Book, block: Paragraph) -> None:
    line = book.add_paragraph()
    line.paragraph_format.first_line_indent = Cm(1.0)
    italic = block.style in (Style.BASIS, Style.REMARK)
    _say(line, block.text, bold=block.style is Style.CHAPTER, italic=italic, side=WD_ALIGN_PARAGRAPH.JUSTIFY)
    line.paragraph_format.keep_with_next = block.style is Style.CHAPTER


def _signature(book: Book, paper: Paper) -> None:
    book.add_paragraph()
    grid = book.add_table(rows=1, cols=2)
    left, right = grid.rows[0].cells
    grid.autofit = False
    _widen(grid, [left, right], [Cm(8.5), Cm(7.5)])
    _say(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for one in paper.copies:
        _say(left.add_paragraph(), one, size=_SMALL)
    _say(right.paragraphs[0], paper.signer, bold=True, side=_CENTRE)
    _say(right.add_paragraph(), "(Ký tên, đóng dấu)", italic=True, side=_CENTRE)


def _table(book: Book, table: Table, width_cm: float) -> None:
    rows = table.printed
    grid = book.add_table(rows=1 + len(rows), cols=len(table.columns))
    grid.style = "Table Grid"
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(grid)
    cells = grid._cells  # asking the grid for each cell anew takes minutes for a thousand rows
    size = _SMALL if len(table.columns) <= 9 else 10
    for place, column in enumerate(table.columns):
        _cell(cells[place], Cell(column.head), size, centred=True, bold=True, tone="E8EDF2")
    for number, row in enumerate(rows, start=1):
        bold = table.total and number == len(table.rows)
        for place, value in enumerate(row):
            tone = COLOURS[value.tone] if value.tone is not Tone.NONE else ""
            cell = cells[number * len(row) + place]
            _cell(cell, value, size, centred=table.columns[place].centred, bold=bold, tone=tone)
    _widen(grid, cells, _widths([column.width for column in table.columns], width_cm))
    _repeat_head(grid)
    for note in (*table.notes, table.left_out):
        if note:
            _say(book.add_paragraph(), note, italic=True, size=_SMALL)


def _cell(cell: GridCell, value: Cell, size: int, *, centred: bool, bold: bool, tone: str) -> None:
    for place, piece in enumerate(value.pieces):
        line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        if piece.url is None:
            _say(line, piece.text, bold=bold, size=size, side=_CENTRE if centred else _LEFT)
        else:
            _link(line, piece, size)
    if tone:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), tone)
        cell._tc.get_or_add_tcPr().append(shade)


def _link(line: Line, piece: Piece, size: int) -> None:
    """A hyperlink; python-docx has no call for one."""
    number = line.part.relate_to(piece.url or "", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    run = Run(OxmlElement("w:r"), line)
    run.text, run.font.size, run.font.underline = printable(piece.text), Pt(size), True
    link.append(run._r)
    line._p.append(link)


def _widen(grid: Grid, cells: list[GridCell], widths: list[Length]) -> None:
    """Word reads the width of a cell, LibreOffice that of the column."""
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for place, cell in enumerate(cells):
        cell.width = widths[place % len(widths)]


def _widths(shares: Sequence[float], width_cm: float) -> list[Length]:
    """Shares of the width, none too narrow for a number of three digits."""
    wide = [max(share, _NARROWEST_CM / width_cm * sum(shares)) for share in shares]
    return [Cm(share / sum(wide) * width_cm) for share in wide]


def _narrow_margins(grid: Grid) -> None:
    """Twentieths of a point beside the words of a cell; Word leaves twice as much."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(_MARGIN))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    last = grid._tbl.tblPr.find(qn("w:tblLook"))  # the schema wants its own order
    grid._tbl.tblPr.append(margins) if last is None else last.addprevious(margins)


def _repeat_head(grid: Grid) -> None:
    properties = grid.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
    for row in grid._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _numbers(book: Book) -> None:
    """Page numbers in the middle of the upper margin, as Nghị định 30/2020 asks."""
    line = book.sections[0].header.paragraphs[0]
    line.alignment = _CENTRE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _say(
    line: Line,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = _BODY,
    side: WD_ALIGN_PARAGRAPH = _LEFT,
) -> None:
    run = line.add_run(printable(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    line.alignment = side
