"""Items in a window: in time, early, late, between like duties, of another year (S5, S16, S18, S19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.model import Answer, Flag, Kind, Look, Medium, Publication, Status, Verdict, Waiver, Words
from tests.rules.cast import at, item, judged, look, plan, scheduled

SO = "so-gddt/cchc/https://so.test/cchc/"


def seen(number: int, when: str, title: str, **changes: object) -> Publication:
    return item(number, when, unit="so-gddt", title=title, **changes)


def looks(*days: str) -> tuple[Look, ...]:
    found = []
    for number, day in enumerate(days):
        found.append(look(2 * number + 1, f"{day}T08:00", section=SO, unit="so-gddt"))
        found.append(look(2 * number + 2, f"{day}T08:40", section=SO, unit="so-gddt"))
    return tuple(found)


def verdicts(of, now: str, seen_looks=(), items=(), decisions=()) -> dict[str, Verdict]:
    from rules.duties import duties_of
    from rules.engine import Facts, judge_all
    from rules.model import AsOf, Calendar, Place
    from tests.rules.cast import SO as SO_UNIT
    from tests.rules.cast import TCCB

    units = {SO_UNIT.id: SO_UNIT, TCCB.id: TCCB}
    facts = Facts({("so-gddt", "cchc"): Place("so-gddt", "cchc", (SO,), seen_looks, items)}, decisions)
    asof = AsOf(at(now), Calendar(), date(2022, 1, 1))
    return {one.key.obligation: one for one in judge_all(duties_of(of, units, Calendar()), facts, asof)}


INDEX = scheduled("PL-03", "2022-03", ("công bố|kết quả", "chỉ số CCHC"), covers="2021")
GUIDE = scheduled("PL-04", "2022-04", ("video", "dịch vụ công"), accepts=frozenset({Medium.VIDEO}))
CLIP = scheduled("PL-08", "2022-08", ("video",), accepts=frozenset({Medium.VIDEO}))
HALF = scheduled("PL-05", "2022-05", ("kết quả", "cải cách hành chính", "6 tháng|sáu tháng"))


def test_in_the_window_is_met() -> None:
    found = seen(1, "2022-03-31T23:59", "Công bố chỉ số cải cách hành chính năm 2021 các đơn vị")
    assert verdicts(plan(INDEX), "2022-04-10", (), (found,))["PL-03"].status is Status.MET


def test_a_look_that_reads_the_window_alone_says_how_far_back_it_had_to_read() -> None:  # S12, S16
    short = tuple(replace(one, complete_since=at("2022-02-20")) for one in looks("2022-04-03"))
    verdict = verdicts(plan(INDEX), "2022-04-10", short)["PL-03"]
    assert (verdict.status, verdict.reason) == (Status.UNKNOWN, "incomplete")
    assert "chưa đọc đủ tới ngày 01/01/2022, bài đăng sớm cũng được tính" in verdict.sentence


def test_the_data_year_counts_not_the_plan_year() -> None:
    other = seen(1, "2022-03-10", "Công bố chỉ số CCHC năm 2022")
    assert verdicts(plan(INDEX), "2022-04-10", looks("2022-04-03"), (other,))["PL-03"].status is Status.OVERDUE
    silent = seen(2, "2022-03-10", "Công bố chỉ số CCHC các đơn vị trực thuộc")
    verdict = verdicts(plan(INDEX), "2022-04-10", looks("2022-04-03"), (silent,))["PL-03"]
    assert verdict.status is Status.AWAITING
    assert verdict.questions[0].kind == "match"


def test_the_answer_of_the_office_is_remembered() -> None:
    silent = seen(2, "2022-03-10", "Công bố chỉ số CCHC các đơn vị trực thuộc")
    yes = Answer("phong-tccb", "PL-03", "ke-hoach-2022", 2, True, "Lan", at("2022-04-05"), "2022-03")
    no = Answer("phong-tccb", "PL-03", "ke-hoach-2022", 2, False, "Lan", at("2022-04-05"))
    args = (plan(INDEX), "2022-04-10", looks("2022-04-03"), (silent,))
    assert verdicts(*args, (yes,))["PL-03"].status is Status.MET
    assert verdicts(*args, (no,))["PL-03"].status is Status.OVERDUE


def test_posted_early_is_met_with_a_flag() -> None:
    early = seen(1, "2022-02-20", "Công bố chỉ số CCHC năm 2021")
    verdict = verdicts(plan(INDEX), "2022-04-10", (), (early,))["PL-03"]
    assert (verdict.status, verdict.flags) == (Status.MET, (Flag.EARLY,))


def test_posted_after_the_window_is_late_once_proven() -> None:
    late = seen(1, "2022-05-20", "Công bố chỉ số CCHC năm 2021")
    assert verdicts(plan(INDEX), "2022-06-10", (), (late,))["PL-03"].status is Status.UNKNOWN
    assert verdicts(plan(INDEX), "2022-06-10", looks("2022-06-01"), (late,))["PL-03"].status is Status.LATE


def test_never_posted_is_overdue_until_the_plan_ends() -> None:
    assert verdicts(plan(INDEX), "2022-06-10", looks("2022-06-01"))["PL-03"].status is Status.OVERDUE
    after = looks("2022-06-01", "2023-01-03")
    assert verdicts(plan(INDEX), "2023-01-03T09:00", after)["PL-03"].status is Status.MISSED


def test_the_video_of_april_is_not_that_of_august() -> None:
    april = seen(1, "2022-04-12", "Video hướng dẫn dịch vụ công trực tuyến", medium=Medium.VIDEO)
    both = verdicts(plan(GUIDE, CLIP), "2022-09-10", looks("2022-09-03"), (april,))
    assert both["PL-04"].status is Status.MET
    assert both["PL-08"].status is Status.OVERDUE
    may = seen(1, "2022-05-20", "Video hướng dẫn dịch vụ công trực tuyến", medium=Medium.VIDEO)
    both = verdicts(plan(GUIDE, CLIP), "2022-09-10", looks("2022-09-03"), (may,))
    assert both["PL-04"].status is Status.LATE
    assert both["PL-08"].status is Status.OVERDUE


def test_one_item_may_serve_two_duties_that_share() -> None:
    words = ("kết quả", "hồ sơ")
    first = scheduled("PL-12a", "2022-12", words)
    second = scheduled("PL-12b", "2022-12", (), match=Words(all=("hỏi đáp",), share=("PL-12a",)))
    both = seen(1, "2022-12-10", "Kết quả giải quyết hồ sơ và chuyên mục hỏi đáp năm 2022")
    found = verdicts(plan(first, second), "2022-12-20", (), (both,))
    assert {found["PL-12a"].status, found["PL-12b"].status} == {Status.MET}


def test_what_met_a_duty_still_does_under_another_title() -> None:  # S10
    before = "Công bố chỉ số CCHC năm 2021"
    args = (plan(INDEX), "2022-04-10", looks("2022-04-03"))
    edited = seen(1, "2022-03-10", "Thông tin mới", titles=("Thông tin", before))
    assert verdicts(*args, (edited,))["PL-03"].status is Status.MET
    assert verdicts(*args, (seen(1, "2022-03-10", "Thông tin mới", titles=("Tin",)),))["PL-03"].status is Status.OVERDUE
    clearer = seen(1, "2022-03-10", before, titles=("Chỉ số CCHC",))
    assert verdicts(*args, (clearer,))["PL-03"].status is Status.MET


def test_a_needed_attachment_is_needed() -> None:
    with_file = scheduled("PL-01", "2022-01", ("kế hoạch", "cải cách hành chính"), needs=("attachment",))
    bare = seen(1, "2022-01-10", "Kế hoạch CCHC năm 2022")
    assert verdicts(plan(with_file), "2022-01-20", (), (bare,))["PL-01"].status is not Status.MET
    full = seen(1, "2022-01-10", "Kế hoạch CCHC năm 2022", attachments=("https://so.test/kh.pdf",))
    assert verdicts(plan(with_file), "2022-01-20", (), (full,))["PL-01"].status is Status.MET


def test_a_window_over_before_the_plan_was_issued_is_not_demanded() -> None:
    late_plan = plan(
        scheduled("PL-01", "2022-01", ("kế hoạch",)), issued_from=date(2022, 2, 19), issued_to=date(2022, 2, 28)
    )
    empty = verdicts(late_plan, "2022-03-10", looks("2022-03-03"))["PL-01"]
    assert (empty.status, empty.reason) == (Status.NOT_APPLICABLE, "passed_at_issue")
    found = seen(1, "2022-01-20", "Kế hoạch CCHC năm 2022")
    assert verdicts(late_plan, "2022-03-10", (), (found,))["PL-01"].status is Status.MET
    later = seen(1, "2022-03-02", "Kế hoạch CCHC năm 2022")
    assert verdicts(late_plan, "2022-03-10", (), (later,))["PL-01"].status is Status.MET


def test_what_was_posted_after_the_issue_in_december_counts_as_early() -> None:
    issued = {"issued_from": date(2021, 12, 20), "issued_to": date(2021, 12, 25)}
    first = scheduled("PL-01", "2022-02", ("kế hoạch",))
    args = (plan(first, **issued), "2022-03-10", looks("2022-03-03"))
    before, after = (seen(1, when, "Kế hoạch CCHC năm 2022") for when in ("2021-12-22", "2021-12-29"))
    assert verdicts(*args, (after,))["PL-01"].status is Status.MET
    assert verdicts(*args, (before,))["PL-01"].status is Status.OVERDUE


def test_late_at_the_worst_is_not_overdue_while_the_office_is_asked() -> None:
    three = scheduled("PL-07", "2022-03", ("cách làm hay",), at_least=3)
    in_time, late = seen(1, "2022-03-10", "Cách làm hay, kỳ 1"), seen(3, "2022-04-20", "Cách làm hay, kỳ 3")
    asked = item(2, None, "2022-03-15T08:00", unit="so-gddt", title="Cách làm hay, kỳ 2", baseline=True)
    args = (plan(three), "2022-06-10", looks("2022-06-01"))
    verdict = verdicts(*args, (in_time, asked, late))["PL-07"]
    assert (verdict.status, verdict.reason, len(verdict.questions)) == (Status.AWAITING, "asked", 1)
    assert verdicts(*args, (in_time, late))["PL-07"].status is Status.OVERDUE


def test_a_waiver_ends_the_matter() -> None:
    waiver = Waiver(
        "phong-tccb", "PL-03", "ke-hoach-2022", date(2022, 3, 1), date(2022, 3, 31), "Lan", "hoãn", at("2022-04-01")
    )
    verdict = verdicts(plan(INDEX), "2022-04-10", looks("2022-04-03"), (), (waiver,))["PL-03"]
    assert verdict.status is Status.WAIVED
    assert "hoãn" in verdict.sentence
    assert verdicts(plan(INDEX), "2022-03-31", (), (), (waiver,))["PL-03"].status is not Status.WAIVED


@pytest.mark.parametrize("binding", ["encouraged", "target", "undecidable"])
def test_what_does_not_bind_never_goes_bad(binding: str) -> None:
    soft = scheduled("PL-07", "2022-03", ("cách làm hay",), binding=binding)
    assert verdicts(plan(soft), "2022-06-10", looks("2022-06-01"))["PL-07"].status is Status.NOT_APPLICABLE


def test_attested_duties_ask_the_office_and_accuse_nobody() -> None:
    from rules.model import Attestation, DutyKey, Where

    board = scheduled("PL-06c", "2022-06", (), kind=Kind.ATTESTED, where=Where(offline=True), match=Words())
    key = DutyKey("phong-tccb", "ke-hoach-2022", "PL-06c", "2022-06")
    assert verdicts(plan(board), "2022-06-25")["PL-06c"].status is Status.DUE_SOON
    assert verdicts(plan(board), "2022-08-10")["PL-06c"].status is Status.AWAITING
    came = Attestation(key, "Lan", at("2022-07-05"), confirmed=True)
    missing = Attestation(key, "Lan", at("2022-07-05"), confirmed=True, received=False)
    assert verdicts(plan(board), "2022-08-10", decisions=(came,))["PL-06c"].status is Status.MET
    assert verdicts(plan(board), "2022-08-10", decisions=(missing,))["PL-06c"].status is Status.OVERDUE


def test_if_any_is_not_owed_until_it_took_place() -> None:
    from rules.model import Where

    contest = scheduled(
        "PL-09", "2022-09", (), kind=Kind.ATTESTED, where=Where(offline=True), match=Words(), when_event=True
    )
    assert verdicts(plan(contest), "2022-12-10")["PL-09"].status is Status.NOT_APPLICABLE


def test_judged_by_the_same_law_through_the_cast() -> None:
    assert judged(plan(HALF), "2022-01-10", place=("so-gddt", "cchc"))["PL-05", "2022-05"].status is Status.NOT_DUE
