"""Somebody presses Ctrl-C, or the machine goes down, while letters are on their way (A5): none leaves twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.alerts.smtp_sink import Behaviour, SmtpSink
from tests.falseworld.story import Story

pytestmark = pytest.mark.slow
REMINDERS = "2022-03-28T08:00+07:00"


def begun(home: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "monitor", "--home", str(home), "--at", REMINDERS, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def reminding(folder: Path, answer: str) -> Iterator[tuple[Path, SmtpSink]]:
    """A workspace on a day of reminders, and a mail server that answers each letter so."""
    story = Story()
    sink = SmtpSink(folder / "ledger", Behaviour(data=deque([answer] * 1000)))
    with story.world, sink:
        home = story.workspace(folder / "w", sink.port)
        story.world.now = story.world.now.replace(month=3, day=28, hour=8)
        yield home, sink


def wait_for_letters(sink: SmtpSink, count: int, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while sink.count < count:
        assert time.monotonic() < ends, f"{sink.count} letters came"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_letters_on_their_way_are_seen_to_their_end_and_the_rest_waits(
    number: signal.Signals, tmp_path: Path, dondoc: Any
) -> None:
    with reminding(tmp_path, "wait:1") as (home, sink):
        working = begun(home, "run", "--really-send")
        wait_for_letters(sink, 3)  # taken, and a second each until the server says so
        working.send_signal(number)
        out, err = working.communicate(timeout=60)
        assert working.returncode == 128 + number, err
        assert "Traceback" not in err
        assert "Đã dừng theo yêu cầu" in err
        assert "đã gửi" in out
        states = Counter(row["state"] for row in dondoc("messages", "--json", "--at", REMINDERS, home=home))
        assert states["sent"] == sink.count
        assert states["queued"] == sum(states.values()) - sink.count > 0
        sink.behaviour.data.clear()
        dondoc("run", "--really-send", "--at", REMINDERS, home=home)
    arrived = Counter((line["message_id"], line["recipient"]) for line in sink.lines())
    assert set(arrived.values()) == {1}
    assert {line["attempt"] for line in sink.lines()} == {"1"}
    assert len(arrived) == sum(states.values())


def test_whoever_asks_a_second_time_is_not_made_to_wait(tmp_path: Path) -> None:
    with reminding(tmp_path, "wait:25") as (home, sink):
        working = begun(home, "run", "--really-send")
        wait_for_letters(sink, 1)
        working.send_signal(signal.SIGTERM)
        assert working.stderr is not None
        line = ""
        while "Đang dừng" not in line:
            line = working.stderr.readline()
            assert line
        working.send_signal(signal.SIGTERM)
        working.communicate(timeout=15)
        assert working.returncode == -signal.SIGTERM
