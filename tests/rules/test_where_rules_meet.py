"""Two rules of which each is plain, and what holds where they meet: nobody is charged by the gap between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.duties import duties_of
from rules.engine import Facts, judge_all
from rules.model import (
    Always,
    AsOf,
    DateSeen,
    DaySet,
    Deadline,
    Decision,
    DutyKey,
    Every,
    Kind,
    Look,
    Obligation,
    Outcome,
    Place,
    Precision,
    Publication,
    Section,
    Status,
    Undated,
    Unit,
    Verdict,
    Who,
    Window,
    Words,
)
from rules.owed import why_not_owed
from rules.shaping import shaped
from tests.rules.cast import HOA_MAI, PLAIN_WEEK, SECTION, at, item, look, monthly, plan, scheduled, stated
from tests.rules.test_lives_of_sections import month, seen
from tests.rules.test_lives_of_units import looks_at, posted, school, verdicts

BY_THE_TENTH = monthly(when=Every("month", date(2022, 2, 1), date(2022, 12, 31), due_day=10))


def judged(
    obligation: Obligation,
    now: str,
    looks: tuple[Look, ...] = (),
    items: tuple[Publication, ...] = (),
    *decisions: Decision,
    unit: Unit = HOA_MAI,
    issued: date | None = None,
) -> dict[str, Verdict]:
    given = {"issued_from": issued, "issued_to": issued} if issued else {}
    made = shaped(duties_of(plan(obligation, **given), {unit.id: unit}, PLAIN_WEEK), decisions, PLAIN_WEEK)
    place = Place("thcs-hoa-mai", "cchc", (SECTION,), looks, items)
    facts, asof = Facts({("thcs-hoa-mai", "cchc"): place}, decisions), AsOf(at(now), PLAIN_WEEK, date(2022, 1, 1))
    return {verdict.key.period: verdict for verdict in judge_all(made, facts, asof)}


def pair(*moments: str) -> tuple[Look, ...]:
    return tuple(look(number, moment) for number, moment in enumerate(moments, 1))


PROVEN = pair("2022-03-15T08:00", "2022-03-15T09:00")


def test_a_day_before_a_birth_or_before_the_plan_binds_nobody() -> None:  # S4, S5
    young = replace(HOA_MAI, valid_from=date(2022, 3, 12))
    assert judged(BY_THE_TENTH, "2022-03-20T09:00", PROVEN)["2022-03"].status is Status.OVERDUE
    assert judged(BY_THE_TENTH, "2022-03-20T09:00", PROVEN, unit=young)["2022-03"].reason == "partial_life"
    late = judged(BY_THE_TENTH, "2022-03-20T09:00", PROVEN, issued=date(2022, 3, 14))["2022-03"]
    assert late.reason == "passed_at_issue"
    assert judged(BY_THE_TENTH, "2022-03-20T09:00", PROVEN, issued=date(2022, 3, 4))["2022-03"].status is Status.OVERDUE


@pytest.mark.parametrize("proof", [("web",), ("attest",)])
def test_a_day_that_the_office_names_binds_who_lives_on_it(proof: tuple[str, ...]) -> None:  # S4, S5
    report = monthly(kind=Kind.DEADLINE, when=Undated(), proof=proof)
    said = DaySet("*", "IV.1-monthly", "ke-hoach-2022", None, date(2022, 9, 30), "Bà Hoa", "cv", at("2022-03-01"))
    looks = pair("2022-10-08T08:00", "2022-10-08T09:00")
    (alive,) = judged(report, "2022-10-10T09:00", looks, (), said).values()
    assert alive.status is (Status.OVERDUE if proof == ("web",) else Status.AWAITING)
    for life in ({"valid_to": date(2022, 8, 31)}, {"valid_from": date(2022, 10, 3)}):
        found = judged(report, "2022-10-10T09:00", looks, (), said, unit=replace(HOA_MAI, **life))
        assert {one.reason for one in found.values()} <= {"partial_life"}, life


def test_what_came_within_the_cure_as_first_sight_tells_makes_good() -> None:  # S7, S15
    of_april = DateSeen(stated("2022-04-01", Precision.MONTH), at("2022-04-05T08:00"))
    found = item(1, "2022-04-01", "2022-04-05T08:00", stated=(of_april,), absent_at=at("2022-04-04T08:00"))
    proof = pair("2022-04-06T08:00", "2022-04-06T09:00", "2022-04-13T08:00", "2022-04-13T09:00")
    assert judged(monthly(), "2022-04-06T10:00", proof[:2], (found,))["2022-03"].status is Status.LATE
    assert judged(monthly(), "2022-04-13T10:00", proof, (found,))["2022-03"].status is Status.LATE


def test_of_what_came_about_the_end_of_the_cure_the_office_is_asked() -> None:  # S9, S15
    found = item(1, None, "2022-04-12T08:00", absent_at=at("2022-04-08T08:00"))
    proof = pair("2022-04-06T08:00", "2022-04-06T09:00", "2022-04-13T08:00", "2022-04-13T09:00")
    asked = judged(monthly(), "2022-04-13T10:00", proof, (found,))["2022-03"]
    assert (asked.status, [one.publication for one in asked.questions]) == (Status.AWAITING, [1])


def test_fresh_news_is_what_is_known_to_be_new() -> None:  # S9, S10
    fresh, now = monthly(kind=Kind.STANDING, when=Always(), fresh_days=30), "2022-06-10T12:00"
    looks = pair("2022-06-09T08:00", "2022-06-09T09:00")
    under_an_old_day = item(1, "2022-03-01", "2022-06-08T08:00", absent_at=at("2022-06-07T08:00"))
    of_unknown_age = item(1, None, "2022-06-08T08:00", baseline=True)
    old = item(1, "2022-03-01", "2022-03-02T08:00")
    for found, status in (
        (under_an_old_day, Status.AWAITING), (of_unknown_age, Status.AWAITING), (old, Status.OVERDUE),
    ):  # fmt: skip
        assert judged(fresh, now, looks, (found,))["always"].status is status


def test_what_must_stand_is_unproven_for_the_reason_that_holds() -> None:  # S13
    page = monthly(kind=Kind.STANDING, when=Always(), present="page", match=Words(all=("đường dây nóng",)))
    short = tuple(look(n, f"2022-06-0{n}T08:00", complete_since=at("2021-06-01")) for n in range(1, 8))
    assert judged(page, "2022-06-10T12:00", short)["always"].reason == "incomplete"
    fresh = monthly(kind=Kind.STANDING, when=Always(), fresh_days=30)
    once = (look(1, "2022-06-09T08:00", complete_since=at("2022-03-01")),)
    assert judged(fresh, "2022-06-09T12:00", once)["always"].reason == "proof_pending"


def test_how_a_section_looks_after_its_end_takes_back_no_proof() -> None:  # S13, S18
    old = Section("thcs-hoa-mai", "cchc", "https://cu.edu.test/cchc/", valid_to=date(2022, 6, 15))
    new = Section("thcs-hoa-mai", "cchc", "https://moi.edu.test/cchc/", valid_from=date(2022, 6, 16))
    before = seen(old, "2022-06-18T08:00", "2022-06-19T08:00")
    after = seen(new, "2022-07-02T08:00", "2022-07-02T09:00", first=8)
    for moment, status in (("2022-06-21T08:00", Status.OVERDUE), ("2022-06-15T08:00", Status.OVERDUE)):
        drift = seen(old, moment, outcome=Outcome.DRIFTED, first=5)
        looks = tuple(sorted((*before, *drift, *after), key=lambda one: one.at))
        assert month("2022-06", "2022-07-02T10:00", looks, (), (old, new)).status is status


def test_an_early_item_of_a_predecessor_counts_for_the_window_of_its_heir() -> None:  # S4, S16
    old, new = school("thcs-a", None, "2022-06-30"), school("thcs-b", "2022-07-01", None, "thcs-a")
    window = Window("2022-09", date(2022, 9, 1), date(2022, 9, 30))
    base = monthly()
    of = scheduled("V", "2022-09", ("chuyển đổi số",), who=base.who, where=base.where, when=window)
    found = replace(posted("thcs-a", 1, "2022-05-10T08:00"), title="Chuyển đổi số của nhà trường")
    looks = (*looks_at("thcs-b", "2022-10-03T08:00", "2022-10-03T09:00"), *looks_at("thcs-a", "2022-10-03T08:05"))
    assert verdicts(plan(of), (old, new), "2022-10-03T12:00", looks, (found,))["thcs-b", "2022-09"].status is Status.MET


@pytest.mark.parametrize(("ended", "owed"), [(date(2022, 3, 24), False), (date(2022, 3, 25), True)])
def test_what_was_due_after_its_end_is_no_duty_of_a_school(ended: date, owed: bool) -> None:  # S4
    rule = monthly(when=Every("month", date(2022, 2, 1), date(2022, 12, 31), due_day=25))
    unit = replace(HOA_MAI, valid_to=ended)
    found = judged(rule, "2022-04-20T09:00", pair("2022-04-18T08:00", "2022-04-18T09:00"), unit=unit)
    assert ("2022-03" in found) is owed
    if owed:
        assert found["2022-03"].status is Status.MISSED
    reason, words = why_not_owed(DutyKey(unit.id, "ke-hoach-2022", rule.id, "2022-03"), plan(rule), {unit.id: unit})
    assert (reason == "unit_ended" and "hạn này" in words) is not owed


def test_a_deadline_that_ended_as_its_plan_was_issued_is_past() -> None:  # S3, S5: «trước 15/3» ends on the 14th
    rule = monthly(kind=Kind.DEADLINE, when=Deadline(date(2022, 3, 15), inclusive=False), reading="strict")
    looks = pair("2022-03-18T08:00", "2022-03-18T09:00")
    [past] = judged(rule, "2022-03-20T08:00", looks, issued=date(2022, 3, 15)).values()
    assert past.reason == "passed_at_issue"
    [owed] = judged(rule, "2022-03-20T08:00", looks, issued=date(2022, 3, 1)).values()
    assert owed.status is Status.OVERDUE


@pytest.mark.parametrize(("ended", "status"), [("2022-03-12", Status.NOT_APPLICABLE), ("2022-03-25", Status.OVERDUE)])
def test_a_month_is_held_against_a_life_as_well_as_the_time_up_to_its_day(ended: str, status: Status) -> None:  # S4
    unit = replace(HOA_MAI, valid_to=date.fromisoformat(ended))
    assert judged(replace(BY_THE_TENTH, cure="30"), "2022-03-20T09:00", PROVEN, unit=unit)["2022-03"].status is status


def test_a_group_none_of_which_lives_on_the_day_owes_nothing_by_it() -> None:  # S4, S18
    together = replace(BY_THE_TENTH, who=Who(("thcs-a", "thcs-b"), each=False))
    first, second = school("thcs-a", None, "2022-03-08"), school("thcs-b", None, "2022-03-09")

    def months(*units: Unit) -> set[str]:
        found = duties_of(plan(together), {unit.id: unit for unit in units}, PLAIN_WEEK)
        return {duty.period.key for duty in found}

    assert max(months(first, second)) == "2022-02"
    assert "2022-03" in months(first, replace(second, valid_to=date(2022, 3, 10)))


@pytest.mark.parametrize(("born", "status"), [("2022-06-15", Status.NOT_APPLICABLE), ("2022-02-01", Status.OVERDUE)])
def test_a_day_of_the_office_soon_after_a_birth_is_never_missed(born: str, status: Status) -> None:  # S4, S5
    report = monthly(kind=Kind.DEADLINE, when=Undated())
    said = DaySet("*", "IV.1-monthly", "ke-hoach-2022", None, date(2022, 6, 30), "Bà Hoa", "cv", at("2022-03-01"))
    unit = replace(HOA_MAI, valid_from=date.fromisoformat(born))
    looks = pair("2022-07-08T08:00", "2022-07-08T09:00")
    (found,) = judged(report, "2022-07-10T09:00", looks, (), said, unit=unit).values()
    assert found.status is status
