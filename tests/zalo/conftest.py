"""A Zalo, a store for its token, and channels that speak to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alerts.channel import Outgoing
from alerts.channels.zalo_oa import ZaloOaChannel, ZaloOaSettings
from alerts.channels.zalo_zns import ZaloZnsChannel, ZaloZnsSettings
from alerts.zalo_tokens import Pair, Tokens, ZaloApp
from monitor.storage.store import SqlStore, open_store
from monitor.storage.zalo import SqlTokens
from rules.model import VN
from tests.databases import unused_postgresql, unused_sqlite
from tests.zalo.server import APP_ID, APP_SECRET, Zalo, ZaloServer


def now() -> datetime:
    """Real time, as the channels read it."""
    return datetime.now(VN)


@pytest.fixture
def zalo(tmp_path: Path) -> Zalo:
    """What the server does."""
    return Zalo(tmp_path / "zalo.jsonl", windows={"hoa-mai"})


@pytest.fixture
def server(zalo: Zalo) -> Iterator[ZaloServer]:
    """The server itself."""
    running = ZaloServer(zalo)
    yield running
    running.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A store of each kind."""
    url = unused_sqlite(tmp_path) if request.param == "sqlite" else unused_postgresql()
    opened = open_store(url, tmp_path, create=True)
    yield opened
    opened.close()
    shutil.rmtree(tmp_path / "data", ignore_errors=True)


@pytest.fixture
def app(server: ZaloServer) -> ZaloApp:
    """The application at that server."""
    return ZaloApp(APP_ID, APP_SECRET, server.url)


@pytest.fixture
def tokens(app: ZaloApp, store: SqlStore, zalo: Zalo) -> Tokens:
    """Logged in: a pair that lives."""
    kept = SqlTokens(store, APP_ID)
    kept.keep(logged_in(zalo))
    return Tokens(app, kept, now)


def logged_in(zalo: Zalo) -> Pair:
    """A pair that the server gave out just now."""
    told = zalo.new_pair()
    return Pair(told["access_token"], told["refresh_token"], now() + timedelta(seconds=zalo.life_s), now())


def oa(server: ZaloServer, tokens: Tokens, open_to: frozenset[str] = frozenset({"hoa-mai"})) -> ZaloOaChannel:
    """An Official Account; ``open_to``: people whose window we hold for open."""
    return ZaloOaChannel(ZaloOaSettings(server.url), tokens, lambda person: now() if person in open_to else None, now)


def zns(server: ZaloServer, tokens: Tokens) -> ZaloZnsChannel:
    """Templates to telephones."""
    return ZaloZnsChannel(ZaloZnsSettings("tpl-1", api=server.url), tokens, now)


def letter(
    recipient: str = "hoa-mai", channel: str = "zalo_oa", text: str = "Kính gửi nhà trường.", **more: object
) -> Outgoing:
    """A message to Trường THCS Hoa Mai."""
    facts: dict[str, object] = {
        "message_id": "<m1@so.test>",
        "channel": channel,
        "recipient": recipient,
        "recipient_name": "Cô Lan",
        "kind": "overdue",
        "subject": "Quá hạn: Đăng tin CCHC tháng 03/2022",
        "text": text,
        "html": "",
        "created": datetime(2022, 4, 5, 8, 0, tzinfo=VN),
    }
    return Outgoing(**(facts | more))  # type: ignore[arg-type]
