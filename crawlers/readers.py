"""The readers of all families, found by walking ``crawlers/cms``; nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from crawlers import cms
from crawlers.page import Page, Reader


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every family's reader, by name. Raises TypeError when a module of ``crawlers/cms`` offers none."""
    found: list[Reader] = []
    for module in pkgutil.iter_modules(cms.__path__):
        reader = getattr(importlib.import_module(f"{cms.__name__}.{module.name}"), "READER", None)
        if not all(hasattr(reader, part) for part in ("name", "recognises", "start", "read")):
            raise TypeError(f"crawlers/cms/{module.name}.py offers no READER with name, recognises, start and read")
        found.append(reader)  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda reader: reader.name))


def reader_named(name: str, readers: Sequence[Reader] | None = None) -> Reader | None:
    """The reader of that name, None when there is none."""
    return next((reader for reader in readers or all_readers() if reader.name == name), None)


def choose(page: Page, readers: Sequence[Reader] | None = None) -> Reader:
    """The reader that is surest that the page is of its family."""
    return max(readers or all_readers(), key=lambda reader: reader.recognises(page))
