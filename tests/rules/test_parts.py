"""Obligations of several parts (S16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.duties import duties_of
from rules.engine import Facts, judge_all, place_keys
from rules.findings import Finding, FindingState, advance
from rules.model import AsOf, Attestation, Calendar, DutyKey, Kind, Obligation, Place, Status, Verdict, Where, Words
from tests.rules.cast import SO, TCCB, at, item, look, plan, scheduled

SECTION = "so-gddt/cchc/https://so.test/cchc/"
MEETING = scheduled("PL-02a", "2022-02", (), kind=Kind.ATTESTED, where=Where(offline=True), match=Words())
POST = scheduled("PL-02b", "2022-02", ("kế hoạch", "tuyên truyền"))
BOTH = scheduled("PL-02", "2022-02", (), match=Words(), parts=(MEETING, POST), parts_mode="all_of")
EITHER = scheduled("PL-02", "2022-02", (), match=Words(), parts=(MEETING, POST), parts_mode="any_of")
LOOKS = (
    look(1, "2022-03-03T08:00", section=SECTION, unit="so-gddt"),
    look(2, "2022-03-03T08:40", section=SECTION, unit="so-gddt"),
)
DONE = item(1, "2022-02-10", unit="so-gddt", title="Kế hoạch tuyên truyền CCHC năm 2022")
OTHER = item(2, "2022-02-11", unit="so-gddt", title="Hội khỏe Phù Đổng")
WORD = Attestation(DutyKey("phong-tccb", "ke-hoach-2022", "PL-02a", "2022-02"), "Lan", at("2022-03-01"), confirmed=True)


def judged(rule, items=(), decisions=(), now: str = "2022-03-03T09:00") -> Verdict:
    duties = duties_of(plan(rule), {SO.id: SO, TCCB.id: TCCB}, Calendar())
    place = Place("so-gddt", "cchc", (SECTION,), LOOKS, tuple(items))
    facts = Facts({("so-gddt", "cchc"): place}, tuple(decisions))
    return judge_all(duties, facts, AsOf(at(now), Calendar(), date(2022, 1, 1)))[0]


def test_all_parts_are_owed() -> None:
    assert judged(BOTH, (DONE,), (WORD,)).status is Status.MET
    assert judged(BOTH, (DONE,)).status is Status.AWAITING
    assert judged(BOTH, (), (WORD,)).status is Status.OVERDUE
    assert judged(BOTH, (OTHER,), (WORD,)).status is Status.OVERDUE


def test_any_part_will_do() -> None:
    assert judged(EITHER, (DONE,)).status is Status.MET
    assert judged(EITHER, (), (WORD,)).status is Status.MET
    assert judged(EITHER).status is Status.AWAITING


def test_the_whole_says_how_its_parts_stand() -> None:
    verdict = judged(BOTH, (DONE,))
    assert (verdict.key.obligation, verdict.counted, verdict.needed) == ("PL-02", 1, 2)
    assert verdict.figures["part_PL-02a"] == "awaiting"
    assert verdict.figures["part_PL-02b"] == "met"
    assert "đúng hạn" in verdict.sentence
    assert verdict.publications == (1,)


def test_if_any_in_all_parts_is_not_owed() -> None:
    contest = scheduled(
        "PL-09a", "2022-02", (), kind=Kind.ATTESTED, where=Where(offline=True), match=Words(), when_event=True
    )
    whole = scheduled("PL-09", "2022-02", (), match=Words(), parts=(contest, contest), parts_mode="all_of")
    assert judged(whole).status is Status.NOT_APPLICABLE


def test_the_places_of_a_whole_are_those_of_its_parts() -> None:
    duty = duties_of(plan(BOTH), {SO.id: SO, TCCB.id: TCCB}, Calendar())[0]
    assert place_keys(duty) == (("so-gddt", "cchc"),)


@pytest.mark.parametrize("parts", [(MEETING, POST), (POST, MEETING)])
def test_the_part_that_was_charged_tells_whether_it_was_made_good(parts: tuple[Obligation, ...]) -> None:  # S27
    whole = replace(BOTH, parts=parts)
    refused = replace(WORD, received=False, made_at=at("2022-03-02T08:00"))
    received = replace(WORD, made_at=at("2022-03-03T08:30"))

    def ended(charge: Verdict, after: Verdict) -> str:
        assert charge.status is Status.OVERDUE
        event = advance(Finding(charge.key, 1, FindingState.VIOLATION), after, at("2022-03-04"), held=charge)
        assert event is not None
        return event.kind.value

    both = judged(whole, (DONE,), (refused, received))
    assert ended(judged(whole, (DONE,), (refused,)), both) == "cleared"  # the meeting came late, the word says so
    assert ended(judged(whole, (), (WORD,)), judged(whole, (DONE,), (WORD,))) == "withdrawn"  # the post was in time
    afterwards = replace(DONE, first_seen=at("2022-03-05"), stated=item(1, "2022-03-05").stated)
    assert ended(judged(whole, (), (WORD,)), judged(whole, (afterwards,), (WORD,), "2022-03-06")) == "cleared"


def test_any_part_posted_in_time_takes_a_charge_back() -> None:  # S27
    refused = replace(WORD, received=False, made_at=at("2022-03-02T08:00"))
    charge = judged(EITHER, (OTHER,), (refused,))
    after = judged(EITHER, (DONE,), (refused, replace(WORD, made_at=at("2022-03-03T08:30"))))
    event = advance(Finding(charge.key, 1, FindingState.VIOLATION), after, at("2022-03-04"), held=charge)
    assert event is not None
    assert (charge.status, event.kind.value) == (Status.OVERDUE, "withdrawn")
