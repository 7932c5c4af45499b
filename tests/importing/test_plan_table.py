"""The plan as the office would table it: order, units, times with every reading, standing and undecidable duties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.workspace import plan_ids, write_workspace
from monitor.cli import dondoc

PLANS = Path(__file__).parents[2] / "config" / "plans"


def shown(plan: str, *more: str) -> str:
    done = CliRunner(env={"COLUMNS": "220"}).invoke(dondoc, [*more, "plan", "show", plan])
    assert done.exit_code == 0, done.exception
    return done.output


def rows(plan: str, *more: str) -> dict[str, dict[str, Any]]:
    done = CliRunner().invoke(dondoc, [*more, "plan", "show", plan, "--json"])
    return {row["id"]: row for row in json.loads(done.output)}


def test_the_appendix_stands_in_the_order_of_its_months() -> None:
    found = [row for row in rows("soc-trang-gddt-2022").values() if row["id"].startswith("PL-") and not row["part_of"]]
    assert [row["id"] for row in found] == [f"PL-{number:02}" for number in range(1, 13)]
    assert found[0]["when"] == "tháng 01/2022 (đã qua khi ban hành)"
    assert [row["when"] for row in found[1:]] == [
        f"tháng {number:02}/2022" if number < 3 else f"tháng {number}/2022" for number in range(2, 13)
    ]
    assert {row["with"] for row in found} == {"to-cntt", "nhóm truc-thuoc", "truc-thuoc"} - {"nhóm truc-thuoc"}


def test_parts_stand_below_their_whole_and_repeat_nothing() -> None:
    found = rows("soc-trang-gddt-2022")
    assert (found["PL-12a"]["part_of"], found["PL-12a"]["lead"], found["PL-12a"]["when"]) == ("PL-12", "", "")
    assert found["PL-12"]["how"] == "gồm đủ các phần dưới đây"
    assert found["PL-09b"]["when"] == "tháng 9/2022 (nếu có)"


def test_a_deadline_shows_the_day_of_the_warning_and_the_day_of_the_charge() -> None:
    found = rows("soc-trang-ldtbxh-2021")
    assert [found[name]["when"] for name in ("TH.2-bc-q1", "TH.2-bc-6-thang")] == [
        "trước ngày 13/3/2021 (thứ Bảy): nhắc theo hạn 12/3/2021 (thứ Sáu), chỉ coi là muộn sau 15/3/2021 (thứ Hai)",
        "trước ngày 13/6/2021 (Chủ nhật): nhắc theo hạn 12/6/2021 (thứ Bảy), chỉ coi là muộn sau 14/6/2021 (thứ Hai)",
    ]


def test_a_report_without_a_day_says_its_period_and_that_it_has_no_day() -> None:
    assert rows("kon-tum-gddt-2021")["III.1-bc-dinh-ky"]["when"] == "chưa có hạn (kỳ năm 2021)"
    assert rows("soc-trang-ldtbxh-2021")["TH.1-bc-q3"]["when"] == "chưa có hạn (kỳ quý III/2021)"


def test_what_cannot_be_judged_stands_apart_and_says_so() -> None:
    found = rows("tay-ninh-gddt-2020")
    assert {row["group"] for row in found.values()} == {"open"}
    text = shown("tay-ninh-gddt-2020")
    assert "không có nghĩa vụ nào có hạn" in text
    assert "không bao giờ thành quá hạn" in text


def test_units_of_the_workspace_are_called_by_their_names(tmp_path: Path) -> None:
    write_workspace(tmp_path / "ws")
    found = rows("soc-trang-gddt-2022", "--home", str(tmp_path / "ws"))
    assert (found["PL-01"]["lead"], found["PL-01"]["with"]) == ("Phòng TCCB", "Tổ CNTT")
    assert "của Sở GDĐT" in found["PL-01"]["how"]
    assert "8 đơn vị, từng đơn vị" in found["IV.1-monthly"]["lead"]


@pytest.mark.parametrize("plan_id", plan_ids())
def test_every_shipped_plan_is_clean_and_its_check_counts_by_kind(plan_id: str) -> None:
    done = CliRunner().invoke(dondoc, ["plan", "check", str(PLANS / f"{plan_id}.yaml")])
    assert done.exit_code == 0, done.exception
    count = len({row["id"] for row in rows(plan_id).values() if not row["part_of"]})
    assert f": đúng, {count} nghĩa vụ: " in done.output
    dated = sum(row["group"] == "dated" and not row["part_of"] for row in rows(plan_id).values())
    assert ("không có nghĩa vụ nào có hạn" in done.output) == (plan_id in ("tay-ninh-gddt-2020", "kon-tum-gddt-2021"))
    assert dated or plan_id == "tay-ninh-gddt-2020"


def test_a_draft_can_be_shown_before_it_is_in_force(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "id: a-2026\ntitle: T\nyear: 2026\nobligations:\n"
        "  - {id: A, title: B, kind: deadline, lead: van-phong, by: 2026-06-15, proof: [upload]}\n"
        "  - {id: C, title: D, kind: deadline, lead: van-phong, every: quarter, due_day: 20, proof: [upload]}\n",
        "utf-8",
    )
    found = rows(str(file))
    assert found["A"]["when"] == "chậm nhất ngày 15/6/2026 (thứ Hai)"
    assert found["C"]["when"].startswith("hằng quý, chậm nhất ngày 20 của tháng cuối kỳ, từ tháng 01/2026 đến tháng 12")


def test_a_plan_nobody_has_is_refused_with_the_nearest_name() -> None:
    done = CliRunner().invoke(dondoc, ["plan", "show", "soc-trang-gdt-2022"])
    assert isinstance(done.exception, CatalogueFaults)
    assert "có phải là “soc-trang-gddt-2022”?" in str(done.exception)
