"""What must always be there, and reports by a day, in the lives of plans and units (S4, S6, S16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.model import Always, Deadline, Flag, Kind, Status, Unit, Verdict, Where, Who, Words
from tests.rules.cast import item, judged, look, monthly, plan, scheduled
from tests.rules.test_lives_of_units import looks_at, months_of, school, verdicts

PAGE = monthly(kind=Kind.STANDING, when=Always(), present="page", match=Words(all=("hỏi đáp",)))
FRESH = monthly(kind=Kind.STANDING, when=Always(), fresh_days=30)
OWN = Who(("thcs-hoa-mai",))


def only(of: dict[tuple[str, str], Verdict]) -> Verdict:
    [verdict] = of.values()
    return verdict


def seen(rule: object, unit: Unit, day: str) -> Verdict:
    moments = (f"{day}T08:00", f"{day}T09:00")
    return only(verdicts(plan(rule), (unit,), f"{day}T12:00", looks_at("thcs-hoa-mai", *moments)))  # type: ignore[arg-type]


def test_a_school_born_late_in_the_year_is_not_charged_for_what_must_always_be_there() -> None:
    assert seen(PAGE, school("thcs-hoa-mai", "2022-09-28"), "2022-09-30").status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(("day", "status"), [("2022-09-30", Status.NOT_DUE), ("2022-11-02", Status.OVERDUE)])
def test_days_without_news_are_counted_from_the_birth_of_a_school(day: str, status: Status) -> None:
    assert seen(FRESH, school("thcs-hoa-mai", "2022-09-28"), day).status is status


def test_what_must_always_be_there_begins_with_the_school() -> None:
    born = school("thcs-hoa-mai", "2022-03-15")
    assert seen(PAGE, born, "2022-03-01").status is Status.NOT_DUE
    assert seen(FRESH, born, "2022-03-20").status is Status.NOT_DUE
    assert seen(PAGE, born, "2022-04-20").status is Status.OVERDUE


def test_what_vanished_after_the_end_of_the_plan_is_no_charge() -> None:
    verdict = seen(PAGE, school("thcs-hoa-mai"), "2023-04-03")
    assert verdict.status not in (Status.OVERDUE, Status.MISSED)


def test_a_deadline_after_the_end_of_a_school_is_nobody_s() -> None:
    for last, owed in (("2022-06-29", False), ("2022-06-30", True)):
        due = monthly(kind=Kind.DEADLINE, when=Deadline(date(2022, 6, 30), True))
        assert bool(months_of(plan(due), "thcs-hoa-mai", school("thcs-hoa-mai", None, last))) is owed


def test_a_deadline_two_days_after_the_birth_of_a_school_is_never_missed() -> None:
    due = monthly(kind=Kind.DEADLINE, when=Deadline(date(2022, 9, 29), True))
    assert seen(due, school("thcs-hoa-mai", "2022-09-28"), "2022-10-02").status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(("count", "status"), [(1, Status.OVERDUE), (3, Status.MET)])
@pytest.mark.parametrize("rule", [replace(PAGE, at_least=3), replace(FRESH, at_least=3)])
def test_several_that_must_be_there_are_counted(rule: object, count: int, status: Status) -> None:
    items = tuple(item(n, "2022-06-20T08:00", title="Hỏi đáp") for n in range(1, count + 1))
    looks = (look(1, "2022-07-10T08:00"), look(2, "2022-07-10T09:00"))
    verdict = only(judged(plan(replace(rule, who=OWN)), "2022-07-11T08:00", looks, items))  # type: ignore[type-var]
    assert (verdict.status, verdict.counted) == (status, count)


def test_no_sentence_speaks_of_a_day_that_is_none() -> None:
    assert "None" not in seen(FRESH, school("thcs-hoa-mai", "2022-03-15"), "2022-03-20").sentence


def test_a_part_before_watching_neither_hides_nor_silences_the_other() -> None:  # S6
    parts = tuple(
        scheduled(name, window, (word,), who=OWN, where=Where(), cure="none")
        for name, window, word in (("a", "2022-02", "họp"), ("b", "2022-06", "hội nghị"))
    )
    whole = replace(parts[0], id="w", parts=parts, parts_mode="all_of")
    for day, status in (("2022-05-03", Status.NOT_DUE), ("2022-07-03", Status.MISSED)):
        looks = (look(1, f"{day}T08:00"), look(2, f"{day}T09:00"))
        verdict = only(judged(plan(whole), f"{day}T12:00", looks, watch_from=date(2022, 4, 1)))
        assert verdict.status is status
        assert Flag.HOI_CUU not in verdict.flags
    early = only(judged(plan(whole), "2022-03-04T12:00", (look(1, "2022-03-03T08:00"),), watch_from=date(2022, 8, 1)))
    assert Flag.HOI_CUU in early.flags


def test_a_part_that_another_unit_leads_is_looked_for_where_that_one_posts() -> None:  # S16 S18
    part = scheduled("p", "2022-03", (), who=Who(("th-binh-minh",)), where=Where())
    whole = scheduled("w", "2022-03", (), who=OWN, where=Where(), parts=(part,), parts_mode="all_of")
    duty = months_of(plan(whole), "thcs-hoa-mai", school("thcs-hoa-mai"), school("th-binh-minh"))["2022-03"]
    assert (duty.members, duty.parts[0].site) == (("thcs-hoa-mai",), "th-binh-minh")
