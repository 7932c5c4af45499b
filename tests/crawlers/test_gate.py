"""Visits that wait for their hosts hold up no other: told by who may begin, not by how long it took."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from crawlers.looking.gate import MOST_WAITING, Gate, at_the_host
from crawlers.looking.pool import Job, Visit, look_at_many
from crawlers.page import LookResult, Memory
from rules.model import Outcome, Section

from .webs import NOW

THREADS = 2


def visit(number: int) -> Visit:
    return [Job(Section(f"truong-{number}", "cchc", f"http://s{number}.edu.test/"), Memory(), NOW - timedelta(days=9))]


def test_all_others_are_seen_while_more_hosts_hang_than_there_are_threads() -> None:  # J1
    release, healthy = threading.Event(), threading.Semaphore(0)

    def look(job: Job) -> LookResult:
        if int(job.section.unit.rpartition("-")[2]) < 30:
            with at_the_host():
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
        with lock:
            inside += 1
            most = max(most, inside)
        for _ in range(200):
            pass
        with lock:
            inside -= 1

    def visit() -> None:
        with gate.entered():
            for _ in range(20):
                work()
                with at_the_host():
                    pass
            work()

    threads = [threading.Thread(target=visit) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert most <= THREADS
    assert gate.most == THREADS + MOST_WAITING


def test_what_comes_back_from_its_host_goes_before_what_has_not_begun() -> None:
    gate, told = Gate(1), []
    at_host, answered = threading.Event(), threading.Event()

    def first() -> None:
        with gate.entered():
            with at_the_host():
                at_host.set()
                assert answered.wait(30)
            told.append("first read")

    def second() -> None:
        with gate.entered():
            answered.set()
            while not gate.somebody_is_back():
                time.sleep(0.005)
            beginner.start()
            time.sleep(0.05)
            told.append("second read")

    def third() -> None:
        with gate.entered():
            told.append("third begun")

    beginner = threading.Thread(target=third)
    others = [threading.Thread(target=first), threading.Thread(target=second)]
    others[0].start()
    assert at_host.wait(30)
    others[1].start()
    for thread in (*reversed(others), beginner):
        thread.join(30)
    assert told == ["second read", "first read", "third begun"]


def test_outside_a_visit_waiting_for_a_host_is_nobodys_business() -> None:
    with at_the_host():
        pass
