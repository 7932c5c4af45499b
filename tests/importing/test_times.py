"""Times as plans write them."""

from __future__ import annotations

import pytest

from monitor.importing.blocks import ImportTrouble
from monitor.importing.plain import flat
from monitor.importing.times import find_times

CELLS = [
    ("Tháng 01 năm 2022", [{"window": "2022-01"}]),
    ("Tháng 3/2022", [{"window": "2022-03"}]),
    ("T5/2022", [{"window": "2022-05"}]),
    ("03/2022", [{"window": "2022-03"}]),
    ("Tháng 3, 6, 9 và 12", [{"window": f"2022-{month:02}"} for month in (3, 6, 9, 12)]),
    ("Tháng 4 - 6/2022", [{"window": {"from": "2022-04-01", "to": "2022-06-30"}}]),
    ("Từ tháng 4 đến tháng 6", [{"window": {"from": "2022-04-01", "to": "2022-06-30"}}]),
    ("Quý II/2022", [{"window": "2022-Q2"}]),
    ("Quý I, III", [{"window": "2022-Q1"}, {"window": "2022-Q3"}]),
    ("Hết tháng 5/2022", [{"by": "2022-05-31"}]),
    ("Trước tháng 6", [{"before": "2022-06-01"}]),
    ("6 tháng đầu năm 2022", [{"window": "2022-H1"}]),
    ("Trước 30/6", [{"before": "2022-06-30"}]),
    ("15/3/2022", [{"by": "2022-03-15"}]),
    ("15.3.2022", [{"by": "2022-03-15"}]),
    ("Từ ngày 01/3 đến hết ngày 15/3/2022", [{"window": {"from": "2022-03-01", "to": "2022-03-15"}}]),
    ("Hằng tháng", [{"every": "month"}]),
    ("Hàng quý", [{"every": "quarter"}]),
    ("01 lần/quý", [{"every": "quarter"}]),
    ("Ngày 20 hằng tháng", [{"every": "month", "due_day": 20}]),
    ("Trước ngày 10 của tháng cuối quý", [{"every": "quarter", "due_day": 10}]),
    ("Thường xuyên", [{"always": True}]),
    ("Khi có yêu cầu", [{"undated": True, "when_event": True}]),
    ("Sau khi ban hành", [{"after": "issue"}]),
    ("Năm 2022", [{"window": "2022"}]),
]


@pytest.mark.parametrize(("text", "wanted"), CELLS, ids=[text for text, _ in CELLS])
def test_a_cell_of_times_is_read(text: str, wanted: list[dict[str, object]]) -> None:
    assert [dict(time.keys) for time in find_times(flat(text), 2022, cell=True)] == wanted


SENTENCES = [
    ("báo cáo quý I trước ngày 13/3, báo cáo 6 tháng trước ngày 13/6", ["2021-03-13", "2021-06-13"]),
    ("hoàn thành trước ngày 02/4/2021", ["2021-04-02"]),
    ("gửi về Sở trước ngày 15 tháng 12 năm 2021", ["2021-12-15"]),
    ("Thực hiện Kế hoạch số 21/KH-UBND ngày 18/02/2021 của UBND tỉnh", []),
    ("theo Quyết định số 1847/QĐ-TTg ngày 27/12/2021 của Thủ tướng", []),
    ("Nghị quyết của Chính phủ ngày 15/7/2021 về cải cách", []),
    ("triển khai Kế hoạch số 5/KH-UBND, hoàn thành trước ngày 15/4/2021", ["2021-04-15"]),
    ("giai đoạn 2021 - 2030", []),
    ("mức độ 3/4 và 1/2 số hồ sơ", []),
]


@pytest.mark.parametrize(("text", "days"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_days_count_only_where_something_is_due(text: str, days: list[str]) -> None:
    found = [time for time in find_times(flat(text), 2021) if time.kind in ("before", "by")]
    assert [time.keys[0][1] for time in found] == days


@pytest.mark.parametrize("text", ["trước ngày 31/11", "chậm nhất ngày 30/02/2022", "ngày 15/13/2022", "trước 32/1"])
def test_a_day_that_does_not_exist_is_named(text: str) -> None:
    with pytest.raises(ImportTrouble, match="không có thật"):
        find_times(flat(text), 2022, 7)


def test_the_leap_day_exists_in_leap_years_only() -> None:
    assert find_times(flat("trước ngày 29/02"), 2024)[0].keys == (("before", "2024-02-29"),)
    with pytest.raises(ImportTrouble):
        find_times(flat("trước ngày 29/02"), 2023)
