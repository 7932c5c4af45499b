"""Looks whose times contradict the order in which they were written (S14)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rules.clocks import believable
from rules.model import Outcome
from tests.rules.cast import look


@pytest.mark.parametrize(
    ("moments", "left"),
    [
        ("01T08 02T08 03T08 04T08", [1, 2, 3, 4]),
        ("01T08 02T08 09T08 09T09 03T08 04T08 05T08", [1, 2, 5, 6, 7]),  # ahead by a week, for two looks
        ("01T08 02T08 09T08 03T08", [1, 2, 4]),  # one word against another: neither looks proves anything of the 9th
        ("05T08 06T08 07T08 01T08 08T08", [1, 2, 3, 4, 5]),  # behind for one look
        ("01T08 02T08 02T07 03T08", [1, 2, 3, 4]),  # an hour is nothing
    ],
)
@pytest.mark.parametrize("then", [Outcome.READ, Outcome.TIMEOUT])
def test_the_order_in_which_looks_were_written_tells_which_clock_was_ahead(
    moments: str, left: list[int], then: Outcome
) -> None:
    times = [f"2022-04-{moment}:00" for moment in moments.split()]
    set_back = [False, *(later < earlier for earlier, later in pairwise(times))]
    outcomes = [then if back else Outcome.READ for back in set_back]
    made = [look(n, at, outcome=one) for n, (at, one) in enumerate(zip(times, outcomes, strict=True), 1)]
    found = believable(sorted(made, key=lambda one: one.at))
    assert sorted(one.id for one in found) == left


def test_a_look_that_is_known_to_be_of_a_wrong_clock_contradicts_none() -> None:
    made = [look(1, "2022-04-02T08:00"), look(2, "2022-04-01T08:00", outcome=Outcome.OUR_TROUBLE)]
    assert believable(made) == tuple(made)


def test_what_a_clock_ahead_found_drifted_stands() -> None:  # S13: it takes charges back
    made = [look(1, "2022-04-09T08:00", outcome=Outcome.DRIFTED), look(2, "2022-04-02T08:00")]
    assert believable(made) == tuple(made)
