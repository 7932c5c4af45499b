"""Names as an office orders and shows them: units by the Vietnamese alphabet, people by their given name."""

from __future__ import annotations

from collections.abc import Mapping

from rules.model import Unit
from rules.text import listed, sort_key

SHOWN = 3

Key = tuple[tuple[object, ...], ...]


def unit_order(names: Mapping[str, str]) -> dict[str, int]:
    """Unit → its place in a list of units: a ă â … d đ …, tones in the order of a dictionary."""
    ordered = sorted(names, key=lambda unit: (sort_key(names[unit]), unit))
    return {unit: place for place, unit in enumerate(ordered)}


def person_key(name: str) -> tuple[Key, Key]:
    """Orders people by their given name, the last word, then by the whole name."""
    words = name.split()
    return sort_key(words[-1] if words else ""), sort_key(name)


def holder_name(
    holder: str, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]], known_as: str = ""
) -> str:
    """The full name of who owes; a group that owes as one by its first members (S18).

    ``known_as``: what it was called, for a holder that left the catalogue.
    """
    unit = units.get(holder)
    if unit is not None:
        return unit.name
    members = [one for part in holder.split("+") for one in groups.get(part, (part,)) if one in units]
    names = (units[member].short_name or units[member].name for member in members)
    return listed(names, SHOWN, "đơn vị") or known_as or holder
