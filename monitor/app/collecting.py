"""The interpreter's search for cycles, made seldom: it walks whatever lives, and a cycle's plans and units all live."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 20, 50)
"""A run makes few cycles of its own; thousands of plain facts are made and dropped between two searches."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """What lives now is not searched inside the block, and what is born there less often than the interpreter would."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
