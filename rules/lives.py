"""When sections live: outside it they are neither looked at nor needed to have seen everything (S12, S18). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from rules.dating import place_in_time
from rules.duties import cure_until
from rules.model import BEGINNING, Duty, Kind, Period, Place, Section
from rules.periods import last_day, midnight

AFTERLIFE = timedelta(days=10)
"""How long an ended section is still looked at, where the proof about its last days is not there yet."""
_NEVER = midnight(last_day(BEGINNING).replace(year=9998))


def life_of(section: Section) -> Period | None:
    """From the first moment of its first day to the end of its last; None: no bound is given."""
    if section.valid_from is None and section.valid_to is None:
        return None
    start = midnight(section.valid_from) if section.valid_from else BEGINNING
    return Period(section.id, start, midnight(section.valid_to) + timedelta(days=1) if section.valid_to else _NEVER)


def lives_of(sections: Iterable[Section]) -> dict[str, Period]:
    """The lives of the sections that have bounds, by their ids."""
    return {section.id: life for section in sections if (life := life_of(section)) is not None}


def to_be_looked_at(section: Section, now: datetime, open_duties: Iterable[Duty]) -> bool:
    """Whether a section is looked at: in its life, and some days longer for open duties whose time touches it."""
    life = life_of(section)
    if life is None or now in life:
        return True
    soon_after = life.end <= now < life.end + AFTERLIFE
    return soon_after and any(_touch(life, duty.period) for duty in open_duties)


def living(place: Place, duty: Duty, now: datetime, lives: Mapping[str, Period]) -> Place:
    """The place with the sections that live at some time of the duty; of one that must always be there, now."""
    bounded = {name: lives[name] for name in place.sections if name in lives}
    if not bounded:
        return place
    if duty.obligation.kind is Kind.STANDING:
        kept = [name for name in place.sections if name not in bounded or now in bounded[name]]
    else:
        until = cure_until(duty) or duty.lenient or duty.period.end
        time = Period(duty.period.key, duty.period.start, max(until, duty.period.end))
        kept = [name for name in place.sections if name not in bounded or _touch(bounded[name], time)]
    return replace(place, sections=tuple(kept), lives=bounded)


def inherited(place: Place, duty: Duty, end: datetime) -> Place:
    """The place of one that took over from whoever owes a duty and lived until ``end``, for that duty: what came
    before tells of another unit alone. Where the time of the duty had passed by then, absence there proves nothing and
    need not be shown: what makes good is all that counts (S4, S15). Where it must be, and no section is noted yet,
    nobody has looked (S13)."""
    kept = tuple(one for one in place.publications if place_in_time(one).latest > end)
    if duty.lenient is not None and duty.lenient <= end:
        return replace(place, sections=(), looks=(), publications=kept)
    return replace(place, sections=place.sections or (f"{place.unit}/{place.topic}/",), publications=kept)


def _touch(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end
