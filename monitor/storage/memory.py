"""A section's memory and its stated dates as JSON, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from crawlers.page import Askew, Memory, Outline, RobotsNote, Validators
from monitor.storage.texts import from_iso, iso
from rules.model import Precision, StatedDate


def moment_text(moment: datetime | None) -> str | None:
    """A moment as JSON holds it."""
    return iso(moment) if moment is not None else None


def moment_of(text: str | None) -> datetime | None:
    """The moment that JSON holds."""
    return from_iso(text) if text is not None else None


class KnownDates(Mapping[str, StatedDate | None]):
    """Known names as they are stored; a date is made when somebody asks for it, and few looks ask."""

    __slots__ = ("facts",)

    def __init__(self, facts: dict[str, list[str] | None]) -> None:
        self.facts = facts

    def __getitem__(self, name: str) -> StatedDate | None:
        return _date_of(self.facts[name])

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def memory_facts(memory: Memory) -> dict[str, Any]:
    """The memory as JSON takes it; fields at their defaults are left out."""
    known, outline, robots = memory.known, memory.outline, memory.robots
    facts: dict[str, Any] = {
        "known": known.facts if isinstance(known, KnownDates) else _known_facts(known),
        "waiting": list(memory.waiting),
        "failed": list(memory.failed),
        "complete_since": moment_text(memory.complete_since),
        "validators": [memory.validators.etag, memory.validators.last_modified] if memory.validators else None,
        "body_hash": memory.body_hash,
        "region_hash": memory.region_hash,
        "typical_items": memory.typical_items,
        "reader": memory.reader,
        "shown_items": memory.shown_items,
        "outline": [outline.letters, list(outline.addresses), list(outline.dates)] if outline else None,
        "robots": [robots.origin, iso(robots.at), robots.text] if robots else None,
        "read_at": moment_text(memory.read_at),
        "askew": [memory.askew.by.total_seconds(), iso(memory.askew.at)] if memory.askew else None,
    }
    told = {name: value for name, value in facts.items() if value not in (None, "", {}, [], False)}
    return told | {"dated_share": memory.dated_share}


def memory_of(facts: dict[str, Any]) -> Memory:
    """The memory that the facts tell."""
    validators, outline, robots = facts.get("validators"), facts.get("outline"), facts.get("robots")
    askew = facts.get("askew")
    return Memory(
        known=KnownDates(facts.get("known", {})),
        waiting=tuple(facts.get("waiting", ())),
        failed=tuple(facts.get("failed", ())),
        complete_since=moment_of(facts.get("complete_since")),
        validators=Validators(*validators) if validators else None,
        body_hash=facts.get("body_hash", ""),
        region_hash=facts.get("region_hash", ""),
        typical_items=facts.get("typical_items", 0),
        dated_share=facts.get("dated_share", 1.0),
        reader=facts.get("reader", ""),
        shown_items=facts.get("shown_items", False),
        outline=Outline(outline[0], tuple(outline[1]), tuple(outline[2])) if outline else None,
        robots=RobotsNote(robots[0], from_iso(robots[1]), robots[2]) if robots else None,
        read_at=moment_of(facts.get("read_at")),
        askew=Askew(timedelta(seconds=askew[0]), from_iso(askew[1])) if askew else None,
    )


def _known_facts(known: Mapping[str, StatedDate | None]) -> dict[str, list[str] | None]:
    """All names of one item share its date, which is told once."""
    told: dict[int, list[str] | None] = {}
    for date in known.values():
        if id(date) not in told:
            told[id(date)] = _date_facts(date)
    return {name: told[id(date)] for name, date in known.items()}


def _date_facts(date: StatedDate | None) -> list[str] | None:
    return [iso(date.at), date.precision.value, date.source, date.raw] if date is not None else None


def _date_of(facts: list[str] | None) -> StatedDate | None:
    if facts is None:
        return None
    at, precision, source, raw = facts
    return StatedDate(from_iso(at), Precision(precision), source, raw)
