"""The receiver of Zalo's events: signed, once, at once (ZALO, Webhook)."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from monitor.storage.store import SqlStore
from monitor.storage.zalo import SqlPeople
from monitor.web.zalo import Receiver, serve
from tests.zalo.conftest import now

APP, SECRET = "4567890123", "oa-secret-of-tests"


@pytest.fixture
def people(store: SqlStore) -> SqlPeople:
    return SqlPeople(store)


@pytest.fixture
def address(people: SqlPeople) -> Iterator[str]:
    server = serve(Receiver(APP, SECRET, people, now), "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def event(
    name: str = "user_send_text", text: str = "xin chào", person: str = "9007199254740993123", **more: object
) -> bytes:
    facts = {
        "app_id": APP,
        "event_name": name,
        "timestamp": str(int(time.time() * 1000)),
        ("follower" if "follow" in name else "sender"): {"id": person},
        "message": {"text": text, "msg_id": hashlib.sha256(text.encode()).hexdigest()[:12]},
    }
    return json.dumps(facts | more, ensure_ascii=False).encode()


def post(address: str, body: bytes, secret: str = SECRET, prefix: str = "mac=") -> requests.Response:
    stamp = str(json.loads(body).get("timestamp", "")) if body.startswith(b"{") else ""
    mac = hashlib.sha256(APP.encode() + body + stamp.encode() + secret.encode()).hexdigest()
    return requests.post(address, data=body, headers={"X-ZEvent-Signature": prefix + mac}, timeout=10)


@pytest.mark.parametrize("prefix", ["mac=", ""])
def test_a_word_opens_the_window(address: str, people: SqlPeople, prefix: str) -> None:
    assert people.last_word("9007199254740993123") is None
    assert post(address, event(), prefix=prefix).text == "new"
    assert people.last_word("9007199254740993123") is not None


def test_an_event_that_comes_again_counts_once(address: str) -> None:
    body = event()
    assert [post(address, body).text for _ in range(3)] == ["new", "seen", "seen"]


def test_following_opens_and_leaving_closes(address: str, people: SqlPeople) -> None:
    post(address, event("follow"))
    assert people.last_word("9007199254740993123") is not None
    post(address, event("unfollow"))
    assert people.last_word("9007199254740993123") is None


def test_a_forged_event_changes_nothing(address: str, people: SqlPeople) -> None:
    assert post(address, event(), secret="guessed").status_code == 403
    assert requests.post(address, data=event(), timeout=10).status_code == 403
    tampered = event().replace(b"9007199254740993123", b"9007199254740993124")
    mac = hashlib.sha256(APP.encode() + event() + SECRET.encode()).hexdigest()
    assert requests.post(address, data=tampered, headers={"X-ZEvent-Signature": mac}, timeout=10).status_code == 403
    assert people.last_word("9007199254740993124") is None


def test_an_old_recording_is_refused(address: str) -> None:
    assert post(address, event(timestamp="1600000000000")).status_code == 403


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"[" * 20000, b'{"timestamp": {}}', b'{"timestamp":"9999999999999999"}']
)
def test_what_is_no_event_is_refused(address: str, body: bytes) -> None:
    assert requests.post(address, data=body, timeout=10).status_code in (403, 413)


def test_a_large_body_and_other_methods_are_refused(address: str) -> None:
    assert requests.post(address, data=b"x" * 100_000, timeout=10).status_code == 413
    assert requests.get(address, timeout=10).status_code == 405


def test_a_code_links_a_person_once(address: str, people: SqlPeople) -> None:
    code, _ = people.new_code("thcs-hoa-mai", "contact")
    assert post(address, event(text=f"mã của tôi là {code.lower()}")).text == "linked"
    assert [(one.unit, one.role, one.user_id) for one in people.linked()] == [
        ("thcs-hoa-mai", "contact", "9007199254740993123")
    ]
    assert post(address, event(text=f"{code} lần nữa", person="5")).text == "new"
    assert len(people.linked()) == 1


def test_a_guessed_code_links_nobody(address: str, people: SqlPeople) -> None:
    people.new_code("thcs-hoa-mai", "contact")
    assert post(address, event(text="DDAAAAAAAA")).text == "new"
    assert people.linked() == []


def test_a_slow_stranger_delays_nobody(address: str) -> None:
    port = int(address.rsplit(":", 1)[1].strip("/"))
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(10)]
    began = time.monotonic()
    assert post(address, event()).status_code == 200
    assert time.monotonic() - began < 8
    for one in slow:
        one.close()


def test_nothing_of_the_text_is_kept(address: str, store: SqlStore, tmp_path: Path) -> None:
    post(address, event(text="chuyện riêng của tôi"))
    if store.address.file is not None:
        assert "chuyện riêng" not in store.address.file.read_bytes().decode("utf-8", "replace")
