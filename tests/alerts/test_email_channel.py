"""The e-mail channel against real servers: what it sends, and what it says of every way in which sending fails."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import trustme

from alerts.channel import Delivery
from alerts.channels.email import EmailChannel, EmailSettings
from tests.alerts.cast import outgoing
from tests.alerts.conftest import MakeChannel, MakeSink, server_context
from tests.alerts.raw_smtp import RawServer, dialogue, drip, saying, silent
from tests.alerts.smtp_sink import DROP_LOST, DROP_STORED, Behaviour

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
USERS = {"dondoc": "mat-khau-dung"}


def test_a_message_arrives_with_exactly_our_headers_and_two_parts(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink()
    message = outgoing()
    receipt = make_channel(sink, sender_name="Sở GDĐT tỉnh Phù Sa").deliver(message, 10)
    assert receipt.delivery is Delivery.SENT
    assert receipt.answer == "250 OK kept as 1"
    (mail,) = sink.parsed()
    assert [name for name, _ in mail.items()] == [
        "Message-ID", "Date", "From", "To", "Reply-To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert mail["Message-ID"] == message.message_id
    assert mail["Subject"] == message.subject
    assert mail["To"].addresses[0].display_name == "Nguyễn Thị Lan"
    assert mail["Reply-To"] == "vanphong@so.test"
    assert parsedate_to_datetime(mail["Date"]) == message.created
    plain, html = mail.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == message.text
    assert html.get_content().strip() == message.html
    assert not list(mail.iter_attachments())


def test_a_repeat_is_the_same_mail_but_for_its_attempt(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink()
    channel = make_channel(sink)
    channel.deliver(outgoing(), 10)
    channel.deliver(replace(outgoing(), attempt=2), 10)
    first, second = sink.lines()
    assert first["message_id"] == second["message_id"]
    assert first["body_sha256"] == second["body_sha256"]
    assert (first["attempt"], second["attempt"]) == ("1", "2")


def test_a_follow_up_names_its_thread_and_a_digest_can_be_left(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink()
    thread = outgoing(9).message_id
    make_channel(sink).deliver(outgoing(kind="digest", thread=thread), 10)
    (mail,) = sink.parsed()
    assert mail["References"] == mail["In-Reply-To"] == thread
    assert mail["List-Unsubscribe"] == "<mailto:vanphong@so.test?subject=unsubscribe>"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_verified_tls_after_a_login_without_an_at_sign(
    security: str, make_sink: MakeSink, make_channel: MakeChannel, authority: trustme.CA, ca_file: Path
) -> None:
    sink = make_sink(Behaviour(users=USERS), server_context(authority), implicit=security == "tls")
    channel = make_channel(sink, security, user="dondoc", password=USERS["dondoc"], ca_file=ca_file)
    assert channel.check().delivery is Delivery.SENT
    assert sink.count == 0
    assert channel.deliver(outgoing(), 10).delivery is Delivery.SENT
    assert sink.logins == [True, True]
    assert sink.count == 1


def test_many_messages_share_one_connection(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink()
    channel = make_channel(sink)
    assert all(channel.deliver(outgoing(number), 10).delivery is Delivery.SENT for number in range(20))
    assert (sink.count, sink.connections) == (20, 1)


def test_a_refused_recipient_does_not_end_the_connection_of_the_others(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:  # D5
    sink = make_sink(Behaviour(refuse={"di@vang.test": "550 5.1.1 no such user"}))
    channel = make_channel(sink)
    answers = [channel.deliver(outgoing(1, address), 10) for address in ("a@x.test", "di@vang.test", "b@x.test")]
    assert [answer.delivery for answer in answers] == [Delivery.SENT, Delivery.PERMANENT, Delivery.SENT]
    assert answers[1].answer == "550 5.1.1 no such user"
    assert [line["recipient"] for line in sink.lines()] == ["a@x.test", "b@x.test"]
    assert sink.connections == 1


def test_a_line_that_the_server_closed_while_idle_is_opened_again(make_channel: MakeChannel) -> None:
    def one_mail(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"250 kept\r\n")

    with RawServer(dialogue(one_mail)) as server:
        channel = make_channel(server)
        assert channel.deliver(outgoing(1), 10).delivery is Delivery.SENT
        time.sleep(0.1)
        assert channel.deliver(outgoing(2), 10).delivery is Delivery.SENT
        assert server.connections == 2


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_wrong_password_is_tried_once_and_stops_everything(
    security: str, make_sink: MakeSink, make_channel: MakeChannel, authority: trustme.CA, ca_file: Path
) -> None:  # D11
    tls = None if security == "none" else server_context(authority)
    sink = make_sink(Behaviour(users=USERS), tls, implicit=security == "tls")
    channel = make_channel(sink, security, user="dondoc", password="sai", ca_file=ca_file)
    answers = [channel.deliver(outgoing(number), 10) for number in range(5)]
    assert {answer.delivery for answer in answers} == {Delivery.OPERATOR}
    assert sink.logins == [False]
    assert sink.connections == 1
    assert "sai" not in answers[0].answer
    assert "535" in answers[0].answer


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_password_no_login_is_tried_and_its_place_is_named(
    password: str | None, make_sink: MakeSink, make_channel: MakeChannel
) -> None:  # D11
    sink = make_sink(Behaviour(users=USERS))
    channel = make_channel(sink, user="dondoc", password=password, password_from="DONDOC_SMTP_PASSWORD")
    for receipt in (channel.check(), channel.deliver(outgoing(), 10)):
        assert receipt.delivery is Delivery.OPERATOR
        assert receipt.answer.startswith("Chưa đặt DONDOC_SMTP_PASSWORD")
    assert sink.connections == 0


def test_a_refused_login_names_its_user_and_the_place_of_the_password(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink(Behaviour(users=USERS))
    receipt = make_channel(sink, user="dondoc", password="sai", password_from="DONDOC_SMTP_PASSWORD").check()
    for word in ("535", "người dùng dondoc", "DONDOC_SMTP_PASSWORD"):
        assert word in receipt.answer


def test_a_missing_login_is_the_operators_matter(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink(Behaviour(users=USERS))
    receipt = make_channel(sink).deliver(outgoing(), 10)
    assert receipt.delivery is Delivery.OPERATOR
    assert receipt.answer.startswith("530")


def test_nothing_leaves_in_clear_when_starttls_is_not_offered(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink()  # D10
    receipt = make_channel(sink, "starttls").deliver(outgoing(), 10)
    assert receipt.delivery is Delivery.OPERATOR
    assert sink.count == 0


def test_neither_password_nor_mail_is_said_to_a_server_that_strips_starttls(make_channel: MakeChannel) -> None:
    heard: list[bytes] = []

    def stripped(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"220 mail.so.test ESMTP\r\n")
        for command in line.makefile("rb"):
            heard.append(command)
            line.sendall(b"250-mail.so.test\r\n250 AUTH PLAIN LOGIN\r\n" if command[:4] == b"ehlo" else b"250 OK\r\n")

    with RawServer(stripped) as server:
        channel = make_channel(server, "starttls", user="dondoc", password="bi-mat")
        assert channel.deliver(outgoing(), 10).delivery is Delivery.OPERATOR
        channel.close()
    assert heard
    assert {command[:4].lower().strip() for command in heard} <= {b"ehlo", b"quit"}


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["expired", "wrong name", "unknown authority"])
def test_a_certificate_that_does_not_hold_is_the_operators_matter(
    security: str, fault: str, make_sink: MakeSink, make_channel: MakeChannel, authority: trustme.CA, ca_file: Path
) -> None:  # D10
    issuer = trustme.CA() if fault == "unknown authority" else authority
    name = "mail.khac.test" if fault == "wrong name" else "127.0.0.1"
    context = server_context(issuer, name, expired=fault == "expired")
    sink = make_sink(tls=context, implicit=security == "tls")
    receipt = make_channel(sink, security, ca_file=ca_file).deliver(outgoing(), 10)
    assert receipt.delivery is Delivery.OPERATOR
    assert "Chứng chỉ" in receipt.answer
    assert sink.count == 0


def test_a_server_that_speaks_no_tls_where_tls_is_set_is_the_operators_matter(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    assert make_channel(make_sink(), "tls").deliver(outgoing(), 10).delivery is Delivery.OPERATOR


@pytest.mark.parametrize(
    ("command", "answer", "delivery"),
    [
        ("mail", "421 4.3.2 shutting down", Delivery.RETRY),  # D3
        ("mail", "451 4.3.0 try again", Delivery.RETRY),
        ("mail", "552 5.3.4 message too big", Delivery.PERMANENT),  # D6
        ("mail", "553 5.7.1 sender not owned", Delivery.OPERATOR),
        ("mail", "530 5.7.0 authentication required", Delivery.OPERATOR),
        ("rcpt", "451 4.7.1 greylisted", Delivery.RETRY),  # D4
        ("rcpt", "450 4.2.1 mailbox busy", Delivery.RETRY),
        ("rcpt", "452 4.2.2 mailbox full for now", Delivery.RETRY),
        ("rcpt", "421 4.7.0 closing", Delivery.RETRY),
        ("rcpt", "550 5.1.1 no such user", Delivery.PERMANENT),
        ("rcpt", "553 5.1.3 bad address", Delivery.PERMANENT),
        ("rcpt", "530 5.7.0 authentication required", Delivery.OPERATOR),
        ("data", "421 4.3.2 shutting down", Delivery.RETRY),  # D3
        ("data", "451 4.3.0 local error", Delivery.RETRY),
        ("data", "452 4.3.1 disk full", Delivery.RETRY),
        ("data", "552 5.2.3 too large", Delivery.PERMANENT),  # D6
        ("data", "554 5.7.1 content refused", Delivery.PERMANENT),
    ],
)
def test_each_answer_means_one_thing_and_the_next_message_still_leaves(
    command: str, answer: str, delivery: Delivery, make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    behaviour = Behaviour()
    sink = make_sink(behaviour)
    getattr(behaviour, command).append(answer)
    channel = make_channel(sink)
    receipt = channel.deliver(outgoing(1), 10)
    assert (receipt.delivery, receipt.answer) == (delivery, answer)
    assert sink.count == 0
    assert channel.deliver(outgoing(2), 10).delivery is Delivery.SENT


@pytest.mark.parametrize(("wish", "kept"), [(DROP_STORED, 1), (DROP_LOST, 0)])
def test_a_line_that_falls_after_the_final_dot_leaves_the_matter_unclear(
    wish: str, kept: int, make_sink: MakeSink, make_channel: MakeChannel
) -> None:  # D7, D8
    sink = make_sink(Behaviour(data=deque([wish])))
    channel = make_channel(sink)
    assert channel.deliver(outgoing(), 10).delivery is Delivery.UNCLEAR
    assert sink.count == kept
    assert channel.deliver(replace(outgoing(), attempt=2), 10).delivery is Delivery.SENT


def test_an_unclear_end_on_a_reused_line_is_not_sent_again_unasked(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink(Behaviour(data=deque(["", DROP_STORED])))
    channel = make_channel(sink)
    assert channel.deliver(outgoing(1), 10).delivery is Delivery.SENT
    assert channel.deliver(outgoing(2), 10).delivery is Delivery.UNCLEAR
    assert sink.count == 2


@pytest.mark.parametrize("verb", [b"MAIL", b"RCPT", b"DATA"])
def test_a_line_that_falls_before_the_dot_is_a_plain_retry(verb: bytes, make_channel: MakeChannel) -> None:
    with RawServer(dialogue(silent, {verb: b""})) as server:
        receipt = make_channel(server).deliver(outgoing(), 10)
    assert (receipt.delivery, receipt.cut, receipt.away) == (Delivery.RETRY, True, False)


def test_a_server_that_answers_the_dot_too_late_leaves_the_matter_unclear(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:  # D9
    sink = make_sink(Behaviour(data=deque(["wait:540"])))
    channel = make_channel(sink, timeout_s=600.0)
    started = time.monotonic()
    assert channel.deliver(outgoing(), 0.6).delivery is Delivery.UNCLEAR
    assert time.monotonic() - started < 30


def test_an_answer_that_drips_after_the_dot_is_cut_off(make_channel: MakeChannel) -> None:
    with RawServer(dialogue(drip)) as server:
        started = time.monotonic()
        assert make_channel(server).deliver(outgoing(), 0.6).delivery is Delivery.UNCLEAR
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("script", [silent, drip])
@pytest.mark.parametrize("security", ["none", "tls"])
def test_silence_and_dripping_end_with_the_deadline(script: object, security: str, make_channel: MakeChannel) -> None:
    with RawServer(script) as server:  # type: ignore[arg-type]  # D2, D15
        started = time.monotonic()
        receipt = make_channel(server, security, timeout_s=60.0).deliver(outgoing(), 0.6)
        # Dripped bytes are no TLS: that is seen at once and is the operator's matter.
        wanted = {Delivery.RETRY, Delivery.OPERATOR} if (script, security) == (drip, "tls") else {Delivery.RETRY}
        assert receipt.delivery in wanted
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("banner", "delivery"),
    [
        (b"421 4.3.2 too busy\r\n", Delivery.RETRY),  # D3
        (b"554 5.7.1 go away\r\n", Delivery.OPERATOR),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Delivery.RETRY),  # D16
        (b"\x00\xff\xfe\x01\r\n", Delivery.RETRY),
        (b"220 " + b"a" * 10_000_000 + b"\r\n", Delivery.RETRY),
        (b"", Delivery.RETRY),
    ],
)
def test_a_strange_banner_never_loses_a_message(banner: bytes, delivery: Delivery, make_channel: MakeChannel) -> None:
    with RawServer(saying(banner)) as server:
        assert make_channel(server).deliver(outgoing(), 5).delivery is delivery


def test_garbage_after_the_dot_is_unclear(make_channel: MakeChannel) -> None:
    for words in (b"khong ro\r\n", b"250 " + b"a" * 100_000 + b"\r\n"):  # D16
        with RawServer(dialogue(saying(words))) as server:
            assert make_channel(server).deliver(outgoing(), 5).delivery is Delivery.UNCLEAR


def test_a_closed_port_and_an_unknown_host_are_asked_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    reasons = {"127.0.0.1": "máy chủ từ chối kết nối", "khong-co.invalid": "không tra được tên máy chủ"}
    for host, reason in reasons.items():  # D1
        channel = EmailChannel(EmailSettings(host, port, "dondoc@so.test", "none"))
        for receipt in (channel.deliver(outgoing(), 5), channel.check()):
            assert receipt.delivery is Delivery.RETRY
            assert receipt.answer == f"Chưa nói chuyện được với máy chủ thư: {reason}"


def test_above_the_rate_of_the_server_the_rest_waits(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink(Behaviour(per_minute=20))  # D12
    channel = make_channel(sink)
    answers = [channel.deliver(outgoing(number), 10) for number in range(25)]
    assert [one.delivery for one in answers] == [Delivery.SENT] * 20 + [Delivery.RETRY] * 5
    assert not any(one.cut for one in answers)  # a number was given: the server's own wish, not a broken line
    assert sink.count == 20


@pytest.mark.parametrize(
    "address", ["", "khong-co-a-cong", "a@b\r\nBcc: x@y.test", "a b@c.test", "<a@b.test>", "/etc/passwd"]
)
def test_an_address_that_is_none_is_refused_before_any_connection(
    address: str, make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink()
    assert make_channel(sink).deliver(outgoing(recipient=address), 10).delivery is Delivery.PERMANENT
    assert sink.connections == 0


def test_a_password_that_smtp_cannot_carry_is_the_operators_matter_and_is_not_quoted(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    channel = make_channel(make_sink(Behaviour(users=USERS)), user="dondoc", password="hoa-phượng-7")
    receipt = channel.deliver(outgoing(), 5)
    assert receipt.delivery is Delivery.OPERATOR
    assert not any(part in receipt.answer for part in ("phượng", "u1ee3", "hoa"))


def test_the_password_is_in_no_words_of_the_channel() -> None:
    settings = EmailSettings("127.0.0.1", 1, "dondoc@so.test", user="dondoc", password="bí-mật-123")
    assert "bí-mật-123" not in repr(settings)


COPY = "luu@so.test"


def test_a_copy_is_named_on_the_envelope_only_and_never_to_a_person_who_is_the_copy(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink()
    channel = make_channel(sink, copy_to=COPY)
    assert channel.deliver(outgoing(1), 10).aside is None
    assert channel.deliver(outgoing(2, COPY), 10).delivery is Delivery.SENT
    assert [line["recipient"] for line in sink.lines()] == [outgoing(1).recipient, COPY, COPY]
    assert COPY.encode() not in sink.mails[0]
    assert channel.find(outgoing(1).message_id) is None  # a copy goes out, but no mailbox is set to look into


@pytest.mark.parametrize("answer", ["421 4.7.0 closing", "450 4.2.2 full", "550 5.1.1 no such user"])
def test_a_copy_that_is_refused_costs_no_letter(answer: str, make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink(Behaviour(refuse={COPY: answer}))
    channel = make_channel(sink, copy_to=COPY)
    receipts = [channel.deliver(outgoing(number), 10) for number in range(3)]
    assert [receipt.delivery for receipt in receipts] == [Delivery.SENT] * 3
    assert all(answer[4:] in (receipt.aside or "") for receipt in receipts)
    assert [line["recipient"] for line in sink.lines()] == [outgoing(number).recipient for number in range(3)]
    assert sink.connections <= 2


def test_a_line_that_falls_at_the_copy_is_opened_again_without_it(make_channel: MakeChannel) -> None:
    kept: list[bytes] = []

    def falls(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"220 mail.so.test ESMTP\r\n")
        for command in line.makefile("rb"):
            if COPY.encode() in command:
                return
            if command == b".\r\n":
                kept.append(command)
            asked = command[:4].upper() in (b"EHLO", b"MAIL", b"RCPT", b"RSET") or command == b".\r\n"
            line.sendall(b"354 go on\r\n" if command[:4].upper() == b"DATA" else b"250 OK\r\n" if asked else b"")

    with RawServer(falls) as server:
        receipt = make_channel(server, copy_to=COPY).deliver(outgoing(), 10)
        assert (receipt.delivery, len(kept), server.connections) == (Delivery.SENT, 1, 2)
        assert receipt.aside is not None
