"""The shipped plans: everything that binds is there, nothing vague can go bad, every word is ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.catalogue.loading import check_plan, usual_calendar
from monitor.catalogue.workspace import config_dir, plan_ids
from rules.duties import duties_of
from rules.engine import Facts, judge_all, place_keys
from rules.model import (
    BEGINNING,
    CHARGES,
    AsOf,
    Attestation,
    Deadline,
    Duty,
    Every,
    Kind,
    Look,
    Obligation,
    Outcome,
    Place,
    Plan,
    Status,
    Unit,
    Verdict,
    Window,
)
from rules.parts import leaves
from rules.periods import last_day, midnight
from rules.text import clean, fold

PLANS = (
    "ca-mau-gddt-2024",
    "kon-tum-gddt-2021",
    "soc-trang-gddt-2022",
    "soc-trang-ldtbxh-2021",
    "tay-ninh-gddt-2020",
)
UNITS = {
    unit.id: unit
    for unit in (
        Unit("so-gddt", "Sở GDĐT tỉnh Phù Sa"),
        Unit("van-phong", "Văn phòng Sở", groups=("phong-cm-nv",)),
        Unit("phong-tccb", "Phòng Tổ chức cán bộ", groups=("phong-cm-nv",)),
        Unit("phong-khtc", "Phòng Kế hoạch - Tài chính", groups=("phong-cm-nv",)),
        Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", groups=("truc-thuoc",)),
        Unit("th-binh-minh", "Trường TH Bình Minh", groups=("truc-thuoc",)),
    )
}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def plan_of(id: str) -> Plan:
    return check_plan(config_dir() / "plans" / f"{id}.yaml")


def everything(obligations: tuple[Obligation, ...]) -> Iterator[Obligation]:
    """Obligations and their parts."""
    for obligation in obligations:
        yield obligation
        yield from everything(obligation.parts)


def bound(plan: Plan) -> list[Duty]:
    return duties_of(plan, UNITS, usual_calendar())


def test_the_five_founding_plans_are_shipped() -> None:
    assert set(PLANS) <= set(plan_ids())


@pytest.mark.parametrize("id", PLANS)
def test_every_obligation_has_a_name_a_title_and_a_source(id: str) -> None:
    plan = plan_of(id)
    found = list(everything(plan.obligations))
    assert plan.id == id
    assert plan.title
    assert plan.issuer
    assert plan.source["document"].endswith(".txt")
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.source, one.id
        assert one.title != one.id
        assert 2 <= len(one.title.split()) <= 20, one.title
        assert fold(one.title) != one.title.casefold(), f"{one.id}: a title without marks"


@pytest.mark.parametrize("id", PLANS)
def test_every_obligation_binds_somebody_of_a_usual_office(id: str) -> None:
    plan = plan_of(id)
    assert {duty.key.obligation for duty in bound(plan)} == {one.id for one in plan.obligations}


@pytest.mark.parametrize("id", PLANS)
def test_a_measure_of_ours_never_accuses(id: str) -> None:
    """No plan says in how many days something must be new: days that we chose are for watching only (S16)."""
    for leaf in leaves(plan_of(id).obligations):
        if leaf.fresh_days is not None or leaf.present in ("page", "pattern"):
            assert leaf.binding != "must", leaf.id
            assert leaf.ambiguity, leaf.id


# --- what may go bad, seen with eyes that find nothing ---------------------------------------------------------------


def barren(duties: list[Duty], until: datetime) -> Facts:
    """Every place read to its end, twice a fortnight all the time, and nothing was ever published."""
    places = {}
    for key in {place for duty in duties for place in place_keys(duty)}:
        section, looks = f"{key[0]}/{key[1]}", []
        moment = until - timedelta(days=560)
        while moment < until:
            for minutes in (0, 40):
                at = moment + timedelta(minutes=minutes)
                looks.append(Look(len(looks) + 1, section, *key, at, Outcome.READ, BEGINNING, full=True, stored=True))
            moment += timedelta(days=14)
        places[key] = Place(*key, (section,), tuple(looks))
    return Facts(places)


def through_the_year(plan: Plan, denied: bool = False) -> list[Verdict]:
    """The verdicts on the first of every month, to half a year after the end. ``denied``: the office says "no" to
    all."""
    duties, end = bound(plan), midnight(date(plan.year + 1, 7, 1))
    facts = barren(duties, end)
    if denied:
        said = midnight(date(plan.year, 1, 1))
        words = tuple(Attestation(duty.key, "Lan", said, confirmed=True, received=False) for duty in duties)
        facts = Facts(facts.places, words)
    found: list[Verdict] = []
    for number in range(18):
        day = date(plan.year + number // 12, number % 12 + 1, 1)
        asof = AsOf(midnight(day) + timedelta(hours=20), usual_calendar(), date(plan.year, 1, 1))
        found += judge_all(duties, facts, asof)
    return found


@pytest.mark.parametrize("denied", [False, True])
def test_the_plan_of_tay_ninh_creates_nothing_that_can_go_bad(denied: bool) -> None:
    plan = plan_of("tay-ninh-gddt-2020")
    duties = bound(plan)
    assert duties
    assert not [str(duty.key) for duty in duties if duty.strict is not None]
    statuses = {verdict.status for verdict in through_the_year(plan, denied)}
    assert statuses <= {Status.AWAITING, Status.NOT_APPLICABLE, Status.NOT_DUE, Status.MET}
    assert not statuses & CHARGES
    text = (config_dir() / "plans" / "tay-ninh-gddt-2020.yaml").read_text(encoding="utf-8")
    assert "KHÔNG TẠO VIỆC NÀO CÓ HẠN" in text


@pytest.mark.parametrize("id", ["ca-mau-gddt-2024", "kon-tum-gddt-2021", "soc-trang-ldtbxh-2021"])
def test_plans_without_numbers_are_never_charged_by_what_a_site_lacks(id: str) -> None:
    assert not {str(verdict.key) for verdict in through_the_year(plan_of(id)) if verdict.status in CHARGES}


def test_of_soc_trang_only_the_monthly_rule_and_the_appendix_are_charged() -> None:
    charged = {verdict.key.obligation for verdict in through_the_year(plan_of("soc-trang-gddt-2022"))
               if verdict.status in CHARGES}  # fmt: skip
    assert {"IV.1-monthly", "PL-03", "PL-04", "PL-12"} <= charged
    assert {id for id in charged if not id.startswith("PL-")} == {"IV.1-monthly"}


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "strict", "lenient"),
    [
        ("TH.2-bc-q1", ("2021-03-12", "thứ Sáu"), ("2021-03-15", "thứ Hai")),
        ("TH.2-bc-6-thang", ("2021-06-12", "thứ Bảy"), ("2021-06-14", "thứ Hai")),
        ("TH.2-bc-q3", ("2021-09-12", "Chủ nhật"), ("2021-09-13", "thứ Hai")),
        ("TH.2-bc-nam", ("2021-12-12", "Chủ nhật"), ("2021-12-13", "thứ Hai")),
    ],
)
def test_the_four_dated_reports_say_both_last_days(id: str, strict: tuple[str, str], lenient: tuple[str, str]) -> None:
    plan = plan_of("soc-trang-ldtbxh-2021")
    found = [duty for duty in bound(plan) if duty.key.obligation == id]
    assert {duty.key.unit for duty in found} == {"thcs-hoa-mai", "th-binh-minh"}
    for duty in found:
        assert duty.strict is not None
        assert duty.lenient is not None
        assert (duty.obligation.reading, duty.obligation.report_to) == ("lenient", ("van-phong",))
        assert not duty.passed_at_issue
        for end, (day, weekday) in ((duty.strict, strict), (duty.lenient, lenient)):
            last = last_day(end)
            assert (last.isoformat(), WEEKDAYS[last.weekday()]) == (day, weekday)
            assert f"{weekday} {last.day}/{last.month}/{last.year}" in duty.obligation.note


def test_the_dated_duties_of_the_plans_are_these_and_no_others() -> None:
    dated = {
        (plan, one.id): one.when.day.isoformat()
        for plan in PLANS
        for one in plan_of(plan).obligations
        if isinstance(one.when, Deadline)
    }
    assert dated == {
        ("ca-mau-gddt-2024", "IV.3-ke-hoach"): "2024-04-02",
        ("ca-mau-gddt-2024", "IV.3-bc-ke-hoach"): "2024-04-02",
        ("soc-trang-ldtbxh-2021", "TH.2-bc-q1"): "2021-03-13",
        ("soc-trang-ldtbxh-2021", "TH.2-bc-6-thang"): "2021-06-13",
        ("soc-trang-ldtbxh-2021", "TH.2-bc-q3"): "2021-09-13",
        ("soc-trang-ldtbxh-2021", "TH.2-bc-nam"): "2021-12-13",
    }
    timed = {
        (plan, one.id) for plan in PLANS for one in plan_of(plan).obligations if isinstance(one.when, Every | Window)
    }
    appendix = {("soc-trang-gddt-2022", f"PL-{number:02}") for number in range(1, 13)}
    assert timed == {("soc-trang-gddt-2022", "IV.1-monthly"), *appendix}


def test_ca_maus_units_have_until_the_first_or_second_of_april() -> None:
    duty = next(duty for duty in bound(plan_of("ca-mau-gddt-2024")) if duty.key.obligation == "IV.3-ke-hoach")
    assert duty.strict is not None
    assert duty.lenient is not None
    assert [last_day(duty.strict), last_day(duty.lenient)] == [date(2024, 4, 1), date(2024, 4, 2)]
    assert not duty.passed_at_issue


@pytest.mark.parametrize("id", PLANS)
def test_a_report_is_closed_by_the_office_alone(id: str) -> None:
    """S17: nobody is accused of a report that no page can show."""
    for one in plan_of(id).obligations:
        if one.kind is Kind.DEADLINE:
            assert one.confirmed_by == "office", one.id
            assert "attest" in one.proof, one.id


# --- our own words ---------------------------------------------------------------------------------------------------


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words as they are written, without marks."""
    words = re.findall(r"\w+", fold(clean(text)))
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.shared
@pytest.mark.parametrize("id", PLANS)
def test_no_text_of_a_plan_is_a_sentence_of_its_document(id: str, shared: Path) -> None:
    plan = plan_of(id)
    document = runs((shared / "seeds" / plan.source["document"]).read_text(encoding="utf-8"), 9)
    assert document
    for one in everything(plan.obligations):
        said = (one.title, one.note, one.ambiguity)
        for text in said:
            assert not runs(text, 9) & document, f"{one.id}: {text}"
