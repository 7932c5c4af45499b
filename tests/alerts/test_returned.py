"""Returned letters: which address, which message of ours, and why (D14). The reports are of our own writing."""

from __future__ import annotations

import random

import pytest

from alerts.returned import read_returned

OURS = "<" + "0a" * 20 + "@so.test>"
LAN = "lan@hoa-mai.edu.test"


def report(
    status: str = "5.1.1", action: str = "failed", code: str = "smtp; 550 5.1.1 no mailbox here", **more: str
) -> bytes:
    """A delivery report as RFC 3464 wants it."""
    recipient = more.get("recipient", f"rfc822; {LAN}")
    return f"""\
From: MAILER-DAEMON@mail.so.test
To: dondoc@so.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={more.get("kind", "delivery-status")}; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

The letter could not be handed over.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.so.test

Final-Recipient: {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: {code}

--b
Content-Type: text/rfc822-headers

From: dondoc@so.test
To: {LAN}
Message-ID: {more.get("mid", OURS)}
Subject: =?utf-8?q?Nh=E1=BA=AFc?=

--b--
""".encode()


def test_a_delivery_report_names_recipient_message_and_status() -> None:
    [one] = read_returned(report())
    assert (one.recipient, one.message_ids, one.status, one.for_good) == (LAN, (OURS,), "5.1.1", True)
    assert "no mailbox here" in one.reason


@pytest.mark.parametrize(
    ("status", "code", "for_good"),
    [
        ("5.1.1", "smtp; 550 5.1.1 unknown", True),
        ("5.0.0", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        ("5.4.0", "smtp; 550 5.1.1 unknown", True),
        ("5.2.2", "smtp; 552 5.2.2 mailbox full", True),
        ("5.7.1", "smtp; 550 5.7.1 message refused as spam", False),
        ("5.0.0", "smtp; 550 5.7.26 not authenticated", False),
        ("4.4.7", "smtp; 451 4.4.7 expired", False),
        ("5.3.4", "smtp; 552 5.3.4 message too large", False),
    ],
)
def test_only_what_is_about_the_address_marks_it(status: str, code: str, for_good: bool) -> None:
    [one] = read_returned(report(status, code=code))
    assert one.for_good is for_good


@pytest.mark.parametrize(
    "mail",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report(kind="disposition-notification"),
        report(mid="<somebody-else@so.test>"),
        report(recipient="rfc822; nobody"),
        b"",
        b"From: lan@hoa-mai.edu.test\nIn-Reply-To: " + OURS.encode() + b"\n\n550 5.1.1 user unknown",
        b"From: MAILER-DAEMON@x.test\n\n" + OURS.encode() + b" lan@hoa-mai.edu.test all is well",
    ],
    ids=["delayed", "delivered", "read receipt", "not our letter", "no address", "empty", "a reply", "no reason"],
)
def test_what_is_no_return_says_nothing(mail: bytes) -> None:
    assert read_returned(mail) == []


GMAIL = f"""\
From: Mail Delivery Subsystem <mailer-daemon@mail.test>
X-Failed-Recipients: {LAN}
Subject: Delivery Status Notification (Failure)
Content-Type: text/plain; charset=utf-8

** Address not found **

Your message wasn't delivered to {LAN} because the address couldn't be found.
The response was: 550 5.1.1 no account of this name

----- Original message -----
Message-ID: {OURS}
To: {LAN}
Reply-To: vanphong@so.test
"""
EXCHANGE = f"""\
From: <postmaster@hoa-mai.edu.test>
Subject: Undeliverable: Nhac han
Content-Type: text/html; charset=utf-8

<html><body><p>Delivery has failed to these recipients or groups:</p><p><a href="mailto:{LAN}">{LAN}</a></p>
<p>The address does not exist here.</p><p>Remote Server returned '550 5.1.10 RecipientNotFound'</p>
<p>Original message headers:</p><pre>Message-ID: &lt;x&gt;
Message-ID: {OURS}
Reply-To: vanphong@so.test</pre></body></html>
"""
POSTFIX = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.so.test (Mail Delivery System)
Subject: Undelivered Mail
Content-Type: text/plain

This is the mail system at host mail.so.test.

<{LAN}>: host mx.hoa-mai.edu.test said: 550 User unknown in local
    recipient table (in reply to RCPT TO command)

--- Headers of the letter ---
Message-ID: {OURS}
"""


@pytest.mark.parametrize("text", [GMAIL, EXCHANGE, POSTFIX], ids=["gmail", "exchange", "postfix"])
def test_plain_returns_of_common_servers_are_understood(text: str) -> None:
    found = read_returned(text.encode())
    assert [one.recipient for one in found if one.for_good] == [LAN]
    assert found[0].message_ids == (OURS,)


def test_broken_and_hostile_reports_never_raise_and_stay_small() -> None:
    dice = random.Random(7)
    for _ in range(400):
        mail = bytearray(dice.choice([report(), GMAIL.encode(), EXCHANGE.encode(), POSTFIX.encode()]))
        for _ in range(dice.randrange(1, 30)):
            mail[dice.randrange(len(mail))] = dice.randrange(256)
        assert len(read_returned(bytes(mail))) <= 50
    many = "\n".join(f"x{n}@hoa-mai.edu.test: 550 5.1.1 user unknown" for n in range(100_000))
    assert len(read_returned(f"From: mailer-daemon@x.test\n\n{many}\n{OURS}".encode())) <= 50
    nested = b'Content-Type: multipart/report; boundary="b"\n\n--b\n' * 300 + OURS.encode()
    assert read_returned(nested) == []
