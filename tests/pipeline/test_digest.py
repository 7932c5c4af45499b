"""The weekly digest over a real store: short whatever happened, with the way to answer, and a workbook with it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from alerts.digest import DigestFigures
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline.digest import figures
from monitor.pipeline.digest_picture import heat_map, trend, workbook, year_so_far
from monitor.ports import VerdictFilter
from rules.model import HEALTHY, Outcome, Status
from tests.pipeline.world import PLAN, SmallWorld, at

SCHOOLS = 12


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """Twelve schools: the first posts each month, the second not in February, ten cannot be seen."""
    world = SmallWorld(tmp_path / "w", schools=SCHOOLS, send_to="office", least=50)
    world.broken = {f"truong-{number}": Outcome.BOT_WALL for number in range(3, SCHOOLS + 1)}
    world.publish(1, "2022-02-10T09:00")
    world.publish(2, "2022-03-05T09:00")
    for day in ("2022-02-21", "2022-03-03", "2022-03-04", "2022-03-06"):
        for hour in ("08:00", "09:00"):
            world.run(f"{day}T{hour}", send=False)
    yield world
    world.store.close()


def told(world: SmallWorld, week: str = "2022-W09", now: str = "2022-03-07T07:40") -> DigestFigures:
    cycle = world.cycle(now)
    with world.store.read(False) as tx:
        return figures(cycle, tx, week, year_so_far(cycle, tx, week))


def test_what_happened_alike_is_told_once(world: SmallWorld) -> None:
    found = told(world)
    unknown = [one for one in found.changes if one.after is Status.UNKNOWN]
    assert [one.count for one in unknown] == [10]
    assert "và 7 đơn vị khác" in unknown[0].unit
    assert unknown[0].period == "tháng 02/2022"


def test_a_change_is_told_of_when_it_came_not_when_it_was_last_said_anew(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", send_to="office", least=50)
    world.broken = {"truong-2": Outcome.BOT_WALL}
    for moment in ("2022-02-21T08:00", "2022-03-03T08:00"):
        world.run(moment, send=False)
    world.broken = {"truong-2": Outcome.TIMEOUT}  # the same verdict for another reason
    world.run("2022-03-05T08:00", send=False)
    with world.store.read(False) as tx:
        said = [
            row for row in tx.verdicts.history(VerdictFilter(unit="truong-2")) if row.verdict.status is Status.UNKNOWN
        ]
    assert [row.known_at for row in said] == [at("2022-03-03T08:00"), at("2022-03-05T08:00")]
    [unknown] = [one for one in told(world).changes if one.after is Status.UNKNOWN and one.unit == "Trường số 2"]
    assert unknown.at == at("2022-03-03T08:00")
    world.store.close()


def test_what_could_not_be_seen_is_one_line_for_each_reason(world: SmallWorld) -> None:
    found = told(world)
    [line] = found.unseen
    assert line.count == 10
    assert line.reason.startswith("trang chặn phần mềm tự động (10 trang)")
    [reason] = found.unknown
    assert (reason.reason, reason.duties) == ("Trang chặn phần mềm tự động", 10)


def test_a_single_failure_is_told_by_its_name_and_address(world: SmallWorld) -> None:
    world.broken = {"truong-3": Outcome.TIMEOUT}
    for hour in ("08:00", "09:00"):
        world.run(f"2022-03-08T{hour}", send=False)
    [line] = told(world, "2022-W10", "2022-03-14T07:40").unseen
    assert (line.unit, line.url) == ("Trường số 3", "https://truong-3.edu.test/cchc/")


def test_a_week_long_past_is_told_as_it_was(world: SmallWorld) -> None:
    world.broken = {}
    for day in ("2022-03-20", "2022-03-21", "2022-03-22"):
        world.run(f"{day}T08:00", send=False)
    assert told(world, "2022-W12", "2022-03-28T07:40").unseen == ()
    assert [one.count for one in told(world, "2022-W09", "2022-03-28T07:40").unseen] == [10]


def test_the_picture_shows_units_with_a_blemish_and_counts_the_others(world: SmallWorld) -> None:
    cycle = world.cycle("2022-03-07T07:40")
    with world.store.read(False) as tx:
        year = year_so_far(cycle, tx, "2022-W09")
    heat = heat_map(year)
    assert heat is not None
    assert heat.months == ("T2", "T3")
    rows = dict(heat.rows)
    assert rows["Trường số 2"][0].text == "0/1 Q"
    assert rows["Trường số 3"][0].text == "0/1 ?"
    assert "Trường số 1" not in rows
    assert heat.fine == 1
    assert trend(year)[0].rate is None  # ten of twelve are unknown (S22)


def test_the_workbook_holds_the_lists_in_full(world: SmallWorld) -> None:
    cycle = world.cycle("2022-03-07T07:40")
    with world.store.read(False) as tx:
        year = year_so_far(cycle, tx, "2022-W09")
        file = workbook(figures(cycle, tx, "2022-W09", year), year)
    assert file.name == "tong-hop-tuan-2022-W09.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file.data))
    assert {"Theo đơn vị", "Đơn vị × tháng", "Tồn tại", "Chưa xác định", "Thay đổi", "Chi tiết"} <= set(book.sheetnames)
    assert book["Theo đơn vị"].max_row >= SCHOOLS + 3


def test_the_digest_that_leaves_bears_the_workbook(world: SmallWorld) -> None:
    world.run("2022-03-07T07:40")
    mails = [
        message_from_bytes(path.read_bytes(), policy=default) for path in (world.home / "data" / "outbox").glob("*.eml")
    ]
    [digest] = [mail for mail in mails if "Tổng hợp tuần" in mail["Subject"]]
    [part] = digest.iter_attachments()
    assert part.get_filename() == "tong-hop-tuan-2022-W09.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(part.get_content())).sheetnames
    assert digest["List-Unsubscribe"]
    assert digest["Auto-Submitted"] == "auto-generated"


def test_a_plan_changed_in_the_week_is_said(world: SmallWorld) -> None:
    with world.store.write(False) as tx:
        rows = [row for row in tx.verdicts.current().values() if row.verdict.status is Status.OVERDUE]
        changed = [
            replace(row.verdict, status=Status.NOT_DUE, figures={**row.verdict.figures, "why": "plan_changed"})
            for row in rows
        ]
        tx.verdicts.save(0, at("2022-03-06T10:00"), "khác", changed)
    assert told(world).plan_changes == ("Kế hoạch đã thay đổi: kết luận lại 1 nghĩa vụ.",)


def test_looks_of_healthy_places_are_not_read(world: SmallWorld) -> None:
    with world.store.read(False) as tx:
        newest = tx.observations.newest_looks({("truong-3", "cchc")})
        assert {look.outcome for look in newest.values()} == {Outcome.BOT_WALL}
        assert tx.observations.newest_looks(set()) == {}
        healthy = tx.observations.newest_looks({("truong-1", "cchc")}, at("2022-03-01T08:00"), HEALTHY)
        assert [look.at for look in healthy.values()] == [at("2022-02-21T08:00")]


def test_a_week_before_the_first_verdict_does_not_read_as_if_all_were_well(world: SmallWorld) -> None:
    early = told(world, "2022-W01")
    assert not sum(early.counts.values())
    assert any("chưa kết luận việc nào" in note for note in early.notes)
    assert not any("chưa kết luận việc nào" in note for note in told(world).notes)


def test_who_has_no_section_is_named_though_the_week_had_no_verdict(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w")
    units = world.home / "units.csv"
    units.write_text(units.read_text("utf-8").replace("https://truong-2.edu.test/cchc/", ""), "utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-07T07:00", send=False)
    assert told(world).pageless == ("Trường số 2 (chuyên mục cchc)",)
    world.store.close()


def test_of_a_closed_period_nothing_is_asked_and_no_time_is_offered(tmp_path: Path) -> None:  # S20
    world = SmallWorld(tmp_path / "w", schools=2)
    for school in (1, 2):
        world.publish(school, "2022-02-10T08:00", school=school)
    plan = world.home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(PLAN + "    count_by: ask\n", encoding="utf-8")
    world.catalogue = load_catalogue(world.home)
    world.run("2022-03-31T08:00", send=False)
    world.publish(150, "2022-03-20T08:00", appears="2022-04-01T08:00")
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40"):
        world.run(moment, send=False)
    week, now = "2022-W14", "2022-04-05T08:00"
    before = told(world, week, now)
    assert "dondoc confirm truong-1 thang 2022-03" in "".join(one.command for one in before.questions)
    assert [one.cure_until for one in before.behind] == ["10/4/2022"]
    with world.store.write(False) as tx:
        tx.verdicts.close(tx.verdicts.current(), at("2022-04-05T07:00"))
    after = told(world, week, now)
    assert (after.questions, [one.cure_until for one in after.behind]) == ((), [None])
    world.store.close()
