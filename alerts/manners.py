"""When a message may leave: ladder, quiet hours, working mornings. Pure; every moment is local to Vietnam (S1, S24)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rules.model import VN, Calendar, Ladder

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Manners:
    """The ladder of the settings and the hours in which people may be told (S24).

    ``quiet_from``..``quiet_to``: the quiet hours, over midnight as a rule. ``morning_end``: when a working morning
    ends. ``remind_at``: the hour of reminders.
    """

    ladder: Ladder = field(default_factory=Ladder)
    quiet_from: time = time(20, 0)
    quiet_to: time = time(7, 0)
    morning_end: time = time(12, 0)
    remind_at: time = time(7, 30)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether the hour of the day is a quiet one; the day itself is not looked at."""
        hour = moment.astimezone(VN).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to


def may_tell(moment: datetime, calendar: Calendar, manners: Manners) -> bool:
    """Whether ordinary people may be told at this moment: a working day, outside the quiet hours (S24)."""
    return calendar.is_working(moment.astimezone(VN).date()) and not manners.is_quiet(moment)


def next_allowed(moment: datetime, calendar: Calendar, manners: Manners) -> datetime:
    """The moment itself where people may be told then, else the next working morning."""
    if may_tell(moment, calendar, manners):
        return moment
    local = moment.astimezone(VN)
    morning = _at(local.date(), manners.quiet_to)
    if local <= morning and calendar.is_working(local.date()):
        return morning
    return morning_of(calendar.add_working(local.date(), 1), manners)


def first_morning(moment: datetime, calendar: Calendar, manners: Manners) -> datetime:
    """The first working morning from this moment on; a moment inside a working morning is that morning itself (S24)."""
    local = moment.astimezone(VN)
    if calendar.is_working(local.date()):
        if local < morning_of(local.date(), manners):
            return morning_of(local.date(), manners)
        if local < _at(local.date(), manners.morning_end):
            return moment
    return morning_of(calendar.add_working(local.date(), 1), manners)


def reminder_moment(due_day: date, days: int, calendar: Calendar, manners: Manners) -> datetime:
    """When the reminder ``days`` before the due day goes out: on a quiet day, the working day before it (S24).

    Where no working day follows before the due day, it goes out with the first letters of the morning: one of them
    would take the day's one message, and the reminder could not wait for the next day.
    """
    day = calendar.working_on_or_before(due_day - days * _DAY)
    if calendar.add_working(day, 1) >= due_day:
        return morning_of(day, manners)
    moment = _at(day, manners.remind_at)
    return moment if not manners.is_quiet(moment) else morning_of(day, manners)


def morning_of(day: date, manners: Manners) -> datetime:
    """The first moment of a day at which people may be told."""
    return _at(day, manners.quiet_to)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VN)
