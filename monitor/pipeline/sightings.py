"""What one look adds to what we know: items become publications, by every name they go by (S7–S10). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from crawlers import gathering
from crawlers.looking.remembering import MOST_KNOWN
from crawlers.page import Item, LookResult
from monitor.ports import KnownPublication, PublicationChange, SectionState
from rules.dating import SETTLED_AFTER
from rules.model import BEGINNING, VN, Medium, Outcome, Publication
from rules.text import cut_from

MIGRATION_FROM = 10
"""As many items first seen together with old dates or one same date are a migration (S10)."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """``changes`` to publications, ids ``met`` again, and how many publications are new."""

    changes: tuple[PublicationChange, ...] = ()
    met: frozenset[int] = frozenset()
    new: int = 0


def sightings(result: LookResult, known: Sequence[KnownPublication], state: SectionState) -> Sightings:
    """Compare the items of a healthy look with what was known of the place."""
    if result.outcome is not Outcome.READ:
        return Sightings()
    by_name = {name: entry for entry in known for name in entry.names}
    new: list[PublicationChange] = []
    changed: list[PublicationChange] = []
    met: set[int] = set()
    below: list[PublicationChange] = []
    for place, item in enumerate(result.items):
        names = names_of(item)
        entry = next((by_name[name] for name in names if name in by_name), None)
        if entry is None:
            below.append(_newcomer(item, names, place, state))
            continue
        new += below
        below = []
        met.add(entry.publication.id)
        change = _news(item, names, entry, state.section.id)
        if change is not None:
            changed.append(change)
    new += [_read_deeper(change, state) for change in below]
    gone = _removed(result, known, met, state)
    return Sightings((*_migrated(new), *changed, *gone), frozenset(met), len(new))


def names_of(item: Item) -> frozenset[str]:
    """The names by which a look merges: one rule for what is one publication (S8)."""
    return frozenset(gathering.names_of(item))


def _newcomer(item: Item, names: frozenset[str], place: int, state: SectionState) -> PublicationChange:
    return PublicationChange(
        id=None,
        unit=state.section.unit,
        topic=state.section.topic,
        url=item.url,
        title=item.title,
        medium=item.medium,
        names=names,
        stated=item.stated,
        other_dates=item.dates[1:],
        modified=item.modified.at if item.modified else None,
        signed=item.signed,
        absent_at=_absent_at(item, place, state),
        baseline=state.last_complete_at is None,
        attachments=item.attachments,
        author=item.author,
        section=state.section.id,
        also_titled=item.also_titled,
    )


def _absent_at(item: Item, place: int, state: SectionState) -> datetime | None:
    """The last complete look without the item, where that look reached back far enough to have shown it (S9, S10).

    What stands further down than its first page showed, it need not have read: most looks stop at items that are known.
    """
    memory, reached = state.memory, state.memory.complete_since
    if state.last_complete_at is None or reached is None:
        return None
    if item.stated is not None and item.stated.at < reached:
        return None
    on_first = place < memory.typical_items or not memory.typical_items  # an empty list was seen whole
    return state.last_complete_at if on_first else memory.read_at


def _read_deeper(change: PublicationChange, state: SectionState) -> PublicationChange:
    """A newcomer below all that was known. Without a date, where no look came so far down before, it is of the first
    look at that part of the list: a baseline, no arrival (S9)."""
    reached = state.memory.complete_since
    if change.stated is not None or not state.memory.known or reached is None or reached <= BEGINNING:
        return change
    return replace(change, absent_at=None, baseline=True)


def _news(item: Item, names: frozenset[str], entry: KnownPublication, section: str) -> PublicationChange | None:
    """What the item says that was not known of the publication, None when nothing."""
    publication = entry.publication
    dates = {(seen.date.at, seen.date.precision) for seen in publication.stated}
    stated = item.stated if item.stated and (item.stated.at, item.stated.precision) not in dates else None
    modified = item.modified.at if item.modified else None
    medium = item.medium if publication.medium is Medium.ARTICLE else publication.medium
    title = publication.title if cut_from(item.title, publication.title) else item.title
    news = (
        stated is not None
        or names - entry.names
        or (modified is not None and modified != publication.modified)
        or (item.signed is not None and item.signed != publication.signed)
        or title != publication.title
        or medium is not publication.medium
        or set(item.attachments) - set(publication.attachments)
        or set(item.also_titled) - set(publication.also_titled)
        or publication.removed_at is not None
        or (publication.sections and section not in publication.sections)
    )
    if not news:
        return None
    return PublicationChange(
        id=publication.id,
        unit=publication.unit,
        topic=publication.topic,
        url=publication.url,
        title=title,
        medium=medium,
        names=names - entry.names,
        stated=stated,
        other_dates=item.dates[1:] if stated else (),
        modified=modified,
        signed=item.signed,
        removed=False if publication.removed_at is not None else None,
        attachments=item.attachments,
        author=item.author,
        section=section,
        also_titled=item.also_titled,
    )


def _migrated(new: list[PublicationChange]) -> list[PublicationChange]:
    """Mark a bulk arrival: many newcomers with old dates, or with one same date (S10). A baseline is none."""
    late = [change for change in new if not change.baseline and change.stated is not None]
    old = {id(change) for change in late if _old(change)}
    days = Counter(change.stated.at.astimezone(VN).date() for change in late if change.stated)
    same = {day for day, count in days.items() if count >= MIGRATION_FROM}
    bulk = old if len(old) >= MIGRATION_FROM else set()
    bulk |= {id(change) for change in late if change.stated and change.stated.at.astimezone(VN).date() in same}
    return [replace(change, migrated=True) if id(change) in bulk else change for change in new]


def _old(change: PublicationChange) -> bool:
    return (
        change.stated is not None
        and change.absent_at is not None
        and change.absent_at > change.stated.end + SETTLED_AFTER
    )


def _removed(
    result: LookResult, known: Sequence[KnownPublication], met: set[int], state: SectionState
) -> Iterable[PublicationChange]:
    """Known items that a list in date order no longer shows, although it shows older ones, or that a list read to its
    last page no longer shows (S10)."""
    floor = _floor(result.items)
    if floor is not None and result.memory.askew is not None:
        floor += result.memory.askew.by  # in order of entry, later ones may stand further down
    if floor is not None and result.order_since is not None:
        floor = max(floor, result.order_since)
    if result.complete_since is None or (floor is None and result.complete_since > BEGINNING):
        return ()
    here, still = set(state.memory.known), result.memory.known.keys()
    whole = result.complete_since == BEGINNING and 0 < len(still) < MOST_KNOWN
    return [
        _gone(entry.publication)
        for entry in known
        if entry.publication.id not in met
        and entry.publication.removed_at is None
        and here & entry.names
        and (
            (floor is not None and entry.publication.stated and entry.publication.stated[-1].date.at > floor)
            or (whole and not entry.names & still)  # a look that stops at known items forgets none
        )
    ]


def _floor(items: Sequence[Item]) -> datetime | None:
    """The oldest stated moment of a list that runs downwards without a break; None where order proves nothing."""
    dates = [item.stated.at for item in items if item.stated and not item.pinned]
    if len(dates) < 2 or any(item.stated is None for item in items):
        return None
    if any(later > earlier + timedelta(days=1) for earlier, later in pairwise(dates)):
        return None
    return dates[-1] + timedelta(days=1)


def _gone(publication: Publication) -> PublicationChange:
    return PublicationChange(
        id=publication.id,
        unit=publication.unit,
        topic=publication.topic,
        url=publication.url,
        title=publication.title,
        medium=publication.medium,
        removed=True,
    )
