"""A feed that tells when an item was written says nothing of when it was published (S7, S9, S10)."""

from __future__ import annotations

from rules.dating import WRITTEN, place_in_time
from rules.model import DateSeen, Flag, Precision, Publication, StatedDate, Status
from tests.rules.cast import at, item, look, march, stated


def written(when: str) -> StatedDate:
    """The moment of writing, as a feed tells it."""
    return StatedDate(at(when), Precision.MINUTE, WRITTEN, when)


def kept(when: str, seen: str, absent: str | None, baseline: bool = False) -> Publication:
    """An item written at ``when``, absent at one look, seen at the next."""
    first = at(seen)
    dates = (DateSeen(written(when), first),)
    return item(1, when, seen, stated=dates, absent_at=at(absent) if absent else None, baseline=baseline)


CLOSED = (look(1, "2022-03-04T08:00"), look(2, "2022-03-06T08:00"), look(3, "2022-04-02T08:00"))


def test_what_waited_to_be_published_counts_when_it_appeared() -> None:
    scheduled = kept("2022-02-20T10:00", "2022-03-06T08:00", "2022-03-04T08:00")
    placed = place_in_time(scheduled)
    assert (placed.earliest, placed.stated, placed.question) == (at("2022-03-04T08:00"), None, "undated")
    assert Flag.BACKDATING not in placed.flags
    assert march("2022-04-02T09:00", CLOSED, (scheduled,)).status is Status.MET


def test_where_no_look_could_have_shown_it_nothing_is_known() -> None:
    placed = place_in_time(kept("2021-12-20T10:00", "2022-03-06T08:00", None))
    assert (placed.earliest, placed.stated) == (None, None)


def test_what_was_published_as_it_was_written_keeps_its_moment() -> None:
    for absent, baseline in (("2022-03-04T08:00", False), (None, True)):
        placed = place_in_time(kept("2022-03-05T10:00", "2022-03-06T08:00", absent, baseline))
        assert placed.stated is not None
        assert placed.stated.at == at("2022-03-05T10:00")


def test_a_day_of_publishing_goes_before_the_day_of_writing_without_a_flag() -> None:
    first = at("2022-03-06T08:00")
    said = stated("2022-03-05T07:00")
    for dates in ((written("2022-02-20T10:00"), said), (said, written("2022-02-20T10:00"))):
        seen = item(1, "2022-03-05T07:00", "2022-03-06T08:00", stated=tuple(DateSeen(one, first) for one in dates))
        placed = place_in_time(seen)
        assert placed.stated == said
        assert Flag.DATE_CHANGED not in placed.flags


FIRST = (look(1, "2022-03-20T08:00"), look(2, "2022-04-02T08:00"), look(3, "2022-04-02T09:00"))


def test_what_was_there_at_the_first_look_may_have_waited_for_this_month() -> None:  # S9, S13
    waited = kept("2022-02-25T10:00", "2022-03-20T08:00", None, baseline=True)
    verdict = march("2022-04-02T10:00", FIRST, (waited,))
    assert (verdict.status, [one.kind for one in verdict.questions]) == (Status.AWAITING, ["undated"])
    of_march = kept("2022-03-05T10:00", "2022-03-20T08:00", None, baseline=True)
    assert march("2022-04-02T10:00", FIRST, (waited, of_march)).status is Status.MET
    long_ago = kept("2021-11-25T10:00", "2022-03-20T08:00", None, baseline=True)
    assert march("2022-04-02T10:00", FIRST, (long_ago,)).status is Status.OVERDUE


def test_what_was_written_before_days_without_a_look_is_asked_across_a_boundary_only() -> None:  # S9
    across = kept("2022-02-28T10:00", "2022-03-03T08:00", "2022-02-28T08:00")
    placed = place_in_time(across)
    assert (placed.earliest, placed.stated) == (at("2022-02-28T10:00"), None)
    assert march("2022-04-02T10:00", FIRST, (across,)).status is Status.AWAITING
    within = kept("2022-03-05T10:00", "2022-03-09T08:00", "2022-02-28T08:00")
    assert march("2022-04-02T10:00", FIRST, (within,)).status is Status.MET


def test_a_day_that_cannot_be_used_is_flagged_and_the_item_placed_by_sight() -> None:  # S7, S9
    mistyped = DateSeen(stated("2030-03-05T10:00"), at("2022-03-06T08:00"))
    seen = item(1, "2030-03-05T10:00", "2022-03-06T08:00", stated=(mistyped,), absent_at=at("2022-03-04T08:00"))
    placed = place_in_time(seen)
    assert (placed.stated, placed.flags) == (None, (Flag.DATE_UNUSABLE,))
    verdict = march("2022-04-02T09:00", CLOSED, (seen,))
    assert (verdict.status, verdict.flags) == (Status.MET, (Flag.DATE_UNUSABLE,))
