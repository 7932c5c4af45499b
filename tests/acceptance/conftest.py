"""The program as people and cron start it: one process a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.program import program

Run = Callable[..., Any]


@pytest.fixture
def dondoc(tmp_path: Path) -> Run:
    """Run a command in a process; returns parsed JSON when ``--json`` is among the words, else the finished process."""

    def run(*words: str, home: Path, code: int = 0, env: dict[str, str] | None = None) -> Any:
        found = program("--home", home, *words, timeout_s=180, **(env or {}))
        assert found.returncode == code, f"{words}: exit {found.returncode}\n{found.stdout}\n{found.stderr[-4000:]}"
        return json.loads(found.stdout) if "--json" in words else found

    return run
