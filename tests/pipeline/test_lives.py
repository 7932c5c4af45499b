"""Lives through the whole pipeline: a merger in June, a school of September, an office that ended in 2025 (S4)."""

from __future__ import annotations

from pathlib import Path

from monitor.catalogue.loading import load_catalogue
from tests.pipeline.world import SmallWorld

HEADS = "id,name,groups,section_url,contact_name,contact_email,head_name,head_email,valid_from,valid_to,predecessor\n"


def world_of(home: Path, *lives: tuple[str, str, str]) -> SmallWorld:
    """A small world whose schools have (first day, last day, predecessors)."""
    world = SmallWorld(home, schools=len(lives))
    rows = (
        f"truong-{n},Trường số {n},truc-thuoc,https://truong-{n}.edu.test/cchc/,Cô Lan,lan@truong-{n}.edu.test,"
        f"Thầy Minh,minh@truong-{n}.edu.test,{first},{last},{before}\n"
        for n, (first, last, before) in enumerate(lives, 1)
    )
    (home / "units.csv").write_text(HEADS + "".join(rows), encoding="utf-8")
    world.catalogue = load_catalogue(home)
    return world


def run(world: SmallWorld, *moments: str) -> None:
    for moment in moments:
        world.run(moment)


def test_the_post_of_a_school_merged_on_10_june_serves_its_successor(tmp_path: Path) -> None:
    lives = (("2022-06-10", "", "truong-2|truong-3"), ("", "2022-06-09", ""), ("", "2022-06-09", ""))
    world = world_of(tmp_path / "home", *lives)
    world.publish(1, "2022-06-03T08:00", school=3)
    run(world, "2022-05-02T08:00", "2022-06-04T08:00", "2022-07-03T08:00", "2022-07-03T09:00")
    run(world, "2022-08-03T08:00", "2022-08-03T09:00")
    assert world.statuses(1)["2022-06"] == "met"
    assert world.statuses(1)["2022-07"] == "overdue"
    assert "2022-05" not in world.statuses(1)
    assert (world.statuses(2)["2022-06"], world.statuses(3)["2022-06"]) == ("not_applicable", "met")
    assert "2022-07" not in world.statuses(2) | world.statuses(3)


def test_nobody_is_written_to_about_the_september_of_a_school_of_28_september(tmp_path: Path) -> None:
    world = world_of(tmp_path / "home", ("2022-09-28", "", ""))
    run(world, "2022-09-29T08:00", "2022-10-03T08:00", "2022-10-03T09:00", "2022-10-14T08:00", "2022-10-14T09:00")
    assert world.statuses(1)["2022-09"] == "not_applicable"
    assert not [mail for mail in world.mail("overdue") if "2022-09" in mail[2]]
    run(world, "2022-11-03T08:00", "2022-11-03T09:00", "2022-11-04T08:00")
    assert world.statuses(1)["2022-10"] == "overdue"
    assert [mail for mail in world.mail("overdue") if "2022-10" in mail[2]]
