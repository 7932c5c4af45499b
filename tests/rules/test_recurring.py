"""The monthly rule: counted, unproven, overdue, late, missed (S4, S6, S9, S10, S13, S15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.model import DateSeen, Flag, Medium, Outcome, Precision, StatedDate, Status, Unit
from tests.rules.cast import HOA_MAI, PROVEN, at, item, judged, look, march, monthly, plan, stated


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("2022-03-01T00:00", Status.MET),
        ("2022-03-31T23:59", Status.MET),
        ("2022-04-01T00:00", Status.LATE),
        ("2022-02-28T23:59", Status.OVERDUE),
        ("2022-04-10T23:59", Status.LATE),
        ("2022-04-11T00:00", Status.OVERDUE),
    ],
)
def test_month_edges_are_local_midnights(when: str, status: Status) -> None:
    looks = (look(1, "2022-04-12T08:00"), look(2, "2022-04-12T08:40"))
    seen = (item(1, when),)
    # The cure ends on 10 April; on the 12th nothing later than that helps, and the looks prove the cure as well.
    expected = Status.MISSED if status is Status.OVERDUE else status
    assert march("2022-04-12T09:00", looks, seen).status is expected


def test_an_item_in_the_month_meets_it_whatever_the_looks_say() -> None:
    assert march("2022-04-20", (), (item(1, "2022-03-10T08:00"),)).status is Status.MET


def test_before_the_end_nobody_is_behind() -> None:
    assert march("2022-03-05", (look(1, "2022-03-05T08:00"),)).status is Status.NOT_DUE
    assert march("2022-03-21T00:00").status is Status.DUE_SOON
    assert march("2022-03-20T23:59").status is Status.NOT_DUE


def test_a_running_month_that_nobody_could_see_is_flagged() -> None:
    dead = (look(1, "2022-03-20T08:00", Outcome.TIMEOUT),)
    assert Flag.NOT_SEEN in march("2022-03-25", dead).flags
    assert Flag.NOT_SEEN not in march("2022-03-25T09:00", (look(1, "2022-03-25T08:00"),)).flags


def test_two_complete_looks_after_the_day_of_grace_prove_overdue() -> None:
    verdict = march("2022-04-02T09:00", PROVEN)
    assert (verdict.status, verdict.proof) == (Status.OVERDUE, (1, 2))
    assert "2022" in verdict.sentence
    assert "0/1" in verdict.sentence


@pytest.mark.parametrize(
    "looks",
    [
        (),
        PROVEN[:1],
        (look(1, "2022-04-01T08:00"), look(2, "2022-04-02T08:40")),  # the first lies within the grace
        (look(1, "2022-04-02T08:00"), look(2, "2022-04-02T08:29")),  # less than 30 minutes apart
        (look(1, "2022-04-02T08:00", Outcome.UNCHANGED), look(2, "2022-04-02T08:40", Outcome.UNCHANGED)),
        (look(1, "2022-04-02T08:00", stored=False), look(2, "2022-04-02T08:40")),
        (look(1, "2022-04-02T08:00", complete_since=at("2022-03-02")), look(2, "2022-04-02T08:40")),
        (look(1, "2022-04-02T08:00", complete_since=None), look(2, "2022-04-02T08:40")),
        (look(1, "2022-04-02T08:00", Outcome.TIMEOUT), look(2, "2022-04-02T08:40")),
    ],
)
def test_without_the_proof_of_s13_the_month_is_unknown(looks: tuple[object, ...]) -> None:
    assert march("2022-04-05", looks).status is Status.UNKNOWN  # type: ignore[arg-type]


def test_one_unchanged_look_may_confirm_a_full_one() -> None:
    looks = (look(1, "2022-04-02T08:00"), look(2, "2022-04-02T08:40", Outcome.UNCHANGED))
    assert march("2022-04-02T09:00", looks).status is Status.OVERDUE


def test_without_cure_the_month_is_missed_at_once() -> None:
    assert march("2022-04-02T09:00", PROVEN, cure="none").status is Status.MISSED


def test_missed_needs_looks_after_the_cure() -> None:
    assert march("2022-04-20", PROVEN).status is Status.OVERDUE
    later = (*PROVEN, look(3, "2022-04-12T08:00"), look(4, "2022-04-12T08:40"))
    assert march("2022-04-20", later).status is Status.MISSED


def test_a_late_item_needs_the_proof_too() -> None:
    assert march("2022-04-05", (), (item(1, "2022-04-03T08:00"),)).status is Status.UNKNOWN


def test_an_item_of_the_cure_counts_for_both_months() -> None:
    looks = (*PROVEN, look(3, "2022-04-04T08:00"))
    verdicts = judged(plan(monthly()), "2022-04-05", looks, (item(1, "2022-04-03T08:00"),))
    assert verdicts["IV.1-monthly", "2022-03"].status is Status.LATE
    assert verdicts["IV.1-monthly", "2022-04"].status is Status.MET


def test_drift_takes_a_charge_back() -> None:
    looks = (*PROVEN, look(3, "2022-04-03T08:00", Outcome.DRIFTED))
    assert march("2022-04-03T09:00", looks).status is Status.UNKNOWN


def test_a_failed_look_after_the_proof_changes_nothing() -> None:
    looks = (*PROVEN, look(3, "2022-04-03T08:00", Outcome.TIMEOUT))
    assert march("2022-04-03T09:00", looks).status is Status.OVERDUE


def test_a_day_without_hour_counts_in_its_month() -> None:
    day = item(1, "2022-03-31", stated=(DateSeen(stated("2022-03-31", Precision.DAY), at("2022-04-01T08:00")),))
    assert march("2022-04-05", PROVEN, (day,)).status is Status.MET


def test_only_a_month_stated_across_nothing_counts_in_that_month() -> None:
    month = item(1, "2022-03-01", stated=(DateSeen(stated("2022-03-01", Precision.MONTH), at("2022-04-01T08:00")),))
    assert march("2022-04-05", PROVEN, (month,)).status is Status.MET


def test_other_kinds_do_not_count() -> None:
    page = item(1, "2022-03-10", medium=Medium.PAGE)
    assert march("2022-04-05", PROVEN, (page,)).status is Status.OVERDUE


# --- S9 and S10: dates that nobody may trust -------------------------------------------------------------------------


def test_an_undated_item_counts_where_two_looks_enclose_it() -> None:
    undated = item(1, None, "2022-03-11T08:00", absent_at=at("2022-03-10T08:00"))
    assert march("2022-04-05", PROVEN, (undated,)).status is Status.MET


def test_an_undated_item_across_a_boundary_is_asked_about() -> None:
    undated = item(1, None, "2022-04-01T08:00", absent_at=at("2022-03-30T08:00"))
    verdict = march("2022-04-05", PROVEN, (undated,))
    assert verdict.status is Status.AWAITING
    assert [question.kind for question in verdict.questions] == ["undated"]


def test_an_undated_item_not_yet_there_within_a_day_of_the_end_may_have_been_hidden_by_a_cache() -> None:  # K4
    hidden = item(1, None, "2022-04-02T07:00", absent_at=at("2022-04-01T00:10"))
    verdict = march("2022-04-05", PROVEN, (hidden,))
    assert (verdict.status, [question.kind for question in verdict.questions]) == (Status.AWAITING, ["undated"])
    later = item(1, None, "2022-04-03T07:00", absent_at=at("2022-04-02T00:10"))
    assert march("2022-04-05", PROVEN, (later,)).status is Status.LATE


def test_undated_baseline_items_cause_one_question_at_most() -> None:
    old = tuple(item(number, None, "2022-03-11T08:00", baseline=True) for number in (1, 2, 3))
    verdict = march("2022-04-05", PROVEN, old)
    assert verdict.status is Status.AWAITING
    assert len(verdict.questions) == 1
    met = march("2022-04-05", PROVEN, (*old, item(4, "2022-03-12T08:00")))
    assert (met.status, met.questions) == (Status.MET, ())


def test_a_date_in_the_future_is_not_used() -> None:
    ahead = item(1, "2022-03-20T08:00", "2022-02-10T08:00", absent_at=at("2022-02-09T08:00"))
    assert march("2022-04-05", PROVEN, (ahead,)).status is Status.OVERDUE


def test_backdating_is_a_question_and_never_a_charge() -> None:
    back = item(1, "2022-03-10T08:00", "2022-04-05T08:00", absent_at=at("2022-04-03T08:00"))
    looks = (*PROVEN, look(3, "2022-04-03T08:00"), look(4, "2022-04-05T08:00"))
    verdict = march("2022-04-05T09:00", looks, (back,))
    assert verdict.status is Status.MET
    assert Flag.BACKDATING in verdict.flags
    assert [question.kind for question in verdict.questions] == ["backdating"]


def test_with_no_look_between_nothing_can_be_told_of_backdating() -> None:
    late_found = item(1, "2022-03-10T08:00", "2022-04-05T08:00", absent_at=at("2022-03-09T08:00"))
    assert Flag.BACKDATING not in march("2022-04-05T09:00", PROVEN, (late_found,)).flags


def test_what_was_seen_to_appear_with_an_older_day_is_asked_about_where_it_appeared() -> None:
    """A document put up in March under its day of signing: it counts in February, and nobody is charged for March."""
    put_up = item(1, "2022-02-20T08:00", "2022-03-18T08:00", absent_at=at("2022-03-15T08:00"))
    verdict = march("2022-04-05", PROVEN, (put_up,))
    assert verdict.status is Status.AWAITING
    assert [question.kind for question in verdict.questions] == ["appeared"]
    assert march("2022-04-05", PROVEN, (put_up,), count_by="first_seen").status is Status.MET


def test_what_came_with_many_others_under_older_days_is_asked_about_once() -> None:
    moved = tuple(
        item(number, "2022-02-20T08:00", "2022-03-18T08:00", absent_at=at("2022-03-15T08:00"), migrated=True)
        for number in range(1, 13)
    )
    verdict = march("2022-04-05", PROVEN, moved)
    assert verdict.status is Status.AWAITING
    assert [question.kind for question in verdict.questions] == ["appeared"]


def test_an_older_item_that_no_look_had_missed_before_is_none_of_the_month() -> None:
    known = item(1, "2022-02-20T08:00", "2022-02-20T09:00", absent_at=at("2022-02-19T08:00"))
    found_late = item(2, "2022-02-20T08:00", "2022-03-18T08:00")
    for old in (known, found_late):
        assert march("2022-04-05", PROVEN, (old,)).status is Status.OVERDUE


def test_an_item_seen_before_the_day_that_it_states_is_asked_about() -> None:
    early = item(1, "2022-04-01T00:00", "2022-03-31T21:00", absent_at=at("2022-03-31T09:00"))
    verdict = march("2022-04-05", PROVEN, (early,))
    assert verdict.status is Status.AWAITING
    assert [question.kind for question in verdict.questions] == ["appeared"]
    assert march("2022-04-05", PROVEN, (item(1, "2022-04-01T00:00", "2022-04-01T07:00"),)).status is Status.LATE


@pytest.mark.parametrize(
    ("source", "raw", "status"),
    [
        ("feed:pubDate", "Thu, 31 Mar 2022 20:30:00 GMT", Status.AWAITING),
        ("time:datetime", "2022-03-31T20:30:00Z", Status.AWAITING),
        ("time:datetime", "2022-04-01T03:30:00+07:00", Status.LATE),
        ("list:relative", "Hôm qua", Status.AWAITING),
        ("list:text", "01/04/2022 03:30", Status.LATE),
    ],
)
def test_a_moment_that_may_be_told_too_late_is_asked_about_at_a_boundary(source: str, raw: str, status: Status) -> None:
    """Local time printed as if it were UTC, «hôm qua» on an old copy: a question in March, an item of April."""
    told = StatedDate(at("2022-04-01T03:30"), Precision.MINUTE, source, raw)
    seen = at("2022-04-02T08:00")
    shown = item(1, "2022-04-01T03:30", seen, stated=(DateSeen(told, seen),))
    assert march("2022-04-05", PROVEN, (shown,)).status is status


def test_a_migration_is_not_backdating() -> None:
    moved = item(1, "2022-03-10T08:00", "2022-04-05T08:00", absent_at=at("2022-04-03T08:00"), migrated=True)
    verdict = march("2022-04-05T09:00", PROVEN, (moved,))
    assert verdict.status is Status.MET
    assert Flag.MIGRATION in verdict.flags
    assert verdict.questions == ()


def test_count_by_first_seen_and_ask() -> None:
    back = item(1, "2022-03-10T08:00", "2022-04-05T08:00", absent_at=at("2022-04-03T08:00"))
    assert march("2022-04-05T09:00", PROVEN, (back,), count_by="first_seen").status is Status.LATE
    assert march("2022-04-05T09:00", PROVEN, (back,), count_by="ask").status is Status.AWAITING


def test_a_changed_date_serves_no_new_period() -> None:
    first, later = stated("2022-02-10T08:00"), stated("2022-03-10T08:00")
    seen = (DateSeen(first, at("2022-02-10T09:00")), DateSeen(later, at("2022-03-10T09:00")))
    verdict = march("2022-04-05", PROVEN, (item(1, "2022-02-10T08:00", stated=seen),))
    assert verdict.status is Status.OVERDUE
    assert verdict.counted == 0


def test_a_finer_reading_of_the_same_day_is_no_change() -> None:
    seen = (
        DateSeen(stated("2022-03-10", Precision.DAY), at("2022-03-10T09:00")),
        DateSeen(stated("2022-03-10T08:15"), at("2022-03-11T09:00")),
    )
    verdict = march("2022-04-05", PROVEN, (item(1, "2022-03-10", stated=seen),))
    assert (verdict.status, verdict.flags) == (Status.MET, ())


def test_a_removed_item_keeps_its_verdict_and_is_flagged() -> None:
    gone = item(1, "2022-03-10T08:00", removed_at=at("2022-03-20T08:00"))
    verdict = march("2022-04-05", PROVEN, (gone,))
    assert (verdict.status, verdict.flags) == (Status.MET, (Flag.REMOVED,))


# --- lives -----------------------------------------------------------------------------------------------------------


def test_a_new_school_owes_nothing_for_a_month_of_which_it_lived_two_days() -> None:
    new = Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", groups=("truc-thuoc",), valid_from=date(2022, 9, 28))
    looks = (look(1, "2022-11-03T08:00"), look(2, "2022-11-03T08:40"))
    verdicts = judged(plan(monthly()), "2022-11-03T09:00", looks, units=(new,))
    assert ("IV.1-monthly", "2022-08") not in verdicts
    assert verdicts["IV.1-monthly", "2022-09"].status is Status.NOT_APPLICABLE
    assert verdicts["IV.1-monthly", "2022-10"].status is Status.OVERDUE


def test_a_merged_school_owes_nothing_after_its_end() -> None:
    gone = Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", groups=("truc-thuoc",), valid_to=date(2022, 6, 10))
    verdicts = judged(plan(monthly()), "2022-08-01", units=(gone,))
    assert ("IV.1-monthly", "2022-07") not in verdicts
    assert verdicts["IV.1-monthly", "2022-06"].status is Status.NOT_APPLICABLE


def test_what_a_predecessor_posted_counts_in_the_month_of_the_merger() -> None:
    old = Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", groups=("truc-thuoc",), valid_to=date(2022, 6, 10))
    new = Unit("th-binh-minh", "Trường TH Bình Minh", groups=("moi",), valid_from=date(2022, 6, 11), predecessor=old.id)
    from rules.model import Who

    rule = monthly(who=Who(units=("th-binh-minh",)))
    verdicts = judged(plan(rule), "2022-08-01", items=(item(1, "2022-06-05T08:00"),), units=(old, new))
    assert verdicts["IV.1-monthly", "2022-06"].status is Status.MET


def test_a_plan_known_only_by_its_month_is_issued_on_the_last_day() -> None:
    late = plan(monthly(), issued_from=date(2022, 2, 19), issued_to=date(2022, 2, 28))
    verdicts = judged(late, "2022-03-10", (look(1, "2022-03-03T08:00"), look(2, "2022-03-03T08:40")))
    assert verdicts["IV.1-monthly", "2022-02"].status is Status.NOT_APPLICABLE


def test_months_before_watching_began_are_marked_as_hindsight() -> None:
    looks = (look(1, "2022-10-05T08:00"), look(2, "2022-10-05T08:40"))
    verdicts = judged(plan(monthly()), "2022-10-05T09:00", looks, watch_from=date(2022, 10, 1))
    assert Flag.HOI_CUU in verdicts["IV.1-monthly", "2022-09"].flags
    assert Flag.HOI_CUU not in verdicts["IV.1-monthly", "2022-10"].flags


def test_a_leap_day_belongs_to_february() -> None:
    from rules.model import Every

    leap = monthly(when=Every("month", date(2024, 1, 1), date(2024, 12, 31)))
    year = plan(leap, year=2024, issued_from=date(2024, 1, 5), issued_to=date(2024, 1, 5))
    verdicts = judged(year, "2024-03-05", items=(item(1, "2024-02-29T23:59"),))
    assert verdicts["IV.1-monthly", "2024-02"].status is Status.MET


def test_a_verdict_says_when_time_alone_may_change_it() -> None:
    assert march("2022-03-05T00:00").valid_until == at("2022-03-21")
    assert march("2022-03-25T00:00").valid_until == at("2022-04-01")
    assert march("2022-04-01T00:00").valid_until == at("2022-04-02")
    assert march("2022-04-02T00:00").valid_until is None


def test_every_figure_of_the_sentence_is_stored() -> None:
    verdict = march("2022-04-02T09:00", PROVEN)
    for figure in ("title", "source", "period_name", "late_day", "proof_first", "proof_last", "cure_day"):
        assert str(verdict.figures[figure]) in verdict.sentence
    assert HOA_MAI.id == verdict.key.unit
    assert timedelta(minutes=30) <= at("2022-04-02T08:40") - at("2022-04-02T08:00")
