"""Bytes of a file of unknown origin, and the text in them: bounded, UTF-8, LF, safe to normalise (F10)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from monitor.catalogue.faults import Collector

_NOT_LATIN = re.compile("[\u0300-\U0010ffff]{31,}")


def read_bytes(path: Path, most: int, notes: Collector) -> bytes | None:
    """The bytes of an ordinary file of at most ``most`` bytes; None, with a fault noted, when it cannot be had."""
    try:
        if not path.is_file():
            kind = "là thư mục hoặc tệp đặc biệt" if path.exists() else "không có tệp này"
            notes.add(0, kind, "chạy `dondoc init` để có bộ tệp mẫu")
            return None
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        notes.add(0, f"không đọc được tệp ({error.strerror})", "kiểm tra quyền đọc")
        return None
    if len(data) > most:
        notes.add(0, f"tệp lớn hơn {most // 1_000_000} MB", "chia nhỏ hoặc bỏ phần thừa")
        return None
    return data


def decode(data: bytes, notes: Collector) -> str | None:
    """UTF-8 text with LF line ends, with or without BOM; None, with a fault noted, for any other encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.add(1, "tệp ở mã UTF-16", "lưu lại ở mã UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = " (trong Excel: “CSV UTF-8”)" if notes.file.endswith(".csv") else ""
        notes.add(line, "chữ không ở mã UTF-8", f"lưu lại ở mã UTF-8{hint}")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = stacked_marks(text)
    if start is not None:
        notes.add(text.count("\n", 0, start) + 1, "quá nhiều dấu chồng lên nhau", "gõ lại dòng này")
        return None
    return text


def stacked_marks(text: str) -> int | None:
    """Where a heap of combining marks begins; putting a long heap in order (NFC) takes time by its square."""
    for run in _NOT_LATIN.finditer(text):
        if sum(unicodedata.combining(c) != 0 for c in run.group()) > 30:
            return run.start()
    return None
