"""Signed links for “xem và trả lời”: who may see and answer which finding, until when. Pure; nothing is looked up.

A token is ``<key id>.<claims>.<signature>`` in the letters of an address. It names a unit's finding and the person the
letter went to; it opens that and nothing else. Keys change by month: an old one is good for its links' whole life.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from rules.model import VN, DutyKey

LIFE = timedelta(days=60)
"""How long a link works."""
_LONGEST = 1200
"""Letters; longer ones are not even looked at."""


class BadLink(ValueError):
    """A link that opens nothing; the sentence is for the person who followed it."""


@dataclass(frozen=True, slots=True)
class Claims:
    """``finding``: what may be seen and answered; ``address``: whom the letter went to; ``id``: by which a single link
    can be revoked."""

    finding: DutyKey
    address: str
    made: datetime
    expires: datetime

    @property
    def id(self) -> str:
        """The same for every letter that carried this link to this person on this day."""
        text = "|".join((str(self.finding), self.address, self.made.isoformat()))
        return sha256(text.encode()).hexdigest()[:24]


def key_id(moment: datetime) -> str:
    """The name of the key by which links of a moment are signed: its month."""
    return f"{moment.astimezone(VN):%Y-%m}"


def signed(claims: Claims, key_of: Callable[[str], bytes]) -> str:
    """The token. ``key_of``: the secret of a key id, 32 bytes."""
    name = key_id(claims.made)
    finding = claims.finding
    body = [
        *(finding.unit, finding.plan, finding.obligation, finding.period, claims.address),
        *(int(claims.made.timestamp()), int(claims.expires.timestamp())),
    ]
    packed = _letters(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    return f"{name}.{packed}.{_signature(name, packed, key_of)}"


def opened(token: str, key_of: Callable[[str], bytes], now: datetime) -> Claims:
    """The claims of a token that we signed and that has not expired. Raises BadLink."""
    name, packed, signature = _parts(token)
    if not hmac.compare_digest(signature, _signature(name, packed, key_of)):
        raise BadLink("Đường dẫn không đúng hoặc đã bị sửa.")
    try:
        unit, plan, obligation, period, address, made, expires = json.loads(_bytes(packed))
        claims = Claims(DutyKey(unit, plan, obligation, period), address, _moment(made), _moment(expires))
    except (ValueError, TypeError, OverflowError, OSError):
        raise BadLink("Đường dẫn không đúng.") from None
    # The key's month bounds the life of whatever it signed, whatever the claims say.
    if now >= min(claims.expires, claims.made + LIFE) or key_id(claims.made) != name or claims.made > now:
        raise BadLink("Đường dẫn đã hết hạn; xin trả lời thư hoặc gọi điện cho văn phòng.")
    return claims


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(token) > _LONGEST or len(parts) != 3 or not all(parts) or not token.isascii():
        raise BadLink("Đường dẫn không đúng.")
    name, packed, signature = parts
    if len(name) != 7 or not name.replace("-", "").isdigit():
        raise BadLink("Đường dẫn không đúng.")
    return name, packed, signature


def _signature(name: str, packed: str, key_of: Callable[[str], bytes]) -> str:
    return _letters(hmac.new(key_of(name), f"{name}.{packed}".encode(), sha256).digest())


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(letters: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        raise BadLink("Đường dẫn không đúng.") from None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(int(seconds), VN)
