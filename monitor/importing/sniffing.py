"""Which format a file really has, and whether it may be opened at all: its bytes decide, its ending must agree."""

from __future__ import annotations

import io
import re
import zipfile

from monitor.importing.blocks import trouble

MOST_BYTES = 40_000_000
MOST_UNPACKED = 150_000_000
MOST_PARTS = 2_000
MOST_RATIO = 250
FORMATS = ("docx", "pdf", "xlsx", "md", "txt")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE = "mở bằng Word hoặc LibreOffice rồi lưu lại ở dạng .docx, .xlsx hoặc .pdf"


def format_of(data: bytes, ending: str) -> str:
    """``docx``, ``pdf``, ``xlsx``, ``md`` or ``txt``. Raises ImportTrouble for anything else and for a wrong ending."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise trouble("tệp trống", "chọn tệp có nội dung")
    wanted = ending.lower().lstrip(".")
    found = _really(data)
    if found == "text":
        if wanted in ("md", "txt", "markdown"):
            return "md" if wanted == "markdown" else wanted
        if wanted in FORMATS:
            raise trouble(
                f"tệp có đuôi .{wanted} nhưng bên trong không phải định dạng ấy", f"{_SAVE}, hoặc đổi đuôi thành .txt"
            )
        raise trouble(f"không nhận tệp .{wanted or '?'}", "dùng .docx, .pdf, .xlsx, .md hoặc .txt")
    if found != wanted:
        raise trouble(f"tệp có đuôi .{wanted} nhưng bên trong là .{found}", f"đổi đuôi tệp thành .{found} rồi nhập lại")
    if found != "pdf":
        check_archive(data)
    return found


def _really(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise trouble("tệp Word/Excel có mật khẩu", "mở tệp, bỏ mật khẩu (Tệp > Thông tin), lưu lại rồi nhập lại")
        raise trouble("tệp Word/Excel đời cũ (.doc, .xls)", f"chuyển sang .docx hoặc .xlsx: {_SAVE}")
    if data.startswith(b"{\\rtf"):
        raise trouble("tệp RTF", _SAVE)
    if not data.startswith(b"PK"):
        return "text"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # zipfile raises many kinds for a broken archive
        raise trouble("tệp nén bị hỏng", _SAVE) from None
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise trouble("tệp nén không phải .docx hay .xlsx", _SAVE)


def check_archive(data: bytes) -> None:
    """Sizes are added up before anything is unpacked. Raises ImportTrouble for a bomb, entities, a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            ratio = max((part.file_size / max(part.compress_size, 1) for part in parts), default=0.0)
            large = (
                unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or (ratio > MOST_RATIO and unpacked > 20_000_000)
            )
            if large:
                raise trouble("tệp nén bung ra quá lớn (có thể là bom nén)", "lưu lại chỉ với phần kế hoạch")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _ENTITY.search(file.read(4096)):
                            raise trouble("tệp khai báo thực thể XML", _SAVE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise trouble("tệp nén bị hỏng hoặc có mật khẩu", _SAVE) from None
