"""What people decided is never lost silently: by a plan of another id, an obligation or a unit of another name, a
section of another topic (S20, S21)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide, ordain
from monitor.pipeline.decide import Deed
from monitor.pipeline.lost import lost_now
from monitor.ports import VerdictFilter
from monitor.reports.facts import status_facts
from monitor.storage.invariants import broken_invariants
from rules.model import DutyKey
from tests.pipeline.test_plan_changes import both, plan, written
from tests.pipeline.world import PLAN, SmallWorld, at

HOA = Deed("Bà Hoa", "sửa máy chủ")
OTHER = PLAN.replace("id: ke-hoach-2022", "id: ke-hoach-bo-sung").replace("Kế hoạch thử", "Kế hoạch sửa đổi")
OFFICE = "vanphong@so.test"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """Nothing of March from the first school, which is let off for March and April; the second is in order."""
    world = SmallWorld(tmp_path / "w")
    world.publish(101, "2022-02-10T08:00")
    world.publish(102, "2022-02-10T08:00", school=2)
    world.publish(103, "2022-03-11T08:00", school=2)
    both(world, "2022-03-14")
    cycle = world.cycle("2022-03-14T09:00")
    with world.store.write(False) as tx:
        first, last = at("2022-03-01T00:00").date(), at("2022-04-30T00:00").date()
        assert decide.waive(cycle, tx, decide.LetOff("truong-1", "thang", first, last), HOA).changed
    both(world, "2022-03-15")
    assert world.statuses()["2022-03"] == "waived"
    yield world
    assert broken_invariants(world.store) == []


def replaced(world: SmallWorld) -> None:
    """Another plan in the place of the first."""
    (world.home / "plans" / "ke-hoach-2022.yaml").unlink()
    (world.home / "plans" / "ke-hoach-bo-sung.yaml").write_text(OTHER, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def told(world: SmallWorld) -> list[str]:
    with world.store.read(False) as tx:
        rows = [row.message for row in tx.outbox.messages() if row.message.kind == "incident"]
    assert {row.recipient for row in rows} <= {OFFICE}
    return [row.text for row in rows]


def test_a_waiver_lost_with_its_plan_is_told_to_the_office_once_with_how_to_repeat_it(world: SmallWorld) -> None:
    replaced(world)
    _, figures, _ = world.run("2022-03-16T08:00")
    both(world, "2022-03-17")
    [text] = told(world)
    assert "Trường số 1: miễn “Đăng tin CCHC hằng tháng” từ 01/3/2022 đến 30/4/2022" in text
    assert "Bà Hoa: sửa máy chủ" in text
    assert "tháng 3/2022, tháng 4/2022" in text
    assert "dondoc waive truong-1 thang --from 2022-03-01 --to 2022-04-30 --by" in text
    assert "dondoc plan confirm TỆP --for ke-hoach-2022" in text
    assert len(figures.lost) == 1
    with world.store.read(False) as tx:
        lines = [line for line in tx.verdicts.audit() if line.action == "decisions_lost"]
        assert len(lines) == 1
        assert len(lost_now(world.cycle("2022-03-17T09:00"), tx)) == 1


def test_a_waiver_that_was_taken_back_before_is_not_told_as_lost(world: SmallWorld) -> None:
    with world.store.write(False) as tx:
        first, last = at("2022-03-01T00:00").date(), at("2022-12-31T00:00").date()
        asked = decide.LetOff("truong-1", "thang", first, last, granted=False)
        assert decide.waive(world.cycle("2022-03-15T09:00"), tx, asked, HOA).changed
    replaced(world)
    both(world, "2022-03-16")
    assert not any("miễn" in text for text in told(world))


def test_a_plan_that_comes_back_brings_its_waivers_back(world: SmallWorld) -> None:
    replaced(world)
    both(world, "2022-03-16")
    (world.home / "plans" / "ke-hoach-bo-sung.yaml").unlink()
    plan(world, PLAN)
    both(world, "2022-03-17")
    march = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
    with world.store.read(False) as tx:
        assert tx.verdicts.current([march])[march].verdict.status.value == "waived"
        assert lost_now(world.cycle("2022-03-17T09:00"), tx) == []


def test_an_amended_plan_under_its_old_id_keeps_them_and_tells_nothing(world: SmallWorld) -> None:
    plan(world, OTHER.replace("ke-hoach-bo-sung", "ke-hoach-2022"))
    both(world, "2022-03-16")
    assert world.statuses()["2022-03"] == "waived"
    assert told(world) == []


def test_an_obligation_of_another_id_is_told(world: SmallWorld) -> None:
    plan(world, PLAN.replace("- id: thang", "- id: muc-4-1"))
    both(world, "2022-03-16")
    [text] = told(world)
    assert "kế hoạch đã bỏ nghĩa vụ này" in text
    assert "dondoc waive truong-1 NGHĨA_VỤ --from 2022-03-01" in text


def test_a_unit_of_another_id_is_told(world: SmallWorld) -> None:
    written(world, "units.csv", lambda text: text.replace("\ntruong-1,", "\nthcs-mot,"))
    both(world, "2022-03-16")
    [text] = told(world)
    assert "đơn vị không còn trong danh mục" in text
    assert "dondoc waive ĐƠN_VỊ thang --from 2022-03-01" in text


def test_what_an_end_of_life_settles_is_not_called_lost(world: SmallWorld) -> None:
    written(
        world,
        "units.csv",
        lambda text: text.replace("head_email\n", "head_email,valid_to\n").replace(
            "minh@truong-1.edu.test\n", "minh@truong-1.edu.test,2022-03-20\n"
        ),
    )
    both(world, "2022-03-21")
    assert told(world) == []


def test_what_is_closed_needs_no_decision_any_more(world: SmallWorld) -> None:
    both(world, "2022-05-31")
    replaced(world)
    both(world, "2022-06-01")
    assert told(world) == []


REPORT = (
    '  - {id: bao-cao, title: Báo cáo, source: "V", kind: deadline, who: {group: truc-thuoc}, undated: true,\n'
    "     proof: [upload]}\n"
)


def test_days_set_and_words_given_are_told_as_well(world: SmallWorld) -> None:
    plan(world, PLAN + REPORT)
    both(world, "2022-03-16")
    cycle = world.cycle("2022-03-16T09:00")
    with world.store.write(False) as tx:
        ordain.set_day(cycle, tx, "*", "bao-cao", None, at("2022-06-20T00:00").date(), HOA)
    plan(world, PLAN)
    both(world, "2022-03-17")
    [text] = told(world)
    assert "mọi đơn vị: đặt hạn 20/6/2022 cho “Báo cáo”" in text
    assert "dondoc set-day --all NGHĨA_VỤ --day 2022-06-20" in text


def test_the_offices_yes_holds_wherever_the_item_stood(world: SmallWorld) -> None:
    """A section gets another topic after its item was taken down: what the office counted stays counted."""
    world.publish(150, "2021-03-20T08:00", appears="2022-03-20T08:00")
    for day in ("2022-03-20", "2022-04-04"):
        both(world, day)
    key = DutyKey("truong-2", "ke-hoach-2022", "thang", "2022-04")
    cycle = world.cycle("2022-04-04T09:00")
    with world.store.write(False) as tx:
        there = tx.observations.known("truong-2", "cchc")
        item = next(one.publication.id for one in there if one.publication.title == "Bài số 103")
        assert decide.confirm(cycle, tx, cycle.by_key[key], item, True, HOA).changed
    both(world, "2022-04-05")
    assert world.statuses(2)["2022-04"] == "met"
    world.shows.clear()
    written(world, "units.csv", lambda text: text.replace("section_url", "website"))
    (world.home / "sections.csv").write_text(
        "unit,topic,url\ntruong-1,tin-tuc,https://truong-1.edu.test/cchc/\ntruong-2,tin-tuc,https://truong-2.edu.test/cchc/\n",
        encoding="utf-8",
    )
    plan(world, PLAN.replace("topic: cchc", "topic: tin-tuc"))
    both(world, "2022-04-06")
    assert world.statuses(2)["2022-04"] == "met"
    duties = world.cycle("2022-04-06T09:00").by_key
    with world.store.read(False) as tx:
        [fact] = status_facts(tx, duties, VerdictFilter(unit="truong-2", period="2022-04"), None)
    assert [one["id"] for one in fact["publications"]] == [item]
