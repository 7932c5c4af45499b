"""Titles and duties: whole syllables, marks, abbreviations, near misses, years (S18, S19)."""

from __future__ import annotations

import pytest

from rules.matching import match, years_named
from rules.model import Words
from rules.text import clean, fold, sort_key, syllables, tone_free
from tests.rules.cast import scheduled

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
        ("Kế hoạch CCHC giai đoạn 2021-2030", "yes"),
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
