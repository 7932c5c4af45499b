"""What both ways to write in the name of an Official Account share: its token, one call, what the answer means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from alerts.channel import Delivery, Receipt
from alerts.safe import line
from alerts.zalo_answers import Api, Meaning, meaning_of, receipt_of
from alerts.zalo_line import ZaloAnswer, call
from alerts.zalo_tokens import Tokens


class AccountChannel:
    """A channel that calls with the token of the account."""

    sends_again = False

    def __init__(self, tokens: Tokens, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._now = now

    def find(self, message_id: str) -> bool | None:
        """Zalo knows nothing of our Message-ID; asking needs the id it gave, which a lost answer never told."""
        return None

    def check(self) -> Receipt:
        """Whether there is a token that lives (refreshed if need be)."""
        token = self._tokens.access()
        if isinstance(token, Receipt):
            return token
        return Receipt(Delivery.SENT, self._tokens.warning() or "Mã truy cập Zalo còn hạn.")

    def close(self) -> None:
        """Nothing is held open."""

    def post(
        self, url: str, body: Mapping[str, object], api: Api, attempt: int, deadline_s: float, proof: bool
    ) -> tuple[Receipt, Meaning]:
        """One call with a living token; a token refused although it should live is refreshed once (D20)."""
        token = self._tokens.access()
        for again in (True, False):
            if isinstance(token, Receipt):
                return token, Meaning.TOKEN
            headers = {"access_token": token} | ({"appsecret_proof": self._tokens.app.proof(token)} if proof else {})
            found = call(url, deadline_s, headers=headers, json_body=body)
            if not isinstance(found, ZaloAnswer):
                return found, Meaning.BACK_OFF
            if found.code is None:
                return Receipt(Delivery.UNCLEAR, f"Zalo trả lời không có mã (HTTP {found.status})."), Meaning.UNKNOWN
            words = found.words.replace(token, "…")  # D27
            meaning = meaning_of(api, found.code, words)
            if meaning is Meaning.TOKEN and again:
                token = self._tokens.access(refused=token)
                continue
            if meaning is Meaning.OK:
                return Receipt(Delivery.SENT, line(f"msg_id {_message_id(found)}", 200)), meaning
            return receipt_of(api, found.code, words, self._now(), attempt), meaning
        raise AssertionError("the second round always returns")


def _message_id(found: ZaloAnswer) -> str:
    data = found.body.get("data")
    return str(data.get("message_id") or data.get("msg_id") or "") if isinstance(data, dict) else ""
