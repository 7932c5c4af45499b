"""The same plan as .docx, .pdf, .xlsx, .md and .txt, made the way offices make them."""

from __future__ import annotations

import io
from collections.abc import Callable

import font_roboto
import pdfplumber
from docx import Document
from fpdf import FPDF, FontFace
from openpyxl import Workbook

from tests.importing.invented import GROUP, MERGED, InventedPlan


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
    for line in (*plan.opening, *plan.body):
        document.add_paragraph(line)
    rows = [*plan.head, *plan.rows]
    if rows:
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
    for line in plan.after:
        document.add_paragraph(line)
    return _saved(document.save)


def as_xlsx(plan: InventedPlan) -> bytes:
    """A workbook with really merged cells, the text of the plan above and below the table."""
    book = Workbook()
    sheet = book.active
    for line in (*plan.opening, *plan.body):
        sheet.append([line])
    first = sheet.max_row + 1
    for row in (*plan.head, *plan.rows):
        sheet.append([None if text in (MERGED, GROUP) else text for text in row])
    for r, row in enumerate((*plan.head, *plan.rows)):
        for c, text in enumerate(row):
            if text not in (MERGED, GROUP):
                down = _run(r, c, MERGED, [*plan.head, *plan.rows], 1, 0)
                right = _run(r, c, GROUP, [*plan.head, *plan.rows], 0, 1)
                if down or right:
                    sheet.merge_cells(
                        start_row=first + r, end_row=first + r + down, start_column=c + 1, end_column=c + 1 + right
                    )
    for line in plan.after:
        sheet.append([line])
    return _saved(book.save)


def _run(r: int, c: int, mark: str, rows: list[list[str]], down: int, right: int) -> int:
    steps = 0
    while r + down * (steps + 1) < len(rows) and c + right * (steps + 1) < len(rows[0]):
        if rows[r + down * (steps + 1)][c + right * (steps + 1)] != mark:
            break
        steps += 1
    return steps


def as_pdf(plan: InventedPlan, **options: str) -> bytes:
    """A PDF with ruled tables; a small page breaks text and table over several pages."""
    pdf = FPDF(format=(210, 160))
    if "password" in options:
        pdf.set_encryption(owner_password="owner", user_password=options["password"])
    pdf.add_font("Roboto", fname=font_roboto.Roboto)
    pdf.set_font("Roboto", size=10)
    pdf.add_page()
    for line in (*plan.opening, *plan.body):
        pdf.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    if plan.head:
        with pdf.table(headings_style=FontFace(), num_heading_rows=len(plan.head), line_height=6) as table:
            for row in filled([*plan.head, *plan.rows]):
                cells = table.row()
                if len(set(row[1:])) == 1 and row[1]:
                    cells.cell(row[0])
                    cells.cell(row[1], colspan=len(row) - 1)
                    continue
                for text in row:
                    cells.cell(text)
    for line in plan.after:
        pdf.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def as_txt(plan: InventedPlan) -> bytes:
    """Text with a TAB-separated table and heads in HTML bold."""
    heads = ["\t".join(f"<b>{cell}</b>" for cell in row) for row in filled(plan.head)]
    rows = ["\t".join(row) for row in filled(plan.rows)]
    text = (
        "\n\n".join((*plan.opening, *plan.body)) + "\n\n" + "\n".join((*heads, *rows)) + "\n\n" + "\n".join(plan.after)
    )
    return text.encode("utf-8")


def as_md(plan: InventedPlan) -> bytes:
    """Markdown with a pipe table."""
    lines = [f"**{line}**" if line.isupper() else line for line in (*plan.opening, *plan.body)]
    table = filled([*plan.head, *plan.rows])
    piped = ["| " + " | ".join(row) + " |" for row in table]
    if piped:
        piped.insert(len(plan.head), "|" + "---|" * len(table[0]))
    return ("\n\n".join(lines) + "\n\n" + "\n".join(piped) + "\n\n" + "\n\n".join(plan.after)).encode("utf-8")


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


def as_scan(plan: InventedPlan) -> bytes:
    """A PDF whose pages are pictures of pages."""
    scan = FPDF(format=(210, 160))
    with pdfplumber.open(io.BytesIO(as_pdf(plan))) as printed:
        for page in printed.pages:
            scan.add_page()
            scan.image(page.to_image(resolution=150).original.convert("L"), 0, 0, 210, 160)
    return bytes(scan.output())
