"""Who hears how much in a year? N units through the real judging, batching and sending; looks and mail are simulated.

``python -m benchmarks.year_of_messages --units 500``: a table of messages per person and week, and what must never be:
two in a day on a channel, a step told twice, anything at Tết, at a weekend or at night. The weekly digest, one more for
the office, is left out: it is made, not laddered.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.manners import may_tell
from alerts.notice import MessageKind
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.decide import Deed
from monitor.pipeline.judge import judge_cycle
from monitor.pipeline.look import look_cycle
from monitor.pipeline.operator import watch_ourselves
from monitor.pipeline.send import send_cycle
from monitor.storage.invariants import broken_invariants
from rules.model import Attestation, Outcome
from tests.pipeline.world import PLAN, SmallWorld

YEAR = 2022
BESIDE = frozenset({MessageKind.ADMIN.value, MessageKind.INCIDENT.value, MessageKind.DIGEST.value})
"""Kinds that come beside the day's one message; none of them is for a unit."""
MORE = """\
    with: [to-cntt]
  - id: quy
    title: Báo cáo CCHC hằng quý
    source: "V.2"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: quarter
    at_least: 2
  - id: hop
    title: Họp giao ban CCHC
    source: "III.2"
    kind: attested
    who: {group: truc-thuoc}
    where: offline
    by: 2022-06-15
"""
ROOM = "to-cntt,Tổ CNTT,,,Anh Dũng,dung@so.test,,\n"


class Mailboxes:
    """A server that is down now and then; who received what, and when."""

    name = "file"
    sends_again = True

    def __init__(self) -> None:
        self.down = False
        self.now = datetime.min
        self.arrived: list[tuple[datetime, Outgoing]] = []

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Down: nothing arrives, and the sender is told so."""
        if self.down:
            return Receipt(Delivery.RETRY, "451 try again later")
        self.arrived.append((self.now, message))
        return Receipt(Delivery.SENT, "250 ok")

    def find(self, message_id: str) -> bool | None:
        """Not asked: nothing is ever unclear here."""
        return None

    def check(self) -> Receipt:
        """Always well."""
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Year:
    """What the year brought. ``people``: everybody with an address, told or not.

    ``faults``: sentences about what must never be; none where all is well.
    """

    units: int
    boxes: Mailboxes
    people: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    releases: int = 0


def simulate(home: Path, units: int, seed: int = 1, last: date = date(YEAR, 12, 31)) -> Year:
    """Live through a year, or until ``last``: a cycle at 7:40 and 8:20 on each day, at night now and then."""
    began, dice = time.monotonic(), random.Random(seed)
    world = _world(home, units, dice)
    everyone = {person.email or "" for unit in world.catalogue.units.values() for person in unit.people}
    settings = world.catalogue.settings
    everyone |= {settings.office.email or "", settings.admin.email or ""}
    year = Year(units, Mailboxes(), tuple(sorted(everyone)))
    world.channels = {"file": year.boxes}
    outages = {date(YEAR, 1, 1) + timedelta(days=dice.randrange(365)) for _ in range(12)}
    day = date(YEAR, 1, 10)
    while day <= last:
        year.boxes.down = day in outages or day - timedelta(days=1) in outages
        _weather(world, dice, day)
        hours = ["07:40", "08:20"] if day.weekday() < 5 else ["09:00"]
        for hour in [*hours, "21:30"] if day.day % 9 == 0 else hours:
            _cycle(world, year, f"{day}T{hour}", look=hour < "12")
        _answer(world, year, day)
        day += timedelta(days=1)
    _check(world, year)
    world.store.close()
    year.seconds = time.monotonic() - began
    return year


def _world(home: Path, units: int, dice: random.Random) -> SmallWorld:
    world = SmallWorld(home, schools=units)
    (home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN + MORE, encoding="utf-8")
    path = home / "units.csv"
    text = path.read_text(encoding="utf-8") + ROOM
    for school in range(1, units + 1):
        head = f"minh@truong-{school}.edu.test"
        if school % 20 == 0:  # one head leads two schools
            text = text.replace(head, f"minh@truong-{school - 1}.edu.test")
        elif school % 33 == 0:  # nobody can be told
            text = text.replace(head, "").replace(f"lan@truong-{school}.edu.test", "")
    path.write_text(text, encoding="utf-8")
    settings = home / "settings.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("every_h: 24", "every_h: 96"), encoding="utf-8")
    world.catalogue = load_catalogue(home)
    for school in range(1, units + 1):
        _habits(world, dice, school)
    return world


def _habits(world: SmallWorld, dice: random.Random, school: int) -> None:
    """Most post in time, some late, some hardly ever."""
    willing = dice.choice([0.99, 0.97, 0.95, 0.9, 0.6])
    for month in range(1, 13):
        stated = datetime(YEAR, month, dice.randint(2, 27), 9)
        if dice.random() > willing:
            if month == 12 or dice.random() < 0.3:
                continue
            stated = datetime(YEAR, month + 1, dice.randint(3, 20), 9)
        world.publish(school * 100 + month, stated.isoformat(timespec="minutes"), school)


def _weather(world: SmallWorld, dice: random.Random, day: date) -> None:
    """Sites break and come back; once everything fails at once."""
    for unit in [one for one in world.broken if dice.random() < 0.3]:
        del world.broken[unit]
    for school in range(1, world.schools + 1):
        if dice.random() < 0.003:
            world.broken[f"truong-{school}"] = dice.choice([Outcome.TIMEOUT, Outcome.DRIFTED, Outcome.NO_ADDRESS])
    if day == date(YEAR, 9, 14):
        world.broken = {f"truong-{school}": Outcome.TIMEOUT for school in range(1, world.schools + 1)}


def _cycle(world: SmallWorld, year: Year, moment: str, look: bool) -> None:
    cycle = world.cycle(moment)
    year.boxes.now = cycle.now
    with world.store.write(False) as tx:
        run = tx.runs.begin("run", cycle.now)
    if look:
        watch_ourselves(cycle, run, look_cycle(cycle, run, lambda job: world._look(job, cycle.now)))
    judge_cycle(cycle, run)
    send_cycle(cycle, run, world.channels, "owner")
    with world.store.write(False) as tx:
        tx.runs.finish(run, cycle.now, {})


def _answer(world: SmallWorld, year: Year, day: date) -> None:
    """On Tuesdays the office deals with what waits for it: held letters go, meetings are confirmed but for a few."""
    if day.weekday() != 1:
        return
    cycle = world.cycle(f"{day}T15:00")
    with world.store.write(False) as tx:
        if tx.outbox.held_notices():
            decide.release(cycle, tx, False, Deed("Cô Hạnh", "đã xem"))
            year.releases += 1
        if day.month == 6 and day.day > 20:
            for duty in [one for one in cycle.duties if one.key.obligation == "hop"]:
                done = hash_of(duty.key.unit) % 25 != 0
                word = Attestation(duty.key, "Cô Hạnh", cycle.now, True, received=done, reason="theo biên bản")
                decide.attest(cycle, tx, duty, word)


def hash_of(unit: str) -> int:
    """A number of a unit that is the same in every run."""
    return int(unit.rpartition("-")[2])


# --- what must never be ----------------------------------------------------------------------------------------------


def _check(world: SmallWorld, year: Year) -> None:
    cycle = world.cycle(f"{YEAR}-12-31T23:00")
    heard: Counter[tuple[str, str, date]] = Counter()
    for moment, mail in year.boxes.arrived:
        if mail.kind != MessageKind.ADMIN and not may_tell(moment, cycle.catalogue.calendar, cycle.manners):
            year.faults.append(f"told at a quiet moment: {mail.recipient} {moment:%Y-%m-%d %H:%M} {mail.kind}")
        if mail.kind not in BESIDE:
            heard[mail.channel, mail.recipient, moment.date()] += 1
    year.faults += [f"{count} on one day: {who} {day}" for (_, who, day), count in heard.items() if count > 1]
    year.faults += _twice(cycle)
    year.faults += [str(broken) for broken in broken_invariants(world.store)]


def _twice(cycle: Cycle) -> Iterable[str]:
    """A step told again although nothing in between said that it was over."""
    with cycle.store.read(False) as tx:
        told = tx.outbox.told([duty.key for duty in cycle.duties])
    for key, rows in told.items():
        steps: dict[tuple[str, str], list[str]] = defaultdict(list)
        for notice in sorted((row.notice for row in rows), key=lambda one: one.event):
            steps[notice.channel, notice.address].append(notice.step)
        for (_, address), names in steps.items():
            since: set[str] = set()
            for name in names:
                since = set() if name in ("all_clear", "correction") else since
                if name in since and not name.startswith("reminder"):
                    yield f"{name} told twice: {address} {key}"
                since.add(name)
            rungs = [name for name in names if name.startswith("reminder")]
            if len(rungs) > len(set(rungs)):
                yield f"a reminder told twice: {address} {key}"


# --- figures ---------------------------------------------------------------------------------------------------------


def table(year: Year) -> list[str]:
    """Messages per person and week, by role; weeks without any count as nought."""
    weeks: dict[str, Counter[int]] = defaultdict(Counter)
    for moment, mail in year.boxes.arrived:
        weeks[mail.recipient][moment.isocalendar().week] += 1
    roles = {"contact": "lan@", "head": "minh@", "coordinating": "dung@", "office": "vanphong@", "admin": "quantri@"}
    lines = [f"{'role':<13}{'people':>7}{'a year':>9}{'a week':>8}{'p95':>5}{'max week':>9}{'max day':>8}"]
    days = Counter((mail.recipient, moment.date()) for moment, mail in year.boxes.arrived)
    for role, start in roles.items():
        people = [one for one in year.people if one.startswith(start)]
        per_week = [weeks[one][week] for one in people for week in range(1, 53)]
        whole = sum(per_week) / len(people)
        most = max((count for (who, _), count in days.items() if who.startswith(start)), default=0)
        lines.append(
            f"{role:<13}{len(people):>7}{whole:>9.1f}{statistics.mean(per_week):>8.2f}{_p95(per_week):>5}"
            f"{max(per_week):>9}{most:>8}"
        )
    kinds = Counter(mail.kind for _, mail in year.boxes.arrived)
    lines.append(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    return lines


def _p95(numbers: Sequence[int]) -> int:
    return sorted(numbers)[int(len(numbers) * 0.95)]


def main() -> int:
    """Print the table; 1 where something happened that must never be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        year = simulate(Path(folder) / "w", given.units, given.seed)
    print(f"{year.units} units, a year, seed {given.seed}: {len(year.boxes.arrived)} messages in {year.seconds:.0f} s")
    print("\n".join(table(year)))
    print(f"the brake was released {year.releases} times; faults: {len(year.faults)}")
    print("\n".join(year.faults[:20]))
    return 1 if year.faults else 0


if __name__ == "__main__":
    sys.exit(main())
