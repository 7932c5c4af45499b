"""What commands show of verdicts and looks, in the words of an office."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.app.workspace import RunFigures
from monitor.catalogue.loading import load_catalogue
from monitor.cli.running import tell
from tests.cli.test_commands import dondoc
from tests.pipeline.world import SmallWorld


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which February is proven overdue for both schools, March is running."""
    world = SmallWorld(tmp_path_factory.mktemp("judged") / "home")
    world.publish(1, "2022-03-05T09:00")
    for moment in ("2022-03-03T08:00", "2022-03-03T09:00", "2022-03-06T08:00"):
        world.run(moment)
    world.store.close()
    return world.home


def test_a_filter_that_finds_nothing_says_that_nothing_fits_it(judged: Path) -> None:
    shown = dondoc("status", "--status", "missed", home=judged).stdout
    assert "Không có kết luận nào khớp" in shown
    assert "diễn tập" not in shown


def test_why_shows_the_look_that_saw_what_was_counted_with_its_evidence(judged: Path) -> None:  # S19
    (fact,) = json.loads(dondoc("why", "truong-1", "thang", "2022-03", "--json", home=judged).stdout)
    (look,) = fact["seen_by"]
    assert (fact["status"], look["at"]) == ("met", "2022-03-06T08:00:00+07:00")
    shown = dondoc("why", "truong-1", "thang", "2022-03", home=judged).stdout
    assert f"Lần xem 06/03/2022 08:00: đã đọc, 1 mục; bằng chứng số {look['evidence'][0]}" in shown
    (running,) = json.loads(dondoc("why", "truong-2", "thang", "2022-03", "--json", home=judged).stdout)
    assert [one["at"] for one in running["seen_by"]] == ["2022-03-06T08:00:00+07:00"]
    (charged,) = json.loads(dondoc("why", "truong-2", "thang", "2022-02", "--json", home=judged).stdout)
    assert (len(charged["proof"]), charged["seen_by"]) == (2, [])


def test_looks_tell_two_sections_of_one_topic_apart(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "home")
    second = "unit,topic,url\ntruong-1,cchc,https://truong-1.edu.test/thong-bao/\n"
    (world.home / "sections.csv").write_text(second, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-03T08:00")
    world.store.close()
    shown = dondoc("looks", home=world.home).stdout
    assert "cchc /thong-bao/" in shown
    assert "cchc /cchc/" in shown
    assert dondoc("looks", "--unit", "truong-2", home=world.home).stdout.count("/cchc/") == 0


def test_an_incident_is_told_as_told_to_whom_its_letter_goes(capsys: pytest.CaptureFixture[str]) -> None:  # S14, S25
    tell(RunFigures(incidents=["storm", "common_fault", "migration", "disk"]))
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("(")[2] for line in said] == [*["báo văn phòng bằng thư)."] * 3, "báo quản trị bằng thư)."]
