"""How many visits run at once: those that only wait for a slow host do not count, so none of them holds up others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 0.2
"""How often it is asked whether others may begin."""
SHORT_S, LONG_S = 0.04, 0.4
"""A visit that told nothing for so long waits for its host, and another may begin: soon while this process has nothing
to do, later while it works, for then its visits wait for each other."""
MOST_WAITING = 120
"""Visits that may wait beside those that work: what a thread costs is small, but not nothing."""


class Gate:
    """Lets ``threads`` visits work, and up to ``MOST_WAITING`` more that wait for their hosts."""

    def __init__(self, threads: int) -> None:
        self.threads = max(1, threads)
        self._free = threading.Condition()
        self._lively: dict[int, float] = {}
        self._measured, self._worked, self._idle = time.monotonic(), time.process_time(), False

    @property
    def most(self) -> int:
        """How many threads are needed at most."""
        return self.threads + MOST_WAITING

    def waiting(self) -> int:
        """Visits that have told nothing for a while."""
        with self._free:
            return self._count_waiting()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """One visit, begun when there is room for it."""
        me = threading.get_ident()
        with self._free:
            while len(self._lively) - self._count_waiting() >= self.threads:
                self._free.wait(SHORT_S)
            self._lively[me] = time.monotonic()
        try:
            yield
        finally:
            with self._free:
                del self._lively[me]
                self._free.notify()

    def lives(self) -> None:
        """The visit of this thread got on."""
        with self._free:
            self._lively[threading.get_ident()] = time.monotonic()

    def _count_waiting(self) -> int:
        since = time.monotonic() - self._patience()
        return min(MOST_WAITING, sum(told < since for told in self._lively.values()))

    def _patience(self) -> float:
        now, worked = time.monotonic(), time.process_time()
        if now - self._measured >= SHORT_S:
            self._idle = worked - self._worked < (now - self._measured) / 2
            self._measured, self._worked = now, worked
        return SHORT_S if self._idle else LONG_S
