"""The life of a problem as numbered events (S23, S24, S27)."""

from __future__ import annotations

import pytest

from rules.findings import Event, EventKind, Finding, FindingState, advance
from rules.model import DutyKey, Flag, Status, Verdict
from tests.rules.cast import at

KEY = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022-03")


def live(*statuses: Status) -> list[Event]:
    """The events of a finding that goes through some verdicts."""
    finding, events = Finding(KEY), []
    for status in statuses:
        event = advance(finding, Verdict(KEY, status, "x"), at("2022-04-02"))
        if event is not None:
            events.append(event)
            finding = Finding(KEY, event.n, event.to)
    return events


S = Status


@pytest.mark.parametrize(
    ("statuses", "kinds"),
    [
        ((S.NOT_DUE, S.DUE_SOON, S.MET), ["due", "stopped"]),
        ((S.NOT_DUE, S.DUE_SOON, S.UNKNOWN, S.OVERDUE), ["due", "stopped", "charged"]),
        ((S.OVERDUE, S.MISSED), ["charged"]),
        ((S.OVERDUE, S.LATE), ["charged", "cleared"]),
        ((S.MISSED, S.MET), ["charged", "cleared"]),
        ((S.OVERDUE, S.UNKNOWN), ["charged", "withdrawn"]),
        ((S.OVERDUE, S.WAIVED), ["charged", "withdrawn"]),
        ((S.OVERDUE, S.UNKNOWN, S.OVERDUE), ["charged", "withdrawn", "charged"]),
        ((S.LATE,), []),
        ((S.MET,), []),
        ((S.UNKNOWN, S.UNKNOWN), []),
    ],
)
def test_events_of_a_life(statuses: tuple[Status, ...], kinds: list[str]) -> None:
    events = live(*statuses)
    assert [event.kind.value for event in events] == kinds
    assert [event.n for event in events] == list(range(1, len(kinds) + 1))


def test_a_verdict_that_repeats_causes_nothing() -> None:
    charged = Finding(KEY, 1, FindingState.VIOLATION)
    assert advance(charged, Verdict(KEY, Status.OVERDUE, "overdue"), at("2022-04-03")) is None
    assert EventKind.CHARGED.value == "charged"


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        (Verdict(KEY, S.MET, "met"), "withdrawn"),
        (Verdict(KEY, S.MET, "met", flags=(Flag.BACKDATING,)), "cleared"),
        (Verdict(KEY, S.MET, "attested"), "cleared"),
        (Verdict(KEY, S.MET, "present"), "cleared"),
        (Verdict(KEY, S.LATE, "late"), "cleared"),
    ],
    ids=["posted-in-time", "perhaps-put-under-a-day-gone-by", "somebody-says-so", "it-is-there-now", "made-good"],
)
def test_a_charge_over_what_was_posted_in_time_is_taken_back(verdict: Verdict, kind: str) -> None:
    event = advance(Finding(KEY, 1, FindingState.VIOLATION), verdict, at("2022-04-05"))
    assert event is not None
    assert event.kind.value == kind
