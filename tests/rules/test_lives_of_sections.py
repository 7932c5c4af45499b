"""Sections begin, end and are shared: what must have been seen, and whose an item is (S12, S13, S18, S21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.duties import duties_of
from rules.engine import Facts, judge_all
from rules.lives import AFTERLIFE, to_be_looked_at
from rules.model import (
    Answer,
    AsOf,
    Attestation,
    DutyKey,
    Look,
    Outcome,
    Place,
    Publication,
    Section,
    Status,
    Verdict,
    Words,
)
from rules.sharing import MINE, OPEN, OTHERS, BadFilter, parse_filter, share_of
from tests.rules.cast import BINH_MINH, HOA_MAI, PLAIN_WEEK, at, item, look, monthly, plan

OLD = Section("thcs-hoa-mai", "cchc", "https://cu.edu.test/cchc/", valid_to=date(2022, 6, 30))
NEW = Section("thcs-hoa-mai", "cchc", "https://moi.edu.test/cchc/", valid_from=date(2022, 7, 1))


def at_place(sections: tuple[Section, ...], looks: tuple[Look, ...], items: tuple[Publication, ...] = ()) -> Place:
    return Place("thcs-hoa-mai", "cchc", tuple(section.id for section in sections), looks, items)


def month(
    key: str,
    now: str,
    looks: tuple[Look, ...],
    items: tuple[Publication, ...] = (),
    sections: tuple[Section, ...] = (OLD, NEW),
    decisions: tuple[Answer | Attestation, ...] = (),
    **changes: object,
) -> Verdict:
    """The verdict on one month of the monthly rule, at a place with these sections."""
    units = {unit.id: unit for unit in (HOA_MAI,)}
    own = tuple(one for one in sections if one.unit == "thcs-hoa-mai")
    facts = Facts({("thcs-hoa-mai", "cchc"): at_place(own, looks, items)}, decisions, sections)
    duties = duties_of(plan(monthly(**changes)), units, PLAIN_WEEK)
    verdicts = judge_all(duties, facts, AsOf(at(now), PLAIN_WEEK, date(2022, 1, 1)))
    return next(verdict for verdict in verdicts if verdict.key.period == key)


def seen(section: Section, *moments: str, outcome: Outcome = Outcome.READ, first: int = 1) -> tuple[Look, ...]:
    return tuple(look(number, moment, outcome, section=section.id) for number, moment in enumerate(moments, first))


# --- moved sections --------------------------------------------------------------------------------------------------


def test_june_is_proven_by_the_old_section_alone() -> None:
    looks = seen(OLD, "2022-07-02T08:00", "2022-07-02T08:40")
    assert month("2022-06", "2022-07-02T09:00", looks).status is Status.OVERDUE


def test_the_new_section_says_nothing_of_june() -> None:
    looks = seen(NEW, "2022-07-02T08:00", "2022-07-02T08:40")
    june = month("2022-06", "2022-07-02T09:00", looks)
    assert (june.status, june.reason) == (Status.UNKNOWN, "never_looked")


def test_that_nothing_came_in_the_cure_is_seen_in_the_new_section_as_well() -> None:
    old = seen(OLD, "2022-07-02T08:00", "2022-07-02T08:40")
    assert month("2022-06", "2022-07-12T09:00", old).status is Status.OVERDUE
    new = seen(NEW, "2022-07-11T08:00", "2022-07-12T08:00", first=10)
    assert month("2022-06", "2022-07-12T09:00", (*old, *new)).status is Status.MISSED


def test_july_needs_the_new_section_only() -> None:
    looks = seen(NEW, "2022-08-02T08:00", "2022-08-02T08:40")
    assert month("2022-07", "2022-08-02T09:00", looks).status is Status.OVERDUE
    dead = seen(OLD, "2022-08-02T08:00", outcome=Outcome.HTTP_STATUS, first=10)
    assert month("2022-07", "2022-08-02T09:00", (*looks, *dead)).status is Status.OVERDUE
    old = seen(OLD, "2022-08-02T08:00", "2022-08-02T08:40")
    assert month("2022-07", "2022-08-02T09:00", old).status is Status.UNKNOWN


def test_a_section_that_ended_within_a_period_is_proven_from_the_day_after_its_end() -> None:
    middle = replace(OLD, valid_to=date(2022, 6, 14)), replace(NEW, valid_from=date(2022, 6, 15))
    early = seen(middle[0], "2022-06-16T08:00", "2022-06-16T08:40")
    late = seen(middle[1], "2022-07-02T08:00", "2022-07-02T08:40", first=10)
    assert month("2022-06", "2022-07-02T09:00", (*early, *late), sections=middle).status is Status.OVERDUE
    same_day = seen(middle[0], "2022-06-14T08:00", "2022-06-14T08:40")
    assert month("2022-06", "2022-07-02T09:00", (*same_day, *late), sections=middle).status is Status.UNKNOWN


def test_items_of_both_sections_count() -> None:
    items = (item(1, "2022-06-10T08:00", sections=(OLD.id,)), item(2, "2022-07-10T08:00", sections=(NEW.id,)))
    assert month("2022-06", "2022-07-20T08:00", (), items).status is Status.MET
    assert month("2022-07", "2022-07-20T08:00", (), items).status is Status.MET


def test_a_period_that_no_section_touches_accuses_nobody() -> None:
    later = (replace(NEW, valid_from=date(2022, 9, 1)),)
    looks = seen(NEW, "2022-06-02T08:00", "2022-06-02T08:40")
    may = month("2022-05", "2022-06-02T09:00", looks, sections=later)
    assert (may.status, may.reason) == (Status.UNKNOWN, "no_section")


@pytest.mark.parametrize(
    ("section", "now", "wanted"),
    [
        (OLD, "2022-06-30T23:59", True),
        (OLD, "2022-07-01T00:00", True),  # June is open still
        (OLD, "2022-07-11T00:00", False),
        (NEW, "2022-06-30T23:59", False),
        (NEW, "2022-07-01T00:00", True),
        (replace(OLD, valid_to=None), "2023-01-01T00:00", True),
    ],
)
def test_a_section_is_looked_at_in_its_life_and_until_its_last_days_are_proven(
    section: Section, now: str, wanted: bool
) -> None:
    duties = duties_of(plan(monthly()), {"thcs-hoa-mai": HOA_MAI}, PLAIN_WEEK)
    june = [duty for duty in duties if duty.key.period == "2022-06"]
    july = [duty for duty in duties if duty.key.period == "2022-07"]
    assert to_be_looked_at(section, at(now), june) is wanted
    if section == OLD and wanted and at(now) >= at("2022-07-01"):
        assert not to_be_looked_at(section, at(now), july)
        assert at(now) < at("2022-07-01") + AFTERLIFE


# --- shared sections -------------------------------------------------------------------------------------------------

URL = "https://phuong.edu.test/cchc/"
OURS = Section("thcs-hoa-mai", "cchc", URL, filter="author: Nguyễn Thị Lan | Hoa Mai")
THEIRS = Section("th-binh-minh", "cchc", URL, filter="tác giả: Trần Văn Bình | words: Bình Minh")
LOOKS = seen(OURS, "2022-04-02T08:00", "2022-04-02T08:40")


@pytest.mark.parametrize(
    ("title", "author", "share"),
    [
        ("Trường Hoa Mai thực hiện CCHC", "", MINE),
        ("Thực hiện CCHC", "Nguyễn Thị Lan", MINE),
        ("Thực hiện CCHC", "Cô Nguyễn Thị Lan (THCS)", MINE),
        ("Trường Bình Minh thực hiện CCHC", "", OTHERS),
        ("Trường Hoa Mai và trường Bình Minh giao lưu", "", OPEN),
        ("Trường Bình Minh", "Nguyễn Thị Lan", OPEN),
        ("Thực hiện CCHC", "", OPEN),
        ("Thực hiện CCHC", "Nguyễn Thị Làn", OPEN),
        ("Hoa Mại", "", OPEN),
    ],
)
def test_filters_say_whose_an_item_is(title: str, author: str, share: str) -> None:
    one = replace(item(5, "2022-03-10T08:00"), title=title, author=author)
    assert share_of(one, (OURS, THEIRS)) == share


def test_an_item_of_a_section_of_ones_own_needs_no_filter() -> None:
    own = Section("thcs-hoa-mai", "cchc", "https://hoamai.edu.test/cchc/")
    one = replace(item(5, "2022-03-10T08:00"), title="Thực hiện CCHC", sections=(own.id,))
    assert share_of(one, (OURS, own, THEIRS)) == MINE
    assert share_of(replace(one, sections=(OURS.id,)), (OURS, own, THEIRS)) == OPEN


def judged_march(*items: Publication, decisions: tuple[Answer, ...] = (), **changes: object) -> Verdict:
    return month("2022-03", "2022-04-02T09:00", LOOKS, items, (OURS, THEIRS), decisions, **changes)


def test_an_item_that_no_filter_assigns_is_asked_never_counted_and_accuses_nobody() -> None:
    one = replace(item(5, "2022-03-10T08:00"), title="Thực hiện CCHC")
    march = judged_march(one)
    assert (march.status, march.counted) == (Status.AWAITING, 0)
    assert [(question.kind, question.publication) for question in march.questions] == [("shared", 5)]
    two = replace(item(6, "2022-03-11T08:00"), title="Hoa Mai và Bình Minh giao lưu")
    assert [question.publication for question in judged_march(one, two).questions] == [5]


def test_an_item_of_the_other_unit_neither_counts_nor_asks() -> None:
    march = judged_march(replace(item(5, "2022-03-10T08:00"), title="Trường Bình Minh"))
    assert (march.status, march.questions) == (Status.OVERDUE, ())


def test_an_item_of_ones_own_leaves_nothing_to_ask() -> None:
    mine = replace(item(5, "2022-03-10T08:00"), title="Trường Hoa Mai")
    other = replace(item(6, "2022-03-10T08:00"), title="Thực hiện CCHC")
    march = judged_march(mine, other)
    assert (march.status, march.publications, march.questions) == (Status.MET, (5,), ())


def test_the_office_assigns_what_filters_cannot() -> None:
    one = replace(item(5, "2022-03-10T08:00"), title="Thực hiện CCHC")
    said = Answer("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", 5, True, "Lan", at("2022-04-02T08:50"), "2022-03")
    assert judged_march(one, decisions=(said,)).status is Status.MET
    assert judged_march(one, decisions=(replace(said, serves=False),)).status is Status.OVERDUE


def test_an_unassigned_item_with_unfitting_words_asks_nothing() -> None:
    one = replace(item(5, "2022-03-10T08:00"), title="Hội khoẻ Phù Đổng")
    march = judged_march(one, match=Words(all=("cải cách hành chính",)))
    assert (march.status, march.questions) == (Status.OVERDUE, ())


def test_a_group_that_owes_as_one_counts_a_shared_item_once() -> None:
    """Each unit has its own row of the item; only the one to which it is assigned counts."""
    mine = replace(item(5, "2022-03-10T08:00"), title="Trường Hoa Mai")
    theirs = replace(mine, id=6, unit="th-binh-minh")
    assert share_of(mine, (OURS, THEIRS)) == MINE
    assert share_of(theirs, (OURS, THEIRS)) == OTHERS
    assert BINH_MINH.id == THEIRS.unit


@pytest.mark.parametrize("text", ["", "author:", "a | ", "autor: Lan", "words: !"])
def test_a_filter_that_asks_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadFilter):
        parse_filter(text)


# --- somebody's word runs out ----------------------------------------------------------------------------------------


def test_a_verdict_on_somebodys_word_is_judged_again_when_the_word_runs_out() -> None:
    key = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022-12")
    word = Attestation(key, "Lan", at("2022-04-01T08:00"), True, valid_until=date(2022, 5, 31))
    changes = {"proof": ("web", "attest")}
    december = month("2022-12", "2022-04-02T09:00", (), decisions=(word,), **changes)
    assert december.valid_until == at("2022-06-01")
    after = month("2022-12", "2022-06-01T00:00", (), decisions=(word,), **changes)
    assert after.valid_until is not None
    assert after.valid_until > at("2022-06-01") + timedelta(days=1)
