"""From a real store to figures: which duties a report covers, and what was known at a moment (S4, S5, S20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.reports.figures import Asked, Figures
from monitor.reports.gathering import gather, undated_plans
from monitor.reports.official import official_report
from monitor.reports.paper import Paragraph
from rules.model import Attestation, DutyKey, Status, Theme, Waiver, Words
from rules.periods import parse
from tests.pipeline.world import SmallWorld, at


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """School 1 posts in February and March; school 2 does not in February, and late in March for it."""
    world = SmallWorld(tmp_path / "w")
    world.publish(1, "2022-02-10T09:00")
    world.publish(2, "2022-03-05T09:00")
    world.publish(3, "2022-03-06T09:00", school=2)
    for day in ("2022-03-01", "2022-03-03", "2022-03-04", "2022-03-08", "2022-04-02", "2022-04-03"):
        for hour in ("08:00", "09:00"):
            world.run(f"{day}T{hour}", send=False)
    yield world
    world.store.close()


def figures(world: SmallWorld, period: str, known_at: str | None = None, unit: str | None = None) -> Figures:
    cycle = world.cycle("2022-04-05T08:00")
    moment = at(known_at) if known_at else None
    with world.store.read(False) as tx:
        return gather(cycle.catalogue, cycle.by_key, tx, Asked(parse(period), cycle.now, moment, unit))


def statuses(found: Figures) -> dict[tuple[str, str], Status | None]:
    return {(one.key.unit, one.key.period): one.status for one in found.lines}


def test_a_report_covers_the_duties_that_end_in_its_period(world: SmallWorld) -> None:
    assert {period for _, period in statuses(figures(world, "2022-02"))} == {"2022-02"}
    assert {period for _, period in statuses(figures(world, "2022-Q1"))} == {"2022-02", "2022-03"}
    assert len(figures(world, "2022").lines) == 22
    assert {period for _, period in statuses(figures(world, "2021-12-15..2022-03-30"))} == {"2022-02"}


def test_a_report_of_then_says_what_was_known_then(world: SmallWorld) -> None:
    now = statuses(figures(world, "2022-02"))
    then = statuses(figures(world, "2022-02", known_at="2022-03-05T12:00"))
    assert now["truong-1", "2022-02"] is then["truong-1", "2022-02"] is Status.MET
    assert then["truong-2", "2022-02"] is Status.OVERDUE
    assert now["truong-2", "2022-02"] is Status.LATE


def test_what_was_never_judged_is_not_checked(world: SmallWorld) -> None:
    before = figures(world, "2022-02", known_at="2022-01-31T08:00")
    assert set(statuses(before).values()) == {None}
    assert before.counts.unchecked == 2
    assert before.counts.rate is None


def test_what_shows_it_carries_its_date_and_where_that_was_read(world: SmallWorld) -> None:
    [met] = figures(world, "2022-02", unit="truong-1").lines
    [exhibit] = met.exhibits
    assert exhibit.dated.startswith("đăng ngày 10/02/2022, theo ")
    assert exhibit.url is not None
    assert met.seen


def test_one_unit_has_its_own_figures(world: SmallWorld) -> None:
    found = figures(world, "2022-Q1", unit="truong-2")
    assert {one.key.unit for one in found.lines} == {"truong-2"}
    assert found.unit_name == "Trường số 2"


def test_a_waiver_is_told_with_its_name_and_reason(world: SmallWorld) -> None:
    first, last = parse("2022-03").start.date(), parse("2022-03").start.date()
    with world.store.write(False) as tx:
        waiver = Waiver(
            "truong-2", "thang", "ke-hoach-2022", first, last, "Bà Lan", "sửa máy chủ", at("2022-04-04T08:00")
        )
        tx.verdicts.add_decision(waiver)
        later = replace(waiver, first=parse("2022-06").start.date(), last=parse("2022-06").start.date(), by="Ông Tùng")
        tx.verdicts.add_decision(later)  # of other days
    world.run("2022-04-04T09:00", send=False)
    line = next(one for one in figures(world, "2022-03").lines if one.key.unit == "truong-2")
    assert line.status is Status.WAIVED
    assert "Bà Lan" in line.word
    assert "sửa máy chủ" in line.word


def test_the_day_of_a_word_is_not_told_as_the_day_of_the_deed(world: SmallWorld) -> None:  # S17, S21
    key = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
    with world.store.write(False) as tx:
        tx.verdicts.add_decision(Attestation(key, "Bà Hoa", at("2022-04-04T09:00"), True, evidence="số 5/BB"))
    words = {one.key: one.word for one in figures(world, "2022-03").lines}
    assert words[key] == "Bà Hoa xác nhận (ngày 04/4/2022); minh chứng: số 5/BB"


def test_a_period_that_is_over_or_closed_offers_no_time(tmp_path: Path) -> None:  # S15, S20
    world = SmallWorld(tmp_path / "w", schools=1)
    world.publish(1, "2022-02-10T09:00")
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40"):
        world.run(moment, send=False)

    def told(now: str) -> tuple[bool, str, str]:
        cycle = world.cycle(now)
        with world.store.read(False) as tx:
            found = gather(cycle.catalogue, cycle.by_key, tx, Asked(parse("2022-03"), cycle.now))
        (one,) = found.lines
        assert one.status is Status.OVERDUE
        body = official_report(found, cycle.catalogue.settings.office).body
        return one.curable, one.cure_until, "\n".join(block.text for block in body if isinstance(block, Paragraph))

    curable, until, words = told("2022-04-10T08:00")
    assert (curable, until) == (True, "10/4/2022")
    assert "Quá hạn, còn bổ sung được: 1" in words
    assert "trong thời gian cho phép" in words
    curable, until, words = told("2022-04-11T08:00")
    assert (curable, until) == (False, "")
    assert "Quá hạn, còn bổ sung được: 0" in words
    assert "Quá hạn, đã hết thời gian bổ sung: 1" in words
    assert "trong thời gian cho phép" not in words
    with world.store.write(False) as tx:
        tx.verdicts.close([DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")], at("2022-04-05T08:00"))
    assert not told("2022-04-06T08:00")[0]
    world.store.close()


def test_every_plan_here_has_dated_duties(world: SmallWorld) -> None:
    cycle = world.cycle("2022-04-05T08:00")
    assert undated_plans(cycle.catalogue.plans, cycle.by_key) == ()
    assert undated_plans(cycle.catalogue.plans, {}) == cycle.catalogue.plans


def test_themes_are_counted_and_nothing_else(world: SmallWorld) -> None:
    theme = Theme("tin", "Tin của trường", Words(any=("tin",)))
    cycle = world.cycle("2022-04-05T08:00")
    catalogue = replace(cycle.catalogue, plans=tuple(replace(plan, themes=(theme,)) for plan in cycle.catalogue.plans))
    with world.store.read(False) as tx:
        asked = Asked(parse("2022-Q1"), cycle.now, themes=True)
        found = gather(catalogue, cycle.by_key, tx, asked)
        silent = gather(catalogue, cycle.by_key, tx, replace(asked, themes=False))
    [line] = found.themes
    assert line.title == "Tin của trường"
    assert line.items <= 3
    assert "Đã thấy 3 tin, bài" in found.theme_note
    assert silent.themes == ()
    assert found.counts == silent.counts
