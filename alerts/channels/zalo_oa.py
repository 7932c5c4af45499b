"""An Official Account: a consultation while the person's window is open, a transaction template otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.safe import line
from alerts.zalo_account import AccountChannel
from alerts.zalo_answers import Api, Meaning
from alerts.zalo_text import plain, short_text
from alerts.zalo_tokens import Tokens

NAME = "zalo_oa"
WINDOW = timedelta(hours=48)
"""For so long after the person's last word a consultation may be sent."""
MARGIN = timedelta(minutes=10)
_HEADER_LIMIT = 100
_ROW_LIMIT = 100
_TEXT_LIMIT = 250


@dataclass(frozen=True, slots=True)
class ZaloOaSettings:
    """``template_type``: of the transaction messages, None: the account has none. ``proof``: sign each call."""

    api: str = "https://openapi.zalo.me"
    template_type: str | None = "transaction_education"
    proof: bool = False


class ZaloOaChannel(AccountChannel):
    """``last_word``: when a person last wrote to the account or followed it, None where nobody knows."""

    name = NAME

    def __init__(
        self,
        settings: ZaloOaSettings,
        tokens: Tokens,
        last_word: Callable[[str], datetime | None],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(tokens, now)
        self._settings = settings
        self._last_word = last_word

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Send within the window, else as a template; a closed window that we did not know of is tried that way too."""
        recipient: dict[str, object] = {"recipient": {"user_id": message.recipient}}
        if self._open_window(message.recipient):
            body = {**recipient, "message": {"text": short_text(message)}}
            receipt, meaning = self._send("cs", body, message.attempt, deadline_s / 2)
            if meaning is not Meaning.WINDOW or self._settings.template_type is None:
                return receipt
        if self._settings.template_type is None:
            words = "đã quá 48 giờ từ lần cuối người này nhắn cho OA, và OA chưa có mẫu tin giao dịch"
            return Receipt(Delivery.PERMANENT, f"Không gửi được qua Zalo: {words}.")
        body = {**recipient, "message": _template(message, self._settings.template_type)}
        return self._send("transaction", body, message.attempt, deadline_s / 2)[0]

    def _open_window(self, person: str) -> bool:
        last = self._last_word(person)
        return last is not None and self._now() < last + WINDOW - MARGIN

    def _send(self, kind: str, body: Mapping[str, object], attempt: int, deadline_s: float) -> tuple[Receipt, Meaning]:
        url = f"{self._settings.api}/v3.0/oa/message/{kind}"
        return self.post(url, body, Api.OA, attempt, deadline_s, self._settings.proof)


def _template(message: Outgoing, template_type: str) -> dict[str, object]:
    """Header, a sentence, and a table of when and for whom; the full letter is in the mailbox."""
    lines = [one for one in (plain(raw, _TEXT_LIMIT) for raw in message.text.splitlines()) if one]
    rows = [
        {"key": "Người nhận", "value": plain(message.recipient_name, _ROW_LIMIT) or "Đơn vị"},
        {"key": "Ngày", "value": f"{message.created:%d/%m/%Y}"},
    ]
    elements: list[dict[str, object]] = [
        {"type": "header", "content": plain(message.subject, _HEADER_LIMIT), "align": "left"},
        {"type": "text", "content": line(" ".join(lines), _TEXT_LIMIT), "align": "left"},
        {"type": "table", "content": rows},
    ]
    payload = {"template_type": template_type, "language": "VI", "elements": elements, "buttons": []}
    return {"attachment": {"type": "template", "payload": payload}}
