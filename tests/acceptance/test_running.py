"""Starting, overlapping and stopping the program as cron, a service manager and a hurried person do (A5, A15, C1)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.falseworld.sink import MailSink
from tests.falseworld.story import Story
from tests.falseworld.world import Fault

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    story = Story()
    with story.world:
        yield story


@pytest.fixture
def home(story: Story, tmp_path: Path) -> Iterator[Path]:
    with MailSink(tmp_path / "mail") as sink:
        yield story.workspace(tmp_path / "w", sink.port)


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "monitor", "--home", str(home), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))


def wait_for(file: Path, text: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if file.exists() and text in file.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError(f"{text!r} never came into {file}")


def test_of_two_runs_at_once_one_works_and_the_other_says_so(home: Path) -> None:
    first, second = start(home, "run", "--json"), start(home, "run", "--json")
    answers = [json.loads(run.communicate(timeout=120)[0]) for run in (first, second)]
    assert [run.returncode for run in (first, second)] == [0, 0]
    assert sorted("already_running" in answer for answer in answers) == [False, True]
    plain = start(home, "run")
    assert plain.wait(120) == 0


def test_of_two_daemons_one_works_and_sigterm_ends_it_in_time(home: Path) -> None:
    log = home / "data" / "logs" / "dondoc.log"
    first = start(home, "daemon")
    wait_for(log, "service started")
    second = start(home, "daemon")
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert "already running" in out
    wait_for(log, "cycle done", 60)
    began = time.monotonic()
    first.send_signal(signal.SIGTERM)
    assert first.wait(30) == 0
    assert time.monotonic() - began < 30
    assert "service stopped" in log.read_text(encoding="utf-8")
    status = json.loads((home / "data" / "status.json").read_text(encoding="utf-8"))
    assert status["looks"]["total"] > 0


def test_a_killed_run_is_no_hindrance_to_the_next(home: Path) -> None:
    first = start(home, "run")
    wait_for(home / "data" / "logs" / "dondoc.log", "run began")
    first.kill()
    first.wait()
    assert start(home, "run").wait(120) == 0


def test_a_lost_database_is_refused_and_never_made_anew(home: Path, dondoc: Any) -> None:
    dondoc("run", home=home)
    for file in (home / "data").glob("dondoc.sqlite3*"):
        file.unlink()
    refused = dondoc("run", home=home, code=3)
    assert "dondoc.sqlite3" in refused.stderr
    assert not (home / "data" / "dondoc.sqlite3").exists()


def test_a_corrupt_database_is_refused(home: Path, dondoc: Any) -> None:
    dondoc("run", home=home)
    file = home / "data" / "dondoc.sqlite3"
    file.write_bytes(b"x" * 4096 + file.read_bytes()[4096:])
    assert "dondoc.sqlite3" in dondoc("status", home=home, code=3).stderr


def test_a_workspace_with_real_looks_takes_no_rehearsal(home: Path, dondoc: Any) -> None:
    dondoc("run", home=home)
    dondoc("--at", "2022-03-05T08:00+07:00", "run", home=home, code=2)
    dondoc("status", "--json", "--at", "2022-03-05T08:00+07:00", home=home)


def test_a_rehearsal_is_marked_and_its_mail_stays_in_files(home: Path, dondoc: Any, story: Story) -> None:
    moment = "2022-03-21T08:00+07:00"
    dondoc("run", "--at", moment, home=home)
    assert dondoc("status", "--json", home=home) == []
    facts = dondoc("status", "--json", "--at", moment, home=home)
    assert facts
    assert all(fact["rehearsal"] for fact in facts)
    assert {row["channel"] for row in dondoc("messages", "--json", "--at", moment, home=home)} <= {"file"}


def test_bad_configuration_is_exit_2_with_every_fault(home: Path, dondoc: Any) -> None:
    settings = home / "settings.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("send_to: units", "sendto: units"), encoding="utf-8"
    )
    (home / "units.csv").write_text("id,name\nA B,x\n", encoding="utf-8")
    refused = dondoc("run", home=home, code=2)
    assert "send_to" in refused.stderr
    assert "units.csv:2" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_init_gives_a_workspace_that_runs(tmp_path: Path, dondoc: Any) -> None:
    home = tmp_path / "moi"
    subprocess.run([sys.executable, "-m", "monitor", "init", str(home), "--plan", "soc-trang-gddt-2022"], check=True)
    dondoc("plan", "check", home=home)
    dondoc("units", "check", home=home)
    dondoc("status", "--json", home=home)
    shutil.rmtree(home)


def test_one_bad_site_delays_and_spoils_no_other(story: Story, tmp_path: Path, dondoc: Any) -> None:
    kinds = ("drip", "timeout", "bot_wall", "error500", "login_wall", "soft_404")
    bad = ("thcs-hoa-mai", "thpt-con-en", "thcs-rang-dong", "thpt-anh-duong", "thpt-rung-tram", "thcs-nang-mai")
    world = Story(seed=5)
    now = world.world.now
    for school, kind in zip(bad, kinds, strict=True):
        world.world.misbehave(school, Fault(kind, now.replace(month=1), now.replace(month=12)))
    with world.world:
        home = world.workspace(tmp_path / "w", 9)
        began = time.monotonic()
        dondoc("run", "--at", now.isoformat(), home=home)
        assert time.monotonic() - began < 60
        looks = dondoc("looks", "--json", "--at", now.isoformat(), home=home)
    outcomes = {look["unit"]: look["outcome"] for look in looks if look["topic"] == "cchc"}
    assert not {outcomes[school] for school in bad} & {"read", "unchanged", "empty", "our_trouble"}
    healthy = [unit for unit, outcome in outcomes.items() if outcome == "read"]
    assert len(healthy) >= 14
