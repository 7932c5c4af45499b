"""Looking in several processes: a page is parsed by one thread of a process at a time, so each core gets a process.

A worker is a new interpreter at the other end of a socket: it is handed visits and answers with finished looks. It
keeps nothing, writes nothing, and ends when its socket does, however its parent died.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.gate import Gate
from crawlers.looking.pool import WAITING_PER_THREAD, Job, Said, Visit, carry_out, looker, of_our_trouble
from crawlers.pace import Pace
from crawlers.page import LookResult, Memory

_ASKED_EVERY_S = 0.2
_MOST_DEATHS = 3
_FRUGAL = {"MALLOC_ARENA_MAX": "1"}
"""Only one thread works at a time anyway: an arena for each would keep a third more memory."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How a worker looks. ``now``: the moment of the run (S1); ``at``: the clock of a rehearsal, which stands still.

    ``workers``: how many there are, each pacing its own requests.
    """

    settings: FetchSettings
    threads: int
    now: datetime
    at: datetime | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class _StandingClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class _Worker:
    """One process and the visits it was handed; of each, what it has not told yet."""

    process: subprocess.Popen[bytes]
    line: Connection
    visits: dict[int, list[Job]] = field(default_factory=dict)
    to_begin: int = 0
    """How many of them it has not begun."""

    def end(self) -> None:
        """Hang up, which ends it, and wait for it."""
        self.line.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def look_in_processes(
    visits: Iterable[Visit], orders: Orders, processes: int, stop: Callable[[], bool] = lambda: False
) -> Iterator[LookResult]:
    """As ``look_at_many``, in worker processes. After ``stop`` nothing more is handed out, and what is under way ends.

    The looks of a process that dies are our trouble (S14); a few times another one takes its place.
    """
    crew = _Crew(iter(visits), orders, processes)
    try:
        while crew.hand_out(stopped := stop()):
            if stopped:
                crew.call_off()
            yield from crew.hear()
    finally:
        crew.dismiss()


class _Crew:
    """The workers of one run, and what they were handed."""

    def __init__(self, visits: Iterator[Visit], orders: Orders, processes: int) -> None:
        self.visits = visits
        self.orders = replace(orders, workers=processes)
        self.workers: list[_Worker] = []
        self.ears = selectors.DefaultSelector()
        self.number, self.deaths, self.called_off = 0, 0, False
        for _ in range(processes):
            self._hire()

    def _hire(self) -> None:
        worker = _start(self.orders)
        self.workers.append(worker)
        self.ears.register(worker.line, selectors.EVENT_READ, worker)

    def hand_out(self, stopped: bool) -> bool:
        """Keep every worker busy; whether any is."""
        for worker in self.workers:
            while not stopped and worker.to_begin < self.orders.threads * WAITING_PER_THREAD:
                visit = next(self.visits, None)
                if visit is None:
                    break
                self.number += 1
                worker.visits[self.number] = list(visit)
                worker.to_begin += 1
                with suppress(OSError):  # that it is dead is heard at its end of the line
                    worker.line.send((self.number, list(visit)))
        return any(worker.visits for worker in self.workers)

    def call_off(self) -> None:
        """Tell the workers to end what is under way."""
        if not self.called_off:
            self.called_off = True
            for worker in self.workers:
                with suppress(OSError):
                    worker.line.send(None)

    def hear(self) -> Iterator[LookResult]:
        """What has finished within a moment."""
        for key, _ in self.ears.select(_ASKED_EVERY_S):
            worker: _Worker = key.data
            try:
                number, result, same = worker.line.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                yield from self._bury(worker)
                continue
            if result is Said.BEGUN:
                worker.to_begin -= 1
                continue
            if result is Said.OVER:
                worker.visits.pop(number, None)
                continue
            jobs = worker.visits[number]
            job = next(one for one in jobs if one.section == result.section)
            jobs.remove(job)
            if not jobs:
                del worker.visits[number]
            yield replace(result, memory=job.memory) if same else result

    def _bury(self, worker: _Worker) -> Iterator[LookResult]:
        self.workers.remove(worker)
        self.ears.unregister(worker.line)
        worker.end()
        self.deaths += 1
        if self.deaths <= _MOST_DEATHS and not self.called_off:
            self._hire()
        lost = [job for jobs in worker.visits.values() for job in jobs]
        if not self.workers:
            lost += [job for visit in self.visits for job in visit]
        for job in lost:
            yield of_our_trouble(job, self.orders.now, "a worker process died")

    def dismiss(self) -> None:
        """The end, whatever led to it."""
        for worker in self.workers:
            worker.end()
        self.ears.close()


def _start(orders: Orders) -> _Worker:
    ours, theirs = socket.socketpair()
    with theirs:
        # Neither forked (threads) nor spawned by multiprocessing (which runs the caller's main module once more).
        begin = f"from crawlers.looking.workers import serve; serve({theirs.fileno()})"
        code = f"import sys; sys.path[:] = {sys.path!r}; {begin}"
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **_FRUGAL},
        )
    line = Connection(ours.detach())
    line.send(orders)
    return _Worker(process, line)


# --- the other end ---------------------------------------------------------------------------------------------------


def serve(handle: int) -> None:
    """A worker's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked to stop, and says so
    line = Connection(handle)
    orders: Orders = line.recv()
    pace = Pace(orders.settings.pause_s, sharers=orders.workers)
    fetcher = HttpFetcher(orders.settings, _StandingClock(orders.at) if orders.at else None, pace=pace)
    look, talking = looker(fetcher, orders.now), threading.Lock()
    gate = Gate(orders.threads)
    pool = ThreadPoolExecutor(gate.most)

    def visit(number: int, jobs: list[Job]) -> None:
        memories = {job.section.id: job.memory for job in jobs}
        left = set(memories)

        def tell(result: LookResult | Said) -> None:
            if isinstance(result, LookResult):
                left.discard(result.section.id)
            elif result is Said.OVER and memories and not left:
                return  # its last look has said so
            # Most looks learn nothing: then the memory, which is large, stays where it is.
            same = isinstance(result, LookResult) and result.memory is memories[result.section.id]
            slim = replace(result, memory=Memory()) if isinstance(result, LookResult) and same else result
            told = pickle.dumps((number, slim, same), protocol=pickle.HIGHEST_PROTOCOL)
            with talking, suppress(OSError):
                line.send_bytes(told)

        carry_out(jobs, look, orders.now, tell, gate)

    with suppress(EOFError, OSError):
        while True:
            order = line.recv()
            if order is None:
                fetcher.close()
            else:
                pool.submit(visit, *order)
    os._exit(0)  # nobody is left to tell: threads that still wait for a site must not hold us
