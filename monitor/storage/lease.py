"""One worker at a time: a file lock for this machine, a lease row with a fence for all of them (C1, C2, A15).

The file lock is let go by the system when its holder dies, so a killed run blocks nobody on its own machine. A holder
on another machine (PostgreSQL) is respected until its lease has run out. Leases live in real time.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from monitor.ports import AlreadyRunning, StorageError, Store
from monitor.storage.engine import connect, storage_errors
from monitor.storage.owners import host_name, host_of, is_gone, owner_name
from monitor.storage.session import Session
from monitor.storage.store import SqlStore
from monitor.storage.tables import lease

_HOLDER = select(lease.c.fence, lease.c.owner).where(lease.c.name == bindparam("held"))
LEASE = timedelta(seconds=60)
BEAT_S = 15.0


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that is held. ``owner``: host:pid:token; ``fence``: rises with every holder."""

    store: SqlStore
    name: str
    owner: str
    fence: int

    def still_mine(self) -> bool:
        """Whether nobody took over; False also when the database cannot say."""
        try:
            with storage_errors(self.store.address.shown), connect(self.store.engine, "beat") as connection:
                self.check(connection)
        except StorageError:
            return False
        return True

    def check(self, connection: Connection) -> None:
        """Raises StorageError when somebody else took over while this process stood still (C2)."""
        row = connection.execute(_HOLDER, {"held": self.name}).one_or_none()
        if row is None or row.fence != self.fence or row.owner != self.owner:
            raise StorageError(
                f"Quyền chạy “{self.name}” đã sang tiến trình khác vì tiến trình này ngừng quá lâu; không ghi gì thêm."
            )


@contextmanager
def hold(store: Store, home: Path, name: str) -> Iterator[Lease]:
    """Hold the lease of that name while the block runs. Raises AlreadyRunning, StorageError."""
    if not isinstance(store, SqlStore):
        raise TypeError("leases live in a database")
    # Beside a SQLite file, so that two workspaces on one database meet at one lock; else in the workspace's own data.
    folder = store.data if store.address.file is not None else home / "data"
    with _file_lock(store, folder / f"{name}.lock", name) as lock_file:
        held = _take(store, name, lock_file)
        store.leases.append(held)
        stop = threading.Event()
        beat = threading.Thread(target=_keep_alive, args=(held, stop), name=f"lease-{name}", daemon=True)
        beat.start()
        try:
            yield held
        finally:
            stop.set()
            beat.join()
            store.leases.remove(held)
            _let_go(held)


# --- the file lock ---------------------------------------------------------------------------------------------------

_open_locks: set[int] = set()


def _forget_locks_in_child() -> None:
    # A forked child that outlives its killed parent must not keep the parent's lock.
    while _open_locks:
        with suppress(OSError):
            os.close(_open_locks.pop())


os.register_at_fork(after_in_child=_forget_locks_in_child)


@contextmanager
def _file_lock(store: SqlStore, path: Path, name: str) -> Iterator[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StorageError(f"Không mở được {path} ({error.strerror}); hãy kiểm tra quyền của thư mục.") from error
    _open_locks.add(file)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_holder(store, name)) from None
        yield str(path)
    finally:
        if file in _open_locks:
            _open_locks.discard(file)
            os.close(file)


def _holder(store: SqlStore, name: str) -> str:
    """Who holds the lease and since when, as far as the database knows."""
    with suppress(StorageError), storage_errors(store.address.shown), connect(store.engine, "read") as connection:
        row = connection.execute(select(lease).where(lease.c.name == name)).one_or_none()
        if row is not None and row.owner is not None:
            return _named(row)
    return "một tiến trình khác trên máy này"


def _named(row: Row[Any]) -> str:
    host, pid, _ = str(row.owner).rsplit(":", 2)
    return f"tiến trình {pid} trên máy {host.partition('/')[0]}, từ {row.since:%d/%m/%Y %H:%M}"


# --- the row ---------------------------------------------------------------------------------------------------------


def _take(store: SqlStore, name: str, lock_file: str) -> Lease:
    owner = owner_name()
    with storage_errors(store.address.shown), connect(store.engine, "write") as connection, connection.begin():
        now = Session(connection, False).wall()
        row = connection.execute(select(lease).where(lease.c.name == name).with_for_update()).one_or_none()
        if row is not None and row.owner is not None and row.until > now and not _dead(store, row, lock_file):
            raise AlreadyRunning(_named(row))
        fence = 1 if row is None else row.fence + 1
        values = {"owner": owner, "lock_file": lock_file, "fence": fence}
        values |= {"since": now, "until": now + LEASE, "heartbeat": now}
        if row is None:
            connection.execute(insert(lease).values(name=name, **values))
        else:
            connection.execute(update(lease).where(lease.c.name == name).values(**values))
    return Lease(store, name, owner, fence)


def _dead(store: SqlStore, row: Row[Any], lock_file: str) -> bool:
    """Whether the holder in the row is surely gone, although its lease still runs. We have the file lock."""
    if store.address.file is not None:
        return True  # a SQLite database belongs to one machine, and its lock is ours
    here = host_of(row.owner) == host_name()
    return here and (row.lock_file == lock_file or is_gone(row.owner))


def _keep_alive(held: Lease, stop: threading.Event) -> None:
    while not stop.wait(BEAT_S):
        # A missed beat is no fault: the lease lasts for several, and a writer of SQLite may be at work for long.
        with suppress(StorageError):
            _beat(held)


def _beat(held: Lease) -> None:
    store = held.store
    with storage_errors(store.address.shown), connect(store.engine, "beat") as connection, connection.begin():
        now = Session(connection, False).wall()
        mine = (lease.c.name == held.name, lease.c.fence == held.fence, lease.c.owner == held.owner)
        connection.execute(update(lease).where(*mine).values(until=now + LEASE, heartbeat=now))


def _let_go(held: Lease) -> None:
    store = held.store
    mine = (lease.c.name == held.name, lease.c.fence == held.fence, lease.c.owner == held.owner)
    with (
        suppress(StorageError),
        storage_errors(store.address.shown),
        connect(store.engine, "beat") as connection,
        connection.begin(),
    ):
        connection.execute(update(lease).where(*mine).values(owner=None))
