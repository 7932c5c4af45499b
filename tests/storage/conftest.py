"""Stores to test: each test runs over SQLite and over a real PostgreSQL, in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.storage.store import SqlStore, open_store
from tests.postgres import Server, fresh_database, running_server

SQLITE = "sqlite:///data/dondoc.sqlite3"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, str]:
    """A PostgreSQL server and the name of a database with our tables, to copy from."""
    server = running_server()
    url = fresh_database(server)
    open_store(url, tmp_path_factory.mktemp("template"), create=True).close()
    return server, url.rpartition("/")[2]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a workspace whose SQLite database nobody used yet, to copy."""
    home = tmp_path_factory.mktemp("template")
    open_store(SQLITE, home, create=True).close()
    return home / "data"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database that nobody used yet."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("made"), tmp_path / "data")
        return SQLITE
    server, template = request.getfixturevalue("migrated")
    return fresh_database(server, template)


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
