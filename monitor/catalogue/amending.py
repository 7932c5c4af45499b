"""Cells of a CSV written anew, every other byte left as people wrote it: mark, separator, order, quotes, line ends."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_BOM = "\ufeff"


class NotAmended(Exception):
    """The file cannot be written by us; the sentence says what to do instead."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in the text, quotes included, and what it says."""

    start: int
    end: int
    value: str


@dataclass
class Csv:
    """A CSV in hand. ``text`` has the byte order mark and the line ends it came with."""

    text: str
    separator: str
    heads: tuple[str, ...]
    records: list[list[Cell]]

    @staticmethod
    def read(text: str) -> Csv:
        """Take a text apart. Raises NotAmended when its quotes do not close."""
        body = text.removeprefix(_BOM)
        first = body.partition("\n")[0]
        separator = ";" if first.count(";") > first.count(",") else ","
        records = list(_records(text, len(text) - len(body), separator))
        heads = tuple(unicodedata.normalize("NFC", cell.value).strip() for cell in records[0]) if records else ()
        return Csv(text, separator, heads, records[1:])

    def value(self, record: Sequence[Cell], head: str) -> str:
        """What a record says under a head, trimmed; empty where it is too short or the head is missing."""
        column = self.heads.index(head) if head in self.heads else len(record)
        if column >= len(record):
            return ""
        return unicodedata.normalize("NFC", record[column].value).strip(" \u00a0")

    def amended(self, changes: Sequence[tuple[Sequence[Cell], Mapping[str, str]]]) -> str:
        """The text with the named cells of some records written anew."""
        pieces: list[tuple[int, int, str]] = []
        for record, cells in changes:
            missing: dict[int, str] = {}
            for head, value in cells.items():
                column = self.heads.index(head)
                if column < len(record):
                    pieces.append((record[column].start, record[column].end, self._written(value)))
                else:
                    missing[column] = self._written(value)
            if missing:
                tail = [missing.get(column, "") for column in range(len(record), max(missing) + 1)]
                end = record[-1].end
                pieces.append((end, end, "".join(self.separator + cell for cell in tail)))
        text = self.text
        for start, end, piece in sorted(pieces, reverse=True):
            text = text[:start] + piece + text[end:]
        return text

    def appended(self, text: str, rows: Sequence[Mapping[str, str]]) -> str:
        """A text of this form with rows at its end."""
        newline = "\r\n" if "\r\n" in text else "\n"
        lines = [self.separator.join(self._written(row.get(head, "")) for head in self.heads) for row in rows]
        glue = "" if not text or text.endswith("\n") else newline
        return text + glue + "".join(line + newline for line in lines)

    def _written(self, value: str) -> str:
        quoted = any(mark in value for mark in (self.separator, '"', "\n", "\r"))
        return '"' + value.replace('"', '""') + '"' if quoted else value


def _records(text: str, place: int, separator: str) -> Iterator[list[Cell]]:
    """Records of a text, blank lines left out."""
    record: list[Cell] = []
    while place < len(text):
        cell = _cell(text, place, separator)
        record.append(cell)
        place = cell.end
        if place < len(text) and text[place] == separator:
            place += 1
            if place < len(text):
                continue
            record.append(Cell(place, place, ""))
        if any(one.value.strip() for one in record):
            yield record
        record = []
        place += 2 if text.startswith("\r\n", place) else 1


def _cell(text: str, start: int, separator: str) -> Cell:
    if text.startswith('"', start):
        end, pieces = start + 1, []
        while True:
            quote = text.find('"', end)
            if quote < 0:
                raise NotAmended("dấu nháy mở không có dấu nháy đóng; hãy sửa tệp rồi chạy lại")
            pieces.append(text[end:quote])
            if not text.startswith('""', quote):
                return Cell(start, quote + 1, "".join(pieces))
            pieces.append('"')
            end = quote + 2
    end = start
    while end < len(text) and text[end] not in (separator, "\n", "\r"):
        end += 1
    return Cell(start, end, text[start:end])


def read_text(path: Path) -> str:
    """The text of a file with its mark and line ends. Raises NotAmended, OSError."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise NotAmended(f"{path.name}: chữ không ở mã UTF-8; hãy lưu lại ở mã UTF-8 rồi chạy lại") from None


def replace_file(path: Path, before: str | None, after: str, now: datetime) -> Path | None:
    """Write a file whole or not at all; what stood there is kept beside it. Returns the copy's path, if any.

    ``before``: the text that ``after`` was made from, None: there was no file. Raises NotAmended when somebody changed
    the file meanwhile, OSError when the disk refuses.
    """
    if (path.read_bytes() if path.exists() else None) != (before.encode() if before is not None else None):
        raise NotAmended(f"{path.name} vừa được người khác sửa; chưa ghi gì, hãy chạy lại")
    backup = None
    if before is not None:
        backup = path.with_name(f"{path.name}.{now:%Y%m%d-%H%M%S}.bak")
        _write(backup, before.encode(), path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    _write(draft, after.encode(), path)
    draft.replace(path)
    return backup


def _write(target: Path, data: bytes, like: Path) -> None:
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        with suppress(OSError):
            target.chmod(like.stat().st_mode & 0o777)
