"""Nobody hears that something is missing before that day's look at it (S13, S24, S27).

What was posted in the evening is seen before the morning's letters leave: where a step of the ladder may leave now, the
sections behind it are looked at by the same run, if no look at them was tried on that day. A look that was tried and
failed holds no letter up: a lost alert is worse than one that says that the page could not be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from alerts.manners import may_tell, morning_of
from alerts.notice import Notice
from alerts.pauses import PAUSED
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.due import due_now
from monitor.ports import Transaction
from rules.engine import place_keys
from rules.model import VN, Duty, DutyKey, Place, PlaceKey
from rules.parts import part_duties

NO_LOOK_YET = "chờ lần xem trong ngày"
LONGEST = timedelta(days=1)
"""So long a step waits for a look at most; then it leaves, and says that nothing was seen lately."""


def bring_forward(cycle: Cycle, tx: Transaction) -> None:
    """What letters may speak of in this run is looked at in this run."""
    if not may_tell(cycle.now, cycle.catalogue.calendar, cycle.manners):
        return
    findings = {notice.finding for notice in due_now(cycle, tx, kept_back=True) if notice.kind in PAUSED}
    tx.observations.schedule(_untried(cycle, tx, findings), cycle.now, full=False)


def not_looked_at(cycle: Cycle, tx: Transaction, notices: Sequence[Notice]) -> set[str]:
    """Keys of the steps that wait for a look, where whoever sends looks as well: a day at most, and never beyond the
    last morning on which they may leave."""
    if not cycle.looks:
        return set()
    waiting = [notice for notice in notices if notice.kind in PAUSED and _may_wait(cycle, notice)]
    untried = _untried(cycle, tx, {notice.finding for notice in waiting})
    return {notice.key for notice in waiting if untried & _places(cycle, notice.finding)}


def _may_wait(cycle: Cycle, notice: Notice) -> bool:
    if cycle.now - notice.not_before >= LONGEST:
        return False
    tomorrow = cycle.catalogue.calendar.add_working(cycle.now.astimezone(VN).date(), 1)
    return notice.expires is None or morning_of(tomorrow, cycle.manners) < notice.expires


def _places(cycle: Cycle, finding: DutyKey) -> set[PlaceKey]:
    duty = cycle.by_key.get(finding)
    return set(place_keys(duty)) if duty is not None else set()


def _untried(cycle: Cycle, tx: Transaction, findings: Iterable[DutyKey]) -> set[PlaceKey]:
    """Places of these duties with a section that lives and was not tried today."""
    here = _living(cycle, {place for finding in findings for place in _places(cycle, finding)})
    newest = tx.observations.newest_looks(here) if here else {}
    today = cycle.now.astimezone(VN).date()
    # S14: a look of a day that has not come was made by a wrong clock; it is none of today.
    tried = {name for name, look in newest.items() if look.at.astimezone(VN).date() == today}
    return {place for place, names in here.items() if not names <= tried}


def _living(cycle: Cycle, places: set[PlaceKey]) -> dict[PlaceKey, set[str]]:
    """The sections that are looked at today, by their places."""
    return {place: {section.id for section in cycle.sections[place]} for place in places if place in cycle.sections}


def seen_lately(cycle: Cycle, duty: Duty, places: Mapping[PlaceKey, Place]) -> bool:
    """Whether the newest look at each section of a duty, on the web, saw all of its time, a day ago at most."""
    return all(
        _seen(cycle, names, places[place] if place in places else Place(*place), part.period.start)
        for part in part_duties(duty)
        for place, names in _living(cycle, set(place_keys(part))).items()
    )


def _seen(cycle: Cycle, names: set[str], place: Place, since: datetime) -> bool:
    newest = {look.section: look for look in place.looks}
    return all(
        name in newest and newest[name].reaches(since) and cycle.now - newest[name].at <= LONGEST for name in names
    )
