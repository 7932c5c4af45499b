"""Is our own clock right? The Date headers of the sites say (S14, K15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

CLOCK_OFF = timedelta(hours=1)
"""Our clock is wrong when most sites' Date headers differ by more than this."""
HOST_OFF = timedelta(hours=12)
"""A host whose clock differs by more says nothing of when it published what; less may be a zone taken for another."""
ENOUGH = 3
"""As many sites must say so, or all of a workspace that has fewer."""


def clock_off(dates: Sequence[tuple[datetime, datetime]], least: int = ENOUGH) -> timedelta | None:
    """How far our clock is off by (their Date, our time) pairs; None: it is right, or fewer than ``least`` spoke."""
    differences = sorted(abs(ours - theirs) for theirs, ours in dates)
    if len(differences) < max(1, least):
        return None
    middle = differences[len(differences) // 2]
    return middle if middle > CLOCK_OFF else None


def host_off(theirs: datetime | None, ours: datetime) -> timedelta | None:
    """How far one host's clock is off, or how old the copy is that it serves; None: not far, or it names no time."""
    off = abs(ours - theirs) if theirs is not None else timedelta(0)
    return off if off > HOST_OFF else None
