"""What Zalo's error numbers mean for a message: ask again, wait, never, or call the operator (FAULTS D17–D26).

Zalo answers HTTP 200 also when it refuses; only ``error`` in the body counts. Numbers that nobody has described are
kept word for word.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from alerts.channel import Delivery, Receipt
from alerts.manners import Manners, morning_of
from alerts.safe import line
from rules.model import VN

PATIENCE = 3
"""After so many tries an answer that nobody knows is a matter for the administrator (D18)."""


class Api(StrEnum):
    """Whose numbers: messages of an Official Account, or templates to telephones."""

    OA = "oa"
    ZNS = "zns"


class Meaning(StrEnum):
    """``TOKEN``: refresh it once and try again. ``WINDOW``: not until the person writes to the account again.

    ``MORNING``: refused at night. ``TOMORROW``: the day's quota is used up. ``NEVER``: this person cannot be told here.
    """

    OK = "ok"
    TOKEN = "token"
    BACK_OFF = "back_off"
    MORNING = "morning"
    TOMORROW = "tomorrow"
    WINDOW = "window"
    NEVER = "never"
    OPERATOR = "operator"
    UNKNOWN = "unknown"


def _table(**meanings: tuple[int, ...]) -> dict[int, Meaning]:
    return {code: Meaning(name) for name, codes in meanings.items() for code in codes}


_OA = _table(
    ok=(0,),
    token=(-216,),
    back_off=(-32, -209),
    window=(-230, -232, -305, -311),
    never=(-213, -217, -218, -222, -227),
    operator=(*(-202, -204, -205, -207, -208, -210, -211, -212, -215, -221, -224, -233, -240, -320, -321),),
)
_ZNS = _table(
    ok=(0,),
    token=(-124,),
    back_off=(-100,),
    morning=(-133,),
    tomorrow=(-144, -147),
    never=(-108, -110, -114, -118, -119, -134, -139, -140, -141),
    operator=(
        *(-101, -102, -103, -104, -105, -106, -109, -111, -112, -113, -115, -116, -117, -120, -121, -122, -125, -126),
        *(-127, -130, -131, -132, -135, -136, -137, -145, -146, -153, -1121, -1122, -1124, -1131, -1241, -1351),
    ),
)
_TABLES = {Api.OA: _OA, Api.ZNS: _ZNS}


def meaning_of(api: Api, code: int, words: str) -> Meaning:
    """The meaning of a number; where sources disagree about it the words decide."""
    # -201 is "bad parameters" to some and "bad access token" to others.
    if code < 0 and "access token" in words.casefold() and api is Api.OA:
        return Meaning.TOKEN
    return _TABLES[api].get(code, Meaning.UNKNOWN)


def receipt_of(api: Api, code: int, words: str, now: datetime, attempt: int) -> Receipt:
    """The receipt of a refusal (or of a yes); waiting ends in the morning by the clock of Vietnam."""
    answer = line(f"{code} {words}", 300)
    meaning = meaning_of(api, code, words)
    if meaning is Meaning.OK:
        return Receipt(Delivery.SENT, answer)
    if meaning in (Meaning.WINDOW, Meaning.NEVER):
        return Receipt(Delivery.PERMANENT, f"Không gửi được qua Zalo: {answer}")
    if meaning in (Meaning.OPERATOR, Meaning.TOKEN):
        return Receipt(Delivery.OPERATOR, f"Zalo từ chối vì cài đặt: {answer}")
    if meaning in (Meaning.MORNING, Meaning.TOMORROW):
        return Receipt(Delivery.RETRY, f"Zalo hẹn lại: {answer}", _until_morning(now, meaning is Meaning.TOMORROW))
    if meaning is Meaning.UNKNOWN and attempt >= PATIENCE:
        return Receipt(Delivery.OPERATOR, f"Zalo trả lời một mã chưa biết: {answer}")
    return Receipt(Delivery.RETRY, f"Zalo chưa nhận: {answer}")


def _until_morning(now: datetime, tomorrow: bool) -> int:
    """Seconds until the next morning at which people may be told."""
    local = now.astimezone(VN)
    morning = morning_of(local.date(), Manners())
    if tomorrow or local >= morning:
        morning += timedelta(days=1)
    return int((morning - local).total_seconds())
