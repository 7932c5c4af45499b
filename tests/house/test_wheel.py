"""The wheel that ``pipx install .`` makes: four packages, the data of ``config/``, and a ``dondoc`` that starts."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("alerts", "crawlers", "monitor", "rules")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the tree by the locked builder, without the network."""
    tree = tmp_path_factory.mktemp("tree")
    skipped = shutil.ignore_patterns(".*", "__pycache__", "demo-world", "dist")
    shutil.copytree(ROOT, tree, ignore=skipped, dirs_exist_ok=True)
    out = tmp_path_factory.mktemp("dist")
    builder = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    done = subprocess.run(builder, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("dondoc-*.whl")
    return built


def test_the_wheel_holds_every_module_and_the_data_of_config(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert wanted <= held
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "config").rglob("*") if path.is_file()}
    assert {f"monitor/data/{name}" for name in data if "/." not in name} <= held
    assert {name.partition("/")[0] for name in held} == set(ROOMS)


def test_the_wheel_carries_its_licence_and_its_entry_point(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = {name.rsplit("/", 1)[-1]: name for name in archive.namelist() if ".dist-info/" in name}
        assert archive.read(info["LICENSE"]) == (ROOT / "LICENSE").read_bytes()
        assert "dondoc = monitor.cli:main" in archive.read(info["entry_points.txt"]).decode()


def test_dondoc_starts_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("monitor.cli") is None:
        pytest.skip("monitor.cli is not written yet")
    home = tmp_path / "môi trường"
    venv.EnvBuilder(with_pip=False).create(home)
    (site,) = (home / "lib").glob("python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The libraries of this environment, without its editable project: what runs is the wheel.
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), "utf-8")
    code = "import sys; from monitor.cli import main; sys.argv = ['dondoc', '--version']; sys.exit(main())"
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    started = subprocess.run(
        [str(home / "bin" / "python"), "-c", code], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr
    assert "0.1.0" in started.stdout
