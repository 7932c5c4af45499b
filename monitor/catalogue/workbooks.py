"""Rows of an .xlsx workbook of unknown origin: sizes are checked before anything is unpacked (F15)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from monitor.catalogue.faults import Collector
from monitor.catalogue.files import stacked_marks
from monitor.catalogue.merged_cells import Spread, merged_areas

MOST_UNPACKED = 100_000_000
MOST_PARTS = 500
MOST_RATIO = 200
MOST_COLUMNS = 100
MOST_ROWS = 100_001
MOST_CELL = 32_767
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def workbook_rows(data: bytes, notes: Collector) -> Iterator[tuple[int, Sequence[str]]]:
    """Row number and texts of the first sheet; formulas come as their text, so that nobody trusts a cached value.

    A merged cell stands in every row it covers: a group that was written once for four units is meant for all four.
    Any workbook that cannot be read is one noted fault.
    """
    if not _harmless(data, notes):
        return
    # Loaded only where somebody writes workbooks: it takes a quarter of the program's start.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        with sheet._get_source() as source:  # type: ignore[attr-defined]
            spread = Spread(merged_areas(source), MOST_COLUMNS, notes)
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        for number, cells in enumerate(rows, start=1):
            yield number, spread.over(number, [_text(cell) for cell in cells])
    except Exception:  # openpyxl raises whatever a broken part makes its code stumble over
        right = "mở bằng Excel hoặc LibreOffice rồi lưu lại, hoặc lưu ở dạng CSV UTF-8"
        notes.add(0, "không đọc được bảng tính", right)
        notes.whole = False


def _harmless(data: bytes, notes: Collector) -> bool:
    """A zip of modest size whose XML declares no entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            ratio = max((part.file_size / max(part.compress_size, 1) for part in parts), default=0)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (ratio > MOST_RATIO and unpacked > 10_000_000):
                notes.add(0, "bảng tính nén quá lớn", "lưu lại chỉ với trang cần dùng, hoặc lưu ở dạng CSV UTF-8")
                return False
            for part in parts:
                with archive.open(part) as file:
                    if _ENTITY.search(file.read(4096)):
                        notes.add(0, "bảng tính khai báo thực thể XML", "lưu lại bằng Excel hoặc LibreOffice")
                        return False
    except Exception:  # zipfile raises many kinds (bad zip, bad method, encrypted, overlapping entries)
        notes.add(0, "tệp không phải bảng tính .xlsx", "lưu lại bằng Excel hoặc LibreOffice ở dạng .xlsx")
        return False
    return True


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", " ", str(cell)[:MOST_CELL])
    if stacked_marks(text) is not None:
        raise ValueError("a heap of combining marks")  # told as a workbook that cannot be read
    return text
