"""The life of a draft: written, unchanged, changed, edited, mapped, confirmed; and templates for a new year."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.loading import check_plan, load_catalogue
from monitor.catalogue.workspace import plan_ids, write_workspace
from monitor.cli import dondoc
from monitor.importing.new_year import for_year
from rules.model import Deadline, Every, Window

Write = Callable[..., Path]
BODY = """II. TỔ CHỨC THỰC HIỆN

1. Văn phòng Sở báo cáo kết quả CCHC về Phòng Tổ chức cán bộ trước ngày 15/6/2026.

2. Phòng Tổ chức cán bộ, phối hợp với Tổ Công nghệ thông tin đăng tin CCHC trên website trong tháng 4/2026.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with the invented units."""
    write_workspace(tmp_path / "ws")
    return tmp_path / "ws"


def run(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(dondoc, ["--home", str(home), *map(str, arguments)])


def test_importing_twice_changes_nothing(home: Path, document: Write) -> None:
    path = document(BODY)
    first = run(home, "plan", "import", path)
    drafts = list((home / "drafts").iterdir())
    before = drafts[0].read_bytes()
    second = run(home, "plan", "import", path)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "không đổi" in second.output
    assert [item.read_bytes() for item in (home / "drafts").iterdir()] == [before]


def test_a_changed_document_shows_what_changed(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY))
    shown = run(home, "plan", "import", document(BODY.replace("15/6/2026", "20/6/2026"))).output
    assert "nghĩa vụ II.1-2026-06-20-bc “" in shown
    assert "before 2026-06-15 → 2026-06-20" in shown


def test_a_change_of_one_key_is_told_by_its_name(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY))
    shown = run(home, "plan", "import", document(BODY.replace("với Tổ Công nghệ thông tin", "với Văn phòng Sở")))
    assert "nghĩa vụ II.2-2026-04 “" in shown.output
    assert "with to-cntt → van-phong" in shown.output
    facts = json.loads(run(home, "plan", "import", document(BODY), "--json").output)
    assert [change for change in facts["changes"] if "with van-phong → to-cntt" in change]


def test_a_draft_edited_by_hand_is_never_overwritten(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY))
    draft = next((home / "drafts").iterdir())
    edited = draft.read_text("utf-8").replace("2026-06-15", "2026-06-16")
    draft.write_text(edited, "utf-8")
    assert "sửa tay" in run(home, "plan", "import", document(BODY)).output
    shown = run(home, "plan", "import", document(BODY.replace("tháng 4", "tháng 5"))).output
    assert "window 2026-04 → 2026-05" in shown
    assert draft.read_text("utf-8") == edited


def test_nothing_is_in_force_before_confirm(home: Path, document: Write) -> None:
    before = [plan.id for plan in load_catalogue(home).plans]
    run(home, "plan", "import", document(BODY))
    assert [plan.id for plan in load_catalogue(home).plans] == before
    draft = next((home / "drafts").iterdir())
    confirmed = run(home, "plan", "confirm", draft)
    assert confirmed.exit_code == 0, confirmed.output
    plan = next(plan for plan in load_catalogue(home).plans if plan.id not in before)
    assert [one.id for one in plan.obligations] == ["II.1-2026-06-15-bc", "II.2-2026-04"]
    assert isinstance(plan.obligations[0].when, Deadline)
    assert isinstance(plan.obligations[1].when, Window)
    assert (plan.obligations[1].who.units, plan.obligations[1].informed) == (("phong-tccb",), ("to-cntt",))


def test_a_draft_never_lands_among_the_plans_in_force(home: Path, document: Write) -> None:
    done = run(home, "plan", "import", document(BODY), "-o", home / "plans" / "x.yaml")
    assert isinstance(done.exception, CatalogueFaults)
    assert not (home / "plans" / "x.yaml").exists()


def test_an_unmapped_lead_is_refused_and_a_mapped_one_taken(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY.replace("1. Văn phòng Sở", "1. Phòng Khảo thí")))
    draft = next((home / "drafts").iterdir())
    plans = sorted(item.name for item in (home / "plans").iterdir())
    refused = run(home, "plan", "confirm", draft)
    assert isinstance(refused.exception, CatalogueFaults)
    assert "phong-khao-thi (Phòng Khảo thí)" in str(refused.exception)
    assert sorted(item.name for item in (home / "plans").iterdir()) == plans
    assert run(home, "plan", "confirm", draft, "--map", "phong-khao-thi=van-phong").exit_code == 0
    assert len(load_catalogue(home).plans) == len(plans) + 1


def test_a_plan_written_by_hand_is_not_replaced_unasked(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY))
    draft = next((home / "drafts").iterdir())
    own = home / "plans" / f"{check_plan(draft).id}.yaml"
    own.write_text(draft.read_text("utf-8").replace("2026-06-15", "2026-07-01"), "utf-8")
    assert isinstance(run(home, "plan", "confirm", draft).exception, CatalogueFaults)
    shown = run(home, "plan", "confirm", draft, "--replace")
    assert shown.exit_code == 0
    assert "before 2026-07-01 → 2026-06-15" in shown.output


def test_the_facts_of_an_import_are_json_too(home: Path, document: Write) -> None:
    facts = json.loads(run(home, "plan", "import", document(BODY), "--json").output)
    assert facts["state"] == "new"
    assert [one["confidence"] for one in facts["obligations"]] == ["high", "high"]
    assert "trước ngày 15/6/2026" in facts["obligations"][0]["quote"]


@pytest.mark.parametrize("plan_id", plan_ids())
def test_every_shipped_plan_is_a_template_for_another_year(plan_id: str, home: Path) -> None:
    done = run(home, "plan", "new", "--from", plan_id, "--year", 2027)
    assert done.exit_code == 0, (done.output, done.exception)
    made = check_plan(next((home / "drafts").iterdir()))
    assert (made.year, made.issued_from, made.number) == (2027, None, None)
    assert made.id.endswith("-2027")
    shipped = check_plan(Path(__file__).parents[2] / "config" / "plans" / f"{plan_id}.yaml")
    assert len(made.obligations) == len(shipped.obligations)


def test_a_template_for_the_same_year_or_of_no_plan_is_refused(home: Path) -> None:
    same = run(home, "plan", "new", "--from", "soc-trang-gddt-2022", "--year", 2022)
    none = run(home, "plan", "new", "--from", "soc-trang-gdt-2022", "--year", 2027)
    assert "đã là của năm 2022" in str(same.exception)
    assert "có phải là “soc-trang-gddt-2022”?" in str(none.exception)


TEMPLATE = """id: so-gddt-2024
title: Kế hoạch năm 2024
year: 2024
issued: 2024-01-10
source: {document: a.docx}
obligations:
  - {id: A, title: "Bài của năm 2024, giai đoạn 2021-2030", kind: scheduled, lead: van-phong, covers: 2023,
     window: {from: 2024-02-01, to: 2024-02-29}}
  - {id: B, title: Báo cáo, kind: deadline, lead: van-phong, before: 2024-02-29, proof: [upload]}
  - {id: C, title: "Theo KH số 12/KH-UBND ngày 05/01/2024", kind: recurring, lead: van-phong, every: month,
     from: 2024-02, to: 2025-01}
  - {id: D, title: Báo cáo năm, kind: deadline, lead: van-phong, undated: true, covers: 2024, proof: [upload]}
"""


def test_a_template_moves_every_date_and_nothing_else(home: Path) -> None:
    (home / "plans" / "so-gddt-2024.yaml").write_text(TEMPLATE, "utf-8")
    done = run(home, "plan", "new", "--from", "so-gddt-2024", "--year", 2026)
    assert done.exit_code == 0, (done.output, done.exception)
    file = home / "drafts" / "so-gddt-2026.yaml"
    made = check_plan(file)
    window, deadline, monthly, _ = (one.when for one in made.obligations)
    assert isinstance(window, Window)
    assert isinstance(deadline, Deadline)
    assert isinstance(monthly, Every)
    assert (window.first, window.last, deadline.day) == (date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28))
    assert (monthly.first, monthly.last) == (date(2026, 2, 1), date(2027, 1, 31))
    assert [one.covers for one in made.obligations] == ["2025", None, None, "2026"]
    assert "issued" not in file.read_text("utf-8").split("obligations:")[0].split("\n", 3)[3]
    assert "giai đoạn 2021-2030" in made.obligations[0].title
    assert "05/01/2024" in made.obligations[2].title


def test_a_plan_is_taken_for_a_template_by_its_id_whatever_its_file_is_called(home: Path) -> None:
    (home / "plans" / "ke hoach.yaml").write_text(TEMPLATE, "utf-8")
    done = run(home, "plan", "new", "--from", "so-gddt-2024", "--year", 2026)
    assert done.exit_code == 0, (done.output, done.exception)
    assert (home / "drafts" / "so-gddt-2026.yaml").is_file()


def test_a_template_says_what_a_person_must_look_at(home: Path) -> None:
    (home / "plans" / "so-gddt-2024.yaml").write_text(TEMPLATE, "utf-8")
    shown = run(home, "plan", "new", "--from", "so-gddt-2024", "--year", 2026).output
    assert "B: hạn rơi vào ngày nghỉ 28/02/2026 (thứ Bảy)" in shown
    for told in (
        "điền `issued`",
        "tháng 01, 02: nếu ban hành sau đó thì coi là đã qua: A, B",
        "cần đặt ngày",
        "năm trước",
        "12/KH-UBND",
        "2021-2030",
    ):
        assert told in shown, told


def test_a_window_written_with_two_dots_moves_at_both_ends() -> None:
    moved = for_year("id: a-2022\nyear: 2022\nx: 2022-04-01..2022-04-20\n", "a-2022", 2022, 2024)
    assert "2024-04-01..2024-04-20" in moved


def test_a_plan_that_asks_nothing_is_checked_and_never_in_force(home: Path, document: Write) -> None:
    done = run(home, "plan", "import", document("I. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở triển khai CCHC.\n"))
    assert "không tạo nghĩa vụ nào có hạn" in done.output
    draft = next((home / "drafts").iterdir())
    assert "không có nghĩa vụ nào có hạn" in run(home, "plan", "check", draft).output
    assert "không có nghĩa vụ nào" in str(run(home, "plan", "confirm", draft).exception)


# --- a plan that amends another --------------------------------------------------------------------------------------

AMENDED = BODY.replace("II. TỔ CHỨC", "I. SỬA ĐỔI\n\nII. TỔ CHỨC").replace("15/6/2026", "20/6/2026")


def in_force(home: Path, document: Write) -> str:
    """The id of the plan that is amended; its draft is gone."""
    run(home, "plan", "import", document(BODY))
    draft = next((home / "drafts").iterdir())
    assert run(home, "plan", "confirm", draft).exit_code == 0
    name = check_plan(draft).id
    draft.unlink()
    return name


def amendment(home: Path, document: Write, name: str) -> Path:
    """The draft of the amended plan, under an id of its own."""
    run(home, "plan", "import", document(AMENDED), "-o", home / "drafts" / "moi.yaml")
    draft = home / "drafts" / "moi.yaml"
    draft.write_text(draft.read_text("utf-8").replace(f"id: {name}\n", "id: ke-hoach-sua-doi\n", 1), "utf-8")
    assert check_plan(draft).id == "ke-hoach-sua-doi"
    return draft


def test_an_amended_plan_may_keep_the_id_of_the_old_one(home: Path, document: Write) -> None:
    name = in_force(home, document)
    before = len(load_catalogue(home).plans)
    confirmed = run(home, "plan", "confirm", amendment(home, document, name), "--for", name)
    assert confirmed.exit_code == 0, confirmed.output
    assert "before 2026-06-15 → 2026-06-20" in confirmed.output
    plans = load_catalogue(home).plans
    assert len(plans) == before
    assert "ke-hoach-sua-doi" not in {plan.id for plan in plans}


def test_two_plans_that_ask_for_the_same_are_told_of_at_once(home: Path, document: Write) -> None:
    name = in_force(home, document)
    confirmed = run(home, "plan", "confirm", amendment(home, document, name))
    assert confirmed.exit_code == 0, confirmed.output
    assert f"kế hoạch {name} cùng năm vẫn có hiệu lực" in confirmed.output
    assert f"--for {name}" in confirmed.output


def test_what_is_not_in_force_cannot_be_amended(home: Path, document: Write) -> None:
    name = in_force(home, document)
    refused = run(home, "plan", "confirm", amendment(home, document, name), "--for", name[:-1] + "x")
    assert isinstance(refused.exception, CatalogueFaults)
    assert name in str(refused.exception)
