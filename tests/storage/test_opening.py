"""A database that is lost, damaged, foreign, older or newer is refused with what to do, never silently replaced."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from monitor.ports import StorageError
from monitor.storage.marker import read_marker
from monitor.storage.store import SqlStore, open_store
from tests.databases import SQLITE, migrated, unused_postgresql
from tests.postgres import fresh_database, running_server
from tests.storage.cast import MORNING, look, watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace's SQLite file with a run and a look in it, closed."""
    store = open_store(SQLITE, tmp_path, create=True)
    with store.write(False) as tx:
        tx.runs.begin("run", MORNING)
    watch(store)
    look(store)
    store.close()
    return tmp_path / "data" / "dondoc.sqlite3"


def refused(home: Path, create: bool = True, url: str = SQLITE) -> str:
    with pytest.raises(StorageError) as error:
        open_store(url, home, create=create)
    return str(error.value)


def test_where_there_never_was_a_database_reading_refuses_and_makes_none(tmp_path: Path) -> None:
    sentence = refused(tmp_path, create=False)
    assert "dondoc.sqlite3" in sentence
    assert "dondoc init" in sentence
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("create", [True, False])
def test_a_lost_database_is_never_made_anew(file: Path, create: bool) -> None:  # A8
    file.unlink()
    sentence = refused(file.parent.parent, create)
    assert str(file) in sentence
    assert "đã mất" in sentence
    assert "sao lưu" in sentence
    assert not file.exists()


def test_starting_over_takes_a_deliberate_step(file: Path) -> None:
    for path in file.parent.glob("*"):
        if path.is_file():
            path.unlink()
    open_store(SQLITE, file.parent.parent, create=True).close()


def test_a_database_deleted_or_replaced_under_us_stops_us(file: Path) -> None:  # A8
    store = open_store(SQLITE, file.parent.parent, create=True)
    file.rename(file.with_suffix(".old"))
    with pytest.raises(StorageError, match="đã bị xoá hoặc bị thay"), store.write(False):
        pass
    shutil.copy(file.with_suffix(".old"), file)
    with pytest.raises(StorageError, match="đã bị xoá hoặc bị thay"), store.read(False):
        pass
    store.close()


def test_an_emptied_file_is_refused(file: Path) -> None:
    file.write_bytes(b"")
    assert "0 byte" in refused(file.parent.parent)


def test_a_file_that_is_no_database_is_refused(file: Path) -> None:  # A9
    file.write_bytes(b"<html>not here</html>" * 99)
    assert "không phải cơ sở dữ liệu" in refused(file.parent.parent)


def test_a_damaged_page_is_found_at_the_door(file: Path) -> None:  # A9
    drain(file)
    with file.open("r+b") as raw:
        raw.seek(4096 * 3 + 8)
        raw.write(b"\xff" * 2000)
    sentence = refused(file.parent.parent)
    assert str(file) in sentence
    assert "đã hỏng" in sentence
    assert "khôi phục" in sentence


def test_a_database_cut_in_half_is_refused(file: Path) -> None:
    drain(file)
    os.truncate(file, file.stat().st_size // 2)
    assert "đã hỏng" in refused(file.parent.parent)


def test_a_database_that_lost_its_tail_is_refused(file: Path) -> None:  # A9 (truncated WAL), B5
    drain(file)
    shutil.copy(file, file.with_suffix(".copy"))
    store = open_store(SQLITE, file.parent.parent, create=True)
    with store.write(False) as tx:
        tx.runs.begin("run", MORNING)
    store.close()
    for rest in file.parent.glob("*.sqlite3-*"):
        rest.unlink()
    file.with_suffix(".copy").replace(file)
    assert "phần cuối đã mất" in refused(file.parent.parent)


def test_another_workspaces_database_is_refused(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    open_store(SQLITE, other, create=True).close()
    drain(other / "data" / "dondoc.sqlite3")
    shutil.copy(other / "data" / "dondoc.sqlite3", file)
    assert "không phải cái mà thư mục làm việc này đã dùng" in refused(file.parent.parent)


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "data" / "dondoc.sqlite3"
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE kept (a)")
    before = file.read_bytes()
    assert "chương trình khác" in refused(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["kept"]
    assert len(before) == file.stat().st_size


def test_a_newer_schema_is_refused_politely(file: Path) -> None:  # A13
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
        connection.commit()
    sentence = refused(file.parent.parent)
    assert "mới hơn" in sentence
    assert "r9999" in sentence


def test_a_creation_that_was_killed_is_simply_done_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dondoc.sqlite3").touch()
    open_store(SQLITE, tmp_path, create=True).close()


def test_an_unwritable_folder_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    sentence = refused(tmp_path)
    assert str(tmp_path / "data") in sentence


def test_a_disk_that_is_full_is_told_plainly_and_nothing_half_is_left(file: Path) -> None:  # A7
    store = open_store(SQLITE, file.parent.parent, create=True)

    def fill() -> None:
        with store.write(False) as tx:
            pages = tx.session.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            tx.session.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}")
            tx.verdicts.remember_plan("phu-sa-2022", "d", "x" * 1_000_000, MORNING)

    with pytest.raises(StorageError, match="đã đầy"):
        fill()
    with store.read(False) as tx:
        assert tx.session.rows(text("SELECT * FROM plan_text")) == []
    store.close()


def test_a_marker_that_cannot_be_read_is_no_licence_to_start_over(file: Path) -> None:
    (file.parent / "workspace.json").write_text("{")
    assert "workspace.json" in refused(file.parent.parent)


def test_the_marker_names_the_database_and_rises_with_the_runs(file: Path) -> None:
    facts = json.loads((file.parent / "workspace.json").read_text())
    assert facts["database"] == str(file)
    assert facts["last_run"] == 1


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "sqlite:///:memory:", "khong ro", ""])
def test_an_address_we_do_not_speak_is_refused_with_what_would_be_right(tmp_path: Path, url: str) -> None:
    assert "sqlite:///data/dondoc.sqlite3" in refused(tmp_path, url=url)


def test_the_file_is_ours_and_kept_as_it_must_be(store: SqlStore) -> None:
    if store.address.file is None:
        pytest.skip("facts about SQLite files")
    with store.write(False) as tx:
        pragmas = {
            name: tx.session.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": 0x444F4E44,
        "busy_timeout": 30000,
    }


def test_a_workspace_may_be_moved_whole(file: Path, tmp_path: Path) -> None:
    drain(file)
    shutil.copytree(file.parent, tmp_path / "moved" / "data")
    store = open_store(SQLITE, tmp_path / "moved", create=False)
    assert store.has_real_looks()
    assert store.evidence.verify() == []
    store.close()


def drain(file: Path) -> None:
    """Move everything from the write-ahead log into the file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- PostgreSQL


@pytest.mark.postgres
def test_a_postgresql_database_that_lost_its_tables_is_refused(tmp_path: Path) -> None:
    server = running_server()
    url = fresh_database(server)
    assert "trống" in refused(tmp_path, create=False, url=url)
    store = open_store(url, tmp_path, create=True)
    again = fresh_database(server)
    with store.write(False) as tx:
        tx.runs.begin("run", MORNING)
    store.close()
    sentence = refused(tmp_path, url=again)
    assert "trống" in sentence
    assert url in sentence
    assert "dondoc init" not in sentence
    name = url.rpartition("/")[2]
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    assert "khôi phục bản sao lưu" in refused(tmp_path, url=url)


@pytest.mark.postgres
def test_postgresql_may_be_named_after_init_made_a_file_that_nobody_used(tmp_path: Path) -> None:
    """As the handbook says: ``init``, the address into settings.yaml, and the first ``run`` makes the tables."""
    open_store(SQLITE, tmp_path, create=True).close()
    url = fresh_database(running_server())
    assert "dondoc run" in refused(tmp_path, create=False, url=url)
    for _ in range(2):
        open_store(url, tmp_path, create=True).close()
        facts = json.loads((tmp_path / "data" / "workspace.json").read_text())
        assert facts["database"] == url


@pytest.mark.postgres
@pytest.mark.parametrize("marked", [True, False])
def test_tables_that_a_killed_first_run_left_are_taken_over(tmp_path: Path, marked: bool) -> None:
    if marked:
        open_store(SQLITE, tmp_path, create=True).close()
    open_store(unused_postgresql(), tmp_path, create=True).close()


@pytest.mark.postgres
def test_a_file_with_runs_or_peoples_words_is_not_left_for_an_empty_database(file: Path) -> None:  # A8
    home, url = file.parent.parent, fresh_database(running_server())
    assert str(file) in refused(home, url=url)
    marker = file.parent / "workspace.json"
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {"last_run": 0}))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (0,)
        connection.execute(
            "INSERT INTO audit (rehearsal, at, who, action, reason, details, recorded_at)"
            " VALUES (0, '2022-03-01', 'a', 'b', 'c', '{}', '2022-03-01')"
        )
        connection.commit()
    assert str(file) in refused(home, url=url)


@pytest.mark.postgres
def test_a_database_in_which_another_workspace_ran_is_not_taken_over(tmp_path: Path) -> None:
    url = unused_postgresql()
    first = open_store(url, tmp_path / "first", create=True)
    with first.write(False) as tx:
        tx.runs.begin("run", MORNING)
    first.close()
    open_store(SQLITE, tmp_path / "second", create=True).close()
    assert "không phải cái mà thư mục làm việc này đã dùng" in refused(tmp_path / "second", url=url)
    open_store(
        url, tmp_path / "restored", create=True
    ).close()  # without any data: nobody can tell it from a second one
    joined = [read_marker(tmp_path / name / "data").joined for name in ("first", "restored")]
    assert joined == [0, 1]


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_told_plainly_without_the_password(tmp_path: Path) -> None:  # B3
    sentence = refused(tmp_path, url="postgresql+psycopg://dondoc:bi-mat@127.0.0.1:1/dondoc")
    assert "không kết nối được" in sentence
    assert "bi-mat" not in sentence
    missing = running_server().url_of("khong_co")
    assert "chưa có trên máy chủ" in refused(tmp_path, url=missing)


@pytest.mark.postgres
def test_a_role_that_may_not_make_tables_is_told_what_to_ask_for(tmp_path: Path) -> None:
    server, url, role = running_server(), fresh_database(running_server()), f"r{uuid4().hex[:12]}"
    name, theirs = url.rpartition("/")[2], url.replace("dondoc@", f"{role}@")
    server.execute(f"CREATE ROLE {role} LOGIN")
    server.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC", name)  # older servers grant it
    sentence = refused(tmp_path, url=theirs)
    assert f"ALTER DATABASE {name} OWNER TO {role}" in sentence
    assert f"GRANT CREATE ON SCHEMA public TO {role}" in sentence
    server.execute(f"GRANT CREATE ON SCHEMA public TO {role}", name)
    open_store(theirs, tmp_path, create=True).close()
    other = f"r{uuid4().hex[:12]}"
    server.execute(f"CREATE ROLE {other} LOGIN")
    assert f"REASSIGN OWNED BY người_cũ TO {other}" in refused(tmp_path, url=url.replace("dondoc@", f"{other}@"))


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_vietnamese_letters_is_refused(tmp_path: Path, encoding: str) -> None:
    url = fresh_database(running_server(), f"template0 ENCODING '{encoding}'")
    sentence = refused(tmp_path, url=url)
    assert encoding in sentence
    assert "UTF-8" in sentence


@pytest.mark.postgres
def test_an_idle_connection_cut_by_the_server_is_replaced_unseen(tmp_path: Path) -> None:  # B2
    server, template = migrated()
    url = fresh_database(server, template)
    store = open_store(url, tmp_path / "cut", create=True)
    watch(store)
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url.rpartition('/')[2]}'")
    look(store)
    with store.read(False) as tx:
        assert len(tx.observations.looks()) == 1
    store.close()


def test_moments_do_not_depend_on_the_servers_zone(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING + timedelta(microseconds=1))
    with store.read(False) as tx:
        [row] = tx.observations.looks()
    assert row.look.at == MORNING + timedelta(microseconds=1)
    assert row.look.at.utcoffset() == timedelta(hours=7)
