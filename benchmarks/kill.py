"""Kill -9 at random moments of ``run``: nothing lost, nothing doubled but what is marked (FAULTS A1, Q1–Q14).

    .venv/bin/python benchmarks/kill.py --times 200 [--database URL] [--seed N]

Lives through the false year twice: once without kills (the control), once with a kill in every run, each killed run
started again until it finishes. At the end the invariants are asked for, the ledger of the SMTP sink is compared with
the
outbox, and the history of verdicts with that of the control.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor.app import App
from monitor.clock import Clock
from monitor.ports import VerdictFilter
from monitor.storage.invariants import broken_invariants
from rules.model import VN
from tests.falseworld.sink import MailSink, Moods
from tests.falseworld.story import Story

DONDOC = Path(sys.executable).parent / "dondoc"
EVENTS = ("run began", "judging", "sending", "run finished")
PHASES = ("start-up", "looking", "judging", "sending", "after the last commit")


@dataclass
class Tally:
    """What the kills hit."""

    phases: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    kills: int = 0
    typical: dict[str, float] = field(default_factory=dict)

    @property
    def inside(self) -> int:
        """Kills between the first write and the last commit."""
        return sum(self.phases[phase] for phase in PHASES[1:4])


@dataclass
class Watched:
    """A run in a process of its own; its log says how far it is."""

    process: subprocess.Popen[str]
    seen: list[tuple[str, float]] = field(default_factory=list)
    moved: threading.Condition = field(default_factory=threading.Condition)

    def follow(self) -> None:
        """Read the log until the process ends."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            event = _event(line)
            if event in EVENTS:
                with self.moved:
                    self.seen.append((event, time.monotonic()))
                    self.moved.notify_all()
        with self.moved:
            self.moved.notify_all()

    def reached(self, event: str, timeout: float = 60.0) -> bool:
        """Wait until the log shows an event; False when the process ends first."""
        with self.moved:
            return self.moved.wait_for(
                lambda: any(name == event for name, _ in self.seen) or self.process.poll() is not None, timeout
            ) and any(name == event for name, _ in self.seen)

    @property
    def phase(self) -> str:
        """Where the run stood, by its last event."""
        return PHASES[len(self.seen)]


def _event(line: str) -> str:
    try:
        return str(json.loads(line).get("event", ""))
    except ValueError:
        return ""


def start(home: Path, at: datetime) -> Watched:
    """``dondoc run`` at a moment of the false year, mail really sent."""
    command = [str(DONDOC), "--home", str(home), "--at", at.isoformat(), "run", "--really-send", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    watched = Watched(process)
    threading.Thread(target=watched.follow, daemon=True).start()
    return watched


def finish(home: Path, at: datetime, tally: Tally) -> None:
    """Run to the end; the lengths of its phases teach where to aim."""
    watched = start(home, at)
    began = time.monotonic()
    if watched.process.wait(120) != 0:
        raise SystemExit(f"a run that nobody killed failed at {at}")
    tally.runs += 1
    watched.reached("run finished", 5)
    for name, moment in watched.seen:
        tally.typical[name] = 0.7 * tally.typical.get(name, moment - began) + 0.3 * (moment - began)


def kill_once(home: Path, at: datetime, tally: Tally, chance: random.Random) -> None:
    """Kill one run: half of the time aimed at the stretch between the first write and the last commit."""
    watched = start(home, at)
    length = tally.typical.get("run finished", 1.5)
    if chance.random() < 0.75 and watched.reached("run began"):
        time.sleep(chance.uniform(0, length - tally.typical.get("run began", 0.7)))
    else:
        time.sleep(chance.uniform(0, length))
    phase = watched.phase
    watched.process.send_signal(signal.SIGKILL)
    watched.process.wait()
    tally.phases[phase] += 1
    tally.kills += 1


def moments(story: Story, times: int) -> Iterator[datetime]:
    """Moments of the year with most to do, spread over it: mornings with letters, evenings with looks, proving
    looks."""
    days = list(story.days())
    hours = ((8, 0), (17, 0), (17, 40))
    every = [datetime(day.year, day.month, day.day, hour, minute, tzinfo=VN) for day in days for hour, minute in hours]
    step = max(1.0, len(every) / times)
    for number in range(times):
        position = int(number * step)
        if position >= len(every):
            return
        yield every[position]


def live(story: Story, home: Path, when: list[datetime], tally: Tally, chance: random.Random | None) -> None:
    """One pass over the year; with ``chance``, each run is killed once before it may finish."""
    for number, at in enumerate(when, 1):
        story.world.now = at
        if chance is not None:
            kill_once(home, at, tally, chance)
        finish(home, at, tally)
        if number % 20 == 0:
            print(f"  {number}/{len(when)}", flush=True)


def drain(story: Story, home: Path, last: datetime, tally: Tally) -> None:
    """Two more mornings, so that nothing is waiting for its hour."""
    for at in (last.replace(hour=18), last.replace(hour=18, minute=40)):
        story.world.now = at
        finish(home, at, tally)


def history(home: Path) -> dict[str, list[str]]:
    """Status changes per duty, repeats left out."""
    with App.open(home, Clock(datetime(2023, 12, 31, tzinfo=VN))) as app, app.reading() as (tx, _):
        changes: dict[str, list[str]] = {}
        for row in tx.verdicts.history(VerdictFilter()):
            states = changes.setdefault(str(row.verdict.key), [])
            if not states or states[-1] != row.verdict.status.value:
                states.append(row.verdict.status.value)
    return changes


def verify(home: Path, ledger: list[tuple[str, str]], control: dict[str, list[str]]) -> list[str]:
    """Everything that is wrong, in sentences."""
    wrong: list[str] = []
    with App.open(home, Clock(datetime(2023, 12, 31, tzinfo=VN))) as app:
        wrong += app.store.evidence.verify()
        with app.reading() as (tx, _):
            wrong += [f"{broken.name}: {broken.rows}" for broken in broken_invariants(tx, ledger, drained=True)]
            marked = {row.message.message_id for row in tx.outbox.messages() if row.possible_repeat}
    twice = [pair for pair, count in Counter(ledger).items() if count > 1]
    wrong += [f"doubled and not marked: {pair}" for pair in twice if pair[0] not in marked]
    mine = history(home)
    for key in sorted(set(control) | set(mine)):
        if control.get(key) != mine.get(key):
            wrong.append(f"lost or invented: {key}: {mine.get(key)} instead of {control.get(key)}")
    print(
        f"  messages at the sink {len(ledger)}, repeats {len(twice)} (all marked: {all(p[0] in marked for p in twice)})"
    )
    return wrong


def campaign(times: int, seed: int, database: str | None) -> int:
    """The whole of it; returns the exit code."""
    if database:
        os.environ["DONDOC_DATABASE"] = database
    with tempfile.TemporaryDirectory(prefix="dondoc-kill-") as folder:
        base = Path(folder)
        outcomes = {}
        control_tally, tally = Tally(), Tally()
        for name, chance, own in (("control", None, control_tally), ("killed", random.Random(seed), tally)):
            story = Story()
            with story.world, MailSink(base / f"mail-{name}", moods=Moods(delay=0.03)) as sink:
                home = story.workspace(base / name, sink.port)
                when = list(moments(story, times))
                print(f"{name}: {len(when)} runs", flush=True)
                live(story, home, when, own, chance)
                drain(story, home, when[-1], own)
                outcomes[name] = [(entry["message_id"], entry["recipient"]) for entry in sink.ledger()]
            tally.typical |= own.typical
        wrong = verify(base / "killed", outcomes["killed"], history(base / "control"))
        if set(outcomes["control"]) != set(outcomes["killed"]):
            lost = set(outcomes["control"]) - set(outcomes["killed"])
            wrong.append(f"messages of the control that the killed runs never sent: {len(lost)}")
    print(f"kills {tally.kills}, between the first write and the last commit {tally.inside}")
    for phase in PHASES:
        print(f"  {phase:24} {tally.phases[phase]:4d} {'#' * tally.phases[phase]}")
    for sentence in wrong[:40]:
        print("WRONG", sentence)
    print("nothing lost, nothing doubled unmarked" if not wrong else f"{len(wrong)} things wrong")
    return 1 if wrong else 0


def main() -> int:
    """Parse the flags."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=None, help="a PostgreSQL address; default: SQLite in the workspace")
    chosen = parser.parse_args()
    return campaign(chosen.times, chosen.seed, chosen.database)


if __name__ == "__main__":
    sys.exit(main())
