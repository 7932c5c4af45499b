"""A real SMTP server that keeps what it gets: one .eml a message, one ledger line a recipient, both before its yes.

Beside tests also a process of its own: ``python -m tests.falseworld.sink --port 2525 --dir DIR``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import signal
import ssl
import sys
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Moods:
    """How the sink misbehaves. ``drop``: before (nothing kept) | after (kept, no 250); ``drop_count``: how often."""

    fail_first: int = 0
    refuse: frozenset[str] = frozenset()
    drop: str | None = None
    drop_count: int = 1
    delay: float = 0.0


class _Handler:
    def __init__(self, sink: MailSink) -> None:
        self.sink = sink

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address.lower() in self.sink.moods.refuse:
            return f"550 5.1.1 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        moods = self.sink.moods
        if moods.delay:
            await asyncio.sleep(moods.delay)
        if moods.fail_first > 0:
            moods.fail_first -= 1
            return "451 4.3.0 try again later"
        dropping = moods.drop if moods.drop_count > 0 else None
        if dropping:
            moods.drop_count -= 1
        if dropping != "before":
            self.sink.keep(envelope)
        if dropping:
            assert server.transport is not None
            server.transport.abort()
            return "421 4.3.2 gone"
        return "250 2.0.0 kept"


class MailSink:
    """The server. A context manager: inside it ``port`` answers.

    ``mailbox``: folder of .eml files; ``ledger_path``: JSON lines. ``login``: (user, password) asked for after
    STARTTLS; ``tls``: a server context, STARTTLS is then required. ``moods`` may be changed while it runs.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        *,
        moods: Moods | None = None,
        tls: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.folder, self.moods = Path(folder), moods or Moods()
        self.mailbox, self.ledger_path = self.folder / "mailbox", self.folder / "ledger.jsonl"
        self.mailbox.mkdir(parents=True, exist_ok=True)
        self._number = len(list(self.mailbox.glob("*.eml")))
        self.forward: dict[str, Callable[[bytes], None]] = {}
        """Whoever is to get what arrives for an address, too."""
        self._lock = threading.Lock()
        self._tls, self._login, self._wanted = tls, login, port
        self._controller: Controller | None = None

    def __enter__(self) -> MailSink:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen on 127.0.0.1. Raises OSError when the port is taken."""
        port = self._wanted or _free_port()
        more: dict[str, object] = {"tls_context": self._tls, "require_starttls": True} if self._tls else {}
        if self._login:
            more |= {"authenticator": self._check, "auth_required": True, "auth_require_tls": self._tls is not None}
        self._controller = Controller(_Handler(self), hostname="127.0.0.1", port=port, **more)
        self._controller.start()

    def stop(self) -> None:
        """Close; a later ``start`` uses the same port, so that a flapping server can be played."""
        if self._controller is not None:
            self._wanted = self._controller.port
            self._controller.stop()
            self._controller = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._controller.port if self._controller else self._wanted

    def keep(self, envelope: Envelope) -> None:
        """Write the message, then the ledger."""
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        message = message_from_bytes(content, policy=policy.default)
        with self._lock:
            self._number += 1
            first = re.sub(r"[^\w.@-]", "_", envelope.rcpt_tos[0])[:60]
            final = self.mailbox / f"{self._number:06d}-{first}.eml"
            part = final.with_suffix(".part")
            part.write_bytes(content)
            part.rename(final)
            with self.ledger_path.open("a", encoding="utf-8") as ledger:
                for recipient in envelope.rcpt_tos:
                    ledger.write(json.dumps(_line(message, recipient, final), ensure_ascii=False) + "\n")
                    if recipient in self.forward:
                        self.forward[recipient](content)

    def ledger(self) -> list[dict[str, str]]:
        """Every line so far: time, message_id, recipient, subject, attempt, body_sha256, file."""
        if not self.ledger_path.exists():
            return []
        return [json.loads(line) for line in self.ledger_path.read_text(encoding="utf-8").splitlines()]

    def messages(self) -> list[EmailMessage]:
        """The mailbox, oldest first."""
        found = []
        for path in sorted(self.mailbox.glob("*.eml")):
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            assert isinstance(message, EmailMessage)
            found.append(message)
        return found

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == self._login
        return AuthResult(success=good, handled=good)


def _line(message: EmailMessage, recipient: str, path: Path) -> dict[str, str]:
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "message_id": str(message["Message-ID"]),
        "recipient": recipient,
        "subject": str(message["Subject"]),
        "attempt": str(message["X-Dondoc-Attempt"] or "1"),
        "body_sha256": sha256(str(text).encode("utf-8")).hexdigest(),
        "file": path.name,
    }


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _arguments(given: Collection[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="SMTP server that keeps everything")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--fail-first", type=int, default=0)
    parser.add_argument("--refuse", action="append", default=[])
    parser.add_argument("--drop", choices=("before", "after"))
    parser.add_argument("--drop-count", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.0)
    return parser.parse_args(list(given))


def main(given: Collection[str]) -> None:
    """Run until SIGTERM or SIGINT; the first line on stdout is ``{"port": …}``."""
    asked = _arguments(given)
    refuse = frozenset(address.lower() for address in asked.refuse)
    moods = Moods(asked.fail_first, refuse, asked.drop, asked.drop_count, asked.delay)
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    with MailSink(asked.dir, asked.port, moods=moods) as sink:
        print(json.dumps({"port": sink.port}), flush=True)
        ended.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
