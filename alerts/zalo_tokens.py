"""The access token of an Official Account: kept, refreshed in time, by one process alone (FAULTS D20–D24).

A refresh token serves once. Whoever refreshes holds the store's lock, and keeps the new pair before anybody uses it.
When a process dies in between, the next one tries the old refresh token once more, and if Zalo has taken it already,
says loudly that somebody must log in again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode

from alerts.channel import Delivery, Receipt
from alerts.safe import line
from alerts.zalo_line import ZaloAnswer, call

EARLY = timedelta(minutes=5)
"""A token is refreshed so long before it dies."""
REFRESH_LIFE = timedelta(days=90)
WARN_BEFORE = (timedelta(days=14), timedelta(days=3))
_SHORTEST_LIFE_S = 3600
_DEADLINE_S = 20.0
_SECRETS = ("refresh_token", "code", "code_verifier")
"""Of the form by which a token is asked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Access and refresh token. ``broken``: why the refresh token serves no more; somebody must log in again."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires: datetime
    refreshed: datetime
    broken: str | None = None

    @property
    def dies(self) -> datetime:
        """When the refresh token itself runs out."""
        return self.refreshed + REFRESH_LIFE


class TokenStore(Protocol):
    """Where the pair is kept, out of reach of logs and copies of the database (D27)."""

    def read(self) -> Pair | None:
        """The pair as it stands; None: nobody has logged in."""

    def exclusive(self) -> AbstractContextManager[None]:
        """One process at a time. A holder that died is not waited for longer than a refresh may take.

        Raises TimeoutError when it cannot be had."""

    def keep(self, pair: Pair) -> None:
        """Keep a new pair: committed when this returns."""

    def mark_broken(self, reason: str) -> None:
        """The refresh token serves no more."""


@dataclass(frozen=True, slots=True)
class ZaloApp:
    """The application at Zalo. ``oauth``: where tokens are given, https://oauth.zaloapp.com."""

    id: str
    secret: str = field(repr=False)
    oauth: str = "https://oauth.zaloapp.com"

    def proof(self, access: str) -> str:
        """``appsecret_proof`` of a call made with this token."""
        return hmac.new(self.secret.encode(), access.encode(), hashlib.sha256).hexdigest()


class Tokens:
    """Gives out a token that lives; see the module. ``now``: real time."""

    def __init__(self, app: ZaloApp, store: TokenStore, now: Callable[[], datetime]) -> None:
        self.app = app
        self._store = store
        self._now = now

    def access(self, refused: str | None = None) -> str | Receipt:
        """A living access token; ``refused``: the one that Zalo has just refused, although it should live (D20).

        A receipt says why there is none.
        """
        pair = self._store.read()
        if (token := self._usable(pair, refused)) is not None:
            return token
        try:
            with self._store.exclusive():
                pair = self._store.read()
                token = self._usable(pair, refused)  # somebody else was faster (D21)
                return token if token is not None else self._refresh(pair)
        except TimeoutError:
            return Receipt(Delivery.RETRY, "Một tiến trình khác đang làm mới mã truy cập Zalo; sẽ thử lại.")

    def _usable(self, pair: Pair | None, refused: str | None) -> str | None:
        if pair is None or pair.broken or pair.access == refused:
            return None
        return pair.access if self._now() < pair.expires - EARLY else None

    def _refresh(self, pair: Pair | None) -> str | Receipt:
        if pair is None:
            return Receipt(Delivery.OPERATOR, "Chưa đăng nhập Zalo; chạy `dondoc zalo login`.")
        if pair.broken:
            # Asked once and refused: no storm of further tries (D22).
            return _log_in_again(pair.broken)
        form = {"refresh_token": pair.refresh, "app_id": self.app.id, "grant_type": "refresh_token"}
        found = ask(self.app, form, self._now)
        if isinstance(found, Receipt) and found.delivery is Delivery.UNCLEAR:
            # Was it taken? Asking once more with the same token tells: it serves, or it is gone (D22).
            found = ask(self.app, form, self._now)
        if isinstance(found, Pair):
            self._store.keep(found)
            return found.access
        if found.delivery is Delivery.OPERATOR:
            self._store.mark_broken(found.answer)
            return _log_in_again(found.answer)
        return Receipt(Delivery.RETRY, found.answer, found.retry_after_s)

    def warning(self) -> str | None:
        """A sentence for the administrator when somebody must log in again, or soon (D24); None: all is well."""
        pair = self._store.read()
        if pair is None:
            return "Chưa đăng nhập Zalo; chạy `dondoc zalo login`."
        if pair.broken:
            return _log_in_again(pair.broken).answer
        left = pair.dies - self._now()
        if left > max(WARN_BEFORE):
            return None
        days = max(left.days, 0)
        return f"Phiên Zalo còn {days} ngày là hết hạn; chạy `dondoc zalo login` để đăng nhập lại trước ngày ấy."


def ask(app: ZaloApp, form: dict[str, str], now: Callable[[], datetime]) -> Pair | Receipt:
    """Ask for a pair. ``OPERATOR``: the code or the refresh token does not serve; ``RETRY`` and ``UNCLEAR``: later."""
    asked = now()
    answer = call(f"{app.oauth}/v4/oa/access_token", _DEADLINE_S, headers={"secret_key": app.secret}, form=form)
    if not isinstance(answer, ZaloAnswer):
        return answer
    access, refresh = answer.body.get("access_token"), answer.body.get("refresh_token")
    if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
        return Pair(access, refresh, asked + timedelta(seconds=_life(answer.body.get("expires_in"))), asked)
    # The words may echo what was sent; only the number and the name of the error are kept, and no secret in them (D27).
    named = f"{answer.body.get('error', '')} {answer.body.get('error_name', '')}"
    for secret in (app.secret, *(form[name] for name in _SECRETS if name in form)):
        named = named.replace(secret, "…") if secret else named
    return Receipt(Delivery.OPERATOR, line(f"Zalo không cấp mã truy cập mới: {named}", 200))


def _life(told: object) -> int:
    """Seconds that a token lives; arrives as text, and is believed whatever it says."""
    try:
        seconds = int(str(told))
    except ValueError:
        return _SHORTEST_LIFE_S
    return max(0, min(seconds, 90 * 86400))


def _log_in_again(reason: str) -> Receipt:
    return Receipt(Delivery.OPERATOR, f"Phải đăng nhập lại Zalo (`dondoc zalo login`): {reason}")


# --- logging in ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogIn:
    """One log-in under way: the address for the browser, what the answer must carry, and the secret half of PKCE."""

    url: str
    state: str
    verifier: str = field(repr=False)


def begin_log_in(app: ZaloApp, redirect_uri: str) -> LogIn:
    """Where to send the person who owns the account."""
    verifier = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    state = secrets.token_urlsafe(16)
    asked = {"app_id": app.id, "redirect_uri": redirect_uri, "code_challenge": challenge, "state": state}
    return LogIn(f"{app.oauth}/v4/oa/permission?{urlencode(asked)}", state, verifier)


def finish_log_in(app: ZaloApp, started: LogIn, code: str, now: Callable[[], datetime]) -> Pair | Receipt:
    """The first pair, for the code that came back."""
    form = {"code": code, "app_id": app.id, "grant_type": "authorization_code", "code_verifier": started.verifier}
    return ask(app, form, now)
