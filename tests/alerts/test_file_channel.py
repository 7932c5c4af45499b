"""Messages as files: whole or not there, and never twice."""

from __future__ import annotations

import json
import threading
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from alerts.channel import Attachment, Delivery
from alerts.channels.file import FileChannel
from alerts.envelope import compose
from tests.alerts.cast import outgoing


def test_a_message_becomes_a_mail_and_its_facts(tmp_path: Path) -> None:
    channel = FileChannel(tmp_path / "data" / "outbox")
    message = outgoing()
    assert channel.find(message.message_id) is False
    assert channel.deliver(message, 5).delivery is Delivery.SENT
    assert channel.find(message.message_id) is True
    (eml,) = (tmp_path / "data" / "outbox").glob("*.eml")
    mail = message_from_bytes(eml.read_bytes(), policy=default)
    assert (mail["Message-ID"], mail["Subject"]) == (message.message_id, message.subject)
    facts = json.loads(eml.with_suffix(".json").read_text(encoding="utf-8"))
    assert (facts["recipient"], facts["text"]) == (message.recipient, message.text)


def test_files_go_along_with_the_mail_and_lie_beside_it(tmp_path: Path) -> None:
    sheet = Attachment("../tong-hop\r\n\u202etuan.xlsx", "application/vnd.ms-excel", b"PK\x03\x04 bytes")
    message = outgoing(kind="digest", attachments=(sheet,))
    assert FileChannel(tmp_path).deliver(message, 5).delivery is Delivery.SENT
    (eml,) = tmp_path.glob("*.eml")
    mail = message_from_bytes(eml.read_bytes(), policy=default)
    [part] = mail.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("tong-hop-tuan.xlsx", sheet.data)  # H15
    assert mail.get_body(("plain",)) is not None
    assert mail.get_body(("html",)) is not None
    assert (mail["Auto-Submitted"], mail["List-Unsubscribe"] is None) == ("auto-generated", False)
    (beside,) = tmp_path.glob("*.xlsx")
    assert beside.read_bytes() == sheet.data


def test_a_repeat_with_files_is_the_same_mail(tmp_path: Path) -> None:
    message = outgoing(attachments=(Attachment("a.xlsx", "application/vnd.ms-excel", b"x" * 1000),))
    first, second = (compose(message, "dondoc@so.test").as_bytes() for _ in range(2))
    assert first == second


def test_the_same_message_again_changes_nothing(tmp_path: Path) -> None:
    channel = FileChannel(tmp_path)
    channel.deliver(outgoing(), 5)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert channel.deliver(outgoing(attempt=2), 5).delivery is Delivery.SENT
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_half_written_files_are_not_taken_for_arrived(tmp_path: Path) -> None:
    channel = FileChannel(tmp_path)
    channel.deliver(outgoing(), 5)
    (eml,) = tmp_path.glob("*.eml")
    # What a crash between the two files, and inside the second, leaves behind.
    eml.rename(eml.with_name(f".{eml.name}.1.tmp"))
    assert channel.find(outgoing().message_id) is False
    assert channel.deliver(outgoing(), 5).delivery is Delivery.SENT
    assert channel.find(outgoing().message_id) is True


def test_a_hostile_message_id_never_leaves_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    channel = FileChannel(folder)
    for message_id in ("<../../../etc/passwd@so.test>", "/etc/passwd", "a\x00b", "x" * 5000):  # L4
        assert channel.deliver(outgoing(message_id=message_id), 5).delivery is Delivery.PERMANENT
        assert channel.find(message_id) is False
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_somebody_known_by_a_number_only_is_written_too(tmp_path: Path) -> None:
    assert FileChannel(tmp_path).deliver(outgoing(recipient="2468101214"), 5).delivery is Delivery.SENT
    (facts,) = tmp_path.glob("*.json")
    assert json.loads(facts.read_text(encoding="utf-8"))["recipient"] == "2468101214"


def test_a_folder_that_cannot_be_made_is_the_operators_matter(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("")
    channel = FileChannel(tmp_path / "outbox" / "inner")
    assert channel.deliver(outgoing(), 5).delivery is Delivery.OPERATOR
    assert channel.check().delivery is Delivery.OPERATOR


def test_two_writers_of_one_message_leave_one_whole_file(tmp_path: Path) -> None:
    channels = [FileChannel(tmp_path) for _ in range(8)]
    threads = [threading.Thread(target=channel.deliver, args=(outgoing(), 5)) for channel in channels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (eml,) = tmp_path.glob("*.eml")
    assert message_from_bytes(eml.read_bytes(), policy=default)["Message-ID"] == outgoing().message_id
