"""Days without a year beside items whose own addresses hold the whole day: two witnesses, where they agree (S7).

An address alone is none: it may be of UTC or of the draft. A badge alone is none: no year can be proven for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawlers.dates.mentions import DAY, days_mentioned
from crawlers.lists.days import short_texts
from crawlers.lists.documents import Told
from rules.model import VN, Precision, StatedDate

_ADDRESS = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})/[^/]+/?\Z")
"""The day, and behind it the item's own name: without that it is an archive, or the next meeting of a series."""
_BADGE = re.compile(rf"\W*{DAY}\W*", re.IGNORECASE)
_LONGEST, _LEAST = 24, 3


def days_of_badges(rows: Sequence[Told], now: datetime, source: str) -> list[Told]:
    """The rows, those without any day with the one that their badge and their address both name.

    None unless each of these rows has one: a badge that once says another day says when something is held."""
    bare = [(row, anchor.url) for row, anchor, dates in rows if not dates.any]
    if len(bare) < _LEAST:
        return list(rows)
    found = {row.mem_id: day for row, url in bare if (day := _agreed(row, url, now, source)) is not None}
    if len(found) < len(bare):
        return list(rows)
    return [
        (row, anchor, replace(dates, stated=(found[row.mem_id],)) if row.mem_id in found else dates)
        for row, anchor, dates in rows
    ]


def _agreed(row: LexborNode, url: str, now: datetime, source: str) -> StatedDate | None:
    """The day of a row's address, where its badge says that day and month, and no other badge another."""
    there = _ADDRESS.search(urlsplit(url).path)
    day = None
    with suppress(ValueError):
        day = date(int(there[1]), int(there[2]), int(there[3])) if there else None
    if day is None or day > (now + timedelta(days=1)).date():
        return None
    badges = [text for text, _ in short_texts(row) if len(text) <= _LONGEST and _BADGE.fullmatch(text)]
    if not badges or any(list(days_mentioned(text, day)) != [day] for text in badges):
        return None
    return StatedDate(datetime(day.year, day.month, day.day, tzinfo=VN), Precision.DAY, source, badges[0])
