"""Pauses, waits asked for by servers, and who waits for whom; on a time of our own."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.pace import LONGEST_CRAWL_DELAY_S, Pace, RealTime, retry_after_s

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


class FalseTime:
    """Stands still but for sleeping."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.at += seconds

    def stop(self) -> None:
        """Nobody waits here."""


def pace(pause_s: float = 2.0, chance: float = 0.0) -> tuple[Pace, FalseTime]:
    clock = FalseTime()
    return Pace(pause_s, clock, chance=lambda: chance), clock


def test_a_host_rests_between_two_requests() -> None:
    walk, clock = pace()
    assert walk.turn("hoa-mai.test", "1.1.1.1", 100) == 0
    clock.at += 5  # the answer took its time: the rest begins afterwards
    walk.done("hoa-mai.test")
    assert walk.turn("hoa-mai.test", "1.1.1.1", 100) == 2.0
    assert clock.slept == [2.0]


def test_jitter_only_ever_lengthens_the_rest() -> None:
    walk, clock = pace(chance=1.0)
    walk.turn("hoa-mai.test", "1.1.1.1", 100)
    walk.done("hoa-mai.test")
    walk.turn("hoa-mai.test", "1.1.1.1", 100)
    assert clock.slept == [2.2]


def test_hosts_on_one_server_share_its_pace() -> None:
    walk, clock = pace()
    for number in range(4):
        assert walk.turn(f"truong-{number}.test", "1.1.1.1", 100) == 0, "waiting for a neighbour is not the host's own"
        walk.done(f"truong-{number}.test")
    assert clock.slept == [2.0, 2.0, 2.0]


def test_hosts_on_different_servers_do_not_wait_for_each_other() -> None:
    walk, clock = pace()
    for number in range(4):
        walk.turn(f"truong-{number}.test", f"1.1.1.{number}", 100)
        walk.done(f"truong-{number}.test")
    assert clock.slept == []


def test_a_crawl_delay_is_honoured_up_to_a_cap() -> None:
    walk, clock = pace()
    for delay in (10.0, 86_400.0, 0.5, None):
        walk.done("hoa-mai.test", delay)
        walk.turn("hoa-mai.test", "1.1.1.1", 100)
    assert clock.slept == [10.0, LONGEST_CRAWL_DELAY_S, 2.0, 2.0]


def test_a_wait_beyond_ones_patience_is_not_begun() -> None:
    walk, clock = pace()
    walk.hold("hoa-mai.test", 58)
    assert walk.turn("hoa-mai.test", "1.1.1.1", 50) is None
    assert clock.slept == []
    assert walk.rest_of("hoa-mai.test") == 58
    assert walk.turn("hoa-mai.test", "1.1.1.1", 60) == 58


def test_a_shorter_rest_does_not_cut_a_longer_one_short() -> None:
    walk, _ = pace()
    walk.hold("hoa-mai.test", 58)
    walk.done("hoa-mai.test")
    assert walk.rest_of("hoa-mai.test") == 58


def test_without_a_pause_nobody_waits() -> None:
    walk, clock = pace(0.0)
    for _ in range(3):
        assert walk.turn("hoa-mai.test", "1.1.1.1", 0) == 0
        walk.done("hoa-mai.test")
    assert clock.slept == []


def test_the_end_of_a_run_wakes_who_waits() -> None:
    walk = Pace(30.0, RealTime())
    walk.done("hoa-mai.test")
    threading.Timer(0.1, walk.time.stop).start()
    began = time.monotonic()
    walk.turn("hoa-mai.test", "1.1.1.1", 100)
    assert 0.05 < time.monotonic() - began < 5


def test_what_is_over_is_forgotten() -> None:
    walk, clock = pace()
    for number in range(10_000):
        walk.done(f"truong-{number}.test")
        clock.at += 1
    assert len(walk._free_at) < 5000


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("58", 58), (" 0 ", 0), ("315360000", 315_360_000), ("9" * 400, float("9" * 12)),
        ("Fri, 20 Nov 2026 08:01:00 GMT", 60), ("Fri, 20 Nov 2026 07:00:00 GMT", 0),
        ("", None), ("soon", None), ("-5", None), ("1.5", None), ("٥", None), ("Fri, 99 Nov 99999 99:99:99 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_spellings(value: str, seconds: float | None) -> None:  # E30
    assert retry_after_s(value, NOW) == seconds


def test_retry_after_ten_years_is_that_long() -> None:
    later = (NOW + timedelta(days=3650)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after_s(later, NOW) == 3650 * 86_400


def test_a_server_of_several_hosts_is_shared_with_the_other_processes() -> None:
    clock = FalseTime()
    walk = Pace(2.0, clock, chance=lambda: 0.0, sharers=3)
    for host in ("hoa-mai.test", "binh-minh.test", "sao-mai.test"):
        walk.turn(host, "1.1.1.1", 100)
    assert clock.slept == [2.0, 6.0], "until the second host is seen, the first one has the server for itself"


def test_a_host_with_a_server_of_its_own_shares_it_with_nobody() -> None:
    clock = FalseTime()
    walk = Pace(2.0, clock, chance=lambda: 0.0, sharers=3)
    for _ in range(3):
        walk.turn("hoa-mai.test", "1.1.1.1", 100)
        walk.done("hoa-mai.test")
    assert clock.slept == [2.0, 2.0]
