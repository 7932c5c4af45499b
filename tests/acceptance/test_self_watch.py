"""Our own trouble: told once, by a channel that is not the trouble, and its end too; the outside hears."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.self_watch import Signs, Watched, watch_over
from monitor.ports import NewMessage, StorageError
from monitor.schedule import Service
from rules.model import VN
from tests.falseworld.sink import MailSink

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VN)
SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Văn phòng Sở", email: "vanphong@so.test", phone: "0299 000 0000"}}
admin: {{email: "quantri@so.test"}}
send_to: office
fetch: {{allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 3}}
channels:
  email: {{host: 127.0.0.1, port: {port}, security: none, sender: "dondoc@so.test", timeout_s: 3}}
route: [email]
ping: {{url: "{ping}", timeout_s: 2}}
watch: {{missed_h: 3, free_mb: {free}}}
"""


class Outside(ThreadingHTTPServer):
    """What expects to hear of every cycle; ``heard``: the paths, in their order."""

    daemon_threads = True

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), _Listener)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ping/7d0c"


class _Listener(BaseHTTPRequestHandler):
    server: Outside

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"OK")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[MailSink]:
    with MailSink(tmp_path / "mail") as server:
        yield server


def workspace(home: Path, sink: MailSink, ping: str, free: int = 10) -> Path:
    (home / "plans").mkdir(parents=True)
    (home / "settings.yaml").write_text(SETTINGS.format(port=sink.port, ping=ping, free=free), encoding="utf-8")
    heads = "id,name,level,groups,section_url,contact_name,contact_email\n"
    (home / "units.csv").write_text(heads + "thcs-hoa-mai,Trường THCS Hoa Mai,thcs,,,Cô Lan,lan@hoa-mai.edu.test\n")
    return home


def whole(app: App) -> list[str]:
    return app.cycle(look=True, judge=True, send=True).incidents


def watched(app: App, now: datetime, **signs: object) -> Watched:
    frame = Cycle(app.catalogue, app.store, now)
    with app.store.write(False) as tx:
        run = tx.runs.begin("run", now)
    return watch_over(frame, run, Signs(app.home, **signs))  # type: ignore[arg-type]


def to_admin(app: App) -> list[tuple[str, str]]:
    with app.store.read(False) as tx:
        return [
            (row.message.channel, row.message.subject) for row in tx.outbox.messages() if row.message.kind == "admin"
        ]


def test_the_outside_hears_the_beginning_and_the_end_of_a_cycle(
    tmp_path: Path, sink: MailSink, outside: Outside
) -> None:
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        whole(app)
    assert outside.heard == ["/ping/7d0c/start", "/ping/7d0c"]


def test_a_cycle_that_fails_is_heard_of_and_told_once(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # A8
    home = workspace(tmp_path / "so", sink, outside.url)
    with App.open(home, Clock()) as app:
        whole(app)
        outside.heard.clear()
        (home / "data" / "dondoc.sqlite3").rename(home / "data" / "lost")
        service = Service(app)
        for _ in range(2):
            service.tick()  # the lease itself cannot be taken: no cycle begins
        with pytest.raises(StorageError):
            App.open_to_work(home, Clock())
    assert "/ping/7d0c/fail" in outside.heard
    assert [entry["recipient"] for entry in sink.ledger()] == ["quantri@so.test"]
    assert "Cơ sở dữ liệu" in sink.ledger()[0]["subject"]


def test_an_outside_that_is_gone_breaks_no_cycle(tmp_path: Path, sink: MailSink) -> None:
    with App.open(workspace(tmp_path / "so", sink, "http://127.0.0.1:9/gone"), Clock()) as app:
        assert whole(app) == []


def test_the_disk_is_told_once_a_day_and_its_end_too(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # A7
    home = workspace(tmp_path / "so", sink, outside.url, free=1_000_000)
    with App.open(home, Clock()) as app:
        assert [whole(app), whole(app)] == [["disk"], ["disk"]]
        assert [entry["recipient"] for entry in sink.ledger()] == ["quantri@so.test"]  # it left in the same run
        tomorrow = datetime.now(VN) + timedelta(days=1)
        assert watched(app, tomorrow).told
    text = (home / "settings.yaml").read_text(encoding="utf-8").replace("1000000", "10")
    (home / "settings.yaml").write_text(text, encoding="utf-8")
    with App.open(home, Clock()) as app:
        assert whole(app) == []
        assert whole(app) == []
        subjects = [subject for _, subject in to_admin(app)]
    assert sum("trở lại bình thường" in subject for subject in subjects) == 1
    assert json.loads((home / "data" / "alarms.json").read_text(encoding="utf-8"))["open"] == {}


def test_a_queue_that_does_not_drain_is_told_by_another_channel(
    tmp_path: Path, sink: MailSink, outside: Outside
) -> None:
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        letter = NewMessage(
            key="k", message_id="<k@so.test>", channel="email", recipient="lan@hoa-mai.edu.test", recipient_name="",
            kind="reminder", subject="Nhắc", text="t", html="<p>t</p>", created=NOW, slot=NOW.date(),
        )  # fmt: skip
        with app.store.write(False) as tx:
            tx.outbox.queue(0, letter)
        assert watched(app, NOW + timedelta(minutes=119)).names == []
        assert watched(app, NOW + timedelta(minutes=121)).names == ["queue"]
        assert [channel for channel, _ in to_admin(app)] == ["file"]


def test_a_missed_cycle_is_told_by_the_next_one(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # C7, C13
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        assert watched(app, NOW, before=NOW - timedelta(hours=2)).names == []
        assert watched(app, NOW, before=NOW - timedelta(hours=4)).names == ["missed"]
        assert watched(app, NOW, before=NOW - timedelta(hours=5)).told is False  # once a day


def test_a_dying_zalo_session_is_told_by_mail(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # D24
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        assert watched(app, NOW, token="Phiên Zalo còn 3 ngày là hết hạn.").names == ["token"]
        assert to_admin(app)[0][0] == "email"


def test_the_end_of_a_wrong_clock_is_told(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # K15
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        assert watched(app, NOW, incidents=("clock",)).told is False  # told where it was found
        assert watched(app, NOW + timedelta(hours=1)).told
        assert watched(app, NOW + timedelta(hours=2)).told is False


def test_a_rehearsal_watches_nothing(tmp_path: Path, sink: MailSink, outside: Outside) -> None:
    with App.open(workspace(tmp_path / "so", sink, outside.url, free=1_000_000), Clock(NOW)) as app:
        assert whole(app) == []
    assert outside.heard == []


def test_a_cycle_that_hangs_is_told_by_the_service(tmp_path: Path, sink: MailSink, outside: Outside) -> None:  # C9, C11
    with App.open(workspace(tmp_path / "so", sink, outside.url), Clock()) as app:
        service = Service(app)
        service.watch()
        assert sink.ledger() == []
        service._began = -1_000_000.0  # a cycle that began long ago
        service.watch()
        service.watch()
    assert len(sink.ledger()) == 1
    assert outside.heard == ["/ping/7d0c/fail"]
