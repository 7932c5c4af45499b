"""Tables for spreadsheets; nothing a stranger wrote is ever a formula (H10, H11)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CELL_LIMIT = 32_000


def inert(value: object) -> str:
    """Text of a cell that no spreadsheet takes for a formula; cut, with a mark, where it is too long."""
    text = printable("" if value is None else str(value))
    return "'" + text if text.startswith(_STARTS_FORMULA) else text


def printable(text: str) -> str:
    """Text that a document can hold: control characters replaced, what is too long cut, with a mark."""
    text = _CONTROL.sub("�", text)
    return text if len(text) <= CELL_LIMIT else text[:CELL_LIMIT] + "… [cắt bớt]"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet as .xlsx; every cell is text or a whole number."""
    # Loaded where a workbook is written: commands that only make cells inert do without the library.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Dữ liệu"
    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([value if isinstance(value, int) else inert(value) for value in row])
    sheet.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
