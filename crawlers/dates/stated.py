"""Stated dates with their source and precision (S7): own tables first, a library only for short labelled rest.

A date is taken only from a whole string that is a date, or from behind a label: numbers of documents, citations, ranges
and counters are no dates. A wrong date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from crawlers.dates.forms import Found, built, human_date, machine_date
from crawlers.dates.words import LABEL, LABELS, OF_LABELS, OF_SIGNED, OTHER, SIGNED, STRONG
from crawlers.markup import tidy
from rules.model import VN, Precision, StatedDate

TRUST: tuple[str, ...] = (
    "rest:date",
    "sitemap:lastmod",
    "time:datetime",
    "article:posted",
    "list:text",
    "article:text",
    "jsonld:datePublished",
    "meta:published_time",
    "microdata:datePublished",
    "meta:date",
    "feed:pubDate",
    "feed:day",
    "list:relative",
    "article:relative",
    "feed:created",
)
"""Sources of stated dates, most trusted first; the one place where trust is fixed."""
OF_LISTS = ("list:", "time:")
"""How the sources of days begin that a list itself shows."""
_RANK = {source: rank for rank, source in enumerate(TRUST)}
_LONGEST = 120
_HAS_YEAR = re.compile(r"\d(?:\d{3}|/\d\d(?!\d))")
_MAY_HAVE_YEAR = re.compile(r"\d(?:\d{3}|/\d\d)")
"""Of text that is searched for labels: without this, nothing behind a label can be a date."""


def parse_stated(
    text: str | None,
    source: str,
    now: datetime,
    *,
    month_first: bool = False,
    fallback: bool = False,
    short_year: bool = False,
) -> StatedDate | None:
    """The date that a whole string states, None when it states none, several, or an implausible one.

    ``source``: a name of ``TRUST``. ``month_first``: M/D/Y, for lists known to be American. ``fallback``: the string
    stood behind a label of publishing, so a library may try when the tables fail. ``short_year``: D/M/YY is a date here
    without its weekday. Naive times are Vietnamese (S1).
    """
    if not text or len(text) > _LONGEST * 4 or not _may_hold(_HAS_YEAR, text):
        return None
    raw, found = _told(text, month_first, short_year)
    if found is None and fallback and raw:
        found = _library(raw)
    if found is None:
        return None
    moment, precision = found
    return _plausible(StatedDate(moment.astimezone(VN), precision, source, raw), now)


@lru_cache(maxsize=2_048)
def _told(text: str, month_first: bool, short_year: bool) -> tuple[str, Found | None]:
    """(the string as one line, empty where it cannot be a date; what it states). One date is met in many elements."""
    raw = tidy(text)
    if len(raw) > _LONGEST or not _HAS_YEAR.search(raw):
        return "", None
    return raw, machine_date(raw) or human_date(raw, month_first, short_year)


def _may_hold(figures: re.Pattern[str], text: str) -> bool:
    """Whether a text may hold these figures once it is tidied: what is taken out can stand between two of them."""
    return figures.search(text) is not None or not text.isprintable()


def _has_any(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a label may stand in a text: told by its letters, for searching each place for every label is slow."""
    folded = text.casefold()
    return any(part in folded for part in parts)


def labelled(text: str, source: str, now: datetime, *, month_first: bool = False) -> StatedDate | None:
    """The date behind a label of publishing («Ngày đăng: …») somewhere in a text."""
    if not _may_hold(_MAY_HAVE_YEAR, text):
        return None
    text = tidy(text[:4_000])
    if not _MAY_HAVE_YEAR.search(text) or not _has_any(text, OF_LABELS):
        return None
    weak: StatedDate | None = None
    for pattern in (_AFTER_STRONG, _AFTER_LABEL):  # «Ngày đăng» says more than «Đăng», that more than «Cập nhật»
        for found in pattern.finditer(text):
            if _UNFIT.search(text[found.start() : found.end(1)]):
                continue
            stated = _leading(found[1], source, now, month_first)
            if stated is not None and not _UPDATED.search(found[0]):
                return stated
            weak = weak or stated
    return weak


def signed_day(text: str, now: datetime) -> date | None:
    """The day of signing behind its own label («Ngày ban hành: …»), None when there is none (S7)."""
    text = tidy(text[:4_000])
    if not _MAY_HAVE_YEAR.search(text) or not _has_any(text, OF_SIGNED):
        return None
    for found in _AFTER_SIGNED.finditer(text):
        stated = _leading(found[1], "list:text", now, False)
        if stated is not None:
            return stated.at.astimezone(VN).date()
    return None


def changed_at(text: str, now: datetime) -> tuple[StatedDate, bool] | None:
    """(the last change behind its own label, whether the label can mean nothing else), None when there is none.

    «Ngày cập nhật: …» is a change only beside a day of publishing. English labels write month first.
    """
    if not _MAY_HAVE_YEAR.search(text) or not _has_any(text, _OF_CHANGED):
        return None
    for pattern, sure in ((_AFTER_CHANGED, True), (_AFTER_LAST, True), (_AFTER_UPDATED, False)):
        found = pattern.search(text)
        english = pattern is _AFTER_LAST and found is not None and _MONTH_FIRST.match(found[1])
        if found is None or (pattern is _AFTER_LAST and not english and "/" in found[1]):
            continue  # 8/9/2026 behind an English label may be either
        stated = _leading(found[1], "text:modified", now, bool(english))
        if stated is not None:
            return stated, sure
    return None


def either_order(text: str) -> bool:
    """Whether a text holds «5/8/2026 8:05 AM»: no zeros, halves in English, no number above twelve, no weekday.

    So an American system prints 8 May, and a Vietnamese one that was told to put the day first the 5th of August.
    """
    found = _AS_AMERICAN.search(text)
    if found is None or found["a"] == found["b"] or max(int(found["a"]), int(found["b"])) > 12:
        return False
    return any(len(found[name]) == 1 for name in ("a", "b", "h")) and not found["day"]


def only_month_first(text: str) -> bool:
    """Whether a text holds «10/27/2026»: its second number is no month, its first may be."""
    return _MONTH_FIRST.search(text) is not None


def by_trust(dates: Iterable[StatedDate]) -> tuple[StatedDate, ...]:
    """Stated dates, most trusted first, each value of each source once.

    A minute that lies within a more trusted day or month says the same more finely and goes before it.
    """
    if len(given := tuple(dates)) < 2:
        return given
    unique = {(one.at, one.precision, one.source): one for one in given}
    ordered = sorted(unique.values(), key=lambda one: _RANK.get(one.source, len(_RANK)))
    if ordered and ordered[0].precision is not Precision.MINUTE:
        first = ordered[0]
        finer = next((o for o in ordered if o.precision is Precision.MINUTE and first.at <= o.at < first.end), None)
        if finer is not None:
            ordered.remove(finer)
            ordered.insert(0, finer)
    return tuple(ordered)


def day_only(stated: StatedDate, source: str) -> StatedDate:
    """The Vietnamese day of a moment whose minutes cannot be believed."""
    local = stated.at.astimezone(VN)
    return StatedDate(local.replace(hour=0, minute=0), Precision.DAY, source, stated.raw)


_AFTER_LABEL = re.compile(
    rf"(?<![^\W_])(?:(?:{STRONG})\s*[:\-–|]?|(?:{LABELS})\s*:)\s*(?=(.{{6,60}}))",
    re.IGNORECASE,
)
_AFTER_STRONG = re.compile(rf"(?<![^\W_])(?:{STRONG})\s*[:\-–|]?\s*(?=(.{{6,60}}))", re.IGNORECASE)
_UPDATED = re.compile(r"cập\s+nhật|tạo|created", re.IGNORECASE)
_AFTER_SIGNED = re.compile(rf"(?:{SIGNED})\s*[:\-–|]?\s*(.{{6,40}})", re.IGNORECASE)
_AFTER_CHANGED = re.compile(
    r"(?<![^\W_])(?:(?:cập\s+nhật|chỉnh\s+sửa|sửa(?:\s+đổi)?)\s+(?:lần\s+)?cuối(?:\s+cùng)?|đã\s+cập\s+nhật)(?:\s+(?:lúc|vào|ngày))*\s*:?\s*(.{6,60})",
    re.IGNORECASE,
)
_AFTER_LAST = re.compile(r"\blast\s+(?:modified|updated)(?:\s+(?:at|on))?\s*:?\s*(.{6,60})", re.IGNORECASE)
_AFTER_UPDATED = re.compile(
    r"(?<![^\W_])(?:ngày\s+(?:cập\s+nhật|chỉnh\s+sửa|sửa)|cập\s+nhật(?:\s+(?:lúc|ngày))?)\s*:\s*(.{6,60})",
    re.IGNORECASE,
)
_AS_AMERICAN = re.compile(
    r"(?P<day>[a-zà-ỹ0-9]+\s*,\s*)?(?<![\d/.-])(?P<a>[1-9]|1\d)/(?P<b>[1-9]|1\d)/\d{4}\s+(?P<h>[1-9]|1[0-2]):\d\d(?::\d\d)?\s*[ap]m\b",
    re.IGNORECASE,
)
_OF_CHANGED = ("cuối", "last", "ngày", "cập")
_MONTH_FIRST = re.compile(r"(?<![\d/.-])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{4}(?![\d/])")
_UNFIT = re.compile(rf"^\S+(?:\s\S+)?\s(?:{OTHER}|{SIGNED})", re.IGNORECASE)


def _leading(text: str, source: str, now: datetime, month_first: bool) -> StatedDate | None:
    """The date that a text begins with; the longest beginning that is one counts."""
    words = text.split()
    for count in range(min(len(words), 9), 0, -1):
        stated = parse_stated(" ".join(words[:count]).rstrip(" ,;|-–("), source, now, month_first=month_first)
        if stated is not None:
            return stated
    return None


# --- the rest --------------------------------------------------------------------------------------------------------


def _library(raw: str) -> Found | None:
    """What a library makes of a short labelled string; every number of its answer must stand there."""
    text = LABEL.sub("", raw, count=1)
    if len(text) > 40 or not re.search(r"(?<!\d)20\d\d(?!\d)", text) or "/" in text:
        return None
    import dateparser  # slow to load, seldom needed

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PREFER_DAY_OF_MONTH": "first"}
    try:
        found = dateparser.parse(text, languages=["vi"], settings=settings)
    except Exception:  # a library's trouble with one string is no trouble of the page
        return None
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    if found is None or found.year not in numbers or found.day not in numbers:
        return None
    return built(found.year, found.month, found.day, None, VN)


def _plausible(stated: StatedDate, now: datetime) -> StatedDate | None:
    """Not before 2000, not more than a year ahead: placeholders (1/1/0001, 01/01/1970, 31/12/9999) are no dates."""
    year = stated.at.year
    return stated if year >= 2000 and stated.at <= now + timedelta(days=366) else None
