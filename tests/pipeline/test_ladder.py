"""Who is told what over whole cycles: coordinating units, questions, nobody to tell, common faults, floods (S17, S18,
S25, S27)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide
from monitor.pipeline.decide import Deed
from monitor.storage.invariants import broken_invariants
from rules.model import Attestation, Duty, Outcome
from tests.pipeline.world import PLAN, SmallWorld

ROOM = "to-cntt,Tổ CNTT,,,Anh Dũng,dung@so.test,,\n"
MEETING = """\
  - id: hop
    title: Họp giao ban CCHC
    source: "III.2"
    kind: attested
    who: {group: truc-thuoc}
    where: offline
    by: 2022-03-15
"""
TEST_DAY = "2022-04-04"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w")
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    yield world
    assert broken_invariants(world.store) == []


def crowd(path: Path, schools: int, bad: int) -> SmallWorld:
    """Schools of which so many posted nothing in March; February is in order."""
    world = SmallWorld(path, schools=schools)
    for school in range(1, schools + 1):
        world.publish(1000 + school, "2022-02-10T08:00", school=school)
        if school > bad:
            world.publish(2000 + school, "2022-03-10T08:00", school=school)
    return world


def written(world: SmallWorld, name: str, change: Callable[[str], str]) -> None:
    path = world.home / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def plan(world: SmallWorld, text: str) -> None:
    written(world, "plans/ke-hoach-2022.yaml", lambda old: text)


def received(duty: Duty, now: datetime) -> Attestation:
    return Attestation(duty.key, "Cô Hạnh", now, confirmed=True, reason="đã nhận biên bản")


def both(world: SmallWorld, day: str) -> None:
    world.run(f"{day}T08:00")
    world.run(f"{day}T08:40")


def texts(world: SmallWorld, recipient: str, kind: str | None = None) -> list[str]:
    with world.store.read(False) as tx:
        rows = tx.outbox.messages("sent")
    mine = [row.message for row in rows if row.message.recipient == recipient]
    return [f"{one.subject}\n{one.text}" for one in mine if kind in (None, one.kind)]


# --- coordinating units (S18) ----------------------------------------------------------------------------------------


def coordinated(world: SmallWorld, helper: str = "to-cntt") -> None:
    written(world, "units.csv", lambda old: old + ROOM)
    plan(world, PLAN + f"    with: [{helper}]\n")


def test_a_coordinating_unit_hears_of_the_charge_and_that_it_is_over(world: SmallWorld) -> None:
    coordinated(world)
    both(world, TEST_DAY)
    assert [one[:2] for one in world.mail("informed")] == [("informed", "dung@so.test")]
    assert "phối hợp" in texts(world, "dung@so.test")[0]
    world.publish(104, "2022-04-05T07:00")
    world.run("2022-04-05T08:00")
    world.run("2022-04-06T08:00")
    assert ("all_clear", "dung@so.test", ("2022-03",)) in world.mail()


def test_a_coordinating_unit_hears_once_that_a_day_is_near(world: SmallWorld) -> None:
    coordinated(world)
    for day in ("2022-03-21", "2022-03-22", "2022-03-28", "2022-03-29"):
        world.run(f"{day}T08:00")
    assert [one for one in world.mail() if one[1] == "dung@so.test"] == [("informed", "dung@so.test", ("2022-03",))]
    assert len([one for one in world.mail("reminder") if one[1] == "lan@truong-1.edu.test"]) == 2


def test_a_coordinating_unit_that_only_heard_of_the_day_gets_no_correction(world: SmallWorld) -> None:
    coordinated(world)
    world.run("2022-03-21T08:00")
    written(world, "units.csv", lambda old: old.replace(",dung@so.test", ","))
    both(world, TEST_DAY)
    written(world, "units.csv", lambda old: old.replace("Anh Dũng,", "Anh Dũng,dung@so.test"))
    plan(world, PLAN.replace("  - id: thang", "  - id: khac"))
    both(world, "2022-04-05")
    assert {one[1] for one in world.mail("correction")} == {"lan@truong-1.edu.test", "minh@truong-1.edu.test"}


def test_one_person_who_leads_and_coordinates_gets_one_message(world: SmallWorld) -> None:
    written(world, "units.csv", lambda old: old + ROOM.replace("dung@so.test", "lan@truong-1.edu.test"))
    plan(world, PLAN + "    with: [to-cntt]\n")
    both(world, TEST_DAY)
    assert [one[0] for one in world.mail() if one[1] == "lan@truong-1.edu.test"] == ["overdue"]


def test_a_pilot_sends_the_office_no_second_copy_for_coordinating_units(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", send_to="office")
    coordinated(world)
    both(world, TEST_DAY)
    assert world.mail("overdue")
    assert world.mail("informed") == []


# --- questions (S17, S19) --------------------------------------------------------------------------------------------


def test_the_office_is_asked_once_about_each_and_in_one_message_a_day(world: SmallWorld) -> None:
    plan(world, PLAN + MEETING)
    for day in ("2022-03-17", "2022-03-18", "2022-03-21", "2022-03-22", "2022-03-23"):
        both(world, day)
    asked = texts(world, "vanphong@so.test", "question")
    assert len(asked) == 1
    assert asked[0].startswith("[Xin ý kiến] 2 đơn vị: 2 nội dung\n")
    assert "dondoc attest truong-1 hop" in asked[0]
    assert "đã nhận được kết quả thực hiện chưa?" in asked[0]


PARTS = """\
  - id: hai
    title: Họp, thi và đăng tin
    source: "V.4"
    kind: scheduled
    who: {group: truc-thuoc}
    window: 2022-03
    all_of:
      - {id: p-hop, title: Họp, source: "V.4a", kind: attested, where: offline}
      - {id: p-thi, title: Hội thi, source: "V.4b", kind: attested, where: offline}
      - {id: p-bai, title: Đăng tin, source: "V.4c", kind: scheduled, where: {topic: cchc}, count_by: ask, early: "no"}
"""


def test_what_is_asked_about_a_part_is_answered_for_the_part(world: SmallWorld) -> None:  # S16, S19
    plan(world, PLAN + PARTS)
    world.publish(104, "2022-03-20T08:00", school=2)
    both(world, "2022-03-31")
    world.publish(150, "2022-03-20T08:00", appears="2022-04-01T10:00")
    for day in (TEST_DAY, "2022-04-05"):
        both(world, day)
    told = "\n".join(texts(world, "vanphong@so.test", "question"))
    assert "dondoc attest truong-2 p-hop|p-thi 2022-03" in told
    commands = re.findall(r"dondoc (attest|confirm) (\S+) (\S+) 2022-03", told)
    assert ("confirm", "truong-1", "p-bai") in commands
    cycle = world.cycle("2022-04-05T10:00")
    for command, unit, parts in commands:
        for part in parts.split("|"):
            (duty,) = decide.duties_named(cycle, unit, part, "2022-03")
            assert not duty.parts
            assert command == "confirm" or decide.takes_attestation(duty)


def test_what_was_answered_before_the_morning_is_not_asked(world: SmallWorld) -> None:
    plan(world, PLAN + MEETING)
    both(world, "2022-03-19")  # a Saturday
    cycle = world.cycle("2022-03-19T10:00")
    duties = [duty for duty in cycle.duties if duty.key.obligation == "hop"]
    for duty in duties:
        with world.store.write(False) as tx:
            decide.attest(cycle, tx, duty, received(duty, cycle.now))
    both(world, "2022-03-21")
    assert texts(world, "vanphong@so.test", "question") == []
    assert len(duties) == 2


def test_a_question_does_not_push_the_escalation_of_its_finding_aside(world: SmallWorld) -> None:
    both(world, TEST_DAY)
    world.publish(150, "2022-03-20T08:00", appears="2022-04-09T08:00")
    plan(world, PLAN + "    count_by: ask\n")
    both(world, "2022-04-12")
    kinds = [one[0] for one in world.mail() if one[1] == "vanphong@so.test"]
    assert "escalation" in kinds or "question" in kinds
    told = "\n".join(texts(world, "vanphong@so.test"))
    assert "dondoc confirm truong-1 thang 2022-03" in told


# --- nobody to tell --------------------------------------------------------------------------------------------------


def no_address(old: str) -> str:
    return old.replace("lan@truong-1.edu.test", "").replace("minh@truong-1.edu.test", "")


def test_of_a_unit_without_an_address_the_office_is_told_once(world: SmallWorld) -> None:
    written(world, "units.csv", no_address)
    for day in ("2022-03-21", "2022-03-28", TEST_DAY, "2022-04-05", "2022-05-04"):
        both(world, day)
    told = [text for text in texts(world, "vanphong@so.test") if "Chưa có địa chỉ nào" in text]
    assert len(told) == 1
    assert "Trường số 1" in told[0]
    assert not [one for one in world.mail("overdue") if "truong-1" in one[1]]


def test_a_unit_that_gets_an_address_hears_the_current_step(world: SmallWorld) -> None:
    written(world, "units.csv", no_address)
    both(world, "2022-03-21")
    both(world, TEST_DAY)
    written(world, "units.csv", lambda old: old.replace("Cô Lan,,", "Cô Lan,moi@truong-1.edu.test,"))
    both(world, "2022-04-06")
    both(world, "2022-04-07")
    assert [one for one in world.mail() if one[1] == "moi@truong-1.edu.test"] == [
        ("overdue", "moi@truong-1.edu.test", ("2022-03",))
    ]
    world.publish(104, "2022-04-08T07:00")
    both(world, "2022-04-08")
    both(world, "2022-04-11")
    both(world, "2022-04-12")
    assert ("all_clear", "moi@truong-1.edu.test", ("2022-03",)) in world.mail()


def test_where_the_contact_has_no_address_the_head_is_reminded(world: SmallWorld) -> None:
    written(world, "units.csv", lambda old: old.replace("lan@truong-1.edu.test", ""))
    world.run("2022-03-21T08:00")
    assert [one[1] for one in world.mail("reminder")] == ["minh@truong-1.edu.test"]


# --- the brake (S14, S25) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("bad", "held"), [(8, False), (9, True)])
def test_in_a_larger_workspace_the_brake_holds_above_a_fifth(tmp_path: Path, bad: int, held: bool) -> None:
    world = crowd(tmp_path / "w", 40, bad)
    both(world, TEST_DAY)
    assert bool(world.mail("incident")) is held
    assert len(world.mail("overdue")) == (0 if held else 2 * bad)


def test_the_brake_does_not_hold_what_is_the_offices_own(tmp_path: Path) -> None:
    world = crowd(tmp_path / "w", 7, 7)
    both(world, TEST_DAY)
    assert world.mail("overdue") == []
    both(world, "2022-04-12")
    assert [one[:2] for one in world.mail("escalation")] == [("escalation", "vanphong@so.test")]
    assert world.mail("overdue") == []


def test_the_brake_is_not_pulled_when_nothing_at_all_can_be_seen(tmp_path: Path) -> None:
    world = crowd(tmp_path / "w", 8, 0)
    world.run("2022-03-01T08:00")
    world.broken = {f"truong-{n}": Outcome.TIMEOUT for n in range(1, 9)}
    for day in ("2022-04-04", "2022-04-05", "2022-04-06"):
        both(world, day)
    assert world.mail("incident") == []  # S14
    assert len(world.mail("admin")) == 1


def vendor(old: str) -> str:
    """All but two schools live on one host."""
    for n in range(1, 11):
        old = old.replace(f"https://truong-{n}.edu.test/", f"https://cong.edu.test/truong-{n}/")
    return old


def test_a_fault_of_one_host_is_one_incident_and_no_storm(tmp_path: Path) -> None:
    world = crowd(tmp_path / "w", 12, 0)
    written(world, "units.csv", vendor)
    world.run("2022-03-01T08:00")
    world.broken = {f"truong-{n}": Outcome.TIMEOUT for n in range(1, 11)}
    for day in ("2022-04-04", "2022-04-05", "2022-04-06", "2022-04-07"):
        both(world, day)
    told = texts(world, "vanphong@so.test", "incident")
    assert len(told) == 1
    assert "10 đơn vị cùng không xem được (máy chủ cong.edu.test)" in told[0]
    assert world.mail("overdue") == []


def test_a_migration_is_one_notice_to_the_office(world: SmallWorld) -> None:
    world.run("2022-04-01T08:00")
    for number in range(12):
        world.publish(300 + number, f"2022-02-{number + 2:02}T09:00", appears="2022-04-04T07:00")
    both(world, TEST_DAY)
    both(world, "2022-04-05")
    told = texts(world, "vanphong@so.test", "incident")
    assert len(told) == 1
    assert "12 mục cũ xuất hiện cùng lúc" in told[0]


def lost_plan(path: Path) -> tuple[SmallWorld, str]:
    """Eight of forty were told; then the plan's file is gone."""
    world = crowd(path, 40, 8)
    both(world, TEST_DAY)
    assert len(world.mail("overdue")) == 16
    kept = (world.home / "plans/ke-hoach-2022.yaml").read_text(encoding="utf-8")
    plan(world, PLAN.replace("ke-hoach-2022", "ke-hoach-khac").replace("month", "quarter"))
    both(world, "2022-04-05")
    return world, kept


def test_a_plan_deleted_by_accident_sends_no_flood_of_corrections(tmp_path: Path) -> None:
    world, kept = lost_plan(tmp_path / "w")
    both(world, "2022-04-06")
    assert "8 trên 8 đơn vị đang bị ghi chưa đạt" in "".join(texts(world, "vanphong@so.test", "incident"))
    assert world.mail("correction") == []
    assert any("thư đính chính được giữ lại" in text for text in texts(world, "vanphong@so.test", "incident"))
    plan(world, kept)
    for day in ("2022-04-07", "2022-04-08"):
        both(world, day)
    assert world.mail("correction") == []
    assert len(world.mail("overdue")) == 16  # nobody hears the same charge twice
    with world.store.read(False) as tx:
        assert tx.outbox.held_notices() == []


def test_corrections_that_were_meant_go_out_when_released(tmp_path: Path) -> None:
    world, _ = lost_plan(tmp_path / "w")
    with world.store.write(False) as tx:
        decide.release(world.cycle("2022-04-05T10:00"), tx, False, Deed("Cô Hạnh", "kế hoạch đã bãi bỏ"))
    both(world, "2022-04-06")
    assert len(world.mail("correction")) == 16
    assert {one[1] for one in world.mail("correction")} == {one[1] for one in world.mail("overdue")}
