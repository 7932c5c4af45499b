"""The time of an obligation as an office writes it, with every reading of a deadline (S3, S5)."""

from __future__ import annotations

from datetime import date, timedelta

from rules.duties import periods_for, readings
from rules.model import (
    AfterIssue,
    Always,
    Calendar,
    Deadline,
    Every,
    Obligation,
    Plan,
    Undated,
    Window,
)
from rules.periods import day_name, last_day, name, weekday_name

_STEPS = {
    "week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý", "half": "6 tháng một lần", "year": "hằng năm",
}  # fmt: skip


def when_words(obligation: Obligation, plan: Plan, calendar: Calendar) -> str:
    """The time of an obligation in words: ``trước ngày 13/3/2021 (thứ Bảy): nhắc theo hạn …, muộn sau 15/3/2021``."""
    when = obligation.when
    match when:
        case Every():
            words = _every(when)
        case Window():
            words = name(when.key)
        case Deadline():
            words = _deadline(obligation, when, plan, calendar)
        case Always():
            words = "thường xuyên"
        case AfterIssue():
            words = "sau khi ban hành, chưa có hạn"
        case Undated():
            words = f"chưa có hạn (kỳ {name(obligation.covers)})" if obligation.covers else "chưa có hạn"
    return words + _passed(obligation, plan) + (" (nếu có)" if obligation.when_event else "")


def first_day(obligation: Obligation) -> date | None:
    """The day by which an obligation stands in its table: the end of its window, its deadline; None for no day."""
    when = obligation.when
    match when:
        case Every():
            return when.first
        case Window():
            return when.last
        case Deadline():
            return when.day
        case _:
            return None


def _every(when: Every) -> str:
    words = _STEPS[when.step]
    if when.due_day is not None:
        last = "" if when.step == "month" else " của tháng cuối kỳ"
        words += f", chậm nhất ngày {when.due_day}{last}"
    if when.bounds:
        words += " (kỳ bắt đầu " + ", ".join(f"{day:02}/{month}" for month, day in when.bounds) + ")"
    if when.skip:
        words += ", trừ " + ", ".join(when.skip)
    return f"{words}, từ {_month(when.first)} đến {_month(when.last)}"


def _month(day: date) -> str:
    """A bound of a repeating time: its month where the bound is a month's first or last day."""
    whole = day.day == 1 or (day + timedelta(days=1)).day == 1
    return name(f"{day:%Y-%m}") if whole else day_name(day)


def _deadline(obligation: Obligation, when: Deadline, plan: Plan, calendar: Calendar) -> str:
    words = f"{'chậm nhất ngày' if when.inclusive else 'trước ngày'} {_dated(when.day)}"
    period = next(iter(periods_for(obligation, plan)))
    strict, late = readings(obligation, period, calendar)
    if strict is None or late is None:
        return words
    if strict == late:
        return words if when.inclusive else f"{words}: hết ngày {_dated(last_day(strict))}"
    return f"{words}: nhắc theo hạn {_dated(last_day(strict))}, chỉ coi là muộn sau {_dated(last_day(late))}"


def _dated(day: date) -> str:
    return f"{day_name(day)} ({weekday_name(day)})"


def _passed(obligation: Obligation, plan: Plan) -> str:
    """A window that was over when the plan was issued asks nothing by itself (S5)."""
    if isinstance(obligation.when, Window) and plan.issued_to and obligation.when.last < plan.issued_to:
        return " (đã qua khi ban hành)"
    return ""
