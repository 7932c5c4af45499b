"""Runs that can be killed, hundreds of them: one process has everything imported, each run is a child forked from it.

The child is a process of its own and dies of a real kill -9; only the second that Python needs to start is saved.
As a program it reads orders, one line of JSON each, and forks: ``python -m benchmarks.killing.nursery``.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

EVENTS = ("run began", "judging", "sending", "run finished")
PHASES = ("start-up", "looking", "judging", "sending", "after the last commit")


@dataclass
class Watched:
    """A run under way. ``seen``: its events and when they were heard of."""

    pid: int
    lines: queue.Queue[dict[str, Any]]
    seen: list[tuple[str, float]] = field(default_factory=list)
    status: int | None = None

    def wait_for(self, event: str, timeout: float = 120.0) -> bool:
        """Wait until it says so; False when it ends first. Raises TimeoutError."""
        ends = time.monotonic() + timeout
        while self.status is None and all(name != event for name, _ in self.seen):
            try:
                self._hear(self.lines.get(timeout=max(0.0, ends - time.monotonic())))
            except queue.Empty:
                raise TimeoutError(f"run {self.pid} neither ended nor said {event!r}") from None
        return any(name == event for name, _ in self.seen)

    def end(self, timeout: float = 120.0) -> int:
        """Wait for its end: 0, an exit code, or minus the signal."""
        self.wait_for("\0never", timeout)
        assert self.status is not None
        return self.status

    def kill(self) -> str:
        """kill -9; the phase in which it was hit. Whoever is dead already is left alone."""
        while not self.lines.empty():
            self._hear(self.lines.get())
        if self.status is None:
            with suppress(ProcessLookupError):  # it came to its end just now
                os.kill(self.pid, signal.SIGKILL)
            self.end()
        return PHASES[len(self.seen)]

    def _hear(self, line: dict[str, Any]) -> None:
        if "ended" in line:
            self.status = line["ended"]
        elif line.get("event") in EVENTS:
            self.seen.append((line["event"], time.monotonic()))


COPY_PASSWORD = "mat-khau-cua-hop-thu-luu"
"""Of the mailbox of copies, where a life has one; its runs find it in their environment."""


class Nursery:
    """The mother process of a tree of sources. A context manager; one run at a time."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree

    def __enter__(self) -> Nursery:
        environment = {**os.environ, "PYTHONPATH": str(self._tree), "DONDOC_COPY_PASSWORD": COPY_PASSWORD}
        command = [sys.executable, "-m", "benchmarks.killing.nursery"]
        self._process = subprocess.Popen(
            command, cwd=self._tree, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def run(self, home: Path, at: datetime, failpoint: str = "") -> Watched:
        """Start a whole cycle at a moment, mail really sent."""
        return self._order({"home": str(home), "at": at.isoformat(), "failpoint": failpoint})

    def write(self, home: Path, rounds: int) -> Watched:
        """Start two processes that write at once, reading first (B6)."""
        return self._order({"home": str(home), "rounds": rounds})

    def _order(self, order: dict[str, object]) -> Watched:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        while True:
            line = self._lines.get(timeout=120)
            if "born" in line:
                return Watched(line["born"], self._lines)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))


# --- the other side --------------------------------------------------------------------------------------------------


def _say(facts: dict[str, object]) -> None:
    os.write(1, (json.dumps(facts) + "\n").encode())


class _Events(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() in EVENTS:
            _say({"event": record.getMessage()})


def _live(order: dict[str, str]) -> None:
    from monitor.app.workspace import App
    from monitor.clock import Clock

    os.environ["DONDOC_FAILPOINT"] = order["failpoint"]
    log = logging.getLogger("dondoc")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.handlers = [_Events()]
    with App.open(Path(order["home"]), Clock(datetime.fromisoformat(order["at"]))) as app:
        app.cycle(look=True, judge=True, send=True, really_send=True)


def _write_at_once(order: dict[str, Any]) -> None:
    """Two processes, each reading and then writing in one transaction, round after round."""
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            _child(_write_rounds, order)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    sys.exit(max(codes))


def _write_rounds(order: dict[str, Any]) -> None:
    from monitor.app.workspace import App
    from monitor.clock import Clock

    moment = datetime.fromisoformat("2022-02-07T08:00+07:00")
    with App.open(Path(order["home"]), Clock(moment)) as app:
        for _ in range(order["rounds"]):
            with app.store.write(True) as tx:
                tx.runs.last()
                tx.outbox.held_notices()
                time.sleep(0.002)
                tx.runs.finish(tx.runs.begin("kill", moment), moment, {})


def _child(work: Any, order: dict[str, Any]) -> None:
    code = 1
    try:
        work(order)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException as fault:
        print(f"run failed: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def main() -> None:
    """Fork a run for every order until nobody orders any more."""
    import benchmarks.killing.warm  # noqa: F401  everything a run imports

    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _child(_write_at_once if "rounds" in order else _live, order)
        _say({"born": child})
        _, status = os.waitpid(child, 0)
        _say({"ended": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
