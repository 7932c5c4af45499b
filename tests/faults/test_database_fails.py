"""A database that fails while it is judged: nobody is charged by half a run, and the next one does it all (K12)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.ports import StorageError
from tests.pipeline.world import SmallWorld

TABLES = ("verdict", "event", "notice")
"""What one transaction of judging writes, early, in the middle and late."""


def on(world: SmallWorld, statement: str) -> None:
    with closing(sqlite3.connect(world.home / "data" / "dondoc.sqlite3")) as line, line:
        line.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_database_that_fails_while_judging_charges_nobody_and_is_made_good(tmp_path: Path, table: str) -> None:  # K12
    world = SmallWorld(tmp_path / "so", schools=2, least=9)
    world.publish(1, "2022-02-10T08:00", school=1)
    world.publish(2, "2022-02-10T08:00", school=2)
    world.run("2022-04-04T08:00")
    assert world.statuses()["2022-03"] == "unknown"
    on(world, f"create trigger full before insert on {table} begin select the_disk_is_gone(); end")
    with pytest.raises(StorageError):
        world.run("2022-04-04T08:40")
    assert world.statuses()["2022-03"] == "unknown"
    assert world.statuses(2)["2022-03"] == "unknown"
    assert world.mail("overdue") == []
    with world.store.read(False) as tx:
        assert [row for row in tx.outbox.messages() if row.message.kind == "overdue"] == []
    on(world, "drop trigger full")
    world.run("2022-04-04T09:20")
    assert (world.statuses()["2022-03"], world.statuses(2)["2022-03"]) == ("overdue", "overdue")
    assert len(world.mail("overdue")) == 4  # contact and head of each, once
