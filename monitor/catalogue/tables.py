"""Tables of a workspace, CSV and XLSX alike: rows of texts under known heads, each with its line (F21, F24)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from monitor.catalogue.faults import Collector, Wrong, did_you_mean, shown
from monitor.catalogue.files import decode, read_bytes
from monitor.catalogue.workbooks import workbook_rows

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

T = TypeVar("T")
Lines = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``cells``: text by head, absent when empty."""

    line: int
    cells: dict[str, str]
    notes: Collector

    def get(self, head: str, parse: Callable[[object], T]) -> T | None:
        """The typed cell; None when it is empty, or wrong and noted."""
        raw = self.cells.get(head)
        if raw is None:
            return None
        try:
            return parse(raw)
        except Wrong as wrong:
            self.wrong(f"cột `{head}`: {wrong.what}", wrong.right)
            return None

    def many(self, head: str, parse: Callable[[object], T]) -> tuple[T, ...]:
        """The typed parts of a list cell, separated by ``|``."""
        found: list[T] = []
        for part in self.cells.get(head, "").split("|"):
            if part.strip():
                value = Row(self.line, {head: part.strip()}, self.notes).get(head, parse)
                found += [value] if value is not None and value not in found else []
        return tuple(found)

    def wrong(self, what: str, right: str = "") -> None:
        """Note a fault of this line."""
        self.notes.add(self.line, what, right)


def read_table(path: Path, heads: Sequence[str], needed: Sequence[str], notes: Collector) -> list[Row]:
    """The rows of a .csv or .xlsx file; every fault of form is noted. No rows when a needed column is missing.

    Where the file could not be read to its end, ``notes.whole`` says so.
    """
    lines = _lines(path, notes)
    first = next(lines, None)
    if first is None:
        notes.whole = False
        if not notes.faults:
            notes.add(0, "tệp rỗng", "dòng đầu là tên cột: " + ",".join(heads))
        return []
    columns = _columns(first[0], first[1], heads, needed, notes)
    notes.whole = bool(columns)
    return list(_rows(lines, columns, notes)) if columns else []


def _lines(path: Path, notes: Collector) -> Lines:
    """The rows as they stand in the file, none with a fault noted where it is no table."""
    data = read_bytes(path, MOST_BYTES, notes)
    if data is None:
        return iter(())
    if path.suffix.lower() == ".xlsx":
        return workbook_rows(data, notes)
    if data.startswith(b"PK\x03\x04"):
        notes.add(0, "nội dung là bảng tính Excel nhưng tên không kết thúc bằng .xlsx", "đổi tên hoặc lưu ở dạng CSV")
        return iter(())
    text = decode(data, notes)
    return _csv_rows(text, notes) if text is not None and _clean_characters(text, notes) else iter(())


def _clean_characters(text: str, notes: Collector) -> bool:
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        notes.add(line, f"có ký tự điều khiển U+{ord(bad.group()):04X}", "xóa ký tự ấy")
    return bad is None


def _csv_rows(text: str, notes: Collector) -> Lines:
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        right = "mỗi dấu nháy mở phải có dấu nháy đóng ngay trước dấu phân cách"
        notes.add(line, f"sai dạng CSV ({error})", right)
        notes.whole = False


def _columns(
    line: int, names: Sequence[str], heads: Sequence[str], needed: Sequence[str], notes: Collector
) -> dict[int, str]:
    """Head by column number; empty when a needed one is missing."""
    columns: dict[int, str] = {}
    for number, raw in enumerate(names):
        name = unicodedata.normalize("NFC", raw).strip()
        if name in columns.values():
            notes.add(line, f"cột {shown(name)} lặp lại", "giữ lại một cột")
        elif name in heads:
            columns[number] = name
        elif name:
            notes.add(line, f"không có cột {shown(name)}", did_you_mean(name, list(heads)))
    missing = [head for head in needed if head not in columns.values()]
    for head in missing:
        notes.add(line, f"thiếu cột `{head}`", "dòng đầu cần có: " + ", ".join(needed))
    return {} if missing else columns


def _rows(lines: Lines, columns: dict[int, str], notes: Collector) -> Iterator[Row]:
    count = 0
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            notes.add(line, f"bảng dài hơn {MOST_ROWS} dòng", "chia nhỏ bảng")
            notes.whole = False
            return
        if any(cell.strip() for cell in cells[max(columns) + 1 :]) and len(cells) > max(columns) + 1:
            notes.add(line, f"dòng có {len(cells)} ô, nhiều hơn số cột", "đặt ô có dấu phân cách trong dấu nháy kép")
        found = {head: cells[number] for number, head in columns.items() if number < len(cells)}
        texts = {head: unicodedata.normalize("NFC", cell).strip(" \u00a0") for head, cell in found.items()}
        yield Row(line, {head: cell for head, cell in texts.items() if cell.strip()}, notes)
