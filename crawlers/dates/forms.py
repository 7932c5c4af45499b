"""What a whole string says when it is a date: forms made for machines, and forms that people write (S7).

Numbers of documents, citations, ranges and counters are no dates: whatever stands beside the date must be known.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from crawlers.dates.words import (
    BEFORE,
    BETWEEN,
    CLOCK,
    COUNTS,
    DATES,
    ENGLISH,
    GAP,
    LABEL,
    MAY_BE_DATE,
    MONTHS,
    NAMED_BEHIND,
    OF_COUNTS,
    OF_TAIL,
    OFFSET,
    TAIL,
    WEEKDAY,
    WEEKDAY_AFTER,
    WEEKDAYS,
    ZONES,
)
from rules.model import VN, Precision

Found = tuple[datetime, Precision]

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?", re.IGNORECASE
)
_GLUED = re.compile(r"(\d{4})-(\d\d)-(\d\d)([+-]\d{2}(?:\d{2})?|[A-Z]{1,5})(\d\d):(\d\d):(\d\d)")
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([A-Za-z]{1,5}|[+-]\d{4})?"
)


# --- machine-readable ------------------------------------------------------------------------------------------------


def machine_date(raw: str) -> Found | None:
    """The date of a string made for machines."""
    iso = _ISO.fullmatch(raw)
    if iso:
        if iso[4] is None:
            return built(int(iso[1]), int(iso[2]), int(iso[3]), None, VN)
        return built(int(iso[1]), int(iso[2]), int(iso[3]), (int(iso[4]), int(iso[5]), int(iso[6] or 0)), _zone(iso[7]))
    glued = _GLUED.fullmatch(raw)  # NukeViet and VHV print zone where "T" belongs
    if glued:
        clock = (int(glued[5]), int(glued[6]), int(glued[7]))
        return built(int(glued[1]), int(glued[2]), int(glued[3]), clock, _zone(glued[4]))
    mail = _RFC822.fullmatch(raw)
    if mail and mail[2].lower() in ENGLISH:
        clock = (int(mail[4]), int(mail[5]), int(mail[6] or 0))
        return built(int(mail[3]), ENGLISH[mail[2].lower()], int(mail[1]), clock, _zone(mail[7]))
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


def built(year: int, month: int, day: int, clock: tuple[int, int, int] | None, zone: tzinfo | None) -> Found | None:
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


def human_date(raw: str, month_first: bool, short_year: bool) -> Found | None:
    """The date that a string of people is, its label and weekday, an author and counters around it left out."""
    text = _PICTURES.sub(" ", raw.casefold()).strip()
    if not MAY_BE_DATE.search(text):
        return None
    weekday = None
    if _LETTER.search(text) is None:  # bare figures, from which no words are to be taken off
        text = _unwrapped(_unwrapped(text))
    else:
        text = _unwrapped(_bare(text))
        text = _unwrapped(LABEL.sub("", text, count=1).strip())
        text, weekday = _without_weekday(text)
        text = LABEL.sub("", text, count=1).strip()
    if weekday is None:
        return _moment(text, short_year, month_first)
    return _moment(text, True, month_first, weekday, _ENGLISH_DAY.search(raw.casefold()) is not None)


@lru_cache(maxsize=1_024)
def _moment(
    text: str, short_year: bool, month_first: bool, weekday: int | None = None, english: bool = False
) -> Found | None:
    """The date that a text is without what stood around it: one is met in several elements, each with other words.

    ``weekday``: what the string says it is; ``english``: in that language."""
    found = _dated(text, short_year, month_first)
    if found is None:
        return None
    year, month, day, kind, rest = found
    if kind == "month":
        return _built_month(year, month) if GAP.match(rest) else None
    if kind == "numbered" and weekday is None:
        return None
    if weekday is not None and not _falls_on(year, month, day, weekday):
        if kind != "dmy" or not english or not _falls_on(year, day, month, weekday):
            return None  # a date that its own site contradicts
        month, day = day, month  # a system left in English writes month first, as its weekday proves
    zone, rest = _offset(rest)
    if zone is None:
        return None
    times = list(CLOCK.finditer(rest))
    if not times:
        return built(year, month, day, None, VN) if GAP.match(rest) else None
    if len(times) > 1 or not GAP.match(rest[: times[0].start()] + " " + rest[times[0].end() :]):
        return None
    clock = _clock(times[0])
    return built(year, month, day, clock, zone if clock else VN)


_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH_DAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_PICTURES = re.compile("[\u2190-\u2bff\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff]")
"""Arrows, clocks, eyes and glyphs of icon fonts beside a date."""


def _bare(text: str) -> str:
    """Without counters and authors around it."""
    text = BEFORE.sub("", text, count=1)
    if text.count("|") > 1:
        text = NAMED_BEHIND.sub(r"\g<counted>", text)
    for _ in range(3):
        shorter = _without(COUNTS, OF_COUNTS, _without(TAIL, OF_TAIL, text)).strip()
        if shorter == text:
            break
        text = shorter
    return text


def _without(end: re.Pattern[str], parts: tuple[str, ...], text: str) -> str:
    """A text without what ends it; it is searched for only where a piece of it stands in the text."""
    return end.sub("", text) if any(part in text for part in parts) else text


def _unwrapped(text: str) -> str:
    text = text.strip(" \t,;|·•-–—~@")
    if text.startswith("(") and ")" not in text:
        return text[1:].strip()  # what closed it went with the words behind the date
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text


def _without_weekday(text: str) -> tuple[str, int | None]:
    before, after = WEEKDAY.match(text), WEEKDAY_AFTER.search(text)
    if before:
        return text[before.end() :].strip(), WEEKDAYS[" ".join(before[1].split())]
    if after:
        return text[: after.start()].strip(), WEEKDAYS[" ".join(after[1].split())]
    clock = CLOCK.match(text)  # «16:32 - Thứ ba, 27/10/2026»
    gap = BETWEEN.match(text, clock.end()) if clock else None
    inside = WEEKDAY.match(text[gap.end() :]) if gap else None
    if clock and gap and inside:
        return f"{clock[0]} {text[gap.end() + inside.end() :]}".strip(), WEEKDAYS[" ".join(inside[1].split())]
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
    found = built(year, month, 1, None, VN)
    return (found[0], Precision.MONTH) if found else None


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _offset(rest: str) -> tuple[tzinfo | None, str]:
    """The zone a text names (Vietnam when none), and the text without it."""
    found = OFFSET.search(rest) if "gmt" in rest or "utc" in rest else None
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
