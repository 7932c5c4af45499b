"""Titles and names of strangers through every exit of a report: inert when the file is read again (H1–H11, H15)."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from contextlib import closing
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document

from alerts.safe import line as clean
from monitor.reports.forms import FORMS, write_paper
from monitor.reports.official import official_report
from monitor.reports.paper import Cell, Column, Paper, Table
from monitor.reports.workbook import inert, printable
from rules.model import Person, Status
from tests.alerts.hostile_titles import TITLES
from tests.reports import reading_back as back
from tests.reports.cast import figures_of, line

pytestmark = pytest.mark.corpus

PLAIN = "Tập huấn một cửa"
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def paper_of(titles: tuple[str, ...]) -> Paper:
    """Each title as title, unit, partner, evidence and word of a duty, as the gathering room cleans it."""
    lines = []
    for place, raw in enumerate(titles):
        title = clean(raw, 300) or "x"
        exhibit = line().exhibits[0]
        shown = type(exhibit)(title, "http://hoa-mai.edu.test/1", title)
        words = {"title": title, "lead": title, "partners": title, "word": title, "because": title, "deadline": title}
        school = f"truong-{place}"
        unknown = line(school, status=Status.UNKNOWN, exhibits=(shown,), remarks=(title,), **words)
        missed = line(school, status=Status.MISSED, proof=title, source=title, **words)
        lines += [replace(unknown, unit=title), replace(missed, unit=title)]
    return official_report(figures_of(*lines), Person("office", f"Phòng, {clean(titles[0], 200) or 'x'}", "a@so.test"))


class Shape(HTMLParser):
    """Elements, attributes and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: set[str] = set()
        self.others: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


@cache
def hostile() -> Paper:
    """All titles in one paper."""
    return paper_of(TITLES)


@cache
def written(form: str) -> bytes:
    """That paper in one form: made once, and not before a test asks."""
    return write_paper(hostile(), form)


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_hostile_title_adds_no_element_or_attribute_to_the_html(title: str) -> None:
    worse, plain = (Shape(write_paper(paper_of((one,)), "html").decode()) for one in (title, PLAIN))
    assert worse.elements == plain.elements
    assert worse.links == plain.links
    assert worse.others == []


def test_every_cell_of_the_workbook_is_text_or_a_number_and_begins_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 20 * len(TITLES)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if cell.data_type == "s" and FORMULA.match(cell.value)]
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == {"http://hoa-mai.edu.test/1"}


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    rows = back.csv_rows(written("csv"))
    assert {len(row) for row in rows} == {8}
    assert not [cell for row in rows for cell in row if FORMULA.match(cell)]


def test_the_docx_holds_the_titles_as_words_and_nothing_else() -> None:
    book = Document(io.BytesIO(written("docx")))
    text = back.solid("".join(cell.text for table in book.tables for cell in table._cells))
    for title in TITLES:
        assert back.solid(clean(title, 300)) in text
    xml = book.element.xml
    assert "<w:object" not in xml
    assert xml.count("w:instrText") == 0
    targets = {one.target_ref for one in book.part.rels.values() if one.is_external}
    assert targets == {"http://hoa-mai.edu.test/1"}


def test_the_pdf_holds_no_action_but_links_to_the_pages() -> None:
    data = written("pdf")
    for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction << /S", b"/EmbeddedFile", b"/SubmitForm"):
        assert word not in data
    assert set(re.findall(rb"/URI \(([^)]*)\)", data)) == {b"http://hoa-mai.edu.test/1"}
    text = back.solid(back.pdf_text(write_paper(paper_of(("<script>alert(1)</script>",)), "pdf")))
    assert "<script>alert(1)</script>" in text


def test_h10_every_title_stands_in_the_workbook_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    text = back.solid("".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row))
    for title in TITLES:
        assert back.solid(printable(clean(title, 300))) in text, title


def test_h11_every_title_stands_in_the_csv_as_text() -> None:
    text = back.solid("".join(cell for row in back.csv_rows(written("csv")) for cell in row))
    for title in TITLES:
        assert back.solid(printable(clean(title, 300))) in text, title


def test_h1_every_title_stands_in_the_html_and_in_the_pdf_as_words() -> None:
    page = back.solid("".join(Shape(written("html").decode()).words))
    with closing(pypdfium2.PdfDocument(written("pdf"))) as pages:
        paper = _letters("".join(one.get_textpage().get_text_range() for one in pages))
    for title in TITLES:
        assert back.solid(clean(title, 300)) in page, title
        assert _letters(clean(title, 60))[:30] in paper, title


def _letters(text: str) -> str:
    """Plain letters and signs: a font of a PDF may not have others, and words are broken anywhere."""
    return re.sub(r"[^!-~]", "", unicodedata.normalize("NFKD", text))


def test_control_characters_become_a_sign_and_long_texts_are_cut_with_a_mark() -> None:
    assert inert("a\x00b\x1bc") == "a�b�c"
    assert inert("x" * 40_000).endswith("… [cắt bớt]")
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"):
        assert inert(start).startswith("'")


def test_a_text_that_nobody_cleaned_is_still_written_whole() -> None:
    """The last line of defence: a form takes any text at all."""
    raw = ("a\x00\x0b\ud800b", "=cmd|' /C calc'!A0", "x" * 40_000)
    rows = tuple((Cell(place), Cell(text)) for place, text in enumerate(raw, start=1))
    table = Table("Bảng", "Bảng", (Column("STT", 5), Column("Nội dung", 95)), rows, annex="Phụ lục I")
    paper = Paper("bang", hostile().head, (), (), "", (table,))
    for form in FORMS:
        assert write_paper(paper, form)


def test_the_file_name_of_a_report_is_plain() -> None:
    figures = figures_of(line(), unit="../../etc/passwd\r\nx\u202efdp")
    assert re.fullmatch(r"[A-Za-z0-9_-]+", official_report(figures, Person("office", "Sở", "a@so.test")).name)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_opens_every_form(form: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source = tmp_path / f"bao-cao.{form}"
    source.write_bytes(written(form))
    if form == "pdf" and not (Path(program).resolve().parent / "libsdlo.so").exists():
        pytest.skip("LibreOffice Draw is not installed: it is what opens a PDF")
    wanted = "csv:Text - txt - csv (StarCalc):59,34,76" if form in ("xlsx", "csv") else "pdf"
    wanted = "png" if form == "pdf" else wanted
    filters = {"csv": ["--infilter=Text - txt - csv (StarCalc):59,34,76"], "pdf": ["--infilter=draw_pdf_import"]}
    options = filters.get(form, [])
    subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *options, "--convert-to", wanted,
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    [made] = (tmp_path / "out").iterdir()
    assert made.stat().st_size > 1_000
    if form in ("xlsx", "csv"):
        # H11: saved again, a title is still its words and no result of a sum.
        assert "7*7" in made.read_text(encoding="utf-8", errors="replace")
