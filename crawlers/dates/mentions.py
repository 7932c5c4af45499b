"""Every day that a text speaks of, in whatever form people write one: for asking whether one was passed over.

``crawlers.dates.stated`` is strict, for a wrong day is worse than none. Here a day too many costs a question (S13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice

from crawlers.dates.words import DATES, ENGLISH, ENGLISH_NAMES, MAY_BE_DATE, MONTH_NAMES, MONTHS

_MONTH = r"(?:tháng|thg|th)\.?\s?"
_NO_FIGURES = r"(?![\d/.:-]|\s*,?\s*\d{4})"
_NO_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<d>\d{{1,2}})\s+{_MONTH}(?P<m>\d{{1,2}}|{MONTH_NAMES})(?![^\W_]|\s*[,/]?\s*(?:năm\s+)?\d{{4}})",
        rf"{_MONTH}(?P<m>\d{{1,2}}|{MONTH_NAMES})\s+(?P<d>\d{{1,2}}){_NO_FIGURES}",
        r"(?<=[(\[])(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?=[)\]])",
        rf"\b(?P<m>{ENGLISH_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_NO_FIGURES}",
    )
)
"""Days in words or in brackets that leave the year to the reader."""
_WITH_YEAR = tuple((kind, pattern) for kind, pattern in DATES if kind != "month")


def _unnamed(pattern: re.Pattern[str]) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern.replace("(?P=s)", "[/.-]"))


DAY = rf"(?:{'|'.join(_unnamed(pattern) for pattern in (*[pattern for _, pattern in _WITH_YEAR], *_NO_YEAR))})"
"""What such a day looks like, to be built into other patterns; letters in either case."""


def days_mentioned(text: str, today: date) -> Iterator[date]:
    """The days; one without a year is the last such day until ``today``. A span or a citation names its days too."""
    if not MAY_BE_DATE.search(text.casefold()):
        return
    whole: list[tuple[int, int]] = []
    for kind, pattern in _WITH_YEAR:
        for found in pattern.finditer(text):
            if not _stands_in_a_number(text, found):
                whole.append(found.span())
                yield from _built(int(found["y"]) + (2000 if kind == "short" else 0), kind, found)
    for pattern in _NO_YEAR:
        for found in pattern.finditer(text):
            inside = any(start <= found.start() < end for start, end in whole)  # its year stands before it
            if not inside and not _stands_in_a_number(text, found):
                yield from _last(
                    (one for year in (today.year, today.year - 1) for one in _built(year, "words", found)), today
                )


def _last(days: Iterator[date], today: date) -> Iterator[date]:
    yield from islice((day for day in days if day <= today), 1)


def _stands_in_a_number(text: str, found: re.Match[str]) -> bool:
    return found.start() > 0 and (text[found.start() - 1].isalnum() or text[found.start() - 1] in "/.")


def _built(year: int, kind: str, found: re.Match[str]) -> Iterator[date]:
    month, day = (found["b"], found["a"]) if kind == "dmy" else (found["m"], found["d"])
    word = " ".join(month.casefold().split())
    number = int(word) if word.isdigit() else MONTHS.get(word) or ENGLISH[word]
    with suppress(ValueError):
        yield date(year, number, int(day))
