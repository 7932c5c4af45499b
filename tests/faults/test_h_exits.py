"""The corpus of hostile titles through every exit, each title through each: the letter, the digest and its workbook on
the wire, the table of the history, the log, Zalo, the terminal, what listens (H1–H16).
Reports in every form stand in tests/reports/test_hostile_reports.py."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import logging
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from alerts.channel import Delivery
from alerts.channels.zalo_bot import ZaloBotChannel, ZaloBotSettings
from alerts.render import render_digest
from alerts.safe import line as clean
from alerts.safe import subject
from alerts.zalo_text import TEXT_LIMIT
from alerts.zalo_tokens import Tokens, ZaloApp
from crawlers.looking.pool import Job
from crawlers.page import LookResult
from monitor.cli import dondoc
from monitor.cli.showing import _csv
from monitor.logs import LINE_LIMIT, JsonLines
from monitor.pipeline.digest_picture import workbook
from monitor.reports import workbook as tables
from monitor.storage.store import open_store
from monitor.storage.zalo import SqlTokens
from monitor.web.zalo import Receiver
from rules.model import VN
from tests.alerts.cast import outgoing
from tests.alerts.conftest import MakeChannel, MakeSink
from tests.alerts.hostile_titles import TITLES
from tests.alerts.test_hostile_titles import EXPECTED, _Shape
from tests.alerts.words import digest_of
from tests.databases import SQLITE
from tests.pipeline.world import SmallWorld
from tests.reports import reading_back as back
from tests.reports.cast import figures_of, line
from tests.zalo.conftest import letter, logged_in, oa, zns
from tests.zalo.server import APP_ID, APP_SECRET, BOT_TOKEN, Zalo, ZaloServer

pytestmark = pytest.mark.corpus

EACH = pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs")


def unwanted(text: str) -> list[str]:
    """What moves, hides or breaks text, but for the ends of lines."""
    return [one for one in text if one != "\n" and unicodedata.category(one) in UNSEEN]


# --- letters ---------------------------------------------------------------------------------------------------------


def test_h1_h2_h3_h4_h9_every_title_in_a_digest_over_the_wire_is_words_and_nothing_else(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink()
    channel = make_channel(sink)
    began = time.monotonic()
    for number, title in enumerate(TITLES):
        shown = render_digest(digest_of(title))
        message = outgoing(number, kind="digest", subject=title, text=shown.text, html=shown.html)
        assert channel.deliver(message, 20).delivery is Delivery.SENT
    assert time.monotonic() - began < 120  # H3: no template of a stranger ever runs
    mails = sink.parsed()
    assert len(mails) == len(TITLES)
    assert {one["recipient"] for one in sink.lines()} == {"lan@hoa-mai.edu.test"}
    for mail, title in zip(mails, TITLES, strict=True):
        kinds = ["multipart/alternative", "text/plain", "text/html"]
        assert [part.get_content_type() for part in mail.walk()] == kinds
        assert (mail["Subject"], mail["Bcc"], mail.defects) == (subject(title), None, [])
        html = mail.get_body(("html",))
        assert html is not None
        shape = _Shape(html.get_content())
        assert shape.elements == EXPECTED["digest"].elements
        assert (shape.links, shape.others) == (EXPECTED["digest"].links, [])


def test_h10_the_workbook_of_the_digest_holds_every_title_as_text(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    shown = [clean(title, 300) or "x" for title in TITLES]
    weeks = [digest_of(title) for title in TITLES]
    week = replace(
        weeks[0],
        changes=tuple(one for each in weeks for one in each.changes),
        questions=tuple(one for each in weeks for one in each.questions),
    )
    book = workbook(week, figures_of(*(line(f"truong-{n}", title=title) for n, title in enumerate(shown))))
    sink = make_sink()
    assert make_channel(sink).deliver(outgoing(kind="digest", attachments=(book,)), 20).delivery is Delivery.SENT
    [part] = sink.parsed()[0].iter_attachments()
    sheets = openpyxl.load_workbook(io.BytesIO(part.get_content()))
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if cell.data_type == "s" and FORMULA.match(cell.value)]
    assert {str(cell.hyperlink.target) for cell in cells if cell.hyperlink} <= {"http://hoa-mai.edu.test/1"}
    told = back.solid("".join(str(cell.value) for cell in cells))
    for title in shown:
        assert back.solid(tables.printable(title)) in told, title


# --- reports and tables ----------------------------------------------------------------------------------------------


@EACH
def test_h10_h11_every_title_in_the_tables_of_the_history_is_text(title: str) -> None:
    names = ("known_at", "unit", "obligation", "plan", "period", "status", "counted", "needed", "sentence")
    rows = list(csv.reader(io.StringIO(_csv([dict.fromkeys(names, title)])), delimiter=";"))
    assert [len(row) for row in rows] == [len(names)] * 2
    assert not [cell for cell in rows[1] if FORMULA.match(cell)]
    book = openpyxl.load_workbook(io.BytesIO(tables.table(names, [[title] * len(names)])))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s"}
    assert not [cell.value for cell in cells if FORMULA.match(cell.value)]
    assert all(len(cell.value) <= tables.CELL_LIMIT + 20 for cell in cells)


# --- log -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    """A log as the program writes it: its formatter, a real file. One of nobody's tree: what collects the logs of the
    tests for their report cannot take half a letter."""
    handler = logging.FileHandler(tmp_path / "dondoc.log", encoding="utf-8")
    handler.setFormatter(JsonLines())
    log = logging.Logger("dondoc.corpus", logging.INFO)
    log.addHandler(handler)
    yield log
    handler.close()


def test_h12_every_title_in_the_log_is_one_event_one_line(log: logging.Logger, tmp_path: Path) -> None:
    for title in (*TITLES, "x" * 5_000_000):
        log.info("look failed: %s", title, extra={"facts": {"title": title, "again": [title]}})
        try:
            raise ValueError(title)
        except ValueError:
            log.exception("page")
    data = (tmp_path / "dondoc.log").read_bytes()
    rows = data.split(b"\n")[:-1]
    assert len(rows) == 2 * (len(TITLES) + 1)
    assert data.isascii()
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", data)
    assert max(map(len, rows)) <= LINE_LIMIT + 5_000
    assert all({"at", "level", "logger", "event"} <= json.loads(row).keys() for row in rows)


# --- Zalo ------------------------------------------------------------------------------------------------------------


def test_h13_every_title_to_zalo_by_each_of_its_ways_is_short_plain_text(
    tmp_path: Path, server: ZaloServer, zalo: Zalo
) -> None:
    store = open_store(SQLITE, tmp_path, create=True)
    SqlTokens(store, APP_ID).keep(logged_in(zalo))
    zalo.windows.add("hoa-mai")
    tokens = Tokens(ZaloApp(APP_ID, APP_SECRET, server.url), SqlTokens(store, APP_ID), lambda: datetime.now(VN))
    ways = {
        "cs": (oa(server, tokens), "hoa-mai", "zalo_oa"),
        "transaction": (oa(server, tokens, frozenset()), "binh-minh", "zalo_oa"),
        "zns": (zns(server, tokens), "0987654321", "zalo_zns"),
        "bot": (ZaloBotChannel(ZaloBotSettings(BOT_TOKEN, server.url)), "77", "zalo_bot"),
    }
    for title in TITLES:
        for channel, person, name in ways.values():
            text = f"{title}\n@{title}\nhttps://xau.test/{title}"
            message = letter(person, name, text, subject=title, recipient_name=title)
            assert channel.deliver(message, 20).delivery is Delivery.SENT
    store.close()
    lines = zalo.lines("message")
    assert len(lines) == len(TITLES) * len(ways)
    for one in lines:
        for text in _texts(one["body"]):
            assert len(text) <= TEXT_LIMIT
            assert not unwanted(text)
            assert "://" not in text
            assert not re.search(r"(?:^|\s)@\w", text)


def _texts(body: object) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for value in body.values():
            yield from _texts(value)
    elif isinstance(body, list):
        for value in body:
            yield from _texts(value)


# --- the terminal ----------------------------------------------------------------------------------------------------


@dataclass
class HostileWorld(SmallWorld):
    """A school whose every headline is one of the corpus."""

    def _look(self, job: Job, now: datetime) -> LookResult:
        seen = super()._look(job, now)
        items = [replace(item, title=TITLES[int(item.url.rpartition("-")[2][:-5])]) for item in seen.items]
        return replace(seen, items=tuple(items))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after whole runs on such a site: looks, verdicts and letters are in its database."""
    world = HostileWorld(tmp_path_factory.mktemp("hostile") / "w", schools=1)
    for number in range(len(TITLES)):
        world.publish(number, f"2022-02-{number % 27 + 1:02}T08:{number % 60:02}")
    for moment in ("2022-03-01T08:00", "2022-04-04T08:00", "2022-04-04T08:40", "2022-04-05T08:00"):
        world.run(moment)
    world.store.close()
    return world.home


COMMANDS = (
    ("publications",), ("why", "truong-1", "thang"), ("status",), ("history",), ("looks",), ("messages",), ("digest",),
    ("publications", "--json"), ("why", "truong-1", "thang", "--json"), ("messages", "--json"),
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_h16_every_title_on_the_terminal_is_visible_text(
    words: tuple[str, ...], hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dondoc.main(["--home", str(hostile), *words], standalone_mode=False)
    told = capsys.readouterr()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", told.out)
    if "--json" in words:
        json.loads(told.out)
    if words == ("publications", "--json"):
        shown = {row["title"] for row in json.loads(told.out)}
        assert len(shown) >= 120  # H8: JSON is JSON, whatever a title says


def test_h16_a_real_terminal_gets_no_sequence_of_a_stranger(hostile: Path) -> None:
    """In a process of its own, its output wanted in colour: what is there of escapes is ours."""
    asked = [sys.executable, "-m", "monitor", "--home", str(hostile), "publications"]
    done = subprocess.run(
        asked, capture_output=True, timeout=60, env={"FORCE_COLOR": "1", "PATH": "", "COLUMNS": "120"}
    )
    assert done.returncode == 0
    ours = re.compile(rb"\x1b\[[0-9;]*m")
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", ours.sub(b"", done.stdout))
    assert b"\x1b[31m\xc4\x91\xe1\xbb\x8f" not in done.stdout  # the red of one of the titles


# --- what listens ----------------------------------------------------------------------------------------------------


class Nobody:
    """People who are told of everything and know nobody."""

    def heard(self, event: str, user_id: str, at: datetime, follows: bool, code: str | None) -> str:
        return "seen"


@EACH
def test_h8_what_listens_answers_a_hostile_event_in_plain_text_of_its_own(title: str) -> None:
    stamp = str(int(datetime.now(VN).timestamp() * 1000))
    facts = {"app_id": APP_ID, "event_name": title, "timestamp": stamp, "sender": {"id": title}, "message": title}
    body = json.dumps(facts).encode()
    mac = hashlib.sha256(APP_ID.encode() + body + stamp.encode() + b"secret").hexdigest()
    receiver = Receiver(APP_ID, "secret", Nobody(), lambda: datetime.now(VN))
    for signature in (f"mac={mac}", title):
        told: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {
            "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
            "HTTP_X_ZEVENT_SIGNATURE": signature,
        }  # fmt: skip
        answer = b"".join(receiver(environ, lambda status, heads, told=told: told.append((status, heads))))
        [(status, heads)] = told
        good = hmac.compare_digest(signature.encode("utf-8", "replace"), f"mac={mac}".encode())
        assert status.startswith(("200", "413") if good else ("403", "413"))
        assert answer in (b"ignored", b"seen", b"signature", b"body missing or too large")
        assert dict(heads) == {"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"}
