"""What people say of duties that the web proves as well, of events, of days set, and of links (S5, S16, S17, S21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.duties import duties_of
from rules.engine import Facts, judge_all
from rules.model import (
    Always,
    Answer,
    AsOf,
    Attestation,
    DaySet,
    Deadline,
    Decision,
    DutyKey,
    Kind,
    Obligation,
    Occurrence,
    Outcome,
    Place,
    Publication,
    Refusal,
    Release,
    Reply,
    Status,
    Undated,
    Verdict,
    Waiver,
)
from rules.shaping import shaped
from tests.rules.cast import HOA_MAI, PLAIN_WEEK, PROVEN, SECTION, at, item, look, march, monthly, plan

MARCH = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022-03")


def judged(obligation: Obligation, now: str, *decisions: Decision, **changes: object) -> dict[str, Verdict]:
    """Verdicts by period, the duties shaped by the decisions as a run would have them."""
    made = shaped(duties_of(plan(obligation), {HOA_MAI.id: HOA_MAI}, PLAIN_WEEK), decisions, PLAIN_WEEK)
    looks, items = changes.get("looks", PROVEN), changes.get("items", ())
    seen = Place("thcs-hoa-mai", "cchc", (SECTION,), looks, items)  # type: ignore[arg-type]
    watch = changes.get("watch_from", date(2022, 1, 1))
    asof = AsOf(at(now), PLAIN_WEEK, watch)  # type: ignore[arg-type]
    verdicts = judge_all(made, Facts({("thcs-hoa-mai", "cchc"): seen}, decisions), asof)
    return {verdict.key.period: verdict for verdict in verdicts}


def word(moment: str, **changes: object) -> Attestation:
    return replace(Attestation(MARCH, "Bà Hoa", at(moment), confirmed=True), **changes)  # type: ignore[arg-type]


def reply(moment: str, publication: int | None = None, outcome: str = "timeout") -> Reply:
    link = "https://thcs-hoa-mai.edu.test/tin/8.html"
    return Reply(
        *("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", "2022-03", link, outcome),
        *("Cô Lan", "đã đăng", at(moment), publication),
    )


# --- words -----------------------------------------------------------------------------------------------------------


def test_a_plan_may_take_a_word_for_what_the_web_shows_as_well() -> None:
    either = monthly(proof=("web", "attest"))
    assert judged(either, "2022-04-05")["2022-03"].reason == "ask_office"  # it may have come on paper
    assert judged(either, "2022-04-05", word("2022-04-04"))["2022-03"].status is Status.MET
    refused = judged(either, "2022-04-05", word("2022-04-04", received=False))["2022-03"]
    assert (refused.status, refused.reason) == (Status.OVERDUE, "not_received")


def test_where_the_plan_wants_the_web_a_word_changes_nothing() -> None:
    verdict = judged(monthly(), "2022-04-05", word("2022-04-04"))["2022-03"]
    assert verdict.status is march("2022-04-05", PROVEN).status is Status.OVERDUE


@pytest.mark.parametrize("kind", [Kind.ATTESTED, Kind.DEADLINE])
def test_a_units_own_word_settles_only_what_the_office_need_not_confirm(kind: Kind) -> None:
    own = word("2022-03-30", confirmed=False)
    alone = monthly(kind=kind, proof=("attest",))
    verdict = judged(alone, "2022-04-05", own)["2022-03"]
    assert (verdict.status, verdict.questions) == (Status.MET, ())
    verdict = judged(replace(alone, confirmed_by="office"), "2022-04-05", own)["2022-03"]
    assert (verdict.status, [one.kind for one in verdict.questions]) == (Status.AWAITING, ["word"])


EITHER = monthly(proof=("web", "attest"))
REFUSED = word("2022-04-03T09:00", received=False)
PAGE = replace(EITHER, kind=Kind.STANDING, when=Always(), present="page")


def test_what_comes_on_the_web_after_not_received_makes_good() -> None:  # S15, S17
    verdict = judged(EITHER, "2022-04-06", REFUSED, items=(item(8, "2022-04-05T08:00"),))["2022-03"]
    assert (verdict.status, verdict.publications) == (Status.LATE, (8,))


def test_of_what_stood_there_before_not_received_and_was_seen_after_the_office_is_asked() -> None:  # S17
    overlooked = item(8, "2022-04-02T09:00", "2022-04-05T08:00")
    assert judged(EITHER, "2022-04-06", REFUSED, items=(overlooked,))["2022-03"].reason == "ask_office"
    again = word("2022-04-06T09:00", received=False)
    assert judged(EITHER, "2022-04-07", REFUSED, again, items=(overlooked,))["2022-03"].status is Status.LATE


def test_what_came_late_lifts_not_received_though_a_look_fails() -> None:  # S13, S17
    broken = (*PROVEN, look(3, "2022-04-05T09:00", Outcome.DRIFTED))
    found = {"items": (item(8, "2022-04-05T08:00"),), "looks": broken}
    assert judged(EITHER, "2022-04-06", REFUSED, **found)["2022-03"].reason == "ask_office"
    assert judged(EITHER, "2022-04-06", REFUSED, looks=broken)["2022-03"].status is Status.OVERDUE


def test_not_received_said_before_the_due_day_accuses_nobody_later() -> None:  # S17
    early = word("2022-03-20", received=False)
    assert judged(EITHER, "2022-04-05", early)["2022-03"].reason == "ask_office"
    paper = monthly(kind=Kind.ATTESTED, proof=("attest",))
    assert judged(paper, "2022-04-05", early)["2022-03"].reason == "ask_office"
    in_grace = word("2022-04-01T09:00", received=False)
    assert judged(paper, "2022-04-05", in_grace)["2022-03"].reason == "ask_office"
    assert judged(paper, "2022-04-05", early, REFUSED)["2022-03"].status is Status.OVERDUE


def test_a_no_does_not_come_back_when_a_later_yes_runs_out() -> None:  # S17, S21
    on_paper = monthly(kind=Kind.ATTESTED, proof=("attest",), cure="30")
    no, yes = word("2022-04-05", received=False), word("2022-04-07", valid_until=date(2022, 4, 20))
    assert judged(on_paper, "2022-04-06", no)["2022-03"].status is Status.OVERDUE
    assert judged(on_paper, "2022-04-10", no, yes)["2022-03"].status is Status.MET
    assert judged(on_paper, "2022-04-21", no, yes)["2022-03"].status is Status.AWAITING


def test_what_must_stand_is_made_good_by_what_is_published_after_not_received() -> None:  # S16, S17
    always = replace(REFUSED, key=replace(MARCH, period="always"))

    def verdict(*items: Publication) -> Verdict:
        return judged(PAGE, "2022-04-06", always, items=items)["always"]

    assert verdict().status is Status.OVERDUE
    assert verdict(item(8, "2022-04-05T08:00")).status is Status.MET
    known = verdict(item(8, "2022-03-05T08:00"))
    assert (known.status, [one.publication for one in known.questions]) == (Status.AWAITING, [8])


# --- events ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.RECURRING, Kind.SCHEDULED, Kind.DEADLINE, Kind.ATTESTED])
def test_nothing_that_hangs_on_an_event_binds_before_somebody_says_that_it_took_place(kind: Kind) -> None:
    hanging = monthly(kind=kind, when_event=True)
    assert judged(hanging, "2022-04-05")["2022-03"].reason == "no_event"

    def said(took_place: bool, moment: str, period: str | None = "2022-03") -> Occurrence:
        who = ("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", period)
        return Occurrence(*who, took_place, "Bà Hoa", "có hội thi", at(moment))

    after = judged(hanging, "2022-04-05", said(True, "2022-04-01"))
    assert after["2022-03"].reason != "no_event"
    assert after["2022-04"].reason == "no_event"
    taken_back = judged(hanging, "2022-04-05", said(True, "2022-04-01"), said(False, "2022-04-02"))
    assert taken_back["2022-03"].reason == "no_event"


# --- days ------------------------------------------------------------------------------------------------------------


def day_set(day: date, moment: str = "2022-03-01", unit: str = "thcs-hoa-mai") -> DaySet:
    return DaySet(unit, "IV.1-monthly", "ke-hoach-2022", None, day, "Bà Hoa", "công văn", at(moment))


def test_the_newest_day_of_the_office_stands_where_the_plan_has_none() -> None:
    open_day = monthly(kind=Kind.DEADLINE, when=Undated(), proof=("attest",))
    first, second = day_set(date(2022, 6, 15)), day_set(date(2022, 7, 15), "2022-05-01", "*")
    (verdict,) = judged(open_day, "2022-05-02", first, second).values()
    assert verdict.due == at("2022-07-16")
    assert "hạn này do văn phòng đặt ngày 01/5/2022 (Bà Hoa)" in verdict.sentence
    (verdict,) = judged(open_day, "2022-05-02").values()
    assert (verdict.due, verdict.reason) == (None, "no_due_day")


def test_a_day_of_the_plan_is_never_moved() -> None:
    dated = monthly(kind=Kind.DEADLINE, when=Deadline(date(2022, 4, 15), inclusive=True), proof=("attest",))
    (verdict,) = judged(dated, "2022-04-01", day_set(date(2022, 9, 15))).values()
    assert verdict.due == at("2022-04-16")
    assert "văn phòng đặt" not in verdict.sentence


# --- hindsight -------------------------------------------------------------------------------------------------------


def test_released_hindsight_is_a_verdict_as_any_other() -> None:
    def released(unit: str, period: str | None) -> Release:
        return Release(unit, "*", "ke-hoach-2022", period, "Bà Hoa", "đã báo trước", at("2022-05-02"))

    def flags(*decisions: Decision) -> dict[str, bool]:
        found = judged(monthly(), "2022-05-03", *decisions, watch_from=date(2022, 5, 1))
        return {period: "hoi_cuu" in found[period].flags for period in ("2022-02", "2022-03", "2022-05")}

    assert flags() == {"2022-02": True, "2022-03": True, "2022-05": False}
    assert flags(released("thcs-hoa-mai", "2022-03")) == {"2022-02": True, "2022-03": False, "2022-05": False}
    assert flags(released("*", None)) == {"2022-02": False, "2022-03": False, "2022-05": False}
    assert flags(released("th-binh-minh", None)) == flags()


# --- replies ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_a_question_until_the_duty_is_settled_or_somebody_dealt_with_it() -> None:
    def kinds(*decisions: Decision, **changes: object) -> list[str]:
        return [one.kind for one in judged(monthly(), "2022-04-08", *decisions, **changes)["2022-03"].questions]

    refusal = Refusal(
        "thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", "2022-03", "Bà Hoa", "không có bài", at("2022-04-06")
    )
    waived = Waiver(
        *("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", date(2022, 3, 1), date(2022, 3, 31)),
        *("Bà Hoa", "sửa trang", at("2022-04-06")),
    )
    assert kinds(reply("2022-04-05")) == ["reply"]
    assert kinds(reply("2022-04-05"), refusal) == []
    assert kinds(reply("2022-04-05"), refusal, reply("2022-04-07")) == ["reply"]
    assert kinds(reply("2022-04-05"), waived) == []
    assert kinds(reply("2022-04-05"), items=(item(8, "2022-03-10T08:00"),)) == []


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2022-01-15T08:00", "ghi ngày 15/01/2022, không nằm trong tháng 3/2022"), (None, "không ghi ngày đăng")],
)
def test_the_office_reads_what_an_answer_lacks(moment: str | None, said: str) -> None:
    publication = item(8, moment or "2022-04-05T09:00")
    if moment is None:
        publication = replace(publication, stated=(), baseline=True)
    verdict = judged(monthly(), "2022-04-08", reply("2022-04-05", 8, "read"), items=(publication,))["2022-03"]
    (question,) = verdict.questions
    assert (question.kind, question.publication) == ("reply", 8)
    assert said in question.text


def test_a_failed_look_at_an_answer_never_makes_a_verdict_worse() -> None:
    before = judged(monthly(), "2022-04-08")["2022-03"]
    after = judged(monthly(), "2022-04-08", reply("2022-04-05"))["2022-03"]
    assert (after.status, after.reason, after.counted) == (before.status, before.reason, before.counted)


# --- one publication, several periods --------------------------------------------------------------------------------


def about(publication: int, serves: bool, period: str, moment: str) -> Answer:
    return Answer("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", publication, serves, "Hoa", at(moment), period)


def test_a_yes_that_was_taken_back_leaves_the_publication_to_its_own_period() -> None:
    yes, no = about(8, True, "2022-02", "2022-03-15T09:00"), about(8, False, "2022-02", "2022-03-15T10:00")
    items = (item(8, "2022-03-10T08:00"),)
    assert judged(monthly(), "2022-04-05", yes, items=items)["2022-03"].status is Status.OVERDUE
    assert judged(monthly(), "2022-04-05", yes, no, items=items)["2022-03"].status is Status.MET


def test_a_word_about_another_period_deals_with_no_answer_of_the_unit() -> None:
    items = (item(8, "2022-01-15T08:00"),)
    said = reply("2022-04-05", 8, "read")

    def asked(*decisions: Decision) -> list[str]:
        return [one.kind for one in judged(monthly(), "2022-04-08", said, *decisions, items=items)["2022-03"].questions]

    no_elsewhere = about(8, False, "2022-02", "2022-04-06")
    assert asked() == asked(no_elsewhere) == ["reply"]
    assert asked(about(8, True, "2022-02", "2022-04-06")) == []
    assert asked(about(8, False, "2022-03", "2022-04-06")) == []
