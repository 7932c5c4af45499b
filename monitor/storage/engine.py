"""Engines of the two databases: how a transaction begins, what is synced, and which failures are the database's own.

SQLite: WAL, ``synchronous=FULL``, BEGIN IMMEDIATE for writers (a deferred one fails at once under another writer).
PostgreSQL: writers pass one by one through an advisory lock, so both keep the same promises; readers never wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from monitor.ports import StorageError

BUSY_S = 30.0
"""How long a writer waits for another one."""
WRITE_LOCK = 0x444F4E444F43
"""PostgreSQL's advisory lock of writers: "DONDOC"."""
MODE = "dondoc_mode"
_OUR_BUGS = (IntegrityError, ProgrammingError, DataError)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is. ``file``: of SQLite; None for PostgreSQL. ``shown``: without a password."""

    url: URL
    file: Path | None
    shown: str


def address_of(url: str, home: Path) -> Address:
    """Read a database URL; a relative SQLite path is relative to the workspace. Raises StorageError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(f"Địa chỉ cơ sở dữ liệu không đọc được: {_WANTED}.") from None
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, "", ":memory:"):
        file = (home / str(parsed.database)).resolve()
        return Address(parsed, file, str(file))
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        parsed = parsed.set(drivername="postgresql+psycopg")
        return Address(parsed, None, parsed.render_as_string(hide_password=True))
    raise StorageError(f"Cơ sở dữ liệu “{parsed.drivername}” không dùng được: {_WANTED}.")


_WANTED = "hãy viết `sqlite:///data/dondoc.sqlite3` hoặc `postgresql+psycopg://người_dùng@máy/tên`"


def open_engine(address: Address) -> Engine:
    """An engine that never creates a database. Nothing is connected yet."""
    return _sqlite(address.file) if address.file is not None else _postgresql(address.url)


def _sqlite(file: Path) -> Engine:
    # mode=rw: a connection to a file that is gone must fail, or an empty database would take its place (A8).
    target = f"{file.as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(target, uri=True, timeout=BUSY_S, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=20)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(MODE) != "read"
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_size=5,
        max_overflow=20,
        pool_pre_ping=True,  # B2: a connection cut while it lay idle is replaced unseen
        connect_args={
            "connect_timeout": 10,
            "application_name": "dondoc",
            "client_encoding": "utf8",  # whatever the role or PGCLIENTENCODING say
            # Behind a pooler in transaction mode a prepared statement may meet another server process (B4).
            "prepare_threshold": None,
            "options": f"-c lock_timeout={int(BUSY_S * 1000)} -c TimeZone=UTC",
        },
    )
    shown = url.render_as_string(hide_password=True)
    # Before SQLAlchemy's own first question, which stumbles over the bytes that SQL_ASCII answers with.
    event.listen(engine, "connect", lambda line, _record: _check_encoding(line, shown), insert=True)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _check_encoding(line: Any, shown: str) -> None:
    encoding = line.info.parameter_status("server_encoding")
    if encoding not in (None, "UTF8"):
        raise StorageError(
            f"Cơ sở dữ liệu {shown} dùng bảng mã {encoding}, không giữ được chữ Việt; hãy tạo lại cơ sở dữ liệu trống "
            "mã UTF-8: `CREATE DATABASE … OWNER … ENCODING 'UTF8' TEMPLATE template0`."
        )


def _begin_postgresql(connection: Connection) -> None:
    mode = connection.get_execution_options().get(MODE)
    if mode == "read":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    elif mode == "write":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def connect(engine: Engine, mode: str) -> Connection:
    """A connection whose transactions ``read``, ``write``, or ``beat`` (a heartbeat: waits for no writer)."""
    return engine.connect().execution_options(**{MODE: mode})


@contextmanager
def storage_errors(shown: str) -> Iterator[None]:
    """Failures of the database become StorageError in plain words; faults of our own statements stay what they are."""
    try:
        yield
    except _OUR_BUGS as error:
        if getattr(error.orig, "sqlstate", None) != _NO_PRIVILEGE:
            raise
        raise StorageError(_not_allowed(shown, error)) from error
    except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
        raise StorageError(explain(shown, error)) from error


_REASONS = (
    ("readonly", "không ghi được (chỉ đọc); hãy kiểm tra quyền của thư mục và xem ổ đĩa có bị gắn chỉ đọc không"),
    ("full", "ổ đĩa đã đầy; hãy giải phóng chỗ rồi chạy lại, việc dở dang sẽ được làm tiếp"),
    ("locked", "đang bị một tiến trình khác giữ quá lâu; hãy đợi tiến trình ấy xong rồi chạy lại"),
    ("malformed", "đã hỏng; hãy khôi phục bản sao lưu gần nhất"),
    ("not a database", "không phải cơ sở dữ liệu; hãy khôi phục bản sao lưu gần nhất"),
    ("unable to open", "không mở được; hãy kiểm tra tệp còn đó không và quyền của thư mục"),
    ("disk i/o", "đọc ghi đĩa lỗi; hãy kiểm tra ổ đĩa"),
    ("lock timeout", "đang bị một tiến trình khác giữ quá lâu; hãy đợi tiến trình ấy xong rồi chạy lại"),
    ("no space left", "ổ đĩa của máy chủ cơ sở dữ liệu đã đầy"),
    (
        "does not exist",
        "chưa có trên máy chủ; hãy tạo cơ sở dữ liệu và người dùng, hoặc sửa `database` trong settings.yaml",
    ),
    ("permission denied", "không cho người dùng này vào; hãy nhờ người quản trị PostgreSQL cấp quyền"),
    ("password", "từ chối đăng nhập; hãy kiểm tra người dùng và mật khẩu"),
    ("connect", "không kết nối được; hãy kiểm tra máy chủ có đang chạy không"),
)


_NO_PRIVILEGE = "42501"


def _not_allowed(shown: str, error: DBAPIError) -> str:
    """A role that may not: since version 15 only the owner of a database may make tables in its schema ``public``."""
    url = make_url(shown)
    role, database = url.username or "người_dùng", url.database or "tên"
    cause = str(error.orig).splitlines()[0]
    if "for schema" in cause:
        words = (
            f"không cho người dùng {role} tạo bảng; hãy nhờ người quản trị PostgreSQL chạy "
            f"`ALTER DATABASE {database} OWNER TO {role}`, hoặc, trong cơ sở dữ liệu ấy, "
            f"`GRANT CREATE ON SCHEMA public TO {role}`"
        )
    else:
        words = (
            f"có bảng của người dùng khác mà {role} không được dùng; hãy ghi ở `database` đúng người dùng đã tạo bảng, "
            f"hoặc nhờ người quản trị PostgreSQL chạy, trong cơ sở dữ liệu ấy, `REASSIGN OWNED BY người_cũ TO {role}`"
        )
    return f"Cơ sở dữ liệu {shown} {words} ({cause})."


def explain(shown: str, error: Exception) -> str:
    """One sentence: which database, what is wrong, what to do."""
    cause = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    lowered = cause[0].lower()
    reason = next((words for sign, words in _REASONS if sign in lowered), "gặp lỗi; hãy chạy `dondoc doctor`")
    return f"Cơ sở dữ liệu {shown} {reason} ({cause[0]})."
