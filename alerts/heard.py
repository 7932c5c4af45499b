"""Who heard what of a finding before, each reader for himself: what comes next follows from it (S23, S27). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from alerts.notice import MessageKind, Notice
from rules.model import DutyKey

CHARGING = frozenset({"overdue", "escalation", "informed"})
"""Steps that tell somebody of a charge."""
NEAR = "informed-due"
"""The step by which a coordinating unit hears that a common duty nears its day (S18)."""
CLOSING = frozenset({MessageKind.ALL_CLEAR, MessageKind.CORRECTION})
"""Kinds of notice that tell the same people that it is over."""


def not_known_yet(notices: Iterable[Notice], told: Sequence[Notice]) -> list[Notice]:
    """The steps without those that their reader heard of an earlier charge, and since then nothing else (S23).

    ``told``: the notices of the same findings that went out already.
    """
    believing: dict[tuple[DutyKey, int], set[tuple[str, str, str]]] = {}
    new = []
    for one in notices:
        about = one.finding, one.event
        if about not in believing:
            believing[about] = _believing(told, *about)
        if (one.channel, one.address, one.step) not in believing[about]:
            new.append(one)
    return new


def _believing(told: Sequence[Notice], finding: DutyKey, before: int) -> set[tuple[str, str, str]]:
    """(channel, address, step) of those who believe a charge that they heard before an event of this number.

    Whoever heard of it on any channel need not find it in a file again, where a rehearsal puts what people decide.
    """
    own = believed([one for one in told if one.finding == finding], before)
    believing = {(notice.channel, notice.address, notice.step) for notice in own}
    return believing | {("file", address, step) for _, address, step in believing}


def believed(told: Sequence[Notice], before: int) -> list[Notice]:
    """The steps of earlier charges whose readers have not heard since that it is over; each reader for himself: of two
    who were told, one may have the correction while the other's still waits (S27)."""
    closed: dict[tuple[str, str], int] = {}
    for notice in told:
        if notice.kind in CLOSING:
            who = (notice.channel, notice.address)
            closed[who] = max(notice.event, closed.get(who, 0))
    return [
        notice
        for notice in told
        if notice.step in CHARGING and closed.get((notice.channel, notice.address), 0) < notice.event < before
    ]


def rungs_heard(told: Sequence[Notice]) -> set[tuple[str, str, str, datetime | None]]:
    """(channel, address, step, due moment) of the reminders that were told, of the day that their reader heard last.

    A waiver taken back, or a plan that comes back, begins the ladder anew; a rung told already is not told again (S23,
    S24). Of a day that moved and moved back they hear again (S5).
    """
    rungs = [one for one in told if one.kind is MessageKind.REMINDER or one.step == NEAR]
    latest = {(one.channel, one.address): one.expires for one in sorted(rungs, key=lambda one: one.event)}
    return {
        (one.channel, one.address, one.step, one.expires)
        for one in rungs
        if one.expires == latest[one.channel, one.address]
    }
