"""The program as people run it: each command a process of its own, without the second that its imports take.

A mother process has everything imported and forks a child for every order, one line of JSON each:
``python -m tests.program``. Cold starts, cron's, are held by ``tests/acceptance/test_running.py``.
"""

from __future__ import annotations

import atexit
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]


def program(*words: object, timeout_s: int = 120, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``dondoc`` with these words to its end. ``environment``: variables beside our own.

    Raises subprocess.TimeoutExpired; a child that a signal ended has its negative number as its code.
    """
    mother = _mother()
    assert mother.stdin is not None
    assert mother.stdout is not None
    typed = [str(word) for word in words]
    with tempfile.TemporaryDirectory() as folder:
        order = {
            "words": typed,
            "environment": {**os.environ, "PYTHONUTF8": "1", **environment},
            "folder": folder,
            "timeout_s": timeout_s,
        }
        mother.stdin.write(json.dumps(order).encode() + b"\n")
        mother.stdin.flush()
        code = int(mother.stdout.readline())
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(typed, timeout_s)
        said, complained = (Path(folder, name).read_bytes().decode() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["dondoc", *typed], code, said, complained)


@cache
def _mother() -> subprocess.Popen[bytes]:
    mother = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.program"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(_leave, mother)
    return mother


def _leave(mother: subprocess.Popen[bytes]) -> None:
    assert mother.stdin is not None
    mother.stdin.close()
    mother.wait(30)


# --- the other side --------------------------------------------------------------------------------------------------


def _everything() -> None:
    """Import whatever a command may import late."""
    import benchmarks.killing.warm  # noqa: F401

    for room in ("monitor", "crawlers", "rules", "alerts"):
        for module in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if not module.name.endswith("__main__") and ".migrations" not in module.name:  # those run when imported
                import_module(module.name)


def _run(words: list[str], environment: dict[str, str], folder: str, timeout_s: int) -> None:
    """Be the program: its own standard files, its own environment, no more time than given."""
    from monitor.cli import main

    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(folder, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.alarm(timeout_s)
    sys.argv = ["dondoc", *words]
    sys.modules["__main__"].__package__ = ""  # or the program would call itself by our name
    main()


def _child(order: dict[str, object]) -> None:
    code = 1
    try:
        _run(**order)  # type: ignore[arg-type]  # one line of JSON, written above
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve() -> None:
    """Fork a child for every order, say how it ended, until nobody orders any more."""
    _everything()
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            _child(json.loads(line))
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    serve()
