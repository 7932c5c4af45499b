"""The readers of all families, found by walking ``crawlers/cms``; nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import cast

from crawlers import cms
from crawlers.page import BROWSER, Page, Reader

_PARTS = ("name", "surest", "recognises", "start", "read")


def reader_names() -> tuple[str, ...]:
    """What a section may name as its reader; known from the files alone, no reader is loaded."""
    names = tuple(sorted(module.name for module in pkgutil.iter_modules(cms.__path__)))
    return (*names, BROWSER, *(f"{BROWSER}:{name}" for name in names))


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every family's reader, by name. Raises TypeError when a module of ``crawlers/cms`` offers none."""
    found: list[Reader] = []
    for module in pkgutil.iter_modules(cms.__path__):
        reader = getattr(importlib.import_module(f"{cms.__name__}.{module.name}"), "READER", None)
        if not all(hasattr(reader, part) for part in _PARTS):
            raise TypeError(f"crawlers/cms/{module.name}.py offers no READER with {', '.join(_PARTS)}")
        found.append(cast(Reader, reader))
        if found[-1].name != module.name:
            raise TypeError(f"crawlers/cms/{module.name}.py: its READER must bear the name of the file")
    return tuple(sorted(found, key=lambda reader: reader.name))


def reader_named(name: str, readers: Sequence[Reader] | None = None) -> Reader | None:
    """The reader of that name, None when there is none."""
    return next((reader for reader in readers or all_readers() if reader.name == name), None)


def choose(page: Page, readers: Sequence[Reader] | None = None) -> Reader:
    """The reader that is surest that the page is of its family; of equally sure ones the first.

    Each searches the whole page for its marks: who can be no surer than one that was asked is not asked.
    """
    asked = readers or all_readers()
    best = (-1.0, 0)
    for place in sorted(range(len(asked)), key=lambda place: -asked[place].surest):
        if (asked[place].surest, -place) > best:
            best = max(best, (asked[place].recognises(page), -place))
    return asked[-best[1]]
