"""What must be there all the time (S13, S16, S17)."""

from __future__ import annotations

from rules.model import Always, Answer, Attestation, DutyKey, Kind, Look, Outcome, Publication, Status, Verdict, Words
from tests.rules.cast import at, item, judged, look, monthly, plan

KEY = ("chuyen-muc", "always")


def standing(**changes: object):
    return monthly(id="chuyen-muc", kind=Kind.STANDING, when=Always(), **changes)


def verdict(rule, now: str, looks: tuple[Look, ...] = (), items: tuple[Publication, ...] = (), decisions=()) -> Verdict:
    return judged(plan(rule), now, looks, items, decisions)[KEY]


TWO = (look(1, "2022-04-02T08:00"), look(2, "2022-04-02T08:40"))


def test_a_section_that_is_seen_is_there() -> None:
    assert verdict(standing(present="section"), "2022-04-02T09:00", TWO).status is Status.MET


def test_a_section_that_cannot_be_seen_accuses_nobody() -> None:
    gone = (look(1, "2022-04-02T08:00", Outcome.HTTP_STATUS), look(2, "2022-04-02T08:40", Outcome.MOVED))
    assert verdict(standing(present="section"), "2022-04-02T09:00", gone).status is Status.UNKNOWN
    assert verdict(standing(present="section"), "2022-04-02T09:00").status is Status.UNKNOWN


def test_a_page_is_there_or_proven_absent() -> None:
    rule = standing(present="page", match=Words(all=("đường dây nóng",)))
    line = item(1, "2019-05-05", "2022-01-10", title="Đường dây nóng tiếp nhận phản ánh")
    assert verdict(rule, "2022-04-02T09:00", TWO, (line,)).status is Status.MET
    absent = verdict(rule, "2022-04-02T09:00", TWO, (item(2, "2022-03-01"),))
    assert (absent.status, absent.proof) == (Status.OVERDUE, (1, 2))
    short = tuple(look(n, f"2022-04-02T0{n}:00", complete_since=at("2022-03-01")) for n in (7, 8))
    assert verdict(rule, "2022-04-02T09:00", short).status is Status.UNKNOWN


def test_something_fresh_within_days() -> None:
    rule = standing(fresh_days=30)
    old, new = item(1, "2022-02-01"), item(2, "2022-03-20")
    fresh = verdict(rule, "2022-04-02T09:00", TWO, (old, new))
    assert fresh.status is Status.MET
    assert fresh.valid_until is not None
    stale = verdict(rule, "2022-04-02T09:00", TWO, (old,))
    assert stale.status is Status.OVERDUE
    assert "01/02/2022" in stale.sentence
    assert verdict(rule, "2022-04-02T09:00", (), (old,)).status is Status.UNKNOWN
    assert verdict(rule, "2022-01-20").status is Status.NOT_DUE


def test_what_no_page_can_show_waits_for_the_office() -> None:
    rule = standing(answers_within=5)
    assert verdict(rule, "2022-04-02T09:00", TWO).status is Status.AWAITING
    word = Attestation(DutyKey("thcs-hoa-mai", "ke-hoach-2022", "chuyen-muc", "always"), "Lan", at("2022-04-01"), True)
    assert verdict(rule, "2022-04-02T09:00", TWO, (), (word,)).status is Status.MET


def test_the_office_says_that_what_appeared_under_an_older_day_is_fresh() -> None:  # S10, S19
    rule = standing(fresh_days=20)
    first = item(1, "2022-02-20")
    backdated = item(2, "2022-01-15", "2022-03-25T08:00", absent_at=at("2022-03-24T08:00"))
    asked = verdict(rule, "2022-03-27T09:00", TWO, (first, backdated))
    assert [(question.kind, question.publication) for question in asked.questions] == [("appeared", 2)]
    assert "mới xuất hiện" in asked.questions[0].text
    yes = Answer("thcs-hoa-mai", "chuyen-muc", "ke-hoach-2022", 2, True, "Hoa", at("2022-03-27T09:00"), "always")
    fresh = verdict(rule, "2022-03-27T10:00", TWO, (first, backdated), (yes,))
    assert (fresh.status, fresh.questions) == (Status.MET, ())
    assert fresh.valid_until == at("2022-04-14T08:00")
