"""How far back a look proves what was published: by the list's end, its order, or items known before (S12). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from crawlers.gathering import names_of
from crawlers.page import Askew, Item
from rules.dating import WRITTEN
from rules.model import VN, Precision, StatedDate

RUN = 5
"""Known items in a row that end a look."""
_DATED_SHARE = 0.8
_MOST_PINNED = 5
ASKEW_FOR = timedelta(days=183)
"""So long a list is remembered to have run against its days."""


def reached_by_order(items: Sequence[Item], askew: Askew | None = None) -> datetime | None:
    """How far back a list in descending date order reaches; None where its order proves nothing.

    Items of the same day as the oldest one may stand on the next page: the proof starts after its day. ``askew``: how
    far the list was seen to run against its days before; so much later an item further down may be.
    """
    free = [item for item in items if not item.pinned]
    dates = [item.stated for item in free if item.stated is not None and item.stated.source != WRITTEN]
    few = len(dates) < 2 and len(items) > 1  # of several, one date is no order; a lone item is the newest there is
    if not dates or few or len(dates) < len(free) * _DATED_SHARE or not descending(dates):
        return None
    return dates[-1].end + (askew.by if askew else timedelta(0))


def askew_of(items: Sequence[Item], now: datetime) -> Askew | None:
    """How far this list runs against the order of its days, None where it does not.

    Articles that wait for their hour stand where they were entered, below older ones. What stands on top although it
    is old may be pinned, and says nothing.
    """
    dates = [item.stated for item in items if not item.pinned and item.stated and item.stated.source != WRITTEN]
    for _ in range(_MOST_PINNED):
        if 2 * sum(_later(other, dates[0]) for other in dates[1:]) <= len(dates):
            break
        dates = dates[1:]
    by, lowest = timedelta(0), dates[0] if dates else None
    for stated in dates:
        if lowest is not None and _later(stated, lowest):
            by = max(by, stated.at - lowest.at)
        if lowest is None or stated.at < lowest.at:
            lowest = stated
    return Askew(by, now) if by and not ascending(items) else None


def worse(before: Askew | None, here: Askew | None, now: datetime) -> Askew | None:
    """The greater of two, those too long ago left out."""
    lately = [one for one in (before, here) if one is not None and now - one.at <= ASKEW_FOR]
    return max(lately, key=lambda one: one.by, default=None)


def descending(dates: Sequence[StatedDate]) -> bool:
    """Whether no date is later than the one before it, as finely as both are stated."""
    return all(not _later(after, before) for before, after in pairwise(dates))


def ascending(items: Sequence[Item]) -> bool:
    """A list with the oldest first: new items come at its end. In order of entry a few dates may stand askew."""
    dates = [item.stated for item in items if item.stated is not None and not item.pinned]
    if len(dates) < 3 or dates[0].at >= dates[-1].at:
        return False
    pairs = list(pairwise(dates))
    return sum(_later(after, before) for before, after in pairs) > 3 * sum(_later(*pair) for pair in pairs)


def _later(one: StatedDate, other: StatedDate) -> bool:
    if Precision.MONTH in (one.precision, other.precision):
        return _local(one).strftime("%Y-%m") > _local(other).strftime("%Y-%m")
    if Precision.DAY in (one.precision, other.precision):
        return _local(one).date() > _local(other).date()
    return one.at > other.at


def _local(stated: StatedDate) -> datetime:
    return stated.at.astimezone(VN)


def known_run(items: Sequence[Item], known: Collection[str]) -> bool:
    """Whether an unbroken run of known items stands in the list."""
    run = 0
    for item in items:
        if item.pinned:
            continue
        run = run + 1 if any(name in known for name in names_of(item)) else 0
        if run >= RUN:
            return True
    return False


def hides_older(items: Sequence[Item], known: dict[str, StatedDate | None]) -> bool:
    """Whether older items were known that this list, which claims to be whole, does not show: then it was cut."""
    dates = [item.stated.at for item in items if item.stated is not None]
    if not dates:
        return False
    here = {name for item in items for name in names_of(item)}
    older = [name for name, stated in known.items() if stated is not None and stated.end <= min(dates)]
    return bool(older) and not any(name in here for name in older)
