"""Killed at any moment, nothing half done is left, and nothing acknowledged is lost (A1, A3, A14, B1, B6, B12)."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from monitor import failpoints
from monitor.ports import StorageError
from monitor.storage.invariants import broken_invariants
from monitor.storage.store import SqlStore, open_store
from tests.conftest import ROOT
from tests.databases import SQLITE, migrated
from tests.postgres import Server, fresh_database, running_server
from tests.storage.cast import HOA_MAI, MORNING, message, notice, problem, watch

WRITER = """
import sys
from pathlib import Path
from monitor.storage.store import open_store
from tests.storage.cast import *
url, home, name, rounds = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
store = open_store(url, home, create=True)
for number in range(rounds):
    key = replace(MARCH, unit=name, period=str(number))
    at = MORNING + number * HOUR
    [refs] = store.evidence.write([(page(f"{name} {number}".encode(), at),)])
    with store.write(False) as tx:
        tx.observations.known(name, "cchc")  # reads first: a deferred transaction could not become a writing one
        seen = result(at, replace(HOA_MAI, unit=name), pages=(page(f"{name} {number}".encode(), at),))
        tx.observations.save(0, seen, refs, [change(name=f"u:{number}")], at + DAY, 0)
        tx.verdicts.save(0, at, "digest", [verdict(key)])
        tx.verdicts.add_events(0, [event(1, key)])
        tx.outbox.add_notices(0, [notice(f"{name}-{number}", key)])
        tx.outbox.queue(0, message(f"{name}-{number}", f"{name}-{number}", findings=(key,)))
    print(number, flush=True)
"""


def writer(url: str, home: Path, name: str, rounds: int, failpoint: str = "") -> subprocess.Popen[str]:
    """A process that commits round after round and says so after each."""
    environment = {**os.environ, failpoints.VARIABLE: failpoint, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITER, url, str(home), name, str(rounds)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )


def kept_rounds(store: SqlStore) -> tuple[int, int, int, int]:
    """Looks, verdicts, messages and notices that are there."""
    with store.read(False) as tx:
        messages = tx.outbox.messages()
        return (
            len(tx.observations.looks()),
            len(tx.verdicts.current()),
            len(messages),
            sum(len(tx.outbox.frozen_in(row.message.key)) for row in messages),
        )


@pytest.mark.kill
def test_killed_at_random_moments_every_round_is_there_whole_or_not_at_all(url: str, tmp_path: Path) -> None:
    store = open_store(url, tmp_path, create=True)
    watch(store, HOA_MAI)
    acknowledged = 0
    for attempt in range(5):
        child = writer(url, tmp_path, f"truong-{attempt}", 1000)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(random.Random(attempt).uniform(0, 0.25))
        child.kill()
        said = 1 + len(child.stdout.read().split())
        child.wait()
        acknowledged += said
        counts = kept_rounds(store)
        assert len(set(counts)) == 1, counts
        # At most the round that was committed but not yet spoken of may come on top, once for each kill.
        assert acknowledged <= counts[0] <= acknowledged + attempt + 1
    assert broken_invariants(store) == []
    assert store.evidence.verify() == []
    store.close()


@pytest.mark.kill
@pytest.mark.parametrize(
    ("point", "kept"),
    [("before-commit", 0), ("after-commit", 1), ("evidence-before-rename", 0), ("evidence-after-rename", 0)],
)
def test_killed_at_a_named_point_the_step_is_whole_or_absent(url: str, tmp_path: Path, point: str, kept: int) -> None:
    store = open_store(url, tmp_path, create=True)
    watch(store, HOA_MAI)
    child = writer(url, tmp_path, "truong", 3, failpoint=point)
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    assert kept_rounds(store) == (kept,) * 4
    assert store.evidence.verify() == []
    assert broken_invariants(store) == []
    # And the next process simply goes on.
    child = writer(url, tmp_path, "truong", 3 - kept) if kept == 0 else writer(url, tmp_path, "sau", 2)
    _, wrong = child.communicate(timeout=60)
    assert child.returncode == 0, wrong
    assert kept_rounds(store) == (3,) * 4
    store.close()


@pytest.mark.kill
def test_two_writers_at_once_never_hear_that_the_database_is_locked(url: str, tmp_path: Path) -> None:  # B6
    store = open_store(url, tmp_path, create=True)
    watch(store, HOA_MAI)
    children = [writer(url, tmp_path, name, 80) for name in ("mot", "hai")]
    for child in children:
        _, wrong = child.communicate(timeout=120)
        assert child.returncode == 0, wrong
    assert kept_rounds(store) == (160,) * 4
    assert store.evidence.verify() == []
    store.close()


@pytest.mark.kill
def test_a_creation_killed_midway_is_done_again(tmp_path: Path) -> None:  # A13
    code = "import sys; from pathlib import Path; from monitor.storage.store import open_store; "
    code += f"open_store({SQLITE!r}, Path(sys.argv[1]), create=True)"
    for attempt in range(5):
        home = tmp_path / str(attempt)
        child = subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=ROOT)
        deadline = time.monotonic() + 20
        while not (home / "data" / "dondoc.sqlite3").exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(attempt * 0.03)
        child.kill()
        child.wait()
        store = open_store(SQLITE, home, create=True)
        with store.write(False) as tx:
            tx.runs.begin("run", MORNING)
        store.close()


@pytest.mark.kill
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_many_first_starts_at_once_make_one_database(database: str, tmp_path: Path) -> None:
    url = SQLITE if database == "sqlite" else fresh_database(running_server())
    code = "import sys; from pathlib import Path; from monitor.storage.store import open_store; "
    code += "open_store(sys.argv[1], Path(sys.argv[2]), create=True)"
    children = [
        subprocess.Popen([sys.executable, "-c", code, url, str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for child in children:
        _, wrong = child.communicate(timeout=60)
        assert child.returncode == 0, wrong
    open_store(url, tmp_path, create=False).close()


@pytest.mark.postgres
def test_after_a_crash_of_the_server_the_store_goes_on(tmp_path: Path) -> None:  # B1
    server = Server()
    try:
        store = open_store(fresh_database(server), tmp_path, create=True)
        with store.write(False) as tx:
            problem(tx, notice("a"))
        server.stop("immediate")
        with pytest.raises(StorageError, match="không kết nối được"), store.write(False):
            pass
        server.start()
        with store.write(False) as tx:
            assert tx.outbox.queue(0, message("m1", "a"))
        store.close()
    finally:
        server.close()


class Cutter:
    """A line to the server that can be cut right after a COMMIT has passed, before its answer comes back (B12)."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.cut_next_commit = False
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            threading.Thread(target=self._there, args=(near, far), daemon=True).start()
            threading.Thread(target=self._back, args=(near, far), daemon=True).start()

    def _there(self, near: socket.socket, far: socket.socket) -> None:
        while data := _received(near):
            if self.cut_next_commit and b"COMMIT" in data:
                self.cut_next_commit = False
                self.cuts += 1
                near.shutdown(socket.SHUT_WR)  # the answer finds no way back
                far.sendall(data)
                time.sleep(0.2)
                near.close()
                return
            far.sendall(data)
        far.close()

    def _back(self, near: socket.socket, far: socket.socket) -> None:
        while data := _received(far):
            try:
                near.sendall(data)
            except OSError:
                return

    def close(self) -> None:
        """Take no more calls."""
        self._socket.close()


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except OSError:
        return b""


@pytest.mark.postgres
def test_a_commit_whose_answer_is_lost_is_asked_after_and_counts(tmp_path: Path) -> None:  # B12
    server, template = migrated()
    name = fresh_database(server, template).rpartition("/")[2]
    cutter = Cutter(server.port)
    url = f"postgresql+psycopg://dondoc@127.0.0.1:{cutter.port}/{name}"
    store = open_store(url, tmp_path, create=True)
    try:
        cutter.cut_next_commit = True
        with store.write(False) as tx:
            problem(tx, notice("a"))
        assert cutter.cuts == 1
        with store.write(False) as tx:
            assert len(tx.outbox.due_notices(MORNING)) == 1
            problem_again = tx.verdicts.current()
        assert len(problem_again) == 1
    finally:
        store.close()
        cutter.close()


@pytest.mark.postgres
def test_a_line_cut_before_the_commit_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    server, template = migrated()
    url = fresh_database(server, template)
    store = open_store(url, tmp_path, create=True)

    def cut() -> None:
        with store.write(False) as tx:
            problem(tx, notice("a"))
            pid = tx.session.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            server.execute(f"SELECT pg_terminate_backend({pid})")
            time.sleep(0.1)

    with pytest.raises(StorageError):
        cut()
    with store.read(False) as tx:
        assert tx.verdicts.current() == {}
    store.close()
