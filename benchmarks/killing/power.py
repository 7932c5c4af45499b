"""Power cuts without a switch: SQLite's own file layer is watched, and only what it had synced survives (A6).

The library that Python loaded is patched in this process by ctypes: every sync of a file keeps a copy of what it then
held. A cut is these copies in a new folder. Only where SQLite is a shared library.
"""

from __future__ import annotations

import ctypes
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

_METHODS = 19
_SYNC = 5
"""Places in ``sqlite3_io_methods``: a version and 18 functions; the fifth is xSync."""
_Open = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class NotHere(Exception):
    """SQLite cannot be watched on this machine; says why."""


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


class Disk:
    """What would be on the disk after a cut: ``synced`` content by inode. For the whole process, once."""

    def __init__(self) -> None:
        self.synced: dict[int, bytes] = {}
        self._open_files: dict[int, Path] = {}
        self._tables: dict[int, ctypes.Array[ctypes.c_void_p]] = {}
        self._keep: list[object] = []
        library = ctypes.CDLL(_library())
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        self._watch(library.sqlite3_vfs_find(None).contents)

    def cut(self, source: Path, target: Path) -> None:
        """Write what would be left of the files of one folder into another."""
        target.mkdir(parents=True)
        for path in source.iterdir():
            content = self.synced.get(path.stat().st_ino)
            if content is not None:
                (target / path.name).write_bytes(content)

    def _watch(self, vfs: _Vfs) -> None:
        real = _Open(vfs.open)

        def opened(this: int, name: bytes | None, file: int, flags: int, out: int) -> int:
            self._keep.append(name)  # SQLite reads it as long as the file is open, when it syncs the folder
            code = int(real(this, name, file, flags, out))
            if code == 0 and name:
                self._open_files[file] = Path(name.decode())
                slot = ctypes.c_void_p.from_address(file)
                if slot.value is not None:
                    slot.value = ctypes.addressof(self._watched(slot.value))
            return code

        mine = _Open(opened)
        self._keep += [real, mine]
        vfs.open = ctypes.cast(mine, ctypes.c_void_p)

    def _watched(self, table: int) -> ctypes.Array[ctypes.c_void_p]:
        """The methods of one kind of file with another xSync."""
        if table not in self._tables:
            copied = (ctypes.c_void_p * _METHODS).from_buffer_copy((ctypes.c_void_p * _METHODS).from_address(table))
            address = copied[_SYNC]
            assert address is not None
            mine = _Sync(self._syncing(_Sync(address)))
            self._keep.append(mine)
            copied[_SYNC] = ctypes.cast(mine, ctypes.c_void_p).value
            self._tables[table] = copied
        return self._tables[table]

    def _syncing(self, real: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def synced(file: int, flags: int) -> int:
            code = int(real(file, flags))
            path = self._open_files.get(file)
            if code == 0 and path is not None and path.exists():
                self.synced[path.stat().st_ino] = path.read_bytes()
            return code

        self._keep.append(real)
        return synced


def cuts(home: Path, rounds: int, folder: Path) -> list[str]:
    """Commit round after round, cut the power after each; what was acknowledged and is gone. Raises NotHere."""
    disk = Disk()
    from monitor.app.workspace import App
    from monitor.clock import Clock

    moment = datetime.fromisoformat("2022-02-07T08:00+07:00")
    wrong = []
    with App.open(home, Clock(moment)) as app:
        file = app.store.address.file  # type: ignore[attr-defined]
        for number in range(1, rounds + 1):
            with app.store.write(True) as tx:
                tx.runs.finish(tx.runs.begin("power", moment), moment, {"round": number})
            disk.cut(file.parent, folder / str(number))
            left = _rounds_in(folder / str(number) / file.name)
            if left != number:
                wrong.append(f"after {number} acknowledged commits the disk holds {left}")
    return wrong


def _rounds_in(file: Path) -> int | str:
    with closing(sqlite3.connect(file)) as line:  # left to the collector, it would sync in the midst of collecting
        try:
            if line.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "a broken database"
            return int(line.execute("SELECT count(*) FROM run WHERE command = 'power'").fetchone()[0])
        except sqlite3.DatabaseError as fault:
            return str(fault)


def _library() -> str:
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    except OSError as fault:
        raise NotHere(f"no list of loaded libraries: {fault}") from None
    found = re.search(r"\S*/libsqlite3\.so\S*", maps)
    if found is None:
        raise NotHere("Python holds SQLite inside, not as a library of its own")
    return found.group()
