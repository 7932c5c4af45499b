"""The migrations make exactly the tables that the program speaks to, in both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, update

from crawlers.page import Memory
from monitor.storage import migrations
from monitor.storage.schema import HEAD
from monitor.storage.store import SqlStore
from monitor.storage.tables import APPEND_ONLY, metadata, section
from tests.postgres import fresh_database, running_server
from tests.storage.cast import look, watch


def shape(engine: Engine) -> dict[str, Any]:
    """Everything about the tables that a database can tell."""
    eyes = inspect(engine)
    return {
        name: {
            "columns": [(column["name"], str(column["type"]), column["nullable"]) for column in eyes.get_columns(name)],
            "key": eyes.get_pk_constraint(name),
            "unique": sorted(eyes.get_unique_constraints(name), key=str),
            "foreign": sorted(eyes.get_foreign_keys(name), key=str),
            "indexes": sorted(_plain(index) for index in eyes.get_indexes(name)),
            "checks": sorted(eyes.get_check_constraints(name), key=str),
        }
        for name in eyes.get_table_names()
        if name != "alembic_version"
    }


def _plain(index: Any) -> str:
    options = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
    return str((index["name"], index["column_names"], bool(index["unique"]), options))


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrating_makes_the_tables_of_the_program(store: SqlStore, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}" if store.address.file else fresh_database(running_server())
    plain = create_engine(other)
    metadata.create_all(plain)
    try:
        assert shape(store.engine) == shape(plain)
    finally:
        plain.dispose()


def test_articles_to_be_opened_that_marked_names_told_of_are_kept(open_again: Callable[[], SqlStore]) -> None:
    before = open_again()
    watch(before)
    look(before)
    old = {"known": {"u:1": None, "waiting:u:1": None, "failed:u:2": None, "failed:u:3": None}, "dated_share": 1.0}
    with before.engine.begin() as connection:
        connection.execute(update(section).values(memory=old))
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r0003'")
    before.close()
    with open_again().read(False) as tx:
        [state] = tx.observations.sections()
    assert state.memory == Memory(known={"u:1": None}, waiting=("u:1",), failed=("u:2", "u:3"))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_tables_are_guarded(store: SqlStore, table: str) -> None:
    catalogue = (
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = CAST('{}' AS regclass) AND NOT tgisinternal"
        if store.address.file is None
        else "SELECT count(*) / 2 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{}'"
    )
    with store.engine.begin() as connection:
        assert connection.exec_driver_sql(catalogue.format(table)).scalar_one() == 1


def test_every_fact_says_whether_it_was_rehearsed() -> None:
    # A token knows no rehearsal, nor does a telephone.
    state = {"workspace", "lease", "zalo_token", "zalo_person", "zalo_code", "zalo_event"}
    assert {name for name, table in metadata.tables.items() if "rehearsal" not in table.c} == state
