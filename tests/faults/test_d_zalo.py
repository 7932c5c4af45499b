"""Faults of Zalo over the whole path: a real cycle, a real outbox, a server of ours that behaves as Zalo does (D17–D22,
D26, D27). D21 and D23, with processes that are killed, stand in tests/zalo/test_tokens.py, D24 in
tests/pipeline/test_watching.py, D25 in tests/zalo/test_sending.py."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from monitor.storage.zalo import SqlTokens
from rules.model import VN
from tests.pipeline.world import SmallWorld
from tests.program import program
from tests.zalo.conftest import logged_in
from tests.zalo.server import APP_ID, APP_SECRET, BOT_TOKEN, Zalo, ZaloServer
from tests.zalo.test_sending import LAN_BY_MAIL, LAN_ON_ZALO, march_is_charged, overdue, world

__all__ = ["world"]
TRANSACTION, TOKEN = "/v3.0/oa/message/transaction", "/v4/oa/access_token"


def hourly(world: SmallWorld, day: int = 4, hours: range = range(9, 20)) -> None:
    """Cron, the rest of that day of April."""
    for hour in hours:
        world.run(f"2022-04-{day:02}T{hour:02}:00", look=False)


def admin(world: SmallWorld) -> list[str]:
    with world.store.read(False) as tx:
        return [row.message.subject for row in tx.outbox.messages() if row.message.kind == "admin"]


@pytest.mark.parametrize("trouble", [500, 502, "lost"])
def test_d17_trouble_at_zalo_delays_the_mailbox_by_nothing_and_the_letter_arrives_once(
    trouble: int | str, world: SmallWorld, zalo: Zalo
) -> None:
    zalo.then(TRANSACTION, trouble, trouble)
    march_is_charged(world)
    assert overdue(world)[LAN_BY_MAIL] == "sent"
    hourly(world)
    # A line that fell may have carried the letter: it is never sent blindly again, the mailbox has it (D25).
    assert (overdue(world)[LAN_ON_ZALO], zalo.taken) == (("dead", 0) if trouble == "lost" else ("sent", 1))


def test_d17_a_zalo_that_is_not_there_loses_nothing(world: SmallWorld, server: ZaloServer) -> None:
    server.close()
    began = time.monotonic()
    march_is_charged(world)
    assert time.monotonic() - began < 30
    assert (overdue(world)[LAN_ON_ZALO], overdue(world)[LAN_BY_MAIL]) == ("queued", "sent")


def test_d18_a_number_that_nobody_knows_is_tried_a_little_then_told_word_for_word_once(
    world: SmallWorld, zalo: Zalo
) -> None:
    zalo.then(TRANSACTION, *[{"error": -98765, "message": "a new rule"}] * 50)
    march_is_charged(world)
    hourly(world)
    assert overdue(world)[LAN_BY_MAIL] == "sent"
    assert overdue(world)[LAN_ON_ZALO] == "queued"  # kept for the day on which it is mended
    assert len([one for one in admin(world) if "zalo_oa" in one]) == 1
    assert len(zalo.lines("answered")) <= 6
    with world.store.read(False) as tx:
        [row] = [row for row in tx.outbox.messages() if row.message.channel == "zalo_oa"]
    assert "-98765 a new rule" in str(row.last_error)


@pytest.mark.parametrize("closed", ["window", "quota"])
def test_d19_outside_the_window_or_the_quota_the_mailbox_has_the_letter(
    closed: str, world: SmallWorld, zalo: Zalo
) -> None:
    if closed == "quota":
        zalo.quota = 0
    else:
        zalo.then(TRANSACTION, *[{"error": -230, "message": "no interaction"}] * 50)
    march_is_charged(world)
    hourly(world)
    assert overdue(world)[LAN_BY_MAIL] == "sent"
    assert overdue(world)[LAN_ON_ZALO] == ("queued" if closed == "quota" else "dead")
    with world.store.read(False) as tx:
        [row] = [row for row in tx.outbox.messages() if row.message.channel == "zalo_oa"]
    assert ("Không gửi được qua Zalo" in str(row.last_error)) is (closed == "window")
    assert zalo.taken == 0


def test_d20_a_token_that_dies_in_the_middle_of_a_batch_is_refreshed_once_and_the_batch_goes_on(
    world: SmallWorld, zalo: Zalo
) -> None:
    world.shows.pop("truong-2")
    world.publish(1, "2022-02-10T08:00", school=2)
    zalo.then(TRANSACTION, {"error": 0, "message": "Success", "data": {"message_id": "1"}})
    zalo.then(TRANSACTION, {"error": -216, "message": "Access token is expired"})
    march_is_charged(world)
    told = overdue(world)
    assert {state for (channel, _), state in told.items() if channel == "zalo_oa"} == {"sent"}
    assert len([one for one in told if one[0] == "zalo_oa"]) == 2
    assert [line["good"] for line in zalo.lines("token")] == [True]


def test_d22_a_lost_rotation_is_told_within_the_minute_by_mail_and_nobody_storms(world: SmallWorld, zalo: Zalo) -> None:
    zalo.access.clear()
    zalo.then(TOKEN, "drop")
    began = time.monotonic()
    march_is_charged(world)
    with world.store.read(False) as tx:
        [alarm] = [row for row in tx.outbox.messages("sent") if row.message.kind == "admin"]
    assert time.monotonic() - began < 60
    assert alarm.message.channel == "email"
    assert "zalo login" in alarm.message.text
    assert overdue(world)[LAN_BY_MAIL] == "sent"
    hourly(world)
    assert len(zalo.lines("token")) == 2  # the one whose answer was lost, and the one that found out
    assert len(admin(world)) == 1
    SqlTokens(world.store, APP_ID).keep(logged_in(zalo))  # somebody logged in again
    hourly(world, day=5, hours=range(8, 20))
    assert overdue(world)[LAN_ON_ZALO] == "sent"


def test_d26_who_blocked_the_account_has_the_letter_in_the_mailbox_and_is_not_asked_again(
    world: SmallWorld, zalo: Zalo
) -> None:
    zalo.blocked.add("z-truong-1")
    march_is_charged(world)
    hourly(world)
    assert (overdue(world)[LAN_ON_ZALO], overdue(world)[LAN_BY_MAIL]) == ("dead", "sent")
    assert zalo.taken == 0
    with world.store.read(False) as tx:
        [row] = [row for row in tx.outbox.messages() if row.message.channel == "zalo_oa"]
    assert row.attempts == 1


# --- D27 -------------------------------------------------------------------------------------------------------------


def dondoc(home: Path, *words: str) -> str:
    """The program itself; everything it said."""
    secrets = {
        "DONDOC_ZALO_APP_SECRET": APP_SECRET,
        "DONDOC_ZALO_BOT_TOKEN": BOT_TOKEN,
        "DONDOC_SMTP_PASSWORD": "mat-khau-smtp-9",
    }
    done = program("--home", home, *words, **secrets)
    return done.stdout + done.stderr


def test_d27_no_secret_in_logs_errors_copies_of_the_database_or_any_page(
    tmp_path: Path, server: ZaloServer, zalo: Zalo
) -> None:
    world = SmallWorld(tmp_path / "w")
    today = datetime.now(VN)
    world.run(today.strftime("%Y-%m-%dT%H:%M"))
    pair = logged_in(zalo)
    SqlTokens(world.store, APP_ID).keep(pair)
    world.store.close()
    settings = (
        (world.home / "settings.yaml").read_text(encoding="utf-8").replace("route: [file]", "route: [zalo_oa, email]")
    )
    oa = f'{{app_id: "{APP_ID}", api: "{server.url}", oauth: "{server.url}"}}'
    mail = '{host: 127.0.0.1, port: 9, security: none, user: dondoc, sender: "dondoc@so.test", timeout_s: 1}'
    channels = f'channels: {{email: {mail}, zalo_oa: {oa}, zalo_bot: {{api: "{server.url}"}}}}\n'
    (world.home / "settings.yaml").write_text(settings + channels, encoding="utf-8")
    zalo.then("/v3.0/oa/message/cs", {"error": -204, "message": f"token {pair.access} is bad"}, 500, "drop")
    zalo.then(TRANSACTION, {"error": -204, "message": f"token {pair.access} is bad"}, 500, "drop")
    zalo.then(f"/bot{BOT_TOKEN}/sendMessage", {"ok": False, "error_code": 400, "description": f"bad {BOT_TOKEN}"}, 502)
    said = ""
    for channel, person in (("zalo_oa", "hoa-mai"),) * 3 + (("zalo_bot", "77"),) * 2:
        said += dondoc(world.home, "zalo", "test", "--channel", channel, "--to", person)
    zalo.access.clear()
    zalo.then(TOKEN, {"error": -1, "error_name": pair.refresh, "error_description": f"{APP_SECRET} {pair.refresh}"})
    said += dondoc(world.home, "zalo", "test", "--channel", "zalo_oa", "--to", "hoa-mai")
    for words in (
        ["run"],
        ["doctor"],
        ["status", "--json"],
        ["messages", "--json"],
        ["looks", "--json"],
        ["plan", "list"],
    ):
        said += dondoc(world.home, *words)
    with closing(sqlite3.connect(world.home / "data" / "dondoc.sqlite3")) as database:
        said += "\n".join(database.iterdump())
    assert zalo.lines("answered")
    assert "-204" in said  # the trouble is told, without the secret in it
    kept = [one for one in tmp_path.rglob("*") if one.is_file() and one.name != "zalo.jsonl"]
    assert {"dondoc.log", "status.json", "dondoc.sqlite3"} <= {one.name for one in kept}
    for secret in (pair.access, pair.refresh, BOT_TOKEN, APP_SECRET, "mat-khau-smtp-9"):
        assert secret not in said
        assert [one.name for one in kept if secret.encode() in one.read_bytes()] == []
