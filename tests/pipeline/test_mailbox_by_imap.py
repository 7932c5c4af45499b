"""Returned letters read from a real IMAP server over TLS: nothing lost, nothing touched unasked (D14, D27)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from alerts.returned import LONGEST, read_returned
from monitor.app.mailboxes import PASSWORD, imap_folder
from monitor.catalogue.settings import BounceSettings
from monitor.cli import dondoc
from monitor.ports import StorageError
from monitor.storage.invariants import broken_invariants
from tests.alerts.conftest import authority, ca_file, server_context
from tests.alerts.hostile_titles import TITLES
from tests.alerts.imap_server import ImapServer, Moods
from tests.alerts.test_returned import report
from tests.pipeline.test_bounces import LAN, told
from tests.pipeline.test_ladder import both, texts, written
from tests.pipeline.world import SmallWorld

__all__ = ["authority", "ca_file"]
SECRET = 'mat "khau" \\ dung'
USERS = {"dondoc@so.test": SECRET}
MakeServer = Callable[..., ImapServer]


@pytest.fixture
def make_server(authority: trustme.CA) -> Iterator[MakeServer]:
    """Start servers; they stop with the test."""
    running: list[ImapServer] = []

    def make(moods: Moods | None = None, name: str = "127.0.0.1", expired: bool = False) -> ImapServer:
        server = ImapServer(server_context(authority, name, expired), dict(USERS), moods)
        running.append(server.__enter__())
        return server

    yield make
    for server in running:
        server.__exit__()


def settings(server: ImapServer, ca_file: Path, **more: object) -> BounceSettings:
    return BounceSettings(server.host, "dondoc@so.test", server.port, ca_file=ca_file, **more)  # type: ignore[arg-type]


def read(
    server: ImapServer, ca_file: Path, password: str = SECRET, timeout_s: float = 10, **more: object
) -> list[bytes]:
    """Everything unseen, marked as the settings ask."""
    with imap_folder(settings(server, ca_file, **more), {PASSWORD: password}, timeout_s) as folder:
        found = list(folder.unseen())
        folder.mark_read()
    return found


def test_unseen_letters_are_read_and_left_as_they_were(make_server: MakeServer, ca_file: Path) -> None:
    server = make_server()
    server.put(report(), report("5.2.2"))
    server.folders["INBOX"][0].flags.add("\\Seen")
    [letter] = read(server, ca_file)
    assert [one.status for one in read_returned(letter)] == ["5.2.2"]
    assert server.unseen() == 1
    assert not [command for command in server.commands if "STORE" in command or command.startswith("SELECT")]


def test_letters_are_marked_where_the_settings_ask_for_it(make_server: MakeServer, ca_file: Path) -> None:
    server = make_server()
    server.put(*[report()] * 3)
    assert len(read(server, ca_file, seen=True)) == 3
    assert server.unseen() == 0
    assert read(server, ca_file, seen=True) == []


def test_a_letter_that_the_server_would_not_hand_out_is_not_marked_as_read(
    make_server: MakeServer, ca_file: Path
) -> None:  # D14
    server = make_server(Moods(withhold=frozenset({2})))
    server.put(*[report()] * 3)
    assert len(read(server, ca_file, seen=True)) == 2
    assert server.unseen() == 1
    server.moods.withhold = frozenset()
    assert len(read(server, ca_file, seen=True)) == 1


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [("Thư trả lại", "Th&AbA- tr&HqM- l&HqE-i"), ("A&B", "A&-B"), ('dấu "nháy"', 'd&HqU-u "nh&AOE-y"')],
)
def test_a_folder_may_have_any_name(name: str, on_the_wire: str, make_server: MakeServer, ca_file: Path) -> None:
    server = make_server()
    server.put(report(), folder=on_the_wire)
    assert len(read(server, ca_file, folder=name)) == 1


def test_a_thousand_letters_are_read_one_by_one(make_server: MakeServer, ca_file: Path) -> None:
    server = make_server(Moods(chatty=True))
    recipients = [f"nguoi-{number}@truong.edu.test" for number in range(1000)]
    server.put(*(report(recipient=f"rfc822; {one}") for one in recipients))
    began = time.monotonic()
    found = [one.recipient for letter in read(server, ca_file, seen=True) for one in read_returned(letter)]
    assert found == recipients
    assert server.unseen() == 0
    assert time.monotonic() - began < 60


def test_a_huge_letter_is_fetched_in_part(make_server: MakeServer, ca_file: Path) -> None:
    server = make_server()
    server.put(report() + b"x" * 5_000_000)
    [letter] = read(server, ca_file)
    assert len(letter) == LONGEST
    assert [one.recipient for one in read_returned(letter)] == ["lan@hoa-mai.edu.test"]


def test_a_line_that_falls_half_way_marks_nothing_and_all_is_read_the_next_time(
    make_server: MakeServer, ca_file: Path
) -> None:
    server = make_server(Moods(drop_after=2))
    server.put(*[report()] * 5)
    with pytest.raises(StorageError, match=r"Không đọc được hộp thư dondoc@so\.test"):
        read(server, ca_file, seen=True)
    assert server.unseen() == 5
    server.moods.drop_after = None
    assert len(read(server, ca_file, seen=True)) == 5


def _read_and_fail(box: BounceSettings) -> None:
    with imap_folder(box, {PASSWORD: SECRET}) as folder:
        assert len(list(folder.unseen())) == 3
        raise RuntimeError("the database says no")


def test_what_fails_between_reading_and_keeping_leaves_every_letter_unread(
    make_server: MakeServer, ca_file: Path
) -> None:
    server = make_server()
    server.put(*[report()] * 3)
    with pytest.raises(RuntimeError, match="says no"):
        _read_and_fail(settings(server, ca_file, seen=True))
    assert server.unseen() == 3


def test_a_wrong_password_is_said_once_and_quoted_nowhere(make_server: MakeServer, ca_file: Path) -> None:
    server = make_server()
    with pytest.raises(StorageError) as caught:
        read(server, ca_file, password="sai-mat-khau")
    assert server.logins == [False]
    assert "sai-mat-khau" not in str(caught.value)
    assert "wrong user or password" in str(caught.value)
    assert f"hãy kiểm tra tên ấy và mật khẩu trong biến {PASSWORD}: [AUTHENTICATIONFAILED]" in str(caught.value)


@pytest.mark.parametrize("password", ["hoa-phượng-7", "a\r\nA1 LOGOUT", ""])
def test_a_password_that_imap_cannot_carry_is_refused_in_words(
    password: str, make_server: MakeServer, ca_file: Path
) -> None:
    server = make_server()
    with pytest.raises(StorageError, match=PASSWORD) as caught:
        read(server, ca_file, password=password)
    assert not password or password not in str(caught.value)
    assert server.logins == []


@pytest.mark.parametrize("fault", ["wrong name", "expired", "unknown authority"])
def test_no_password_is_said_to_a_server_whose_certificate_does_not_hold(
    fault: str, make_server: MakeServer, ca_file: Path, tmp_path: Path
) -> None:
    server = make_server(name="mail.khac.test" if fault == "wrong name" else "127.0.0.1", expired=fault == "expired")
    if fault == "unknown authority":
        ca_file = tmp_path / "other.pem"
        trustme.CA().cert_pem.write_to_path(str(ca_file))
    with pytest.raises(StorageError, match="certificate"):
        read(server, ca_file)
    assert server.logins == []


def test_a_folder_that_is_not_there_a_search_that_is_refused_and_silence_are_told(
    make_server: MakeServer, ca_file: Path
) -> None:
    with pytest.raises(StorageError, match="không có thư mục Khác"):
        read(make_server(), ca_file, folder="Khác")
    with pytest.raises(StorageError, match="not today"):
        read(make_server(Moods(refuse_search=True)), ca_file)
    began = time.monotonic()
    with pytest.raises(StorageError, match="không trả lời kịp"):
        read(make_server(Moods(silent=True)), ca_file, timeout_s=0.5)
    assert time.monotonic() - began < 10


# --- the whole path --------------------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """The contact and the head of the first school were told of a charge; the contact is on Zalo too."""
    world = SmallWorld(tmp_path / "w")
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    heads = ("contact_email,", "contact_email,zalo_user_id,")
    written(world, "units.csv", lambda old: old.replace(*heads).replace(f"{LAN},", f"{LAN},zalo-cua-lan,").replace(
        "lan@truong-2.edu.test,", "lan@truong-2.edu.test,,"))  # fmt: skip
    both(world, "2022-04-04")
    yield world
    assert broken_invariants(world.store) == []


def bounces(
    world: SmallWorld, server: ImapServer, ca_file: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, list]:
    """``dondoc bounces --imap`` in that workspace."""
    file = world.home / "settings.yaml"
    box = f"bounces: {{host: {server.host}, port: {server.port}, user: dondoc@so.test, ca_file: {ca_file}, seen: true}}"
    if "bounces:" not in file.read_text(encoding="utf-8"):
        file.write_text(file.read_text(encoding="utf-8") + box + "\n", encoding="utf-8")
    capsys.readouterr()
    dondoc.main(["--home", str(world.home), "bounces", "--imap", "--json"], standalone_mode=False)
    found: dict[str, list] = json.loads(capsys.readouterr().out)
    return found


def test_d14_a_report_in_the_mailbox_marks_the_address_and_the_other_channel_is_used(
    world: SmallWorld,
    make_server: MakeServer,
    ca_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    server = make_server()
    server.put(report(mid=told(world, LAN)[0].message.message_id, recipient=f"rfc822; {LAN}"))
    found = bounces(world, server, ca_file, capsys)
    assert found["marked"] == [LAN], found
    assert found["again"] >= 1
    assert bounces(world, server, ca_file, capsys)["read"] == 0  # marked as read, after it was kept
    assert told(world, LAN)[0].bounced is not None
    with world.store.read(False) as tx:
        notices = [one.notice for one in tx.outbox.due_notices(world.cycle("2022-04-05T08:00").now)]
    assert [notice.address for notice in notices] == ["zalo-cua-lan"]


def test_d14_a_mailbox_full_of_lies_marks_nobody(
    world: SmallWorld,
    make_server: MakeServer,
    ca_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hostile titles in every field, other people's addresses, bombs of parts, bytes that are no mail at all."""
    monkeypatch.setenv(PASSWORD, SECRET)
    server = make_server()
    ours = told(world, LAN)[0].message.message_id
    for title in TITLES:
        words = title.encode("utf-8", "replace").decode()
        server.put(report(code=f"smtp; {words}", recipient=f"rfc822; {words}", mid=ours))
        server.put(report(status=words, action=words, kind=words, mid=ours, recipient=f"rfc822; {LAN}"))
    server.put(
        report(mid=ours, recipient="rfc822; giamdoc@so.test"),
        report(mid="<" + "f" * 40 + "@so.test>", recipient=f"rfc822; {LAN}"),
        b"\x00\xff" * 5000,
        b"",
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\n" * 20_000 + ours.encode(),
        b"Content-Type: multipart/mixed; boundary=a\n\n" * 500 + ours.encode(),
        b"From: mailer-daemon@x.test\nContent-Type: text/plain; charset=khong-co\n\n"
        + ours.encode()
        + b"\n550 " * 9999,
    )
    before = texts(world, "vanphong@so.test")
    found = bounces(world, server, ca_file, capsys)
    assert found["marked"] == []
    with world.store.read(False) as tx:
        assert tx.outbox.barred() == []
    both(world, "2022-04-05")
    assert [text for text in texts(world, "vanphong@so.test") if "bị trả lại" in text and text not in before] == []
    assert server.unseen() == 0
