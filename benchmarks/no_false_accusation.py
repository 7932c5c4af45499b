"""Is anybody accused who did nothing wrong? Generated sites with known truth through the real pipeline (FAULTS K).

``python -m benchmarks.no_false_accusation --sites 500 --seed 1``: twice, with 30 % and with all of the sites failing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.falseworld.many import Town
from tests.falseworld.many_score import MOMENTS, Score, rehearse, write_workspace

_HEAD = " ".join(
    f"{name:>{width}}"
    for name, width in (("fail", 5), ("seed", 6), ("sites", 6), ("moments", 8), ("charges", 8), ("false", 6),
                        ("judged", 17), ("right", 17), ("reason", 17),
                        ("to people", 10))
)  # fmt: skip


def measure(sites: int, seed: int, failing: float, say: bool, only: list[int]) -> Score:
    """One town, lived through."""

    def tell(at: datetime, score: Score) -> None:
        if say:
            print(f"      {at:%d/%m %H:%M} {score.false} false, {len(score.worst)} not right", file=sys.stderr)

    with (
        tempfile.TemporaryDirectory() as folder,
        Town(sites, seed, failing, Path(folder), MOMENTS[0], only) as town,
    ):
        return rehearse(town, write_workspace(town, Path(folder) / "home"), tell)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.2%}" if whole else "–"


def main() -> int:
    """The table; exit 1 when somebody was accused falsely or a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--failing", type=float, action="append", help="share of sites that fail (default 0.3 and 1)")
    parser.add_argument("--show", type=int, default=20, help="lines of what was not right")
    parser.add_argument("--only", type=int, nargs="*", default=[], help="these sites alone, by number")
    wish = parser.parse_args()
    missed = False
    print(_HEAD)
    for seed in wish.seed or [1]:
        for failing in wish.failing or [0.3, 1.0]:
            began = time.monotonic()
            score = measure(wish.sites, seed, failing, wish.show > 0, wish.only)
            print(
                f"{failing:>5.0%} {seed:>6} {wish.sites:>6} {len(MOMENTS):>8} {score.charges:>8} {score.false:>6} "
                f"{_share(score.judged, score.seen):>17} {_share(score.right, score.seen):>17} "
                f"{_share(score.named, score.unproven):>17} {score.people:>10}  {time.monotonic() - began:.0f} s",
                flush=True,
            )
            for line in score.worst[: wish.show]:
                print(f"      {line}")
            missed |= bool(score.false) or not _good(score)
    return int(missed)


def _good(score: Score) -> bool:
    judged = score.judged >= 0.99 * score.seen and score.right >= 0.99 * score.seen
    return judged and score.named >= 0.99 * score.unproven


if __name__ == "__main__":
    sys.exit(main())
