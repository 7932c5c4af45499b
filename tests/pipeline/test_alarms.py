"""The memory of alarms outlives a full disk: a service that is started again each half minute tells a trouble once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from monitor.pipeline import alarms
from monitor.pipeline.alarms import Alarms
from rules.model import VN

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VN)


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder for passing things."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(alarms, "_SHARED_MEMORY", str(folder))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "data").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """The data folder on a file system of 64 kB."""
    data = home / "data"
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(data)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield data
    subprocess.run(["umount", "-l", str(data)], check=True)


def fill(folder: Path) -> None:
    with suppress(OSError), (folder / "rubbish").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    with pytest.raises(OSError, match="No space left"):
        (folder / "new").write_bytes(b"x")


def told(home: Path, name: str = "database", day: str = "2026-11-18") -> list[bool]:
    """What two processes, one after the other, would do."""
    return [Alarms(home).first_today(name, day) for _ in range(2)]


def test_on_a_full_disk_the_file_is_written_where_it_stands(home: Path, small_disk: Path, beside: Path) -> None:
    Alarms(home).keep(NOW, {})  # as any whole run does
    fill(small_disk)
    assert told(home) == [True, False]
    assert told(home, day="2026-11-19") == [True, False]
    Alarms(home).keep(NOW, {"disk": "Ổ đĩa gần đầy"})
    assert Alarms(home).open["disk"].since == NOW
    assert told(home, day="2026-11-19") == [False, False]
    assert not list(beside.iterdir())


def test_on_a_disk_that_was_full_from_the_first_the_memory_is_elsewhere(
    home: Path, small_disk: Path, beside: Path
) -> None:
    fill(small_disk)
    assert told(home) == [True, False]
    assert told(home, "crash") == [True, False]
    assert [file.stat().st_mode & 0o777 for file in beside.iterdir()] == [0o600]


def test_a_folder_that_takes_no_new_file_is_no_reason_to_forget(home: Path, beside: Path) -> None:
    Alarms(home).keep(NOW, {})
    (home / "data" / "alarms.tmp").mkdir()
    assert told(home) == [True, False]
    assert not list(beside.iterdir())


def test_where_nothing_can_be_written_the_memory_is_elsewhere_and_each_workspaces_own(
    home: Path, tmp_path: Path
) -> None:
    (home / "data" / "alarms.json").mkdir()
    assert told(home) == [True, False]
    assert told(tmp_path / "another") == [True, False]
    (home / "data" / "alarms.json").rmdir()
    assert told(home) == [False, False]


def test_a_link_that_somebody_laid_is_not_followed(home: Path, tmp_path: Path, beside: Path) -> None:
    (home / "data" / "alarms.json").mkdir()
    told(home)
    [place] = beside.iterdir()
    victim = tmp_path / "victim"
    victim.write_text("kept")
    place.unlink()
    place.symlink_to(victim)
    assert told(home) == [True, True]  # better told twice than never
    place.unlink()
    place.hardlink_to(victim)
    assert told(home) == [True, True]
    assert victim.read_text() == "kept"


def test_a_file_of_an_older_version_is_read_and_given_its_room(home: Path) -> None:
    file = home / "data" / "alarms.json"
    file.write_text('{"open": {}, "told": {"database": "2026-11-18"}}')
    assert told(home) == [False, False]
    Alarms(home).keep(NOW, {})
    assert file.stat().st_size == 4096
    assert told(home) == [False, False]
