"""E-mail: our own message over a connection that yagmail opens and logs in (S23, S26, FAULTS D).

yagmail's own sending is not used: it repeats Message-IDs, swallows a dropped connection and takes a text that looks
like a path for an attachment.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import yagmail

from alerts import safe
from alerts.channel import Delivery, Outgoing, Receipt
from alerts.envelope import BadAddressError, compose, plain_address
from alerts.smtp_answers import code_of, receipt_for
from alerts.smtp_line import PlainLine, TlsLine, Watch

NAME = "email"
FOUND = "Đã thấy thư này trong hộp thư bản sao; không gửi lại."
_LOCK_OUT_S = 900.0
_OF_ONE_MESSAGE = (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """``security``: none | starttls | tls. ``ca_file``: extra roots in PEM, for a server with its own.

    ``timeout_s``: the longest silence; the deadline of a message is given with it. ``connections``: at most so many at
    once, each in a channel of its own. ``copy_to``: every letter is handed over for this address, too; no header names
    it. ``password_from``: where people put the password, as they are told when it is missing or refused.
    """

    host: str
    port: int
    sender: str
    security: str = "starttls"
    sender_name: str = ""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout_s: float = 30.0
    connections: int = 1
    copy_to: str | None = None
    password_from: str = "mật khẩu của kênh"


class Copies(Protocol):
    """The mailbox that ``copy_to`` fills. Used by several threads at once; each call ends within seconds."""

    def holds(self, message_id: str, patient: bool) -> bool | None:
        """Whether a copy is there; None: it could not be looked for. ``patient``: it may be on its way still."""

    def close(self) -> None:
        """Let go of the connection; the next look opens another."""


class _Post(yagmail.SMTP):  # type: ignore[misc]
    """yagmail for connecting and logging in, on lines of ours: verified TLS, timeouts, a watchdog."""

    def __init__(self, settings: EmailSettings, watch: Watch) -> None:
        hostname = socket.gethostname()
        options: dict[str, Any] = {
            "watch": watch,
            "timeout": settings.timeout_s,
            "local_hostname": hostname if "." in hostname else "[127.0.0.1]",
        }
        context = None if settings.security == "none" else ssl.create_default_context()
        if context is not None and settings.ca_file is not None:
            context.load_verify_locations(settings.ca_file)
        if settings.security == "tls":
            options["context"] = context
        super().__init__(
            user=settings.sender,
            password=settings.password or "",
            host=settings.host,
            port=settings.port,
            smtp_starttls={"context": context} if settings.security == "starttls" else False,
            smtp_ssl=settings.security == "tls",
            smtp_skip_login=settings.user is None,
            soft_email_validation=False,
            **options,
        )
        # yagmail makes "name@gmail.com" of a login name without @, and logs to standard error.
        self.user = settings.user or settings.sender
        self.set_logging(None)

    @property
    def connection(self) -> type[PlainLine]:
        """The class of line that yagmail opens."""
        return TlsLine if self.ssl else PlainLine

    @property
    def line(self) -> PlainLine | None:
        """The open line, None when there is none."""
        line = self.smtp
        return line if isinstance(line, PlainLine) and line.sock is not None else None

    def drop(self) -> None:
        """Let the connection fall without another word."""
        if self.smtp is not None:
            self.smtp.close()
        self.is_closed = True


class EmailChannel:
    """One connection for many messages, opened when needed, opened again when it was dropped. For one thread.

    ``copies``: where a letter of unclear fate can be looked for before it is sent again (S23).
    """

    name = NAME
    sends_again = True

    def __init__(self, settings: EmailSettings, copies: Copies | None = None) -> None:
        self.connections = settings.connections
        self._settings = settings
        self._watch = Watch()
        self._post: _Post | None = None
        self._locked: tuple[float, Receipt] | None = None
        self._began, self._limit_s = 0.0, 0.0
        self._copies = copies
        self._no_copy: str | None = None

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Send one message to one recipient within the deadline; never raises."""
        settings = self._settings
        try:
            recipient = plain_address(message.recipient)
        except BadAddressError as fault:
            return Receipt(Delivery.PERMANENT, str(fault))
        try:
            content = compose(message, settings.sender, settings.sender_name).as_bytes()
        except BadAddressError as fault:
            return Receipt(Delivery.OPERATOR, str(fault))
        if (locked := self._no_password() or self._lock_out()) is not None:
            return locked
        if message.doubtful and self._copies is not None and self._copies.holds(message.message_id, patient=False):
            return Receipt(Delivery.SENT, FOUND)  # D7, D8
        self._began, self._limit_s = time.monotonic(), deadline_s
        with self._watch.limit(deadline_s):
            return self._send(recipient, content)

    def another(self) -> EmailChannel:
        """The same server over a connection of its own, for another thread."""
        return EmailChannel(self._settings, self._copies)

    def find(self, message_id: str) -> bool | None:
        """SMTP cannot be read back, but the mailbox of copies can. What is not there may be late: that says nothing."""
        if self._copies is None:
            return None
        return self._copies.holds(message_id, patient=True) or None

    def check(self) -> Receipt:
        """Connect, log in, leave (``doctor``)."""
        self.close()
        if (missing := self._no_password()) is not None:
            return missing
        with self._watch.limit(self._settings.timeout_s):
            try:
                self._connect()
            except (OSError, ValueError) as fault:
                return self._failed(fault, dot_left=False)
            self.close()
        return Receipt(Delivery.SENT, f"Đăng nhập được {self._settings.host}:{self._settings.port}.")

    def close(self) -> None:
        """Say goodbye where somebody listens."""
        self._locked = None
        if self._copies is not None:
            self._copies.close()
        line = self._post.line if self._post is not None else None
        if line is not None:
            with self._watch.limit(2.0), suppress(OSError):
                line.quit()
        self._drop()

    def _send(self, recipient: str, content: bytes) -> Receipt:
        line = self._post.line if self._post is not None else None
        reused = line is not None
        try:
            line = line or self._connect()
            return self._hand_over(line, recipient, content)
        except (OSError, ValueError) as fault:
            if line is not None and line.at_copy:
                # Whatever befell the copy must not befall the person: from now on letters leave without one.
                self._no_copy = safe.line(str(fault), 200)
                self._drop()
                return self._send(recipient, content)
            if reused and not (line and line.dot_left) and _hung_up(fault):
                # An idle line that the server closed meanwhile says nothing about this message.
                self._drop()
                return self._send(recipient, content)
            receipt = self._failed(fault, dot_left=line is not None and line.dot_left)
            unanswered = self._waited_in_vain() and code_of(fault) is None
            nobody = line is None and receipt.delivery is Delivery.RETRY
            # D9: who lets one letter wait for ever would let each of the others, one deadline after the other.
            slow = unanswered and receipt.delivery in (Delivery.RETRY, Delivery.UNCLEAR)
            return replace(receipt, away=nobody or slow)

    def _waited_in_vain(self) -> bool:
        """Whether all the time there was, or that a silence may last, is gone."""
        return time.monotonic() - self._began >= 0.9 * min(self._limit_s, self._settings.timeout_s)

    def _connect(self) -> PlainLine:
        self._drop()
        self._post = _Post(self._settings, self._watch)
        self._post.login()
        line = self._post.line
        if line is None:
            raise smtplib.SMTPServerDisconnected("không có kết nối")
        return line

    def _hand_over(self, line: PlainLine, recipient: str, content: bytes) -> Receipt:
        line.dot_left, copy_to = False, self._settings.copy_to
        line.copy_to = copy_to if self._no_copy is None and copy_to != recipient else None
        line.sendmail(self._settings.sender, [recipient], content)  # the only recipient it knows of: all or nothing
        no_copy = self._no_copy or line.no_copy
        aside = f"Máy chủ thư không nhận bản sao cho {copy_to}: {_short(no_copy)}" if no_copy else None
        return Receipt(Delivery.SENT, _short(line.answer), aside=aside)

    def _failed(self, fault: Exception, dot_left: bool) -> Receipt:
        receipt = receipt_for(fault, dot_left)
        # A refused message leaves the connection as good as before; smtplib has reset it, or closed it on a 421.
        if receipt.delivery in (Delivery.OPERATOR, Delivery.UNCLEAR) or not isinstance(fault, _OF_ONE_MESSAGE):
            self._drop()
        if receipt.delivery is Delivery.OPERATOR and isinstance(fault, smtplib.SMTPAuthenticationError):
            settings = self._settings
            mend = f"hãy kiểm tra tên ấy và {settings.password_from}"
            words = f"Máy chủ thư không cho người dùng {settings.user} đăng nhập; {mend}: {receipt.answer}"
            receipt = replace(receipt, answer=_short(words))
            # D11: a password that was refused is not tried again for a while, whoever asks.
            self._locked = (time.monotonic() + _LOCK_OUT_S, receipt)
        return receipt

    def _no_password(self) -> Receipt | None:
        # A login that cannot succeed is not tried: servers count failed ones (D11).
        settings = self._settings
        if settings.user is None or settings.password:
            return None
        words = (
            f"Chưa đặt {settings.password_from}: chưa có mật khẩu để đăng nhập máy chủ thư bằng tên {settings.user}."
        )
        return Receipt(Delivery.OPERATOR, words)

    def _lock_out(self) -> Receipt | None:
        if self._locked is not None and time.monotonic() < self._locked[0]:
            return self._locked[1]
        self._locked = None
        return None

    def _drop(self) -> None:
        if self._post is not None:
            self._post.drop()
        self._post = None
        self._watch.release()


def _hung_up(fault: Exception) -> bool:
    gone = isinstance(fault, smtplib.SMTPServerDisconnected)
    return gone or (isinstance(fault, smtplib.SMTPSenderRefused) and fault.smtp_code == 421)


def _short(answer: str) -> str:
    return safe.line(answer, 300)
