"""Many looks at once: one host after another in many threads, one host never twice at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from crawlers.gate import PATIENCE_S, Gate
from crawlers.page import LookResult, Memory
from rules.model import Outcome, Section


@dataclass(frozen=True, slots=True)
class Job:
    """One section to look at. ``back_to``: how far back the look should reach; ``force_full``: no conditional
    request."""

    section: Section
    memory: Memory
    back_to: datetime
    force_full: bool = False


Look = Callable[[Job], LookResult]
Visit = Sequence[Job]
"""The sections of one host, one after the other."""
WAITING_PER_THREAD = 2
"""Visits that are handed out at a time: what waits takes memory, and must not grow with the number of sections."""


def look_at_many(visits: Iterable[Visit], look: Look, threads: int, now: datetime) -> Iterator[LookResult]:
    """Carry out the visits, each by one thread; results come as they finish. ``visits`` is drawn from as needed.

    A fault of our own in one look is that look's outcome and spoils no other (S14).
    """
    results: SimpleQueue[LookResult | None] = SimpleQueue()
    waiting, under_way, gate = iter(visits), 0, Gate(threads)
    pool = ThreadPoolExecutor(max_workers=gate.most)
    try:
        while True:
            room = gate.threads * WAITING_PER_THREAD + gate.waiting()
            while under_way < room and (visit := next(waiting, None)) is not None:
                pool.submit(carry_out, visit, look, now, results.put, gate)
                under_way += 1
            if not under_way:
                return
            try:
                found = results.get(timeout=PATIENCE_S)
            except Empty:
                continue  # hosts keep us waiting: others may begin meanwhile
            if found is None:
                under_way -= 1
            else:
                yield found
    finally:
        pool.shutdown(cancel_futures=True)


def carry_out(visit: Visit, look: Look, now: datetime, tell: Callable[[LookResult | None], None], gate: Gate) -> None:
    """One visit; ``tell`` hears of each look as it ends, and None when the visit is over."""
    try:
        with gate.entered():
            for job in visit:
                tell(guarded(job, look, now))
                gate.lives()
    finally:
        tell(None)


def guarded(job: Job, look: Look, now: datetime) -> LookResult:
    """One look, whatever happens."""
    try:
        return look(job)
    except Exception as error:  # a bug of ours must never become a verdict about somebody (S14, K12)
        return of_our_trouble(job, now, f"{type(error).__name__}: {error}"[:300])


def of_our_trouble(job: Job, now: datetime, detail: str) -> LookResult:
    """A look that came to nothing through us."""
    return LookResult(job.section, now, Outcome.OUR_TROUBLE, detail, memory=job.memory)


def host_key(url: str) -> str:
    """What makes two sections one visit."""
    return urlsplit(url).netloc.lower()
