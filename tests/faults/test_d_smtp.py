"""Faults of SMTP over the whole path: real looks of a small world, a real outbox, a real server that misbehaves
(D1–D16). The ledger of the server and our outbox must tell the same story at the end."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from alerts.channel import Attachment, Delivery
from tests.alerts.cast import outgoing
from tests.alerts.conftest import MakeChannel, MakeSink, server_context
from tests.alerts.raw_smtp import RawServer, Script, dialogue, saying, silent
from tests.alerts.smtp_sink import DROP_LOST, DROP_STORED, Behaviour, SmtpSink
from tests.falseworld.sink import MailSink
from tests.faults.post import agrees, charged, letters, posted, served, states, turn

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"
LATER = "2022-04-04T16:00"


def outlasted(tmp_path: Path, make_sink: MakeSink, script: Script, connections: int) -> None:
    """While a server is like this nothing is lost and it is hardly asked; with a good one everything arrives once."""
    with RawServer(script) as server:
        world = posted(tmp_path / "w", server.port)
        charged(world)
        assert states(world) == {"queued": 2}
        assert server.connections <= connections
        assert letters(world, "admin") == []
    sink = make_sink()
    served(world, sink.port)
    turn(world, LATER)
    assert sorted(line["recipient"] for line in sink.lines()) == [LAN, MINH]
    assert {line["attempt"] for line in sink.lines()} <= {"1", "2"}
    agrees(world, [sink.lines()])


def test_d1_a_server_that_refuses_to_connect_is_asked_once_and_loses_nothing(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world = posted(tmp_path / "w", port)
    charged(world)
    assert states(world) == {"queued": 2}
    assert [row.attempts for row in letters(world, "overdue")] == [1, 0]  # one letter asks for both
    sink = make_sink()
    served(world, sink.port)
    turn(world, LATER)
    assert sorted(line["recipient"] for line in sink.lines()) == [LAN, MINH]
    agrees(world, [sink.lines()])


def test_d2_a_server_that_takes_the_line_and_says_nothing_costs_one_wait(tmp_path: Path, make_sink: MakeSink) -> None:
    outlasted(tmp_path, make_sink, silent, connections=1)


def test_d3_421_at_the_banner_loses_nothing(tmp_path: Path, make_sink: MakeSink) -> None:
    outlasted(tmp_path, make_sink, saying(b"421 4.3.2 too busy\r\n"), connections=1)


@pytest.mark.parametrize("command", [b"MAIL", b"DATA"])
def test_d3_421_inside_the_dialogue_loses_nothing(command: bytes, tmp_path: Path, make_sink: MakeSink) -> None:
    outlasted(tmp_path, make_sink, dialogue(silent, {command: b"421 4.3.2 shutting down\r\n"}), connections=2)


def test_d4_a_greylisted_letter_arrives_once_when_its_quarter_of_an_hour_is_over(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    grey = deque(["451 4.7.1 greylisted, come back in 15 minutes"] * 1000)
    sink = make_sink(Behaviour(rcpt=grey))
    world = posted(tmp_path / "w", sink.port)
    charged(world)
    for minute in (42, 45, 50, 54):
        turn(world, f"2022-04-04T08:{minute}")
    assert sink.count == 0
    assert 1000 - len(grey) <= 2 * 4  # each letter asks ever more seldom
    assert letters(world, "admin") == []
    sink.behaviour.rcpt.clear()
    turn(world, "2022-04-04T09:30")
    assert Counter(line["recipient"] for line in sink.lines()) == {LAN: 1, MINH: 1}
    agrees(world, [sink.lines()])


def test_d5_one_bad_recipient_of_many_delays_nobody_and_is_told_once(tmp_path: Path, make_sink: MakeSink) -> None:
    sink = make_sink(Behaviour(refuse={LAN: "550 5.1.1 no such user"}))
    world = posted(tmp_path / "w", sink.port, schools=3, bad=2)
    charged(world)
    others = {MINH, "lan@truong-2.edu.test", "minh@truong-2.edu.test"}
    assert {line["recipient"] for line in sink.lines()} == others | {"vanphong@so.test"}  # in the same turn
    assert states(world) == {"sent": 3, "dead": 1}
    for moment in ("2022-04-05T08:00", "2022-04-06T08:00"):
        turn(world, moment, look=True)
    told = [
        one.get_content() for mail in sink.parsed() if (one := mail.get_body(("plain",))) and LAN in one.as_string()
    ]
    assert len(told) == 1
    assert "550 5.1.1" in told[0]
    assert Counter(line["recipient"] for line in sink.lines())[MINH] == 1
    agrees(world, [sink.lines()])


@pytest.mark.parametrize("answer", ["552 5.3.4 message too big", "554 5.7.1 looks like spam"])
def test_d6_a_letter_refused_for_itself_is_told_by_mail_and_holds_up_nobody(
    answer: str, tmp_path: Path, make_sink: MakeSink
) -> None:
    """One refused letter is no broken channel: in a folder of files nobody would read of it."""
    sink = make_sink(Behaviour(data=deque([answer])))
    world = posted(tmp_path / "w", sink.port)
    charged(world)
    turn(world, LATER)
    assert states(world) == {"dead": 1, "sent": 1}
    [alarm] = letters(world, "admin")
    assert (alarm.message.channel, alarm.state) == ("email", "sent")
    assert answer in alarm.message.text
    agrees(world, [sink.lines()])


def test_d6_where_the_news_of_it_is_refused_too_it_goes_another_way_and_never_round(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink(Behaviour(data=deque(["554 5.7.1 looks like spam"] * 9)))
    world = posted(tmp_path / "w", sink.port)
    charged(world)
    for moment in (LATER, "2022-04-05T08:00", "2022-04-06T08:00"):
        turn(world, moment)
    assert states(world) == {"dead": 2}
    told = Counter((alarm.message.channel, alarm.state) for alarm in letters(world, "admin"))
    assert told == {("email", "dead"): 2, ("file", "sent"): 2}


@pytest.mark.parametrize(("wish", "kept"), [(DROP_STORED, ["1", "2"]), (DROP_LOST, ["2"])])
def test_d7_d8_a_line_that_falls_after_the_dot_ends_with_the_letter_there_and_marked(
    wish: str, kept: list[str], tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink(Behaviour(data=deque([wish])))
    world = posted(tmp_path / "w", sink.port)
    charged(world)
    turn(world, LATER)
    doubtful = {row.message.message_id for row in letters(world, "overdue") if row.possible_repeat}
    assert len(doubtful) == 1
    assert [line["attempt"] for line in sink.lines() if line["message_id"] in doubtful] == kept
    assert states(world) == {"sent": 2}
    agrees(world, [sink.lines()])  # D7: two copies, one Message-ID, both known of; D8: one copy


def test_d9_an_answer_after_nine_minutes_is_waited_for_once_a_turn_and_the_repeat_is_marked(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink(Behaviour(data=deque(["wait:540"] * 10)))
    world = posted(tmp_path / "w", sink.port, schools=5, bad=4)
    began = time.monotonic()
    charged(world)
    assert time.monotonic() - began < 20
    assert sink.count <= 1  # not one deadline for each of the eight letters
    sink.behaviour.data.clear()
    for moment in ("2022-04-04T12:00", LATER):
        turn(world, moment)
    assert states(world) == {"sent": 8}
    repeats = {line["message_id"] for line in sink.lines() if line["attempt"] == "2"}
    assert repeats == {row.message.message_id for row in letters(world, "overdue") if row.possible_repeat}
    agrees(world, [sink.lines()])


def test_d9_who_never_answers_in_time_is_not_written_to_for_ever(tmp_path: Path, make_sink: MakeSink) -> None:
    sink = make_sink(Behaviour(data=deque(["wait:540"] * 100)))
    world = posted(tmp_path / "w", sink.port)
    charged(world)
    for hour in range(9, 20, 2):
        turn(world, f"2022-04-04T{hour:02}:00")
    for day in ("2022-04-05", "2022-04-12", "2022-04-19", "2022-04-20"):
        for hour in ("08:00", "15:00"):
            turn(world, f"{day}T{hour}")
    old = [row for row in letters(world, "overdue") if row.message.created.day == 4]
    assert {row.state for row in old} == {"dead"}
    assert max(row.attempts for row in old) <= 12
    told = [row for row in letters(world, "admin") if "Không rõ một tin đã tới chưa" in row.message.subject]
    assert {(row.message.channel, row.state) for row in told} == {("file", "sent")}


@pytest.mark.parametrize("fault", ["starttls stripped", "expired", "wrong name", "unknown authority"])
def test_d10_nothing_leaves_in_clear_or_to_a_stranger_and_the_administrator_hears_once(
    fault: str, tmp_path: Path, make_sink: MakeSink, authority: trustme.CA, ca_file: Path
) -> None:
    issuer = trustme.CA() if fault == "unknown authority" else authority
    name = "mail.khac.test" if fault == "wrong name" else "127.0.0.1"
    tls = None if fault == "starttls stripped" else server_context(issuer, name, expired=fault == "expired")
    bad = make_sink(tls=tls)
    world = posted(tmp_path / "w", bad.port, security="starttls", more=f", ca_file: {ca_file}")
    charged(world)
    for hour in range(9, 18):
        turn(world, f"2022-04-04T{hour:02}:00")
    assert (bad.count, states(world)) == (0, {"queued": 2})
    [alarm] = letters(world, "admin")
    assert (alarm.message.channel, alarm.state) == ("file", "sent")
    good = make_sink(tls=server_context(authority))
    served(world, good.port, security="starttls", more=f", ca_file: {ca_file}")
    turn(world, "2022-04-05T08:00")
    assert sorted(line["recipient"] for line in good.lines()) == [LAN, MINH]
    agrees(world, [good.lines()])


def test_d11_a_wrong_password_is_said_once_alarms_once_and_locks_no_account(
    tmp_path: Path, make_sink: MakeSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_SMTP_PASSWORD", "sai-mat-khau")
    sink = make_sink(Behaviour(users={"dondoc": "mat-khau-dung"}))
    world = posted(tmp_path / "w", sink.port, schools=6, bad=5, more=", user: dondoc")
    charged(world)
    assert sink.logins == [False]  # one try, not one for each of the ten letters, nor for each mechanism
    for minute in range(41, 60):
        turn(world, f"2022-04-04T08:{minute}")
    for hour in range(9, 20):
        turn(world, f"2022-04-04T{hour:02}:00")
    assert len(sink.logins) <= 5  # a day of cron: no lock-out
    [alarm] = letters(world, "admin")
    assert (alarm.message.channel, alarm.state) == ("file", "sent")
    assert "535" in alarm.message.text
    assert "sai-mat-khau" not in alarm.message.text + alarm.message.html  # D27
    monkeypatch.setenv("DONDOC_SMTP_PASSWORD", "mat-khau-dung")
    for moment in ("2022-04-05T08:00", "2022-04-05T14:00"):
        turn(world, moment)
    assert states(world) == {"sent": 10}
    agrees(world, [sink.lines()])


def test_d12_what_is_above_the_servers_rate_leaves_in_the_next_minute(tmp_path: Path, make_sink: MakeSink) -> None:
    sink = make_sink(Behaviour(per_minute=20))
    world = posted(tmp_path / "w", sink.port, schools=14, bad=13)
    charged(world)
    assert 20 <= states(world)["sent"] <= 22  # several lines may pass the count at once
    assert states(world)["dead"] == 0
    sink.taken.clear()  # a minute went by at the server
    turn(world, "2022-04-04T08:45")
    assert states(world) == {"sent": 26}
    assert letters(world, "admin") == []
    agrees(world, [sink.lines()])


def test_d13_a_server_that_comes_and_goes_for_half_an_hour_gets_each_letter_once(tmp_path: Path) -> None:
    with MailSink(tmp_path / "mail") as sink:
        sink.stop()
        world = posted(tmp_path / "w", sink.port, schools=8, bad=7)
        charged(world)
        for minute in range(41, 60):
            if minute % 2:
                sink.start()
                sink.moods.fail_first = 2  # it comes up half-awake
            turn(world, f"2022-04-04T08:{minute}")
            if minute % 2:
                sink.stop()
        sink.start()
        sink.moods.fail_first = 0
        turn(world, LATER)
        assert states(world) == {"sent": 14}
        assert set(Counter(line["recipient"] for line in sink.ledger()).values()) == {1}
        agrees(world, [sink.ledger()])


@contextmanager
def unanswered() -> Iterator[int]:
    """A port whose queue of callers is full: the kernel drops every further packet, nobody says no."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        callers = []
        for _ in range(3):
            caller = socket.socket()
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
            callers.append(caller)
        time.sleep(0.1)
        yield listener.getsockname()[1]
        for caller in callers:
            caller.close()


def test_d15_packets_that_vanish_cost_one_wait_and_no_letter(tmp_path: Path, make_sink: MakeSink) -> None:
    with unanswered() as port:
        world = posted(tmp_path / "w", port)
        began = time.monotonic()
        charged(world)
        assert time.monotonic() - began < 20
        assert [row.attempts for row in letters(world, "overdue")] == [1, 0]
    sink = make_sink()
    served(world, sink.port)
    turn(world, LATER)
    assert sorted(line["recipient"] for line in sink.lines()) == [LAN, MINH]
    agrees(world, [sink.lines()])


def test_d15_a_server_that_stops_reading_in_the_middle_of_a_letter_is_cut_off(make_channel: MakeChannel) -> None:
    def deaf(line: socket.socket, over: threading.Event) -> None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(b"220 mail.so.test ESMTP\r\n")
        while (command := line.recv(1000)) and not command.upper().startswith(b"DATA"):
            line.sendall(b"250 OK\r\n")
        line.sendall(b"354 go on\r\n")
        over.wait(60)

    large = (Attachment("tong-hop.xlsx", "application/octet-stream", bytes(range(256)) * 30_000),)
    with RawServer(deaf) as server:
        began = time.monotonic()
        receipt = make_channel(server, timeout_s=60.0).deliver(outgoing(attachments=large), 1.0)
        assert receipt.delivery is Delivery.RETRY  # the final dot never left: nothing is unclear
        assert time.monotonic() - began < 30  # not the minute of silence that the settings allow


@pytest.mark.parametrize(
    "script",
    [
        saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        saying(b"\x00\xff\xfe\x01\r\n"),
        saying(b"220 " + b"a" * 10_000_000 + b"\r\n"),
        dialogue(silent, {b"EHLO": b"\xff" * 100_000 + b"\r\n", b"HELO": b"", b"MAIL": b""}),
        dialogue(silent, {b"RCPT": b"khong ro\r\n"}),
    ],
    ids=["another protocol", "bytes", "10 MB line", "garbage to EHLO", "garbage to RCPT"],
)
def test_d16_garbage_and_endless_lines_lose_nothing(script: Script, tmp_path: Path, make_sink: MakeSink) -> None:
    outlasted(tmp_path, make_sink, script, connections=2)


def test_a_dead_server_of_mail_delays_no_other_channel(tmp_path: Path) -> None:
    """What the administrator is told by the folder of files leaves in the same turn, after one wait at the most."""
    with RawServer(silent) as server:
        world = posted(tmp_path / "w", server.port, schools=6, bad=5, timeout=2)
        served(world, server.port, timeout=2)
        began = time.monotonic()
        charged(world)
        assert time.monotonic() - began < 20
        assert server.connections == 1
        assert sum(row.attempts for row in letters(world, "overdue")) == 1


def test_headers_as_a_server_receives_them_over_a_whole_ladder(tmp_path: Path, make_sink: MakeSink) -> None:
    """Auto-Submitted, Reply-To, List-Unsubscribe and the thread of a finding, on the bytes that arrived (S24, S26)."""
    sink = make_sink()
    world = posted(tmp_path / "w", sink.port)
    turn(world, "2022-03-21T08:00", look=True)
    turn(world, "2022-03-28T08:00", look=True)
    charged(world)
    world.publish(3000, "2022-04-07T07:00")
    for day in ("2022-04-07", "2022-04-08", "2022-04-12"):  # cured, all-clear, and the digest after a holiday
        turn(world, f"{day}T08:00", look=True)
    mails = sink.parsed()
    for mail in mails:
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Reply-To"] == "vanphong@so.test"
        assert mail["From"].addresses[0].addr_spec == "dondoc@so.test"
        assert "0299 000 0000" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        digest = "Tổng hợp tuần" in mail["Subject"]
        assert mail["List-Unsubscribe"] == ("<mailto:vanphong@so.test?subject=unsubscribe>" if digest else None)
        assert list(mail.keys()) == list(dict.fromkeys(mail.keys()))
    assert any(mail["List-Unsubscribe"] for mail in mails)
    lan = [mail for mail in mails if mail["To"].addresses[0].addr_spec == LAN]
    kinds = {row.message.message_id: row.message.kind for row in letters(world)}
    assert [kinds[mail["Message-ID"]] for mail in lan] == ["reminder", "reminder", "overdue", "all_clear"]
    first = lan[0]["Message-ID"]
    assert lan[0]["In-Reply-To"] is None
    assert {mail["In-Reply-To"] for mail in lan[1:]} == {mail["References"] for mail in lan[1:]} == {first}
    agrees(world, [sink.lines()])


def test_a_unit_without_any_address_is_told_to_the_office_once(tmp_path: Path, make_sink: MakeSink) -> None:
    sink: SmtpSink = make_sink()
    world = posted(tmp_path / "w", sink.port, schools=3, bad=2)
    units = world.home / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace(LAN, "").replace(MINH, ""), encoding="utf-8")
    served(world, sink.port)
    charged(world)
    for day in range(5, 9):
        turn(world, f"2022-04-0{day}T08:00", look=True)
        turn(world, f"2022-04-0{day}T15:00")
    told = [
        mail
        for mail in sink.parsed()
        if "Chưa có địa chỉ nào" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    ]
    assert [mail["To"].addresses[0].addr_spec for mail in told] == ["vanphong@so.test"]
    assert "Trường số 1" in told[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert not any("truong-1" in line["recipient"] for line in sink.lines())
    agrees(world, [sink.lines()])
