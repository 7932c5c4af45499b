"""PostgreSQL from the command line: as the handbook sets it up, and where two workspaces name one database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.site import Site, run, serving, workspace
from tests.cli.test_commands import dondoc
from tests.databases import SQLITE
from tests.postgres import fresh_database, running_server

pytestmark = pytest.mark.postgres


def test_the_first_run_after_init_makes_the_tables_of_postgresql(tmp_path: Path) -> None:
    home, url = tmp_path / "so", fresh_database(running_server())
    assert dondoc("init", home, home=home).returncode == 0
    moved(home, url)
    done = dondoc("judge", home=home)  # works in the workspace as run does, and looks at nothing
    assert done.returncode == 0, done.stderr
    assert url in (home / "data" / "workspace.json").read_text("utf-8")


def test_a_second_workspace_on_a_database_hears_why_its_evidence_is_not_there(tmp_path: Path) -> None:
    url = fresh_database(running_server())
    with serving() as site:
        first, second = folders(tmp_path, site)
        for home in (first, second):
            moved(home, url)
        run(first, "2022-03-02T08:00")
        assert dondoc("evidence", "verify", home=first).returncode == 0
        run(second, "2022-03-03T08:00")
        told = dondoc("evidence", "verify", home=second)
        assert told.returncode == 3
        assert "tệp đã mất" in told.stdout
        assert "mỗi thư mục một cơ sở dữ liệu riêng" in told.stdout
        at = "2022-03-03T09:00+07:00"
        doctors = [dondoc("--at", at, "doctor", home=home).stdout for home in (first, second)]
    assert ["một cơ sở dữ liệu riêng" in words for words in doctors] == [False, True]


def folders(tmp_path: Path, site: Site) -> tuple[Path, Path]:
    """Two workspaces that say the same."""
    first = workspace(tmp_path / "first", site)
    site.article("/cchc/tin-1.html", "Nhà trường triển khai cải cách hành chính", "01/02/2022 09:00", True)
    return first, shutil.copytree(first, tmp_path / "second")


def moved(home: Path, url: str) -> None:
    """From now on the settings name this database."""
    settings = home / "settings.yaml"
    text = settings.read_text("utf-8")
    assert SQLITE in text
    settings.write_text(text.replace(SQLITE, url), encoding="utf-8")
