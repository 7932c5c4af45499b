"""“Xem và trả lời”: signed, expiring, revocable; and letters about one finding that stand together (S21, S27)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from alerts.links import LIFE, BadLink, Claims, key_id, opened, signed
from monitor.catalogue.settings import WebSettings
from monitor.pipeline.links import open_link, revoke_link
from rules.model import DutyKey
from tests.pipeline.test_ladder import both, written
from tests.pipeline.world import SmallWorld, at

FINDING = DutyKey("thcs-hoa-mai", "ke-hoach-2022", "thang", "2022-03")
MADE = at("2022-04-04T08:00")
LAN = "lan@truong-1.edu.test"


def secret(name: str) -> bytes:
    return (name * 8).encode()[:32]


def claims(days: int = 30) -> Claims:
    return Claims(FINDING, "lan@hoa-mai.edu.test", MADE, MADE + timedelta(days=days))


def test_a_link_opens_what_it_was_made_for() -> None:
    token = signed(claims(), secret)
    assert opened(token, secret, MADE + timedelta(days=29)) == claims()
    assert re.fullmatch(r"[A-Za-z0-9._-]{40,600}", token)


@pytest.mark.parametrize(
    "later", [timedelta(days=30), timedelta(days=400), -timedelta(minutes=1)], ids=["its end", "long after", "before"]
)
def test_a_link_opens_nothing_outside_its_time(later: timedelta) -> None:
    with pytest.raises(BadLink):
        opened(signed(claims(), secret), secret, MADE + later)


def test_no_claim_outlives_the_key_of_its_month() -> None:
    with pytest.raises(BadLink):
        opened(signed(claims(days=3000), secret), secret, MADE + LIFE)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BadLink):
        opened(signed(claims(), secret), lambda name: b"x" * 32, MADE)
    assert key_id(MADE) == "2022-04"


def forged() -> list[str]:
    token = signed(claims(), secret)
    name, packed, signature = token.split(".")
    return [
        "", ".", "..", "a.b.c", token[:-2], token + "A", token.upper(), token * 20, f"2022-05.{packed}.{signature}",
        f"{name}.{packed[:-4]}.{signature}", f"{name}.{packed}.", f"../../etc.{packed}.{signature}", "đ.đ.đ",
        f"{name}.W10.{signature}", f"{name}.{packed}.{signature}.{signature}",
    ]  # fmt: skip


@pytest.mark.parametrize("token", forged())
def test_a_link_that_is_not_ours_opens_nothing(token: str) -> None:
    with pytest.raises(BadLink):
        opened(token, secret, MADE)


# --- over a whole cycle ----------------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    world = SmallWorld(tmp_path / "w")
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    return world


def with_page(world: SmallWorld) -> None:
    world.catalogue = replace(
        world.catalogue, settings=replace(world.catalogue.settings, web=WebSettings("https://dondoc.so.test", 30))
    )


def token_of(world: SmallWorld, recipient: str) -> str:
    with world.store.read(False) as tx:
        [mail] = [one.message for one in tx.outbox.messages("sent") if one.message.recipient == recipient]
    found = re.search(r"https://dondoc\.so\.test/tra-loi/(\S+)", mail.text)
    assert found
    assert found.group(0) in mail.html
    return found.group(1)


def test_without_a_page_letters_carry_no_link(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    with world.store.read(False) as tx:
        assert not [one for one in tx.outbox.messages() if "tra-loi" in one.message.text]


def test_a_letter_carries_a_link_for_the_one_it_went_to(world: SmallWorld) -> None:
    with_page(world)
    both(world, "2022-04-04")
    cycle = world.cycle("2022-04-10T08:00")
    with world.store.write(False) as tx:
        found = open_link(cycle, tx, token_of(world, LAN))
        assert (found.finding.unit, found.finding.period, found.address) == ("truong-1", "2022-03", LAN)
        revoke_link(cycle, tx, found.id, "thư chuyển nhầm người")
        with pytest.raises(BadLink, match="thu hồi"):
            open_link(cycle, tx, token_of(world, LAN))
        assert open_link(cycle, tx, token_of(world, "minh@truong-1.edu.test"))
        revoke_link(cycle, tx, "truong-1", "lộ thư")
        with pytest.raises(BadLink, match="thu hồi"):
            open_link(cycle, tx, token_of(world, "minh@truong-1.edu.test"))


def test_who_left_the_role_opens_nothing(world: SmallWorld) -> None:
    with_page(world)
    both(world, "2022-04-04")
    token = token_of(world, LAN)
    settings = world.catalogue.settings
    written(world, "units.csv", lambda old: old.replace(LAN, "moi@truong-1.edu.test"))
    world.catalogue = replace(world.catalogue, settings=settings)
    with world.store.read(False) as tx, pytest.raises(BadLink, match="thay đổi"):
        open_link(world.cycle("2022-04-10T08:00"), tx, token)


def test_letters_about_one_finding_stand_together(world: SmallWorld) -> None:
    world.run("2022-03-28T08:00")
    both(world, "2022-04-04")
    world.publish(104, "2022-04-05T07:00")
    both(world, "2022-04-05")
    both(world, "2022-04-06")
    with world.store.read(False) as tx:
        rows = [one.message for one in tx.outbox.messages("sent") if one.message.recipient == LAN]
    assert [one.kind for one in rows] == ["reminder", "overdue", "all_clear"]
    assert [one.thread for one in rows] == [None, rows[0].message_id, rows[0].message_id]
    folder = world.catalogue.settings.channels.file.dir
    mails = [message_from_bytes(path.read_bytes()) for path in folder.glob("*.eml")]
    heads = {mail["Message-ID"]: mail for mail in mails}
    assert heads[rows[1].message_id]["In-Reply-To"] == heads[rows[1].message_id]["References"] == rows[0].message_id
    assert all(mail["Auto-Submitted"] == "auto-generated" for mail in mails)
    assert all(mail["Reply-To"] == "vanphong@so.test" for mail in mails)
    assert all("0299 000 0000" in one.text for one in rows)
