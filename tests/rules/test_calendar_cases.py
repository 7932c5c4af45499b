"""Edges of the calendar, one row each: months, leap days, Tết, days worked instead, weeks, halves, other time zones
(S1–S3, C5)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.catalogue.working_days import Override, calendar_of
from rules.course import warn_from
from rules.duties import duties_of, readings
from rules.model import VN, AsOf, Calendar, Deadline, Every, Kind, Ladder, Precision, StatedDate, Status, Who
from rules.periods import key_of, last_day, midnight, name, parse, periods_of, span
from tests.rules.cast import HOA_MAI, SO, TCCB, at, item, judged, look, monthly, plan, scheduled

WORKING = calendar_of(tuple(range(2019, 2029)), ())
"""The days of the holidays library, without any word of an office."""
UTC, SEOUL = ZoneInfo("UTC"), ZoneInfo("Asia/Seoul")


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- month edges -----------------------------------------------------------------------------------------------------

EDGES = [
    ("2022-02-28T23:59:59", "2022-02"),
    ("2022-03-01T00:00:00", "2022-03"),
    ("2022-03-31T23:59:00", "2022-03"),
    ("2022-03-31T23:59:59", "2022-03"),
    ("2022-04-01T00:00:00", "2022-04"),
    ("2022-04-30T23:59:59", "2022-04"),
]


@pytest.mark.parametrize("zone", [VN, UTC, SEOUL], ids=["+07:00", "UTC", "+09:00"])
@pytest.mark.parametrize(("moment", "month"), EDGES)
def test_an_item_belongs_to_the_month_of_its_local_moment(moment: str, month: str, zone: ZoneInfo) -> None:  # S1 S2
    local = at(moment)
    posted = item(1, local.astimezone(zone), seen=local + timedelta(hours=1))
    found = judged(plan(monthly()), local + timedelta(hours=2), (look(1, local + timedelta(hours=1)),), (posted,))
    counted = {period: verdict.counted for (_, period), verdict in found.items() if verdict.status is Status.MET}
    assert counted == {month: 1}


@pytest.mark.parametrize("zone", [VN, UTC, SEOUL], ids=["+07:00", "UTC", "+09:00"])
@pytest.mark.parametrize(
    ("now", "march"),
    [
        ("2022-03-18T00:00:00", Status.NOT_DUE),
        ("2022-03-20T23:59:59", Status.NOT_DUE),
        ("2022-03-21T00:00:00", Status.DUE_SOON),  # ten days before 31/3
        ("2022-03-31T23:59:59", Status.DUE_SOON),
        ("2022-04-01T00:00:00", Status.UNKNOWN),  # over, and nobody has looked yet
    ],
)
def test_a_month_ends_at_local_midnight_wherever_the_clock_is_read(now: str, march: Status, zone: ZoneInfo) -> None:
    found = judged(plan(monthly()), at(now).astimezone(zone), ())
    assert found["IV.1-monthly", "2022-03"].status is march


@pytest.mark.parametrize(
    ("precision", "stated", "month"),
    [
        (Precision.MINUTE, "2022-03-31T23:59:59", "2022-03"),
        (Precision.DAY, "2022-03-31T00:00:00", "2022-03"),
        (Precision.DAY, "2022-04-01T00:00:00", "2022-04"),
        (Precision.MONTH, "2022-03-01T00:00:00", "2022-03"),
    ],
)
@pytest.mark.parametrize("zone", [VN, UTC], ids=["+07:00", "UTC"])
def test_a_coarse_date_ends_where_its_day_or_month_ends(
    precision: Precision, stated: str, month: str, zone: ZoneInfo
) -> None:  # S7
    found = StatedDate(at(stated).astimezone(zone), precision, "list:text", stated)
    assert parse(month).start <= found.at
    assert found.end <= parse(month).end


# --- leap days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "last"),
    [
        ("2024-02", "2024-02-29"),
        ("2023-02", "2023-02-28"),
        ("2000-02", "2000-02-29"),
        ("2024-02-29", "2024-02-29"),
        ("2024-Q1", "2024-03-31"),
        ("2024-H1", "2024-06-30"),
        ("2024-W09", "2024-03-03"),
        ("2024-02-20..2024-02-29", "2024-02-29"),
    ],
)
def test_february_ends_where_it_ends(key: str, last: str) -> None:
    assert last_day(parse(key).end) == day(last)


def test_there_is_no_29_february_in_2023() -> None:
    with pytest.raises(ValueError, match="day"):
        parse("2023-02-29")


@pytest.mark.parametrize(
    ("year", "due_day", "strict"),
    [
        (2024, 29, "2024-02-29"),
        (2024, 30, "2024-02-29"),
        (2023, 29, "2023-02-28"),
        (2024, 28, "2024-02-28"),
        (2024, 31, "2024-02-29"),
    ],
)
def test_a_due_day_beyond_february_is_its_last(year: int, due_day: int, strict: str) -> None:
    rule = monthly(when=Every("month", date(year, 2, 1), date(year, 2, 28), due_day=due_day))
    found = duties_of(plan(rule, year=year, issued_from=None, issued_to=None), {HOA_MAI.id: HOA_MAI}, WORKING)
    assert found[0].strict is not None
    assert last_day(found[0].strict) == day(strict)


@pytest.mark.parametrize(
    ("month", "due_day", "lenient", "strictest"),
    [
        (5, 23, "2026-05-25", "2026-05-23"),  # a Saturday
        (5, 24, "2026-05-25", "2026-05-24"),  # a Sunday
        (4, 30, "2026-05-04", "2026-04-30"),  # 30/4 and 1/5, then a weekend
        (5, 20, "2026-05-20", "2026-05-20"),
    ],
)
def test_a_due_day_off_ends_with_the_next_working_day_unless_the_plan_reads_strictly(  # S3
    month: int, due_day: int, lenient: str, strictest: str
) -> None:
    when = Every("month", date(2026, month, 1), last_day(parse(f"2026-{month:02}").end), due_day=due_day)
    for reading, late in (("lenient", lenient), ("strict", strictest)):
        rule = monthly(when=when, reading=reading)
        [duty] = duties_of(plan(rule, year=2026, issued_from=None, issued_to=None), {HOA_MAI.id: HOA_MAI}, WORKING)
        assert duty.strict is not None
        assert duty.lenient is not None
        assert (last_day(duty.strict), last_day(duty.lenient)) == (day(strictest), day(late))


@pytest.mark.parametrize(
    ("limit", "inclusive", "strict"),
    [
        ("2024-02-29", True, "2024-02-29"),
        ("2024-02-29", False, "2024-02-28"),
        ("2024-03-01", False, "2024-02-29"),
        ("2023-03-01", False, "2023-02-28"),
    ],
)
def test_before_the_first_of_march_is_the_last_of_february(limit: str, inclusive: bool, strict: str) -> None:
    first, _ = readings(deadline(limit, inclusive), span("x", day(limit), day(limit)), WORKING)
    assert first is not None
    assert last_day(first) == day(strict)


# --- deadlines: every reading, every roll ----------------------------------------------------------------------------


def deadline(limit: str, inclusive: bool, **changes: object):
    return scheduled("BC-1", "2022-01", (), kind=Kind.DEADLINE, when=Deadline(day(limit), inclusive), **changes)


# (the day, what it is) → last days by: strict · lenient · strict+roll · inclusive · inclusive+roll, for "before";
# then strict and rolled for "by". Read off a calendar by hand.
DEADLINES = [
    ("2024-04-02", "a Tuesday", "04-01", "04-02", "04-01", "04-02", "04-02", "04-02"),
    ("2021-03-13", "a Saturday", "03-12", "03-15", "03-12", "03-13", "03-15", "03-15"),
    ("2021-06-13", "a Sunday", "06-12", "06-14", "06-14", "06-13", "06-14", "06-14"),
    ("2021-09-13", "the Monday after", "09-12", "09-13", "09-13", "09-13", "09-13", "09-13"),
    ("2022-09-02", "National Day, a Friday", "09-01", "09-05", "09-05", "09-02", "09-05", "09-05"),
    ("2024-04-30", "a holiday with a swapped Monday", "04-29", "05-02", "05-02", "04-30", "05-02", "05-02"),
    ("2024-05-04", "a Saturday worked instead", "05-03", "05-04", "05-03", "05-04", "05-04", "05-04"),
    ("2025-04-26", "a Saturday worked instead", "04-25", "04-26", "04-25", "04-26", "04-26", "04-26"),
    ("2022-02-02", "the second day of Tết", "02-01", "02-07", "02-07", "02-02", "02-07", "02-07"),
    ("2024-02-08", "the first day off before Tết", "02-07", "02-15", "02-07", "02-08", "02-15", "02-15"),
    ("2022-01-01", "New Year, a Saturday", "12-31", "01-04", "12-31", "01-01", "01-04", "01-04"),
]


def _last(limit: str, short: str) -> date:
    year = int(limit[:4])
    return date(year - 1 if short == "12-31" and limit[5:] == "01-01" else year, int(short[:2]), int(short[3:]))


@pytest.mark.parametrize("row", DEADLINES, ids=[f"{row[0]} {row[1]}" for row in DEADLINES])
def test_the_last_day_under_every_reading_and_roll(row: tuple[str, ...]) -> None:  # S3
    limit, _, strict, lenient, strict_rolled, inclusive, inclusive_rolled, by_rolled = row
    expected = {
        (False, "lenient", "none"): (strict, lenient),
        (False, "lenient", "next_working_day"): (strict, lenient),
        (False, "strict", "none"): (strict, strict),
        (False, "strict", "next_working_day"): (strict, strict_rolled),
        (False, "inclusive", "none"): (strict, inclusive),
        (False, "inclusive", "next_working_day"): (strict, inclusive_rolled),
        (True, "lenient", "none"): (limit[5:], by_rolled),
        (True, "lenient", "next_working_day"): (limit[5:], by_rolled),
        (True, "strict", "none"): (limit[5:], limit[5:]),
        (True, "strict", "next_working_day"): (limit[5:], by_rolled),
        (True, "inclusive", "none"): (limit[5:], limit[5:]),
        (True, "inclusive", "next_working_day"): (limit[5:], by_rolled),
    }
    for (inclusive_word, reading, roll), wanted in expected.items():
        rule = deadline(limit, inclusive_word, reading=reading, roll=roll)
        warned, late = readings(rule, span(limit, day(limit), day(limit)), WORKING)
        assert warned is not None
        assert late is not None
        assert (last_day(warned), last_day(late)) == tuple(_last(limit, one) for one in wanted), (reading, roll)
        assert late.astimezone(VN).time().isoformat() == "00:00:00"


@pytest.mark.parametrize(
    ("reading", "roll", "posted", "status"),
    [
        ("lenient", "none", "2021-03-15T23:59:59", Status.MET),
        ("lenient", "none", "2021-03-16T00:00:00", Status.LATE),
        ("strict", "none", "2021-03-12T23:59:59", Status.MET),
        ("strict", "none", "2021-03-13T00:00:00", Status.LATE),
        ("inclusive", "none", "2021-03-13T23:59:59", Status.MET),
        ("inclusive", "none", "2021-03-14T00:00:00", Status.LATE),
        ("inclusive", "next_working_day", "2021-03-15T23:59:59", Status.MET),
        ("inclusive", "next_working_day", "2021-03-16T00:00:00", Status.LATE),
    ],
)
def test_late_begins_at_the_midnight_after_the_last_day(reading: str, roll: str, posted: str, status: Status) -> None:
    rule = deadline("2021-03-13", False, reading=reading, roll=roll)
    of = plan(rule, year=2021, issued_from=date(2021, 1, 5), issued_to=date(2021, 1, 5))
    place = ("so-gddt", "cchc")
    looks = (look(1, "2021-03-20T08:00"), look(2, "2021-03-20T08:40"))
    found = judged(of, "2021-03-20T09:00", looks, (item(1, posted),), place=place, calendar=WORKING, watch_from=None)
    assert found["BC-1", "2021-03-13"].status is status


def test_nobody_is_late_between_the_strict_day_and_the_lenient_one() -> None:  # S3
    of = plan(deadline("2021-03-13", False), year=2021, issued_from=date(2021, 1, 5), issued_to=date(2021, 1, 5))
    looks = (look(1, "2021-03-15T08:00"), look(2, "2021-03-15T08:40"))
    found = judged(of, "2021-03-15T23:59:59", looks, place=("so-gddt", "cchc"), calendar=WORKING, watch_from=None)
    assert found["BC-1", "2021-03-13"].status is Status.DUE_SOON


# --- Tết -------------------------------------------------------------------------------------------------------------

# first day of the year by the moon, last working day before, first after
TET = [
    ("2020-01-25", "2020-01-22", "2020-01-30"),
    ("2021-02-12", "2021-02-09", "2021-02-17"),
    ("2022-02-01", "2022-01-28", "2022-02-07"),
    ("2023-01-22", "2023-01-19", "2023-01-27"),
    ("2024-02-10", "2024-02-07", "2024-02-15"),
    ("2025-01-29", "2025-01-24", "2025-02-03"),
    ("2026-02-17", "2026-02-13", "2026-02-23"),
    ("2027-02-06", "2027-02-03", "2027-02-11"),
]


@pytest.mark.parametrize(("first", "before", "after"), TET)
def test_a_deadline_within_tet_moves_to_the_first_working_day(first: str, before: str, after: str) -> None:
    off = day(before) + timedelta(days=1)
    while off < day(after):
        assert not WORKING.is_working(off), off
        _, late = readings(deadline(off.isoformat(), True), span("x", off, off), WORKING)
        assert late is not None
        assert last_day(late) == day(after)
        off += timedelta(days=1)
    assert WORKING.is_working(day(before))
    assert WORKING.is_working(day(after))
    assert day(before) < day(first) < day(after)


@pytest.mark.parametrize(("first", "before", "after"), TET)
def test_a_reminder_that_would_fall_in_tet_goes_out_before_it(first: str, before: str, after: str) -> None:  # S24
    due = midnight(day(first) + timedelta(days=4))  # the last day is the fourth day of the year, inside the holiday
    asof = AsOf(at(f"{before}T08:00"), WORKING)
    assert warn_from(due, asof, Ladder(remind_days=(3,))) == midnight(day(before))
    assert warn_from(due, asof, Ladder(remind_days=(10, 3))) <= midnight(day(before))


@pytest.mark.parametrize(("first", "before", "after"), TET)
def test_working_days_are_counted_across_tet(first: str, before: str, after: str) -> None:
    assert WORKING.add_working(day(before), 1) == day(after)
    assert first not in (before, after)


# --- days worked instead, and the office's own file ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-04-29", False),  # a Monday given away
        ("2024-05-04", True),  # the Saturday worked for it
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2026-08-31", False),
        ("2026-08-22", True),
        ("2026-08-29", False),  # a plain Saturday
        ("2024-05-05", False),  # the Sunday after
    ],
)
def test_swapped_days_are_known(text: str, works: bool) -> None:
    assert WORKING.is_working(day(text)) is works


@pytest.mark.parametrize(
    ("overrides", "text", "works"),
    [
        ([("2024-05-04", "off")], "2024-05-04", False),  # the office beats the library
        ([("2024-04-29", "work")], "2024-04-29", True),
        ([("2026-01-02", "off"), ("2026-01-10", "work")], "2026-01-10", True),
        ([("2026-01-02", "off"), ("2026-01-10", "work")], "2026-01-02", False),
        ([("2024-05-04", "off"), ("2024-05-04", "work")], "2024-05-04", True),  # the later row wins
        ([("2022-02-02", "work")], "2022-02-02", True),  # even in Tết
        ([("2022-03-06", "work")], "2022-03-06", True),  # a Sunday
    ],
)
def test_the_file_of_the_office_beats_the_library(overrides: list[tuple[str, str]], text: str, works: bool) -> None:
    known = calendar_of((2022, 2024, 2026), tuple(Override(day(when), kind) for when, kind in overrides))
    assert known.is_working(day(text)) is works


def test_a_deadline_follows_the_file_of_the_office() -> None:
    storm = calendar_of((2021,), (Override(day("2021-03-15"), "off"), Override(day("2021-03-13"), "off")))
    _, late = readings(deadline("2021-03-13", False), span("x", day("2021-03-13"), day("2021-03-13")), storm)
    assert late is not None
    assert last_day(late) == day("2021-03-16")


# --- weeks, halves, quarters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("2020-12-28", "2020-W53"),
        ("2021-01-01", "2020-W53"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2026-12-28", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
        ("2022-01-01", "2021-W52"),
        ("2024-02-29", "2024-W09"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(text: str, week: str) -> None:
    assert key_of("week", day(text)) == week
    assert midnight(day(text)) in parse(week)


def test_weeks_run_on_over_the_new_year_without_a_gap() -> None:
    weeks = list(periods_of(Every("week", day("2020-12-21"), day("2021-01-10"))))
    assert [week.key for week in weeks] == ["2020-W52", "2020-W53", "2021-W01"]
    assert [one.end for one in weeks[:-1]] == [other.start for other in weeks[1:]]


@pytest.mark.parametrize("key", ["2021-W53", "2022-W53", "2025-W53", "2022-W00"])
def test_a_year_of_52_weeks_has_no_53rd(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(key)


HALVES = Every("half", day("2022-01-01"), day("2022-12-14"), bounds=((12, 15), (6, 15)))
QUARTERS = Every("quarter", day("2022-01-01"), day("2022-12-14"), bounds=((12, 15), (3, 15), (6, 15), (9, 15)))


@pytest.mark.parametrize(
    ("when", "moment", "key"),
    [
        (HALVES, "2021-12-15T00:00:00", "2022-H1"),
        (HALVES, "2022-06-14T23:59:59", "2022-H1"),
        (HALVES, "2022-06-15T00:00:00", "2022-H2"),
        (HALVES, "2022-12-14T23:59:59", "2022-H2"),
        (QUARTERS, "2022-03-14T23:59:59", "2022-Q1"),
        (QUARTERS, "2022-03-15T00:00:00", "2022-Q2"),
        (QUARTERS, "2022-09-15T00:00:00", "2022-Q4"),
    ],
)
def test_uneven_periods_meet_at_midnight(when: Every, moment: str, key: str) -> None:  # S2
    assert [period.key for period in periods_of(when) if at(moment) in period] == [key]


@pytest.mark.parametrize(
    ("skip", "keys"),
    [
        ((), ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"]),
        (("Q2", "Q4"), ["2022-Q1", "2022-Q3"]),
        (("Q1",), ["2022-Q2", "2022-Q3", "2022-Q4"]),
    ],
)
def test_quarters_may_be_skipped_plain_or_uneven(skip: tuple[str, ...], keys: list[str]) -> None:
    plain = Every("quarter", day("2022-01-01"), day("2022-12-31"), skip=skip)
    uneven = Every("quarter", QUARTERS.first, QUARTERS.last, QUARTERS.bounds, skip)
    assert [period.key for period in periods_of(plain)] == keys
    assert [period.key for period in periods_of(uneven)] == keys


def test_an_uneven_half_that_hardly_touches_the_plan_is_of_another_year() -> None:  # S2
    rule = scheduled(
        "BC-6", "2022-06", (), kind=Kind.DEADLINE, who=Who(units=("phong-tccb",)),
        when=Every("half", day("2022-01-01"), day("2022-12-31"), bounds=((12, 15), (6, 15))),
    )  # fmt: skip
    units = {unit.id: unit for unit in (HOA_MAI, SO, TCCB)}
    found = duties_of(plan(rule), units, WORKING)
    assert [(duty.key.period, duty.partial) for duty in found] == [
        ("2022-H1", False),
        ("2022-H2", False),
    ]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2022-H1", "6 tháng đầu năm 2022"),
        ("2024-02-29", "29/02/2024"),
        ("2020-W53", "tuần 53 năm 2020"),
        ("2022-04-01..2022-04-20", "từ 01/4/2022 đến 20/4/2022"),
        ("2022-10", "tháng 10/2022"),
    ],
)
def test_periods_at_the_edges_keep_their_names(key: str, said: str) -> None:
    assert name(key) == said


# --- hosts elsewhere -------------------------------------------------------------------------------------------------

ELSEWHERE = """
from tests.rules.cast import at, item, judged, look, monthly, plan
rows = []
for month, stated in ((3, "2022-03-13T02:30:00"), (3, "2022-03-31T23:59:59"), (10, "2022-10-30T02:30:00"),
                      (11, "2022-11-06T01:30:00"), (3, "2022-03-27T02:30:00")):
    for now in (f"2022-{month:02}-28T08:00", f"2022-{month + 1:02}-02T08:00", f"2022-{month + 1:02}-03T23:59:59"):
        looks = (look(1, f"2022-{month + 1:02}-02T07:00"), look(2, f"2022-{month + 1:02}-02T07:40"))
        for key, one in sorted(judged(plan(monthly()), now, looks, (item(1, stated),)).items()):
            rows.append((key, one.status.value, one.counted, one.sentence, str(one.due), str(one.valid_until)))
print(rows)
"""


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Pacific/Kiritimati"])
def test_a_host_in_another_zone_judges_alike_across_its_change_of_clocks(zone: str) -> None:  # C5
    def verdicts(zone_name: str) -> str:
        environment = {**os.environ, "TZ": zone_name, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE], env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    here = verdicts("UTC")
    assert "met" in here
    assert verdicts(zone) == here


def test_the_plain_week_needs_no_library() -> None:
    assert Calendar().working_on_or_after(day("2022-03-05")) == day("2022-03-07")
    assert isinstance(midnight(day("2022-03-05")), datetime)
