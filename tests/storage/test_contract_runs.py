"""Runs and leases: one worker at a time, whatever became of the one before (C1, C2, A15)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from monitor.ports import AlreadyRunning, StorageError
from monitor.storage.lease import hold
from monitor.storage.store import SqlStore
from monitor.storage.tables import lease
from tests.conftest import ROOT
from tests.storage.cast import HOUR, MORNING

HOLDER = """
import sys, time
from pathlib import Path
from monitor.storage.lease import hold
from monitor.storage.store import open_store
store = open_store(sys.argv[1], Path(sys.argv[2]), create=True)
with hold(store, Path(sys.argv[2]), "run") as held:
    print(held.owner, flush=True)
    time.sleep(60)
"""


def another_process(url: str, home: Path) -> subprocess.Popen[str]:
    """Another process that holds the lease; returns once it does."""
    command = [sys.executable, "-c", HOLDER, url, str(home)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    assert child.stdout.readline().strip()
    return child


def change_row(store: SqlStore, **values: object) -> None:
    """Make the lease look as another machine would have left it."""
    with store.engine.begin() as connection:
        connection.execute(update(lease).values(**values))


# --- runs


def test_a_run_is_kept_with_its_figures(store: SqlStore) -> None:
    with store.write(False) as tx:
        assert tx.runs.last() is None
        run = tx.runs.begin("run", MORNING)
        assert tx.runs.last() is None
    with store.write(False) as tx:
        tx.runs.finish(run, MORNING + HOUR, {"looks": {"total": 3}, "incidents": ["storm"]})
    with store.read(False) as tx:
        last = tx.runs.last()
    assert last == {
        "command": "run",
        "started": MORNING,
        "finished": MORNING + HOUR,
        "summary": {"looks": {"total": 3}, "incidents": ["storm"]},
    }


def test_a_run_that_died_is_broken_when_the_next_begins(store: SqlStore) -> None:
    with store.write(True) as tx:
        dead = tx.runs.begin("run", MORNING)
    with store.write(False) as tx:
        run = tx.runs.begin("run", MORNING)
        tx.runs.finish(run, MORNING, {})
    with store.write(True) as tx:
        tx.runs.finish(dead, MORNING, {})
        assert tx.runs.last() is None


# --- leases


def test_a_second_holder_is_told_who_works(store: SqlStore, open_again: Callable[[], SqlStore], tmp_path: Path) -> None:
    with hold(store, tmp_path, "run") as held:
        assert held.still_mine()
        with pytest.raises(AlreadyRunning, match=str(os.getpid())), hold(open_again(), tmp_path, "run"):
            pass
        with hold(store, tmp_path, "daemon") as other:
            assert other.still_mine()
    with hold(store, tmp_path, "run") as again:
        assert again.fence == held.fence + 1
        assert not held.still_mine()


def test_another_process_is_respected_and_its_death_frees_the_lease_at_once(
    url: str, store: SqlStore, tmp_path: Path
) -> None:
    child = another_process(url, tmp_path)
    try:
        with pytest.raises(AlreadyRunning, match=str(child.pid)), hold(store, tmp_path, "run"):
            pass
    finally:
        child.kill()
        child.wait()
    with hold(store, tmp_path, "run") as held:
        assert held.fence == 2


def test_a_stopped_process_is_still_respected(url: str, store: SqlStore, tmp_path: Path) -> None:
    child = another_process(url, tmp_path)
    try:
        os.kill(child.pid, signal.SIGSTOP)
        with pytest.raises(AlreadyRunning), hold(store, tmp_path, "run"):
            pass
    finally:
        child.kill()
        child.wait()


def _sleep_in_child(started: multiprocessing.synchronize.Event, end: multiprocessing.synchronize.Event) -> None:
    started.set()
    end.wait(30)


def test_a_forked_child_does_not_keep_the_lock_of_its_parent(
    store: SqlStore, open_again: Callable[[], SqlStore], tmp_path: Path
) -> None:
    fork = multiprocessing.get_context("fork")
    started, end = fork.Event(), fork.Event()
    with hold(store, tmp_path, "run"):
        child = fork.Process(target=_sleep_in_child, args=(started, end))
        child.start()
        assert started.wait(10)
    try:
        with hold(open_again(), tmp_path, "run") as held:
            assert held.fence == 2
    finally:
        end.set()
        child.join()


def test_a_lease_of_another_machine_is_respected_until_it_runs_out(store: SqlStore, tmp_path: Path) -> None:
    with hold(store, tmp_path, "run"):
        pass
    with store.read(False) as tx:
        now = tx.session.wall()
    change_row(store, owner="far-away/12345678:1:abc", until=now + HOUR, since=now)
    if store.address.file is None:
        with pytest.raises(AlreadyRunning, match="far-away"), hold(store, tmp_path, "run"):
            pass
        change_row(store, until=now - timedelta(seconds=1))
    with hold(store, tmp_path, "run") as held:
        assert held.fence == 2


def test_whoever_lost_the_lease_writes_nothing_more(store: SqlStore, tmp_path: Path) -> None:  # C2
    with hold(store, tmp_path, "run") as held:
        with store.write(False) as tx:
            tx.runs.begin("run", MORNING)
        change_row(store, owner="far-away/12345678:1:abc", fence=held.fence + 1)
        assert not held.still_mine()
        with pytest.raises(StorageError, match="sang tiến trình khác"), store.write(False) as tx:
            tx.runs.begin("run", MORNING)
    with store.read(False) as tx:
        [row] = tx.session.rows(lease.select())
    assert row.owner == "far-away/12345678:1:abc"  # letting go does not take it from its new holder
