"""Themes of a plan file: tags with words; every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.loading import check_plan
from monitor.catalogue.workspace import config_dir, plan_ids
from rules.matching import touches
from rules.parts import leaves

PLAN = """\
id: thu
title: Kế hoạch thử
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2026-01-05
year: 2026
themes:
{themes}
obligations:
  - {{id: tin, title: Tin bài, source: "1", kind: recurring, who: {{units: [a]}}, every: month, themes: [{tags}]}}
"""


def read(tmp_path: Path, themes: str, tags: str = "dịch vụ công"):
    path = tmp_path / "thu.yaml"
    path.write_text(PLAN.format(themes=themes, tags=tags), encoding="utf-8")
    return check_plan(path)


def test_a_theme_has_a_tag_a_title_and_words(tmp_path: Path) -> None:
    found = read(tmp_path, "  dịch vụ công: {title: Dịch vụ công trực tuyến, any: [DVC, một cửa], none: [công ích]}")
    assert [(one.tag, one.title, one.match.any, one.match.none) for one in found.themes] == [
        ("dịch vụ công", "Dịch vụ công trực tuyến", ("DVC", "một cửa"), ("công ích",))
    ]


@pytest.mark.parametrize(
    ("themes", "tags", "told"),
    [
        ("  dịch vụ công: {title: x}", "dịch vụ công", "không có từ khóa"),
        ("  dịch vụ công: {any: [x], alls: [y]}", "dịch vụ công", "alls"),
        ("  dịch vụ công: từ", "dịch vụ công", "khóa: giá trị"),
        ("  dịch vụ công: {any: ['a.*']}", "dịch vụ công", "biểu thức chính quy"),
        ("  dịch vụ công: {any: [x]}", "dich vu cong", "không có trong `themes`"),
    ],
)
def test_what_is_wrong_with_a_theme_is_told_with_its_line(tmp_path: Path, themes: str, tags: str, told: str) -> None:
    with pytest.raises(CatalogueFaults) as faults:
        read(tmp_path, themes, tags)
    assert told in str(faults.value)
    assert "thu.yaml:7:" in str(faults.value) or "thu.yaml:9:" in str(faults.value)


@pytest.mark.parametrize("plan_id", plan_ids())
def test_every_tag_of_a_shipped_plan_has_words_that_its_own_title_touches(plan_id: str) -> None:
    plan = check_plan(config_dir() / "plans" / f"{plan_id}.yaml")
    tags = {tag for one in leaves(plan.obligations) for tag in one.themes}
    assert tags <= {theme.tag for theme in plan.themes}
    for theme in plan.themes:
        assert theme.match.all or theme.match.any
        assert not touches("Thực đơn bán trú tuần 12", theme.match), theme.tag
