"""Lives: units founded, merged and ended; plans that come late; watching that begins late (S4, S5, S6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.duties import duties_of
from rules.engine import Facts, judge_all, place_keys
from rules.model import (
    AsOf,
    Attestation,
    Calendar,
    Deadline,
    Duty,
    DutyKey,
    Every,
    Flag,
    Kind,
    Look,
    Place,
    Plan,
    Publication,
    Status,
    Unit,
    Verdict,
    Where,
    Who,
)
from tests.rules.cast import at, item, look, monthly, plan, scheduled

MONTHS = Every("month", date(2022, 1, 1), date(2022, 12, 31))
RULE = monthly(when=MONTHS)


def school(name: str, first: str | None = None, last: str | None = None, *before: str) -> Unit:
    day = date.fromisoformat
    return Unit(
        name, f"Trường {name}", groups=("truc-thuoc",), valid_from=day(first) if first else None,
        valid_to=day(last) if last else None, predecessor=before[0] if before else None, predecessors=before,
    )  # fmt: skip


def looks_at(unit: str, *moments: str) -> tuple[Look, ...]:
    section = f"{unit}/cchc/https://{unit}.edu.test/cchc/"
    return tuple(
        look(100 * number + sum(unit.encode()) % 97, moment, section=section, unit=unit)
        for number, moment in enumerate(moments, 1)
    )


def posted(unit: str, number: int, when: str) -> Publication:
    return replace(item(number, when), unit=unit)


def verdicts(
    of: Plan,
    units: tuple[Unit, ...],
    now: str,
    looks: tuple[Look, ...] = (),
    items: tuple[Publication, ...] = (),
    watch_from: date | None = date(2020, 1, 1),
    said: tuple[Attestation, ...] = (),
) -> dict[tuple[str, str], Verdict]:
    known = {unit.id: unit for unit in units}
    places = {
        (name, "cchc"): Place(
            name,
            "cchc",
            (f"{name}/cchc/https://{name}.edu.test/cchc/",),
            tuple(one for one in looks if one.unit == name),
            tuple(one for one in items if one.unit == name),
        )
        for name in known
    }
    asof = AsOf(at(now), Calendar(), watch_from)
    found = judge_all(duties_of(of, known, Calendar()), Facts(places, said), asof)
    return {(one.key.unit, one.key.period): one for one in found}


def months_of(of: Plan, unit: str, *units: Unit) -> dict[str, Duty]:
    found = duties_of(of, {one.id: one for one in units}, Calendar())
    return {duty.key.period: duty for duty in found if duty.key.unit == unit}


# --- a new school on 28/9 --------------------------------------------------------------------------------------------

NEW = school("thcs-hoa-mai", "2022-09-28")
AFTER_SEPTEMBER = looks_at("thcs-hoa-mai", "2022-10-03T08:00", "2022-10-03T08:40")
AFTER_OCTOBER = looks_at("thcs-hoa-mai", "2022-11-03T08:00", "2022-11-03T08:40")


@pytest.mark.parametrize(
    ("founded", "first_month", "partial"),
    [
        ("2022-09-28", "2022-09", True),
        ("2022-09-17", "2022-09", True),  # fourteen of thirty days
        ("2022-09-16", "2022-09", False),  # exactly half
        ("2022-09-01", "2022-09", False),
        ("2022-09-30", "2022-09", True),
        ("2022-10-01", "2022-10", False),
    ],
)
def test_duties_begin_with_the_school(founded: str, first_month: str, partial: bool) -> None:
    found = months_of(plan(RULE), "thcs-hoa-mai", school("thcs-hoa-mai", founded))
    assert min(found) == first_month
    assert found[first_month].partial is partial
    assert not any(duty.partial for month, duty in found.items() if month > first_month)


@pytest.mark.parametrize(
    ("items", "status"),
    [
        ((), Status.NOT_APPLICABLE),
        ((posted("thcs-hoa-mai", 1, "2022-09-29T08:00"),), Status.MET),
        ((posted("thcs-hoa-mai", 1, "2022-09-30T23:59:59"),), Status.MET),
        ((posted("thcs-hoa-mai", 1, "2022-10-01T00:00:00"),), Status.NOT_APPLICABLE),
    ],
)
def test_the_september_of_a_school_of_28_september_can_be_met_never_missed(
    items: tuple[Publication, ...], status: Status
) -> None:
    found = verdicts(plan(RULE), (NEW,), "2022-10-20T08:00", AFTER_SEPTEMBER, items)
    assert found["thcs-hoa-mai", "2022-09"].status is status


def test_its_october_binds_like_any_other() -> None:
    found = verdicts(plan(RULE), (NEW,), "2022-11-03T09:00", AFTER_OCTOBER)
    assert found["thcs-hoa-mai", "2022-10"].status is Status.OVERDUE
    assert found["thcs-hoa-mai", "2022-09"].status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("step", "skip", "partial"),
    [
        ("quarter", ("Q1", "Q2", "Q4"), True),  # three days of the third quarter
        ("quarter", ("Q1", "Q2", "Q3"), False),
        ("year", (), True),
    ],
)
def test_a_report_on_paper_over_a_time_that_a_school_hardly_lived_is_no_charge(
    step: str, skip: tuple[str, ...], partial: bool
) -> None:  # S4 S17
    report = scheduled(
        "BC", "2022-01", (), kind=Kind.DEADLINE, who=Who(groups=("truc-thuoc",)), where=Where(offline=True),
        when=Every(step, date(2022, 1, 1), date(2022, 12, 31), skip=skip), proof=("attest",),
    )  # fmt: skip
    duties = months_of(plan(report), "thcs-hoa-mai", NEW)
    [(period, duty)] = duties.items()
    assert duty.partial is partial
    key = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "BC", period)
    word = Attestation(key, "Lan", at("2023-01-05T08:00"), confirmed=True, received=False)
    found = verdicts(plan(report), (NEW,), "2023-01-06T08:00", said=(word,))
    status = found["thcs-hoa-mai", period].status
    assert status is Status.NOT_APPLICABLE if partial else status in (Status.OVERDUE, Status.MISSED)


@pytest.mark.parametrize(("limit", "exists"), [("2022-04-02", False), ("2022-09-27", False), ("2022-10-15", True)])
def test_a_deadline_before_the_school_was_there_is_none_of_its_business(limit: str, exists: bool) -> None:
    report = scheduled(
        "BC", "2022-01", (), kind=Kind.DEADLINE, who=Who(groups=("truc-thuoc",)),
        when=Deadline(date.fromisoformat(limit), True),
    )  # fmt: skip
    assert bool(months_of(plan(report), "thcs-hoa-mai", NEW)) is exists


# --- merged on 10/6 --------------------------------------------------------------------------------------------------

OLD = school("th-binh-minh", None, "2022-06-09")
MERGED = school("thcs-hoa-mai", "2022-06-10", None, "th-binh-minh")
JULY = (
    *looks_at("thcs-hoa-mai", "2022-07-02T08:00", "2022-07-02T08:40"),
    *looks_at("th-binh-minh", "2022-07-02T08:00", "2022-07-02T08:40"),
)


def test_no_duty_lies_outside_a_life() -> None:
    units = (OLD, MERGED)
    assert list(months_of(plan(RULE), "th-binh-minh", *units)) == [f"2022-{n:02}" for n in range(1, 7)]
    assert list(months_of(plan(RULE), "thcs-hoa-mai", *units)) == [f"2022-{n:02}" for n in range(6, 13)]
    assert months_of(plan(RULE), "th-binh-minh", *units)["2022-06"].partial
    assert not months_of(plan(RULE), "thcs-hoa-mai", *units)["2022-06"].partial


@pytest.mark.parametrize(
    ("unit", "when", "successor_june", "predecessor_june"),
    [
        ("th-binh-minh", "2022-06-03T08:00", Status.MET, Status.MET),
        ("th-binh-minh", "2022-06-09T23:59:59", Status.MET, Status.MET),
        ("thcs-hoa-mai", "2022-06-10T00:00:00", Status.MET, Status.MET),
        ("th-binh-minh", "2022-05-31T23:59:59", Status.OVERDUE, Status.NOT_APPLICABLE),
        ("thcs-hoa-mai", "2022-07-01T00:00:00", Status.LATE, Status.NOT_APPLICABLE),
    ],
)
def test_what_the_old_school_posted_in_june_counts_for_the_new_one(
    unit: str, when: str, successor_june: Status, predecessor_june: Status
) -> None:
    found = verdicts(plan(RULE), (OLD, MERGED), "2022-07-02T09:00", JULY, (posted(unit, 1, when),))
    assert found["thcs-hoa-mai", "2022-06"].status is successor_june
    assert found["th-binh-minh", "2022-06"].status is predecessor_june


def test_the_old_site_unseen_is_no_charge_for_june_and_none_of_july_s_business() -> None:  # S13
    mine = looks_at("thcs-hoa-mai", "2022-07-02T08:00", "2022-07-02T08:40", "2022-08-02T08:00", "2022-08-02T08:40")
    found = verdicts(plan(RULE), (OLD, MERGED), "2022-08-02T09:00", mine)
    assert found["thcs-hoa-mai", "2022-06"].status is Status.UNKNOWN
    assert found["thcs-hoa-mai", "2022-07"].status is Status.OVERDUE


def test_the_may_of_the_old_school_is_judged_after_its_end() -> None:
    early = looks_at("th-binh-minh", "2022-06-02T08:00", "2022-06-02T08:40", "2022-06-15T08:00", "2022-06-15T08:40")
    found = verdicts(plan(RULE), (OLD, MERGED), "2022-06-20T08:00", early)
    assert found["th-binh-minh", "2022-05"].status is Status.MISSED


RENAMED = (school("th-binh-minh", None, "2022-06-15"), school("thcs-hoa-mai", "2022-06-16", None, "th-binh-minh"))


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("2022-06-20T08:00", Status.MET),
        ("2022-07-01T08:00", Status.LATE),
        ("2022-06-14T08:00", Status.OVERDUE),  # the other one's own, of the time before
    ],
)
def test_what_the_new_school_posts_counts_for_the_old_one_from_its_end_on(when: str, status: Status) -> None:  # S4
    found = verdicts(plan(RULE), RENAMED, "2022-07-02T09:00", JULY, (posted("thcs-hoa-mai", 1, when),))
    assert found["th-binh-minh", "2022-06"].status is status
    assert months_of(plan(RULE), "th-binh-minh", *RENAMED)["2022-04"].heirs == ()


def test_a_month_that_was_over_is_made_good_on_the_new_site_and_needs_no_look_at_it() -> None:  # S4, S15
    old, new = replace(OLD, valid_to=date(2022, 6, 30)), replace(MERGED, valid_from=date(2022, 7, 1))
    made_good = verdicts(plan(RULE), (old, new), "2022-07-06T09:00", JULY, (posted(new.id, 1, "2022-07-05T08:00"),))
    assert made_good[old.id, "2022-06"].status is Status.LATE
    of_old = looks_at(old.id, "2022-07-02T08:00", "2022-07-02T08:40")
    assert verdicts(plan(RULE), (old, new), "2022-07-02T09:00", of_old)[old.id, "2022-06"].status is Status.OVERDUE


def test_the_new_site_unseen_is_no_charge_for_the_month_of_the_change() -> None:  # S13
    of_old = looks_at("th-binh-minh", "2022-07-02T08:00", "2022-07-02T08:40")
    found = verdicts(plan(RULE), RENAMED, "2022-07-02T09:00", of_old)
    assert found["th-binh-minh", "2022-06"].status is Status.UNKNOWN
    place = Place("th-binh-minh", "cchc", ("th-binh-minh/cchc/https://th-binh-minh.edu.test/cchc/",), of_old)
    no_section = Place("thcs-hoa-mai", "cchc")
    june = months_of(plan(RULE), "th-binh-minh", *RENAMED)["2022-06"]
    asof = AsOf(at("2022-07-02T09:00"), Calendar(), date(2020, 1, 1))
    for places in ([place], [place, no_section]):  # nobody has noted yet where it publishes
        [verdict] = judge_all([june], Facts({(one.unit, one.topic): one for one in places}), asof)
        assert (verdict.status, verdict.reason) == (Status.UNKNOWN, "never_looked")


@pytest.mark.parametrize("ended", ["2022-06-09", "2022-06-30"])
def test_two_schools_merged_into_one_both_count(ended: str) -> None:
    third = school("mn-sao-mai", None, ended)
    merged = replace(MERGED, predecessors=("th-binh-minh", "mn-sao-mai"))
    duty = months_of(plan(RULE), "thcs-hoa-mai", OLD, third, merged)["2022-06"]
    assert set(duty.also) == {"th-binh-minh", "mn-sao-mai"}


def test_what_is_still_posted_on_the_old_site_counts_in_the_first_month_of_a_school_of_the_first() -> None:
    old, new = replace(OLD, valid_to=date(2022, 5, 31)), replace(MERGED, valid_from=date(2022, 6, 1))
    late = posted("th-binh-minh", 1, "2022-06-14T08:00")
    found = verdicts(plan(RULE), (old, new), "2022-07-02T09:00", JULY, (late,))
    assert found["thcs-hoa-mai", "2022-06"].status is Status.MET
    assert months_of(plan(RULE), "thcs-hoa-mai", old, new)["2022-07"].also == ()


def test_a_chain_of_mergers_within_the_period_is_followed_and_a_circle_ends() -> None:
    first = school("mn-sao-mai", None, "2022-06-04", "thcs-hoa-mai")
    second = replace(OLD, predecessor="mn-sao-mai", predecessors=("mn-sao-mai",))
    duties = months_of(plan(RULE), "thcs-hoa-mai", first, second, MERGED)
    assert duties["2022-06"].also == ("th-binh-minh", "mn-sao-mai")
    assert duties["2022-07"].also == ()


def test_a_group_as_one_waits_for_no_dead_member() -> None:
    together = monthly(when=MONTHS, who=Who(groups=("truc-thuoc",), each=False))
    duties = months_of(plan(together), "truc-thuoc", OLD, MERGED)
    assert {name for name, _ in place_keys(duties["2022-03"])} == {"th-binh-minh"}
    assert {name for name, _ in place_keys(duties["2022-06"])} == {"th-binh-minh", "thcs-hoa-mai"}
    assert {name for name, _ in place_keys(duties["2022-09"])} == {"thcs-hoa-mai"}


# --- a plan entered in June ------------------------------------------------------------------------------------------

STANDING = school("thcs-hoa-mai")
SEPTEMBER = looks_at("thcs-hoa-mai", "2022-09-05T08:00", "2022-09-05T08:40")


@pytest.mark.parametrize(
    ("issued", "passed", "partial"),
    [
        ("2022-06-01", 5, None),
        ("2022-06-10", 5, None),  # twenty-one of thirty days left
        ("2022-06-16", 5, None),  # exactly half
        ("2022-06-17", 5, "2022-06"),
        ("2022-06-30", 5, "2022-06"),
        ("2022-07-01", 6, None),
    ],
)
def test_months_before_the_issue_are_past_and_its_own_counts_by_half(
    issued: str, passed: int, partial: str | None
) -> None:  # S4 S5
    day = date.fromisoformat(issued)
    duties = months_of(plan(RULE, issued_from=day, issued_to=day), "thcs-hoa-mai", STANDING)
    assert sum(duty.passed_at_issue for duty in duties.values()) == passed
    assert [month for month, duty in duties.items() if duty.partial and not duty.passed_at_issue] == (
        [partial] if partial else []
    )


@pytest.mark.parametrize(
    ("month", "when", "status"),
    [
        ("2022-03", None, Status.NOT_APPLICABLE),
        ("2022-03", "2022-03-10T08:00", Status.MET),
        ("2022-06", None, Status.NOT_APPLICABLE),
        ("2022-06", "2022-06-02T08:00", Status.MET),  # before the issue, in the month
        ("2022-07", "2022-07-31T23:59:59", Status.MET),
        ("2022-07", None, Status.MISSED),
    ],
)
def test_a_plan_of_20_june_charges_nobody_for_what_was_over(month: str, when: str | None, status: Status) -> None:
    late = plan(RULE, issued_from=date(2022, 6, 20), issued_to=date(2022, 6, 20))
    items = (posted("thcs-hoa-mai", 1, when),) if when else ()
    found = verdicts(late, (STANDING,), "2022-09-05T09:00", SEPTEMBER, items)
    assert found["thcs-hoa-mai", month].status is status


def test_an_unknown_day_of_issue_is_the_last_possible_one() -> None:  # S5
    between = plan(RULE, issued_from=date(2022, 2, 19), issued_to=date(2022, 2, 28))
    duties = months_of(between, "thcs-hoa-mai", STANDING)
    assert duties["2022-01"].passed_at_issue
    assert duties["2022-02"].partial
    assert not duties["2022-03"].partial


# --- the first look in October ---------------------------------------------------------------------------------------

OCTOBER = looks_at(
    "thcs-hoa-mai", "2022-10-05T08:00", "2022-10-05T08:40", "2022-11-02T08:00", "2022-11-02T08:40", "2022-11-15T08:00"
)


@pytest.mark.parametrize(
    ("watch_from", "plan_says", "hindsight_until"),
    [
        (None, None, "2022-09"),  # default: the first day of the month of the first complete look
        (date(2022, 8, 1), None, "2022-07"),
        (date(2022, 10, 15), None, "2022-09"),
        (date(2022, 11, 1), None, "2022-10"),
        (None, date(2022, 6, 1), "2022-05"),
        (date(2022, 8, 1), date(2022, 4, 1), "2022-03"),  # the plan beats the settings
    ],
)
def test_what_ended_before_watching_is_hindsight(
    watch_from: date | None, plan_says: date | None, hindsight_until: str
) -> None:  # S6
    of = plan(replace(RULE, watch_from=plan_says))
    found = verdicts(of, (STANDING,), "2022-11-16T08:00", OCTOBER, watch_from=watch_from)
    flagged = [period for (_, period), one in found.items() if Flag.HOI_CUU in one.flags]
    assert max(flagged) == hindsight_until
    assert min(flagged) == "2022-01"
    assert len(flagged) == int(hindsight_until[-2:])


def test_the_october_of_the_first_look_is_watched_from_its_first_day() -> None:
    found = verdicts(plan(RULE), (STANDING,), "2022-11-16T08:00", OCTOBER, watch_from=None)
    assert found["thcs-hoa-mai", "2022-10"].flags == ()
    assert found["thcs-hoa-mai", "2022-10"].status in (Status.OVERDUE, Status.MISSED)


# --- 2025: districts end, provinces merge ----------------------------------------------------------------------------

RULE_2025 = monthly(when=Every("month", date(2025, 1, 1), date(2025, 12, 31)))
PLAN_2025 = plan(RULE_2025, year=2025, issued_from=date(2024, 12, 20), issued_to=date(2024, 12, 20))


@pytest.mark.parametrize(
    ("step", "periods", "partial"),
    [
        ("month", [f"2025-{n:02}" for n in range(1, 7)], []),
        ("quarter", ["2025-Q1", "2025-Q2"], []),
        ("half", ["2025-H1"], []),
        ("year", ["2025"], ["2025"]),  # 181 of 365 days
    ],
)
def test_the_education_office_of_a_district_owes_nothing_after_30_june_2025(
    step: str, periods: list[str], partial: list[str]
) -> None:
    office = school("pgd-huyen-phu-sa", None, "2025-06-30")
    of = replace(PLAN_2025, obligations=(monthly(when=Every(step, date(2025, 1, 1), date(2025, 12, 31))),))
    duties = months_of(of, "pgd-huyen-phu-sa", office)
    assert list(duties) == periods
    assert [period for period, duty in duties.items() if duty.partial] == partial


@pytest.mark.parametrize(
    ("old", "new", "further"),
    [
        ("so-gddt-kon-tum", "so-gddt-quang-ngai", ()),
        ("so-gddt-soc-trang", "so-gddt-can-tho", ("so-gddt-hau-giang",)),
    ],
)
def test_what_a_merged_province_posted_counts_in_the_period_of_the_merger(
    old: str, new: str, further: tuple[str, ...]
) -> None:
    ended = tuple(school(name, None, "2025-06-30") for name in (old, *further))
    units = (*ended, school(new, None, None, old, *further))
    year = replace(PLAN_2025, obligations=(monthly(when=Every("year", date(2025, 1, 1), date(2025, 12, 31))),))
    monthly_duties, yearly = months_of(PLAN_2025, new, *units), months_of(year, new, *units)
    assert monthly_duties["2025-06"].also == (old, *further)  # 30/6 is in June
    assert monthly_duties["2025-05"].also == monthly_duties["2025-07"].also == ()
    assert yearly["2025"].also == (old, *further)
    assert max(months_of(PLAN_2025, old, *units)) == "2025-06"
    looks = tuple(one for unit in units for one in looks_at(unit.id, "2025-07-03T08:00", "2025-07-03T08:40"))
    found = verdicts(PLAN_2025, units, "2025-07-03T09:00", looks, (posted(old, 1, "2025-06-20T08:00"),))
    assert found[new, "2025-06"].status is Status.MET
    assert found[new, "2025-05"].status is not Status.MET


def test_rooms_that_post_on_a_merged_site_keep_what_stood_on_the_old_one() -> None:
    room = Unit("phong-tccb", "Phòng Tổ chức cán bộ", parent="so-gddt")
    old = Unit("so-gddt-cu", "Sở GDĐT cũ", valid_to=date(2022, 3, 9))
    new = Unit("so-gddt", "Sở GDĐT", valid_from=date(2022, 3, 10), predecessor="so-gddt-cu")
    task = scheduled("PL-03", "2022-03", ("chỉ số",))
    duty = months_of(plan(task), "phong-tccb", room, old, new)["2022-03"]
    assert place_keys(duty) == (("so-gddt", "cchc"), ("so-gddt-cu", "cchc"))
