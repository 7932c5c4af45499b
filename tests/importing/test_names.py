"""Who is meant: names that stand side by side, persons for their units, roles in brackets, where a name ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.importing.documents import import_document
from monitor.importing.parties import find_parties
from monitor.importing.roles import lead_and_with
from tests.importing.invented import Grid, InventedPlan
from tests.importing.renderings import as_docx, as_xlsx

Write = Callable[..., Path]
OPENING = [
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "Phù Sa, ngày 09 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Tuyên truyền cải cách hành chính (CCHC) năm 2026",
    "I. TỔ CHỨC THỰC HIỆN",
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TCCB, KHTC", ["TCCB", "KHTC"]),
        ("Văn phòng Sở\nPhòng Tổ chức cán bộ", ["Văn phòng Sở", "Phòng Tổ chức cán bộ"]),
        ("Văn phòng Sở - Tổ Công nghệ thông tin", ["Văn phòng Sở", "Tổ Công nghệ thông tin"]),
        ("Phòng Kế hoạch - Tài chính", ["Phòng Kế hoạch - Tài chính"]),
        ("Chi cục Kiểm lâm Chi cục Thủy lợi", ["Chi cục Kiểm lâm", "Chi cục Thủy lợi"]),
        ("Chi cục Trồng trọt và Bảo vệ thực vật", ["Chi cục Trồng trọt và Bảo vệ thực vật"]),
        ("Đ/c Chánh Văn phòng Sở", ["Văn phòng Sở"]),
        ("Lê Văn Tám - Chánh Văn phòng Sở", ["Văn phòng Sở"]),
        ("Giám đốc, Trưởng các đơn vị trực thuộc", ["các đơn vị trực thuộc"]),
        ("Trưởng các phòng, Giám đốc Trung tâm Ngoại ngữ", ["các phòng", "Trung tâm Ngoại ngữ"]),
        ("Trưởng ban", ["Trưởng ban"]),
        ("Các phòng nghiệp vụ: Phòng Khảo thí, Phòng Tiểu học", ["Phòng Khảo thí", "Phòng Tiểu học"]),
        ("12 phường, xã", ["12 phường, xã"]),
        ("VP Sở, P. Pháp chế", ["VP Sở", "P. Pháp chế"]),
        ("Các phòng, đơn vị gửi Văn phòng", ["Các phòng, đơn vị"]),
    ],
)
def test_names_are_parted_where_the_next_begins(text: str, names: list[str]) -> None:
    assert [party.name for party in find_parties(text)] == names


def test_roles_in_brackets_say_who_leads() -> None:
    lead, helpers = lead_and_with("Văn phòng Sở (chủ trì), Công đoàn ngành (phối hợp)")
    assert ([one.name for one in lead], [one.name for one in helpers]) == (["Văn phòng Sở"], ["Công đoàn ngành"])


def test_a_name_behind_which_stands_only_that_it_helps_is_a_helper() -> None:
    lead, helpers = lead_and_with("Phòng Pháp chế; Văn phòng Sở phối hợp")
    assert ([one.name for one in lead], [one.name for one in helpers]) == (["Phòng Pháp chế"], ["Văn phòng Sở"])


def _items(document: Write, *parts: str | Grid) -> list[tuple[list[str], list[str], str]]:
    plan = InventedPlan("phu-sa", OPENING, list(parts))
    items = import_document(document(as_docx(plan), "phu-sa.docx")).items
    return [(item["lead"], item["with"], item["confidence"]) for item in items]


def test_a_name_that_the_document_uses_elsewhere_ends_there(document: Write) -> None:
    known = "1. Văn phòng Sở gửi dự thảo cho Phòng Công nghệ thông tin, trước ngày 10/02/2026 đăng lên trang web."
    spoken = "2. Phòng Công nghệ thông tin vẽ tranh cổ động, đăng lên trang web trước ngày 31/5/2026."
    assert _items(document, known, spoken)[1] == (["Phòng Công nghệ thông tin"], [], "high")


def test_a_name_whose_end_is_guessed_has_low_confidence(document: Write) -> None:
    spoken = "1. Phòng Công nghệ thông tin khuấy động phong trào viết tin, bài trên trang web trước ngày 31/5/2026."
    [(_, _, confidence)] = _items(document, spoken)
    assert confidence == "low"


def test_a_name_that_is_like_no_units_has_low_confidence(document: Write) -> None:
    rows = [
        ["1", "Đăng kế hoạch CCHC lên website", "Văn phòng Sở", "Tháng 2"],
        ["2", "Đăng kết quả CCHC lên website", "hai bên cùng bàn", "Tháng 3"],
    ]
    leads = _items(document, Grid([["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"]], rows))
    assert [confidence for _, _, confidence in leads] == ["high", "low"]


def test_the_unit_follows_the_circumstance(document: Write) -> None:
    spoken = "1. Trên cơ sở tin, bài của các đơn vị, Văn phòng Sở đăng lên trang web trước ngày 31/5/2026."
    assert _items(document, spoken)[0][0] == ["Văn phòng Sở"]


def test_a_unit_after_a_colon_leads(document: Write) -> None:
    spoken = (
        "1. Làm video một cửa đăng website: Văn phòng Sở chủ trì, Tổ Công nghệ thông tin phối hợp, xong trước 31/5."
    )
    assert _items(document, spoken)[0][:2] == (["Văn phòng Sở"], ["Tổ Công nghệ thông tin"])


def test_reports_by_the_rules_are_no_quarterly_reports(document: Write) -> None:
    spoken = "1. Văn phòng Sở đăng tin, bài trên trang web trước ngày 31/5/2026; báo cáo Sở Nội vụ theo quy định."
    assert len(_items(document, spoken)) == 1


def test_a_row_that_names_another_row_has_its_units(document: Write) -> None:
    rows = [
        ["1", "Đăng kế hoạch CCHC lên website", "Văn phòng Sở", "Tổ Công nghệ thông tin", "Tháng 2"],
        ["2", "Đăng kết quả CCHC lên website", "Như mục 1", "-nt-", "Tháng 3"],
    ]
    head = ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
    assert _items(document, Grid([head], rows)) == [(["Văn phòng Sở"], ["Tổ Công nghệ thông tin"], "high")] * 2


def test_a_mark_below_a_unit_says_its_role(document: Write) -> None:
    rows = [
        ["1", "Đăng kế hoạch CCHC lên website", "Tháng 2", "CT", "PH", ""],
        ["2", "Đăng kết quả kiểm tra lên website", "Tháng 3", "PH", "", "CT"],
    ]
    head = ["TT", "Nhiệm vụ", "Thời gian", "Văn phòng Sở", "Tổ Công nghệ thông tin", "Thanh tra Sở"]
    leads = [(lead, helpers) for lead, helpers, _ in _items(document, Grid([head], rows))]
    assert leads == [(["Văn phòng Sở"], ["Tổ Công nghệ thông tin"]), (["Thanh tra Sở"], ["Văn phòng Sở"])]


def test_two_tables_of_one_sheet_have_heads_of_their_own(document: Write) -> None:
    first = Grid(
        [["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"]],
        [["1", "Đăng kế hoạch CCHC lên website", "Văn phòng Sở", "Tháng 2"]],
    )
    second = Grid(
        [["TT", "Thời hạn gửi", "Loại báo cáo", "Đơn vị báo cáo"]],
        [["1", "Trước ngày 15/6/2026", "Báo cáo kết quả 6 tháng", "Các đơn vị trực thuộc"]],
    )
    plan = InventedPlan("phu-sa", OPENING, [first, "PHỤ LỤC II", second])
    items = import_document(document(as_xlsx(plan), "phu-sa.xlsx")).items
    assert [(item["time"], item["lead"]) for item in items] == [
        ({"window": "2026-02"}, ["Văn phòng Sở"]),
        ({"before": "2026-06-15"}, ["Các đơn vị trực thuộc"]),
    ]
