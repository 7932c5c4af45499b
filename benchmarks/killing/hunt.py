"""The short campaign that tells a wrong build from a right one: a few points, two writers at once, power cuts."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.killing.campaign import control, killed, living
from benchmarks.killing.nursery import Nursery
from benchmarks.killing.world import moments
from tests.falseworld.story import Story

POINTS = {
    "judging": ("judge-before-commit",),
    "sending": ("intent-before-commit", "intent-after-commit", "after-delivery"),
}
"""A life for each: where sending is killed first, judging is over already."""
ROUNDS = 40


def hunt(tree: Path, folder: Path) -> list[str]:
    """What is wrong with the build that stands at ``tree``, in sentences; empty when it is as it should be."""
    with Nursery(tree) as nursery:
        when = _busy_moments()
        told = control(nursery, folder / "control", when)
        wrong: list[str] = []
        for name, points in POINTS.items():
            tally = killed(nursery, folder / name, when, told, points=points, times=len(when))
            # Not every moment passes every point; that each was hit at all is enough.
            wrong += [sentence for sentence in tally.wrong if not sentence.startswith("never reached")]
            wrong += [f"never reached: {point}" for point in points if not tally.points[point]]
        wrong += _writers(nursery, folder / "writers")
    return wrong + _power(tree, folder / "power")


def _busy_moments() -> list[datetime]:
    """The weeks round the end of the first month: reminders, charges, all-clears."""
    every = moments(Story(), 10_000)
    return [at for at in every if (2, 17) <= (at.month, at.day) <= (3, 9) and at.year == 2022 and at.minute in (0, 40)]


def _writers(nursery: Nursery, folder: Path) -> list[str]:
    """Two writers who read first never hear that the database is locked (B6)."""
    with living(folder, "email", None) as life:
        moment = _busy_moments()[0]
        nursery.run(life.home, life.at(moment)).end()
        status = nursery.write(life.home, ROUNDS).end()
    return [f"two writers at once: one failed, exit {status}"] if status else []


def _power(tree: Path, folder: Path) -> list[str]:
    """Acknowledged commits outlive a power cut (A6); nothing is said where SQLite cannot be watched."""
    with living(folder, "email", None) as life:
        program = (
            "import sys; from pathlib import Path; from benchmarks.killing.power import NotHere, cuts\n"
            "try: print('\\n'.join(cuts(Path(sys.argv[1]), 12, Path(sys.argv[2]))), end='')\n"
            "except NotHere: pass\n"
        )
        command = [sys.executable, "-c", program, str(life.home), str(folder / "cuts")]
        done = subprocess.run(command, cwd=tree, env=_environment(tree), text=True, capture_output=True, check=False)
    if done.returncode:
        return [f"power cuts could not be played: {done.stderr[-300:]}"]
    return done.stdout.splitlines()


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree)}
