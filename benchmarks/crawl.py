"""How much does a look cost? A farm of loopback sites, crawled by us as shipped and by the peers, paired in one run.

``python -m benchmarks.crawl`` is the short form; ``--long`` repeats more and adds the larger farms. CPU is that of the
crawler and its children without the farm's; what starting costs (a crawl of two sites) is taken off and shown apart.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from benchmarks.farm.addresses import root_of
from benchmarks.farm.content import VN, Sites
from benchmarks.farm.ours import write_workspace
from benchmarks.farm.peers import NEEDS

ROOT = Path(__file__).parents[1]
_PACKAGES = ["scrapy", "aiohttp", "selectolax", "pycurl", "uvloop"]


@dataclass(frozen=True)
class Cost:
    """Of one crawl: CPU seconds of all its processes, wall seconds, megabytes of all of them together."""

    cpu: float
    wall: float
    peak_mb: float


@dataclass
class Farm:
    """A farm that runs, and what it shows."""

    port: int
    sites: Sites

    def rows(self, contest: Contest, generation: int) -> set[tuple[str, str, str]]:
        """The truth: everything that is to be found."""
        sites = replace(self.sites, generation=generation)
        roots = (root_of(unit, self.port, one_host=contest.one_host) for unit in range(contest.units))
        return {row for unit, root in enumerate(roots) for row in sites.rows(unit, root)}

    def tell(self, word: str, value: int) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/farm/{word}/{value}") as answer:
            return str(answer.read().decode())


@contextmanager
def farm(delay: str = "0-0", cert: Path | None = None) -> Iterator[Farm]:
    """Start one; it ends with the block. ``cert``: key and certificate in one file, for HTTPS."""
    sites = Sites(datetime.now(VN).replace(microsecond=0))
    command = [sys.executable, "-m", "benchmarks.farm.server", "--now", sites.now.isoformat(), "--delay", delay]
    command += ["--cert", str(cert)] if cert else []
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdout is not None
    assert server.stdin is not None
    try:
        yield Farm(int(server.stdout.readline()), sites)
    finally:
        server.stdin.close()
        server.wait(10)


# --- measuring -------------------------------------------------------------------------------------------------------


def measured(command: list[str]) -> Cost:
    """Run a crawl and weigh it. Raises RuntimeError when it fails."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    peak, over = [0.0], threading.Event()

    def weigh() -> None:
        while not over.wait(0.1):
            peak[0] = max(peak[0], sum(_megabytes(pid) for pid in _family(process.pid)))

    watcher = threading.Thread(target=weigh, daemon=True)
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{command}: exit {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - began, peak[0])


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue
        found += [int(child) for child in children]
    return found


def _megabytes(pid: int) -> float:
    """Shared pages count for their share only."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


# --- contestants -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contest:
    """What is crawled, by how many processes."""

    units: int
    port: int
    processes: int
    one_host: bool = False


class Ours:
    """``dondoc look`` in a workspace of its own."""

    name = "dondoc"

    def __init__(self, folder: Path, contest: Contest) -> None:
        self.home = folder / f"{self.name}-{contest.units}"
        month = datetime.now(VN).strftime("%Y-%m")
        looks = f", threads: 16, processes: {contest.processes}"
        write_workspace(
            self.home, contest.units, contest.port, month, one_host=contest.one_host, extra={"looks": looks}
        )

    def crawl(self) -> Cost:
        """One look at everything."""
        return measured([sys.executable, "-m", "benchmarks.farm.ours", str(self.home)])

    def next_day(self) -> None:
        """Everything is due again."""
        with sqlite3.connect(self.home / "data" / "dondoc.sqlite3") as base:
            base.execute("update section set next_look_at = null")

    def rows(self) -> set[tuple[str, str, str]]:
        """What was found: address, title, stated minute; of a nukeviet feed the day."""
        query = (
            "select p.url, p.title, (select d.at from publication_date d where d.publication_id = p.id and "
            "d.role = 'stated' order by d.id desc limit 1) from publication p"
        )
        with sqlite3.connect(self.home / "data" / "dondoc.sqlite3") as base:
            found = base.execute(query).fetchall()
        local = (datetime.fromisoformat(at).astimezone(VN).strftime("%Y-%m-%dT%H:%M") for _, _, at in found)
        return {(url, title, at) for (url, title, _), at in zip(found, local, strict=True)}


class Peer:
    """A peer in the throw-away environment."""

    def __init__(self, name: str, python: Path, folder: Path, contest: Contest) -> None:
        self.name, self.contest = name, contest
        self.folder = folder / f"{name}-{contest.units}"
        self.folder.mkdir()
        facts = [str(self.folder), str(contest.units), str(contest.port), str(contest.processes)]
        self.command = [str(python), "-m", "benchmarks.farm.peers", name, *facts, "1" if contest.one_host else "0"]

    def crawl(self) -> Cost:
        """One crawl."""
        return measured(self.command)

    def next_day(self) -> None:
        """Nothing: it crawls whenever it is told to."""

    def rows(self) -> set[tuple[str, str, str]]:
        """What was found."""
        found: set[tuple[str, str, str]] = set()
        for file in self.folder.glob("*.sqlite3"):
            with sqlite3.connect(file) as base:
                found |= {(url, title, at) for url, title, at in base.execute("select url, title, at from row")}
        return found


def peers(folder: Path, given: str | None) -> Path | None:
    """An interpreter that has the peers; made when there is none. None: they cannot be had."""
    if given:
        return Path(given)
    home = folder / "peers"
    install = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", *_PACKAGES]
    for command in ([sys.executable, "-m", "venv", str(home)], install):
        if subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            return None
    return home / "bin" / "python"


def has(python: Path, module: str) -> bool:
    """Whether an interpreter has a module."""
    return (
        subprocess.run([str(python), "-c", f"import {module}"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    )


# --- a comparison ----------------------------------------------------------------------------------------------------


@dataclass
class Line:
    """One line of the table: CPU seconds of each start, and of each crawl (cold, second) the costs of all repetitions,
    start included."""

    name: str
    units: int
    starts: list[float] = field(default_factory=list)
    cold: list[Cost] = field(default_factory=list)
    second: list[Cost] = field(default_factory=list)

    @property
    def start(self) -> float:
        """What starting costs, to be taken off: the median, for single starts differ by a third."""
        return statistics.median(self.starts)

    def shown(self) -> str:
        """Medians."""
        parts = []
        for costs in (self.cold, self.second):
            cpu = statistics.median((cost.cpu - self.start) * 1000 / self.units for cost in costs)
            pace = statistics.median(self.units / cost.wall for cost in costs)
            parts.append(f"{cpu:8.2f} {pace:8.0f}")
        peak = max(cost.peak_mb for cost in (*self.cold, *self.second))
        return f"{self.name:10} {self.units:7} {parts[0]} {parts[1]} {peak:8.0f} {self.start:8.2f}"


HEAD = f"{'':10} {'units':>7} {'cold ms':>8} {'units/s':>8} {'2nd ms':>8} {'units/s':>8} {'peak MB':>8} {'start s':>8}"


def compare(
    names: list[str],
    python: Path | None,
    units: int,
    times: int,
    processes: int,
    *,
    one_host: bool = False,
    delay: str = "0-0",
) -> list[Line]:
    """All contestants in turn, ``times`` times; their rows must be equal. Raises AssertionError when they are not."""
    lines = {name: Line(name, units) for name in names}
    with tempfile.TemporaryDirectory(prefix="farm-") as base, farm(delay) as site:
        for number in range(times):
            for starting in (True, False):
                size = 2 if starting else units
                folder = Path(base) / f"{number}-{'start' if starting else size}"
                folder.mkdir()
                contest = Contest(size, site.port, processes, one_host)
                runners = [_runner(name, python, folder, contest) for name in names]
                site.tell("generation", 0)
                cold = {runner.name: runner.crawl() for runner in runners}
                if starting:
                    for name, cost in cold.items():
                        lines[name].starts.append(cost.cpu)
                    continue
                _check(runners, site.rows(contest, 0))
                site.tell("generation", 1)
                for runner in runners:
                    runner.next_day()
                    lines[runner.name].second.append(runner.crawl())
                    lines[runner.name].cold.append(cold[runner.name])
                _check(runners, site.rows(contest, 1))
                shutil.rmtree(folder)
    return list(lines.values())


def _runner(name: str, python: Path | None, folder: Path, contest: Contest) -> Ours | Peer:
    if name == Ours.name:
        return Ours(folder, contest)
    assert python is not None
    return Peer(name, python, folder, contest)


def _check(runners: list[Ours | Peer], truth: set[tuple[str, str, str]]) -> None:
    """Everybody found all that there is, and nothing else."""
    for runner in runners:
        wrong = runner.rows() ^ truth
        assert not wrong, f"{runner.name}: {len(wrong)} rows differ from the truth: {sorted(wrong)[:4]}"


def main() -> None:
    """The short or the long form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--python", help="an interpreter that has the peers")
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--flat", default="", help="sizes of farms that we crawl alone, e.g. 500,5000,50000")
    parser.add_argument("--one-host", type=int, default=0, help="so many units on one host")
    parser.add_argument("--delay", default="0-0", help="milliseconds before an answer, e.g. 50-300")
    parser.add_argument(
        "--long", action="store_true", help="five times, 500 units, the larger farms, one host, a delay"
    )
    given = parser.parse_args()
    if given.long:
        given.units, given.times, given.flat, given.one_host = 500, 5, given.flat or "500,5000", given.one_host or 300
    with tempfile.TemporaryDirectory(prefix="peers-") as base:
        python = None if given.only_ours else peers(Path(base), given.python)
        names = [Ours.name, *(name for name in NEEDS if python is not None and has(python, NEEDS[name]))]
        for name in sorted(set(NEEDS) - set(names)):
            print(f"{name}: not there, left out")
        print(f"{given.times} times, {given.processes} processes, delay {given.delay} ms\n{HEAD}")
        for line in compare(names, python, given.units, given.times, given.processes, delay=given.delay):
            print(line.shown())
        if given.one_host:
            print(f"{given.one_host} units on one host")
            for line in compare(names, python, given.one_host, given.times, given.processes, one_host=True):
                print(line.shown())
        for size in [int(one) for one in given.flat.split(",") if one]:
            for line in compare([Ours.name], None, size, 1, given.processes):
                print(line.shown())


if __name__ == "__main__":
    main()
