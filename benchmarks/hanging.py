"""Do hosts that hang slow the others? A hundred hosts in a process of their own, one and then thirty of them silent.

``python -m benchmarks.hanging``: seconds until the last healthy host was seen, alone and beside the silent ones, in
turn, medians of the pairs; how much later each healthy host was seen (p99); CPU seconds spent until then. Pause,
deadline and threads are as shipped unless others are asked for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.gate import MOST_WAITING
from crawlers.looking.pool import Job, Visit, look_at_many, looker
from crawlers.looking.workers import Orders, look_in_processes
from crawlers.page import LookResult, Memory
from rules.model import VN, Outcome, Section
from tests.crawlers.badweb import BadWeb, Manner, Visitor, say, silent
from tests.faults.hostile_sites import GOOD, HTML, PATH

NETWORK = "127.5.0.0/16"


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds after the beginning at which each healthy host was seen; CPU seconds of this process until the last."""

    at: dict[int, float]
    cpu: float

    @property
    def last(self) -> float:
        """When the last one was seen."""
        return max(self.at.values())


# --- the web ---------------------------------------------------------------------------------------------------------


def serve(line: Connection, hosts: int, hanging: int, delay: float) -> None:
    """The hosts, until somebody hangs up; their addresses are told first."""
    with ExitStack() as stack:
        urls = []
        for number in range(hosts):
            web = stack.enter_context(BadWeb(f"127.5.{100 + number // 200}.{number % 200 + 1}"))
            quiet = is_silent(number, hosts, hanging)
            urls.append(web.on(PATH, silent if quiet else slowly(delay)))
            if quiet:
                web.on("/robots.txt", silent)
        line.send(urls)
        line.poll(None)


def is_silent(number: int, hosts: int, hanging: int) -> bool:
    """Evenly spread, the first host among them."""
    return number * hanging // hosts != (number - 1) * hanging // hosts if hanging else False


def slowly(delay: float) -> Manner:
    """A good list after a while."""
    answer = say(200, GOOD, HTML)

    def manner(visitor: Visitor) -> str | None:
        visitor.wait(delay)
        return answer(visitor)

    return manner


@contextmanager
def web_of(hosts: int, hanging: int, delay: float) -> Iterator[list[str]]:
    """Addresses of the hosts, which live in a process of their own."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=serve, args=(theirs, hosts, hanging, delay), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours.recv()
    finally:
        ours.close()
        process.join(5)
        process.kill()


# --- looking ---------------------------------------------------------------------------------------------------------


def measure(urls: Sequence[str], chosen: Sequence[int], healthy: Sequence[int], wish: argparse.Namespace) -> Seen:
    """Look at the chosen hosts. Raises SystemExit when a healthy one was not read: then nothing was measured."""
    now, seen = datetime.now(VN), {}
    settings = FetchSettings(
        allow_networks=(NETWORK,),
        pause_s=wish.pause,
        deadline_s=wish.deadline,
        max_hosts=max(64, wish.threads * 2 + MOST_WAITING),
    )
    visits = [[Job(Section(str(n), "cchc", urls[n]), Memory(), now - timedelta(days=60))] for n in chosen]
    wanted, cpu = set(healthy), 0.0
    with ExitStack() as stack:
        began, worked = time.monotonic(), time.process_time()
        for found in _looks(visits, settings, wish, now, stack):
            number = int(found.section.unit)
            if number not in wanted:
                continue
            if found.outcome is not Outcome.READ:
                raise SystemExit(f"host {number}: {found.outcome.value} {found.detail}")
            seen[number] = time.monotonic() - began
            cpu = time.process_time() - worked
    return Seen(seen, cpu)


def _looks(
    visits: Sequence[Visit], settings: FetchSettings, wish: argparse.Namespace, now: datetime, stack: ExitStack
) -> Iterator[LookResult]:
    orders = Orders(settings, wish.threads, now)
    if wish.processes > 1:
        return look_in_processes(visits, orders, wish.processes)
    fetcher = stack.enter_context(HttpFetcher(settings))
    return look_at_many(visits, looker(fetcher, orders.now), wish.threads, now)


def _pair(wish: argparse.Namespace, hanging: int, number: int) -> tuple[Seen, Seen]:
    """The same healthy hosts without the silent ones, and beside them; which comes first changes."""
    everybody = range(wish.hosts)
    healthy = [n for n in everybody if not is_silent(n, wish.hosts, hanging)]
    with web_of(wish.hosts, hanging, wish.delay) as urls:
        if number % 2:
            beside = measure(urls, everybody, healthy, wish)
            return measure(urls, healthy, healthy, wish), beside
        return measure(urls, healthy, healthy, wish), measure(urls, everybody, healthy, wish)


def main() -> int:
    """The table; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--silent", type=int, nargs="*", default=[1, 30])
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--processes", type=int, default=1, help="as shipped a hundred sites are looked at in one")
    parser.add_argument("--deadline", type=float, default=20)
    parser.add_argument("--delay", type=float, default=0.2, help="seconds before a healthy host answers")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two requests to one host")
    parser.add_argument("--repeat", type=int, default=5)
    wish = parser.parse_args()
    print("silent  healthy  alone, s  beside, s   slower  pair by pair       later, p99   CPU alone, beside")
    missed = False
    for hanging in wish.silent:
        pairs = [_pair(wish, hanging, number) for number in range(wish.repeat)]
        alone, beside = (statistics.median(one.last for one in side) for side in zip(*pairs, strict=True))
        spent = [statistics.median(one.cpu for one in side) for side in zip(*pairs, strict=True)]
        ratios = sorted(other.last / one.last - 1 for one, other in pairs)
        late = statistics.median(_p99([other.at[n] - one.at[n] for n in one.at]) for one, other in pairs)
        row = f"{hanging:>6} {len(pairs[0][0].at):>8} {alone:>9.2f} {beside:>10.2f} {beside / alone - 1:>8.1%}"
        spread = f"{ratios[0]:+.1%} … {ratios[-1]:+.1%}"
        print(f"{row}  {spread:<18} {late:>8.2f} s   {spent[0]:.2f}, {spent[1]:.2f}", flush=True)
        missed |= late > 2 if hanging == 1 else beside > alone * 1.05
    return int(missed)


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[round(0.99 * (len(values) - 1))]


if __name__ == "__main__":
    sys.exit(main())
