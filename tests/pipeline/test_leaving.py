"""What leaves, and when, after an outage or a change of roles: nothing lost, nobody told twice a day (S24–S27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.channel import Delivery, Outgoing, Receipt
from monitor.storage.invariants import broken_invariants
from rules.model import VN, DutyKey, Reply
from tests.databases import unused_postgresql
from tests.pipeline.test_ladder import both, crowd, written
from tests.pipeline.world import SmallWorld, at

LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"


class Flaky:
    """A channel that is down, unclear, refuses one recipient, or whose password is wrong."""

    name = "file"
    sends_again = True

    def __init__(self) -> None:
        self.down = False
        self.unclear = False
        self.answer: Receipt | None = None
        self.refuses = ""
        self.arrived: list[Outgoing] = []
        self.tries = 0

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        self.tries += 1
        if message.recipient == self.refuses:
            return Receipt(Delivery.PERMANENT, "550 5.1.1 no such user here")
        if self.answer is not None:
            return self.answer
        if self.unclear:
            return Receipt(Delivery.UNCLEAR, "the line dropped after the dot")
        if self.down:
            return Receipt(Delivery.RETRY, "451 try again later")
        self.arrived.append(message)
        return Receipt(Delivery.SENT, "250 ok")

    def find(self, message_id: str) -> bool | None:
        return None

    def check(self) -> Receipt:
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        pass


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.long])])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallWorld]:
    database = unused_postgresql() if request.param == "postgresql" else None
    world = SmallWorld(tmp_path / "w", database=database)
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    world.channels = {"file": Flaky()}
    yield world
    assert broken_invariants(world.store) == []


def flaky(world: SmallWorld) -> Flaky:
    channel = world.channels["file"]
    assert isinstance(channel, Flaky)
    return channel


def got(world: SmallWorld, recipient: str) -> list[str]:
    return [one.kind for one in flaky(world).arrived if one.recipient == recipient]


def quarter_too(old: str) -> str:
    same = old.split("  - id: thang\n")[1].replace("month", "quarter").replace("hằng tháng", "hằng quý")
    return f"{old}  - id: quy\n{same.replace('    from: 2022-02', '    at_least: 3').replace('    to: 2022-12', '')}"


def test_what_an_outage_kept_back_leaves_in_one_message(world: SmallWorld) -> None:
    flaky(world).down = True
    both(world, "2022-03-21")  # the first reminder
    both(world, "2022-03-28")  # the second
    both(world, "2022-04-04")  # the charge
    flaky(world).down = False
    world.run("2022-04-05T08:00")
    world.run("2022-04-05T14:00")
    assert got(world, LAN) == ["overdue"]
    assert got(world, MINH) == ["overdue"]
    world.run("2022-04-06T08:00")
    assert got(world, LAN) == ["overdue"]


def test_findings_of_two_days_share_the_message_of_the_day_that_lets_them_out(world: SmallWorld) -> None:
    flaky(world).down = True
    both(world, "2022-04-04")
    written(world, "plans/ke-hoach-2022.yaml", quarter_too)
    both(world, "2022-04-05")
    flaky(world).down = False
    world.run("2022-04-06T12:00", look=False)
    [mail] = [one for one in flaky(world).arrived if one.recipient == MINH]
    assert "tháng 3" in mail.text
    assert "quý" in mail.text.lower()
    [row] = sent(world, MINH)
    assert {key.period for key in row.message.findings} == {"2022-03", "2022-Q1"}


def sent(world: SmallWorld, recipient: str) -> list:
    with world.store.read(False) as tx:
        return [row for row in tx.outbox.messages("sent") if row.message.recipient == recipient]


def test_who_may_have_been_told_today_hears_the_rest_on_the_next_working_morning(world: SmallWorld) -> None:
    flaky(world).unclear = True
    both(world, "2022-04-04")
    flaky(world).unclear = False
    flaky(world).down = True
    written(world, "plans/ke-hoach-2022.yaml", quarter_too)
    both(world, "2022-04-05")
    flaky(world).down = False
    world.run("2022-04-06T12:00", look=False)
    first = sent(world, MINH)
    assert [(row.possible_repeat, len(row.message.findings)) for row in first] == [(True, 1)]
    world.run("2022-04-07T08:00", look=False)
    assert [row.message.findings[0].period for row in sent(world, MINH)] == ["2022-03", "2022-Q1"]


@pytest.mark.long
def test_in_a_month_of_outages_nobody_hears_twice_a_day_and_every_charge_arrives(tmp_path: Path) -> None:
    world = crowd(tmp_path / "w", 12, 4)
    world.catalogue = replace(world.catalogue, settings=replace(world.catalogue.settings, send_to="units"))
    channel = Flaky()
    world.channels = {"file": channel}
    moment = at("2022-03-18T07:30")
    when: list[tuple[str, str]] = []
    hour = 0
    while moment < at("2022-04-14T00:00"):
        channel.down = (hour // 7) % 3 != 2
        had = len(channel.arrived)
        world.run(moment.strftime("%Y-%m-%dT%H:%M"), look=moment.hour in (7, 8))
        when += [
            (one.recipient, f"{moment.astimezone(VN):%m-%d}")
            for one in channel.arrived[had:]
            if one.kind not in ("digest", "incident", "admin")
        ]
        moment += timedelta(hours=1)
        hour += 1
    assert max(Counter(when).values()) == 1
    told = {one.recipient for one in channel.arrived if one.kind == "overdue"}
    assert told == {f"{who}@truong-{n}.edu.test" for who in ("lan", "minh") for n in range(1, 5)}
    assert broken_invariants(world.store) == []


def test_a_queued_message_whose_recipient_left_goes_to_the_successor(world: SmallWorld) -> None:
    flaky(world).down = True
    both(world, "2022-04-04")
    written(world, "units.csv", lambda old: old.replace(f"Thầy Minh,{MINH}", "Thầy Hải,thay@truong-1.edu.test"))
    flaky(world).down = False
    world.run("2022-04-05T08:00")
    world.run("2022-04-05T09:00")
    assert got(world, MINH) == []
    assert got(world, "thay@truong-1.edu.test") == ["overdue"]
    assert got(world, LAN) == ["overdue"]


def test_a_queued_message_of_a_mode_that_forbids_it_waits_for_the_day_on_which_it_may_leave(world: SmallWorld) -> None:
    flaky(world).down = True
    both(world, "2022-04-04")
    flaky(world).down = False
    settings = world.catalogue.settings
    world.catalogue = replace(world.catalogue, settings=replace(settings, send_to="office"))
    world.run("2022-04-05T08:00")
    world.run("2022-04-05T09:00")
    assert got(world, MINH) == []
    world.catalogue = replace(world.catalogue, settings=settings)
    world.run("2022-04-06T08:00")
    assert got(world, MINH) == ["overdue"]


def test_an_answer_stops_a_message_that_was_queued_already(world: SmallWorld) -> None:
    flaky(world).down = True
    both(world, "2022-04-04")
    key = DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
    said = Reply(*(key.unit, key.obligation, key.plan, key.period, "https://truong-1.edu.test/bai", "timeout"),
                 "Cô Lan", "đã đăng", at("2022-04-04T15:00"), None, "")  # fmt: skip
    with world.store.write(False) as tx:
        tx.verdicts.add_decision(said)
    flaky(world).down = False
    world.run("2022-04-05T08:00", look=False)
    assert got(world, MINH) == []
    both(world, "2022-04-12")
    assert "overdue" in got(world, MINH)  # S21: at most five working days


def test_a_reminder_whose_day_came_during_the_outage_is_not_sent(world: SmallWorld) -> None:
    written(world, "plans/ke-hoach-2022.yaml", lambda old: old.replace("every:", "grace_days: 5\n    every:"))
    flaky(world).down = True
    world.run("2022-03-21T08:00")
    flaky(world).down = False
    world.run("2022-04-01T08:00", look=False)
    assert "reminder" not in got(world, LAN)


def test_a_wrong_password_is_tried_ever_more_seldom_and_told_once_a_day(world: SmallWorld) -> None:
    flaky(world).answer = Receipt(Delivery.OPERATOR, "535 5.7.8 authentication failed")
    both(world, "2022-04-04")
    moment = at("2022-04-04T09:00")
    while moment < at("2022-04-06T09:00"):  # the daemon turns every ten minutes for two days
        world.run(moment.strftime("%Y-%m-%dT%H:%M"), look=False)
        moment += timedelta(minutes=10)
    assert flaky(world).tries <= 9  # D11: neither one for each message nor one for each cycle
    with world.store.read(False) as tx:
        alarms = [row for row in tx.outbox.messages() if row.message.kind == "admin"]
    assert 1 <= len(alarms) <= 3
    flaky(world).answer = None
    world.run("2022-04-07T08:00")
    world.run("2022-04-07T20:30", look=False)
    world.run("2022-04-08T09:00")
    assert "overdue" in got(world, MINH)
    with world.store.read(False) as tx:
        assert tx.outbox.barred() == []


@pytest.mark.parametrize(("asked", "waits"), [(90, 90), (7200, 7200), (0, 1), (10**9, 86_400)])
def test_a_server_that_names_a_pause_gets_it_within_reason(world: SmallWorld, asked: int, waits: int) -> None:
    flaky(world).answer = Receipt(Delivery.RETRY, "450 slow down", retry_after_s=asked)
    both(world, "2022-04-04")
    with world.store.read(False) as tx:
        row = next(row for row in tx.outbox.messages("queued") if row.attempts == 1)
    assert row.next_at == at("2022-04-04T08:40") + timedelta(seconds=waits)


@pytest.mark.parametrize(("cut", "waits"), [(True, 30), (False, 120)])
def test_a_line_that_broke_is_tried_again_sooner_than_a_refusal(world: SmallWorld, cut: bool, waits: int) -> None:
    flaky(world).answer = Receipt(Delivery.RETRY, "chưa nói chuyện được", cut=cut)  # D6, D13
    both(world, "2022-04-04")
    with world.store.read(False) as tx:
        row = next(row for row in tx.outbox.messages("queued") if row.attempts == 1)
    assert row.next_at == at("2022-04-04T08:40") + timedelta(seconds=waits)


def test_a_mailbox_that_does_not_exist_is_marked_at_once(world: SmallWorld) -> None:
    flaky(world).refuses = LAN
    both(world, "2022-04-04")
    world.run("2022-04-05T08:00")
    with world.store.read(False) as tx:
        assert [bar.address for bar in tx.outbox.barred()] == [LAN]
    told = [one for one in flaky(world).arrived if one.kind == "incident"]
    assert [LAN in one.text for one in told] == [True]


def test_thousands_of_findings_at_once_are_one_letter_to_each_and_none_is_dropped(tmp_path: Path) -> None:
    world = crowd(tmp_path / "w", 3, 3)
    channel = Flaky()
    world.channels = {"file": channel}
    many = "".join(
        f'  - id: viec-{n}\n    title: Nội dung số {n}\n    source: "{n}"\n    kind: recurring\n'
        "    who: {group: truc-thuoc}\n    where: {topic: cchc}\n    every: month\n    from: 2022-03\n    to: 2022-03\n"
        "    at_least: 9\n"
        for n in range(1, 400)
    )
    written(world, "plans/ke-hoach-2022.yaml", lambda old: old + many)
    both(world, "2022-04-04")
    both(world, "2022-04-05")
    charges = [one for one in channel.arrived if one.kind == "overdue"]
    assert len(charges) == len({one.recipient for one in charges}) == 6
    with world.store.read(False) as tx:
        rows = [row for row in tx.outbox.messages("sent") if row.message.kind == "overdue"]
    assert {len(row.message.findings) for row in rows} == {400}  # D28
    assert max(len(one.text) for one in charges) < 100_000
    assert "và 85 nội dung khác" in charges[0].text
