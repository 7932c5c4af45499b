"""Who hears of a unit that has ended: no reminder any more, charges go to whoever took it over, or to the office (S4,
S24, S27)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.pipeline.digest import render
from monitor.storage.invariants import broken_invariants
from tests.pipeline.world import SmallWorld

OFFICE = "vanphong@so.test"
LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"
HEADS = "id,name,groups,section_url,contact_name,contact_email,head_name,head_email,valid_from,valid_to,predecessor\n"
FIRST = (
    "truong-1,Trường số 1,truc-thuoc,https://truong-1.edu.test/cchc/,Cô Lan,{lan},Thầy Minh,{minh},{first},{last},\n"
)
SECOND = (
    "truong-2,Trường số 2,truc-thuoc,https://truong-2.edu.test/cchc/,Cô Hoa,hoa@truong-2.edu.test,Thầy Nam,"
    "nam@truong-2.edu.test,,,{before}\n"
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    """Two schools; only the second posts in March. Watched from the 18th on."""
    world = SmallWorld(tmp_path / "w")
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    world.run("2022-03-18T08:00")
    yield world
    assert broken_invariants(world.store) == []


def units(
    world: SmallWorld, first: str = "", last: str = "", before: str = "", lan: str = LAN, minh: str = MINH
) -> None:
    """The list of units as it stands from now on."""
    rows = FIRST.format(lan=lan, minh=minh, first=first, last=last) + SECOND.format(before=before)
    (world.home / "units.csv").write_text(HEADS + rows, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def days(world: SmallWorld, *named: str) -> None:
    for day in named:
        world.run(f"{day}T08:00")
        world.run(f"{day}T08:40")


def told(world: SmallWorld, *kinds: str) -> list[tuple[str, str]]:
    return [(kind, who) for kind, who, _ in world.mail() if kind in kinds]


def texts(world: SmallWorld, kind: str) -> list[str]:
    with world.store.read(False) as tx:
        return [row.message.text for row in tx.outbox.messages("sent") if row.message.kind == kind]


def test_a_unit_that_ends_hears_its_reminders_until_then_and_none_afterwards(world: SmallWorld) -> None:
    units(world, last="2022-03-25")
    days(world, "2022-03-21", "2022-03-28", "2022-03-29")
    assert told(world, "reminder") == [("reminder", LAN)]


def test_an_end_that_is_written_down_late_stops_what_waits(world: SmallWorld) -> None:
    days(world, "2022-03-21")
    units(world, last="2022-03-20")
    days(world, "2022-03-28", "2022-03-29")
    assert told(world, "reminder") == [("reminder", LAN)]
    with world.store.read(False) as tx:
        reasons = {row.reason for row in tx.outbox.waiting_notices(list(world.cycle("2022-03-29T09:00").by_key))}
    assert reasons <= {None}


def test_an_end_written_down_by_mistake_costs_one_reminder_at_most(world: SmallWorld) -> None:
    units(world, last="2022-03-20")
    days(world, "2022-03-21")
    units(world)
    days(world, "2022-03-28")
    assert told(world, "reminder") == [("reminder", LAN)]


@pytest.mark.parametrize(("last", "letters"), [("", 2), ("2022-03-20", 0)])
def test_a_pilot_is_not_reminded_of_what_has_ended_either(tmp_path: Path, last: str, letters: int) -> None:
    world = SmallWorld(tmp_path / "w", send_to="office")
    units(world, last=last)
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    days(world, "2022-03-21", "2022-03-28")
    assert told(world, "reminder") == [("reminder", OFFICE)] * letters


def test_a_unit_that_has_not_begun_is_reminded_from_its_first_day_on(world: SmallWorld) -> None:
    units(world, first="2022-03-24")
    days(world, "2022-03-21", "2022-03-22")
    assert told(world, "reminder") == []
    days(world, "2022-03-28")
    assert told(world, "reminder") == [("reminder", LAN)]


def test_a_charge_against_what_ended_goes_to_the_office_which_knows_why(world: SmallWorld) -> None:
    units(world, last="2022-03-25")
    days(world, "2022-04-04", "2022-04-05")
    assert world.statuses()["2022-03"] == "overdue"
    assert told(world, "overdue") == [("overdue", OFFICE)]
    assert "Đơn vị: đã kết thúc hoạt động ngày 25/3/2022\n" in texts(world, "overdue")[0]
    world.publish(150, "2022-04-06T07:00")
    days(world, "2022-04-06", "2022-04-07")
    assert told(world, "all_clear") == [("all_clear", OFFICE)]


def test_a_charge_against_what_was_merged_goes_to_whoever_took_it_over(world: SmallWorld) -> None:
    units(world, last="2022-03-25", before="truong-1")
    days(world, "2022-04-04", "2022-04-05")
    expected = [("overdue", "hoa@truong-2.edu.test"), ("overdue", "nam@truong-2.edu.test")]
    assert sorted(told(world, "overdue")) == expected
    assert "Đơn vị: đã kết thúc hoạt động ngày 25/3/2022, nhập vào Trường số 2" in texts(world, "overdue")[0]
    days(world, "2022-04-12")
    assert ("escalation", OFFICE) in told(world, "escalation")


def test_a_charge_that_waits_follows_a_unit_that_ends_meanwhile(world: SmallWorld) -> None:
    days(world, "2022-04-02")  # a Saturday: the letter leaves on Monday
    units(world, last="2022-04-03", before="truong-1")
    days(world, "2022-04-04")
    expected = [("overdue", "hoa@truong-2.edu.test"), ("overdue", "nam@truong-2.edu.test")]
    assert sorted(told(world, "overdue")) == expected


def test_who_was_told_before_the_end_hears_that_it_is_over(world: SmallWorld) -> None:
    days(world, "2022-04-04")
    units(world, last="2022-04-05", before="truong-1")
    world.publish(150, "2022-04-06T07:00")
    days(world, "2022-04-06")
    assert sorted(told(world, "all_clear")) == [("all_clear", LAN), ("all_clear", MINH)]


def test_nobody_asks_for_the_address_of_what_has_ended(world: SmallWorld) -> None:
    units(world, last="2022-03-20", lan="", minh="")
    days(world, "2022-03-21", "2022-03-28")
    assert told(world, "question") == []
    days(world, "2022-04-04")
    assert told(world, "overdue") == [("overdue", OFFICE)]
    assert told(world, "question") == []


def test_the_digest_asks_nothing_of_what_has_ended(world: SmallWorld) -> None:
    units(world, last="2022-03-20", lan="", minh="")
    days(world, "2022-03-21")
    cycle = world.cycle("2022-03-28T09:00")
    with world.store.read(False) as tx:
        text = render(cycle, tx, "2022-W12").text
    assert "Trường số 1: chưa có người nhận" not in text
    assert "(1/1 đơn vị đã có)" in text
