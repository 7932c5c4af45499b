"""Kill -9 at random moments and at every named point of ``run``: nothing lost, nothing doubled but what is marked.

    .venv/bin/python benchmarks/kill.py --times 500 --points 25 [--postgres] [--channel file|imap] [--seed N]
    .venv/bin/python benchmarks/kill.py --wrong            # the wrong builds, each of which must be caught

``--channel imap`` is e-mail with a mailbox of copies: there, as with files, nothing at all may arrive twice.
Lives through a year of the false world once without kills (the control), then with a kill in every run, then with
kills at named points, several in a row. Afterwards: the invariants, the ledger of the SMTP server against the outbox
and against the control, and the history of verdicts against that of the control (FAULTS A1–A4, Q1–Q14, S23).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.killing.campaign import Tally, control, killed
from benchmarks.killing.hunt import hunt
from benchmarks.killing.nursery import Nursery
from benchmarks.killing.world import moments
from benchmarks.killing.wrong import BUILDS, ROOT, build
from monitor.failpoints import POINTS
from tests.falseworld.story import Story


def campaign(
    times: int,
    points: int,
    seed: int,
    channel: str = "email",
    postgres: bool = False,
    tree: Path = ROOT,
    named: Sequence[str] = POINTS,
) -> list[Tally]:
    """Both campaigns over the same moments; one tally each (none for a campaign of no kills).

    ``named``: the points of the second.
    """
    with tempfile.TemporaryDirectory(prefix="dondoc-kill-") as name, Nursery(tree) as nursery:
        folder = Path(name)
        when = list(moments(Story(), max(times, 10 * points, 6)))
        told = control(nursery, folder / "control", when, channel)
        print(f"control: {len(when)} moments, {len(told.arrived)} messages", flush=True)
        tallies = []
        if times:
            chance = random.Random(seed)
            here = folder / "random"
            tally = killed(
                nursery, here, when, told, random_kills=chance, channel=channel, database=_database(postgres)
            )
            tallies.append(_shown("at random", tally))
        if points:
            here = folder / "points"
            tally = killed(
                nursery, here, when, told, points=named, times=points, channel=channel, database=_database(postgres)
            )
            tallies.append(_shown("at named points", tally))
    return tallies


def wrong_builds() -> int:
    """Every wrong build through the hunt; the exit code."""
    missed = []
    for one in (None, *BUILDS):
        with tempfile.TemporaryDirectory(prefix="dondoc-wrong-") as name:
            found = hunt(build(one, Path(name) / "tree"), Path(name))
        print(f"{one.name if one else 'as it is'}: {found[0] if found else 'nothing found'}", flush=True)
        if bool(found) != (one is not None):
            missed.append(one.name if one else "the right build")
    print("each wrong build was caught" if not missed else f"wrongly judged: {', '.join(missed)}")
    return 1 if missed else 0


def _database(postgres: bool) -> str | None:
    if not postgres:
        return None
    from tests.postgres import fresh_database, running_server

    return fresh_database(running_server())


def _shown(name: str, tally: Tally) -> Tally:
    print(name)
    print("\n".join(tally.lines()), flush=True)
    return tally


def main() -> int:
    """Parse the flags."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="kills at random moments")
    parser.add_argument("--points", type=int, default=0, help="kills at each named point")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--channel", choices=("email", "file", "imap"), default="email")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite")
    parser.add_argument("--wrong", action="store_true", help="the wrong builds")
    chosen = parser.parse_args()
    if chosen.wrong:
        return wrong_builds()
    tallies = campaign(chosen.times, chosen.points, chosen.seed, chosen.channel, chosen.postgres)
    return 1 if any(tally.wrong for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
