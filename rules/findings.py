"""The life of a problem: what a change of verdict means for the people who were told, as numbered events (S23, S27).

A finding is named by its duty. Its events are numbered 1..n without holes and never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.model import OPEN_CHARGES, DutyKey, Flag, Status, Verdict


class EventKind(StrEnum):
    """``DUE``: it nears its day (reminders). ``CHARGED``: overdue or missed, proven. ``CLEARED``: made good after a
    charge.

    ``WITHDRAWN``: a charge that was told no longer holds (correction). ``STOPPED``: reminders are pointless now.
    ``ASKED``: something only the office can settle came up; where the problem stands does not change.
    """

    DUE = "due"
    CHARGED = "charged"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    ASKED = "asked"


class FindingState(StrEnum):
    """``CALM``: nothing to tell. ``NEAR``: reminders planned. ``VIOLATION``: charged. ``SETTLED``: over."""

    CALM = "calm"
    NEAR = "near"
    VIOLATION = "violation"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Event:
    """One change in the life of a finding; ``n`` counts from 1."""

    key: DutyKey
    n: int
    kind: EventKind
    to: FindingState
    status: Status
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a problem stands: its last event's number and state."""

    key: DutyKey
    n: int = 0
    state: FindingState = FindingState.CALM


def advance(
    finding: Finding, verdict: Verdict, now: datetime, moved: bool = False, held: Verdict | None = None
) -> Event | None:
    """The event that a verdict causes in the life of its finding, or None when nothing changes for anybody.

    ``moved``: its day is another than it was; reminders of the old day are pointless, those of the new one begin (S5).
    ``held``: the verdict till now, which tells the parts that were charged.
    ``late`` seen without an earlier charge tells nobody: there is nothing left to do; it stands in the digest.
    """
    step = _hindsight(finding.state) if Flag.HOI_CUU in verdict.flags else _next(finding.state, verdict, moved, held)
    if step is None:
        return None
    kind, state = step
    return Event(verdict.key, finding.n + 1, kind, state, verdict.status, now)


def after(finding: Finding, event: Event | None) -> Finding:
    """Where a finding stands once an event has come."""
    return finding if event is None else Finding(finding.key, event.n, event.to)


def question_event(finding: Finding, verdict: Verdict, now: datetime) -> Event:
    """The event of something newly asked of the office (S17, S19)."""
    return Event(verdict.key, finding.n + 1, EventKind.ASKED, finding.state, verdict.status, now)


def _hindsight(state: FindingState) -> tuple[EventKind, FindingState] | None:
    """What is judged in hindsight is told to nobody; what was told of it is taken back (S6, S27)."""
    if state is FindingState.VIOLATION:
        return EventKind.WITHDRAWN, FindingState.SETTLED
    return (EventKind.STOPPED, FindingState.SETTLED) if state is FindingState.NEAR else None


IN_TIME = "parts_in_time"
"""Figure of a whole of which all is owed: its parts that are met by what was posted in time, blanks between."""


def in_time(verdict: Verdict) -> bool:
    """Whether a duty was met all along: by items posted in time, which are not perhaps put under a day gone by (S10);
    a whole, where all its parts were."""
    if verdict.status is not Status.MET:
        return False
    if IN_TIME in verdict.figures:
        owed = {part for part, status in _parts(verdict).items() if status != Status.NOT_APPLICABLE}
        return owed <= _parts_in_time(verdict)
    return verdict.reason == "met" and Flag.BACKDATING not in verdict.flags


def _parts_in_time(verdict: Verdict) -> set[str]:
    return set(str(verdict.figures[IN_TIME]).split())


def _parts(verdict: Verdict | None) -> dict[str, str]:
    """Part → status, of a whole that was judged by them."""
    figures = verdict.figures if verdict is not None else {}
    found = {name.removeprefix("part_"): str(value) for name, value in figures.items() if name.startswith("part_")}
    return {part: status for part, status in found.items() if status in set(Status)}


def made_good(verdict: Verdict, held: Verdict | None) -> bool:
    """Whether what was charged has been done since. What is met by items posted in time was met all along: the charge
    was wrong, and whoever heard it hears that (S27). Of several parts, those that were charged tell: ``held`` is the
    charge."""
    if verdict.status not in (Status.MET, Status.LATE):
        return False
    if IN_TIME not in verdict.figures:
        return not in_time(verdict)
    parts = _parts(verdict)
    charged = {part for part, status in _parts(held).items() if status in OPEN_CHARGES} & set(parts)
    done = {part for part in charged or parts if parts[part] in (Status.MET, Status.LATE)}
    return not done <= _parts_in_time(verdict)


def _next(
    state: FindingState, verdict: Verdict, moved: bool, held: Verdict | None
) -> tuple[EventKind, FindingState] | None:
    status = verdict.status
    if status in OPEN_CHARGES:
        return None if state is FindingState.VIOLATION else (EventKind.CHARGED, FindingState.VIOLATION)
    if state is FindingState.VIOLATION:
        # S27: a charge ends either because it was made good, or because it does not hold any more.
        return EventKind.CLEARED if made_good(verdict, held) else EventKind.WITHDRAWN, FindingState.SETTLED
    if status is Status.DUE_SOON:
        return None if state is FindingState.NEAR and not moved else (EventKind.DUE, FindingState.NEAR)
    if state is FindingState.NEAR and (status is not Status.NOT_DUE or moved):
        return EventKind.STOPPED, FindingState.SETTLED
    return None
