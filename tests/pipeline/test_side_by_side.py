"""Letters side by side: one thread keeps the books, the others only deliver (S23, S24, A5, D1, D13, J9)."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from alerts.channel import Channel, Delivery, Outgoing, Receipt
from monitor.pipeline.send import send_cycle
from monitor.ports import MessageRow, NewMessage
from tests.pipeline.world import SmallWorld, at

NOW = "2022-04-05T09:00"


class PostOffice:
    """The other side: keeps what it takes, and how many spoke with it at once. ``takes``: connections at once."""

    def __init__(self, takes: int = 100) -> None:
        self.takes, self.up = takes, True
        self.kept: list[Outgoing] = []
        self.refused = self.connections = self.most_at_once = 0
        self.twice_at_once: list[str] = []
        self._inside: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, message: Outgoing) -> Receipt:
        """As a server does: a moment for each letter."""
        with self._lock:
            if not self.up or self._inside.total() >= self.takes:
                self.refused += 1
                return Receipt(Delivery.RETRY, "421 too many connections", away=True)
            self._inside[message.recipient] += 1
            self.most_at_once = max(self.most_at_once, self._inside.total())
            if self._inside[message.recipient] > 1:
                self.twice_at_once.append(message.recipient)
        time.sleep(0.02)
        with self._lock:
            self._inside[message.recipient] -= 1
            self.kept.append(message)
        return Receipt(Delivery.SENT, "250 ok")


class Counter4:
    """A channel of four counters at one post office."""

    name, sends_again, connections = "file", True, 4

    def __init__(self, office: PostOffice) -> None:
        self.office = office
        office.connections += 1

    def another(self) -> Channel:
        return Counter4(self.office)

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        return self.office.take(message)

    def find(self, message_id: str) -> bool | None:
        return None

    def check(self) -> Receipt:
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        self.office.connections -= 1


@pytest.fixture
def world(tmp_path: Path) -> SmallWorld:
    return SmallWorld(tmp_path / "w")


def queue(world: SmallWorld, *recipients: str) -> None:
    """Letters m0, m1, … that may leave at any hour."""
    with world.store.write(False) as tx:
        for number, recipient in enumerate(recipients):
            one = NewMessage(
                key=f"m{number}", message_id=f"<m{number}@so.test>", channel="file", recipient=recipient,
                recipient_name="Cô Lan", kind="admin", subject=f"Thư số {number}", text="Kính gửi", html="<p>Kính gửi",
                created=at(NOW), slot=at(NOW).date(),
            )  # fmt: skip
            tx.outbox.queue(0, one)


def schools(count: int) -> list[str]:
    return [f"truong-{number}@edu.test" for number in range(count)]


def rows(world: SmallWorld) -> dict[str, MessageRow]:
    with world.store.read(False) as tx:
        return {row.message.key: row for row in tx.outbox.messages() if row.message.key.startswith("m")}


def states(world: SmallWorld) -> Counter[str]:
    return Counter(row.state for row in rows(world).values())


def test_many_letters_leave_side_by_side_each_once(world: SmallWorld) -> None:
    office = PostOffice()
    queue(world, *schools(40))
    figures = send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    assert (figures.sent, states(world)) == (40, {"sent": 40})
    assert len({one.message_id for one in office.kept}) == len(office.kept) == 40
    assert office.most_at_once == 4
    assert office.connections == 1  # those opened beside are closed; the first belongs to whoever opened it


def test_one_person_is_never_told_two_things_at_once_and_in_their_order(world: SmallWorld) -> None:
    office = PostOffice()
    queue(world, *[*schools(8), *["lan@hoa-mai.edu.test"] * 6, *schools(8)])
    send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    assert office.twice_at_once == []
    to_lan = [one.subject for one in office.kept if one.recipient == "lan@hoa-mai.edu.test"]
    assert to_lan == [f"Thư số {number}" for number in range(8, 14)]
    assert office.most_at_once > 1


def test_two_letters_need_no_second_connection(world: SmallWorld) -> None:
    office = PostOffice()
    queue(world, *schools(2))
    send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    assert (len(office.kept), office.most_at_once) == (2, 1)


def test_a_server_that_takes_two_connections_gets_two(world: SmallWorld) -> None:
    office = PostOffice(takes=2)
    queue(world, *schools(40))
    send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    assert office.refused <= 2
    assert states(world) == {"sent": 40 - office.refused, "queued": office.refused}
    send_cycle(world.cycle("2022-04-05T09:02"), 0, {"file": Counter4(office)}, "owner")
    assert states(world) == {"sent": 40}


def test_where_nobody_answers_one_letter_asks_and_the_others_are_untouched(world: SmallWorld) -> None:  # D1, D13
    office = PostOffice()
    office.up = False
    queue(world, *schools(20))
    send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    assert office.refused == 1
    assert sorted(row.attempts for row in rows(world).values()) == [*[0] * 19, 1]
    asked = next(row for row in rows(world).values() if row.attempts)
    assert asked.next_at is not None
    assert (asked.next_at - at(NOW)).total_seconds() == 5  # the silence is the server's, not the letter's
    office.up = True
    send_cycle(world.cycle("2022-04-05T09:01"), 0, {"file": Counter4(office)}, "owner")
    assert states(world) == {"sent": 20}


def test_what_came_back_is_written_down_though_the_next_letter_cannot_be_read(world: SmallWorld) -> None:  # S23
    office = PostOffice()
    queue(world, *schools(3))
    with world.store.write(False) as tx:
        tx.session.connection.execute(text("UPDATE message SET findings = '[[1]]' WHERE key = 'm1'"))
    with pytest.raises(TypeError):
        send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner")
    with world.store.read(False) as tx:
        kept = tx.session.connection.execute(text("SELECT key, state FROM message WHERE key LIKE 'm%' ORDER BY key"))
        assert [tuple(row) for row in kept] == [("m0", "sent"), ("m1", "queued"), ("m2", "queued")]


def test_a_channel_that_raises_leaves_only_its_own_letter_in_doubt(world: SmallWorld) -> None:
    office = PostOffice()

    class Raising(Counter4):
        def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
            if message.subject == "Thư số 5":
                raise RuntimeError("a bug of the channel")
            return super().deliver(message, deadline_s)

        def another(self) -> Channel:
            return Raising(self.office)

    queue(world, *schools(12))
    with pytest.raises(RuntimeError, match="a bug"):
        send_cycle(world.cycle(NOW), 0, {"file": Raising(office)}, "owner")
    doubtful = [key for key, row in rows(world).items() if row.state == "sending"]
    assert doubtful == ["m5"]
    assert states(world)["sent"] == len(office.kept)


def test_where_no_second_connection_can_be_had_what_is_on_its_way_is_still_written_down(world: SmallWorld) -> None:
    office = PostOffice()

    class Alone(Counter4):
        def another(self) -> Channel:
            raise OSError("too many open files")

    queue(world, *schools(12))
    with pytest.raises(OSError, match="too many"):
        send_cycle(world.cycle(NOW), 0, {"file": Alone(office)}, "owner")
    assert states(world) == {"sent": len(office.kept), "sending": 1, "queued": 11 - len(office.kept)}


def test_who_is_told_to_stop_sees_what_is_on_its_way_to_its_end(world: SmallWorld) -> None:  # A5
    office = PostOffice()
    queue(world, *schools(60))
    send_cycle(world.cycle(NOW), 0, {"file": Counter4(office)}, "owner", lambda: len(office.kept) >= 10)
    assert 10 <= len(office.kept) < 20
    assert states(world) == {"sent": len(office.kept), "queued": 60 - len(office.kept)}


def test_a_letter_costs_one_commit_at_most(world: SmallWorld) -> None:
    office, commits = PostOffice(), 0
    queue(world, *schools(30))

    class Single(Counter4):
        connections = 1

    def counted(_: object) -> None:
        nonlocal commits
        commits += 1

    from sqlalchemy import event

    with world.store.read(False) as tx:
        event.listen(tx.session.connection.engine, "commit", counted)
    send_cycle(world.cycle(NOW), 0, {"file": Single(office)}, "owner")
    assert len(office.kept) == 30
    assert commits <= 30 + 8  # recovery, composing, the first intent, the last outcome


def test_a_password_refused_to_several_at_once_is_one_try(world: SmallWorld) -> None:  # D11
    office = PostOffice()

    class Changed(Counter4):
        """The password was changed while letters were leaving: the server took eight, and refuses the next ones."""

        def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
            if int(message.subject.split()[-1]) < 8:
                return super().deliver(message, deadline_s)
            time.sleep(0.05)
            self.office.refused += 1
            return Receipt(Delivery.OPERATOR, "535 wrong password")

        def another(self) -> Channel:
            return Changed(self.office)

    queue(world, *schools(30))
    send_cycle(world.cycle(NOW), 0, {"file": Changed(office)}, "owner")
    assert (states(world), office.refused > 1) == ({"sent": 8, "queued": 22}, True)
    with world.store.read(False) as tx:
        [bar] = tx.outbox.barred()
    assert (bar.tries, bar.until) == (1, at("2022-04-05T09:15"))
    send_cycle(world.cycle("2022-04-05T09:16"), 0, {"file": Counter4(office)}, "owner")
    assert states(world) == {"sent": 30}
