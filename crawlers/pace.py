"""Politeness: pauses between requests to one host and to one server, whoever's thread it is."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

LONGEST_CRAWL_DELAY_S = 30.0
"""A robots.txt that asks for more is honoured up to here."""
_PRUNE_AT = 4096


class Timekeeper(Protocol):
    """Time as the pace needs it; a false one makes tests quick."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def stop(self) -> None:
        """Wake everybody; nobody waits any more."""


class RealTime:
    """The machine's own time."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, but not beyond the end of the run."""
        self._stopped.wait(seconds)

    def stop(self) -> None:
        """Wake everybody; nobody waits any more."""
        self._stopped.set()


class Pace:
    """When the next request may start. Thread-safe.

    A host rests for ``pause_s`` after each answer; a server (IP address) starts one request per ``pause_s`` for all its
    hosts together. Up to ``jitter`` of a pause is added so that many runs do not fall into step. ``sharers``: processes
    that look at the same time, each with a pace of its own: a server of several hosts is shared with the others too.
    """

    def __init__(
        self,
        pause_s: float,
        timekeeper: Timekeeper | None = None,
        jitter: float = 0.1,
        chance: Callable[[], float] = random.random,
        sharers: int = 1,
    ) -> None:
        self.pause_s = pause_s
        self.time = timekeeper or RealTime()
        self._jitter, self._chance = jitter, chance
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}
        self._sharers = sharers
        self._first_host: dict[str, str] = {}
        self._crowded: set[str] = set()
        """Servers that were seen to serve more than one host."""

    def turn(self, host: str, address: str, patience_s: float) -> float | None:
        """Wait until ``host`` at ``address`` may be asked; seconds waited for the host's own sake, neighbours left out.

        None, without waiting: its own rest would last longer than ``patience_s``.
        """
        server = f"ip {address}"
        with self._lock:
            now = self.time.monotonic()
            own = max(0.0, self._free_at.get(host, now) - now)
            if own > patience_s:
                return None
            start = max(now + own, self._free_at.get(server, now))
            if self.pause_s > 0:
                self._free_at[server] = start + self._pause(self.pause_s * self._shares(server, host))
        if start > now:
            self.time.sleep(start - now)
        return own

    def _shares(self, server: str, host: str) -> int:
        if self._sharers == 1:
            return 1
        if self._first_host.setdefault(server, host) != host:
            self._crowded.add(server)
        return self._sharers if server in self._crowded else 1

    def done(self, host: str, crawl_delay_s: float | None = None) -> None:
        """``host`` has answered: its rest begins. ``crawl_delay_s``: what its robots.txt asks for."""
        pause = max(self.pause_s, min(crawl_delay_s or 0.0, LONGEST_CRAWL_DELAY_S))
        if pause > 0:
            self.hold(host, self._pause(pause))

    def hold(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for at least ``seconds`` (Retry-After)."""
        with self._lock:
            now = self.time.monotonic()
            self._free_at[host] = max(self._free_at.get(host, 0.0), now + seconds)
            if len(self._free_at) > _PRUNE_AT:
                self._free_at = {key: at for key, at in self._free_at.items() if at > now}

    def rest_of(self, host: str) -> float:
        """Seconds for which ``host`` is still to be left alone."""
        with self._lock:
            return max(0.0, self._free_at.get(host, 0.0) - self.time.monotonic())

    def _pause(self, seconds: float) -> float:
        return seconds * (1.0 + self._jitter * self._chance())


def retry_after_s(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, both spellings; None: it says nothing usable (E30)."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
