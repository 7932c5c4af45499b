"""The life of a draft: written, unchanged, changed, edited, mapped, confirmed; and templates for a new year."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.loading import check_plan, load_catalogue
from monitor.catalogue.workspace import plan_ids, write_workspace
from monitor.cli import dondoc
from rules.model import Deadline, Window

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
    assert "-    before: 2026-06-15" in shown
    assert "+    before: 2026-06-20" in shown


def test_a_draft_edited_by_hand_is_never_overwritten(home: Path, document: Write) -> None:
    run(home, "plan", "import", document(BODY))
    draft = next((home / "drafts").iterdir())
    edited = draft.read_text("utf-8").replace("2026-06-15", "2026-06-16")
    draft.write_text(edited, "utf-8")
    assert "sửa tay" in run(home, "plan", "import", document(BODY)).output
    shown = run(home, "plan", "import", document(BODY.replace("tháng 4", "tháng 5"))).output
    assert "+    window: 2026-05" in shown
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
    assert "+    before: 2026-06-15" in shown.output


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
