"""Zalo inside the cycle: the record copy by e-mail, nothing resent blindly (S26, D25)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from alerts.plan import ways_to
from alerts.zalo_tokens import Tokens, ZaloApp
from monitor.storage.zalo import SqlTokens
from rules.model import Person
from tests.pipeline.world import SmallWorld
from tests.zalo.conftest import logged_in, now, oa
from tests.zalo.server import APP_ID, APP_SECRET, Zalo, ZaloServer

LAN = Person("contact", "Cô Lan", "lan@thcs-hoa-mai.edu.test", zalo_user_id="hoa-mai", phone="0987654321")


def test_the_mailbox_keeps_the_record_of_what_zalo_carries() -> None:
    assert ways_to(LAN, ("zalo_oa", "email")) == [("zalo_oa", "hoa-mai"), ("email", "lan@thcs-hoa-mai.edu.test")]
    assert ways_to(LAN, ("zalo_oa",)) == [("zalo_oa", "hoa-mai")]
    assert ways_to(LAN, ("email", "zalo_oa")) == [("email", "lan@thcs-hoa-mai.edu.test")]


def test_without_a_number_the_next_way_is_taken_once() -> None:
    nobody = Person("head", "Thầy Minh", "minh@thcs-hoa-mai.edu.test")
    assert ways_to(nobody, ("zalo_oa", "zalo_zns", "email")) == [("email", "minh@thcs-hoa-mai.edu.test")]
    assert ways_to(Person("head", "Thầy Minh"), ("zalo_oa", "email")) == []


def test_only_the_office_is_reached_through_apprise() -> None:
    assert ways_to(Person("office", "Văn phòng", "vp@so.test"), ("apprise", "email"))[0] == ("apprise", "office")
    assert ways_to(LAN, ("apprise", "email")) == [("email", "lan@thcs-hoa-mai.edu.test")]


# --- the whole cycle -------------------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path, server: ZaloServer) -> SmallWorld:
    """Two schools whose contacts are on Zalo; the mailbox is a folder under the name of e-mail."""
    world = SmallWorld(tmp_path / "w")
    settings = world.catalogue.settings
    units = {
        name: replace(unit, contact=replace(unit.contact, zalo_user_id=f"z-{name}")) if unit.contact else unit
        for name, unit in world.catalogue.units.items()
    }
    route = replace(settings, route=("zalo_oa", "email"))
    world.catalogue = replace(world.catalogue, settings=route, units=units)
    tokens = Tokens(ZaloApp(APP_ID, APP_SECRET, server.url), SqlTokens(world.store, APP_ID), now)
    SqlTokens(world.store, APP_ID).keep(logged_in(server.zalo))
    mailbox = world.channels["file"]
    world.channels = {"file": mailbox, "email": mailbox, "zalo_oa": oa(server, tokens, frozenset())}
    world.publish(1, "2022-02-10T08:00")
    world.publish(1, "2022-02-10T08:00", school=2)
    world.publish(2, "2022-03-10T08:00", school=2)
    return world


def overdue(world: SmallWorld) -> dict[tuple[str, str], str]:
    """What became of the overdue messages: (channel, recipient) → state."""
    with world.store.read(False) as tx:
        rows = tx.outbox.messages()
    return {(row.message.channel, row.message.recipient): row.state for row in rows if row.message.kind == "overdue"}


def march_is_charged(world: SmallWorld) -> None:
    world.run("2022-03-01T08:00")
    world.run("2022-04-04T08:00")
    world.run("2022-04-04T08:40")


LAN_ON_ZALO = ("zalo_oa", "z-truong-1")
LAN_BY_MAIL = ("email", "lan@truong-1.edu.test")


def test_a_charge_goes_by_zalo_and_the_mailbox_keeps_it(world: SmallWorld, zalo: Zalo) -> None:
    march_is_charged(world)
    told = overdue(world)
    assert (told[LAN_ON_ZALO], told[LAN_BY_MAIL]) == ("sent", "sent")
    assert zalo.taken == 1


def test_d19_where_zalo_cannot_the_mailbox_does(world: SmallWorld, zalo: Zalo) -> None:
    zalo.blocked.add("z-truong-1")
    march_is_charged(world)
    told = overdue(world)
    assert (told[LAN_ON_ZALO], told[LAN_BY_MAIL]) == ("dead", "sent")


def test_d25_a_lost_answer_is_never_followed_by_a_second_message(world: SmallWorld, zalo: Zalo) -> None:
    zalo.then("/v3.0/oa/message/transaction", "drop")
    march_is_charged(world)
    for day in range(5, 9):
        world.run(f"2022-04-0{day}T08:00")
    assert zalo.taken == 1
    assert overdue(world)[LAN_ON_ZALO] == "dead"
    with world.store.read(False) as tx:
        (row,) = [row for row in tx.outbox.messages() if row.message.channel == "zalo_oa"]
        admin = [row.message.subject for row in tx.outbox.messages() if row.message.kind == "admin"]
    assert (row.last_error or "").startswith("không rõ")
    assert len([one for one in admin if "Không rõ" in one]) == 1


def test_a_correction_reaches_whoever_was_told_by_each_way(world: SmallWorld, zalo: Zalo) -> None:
    march_is_charged(world)
    world.publish(3, "2022-03-20T08:00", appears="2022-04-05T07:00")
    world.run("2022-04-05T08:00")
    world.run("2022-04-06T08:00")
    with world.store.read(False) as tx:
        kinds = {(row.message.channel, row.message.kind) for row in tx.outbox.messages("sent")}
    assert {("zalo_oa", "correction"), ("email", "correction")} <= kinds or {
        ("zalo_oa", "all_clear"),
        ("email", "all_clear"),
    } <= kinds
