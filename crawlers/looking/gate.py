"""How many visits run at once: those that wait for their hosts do not count, so none of them holds up others.

A visit works while it reads what it was given; while it asks, or rests for politeness' sake, its place is another's.
What comes back from its host goes before what has not begun: so no more is begun than can be read.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_WAITING = 120
"""Visits that may wait for their hosts beside those that work: what a thread costs is small, but not nothing."""
MOST_READING = 2
"""Visits of a process that read at a time: more would only take the interpreter from those that hear their hosts."""
_here = threading.local()


class Gate:
    """Lets a few visits read at a time, while up to ``threads`` and ``MOST_WAITING`` more wait for their hosts."""

    def __init__(self, threads: int) -> None:
        self.threads = max(1, threads)
        self._places = min(self.threads, MOST_READING)
        lock = threading.Lock()
        self._returning, self._beginning = threading.Condition(lock), threading.Condition(lock)
        self._lock, self._working, self._back = lock, 0, 0

    @property
    def most(self) -> int:
        """How many threads are needed at most."""
        return self.threads + MOST_WAITING

    def somebody_is_back(self) -> bool:
        """Whether a visit has what it asked for and waits to read it."""
        with self._lock:
            return self._back > 0

    @contextmanager
    def entered(self) -> Iterator[None]:
        """One visit by this thread, begun when there is room for it."""
        with self._lock:
            while self._working + self._back >= self._places:
                self._beginning.wait()
            self._working += 1
        _here.gate = self
        try:
            yield
        finally:
            del _here.gate
            self._leave()

    @contextmanager
    def away(self) -> Iterator[None]:
        """The visit of this thread is at its host."""
        self._leave()
        try:
            yield
        finally:
            with self._lock:
                self._back += 1
                while self._working >= self._places:
                    self._returning.wait()
                self._back -= 1
                self._working += 1

    def _leave(self) -> None:
        with self._lock:
            self._working -= 1
            self._returning.notify()
            if self._working + self._back < self._places:
                self._beginning.notify()


@contextmanager
def at_the_host() -> Iterator[None]:
    """What is done inside waits for a host: if this thread carries out a visit, others may work meanwhile."""
    gate: Gate | None = getattr(_here, "gate", None)
    if gate is None:
        yield
        return
    with gate.away():
        yield
