"""The cast of the storage tests: invented schools, their sections, looks, verdicts and letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from alerts.notice import MessageKind, Notice
from crawlers.page import Askew, LookResult, Memory, Page, Request, Validators
from monitor.ports import NewMessage, PublicationChange, Transaction
from monitor.storage.store import SqlStore
from rules.findings import Event, EventKind, FindingState
from rules.model import (
    VN,
    DutyKey,
    Flag,
    Medium,
    Outcome,
    Person,
    Precision,
    Question,
    Section,
    StatedDate,
    Status,
    Verdict,
)

MORNING = datetime(2022, 4, 4, 8, 0, tzinfo=VN)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

HOA_MAI = Section("thcs-hoa-mai", "cchc", "https://thcshoamai.edu.test/cchc")
BINH_MINH = Section(
    "th-binh-minh", "cchc", "https://thbinhminh.edu.test/tin", feed_url="https://thbinhminh.edu.test/rss"
)
MARCH = DutyKey("thcs-hoa-mai", "phu-sa-2022", "IV.1-monthly", "2022-03")
APRIL = replace(MARCH, period="2022-04")
LAN = Person("contact", "Nguyễn Thị Lan", email="lan@thcshoamai.edu.test")

MEMORY = Memory(
    known={"u:1": StatedDate(MORNING, Precision.MINUTE, "rss", "04/04/2022 08:00"), "u:2": None},
    waiting=("u:2",),
    failed=("u:3", "u:1"),
    complete_since=MORNING - 40 * DAY,
    validators=Validators('W/"abc"', "Mon, 04 Apr 2022 01:00:00 GMT"),
    body_hash="aa",
    region_hash="bb",
    typical_items=18,
    dated_share=0.0,
    reader="nukeviet",
    shown_items=True,
    askew=Askew(3 * DAY, MORNING),
)


def page(body: bytes = b"<html>CCHC</html>", at: datetime = MORNING, **more: Any) -> Page:
    """An answer of Hoa Mai's site, gzipped on the wire."""
    url = more.pop("url", HOA_MAI.url)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n"
    )
    facts = {"headers": {"content-type": "text/html"}, "address": "127.0.3.1", "raw_head": head} | more
    return Page(Request(url, "list"), url, 200, facts.pop("headers"), body, at, **facts)


def result(at: datetime = MORNING, section: Section = HOA_MAI, **more: Any) -> LookResult:
    """A complete, full look."""
    facts: dict[str, Any] = {
        "outcome": Outcome.READ,
        "complete_since": at - 60 * DAY,
        "full": True,
        "http_status": 200,
        "bytes": 17,
        "ms": 5,
        "memory": MEMORY,
    }
    return LookResult(section=section, at=at, **(facts | more))


def stated(at: datetime, precision: Precision = Precision.MINUTE, source: str = "meta") -> StatedDate:
    """A date as a site gives it."""
    return StatedDate(at, precision, source, at.isoformat())


def change(number: int | None = None, name: str = "u:1", **more: Any) -> PublicationChange:
    """A publication of Hoa Mai."""
    facts: dict[str, Any] = {
        "title": f"Đẩy mạnh cải cách hành chính {name}",
        "url": f"https://thcshoamai.edu.test/{name}",
        "medium": Medium.ARTICLE,
        "names": frozenset({name}),
    }
    return PublicationChange(id=number, unit="thcs-hoa-mai", topic="cchc", **(facts | more))


def look(store: SqlStore, at: datetime = MORNING, *changes: PublicationChange, **more: Any) -> int:
    """One look kept, with its evidence."""
    rehearsal, failures = more.pop("rehearsal", False), more.pop("failures", 0)
    seen = result(at, **({"pages": (page(f"<html>{at}</html>".encode(), at),)} | more))
    [refs] = store.evidence.write([seen.pages])
    with store.write(rehearsal) as tx:
        return tx.observations.save(0, seen, refs, changes, at + DAY, failures)


def watch(store: SqlStore, *sections: Section, rehearsal: bool = False) -> None:
    """Make sections known."""
    with store.write(rehearsal) as tx:
        tx.observations.sync_sections(sections or (HOA_MAI,))


def verdict(key: DutyKey = MARCH, status: Status = Status.DUE_SOON, **more: Any) -> Verdict:
    """A verdict with something in every field."""
    facts: dict[str, Any] = {
        "reason": "few",
        "counted": 1,
        "needed": 2,
        "due": datetime(2022, 4, 1, tzinfo=VN),
        "late_after": datetime(2022, 4, 1, tzinfo=VN),
        "publications": (3, 1),
        "flags": (Flag.EARLY, Flag.TLS),
        "questions": (Question("match", 7, "Tin này có phải về “CCHC” không?"),),
        "figures": {"cure_day": "11/04/2022", "missing": 1, "none": None},
        "sentence": "Mới có 1 trên 2 tin.",
        "valid_until": datetime(2022, 4, 12, tzinfo=VN),
    }
    return Verdict(key=key, status=status, **(facts | more))


def event(n: int = 1, key: DutyKey = MARCH, kind: EventKind = EventKind.DUE, at: datetime = MORNING) -> Event:
    """A step in the life of a finding."""
    states = {EventKind.DUE: FindingState.NEAR, EventKind.CHARGED: FindingState.VIOLATION}
    return Event(key, n, kind, states.get(kind, FindingState.SETTLED), Status.DUE_SOON, at)


def notice(key: str = "email|lan|n1", finding: DutyKey = MARCH, **more: Any) -> Notice:
    """A reminder to Ms Lan."""
    facts: dict[str, Any] = {
        "kind": MessageKind.REMINDER,
        "step": "reminder-3",
        "channel": "email",
        "person": LAN,
        "address": LAN.email,
        "event": 1,
        "not_before": MORNING,
        "expires": MORNING + 5 * DAY,
    }
    return Notice(key=key, finding=finding, **(facts | more))


def message(key: str = "m1", *notices: str, **more: Any) -> NewMessage:
    """A letter to Ms Lan."""
    facts: dict[str, Any] = {
        "message_id": f"<{key}@so.test>",
        "channel": "email",
        "recipient": "lan@thcshoamai.edu.test",
        "recipient_name": "Nguyễn Thị Lan",
        "kind": "reminder",
        "subject": "Nhắc việc: tin CCHC tháng 3",
        "text": "Kính gửi cô Lan …",
        "html": "<p>Kính gửi cô Lan …</p>",
        "created": MORNING,
        "slot": date(2022, 4, 4),
        "notices": notices,
        "findings": (MARCH,) if notices else (),
        "reply_to": "vanphong@so.test",
        "headers": {"X-Dondoc-Kind": "reminder"},
    }
    return NewMessage(key=key, **(facts | more))


def problem(tx: Transaction, *notices: Notice, held: bool = False) -> None:
    """A finding with one event and its notices."""
    tx.verdicts.save(0, MORNING, "digest", [verdict()])
    tx.verdicts.add_events(0, [event()])
    tx.outbox.add_notices(0, notices or (notice(),), held=held)
