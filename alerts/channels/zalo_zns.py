"""A Zalo notification to a telephone: a template approved beforehand, filled with a few short words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.zalo_account import AccountChannel
from alerts.zalo_answers import Api
from alerts.zalo_text import plain
from alerts.zalo_tokens import Tokens

NAME = "zalo_zns"


@dataclass(frozen=True, slots=True)
class ZaloZnsSettings:
    """``params``: parameter of the template → what fills it. ``limit``: longest value that the template takes.

    It is filled with ``name`` (recipient), ``subject``, ``date`` (day of the message) or ``summary`` (its first lines).
    ``development``: delivered only to administrators of the account, free of charge.
    """

    template_id: str
    params: Mapping[str, str] = field(default_factory=lambda: {"name": "name", "content": "subject", "date": "date"})
    limit: int = 100
    api: str = "https://business.openapi.zalo.me"
    development: bool = False
    proof: bool = False


class ZaloZnsChannel(AccountChannel):
    """One template, one call."""

    name = NAME

    def __init__(self, settings: ZaloZnsSettings, tokens: Tokens, now: Callable[[], datetime]) -> None:
        super().__init__(tokens, now)
        self._settings = settings

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Fill the template and send it; never raises."""
        phone = plain_phone(message.recipient)
        if phone is None:
            return Receipt(Delivery.PERMANENT, "Không gửi được qua Zalo: số điện thoại sai dạng.")
        settings = self._settings
        body: dict[str, object] = {
            "phone": phone,
            "template_id": settings.template_id,
            "template_data": {name: self._word(message, what) for name, what in settings.params.items()},
            # Zalo shows it in its reports; a hash names the message without telling anything of it.
            "tracking_id": sha256(message.message_id.encode()).hexdigest()[:32],
        }
        if settings.development:
            body["mode"] = "development"
        url = f"{settings.api}/message/template"
        return self.post(url, body, Api.ZNS, message.attempt, deadline_s, settings.proof)[0]

    def _word(self, message: Outgoing, what: str) -> str:
        words = {
            "name": message.recipient_name or "Quý đơn vị",
            "subject": message.subject,
            "date": f"{message.created:%d/%m/%Y}",
            "summary": " ".join(message.text.split()),
        }
        return plain(words[what], self._settings.limit)


def plain_phone(number: str) -> str | None:
    """A Vietnamese mobile number as Zalo takes it: ``84`` and nine digits; None: it is none."""
    digits = re.sub(r"[\s.()-]", "", number).removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    rest = digits.removeprefix("84") if len(digits) > 10 else digits
    rest = rest.removeprefix("0")
    return f"84{rest}" if re.fullmatch(r"[1-9]\d{8}", rest) else None
