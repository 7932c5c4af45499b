"""Forms without a table, or with unusual ones: lists, headings that name a month, two roles in one cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.importing.documents import import_document

Write = Callable[..., Path]


def one(path: Path) -> dict[str, Any]:
    """The only obligation of a document."""
    items = import_document(path).items
    assert len(items) == 1, items
    return items[0]


@pytest.mark.parametrize(
    ("line", "time", "lead", "helpers"),
    [
        (
            "1. Tháng 02/2026: Đăng bài về TTHC trên website Sở (Văn phòng Sở chủ trì, phối hợp với Tổ CNTT).",
            {"window": "2026-02"}, ["Văn phòng Sở"], ["Tổ CNTT"],
        ),
        (
            "1. Xây dựng video về CCHC.\nChủ trì: Thanh tra Sở. Phối hợp: Văn phòng Sở.\nThời gian hoàn thành: Quý"
            " II/2026.",
            {"window": "2026-Q2"}, ["Thanh tra Sở"], ["Văn phòng Sở"],
        ),
        (
            "1. Các đơn vị trực thuộc: mỗi quý đăng tối thiểu 03 tin, bài về CCHC trên trang thông tin điện tử của"
            " đơn vị.",
            {"every": "quarter"}, ["Các đơn vị trực thuộc"], [],
        ),
        (
            "1. Văn phòng Sở báo cáo kết quả chậm nhất ngày 25 hằng tháng.",
            {"every": "month", "due_day": 25}, ["Văn phòng Sở"], [],
        ),
        (
            "1. Phòng Tổ chức cán bộ xây dựng chuyên mục hỏi đáp trên website; hoàn thành trước 15/5.",
            {"before": "2026-05-15"}, ["Phòng Tổ chức cán bộ"], [],
        ),
    ],
)  # fmt: skip
def test_a_sentence_names_its_time_and_who(
    line: str, time: dict[str, object], lead: list[str], helpers: list[str], document: Write
) -> None:
    item = one(document(f"II. TỔ CHỨC THỰC HIỆN\n\n{line}\n"))
    assert (item["time"], item["lead"], item["with"]) == (time, lead, helpers)


def test_a_heading_that_names_a_month_gives_it_to_its_entries(document: Write) -> None:
    text = "# KẾ HOẠCH\n## Tuyên truyền cải cách hành chính năm 2026\nUBND xã Mỹ Lộc ban hành kế hoạch (CCHC).\n"
    text += "## I. Nội dung\n### Tháng 1\n- Đăng tin CCHC lên trang thông tin điện tử xã (Công chức Văn phòng).\n"
    item = one(document(text, "ke-hoach.md"))
    assert (item["time"], item["lead"], item["confidence"]) == ({"window": "2026-01"}, ["Công chức Văn phòng"], "low")


def test_two_roles_in_one_cell_are_told_apart(document: Write) -> None:
    text = "TT\tNhiệm vụ\tCơ quan thực hiện\tThời gian thực hiện\n"
    text += "1\tĐăng tin kết quả CCHC\tChủ trì: Văn phòng Sở; phối hợp: các phòng chuyên môn\tTháng 4\n"
    item = one(document(text))
    assert (item["lead"], item["with"]) == (["Văn phòng Sở"], ["các phòng chuyên môn"])


def test_a_quarter_six_months_and_year_are_four_reports_without_a_day(document: Write) -> None:
    text = "II. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở\n\nBáo cáo về Sở Nội vụ định kỳ hàng quý, 06 tháng, năm.\n"
    items = import_document(document(text)).items
    assert [item["covers"] for item in items] == ["2026-Q1", "2026-H1", "2026-Q3", "2026"]
    assert all(item["time"] == {"undated": True} for item in items)


def test_a_sentence_cut_by_a_page_is_whole_again(document: Write) -> None:
    text = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các đơn vị trực thuộc báo cáo kết quả về Sở theo định kỳ 6\n\n2\n\ntháng, năm.\n"
    )
    assert [item["covers"] for item in import_document(document(text)).items] == ["2026-H1", "2026"]


def test_a_row_cut_by_a_page_is_whole_again(document: Write) -> None:
    text = "Nội dung\tHình thức\tChủ trì\tThời gian\n1. Đăng bài về kết quả\tWebsite\tVăn phòng Sở\tTháng 4\n"
    text += "cải cách hành chính của ngành\t\t\t\n\nNội dung\tHình thức\tChủ trì\tThời gian\n"
    text += "2. Đăng video\tWebsite\tVăn phòng Sở\tTháng 5\n"
    items = import_document(document(text)).items
    assert [item["title"] for item in items] == ["Đăng bài về kết quả cải cách hành chính của ngành", "Đăng video"]


def test_a_plan_without_times_gives_no_duty_and_says_so(document: Write) -> None:
    text = "II. TỔ CHỨC THỰC HIỆN\n\n1. Giao Văn phòng Sở chủ trì triển khai Kế hoạch này.\n"
    text += "2. Các đơn vị thường xuyên tuyên truyền về cải cách hành chính.\n"
    draft = import_document(document(text))
    assert draft.items == []
    assert "obligations: []" in draft.text
    assert [one["reason"][:19] for one in draft.skipped] == ["việc thường xuyên, "]


@pytest.mark.parametrize(
    ("line", "kind", "where"),
    [
        ("Văn phòng Sở duy trì đường dây nóng tiếp nhận phản ánh.", "standing", {"topic": "duong-day-nong"}),
        ("Văn phòng Sở vận hành chuyên mục Hỏi - đáp trên trang thông tin điện tử.", "standing", {"topic": "hoi-dap"}),
        ("Các đơn vị trực thuộc công khai danh mục thủ tục hành chính.", "standing", {"topic": "tthc"}),
        ("Văn phòng Sở niêm yết thủ tục hành chính tại trụ sở.", "attested", "offline"),
    ],
)
def test_a_standing_duty_in_a_sentence_is_doubtful_and_never_dated(
    line: str, kind: str, where: object, document: Write
) -> None:
    item = one(document(f"II. TỔ CHỨC THỰC HIỆN\n\n1. {line}\n"))
    topic = item["where"]["topic"] if isinstance(item["where"], dict) else item["where"]
    assert (item["kind"], topic) == (kind, where["topic"] if isinstance(where, dict) else where)
    assert (item["time"], item["confidence"]) == ({"always": True}, "low")


def test_an_entry_of_two_lettered_things_is_one_obligation_of_two_parts(document: Write) -> None:
    text = "Nội dung\tHình thức\tChủ trì\tThời gian\n"
    text += "1. a) Kết quả giải quyết hồ sơ; b) Kết quả chuyên mục hỏi đáp\tWebsite\tVăn phòng Sở\tTháng 12\n"
    draft = import_document(document(text))
    assert [item["id"] for item in draft.items] == ["PL-01"]
    assert 'id: "PL-01a"' in draft.text
    assert 'id: "PL-01b"' in draft.text


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Văn phòng Sở gửi báo cáo trước ngày 15 các tháng 3, 6 năm 2026.", ["2026-03-15", "2026-06-15"]),
        ("Văn phòng Sở gửi báo cáo trước ngày 20/6 và 20/11.", ["2026-06-20", "2026-11-20"]),
        ("Văn phòng Sở gửi báo cáo quý I trước ngày 15/3.", ["2026-03-15"]),
    ],
)
def test_one_word_before_several_days_is_said_of_each(line: str, times: list[str], document: Write) -> None:
    items = import_document(document(f"II. TỔ CHỨC THỰC HIỆN\n\n1. {line}\n")).items
    assert [item["time"].get("before") for item in items] == times


def test_a_ditto_mark_stands_for_the_cell_above(document: Write) -> None:
    text = "Nội dung\tHình thức\tChủ trì\tThời gian\n1. Đăng bài một cửa\tWebsite\tVăn phòng Sở\tTháng 4\n"
    text += "2. Đăng bài hai cửa\t-nt-\tThanh tra Sở\t-nt-\n"
    items = import_document(document(text)).items
    assert [(item["lead"], item["time"]) for item in items] == [
        (["Văn phòng Sở"], {"window": "2026-04"}),
        (["Thanh tra Sở"], {"window": "2026-04"}),
    ]
