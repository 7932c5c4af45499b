"""Who can be written to: without the addresses that letters come back from (D14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.ports import Bar
from rules.model import Person, Unit

EMAIL = "email"


def reachable(units: Mapping[str, Unit], bars: Sequence[Bar]) -> dict[str, Unit]:
    """The units without the addresses that letters come back from: their people are told by other ways."""
    lost = {bar.address for bar in bars if bar.channel == EMAIL}
    if not lost:
        return dict(units)
    return {
        name: replace(unit, contact=_without(unit.contact, lost), head=_without(unit.head, lost))
        for name, unit in units.items()
    }


def _without(person: Person | None, lost: set[str]) -> Person | None:
    if person is None or (person.email or "").strip().lower() not in lost:
        return person
    return replace(person, email=None)
