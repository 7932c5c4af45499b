"""The store of a workspace: transactions, evidence, leases, and the two ways it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from crawlers.page import Page
from monitor.ports.judging import Verdicts
from monitor.ports.looking import EvidenceRef, Observations
from monitor.ports.pruning import Pruning
from monitor.ports.telling import Outbox


class StorageError(Exception):
    """The database or the disk cannot be used; the sentence says what to do (exit 3)."""


class AlreadyRunning(Exception):
    """Somebody else holds the lease; the sentence says who, since when."""


class Runs(Protocol):
    """The log of runs."""

    def begin(self, command: str, now: datetime) -> int:
        """A new run, state ``running``; earlier runs still ``running`` become ``broken`` (their process is gone)."""

    def finish(self, run: int, now: datetime, summary: Mapping[str, object]) -> None:
        """State ``done`` with its figures."""

    def last(self) -> Mapping[str, object] | None:
        """The newest finished run: command, started, finished, summary."""


class Transaction(Protocol):
    """One database transaction. In a rehearsal everything written is marked, and only rehearsals are read."""

    @property
    def observations(self) -> Observations: ...
    @property
    def verdicts(self) -> Verdicts: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def pruning(self) -> Pruning: ...
    @property
    def runs(self) -> Runs: ...


class EvidenceStore(Protocol):
    """WARC files and their hash chain. Bytes are written, fsynced and in place before any row speaks of them (L1,
    A14)."""

    def write(self, looks: Sequence[Sequence[Page]]) -> list[list[EvidenceRef]]:
        """Write the pages of some looks into one new file (temp, fsync, rename): one list of records per look.

        A body that is already kept becomes a revisit record. The rows, and the links of the hash chain, are added by
        ``Observations.save``. Raises StorageError when the disk fails."""

    def verify(self) -> list[str]:
        """Re-hash everything; one sentence for each thing that is wrong, none when all is well."""

    def orphans(self) -> list[str]:
        """One sentence for each left-over of a process that died: a draft, a file that no row speaks of. Harmless."""

    def body(self, evidence: int) -> bytes:
        """The bytes of one record, revisits resolved."""


class Lease(Protocol):
    """Held while a run or a daemon works. ``owner`` names this process in the outbox; ``fence`` rises with each
    holder."""

    @property
    def owner(self) -> str: ...
    @property
    def fence(self) -> int: ...

    def still_mine(self) -> bool:
        """False when somebody else took over (this process was stopped for too long); then nothing more may be
        written."""


class Store(Protocol):
    """The database of one workspace."""

    @property
    def evidence(self) -> EvidenceStore: ...

    def write(self, rehearsal: bool, step: str = "") -> AbstractContextManager[Transaction]:
        """Begin a writing transaction (BEGIN IMMEDIATE on SQLite); commits on leaving, rolls back on an exception.

        ``step``: its name among the fail points (FAULTS A3)."""

    def read(self, rehearsal: bool | None) -> AbstractContextManager[Transaction]:
        """A consistent snapshot to read from; None: rehearsals and real facts together."""

    def has_real_looks(self) -> bool:
        """Whether anything but rehearsals was ever seen; then rehearsals may not write (INTERFACE)."""

    def close(self) -> None:
        """Let go of the connections."""
