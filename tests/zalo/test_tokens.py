"""One refresh among many, and a usable or loudly reported token after every kill (FAULTS D20–D24)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from alerts.channel import Delivery, Receipt
from alerts.zalo_tokens import Pair, Tokens, ZaloApp, begin_log_in, finish_log_in
from monitor.ports import StorageError
from monitor.storage.secret_key import secret_key
from monitor.storage.store import SqlStore, open_store
from monitor.storage.zalo import SqlTokens
from tests.databases import SQLITE
from tests.zalo.conftest import logged_in, now
from tests.zalo.server import APP_ID, Zalo, ZaloServer

ROOT = Path(__file__).parents[2]
WORKERS = 8
KILLS = int(os.environ.get("TOKEN_KILLS", "6"))
"""The long form: ``TOKEN_KILLS=200``."""


def worker(store: SqlStore, home: Path, server: ZaloServer, refused: str = "") -> subprocess.Popen[str]:
    """A process that asks for a token and prints what it got."""
    url = store.address.url.render_as_string(hide_password=False) if store.address.file is None else SQLITE
    asked = [sys.executable, "-m", "tests.zalo.worker", url, str(home), server.url, refused]
    return subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_d21_eight_processes_meet_an_expiring_token_and_one_refreshes(
    store: SqlStore, tmp_path: Path, server: ZaloServer, zalo: Zalo
) -> None:
    pair = logged_in(zalo)
    SqlTokens(store, APP_ID).keep(Pair(pair.access, pair.refresh, now(), now()))
    zalo.rotate_delay_s = 0.3
    workers = [worker(store, tmp_path, server) for _ in range(WORKERS)]
    told = {one.communicate(timeout=60)[0].strip() for one in workers}
    assert len(zalo.lines("token")) == 1
    assert told == {f"token {next(iter(set(zalo.access) - {pair.access}))}"}


@pytest.mark.kill
def test_d23_after_each_kill_the_token_is_usable_or_its_loss_is_told(
    store: SqlStore, tmp_path: Path, server: ZaloServer, zalo: Zalo
) -> None:
    luck = random.Random(5)
    zalo.rotate_delay_s = 0.02
    kept = SqlTokens(store, APP_ID)
    lost = 0
    for _ in range(KILLS):
        pair = logged_in(zalo)
        kept.keep(Pair(pair.access, pair.refresh, now(), now()))
        before = len(zalo.lines("token"))
        victim = worker(store, tmp_path, server)
        _wait_for_rotation(zalo, before)
        time.sleep(luck.uniform(0, 0.06))
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        token = Tokens(ZaloApp(APP_ID, "app-secret-of-tests", server.url), kept, now).access()
        if isinstance(token, Receipt):
            lost += 1
            assert token.delivery is Delivery.OPERATOR
            assert "zalo login" in token.answer
        else:
            assert zalo.lives(token)
    print(f"{KILLS} kills, {lost} tokens lost and told")


def _wait_for_rotation(zalo: Zalo, before: int) -> None:
    ends = time.monotonic() + 20
    while len(zalo.lines("token")) == before and time.monotonic() < ends:
        time.sleep(0.002)


def test_a_token_sealed_with_another_key_is_told_in_words(store: SqlStore, zalo: Zalo) -> None:
    SqlTokens(store, APP_ID).keep(logged_in(zalo))
    (store.data / "secret.key").unlink()
    with pytest.raises(StorageError, match="niêm bằng khóa khác"):
        SqlTokens(store, APP_ID).read()


def test_the_key_is_made_once_read_by_its_owner_alone_and_differs_by_purpose(tmp_path: Path) -> None:
    first, again = secret_key(tmp_path, "zalo", {}), secret_key(tmp_path, "zalo", {})
    assert first == again != secret_key(tmp_path, "links", {})
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(StorageError, match="chmod 600"):
        secret_key(tmp_path, "zalo", {})


@pytest.mark.parametrize("bad", ["", "short", "khóa tiếng Việt", "YWJj"])
def test_a_weak_key_is_refused(tmp_path: Path, bad: str) -> None:
    """I18."""
    path = tmp_path / "secret.key"
    path.write_text(bad, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(StorageError):
        secret_key(tmp_path, "zalo", {})


def test_logging_in_carries_the_challenge_and_keeps_the_verifier(app: ZaloApp, zalo: Zalo) -> None:
    started = begin_log_in(app, "https://so.test/zalo")
    assert started.verifier not in started.url
    zalo.codes["code-1"] = "x"
    pair = finish_log_in(app, started, "code-1", now)
    assert isinstance(pair, Pair)
    assert zalo.lives(pair.access)
    assert isinstance(finish_log_in(app, started, "never given", now), Receipt)


def test_a_dead_holder_of_the_lock_is_not_waited_for(tmp_path: Path, zalo: Zalo, server: ZaloServer) -> None:
    store = open_store(SQLITE, tmp_path, create=True)
    kept = SqlTokens(store, APP_ID)
    pair = logged_in(zalo)
    kept.keep(Pair(pair.access, pair.refresh, now(), now()))
    zalo.rotate_delay_s = 5
    victim = worker(store, tmp_path, server)
    _wait_for_rotation(zalo, 0)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    zalo.rotate_delay_s = 0
    began = time.monotonic()
    found = Tokens(ZaloApp(APP_ID, "app-secret-of-tests", server.url), kept, now).access()
    store.close()
    # Zalo had rotated, the pair died with its holder: said at once, not after the lock has run out.
    assert isinstance(found, Receipt)
    assert time.monotonic() - began < 20
