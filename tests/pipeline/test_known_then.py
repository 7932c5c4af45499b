"""``--at T`` on the commands that read: nothing that was learnt after T shows (S20)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.catalogue.loading import load_catalogue
from monitor.cli import dondoc
from monitor.pipeline import decide
from monitor.pipeline.decide import Deed
from rules.model import DutyKey
from tests.faults.post import charged, posted
from tests.pipeline.world import PLAN, SmallWorld, at


def told(home: Path, capsys: pytest.CaptureFixture[str], moment: str | None, *words: str) -> list[dict[str, Any]]:
    """What a command says as JSON."""
    at = ["--at", f"{moment}+07:00"] if moment else []
    capsys.readouterr()
    dondoc.main(["--home", str(home), *at, *words, "--json"], standalone_mode=False)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_a_publication_was_last_seen_at_the_latest_when_we_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = SmallWorld(tmp_path / "w")
    world.publish(1, "2022-02-10T07:00")
    world.publish(2, "2022-02-20T07:00")
    for day in (10, 14, 21, 25):
        world.run(f"2022-02-{day}T08:00")
    world.shows["truong-1"] = world.shows["truong-1"][1:]  # the first item disappears
    for day in (26, 27, 28):
        world.run(f"2022-02-{day}T08:00")
    world.store.close()
    now = {row["title"]: row for row in told(world.home, capsys, None, "publications")}
    assert now["Bài số 2"]["last_seen"] == "2022-02-28T08:00:00+07:00"
    [then] = told(world.home, capsys, "2022-02-15T09:00", "publications")
    assert (then["title"], then["removed"]) == ("Bài số 1", None)
    assert then["first_seen"] == "2022-02-10T08:00:00+07:00"
    assert "2022-02-14T08:00" <= then["last_seen"] <= "2022-02-15T09:00:00+07:00"
    assert told(world.home, capsys, "2022-02-10T07:59", "publications") == []


def test_a_message_stood_then_as_its_steps_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = posted(tmp_path / "w", port=1)
    charged(world)
    world.channels = {name: channel for name, channel in world.channels.items() if name == "file"}
    with world.store.write(False) as tx:
        for _ in range(2):
            row = tx.outbox.claim("owner", world.cycle("2022-04-06T09:00").now, 60)
            assert row is not None
            assert tx.outbox.sending(row.message.key, row.fence)
            assert tx.outbox.sent(row.message.key, row.fence, world.cycle("2022-04-06T09:00").now, "250 ok")
    world.store.close()
    assert told(world.home, capsys, "2022-04-04T08:39", "messages") == []
    before = told(world.home, capsys, "2022-04-05T08:00", "messages")
    assert {(row["state"], row["sent"]) for row in before} == {("queued", None)}
    after = told(world.home, capsys, "2022-04-07T08:00", "messages")
    assert {(row["state"], row["sent"]) for row in after} == {("sent", "2022-04-06T09:00:00+07:00")}


def test_a_period_that_was_reopened_since_was_closed_then(tmp_path: Path) -> None:
    world, march = SmallWorld(tmp_path / "w"), DutyKey("truong-1", "ke-hoach-2022", "thang", "2022-03")
    world.run("2022-04-04T08:00")
    deeds = {"05": decide.close, "07": decide.reopen, "11": decide.close, "13": decide.reopen}

    def closed_on(day: int) -> str | None:
        with world.store.read(False) as tx:
            row = tx.verdicts.as_of(at(f"2022-04-{day:02}T09:00"))[march]
        return row.closed_at.strftime("%d") if row.closed_at else None

    answers: list[list[str | None]] = []
    for day, deed in deeds.items():
        with world.store.write(False) as tx:
            deed(world.cycle(f"2022-04-{day}T08:00"), tx, [march], Deed("Bà Hoa", "xem lại"))
        answers.append([closed_on(one) for one in range(4, int(day) + 1)])
    assert answers[-1] == [None, "05", "05", None, None, None, None, "11", "11", None]
    assert all(before == answers[-1][: len(before)] for before in answers)


def test_when_a_verdict_of_the_past_was_confirmed_is_answered_the_same_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = SmallWorld(tmp_path / "w")
    answers = []
    for moment in ("2022-03-02T08:00", "2022-03-20T08:00", "2022-03-22T08:00"):
        world.run(moment)
        answers.append(told(world.home, capsys, "2022-03-21T08:00", "status"))
    assert answers[1] == answers[2]


@pytest.mark.parametrize("plan", [PLAN.replace("id: thang", "id: tuan"), None])
def test_what_was_looked_at_answers_for_a_duty_that_the_plan_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], plan: str | None
) -> None:
    world = SmallWorld(tmp_path / "w")
    world.run("2022-04-04T08:00")
    world.run("2022-04-04T08:40")
    asked = ("status", "--unit=truong-1", "--obligation=thang", "--period=2022-03")
    before = told(world.home, capsys, "2022-04-04T12:00", *asked)
    assert before[0]["looks"]["last_healthy"] == "2022-04-04T08:40:00+07:00"
    path = world.home / "plans" / "ke-hoach-2022.yaml"
    path.write_text(plan, encoding="utf-8") if plan else path.unlink()
    world.catalogue = load_catalogue(world.home)
    world.run("2022-04-05T08:00")
    world.store.close()
    assert told(world.home, capsys, "2022-04-04T12:00", *asked) == before
    [now] = told(world.home, capsys, None, *asked)
    assert (now["status"], now["looks"]["last_healthy"]) == ("not_applicable", None)
