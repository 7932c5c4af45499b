"""Column types: moments in UTC, JSON as text, text that any database takes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from monitor.storage.texts import clean, from_iso, iso, to_json
from rules.model import VN

Id = BigInteger().with_variant(Integer, "sqlite")


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
