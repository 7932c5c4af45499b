"""Stores to test: each test runs over SQLite and over a real PostgreSQL, in a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.storage.store import SqlStore, open_store
from tests.databases import unused_postgresql, unused_sqlite


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database that nobody used yet."""
    return unused_sqlite(tmp_path) if request.param == "sqlite" else unused_postgresql()


@pytest.fixture
def open_again(url: str, tmp_path: Path) -> Iterator[Callable[[], SqlStore]]:
    """Opens the workspace's store, as another process would; closes them all at the end."""
    opened: list[SqlStore] = []

    def again() -> SqlStore:
        opened.append(open_store(url, tmp_path, create=True))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_again: Callable[[], SqlStore]) -> SqlStore:
    """The store of one workspace."""
    return open_again()
