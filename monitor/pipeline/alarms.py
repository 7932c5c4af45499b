"""Which troubles are open, and on which day each was told outside the outbox: ``data/alarms.json`` (S14, A7).

The file is a memory, no promise: without it an alarm is said once more. But a full disk is itself a trouble to be told,
and a service that is started again every half minute must not tell it each time. So the file is longer than it need be
and written in place where no new one can be; where even that fails, the memory goes to a folder for passing things.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = "alarms.json"
_ROOM = 4096
"""The least length of the file: a block that is ours before the disk is full."""
_SHARED_MEMORY = "/dev/shm"
_LONGEST = 1_000_000

Facts = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Alarm:
    """An open trouble: since when, and its heading."""

    since: datetime
    heading: str


class Alarms:
    """The memory of one workspace; it never raises OSError."""

    def __init__(self, home: Path) -> None:
        self._path = home / "data" / FILE
        self._facts = _parsed(_text_of(self._path))
        self._beside = [_parsed(_text_beside(file)) for file in _places_beside(home)]
        self._home = home

    @property
    def open(self) -> dict[str, Alarm]:
        """Open troubles by name."""
        found = {}
        for name, facts in self._facts.get("open", {}).items():
            with suppress(KeyError, TypeError, ValueError):
                found[str(name)] = Alarm(datetime.fromisoformat(facts["since"]), str(facts["heading"]))
        return found

    def keep(self, now: datetime, headings: Mapping[str, str]) -> None:
        """These are open now. The file is made even where none is, while there is room for it."""
        known = self.open
        held = {name: known.get(name, Alarm(now, heading)) for name, heading in headings.items()}
        if held.keys() == known.keys() and self._has_room():
            return
        self._facts["open"] = {n: {"since": a.since.isoformat(), "heading": a.heading} for n, a in held.items()}
        self._write()

    def first_today(self, name: str, day: str) -> bool:
        """Whether a trouble was not yet told directly on that day; it is from now on."""
        if any(facts.get("told", {}).get(name) == day for facts in (self._facts, *self._beside)):
            return False
        self._facts.setdefault("told", {})[name] = day
        self._write()
        return True

    def _has_room(self) -> bool:
        try:
            return self._path.stat().st_size >= _ROOM
        except OSError:
            return False

    def _write(self) -> None:
        text = json.dumps(self._facts, ensure_ascii=False).encode("utf-8").ljust(_ROOM)
        for attempt in (self._replace, self._overwrite, self._write_beside):
            with suppress(OSError):
                attempt(text)
                return

    def _replace(self, text: bytes) -> None:
        draft = self._path.with_suffix(".tmp")
        try:
            draft.write_bytes(text)
            draft.replace(self._path)
        except OSError:
            with suppress(OSError):
                draft.unlink()
            raise

    def _overwrite(self, text: bytes) -> None:
        with self._path.open("r+b") as file:
            file.write(text.ljust(os.fstat(file.fileno()).st_size))

    def _write_beside(self, text: bytes) -> None:
        for place in _places_beside(self._home):
            with suppress(OSError), _own_file(place, os.O_RDWR | os.O_CREAT) as handle:
                if os.pwrite(handle, text, 0) == len(text):
                    os.ftruncate(handle, len(text))
                    return


def _places_beside(home: Path) -> Iterator[Path]:
    """Files for one workspace and one user, in folders that everybody may write to."""
    name = f"dondoc-{os.geteuid()}-{sha256(os.fsencode(home.resolve())).hexdigest()[:16]}.json"
    for folder in dict.fromkeys((tempfile.gettempdir(), _SHARED_MEMORY)):
        yield Path(folder) / name


@contextmanager
def _own_file(place: Path, flags: int) -> Iterator[int]:
    """A plain file that is ours alone. Raises OSError for anybody else's, and for a link that would lead elsewhere."""
    handle = os.open(place, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.geteuid() or facts.st_nlink != 1:
            raise PermissionError(f"{place} is not ours")
        yield handle
    finally:
        os.close(handle)


def _text_of(path: Path) -> bytes:
    with suppress(OSError):
        return path.read_bytes()
    return b""


def _text_beside(place: Path) -> bytes:
    with suppress(OSError), _own_file(place, os.O_RDONLY) as handle:
        return os.pread(handle, _LONGEST, 0)
    return b""


def _parsed(text: bytes) -> Facts:
    with suppress(ValueError):
        found = json.loads(text)
        if isinstance(found, dict) and all(isinstance(part, dict) for part in found.values()):
            return found
    return {}
