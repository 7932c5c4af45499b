"""One SMTP line with a watchdog: whatever the server does, the line is cut when the time is up (FAULTS D2, D9, D15).

A timeout per read is no deadline: a server that drips one byte a second keeps every read happy for ever.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_UNDER_TLS = ("PLAIN", "LOGIN", "CRAM-MD5")
_IDLE_S = 5.0
"""A watch without a task lets its thread go after so long."""
CLOSING = 421
_TAKEN = (250, 251)
_IN_CLEAR = ("CRAM-MD5", "PLAIN", "LOGIN")


class Watch:
    """Cuts the line it holds when the time of the running task is up. One task at a time."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self._lock = threading.Lock()
        self._ends = 0.0
        self._running = threading.Condition()
        self._under_way = False
        self._wakes = 0.0
        self._thread: threading.Thread | None = None

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Everything inside ends within about ``seconds``."""
        with self._running:
            self._ends, self._under_way = time.monotonic() + seconds, True
            if self._thread is None:
                # One for all tasks, one after another: a thread for each letter cost more than the letter.
                self._thread = threading.Thread(target=self._look_on, name="smtp-watch", daemon=True)
                self._thread.start()
            elif self._ends < self._wakes:
                self._running.notify()
        try:
            yield
        finally:
            with self._running:
                self._under_way = False

    def _look_on(self) -> None:
        """Wake when the running task should be over; end after a while without any."""
        with self._running:
            while True:
                now = time.monotonic()
                if self._under_way and self._ends <= now:
                    self._under_way = False
                    self.cut()
                idle = not self._under_way
                self._wakes = now + _IDLE_S if idle else self._ends
                called = self._running.wait(self._wakes - now)
                if idle and not called and not self._under_way:
                    self._thread = None
                    return

    def left(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("hết thời gian cho phép")
        return seconds

    def hold(self, line: socket.socket) -> None:
        """Watch over this connection. A duplicate is kept: TLS takes the original over before its handshake ends."""
        with self._lock:
            self._let_go()
            self._line = line.dup()

    def cut(self) -> None:
        """End the connection under whoever waits on it."""
        with self._lock:
            if self._line is not None:
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """The connection is over."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class PlainLine(smtplib.SMTP):
    """smtplib's connection under a watch, which remembers whether the final dot left and what was answered to it.

    ``copy_to``: one more recipient, named only after the one that counts was taken. ``at_copy``: the server is being
    asked for it just now; ``no_copy``: its answer, where it was no.
    """

    copy_to: str | None = None
    at_copy = False
    no_copy: str | None = None

    def __init__(self, host: str, port: str, watch: Watch, timeout: float, local_hostname: str) -> None:
        self._watch = watch
        self.dot_left = False
        self.answer = ""
        super().__init__(host, int(port), local_hostname=local_hostname, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect inside the time that is left, over all addresses of the host together."""
        fault: OSError = ConnectionError(f"không có địa chỉ cho {host}")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            line = socket.socket(family, kind, protocol)
            line.settimeout(min(timeout, self._watch.left()))
            try:
                line.connect(address)
            except OSError as error:
                line.close()
                fault = error
                continue
            line.settimeout(timeout)
            self._watch.hold(line)
            return line
        raise fault

    def login(self, user: str, password: str, *, initial_response_ok: bool = True) -> tuple[int, bytes]:
        """Log in by one mechanism only: a wrong password is tried once, not once per mechanism (D11)."""
        # Only after STARTTLS has the server said already what it offers.
        self.ehlo_or_helo_if_needed()
        offered = str(self.esmtp_features.get("auth", "")).upper().split()
        # In clear (allowed by the settings only for a server of the house) the password itself stays off the wire.
        wanted = _UNDER_TLS if isinstance(self.sock, ssl.SSLSocket) else _IN_CLEAR
        chosen = next((name for name in wanted if name in offered), None)
        if chosen is not None:
            self.esmtp_features["auth"] = chosen
        return super().login(user, password, initial_response_ok=initial_response_ok)

    def send(self, s: object) -> None:
        """Commands are text; the only bytes are a whole message with its final dot."""
        super().send(s)  # type: ignore[arg-type]
        if isinstance(s, bytes):
            self.dot_left = True

    def data(self, msg: object) -> tuple[int, bytes]:
        """The copy's recipient, then DATA, with the server's last words kept (S26)."""
        if self.copy_to is not None:
            # Only here is the person taken for sure: a copy of what the person does not get would be a lie.
            self.at_copy = True
            code, words = self.rcpt(self.copy_to)
            if code == CLOSING:
                return code, words
            self.at_copy = False
            self.no_copy = None if code in _TAKEN else f"{code} {words.decode('utf-8', 'replace')}"
        code, words = super().data(msg)  # type: ignore[arg-type]
        self.answer = f"{code} {words.decode('utf-8', 'replace')}"
        return code, words


class TlsLine(smtplib.SMTP_SSL, PlainLine):
    """The same inside TLS from the first byte; SMTP_SSL wraps the socket that PlainLine opens."""

    def __init__(
        self, host: str, port: str, watch: Watch, timeout: float, local_hostname: str, context: ssl.SSLContext
    ) -> None:
        self._watch = watch
        self.dot_left = False
        self.answer = ""
        smtplib.SMTP_SSL.__init__(
            self, host, int(port), local_hostname=local_hostname, timeout=timeout, context=context
        )
