"""The service goes on for months: what people write into its files holds from the next tick."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.schedule import Service, due_again
from rules.model import VN
from tests.acceptance.test_self_watch import workspace
from tests.falseworld.sink import MailSink

PLAN = """\
id: ke-hoach
title: Kế hoạch thử
issuer: Sở GDĐT tỉnh Phù Sa
issued: {year}-01-02
year: {year}
obligations:
  - {{id: hop, title: Họp, source: "1", kind: attested, who: {{units: [thcs-hoa-mai]}}, by: {year}-12-30}}
"""


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[MailSink]:
    with MailSink(tmp_path / "mail") as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, sink: MailSink) -> Path:
    return workspace(tmp_path / "so", sink, "http://127.0.0.1:9/nobody")


def judged(app: App) -> set[str]:
    with app.store.read(False) as tx:
        return {key.obligation for key in tx.verdicts.current([duty.key for duty in app.frame.duties])}


def rewrite(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_plan_put_in_or_taken_out_holds_from_the_next_tick(home: Path) -> None:
    plan = home / "plans" / "ke-hoach.yaml"
    with App.open(home, Clock()) as app:
        service = Service(app)
        service.tick()
        assert judged(app) == set()
        plan.write_text(PLAN.format(year=datetime.now(VN).year), encoding="utf-8")
        rewrite(home / "units.csv", "lan@", "lanmoi@")
        service.tick()
        assert judged(app) == {"hop"}
        assert [one.email for one in app.catalogue.units["thcs-hoa-mai"].people] == ["lanmoi@hoa-mai.edu.test"]
        plan.unlink()
        service.tick()
        assert app.catalogue.plans == ()


def test_while_files_cannot_be_read_nothing_is_judged_and_no_letter_leaves(home: Path, sink: MailSink) -> None:
    """A plan taken out in the same breath must accuse nobody by what was in force before."""
    plan = home / "plans" / "ke-hoach.yaml"
    with App.open(home, Clock()) as app:
        service = Service(app)
        service.tick()
        plan.write_text(PLAN.format(year=datetime.now(VN).year), encoding="utf-8")
        rewrite(home / "settings.yaml", "send_to: office", "send_too: office")
        service.tick()
        assert sink.ledger() == []  # somebody may still be writing
        for _ in range(3):
            service.tick()
            service.send()
        (told,) = sink.ledger()
        assert (told["recipient"], "Tệp cấu hình có lỗi" in told["subject"]) == ("quantri@so.test", True)
        assert judged(app) == set()
        rewrite(home / "settings.yaml", "send_too: office", "send_to: office")
        service.tick()
        assert judged(app) == {"hop"}


@pytest.mark.parametrize(
    ("file", "old", "new"), [("settings.yaml", "send_to:", "send_too:"), ("units.csv", "thcs,", ";")]
)
def test_a_run_of_cron_whose_files_have_faults_tells_the_administrator_once_a_day(
    home: Path, sink: MailSink, file: str, old: str, new: str
) -> None:
    assert ran(home) == 0
    rewrite(home / file, old, new)
    assert ran(home, "--at", "2030-01-01T08:00+07:00") == 2  # a rehearsal tells nobody
    assert sink.ledger() == []
    for _ in range(2):
        assert ran(home) == 2
    (told,) = sink.ledger()
    assert (told["recipient"], "Tệp cấu hình có lỗi" in told["subject"]) == ("quantri@so.test", True)


def ran(home: Path, *options: str) -> int:
    """``run`` as cron starts it: its exit code."""
    command = [sys.executable, "-m", "monitor", "--home", str(home), *options, "run"]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


def test_another_database_waits_for_a_new_start(home: Path) -> None:
    with App.open(home, Clock()) as app:
        service = Service(app)
        service.tick()
        rewrite(home / "settings.yaml", "dondoc.sqlite3", "other.sqlite3")
        service.tick()
        assert "dondoc.sqlite3" in app.catalogue.settings.database
    assert not (home / "data" / "other.sqlite3").exists()


def test_a_file_written_with_the_same_length_is_seen(home: Path) -> None:
    with App.open(home, Clock()) as app:
        assert not app.reread()
        rewrite(home / "units.csv", "Cô Lan", "Cô Hoa")
        os.utime(home / "units.csv", ns=(1, 1))
        assert app.reread()
        assert not app.reread()


def test_after_the_clock_was_set_back_work_goes_on_at_once() -> None:  # C3
    done, scheduler = Event(), BackgroundScheduler()
    tomorrow = datetime.now(VN) + timedelta(days=1)
    scheduler.add_job(done.set, IntervalTrigger(seconds=60), next_run_time=tomorrow)
    scheduler.start()
    try:
        due_again(scheduler)
        assert done.wait(10)
    finally:
        scheduler.shutdown()
