"""A Zalo of our own: a real HTTP server that behaves as the notes on Zalo say, and misbehaves on request.

Tokens live for a while and rotate, refresh tokens serve once, windows close after 48 hours, the night is barred, quotas
run out. Every call is one line of a ledger, written before the answer. Also a program:
``python -m tests.zalo.server --ledger FILE``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT_TOKEN = "12345:bot-Secret_Token"
APP_ID, APP_SECRET = "4567890123", "app-secret-of-tests"
Answer = dict[str, Any] | int | str


@dataclass
class Zalo:
    """``answers``: what a path answers in place of its own answer, each once: a body, an HTTP status, or ``drop``
    (taken, then the line falls), ``lost`` (the line falls, nothing was taken) or ``slow``.

    ``life_s``: seconds an access token lives. ``windows``: people to whom a consultation may be sent.
    """

    ledger: Path
    life_s: float = 90000
    windows: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    quota: int = 1000
    night: bool = False
    rotate_delay_s: float = 0.0
    answers: dict[str, deque[Answer]] = field(default_factory=dict)
    access: dict[str, float] = field(default_factory=dict)
    refresh: str = "refresh-0"
    codes: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    taken: int = 0

    def then(self, path: str, *answers: Answer) -> None:
        """What the path answers next."""
        self.answers.setdefault(path, deque()).extend(answers)

    def note(self, what: str, **facts: Any) -> None:
        """A line of the ledger, on disk before anybody is answered."""
        line = json.dumps({"what": what, "at": time.time()} | facts, ensure_ascii=False)
        handle = os.open(self.ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.write(handle, line.encode() + b"\n")
        os.close(handle)

    def lines(self, what: str | None = None) -> list[dict[str, Any]]:
        """The ledger."""
        if not self.ledger.exists():
            return []
        found = [json.loads(line) for line in self.ledger.read_text(encoding="utf-8").splitlines()]
        return [line for line in found if what in (None, line["what"])]

    def new_pair(self) -> dict[str, Any]:
        """Rotate: the old refresh token serves no more."""
        token = f"access-{secrets.token_hex(6)}"
        self.access[token] = time.time() + self.life_s
        self.refresh = f"refresh-{secrets.token_hex(6)}"
        return {"access_token": token, "refresh_token": self.refresh, "expires_in": str(int(self.life_s))}

    def lives(self, token: str) -> bool:
        """Whether an access token serves."""
        return self.access.get(token, 0) > time.time()


class _Handler(BaseHTTPRequestHandler):
    zalo: Zalo
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        told = self.zalo.answers.get(path)
        answer: Answer | None = told.popleft() if told else None
        if answer == "lost":
            self.zalo.note("lost", path=path)
            self.close_connection = True
            return
        own = ROUTES.get(path) or (_bot if path.startswith("/bot") else None)
        if own is None:
            self._reply(404, {"error": -209, "message": "no such path"})
            return
        if isinstance(answer, int):
            self.zalo.note("refused", path=path, status=answer)
            self._reply(answer, None)
            return
        if isinstance(answer, dict):
            self.zalo.note("answered", path=path, body=answer)
            self._reply(200, answer)
            return
        made = own(self.zalo, path, self.headers, body)
        if answer == "slow":
            time.sleep(3)
        if answer == "drop":
            self.close_connection = True
            return
        self._reply(200, made)

    def _reply(self, status: int, body: dict[str, Any] | None) -> None:
        content = json.dumps(body).encode() if body is not None else b"<html>trouble</html>"
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """The ledger tells more."""


Route = Callable[[Zalo, str, Any, bytes], dict[str, Any]]


def _token(zalo: Zalo, path: str, headers: Any, body: bytes) -> dict[str, Any]:
    asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    with zalo.lock:
        good = headers.get("secret_key") == APP_SECRET and asked.get("app_id") == APP_ID
        if asked.get("grant_type") == "refresh_token":
            good = good and asked.get("refresh_token") == zalo.refresh
        else:
            good = good and asked.get("code", "") in zalo.codes and bool(asked.get("code_verifier"))
        zalo.note("token", grant=asked.get("grant_type"), good=good)
        if not good:
            return {"error": -14014, "error_name": "Invalid refresh token", "error_description": "invalid"}
        pair = zalo.new_pair()
    # Rotated already: who dies now has neither the old pair nor the new one.
    time.sleep(zalo.rotate_delay_s)
    return pair


def _refusal(zalo: Zalo, headers: Any, person: str, expired: int) -> dict[str, Any] | None:
    if not zalo.lives(headers.get("access_token") or ""):
        return {"error": expired, "message": "Access token is invalid or expired"}
    if zalo.quota <= 0:
        return {"error": -211 if expired == -216 else -144, "message": "Out of quota"}
    if person in zalo.blocked:
        return {"error": -213 if expired == -216 else -118, "message": "User has not followed OA"}
    return None


def _taken(zalo: Zalo, kind: str, person: str, body: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    zalo.quota -= 1
    zalo.taken += 1
    zalo.note("message", kind=kind, to=person, body=body)
    return answer


def _oa(zalo: Zalo, path: str, headers: Any, body: bytes) -> dict[str, Any]:
    facts = json.loads(body)
    person, kind = facts["recipient"]["user_id"], path.rsplit("/", 1)[1]
    with zalo.lock:
        if (refused := _refusal(zalo, headers, person, -216)) is not None:
            return refused
        if kind == "cs" and person not in zalo.windows:
            return {"error": -230, "message": "User has not interacted with the OA in the past 7 days"}
        if kind == "cs" and len(facts["message"]["text"]) > 2000:
            return {"error": -210, "message": "param out of range"}
        answer = {"error": 0, "message": "Success", "data": {"message_id": secrets.token_hex(6), "user_id": person}}
        return _taken(zalo, kind, person, facts, answer)


def _zns(zalo: Zalo, path: str, headers: Any, body: bytes) -> dict[str, Any]:
    facts = json.loads(body)
    with zalo.lock:
        if (refused := _refusal(zalo, headers, facts["phone"], -124)) is not None:
            return refused
        if zalo.night:
            return {"error": -133, "message": "Not allowed at night"}
        if not re.fullmatch(r"84\d{9}", facts["phone"]):
            return {"error": -108, "message": "Phone number is invalid"}
        answer = {"error": 0, "message": "Success", "data": {"msg_id": secrets.token_hex(6), "sent_time": "1"}}
        return _taken(zalo, "zns", facts["phone"], facts, answer)


def _bot(zalo: Zalo, path: str, headers: Any, body: bytes) -> dict[str, Any]:
    if not path.startswith(f"/bot{BOT_TOKEN}/"):
        return {"ok": False, "error_code": 401, "description": "Unauthorized"}
    if path.endswith("/getMe"):
        return {"ok": True, "result": {"id": "1"}}
    facts = json.loads(body)
    with zalo.lock:
        if facts["chat_id"] in zalo.blocked:
            return {"ok": False, "error_code": 400, "description": "chat not found"}
        return _taken(zalo, "bot", facts["chat_id"], facts, {"ok": True, "result": {"message_id": "7"}})


ROUTES: dict[str, Route] = {
    "/v4/oa/access_token": _token,
    "/v3.0/oa/message/cs": _oa,
    "/v3.0/oa/message/transaction": _oa,
    "/message/template": _zns,
}


class ZaloServer:
    """The server, running in threads of this process. ``url``: where it listens."""

    def __init__(self, zalo: Zalo) -> None:
        self.zalo = zalo
        handler = type("Handler", (_Handler,), {"zalo": zalo})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def main() -> None:
    """Listen until killed; the first line printed is the address."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--life", type=float, default=90000)
    parser.add_argument("--rotate-delay", type=float, default=0.0)
    asked = parser.parse_args()
    server = ZaloServer(Zalo(asked.ledger, asked.life, rotate_delay_s=asked.rotate_delay))
    print(server.url, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
