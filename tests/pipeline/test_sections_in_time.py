"""Sections that move and sections that are shared, through whole cycles (S12, S18)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline.cycle import Cycle
from monitor.storage.invariants import broken_invariants
from rules.model import Duty
from tests.databases import unused_postgresql
from tests.pipeline.world import SmallWorld, at

OLD, NEW = "https://cu.edu.test/cchc/", "https://moi.edu.test/cchc/"
SHARED = "https://phuong.edu.test/cchc/"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.long])])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> SmallWorld:
    database = unused_postgresql() if request.param == "postgresql" else None
    return SmallWorld(tmp_path / "w", schools=2, database=database)


def sections(world: SmallWorld, rows: str) -> None:
    """The sections of school 1 (and whoever else the rows name) stand in sections.csv."""
    units = world.home / "units.csv"
    text = units.read_text(encoding="utf-8")
    for school in (1, 2):
        if f"truong-{school}," in rows:
            text = text.replace(f"https://truong-{school}.edu.test/cchc/", "")
    units.write_text(text, encoding="utf-8")
    heads = "unit,topic,url,filter,valid_from,valid_to\n"
    (world.home / "sections.csv").write_text(heads + rows, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def put(world: SmallWorld, url: str, number: int, stated: str) -> None:
    world.shows.setdefault(url, []).append((at(stated), at(stated), number))


def both(world: SmallWorld, day: str) -> None:
    world.run(f"{day}T08:00")
    world.run(f"{day}T08:40")


def looked(world: SmallWorld) -> set[str]:
    """Addresses of school 1 that were looked at, from now back to the last time this was asked."""
    with world.store.read(False) as tx:
        return {row.look.section.split("/", 2)[2] for row in tx.observations.looks("truong-1")}


def test_a_school_that_moves_its_section_is_judged_by_the_one_of_the_period(world: SmallWorld) -> None:
    sections(world, f"truong-1,cchc,{OLD},,,2022-06-30\ntruong-1,cchc,{NEW},,2022-07-01,\n")
    for number in range(2, 6):
        put(world, OLD, number, f"2022-{number:02}-03T08:00")
    put(world, NEW, 7, "2022-07-04T08:00")
    for day in ("2022-06-01", "2022-06-20", "2022-06-30"):
        both(world, day)
    assert looked(world) == {OLD}
    both(world, "2022-07-01")
    assert looked(world) == {OLD, NEW}
    both(world, "2022-07-04")
    assert world.statuses(1)["2022-06"] == "late"  # the item of July, in the new section, makes June good
    assert world.statuses(1)["2022-07"] == "met"
    before = len(_looks_at(world, OLD))
    both(world, "2022-07-13")
    both(world, "2022-08-03")
    assert len(_looks_at(world, OLD)) == before
    assert world.statuses(1)["2022-05"] == "met"
    assert broken_invariants(world.store) == []


def _looks_at(world: SmallWorld, url: str) -> list[object]:
    with world.store.read(False) as tx:
        return [row for row in tx.observations.looks("truong-1") if row.look.section.endswith(url)]


def test_an_empty_june_is_charged_by_the_old_section_although_the_new_one_is_full(world: SmallWorld) -> None:
    sections(world, f"truong-1,cchc,{OLD},,,2022-06-30\ntruong-1,cchc,{NEW},,2022-07-01,\n")
    put(world, OLD, 5, "2022-05-03T08:00")
    both(world, "2022-06-20")
    both(world, "2022-07-02")
    assert world.statuses(1)["2022-06"] == "overdue"
    for day in ("2022-07-05", "2022-07-11", "2022-07-12"):
        both(world, day)
    # The cure was over on 11 July: the new section proves it, the old one was proven when it ended.
    assert world.statuses(1)["2022-06"] == "missed"


def test_a_shared_list_is_parted_by_filters_and_the_rest_is_asked(world: SmallWorld) -> None:
    rows = f"truong-1,cchc,{SHARED},Bài số 31,,\ntruong-2,cchc,{SHARED},Bài số 32,,\n"
    sections(world, rows)
    put(world, SHARED, 31, "2022-03-10T08:00")
    put(world, SHARED, 33, "2022-04-20T08:00")
    for day in ("2022-04-04", "2022-05-04"):
        both(world, day)
    assert (world.statuses(1)["2022-03"], world.statuses(2)["2022-03"]) == ("met", "overdue")
    assert (world.statuses(1)["2022-04"], world.statuses(2)["2022-04"]) == ("awaiting", "awaiting")
    with world.store.read(False) as tx:
        april = [row.verdict for key, row in tx.verdicts.current().items() if key.period == "2022-04"]
    assert [question.kind for verdict in april for question in verdict.questions] == ["shared", "shared"]
    told = {(recipient, periods) for _, recipient, periods in world.mail("overdue")}
    assert {periods for recipient, periods in told} <= {("2022-02",), ("2022-03",), ("2022-02", "2022-03")}


def test_a_changed_filter_judges_open_periods_again_and_says_why(world: SmallWorld) -> None:
    rows = f"truong-1,cchc,{SHARED},Bài số 31,,\ntruong-2,cchc,{SHARED},Bài số 32,,\n"
    sections(world, rows)
    put(world, SHARED, 31, "2022-04-10T08:00")
    both(world, "2022-04-20")
    assert (world.statuses(1)["2022-04"], world.statuses(2)["2022-04"]) == ("met", "due_soon")
    sections(world, rows.replace("31", "30").replace("32", "31"))
    world.run("2022-04-20T09:00", look=False)
    assert (world.statuses(1)["2022-04"], world.statuses(2)["2022-04"]) == ("due_soon", "met")
    with world.store.read(False) as tx:
        april = [row.verdict for key, row in tx.verdicts.current().items() if key.period == "2022-04"]
    assert {verdict.figures["why"] for verdict in april} == {"units_changed"}


def test_nothing_changes_for_units_whose_catalogue_stays(world: SmallWorld) -> None:
    both(world, "2022-04-20")
    units = dict(world.catalogue.units)
    units["truong-1"] = replace(units["truong-1"], valid_from=at("2022-03-20T00:00").date())
    world.catalogue = replace(world.catalogue, units=units)
    _, figures, _ = world.run("2022-04-20T09:00", look=False)
    assert figures.judged == sum(1 for duty in _duties(world) if duty.key.unit == "truong-1")


def _duties(world: SmallWorld) -> tuple[Duty, ...]:
    return Cycle(world.catalogue, world.store, at("2022-04-20T09:00")).duties


def test_a_whole_year_is_proven_by_a_section_that_ended_in_spring_and_one_that_lives(world: SmallWorld) -> None:
    sections(world, f"truong-1,cchc,{OLD},,,2022-03-31\ntruong-1,cchc,{NEW},,2022-04-01,\n")
    text = (world.home / "plans" / "ke-hoach-2022.yaml").read_text(encoding="utf-8")
    half = text.replace("every: month", "every: half").replace("from: 2022-02", "from: 2022-01")
    (world.home / "plans" / "ke-hoach-2022.yaml").write_text(half, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    for day in ("2022-03-30", "2022-04-02", "2022-04-03", "2022-05-16", "2022-06-20"):
        both(world, day)
    both(world, "2022-07-04")
    assert world.statuses(1)["2022-H1"] == "overdue"
    with world.store.read(False) as tx:
        rows = tx.verdicts.current()
        looks = tx.observations.looks_by_id(
            next(row for key, row in rows.items() if key.unit == "truong-1").verdict.proof
        )
    proving = {(row.look.section.split("/", 2)[2], row.look.at.month) for row in looks.values()}
    assert proving == {(OLD, 4), (NEW, 7)}
