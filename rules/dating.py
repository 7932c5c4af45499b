"""When was it published? Places a publication in time by what the site states and by when we saw it (S7, S9, S10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rules.model import Flag, Period, Precision, Publication, StatedDate

USABLE_AHEAD = timedelta(hours=24)
"""A stated date further than this after we first saw the item is not usable (S7)."""
SETTLED_AFTER = timedelta(hours=24)
"""A complete look this long after the stated moment ought to have shown the item (S10)."""
PLAUSIBLE_SINCE = 2000
WRITTEN = "feed:created"
"""The source of dates that tell when an item was written: it may have waited long to be published."""
_OLDEST_COPY = timedelta(days=2)
"""So old a page may be on which a day is told from the moment of its making."""
_MAY_BE_LOCAL = frozenset({"feed:pubDate", "time:datetime"})
"""Sources whose makers print a local clock with the sign of UTC behind it; no interface of a system does."""
_OF_UTC = re.compile(r"(?:GMT|UTC?|Z|[+-]00:?00)$")
_LITTLE_APART = timedelta(days=3)
"""Two days of one item so little apart may be one: of typing and of appearing, of two clocks, of a small change."""
LONGEST_WAIT = timedelta(days=62)
"""So long an item may have waited, as far as anybody is asked."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A publication with the span in which it appeared: after ``earliest``, before ``latest``.

    ``earliest`` None: nothing bounds it from below (S9 baseline). ``question``: backdating | undated | None.
    """

    publication: Publication
    earliest: datetime | None
    latest: datetime
    stated: StatedDate | None
    flags: tuple[Flag, ...] = ()
    question: str | None = None

    def inside(self, period: Period) -> bool:
        """Surely within the period."""
        return self.earliest is not None and period.start <= self.earliest and self.latest <= period.end

    def before(self, moment: datetime) -> bool:
        """Surely before the moment."""
        return self.latest <= moment

    def touches(self, period: Period) -> bool:
        """Possibly within the period; from a look within a day of the moment, a cache may have hidden an undated item
        (S9, S10, K4)."""
        earliest = self.earliest
        if earliest is not None and self.question == "undated":
            earliest -= SETTLED_AFTER
        return self.latest > period.start and (earliest is None or earliest < period.end)


def place_in_time(publication: Publication, count_by: str = "stated") -> Placed:
    """Where the publication lies in time, and what the office must be asked about it.

    ``count_by``: stated | first_seen | ask — what a backdated item counts by (S10).
    """
    stated, flags = usable_date(publication)
    if publication.removed_at is not None:
        flags.append(Flag.REMOVED)
    if publication.migrated:
        flags.append(Flag.MIGRATION)
    if stated is None:
        return _by_sight(publication, flags)
    if stated.source == WRITTEN and _published_later(publication, stated):
        # No backdating, and no publishing in the month of writing; but none before it was written either (S9).
        return _by_sight(publication, flags, stated.at)
    if not _backdated(publication, stated):
        return Placed(publication, stated.at, _end_of(stated, publication), stated, tuple(flags))
    flags.append(Flag.BACKDATING)
    if count_by == "first_seen":
        return Placed(publication, publication.absent_at, _just_after(publication.first_seen), stated, tuple(flags))
    return Placed(publication, stated.at, stated.end, stated, tuple(flags), "backdating")


def _end_of(stated: StatedDate, publication: Publication) -> datetime:
    """The end of a stated day; of a mere month or year, the moment at which the item was there already."""
    seen = _just_after(publication.first_seen)
    coarse = stated.precision not in (Precision.MINUTE, Precision.DAY)
    return seen if coarse and stated.at < seen < stated.end else stated.end


def usable_date(publication: Publication) -> tuple[StatedDate | None, list[Flag]]:
    """The first usable stated date, sharpened by later readings that agree; a later other date is a flag, and so is
    that what is stated cannot be used (S7)."""
    chosen: StatedDate | None = None
    flags: list[Flag] = []
    for seen in publication.stated:
        if not _usable(seen.date, publication.first_seen):
            # Moved to after the day on which it was first seen it serves nothing, but the office is told of it.
            if chosen is not None and _moved(seen.date, chosen) and Flag.DATE_CHANGED not in flags:
                flags.append(Flag.DATE_CHANGED)
            continue
        if chosen is None or _sharpens(seen.date, chosen):
            chosen = seen.date
        elif _counted(seen.date) or _counted(chosen):
            chosen = chosen if _counted(seen.date) else seen.date
        elif not _agree(seen.date, chosen) and Flag.DATE_CHANGED not in flags:
            flags.append(Flag.DATE_CHANGED)
    if chosen is None and publication.stated:
        flags.append(Flag.DATE_UNUSABLE)
    return chosen, flags


def _moved(new: StatedDate, old: StatedDate) -> bool:
    return new.at.year >= PLAUSIBLE_SINCE and not _counted(new) and not _agree(new, old)


def _counted(date: StatedDate) -> bool:
    # «Hôm qua» moves with each look and is rounded: it is no other date, and a written one goes before it (S7). So it
    # goes before the day of writing.
    return date.source.endswith(":relative") or date.source == WRITTEN


def _usable(date: StatedDate, first_seen: datetime) -> bool:
    return date.at.year >= PLAUSIBLE_SINCE and date.at <= first_seen + USABLE_AHEAD


def _sharpens(new: StatedDate, old: StatedDate) -> bool:
    return old.at <= new.at and new.end <= old.end


def _agree(new: StatedDate, old: StatedDate) -> bool:
    return new.at < old.end and old.at < new.end


def _backdated(publication: Publication, stated: StatedDate) -> bool:
    # S10: absent from a complete look made well after the stated moment, first seen only later. A bulk arrival is not
    # it.
    if publication.migrated or publication.baseline or publication.absent_at is None:
        return False
    return publication.absent_at > stated.end + SETTLED_AFTER


def _published_later(publication: Publication, written: StatedDate) -> bool:
    """Whether an item may have waited to be published: no look shows that it was there soon after it was written."""
    if publication.baseline or publication.migrated:
        return False
    return publication.absent_at is None or publication.first_seen > written.end + SETTLED_AFTER


def ends_across(placed: Placed, start: datetime, end: datetime | None) -> bool:
    """Whether it surely came no sooner than a span began, and perhaps only after its end."""
    return end is not None and placed.earliest is not None and start <= placed.earliest < end < placed.latest


def may_have_waited(placed: Placed, period: Period) -> bool:
    """Whether an item of the first look, of which only the writing is known, may have been published in this later
    period (S9): nobody saw the section between."""
    publication = placed.publication
    if placed.stated is None or placed.stated.source != WRITTEN or not publication.baseline:
        return False
    return placed.latest <= period.start < publication.first_seen and period.start - placed.latest <= LONGEST_WAIT


def may_be_of(placed: Placed, period: Period) -> bool:
    """Whether an item that states a moment outside the period may belong to it: readers are shown another day as well,
    words like «hôm qua» on an old copy tell a day too late, some systems print local time as if it were UTC (S7)."""
    stated = placed.stated
    if stated is None:
        return False
    if says_two_days(placed, period):
        return True
    if stated.at < period.end:
        return False
    earliest = stated.at
    if stated.source.endswith(":relative"):
        earliest -= _OLDEST_COPY
    elif stated.source in _MAY_BE_LOCAL and stated.precision is Precision.MINUTE and _OF_UTC.search(stated.raw):
        earliest = stated.at.astimezone(UTC).replace(tzinfo=period.end.tzinfo)
    return earliest < period.end


def says_two_days(placed: Placed, period: Period) -> bool:
    """Whether two days are shown, a little apart, of which the less trusted one lies in the period and the other does
    not: both are kept (S7), and on two sides of a boundary nobody is charged by either."""
    stated = placed.stated
    if stated is None or placed.inside(period) or placed.earliest != stated.at:
        return False
    others = (seen.date for seen in placed.publication.others)
    return any(
        period.start <= one.at and one.end <= period.end and abs(one.at - stated.at) <= _LITTLE_APART for one in others
    )


def appeared_within(placed: Placed, start: datetime, end: datetime) -> bool:
    """Whether an item that states another day may have come in this span, as our own looks tell (S7, S10).

    It appeared between two of them with a day long past (a document under its day of signing, a wrong year), it states
    a day after the moment at which it was seen, or a first look found it with a day that was put right afterwards.
    What is stated counts; that it serves here instead only the office can say, and nobody is charged meanwhile.
    """
    publication = placed.publication
    if placed.stated is None or placed.stated.source == WRITTEN or placed.earliest != placed.stated.at:
        return False  # not placed by what it states
    if publication.first_seen >= start and _put_right(placed, start, end):
        return True
    since = publication.absent_at
    if placed.stated.at > publication.first_seen:
        since = since or publication.first_seen - USABLE_AHEAD
    elif since is None or publication.baseline or since <= placed.stated.end + SETTLED_AFTER:
        return False
    return since < end and publication.first_seen >= start


def _put_right(placed: Placed, start: datetime, end: datetime) -> bool:
    """Whether a later look read a day of this span where the first had read one outside of it. What came in the span
    may have borne a slip till then; of what is known from before it, it is an old item under a new day (S7)."""
    first, history = placed.stated, placed.publication.stated
    if first is None or start <= first.at < end:
        return False
    later = (seen.date for seen in history if seen.seen_at > placed.publication.first_seen)
    return any(start <= date.at < end and not _counted(date) for date in later)


def _by_sight(publication: Publication, flags: list[Flag], since: datetime | None = None) -> Placed:
    # S9: (last complete look without it, first look with it]; of a baseline item nothing is known but that it is there.
    earliest = None if publication.baseline else publication.absent_at
    if earliest is not None and since is not None:
        earliest = max(earliest, since)
    return Placed(publication, earliest, _just_after(publication.first_seen), None, tuple(flags), "undated")


def _just_after(moment: datetime) -> datetime:
    return moment + timedelta(microseconds=1)
