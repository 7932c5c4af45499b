"""Which class stands behind Zalo and Apprise, and where their tokens and people are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alerts.channel import Channel
from alerts.channels.apprise import AppriseChannel
from alerts.channels.zalo_bot import ZaloBotChannel, ZaloBotSettings
from alerts.channels.zalo_oa import ZaloOaChannel, ZaloOaSettings
from alerts.channels.zalo_zns import ZaloZnsChannel, ZaloZnsSettings
from alerts.zalo_tokens import Tokens, ZaloApp
from monitor.catalogue.messengers import APP_SECRET, APPRISE_URLS, BOT_TOKEN, Messengers, secret
from monitor.ports import Store
from monitor.storage.store import SqlStore
from monitor.storage.zalo import SqlPeople, SqlTokens
from rules.model import VN


def zalo_now() -> datetime:
    """Real time: tokens and windows know no rehearsal."""
    return datetime.now(VN)


def open_tokens(messengers: Messengers, store: Store) -> Tokens | None:
    """The keeper of the application's token; None: no account is set up. Raises Wrong for a bad secret file."""
    app = messengers.app
    if app is None or not isinstance(store, SqlStore):
        return None
    named = ZaloApp(app.app_id, secret(APP_SECRET) or "", app.oauth)
    return Tokens(named, SqlTokens(store, app.app_id), zalo_now)


def apprise_channel() -> AppriseChannel:
    """Whatever the addresses of the environment reach."""
    return AppriseChannel([line.strip() for line in (secret(APPRISE_URLS) or "").splitlines() if line.strip()])


def open_messengers(messengers: Messengers, store: Store) -> Mapping[str, Channel]:
    """The channels beside e-mail that are set up, by name."""
    channels: dict[str, Channel] = {}
    if messengers.zalo_bot is not None:
        channels["zalo_bot"] = ZaloBotChannel(ZaloBotSettings(secret(BOT_TOKEN) or "", messengers.zalo_bot.api))
    if messengers.apprise is not None:
        channels["apprise"] = apprise_channel()
    tokens = open_tokens(messengers, store)
    if tokens is None or not isinstance(store, SqlStore):
        return channels
    oa, zns = messengers.zalo_oa, messengers.zalo_zns
    if oa is not None:
        known = ZaloOaSettings(oa.api, oa.template_type, oa.proof)
        channels["zalo_oa"] = ZaloOaChannel(known, tokens, SqlPeople(store).last_word, zalo_now)
    if zns is not None:
        template = ZaloZnsSettings(zns.template_id, zns.params, zns.limit, zns.api, zns.development, zns.proof)
        channels["zalo_zns"] = ZaloZnsChannel(template, tokens, zalo_now)
    return channels
