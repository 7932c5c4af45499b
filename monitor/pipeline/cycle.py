"""One cycle's fixed frame: the catalogue, the moment, the duties. Read once, handed down (S1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from alerts.manners import Manners
from alerts.plan import People
from monitor.catalogue.loading import Catalogue
from monitor.ports import Store
from rules.duties import cure_until, duties_of
from rules.engine import place_keys
from rules.lives import life_of
from rules.model import VN, AsOf, Decision, Duty, DutyKey, PlaceKey, Section, Unit
from rules.parts import part_duties
from rules.shaping import shaped


@dataclass(frozen=True)
class Cycle:
    """``now`` is the moment of the whole run. ``rehearsal``: everything stored is marked. ``channel_override``: where
    messages go instead of the route (the file channel in a rehearsal). ``looks``: whoever sends looks as well, so
    letters may wait for a look."""

    catalogue: Catalogue
    store: Store
    now: datetime
    rehearsal: bool = False
    channel_override: str | None = None
    looks: bool = False

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty of every plan in force, as people's decisions left it (S5, S6, S16)."""
        catalogue = self.catalogue
        made = [duty for plan in catalogue.plans for duty in duties_of(plan, catalogue.units, catalogue.calendar)]
        return shaped(made, self.decisions, catalogue.calendar)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What people had decided when the duties were made."""
        with self.store.read(self.rehearsal) as tx:
            return tuple(tx.verdicts.decisions(self.now))

    @cached_property
    def by_key(self) -> Mapping[DutyKey, Duty]:
        """Duties by their natural name."""
        return {duty.key: duty for duty in self.duties}

    @cached_property
    def by_place(self) -> Mapping[PlaceKey, tuple[Duty, ...]]:
        """Duties by the places where their publications would stand."""
        found: dict[PlaceKey, list[Duty]] = {}
        for duty in self.duties:
            for place in place_keys(duty):
                found.setdefault(place, []).append(duty)
        return {place: tuple(group) for place, group in found.items()}

    @cached_property
    def sections(self) -> Mapping[PlaceKey, tuple[Section, ...]]:
        """The sections that are looked at today, by their places (S18)."""
        found: dict[PlaceKey, list[Section]] = {}
        for section in self.catalogue.sections:
            life = life_of(section)
            if life is None or self.now in life:
                found.setdefault((section.unit, section.topic), []).append(section)
        return {place: tuple(group) for place, group in found.items()}

    @property
    def manners(self) -> Manners:
        """Ladder and quiet hours of the settings."""
        settings = self.catalogue.settings
        return Manners(ladder=settings.ladder, quiet_from=settings.quiet.start, quiet_to=settings.quiet.end)

    @property
    def route(self) -> tuple[str, ...]:
        """Channels in the order in which a person is told by them."""
        return (self.channel_override,) if self.channel_override else self.catalogue.settings.route

    def people(self, duty: Duty) -> People:
        """Those who may hear of a duty (S25)."""
        units = self.catalogue.units
        members = tuple(units[member] for member in duty.members if member in units)
        # S25: what nobody may hear yet is planned all the same; compose keeps it until somebody may.
        mode = "office" if self.catalogue.settings.send_to == "office" else "units"
        office, informed = self.catalogue.settings.office, self.informed(duty)
        return People(members, office, mode, self.route, informed, self.answering(duty))

    def answering(self, duty: Duty) -> tuple[Unit, ...]:
        """Who answers today for what a duty's units owe: for one that ended, those it was merged into (S4); nobody
        where there is no such unit."""
        units, today, found = self.catalogue.units, self.now.date(), dict[str, Unit]()
        waiting, met = list(duty.members), set(duty.members)
        while waiting:
            unit = units.get(name := waiting.pop(0))
            if unit is not None and not unit.ended_by(today):
                found[name] = unit
                continue
            heirs = [one.id for one in units.values() if name in one.before and one.id not in met]
            waiting, met = [*heirs, *waiting], met | set(heirs)
        return tuple(found.values())

    def living(self, duty: Duty) -> tuple[Unit, ...]:
        """The duty's units that live today: nobody else is reminded (S4)."""
        units, today = self.catalogue.units, self.now.date()
        members = (units[name] for name in duty.members if name in units)
        return tuple(unit for unit in members if unit.begun_by(today) and not unit.ended_by(today))

    def informed(self, duty: Duty) -> tuple[Unit, ...]:
        """Coordinating units of a duty that live today, groups by their members; the lead is none of them (S18)."""
        units, groups, today = self.catalogue.units, self.catalogue.groups, self.now.date()
        asked = (name for each in (duty, *part_duties(duty)) for name in each.obligation.informed)
        named = dict.fromkeys(one for name in asked for one in groups.get(name, (name,)))
        return tuple(
            unit
            for one in named
            if one not in duty.members
            and (unit := units.get(one)) is not None
            and unit.begun_by(today)
            and not unit.ended_by(today)
        )

    @property
    def as_of(self) -> AsOf:
        """The moment of judging; where the settings name no beginning, each place has its own (S6)."""
        settings = self.catalogue.settings
        return AsOf(
            now=self.now,
            calendar=self.catalogue.calendar,
            watch_from=settings.watch_from,
            confirm_after=timedelta(minutes=settings.looks.confirm_after_min),
            remind_days=max(settings.ladder.remind_days, default=10),
        )

    def closing_day(self, duty: Duty, first_known: datetime | None) -> date:
        """The day after which the duty closes: 10 working days after its end, its cure, or our first judging (S20)."""
        moments = [duty.lenient or duty.period.end, cure_until(duty), first_known]
        return self.working_days_after(max(moment for moment in moments if moment is not None))

    def working_days_after(self, moment: datetime) -> date:
        """The last of the working days in which something stays open after a moment (S20)."""
        day = moment.astimezone(VN).date()
        if day not in self._last_days:  # thousands of duties end on a few days
            self._last_days[day] = self.catalogue.calendar.add_working(day, CLOSE_AFTER)
        return self._last_days[day]

    @cached_property
    def _last_days(self) -> dict[date, date]:
        return {}


CLOSE_AFTER = 10
"""Working days after which a period closes (S20)."""
