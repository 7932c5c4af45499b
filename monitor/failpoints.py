"""Named points at which a test may end the process, chosen by the environment; without it they do nothing (FAULTS
A3)."""

from __future__ import annotations

import os
import signal

VARIABLE = "DONDOC_FAILPOINT"
STEPS = (
    "begin", "sync", "look", "judge", "digest", "recover", "settle", "compose", "intent", "outcome", "finish",
)  # fmt: skip
"""The commits of a run, in their order."""
POINTS = (
    "evidence-before-rename",
    "evidence-after-rename",
    *(f"{step}-{side}-commit" for step in STEPS for side in ("before", "after")),
    "after-delivery",
)
"""Every point that a run passes. ``before-commit`` and ``after-commit`` mean those of any step."""

_passed: dict[str, int] = {}


def reach(name: str) -> None:
    """Die at once, as by kill -9, when this is the point that ``DONDOC_FAILPOINT`` names.

    ``name:3``: at the third time it is passed.
    """
    wanted = os.environ.get(VARIABLE)
    if wanted is None or wanted.partition(":")[0] != name:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] >= int(wanted.partition(":")[2] or 1):
        os.kill(os.getpid(), signal.SIGKILL)
