"""The mail sink keeps before it says yes, and misbehaves on demand."""

from __future__ import annotations

import json
import os
import signal
import smtplib
import ssl
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from .sink import MailSink, Moods

ROOT = Path(__file__).resolve().parents[2]


def letter(*recipients: str, number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"], message["Subject"] = f"<thu-{number}@so.test>", "Nhắc việc: đăng bài tháng 3"
    message["From"], message["To"] = "dondoc@so.test", ", ".join(recipients)
    message.set_content("Kính gửi nhà trường.\n")
    return message


def post(sink: MailSink, message: EmailMessage) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as line:
        return line.send_message(message)


def test_a_message_is_kept_with_a_ledger_line_for_each_recipient(tmp_path: Path) -> None:
    with MailSink(tmp_path) as sink:
        post(sink, letter("a@hoa-mai.edu.test", "b@hoa-mai.edu.test"))
        assert [line["recipient"] for line in sink.ledger()] == ["a@hoa-mai.edu.test", "b@hoa-mai.edu.test"]
        assert {line["message_id"] for line in sink.ledger()} == {"<thu-1@so.test>"}
        assert sink.ledger()[0]["subject"] == "Nhắc việc: đăng bài tháng 3"
        assert sink.messages()[0].get_content().strip() == "Kính gửi nhà trường."


def test_the_first_ones_fail_for_a_while(tmp_path: Path) -> None:
    with MailSink(tmp_path, moods=Moods(fail_first=1)) as sink:
        with pytest.raises(smtplib.SMTPDataError) as wrong:
            post(sink, letter("a@hoa-mai.edu.test"))
        assert wrong.value.smtp_code == 451
        assert sink.ledger() == []
        post(sink, letter("a@hoa-mai.edu.test"))
        assert len(sink.ledger()) == 1


def test_one_refused_recipient_leaves_the_others(tmp_path: Path) -> None:
    with MailSink(tmp_path, moods=Moods(refuse=frozenset({"b@hoa-mai.edu.test"}))) as sink:
        refused = post(sink, letter("a@hoa-mai.edu.test", "b@hoa-mai.edu.test"))
        assert refused["b@hoa-mai.edu.test"][0] == 550
        assert [line["recipient"] for line in sink.ledger()] == ["a@hoa-mai.edu.test"]


@pytest.mark.parametrize(("mood", "kept"), [("before", 0), ("after", 1)])
def test_a_dropped_line_keeps_or_loses_the_message(tmp_path: Path, mood: str, kept: int) -> None:
    with MailSink(tmp_path, moods=Moods(drop=mood)) as sink:
        with pytest.raises((smtplib.SMTPException, OSError)):
            post(sink, letter("a@hoa-mai.edu.test"))
        assert len(sink.ledger()) == len(sink.messages()) == kept
        post(sink, letter("a@hoa-mai.edu.test"))
        assert len(sink.ledger()) == kept + 1


def test_a_sink_that_was_stopped_refuses_and_comes_back_on_its_port(tmp_path: Path) -> None:
    with MailSink(tmp_path) as sink:
        port = sink.port
        sink.stop()
        with pytest.raises(ConnectionRefusedError):
            smtplib.SMTP("127.0.0.1", port, timeout=2)
        sink.start()
        assert sink.port == port
        post(sink, letter("a@hoa-mai.edu.test"))


def test_starttls_and_login_are_asked_for(tmp_path: Path) -> None:
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    with MailSink(tmp_path, tls=server, login=("dondoc", "mật khẩu")) as sink:
        with pytest.raises(smtplib.SMTPException):
            post(sink, letter("a@hoa-mai.edu.test"))
        with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as line:
            line.starttls(context=client)
            line.ehlo()
            line.user, line.password = "dondoc", "mật khẩu"
            plain = "\0dondoc\0mật khẩu".encode()
            import base64

            assert line.docmd("AUTH", "PLAIN " + base64.b64encode(plain).decode())[0] == 235
            line.send_message(letter("a@hoa-mai.edu.test"))
        assert len(sink.ledger()) == 1


def test_as_a_process_it_survives_its_sender_and_ends_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.falseworld.sink", "--dir", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        assert process.stdout
        port = json.loads(process.stdout.readline())["port"]
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as line:
            line.send_message(letter("a@hoa-mai.edu.test"))
        ledger = (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert len(ledger) == 1
    assert json.loads(ledger[0])["recipient"] == "a@hoa-mai.edu.test"
