"""``run.py``: what it takes from pip, where it gets uv, and when it installs nothing."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import venv
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHEEL = b"bytes that stand for a wheel"


@pytest.fixture(autouse=True)
def _no_pip_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:

    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project folder with nothing installed in it."""
    folder = tmp_path / "thư mục có dấu cách"
    folder.mkdir()
    for name in ("run.py", "pyproject.toml", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def load(tree: Path) -> ModuleType:
    """The ``run.py`` of a tree as a module."""
    spec = importlib.util.spec_from_file_location("run_of_a_tree", tree / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def finish(run: ModuleType) -> None:
    """Stand a finished, empty environment into the tree, as the last step of a set-up leaves it."""
    venv.EnvBuilder(with_pip=False).create(run.VENV)
    run.STAMP.write_text(f"{run.venv_identity()} {run.fingerprint()}\n")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A package index on loopback: its address and its folder."""
    folder = tmp_path / "index"
    (folder / "uv").mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder / "uv"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("words", [("--help",), ("demo", "--help"), ("setup", "-h")])
def test_whoever_asks_for_help_gets_it_and_nothing_is_installed(words: tuple[str, ...], tree: Path) -> None:
    done = subprocess.run([sys.executable, "run.py", *words], cwd=tree, capture_output=True, text=True, check=False)
    assert (done.returncode, "run.py demo" in done.stdout) == (0, True)
    assert not (tree / ".venv").exists()


def test_an_old_python_can_read_it_to_say_that_it_is_too_old() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_a_wrong_command_shows_the_right_ones_and_installs_nothing(tree: Path) -> None:
    done = subprocess.run([sys.executable, tree / "run.py", "tset"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python3 run.py test" in done.stdout
    assert not (tree / ".venv").exists()


def test_what_pip_was_told_reaches_uv(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = tmp_path / "pip.conf"
    conf.write_text(
        "[global]\nindex-url = https://a.test/simple\ncert = /a.pem\n[install]\nfind_links = /one\n  /two\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(conf))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://b.test/simple https://c.test/simple")
    told = load(tree).uv_environment()
    assert told["UV_DEFAULT_INDEX"] == "https://a.test/simple"
    assert told["UV_INDEX"] == "https://b.test/simple https://c.test/simple"
    assert told["UV_FIND_LINKS"] == "/one,/two"
    assert told["SSL_CERT_FILE"] == "/a.pem"
    assert told["UV_PYTHON_DOWNLOADS"] == "never"


def test_what_uv_was_told_itself_wins(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://a.test/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.test/simple")
    assert load(tree).uv_environment()["UV_DEFAULT_INDEX"] == "https://own.test/simple"


def test_a_home_that_cannot_be_written_means_no_cache(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert "UV_NO_CACHE" not in load(tree).uv_environment()
    monkeypatch.setenv("HOME", "/proc")
    assert load(tree).uv_environment()["UV_NO_CACHE"] == "1"


@pytest.mark.parametrize("genuine", [True, False])
def test_without_pip_uv_comes_from_the_index_and_only_with_the_locked_sum(
    tree: Path, tmp_path: Path, index: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, genuine: bool
) -> None:
    address, folder = index
    run = load(tree)
    tags = ["manylinux_2_17_x86_64", "manylinux_2_28_aarch64", "musllinux_1_1_x86_64", "macosx_11_0_arm64", "win_amd64"]
    names = [f"uv-{version}-py3-none-{tag}.whl" for version in ("1.0.0", "1.0.1") for tag in tags]
    for name in names:
        (folder / name).write_bytes(WHEEL)
    (folder / "index.html").write_text("".join(f"<a href='{name}#sha256=00'>{name}</a>" for name in names))
    monkeypatch.setenv("PIP_INDEX_URL", address)
    locked = hashlib.sha256(WHEEL if genuine else b"other bytes").hexdigest()
    place = tmp_path / "place"
    place.mkdir()
    if genuine:
        wheel = run.wheel_by_hand("1.0.0", {locked}, place)
        assert wheel.read_bytes() == WHEEL
        assert wheel.name.startswith("uv-1.0.0-")
        assert run.suits_this_machine(wheel.name)
    else:
        with pytest.raises(run.SetupError, match="sha256"):
            run.wheel_by_hand("1.0.0", {locked}, place)
        assert not list(place.iterdir())


def test_a_finished_set_up_is_left_alone(tree: Path) -> None:
    finish(load(tree))
    done = subprocess.run([sys.executable, tree / "run.py", "setup"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_another_lock_an_unfinished_set_up_or_a_moved_tree_is_not_ready(tree: Path, tmp_path: Path) -> None:
    run = load(tree)
    assert not run.is_ready()
    finish(run)
    assert run.is_ready()
    moved = load(tree.rename(tmp_path / "moved"))
    assert not moved.is_ready()
    finish(moved)
    assert moved.is_ready()
    with moved.LOCK.open("a") as file:
        file.write("# newer\n")
    assert not moved.is_ready()
    finish(moved)
    moved.STAMP.unlink()
    assert not moved.is_ready()


def test_two_at_once_the_second_waits_and_finds_it_done(tree: Path) -> None:
    run = load(tree)
    with run.gate():
        command = [sys.executable, str(tree / "run.py"), "setup"]
        second = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "another set-up is running" in second.stderr.readline()
        finish(run)
        assert second.poll() is None
    assert second.communicate(timeout=60)[1] == ""
    assert second.returncode == 0
