"""«3 giờ trước», «Hôm qua»: days counted from the moment of the look, taken only where no other day is possible (S7).

Such words are rounded by the site and may come from a page kept for an hour: never a minute, unless its clock stands
there; nothing near midnight; nothing counted in whole days, weeks or months, which sites round up and down.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawlers.dates.stated import either_order, parse_stated
from crawlers.markup import line
from rules.model import VN, Precision, StatedDate

_AGO = re.compile(
    r"(?:khoảng\s+|cách\s+đây\s+)?(?:(?P<days>[1-6])\s*(?:ngày|days?)\s*,?\s*(?=\d+\s*[ght])"
    r"|(?P<hours>\d{1,2})\s*(?:giờ|tiếng|hours?)\s*,?\s*(?=\d+\s*[pm]))?"
    r"(?P<n>\d{1,2}|một)\s*(?P<unit>phút|giờ|tiếng|minutes?|mins?|hours?)\s*(?:trước|ago)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<day>hôm\s+(?:nay|qua)|today|yesterday)(?:\s*[,|\-–]?\s*(?:lúc|at|vào)?\s*(?P<h>\d{1,2})(?::|h)(?P<i>\d\d))?",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"(?:khoảng\s+|cách\s+đây\s+|about\s+)?(?P<n>\d{1,2}|một|an?|one)\s*(?P<unit>phút|giờ|tiếng|ngày|tuần|tháng|năm"
    r"|minute|min|hour|day|week|month|year)s?\s*(?:trước|ago)",
    re.IGNORECASE,
)
_KEPT = timedelta(hours=1)
"""So old may the page be that a server hands out."""
_HOURS = {
    "phút": 1 / 60, "minute": 1 / 60, "min": 1 / 60, "giờ": 1, "tiếng": 1, "hour": 1, "ngày": 24, "day": 24,
    "tuần": 168, "week": 168, "tháng": 730, "month": 730, "năm": 8_766, "year": 8_766,
}  # fmt: skip


def relative_stated(text: str, source: str, now: datetime, *, bare_days: bool = True) -> StatedDate | None:
    """The day that a whole string counts from ``now``; None where two are possible.

    ``bare_days``: «Hôm qua» without a clock counts too; beside an article it is a counter of visits.
    """
    if not 4 <= len(text) <= 60:
        return None
    raw = line(text.strip(" \t()[]|·•-–:"), 60)
    here = now.astimezone(VN)
    ago, day = _AGO.fullmatch(raw), _DAY.fullmatch(raw)
    if ago:
        return _ago(ago, source, raw, here)
    if day and (here - _KEPT).date() == here.date() and (bare_days or day["h"]):
        return _day(day, source, raw, here)
    return None


def shown_on_pointing(text: str, pointed: str | None, source: str, now: datetime) -> StatedDate | None:
    """The whole date that words like «3 ngày trước» show when they are pointed at; None where the two do not agree.

    The words say too little to be a day, and a title may be any other fact's or month first: each proves the other,
    with a whole unit of rounding up or down and a page an hour old allowed for.
    """
    stated = parse_stated(pointed, source, now) if pointed and len(text) <= 60 else None
    if stated is None or stated.precision is Precision.MONTH or either_order(pointed or ""):
        return None
    raw = line(text.strip(" \t()[]|·•-–:"), 60)
    if (day := _DAY.fullmatch(raw)) is not None:
        that = now.astimezone(VN) - timedelta(days=day["day"].lower().split()[-1] in ("qua", "yesterday"))
        return stated if stated.at.astimezone(VN).date() == that.date() else None
    far = _FAR.fullmatch(raw)
    if far is None:
        return None
    count = int(far["n"]) if far["n"].isdecimal() else 1
    unit = timedelta(hours=_HOURS[far["unit"].lower()])
    end = stated.at if stated.precision is Precision.MINUTE else stated.end
    return stated if now - end <= (count + 1) * unit + _KEPT and (count - 1) * unit <= now - stated.at else None


def is_relative(stated: StatedDate) -> bool:
    """Whether a date was counted from the moment of a look."""
    return stated.source.endswith(":relative")


def _ago(found: re.Match[str], source: str, raw: str, here: datetime) -> StatedDate | None:
    count = 1 if found["n"].lower() == "một" else int(found["n"])
    unit = timedelta(minutes=1) if found["unit"].lower().startswith(("phút", "min")) else timedelta(hours=1)
    if count > (59 if unit < _KEPT else 23):
        return None
    here -= timedelta(days=int(found["days"] or 0), hours=int(found["hours"] or 0))
    latest, earliest = here - (count - 0.5) * unit, here - (count + 1) * unit - _KEPT
    return _whole(latest, source, raw) if latest.date() == earliest.date() else None


def _day(found: re.Match[str], source: str, raw: str, here: datetime) -> StatedDate | None:
    that = here - timedelta(days=found["day"].lower().split()[-1] in ("qua", "yesterday"))
    if found["h"] is None:
        return _whole(that, source, raw)
    if int(found["h"]) > 23 or int(found["i"]) > 59:
        return None
    at = that.replace(hour=int(found["h"]), minute=int(found["i"]), second=0, microsecond=0)
    return StatedDate(at, Precision.MINUTE, source, raw) if at <= here else None


def _whole(at: datetime, source: str, raw: str) -> StatedDate:
    return StatedDate(at.replace(hour=0, minute=0, second=0, microsecond=0), Precision.DAY, source, raw)
