"""Watching ourselves, whole: what the administrator hears of a blind day, a missed cycle, a stuck queue, a dying token;
and what an outside service hears, whatever it answers (S14, C13, D24)."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from alerts.zalo_tokens import Pair
from monitor.app.pinging import DONE, FAILED, START, ping
from monitor.catalogue.loading import load_catalogue
from monitor.catalogue.settings import Settings
from monitor.pipeline.self_watch import Signs, watch_over
from monitor.pipeline.send import send_cycle
from monitor.ports import NewMessage
from monitor.storage.zalo import SqlTokens
from rules.model import VN, Outcome
from tests.pipeline.world import SmallWorld
from tests.program import program
from tests.zalo.conftest import logged_in
from tests.zalo.server import APP_ID, APP_SECRET, Zalo, ZaloServer

BLIND = "Lâu rồi không xem trọn được trang nào"


def watched(world: SmallWorld, moment: str) -> list[str]:
    """One whole turn with its watching; the subjects that the administrator got by it."""
    world.run(moment)
    cycle = world.cycle(moment)
    before = len(heard(world))
    with world.store.write(False) as tx:
        run = tx.runs.begin("run", cycle.now)
    watch_over(cycle, run, Signs(world.home))
    send_cycle(cycle, run, world.channels, "owner")
    with world.store.write(False) as tx:
        tx.runs.finish(run, cycle.now, {})
    return heard(world)[before:]


def heard(world: SmallWorld) -> list[str]:
    with world.store.read(False) as tx:
        rows = [row.message for row in tx.outbox.messages("sent") if row.message.recipient == "quantri@so.test"]
    return [row.subject for row in rows]


def test_a_day_without_one_healthy_look_is_told_once_a_day_until_it_is_over(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=3)
    settings = world.catalogue.settings
    world.catalogue = replace(world.catalogue, settings=replace(settings, looks=replace(settings.looks, every_h=12.0)))
    for school in (1, 2, 3):
        world.publish(school, "2022-02-10T08:00", school=school)
    assert watched(world, "2022-02-14T08:00") == []
    world.broken = {"truong-1": Outcome.BOT_WALL, "truong-2": Outcome.TIMEOUT}
    # One place that can be seen is enough: the others are trouble of theirs.
    assert [one for one in watched(world, "2022-02-15T09:00") if BLIND in one] == []
    world.broken["truong-3"] = Outcome.TIMEOUT
    assert [one for one in watched(world, "2022-02-16T07:00") if BLIND in one] == []
    told = [one for hour in range(9, 20) for one in watched(world, f"2022-02-16T{hour:02}:30") if BLIND in one]
    assert len(told) == 1
    assert len([one for one in watched(world, "2022-02-17T08:00") if BLIND in one]) == 1
    world.broken = {}
    [over] = [one for one in watched(world, "2022-02-17T22:00") if BLIND in one]
    assert "trở lại bình thường" in over
    assert [one for one in watched(world, "2022-02-18T08:00") if BLIND in one] == []


@pytest.fixture
def zalo_server(tmp_path: Path) -> Iterator[ZaloServer]:
    server = ZaloServer(Zalo(tmp_path / "zalo.jsonl"))
    yield server
    server.close()


@pytest.mark.parametrize(("days", "words"), [(77, "còn 12 ngày"), (88, "còn 1 ngày")])
def test_after_three_dark_days_one_run_tells_everything_that_is_wrong_once(
    days: int, words: str, tmp_path: Path, zalo_server: ZaloServer
) -> None:  # C13, D24: within the 14 and the 3 days before the end
    world = SmallWorld(tmp_path / "w")
    now = datetime.now(VN)
    past = now - timedelta(days=3)
    world.run(past.strftime("%Y-%m-%dT%H:%M"))
    letter = NewMessage(
        key="k", message_id="<k@so.test>", channel="email", recipient="lan@truong-1.edu.test", recipient_name="",
        kind="admin", subject="Nhắc", text="t", html="<p>t</p>", created=past, slot=past.date(),  # at any hour
    )  # fmt: skip
    with world.store.write(False) as tx:
        tx.outbox.queue(0, letter)
    pair = logged_in(zalo_server.zalo)
    SqlTokens(world.store, APP_ID).keep(Pair(pair.access, pair.refresh, pair.expires, now - timedelta(days=days)))
    world.store.close()
    settings = (world.home / "settings.yaml").read_text(encoding="utf-8")
    oa = f'{{app_id: "{APP_ID}", api: "{zalo_server.url}", oauth: "{zalo_server.url}"}}'
    mail = f'{{host: 127.0.0.1, port: {closed_port()}, security: none, sender: "dondoc@so.test", timeout_s: 2}}'
    (world.home / "settings.yaml").write_text(f"{settings}channels: {{email: {mail}, zalo_oa: {oa}}}\n", "utf-8")
    told = [run(world.home), run(world.home)]
    assert told[0] == told[1]  # a second run of the day says nothing new
    subjects = "\n".join(told[0])
    assert BLIND in subjects
    assert "đã ngừng một thời gian" in subjects
    assert "Thư chưa gửi đi được" in subjects
    assert "Zalo cần đăng nhập lại" in subjects
    assert len(told[0]) == len(set(told[0]))
    facts = [json.loads(one.read_text(encoding="utf-8")) for one in (world.home / "data" / "outbox").glob("*.json")]
    assert any(words in one["text"] for one in facts)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def run(home: Path) -> list[str]:
    """``dondoc run``; the subjects of what lies in the folder of files for the administrator."""
    done = program("--home", home, "run", "--json", DONDOC_ZALO_APP_SECRET=APP_SECRET)
    assert done.returncode == 0, done.stderr
    facts = [json.loads(one.read_text(encoding="utf-8")) for one in (home / "data" / "outbox").glob("*.json")]
    return sorted(one["subject"] for one in facts if one["recipient"] == "quantri@so.test")


# --- the outside -----------------------------------------------------------------------------------------------------


class Outside(ThreadingHTTPServer):
    """``answer``: what it does with a ping."""

    daemon_threads = True

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answer = "ok"
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Listener)

    def settings(self, plain: Settings, timeout_s: float = 1.0) -> Settings:
        url = f"http://127.0.0.1:{self.server_port}/ping/7d0c?token=a"
        return replace(plain, ping=replace(plain.ping, url=url, timeout_s=timeout_s))


class _Listener(BaseHTTPRequestHandler):
    server: Outside

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        match self.server.answer:
            case "slow":
                self.server.over.wait(30)
            case "drip":
                self.send_response(200)
                self.end_headers()
                while not self.server.over.wait(0.1):
                    self.wfile.write(b"x")
            case "hang up":
                self.close_connection = True
            case "500":
                self.send_error(500)
            case "moved" if "/new/" not in self.path:
                self._to(f"http://127.0.0.1:{self.server.server_port}/new/7d0c")
            case "inside":
                self._to("http://169.254.169.254/latest/meta-data/")
            case "round":
                self._to(f"http://127.0.0.1:{self.server.server_port}{self.path}")
            case _:
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"OK")

    def _to(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()


@pytest.fixture
def plain(tmp_path: Path) -> Settings:
    world = SmallWorld(tmp_path / "w")
    file = world.home / "settings.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "fetch: {allow_networks: [127.0.0.0/8]}\n", encoding="utf-8")
    return load_catalogue(world.home).settings


def test_each_word_of_a_cycle_reaches_the_outside_under_its_own_path(outside: Outside, plain: Settings) -> None:
    assert [ping(outside.settings(plain), word) for word in (START, DONE, FAILED)] == [True, True, True]
    assert outside.heard == ["/ping/7d0c/start?token=a", "/ping/7d0c?token=a", "/ping/7d0c/fail?token=a"]


def test_an_outside_that_moved_is_followed(outside: Outside, plain: Settings) -> None:
    outside.answer = "moved"
    assert ping(outside.settings(plain), DONE)
    assert outside.heard == ["/ping/7d0c?token=a", "/new/7d0c"]


@pytest.mark.parametrize("answer", ["slow", "drip", "hang up", "500", "inside", "round"])
def test_whatever_the_outside_does_the_cycle_goes_on_in_time(answer: str, outside: Outside, plain: Settings) -> None:
    outside.answer = answer
    began = time.monotonic()
    assert ping(outside.settings(plain), DONE) is False
    assert time.monotonic() - began < 12
    assert len(outside.heard) <= 25


def test_an_outside_that_is_down_or_has_no_name_costs_next_to_nothing(plain: Settings) -> None:
    for url in (f"http://127.0.0.1:{closed_port()}/a", "https://khong-co.invalid/a"):
        began = time.monotonic()
        assert ping(replace(plain, ping=replace(plain.ping, url=url, timeout_s=2.0)), DONE) is False
        assert time.monotonic() - began < 15
