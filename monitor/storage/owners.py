"""Names of processes in leases: host:pid:token, and whether such a process is surely gone."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import uuid4


def owner_name() -> str:
    """A new name for this process."""
    return f"{host_name()}:{os.getpid()}:{uuid4().hex[:8]}"


@lru_cache
def host_name() -> str:
    """This machine since it was started, and the space in which its process ids count (containers may share a name)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        boot = space = ""
    return f"{socket.gethostname()}/{sha256((boot + space).encode()).hexdigest()[:8]}"


def host_of(owner: str) -> str:
    """The machine of an owner."""
    return owner.rsplit(":", 2)[0]


def is_gone(owner: str | None) -> bool:
    """Whether the process of that name surely runs no more: same machine, no such process."""
    parts = owner.rsplit(":", 2) if owner is not None else []
    if len(parts) != 3 or not parts[1].isdigit():
        return owner is None
    if parts[0] != host_name():
        return False
    with suppress(OSError):
        # Killed, and only waiting for its parent to notice.
        facts = Path(f"/proc/{parts[1]}/stat").read_text(encoding="ascii", errors="replace")
        if facts.rpartition(")")[2].split()[0] == "Z":
            return True
    try:
        os.kill(int(parts[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
