"""When to look again: daily as a rule, more often near a due moment, ever less often at a dead site. Pure.

A look costs the site something too. What is settled needs no hurry; what may have to be proven soon must be seen before
and, above all, after its due moment (S13).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from monitor.catalogue.settings import LooksSettings
from rules.model import VN, Duty

SLACK = timedelta(hours=1)
"""A daily look comes due a little early, or a cron at fixed hours would skip a day after each proving look."""
NEAR = timedelta(days=2)
"""So long before a due moment looks come twice as often."""
MORNING = time(6, 0)
"""At this hour after a due moment the first proving look is made, so that the second one is there by the time people
come to work."""
DEAD_AFTER = 10
"""Failures in a row after which a site is held dead; by then some days have passed."""
SPARSEST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``every``: between looks that go well; ``retry``: after the first failure, doubled after each further one."""

    every: timedelta
    retry: timedelta

    @staticmethod
    def of(looks: LooksSettings) -> Rhythm:
        """As the settings say."""
        return Rhythm(timedelta(hours=looks.every_h), timedelta(minutes=looks.retry_min))

    @property
    def regular(self) -> timedelta:
        """Between looks, slack taken off."""
        return self.every - min(SLACK, self.every / 10)

    @property
    def longest(self) -> timedelta:
        """No next look is ever further away, however dead the site."""
        return max(self.every, SPARSEST)


def moments_of(duties: Iterable[Duty]) -> frozenset[datetime]:
    """When something must have been seen of open duties: by the strictest reading, and after grace (S3)."""
    found: set[datetime] = set()
    for duty in duties:
        if duty.strict is not None:
            found.add(duty.strict)
        if duty.lenient is not None:
            found.add(duty.lenient + timedelta(days=duty.obligation.grace_days))
    return frozenset(found)


def next_look(now: datetime, failures: int, moments: Collection[datetime], rhythm: Rhythm, pending: bool) -> datetime:
    """When to look again. ``failures``: in a row; ``pending``: a proof waits for the next full look (S13)."""
    if failures:
        return now + _patience(now, failures, moments, rhythm, pending)
    wait = rhythm.regular
    if any(now < moment <= now + NEAR for moment in moments):
        wait /= 2
    mornings = [_morning_after(moment) for moment in moments if moment > now]
    return min([now + wait, *(morning for morning in mornings if morning > now)])


def _patience(now: datetime, failures: int, moments: Collection[datetime], rhythm: Rhythm, pending: bool) -> timedelta:
    wait = min(rhythm.retry * (1 << min(failures - 1, 6)), rhythm.regular)
    needed = pending or any(moment <= now + SPARSEST for moment in moments)
    if failures < DEAD_AFTER or needed:
        return wait
    return max(wait, min(rhythm.regular * (2 + (failures - DEAD_AFTER) // 3), SPARSEST))


def _morning_after(moment: datetime) -> datetime:
    local = moment.astimezone(VN)
    morning = datetime.combine(local.date(), MORNING, VN)
    return morning if morning >= local else morning + timedelta(days=1)
