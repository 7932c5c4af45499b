"""Documents are hostile: each is parsed in a child process with limits, killed with its children at the deadline."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from monitor.importing.blocks import ImportTrouble, trouble

SECONDS = 120
MEMORY_BYTES = 1_500_000_000
MOST_ANSWER = 50_000_000
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "TMPDIR", "HOME")


def parsed(data: bytes, name: str, seconds: int = SECONDS, memory: int = MEMORY_BYTES) -> dict[str, Any]:
    """The draft of a document as the child gives it. ``memory``: bytes that the child may have.

    Raises ImportTrouble for every way in which that can fail.
    """
    environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "monitor.importing.child", str(seconds), str(memory), name]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
        start_new_session=True,
    )  # fmt: skip
    try:
        answer, noise = child.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise trouble(f"đọc tài liệu quá {seconds} giây nên đã dừng", "tài liệu hỏng, tự lặp hoặc quá lớn") from None
    finally:
        _end(child)
    return _checked(child.returncode, answer, noise)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Whatever is left of the child and its own children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _checked(code: int, answer: bytes, noise: bytes) -> dict[str, Any]:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise trouble(
            "đọc tài liệu quá lâu hoặc tốn quá nhiều bộ nhớ nên đã dừng", "tài liệu hỏng, tự lặp hoặc quá lớn"
        )
    if b"MemoryError" in noise:
        raise trouble("tài liệu cần quá nhiều bộ nhớ để đọc", "chỉ giữ lại phần kế hoạch")
    if code != 0 or len(answer) > MOST_ANSWER:
        raise trouble("không đọc được tài liệu", "mở bằng Word hoặc LibreOffice rồi lưu lại, sau đó nhập lại")
    found: dict[str, Any] = json.loads(answer)
    if "faults" in found:
        raise ImportTrouble(*((int(line), str(what), str(right)) for line, what, right in found["faults"]))
    draft: dict[str, Any] = found["draft"]
    return draft
