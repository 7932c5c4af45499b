"""Named points at which a test may end the process, chosen by the environment; without it they do nothing (FAULTS
A3)."""

from __future__ import annotations

import os
import signal

VARIABLE = "DONDOC_FAILPOINT"


def reach(name: str) -> None:
    """Die at once, as by kill -9, when this is the point that ``DONDOC_FAILPOINT`` names."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
