"""A run costs what it has to do, not what the database holds: its statements find their rows by what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from tests.pipeline.world import SmallWorld

GROWING = ("look", "evidence", "publication", "publication_name", "publication_date", "publication_change", "section",
           "duty", "verdict", "finding", "event", "message", "message_step", "notice", "audit")  # fmt: skip
"""Tables that get longer with units or with time."""
_WHOLE = re.compile(rf"(?:SCAN (?P<scanned>{'|'.join(GROWING)})\b(?!.*LIMIT))|(?P<side>\(rehearsal=\?\))")

Ways = dict[str, list[str]]
"""Of each statement, the steps by which SQLite finds its rows."""


@contextmanager
def ways_of(engine: Engine) -> Iterator[Ways]:
    """Hears every statement that names the rows it wants, and asks SQLite how it would find them."""
    ways: Ways = {}

    def heard(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if "json_each" not in statement or statement in ways:
            return
        one = parameters[0] if many else parameters
        plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", one)
        ways[statement] = [row[3] for row in plan]

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield ways
    finally:
        event.remove(engine, "before_cursor_execute", heard)


def _a_spring(world: SmallWorld) -> None:
    """Four months in which one school publishes, one does not, and one publishes late."""
    world.publish(1, "2022-02-10T09:00", school=1)
    world.publish(2, "2022-03-10T09:00", school=1)
    world.publish(3, "2022-04-05T09:00", school=2)
    for now in ("2022-02-11", "2022-02-12", "2022-03-02", "2022-03-28", "2022-04-01", "2022-04-02", "2022-04-06"):
        world.run(f"{now}T08:00")


def test_no_statement_walks_a_whole_side_to_find_rows_that_it_names(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path, schools=4)
    with ways_of(world.store.engine) as ways:
        _a_spring(world)
        with world.store.read(False) as tx:
            tx.observations.looks_by_id([1, 2])
            tx.observations.publications([1, 2])
    assert len(ways) > 10
    walks = {statement: way for statement, way in ways.items() if any(_WHOLE.search(step) for step in way)}
    assert not walks
