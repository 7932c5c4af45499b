"""The list of commands: whole, true, and quick to show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from monitor.cli import dondoc
from monitor.cli.contents import CONTENTS

ROOT = Path(__file__).parents[2]
NOT_TO_LIST = {"sqlalchemy", "pydantic", "lxml", "requests", "openpyxl", "apscheduler", "jinja2", "holidays", "yagmail"}
NOT_TO_READ = {"lxml", "bs4", "requests", "openpyxl", "apscheduler", "jinja2", "yagmail", "alembic", "cryptography"}


@pytest.mark.parametrize("name", sorted(CONTENTS))
def test_every_command_of_the_list_is_there_under_its_name(name: str) -> None:
    command = dondoc.get_command(click.Context(dondoc), name)
    assert command is not None
    assert command.name == name
    assert CONTENTS[name][1].endswith(".")


def test_a_name_that_is_not_listed_is_no_command() -> None:
    assert dondoc.get_command(click.Context(dondoc), "showing") is None


def _loaded(*words: str) -> set[str]:
    """The packages that a start of the program with these words loads."""
    code = (
        "import sys\nfrom monitor.cli import main\n"
        f"sys.argv = ['dondoc', *{words!r}]\n"
        "try:\n    main()\nfinally:\n    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    start = [sys.executable, "-c", code]
    done = subprocess.run(start, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout
    return set(done.stderr.splitlines()[-1].split())


def test_the_list_is_shown_without_what_the_commands_need() -> None:
    assert not NOT_TO_LIST & _loaded("--help")


def test_a_reading_command_loads_no_crawler_no_sender_and_no_writer_of_documents(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "monitor", "init", str(tmp_path / "w")], cwd=ROOT, check=True, timeout=60)
    assert not NOT_TO_READ & _loaded("--home", str(tmp_path / "w"), "status", "--json")
