"""Edges of the law at which somebody might be accused who did not fail (S5, S9, S13, S16–S19)."""

from dataclasses import replace
from datetime import date

from rules.duties import duties_of
from rules.engine import place_keys
from rules.matching import match
from rules.model import (
    Always,
    Answer,
    Attestation,
    DateSeen,
    DutyKey,
    Every,
    Flag,
    Kind,
    Outcome,
    Precision,
    Status,
    Undated,
    Where,
    Who,
    Window,
    Words,
)
from tests.rules.cast import (
    BINH_MINH,
    HOA_MAI,
    PLAIN_WEEK,
    PROVEN,
    at,
    item,
    judged,
    look,
    march,
    monthly,
    plan,
    scheduled,
    stated,
)

CH = (Status.LATE, Status.OVERDUE, Status.MISSED)


def test_a_timeout_after_drift_does_not_bring_the_charge_back():  # S13
    drift = (*PROVEN, look(3, "2022-04-03T08:00", Outcome.DRIFTED))
    assert march("2022-04-03T09:00", drift).status is Status.UNKNOWN
    worse = (*drift, look(4, "2022-04-04T08:00", Outcome.TIMEOUT))
    v = march("2022-04-04T09:00", worse)
    assert v.status is Status.UNKNOWN, (v.status, v.sentence)


def test_an_answer_no_for_april_does_not_undo_the_yes_for_march():  # S9 S19
    it = item(7, None, "2022-04-02T07:00", absent_at=at("2022-03-28T07:00"))
    yes = Answer("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", 7, True, "Lan", at("2022-04-03T08:00"), "2022-03")
    no = Answer("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", 7, False, "Lan", at("2022-04-03T08:05"), None)
    first = judged(plan(monthly()), "2022-04-03T09:00", PROVEN, (it,), (yes,))["IV.1-monthly", "2022-03"]
    assert first.status is Status.MET
    v = judged(plan(monthly()), "2022-04-03T09:00", PROVEN, (it,), (yes, no))["IV.1-monthly", "2022-03"]
    assert v.status is Status.MET, (v.status, v.sentence)


def test_an_early_item_beyond_the_reach_of_the_looks_is_no_charge():  # S16 + S13
    o = scheduled("PL-04", "2022-04", ("phong trào",))
    since = at("2022-04-01")
    ls = tuple(look(n, w, complete_since=since) for n, w in ((1, "2022-05-03T08:00"), (2, "2022-05-03T08:40")))
    v = judged(plan(o), "2022-05-03T09:00", ls, (), place=("so-gddt", "cchc"))["PL-04", "2022-04"]
    # nobody has looked at February and March, where an early item would be MET
    assert v.status not in CH, (v.status, v.sentence)


def test_a_month_precise_date_that_may_lie_in_the_window_is_asked():  # S7 S9
    o = replace(
        scheduled("PL-04", "2022-03", ("phong trào",)),
        when=Window("2022-03-01..2022-03-20", date(2022, 3, 1), date(2022, 3, 20)),
    )
    it = replace(
        item(5, "2022-03-01"),
        title="Video phong trào",
        stated=(DateSeen(stated("2022-03-01", Precision.MONTH), at("2022-03-25")),),
        first_seen=at("2022-03-10T08:00"),
    )
    v = judged(plan(o), "2022-04-03T09:00", PROVEN, (it,), place=("so-gddt", "cchc"))["PL-04", "2022-03-01..2022-03-20"]
    assert v.status not in CH, (v.status, v.questions, v.sentence)


def test_month_precise_dates_under_a_weekly_rule():
    o = monthly(when=Every("week", date(2022, 3, 7), date(2022, 3, 20)), cure="none")
    it = replace(
        item(5, "2022-03-01"),
        stated=(DateSeen(stated("2022-03-01", Precision.MONTH), at("2022-03-10")),),
        first_seen=at("2022-03-10T08:00"),
    )
    r = judged(plan(o), "2022-04-03T09:00", PROVEN, (it,))
    v = r["IV.1-monthly", "2022-W10"]
    assert v.status not in CH, (v.status, v.questions)


def test_count_by_first_seen_across_a_boundary_is_asked():  # S10
    it = item(5, "2022-03-10T08:00", "2022-04-02T07:00", absent_at=at("2022-03-30T07:00"))
    v = march("2022-04-03T09:00", PROVEN, (it,), count_by="first_seen", cure="none")
    assert v.status not in CH, (v.status, v.questions, v.sentence)


def test_an_ask_level_item_before_the_window_is_asked():  # S16 S19
    o = scheduled("PL-04", "2022-04", ("phong trào", "thi đua", "cải cách hành chính"))
    it = replace(item(5, "2022-03-30T08:00"), title="Phong trào thi đua của ngành")
    assert match(it.title, o, 2022).decision == "ask"
    ls = (look(1, "2022-05-03T08:00"), look(2, "2022-05-03T08:40"))
    v = judged(plan(o), "2022-05-03T09:00", ls, (it,), place=("so-gddt", "cchc"))["PL-04", "2022-04"]
    assert v.status not in CH, (v.status, v.questions, v.sentence)


def test_an_undated_matching_item_of_the_baseline_is_asked_although_seen_before_the_window():  # S9
    o = scheduled("PL-04", "2022-04", ("phong trào",))
    it = replace(item(5, None, "2022-02-10T08:00", baseline=True), title="Video phong trào")
    ls = (look(1, "2022-05-03T08:00"), look(2, "2022-05-03T08:40"))
    v = judged(plan(o), "2022-05-03T09:00", ls, (it,), place=("so-gddt", "cchc"))["PL-04", "2022-04"]
    assert v.status not in CH, (v.status, v.questions, v.sentence)


def test_an_ask_level_item_in_the_cure_is_not_counted():  # S19
    o = monthly(match=Words(all=("phong trào", "thi đua", "cải cách hành chính")))
    it = replace(item(5, "2022-04-02T06:00"), title="Phong trào thi đua của ngành")
    v = judged(plan(o), "2022-04-03T09:00", PROVEN, (it,))["IV.1-monthly", "2022-03"]
    assert 5 not in v.publications, (v.status, v.publications, v.questions)


def attested_duty(**more):
    return monthly(kind=Kind.ATTESTED, where=Where(offline=True), proof=("attest",), cure="plan_end", **more)


def test_not_received_before_the_due_day_accuses_nobody():  # S17
    key = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022-06")
    word = Attestation(key, "Lan", at("2022-04-03T08:00"), True, False)
    v = judged(plan(attested_duty()), "2022-04-03T09:00", (), (), (word,))["IV.1-monthly", "2022-06"]
    assert v.status not in CH, (v.status, v.sentence)


def test_not_received_on_a_duty_without_a_day_is_never_overdue():  # S5
    o = attested_duty(when=Undated())
    key = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022")
    word = Attestation(key, "Lan", at("2022-04-03T08:00"), True, False)
    v = judged(plan(o), "2022-04-03T09:00", (), (), (word,))["IV.1-monthly", "2022"]
    assert v.status not in CH, (v.status, v.sentence)


def test_an_item_of_the_second_member_serves_a_group_that_owes_as_one():  # S18
    o = monthly(who=Who(groups=("truc-thuoc",), each=False))
    units = {u.id: u for u in (HOA_MAI, BINH_MINH)}
    duties = duties_of(plan(o), units, PLAIN_WEEK)
    assert ("th-binh-minh", "cchc") in place_keys(duties[0]), place_keys(duties[0])


def test_any_of_inside_all_of_keeps_its_meaning():  # S16
    def leaf(i):
        return attested_duty(id=i)

    inner = attested_duty(id="B", parts=(leaf("B1"), leaf("B2")), parts_mode="any_of")
    whole = attested_duty(id="W", parts=(leaf("A"), inner), parts_mode="all_of")

    def k(o):
        return DutyKey("thcs-hoa-mai", "ke-hoach-2022", o, "2022-03")

    done = tuple(Attestation(k(o), "Lan", at("2022-04-03T08:00"), True, True) for o in ("A", "B1"))
    none = (Attestation(k("B2"), "Lan", at("2022-04-03T08:00"), True, False),)
    v = judged(plan(whole), "2022-04-05T09:00", (), (), done + none)["W", "2022-03"]
    assert v.status is Status.MET, (v.status, v.sentence)


def test_a_part_is_judged_in_its_own_window():
    a = scheduled("PLa", "2022-04", ("aaa",))
    b = scheduled("PLb", "2022-08", ("bbb",))
    whole = replace(scheduled("PL", "2022-04", ()), parts=(a, b), parts_mode="all_of", match=Words())
    it = replace(item(5, "2022-04-10T08:00"), title="aaa")
    ls = (look(1, "2022-05-03T08:00"), look(2, "2022-05-03T08:40"))
    v = judged(plan(whole), "2022-05-03T09:00", ls, (it,), place=("so-gddt", "cchc"))["PL", "2022-04"]
    assert v.status not in CH, (v.status, v.sentence)


def test_the_year_of_a_decree_is_not_the_subject_year():  # S19
    o = scheduled("PL", "2022-04", ("một cửa",))
    for title in (
        "Tuyên truyền Nghị định 61/2018 về cơ chế một cửa",
        "Thực hiện Nghị quyết 76 năm 2021 của Chính phủ: cơ chế một cửa",
        "Công bố TTHC một cửa theo Quyết định số 468 ngày 27 tháng 3 năm 2021",
    ):
        assert match(title, o, 2022).decision != "no", (title, match(title, o, 2022))


def test_at_most_one_undated_question_for_a_scheduled_duty():  # S9
    o = scheduled("PL-04", "2022-04", ("phong trào",))
    its = tuple(replace(item(n, None, "2022-05-02T08:00", baseline=True), title=f"Phong trào số {n}") for n in range(4))
    ls = (look(1, "2022-05-03T08:00"), look(2, "2022-05-03T08:40"))
    v = judged(plan(o), "2022-05-03T09:00", ls, its, place=("so-gddt", "cchc"))["PL-04", "2022-04"]
    assert len(v.questions) <= 1, v.questions


def test_fresh_standing_with_an_ask_level_item_is_not_charged():  # S19
    o = monthly(
        kind=Kind.STANDING,
        when=Always(),
        fresh_days=30,
        match=Words(all=("phong trào", "thi đua", "cải cách hành chính")),
    )
    it = replace(item(5, "2022-04-25T06:00"), title="Phong trào thi đua của ngành")
    ls = (look(1, "2022-05-03T08:00"), look(2, "2022-05-03T08:40"))
    v = judged(plan(o), "2022-05-03T09:00", ls, (it,))["IV.1-monthly", "always"]
    assert v.status not in CH, (v.status, v.questions, v.sentence)


def test_a_page_with_an_ask_level_title_is_not_met_without_asking():  # S19
    o = monthly(
        kind=Kind.STANDING,
        when=Always(),
        present="page",
        match=Words(all=("phong trào", "thi đua", "cải cách hành chính")),
    )
    it = replace(item(5, "2022-04-25T06:00"), title="Phong trào thi đua của ngành")
    v = judged(plan(o), "2022-05-03T09:00", (), (it,))["IV.1-monthly", "always"]
    assert v.status is not Status.MET, v.status


def test_two_unchanged_looks_without_a_read_prove_nothing():
    ls = tuple(look(n, w, Outcome.UNCHANGED, full=True) for n, w in ((1, "2022-04-02T08:00"), (2, "2022-04-02T08:40")))
    v = march("2022-04-02T09:00", ls)
    assert v.status not in CH, v.status


def test_a_tls_tolerated_look_is_flagged():  # S11
    ls = tuple(look(n, w, tls_tolerated=True) for n, w in ((1, "2022-04-02T08:00"), (2, "2022-04-02T08:40")))
    v = march("2022-04-02T09:00", ls)
    assert Flag.TLS in v.flags, v.flags
