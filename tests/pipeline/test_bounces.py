"""A letter comes back: its address is marked, the step goes another way, the office hears once (D14)."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from alerts.returned import read_returned
from monitor.app.mailboxes import letters_in
from monitor.cli import dondoc
from monitor.pipeline.bounces import BounceFigures, take_back
from monitor.pipeline.reaching import reachable
from monitor.ports import MessageRow
from monitor.storage.invariants import broken_invariants
from tests.alerts.test_returned import report
from tests.pipeline.test_ladder import both, texts, written
from tests.pipeline.world import SmallWorld, at

LAN, MINH = "lan@truong-1.edu.test", "minh@truong-1.edu.test"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    world = SmallWorld(tmp_path / "w")
    for school in (1, 2):
        world.publish(100 + school, "2022-02-10T08:00", school=school)
    world.publish(103, "2022-03-11T08:00", school=2)
    yield world
    assert broken_invariants(world.store) == []


def told(world: SmallWorld, recipient: str) -> list[MessageRow]:
    with world.store.read(False) as tx:
        return [row for row in tx.outbox.messages("sent") if row.message.recipient == recipient]


def came_back(world: SmallWorld, recipient: str, moment: str, mid: str = "", status: str = "5.1.1") -> BounceFigures:
    """The newest letter to a recipient comes back."""
    mid = mid or told(world, recipient)[-1].message.message_id
    reports = read_returned(report(status, code=f"smtp; 550 {status} no", mid=mid, recipient=f"rfc822; {recipient}"))
    cycle = world.cycle(moment)
    with world.store.write(False) as tx:
        figures = take_back(cycle, tx, reports)
        bars = tx.outbox.barred(cycle.now)
    world.catalogue = replace(world.catalogue, units=reachable(world.catalogue.units, bars))
    return figures


def test_a_returned_letter_marks_message_and_address_and_the_office_hears_once(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    assert came_back(world, LAN, "2022-04-04T10:00").marked == [LAN]
    assert came_back(world, LAN, "2022-04-04T11:00").marked == []
    [row] = told(world, LAN)
    assert row.bounced == at("2022-04-04T10:00")
    both(world, "2022-04-05")
    both(world, "2022-05-04")
    letters = [text for text in texts(world, "vanphong@so.test", "incident") if "bị trả lại" in text]
    assert len(letters) == 1
    assert LAN in letters[0]
    assert len(told(world, LAN)) == 1


def test_what_came_back_goes_by_the_other_channel(world: SmallWorld) -> None:
    written(world, "units.csv", lambda old: old.replace("contact_email,", "contact_email,zalo_user_id,").replace(
        f"{LAN},", f"{LAN},zalo-cua-lan,").replace("lan@truong-2.edu.test,", "lan@truong-2.edu.test,,"))  # fmt: skip
    both(world, "2022-04-04")
    assert came_back(world, LAN, "2022-04-04T10:00").again >= 1
    both(world, "2022-04-05")
    assert [row.message.kind for row in told(world, "zalo-cua-lan")] == ["overdue"]


def test_where_nobody_is_left_the_step_waits_and_the_office_is_asked_once(world: SmallWorld) -> None:
    written(world, "units.csv", lambda old: old.replace(MINH, ""))
    both(world, "2022-04-04")
    came_back(world, LAN, "2022-04-04T10:00")
    both(world, "2022-04-05")
    both(world, "2022-04-06")
    asked = [text for text in texts(world, "vanphong@so.test") if "Chưa có địa chỉ nào" in text]
    assert len(asked) == 1
    written(world, "units.csv", lambda old: old.replace(LAN, "moi@truong-1.edu.test"))
    both(world, "2022-04-07")
    assert [row.message.kind for row in told(world, "moi@truong-1.edu.test")] == ["overdue"]


@pytest.mark.parametrize("status", ["5.7.1", "4.4.7"])
def test_a_refusal_that_is_not_about_the_address_marks_no_address(world: SmallWorld, status: str) -> None:
    both(world, "2022-04-04")
    assert came_back(world, LAN, "2022-04-04T10:00", status=status).marked == []
    assert told(world, LAN)[0].bounced is not None
    world.run("2022-04-04T11:00", look=False)
    assert world.mail("admin") == [("admin", "quantri@so.test", ())]


def test_a_stranger_marks_nothing(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    [to_lan], [to_minh] = told(world, LAN), told(world, MINH)
    made_up = "<" + "f" * 40 + "@so.test>"
    others = to_minh.message.message_id, to_lan.message.message_id
    for recipient, mid in ((LAN, made_up), (LAN, others[0]), ("dung@so.test", others[1])):
        figures = came_back(world, recipient, "2022-04-04T10:00", mid=mid)
        assert (figures.strange, figures.marked, figures.messages) == (1, [], [])
    with world.store.read(False) as tx:
        assert tx.outbox.barred() == []


def test_the_offices_own_address_is_never_marked(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    both(world, "2022-04-12")
    assert came_back(world, "vanphong@so.test", "2022-04-12T10:00").marked == []
    world.run("2022-04-12T11:00", look=False)
    assert len(world.mail("admin")) == 1


def test_a_cleared_address_is_used_again(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    came_back(world, LAN, "2022-04-04T10:00")
    with world.store.write(False) as tx:
        assert tx.outbox.unbar("email", LAN, at("2022-04-05T08:00"))
        assert not tx.outbox.unbar("email", LAN, at("2022-04-05T08:00"))
        assert tx.outbox.barred() == []


# --- mailboxes -------------------------------------------------------------------------------------------------------


def stored(folder: Path, kind: str, mails: list[bytes]) -> Path:
    target = folder / kind
    if kind == "mbox":
        box = mailbox.mbox(target)
        for mail in mails:
            box.add(message_from_bytes(mail))
        box.close()
    elif kind == "maildir":
        box = mailbox.Maildir(target)
        for mail in mails:
            box.add(mail)
    elif kind == "eml":
        target.mkdir()
        for number, mail in enumerate(mails):
            (target / f"{number}.eml").write_bytes(mail)
    else:
        target.write_bytes(mails[0])
    return target


@pytest.mark.parametrize(("kind", "count"), [("mbox", 2), ("maildir", 2), ("eml", 2), ("one.eml", 1)])
def test_reports_are_read_from_files_of_every_form(tmp_path: Path, kind: str, count: int) -> None:
    path = stored(tmp_path, kind, [report(), report("5.2.2")])
    assert sum(len(read_returned(letter)) for letter in letters_in(path)) == count


def test_the_command_marks_lists_and_clears(
    world: SmallWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both(world, "2022-04-04")
    mid = told(world, LAN)[0].message.message_id
    path = stored(tmp_path, "one.eml", [report(mid=mid, recipient=f"rfc822; {LAN}")])
    home = ["--home", str(world.home)]
    world.store.close()

    def run(*words: str) -> str:
        assert dondoc.main([*home, "bounces", *words], standalone_mode=False) in (None, 0)
        return capsys.readouterr().out

    assert "Đánh dấu 1 địa chỉ" in run(str(path))
    assert LAN in run("--json")
    assert "dùng lại được" in run("--clear", LAN)
    assert LAN not in run("--json")
