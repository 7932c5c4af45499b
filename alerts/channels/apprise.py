"""Anything that Apprise can reach (Telegram, Teams, a webhook), for an office that reads there. Optional.

Addresses of Apprise hold secrets: they are never told or logged (D27).
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Sequence

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.safe import subject

NAME = "apprise"
MISSING = "Chưa cài thư viện apprise; cài thêm vào cùng môi trường, ví dụ: pipx inject dondoc apprise."
_TEXT_LIMIT = 3500


class AppriseChannel:
    """One message to all addresses; what some of them took is not sent to these again, for nobody tells which."""

    name = NAME
    sends_again = False

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = tuple(urls)

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Send title and text; the deadline is the library's own. Never raises."""
        if (trouble := self._trouble()) is not None:
            return trouble
        import apprise

        sender = apprise.Apprise()
        for url in self._urls:
            sender.add(url)
        try:
            taken = sender.notify(body=message.text[:_TEXT_LIMIT], title=subject(message.subject), body_format="text")
        except Exception as fault:
            return Receipt(Delivery.UNCLEAR, f"Apprise dừng giữa chừng: {type(fault).__name__}.")
        if taken:
            return Receipt(Delivery.SENT, f"đã gửi tới {len(self._urls)} nơi")
        if len(self._urls) == 1:
            return Receipt(Delivery.RETRY, "Nơi nhận của Apprise không nhận.")
        return Receipt(Delivery.UNCLEAR, "Có nơi nhận của Apprise không nhận; không rõ nơi nào.")

    def find(self, message_id: str) -> bool | None:
        """Nothing can be read back."""
        return None

    def check(self) -> Receipt:
        """Whether the library is there and understands every address; nothing is sent."""
        if (trouble := self._trouble()) is not None:
            return trouble
        import apprise

        understood = sum(apprise.Apprise.instantiate(url, suppress_exceptions=True) is not None for url in self._urls)
        if understood < len(self._urls):
            bad = len(self._urls) - understood
            return Receipt(Delivery.OPERATOR, f"{bad}/{len(self._urls)} địa chỉ Apprise sai dạng.")
        return Receipt(Delivery.SENT, f"{understood} địa chỉ Apprise đọc được.")

    def close(self) -> None:
        """Nothing is held open."""

    def _trouble(self) -> Receipt | None:
        if importlib.util.find_spec("apprise") is None:
            return Receipt(Delivery.OPERATOR, MISSING)
        if not self._urls:
            return Receipt(Delivery.OPERATOR, "Chưa có địa chỉ nào trong biến DONDOC_APPRISE_URLS.")
        # The library logs addresses; its words stay out of ours.
        logging.getLogger("apprise").setLevel(logging.CRITICAL)
        return None
