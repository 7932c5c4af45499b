"""What always stands, at the end of a plan; deadlines, at the end of a school (S4, S20, S27)."""

from __future__ import annotations

from pathlib import Path

from monitor.catalogue.loading import load_catalogue
from rules.model import DutyKey
from tests.pipeline.world import PLAN, SmallWorld

HEAD = PLAN.partition("  - id: thang")[0]
STANDING = (
    HEAD + '  - {id: hoi-dap, title: Mục hỏi đáp, source: "II", kind: standing, who: {group: truc-thuoc},\n'
    "     where: {topic: cchc}, always: true, present: page}\n"
)
REPORT = (
    HEAD + '  - {id: bao-cao, title: Báo cáo, source: "V", kind: deadline, who: {group: truc-thuoc},\n'
    "     where: {topic: cchc}, by: 2022-06-30}\n"
)


def world(home: Path, plan: str) -> SmallWorld:
    made = SmallWorld(home, schools=1)
    (home / "plans" / "ke-hoach-2022.yaml").write_text(plan, encoding="utf-8")
    made.catalogue = load_catalogue(home)
    return made


def held(of: SmallWorld, obligation: str, period: str) -> tuple[str, str, bool]:
    key = DutyKey("truong-1", "ke-hoach-2022", obligation, period)
    with of.store.read(False) as tx:
        row = tx.verdicts.current([key])[key]
    return row.verdict.status.value, row.verdict.reason, row.closed_at is not None


def test_what_stood_to_the_end_of_the_plan_stays_so_and_closes(tmp_path: Path) -> None:
    small = world(tmp_path, STANDING)
    small.publish(1, "2022-03-02T08:00")
    small.run("2022-12-30T08:00")
    assert held(small, "hoi-dap", "always") == ("met", "present", False)
    small.shows.clear()
    for moment in ("2023-01-09T08:00", "2023-01-09T09:00", "2023-01-20T08:00", "2023-02-20T08:00", "2023-06-20T08:00"):
        small.run(moment)
    assert held(small, "hoi-dap", "always") == ("met", "present", True)
    assert small.mail("overdue") == []


def test_a_school_that_ended_before_its_report_was_due_is_told_that_the_charge_is_withdrawn(tmp_path: Path) -> None:
    small = world(tmp_path, REPORT)
    for moment in ("2022-07-04T08:00", "2022-07-04T09:00", "2022-07-05T08:00"):
        small.run(moment)
    assert held(small, "bao-cao", "2022-06-30")[0] == "overdue"
    units = (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()
    units = [units[0] + ",valid_to", units[1] + ",2022-06-10"]
    (tmp_path / "units.csv").write_text("\n".join(units) + "\n", encoding="utf-8")
    small.catalogue = load_catalogue(tmp_path)
    small.run("2022-07-06T08:00")
    assert held(small, "bao-cao", "2022-06-30")[:2] == ("not_applicable", "unit_ended")
    told = [recipient for _, recipient, _ in small.mail("overdue")]
    assert sorted(recipient for _, recipient, _ in small.mail("correction")) == sorted(told)
