"""Plans laid out as official letters are: two columns at the top and foot, lists of Word's own, page numbers."""

from __future__ import annotations

import io
import re

import font_roboto
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm
from fpdf import FPDF, FontFace

from tests.importing.invented import GROUP, MERGED, Grid, InventedPlan

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def as_official_docx(plan: InventedPlan, listed: bool = False) -> bytes:
    """A Word document; ``listed``: numbers and dashes are Word's own and not part of the text."""
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.sections[0].header.paragraphs[0].text = "2"
    parts = plan.parts
    top = document.add_table(2, 2)
    top.cell(0, 0).text = f"{parts[0]}\n{parts[1]}\n________"
    top.cell(0, 1).text = "\n".join((*MOTTO, "________________"))
    top.cell(1, 0).text, top.cell(1, 1).text = str(parts[2]), str(parts[3])
    for i, part in enumerate(parts[4:]):
        if isinstance(part, Grid):
            _word_grid(document, [*part.head, *part.rows])
        elif part.startswith("Nơi nhận"):
            foot = document.add_table(1, 2)
            foot.cell(0, 0).text = "\n".join(str(line) for line in parts[4 + i :])
            foot.cell(0, 1).text = "TM. CƠ QUAN\nGIÁM ĐỐC\n\n\nNguyễn Văn Phù"
            break
        else:
            _paragraph(document, part, listed)
    return _saved(document)


def as_listed_docx(plan: InventedPlan) -> bytes:
    """A Word document whose numbers and dashes are Word's own."""
    return as_official_docx(plan, True)


def _paragraph(document: WordDocument, text: str, listed: bool) -> None:
    if listed and text.startswith("- "):
        document.add_paragraph(text[2:], style="List Bullet")
    elif listed and (found := re.match(r"\d{1,2}\.(?:\d{1,2}\.)? ", text)):
        document.add_paragraph(text[found.end() :], style="List Number")
    else:
        document.add_paragraph(text).paragraph_format.first_line_indent = Cm(1)


def _word_grid(document: WordDocument, rows: list[list[str]]) -> None:
    """A table whose merged cells are really merged, over several columns and rows."""
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in (MERGED, GROUP):
                table.cell(r, c).text = text
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == MERGED:
                table.cell(r - 1, c).merge(table.cell(r, c))
            elif text == GROUP:
                table.cell(r, c - 1).merge(table.cell(r, c))


def _saved(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Paper(FPDF):
    def header(self) -> None:
        if self.page_no() > 1:
            self.cell(0, 8, str(self.page_no()), align="C", new_x="LMARGIN", new_y="NEXT")


def as_official_pdf(plan: InventedPlan) -> bytes:
    """An A4 PDF with two columns at its top and its foot, page numbers at the head of each page."""
    pdf = _Paper(format="A4")
    pdf.add_font("Roboto", fname=font_roboto.Roboto)
    pdf.set_font("Roboto", size=12)
    pdf.add_page()
    parts = plan.parts
    for left, right in zip(parts[:3], (*MOTTO, str(parts[3])), strict=True):
        pdf.cell(80, 6, str(left), align="C")
        pdf.cell(0, 6, right, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    for i, part in enumerate(parts[4:]):
        if isinstance(part, Grid):
            _pdf_grid(pdf, part)
        elif part.startswith("Nơi nhận"):
            for j, line in enumerate(parts[4 + i :]):
                pdf.cell(100, 6, str(line))
                pdf.cell(0, 6, ("GIÁM ĐỐC", "", "Nguyễn Văn Phù")[min(j, 2)], new_x="LMARGIN", new_y="NEXT")
            break
        elif part.isupper() and not re.match(r"[IVX]+\.", part):
            pdf.cell(0, 7, part, align="C", new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.multi_cell(0, 6, "      " + part, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _pdf_grid(pdf: FPDF, grid: Grid) -> None:
    with pdf.table(headings_style=FontFace(), line_height=6) as table:
        for row in [*grid.head, *grid.rows]:
            table.row([cell for cell in row if cell not in (MERGED, GROUP)])
