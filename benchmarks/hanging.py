"""Do hosts that hang slow the others? A hundred hosts, none, one and thirty of them silent, in turn in one run.

``python -m benchmarks.hanging``: seconds until the last healthy host was seen, and how much later each healthy host was
seen than without the silent ones (p99). Pause, deadline and threads are as shipped unless others are asked for.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.page import LookResult, Memory
from crawlers.pool import Job, look_at_many
from crawlers.readers import all_readers
from crawlers.walk import look_at
from rules.model import VN, Section
from tests.crawlers.badweb import BadWeb, Manner, Visitor, say, silent
from tests.faults.hostile_sites import GOOD, HTML, PATH


def measure(
    hosts: int, hanging: int, threads: int, deadline: float, delay: float, pause: float, only_healthy: bool = False
) -> dict[int, float]:
    """Seconds after the beginning at which each healthy host was seen."""
    now = datetime.now(VN)
    seen: dict[int, float] = {}
    with ExitStack() as stack:
        urls = {}
        for number in range(hosts):
            web = stack.enter_context(BadWeb(f"127.5.{100 + number // 200}.{number % 200 + 1}"))
            quiet = _silent(number, hosts, hanging)
            urls[number] = web.on(PATH, silent if quiet else _slowly(delay))
            if quiet:
                web.on("/robots.txt", silent)
        settings = FetchSettings(
            allow_networks=("127.5.0.0/16",), pause_s=pause, deadline_s=deadline, visit_s=deadline * 2
        )
        fetcher = stack.enter_context(HttpFetcher(settings))
        chosen = [n for n in range(hosts) if not (only_healthy and _silent(n, hosts, hanging))]
        visits = [[Job(Section(str(n), "cchc", urls[n]), Memory(), now - timedelta(days=60))] for n in chosen]
        readers = all_readers()

        def look(job: Job) -> LookResult:
            found = look_at(job.section, job.memory, fetcher, readers, now, job.back_to)
            if not _silent(int(job.section.unit), hosts, hanging):
                seen[int(job.section.unit)] = time.monotonic() - began
            return found

        began = time.monotonic()
        for _ in look_at_many(visits, look, threads, now):
            pass
    return seen


def _silent(number: int, hosts: int, hanging: int) -> bool:
    """Evenly spread, the first host among them."""
    return number * hanging // hosts != (number - 1) * hanging // hosts if hanging else False


def _slowly(delay: float) -> Manner:
    answer = say(200, GOOD, HTML)

    def manner(visitor: Visitor) -> str | None:
        visitor.wait(delay)
        return answer(visitor)

    return manner


def main() -> int:
    """The table; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--deadline", type=float, default=20)
    parser.add_argument("--delay", type=float, default=0.2, help="seconds before a healthy host answers")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two requests to one host")
    parser.add_argument("--repeat", type=int, default=3)
    wish = parser.parse_args()
    print(f"{'silent':>7} {'healthy':>8} {'alone, s':>9} {'beside, s':>10} {'slower':>8} {'later, p99':>11}")
    missed = False
    for hanging in (1, 30):
        pairs = [_pair(wish, hanging) for _ in range(wish.repeat)]
        alone = statistics.median(max(one.values()) for one, _ in pairs)
        beside = statistics.median(max(other.values()) for _, other in pairs)
        late = statistics.median(_p99([other[n] - one[n] for n in one]) for one, other in pairs)
        row = f"{hanging:>7} {len(pairs[0][0]):>8} {alone:>9.2f} {beside:>10.2f}"
        print(f"{row} {beside / alone - 1:>8.1%} {late:>9.2f} s", flush=True)
        missed |= late > 2 if hanging == 1 else beside > alone * 1.05
    return int(missed)


def _pair(wish: argparse.Namespace, hanging: int) -> tuple[dict[int, float], dict[int, float]]:
    """The same healthy hosts without the silent ones, and beside them."""
    facts = (wish.hosts, hanging, wish.threads, wish.deadline, wish.delay, wish.pause)
    return measure(*facts, only_healthy=True), measure(*facts)


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[round(0.99 * (len(values) - 1))]


if __name__ == "__main__":
    sys.exit(main())
