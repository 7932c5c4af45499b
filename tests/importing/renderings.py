"""The same plan as .docx, .pdf, .xlsx, .md and .txt, made the way offices make them."""

from __future__ import annotations

import io
from collections.abc import Callable

import font_roboto
import pdfplumber
from docx import Document
from docx.document import Document as WordDocument
from fpdf import FPDF, FontFace
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.importing.flow import Paragraph, paragraphs, plain_text
from monitor.importing.text import read_text
from tests.importing.invented import GROUP, MERGED, Grid, InventedPlan
from tests.importing.official import as_listed_docx, as_official_docx, as_official_pdf


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Rows in which merged cells carry the text they show."""
    whole: list[list[str]] = []
    for row in rows:
        cells: list[str] = []
        for i, cell in enumerate(row):
            cells.append(whole[-1][i] if cell == MERGED else cells[-1] if cell == GROUP else cell)
        whole.append(cells)
    return whole


def as_docx(plan: InventedPlan) -> bytes:
    """A Word document with really merged cells."""
    document = Document()
    for part in plan.parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _word_table(document, [*part.head, *part.rows])
    return _saved(document.save)


def _word_table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == MERGED:
                table.cell(r - 1, c).merge(table.cell(r, c))
            elif text == GROUP:
                table.cell(r, c - 1).merge(table.cell(r, c))
            else:
                table.cell(r, c).text = text


def as_xlsx(plan: InventedPlan) -> bytes:
    """A workbook with really merged cells, the text of the plan above and below the table."""
    book = Workbook()
    sheet = book.active
    for part in plan.parts:
        if isinstance(part, str):
            sheet.append([part])
        else:
            _sheet_table(sheet, [*part.head, *part.rows])
    return _saved(book.save)


def _sheet_table(sheet: Worksheet, rows: list[list[str]]) -> None:
    first = sheet.max_row + 1
    for row in rows:
        sheet.append([None if text in (MERGED, GROUP) else text for text in row])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (MERGED, GROUP):
                continue
            down, right = _run(r, c, MERGED, rows, 1, 0), _run(r, c, GROUP, rows, 0, 1)
            if down or right:
                sheet.merge_cells(
                    start_row=first + r, end_row=first + r + down, start_column=c + 1, end_column=c + 1 + right
                )


def _run(r: int, c: int, mark: str, rows: list[list[str]], down: int, right: int) -> int:
    steps = 0
    while r + down * (steps + 1) < len(rows) and c + right * (steps + 1) < len(rows[0]):
        if rows[r + down * (steps + 1)][c + right * (steps + 1)] != mark:
            break
        steps += 1
    return steps


def as_pdf(plan: InventedPlan, **options: str) -> bytes:
    """A PDF with ruled tables; a small page breaks text and table over several pages."""
    widest = max((len(part.rows[0]) for part in plan.parts if isinstance(part, Grid)), default=0)
    pdf = _sheet_of_paper(210 if widest < 10 else 420)
    if "password" in options:
        pdf.set_encryption(owner_password="owner", user_password=options["password"])
    for part in plan.parts:
        if isinstance(part, str):
            pdf.multi_cell(0, 6, part, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
        else:
            _ruled_table(pdf, part)
    return bytes(pdf.output())


def _sheet_of_paper(width: int) -> FPDF:
    pdf = FPDF(format=(width, 160))
    pdf.add_font("Roboto", fname=font_roboto.Roboto)
    pdf.set_font("Roboto", size=10)
    pdf.add_page()
    return pdf


def _ruled_table(pdf: FPDF, grid: Grid) -> None:
    with pdf.table(
        headings_style=FontFace(), first_row_as_headings=bool(grid.head), num_heading_rows=len(grid.head) or 1,
        line_height=6,
    ) as table:  # fmt: skip
        for row in filled([*grid.head, *grid.rows]):
            cells = table.row()
            if len(set(row[1:])) == 1 and row[1]:
                cells.cell(row[0])
                cells.cell(row[1], colspan=len(row) - 1)
                continue
            for text in row:
                cells.cell(text)


def as_lines_pdf(plan: InventedPlan) -> bytes:
    """A PDF whose table has no rules: columns are known by their left edges alone."""
    pdf = _sheet_of_paper(280)
    for part in plan.parts:
        if isinstance(part, str):
            pdf.multi_cell(0, 6, part, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
            continue
        with pdf.table(
            headings_style=FontFace(), num_heading_rows=len(part.head), line_height=6, borders_layout="NONE",
            text_align="LEFT", col_widths=[max(6, *(min(len(row[i]), 30) for row in part.rows))
                                           for i in range(len(part.rows[0]))],
        ) as table:  # fmt: skip
            for row in filled([*part.head, *part.rows]):
                table.row(row)
        pdf.ln(4)
    return bytes(pdf.output())


def as_txt(plan: InventedPlan) -> bytes:
    """Text with a TAB-separated table and heads in HTML bold."""
    pieces = []
    for part in plan.parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        whole = filled([*part.head, *part.rows])
        heads = ["\t".join(f"<b>{cell}</b>" for cell in row) for row in whole[: len(part.head)]]
        pieces.append("\n".join((*heads, *("\t".join(row) for row in whole[len(part.head) :]))))
    return "\n\n".join(pieces).encode("utf-8")


def as_md(plan: InventedPlan) -> bytes:
    """Markdown with a pipe table."""
    pieces = []
    for part in plan.parts:
        if isinstance(part, str):
            pieces.append(f"**{part}**" if part.isupper() and not part.startswith("#") else part)
            continue
        table = filled([*part.head, *part.rows])
        piped = ["| " + " | ".join(row).replace("\n", "<br>") + " |" for row in table]
        piped.insert(max(len(part.head), 1), "|" + "---|" * len(table[0]))
        pieces.append("\n".join(piped))
    return "\n\n".join(pieces).encode("utf-8")


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


RENDERINGS: dict[str, Callable[[InventedPlan], bytes]] = {
    "docx": as_docx,
    "pdf": as_pdf,
    "xlsx": as_xlsx,
    "txt": as_txt,
    "md": as_md,
}
"""What every plan can be rendered as."""


def renderings_of(plan: InventedPlan) -> dict[str, Callable[[InventedPlan], bytes]]:
    """The renderings that make sense for a plan, by the ending of the file."""
    every = RENDERINGS | {
        "lines.pdf": as_lines_pdf,
        "official.docx": as_official_docx,
        "official.pdf": as_official_pdf,
        "listed.docx": as_listed_docx,
    }
    return {ending: every[ending] for ending in plan.forms or RENDERINGS}


def retyped(data: bytes, name: str) -> InventedPlan:
    """A plan that exists as text, as somebody would type it anew: its paragraphs and tables, nothing interpreted."""
    flow: list[str | Grid] = []
    for block in paragraphs(read_text(data).blocks):
        if isinstance(block, Paragraph):
            flow.append(block.text)
        else:
            width = max(len(row.cells) for row in block.rows)
            rows = [[plain_text(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in block.rows]
            flow.append(Grid(rows[:1], rows[1:]))
    return InventedPlan(name, [], [], flow=flow)


def as_scan(plan: InventedPlan) -> bytes:
    """A PDF whose pages are pictures of pages."""
    scan = FPDF(format=(210, 160))
    with pdfplumber.open(io.BytesIO(as_pdf(plan))) as printed:
        for page in printed.pages:
            scan.add_page()
            scan.image(page.to_image(resolution=150).original.convert("L"), 0, 0, 210, 160)
    return bytes(scan.output())
