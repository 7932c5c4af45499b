"""One call to Zalo over HTTP: a deadline for the whole of it, a cap on the answer, nothing from the environment.

An access token is a header, a bot's token a part of the address: neither may reach a log, so a fault is told in words
of ours and never with its address (D27).
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from alerts.channel import Delivery, Receipt

ANSWER_LIMIT = 64_000
_CONNECT_S = 10.0
_FAILED = 500
_TOO_MANY = 429


def _tells_no_token(record: logging.LogRecord) -> bool:
    """The library under ``requests`` notes every address when somebody debugs; a bot's address is its token."""
    return "/bot" not in record.getMessage()


logging.getLogger("urllib3.connectionpool").addFilter(_tells_no_token)


@dataclass(frozen=True, slots=True)
class ZaloAnswer:
    """What came back: the HTTP status and the JSON object of the body."""

    status: int
    body: Mapping[str, Any]

    @property
    def code(self) -> int | None:
        """``error`` of the body; Zalo writes numbers as text now and then. None: there is none."""
        try:
            return int(self.body["error"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def words(self) -> str:
        """What Zalo says about it."""
        names = ("message", "error_description", "error_name", "description", "error_reason")
        return " ".join(str(self.body[name]) for name in names if self.body.get(name))


def call(
    url: str,
    deadline_s: float,
    *,
    headers: Mapping[str, str] | None = None,
    json_body: Mapping[str, object] | None = None,
    form: Mapping[str, str] | None = None,
) -> ZaloAnswer | Receipt:
    """POST (GET where there is no body), never following a redirect. A receipt tells of a fault of the line.

    ``RETRY``: nothing was handed over, or the server said so. ``UNCLEAR``: the request left, its answer never came.
    """
    ends = time.monotonic() + deadline_s
    method = "GET" if json_body is None and form is None else "POST"
    with requests.Session() as session:
        session.trust_env = False  # no proxy, no .netrc of whoever runs us (G12, G13)
        try:
            response = session.request(
                method,
                url,
                headers=dict(headers or {}),
                json=json_body,
                data=form,
                timeout=(min(_CONNECT_S, deadline_s), deadline_s),
                allow_redirects=False,
                stream=True,
            )
            body = _read(response, ends)
        except (requests.ConnectTimeout, requests.exceptions.SSLError) as fault:
            return Receipt(Delivery.RETRY, f"Chưa nối được tới Zalo: {type(fault).__name__}.")
        except requests.ConnectionError as fault:
            return _broken(fault)
        except (requests.RequestException, OSError) as fault:
            return Receipt(Delivery.UNCLEAR, f"Zalo không trả lời xong, không rõ đã nhận chưa: {type(fault).__name__}.")
    return _answer(response, body)


def _read(response: requests.Response, ends: float) -> bytes:
    """The body, at most so many bytes; a server that drips it for longer than the deadline is cut off (D15, D16)."""
    kept = bytearray()
    for chunk in response.iter_content(4096):
        kept += chunk
        if len(kept) > ANSWER_LIMIT or time.monotonic() > ends:
            raise requests.exceptions.ContentDecodingError("answer too long or too slow")
    return bytes(kept)


def _broken(fault: requests.ConnectionError) -> Receipt:
    """Refused before anything left, or cut off after it."""
    if "NewConnectionError" in repr(fault) or "NameResolutionError" in repr(fault):
        return Receipt(Delivery.RETRY, "Chưa nối được tới Zalo.")
    return Receipt(Delivery.UNCLEAR, "Zalo ngắt trước khi trả lời, không rõ đã nhận chưa.")


def _answer(response: requests.Response, body: bytes) -> ZaloAnswer | Receipt:
    status = response.status_code
    try:
        facts = json.loads(body)
    except (ValueError, RecursionError):
        facts = None
    if isinstance(facts, dict) and status < _FAILED and status != _TOO_MANY:
        return ZaloAnswer(status, facts)
    if status == _TOO_MANY:
        return Receipt(Delivery.RETRY, "Zalo báo quá nhiều yêu cầu (HTTP 429).", _wish(response))
    if status >= _FAILED:
        # Zalo names no way to make a second try harmless, but says plainly that this one failed (D17).
        return Receipt(Delivery.RETRY, f"Zalo đang trục trặc (HTTP {status}).", _wish(response))
    return Receipt(Delivery.RETRY, f"Zalo trả lời không đọc được (HTTP {status}).")


def _wish(response: requests.Response) -> int | None:
    """``Retry-After`` in seconds, where it is a sensible number (E30)."""
    told = response.headers.get("Retry-After", "")
    return min(int(told), 6 * 3600) if told.isascii() and told.isdigit() else None
