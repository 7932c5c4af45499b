"""The marker beside the database: a database is expected here, so a lost one is refused, never replaced (A8).

``last_run`` rises with every committed run: one that knows fewer runs is an older copy or lost its tail (B5, A9).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.ports import StorageError

NAME = "workspace.json"


@dataclass(frozen=True, slots=True)
class Marker:
    """``database``: where it was when the marker was written, without a password.

    ``joined``: the newest run of a database on a server when this folder first came to it, 0 where it was new. Either
    the folder was restored without its data, or another workspace runs on the same database: nobody can tell which.
    """

    database_id: str
    database: str
    last_run: int = 0
    joined: int = 0


def read_marker(folder: Path) -> Marker | None:
    """The marker of a data folder, None when there is none. Raises StorageError when it cannot be read."""
    file = folder / NAME
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        numbers = int(facts["last_run"]), int(facts.get("joined", 0))
        return Marker(str(facts["database_id"]), str(facts["database"]), *numbers)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            f"{file} không đọc được ({type(error).__name__}); "
            "hãy khôi phục tệp này từ bản sao lưu, hoặc xoá nó nếu cơ sở dữ liệu bên cạnh là đúng."
        ) from error


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker whole: temporary file, fsync, rename. Raises StorageError."""
    file = folder / NAME
    facts: dict[str, str | int] = {
        "database_id": marker.database_id,
        "database": marker.database,
        "last_run": marker.last_run,
    }
    facts |= {"joined": marker.joined} if marker.joined else {}
    draft = folder / f"{NAME}.{os.getpid()}.tmp"
    try:
        with draft.open("w", encoding="utf-8") as out:
            json.dump(facts, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
        sync_folder(folder)
    except OSError as error:
        raise StorageError(f"Không ghi được {file} ({error.strerror}); hãy kiểm tra quyền và chỗ trống.") from error


def raise_last_run(folder: Path, run: int) -> None:
    """Remember that a run was committed."""
    marker = read_marker(folder)
    if marker is not None and marker.last_run < run:
        write_marker(folder, replace(marker, last_run=run))


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
