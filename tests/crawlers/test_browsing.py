"""Pages that only a script fills, in a real Chromium that has no network of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from crawlers.browsing import BrowserDoor, behind, missing
from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.walk import look_at
from crawlers.page import Fault, Memory, Page, Request
from crawlers.readers import all_readers
from rules.model import VN, Outcome

from .webs import NOW, Reply, Web, section

_LACKING = missing()
needs_browser = pytest.mark.skipif(bool(_LACKING), reason=f"no browser: {_LACKING}")
SCRIPT = {"Content-Type": "text/javascript"}
DATA = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
ROWS = ",".join(
    f'{{"u":"/bai/{n}.htm","t":"Bài viết thứ {n} về việc của nhà trường","d":"{n:02}/11/2026 08:00"}}'
    for n in (19, 12, 5)
)
APP = """
fetch('/du-lieu.json').then(r => r.json()).then(rows => {
  document.getElementById('app').innerHTML = rows.map(r =>
    `<div class="item"><h3><a href="${r.u}">${r.t}</a></h3><p class="time">${r.d}</p></div>`).join('');
});
"""
EMPTY = "<html><head><title>CCHC</title></head><body><div id='app'>Đang tải...</div><script src='/app.js'></script>"
SITE = {
    "/cchc": Reply(EMPTY),
    "/app.js": Reply(APP, headers=SCRIPT),
    "/du-lieu.json": Reply(f"[{ROWS}]", headers=DATA),
    **{f"/bai/{n}.htm": Reply(f"<h1>Bài {n}</h1><p>{'Nội dung của bài viết. ' * 30}</p>") for n in (19, 12, 5)},
}


@contextmanager
def fetcher(*networks: str, **more: object) -> Iterator[HttpFetcher]:
    settings = FetchSettings(allow_networks=networks or ("127.0.0.1/32",), pause_s=0, deadline_s=5, **more)  # type: ignore[arg-type]
    with HttpFetcher(settings) as made:
        yield made


class Listener:
    """A socket that counts who comes; ``address`` is in a network that may not be reached."""

    def __init__(self, host: str = "127.0.0.2") -> None:
        self.socket = socket.create_server((host, 0))
        self.address = f"{host}:{self.socket.getsockname()[1]}"
        self.visits = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            line.close()

    def close(self) -> None:
        self.socket.close()


def shown(site: dict[str, Reply], path: str = "/cchc", deadline_s: float = 20) -> Page | Fault:
    with Web(site) as web, fetcher() as door:
        return BrowserDoor(door, deadline_s).fetch(Request(web.base + path, "list"))


@needs_browser
def test_a_list_that_a_script_fills_is_read_through_the_browser() -> None:
    with Web(SITE) as web, fetcher() as door:
        plain = look_at(section(web.base + "/cchc"), Memory(), door, all_readers(), NOW, NOW)
        through = section(web.base + "/cchc", reader="browser")
        result = look_at(through, Memory(), door, all_readers(), NOW, datetime(2026, 11, 10, tzinfo=VN))
    assert plain.outcome is Outcome.UNREADABLE
    assert result.outcome is Outcome.READ
    assert [item.stated.at.day for item in result.items if item.stated] == [19, 12, 5]
    assert b"X-Dondoc-Rendered" in result.pages[0].raw_head


@needs_browser
def test_the_family_after_the_colon_reads_what_was_shown() -> None:
    with Web(SITE) as web, fetcher() as door:
        through = section(web.base + "/cchc", reader="browser:aspnet")
        result = look_at(through, Memory(), door, all_readers(), NOW, datetime(2026, 11, 10, tzinfo=VN))
    assert (result.outcome, result.memory.reader) == (Outcome.READ, "aspnet")


@needs_browser
def test_no_way_out_of_a_page_leads_past_the_address_check() -> None:
    listener = Listener()
    there = listener.address
    body = f"""<html><body><h1>Trang</h1>
    <img src="http://{there}/a.png"><iframe src="http://{there}/f"></iframe><link rel=stylesheet href="http://{there}/s.css">
    <link rel=preconnect href="http://{there}"><link rel=prefetch href="http://{there}/p"><script src="http://{there}/x.js">
    </script><video src="http://{there}/v.mp4" autoplay></video><form id=f method=post action="http://{there}/form"></form>
    <script>
    fetch('http://{there}/fetch').catch(() => 0); navigator.sendBeacon('http://{there}/beacon', 'x');
    try {{ new WebSocket('ws://{there}/ws') }} catch (e) {{}}
    try {{ new EventSource('http://{there}/es') }} catch (e) {{}}
    try {{ const turn = {{urls: 'turn:{there}?transport=tcp', username: 'a', credential: 'b'}};
      const c = new RTCPeerConnection({{iceServers: [turn]}});
      c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)) }} catch (e) {{}}
    try {{ new Worker(URL.createObjectURL(new Blob(["fetch('http://{there}/w')"]))) }} catch (e) {{}}
    window.open('http://{there}/popup');
    setTimeout(() => document.getElementById('f').submit(), 300);
    setTimeout(() => {{ location.href = 'http://{there}/away' }}, 900);
    </script></body></html>"""
    try:
        answer = shown({"/cchc": Reply(body)})
        time.sleep(0.3)
    finally:
        listener.close()
    assert listener.visits == 0
    assert isinstance(answer, Page)
    assert "127.0.0.1" in answer.url


@needs_browser
def test_scripts_without_end_end() -> None:
    began = time.monotonic()
    answer = shown({"/cchc": Reply("<h1>Trang</h1><script>while (true) {}</script>")}, deadline_s=6)
    assert time.monotonic() - began < 12
    assert isinstance(answer, Fault)
    assert (answer.outcome, answer.detail) == (Outcome.TIMEOUT, "the scripts of the page do not end")


@needs_browser
def test_a_page_that_asks_without_end_is_refused_the_rest() -> None:
    many = "<h1>Trang</h1><script>for (let n = 0; n < 500; n++) fetch('/du-lieu.json?' + n).catch(() => 0)</script>"
    asked: list[str] = []

    def site(path: str, _: object) -> Reply:
        asked.append(path)
        return Reply(many) if path == "/cchc" else Reply("[]", headers=DATA)

    with Web(site) as web, fetcher() as door:
        BrowserDoor(door, 20).fetch(Request(web.base + "/cchc", "list"))
    assert 10 < len(asked) < 70


@needs_browser
def test_a_page_that_grows_without_end_is_too_large() -> None:
    grow = "<h1>Trang</h1><script>document.body.append('x'.repeat(9000000))</script>"
    answer = shown({"/cchc": Reply(grow)})
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TOO_LARGE


@needs_browser
def test_a_bot_wall_is_not_got_round() -> None:
    wall = "<script>document.cookie='a=1';location.reload()</script>"
    answer = shown({"/cchc": Reply(wall)})
    assert isinstance(answer, Page)
    assert answer.body.decode() == wall


def test_faults_of_the_page_are_told_as_everywhere_and_feeds_are_left_as_they_are() -> None:
    with Web({"/feed": Reply("<rss/>", headers={"Content-Type": "text/xml"})}) as web, fetcher() as door:
        absent = BrowserDoor(door).fetch(Request(web.base + "/cchc", "list"))
        feed = BrowserDoor(door).fetch(Request(web.base + "/feed", "feed"))
    assert isinstance(absent, Fault)
    assert (absent.outcome, absent.status) == (Outcome.HTTP_STATUS, 404)
    assert isinstance(feed, Page)
    assert feed.body == b"<rss/>"


def test_only_sections_that_ask_for_it_go_through_the_browser() -> None:
    with fetcher() as door:
        for reader in (None, "vhv", "general"):
            assert behind(section(reader=reader), door) == (section(reader=reader), door)
        read_as, through = behind(section(reader="browser:vhv"), door)
        assert (read_as.reader, type(through)) == ("vhv", BrowserDoor)
        assert behind(section(reader="browser"), door)[0].reader is None


def test_a_machine_without_a_browser_is_our_trouble_and_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("DONDOC_CHROMIUM", raising=False)
    answer = shown(SITE)
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.OUR_TROUBLE
    assert answer.detail in ("no Chromium found", "playwright is not installed (extra: browser)")
