"""Many looks at once: one host after another in many threads, one host never twice at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from queue import SimpleQueue
from urllib.parse import urlsplit

from crawlers.looking.gate import Gate
from crawlers.looking.walk import look_at
from crawlers.page import Fetcher, LookResult, Memory
from crawlers.readers import all_readers
from rules.model import Outcome, Section


@dataclass(frozen=True, slots=True)
class Job:
    """One section to look at. ``back_to``: how far back the look should reach; ``force_full``: no conditional
    request. ``recorded``: names of what the unit's other sections have shown, where it has several for one topic."""

    section: Section
    memory: Memory
    back_to: datetime
    force_full: bool = False
    recorded: frozenset[str] = frozenset()


Looker = Callable[[Job], LookResult]
Visit = Sequence[Job]
"""The sections of one host, one after the other."""
WAITING_PER_THREAD = 2
"""Visits handed out that have not begun: what waits takes memory, and must not grow with the number of sections."""


class Said(Enum):
    """What is told of a visit beside its looks."""

    BEGUN = "begun"
    OVER = "over"


def looker(fetcher: Fetcher, now: datetime) -> Looker:
    """Carries out one job, with the readers of all families."""
    readers = all_readers()

    def look(job: Job) -> LookResult:
        told = (job.section, job.memory, fetcher, readers, now, job.back_to, job.force_full, job.recorded)
        return look_at(*told)

    return look


def look_at_many(visits: Iterable[Visit], look: Looker, threads: int, now: datetime) -> Iterator[LookResult]:
    """Carry out the visits, each by one thread; results come as they finish. ``visits`` is drawn from as needed.

    A fault of our own in one look is that look's outcome and spoils no other (S14).
    """
    told: SimpleQueue[LookResult | Said] = SimpleQueue()
    waiting, to_begin, under_way, gate = iter(visits), 0, 0, Gate(threads)
    pool = ThreadPoolExecutor(max_workers=gate.most)
    try:
        while True:
            while to_begin < gate.threads * WAITING_PER_THREAD and (visit := next(waiting, None)) is not None:
                pool.submit(carry_out, visit, look, now, told.put, gate)
                to_begin += 1
                under_way += 1
            if not under_way:
                return
            match told.get():
                case Said.BEGUN:
                    to_begin -= 1
                case Said.OVER:
                    under_way -= 1
                case result:
                    yield result
    finally:
        pool.shutdown(cancel_futures=True)


def carry_out(visit: Visit, look: Looker, now: datetime, tell: Callable[[LookResult | Said], None], gate: Gate) -> None:
    """One visit; ``tell`` hears when it begins, of each look as it ends, and when the visit is over."""
    with gate.entered():
        tell(Said.BEGUN)
        try:
            for job in visit:
                tell(guarded(job, look, now))
        finally:
            tell(Said.OVER)


def guarded(job: Job, look: Looker, now: datetime) -> LookResult:
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
