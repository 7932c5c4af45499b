"""The store of a workspace: opens its database, begins transactions, settles a commit whose answer was lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import DBAPIError

from monitor import failpoints
from monitor.ports import StorageError
from monitor.storage import tables
from monitor.storage.engine import Address, address_of, connect, storage_errors
from monitor.storage.evidence import WarcEvidence
from monitor.storage.marker import raise_last_run
from monitor.storage.observations import SqlObservations
from monitor.storage.opening import opened
from monitor.storage.outbox import SqlOutbox
from monitor.storage.pruning import SqlPruning
from monitor.storage.runs import SqlRuns
from monitor.storage.session import Session
from monitor.storage.verdicts import SqlVerdicts


class SqlTransaction:
    """The parts of storage over one database transaction."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def observations(self) -> SqlObservations:
        """Sections, looks and publications."""
        return SqlObservations(self.session)

    @cached_property
    def verdicts(self) -> SqlVerdicts:
        """Verdicts, findings, decisions."""
        return SqlVerdicts(self.session)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Notices and messages."""
        return SqlOutbox(self.session)

    @cached_property
    def pruning(self) -> SqlPruning:
        """What may be let go."""
        return SqlPruning(self.session)

    @cached_property
    def runs(self) -> SqlRuns:
        """The log of runs."""
        return SqlRuns(self.session)


class HeldLease(Protocol):
    """A lease that this process works under."""

    def check(self, connection: Connection) -> None:
        """Raises StorageError when somebody else took over (C2)."""


class SqlStore:
    """The database of one workspace; see ``monitor.ports.Store``. ``data``: the folder of marker and locks."""

    def __init__(self, engine: Engine, address: Address, data: Path, evidence: Path) -> None:
        self.engine = engine
        self.address = address
        self.data = data
        self.leases: list[HeldLease] = []
        self._inode = _inode(address.file)
        self.evidence = WarcEvidence(evidence, self.snapshot)

    @contextmanager
    def write(self, rehearsal: bool, step: str = "") -> Iterator[SqlTransaction]:
        """Begin, hand out, commit; on an exception nothing of it was ever there. Raises StorageError."""
        self._still_there()
        with storage_errors(self.address.shown), connect(self.engine, "write") as connection:
            transaction = connection.begin()
            try:
                for held in self.leases:
                    held.check(connection)
                session = Session(connection, rehearsal)
                number = _transaction_number(session)
                yield SqlTransaction(session)
                _reach(step, "before-commit")
            except BaseException:
                transaction.rollback()
                raise
            self._commit(transaction, number)
        _reach(step, "after-commit")
        if session.last_run is not None:
            raise_last_run(self.data, session.last_run)

    @contextmanager
    def read(self, rehearsal: bool | None) -> Iterator[SqlTransaction]:
        """One snapshot for everything read inside; the database itself refuses writes."""
        with self._session(rehearsal) as session:
            yield SqlTransaction(session)

    def snapshot(self) -> AbstractContextManager[Session]:
        """Both sides at one moment, for checks that look at the tables themselves."""
        return self._session(None)

    @contextmanager
    def _session(self, rehearsal: bool | None) -> Iterator[Session]:
        self._still_there()
        with storage_errors(self.address.shown), connect(self.engine, "read") as connection, connection.begin():
            yield Session(connection, rehearsal)

    def has_real_looks(self) -> bool:
        """Whether a real look was ever kept."""
        with self.read(False) as tx:
            found = select(tables.look.c.id).where(tables.look.c.rehearsal == False).limit(1)  # noqa: E712
            return tx.session.row(found) is not None

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()

    def _still_there(self) -> None:
        # A8: SQLite would go on writing into a file that was deleted under it.
        if _inode(self.address.file) != self._inode:
            raise StorageError(
                f"Cơ sở dữ liệu {self.address.file} đã bị xoá hoặc bị thay khi chương trình đang chạy; "
                "hãy khôi phục bản sao lưu gần nhất rồi chạy lại."
            )

    def _commit(self, transaction: RootTransaction, number: int | None) -> None:
        """Commit; when the line breaks before the answer, ask the server what became of it (B12)."""
        try:
            transaction.commit()
        except DBAPIError as error:
            if number is None or not error.connection_invalidated or not self._was_committed(number):
                raise

    def _was_committed(self, number: int) -> bool:
        for _ in range(30):
            try:
                with self.engine.connect() as connection:
                    status = connection.execute(text("SELECT pg_xact_status(CAST(:n AS text)::xid8)"), {"n": number})
                    found = status.scalar_one()
                if found != "in progress":
                    return bool(found == "committed")
            except DBAPIError:
                self.engine.dispose()
            time.sleep(1)
        return False


def _reach(step: str, point: str) -> None:
    """``step``: the names of all that is in the commit, joined by "+"."""
    failpoints.reach(point)
    for name in step.split("+"):
        failpoints.reach(f"{name}-{point}")


def _inode(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file is not None else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


def _transaction_number(session: Session) -> int | None:
    if not session.on_postgresql:
        return None
    return int(session.connection.execute(text("SELECT pg_current_xact_id()::text")).scalar_one())


def open_store(url: str, home: Path, create: bool) -> SqlStore:
    """Open the database of the workspace at ``home``.

    ``create``: it may be made where there never was one; a lost one is refused all the same. Raises StorageError.
    """
    address = address_of(url, home)
    data = address.file.parent if address.file is not None else home / "data"
    return SqlStore(opened(address, data, create), address, data, home / "data" / "evidence")
