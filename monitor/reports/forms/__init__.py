"""The forms of a report, one file each: the same paper as HTML, XLSX, DOCX, PDF, CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from monitor.reports.forms.csv_form import as_csv
from monitor.reports.forms.docx_form import as_docx
from monitor.reports.forms.html_form import as_html
from monitor.reports.forms.pdf_form import as_pdf
from monitor.reports.forms.xlsx_form import as_xlsx
from monitor.reports.paper import Paper

FORMS: Mapping[str, Callable[[Paper], bytes]] = {
    "html": as_html,
    "xlsx": as_xlsx,
    "docx": as_docx,
    "pdf": as_pdf,
    "csv": as_csv,
}
"""Format → writer; the name of a format is the end of its file's name."""
