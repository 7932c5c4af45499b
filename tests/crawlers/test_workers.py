"""Looking in several processes: the same findings, and nothing is lost or left behind when one of them dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.gate import Gate
from crawlers.looking.pool import Job, look_at_many, looker
from crawlers.looking.workers import Orders, look_in_processes
from crawlers.page import LookResult, Memory
from rules.model import VN, Outcome, Section

from .badweb import BadWeb, silent
from .webs import Reply, Web

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VN)
SETTINGS = FetchSettings(allow_networks=("127.0.0.0/8",), pause_s=0, deadline_s=20, retries=0)
ORDERS = Orders(SETTINGS, threads=2, now=NOW)


def site(schools: int) -> dict[str, Reply]:
    pages = {}
    for school in range(schools):
        rows = "".join(
            f'<div class="item"><h3><a href="/s{school}/bai-{n}.htm">Bài viết thứ {n} của trường {school}</a></h3>'
            f'<p class="time">{NOW - timedelta(days=n * 40):%d/%m/%Y %H:%M}</p></div>'
            for n in range(1, 9)
        )
        pages[f"/s{school}/cchc/"] = Reply(f"<main><h1>CCHC</h1>{rows}</main>")
    return pages


def slowly(pages: dict[str, Reply]) -> Callable[[str, Mapping[str, str]], Reply]:
    """So that every process has looks under way at any moment."""

    def answer(path: str, headers: Mapping[str, str]) -> Reply:
        time.sleep(0.15)
        return pages.get(path, Reply("không có", 404))

    return answer


def visits(web: Web, schools: int) -> list[list[Job]]:
    return [
        [Job(Section(f"truong-{n}", "cchc", f"{web.base}/s{n}/cchc/"), Memory(), NOW - timedelta(days=30))]
        for n in range(schools)
    ]


def facts(results: Iterator[LookResult]) -> dict[str, tuple[Outcome, tuple[str, ...]]]:
    return {one.section.unit: (one.outcome, tuple(item.title for item in one.items)) for one in results}


def test_processes_find_what_threads_find() -> None:
    with Web(site(9)) as web, HttpFetcher(SETTINGS) as fetcher:
        here = facts(look_at_many(visits(web, 9), looker(fetcher, ORDERS.now), 2, NOW))
        there = facts(look_in_processes(visits(web, 9), ORDERS, 2))
    assert len(here) == 9
    assert {outcome for outcome, _ in here.values()} == {Outcome.READ}
    assert here == there


def test_hosts_with_several_sections_and_with_none_left_end_all_the_same() -> None:
    with Web(site(6)) as web:
        jobs = [job for [job] in visits(web, 6)]
        found = facts(look_in_processes([jobs[:3], [], jobs[3:], []], ORDERS, 2))
    assert {unit: outcome for unit, (outcome, _) in found.items()} == {f"truong-{n}": Outcome.READ for n in range(6)}


def test_the_looks_of_a_process_that_dies_are_our_trouble_and_the_rest_goes_on() -> None:
    with contextlib.ExitStack() as stack:
        webs = [stack.enter_context(Web(slowly(site(1)), f"127.0.21.{n + 1}")) for n in range(60)]
        schools = [visits(web, 1)[0] for web in webs]
        named = [[replace(job, section=replace(job.section, unit=f"truong-{n}"))] for n, [job] in enumerate(schools)]
        results = look_in_processes(named, ORDERS, 2)
        found = [next(results)]
        victim = workers_of(os.getpid())[0]
        os.kill(victim, signal.SIGKILL)
        found += list(results)
    outcomes = [one.outcome for one in found]
    assert sorted(one.section.unit for one in found) == sorted(f"truong-{n}" for n in range(60)), "each once"
    assert set(outcomes) == {Outcome.READ, Outcome.OUR_TROUBLE}
    assert workers_of(os.getpid()) == []


def test_hosts_that_hang_hold_up_no_other_in_processes_either() -> None:  # J1
    """Told by the order: everybody else is seen before the first of them is given up."""
    orders = replace(ORDERS, settings=replace(SETTINGS, deadline_s=15))
    with contextlib.ExitStack() as stack:
        quiet = [stack.enter_context(BadWeb(f"127.0.22.{n + 1}")) for n in range(16)]
        for web in quiet:
            web.on("/robots.txt", silent)
        well = [stack.enter_context(Web(site(1), f"127.0.23.{n + 1}")) for n in range(16)]
        jobs = [Job(Section(f"im-{n}", "cchc", web.url("/cchc/")), Memory(), NOW) for n, web in enumerate(quiet)]
        jobs += [replace(visits(web, 1)[0][0], section=Section(f"khoe-{n}", "cchc", f"{web.base}/s0/cchc/"))
                 for n, web in enumerate(well)]  # fmt: skip
        found = [(one.section.unit, one.outcome) for one in look_in_processes([[job] for job in jobs], orders, 2)]
    assert all(unit.startswith("khoe") and outcome is Outcome.READ for unit, outcome in found[:16]), found
    assert {outcome for _, outcome in found[16:]} == {Outcome.TIMEOUT}


def test_after_a_stop_nothing_more_is_handed_out() -> None:
    stopped, schools = threading.Event(), 2 * Gate(ORDERS.threads).most + 100
    with Web(slowly(site(schools))) as web:
        results = look_in_processes(visits(web, schools), ORDERS, 2, stopped.is_set)
        next(results)
        stopped.set()
        assert len(list(results)) < schools - 1, "more than can be under way at once"
    assert workers_of(os.getpid()) == []


@pytest.mark.slow
def test_workers_end_with_their_parent_however_it_died(tmp_path: Path) -> None:
    code = (
        "import time\nfrom datetime import datetime\nfrom crawlers.looking.workers import Orders, _Crew\n"
        "from crawlers.fetching import FetchSettings\nfrom rules.model import VN\n"
        "crew = _Crew(iter(()), Orders(FetchSettings(), 2, datetime.now(VN)), 2)\n"
        "print(*(one.process.pid for one in crew.workers), flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()]
    assert len(pids) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while time.monotonic() < until and any(alive(pid) for pid in pids):
        time.sleep(0.05)
    assert not any(alive(pid) for pid in pids)


def workers_of(pid: int) -> list[int]:
    """Its children that are workers; what other tests have left behind is none of ours."""
    found = []
    for one in children(pid):
        with contextlib.suppress(OSError):  # it ended just now
            if b"workers import serve" in Path(f"/proc/{one}/cmdline").read_bytes():
                found.append(one)
    return found


def children(pid: int) -> list[int]:
    """Processes that a process has started and that still run."""
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for file in told for one in file.read_text().split() if alive(int(one))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_look_did_not_learn_anything_about_stays_the_same_object() -> None:
    pages = site(2)
    with Web(pages) as web:
        first = {one.section.unit: one for one in look_in_processes(visits(web, 2), ORDERS, 2)}
        again = [[Job(job.section, first[job.section.unit].memory, job.back_to)] for [job] in visits(web, 2)]
        for result in look_in_processes(again, ORDERS, 2):
            assert result.outcome is Outcome.UNCHANGED
            assert result.memory is first[result.section.unit].memory
