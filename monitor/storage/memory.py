"""A section's memory and its stated dates as JSON, and back again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawlers.page import Memory, Validators
from monitor.storage.columns import from_iso, iso
from rules.model import Precision, StatedDate


def moment_text(moment: datetime | None) -> str | None:
    """A moment as JSON holds it."""
    return iso(moment) if moment is not None else None


def moment_of(text: str | None) -> datetime | None:
    """The moment that JSON holds."""
    return from_iso(text) if text is not None else None


def memory_facts(memory: Memory) -> dict[str, Any]:
    """The memory as JSON takes it; fields at their defaults are left out."""
    facts: dict[str, Any] = {
        "known": {name: _date_facts(date) for name, date in memory.known.items()},
        "complete_since": moment_text(memory.complete_since),
        "validators": [memory.validators.etag, memory.validators.last_modified] if memory.validators else None,
        "body_hash": memory.body_hash,
        "region_hash": memory.region_hash,
        "typical_items": memory.typical_items,
        "reader": memory.reader,
        "shown_items": memory.shown_items,
    }
    told = {name: value for name, value in facts.items() if value not in (None, "", {}, False)}
    return told | {"dated_share": memory.dated_share}


def memory_of(facts: dict[str, Any]) -> Memory:
    """The memory that the facts tell."""
    validators = facts.get("validators")
    return Memory(
        known={name: _date_of(date) for name, date in facts.get("known", {}).items()},
        complete_since=moment_of(facts.get("complete_since")),
        validators=Validators(*validators) if validators else None,
        body_hash=facts.get("body_hash", ""),
        region_hash=facts.get("region_hash", ""),
        typical_items=facts.get("typical_items", 0),
        dated_share=facts.get("dated_share", 1.0),
        reader=facts.get("reader", ""),
        shown_items=facts.get("shown_items", False),
    )


def _date_facts(date: StatedDate | None) -> list[str] | None:
    return [iso(date.at), date.precision.value, date.source, date.raw] if date is not None else None


def _date_of(facts: list[str] | None) -> StatedDate | None:
    if facts is None:
        return None
    at, precision, source, raw = facts
    return StatedDate(from_iso(at), Precision(precision), source, raw)
