"""Databases with our tables in which nothing was ever written: made once for each test process, then copied."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from monitor.storage.marker import NAME
from monitor.storage.store import open_store
from tests.postgres import Server, fresh_database, running_server

SQLITE = "sqlite:///data/dondoc.sqlite3"


def unused_sqlite(home: Path) -> str:
    """A database in the ``data`` folder of a workspace; its address."""
    data, marker = _folder_with_sqlite() / "data", shutil.ignore_patterns(NAME)  # a marker names its own place
    shutil.copytree(data, home / "data", ignore=marker, dirs_exist_ok=True)
    return SQLITE


def unused_postgresql() -> str:
    """A database of the server of this process; its address. Skips the test where there is no PostgreSQL."""
    server, template = migrated()
    return fresh_database(server, template)


@functools.cache
def _folder_with_sqlite() -> Path:
    home = _temporary()
    open_store(SQLITE, home, create=True).close()
    return home


@functools.cache
def migrated() -> tuple[Server, str]:
    """The PostgreSQL server and the name of a database with our tables, to copy from."""
    server = running_server()
    url = fresh_database(server)
    open_store(url, _temporary(), create=True).close()
    return server, url.rpartition("/")[2]


def _temporary() -> Path:
    home = Path(tempfile.mkdtemp(prefix="dondoc-template-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home
