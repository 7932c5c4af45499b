"""The forms of a report, one file each: the same paper as HTML, XLSX, DOCX, PDF, CSV."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from monitor.reports.paper import Paper, Table

FORMS = ("csv", "docx", "html", "pdf", "xlsx")
"""The name of a form is the end of its file's name."""


def write_paper(paper: Paper, form: str) -> bytes:
    """The paper in a form of ``FORMS``; only that form's library is loaded, so that other commands start quickly."""
    writer = getattr(import_module(f"{__name__}.{form}_form"), f"as_{form}")
    data: bytes = writer(paper)
    return data


def write_tables(tables: Sequence[Table]) -> bytes:
    """Tables alone as a workbook, one sheet each."""
    data: bytes = import_module(f"{__name__}.xlsx_form").tables_xlsx(tables)
    return data
