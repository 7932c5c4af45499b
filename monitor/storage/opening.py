"""Opening a database: a lost, damaged, foreign or older one is refused, never silently replaced (A8, A9, B5)."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from monitor.ports import StorageError
from monitor.storage.engine import Address, connect, open_engine, storage_errors
from monitor.storage.marker import NAME, Marker, read_marker, write_marker
from monitor.storage.schema import APPLICATION_ID, HEAD, bring_up, database_id, newest_run, version_of

_HEADER = b"SQLite format 3\x00"
_RESTORE = "hãy khôi phục bản sao lưu gần nhất vào đúng chỗ này"


def opened(address: Address, folder: Path, create: bool) -> Engine:
    """An engine on a database that is ours, whole and up to date. ``folder``: where the marker lies.

    Raises StorageError: missing where one was expected (or where ``create`` is false), damaged, foreign, older than the
    marker knows it, or newer than the program.
    """
    marker = read_marker(folder)
    fresh = create and (marker is None or _left_unused(marker, address))
    if address.file is not None:
        _check_file(address.file, folder, fresh, marker)
    engine = open_engine(address)
    try:
        with storage_errors(address.shown):
            _ensure_schema(engine, address, folder, fresh, marker)
            _check_identity(engine, address, folder, marker)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _left_unused(marker: Marker, address: Address) -> bool:
    """Whether the marker tells of another database in which nothing ran and nobody decided anything: ``init`` makes one
    before anybody can name PostgreSQL, and to leave that one loses nothing (A8)."""
    return marker.last_run == 0 and marker.database != address.shown and not _decided_in(Path(marker.database))


def _decided_in(file: Path) -> bool:
    """Whether people's words stand in a SQLite file; what cannot be read counts as holding some."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute("SELECT 1 FROM audit LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True


def _check_file(file: Path, folder: Path, fresh: bool, marker: Marker | None) -> None:
    if not file.exists():
        if not fresh:
            raise StorageError(_missing(file, folder, marker))
        _create_file(file, folder)
    head = _first_bytes(file)
    if not head:
        if not fresh:
            raise StorageError(f"Cơ sở dữ liệu {file} rỗng (0 byte): đã bị cắt cụt hoặc bị thay; {_RESTORE}.")
        _create_file(file, folder)
    elif head != _HEADER:
        raise StorageError(f"{file} không phải cơ sở dữ liệu SQLite hoặc đã hỏng phần đầu; {_RESTORE}.")
    _check_pages(file)


def _missing(file: Path, folder: Path, marker: Marker | None) -> str:
    if marker is None:
        return f"Chưa có cơ sở dữ liệu {file}; hãy chạy `dondoc init` hoặc `dondoc run` để tạo, hoặc kiểm tra --home."
    if marker.database != str(file):
        return (
            f"Không thấy cơ sở dữ liệu {file}; theo {folder / NAME} thì nó nằm ở {marker.database}. "
            "Hãy sửa `database` trong settings.yaml, hoặc xoá tệp đánh dấu ấy nếu muốn bắt đầu lại từ đầu."
        )
    return (
        f"Cơ sở dữ liệu {file} đã mất; {_RESTORE}. "
        f"Chỉ khi thật sự muốn bắt đầu lại từ đầu mới xoá {folder / NAME}; chương trình không tự tạo lại."
    )


def _first_bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            return source.read(len(_HEADER))
    except OSError as error:
        raise StorageError(f"Không đọc được {file} ({error.strerror}); hãy kiểm tra quyền của tệp.") from error


def _create_file(file: Path, folder: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Không tạo được thư mục {file.parent} ({error.strerror}); hãy kiểm tra quyền.") from error
    with storage_errors(str(file)), exclusive(folder), closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA user_version=1")  # gives the file its header


def _check_pages(file: Path) -> None:
    with (
        storage_errors(str(file)),
        closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=30)) as connection,
    ):
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark not in (0, APPLICATION_ID):
            raise StorageError(
                f"{file} là cơ sở dữ liệu của chương trình khác; hãy sửa `database` trong settings.yaml."
            )
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StorageError(f"Cơ sở dữ liệu {file} đã hỏng ({str(found).splitlines()[0]}); {_RESTORE}.")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode=WAL")


def _ensure_schema(engine: Engine, address: Address, folder: Path, fresh: bool, marker: Marker | None) -> None:
    with connect(engine, "read") as connection, connection.begin():
        try:
            version = version_of(connection)
        except StorageError:
            raise StorageError(
                f"{address.shown} đang chứa bảng của chương trình khác; hãy sửa `database` trong settings.yaml."
            ) from None
    if version == HEAD:
        return
    if version is None and not fresh:
        raise StorageError(_empty(address, folder, marker))
    if address.file is None:
        folder.mkdir(parents=True, exist_ok=True)
        bring_up(engine, address)
        return
    with exclusive(folder):
        bring_up(engine, address)


def _empty(address: Address, folder: Path, marker: Marker | None) -> str:
    what = f"Cơ sở dữ liệu {address.shown} trống, chưa có bảng nào"
    if marker is None or _left_unused(marker, address):
        return f"{what}; hãy chạy `dondoc run` để tạo bảng; nếu nơi này đã từng chạy, {_RESTORE}."
    anew = f"Chỉ khi thật sự muốn bắt đầu lại từ đầu mới xoá {folder / NAME}"
    if marker.database == address.shown:
        return f"{what}: các bảng đã mất; {_RESTORE}. {anew}; chương trình không tự tạo lại."
    return (
        f"{what}, còn dữ liệu của thư mục làm việc này nằm ở {marker.database} (đã tới lượt {marker.last_run}). "
        f"Hãy ghi lại địa chỉ ấy ở `database` trong settings.yaml; chương trình không chuyển dữ liệu sang. {anew}."
    )


def _check_identity(engine: Engine, address: Address, folder: Path, marker: Marker | None) -> None:
    with connect(engine, "read") as connection, connection.begin():
        name, newest = database_id(connection), newest_run(connection)
    unused = marker is not None and newest == 0 and _left_unused(marker, address)
    if marker is None or (unused and marker.database_id != name):
        folder.mkdir(parents=True, exist_ok=True)
        write_marker(folder, Marker(name, address.shown, newest, newest if address.file is None else 0))
        return
    if marker.database_id != name:
        raise StorageError(
            f"Cơ sở dữ liệu {address.shown} không phải cái mà thư mục làm việc này đã dùng ({marker.database}); "
            f"hãy sửa `database` trong settings.yaml, hoặc xoá {folder / NAME} nếu việc thay là có chủ ý."
        )
    if newest < marker.last_run:
        raise StorageError(
            f"Cơ sở dữ liệu {address.shown} cũ hơn lần dùng trước (lượt {newest}, đã từng tới lượt {marker.last_run}): "
            f"phần cuối đã mất. {_RESTORE[0].upper()}{_RESTORE[1:]}; "
            f"nếu cố ý dùng bản cũ, hãy xoá {folder / NAME}."
        )


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Only one process of this machine at a time makes or changes the schema; the others wait."""
    try:
        file = (folder / "schema.lock").open("a")
    except OSError as error:
        raise StorageError(f"Không ghi được vào {folder} ({error.strerror}); hãy kiểm tra quyền.") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
