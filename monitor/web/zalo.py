"""The receiver of Zalo's events: a small WSGI application (ZALO, Webhook).

It believes nothing that is not signed with the account's secret, answers at once, and keeps only what is needed: who
wrote when, and who typed a code.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from socketserver import ThreadingMixIn
from typing import Any, Protocol
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

log = logging.getLogger("dondoc.zalo")

BODY_LIMIT = 64_000
_STALE = timedelta(days=2)
"""Zalo repeats an event for twelve hours; what is older is an old recording."""
_CODE = re.compile(r"\bDD[A-Z2-9]{8}\b")
_SPOKE = ("user_send_", "user_click_", "user_submit_")
_TIMEOUT_S = 5
_AT_ONCE = 32

Start = Callable[[str, list[tuple[str, str]]], object]


class People(Protocol):
    """Where events are kept."""

    def heard(self, event: str, user_id: str, at: datetime, follows: bool, code: str | None) -> str:
        """``new``, ``linked`` or ``seen``."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """WSGI. ``secret``: the secret of the Official Account (not of the application)."""

    app_id: str
    secret: str = field(repr=False)
    people: People
    now: Callable[[], datetime]

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """200 once the event is kept, 403 for a bad signature, 4xx for what is no event."""
        status, words = self._answer(environ)
        start(status, [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")])
        return [words.encode()]

    def _answer(self, environ: dict[str, Any]) -> tuple[str, str]:
        if environ.get("REQUEST_METHOD") != "POST":
            return "405 Method Not Allowed", "POST only"
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not (length.isascii() and length.isdigit()) or not 0 < int(length) <= BODY_LIMIT:
            return "413 Content Too Large", "body missing or too large"
        body = environ["wsgi.input"].read(int(length))
        facts = _facts(body)
        stamp = str(facts.get("timestamp", "")) if facts else ""
        told = str(environ.get("HTTP_X_ZEVENT_SIGNATURE") or "").strip().removeprefix("mac=")
        if facts is None or not self.secret or not self._signed(body, stamp, told):
            return "403 Forbidden", "signature"
        return self._keep(facts, stamp)

    def _signed(self, body: bytes, stamp: str, told: str) -> bool:
        """``sha256(app id + raw body + timestamp + secret)``; plain, not HMAC, and over the bytes as they came."""
        wanted = hashlib.sha256(self.app_id.encode() + body + stamp.encode() + self.secret.encode()).hexdigest()
        return hmac.compare_digest(wanted.encode(), told.encode("utf-8", "replace"))

    def _keep(self, facts: dict[str, Any], stamp: str) -> tuple[str, str]:
        at = _moment(stamp)
        name, person = str(facts.get("event_name", "")), _person(facts)
        if at is None or abs(self.now() - at) > _STALE:
            return "403 Forbidden", "timestamp"
        if str(facts.get("app_id", self.app_id)) != self.app_id or person is None:
            return "200 OK", "ignored"
        if not name.startswith(_SPOKE) and name not in ("follow", "unfollow"):
            return "200 OK", "ignored"
        message = facts.get("message")
        spoken = message if isinstance(message, dict) else {}
        event = f"{name}|{spoken.get('msg_id') or stamp}|{person}"
        code = _CODE.search(str(spoken.get("text", ""))[:2000].upper())
        kept = self.people.heard(event, person, at, name != "unfollow", code.group() if code else None)
        log.info("zalo event", extra={"facts": {"event": name[:40], "kept": kept}})
        return "200 OK", kept


def _facts(body: bytes) -> dict[str, Any] | None:
    try:
        facts = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def _person(facts: dict[str, Any]) -> str | None:
    """The follower, or the sender; ids are text, for they are longer than what JSON numbers hold elsewhere."""
    for name in ("follower", "sender"):
        found = facts.get(name)
        number = str(found.get("id", "")) if isinstance(found, dict) else ""
        if re.fullmatch(r"[0-9A-Za-z_-]{1,64}", number):
            return number
    return None


def _moment(stamp: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{10,16}", stamp):
        return None
    try:
        return datetime.fromtimestamp(int(stamp) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None


class _Quiet(WSGIRequestHandler):
    timeout = _TIMEOUT_S

    def log_message(self, format: str, *args: Any) -> None:
        """Our own log tells of events; addresses of strangers do not go to the terminal."""


class _Line(ThreadingMixIn, WSGIServer):
    """A thread for each caller, but only so many: a slow stranger delays nobody, many of them find the line busy."""

    daemon_threads = True
    request_queue_size = 64
    _free = threading.BoundedSemaphore(_AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, or hang up."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """As the library does it, and let the place go."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


def serve(receiver: Receiver, host: str, port: int) -> WSGIServer:
    """A server that is bound and listening; the caller runs ``serve_forever`` and closes it. For a proxy with TLS."""
    server = _Line((host, port), _Quiet)
    server.set_app(receiver)
    return server
