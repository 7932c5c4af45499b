"""Stated dates: forms seen on real sites, their precision, and everything that looks like a date and is none (S7)."""

from __future__ import annotations

import csv
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.dates.stated import TRUST, by_trust, day_only, labelled, parse_stated, signed_day
from rules.model import VN, Precision, StatedDate

from .webs import NOW


def read(text: str, month_first: bool = False) -> str | None:
    found = parse_stated(text, "list:text", NOW, month_first=month_first)
    if found is None:
        return None
    local = found.at.astimezone(VN)
    form = {Precision.MINUTE: "%Y-%m-%d %H:%M", Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m"}[found.precision]
    return local.strftime(form)


FORMS = {
    "Thứ hai - 11/11/2024 04:09": "2024-11-11 04:09",
    "- 12/05/2016 04:00:00 PM": "2016-05-12 16:00",
    "12/08/2017 7:09 CH.": "2017-08-12 19:09",
    "Ngày cập nhật 04/01/2021": "2021-01-04",
    "(21:01 | 17/03/2021)": "2021-03-17 21:01",
    "26/01/2024 15:48 PM": "2024-01-26 15:48",
    "27/09/2013 15:08 CH": "2013-09-27 15:08",
    "27/09/2013 7:10 SA": "2013-09-27 07:10",
    "09/12/2019 | 07:45 GMT+7": "2019-12-09 07:45",
    "09/12/2019 01:45 (GMT+0)": "2019-12-09 08:45",
    "Thứ ba, 25 Tháng 1 2022 16:22": "2022-01-25 16:22",
    "11:51, Ngày 21/10/2017": "2017-10-21 11:51",
    "05-04-2021": "2021-04-05",
    "(05.08.2019 15:52)": "2019-08-05 15:52",
    "27/5/2022 11:5": "2022-05-27 11:05",
    "5 Tháng Mười Một, 2026": "2026-11-05",
    "Tháng Mười Một 5, 2026": "2026-11-05",
    "Thứ 5, 07/11/2019 | 14:45": "2019-11-07 14:45",
    "16:32 - Thứ ba, 27/10/2026": "2026-10-27 16:32",
    "16:32 thứ 3 ngày 27/10/2026": "2026-10-27 16:32",
    "Thứ 4, 24/06/20": "2020-06-24",
    "thứ sáu, Ngày 04/01/2019, 15:54": "2019-01-04 15:54",
    "Ngày đăng 23/03/2016 | 03:45 PM | View count: 935": "2016-03-23 15:45",
    "Cập nhật lúc 15h30 ngày 20/10/2021": "2021-10-20 15:30",
    "15 giờ 30 phút, ngày 20/10/2021": "2021-10-20 15:30",
    "Ngày 19/09/2019 (thứ 5)": "2019-09-19",
    "12/05/2016 12:30:00 AM": "2016-05-12 00:30",
    "12/05/2016 12:30 PM": "2016-05-12 12:30",
    "2022/03/05 08:10": "2022-03-05 08:10",
    "21 tháng 09 năm 2025": "2025-09-21",
    "tháng 9 năm 2025": "2025-09",
    "2026-11-17": "2026-11-17",
    "2026-11-17T11:25:00+07:00": "2026-11-17 11:25",
    "2026-11-17T17:30:00Z": "2026-11-18 00:30",
    "2019-07-17T20:56:54+0700": "2019-07-17 20:56",
    "2026-09-29+0716:00:00": "2026-09-29 16:00",
    "2026-06-30EDT13:20:00": "2026-07-01 00:20",
    "2021-02-19ICT13:31:33": "2021-02-19 13:31",
    "Tue, 17 Nov 2026 04:25:00 +0000": "2026-11-17 11:25",
    "5 Nov 2026 10:15:00 GMT": "2026-11-05 17:15",
    "17/11/2026 15:10 - Tác giả: Phạm Thu Hà": "2026-11-17 15:10",
    "Đăng bởi: Phạm Thu Hà | 17/11/2026 15:10": "2026-11-17 15:10",
    "Quản trị - 17/11/2026": "2026-11-17",
    "Posted by admin, 17/11/2026": "2026-11-17",
    "by admin on 17/11/2026": "2026-11-17",
    "17/11/2026 | 357 lượt xem | 3 bình luận": "2026-11-17",
    "17/11/2026 | 1.357 lượt xem | Quản trị viên": "2026-11-17",
    "08:05 17/11/2026 | Lượt xem: 42 | Tổ Văn phòng": "2026-11-17 08:05",
    "Lượt xem: 1.357 | 17/11/2026": "2026-11-17",
    "Được đăng: 17 Tháng 11 2026": "2026-11-17",
    "Được viết ngày Thứ ba, 17 Tháng 11 2026 08:05": "2026-11-17 08:05",
    "Xuất bản: 17 Tháng 11 2026": "2026-11-17",
    "Tin đăng ngày: 17/11/2026": "2026-11-17",
    "17 Th11 2026": "2026-11-17",
    "17 thg 11, 2026": "2026-11-17",
    "Tháng 11 17, 2026": "2026-11-17",
    "8:05 sáng, 17/11/2026": "2026-11-17 08:05",
    "Thứ Ba, Tháng Mười Một 17 2026": "2026-11-17",
    "Thứ Năm, Tháng Mười Một 5. 2026": "2026-11-05",
    "Đăng lúc 08:05 Thứ Năm, Tháng Mười Một 5 2026.": "2026-11-05 08:05",
    "Thứ Tư, 4. Tháng Mười Một 2026": "2026-11-04",
    "Wednesday, 4. November 2026": "2026-11-04",
    "Thursday, November 5. 2026": "2026-11-05",
    "Thứ Năm, 2026, Tháng Mười Một 5": "2026-11-05",
    "2026, Tháng Mười Một 5 08:05": "2026-11-05 08:05",
    "5 _Tháng Mười Một 2026": "2026-11-05",
    "5 _Tháng 11 2026": "2026-11-05",
    "Tháng 11 17 2026": "2026-11-17",
    "Th11 17 2026": "2026-11-17",
}

NO_DATES = (
    "Cập nhật lần cuối: 17/11/2026", "Lần sửa cuối: 17/11/2026", "17/11", "17 Th11", "Khai mạc - 17/11/2026",
    "3 giờ trước", "hôm qua", "22/11/2025 - 24/11/2025", "20251122", "Phù Sa, ngày 17 tháng 11 năm 2026",
    "1/1/0001", "01/01/1970", "31/12/9999", "06/12/0000", "31/11/2021", "29/02/2021", "32/01/2022",
    "Thông tư 09/2024/TT-BGDĐT", "Kế hoạch số 12/KH-THCS ngày 15/01/2026", "ngày 15/7/2021 của Chính phủ",
    "Ngày 12-13/03/2020 (thứ 5-6)", "09-10/04/2020", "(20/11/1982 - 20/11/2019)", "0290.3.831.183", "Đã xem: 330",
    "Hôm nay: 3", "Hôm nay: Thứ ba, ngày 17/05/2022", "Ngày hiệu lực: (28/04/2017)", "Ngày sinh: 02/03/2004",
    "Trang 1/2", "năm học 2026-2027", "2026", "11:25", "", "2026-06-30CST13:20:00", "17/11/2030", "Thứ hai, 05/11/2026",
    "Tháng 11 5 2026", "Th11 5 2026", "Tháng 5 11 2026", "1. Tháng Chín 2026", "1. Tháng Chín năm 2026", "3. May 2026",
    "Thứ Hai, 4. Tháng Mười Một 2026", "Thứ Hai, Tháng Mười Một 17 2026", "2026, Tháng Mười Một 12:30",
    "2026, Tháng Mười Một 12 giờ", "Năm 2026, Tháng Mười Một 5 việc", "12, 2026, Tháng Mười Một 5", "Tháng 11 31 2026",
    "16:32 - Thứ hai, 27/10/2026", "17/11/2026 | 5 lượt xem | Hạn nộp: tháng sau", "17/11/2026 | 5 lượt xem | Lớp 6",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_a_form_seen_on_sites_is_read_with_its_precision(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text) is None


def test_american_lists_are_read_month_first_only_when_told() -> None:
    assert read("5/8/2019 3:52 PM") == "2019-08-05 15:52"
    assert read("5/8/2019 3:52 PM", month_first=True) == "2019-05-08 15:52"
    assert read("13/8/2019", month_first=True) is None


def test_midnight_printed_by_a_system_is_a_day() -> None:
    found = parse_stated("2021-03-13T00:00:00+07:00", "time:datetime", NOW)
    assert found is not None
    assert found.precision is Precision.DAY


def test_a_day_stands_for_all_of_it() -> None:
    found = parse_stated("05/11/2026", "list:text", NOW)
    assert found == StatedDate(datetime(2026, 11, 5, tzinfo=VN), Precision.DAY, "list:text", "05/11/2026")
    assert found.end - found.at == timedelta(days=1)


def test_a_label_leads_to_its_date_in_a_text() -> None:
    text = "THÔNG BÁO SỐ 04 Lượt xem: 628 Ngày đăng: 02/08/2021 10:45 Nguồn: văn thư, ngày hiệu lực: 01/09/2021"
    found = labelled(text, "list:text", NOW)
    assert found is not None
    assert found.at == datetime(2021, 8, 2, 10, 45, tzinfo=VN)


LABELS_SEEN = (
    "Thời gian đăng", "Ngày đăng tải", "Giờ xuất bản", "Ngày đưa tin", "Ngày gửi", "Ngày tạo", "Lúc cập nhật",
    "Được viết lúc", "Đã tạo vào lúc", "Xuất bản hồi", "Đưa ngày", "Đã viết", "Đăng", "Đăng tải", "Xuất bản",
    "Cập nhật", "Date published", "Published on", "Posted on", "Publish date", "Post date", "Created", "Date",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS_SEEN)
def test_each_label_of_publishing_is_found_in_a_text_in_small_and_in_capital_letters(label: str) -> None:
    for written in (label, label.upper(), label.lower()):
        assert labelled(f"Kế hoạch | {written}: 05/10/2026 08:30", "list:text", NOW) is not None, written


@pytest.mark.parametrize("label", ["Ngày ban hành", "Ngày ký", "Ngày văn bản", "Ngày BH", "Ban hành ngày"])
def test_each_label_of_signing_is_found_in_small_and_in_capital_letters(label: str) -> None:
    for written in (label, label.upper(), label.lower()):
        assert signed_day(f"Kế hoạch | {written}: 05/10/2026", NOW) == date(2026, 10, 5), written


@pytest.mark.parametrize(
    "text",
    [
        "Danh mục thủ tục hành chính (cập nhật ngày 15/03/2022)",
        "Bộ thủ tục cập nhật 15/03/2022 của Sở",
        "Nội dung đã đăng ngày 15/03/2022 trên Công báo",
        "Thông báo số 09/2024/TT-BGDĐT ngày 03/06/2024",
    ],
)
def test_a_title_that_speaks_of_a_day_states_none(text: str) -> None:
    assert labelled(text, "list:text", NOW) is None
    assert parse_stated(text, "list:text", NOW) is None


def test_the_day_of_signing_is_another_fact() -> None:
    text = "Số ký hiệu: 12/KH-THCS Ngày ban hành: 09/03/2020 Ngày hiệu lực: 15/03/2020"
    assert signed_day(text, NOW) == date(2020, 3, 9)
    assert labelled(text, "list:text", NOW) is None


def test_trust_is_fixed_in_one_place_and_a_finer_date_of_the_same_day_goes_first() -> None:
    day = parse_stated("05/11/2026", "list:text", NOW)
    minute = parse_stated("2026-11-05T17:15:00+07:00", "meta:published_time", NOW)
    other = parse_stated("2026-11-09T08:00:00+07:00", "meta:published_time", NOW)
    sitemap = parse_stated("2026-11-05T17:15:00+07:00", "sitemap:lastmod", NOW)
    assert day is not None
    assert minute is not None
    assert other is not None
    assert sitemap is not None
    assert [one.source for one in by_trust([minute, day])] == ["meta:published_time", "list:text"]
    assert [one.source for one in by_trust([other, day])] == ["list:text", "meta:published_time"]
    assert by_trust([minute, day, sitemap])[0].source == "sitemap:lastmod"
    assert len(set(TRUST)) == len(TRUST)


def test_minutes_that_cannot_be_believed_leave_the_vietnamese_day() -> None:
    wrong = parse_stated("Mon, 31 Aug 2026 17:08:00 GMT", "feed:pubDate", NOW)
    assert wrong is not None
    found = day_only(wrong, "feed:day")
    assert (found.at, found.precision) == (datetime(2026, 9, 1, tzinfo=VN), Precision.DAY)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2027, 1, 1)))
def test_what_is_written_day_first_is_read_back(moment: datetime) -> None:
    said = moment.replace(second=0, microsecond=0)
    if (said.hour, said.minute) != (0, 0):
        assert read(f"{said:%d/%m/%Y %H:%M}") == f"{said:%Y-%m-%d %H:%M}"
    assert read(f"{said.day}-{said.month}-{said.year}") == f"{said:%Y-%m-%d}"


@given(st.text(max_size=200))
def test_any_text_is_a_plausible_date_or_none(text: str) -> None:
    found = parse_stated(text, "list:text", NOW, fallback=True)
    assert found is None or 2000 <= found.at.astimezone(VN).year <= NOW.year + 1


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "1/" * 50_000, "thứ " * 20_000, "ngày " * 5_000 + "x", "Ngày đăng:" * 400]
)
def test_killers_of_patterns_cost_no_time(text: str) -> None:
    began = time.process_time()
    parse_stated(text, "list:text", NOW)
    labelled(text, "list:text", NOW)
    assert time.process_time() - began < 10


def test_the_day_of_posting_goes_before_that_of_a_change() -> None:
    found = labelled("Cập nhật: 12/11/2026 | Ngày đăng: 10/11/2026", "list:text", NOW)
    assert found is not None
    assert found.at.astimezone(VN).day == 10


def test_a_half_of_the_day_belongs_to_the_clock_beside_it_only() -> None:
    found = labelled("Đăng lúc: 12:12 08/09/2026 Sáng ngày 12/10/2026, nhà trường", "list:text", NOW)
    assert found is not None
    assert f"{found.at.astimezone(VN):%d/%m %H:%M}" == "08/09 12:12"


@pytest.mark.shared
def test_strings_of_real_sites_are_never_read_wrongly(shared: Path) -> None:
    with (shared / "pages" / "date_strings.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["tier"] == "A"]
    wrong, right, wanted = [], 0, 0
    for row in rows:
        found = parse_stated(row["raw"], "list:text", NOW, month_first=row["order_used"] == "mdy")
        real = row["iso"] != "INVALID" and not row["role"].startswith("TRAP")
        wanted += real
        if found is None:
            continue
        said = datetime.fromisoformat(row["iso"]) if row["iso"] != "INVALID" else None
        # Labels leave offsets out: a moment in UTC is compared as UTC.
        zones = (found.at.astimezone(VN), found.at.astimezone(VN) - timedelta(hours=7))
        if said is None or not any(zone.strftime("%Y-%m-%d") == f"{said:%Y-%m-%d}" for zone in zones):
            wrong.append((row["raw"], row["iso"], found.at))
        right += real
    assert not wrong
    assert right / wanted > 0.97
