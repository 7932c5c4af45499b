"""A real SMTP server (aiosmtpd) that takes mail, keeps a ledger and misbehaves on request (FAULTS D1–D12).

The ledger is one JSON line for each message, written and synced to disk BEFORE the server answers: what stands there
was taken, whatever the other side knows. Also a program: ``python -m tests.alerts.smtp_sink --ledger FILE``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import ssl
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

DROP_STORED, DROP_LOST = "drop-stored", "drop-lost"
"""After the final dot the line falls without an answer; the message was kept, or was not (D7, D8)."""


@dataclass
class Behaviour:
    """What the server answers in place of its own answer; each entry of a queue is used once.

    ``mail``, ``rcpt``, ``data``: answers to them; ``data`` also takes DROP_STORED, DROP_LOST and ``wait:SECONDS``.
    ``refuse``: recipients refused always, with their answer. ``per_minute``: above it 450 (D12). ``users``: for login.
    """

    mail: deque[str] = field(default_factory=deque)
    rcpt: deque[str] = field(default_factory=deque)
    data: deque[str] = field(default_factory=deque)
    refuse: dict[str, str] = field(default_factory=dict)
    per_minute: int | None = None
    users: dict[str, str] | None = None


class _Handler:
    """aiosmtpd's hooks: follow the behaviour, else take the mail."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self._sink.behaviour.mail:
            return self._sink.behaviour.mail.popleft()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        behaviour = self._sink.behaviour
        if behaviour.rcpt:
            return behaviour.rcpt.popleft()
        if address in behaviour.refuse:
            return behaviour.refuse[address]
        if behaviour.per_minute is not None and self._recent() >= behaviour.per_minute:
            return "450 4.7.1 too many messages, slow down"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        wish = self._sink.behaviour.data.popleft() if self._sink.behaviour.data else ""
        if wish == DROP_LOST:
            server.transport.abort()
            return "451 dropped"
        if wish[:1] in ("4", "5"):
            return wish
        self._sink.keep(envelope)
        if wish == DROP_STORED:
            server.transport.abort()
        if wish.startswith("wait:"):
            await asyncio.sleep(float(wish[5:]))
        return f"250 OK kept as {self._sink.count}"

    def _recent(self) -> int:
        return sum(1 for moment in self._sink.taken if moment > time.monotonic() - 60)


class SmtpSink:
    """``with SmtpSink(ledger) as sink``: listens on ``sink.host``/``sink.port`` until the block ends.

    ``tls``: the certificate's context; with ``implicit`` TLS from the first byte, else by STARTTLS.
    """

    def __init__(
        self,
        ledger: Path,
        behaviour: Behaviour | None = None,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        port: int = 0,
    ) -> None:
        self.host, self.port = "127.0.0.1", port
        self.behaviour = behaviour or Behaviour()
        self.ledger = ledger
        self.count = 0
        self.connections = 0
        self.logins: list[bool] = []
        self.mails: list[bytes] = []
        self.taken: list[float] = []
        self._tls, self._implicit = tls, implicit
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.AbstractServer | None = None

    def __enter__(self) -> SmtpSink:
        self._thread.start()
        listening = self._loop.create_server(
            self._speak, self.host, self.port, ssl=self._tls if self._implicit else None
        )

        async def listen() -> asyncio.AbstractServer:
            return await listening

        self._server = asyncio.run_coroutine_threadsafe(listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        async def stop() -> None:
            assert self._server is not None
            self._server.close()
            waiting = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def keep(self, envelope: Any) -> None:
        """Write the ledger lines, on disk before anybody hears of them."""
        content: bytes = envelope.content
        mail = message_from_bytes(content, policy=default)
        body = content.partition(b"\r\n\r\n")[2]
        lines = [
            {
                "time": time.time(),
                "message_id": str(mail["Message-ID"]),
                "attempt": str(mail.get("X-Dondoc-Attempt", "1")),
                "recipient": recipient,
                "subject": str(mail["Subject"]),
                "body_sha256": sha256(body).hexdigest(),
            }
            for recipient in envelope.rcpt_tos
        ]
        with self.ledger.open("a", encoding="utf-8") as handle:
            handle.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            handle.flush()
            os.fsync(handle.fileno())
        self.mails.append(content)
        self.taken.append(time.monotonic())
        self.count += 1

    def lines(self) -> list[dict[str, Any]]:
        """The ledger so far."""
        if not self.ledger.exists():
            return []
        return [json.loads(line) for line in self.ledger.read_text(encoding="utf-8").splitlines()]

    def parsed(self) -> list[EmailMessage]:
        """The mails so far, parsed."""
        return [message_from_bytes(mail, policy=default) for mail in self.mails]  # type: ignore[misc]

    def _speak(self) -> SMTP:
        self.connections += 1
        users = self.behaviour.users
        return SMTP(
            _Handler(self),
            hostname="mail.so.test",
            loop=self._loop,
            tls_context=None if self._implicit else self._tls,
            require_starttls=not self._implicit and self._tls is not None,
            auth_required=users is not None,
            auth_require_tls=not self._implicit and self._tls is not None,
            authenticator=self._login if users is not None else None,
        )

    def _login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        right = (self.behaviour.users or {}).get(data.login.decode()) == data.password.decode()
        self.logins.append(right)
        return AuthResult(success=right, handled=False)


def main() -> None:
    """Run until killed; the first line printed is the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    wanted = parser.parse_args()
    with SmtpSink(wanted.ledger, port=wanted.port) as sink:
        print(sink.port, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
