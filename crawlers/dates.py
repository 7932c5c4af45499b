"""Stated dates with their source and precision (S7): own tables first, a library only for short labelled rest.

A date is taken only from a whole string that is a date, or from behind a label: numbers of documents, citations, ranges
and counters are no dates. A wrong date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from crawlers.date_words import (
    BEFORE,
    CLOCK,
    COUNTS,
    DATES,
    ENGLISH,
    GAP,
    LABEL,
    LABELS,
    MONTHS,
    OF_LABELS,
    OF_SIGNED,
    OFFSET,
    OTHER,
    SIGNED,
    STRONG,
    TAIL,
    WEEKDAY,
    WEEKDAY_AFTER,
    WEEKDAYS,
    ZONES,
)
from crawlers.markup import tidy
from rules.model import VN, Precision, StatedDate

TRUST: tuple[str, ...] = (
    "rest:date",
    "sitemap:lastmod",
    "time:datetime",
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
_RANK = {source: rank for rank, source in enumerate(TRUST)}
_LONGEST = 120
Found = tuple[datetime, Precision]
_HAS_YEAR = re.compile(r"\d{4}|\d/\d\d(?!\d)")
_MAY_HAVE_YEAR = re.compile(r"\d{4}|\d/\d\d")
"""Of text that is searched for labels: without this, nothing behind a label can be a date."""

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?", re.IGNORECASE
)
_GLUED = re.compile(r"(\d{4})-(\d\d)-(\d\d)([+-]\d{2}(?:\d{2})?|[A-Z]{1,5})(\d\d):(\d\d):(\d\d)")
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([A-Za-z]{1,5}|[+-]\d{4})?"
)


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
    return raw, _machine(raw) or _human(raw, month_first, short_year)


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
    for pattern in (_AFTER_STRONG, _AFTER_LABEL):  # «Ngày đăng» says more than «Cập nhật»
        for found in pattern.finditer(text):
            if _UNFIT.search(found[0]):
                continue
            stated = _leading(found[1], source, now, month_first)
            if stated is not None:
                return stated
    return None


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


def by_trust(dates: Iterable[StatedDate]) -> tuple[StatedDate, ...]:
    """Stated dates, most trusted first, each value of each source once.

    A minute that lies within a more trusted day or month says the same more finely and goes before it.
    """
    given = tuple(dates)
    if len(given) < 2:
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
    rf"(?<![^\W_])(?:(?:{STRONG})\s*[:\-–|]?|(?:{LABELS})\s*:)\s*(.{{6,60}})",
    re.IGNORECASE,
)
_AFTER_STRONG = re.compile(rf"(?<![^\W_])(?:{STRONG})\s*[:\-–|]?\s*(.{{6,60}})", re.IGNORECASE)
_AFTER_SIGNED = re.compile(rf"(?:{SIGNED})\s*[:\-–|]?\s*(.{{6,40}})", re.IGNORECASE)
_UNFIT = re.compile(rf"^\S+(?:\s\S+)?\s(?:{OTHER}|{SIGNED})", re.IGNORECASE)


def _leading(text: str, source: str, now: datetime, month_first: bool) -> StatedDate | None:
    """The date that a text begins with; the longest beginning that is one counts."""
    words = text.split()
    for count in range(min(len(words), 9), 0, -1):
        stated = parse_stated(" ".join(words[:count]).rstrip(" ,;|-–("), source, now, month_first=month_first)
        if stated is not None:
            return stated
    return None


# --- machine-readable ------------------------------------------------------------------------------------------------


def _machine(raw: str) -> Found | None:
    iso = _ISO.fullmatch(raw)
    if iso:
        if iso[4] is None:
            return _built(int(iso[1]), int(iso[2]), int(iso[3]), None, VN)
        return _built(
            int(iso[1]), int(iso[2]), int(iso[3]), (int(iso[4]), int(iso[5]), int(iso[6] or 0)), _zone(iso[7])
        )
    glued = _GLUED.fullmatch(raw)  # NukeViet and VHV print zone where "T" belongs
    if glued:
        clock = (int(glued[5]), int(glued[6]), int(glued[7]))
        return _built(int(glued[1]), int(glued[2]), int(glued[3]), clock, _zone(glued[4]))
    mail = _RFC822.fullmatch(raw)
    if mail and mail[2].lower() in ENGLISH:
        clock = (int(mail[4]), int(mail[5]), int(mail[6] or 0))
        return _built(int(mail[3]), ENGLISH[mail[2].lower()], int(mail[1]), clock, _zone(mail[7]))
    return None


def _zone(text: str | None) -> tzinfo | None:
    """The zone of a machine date; Vietnam where none is given, None where the name means several."""
    if not text or text.upper() == "T":
        return VN
    if text[0] in "+-":
        digits = text[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours > 14 or minutes > 59:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return timezone(-delta if text[0] == "-" else delta)
    hours_from_utc = ZONES.get(text.lower())
    return None if hours_from_utc is None else timezone(timedelta(hours=hours_from_utc))


def _built(year: int, month: int, day: int, clock: tuple[int, int, int] | None, zone: tzinfo | None) -> Found | None:
    """A moment from its parts; midnight to the second is how systems print a bare day. None: impossible."""
    if zone is None:
        return None
    try:
        if clock is None or clock == (0, 0, 0):
            return datetime(year, month, day, tzinfo=VN), Precision.DAY
        if clock[2] > 60:
            return None
        moment_ = datetime(year, month, day, clock[0], clock[1], tzinfo=zone)
        moment_.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment_, Precision.MINUTE


# --- written for people ----------------------------------------------------------------------------------------------


def _human(raw: str, month_first: bool, short_year: bool) -> Found | None:
    text = _bare(_PICTURES.sub(" ", raw.casefold()).strip())
    text = _unwrapped(text)
    text = _unwrapped(LABEL.sub("", text, count=1).strip())
    text, weekday = _without_weekday(text)
    text = LABEL.sub("", text, count=1).strip()
    found = _dated(text, short_year or weekday is not None, month_first)
    if found is None:
        return None
    year, month, day, kind, rest = found
    if kind == "month":
        return _built_month(year, month) if GAP.match(rest) else None
    if weekday is not None and not _falls_on(year, month, day, weekday):
        if kind != "dmy" or not _ENGLISH_DAY.search(raw.casefold()) or not _falls_on(year, day, month, weekday):
            return None  # a date that its own site contradicts
        month, day = day, month  # a system left in English writes month first, as its weekday proves
    zone, rest = _offset(rest)
    if zone is None:
        return None
    times = list(CLOCK.finditer(rest))
    if not times:
        return _built(year, month, day, None, VN) if GAP.match(rest) else None
    if len(times) > 1 or not GAP.match(rest[: times[0].start()] + " " + rest[times[0].end() :]):
        return None
    clock = _clock(times[0])
    return _built(year, month, day, clock, zone if clock else VN)


_ENGLISH_DAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_PICTURES = re.compile("[\u2190-\u2bff\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff]")
"""Arrows, clocks, eyes and glyphs of icon fonts beside a date."""


def _bare(text: str) -> str:
    """Without counters and authors around it."""
    text = BEFORE.sub("", text, count=1)
    for _ in range(3):
        shorter = COUNTS.sub("", TAIL.sub("", text)).strip()
        if shorter == text:
            break
        text = shorter
    return text


def _unwrapped(text: str) -> str:
    text = text.strip(" \t,;|·•-–—~")
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text


def _without_weekday(text: str) -> tuple[str, int | None]:
    before, after = WEEKDAY.match(text), WEEKDAY_AFTER.search(text)
    if before:
        return text[before.end() :].strip(), WEEKDAYS[" ".join(before[1].split())]
    if after:
        return text[: after.start()].strip(), WEEKDAYS[" ".join(after[1].split())]
    return text, None


def _dated(text: str, short_year: bool, month_first: bool) -> tuple[int, int, int, str, str] | None:
    """(year, month, day, kind, the rest with the date cut out) of the one date in a text."""
    for kind, pattern in DATES:
        found = pattern.search(text)
        if found is None:
            continue
        if found.start() and (
            text[found.start() - 1].isalnum() or (text[found.start() - 1] in "/.-" and _glued_on(text, found))
        ):
            return None
        rest = f"{text[: found.start()]} | {text[found.end() :]}"  # what stands apart stays apart
        if any(other.search(rest) for _, other in DATES[:3]):
            return None  # a range, or two dates: whose?
        if kind == "short" and not short_year:
            return None
        return (*_numbers(kind, found, month_first), kind, rest)
    return None


def _glued_on(text: str, found: re.Match[str]) -> bool:
    """Whether a sign before a date belongs to it: 12-13/03/2020 is a range, ``- 12/05/2016`` is not."""
    return found.start() > 1 and not text[found.start() - 2].isspace()


def _numbers(kind: str, found: re.Match[str], month_first: bool) -> tuple[int, int, int]:
    year = int(found["y"])
    if kind == "dmy":
        first, second = int(found["a"]), int(found["b"])
        return (year, first, second) if month_first else (year, second, first)
    word = " ".join(found["m"].split())
    month = int(word) if word.isdigit() else MONTHS.get(word) or ENGLISH[word]
    if kind == "month":
        return year, month, 1
    return (year + 2000 if kind == "short" else year), month, int(found["d"])


def _built_month(year: int, month: int) -> Found | None:
    built = _built(year, month, 1, None, VN)
    return (built[0], Precision.MONTH) if built else None


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _offset(rest: str) -> tuple[tzinfo | None, str]:
    """The zone a text names (Vietnam when none), and the text without it."""
    found = OFFSET.search(rest)
    if found is None:
        return VN, rest
    zone = _zone(f"{found['sign']}{int(found['hours']):02}{found['minutes'] or '00'}")
    return zone, f"{rest[: found.start()]} {rest[found.end() :]}"


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Hour, minute, second of 24 hours; None when half and hour contradict each other: only the day is sure."""
    hour, minute, second = int(found["h"]), int(found["i"]), int(found["sec"] or 0)
    half = (found["half"] or "").replace(".", "")
    if hour > 23 or minute > 59 or second > 60:
        return None
    if half in ("pm", "ch", "chiều", "tối"):
        hour = hour + 12 if hour < 12 else hour  # "15:08 CH" is printed too
    elif half in ("am", "sa", "sáng"):
        if hour > 12:
            return None
        hour = 0 if hour == 12 else hour
    return (hour, minute, second) if (hour, minute, second) != (0, 0, 0) else None


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
    return _built(found.year, found.month, found.day, None, VN)


def _plausible(stated: StatedDate, now: datetime) -> StatedDate | None:
    """Not before 2000, not more than a year ahead: placeholders (1/1/0001, 01/01/1970, 31/12/9999) are no dates."""
    year = stated.at.year
    return stated if year >= 2000 and stated.at <= now + timedelta(days=366) else None
