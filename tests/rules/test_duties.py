"""Periods, both readings of a deadline, who holds a duty (S2, S3, S4, S18)."""

from __future__ import annotations

from datetime import date

import pytest

from rules.duties import cure_until, duties_of, readings
from rules.model import Calendar, Deadline, Every, Kind, Period, Unit, Who
from rules.periods import last_day, name, parse, periods_of
from tests.rules.cast import BINH_MINH, HOA_MAI, SO, TCCB, at, monthly, plan, scheduled

TET = Calendar(off=frozenset({date(2021, 3, 15)}))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2022-03", "2022-03-01", "2022-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-W09", "2022-02-28", "2022-03-06"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-04-02", "2024-04-02", "2024-04-02"),
        ("2022-04-01..2022-04-20", "2022-04-01", "2022-04-20"),
    ],
)
def test_a_period_key_names_its_days(key: str, first: str, last: str) -> None:
    period = parse(key)
    assert period.start == at(first)
    assert last_day(period.end).isoformat() == last


@pytest.mark.parametrize("key", ["2022-13", "2022-3", "2022-W54", "quý I", "2022-04-20..2022-04-01", "31/11", ""])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(key)


def test_uneven_halves_are_data() -> None:
    halves = list(periods_of(Every("half", date(2022, 1, 1), date(2022, 12, 14), bounds=((12, 15), (6, 15)))))
    assert [(half.key, half.start.date().isoformat(), last_day(half.end).isoformat()) for half in halves] == [
        ("2022-H1", "2021-12-15", "2022-06-14"),
        ("2022-H2", "2022-06-15", "2022-12-14"),
    ]


def test_periods_are_named_the_vietnamese_way() -> None:
    names = [name(key) for key in ("2022-02", "2022-03", "2022-Q4", "2022-H1", "2024-04-02", "2022")]
    assert names == ["tháng 02/2022", "tháng 3/2022", "quý IV/2022", "6 tháng đầu năm 2022", "02/4/2024", "năm 2022"]


def deadline(day: date, inclusive: bool = False, **changes: object):
    return scheduled("BC-1", "2021-03", (), kind=Kind.DEADLINE, when=Deadline(day, inclusive), **changes)


@pytest.mark.parametrize(
    ("changes", "strict", "late"),
    [
        ({}, "2021-03-12", "2021-03-16"),  # "trước ngày 13/3": the 13th is a Saturday, Monday the 15th a day off here
        ({"reading": "strict"}, "2021-03-12", "2021-03-12"),
        ({"reading": "inclusive"}, "2021-03-12", "2021-03-13"),
        ({"reading": "inclusive", "roll": "next_working_day"}, "2021-03-12", "2021-03-16"),
        ({"reading": "strict", "roll": "next_working_day"}, "2021-03-12", "2021-03-12"),
    ],
)
def test_before_a_day_has_several_readings(changes: dict[str, str], strict: str, late: str) -> None:
    rule = deadline(date(2021, 3, 13), **changes)
    first, last = readings(rule, Period("2021-03-13", at("2021-01-01"), at("2021-03-14")), TET)
    assert first is not None
    assert last is not None
    assert (last_day(first).isoformat(), last_day(last).isoformat()) == (strict, late)


def test_a_make_up_saturday_is_a_working_day() -> None:
    worked = Calendar(work=frozenset({date(2021, 3, 13)}))
    _, late = readings(deadline(date(2021, 3, 13)), Period("x", at("2021-01-01"), at("2021-03-14")), worked)
    assert late is not None
    assert last_day(late) == date(2021, 3, 13)


def test_a_group_owes_one_by_one_or_as_one() -> None:
    units = {unit.id: unit for unit in (HOA_MAI, BINH_MINH, SO, TCCB)}
    each = duties_of(plan(monthly()), units, Calendar())
    assert {duty.key.unit for duty in each} == {"thcs-hoa-mai", "th-binh-minh"}
    together = duties_of(plan(monthly(who=Who(groups=("truc-thuoc",), each=False))), units, Calendar())
    assert {duty.key.unit for duty in together} == {"truc-thuoc"}
    assert together[0].members == ("thcs-hoa-mai", "th-binh-minh")


def test_periods_may_be_skipped_and_have_a_due_day() -> None:
    quarters = monthly(when=Every("quarter", date(2022, 1, 1), date(2022, 12, 31), skip=("Q2", "Q4"), due_day=20))
    found = duties_of(plan(quarters), {HOA_MAI.id: HOA_MAI}, Calendar())
    assert [duty.key.period for duty in found] == ["2022-Q1", "2022-Q3"]
    assert found[0].strict == at("2022-03-21")


def test_the_cure_defaults_by_kind() -> None:
    units = {unit.id: unit for unit in (HOA_MAI, SO, TCCB)}
    month = duties_of(plan(monthly()), units, Calendar())[0]
    window = duties_of(plan(scheduled("PL-03", "2022-03", ("chỉ số",))), units, Calendar())[0]
    assert cure_until(month) == at("2022-03-11")
    assert cure_until(window) == at("2023-01-01")
    assert cure_until(duties_of(plan(monthly(cure="none")), units, Calendar())[0]) is None


def test_no_duty_outside_the_life_of_a_unit() -> None:
    school = Unit("thcs-hoa-mai", "x", groups=("truc-thuoc",), valid_from=date(2022, 5, 10), valid_to=date(2022, 8, 20))
    found = duties_of(plan(monthly()), {school.id: school}, Calendar())
    assert [(duty.key.period, duty.partial) for duty in found] == [
        ("2022-05", False),
        ("2022-06", False),
        ("2022-07", False),
        ("2022-08", False),
    ]
