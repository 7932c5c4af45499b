"""A Zalo bot: the person writes to it once, then it may write to them. No verification, no token that dies.

The token is part of the address, so no address of this channel is ever logged or told (D27).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.safe import line
from alerts.zalo_line import ZaloAnswer, call
from alerts.zalo_text import short_text

NAME = "zalo_bot"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_OURS = frozenset({401, 404})
_TOO_MANY = 429
_LEAST_FAILED = 500


@dataclass(frozen=True, slots=True)
class ZaloBotSettings:
    """``token``: ``<number>:<letters>`` from the bot's maker. ``api``: the host of bots."""

    token: str = field(repr=False)
    api: str = "https://bot-api.zaloplatforms.com"


class ZaloBotChannel:
    """One message, one call."""

    name = NAME
    sends_again = False

    def __init__(self, settings: ZaloBotSettings) -> None:
        self._settings = settings

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Send the letter in short; never raises."""
        asked = {"chat_id": message.recipient, "text": short_text(message)}
        return self._ask("sendMessage", asked, deadline_s, lambda body: f"message_id {_id(body)}")

    def find(self, message_id: str) -> bool | None:
        """A bot cannot read back what it sent."""
        return None

    def check(self) -> Receipt:
        """Whether the token is good."""
        return self._ask("getMe", {}, 20.0, lambda body: "Mã của bot dùng được.")

    def close(self) -> None:
        """Nothing is held open."""

    def _ask(
        self, what: str, asked: Mapping[str, object], deadline_s: float, told: Callable[[dict[str, object]], str]
    ) -> Receipt:
        if not TOKEN.fullmatch(self._settings.token):
            return Receipt(Delivery.OPERATOR, "Mã của bot Zalo sai dạng; dạng đúng là <số>:<chữ>.")
        found = call(f"{self._settings.api}/bot{self._settings.token}/{what}", deadline_s, json_body=asked)
        if not isinstance(found, ZaloAnswer):
            return found
        if found.body.get("ok") is True:
            return Receipt(Delivery.SENT, line(told(dict(found.body)), 300))
        return self._refused(found)

    def _refused(self, found: ZaloAnswer) -> Receipt:
        code = found.body.get("error_code", found.status)
        words = line(f"{code} {found.words}".replace(self._settings.token, "…"), 300)
        if code in _OURS or found.status in _OURS:
            return Receipt(Delivery.OPERATOR, f"Zalo không nhận mã của bot: {words}")
        if code == _TOO_MANY or (isinstance(code, int) and code >= _LEAST_FAILED) or code == 408:
            return Receipt(Delivery.RETRY, f"Zalo hẹn lại: {words}")
        # The person has not written to the bot yet, blocked it, or is not known to it.
        return Receipt(Delivery.PERMANENT, f"Không gửi được qua Zalo: {words}")


def _id(body: dict[str, object]) -> str:
    result = body.get("result")
    return str(result.get("message_id", "")) if isinstance(result, dict) else ""
