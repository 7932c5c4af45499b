"""The version of the schema: made, brought up to date, or refused when it is newer than the program (A13).

Alembic is only loaded where something is to be done; each upgrade is one transaction in both databases.
"""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, insert, inspect, select, text

from monitor.ports import StorageError
from monitor.storage import tables
from monitor.storage.engine import Address, connect
from monitor.storage.session import Session

HEAD = "r0004"
"""The revision this program works with; a test holds it to the newest file of ``migrations/versions``."""
APPLICATION_ID = 0x444F4E44
"""SQLite's application_id of our databases: "DOND"."""


def version_of(connection: Connection) -> str | None:
    """The revision of a database; None: it holds no tables of anybody. Raises StorageError for somebody else's."""
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names or "workspace" not in names:
        if names:
            raise StorageError("của chương trình khác")
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def bring_up(engine: Engine, address: Address) -> None:
    """Make the schema, or bring an older one up to date: one transaction under the writers' lock, all or nothing.

    Raises StorageError for a schema that is newer than the program.
    """
    with connect(engine, "write") as connection, connection.begin():
        version = version_of(connection)
        if version == HEAD:
            return
        _upgrade(connection, address, version)
        if version is None:
            row = {"id": uuid4().hex, "created": Session(connection, False).wall()}
            connection.execute(insert(tables.workspace), row)
            if address.file is not None:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _upgrade(connection: Connection, address: Address, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StorageError(
            f"Cơ sở dữ liệu {address.shown} thuộc phiên bản mới hơn chương trình (lược đồ {version}, ở đây {HEAD}); "
            "hãy cài lại phiên bản mới của đôn đốc. Không có gì bị thay đổi."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def database_id(connection: Connection) -> str:
    """The id given to the database when it was made."""
    return str(connection.execute(select(tables.workspace.c.id)).scalar_one())


def newest_run(connection: Connection) -> int:
    """The highest number of a run."""
    return int(connection.execute(select(func.coalesce(func.max(tables.run.c.id), 0))).scalar_one())
