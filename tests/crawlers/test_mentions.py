"""Days that a text speaks of, in the forms that people write (S13)."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.dates.mentions import days_mentioned

TODAY = date(2026, 6, 2)
LAST_OF_MAY = date(2026, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31/05/2026 | 22:00", "Chủ nhật, 31-05-2026", "2026-05-31", "31/5/26", "ngày 31 tháng 5 năm 2026",
        "31 Tháng Năm, 2026", "Tháng Năm 31, 2026", "May 31, 2026", "31 May 2026", "Thg 5 31, 2026", "31 Th5", "Th5 31",
        "31 tháng 5", "Kế hoạch năm học (31/05)", "Đăng lúc 22:00 31.05.2026, 12 lượt xem",
        "Chủ Nhật, Tháng Năm 31 2026", "31. Tháng Năm 2026", "Sunday, May 31. 2026", "31 _Tháng Năm 2026",
    ],
)  # fmt: skip
def test_a_day_is_met_in_every_form(text: str) -> None:
    assert list(days_mentioned(text, TODAY)) == [LAST_OF_MAY]


@pytest.mark.parametrize(
    "text", ["Số 31/5/2026/QĐ-THCS", "tháng 5 năm 2026", "24/7", "31/5 học sinh", "32/13/2026", ""]
)
def test_numbers_months_and_fractions_are_none(text: str) -> None:
    assert list(days_mentioned(text, TODAY)) == []


def test_a_day_without_a_year_is_the_last_one_gone_by() -> None:
    assert list(days_mentioned("31 tháng 12", TODAY)) == [date(2025, 12, 31)]


def test_a_day_behind_its_year_is_of_that_year() -> None:
    assert list(days_mentioned("2024, Tháng Năm 31", TODAY)) == [date(2024, 5, 31)]


def test_several_days_are_all_told() -> None:
    assert set(days_mentioned("từ 01/05/2026 đến 31 tháng 5", TODAY)) == {date(2026, 5, 1), LAST_OF_MAY}
