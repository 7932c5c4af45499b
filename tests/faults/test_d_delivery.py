"""Faults of sending over the whole path: D13, D29, D30. D1–D12, D15, D16 stand in tests/alerts/test_email_channel.py,
D14 in tests/alerts/test_returned.py and tests/pipeline/test_bounces.py, D17–D27 in tests/zalo, D28 in tests/alerts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.channels.file import FileChannel
from benchmarks.delivery import queue, run, workspace
from monitor.ports import MessageRow
from monitor.storage.store import SqlStore
from tests.falseworld.sink import MailSink
from tests.pipeline.world import SmallWorld


class FlakyFolder(FileChannel):
    """The file channel behind a door that may be shut: nobody answers."""

    up = True
    asked = 0

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        self.asked += 1
        if not self.up:
            return Receipt(Delivery.RETRY, "nobody answers", away=True)
        return super().deliver(message, deadline_s)


@pytest.mark.slow
def test_d13_a_server_that_comes_and_goes_loses_nothing_and_doubles_nothing_unmarked() -> None:
    assert run(minutes=0.3, a_minute=300, flap_s=5.0, backlog=0) == 0


@pytest.mark.slow
def test_d13_letters_leave_within_seconds_of_the_servers_return(tmp_path: Path) -> None:
    with MailSink(tmp_path / "mail") as sink:
        store = workspace(tmp_path / "so", sink.port)
        sink.stop()
        queue(store, 0, 60)
        service = subprocess.Popen([sys.executable, "-m", "monitor", "--home", str(tmp_path / "so"), "daemon"])
        try:
            asked = _until(lambda: any(row.attempts for row in _rows(store)), 60)
            time.sleep(10)  # silence for a while
            sink.start()
            assert asked
            assert _until(lambda: len(sink.ledger()) == 60, 20)  # seconds, on a machine that may be busy
        finally:
            service.terminate()
            service.wait(60)
        rows = _rows(store)
        store.close()
    assert [row.state for row in rows] == ["sent"] * 60
    assert sum(row.attempts > 1 for row in rows) <= 8  # a few letters asked for all the others


def _rows(store: SqlStore) -> list[MessageRow]:
    with store.read(False) as tx:
        return [row for row in tx.outbox.messages() if row.message.key.startswith("d")]


def _until(happened: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not happened() and time.monotonic() < ends:
        time.sleep(0.2)
    return happened()


def test_d13_where_nobody_answers_one_letter_asks_for_all(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=12)
    door = FlakyFolder(world.catalogue.settings.channels.file.dir)
    door.up, world.channels = False, {"file": door}
    for moment in ("2022-02-10T09:00", "2022-02-18T09:00"):
        world.run(moment)
    waiting = _count(world, "queued")
    assert waiting > 5
    assert door.asked <= 3
    door.up = True
    world.run("2022-02-18T09:30")
    assert _count(world, "queued") == 0
    assert _count(world, "sent") == waiting


def test_d29_after_48_hours_of_silence_nothing_stale_leaves(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=2)
    door = FlakyFolder(world.catalogue.settings.channels.file.dir)
    world.channels = {"file": door}
    world.run("2022-02-10T09:00")
    door.up = False
    world.run("2022-02-16T09:00")
    world.run("2022-02-18T09:00")  # ten days before the end of the month: reminders cannot leave
    assert _count(world, "queued") > 0
    world.publish(1, "2022-02-19T10:00", school=1)  # and meanwhile the first school posts
    door.up = True
    world.run("2022-02-21T09:00")
    reminded = [address for kind, address, _ in world.mail("reminder")]
    assert not any("truong-1" in address for address in reminded)
    assert any("truong-2" in address for address in reminded)
    with world.store.read(False) as tx:
        sent = tx.outbox.messages("sent")
    assert sent == sorted(sent, key=lambda row: (row.sent, row.message.created))


def test_d30_a_storm_is_one_message_and_the_others_wait(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=10)
    for moment in ("2022-02-10T09:00", "2022-03-02T09:00", "2022-03-02T10:00", "2022-03-03T09:00"):
        world.run(moment)
    assert world.mail("overdue") == []
    assert len(world.mail("incident")) == 1
    with world.store.read(False) as tx:
        assert len(tx.outbox.held_notices()) >= 10


def _count(world: SmallWorld, state: str) -> int:
    with world.store.read(False) as tx:
        return len(tx.outbox.messages(state))
