"""Facts about the tree itself: sizes, names, walls, locks, words that do not belong in it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("alerts", "crawlers", "monitor", "rules")
BIN = Path(sys.executable).parent
LONGEST_FUNCTION = 50
LONGEST_MODULE = 400
ATTIC_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def tracked_files() -> list[Path]:
    """Files of the tree that git knows or would take; all of them but the ignored folders where there is no git."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        return [path for name in listed if name and (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _is_generated(path.relative_to(ROOT))]


def _is_generated(path: Path) -> bool:
    return (path.parts[0].startswith(".") and path.parts[0] != ".ci") or "__pycache__" in path.parts


def room_modules() -> list[Path]:
    """Every Python file of the four rooms."""
    return [path for path in tracked_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS]


def name_of(path: Path) -> str:
    """Path as people write it."""
    return path.relative_to(ROOT).as_posix()


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """``(name:line, length in lines)`` of every function in a file, without its decorators."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{name_of(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def imports_of(path: Path) -> Iterator[str]:
    """Top names of everything a file imports, wherever in the file it does so; relative imports are its own room."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def classes_of(path: Path) -> set[str]:
    """Names of the classes that a module defines."""
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)}


def test_the_four_rooms_are_found() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in room_modules()} == set(ROOMS)


def test_no_function_is_longer_than_a_screen() -> None:
    files = [*room_modules(), ROOT / "run.py"]
    long = [f"{name}: {length}" for path in files for name, length in functions_of(path) if length > LONGEST_FUNCTION]
    assert not long


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in room_modules()}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_MODULE}


def test_no_module_or_folder_is_an_attic() -> None:
    named = [path.relative_to(ROOT) for path in room_modules()]
    assert not [str(path) for path in named if ATTIC_NAMES & {*path.parts[:-1], path.stem}]


def test_the_map_of_the_rooms_names_every_module_and_no_other() -> None:
    mapped: list[str] = []
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for row in re.findall(r"^\| (`[a-z]+/.*?) \|", table, re.MULTILINE):
        names = re.findall(r"`([^`]+)`", row)
        room = names[0].partition("/")[0]
        mapped += [name if name.startswith(f"{room}/") else f"{room}/{name}" for name in names]
    files = [name_of(path) for path in room_modules() if not path.stem.startswith("__")]
    found = {name: [file for file in files if fnmatch(file, name) or file.startswith(name)] for name in mapped}
    assert not [name for name, those in found.items() if not those and not (ROOT / name).is_dir()]
    assert not set(files).difference(*found.values())


def test_a_noun_of_the_law_names_one_thing() -> None:
    """``Duty``, ``Place``, ``Finding`` … as the glossary has them: nothing else in any room goes by these names."""
    law = [ROOT / "rules" / "findings.py", *sorted((ROOT / "rules" / "model").glob("*.py"))]
    nouns = {name for path in law for name in classes_of(path)}
    others = [path for path in room_modules() if path not in law]
    assert not [f"{name_of(path)} {name}" for path in others for name in classes_of(path) if name in nouns]


def test_config_holds_data_only() -> None:
    assert not [
        name_of(path) for path in tracked_files() if name_of(path).startswith("config/") and path.suffix == ".py"
    ]


def test_no_test_patches_the_code_it_tests() -> None:
    for path in tracked_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ("tests", "benchmarks"):
            tree = ast.parse(path.read_text("utf-8"))
            names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            assert not [name for name in names if name.split(".")[0] == "mock" or name.startswith("unittest.mock")], (
                path
            )


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_what_is_tested_is_what_is_shipped() -> None:
    runtime, everything = (_pins(name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert runtime
    assert runtime <= everything


def _pins(lock: str) -> set[str]:
    return set(re.findall(r"^\S+==[^\s;]+", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE))


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = {pin.partition("==")[0] for pin in _pins("requirements-dev.lock")}
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {re.split(r"[^A-Za-z0-9_.-]", one)[0] for one in asked} <= locked


def test_the_tree_names_no_place_of_one_machine() -> None:
    own = ROOT.parent.as_posix().rstrip("/") + "/"
    places = [re.escape(own)] if len(own) > 2 else []
    places += [r"(?<![\w.])/(?:root|opt/wheels|opt/pypi)/", r"(?<![\w.])/" + "work" + "/", r"file:///opt/"]
    told = re.compile("|".join(places))
    for path in tracked_files():
        if path == Path(__file__):
            continue
        found = told.search(path.read_bytes().decode("utf-8", "replace"))
        assert not found, f"{name_of(path)}: {found.group() if found else ''}"


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "python3 run.py demo" in text
    assert "python3 run.py test" in text


# --- walls


def contracts() -> list[dict[str, object]]:
    """The import contracts as pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = project["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts over a tree."""
    command = [str(BIN / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_third_party_library_has_one_home() -> None:
    homes = [name for one in contracts() if str(one["id"]).startswith("home-") for name in one["forbidden_modules"]]  # type: ignore[attr-defined]
    assert len(homes) == len(set(homes)), "a library has two homes"
    used = {name for path in room_modules() for name in imports_of(path)}
    assert used - sys.stdlib_module_names - set(ROOMS) <= set(homes)


def test_the_law_needs_the_standard_library_only() -> None:
    law = [path for path in room_modules() if path.is_relative_to(ROOT / "rules")]
    assert law
    assert {name for path in law for name in imports_of(path)} - sys.stdlib_module_names <= {"rules"}


def test_the_walls_stand() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("rules/model.py", "import crawlers.page", "Rooms"),
        ("crawlers/page.py", "import alerts.notice", "Rooms"),
        ("alerts/notice.py", "import monitor.ports", "Rooms"),
        ("monitor/ports.py", "import monitor.attic", "Inside monitor"),
        ("rules/model.py", "import socket", "The law is pure"),
        ("monitor/ports.py", "import sqlalchemy", "Home of the database"),
        ("alerts/notice.py", "from requests import get", "Home of the HTTP"),
        ("monitor/ports.py", "import bs4", "Home of page and feed"),
        ("alerts/notice.py", "import yagmail", "Home of yagmail"),
        ("crawlers/page.py", "import yaml", "Home of what people write"),
    ],
)
def test_a_wall_broken_is_seen(module: str, line: str, contract: str, tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    if "attic" in line:
        (tmp_path / "monitor" / "attic.py").touch()
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert [row for row in broken if contract in row], done.stdout[-3000:]
