"""One life with kills and one without: at random moments, and at every named point."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.killing.aftermath import Gaps, Told, repeats, store_of, told_by, what_is_wrong
from benchmarks.killing.nursery import PHASES, Nursery
from benchmarks.killing.world import Life, close_life, open_life

SETTLE_S = 0.1
"""What the server was handed before a kill it may still be writing down."""
CHAIN = 6
"""Kills of one moment by named points, one restart after another, before a run may finish (A4)."""


@dataclass
class Tally:
    """What the kills hit. ``wrong``: what must not be, in sentences. ``in_gap``: messages that stood in the gap."""

    phases: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    typical: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    arrived: int = 0
    repeats: int = 0
    in_gap: int = 0
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        """All of them."""
        return sum(self.phases.values()) + sum(self.points.values())

    @property
    def inside(self) -> int:
        """Random kills between the first write and the last commit."""
        return sum(self.phases[phase] for phase in PHASES[1:4])

    def lines(self) -> Iterator[str]:
        """The table."""
        chance = sum(self.phases.values())
        yield f"kills {self.kills}, at random {chance}, these between the first write and the last commit {self.inside}"
        yield from (f"  {phase:24} {self.phases[phase]:4d}" for phase in PHASES if self.phases[phase])
        yield from (f"  {point:24} {count:4d}" for point, count in sorted(self.points.items()))
        yield f"arrived {self.arrived}, in the gap {self.in_gap}, arrived twice {self.repeats}; {self.seconds:.0f} s"
        yield from (f"WRONG {sentence}" for sentence in self.wrong[:40])
        yield "nothing lost, nothing doubled unmarked" if not self.wrong else f"{len(self.wrong)} things wrong"


@dataclass
class Wanted:
    """How often each point is still to be hit, and how often in a row it was not passed."""

    left: Counter[str]
    missed: Counter[str] = field(default_factory=Counter)

    def chain(self) -> list[str]:
        """For one moment: what was passed last time first, since a run that misses its point does all the work that the
        others wait for; then the most wanted."""
        return sorted(+self.left, key=lambda point: (self.missed[point], -self.left[point]))[:CHAIN]

    def hit(self, point: str) -> None:
        """One less."""
        self.left[point] -= 1
        self.missed[point] = 0

    def turn(self, point: str) -> int:
        """Steps taken for every message are hit at the first, the second or the third of them; letters that leave side
        by side share steps, so what was missed is tried at the first."""
        each = point.split("-")[0] in ("intent", "outcome", "after") and not self.missed[point]
        return 1 + self.left[point] % 3 if each else 1


@contextmanager
def living(folder: Path, channel: str, database: str | None) -> Iterator[Life]:
    """A life whose servers end with it."""
    life = open_life(folder, channel, database)
    try:
        yield life
    finally:
        close_life(life)


def control(nursery: Nursery, folder: Path, when: Sequence[datetime], channel: str = "email") -> Told:
    """The same moments without a kill."""
    with living(folder, channel, None) as life:
        for moment in (*when, *_drained(when)):
            _finish(nursery, life, moment, Tally())
        return told_by(life)


def killed(
    nursery: Nursery,
    folder: Path,
    when: Sequence[datetime],
    told: Told,
    *,
    random_kills: random.Random | None = None,
    points: Iterable[str] = (),
    times: int = 0,
    channel: str = "email",
    database: str | None = None,
) -> Tally:
    """A life whose every run is killed once at random, or at each of ``points`` until each was hit ``times`` times."""
    began, tally, gaps = time.monotonic(), Tally(), Gaps()
    wanted = Wanted(Counter(dict.fromkeys(points, times)))
    with living(folder, channel, database) as life:
        for moment in when:
            if random_kills is not None:
                _kill_at_random(nursery, life, moment, tally, random_kills)
                _look(life, gaps)
            _kill_at_points(nursery, life, moment, tally, wanted, gaps)
            _finish(nursery, life, moment, tally)
        for moment in _drained(when):
            _finish(nursery, life, moment, tally)
        tally.wrong += what_is_wrong(life, gaps, told)
        tally.repeats, tally.arrived, tally.in_gap = repeats(life), len(told_by(life).arrived), len(gaps.seen)
    tally.wrong += [f"never reached often enough: {point} ({left} left)" for point, left in (+wanted.left).items()]
    tally.seconds = time.monotonic() - began
    return tally


def _kill_at_random(nursery: Nursery, life: Life, moment: datetime, tally: Tally, chance: random.Random) -> None:
    """Three of four aimed at the stretch between the first write and the last commit, the others anywhere."""
    run = nursery.run(life.home, life.at(moment))
    length, began = tally.typical.get("run finished", 0.3), tally.typical.get("run began", 0.08)
    if chance.random() < 0.75 and run.wait_for("run began"):
        time.sleep(chance.uniform(0, max(0.02, length - began)))
    else:
        time.sleep(chance.uniform(0, length))
    tally.phases[run.kill()] += 1


def _kill_at_points(nursery: Nursery, life: Life, moment: datetime, tally: Tally, wanted: Wanted, gaps: Gaps) -> None:
    """One restart after another; what this moment never passes stays wanted."""
    for point in wanted.chain():
        # Only what a dead run left half-way is ever settled.
        before = ["after-delivery"] if point.startswith("settle") else []
        for name in (*before, f"{point}:{wanted.turn(point)}"):
            status = nursery.run(life.home, life.at(moment), name).end()
            if status == -signal.SIGKILL:
                reached = name.partition(":")[0]
                tally.points[reached] += 1
                wanted.hit(reached)
                _look(life, gaps)
                continue
            if status != 0:
                tally.wrong.append(f"a run failed after a kill: exit {status} at {moment}, wanted {point}")
            wanted.missed[point] += 1
            break


def _look(life: Life, gaps: Gaps) -> None:
    time.sleep(SETTLE_S)
    if (life.home / "data").is_dir() and any((life.home / "data").iterdir()):
        try:
            gaps.look(life, store_of(life))
        except Exception as fault:
            if "no such table" not in str(fault) and "does not exist" not in str(fault):
                raise


def _finish(nursery: Nursery, life: Life, moment: datetime, tally: Tally) -> None:
    """Run to the end; the lengths of its phases teach where to aim."""
    began = time.monotonic()
    run = nursery.run(life.home, life.at(moment))
    if (status := run.end()) != 0:
        tally.wrong.append(f"a run that nobody killed failed: exit {status} at {moment}")
    for name, heard in run.seen:
        tally.typical[name] = 0.7 * tally.typical.get(name, heard - began) + 0.3 * (heard - began)


def _drained(when: Sequence[datetime]) -> tuple[datetime, ...]:
    """Two more working mornings, so that nothing is waiting for its hour."""
    day = when[-1].replace(hour=8, minute=30)
    later = [day + timedelta(days=add) for add in range(1, 5)]
    return tuple(moment for moment in later if moment.weekday() < 5)[:2]
