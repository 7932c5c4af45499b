"""Titles and duties: whole syllables, marks, abbreviations, near misses, years (S18, S19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.matching import match, touches, years_named
from rules.model import Kind, Medium, Obligation, Theme, Where, Who, Words
from rules.serving import Told, serves
from rules.text import clean, cut_from, fold, sort_key, syllables, tone_free
from rules.title_times import times_of
from tests.rules.cast import monthly, plan, scheduled

PLAN = scheduled(
    "PL-01", "2022-01", (), match=Words(all=("kế hoạch", "CCHC|cải cách hành chính"), none=("tuyên truyền",))
)
PUBLICITY = scheduled("PL-02b", "2022-02", ("kế hoạch", "tuyên truyền", "CCHC"))
INDEX = scheduled("PL-03", "2022-03", ("chỉ số CCHC",), covers="2021")


@pytest.mark.parametrize(
    ("title", "decision"),
    [
        ("Kế hoạch cải cách hành chính năm 2022", "yes"),
        ("KẾ HOẠCH CCHC NĂM 2022", "yes"),
        ("KH cải cách hành chính năm 2022", "yes"),
        ("Ke hoach cai cach hanh chinh nam 2022", "yes"),
        ("Kế hoạch tuyên truyền CCHC năm 2022", "no"),
        ("Kế hoạch cải cách hành chính năm 2020", "no"),
        ("Kế hoạch dạy học năm 2022", "no"),
        ("Thực đơn tuần 12", "no"),
        ("Kế hoạch CCHC giai đoạn 2021-2030", "yes"),  # no `covers`: only the years are compared
    ],
)
def test_the_plan_and_its_near_misses(title: str, decision: str) -> None:
    assert match(title, PLAN, 2022).decision == decision


def test_the_publicity_plan_is_told_from_the_plan() -> None:
    title = "Kế hoạch tuyên truyền cải cách hành chính năm 2022"
    assert match(title, PUBLICITY, 2022).decision == "yes"
    assert match("Kế hoạch cải cách hành chính năm 2022", PUBLICITY, 2022).decision != "yes"


def test_a_match_names_what_it_found_and_what_it_missed() -> None:
    found = match("Tuyên truyền CCHC", PUBLICITY, 2022)
    assert set(found.matched) == {"tuyên truyền", "CCHC"}
    assert found.missing == ("kế hoạch",)


def test_whole_syllables_only() -> None:
    rule = scheduled("X", "2022-03", ("tin",))
    assert match("Tính toán", rule, 2022).decision == "no"
    assert match("Bản tin tháng 3", rule, 2022).decision == "yes"
    assert match("Tín dụng", rule, 2022).decision != "yes"


def test_other_data_years_do_not_serve() -> None:
    assert match("Công bố chỉ số CCHC năm 2021", INDEX, 2022).decision == "yes"
    assert match("Công bố chỉ số CCHC năm 2022", INDEX, 2022).decision == "no"
    assert match("Công bố chỉ số CCHC", INDEX, 2022).decision == "ask"


@pytest.mark.parametrize(
    ("title", "full", "cut"),
    [
        ("Báo cáo kết quả…", "Báo cáo kết quả quý I", True),
        ("Báo cáo kết qu...", "BÁO CÁO “KẾT QUẢ” quý I", True),
        ("Báo cáo [...]", "Báo cáo kết quả quý I", True),
        ("Báo cáo (…)", "Báo cáo kết quả quý I", True),
        ("Báo cáo kết quả công tác", "Báo cáo kết quả công tác cải cách hành chính", True),
        ("Báo cáo kết quả công t", "Báo cáo kết quả công tác cải cách hành chính", True),
        ("Báo cáo", "Báo cáo kết quả", False),  # too short to be a cut
        ("Báo cáo kết quả công tác", "Báo cáo kết quả công tác (dự thảo)", False),
        ("Báo cáo kết quả công tác", "Báo cáo kết quả công tác - Trường THCS Hoa Mai", False),
        ("Báo cáo kết quả…", "Báo cáo kết quả", False),
        ("Báo cáo kết quả…", "Thông báo kết quả quý I", False),
        ("…", "Báo cáo", False),
        ("Báo cáo", "Báo cáo", False),
    ],
)
def test_a_cut_title_is_told_from_another_one(title: str, full: str, cut: bool) -> None:
    assert cut_from(title, full) is cut


def test_years_of_citations_are_not_the_subject() -> None:
    assert years_named("Kế hoạch số 21/2020/KH-UBND ngày 18/02/2021 năm 2022, giai đoạn 2021 - 2025") == {2022}


def test_both_normal_forms_and_both_tone_places_are_one_word() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Kế hoạch CCHC năm 2022")
    assert match(decomposed, PLAN, 2022).decision == "yes"
    assert tone_free("hoà") == tone_free("hòa")
    assert tone_free("kỷ") == tone_free("kỉ")
    assert fold("Ðà Nẵng ĐỒNG") == "da nang dong"


def test_hostile_text_is_cleaned_of_control_and_direction_marks() -> None:
    assert clean("a\u202eb\u0000c\r\nd\u200b") == "ab c d"


def test_names_sort_the_vietnamese_way() -> None:
    names = ["Đặng", "Dao", "Ân", "An", "Ăn", "Đào", "Dương", "Trường 2", "Trường 10"]
    assert sorted(names, key=sort_key)[:7] == ["An", "Ăn", "Ân", "Dao", "Dương", "Đào", "Đặng"]


def test_abbreviations_are_spelt_out() -> None:
    assert syllables("TNHS&TKQ tại GD&ĐT")[:7] == ["tiếp", "nhận", "hồ", "sơ", "và", "trả", "kết"]


# --- order, clauses, gaps --------------------------------------------------------------------------------------------

ORDERED = scheduled(
    "PL-01", "2022-01", (), covers="2022",
    match=Words(all=("kế hoạch … cải cách hành chính",), none=("kế hoạch … kiểm tra",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "decision"),
    [
        ("Kế hoạch thực hiện công tác CCHC năm 2022", "yes"),
        ("Kế hoạch số 86/KH-SGDĐT ngày 17/01/2022 của Sở GDĐT tỉnh Phù Sa về CCHC năm 2022", "yes"),
        ("KẾ HOẠCH ĐẨY MẠNH CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC NĂM 2022", "yes"),
        ("Kế hoach CCHC nam 2022", "yes"),  # marks left out here and there
        ("Kế hoạch hội nghị tổng kết CCHC năm 2022", "ask"),  # another subject in the gap
        ("CCHC năm 2022: ban hành kế hoạch", "ask"),  # the pieces, not in order
        ("Kế hoạch năm học: đẩy mạnh CCHC năm 2022", "ask"),  # not in one clause
        ("Kế hoạch tự kiểm tra CCHC năm 2022", "no"),
        ("Dự thảo Kế hoạch CCHC năm 2022 lấy ý kiến góp ý", "ask"),
        ("Công văn đôn đốc kế hoạch CCHC năm 2022", "ask"),
        ("Kế hoạch CCHC năm 2022 của Bộ Nội vụ", "ask"),
        ("Kế hoạch CCHC năm 2022 của Bộ phận một cửa", "yes"),
        ("Kế hoạch CCHC quý III năm 2022", "no"),
        ("Kế hoạch CCHC giai đoạn 2021-2030", "ask"),
        ("Kế hoạch CCHC năm 2023", "no"),
        ("120/BC-SGDĐT về CCHC năm 2022", "no"),  # the letters of a number are no words
    ],
)
def test_a_phrase_with_a_gap_wants_order_one_clause_and_no_other_subject(title: str, decision: str) -> None:
    found = match(title, ORDERED, 2022)
    assert found.decision == decision, found


def test_a_match_names_the_reading_that_stood_there() -> None:
    rule = scheduled("X", "2022-03", ("xếp hạng … cải cách hành chính|chỉ số cải cách hành chính",))
    assert match("Chỉ số CCHC", rule, 2022).matched == ("chỉ số cải cách hành chính",)
    assert match("Báo cáo", rule, 2022).missing == ("xếp hạng … cải cách hành chính|chỉ số cải cách hành chính",)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DVCTT", "dịch vụ công trực tuyến"),
        ("DVC trực tuyến", "dịch vụ công trực tuyến"),
        ("PAR INDEX", "chỉ số cải cách hành chính"),
        ("GD-ĐT", "giáo dục và đào tạo"),
        ("TN&TKQ", "tiếp nhận và trả kết quả"),
        ("V/v", "về việc"),
        ("06 tháng", "6 tháng"),
        ("sáu tháng", "6 tháng"),
        ("quý III", "quý 3"),
        ("Quí 3", "quý 3"),
        ("hỏi và đáp", "hỏi - đáp"),
        ("Uỷ ban nhân dân", "UBND"),
    ],
)
def test_short_forms_and_numbers_meet_in_both_directions(written: str, meant: str) -> None:
    def said(text: str) -> list[str]:
        return [tone_free(word) for word in syllables(text)]

    assert said(written) == said(meant)


@pytest.mark.parametrize(
    ("title", "years", "parts", "whole"),
    [
        ("Kết quả CCHC 6 tháng đầu năm 2022", (2022,), ("H1",), False),
        ("Kết quả CCHC 06 tháng năm 2022", (2022,), ("H1",), False),
        ("Kết quả CCHC 6 tháng 2022", (2022,), ("H1",), False),
        ("Báo cáo sáu tháng cuối năm 2022", (2022,), ("H2",), False),
        ("Báo cáo nửa đầu năm 2022", (2022,), ("H1",), False),
        ("Báo cáo CCHC quý IV và năm 2022", (2022,), ("Q4",), True),
        ("Báo cáo CCHC Quí 2/2022", (2022,), ("Q2",), False),
        ("Báo cáo tháng 11/2022", (2022,), ("M11",), False),
        ("Báo cáo 9 tháng đầu năm 2022", (2022,), ("N9",), False),
        ("Báo cáo năm 2021, phương hướng nhiệm vụ năm 2022", (2021,), (), False),
        ("Sơ kết 6 tháng đầu năm và phương hướng 6 tháng cuối năm 2022", (2022,), ("H1",), False),
        ("Kết quả năm học 2021-2022", (), (), False),
        ("Kế hoạch CCHC 2022", (2022,), (), False),
        ("Ngày 10 tháng 6 năm 2021, họp về CCHC", (), (), False),
        ("Ke hoach quy 3 nam 2022", (2022,), ("Q3",), False),
    ],
)
def test_the_times_of_a_title(title: str, years: tuple[int, ...], parts: tuple[str, ...], whole: bool) -> None:
    found = times_of(title)
    assert (found.years, found.parts, found.whole) == (years, parts, whole)


HALF = scheduled("PL-05", "2022-05", ("kết quả|báo cáo", "CCHC"), covers="2022-H1")
YEAR = scheduled("PL-11b", "2022-11", ("kết quả|báo cáo", "CCHC"), covers="2022")


@pytest.mark.parametrize(
    ("title", "half", "year"),
    [
        ("Kết quả CCHC 6 tháng đầu năm 2022", "yes", "no"),
        ("Kết quả CCHC năm 2022", "no", "yes"),
        ("Kết quả CCHC quý II năm 2022", "no", "no"),
        ("Báo cáo CCHC quý II và 6 tháng đầu năm 2022", "yes", "no"),
        ("Báo cáo CCHC quý IV và cả năm 2022", "no", "yes"),
        ("Kết quả CCHC 6 tháng đầu năm 2021", "no", "no"),
        ("Kết quả CCHC", "ask", "yes"),
        ("Báo cáo kết quả CCHC năm 2021, phương hướng năm 2022", "no", "no"),
        ("Báo cáo kết quả CCHC năm 2021 và kế hoạch CCHC năm 2022", "no", "ask"),
    ],
)
def test_six_months_are_not_the_year_and_last_year_is_not_this_one(title: str, half: str, year: str) -> None:
    assert (match(title, HALF, 2022).decision, match(title, YEAR, 2022).decision) == (half, year)


# --- a whole plan: day, kind, topic ----------------------------------------------------------------------------------

VIDEO = frozenset({Medium.VIDEO})
GUIDE = scheduled("PL-04", "2022-04", ("dịch vụ công|CCHC",), accepts=VIDEO, where=Where("video", "so-gddt"))
CLIP = scheduled("PL-08", "2022-08", ("CCHC",), accepts=VIDEO, where=Where("video", "so-gddt"))
MEETING = scheduled(
    "PL-09", "2022-09", ("tập huấn … CCHC",), kind=Kind.ATTESTED, where=Where(offline=True), who=Who(units=("a",))
)
WHOLE = plan(
    GUIDE, CLIP, MEETING, monthly(), themes=(Theme("cchc", "CCHC", Words(any=("cải cách hành chính",))),)
)  # fmt: skip


def decided(title: str, **told: object) -> dict[str, str]:
    return {one.obligation: one.decision for one in serves(title, WHOLE, Told(**told))}  # type: ignore[arg-type]


def test_between_like_duties_the_day_decides() -> None:  # S16
    told = {"kind": Medium.VIDEO, "topic": "video"}
    assert decided("Video CCHC", day=date(2022, 4, 12), **told) == {"PL-04": "yes", "PL-08": "no"}
    assert decided("Video CCHC", day=date(2022, 8, 12), **told) == {"PL-04": "no", "PL-08": "yes"}
    assert decided("Video CCHC", day=date(2022, 7, 12), **told) == {"PL-04": "no", "PL-08": "yes"}
    assert decided("Video CCHC", day=date(2021, 8, 12), **told) == {"PL-04": "no", "PL-08": "no"}
    assert decided("Video CCHC", day=date(2023, 1, 2), **told) == {"PL-04": "no", "PL-08": "no"}


def test_a_month_named_in_the_title_is_not_that_of_another_window() -> None:
    assert decided("Video CCHC tháng 4 năm 2022", kind=Medium.VIDEO)["PL-08"] == "ask"
    assert decided("Video CCHC tháng 8 năm 2022", kind=Medium.VIDEO)["PL-08"] == "yes"


def test_a_duty_that_people_prove_is_only_hinted_at() -> None:  # S17
    found = serves("Tập huấn công tác CCHC", WHOLE)
    hint = next(one for one in found if one.obligation == "PL-09")
    assert hint.decision == "ask"
    assert any("Văn phòng" in word for word in hint.missing)


def test_what_asks_nothing_of_the_title_asks_for_its_section_instead() -> None:
    assert decided("Tin CCHC")["IV.1-monthly"] == "yes"
    assert decided("Thực đơn tuần 12")["IV.1-monthly"] == "ask"
    assert decided("Thực đơn tuần 12", topic="cchc")["IV.1-monthly"] == "yes"
    assert "IV.1-monthly" not in decided("Tin CCHC", topic="video")
    assert decided("Tin CCHC năm 2020")["IV.1-monthly"] == "no"
    assert decided("Tin CCHC năm 2020", day=date(2022, 3, 5))["IV.1-monthly"] == "yes"
    assert decided("Tin CCHC", day=date(2022, 1, 5))["IV.1-monthly"] == "no"  # the rule begins in February


def test_a_title_that_says_video_needs_no_one_to_say_it() -> None:
    assert decided("Video dịch vụ công")["PL-04"] == "yes"
    assert decided("Nộp hồ sơ dịch vụ công")["PL-04"] == "ask"


def test_a_theme_is_touched_by_its_words_only() -> None:
    words = Words(all=("CCHC",), any=("giải pháp|cách làm",), none=("kế hoạch",))
    assert touches("Cách làm hay về cải cách hành chính", words)
    assert not touches("Kế hoạch: cách làm hay về CCHC", words)
    assert not touches("CCHC", words)
    assert not touches("CCHC", Words())


def test_hostile_titles_end_soon() -> None:
    rule: Obligation = ORDERED
    for title in ("kế hoạch " * 400, "cải cách hành chính kế hoạch " * 200, "6 tháng " * 500, "2022" * 800, "…" * 3000):
        assert match(title, rule, 2022).decision in ("yes", "ask", "no")


@pytest.mark.parametrize(
    ("title", "decision"),
    [
        ("Kế hoạch cải cách hành chính năm 2022", "yes"),
        ("Sở GDĐT ban hành kế hoạch cải cách hành chính năm 2022", "yes"),
        ("Tình hình thực hiện kế hoạch cải cách hành chính năm 2022", "yes"),
        ("Bộ phận một cửa thực hiện kế hoạch cải cách hành chính năm 2022", "yes"),
        ("UBND tỉnh Phù Sa ban hành kế hoạch cải cách hành chính năm 2022", "ask"),
        ("Tỉnh Phù Sa: kế hoạch cải cách hành chính năm 2022", "ask"),
        ("Bộ Nội vụ ban hành kế hoạch cải cách hành chính năm 2022", "ask"),
        ("Sở Y tế ban hành kế hoạch cải cách hành chính năm 2022", "ask"),
        ("Triển khai kế hoạch cải cách hành chính năm 2022 của tỉnh", "ask"),
        ("Trường THCS Hoa Mai ban hành kế hoạch cải cách hành chính năm 2022", "ask"),
    ],
)
def test_another_office_s_plan_is_asked_about(title: str, decision: str) -> None:
    words = Words(all=("kế hoạch … cải cách hành chính",))
    common = scheduled("PL-01", "2022-01", words.all)
    assert match(title, common, 2022).decision == decision
    own = replace(common, where=Where())
    assert match(title, own, 2022).decision == ("yes" if title.startswith("Trường") else decision)
