"""Places in bulk: what was seen at thousands of them in a few queries, now or as it was known at a moment (S20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, or_, select, type_coerce

from monitor.ports import KnownPublication
from monitor.storage.memory import moment_of
from monitor.storage.rows import date_of, look_of, publication_of, section_of
from monitor.storage.session import Session
from monitor.storage.tables import look, publication, publication_change, publication_date, publication_name, section
from rules.model import DateSeen, Look, Medium, Place, PlaceKey, Publication

_STATED, _OTHER = "stated", "other"
_SHOWN = ("rest:date", "time:datetime", "article:posted", "list:text", "article:text", "feed:pubDate")
"""Sources of days that readers see, or that their feed gives; what is made for machines alone is no second opinion."""
ABOUT = tuple(column for column in section.c if column.name != "memory")
"""What is told of sections; their memory is large, and only a look needs it."""


def load_places(
    session: Session, keys: Collection[PlaceKey], since: datetime, known_at: datetime | None
) -> dict[PlaceKey, Place]:
    """Looks not older than ``since``, each section's first complete one, all publications; one place for each key."""
    if not keys:
        return {}
    sections, firsts = _sections(session, keys)
    looks = _looks(session, keys, since, known_at, firsts)
    here = _at(session, publication, keys)
    publications = _with_titles(session, _publications(session, here, known_at), here, known_at)
    seen: dict[PlaceKey, list[Publication]] = defaultdict(list)
    for one in publications:
        seen[one.unit, one.topic].append(one)
    return {
        key: Place(*key, tuple(sections.get(key, ())), tuple(looks.get(key, ())), tuple(seen.get(key, ())))
        for key in keys
    }


def publications_by_id(session: Session, ids: Collection[int], known_at: datetime | None) -> dict[int, Publication]:
    """These publications alone, wherever they stand."""
    here = session.own_by_id(publication, ids)
    return {one.id: one for one in _publications(session, here, known_at)} if ids else {}


def known_publications(session: Session, keys: Collection[PlaceKey]) -> dict[PlaceKey, list[KnownPublication]]:
    """The publications of some places with every name they go by."""
    found: dict[PlaceKey, list[KnownPublication]] = {key: [] for key in keys}
    if not keys:
        return found
    names: dict[int, set[str]] = defaultdict(set)
    held = select(publication_name.c.publication_id, publication_name.c.name)
    for row in session.rows(held.where(_at(session, publication_name, keys))):
        names[row.publication_id].add(row.name)
    for one in _publications(session, _at(session, publication, keys), None, others=False):
        found[one.unit, one.topic].append(KnownPublication(one, frozenset(names[one.id])))
    return found


def _at(session: Session, table: Any, keys: Collection[PlaceKey]) -> ColumnElement[bool]:
    if len(keys) == 1:
        [(unit, topic)] = keys
        return and_(session.side(table), table.c.unit == unit, table.c.topic == topic)
    return and_(session.side(table), session.among([table.c.unit, table.c.topic], keys))


def _sections(session: Session, keys: Collection[PlaceKey]) -> tuple[dict[PlaceKey, list[str]], list[int]]:
    """Ids of the sections that are looked at (or, where none is any more, that were); first complete looks."""
    now: dict[PlaceKey, list[str]] = defaultdict(list)
    once: dict[PlaceKey, list[str]] = defaultdict(list)
    firsts = []
    for row in session.rows(select(*ABOUT).where(_at(session, section, keys)).order_by(section.c.id)):
        (now if row.active else once)[row.unit, row.topic].append(section_of(row).id)
        if row.first_complete_look is not None:
            firsts.append(row.first_complete_look)
    # Two sides may know the same section; a place names it once.
    return {key: list(dict.fromkeys(ids)) for key, ids in (once | now).items()}, firsts


def _looks(
    session: Session, keys: Collection[PlaceKey], since: datetime, known_at: datetime | None, firsts: list[int]
) -> dict[PlaceKey, list[Look]]:
    recent = and_(_at(session, look, keys), look.c.at >= since)
    found: dict[PlaceKey, list[Look]] = defaultdict(list)
    rows = {row.id: row for row in session.rows(select(look).where(recent))}
    rows |= {row.id: row for row in session.rows(select(look).where(session.among_ids(look.c.id, firsts)))}
    for row in sorted(rows.values(), key=lambda row: (row.at, row.id)):
        if known_at is None or row.at <= known_at:
            found[row.unit, row.topic].append(look_of(row))
    return found


# --- publications ----------------------------------------------------------------------------------------------------


def _publications(
    session: Session, here: ColumnElement[bool], known_at: datetime | None, *, others: bool = True
) -> list[Publication]:
    then = publication.c.first_seen <= known_at if known_at is not None else None
    wanted = and_(here, then) if then is not None else here
    dates = _dates(session, wanted, known_at, others)
    rows = _rows(session, select(publication), wanted)
    found = [publication_of(row, dates[_STATED][row.id], dates[_OTHER][row.id]) for row in rows]
    return found if known_at is None else _as_known(session, found, wanted, known_at)


def _rows(session: Session, query: Select[Any], wanted: ColumnElement[bool]) -> Iterable[Any]:
    return session.rows(query.where(wanted).order_by(publication.c.id))


def _dates(
    session: Session, wanted: ColumnElement[bool], known_at: datetime | None, others: bool
) -> dict[str, dict[int, list[DateSeen]]]:
    """By role and publication, oldest reading first; ``others``: what other sources told, too."""
    held = publication_date.c
    asked = or_(held.role == _STATED, held.source.in_(_SHOWN)) if others else held.role == _STATED
    conditions = [wanted, asked]
    conditions += [held.seen_at <= known_at] if known_at is not None else []
    query = select(publication_date).join(publication, publication.c.id == held.publication_id)
    found: dict[str, dict[int, list[DateSeen]]] = {_STATED: defaultdict(list), _OTHER: defaultdict(list)}
    for row in session.rows(query.where(*conditions).order_by(held.seen_at, held.id)):
        found[row.role][row.publication_id].append(date_of(row))
    return found


def _with_titles(
    session: Session, found: list[Publication], wanted: ColumnElement[bool], known_at: datetime | None
) -> list[Publication]:
    """Those that once had another title, with what they were called (S10); nearly none."""
    log = publication_change.c
    query = select(log.publication_id).join(publication, publication.c.id == log.publication_id).distinct()
    changed = [wanted, log.at > publication.c.first_seen, type_coerce(log.fields, Text).contains('"title":')]
    then = [log.at <= known_at] if known_at is not None else []
    renamed = [row.publication_id for row in session.rows(query.where(*changed, *then))]
    if not renamed:
        return found
    titles: dict[int, dict[str, None]] = defaultdict(dict)
    of_these = select(log.publication_id, log.fields).where(session.among_ids(log.publication_id, renamed), *then)
    for row in session.rows(of_these.order_by(log.at, log.id)):
        if "title" in row.fields:
            titles[row.publication_id][row.fields["title"]] = None
    return [
        replace(one, titles=tuple(title for title in titles[one.id] if title != one.title)) if one.id in titles else one
        for one in found
    ]


def _as_known(
    session: Session, found: list[Publication], wanted: ColumnElement[bool], known_at: datetime
) -> list[Publication]:
    """What the log of changes told by then takes the place of what we know now."""
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    log = publication_change.c
    query = select(log.publication_id, log.fields).join(publication, publication.c.id == log.publication_id)
    for row in session.rows(query.where(wanted, log.at <= known_at).order_by(log.at, log.id)):
        told[row.publication_id] |= row.fields
    return [_then(one, told[one.id], known_at) for one in found]


def _then(one: Publication, facts: dict[str, Any], known_at: datetime) -> Publication:
    return replace(
        one,
        title=facts["title"],
        medium=Medium(facts["medium"]),
        # When it was last met before that moment is not kept; that it was there at that moment is.
        last_seen=min(one.last_seen, known_at),
        modified=moment_of(facts["modified"]),
        signed=date.fromisoformat(facts["signed"]) if facts["signed"] else None,
        absent_at=moment_of(facts["absent_at"]),
        baseline=facts["baseline"],
        migrated=facts["migrated"],
        removed_at=moment_of(facts["removed_at"]),
        attachments=tuple(facts["attachments"]),
        author=facts["author"],
        sections=tuple(facts.get("sections") or ()),
        also_titled=tuple(facts.get("also_titled") or ()),
    )
