"""Between like duties one item serves the nearest (S16); what counts several (S16), what a covered year binds (S18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.model import Deadline, Every, Flag, Kind, Medium, Obligation, Status, Verdict, Where, Who, Window, Words
from tests.rules.cast import item, judged, look, monthly, plan, scheduled

OWN = Who(("thcs-hoa-mai",))
PLAN_WORDS = Words(all=("kế hoạch … cải cách hành chính",))
MARCH = Window("2022-03", date(2022, 3, 1), date(2022, 3, 31))
AFTER = (look(1, "2022-09-03T08:00"), look(2, "2022-09-03T09:00"))


def at_home(id: str, window: str, **changes: object) -> Obligation:
    return scheduled(id, window, (), who=OWN, where=Where(), **changes)


def by_day(id: str, day: str, **changes: object) -> Obligation:
    return monthly(id=id, kind=Kind.DEADLINE, who=OWN, when=Deadline(date.fromisoformat(day), True), **changes)


def found(*obligations: Obligation, items: tuple[tuple[str, str], ...], **more: object) -> dict[str, Verdict]:
    """By obligation; ``items``: stated moment and title."""
    seen = tuple(item(n, when, title=title, **more) for n, (when, title) in enumerate(items, 1))
    verdicts = judged(plan(*obligations), "2022-09-04T08:00", AFTER, seen)
    return {f"{key[0]} {key[1]}" if key[1].startswith("2022-Q") else key[0]: one for key, one in verdicts.items()}


def test_a_monthly_rule_takes_neither_a_late_nor_an_early_plan_from_its_duty() -> None:
    rule = monthly(id="rule", who=OWN, match=Words(any=("cải cách hành chính",)))
    posted = (("2022-03-15T08:00", "Kế hoạch cải cách hành chính năm 2022"),)
    assert found(rule, by_day("dl", "2022-03-10", match=PLAN_WORDS), items=posted)["dl"].status is Status.LATE
    early = found(rule, replace(at_home("s", "2022-05"), match=PLAN_WORDS), items=posted)["s"]
    assert (early.status, early.flags) == (Status.MET, (Flag.EARLY,))


def test_without_words_too_the_video_of_april_is_not_that_of_august() -> None:
    video = frozenset({Medium.VIDEO})
    both = found(
        at_home("v4", "2022-04", accepts=video), at_home("v8", "2022-08", accepts=video),
        items=(("2022-04-10T08:00", "Clip"),), medium=Medium.VIDEO,
    )  # fmt: skip
    assert (both["v4"].status, both["v8"].status) == (Status.MET, Status.OVERDUE)


def test_the_report_of_one_quarter_is_not_that_of_the_next() -> None:
    quarters = Every("quarter", date(2022, 1, 1), date(2022, 12, 31))
    rule = monthly(id="q", kind=Kind.DEADLINE, who=OWN, when=quarters)
    verdicts = found(rule, items=(("2022-02-10T08:00", "Báo cáo"),))
    assert [verdicts[f"q 2022-Q{n}"].status for n in (1, 2, 3)] == [Status.MET, Status.OVERDUE, Status.NOT_DUE]


@pytest.mark.parametrize(
    ("posted", "spring", "summer"),
    [
        ("2022-03-08T08:00", Status.MET, Status.OVERDUE),
        ("2022-03-15T08:00", Status.LATE, Status.MET),  # late for one, in time for the other: nobody is charged twice
        ("2022-06-08T08:00", Status.OVERDUE, Status.MET),
    ],
)
def test_deadlines_of_the_same_words_part_their_reports(posted: str, spring: Status, summer: Status) -> None:
    words = Words(all=("báo cáo … cải cách hành chính",))
    both = found(
        by_day("a", "2022-03-10", match=words), by_day("b", "2022-06-10", match=words),
        items=((posted, "Báo cáo công tác cải cách hành chính"),),
    )  # fmt: skip
    assert (both["a"].status, both["b"].status) == (spring, summer)


def test_what_must_be_proved_on_paper_takes_no_article() -> None:
    paper = at_home("paper", "2022-06", proof=("upload",))
    assert found(at_home("web", "2022-04"), paper, items=(("2022-06-10T08:00", "Bài"),))["web"].status is Status.LATE


@pytest.mark.parametrize(("early", "status"), [("ok", Status.MET), ("ask", Status.AWAITING), ("no", Status.OVERDUE)])
def test_one_early_and_one_in_time_are_two(early: str, status: Status) -> None:
    two = at_home("two", "2022-03", at_least=2, early=early)
    verdict = found(two, items=(("2022-02-25T08:00", "Một"), ("2022-03-05T08:00", "Hai")))["two"]
    assert verdict.status is status


def test_one_in_time_and_one_in_doubt_are_asked_about() -> None:
    two = replace(at_home("two", "2022-03", at_least=2), match=PLAN_WORDS)
    titles = ("Kế hoạch cải cách hành chính năm 2022", "Dự thảo kế hoạch cải cách hành chính năm 2022")
    verdict = found(two, items=(("2022-03-05T08:00", titles[0]), ("2022-03-06T08:00", titles[1])))["two"]
    assert (verdict.status, [one.publication for one in verdict.questions]) == (Status.AWAITING, [2])


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Báo cáo năm 2021", Status.MET),
        ("Báo cáo năm 2022", Status.OVERDUE),
        ("Báo cáo", Status.AWAITING),
    ],
)
def test_the_year_of_the_data_binds_without_words_too(title: str, status: Status) -> None:  # S18
    verdict = found(by_day("c", "2022-03-31", covers="2021"), items=(("2022-03-15T08:00", title),))["c"]
    assert verdict.status is status
