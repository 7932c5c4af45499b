"""Who can be reached on Zalo: the people who typed their code, beside those whom the office wrote down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.ports import Store
from monitor.storage.store import SqlStore
from monitor.storage.zalo import SqlPeople
from rules.model import Unit


def with_links(units: Mapping[str, Unit], store: Store) -> dict[str, Unit]:
    """The units, with the Zalo ids of people who typed their code; what the office wrote itself comes first."""
    found = dict(units)
    if not isinstance(store, SqlStore):
        return found
    for link in SqlPeople(store).linked():
        unit = found.get(link.unit)
        person = getattr(unit, link.role, None) if link.role in ("contact", "head") else None
        if unit is not None and person is not None and not person.zalo_user_id:
            known = replace(person, zalo_user_id=link.user_id)
            found[link.unit] = replace(unit, **{link.role: known})
    return found
