"""Many looks at once: one host after another in many threads, one host never twice at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

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


def look_at_many(jobs: Iterable[Job], look: Look, threads: int, now: datetime) -> Iterator[LookResult]:
    """Carry out the jobs, those of one host in order by one thread; results come as they finish.

    A fault of our own in one look is that look's outcome and spoils no other (S14).
    """
    visits = list(_by_host(jobs).values())
    with ThreadPoolExecutor(max_workers=max(1, min(threads, len(visits)))) as pool:
        for done in as_completed([pool.submit(_visit, visit, look, now) for visit in visits]):
            yield from done.result()


def _visit(jobs: Sequence[Job], look: Look, now: datetime) -> list[LookResult]:
    return [_guarded(job, look, now) for job in jobs]


def _guarded(job: Job, look: Look, now: datetime) -> LookResult:
    try:
        return look(job)
    except Exception as error:  # a bug of ours must never become a verdict about somebody (S14, K12)
        detail = f"{type(error).__name__}: {error}"[:300]
        return LookResult(job.section, now, Outcome.OUR_TROUBLE, detail, memory=job.memory)


def _by_host(jobs: Iterable[Job]) -> dict[str, list[Job]]:
    visits: dict[str, list[Job]] = {}
    for job in jobs:
        visits.setdefault(urlsplit(job.section.url).netloc.lower(), []).append(job)
    return visits
