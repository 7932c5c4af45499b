"""The list of duties as CSV for spreadsheets: UTF-8 with BOM, semicolons, nothing that is a formula (H11)."""

from __future__ import annotations

import csv
import io

from monitor.reports.paper import Paper, Table
from monitor.reports.workbook import inert


def as_csv(paper: Paper) -> bytes:
    """The widest annex, every row of it: what a spreadsheet is opened for."""
    return table_csv(max(paper.annexes, key=lambda table: len(table.rows))) if paper.annexes else b"\xef\xbb\xbf"


def table_csv(table: Table) -> bytes:
    """One table with its heads; several lines of a cell stay in it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(inert(column.head) for column in table.columns)
    for row in table.rows:
        writer.writerow(cell.value if isinstance(cell.value, int) else inert(cell.text) for cell in row)
    return target.getvalue().encode("utf-8-sig")
