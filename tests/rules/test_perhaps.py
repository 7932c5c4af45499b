"""What may be owed after all is asked about before a charge, a little of it and nothing else (decision 0024)."""

from __future__ import annotations

import pytest

from rules.model import Answer, Medium, Obligation, Publication, Status, Verdict, Words
from tests.rules.cast import at, plan, scheduled
from tests.rules.test_scheduled import looks, seen, verdicts

VIDEO = scheduled("PL-04", "2022-04", ("dịch vụ công",), accepts=frozenset({Medium.VIDEO}))
PAPER = scheduled("PL-02", "2022-04", ("báo cáo", "cải cách hành chính"), accepts=frozenset({Medium.DOCUMENT}))
FILE = scheduled("PL-01", "2022-04", ("kế hoạch", "cải cách hành chính"), needs=("attachment",))
RESULT = scheduled("PL-05", "2022-04", ("kết quả", "cải cách hành chính"))
HALF = scheduled("PL-06", "2022-04", ("kết quả", "cải cách hành chính"), covers="2022-H1")
INDEX = scheduled("PL-03", "2022-04", ("chỉ số cải cách hành chính",), covers="2021")
CLEAN = scheduled(
    "PL-08", "2022-04", (), match=Words(all=("kết quả", "cải cách hành chính"), none=("thủ tục hành chính",))
)

RUNNING, OVER = "2022-04-30T23:00", "2022-05-10"
SEEN = looks("2022-05-03")


def april(number: int, title: str, day: int = 12, **changes: object) -> Publication:
    return seen(number, f"2022-04-{day:02}", title, **changes)


def judged(
    obligation: Obligation, *items: Publication, now: str = OVER, decisions=(), beside: tuple[Obligation, ...] = ()
) -> Verdict:
    return verdicts(plan(obligation, *beside), now, SEEN, items, decisions)[obligation.id]


def asked(verdict: Verdict) -> tuple[int | None, ...]:
    """The publications of the questions; a verdict with any charges nobody."""
    assert {question.kind for question in verdict.questions} <= {"perhaps"}
    assert (verdict.status is Status.AWAITING) == bool(verdict.questions)
    return tuple(question.publication for question in verdict.questions)


def said(of: Obligation, publication: int, serves: bool) -> Answer:
    day = "2022-04" if serves else None
    return Answer("phong-tccb", of.id, "ke-hoach-2022", publication, serves, "Lan", at("2022-05-05"), day)


# --- kinds and files -------------------------------------------------------------------------------------------------

LACKING = [
    (VIDEO, april(1, "Hướng dẫn nộp hồ sơ dịch vụ công"), "video"),
    (PAPER, april(1, "Báo cáo cải cách hành chính quý I năm 2022"), "văn bản"),
    (FILE, april(1, "Kế hoạch cải cách hành chính năm 2022"), "tệp đính kèm"),
]


@pytest.mark.parametrize(("obligation", "found", "named"), LACKING, ids=["video", "document", "attachment"])
def test_fitting_words_without_the_kind_or_file_are_a_question_that_says_so(
    obligation: Obligation, found: Publication, named: str
) -> None:
    verdict = judged(obligation, found)
    assert asked(verdict) == (1,)
    assert named in verdict.questions[0].text


@pytest.mark.parametrize("obligation", [VIDEO, PAPER, FILE], ids=["video", "document", "attachment"])
def test_neither_the_kind_nor_the_words_is_no_question(obligation: Obligation) -> None:
    other = april(2, "Hội thao chào mừng ngày 30 tháng 4")
    fitting = next(found for one, found, _ in LACKING if one is obligation)
    assert judged(obligation, other).status is Status.OVERDUE
    assert asked(judged(obligation, other, fitting)) == (1,)


def test_nobody_posted_a_page_that_is_only_a_page() -> None:
    title = "Dịch vụ công"
    assert asked(judged(VIDEO, april(1, title, medium=Medium.PAGE), april(2, title))) == (2,)
    assert judged(VIDEO, april(1, title, medium=Medium.PAGE)).status is Status.OVERDUE


@pytest.mark.parametrize(("obligation", "found", "_"), LACKING, ids=["video", "document", "attachment"])
def test_the_word_of_the_office_goes_before_kinds_and_files(obligation: Obligation, found: Publication, _: str) -> None:
    assert judged(obligation, found, decisions=(said(obligation, 1, True),)).status is Status.MET
    refused = judged(obligation, found, april(2, found.title), decisions=(said(obligation, 1, False),))
    assert asked(refused) == (2,)
    assert judged(obligation, found, decisions=(said(obligation, 1, False),)).status is Status.OVERDUE


# --- words and times of titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obligation", "title"),
    [
        (RESULT, "Kết quả cải cách hành chính năm 2021"),
        (HALF, "Kết quả cải cách hành chính quý II năm 2022"),
        (HALF, "Kết quả cải cách hành chính 9 tháng năm 2022"),
        (CLEAN, "Kết quả cải cách hành chính và kết quả giải quyết thủ tục hành chính"),
        (RESULT, "Kết quả cải cáhc hành chính"),
        (RESULT, "Kết quả cải cách hành chíh"),
        (RESULT, "Kết quả cảicách hànhchính"),
        (RESULT, "Kết quả cải cách thủ tục hành chính"),
        (RESULT, "Kết quả số 12/KH-CCHC"),
        (RESULT, "Tình hình cải cách hành chính tháng 4"),
    ],
    ids=[
        "year",
        "quarter",
        "nine-months",
        "none-word",
        "letters",
        "letter",
        "joined",
        "between",
        "number",
        "one-of-two",
    ],
)
def test_a_title_that_is_not_just_as_wanted_is_a_question(obligation: Obligation, title: str) -> None:
    assert asked(judged(obligation, april(1, title))) == (1,)


@pytest.mark.parametrize(
    "title",
    [
        "Kết quả cải cách hành chánh",
        "Kết quả C.C.H.C tháng 4",
        "Kết quả CC HC của Sở",
        "Kết quả công tác CCHCNN",
        "Kết quả CCHC2022",
    ],
)
def test_usual_spellings_are_no_question(title: str) -> None:
    assert judged(RESULT, april(1, title)).status is Status.MET


@pytest.mark.parametrize(
    ("obligation", "title", "asks"),
    [
        (INDEX, "Chỉ số cải cách hành chính năm 2022", "Chỉ số cải cáhc hành chính năm 2021"),
        (RESULT, "Hội nghị viên chức năm 2022", "Kết quả năm 2022"),
        (RESULT, "Danh sách hồ sơ của học sinh", "Kết quả cải cách"),
    ],
    ids=["another-year-than-is-covered", "no-word", "other-words"],
)
def test_what_surely_is_something_else_is_charged(obligation: Obligation, title: str, asks: str) -> None:
    assert judged(obligation, april(1, title)).status is Status.OVERDUE
    assert asked(judged(obligation, april(1, title), april(2, asks))) == (2,)


def test_what_surely_serves_a_like_duty_is_not_asked_about() -> None:
    video = april(1, "Kết quả giải quyết thủ tục hành chính", medium=Medium.VIDEO)
    other = scheduled("PL-09", "2022-04", ("kết quả", "thủ tục hành chính"))
    assert asked(judged(RESULT, video)) == (1,)
    assert judged(RESULT, video, beside=(other,)).status is Status.OVERDUE


# --- when, and how many ----------------------------------------------------------------------------------------------


def test_nothing_is_asked_before_the_day_is_over() -> None:
    found = april(1, "Hướng dẫn nộp hồ sơ dịch vụ công")
    assert judged(VIDEO, found, now=RUNNING).questions == ()
    assert asked(judged(VIDEO, found, now="2022-05-01T00:00")) == (1,)


def test_what_came_at_no_time_at_which_it_counts_is_not_asked_about() -> None:
    old = seen(1, "2021-11-12", "Hướng dẫn nộp hồ sơ dịch vụ công")
    assert judged(VIDEO, old).status is Status.OVERDUE
    assert asked(judged(VIDEO, old, seen(2, "2022-02-12", old.title))) == (2,)


def test_at_most_three_are_asked_about_those_near_the_end_of_the_period_first() -> None:
    many = tuple(april(number, f"Dịch vụ công, bài {number}", day=number) for number in range(1, 7))
    early = seen(7, "2022-02-12", "Dịch vụ công")
    assert sorted(asked(judged(VIDEO, early, *many))) == [4, 5, 6]


def test_after_three_refusals_nothing_more_is_asked() -> None:
    many = tuple(april(number, f"Dịch vụ công, bài {number}", day=number) for number in range(1, 7))
    refused = tuple(said(VIDEO, number, False) for number in (4, 5, 6))
    assert asked(judged(VIDEO, *many, decisions=refused[:2])) == (6,)
    charged = judged(VIDEO, *many, decisions=refused)
    assert (charged.status, charged.questions) == (Status.OVERDUE, ())


def test_what_is_surely_met_asks_nothing() -> None:
    doubtful = april(1, "Hướng dẫn nộp hồ sơ dịch vụ công")
    clip = april(2, "Dịch vụ công", medium=Medium.VIDEO)
    met = judged(VIDEO, doubtful, clip)
    assert (met.status, met.questions) == (Status.MET, ())
    assert asked(judged(VIDEO, doubtful)) == (1,)
