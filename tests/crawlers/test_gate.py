"""Visits that wait for their hosts hold up no other: told by who may begin, not by how long it took."""

from __future__ import annotations

import threading
from datetime import timedelta

from crawlers.gate import MOST_WAITING, Gate
from crawlers.page import LookResult, Memory
from crawlers.pool import Job, Visit, look_at_many
from rules.model import Outcome, Section

from .webs import NOW

THREADS = 2


def visit(number: int) -> Visit:
    return [Job(Section(f"truong-{number}", "cchc", f"http://s{number}.edu.test/"), Memory(), NOW - timedelta(days=9))]


def test_all_others_are_seen_while_more_hosts_hang_than_there_are_threads() -> None:  # J1
    release, healthy = threading.Event(), threading.Semaphore(0)

    def look(job: Job) -> LookResult:
        if int(job.section.unit.rpartition("-")[2]) < 30:
            assert release.wait(60), "the hanging ones ended before the others were seen"
        else:
            healthy.release()
        return LookResult(job.section, NOW, Outcome.READ)

    results = look_at_many([visit(n) for n in range(100)], look, THREADS, NOW)
    found: list[LookResult] = []
    reader = threading.Thread(target=lambda: found.extend(results))
    reader.start()
    try:
        for _ in range(70):  # nobody has let go of the thirty yet
            assert healthy.acquire(timeout=30)
    finally:
        release.set()
        reader.join(60)
    assert len(found) == 100


def test_no_more_visits_work_at_once_than_there_are_threads() -> None:
    gate, inside, most = Gate(THREADS), 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with gate.entered():
            with lock:
                inside += 1
                most = max(most, inside)
            for _ in range(50):
                gate.lives()
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most <= THREADS
    assert gate.most == THREADS + MOST_WAITING
