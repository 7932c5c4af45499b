"""The storm brake (S25) and names that never change (S23)."""

from __future__ import annotations

import pytest

from alerts.ids import domain_of, message_id
from alerts.storm import weigh
from rules.model import Status


def turned(count: int, after: Status = Status.OVERDUE) -> list[tuple[str, Status | None, Status]]:
    return [(f"truong-{number}", Status.DUE_SOON, after) for number in range(count)]


@pytest.mark.parametrize(
    ("bad", "units", "hold"),
    [(5, 5, False), (6, 24, True), (6, 30, False), (7, 30, True), (20, 100, False), (21, 100, True), (0, 0, False)],
)
def test_messages_are_held_above_a_fifth_and_above_five(bad: int, units: int, hold: bool) -> None:
    assert weigh(turned(bad), units).hold is hold


def test_unknown_counts_like_bad_and_each_unit_once() -> None:
    changes = [*turned(4), *turned(6, Status.UNKNOWN), *turned(6, Status.MISSED)]
    storm = weigh(changes, 20)
    assert (len(storm.units), storm.hold) == (6, True)
    assert "6 trên 20 đơn vị (30 %)" in storm.sentence


def test_what_was_bad_before_or_gets_better_is_no_storm() -> None:
    old = [(f"truong-{number}", Status.OVERDUE, Status.MISSED) for number in range(20)]
    better = [(f"truong-{number}", Status.OVERDUE, Status.LATE) for number in range(20)]
    good = [(f"truong-{number}", Status.DUE_SOON, Status.MET) for number in range(20)]
    still = [(f"truong-{number}", Status.UNKNOWN, Status.UNKNOWN) for number in range(20)]
    assert weigh([*old, *better, *good, *still], 20).units == ()


def test_a_message_id_comes_from_its_key_alone() -> None:
    first = message_id("email|lan@hoa-mai.edu.test|2022-03-21|ab", "so.test")
    assert first == message_id("email|lan@hoa-mai.edu.test|2022-03-21|ab", "SO.test")
    assert first != message_id("email|lan@hoa-mai.edu.test|2022-03-22|ab", "so.test")
    assert first.startswith("<")
    assert first.endswith("@so.test>")
    assert len(first) < 80


@pytest.mark.parametrize("domain", ["", "so test", "so.test\r\nBcc: x@y", "so>.test", "-so.test-"])
def test_a_domain_that_cannot_stand_in_a_header_is_refused(domain: str) -> None:
    with pytest.raises(ValueError, match="not a domain"):
        message_id("key", domain)


@pytest.mark.parametrize(
    ("sender", "domain"), [("dondoc@so.test", "so.test"), ("Sở <dondoc@So.test>", "so.test"), ("dondoc", "localhost")]
)
def test_the_domain_is_that_of_the_sender(sender: str, domain: str) -> None:
    assert domain_of(sender) == domain
