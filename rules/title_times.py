"""Which year, half, quarter or month is a title about? Dates, document numbers and laws are not its subject (S18)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.model import Kind, Obligation, Window
from rules.periods import name, parse
from rules.text import clean

FITS, OTHER, UNSURE = "fits", "other", "unsure"

_WORDED = r"(?:ngày|ngay)\s+\d{1,2}\s+(?:tháng|thang)\s+\d{1,2}(?:\s+(?:năm|nam)\s+\d{4})?"
_LAW = r"(?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|luật)"
_NUMBER = r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[^\W\d_]{1,10}(?:[-/][^\W\d_&]+(?:&[^\W\d_]+)*)+"
_FIGURES = (
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"  # a date
    rf"|{_WORDED}"  # a date in words
    rf"|{_NUMBER}"  # a document number: 86/KH-SGDĐT, 09/2024/TT-BGDĐT
    r"|\d{1,4}\s*/\s*\d{4}\s*/\s*[\w-]+"
)
FIGURES = re.compile(_FIGURES, re.IGNORECASE)
"""Dates and numbers of documents: their letters are no words of the title."""
_NOT_SUBJECT = re.compile(
    rf"{_FIGURES}|{_LAW}\s+(?:số\s+)?\d+\s*/\s*\d{{4}}|{_LAW}\s+(?:số\s+)?\d+\S*\s+năm\s+\d{{4}}",
    re.IGNORECASE,
)
"""Their years, and those of laws (Nghị định số 61/2018), are not what the title is about."""

_DASH = r"\s*(?:[-–—/]|đến|den|tới)\s*(?:năm|nam)?\s*"
_SCHOOL = re.compile(rf"\b(?:năm học|nam hoc|nh)\s*(?:20)?(\d\d)(?:{_DASH}(?:20)?\d\d)?", re.IGNORECASE)
_PROGRAMME = re.compile(
    rf"(?:giai đoạn|giai doan|từ|thời kỳ)?\s*(?:năm\s*)?(?<!\d)20\d\d{_DASH}20\d\d|đến năm 20\d\d|định hướng 20\d\d",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:[,;.–-]|\bvà\b|\bva\b)?\s*\b(?:phương hướng|phuong huong|(?:nhiệm vụ|nhiem vu)(?:,? giải pháp)? (?:trọng tâm|"
    r"công tác|năm|6|06|quý|tháng)|triển khai nhiệm vụ|triển khai kế hoạch|kế hoạch công tác)\b",
    re.IGNORECASE,
)
"""Where the look ahead begins: "…, phương hướng nhiệm vụ năm 2023" names a year that the title is not about."""
_OF_YEAR = r"(?:\s*(?:[/-]|của|trong|,)?\s*(?:năm|nam)?\s*(?P<{0}>20\d\d)(?!\d))?"
_PARTS = re.compile(
    r"(?<![\d/])(?:0?(?P<months>[369])|(?P<spelt>sáu|chín|sau|chin|ba))\s*(?:tháng|thang|t)(?![\w/])(?!\s*\d{1,2}(?!\d))"
    r"(?:\s*(?P<side>đầu|cuối|dau|cuoi))?(?:\s*(?:của|trong))?" + _OF_YEAR.format("y1") + r"|"
    r"(?:(?:nửa|nua)\s*(?:năm\s*)?(?P<half>đầu|cuối|dau|cuoi)|(?:giữa|giua)\s+(?:năm|nam))(?:\s*(?:năm|nam))?"
    + _OF_YEAR.format("y2")
    + r"|"
    r"\bqu[ýíy]\s*(?P<quarter>iii|ii|iv|i|0?[1-4])\b" + _OF_YEAR.format("y3") + r"|"
    r"\b(?:tháng|thang|t)\s?(?P<month>1[0-2]|0?[1-9])(?![\d.]*\d)" + _OF_YEAR.format("y4") + r"|"
    r"\b(?:tuần|tuan)\s*(?:thứ\s*)?(?P<week>\d{1,2})\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:(?:\bvà|\bva|,|;)\s*(?:cả\s*)?|\bcả\s*)(?:năm|nam)\b(?!\s*học)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NEWS = frozenset({Kind.RECURRING, Kind.STANDING})
"""Kinds that want something of a time and of no certain year."""
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SPELT = {"sáu": "6", "sau": "6", "chín": "9", "chin": "9", "ba": "3"}


@dataclass(frozen=True, slots=True)
class Named:
    """``years``: in the order they are named, looking back only. ``parts``: H1, Q3, M05, N9 (nine months), W12.

    ``whole``: the whole year is named beside a part of it. ``vague``: a school year or a programme stands there.
    """

    years: tuple[int, ...]
    parts: tuple[str, ...]
    whole: bool
    vague: bool


@lru_cache(maxsize=4096)
def times_of(title: str) -> Named:
    """The times that a title names as its subject."""
    text = _NOT_SUBJECT.sub(" ", clean(title))
    vague = bool(_SCHOOL.search(text) or _PROGRAMME.search(text))
    text = _PROGRAMME.sub(" ", _SCHOOL.sub(" ", text))
    ahead = _AHEAD.search(text)
    back = text[: ahead.start()] if ahead else text
    if not (_YEAR.search(back) or _PARTS.search(back)):
        back = text  # the whole title looks ahead
    parts = tuple(dict.fromkeys(_part(found) for found in _PARTS.finditer(back)))
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(back) or _YEAR.findall(text)))
    return Named(years, parts, bool(parts) and bool(_WHOLE.search(_PARTS.sub(" # ", back))), vague)


def _part(found: re.Match[str]) -> str:
    said = {key: value.casefold() for key, value in found.groupdict().items() if value}
    if "quarter" in said:
        return "Q" + _QUARTERS.get(said["quarter"], said["quarter"].lstrip("0"))
    if "month" in said:
        return f"M{int(said['month']):02}"
    if "week" in said:
        return f"W{said['week']}"
    months = said.get("months") or _SPELT.get(said.get("spelt", ""), "6")
    later = (said.get("side") or said.get("half") or "") in ("cuối", "cuoi")
    return {"6": "H2" if later else "H1", "3": "Q4" if later else "Q1"}.get(months, f"N{months}")


def years_named(title: str) -> set[int]:
    """Years a title is about; dates, document numbers, school years and spans of a programme are left out."""
    return set(times_of(title).years)


def time_fits(title: str, obligation: Obligation, plan_year: int) -> tuple[str, str]:
    """Whether the title is about the period whose data the obligation wants: fits | other | unsure, and why.

    ``covers`` binds the year and the part of it ("results of six months" are not those of the year); without it only
    the plan's year is compared.
    """
    named = times_of(title)
    wanted = int(obligation.covers[:4]) if obligation.covers else plan_year
    year, why = _year_fits(named, wanted, plan_year, obligation.covers is not None)
    if year == OTHER and obligation.covers is None and obligation.match.given and obligation.kind in _NEWS:
        return UNSURE, why  # January's news is of last year's results
    if year == OTHER:
        return year, why
    if obligation.covers is None:
        return _month_fits(named, obligation) if year == FITS else (year, why)
    part, reason = _part_fits(named, obligation.covers[5:], obligation.covers)
    if part == FITS:
        return year, why
    return part, reason


def _year_fits(named: Named, wanted: int, plan_year: int, bound: bool) -> tuple[str, str]:
    if not named.years:
        if bound and named.vague:
            return UNSURE, f"không nêu riêng năm {wanted}"
        return (FITS, "") if wanted == plan_year else (UNSURE, f"không nêu năm {wanted}")
    if wanted not in named.years:
        return OTHER, f"không phải năm {wanted}"
    if bound and named.years[0] != wanted:
        return UNSURE, f"nêu năm {named.years[0]} trước năm {wanted}"
    return FITS, ""


def _part_fits(named: Named, wanted: str, covers: str) -> tuple[str, str]:
    """Parts of the year: all of it is wanted, or one half, quarter or month."""
    key = f"M{wanted}" if wanted.isdecimal() else wanted
    if not key:
        if not named.parts or named.whole:
            return FITS, ""
        return OTHER, f"là số liệu một phần của năm, không phải cả năm {covers}"
    if key in named.parts:
        return FITS, ""
    if named.parts or named.years:
        return OTHER, f"không phải {name(covers)}"
    return UNSURE, f"không nêu {name(covers)}"


def _month_fits(named: Named, obligation: Obligation) -> tuple[str, str]:
    """April's video is not August's: a month in the title that is not the window's is asked about (S16)."""
    months = [part for part in named.parts if part.startswith("M")]
    if not months or not isinstance(obligation.when, Window):
        return FITS, ""
    window = parse(obligation.when.key)
    inside = {f"M{month:02}" for month in range(window.start.month, max(window.start.month, window.end.month - 1) + 1)}
    return (FITS, "") if inside & set(months) else (UNSURE, f"nêu tháng khác với {name(obligation.when.key)}")
