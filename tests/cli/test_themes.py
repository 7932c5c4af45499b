"""`themes` counts what was seen, through the whole pipeline; `match` takes a day, a kind and a topic."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from crawlers.page import Item
from monitor.catalogue.loading import load_catalogue
from tests.cli.test_commands import dondoc, refused
from tests.pipeline import world
from tests.pipeline.world import PLAN, SmallWorld

THEMES = """\
themes:
  dịch vụ công trực tuyến: {title: Dịch vụ công trực tuyến, any: [DVC]}
  sự hài lòng: {any: [hài lòng]}
"""
TITLES = {1: "Hướng dẫn DVCTT", 2: "Người dân hài lòng với dịch vụ công", 3: "Thực đơn tuần 12"}


class Titled(SmallWorld):
    """Items with titles of their own."""

    def _look(self, job, now):
        result = super()._look(job, now)
        named = tuple(replace(item, title=TITLES[_number(item)]) for item in result.items)
        return replace(result, items=named)


def _number(item: Item) -> int:
    return int(item.url.rpartition("bai-")[2].removesuffix(".html"))


def test_themes_are_counted_by_plan_unit_and_days(tmp_path: Path) -> None:
    home = tmp_path / "home"
    small = Titled(home)
    path = home / "plans" / "ke-hoach-2022.yaml"
    path.write_text(PLAN.replace("obligations:", THEMES + "obligations:"), encoding="utf-8")
    small.catalogue = load_catalogue(home)
    small.publish(1, "2022-03-05T08:00")
    small.publish(2, "2022-04-05T08:00")
    small.publish(3, "2022-04-06T08:00", school=2)
    small.run("2022-04-10T08:00")
    [year] = json.loads(dondoc("themes", "--json", home=home).stdout)
    counts = {theme["tag"]: (theme["publications"], theme["units"]) for theme in year["themes"]}
    assert counts == {"dịch vụ công trực tuyến": (2, 1), "sự hài lòng": (1, 1)}
    assert (year["seen"], year["untouched"], year["undated"]) == (3, 1, 0)
    [april] = json.loads(dondoc("themes", "--from", "2022-04-01", "--to", "2022-04-30", "--json", home=home).stdout)
    assert [theme["publications"] for theme in april["themes"]] == [1, 1]
    [other] = json.loads(dondoc("themes", "--unit", "truong-2", "--json", home=home).stdout)
    assert [theme["publications"] for theme in other["themes"]] == [0, 0]
    shown = dondoc("themes", home=home).stdout
    assert "Dịch vụ công trực tuyến" in shown
    assert "3 bài trong kỳ" in shown
    refused(dondoc("themes", "--plan", "khong-co", home=home), 2, "ke-hoach-2022")
    refused(dondoc("themes", "--from", "2022-05-01", "--to", "2022-04-01", home=home), 2, "--from")


def test_a_plan_without_themes_says_so(tmp_path: Path) -> None:
    small = world.SmallWorld(tmp_path / "home")
    small.run("2022-04-10T08:00")
    assert "không khai báo chủ đề" in dondoc("themes", home=tmp_path / "home").stdout
    for file in (tmp_path / "home" / "plans").iterdir():
        file.unlink()
    assert "không khai báo chủ đề" in dondoc("themes", home=tmp_path / "home").stdout


def test_a_plan_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    refused(dondoc("match", "x", "--plan", "soc-trang-gdt-2022", home=tmp_path), 2, "“soc-trang-gddt-2022”?")


def decision(title: str, obligation: str, *words: str) -> str | None:
    done = dondoc("match", title, "--plan", "soc-trang-gddt-2022", *words, "--json")
    assert done.returncode == 0, done.stderr
    return next((row["decision"] for row in json.loads(done.stdout) if row["obligation"] == obligation), None)


def test_match_takes_a_day_a_kind_and_a_topic() -> None:
    title = "Kế hoạch cải cách hành chính năm 2022"
    assert decision(title, "PL-01") == "yes"
    assert decision(title, "PL-02b") == "no"
    assert decision(title, "PL-01", "--date", "2022-01-20", "--kind", "document") == "yes"
    assert decision(title, "PL-01", "--date", "2023-01-20") == "no"
    assert decision(title, "PL-01", "--topic", "video") is None
    assert decision("Video tuyên truyền CCHC", "PL-08", "--kind", "video", "--date", "2022-08-10") == "yes"
    assert decision("Kế hoạch cải cách hành chính năm 2020", "PL-01") == "no"
