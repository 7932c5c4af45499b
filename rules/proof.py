"""Was it looked at well enough? The proof behind every charge, and the reason where it is missing (S12, S13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.model import BEGINNING, Look, Outcome, Period, Place

FRESH = timedelta(days=3)
"""A running duty is flagged ``not_seen`` when its place was not seen completely for this long."""


SETTLED = timedelta(days=1)
"""Looks this long after the end of a section show the last that was put into it."""
_DRIFT = Outcome.DRIFTED


_EVER = Period("always", BEGINNING, BEGINNING.replace(year=9998))


@dataclass(frozen=True, slots=True)
class Proof:
    """Two complete healthy looks per section, at least one of each pair a full read (S13)."""

    looks: tuple[Look, ...]

    @property
    def first_at(self) -> datetime:
        """The earliest of the proving looks."""
        return min(look.at for look in self.looks)

    @property
    def last_at(self) -> datetime:
        """The moment from which the charge is proven."""
        return max(look.at for look in self.looks)

    @property
    def ids(self) -> tuple[int, ...]:
        """Ids of the looks, ascending."""
        return tuple(sorted(look.id for look in self.looks))


def prove(
    places: Iterable[Place], since: datetime, after: datetime, apart: timedelta, until: datetime | None = None
) -> Proof | None:
    """Proof that everything back to ``since`` was seen twice, later than ``after`` and at least ``apart`` (S13).

    Every section of every place must be proven, but those that only began at ``until`` or later; places without a
    section prove nothing.
    """
    pairs: list[Look] = []
    for place, section in _needed(places, until):
        looks = [look for look in place.looks if look.section == section]
        pair = _pair(looks, since, _bound(place, section, after), apart)
        if pair is None:
            return None
        pairs.extend(pair)
    return Proof(tuple(pairs)) if pairs else None


def _needed(places: Iterable[Place], until: datetime | None) -> list[tuple[Place, str]]:
    return [
        (place, section)
        for place in places
        for section in place.sections
        if until is None or section not in place.lives or place.lives[section].start < until
    ]


def _bound(place: Place, section: str, after: datetime) -> datetime:
    """From when on looks prove: nothing is added to a section a day after its end (S18)."""
    return min(after, place.lives[section].end + SETTLED) if section in place.lives else after


def _pair(looks: list[Look], since: datetime, after: datetime, apart: timedelta) -> tuple[Look, Look] | None:
    good = [look for look in looks if look.at > after and look.stored and look.reaches(since)]
    for position, second in enumerate(good):
        for first in good[:position]:
            if second.at - first.at >= apart and (_read(first) or _read(second)):
                return first, second
    return None


def _read(look: Look) -> bool:
    """An unconditional read of the list itself, not only the word that nothing changed."""
    return look.full and look.outcome is not Outcome.UNCHANGED


def drifted(places: Iterable[Place]) -> bool:
    """Whether some section was found changed beyond trust, and not read since; then no charge stands (S13).

    A look that failed for another reason says nothing of it, and brings no charge back.
    """
    return any(_telling(place, section) is Outcome.DRIFTED for place in places for section in place.sections)


def _telling(place: Place, section: str) -> Outcome | None:
    # How it looks after its end says nothing of what it showed before (S18).
    end = place.lives[section].end if section in place.lives else _EVER.end
    looks = [look for look in place.looks if look.section == section]
    told = [look for look in looks if look.healthy or (look.outcome is _DRIFT and look.at <= end + SETTLED)]
    return told[-1].outcome if told else None


def newest(place: Place) -> list[Look]:
    """The newest look at each section of a place."""
    found: dict[str, Look] = {}
    for look in place.looks:
        if look.section in place.sections:
            found[look.section] = look
    return list(found.values())


def seen_lately(places: Iterable[Place], since: datetime, now: datetime) -> bool:
    """Whether each section that lives now was seen back to ``since`` within the last days and did not fail since."""
    sections = [(place, one) for place in places for one in place.sections if now in place.lives.get(one, _EVER)]
    return bool(sections) and all(_fresh(place, section, since, now) for place, section in sections)


def _fresh(place: Place, section: str, since: datetime, now: datetime) -> bool:
    looks = [look for look in place.looks if look.section == section]
    good = [look for look in looks if look.reaches(since)]
    return bool(good) and now - good[-1].at <= FRESH


def why_unproven(
    places: Iterable[Place], since: datetime, after: datetime, until: datetime | None = None
) -> tuple[str, Look | None]:
    """Reason code and the look that shows it: no_section | never_looked | not_looked_since | incomplete |
    proof_pending,
    or the outcome of the newest failed look."""
    sections = _needed(places, until)
    if not sections:
        return "no_section", None
    weakest: tuple[str, Look | None] = ("proof_pending", None)
    for place, section in sections:
        looks = [look for look in place.looks if look.section == section]
        if not looks:
            return "never_looked", None
        last = looks[-1]
        if not last.healthy:
            return last.outcome.value, last
        if last.at <= _bound(place, section, after):
            weakest = "not_looked_since", last
        elif not last.reaches(since):
            return "incomplete", last
    return weakest
