"""A letter of unclear fate is looked for in the mailbox of copies: found, it is not told twice (S23, D7, D8).

A real SMTP server forwards what it takes for the copy's address to a real IMAP server; runs are processes, and killed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import trustme

from monitor.app.copies import PASSWORD, MailboxOfCopies
from monitor.app.mailboxes import imap_folder
from monitor.app.workspace import App
from monitor.catalogue.settings import CopySettings
from monitor.clock import Clock
from monitor.doctor import examine
from tests.alerts.conftest import server_context
from tests.alerts.imap_server import ImapServer
from tests.alerts.imap_server import Moods as ImapMoods
from tests.alerts.raw_smtp import RawServer, drip
from tests.falseworld.sink import MailSink, Moods
from tests.faults.post import FOUND_MISSING, agrees, letters, posted, states, turn
from tests.pipeline.world import SmallWorld

pytestmark = pytest.mark.corpus

COPY, SECRET = "luu@so.test", 'sao "luu" \\ 7'
LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"
SENDING, LATER, EVENING = "2022-04-04T08:45", "2022-04-04T14:00", "2022-04-04T16:00"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Post:
    """An SMTP server, the mailbox of its copies, and a world in which two letters want to leave."""

    sink: MailSink
    imap: ImapServer
    world: SmallWorld

    def told(self) -> Counter[str]:
        """How often each person was told of the charge."""
        ours = {row.message.message_id for row in letters(self.world, "overdue")}
        return Counter(line["recipient"] for line in self.arrived() if line["message_id"] in ours)

    def arrived(self) -> list[dict[str, str]]:
        return [line for line in self.sink.ledger() if line["recipient"] != COPY]

    def killed(self, point: str = "after-delivery", moment: str = SENDING) -> None:
        """A turn of sending that dies there of a real kill -9."""
        command = [sys.executable, "-m", "tests.faults.sending", str(self.world.home), moment]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "DONDOC_FAILPOINT": point}, timeout=60)
        assert done.returncode == -signal.SIGKILL

    def copied_later(self, seconds: float) -> None:
        """From now on a copy takes so long."""
        self.sink.forward[COPY] = lambda mail: threading.Timer(seconds, _put, (self.imap, mail)).start()


def box(server: ImapServer | RawServer, ca_file: Path) -> CopySettings:
    return CopySettings(server.host, COPY, server.port, ca_file=ca_file, to=COPY, wait_s=3.0)


def _put(imap: ImapServer, mail: bytes) -> None:
    imap.put(mail.replace(b"\r\n", b"\n"))


@pytest.fixture
def imap(authority: trustme.CA) -> Iterator[ImapServer]:
    """The server of the mailbox."""
    with ImapServer(server_context(authority), {COPY: SECRET}) as server:
        yield server


@pytest.fixture
def post(tmp_path: Path, imap: ImapServer, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Both looks that prove the charge are over; nothing has left yet."""
    monkeypatch.setenv(PASSWORD, SECRET)
    with MailSink(tmp_path / "mail") as sink:
        sink.forward[COPY] = lambda mail: _put(imap, mail)
        copy = f"{{to: {COPY}, host: {imap.host}, port: {imap.port}, user: {COPY}, ca_file: {ca_file}, wait_s: 2}}"
        world = posted(tmp_path / "w", sink.port, more=f", connections: 1, copy: {copy}")
        for moment in FOUND_MISSING:
            world.run(moment, send=False)
        yield Post(sink, imap, world)


def test_every_letter_goes_to_the_copy_too_and_no_header_says_so(post: Post) -> None:
    turn(post.world, SENDING)
    assert post.told() == {LAN: 1, MINH: 1}
    assert [line["recipient"] for line in post.sink.ledger()].count(COPY) == 2
    assert len(post.imap.folders["INBOX"]) == 2
    assert not any(COPY.encode() in mail.data for mail in post.imap.folders["INBOX"])
    assert post.imap.logins == []  # nothing was unclear: nobody looked
    agrees(post.world, [post.arrived()])


def test_a_letter_that_left_before_the_kill_is_found_and_not_sent_again(post: Post) -> None:
    post.killed()
    assert sum(post.told().values()) == 1
    turn(post.world, LATER)
    assert post.told() == {LAN: 1, MINH: 1}
    assert states(post.world) == {"sent": 2}
    assert not any(row.possible_repeat for row in letters(post.world))
    assert post.imap.logins == [True]
    assert not any(command.startswith(("SELECT", "UID STORE")) for command in post.imap.commands)
    agrees(post.world, [post.arrived()])


def test_a_copy_that_lags_is_waited_for(post: Post) -> None:
    post.copied_later(1.2)
    post.killed()
    turn(post.world, LATER)
    assert post.told() == {LAN: 1, MINH: 1}
    assert not any(row.possible_repeat for row in letters(post.world))


def test_a_letter_that_never_left_is_sent_after_the_kill(post: Post) -> None:
    post.killed("intent-after-commit")
    assert post.told() == {}
    turn(post.world, LATER)
    assert post.told() == {LAN: 1, MINH: 1}
    agrees(post.world, [post.arrived()])


@pytest.mark.parametrize("trouble", ["closed", "password", "refused search", "silent"])
def test_while_the_mailbox_cannot_be_read_a_letter_is_repeated_and_marked_as_ever(
    trouble: str, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.killed()
    if trouble == "closed":
        post.imap.__exit__()
    elif trouble == "password":
        monkeypatch.setenv(PASSWORD, "khong-phai")
    else:
        post.imap.moods = ImapMoods(refuse_search=trouble == "refused search", silent=trouble == "silent")
    began = time.monotonic()
    turn(post.world, LATER)
    assert time.monotonic() - began < 45
    assert sorted(post.told().values()) == [1, 2]
    [repeat] = [row for row in letters(post.world, "overdue") if row.possible_repeat]
    attempts = [one["attempt"] for one in post.arrived() if one["message_id"] == repeat.message.message_id]
    assert attempts == ["1", "2"]
    assert post.imap.logins in ([], [True], [False])  # D11: one try a run
    agrees(post.world, [post.arrived()])


def test_d7_a_line_that_fell_after_the_letter_was_taken_doubles_nothing_either(post: Post) -> None:
    post.sink.moods = Moods(drop="after")
    turn(post.world, SENDING)
    for moment in (LATER, EVENING):
        turn(post.world, moment)
    assert post.told() == {LAN: 1, MINH: 1}
    assert states(post.world) == {"sent": 2}
    agrees(post.world, [post.arrived()])


def test_d8_a_line_that_fell_before_the_letter_was_taken_loses_nothing(post: Post) -> None:
    post.sink.moods = Moods(drop="before")
    for moment in (SENDING, LATER, EVENING):
        turn(post.world, moment)
    assert post.told() == {LAN: 1, MINH: 1}
    agrees(post.world, [post.arrived()])


def test_a_copy_is_never_made_of_a_letter_whose_person_was_refused(post: Post) -> None:
    """Else the mailbox would say of a letter that it arrived which nobody got."""
    post.sink.moods = Moods(refuse=frozenset({LAN}))
    turn(post.world, SENDING)
    assert post.told() == {MINH: 1}
    here = [line["message_id"] for line in post.sink.ledger() if line["recipient"] == COPY]
    lost = [row.message.message_id for row in letters(post.world, "overdue") if row.message.recipient == LAN]
    assert here
    assert not set(here) & set(lost)


def test_a_refused_copy_is_no_refusal_of_the_person_and_the_administrator_hears_of_it_once(post: Post) -> None:
    post.sink.moods = Moods(refuse=frozenset({COPY}))
    turn(post.world, SENDING)
    turn(post.world, LATER)
    assert post.told() == {LAN: 1, MINH: 1}
    [alarm] = letters(post.world, "admin")
    assert f"không nhận bản sao cho {COPY}: 550 5.1.1" in alarm.message.text
    assert post.imap.folders["INBOX"] == []
    agrees(post.world, [post.arrived()])


def test_doctor_looks_at_the_mailbox(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen() -> tuple[bool, str]:
        with App.open(post.world.home, Clock(datetime.fromisoformat("2022-04-04T09:00+07:00"))) as app:
            [found] = [check for check in examine(app) if check.name == "Hộp thư bản sao"]
        return found.ok, found.detail + found.advice

    assert seen() == (True, f"Mở được thư mục INBOX của {COPY} tại 127.0.0.1.")
    monkeypatch.setenv(PASSWORD, "khong-phai")
    ok, words = seen()
    assert not ok
    assert "wrong user or password" in words
    assert "channels.email.copy" in words
    monkeypatch.delenv(PASSWORD)
    assert PASSWORD in seen()[1]


@pytest.mark.parametrize(
    "name",
    [
        '<a@so.test>" UNSEEN',
        '<a@so.test>"UNSEEN>',
        "<a\\>",
        "<a@so.test>\r\nX LOGOUT",
        "<á@so.test>",
        '"',
        "\\",
        "<a@so.test",
        "a@so.test",
        "",
        "<*@%>",
    ],
)
def test_no_message_id_says_more_to_the_server_than_a_name_and_only_the_very_same_is_found(
    name: str, imap: ImapServer, ca_file: Path
) -> None:
    _put(imap, b"Message-ID:\n <a@so.test>\nSubject: x\n\nx\n")
    with imap_folder(box(imap, ca_file), {PASSWORD: SECRET}, 10, PASSWORD) as folder:
        assert folder.holds("<a@so.test>") is True
        assert folder.holds(name) is False
        assert folder.holds("<a@so.test>") is True
    assert {command.split()[0] for command in imap.commands} <= {
        "CAPABILITY", "LOGIN", "EXAMINE", "NOOP", "UID", "LOGOUT",
    }  # fmt: skip


def test_a_server_that_finds_everything_is_not_believed(imap: ImapServer, ca_file: Path) -> None:
    _put(imap, b"Message-ID: <khac@so.test>\n\nx\n")
    imap.moods.finds_all = True
    with imap_folder(box(imap, ca_file), {PASSWORD: SECRET}, 10, PASSWORD) as folder:
        assert folder.holds("<a@so.test>") is False


def test_the_wait_for_copies_is_one_for_all_letters(imap: ImapServer, ca_file: Path) -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    copies = MailboxOfCopies(box(imap, ca_file), {PASSWORD: SECRET}, lambda: now[0], sleep)
    assert [copies.holds(f"<{number}@so.test>", patient=True) for number in range(8)] == [False] * 8
    assert sum(slept) == pytest.approx(3.0)
    assert copies.holds("<9@so.test>", patient=False) is False
    copies.close()
    assert imap.logins == [True]


def test_a_mailbox_that_drips_is_left_within_seconds_and_asked_once(ca_file: Path) -> None:
    def never_done(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"\x16\x03\x03\x40\x00")  # the head of a long first record of TLS
        drip(line, over)

    with RawServer(never_done) as server:
        copies = MailboxOfCopies(box(server, ca_file), {PASSWORD: SECRET}, longest_s=1.0)
        began = time.monotonic()
        assert [copies.holds("<a@so.test>", patient=True) for _ in range(3)] == [None] * 3
        assert 0.9 < time.monotonic() - began < 8
        assert server.connections == 1
