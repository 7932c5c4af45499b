"""Files that people hand in as proof: copied under ``data/papers`` by their SHA-256, never changed afterwards (S21)."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rules.text import fold

MOST_BYTES = 20_000_000
_LONGEST_NAME = 80


class BadPaper(ValueError):
    """The file cannot be taken; the sentence says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Paper:
    """``name``: where the copy lies, relative to the workspace. ``size`` in bytes."""

    name: str
    sha256: str
    size: int


def keep_paper(home: Path, source: Path) -> Paper:
    """Copy a file into the workspace: synced, in place, the same bytes once. Raises BadPaper, OSError."""
    body = _body(source)
    digest = sha256(body).hexdigest()
    folder = home / "data" / "papers"
    kept = sorted(folder.glob(f"{digest[:16]}-*")) if folder.is_dir() else []
    same = next((one for one in kept if sha256(one.read_bytes()).hexdigest() == digest), None)
    target = same or folder / f"{digest[:16]}-{safe_name(source.name)}"
    if same is None:
        _write(target, body)
    return Paper(target.relative_to(home).as_posix(), digest, len(body))


def safe_name(name: str) -> str:
    """A file name of plain letters, digits, dots and dashes, its ending kept, never a path and never hidden."""
    plain = re.sub(r"[^a-z0-9.]+", "-", fold(name)).strip(".-")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:_LONGEST_NAME] or "tep"
    return f"{(stem.strip('.-') or 'tep')[: _LONGEST_NAME - len(ending[:10]) - 1]}.{ending[:10]}"


def _body(source: Path) -> bytes:
    if not source.is_file():
        raise BadPaper(f"{source}: không có tệp này; cho đường dẫn của một tệp")
    with source.open("rb") as file:
        body = file.read(MOST_BYTES + 1)
    if not body:
        raise BadPaper(f"{source}: tệp rỗng; cho tệp có nội dung")
    if len(body) > MOST_BYTES:
        raise BadPaper(f"{source}: tệp lớn hơn {MOST_BYTES // 1_000_000} MB; nén lại hoặc dùng --link")
    return body


def _write(target: Path, body: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("xb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
