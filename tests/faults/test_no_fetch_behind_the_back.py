"""Showing evidence, reports and letters fetches nothing, whatever the stored pages would like to load (G17)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawlers.webs import Reply, Web

from .court import MAY, OLD, PATH, Ask, Scene, hold, page, rows

ROOT = Path(__file__).parents[2]
AT = "2026-06-13T08:00+07:00"
_RECORDED = """
import atexit, json, runpy, sys
connected = []
def record(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        connected.append([event, str(args[1] if event == "socket.connect" else args[0])])
sys.addaudithook(record)
place = sys.argv.pop(1)
atexit.register(lambda: open(place, "w").write(json.dumps(connected)))
runpy.run_module("monitor", run_name="__main__")
"""
TRAP = "http://127.6.0.1:9"


def luring(ask: Ask) -> str | None:
    """A page full of what a viewer might load by itself."""
    lures = (
        f"<link rel='stylesheet' href='{TRAP}/a.css'><meta property='og:image' content='{TRAP}/a.png'>"
        f"<meta http-equiv='refresh' content='0;url={TRAP}/'>"
    )
    extra = f"<img src='{TRAP}/b.png'><iframe src='{TRAP}/c'></iframe><object data='{TRAP}/d.svg'></object>"
    title = (f"Báo cáo <img src={TRAP}/e.png>", MAY[1], MAY[2])
    return page(extra + rows([title, *OLD])).replace("</head>", f"{lures}</head>") if ask.path == PATH else None


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lures") / "so"
    guilty = Scene("th-binh-minh", lambda ask: page(rows(OLD)) if ask.path == PATH else None, guilty=True)
    court = hold([Scene("thcs-hoa-mai", luring), guilty], folder)
    assert court.charges("th-binh-minh")
    return folder


def run(home: Path, *arguments: str) -> tuple[str, list[list[str]]]:
    """What a command printed, and what it connected to or looked up."""
    place = home.parent / "connected.json"
    command = [sys.executable, "-c", _RECORDED, str(place), "--home", str(home), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, (arguments, done.stderr[-1500:], done.stdout[-500:])
    return done.stdout, json.loads(place.read_text())


def test_commands_that_show_connect_to_nothing(home: Path, tmp_path: Path) -> None:  # G17
    looks, connected = run(home, "looks", "--at", AT, "--json")
    assert connected == []
    evidence = [one for look in json.loads(looks) if look["unit"] == "thcs-hoa-mai" for one in look["evidence"]]
    assert evidence
    told = ""
    for arguments in (
        ("evidence", "show", str(evidence[0])),
        ("evidence", "verify"),
        ("why", "th-binh-minh", "T-1", "2026-05", "--at", AT),
        ("publications", "--at", AT),
        ("messages", "--at", AT),
        ("digest", "--at", AT),
        ("report", "--month", "2026-05", "--format", "html", "--at", AT, "-o", str(tmp_path / "bao-cao.html")),
    ):
        shown, connected = run(home, *arguments)
        assert connected == [], arguments
        told += shown
    assert TRAP in told  # it was shown, as letters


def test_the_recorder_sees_a_command_that_does_fetch(home: Path) -> None:
    with Web({"/": Reply(page(rows(OLD)))}) as web:
        _, connected = run(home, "read", f"{web.base}/")
    assert any("127.0.0.1" in place for _, place in connected)
