"""Moments, days, JSON and free text as both databases hold them. Standard library only: a process that looks at sites
reads memories so, and needs no database for it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from rules.model import VN


@lru_cache(maxsize=8192)
def iso(moment: datetime) -> str:
    """UTC with microseconds, of one width: it sorts as text as it does in time (``2022-03-05T01:00:00.000000Z``)."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone cannot be stored: {moment!r}")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


@lru_cache(maxsize=8192)
def from_iso(text: str) -> datetime:
    """The moment in Vietnam (S1)."""
    return datetime.fromisoformat(text).astimezone(VN)


def clean(text: str) -> str:
    """Text without what databases refuse: NUL and halves of surrogate pairs become U+FFFD (F10)."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_escaped = json.JSONEncoder(separators=(",", ":")).encode


def to_json(value: Any) -> str:
    """Compact JSON that both databases can hold."""
    text = _compact(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _escaped(value)
    return text


def day_text(day: date | None) -> str | None:
    """A day as JSON holds it."""
    return day.isoformat() if day else None
