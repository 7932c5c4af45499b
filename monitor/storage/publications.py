"""What a look adds to what we know of publications: new ones, names, dates, changes and removals (S7, S8, S10)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from monitor.ports import PublicationChange
from monitor.storage.memory import moment_text
from monitor.storage.rows import change_facts
from monitor.storage.session import Session, key_of
from monitor.storage.tables import publication, publication_change, publication_date, publication_name
from monitor.storage.texts import clean
from rules.model import StatedDate
from rules.text import cut_from

_MOMENTS = ("modified", "absent_at", "removed_at")


@dataclass(frozen=True, slots=True)
class Sighting:
    """The look that saw it all."""

    look: int
    at: datetime


Seen = tuple[Sighting, PublicationChange]


@dataclass
class _Sorted:
    """``new``: newcomers, each with later changes of its batch that share a name with it. ``known``: by id."""

    new: list[list[Seen]] = field(default_factory=list)
    known: list[tuple[int, Seen]] = field(default_factory=list)


def keep_all(session: Session, groups: Sequence[tuple[Sighting, Sequence[PublicationChange]]]) -> None:
    """Apply what looks changed. A "new" one whose name is known already changes what is known: repeats add nothing
    (S8)."""
    changes = [(sighting, change) for sighting, own in groups for change in own]
    if not changes:
        return
    found = _sort(session, changes)
    ids = session.insert_ids(publication, [_new_values(session, *group[0]) for group in found.new])
    born = [(number, group[0]) for number, group in zip(ids, found.new, strict=True)]
    for number, group in zip(ids, found.new, strict=True):
        found.known += [(number, seen) for seen in group[1:]]
    every = [*born, *found.known]
    _keep_names(session, every)
    _keep_dates(session, every)
    log = [_logged(session, sighting, number, _born_values(change)) for number, (sighting, change) in born]
    log += _change_known(session, found.known)
    session.insert_all(publication_change, log)


def _sort(session: Session, changes: Sequence[Seen]) -> _Sorted:
    owners: dict[tuple[str, str, str], int | list[Seen]] = dict(_owners(session, changes))
    found = _Sorted()
    for seen in changes:
        change = seen[1]
        names = [(change.unit, change.topic, key_of(name)) for name in sorted(change.names)]
        owner: int | list[Seen] | None = change.id
        if owner is None:
            owner = next((owners[name] for name in names if name in owners), None)
        if owner is None:
            owner = [seen]
            found.new.append(owner)
        elif isinstance(owner, list):
            owner.append(seen)
        else:
            found.known.append((owner, seen))
        for name in names:
            owners.setdefault(name, owner)
    return found


def _owners(session: Session, changes: Sequence[Seen]) -> dict[tuple[str, str, str], int]:
    """Which publications of a place already go by the names of changes that call themselves new."""
    new = [change for _, change in changes if change.id is None]
    filled = _filled(session, {(change.unit, change.topic) for change in new})
    wanted = {
        (change.unit, change.topic, key_of(name))
        for change in new
        if (change.unit, change.topic) in filled
        for name in change.names
    }
    held = publication_name.c
    these = session.among([held.unit, held.topic, held.name_key], sorted(wanted))
    query = select(held.unit, held.topic, held.name_key, held.publication_id)
    rows = session.rows(query.where(held.rehearsal == session.mark, these)) if wanted else ()
    return {(row.unit, row.topic, row.name_key): row.publication_id for row in rows}


def _filled(session: Session, places: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The places where anything is known: at its first look a place has a hundred names and owns none."""
    held = publication.c
    these = session.among([held.unit, held.topic], sorted(places))
    query = select(held.unit, held.topic).where(held.rehearsal == session.mark, these).distinct()
    return {(row.unit, row.topic) for row in session.rows(query)} if places else set()


# --- columns ---------------------------------------------------------------------------------------------------------


def _born_values(change: PublicationChange) -> dict[str, Any]:
    return {
        "title": change.title,
        "medium": change.medium.value,
        "modified": change.modified,
        "signed": change.signed,
        "absent_at": change.absent_at,
        "baseline": change.baseline,
        "migrated": change.migrated,
        "removed_at": None,
        "attachments": list(change.attachments),
        "author": change.author,
        "sections": [change.section] if change.section else [],
        "also_titled": [clean(title) for title in change.also_titled],
    }


def _new_values(session: Session, sighting: Sighting, change: PublicationChange) -> dict[str, Any]:
    place = {"unit": change.unit, "topic": change.topic, "url": change.url, "rehearsal": session.mark}
    return place | _born_values(change) | {"first_seen": sighting.at, "last_seen": sighting.at}


def _change_known(session: Session, known: Sequence[tuple[int, Seen]]) -> list[dict[str, Any]]:
    """Write what differs; what was written, for the log of changes."""
    if not known:
        return []
    found = select(publication).where(session.among_ids(publication.c.id, [number for number, _ in known]))
    state = {row.id: dict(row._mapping) for row in session.rows(found)}
    log = []
    for number, (sighting, change) in known:
        now = state.get(number)
        if now is None:
            raise LookupError(f"publication {number} is not known here")
        values = {name: value for name, value in _news(change, now, sighting.at).items() if now[name] != value}
        now.update(values)
        if change.removed is not True and now["last_seen"] < sighting.at:
            now["last_seen"] = sighting.at
        moved = values | {"last_seen": now["last_seen"]}
        session.run(
            update(publication).where(publication.c.id == bindparam("row_id")).values(moved), [{"row_id": number}]
        )
        if values:
            log.append(_logged(session, sighting, number, values))
    return log


def _news(change: PublicationChange, now: dict[str, Any], at: datetime) -> dict[str, Any]:
    """What the change says; fields at None (or empty) say nothing new."""
    said: dict[str, Any] = {
        "title": None if cut_from(change.title, now["title"]) else clean(change.title) or None,
        "medium": change.medium.value,
        "modified": change.modified,
        "signed": change.signed,
        "absent_at": change.absent_at,
        "author": clean(change.author) or None,
        "baseline": True if change.baseline else None,
        "migrated": True if change.migrated else None,
    }
    news = {name: value for name, value in said.items() if value is not None}
    if change.attachments:
        news["attachments"] = list(dict.fromkeys([*now["attachments"], *change.attachments]))
    if change.section and change.section not in (now["sections"] or ()):
        news["sections"] = [*(now["sections"] or ()), change.section]
    if further := [title for title in map(clean, change.also_titled) if title not in (now["also_titled"] or ())]:
        news["also_titled"] = [*(now["also_titled"] or ()), *further]
    if change.removed is not None:
        news["removed_at"] = (now["removed_at"] or at) if change.removed else None
    return news


def _logged(session: Session, sighting: Sighting, number: int, values: dict[str, Any]) -> dict[str, Any]:
    texts = {name: moment_text(values[name]) for name in _MOMENTS if name in values}
    return {
        "rehearsal": session.mark,
        "publication_id": number,
        "look_id": sighting.look,
        "at": sighting.at,
        "fields": change_facts(values, texts),
    }


# --- names and dates -------------------------------------------------------------------------------------------------


def _keep_names(session: Session, every: Sequence[tuple[int, Seen]]) -> None:
    rows = [
        {
            "rehearsal": session.mark,
            "unit": change.unit,
            "topic": change.topic,
            "name_key": key_of(name),
            "name": name,
            "publication_id": number,
        }
        for number, (_, change) in every
        for name in sorted(change.names)
    ]
    session.insert_new(publication_name, rows)


def _keep_dates(session: Session, every: Sequence[tuple[int, Seen]]) -> None:
    """``stated`` is the history that S7 judges by; ``other`` dates of the same reading are kept as facts beside it."""
    rows = []
    for number, (sighting, change) in every:
        if change.stated is not None:
            rows.append(_date_row(session, sighting, number, "stated", change.stated))
        rows += [_date_row(session, sighting, number, "other", date) for date in change.other_dates]
    session.insert_new(publication_date, rows)


def _date_row(session: Session, sighting: Sighting, number: int, role: str, date: StatedDate) -> dict[str, Any]:
    return {
        "rehearsal": session.mark,
        "publication_id": number,
        "role": role,
        "at": date.at,
        "precision": date.precision.value,
        "source": date.source,
        "source_key": key_of(date.source),
        "raw": date.raw,
        "seen_at": sighting.at,
    }
