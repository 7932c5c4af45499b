"""How old the copy is that a site handed out, as caches on its way and the copy itself say (S12, S13, K9). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from crawlers.dates.stated import parse_stated
from crawlers.page import Page

OLDEST_COPY = timedelta(hours=1)
"""A copy older than this is no look at the site as it is."""
_ZONE = timedelta(hours=7)
_MARK, _MOST_MARKS = b"<!--", 12
_TAIL, _LONGEST = 6_000, 600
"""Caches sign at the end of a page; what stands elsewhere tells of a part of it, or of its template."""
_MOMENT = re.compile(
    r"20\d\d-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:\s?(?P<zone>GMT|UTC|Z|[+-]\d\d:?\d\d))?"
    r"|\d{1,2}/\d{1,2}/20\d\d,?\s+\d{1,2}:\d\d(?::\d\d)?"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? \d{1,2} [a-z]{3} 20\d\d \d\d:\d\d:\d\d"
    r"(?P<rfc>\s?(?:GMT|UTC|[+-]\d{4}))?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"cached@(\d{10})\b", re.IGNORECASE)
_STALE = re.compile(r"\b(?:stale|updating)\b", re.IGNORECASE)
_WARNED = re.compile(r"\s*11[0-3]\b")
_OF_CACHE = ("x-cache-status", "cf-cache-status", "x-cache", "x-proxy-cache", "x-fastcgi-cache", "cache-status")


def doubt_of_copy(page: Page) -> str:
    """Why an answer is no look at the site as it is; empty: nothing says so. English, free of the page's text."""
    age = age_of(page)
    if age > OLDEST_COPY:
        return f"a copy {age.total_seconds() / 3600:.0f} hours old"
    if is_stale(page):
        return "a copy that its cache calls stale"
    return ""


def is_stale(page: Page) -> bool:
    """Whether a cache says that it could or would not ask again (RFC 9111 Warning 110 to 113; STALE)."""
    headers = page.headers
    return _WARNED.match(headers.get("warning", "")) is not None or any(
        _STALE.search(headers.get(name, "")[:200]) for name in _OF_CACHE
    )


def age_of(page: Page) -> timedelta:
    """How long ago the answer was made: by Age (RFC 9111), by the latest time with which a cache signed the page."""
    text = page.headers.get("age", "").strip()
    told = timedelta(seconds=int(text[:9])) if text.isascii() and text.isdigit() else timedelta(0)
    signed = min(_ages(page), default=timedelta(0))
    return max(told, signed)


def _ages(page: Page) -> Iterator[timedelta]:
    """Ages by the times that comments of caches name; of a time without a zone the kinder reading, here or UTC."""
    tail = page.body[-_TAIL:]
    start = tail.find(_MARK)
    for _ in range(_MOST_MARKS):
        if start < 0:
            return
        comment = tail[start : start + _LONGEST].partition(b"-->")[0].decode("utf-8", "replace")
        if "cach" in comment.lower():
            yield from _ages_in(comment, page.at)
        start = tail.find(_MARK, start + len(_MARK))


def _ages_in(comment: str, now: datetime) -> Iterator[timedelta]:
    for found in _MOMENT.finditer(comment):
        stated = parse_stated(found[0], "comment", now)
        if stated is None or stated.at > now + OLDEST_COPY:
            continue  # when the copy will expire
        age = now - stated.at
        bare = not (found["zone"] or found["rfc"])
        yield age - _ZONE if bare and age - _ZONE > -OLDEST_COPY else age
    for found in _EPOCH.finditer(comment):
        yield now - datetime.fromtimestamp(int(found[1]), UTC)


def past_caches(url: str, now: datetime) -> str:
    """The same address with a word that no cache knows yet: a copy that calls itself old is asked for once more so."""
    parts = urlsplit(url)
    word = f"_={int(now.timestamp())}"
    return urlunsplit(parts._replace(query=f"{parts.query}&{word}" if parts.query else word))
