"""When a section is looked at next: a table of moments (S13)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.pipeline.cadence import SPARSEST, Rhythm, next_look
from rules.model import VN

DAILY = Rhythm(timedelta(hours=24), timedelta(minutes=60))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-03-{text}").replace(tzinfo=VN)


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        ("10T06:00", [], "11T05:00"),  # daily, a little early
        ("10T06:00", ["25T00:00"], "11T05:00"),  # nothing is near
        ("10T06:00", ["11T12:00"], "10T17:30"),  # near: twice as often
        ("10T06:00", ["12T06:00"], "10T17:30"),
        ("10T06:00", ["12T06:01"], "11T05:00"),
        ("10T20:00", ["11T00:00"], "11T06:00"),  # the morning after
        ("10T20:00", ["11T00:00", "12T00:00"], "11T06:00"),
        ("11T06:00", ["11T00:00"], "12T05:00"),  # it is over, the look of that morning was made
        ("10T23:59", ["11T00:00"], "11T06:00"),
        ("10T03:00", ["10T05:00"], "10T06:00"),
    ],
)
def test_a_healthy_section_is_seen_daily_and_more_often_near_a_due_moment(
    now: str, due: list[str], expected: str
) -> None:
    assert next_look(at(now), 0, [at(one) for one in due], DAILY, pending=False) == at(expected)


@pytest.mark.parametrize(
    ("failures", "hours"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 23), (9, 23), (10, 46), (12, 46), (13, 69), (16, 72), (500, 72)],
)
def test_a_site_that_fails_is_tried_soon_and_then_ever_less_often(failures: int, hours: int) -> None:
    now = at("10T06:00")
    assert next_look(now, failures, [], DAILY, pending=False) - now == timedelta(hours=hours)


@pytest.mark.parametrize("due", ["01T00:00", "10T07:00", "13T06:00"])
def test_a_dead_site_is_tried_daily_where_something_is_due_or_over(due: str) -> None:
    now = at("10T06:00")
    assert next_look(now, 40, [at(due)], DAILY, pending=False) - now == timedelta(hours=23)


def test_a_dead_site_is_tried_daily_while_a_proof_is_pending() -> None:
    now = at("10T06:00")
    assert next_look(now, 40, [], DAILY, pending=True) - now == timedelta(hours=23)


def test_no_site_is_left_alone_for_longer_than_three_days_and_none_is_due_at_once() -> None:
    now = at("10T06:00")
    for failures in range(200):
        for ahead in range(-200, 200, 7):
            later = next_look(now, failures, [now + timedelta(hours=ahead)], DAILY, pending=False)
            assert now < later <= now + SPARSEST
