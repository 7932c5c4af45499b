"""The cast: two schools, an office, and builders for what is said about them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from alerts.channel import Outgoing
from alerts.ids import message_id
from alerts.manners import Manners
from alerts.notice import MessageKind, Notice
from alerts.plan import People
from rules.findings import Event, EventKind, FindingState
from rules.model import (
    VN,
    Calendar,
    Deadline,
    Duty,
    DutyKey,
    Kind,
    Ladder,
    Obligation,
    Person,
    Plan,
    Status,
    Unit,
    Verdict,
    Who,
)
from rules.periods import midnight, parse

LAN = Person("contact", "Nguyễn Thị Lan", "lan@hoa-mai.edu.test")
MINH = Person("head", "Trần Văn Minh", "minh@hoa-mai.edu.test")
OFFICE = Person("office", "Văn phòng Sở Giáo dục và Đào tạo tỉnh Phù Sa", "vanphong@so.test", phone="0299 3 000 111")
HOA_MAI = Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", contact=LAN, head=MINH)
BINH_MINH = Unit("th-binh-minh", "Trường TH Bình Minh", head=Person("head", "Lê Thị Hạnh", "hanh@binh-minh.edu.test"))

TET_2022 = frozenset(date(2022, 1, 31) + timedelta(days=day) for day in range(5))
CALENDAR = Calendar(off=TET_2022 | {date(2022, 4, 11), date(2022, 5, 2), date(2022, 5, 3), date(2022, 9, 2)})
MANNERS = Manners(Ladder())
PLAN = Plan(
    "phu-sa-2022",
    "Kế hoạch tuyên truyền cải cách hành chính năm 2022",
    "Sở GDĐT tỉnh Phù Sa",
    2022,
    (),
    number="15/KH-SGDĐT",
)


def at(text: str) -> datetime:
    """``2022-03-31 09:00`` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def duty(
    due: date = date(2022, 3, 31), unit: str = "thcs-hoa-mai", ladder: Ladder | None = None, **given: object
) -> Duty:
    """A duty whose last day is ``due`` by both readings."""
    period = parse(f"{due.year}-{due.month:02}")
    obligation = Obligation(
        "IV.1-monthly",
        PLAN.id,
        "Đăng tin, bài tuyên truyền cải cách hành chính",
        "IV.1",
        Kind.RECURRING,
        Who((unit,)),
        Deadline(due, True),
        ladder=ladder,
    )
    end = midnight(due + timedelta(days=1))
    key = DutyKey(unit, PLAN.id, obligation.id, period.key)
    values: dict[str, object] = {"strict": end, "lenient": end, **given}
    return Duty(key, obligation, period, (unit,), unit, plan_end=PLAN.life.end, plan_start=PLAN.life.start, **values)  # type: ignore[arg-type]


def verdict(of: Duty, status: Status, **given: object) -> Verdict:
    """A verdict on the duty."""
    return Verdict(of.key, status, "test", needed=1, **given)  # type: ignore[arg-type]


def event(of: Duty, kind: EventKind, n: int = 1, now: datetime | None = None) -> Event:
    """The n-th event of the duty's finding."""
    return Event(of.key, n, kind, FindingState.VIOLATION, Status.OVERDUE, now or at("2022-04-02 09:00"))


def people(*units: Unit, mode: str = "units", route: tuple[str, ...] = ("email",)) -> People:
    """Those who may hear; Hoa Mai when nobody is named."""
    return People(units or (HOA_MAI,), OFFICE, mode, route)


def notice(
    kind: MessageKind,
    step: str,
    not_before: datetime,
    person: Person = LAN,
    finding: DutyKey | None = None,
    n: int = 1,
    expires: datetime | None = None,
) -> Notice:
    """A notice as the ladder writes it."""
    finding = finding or duty().key
    address = person.email or ""
    key = f"email|{address}|{finding}|{n}|{step}"
    return Notice(key, kind, step, "email", person, address, finding, n, not_before, expires)


def outgoing(number: int = 1, recipient: str = "lan@hoa-mai.edu.test", **given: object) -> Outgoing:
    """A message ready to leave."""
    values: dict[str, object] = {
        "message_id": message_id(f"email|{recipient}|{number}", "so.test"),
        "channel": "email",
        "recipient": recipient,
        "recipient_name": "Nguyễn Thị Lan",
        "kind": "reminder",
        "subject": f"[Nhắc hạn] Trường THCS Hoa Mai, tháng 3/2022 ({number})",
        "text": "Kính gửi: Bà Nguyễn Thị Lan,\n\n.một dòng mở đầu bằng dấu chấm\n.\nTrân trọng\n",
        "html": "<!DOCTYPE html><html><body><p>Kính gửi: Bà Nguyễn Thị Lan</p></body></html>",
        "created": at("2022-03-21 07:30"),
        "reply_to": "vanphong@so.test",
        **given,
    }
    return Outgoing(**values)  # type: ignore[arg-type]
