"""Column types: moments in UTC, JSON as text, text that any database takes, and enough of them named for the tables."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from rules.model import VN

Id = BigInteger().with_variant(Integer, "sqlite")


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


class Moment(TypeDecorator[datetime]):
    """A moment: ``timestamptz`` in PostgreSQL, UTC text of one width in SQLite; aware in Vietnam when read (S1)."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type where it has one."""
        own: TypeEngine[Any] = DateTime(timezone=True) if dialect.name == "postgresql" else String(27)
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Raises ValueError for a moment without a zone: it would mean another time elsewhere."""
        if value is None:
            return None
        text = iso(value)
        return value.astimezone(UTC) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back in Vietnam."""
        if value is None:
            return None
        return value.astimezone(VN) if isinstance(value, datetime) else from_iso(value)


class CleanText(TypeDecorator[str]):
    """Text from anywhere; what came from the network may hold anything."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """A plain ``str``: enumerations are stored by their value."""
        return None if value is None else clean(str(value))


class Json(TypeDecorator[Any]):
    """JSON as text, the same in both databases, read back equal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """NUL is always escaped by ``json``; halves of surrogate pairs need every letter escaped."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value."""
        return [] if value == "[]" else None if value is None else json.loads(value)


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
