"""One report in four forms: each is read back, and all say the same (issue of record: figures agree everywhere)."""

from __future__ import annotations

import io

import openpyxl
import pytest
from docx import Document

from monitor.reports.forms import FORMS, write_paper
from monitor.reports.official import official_report
from monitor.reports.paper import Paragraph, number
from rules.explain import STATUS_NAMES
from rules.model import Status
from tests.reports import reading_back as back
from tests.reports.cast import OFFICE, figures_of, line, quarter

PAPER = official_report(quarter(), OFFICE)
WRITTEN = {form: write_paper(PAPER, form) for form in FORMS}
EXPECTED = {
    table.name: [[back.squeezed(column.head) for column in table.columns]]
    + [[back.squeezed(cell.text) for cell in row] for row in table.rows]
    for table in PAPER.tables
}


def test_the_html_shows_every_table_of_the_paper() -> None:
    assert back.html_tables(WRITTEN["html"]) == list(EXPECTED.values())


def test_the_docx_shows_every_table_of_the_paper() -> None:
    assert back.docx_tables(WRITTEN["docx"]) == list(EXPECTED.values())


def test_the_pdf_shows_every_table_of_the_paper() -> None:
    found = [[[back.solid(cell) for cell in row] for row in table] for table in back.pdf_tables(WRITTEN["pdf"])]
    assert found == [[[back.solid(cell) for cell in row] for row in table] for table in EXPECTED.values()]


def test_the_xlsx_shows_every_table_of_the_paper() -> None:
    sheets = back.xlsx_sheets(WRITTEN["xlsx"])
    for name, rows in EXPECTED.items():
        assert sheets[name][: len(rows)] == rows


def test_the_csv_holds_every_duty() -> None:
    detail = next(table for table in PAPER.tables if table.name == "Chi tiết")
    assert len(back.csv_rows(WRITTEN["csv"])) == len(detail.rows) + 1


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx"])
def test_every_paragraph_stands_in_every_form(form: str) -> None:
    readers = {
        "html": lambda data: data.decode(),
        "docx": back.docx_text,
        "pdf": back.pdf_text,
        "xlsx": back.xlsx_text,
    }
    text = back.solid(readers[form](WRITTEN[form]))
    for block in PAPER.body:
        if isinstance(block, Paragraph):
            assert back.solid(block.text) in text


def test_the_counts_are_those_of_the_duties() -> None:
    lines = quarter().lines
    heads, *rows = EXPECTED["Theo đơn vị"]
    total = dict(zip(heads, rows[-1], strict=True))
    for status in (Status.MET, Status.LATE, Status.OVERDUE, Status.MISSED, Status.UNKNOWN, Status.WAIVED):
        assert total[STATUS_NAMES[status]] == str(sum(1 for one in lines if one.status is status))
    assert total["Chưa kiểm tra"] == str(sum(1 for one in lines if one.status is None))
    assert total["Tổng số nghĩa vụ"] == str(len(lines))


def test_the_report_has_the_form_of_an_official_one() -> None:
    text = back.pdf_text(WRITTEN["pdf"])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    chapters = (
        "BÁO CÁO",
        "Căn cứ",
        "I. KẾT QUẢ",
        "II. TỒN TẠI",
        "III. NỘI DUNG",
        "IV. KIẾN NGHỊ",
        "Nơi nhận",
        "Phụ lục I",
    )
    assert back.ordered(text, *chapters)
    heads = next(table for table in PAPER.tables if table.name == "Chi tiết").columns
    expected = ["STT", "Nội dung", "Đơn vị chủ trì", "Phối hợp", "Thời hạn", "Kết quả", "Minh chứng", "Ghi chú"]
    assert [column.head for column in heads] == expected


def test_a_number_of_three_digits_stands_on_one_line_in_every_column_of_the_docx() -> None:
    book = Document(io.BytesIO(WRITTEN["docx"]))
    widths = [cell.width for table in book.tables for cell in table.rows[0].cells]
    assert min(width.cm for width in widths if width is not None) > 0.8
    assert all(width is not None for width in widths)


def test_the_docx_is_a4_in_times_new_roman_with_repeated_heads_and_page_numbers() -> None:
    book = Document(io.BytesIO(WRITTEN["docx"]))
    first, *others = book.sections
    assert (round(first.page_width.cm, 1), round(first.page_height.cm, 1)) == (21.0, 29.7)
    assert [
        round(side.cm) for side in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    ] == [
        2,
        2,
        3,
        2,
    ]
    assert all(section.page_width > section.page_height for section in others)
    assert book.styles["Normal"].font.name == "Times New Roman"
    assert book.element.xml.count("<w:tblHeader") == len(EXPECTED)
    assert "PAGE" in first.header._element.xml


def test_the_sheets_print_on_a4_with_frozen_and_repeated_heads() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN["xlsx"]))
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C3"
        assert sheet.print_title_rows == "$2:$2"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert {"Xếp hạng", "Tài liệu kiểm chứng", "Đầu mối"} <= set(book.sheetnames)
    heads = [cell.value for cell in book["Xếp hạng"][2]]
    assert {"Tài liệu kiểm chứng", "Giải trình"} <= set(heads)


def test_heads_of_units_behind_stand_by_their_given_names() -> None:
    figures = figures_of(line("thcs-hoa-mai", status=Status.MISSED), line("th-binh-minh", status=Status.LATE))
    sheets = back.xlsx_sheets(write_paper(official_report(figures, OFFICE), "xlsx"))
    assert [row[1] for row in sheets["Đầu mối"][1:]] == ["Lê Thị Ánh", "Trần Văn Minh"]


def test_what_does_not_fit_on_paper_is_said_and_stands_in_the_workbook() -> None:
    figures = figures_of(*(line(f"truong-{place}") for place in range(1_600)))
    paper = official_report(figures, OFFICE)
    detail = next(table for table in paper.annexes if table.name == "Chi tiết")
    assert detail.left_out == "… và 100 dòng khác: xem bản XLSX."
    assert detail.left_out in write_paper(paper, "html").decode()
    assert len(back.xlsx_sheets(write_paper(paper, "xlsx"))["Chi tiết"]) == 1_601


def test_the_html_fetches_nothing_and_runs_nothing() -> None:
    page = WRITTEN["html"].decode()
    for word in ("<script", "<link", "<img", "@import", "url(", "<iframe", "onload"):
        assert word not in page


def test_thousands_carry_a_dot() -> None:
    assert number(1_234_567) == "1.234.567"


def test_rows_of_the_xlsx_are_as_high_as_their_words_and_no_mark_of_ours_is_seen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN["xlsx"]))
    sheet = book["Chi tiết"]
    rows = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 2).value]
    longest = max(rows, key=lambda row: len(str(sheet.cell(row, 2).value)))
    heights = [sheet.row_dimensions[row].height for row in rows]
    assert None not in heights
    lines = len(str(sheet.cell(longest, 2).value)) / sheet.column_dimensions["B"].width
    assert sheet.row_dimensions[longest].height >= 14 * lines
    words = [str(row[0].value or "") for row in book["Báo cáo"].iter_rows()]
    assert [text for text in words if text.startswith("'")] == []
    assert any(text.startswith("– Đúng hạn") for text in words)
