"""A new workspace loads clean; whole workspaces load with plans, groups and a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue, usual_calendar
from monitor.catalogue.workspace import config_dir, plan_ids, write_workspace
from tests.catalogue.worlds import faults_of, has, workspace


@pytest.mark.parametrize("plan", [None, *plan_ids()])
def test_a_new_workspace_loads_clean(tmp_path: Path, plan: str | None) -> None:
    written = write_workspace(tmp_path / "viec", plan)
    catalogue = load_catalogue(tmp_path / "viec")
    assert {path.name for path in written} >= {"settings.yaml", "units.csv", "README.md"}
    assert [found.id for found in catalogue.plans] == [plan or "vi-du"]
    assert len(catalogue.groups["truc-thuoc"]) == 8
    assert catalogue.settings.channels.email is None
    assert set(catalogue.plan_texts) == {found.digest for found in catalogue.plans}


def test_a_second_init_adds_a_plan_and_touches_nothing_else(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    (tmp_path / "units.csv").write_text("id,name\nso-gddt,Sở\n", encoding="utf-8")
    written = write_workspace(tmp_path, "soc-trang-gddt-2022")
    assert [path.name for path in written] == ["soc-trang-gddt-2022.yaml"]
    assert (tmp_path / "units.csv").read_text(encoding="utf-8") == "id,name\nso-gddt,Sở\n"


@pytest.mark.parametrize("lost", ["settings.yaml", "units.csv"])
def test_init_gives_a_workspace_back_the_file_it_lost(tmp_path: Path, lost: str) -> None:
    write_workspace(tmp_path)
    (tmp_path / lost).unlink()
    assert [path.name for path in write_workspace(tmp_path)] == [lost]
    load_catalogue(tmp_path)


def test_a_second_init_puts_no_list_of_units_beside_an_excel_file(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    (tmp_path / "units.csv").rename(tmp_path / "units.xlsx")
    assert [path.name for path in write_workspace(tmp_path, "soc-trang-gddt-2022")] == ["soc-trang-gddt-2022.yaml"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "luan-van.doc").write_text("quan trọng")
    assert has(faults_of(lambda: write_workspace(tmp_path)), f"{tmp_path}: ", "không trống")
    assert [path.name for path in tmp_path.iterdir()] == ["luan-van.doc"]


@pytest.mark.parametrize("name", ["soc-trang-gdt-2022", "../examples/plan", "/etc/passwd"])
def test_an_unknown_plan_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    assert has(faults_of(lambda: write_workspace(tmp_path / "viec", name)), "--plan: ", "không có kế hoạch mẫu")
    assert not (tmp_path / "viec").exists()


def test_the_shipped_data_stand_in_the_checkout(root: Path) -> None:
    assert config_dir() == root / "config"
    assert "soc-trang-gddt-2022" in plan_ids()


def test_a_missing_workspace_names_every_missing_file(tmp_path: Path) -> None:
    found = faults_of(lambda: load_catalogue(tmp_path))
    assert has(found, "settings.yaml: không có tệp này", "dondoc init")
    assert has(found, "units.csv: không có tệp này")


def test_a_plan_with_the_wrong_ending_is_not_silently_ignored(tmp_path: Path) -> None:
    home = workspace(tmp_path)
    (home / "plans/a.yaml").rename(home / "plans/a.yml")
    assert has(faults_of(lambda: load_catalogue(home)), "plans/a.yml: ", ".yaml")


def test_editors_leftovers_among_the_plans_are_ignored(tmp_path: Path) -> None:
    home = workspace(tmp_path)
    (home / "plans/.a.yaml.swp").write_bytes(b"\x00")
    (home / "plans/a.yaml~").write_bytes(b"\x00")
    assert len(load_catalogue(home).plans) == 1


# --- working days (S3) -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2022, 2, 1), False),  # Tết
        (date(2022, 2, 7), True),
        (date(2022, 4, 11), False),  # instead of Sunday, the Hùng kings' day
        (date(2022, 4, 10), False),
        (date(2022, 9, 1), False),
        (date(2024, 4, 29), False),  # swapped for a Saturday
        (date(2024, 5, 4), True),  # that Saturday
        (date(2025, 4, 26), True),
        (date(2026, 8, 22), True),
        (date(2026, 8, 29), False),
        (date(2026, 1, 2), False),  # from config/holidays/vn.csv
        (date(2026, 1, 10), True),
    ],
)
def test_working_days_know_tet_substitutes_and_make_up_saturdays(day: date, working: bool) -> None:
    assert usual_calendar().is_working(day) is working


def test_the_holidays_of_an_office_win_over_all_others(tmp_path: Path) -> None:
    text = "date,kind,note\n2026-01-10,off,\n2026-01-02,work,\n2022-02-01,work,trực Tết\n2022-03-08,off,\n"
    calendar = load_catalogue(workspace(tmp_path, holidays=text)).calendar
    days = (date(2026, 1, 10), date(2026, 1, 2), date(2022, 2, 1), date(2022, 3, 8))
    assert [calendar.is_working(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-02-30,off,", ("không có ngày 30",)),
        ("01/05/2026,off,", ("ví dụ 2026-05-01",)),
        ("2026-05-01,nghỉ,", ("“nghỉ”", "off")),
        ("2026-05-01,,", ("cột `kind` để trống",)),
        ("2026-01-01,off,\n2026-01-01,work,", ("lặp lại",)),
    ],
)
def test_a_bad_holiday_is_refused_with_its_line(tmp_path: Path, row: str, words: tuple[str, ...]) -> None:
    home = workspace(tmp_path, holidays="date,kind,note\n" + row + "\n")
    line = 1 + len(row.splitlines())
    assert has(faults_of(lambda: load_catalogue(home)), f"holidays.csv:{line}: ", *words)


@pytest.mark.parametrize(
    "units", ["ma,ten\na,Trường A\n", "", "\x00\x01\x02", 'id,name,parent\na,Trường A,so\nb,"Trường B,\nso,Sở,\n']
)
def test_a_list_of_units_that_cannot_be_read_is_blamed_on_nothing_else(tmp_path: Path, units: str) -> None:
    home = workspace(tmp_path, units=units, sections="unit,topic,url\nso-gddt,video,https://so.test/v\n")
    found = faults_of(lambda: load_catalogue(home))
    assert found
    assert all(fault.startswith("units.csv") for fault in found), found
