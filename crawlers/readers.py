"""The readers of all families, found by walking ``crawlers/cms``; nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import cast

from crawlers import cms
from crawlers.page import Page, Reader

BROWSER = "browser"
"""Before a family's name, or alone: pages that only a script fills."""


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
        if not all(hasattr(reader, part) for part in ("name", "recognises", "start", "read")):
            raise TypeError(f"crawlers/cms/{module.name}.py offers no READER with name, recognises, start and read")
        found.append(cast(Reader, reader))
        if found[-1].name != module.name:
            raise TypeError(f"crawlers/cms/{module.name}.py: its READER must bear the name of the file")
    return tuple(sorted(found, key=lambda reader: reader.name))


def reader_named(name: str, readers: Sequence[Reader] | None = None) -> Reader | None:
    """The reader of that name, None when there is none."""
    return next((reader for reader in readers or all_readers() if reader.name == name), None)


def choose(page: Page, readers: Sequence[Reader] | None = None) -> Reader:
    """The reader that is surest that the page is of its family."""
    return max(readers or all_readers(), key=lambda reader: reader.recognises(page))
