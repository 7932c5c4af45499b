"""Who hears what when: one event in the life of a finding becomes notices (S18, S24, S25, S27). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from alerts.heard import NEAR, believed, not_known_yet, rungs_heard
from alerts.manners import Manners, first_morning, morning_of, next_allowed, reminder_moment
from alerts.notice import MessageKind, Notice
from rules.duties import cure_until
from rules.findings import Event, EventKind
from rules.model import VN, Calendar, Duty, DutyKey, Flag, Kind, Person, Unit, Verdict
from rules.parts import ends_told
from rules.periods import last_day

NOWHERE = "none"
"""No channel: what a unit without any address would have heard waits here under the unit's name."""
NO_ADDRESS = "no-address"
"""The step by which the office hears, once, that nobody in a unit can be told."""
QUESTION = "question"
"""How the steps begin by which the office is asked something."""
RECORD = "email"
"""The channel that keeps the record (S26)."""


@dataclass(frozen=True, slots=True)
class People:
    """Those who may hear of a duty. ``mode``: nobody | office | units (S25).

    ``route``: channel names in order; a person is told by the first one for which an address is known (S26).
    """

    members: tuple[Unit, ...]
    office: Person
    mode: str = "office"
    route: tuple[str, ...] = ("email",)
    informed: tuple[Unit, ...] = ()
    """Coordinating units (S18)."""
    answering: tuple[Unit, ...] | None = None
    """Who hears a charge where members ended: those they were merged into; empty: the office. None: the members."""

    @property
    def charged(self) -> tuple[Unit, ...]:
        """The units whose people hear a charge."""
        return self.members if self.answering is None else self.answering


@dataclass(frozen=True, slots=True)
class _Step:
    """One rung: what, when, to whom."""

    kind: MessageKind
    name: str
    people: tuple[Person, ...]
    not_before: datetime
    expires: datetime | None = None
    kept_until: datetime | None = None
    """Until when units may still hear what a pilot told the office alone; None: never."""


def notices_for(
    event: Event,
    duty: Duty,
    verdict: Verdict,
    people: People,
    manners: Manners,
    calendar: Calendar,
    now: datetime,
    told: Sequence[Notice] = (),
) -> list[Notice]:
    """The notices that an event causes, each key once.

    ``told``: the notices of this finding that went out already; an all-clear or a correction goes to those of them who
    heard of the charge, and to nobody else (S27); who heard of a charge and never that it is over does not hear it
    again. A duty judged in hindsight is never sent to anybody (S6).
    """
    if people.mode == "nobody":
        return []
    if event.kind in (EventKind.CLEARED, EventKind.WITHDRAWN):
        return _closing(event, manners, calendar, now, told)
    if Flag.HOI_CUU in verdict.flags:
        return []
    if event.kind is EventKind.DUE:
        made = _addressed(event, _reminders(duty, ends_told(duty, verdict)[0], people, manners, calendar, now), people)
        heard = rungs_heard(told)
        return [one for one in made if (one.channel, one.address, one.step, one.expires) not in heard]
    if event.kind is EventKind.CHARGED:
        return not_known_yet(_addressed(event, _charge(duty, people, manners, calendar, now), people), told)
    return []


def question_notices(
    event: Event,
    asked: Iterable[tuple[str, int]],
    people: People,
    manners: Manners,
    calendar: Calendar,
    now: datetime,
    standing: Iterable[Notice] = (),
) -> list[Notice]:
    """The office is asked each thing once, whatever becomes of the finding meanwhile (S17, S19).

    ``asked``: kind and publication of what came up. ``standing``: what it was asked about this finding already, and
    nobody said anything of since.
    """
    if people.mode == "nobody":
        return []
    moment = next_allowed(now, calendar, manners)
    known = {(one.channel, one.address, one.step) for one in standing}
    made = []
    for kind, publication in sorted(asked):
        step = question_step(kind, publication)
        for channel, address in ways_to(people.office, people.route):
            if (channel, address, step) in known:
                continue
            key = notice_key(channel, address, event.key, event.n, step)
            about = (step, channel, people.office, address, event.key, event.n, moment)
            made.append(Notice(key, MessageKind.QUESTION, *about))
    return made


def question_step(kind: str, publication: int) -> str:
    """The step by which the office is asked this."""
    return f"{QUESTION}-{kind}-{publication}"


def notice_key(channel: str, address: str, finding: DutyKey, event: int, step: str) -> str:
    """The name of a notice, unique for ever (FAULTS 3.0)."""
    return "|".join((channel, address, str(finding), str(event), step))


def address_of(person: Person, channel: str) -> str | None:
    """The person's address on a channel, in the spelling used for keys and day slots; None: not to be told there."""
    email = (person.email or "").strip().lower() or None
    if channel == "email":
        return email
    if channel in ("zalo_oa", "zalo_bot"):
        return (person.zalo_user_id or "").strip() or None
    if channel == "zalo_zns":
        return (person.phone or "").strip() or None
    if channel == "apprise":
        # One set of addresses for the whole workspace: it is the office that reads there.
        return person.role if person.role in ("office", "admin") else None
    # The file channel stands in for any other in rehearsals: whoever could be told at all can be told there.
    return email or (person.zalo_user_id or "").strip() or (person.phone or "").strip() or None


def ways_to(person: Person, route: Sequence[str]) -> list[tuple[str, str]]:
    """The first way to a person; where that is not e-mail, the mailbox too, if the route names it: the record copy, and
    what is left when the other way fails (S26)."""
    first = way_to(person, route)
    if first is None:
        return []
    mailbox = address_of(person, RECORD) if RECORD in route else None
    return [first] if first[0] == RECORD or mailbox is None else [first, (RECORD, mailbox)]


def way_to(person: Person, route: Sequence[str]) -> tuple[str, str] | None:
    """(channel, address) of the first channel of the route on which the person has an address; None: no way to them."""
    for channel in route:
        address = address_of(person, channel)
        if address is not None:
            return channel, address
    return None


def unit_of_no_address(notice: Notice) -> str:
    """The id of the unit that a notice of the step NO_ADDRESS is about."""
    return notice.key.split("|")[-2]


def reminded(unit: Unit, route: Sequence[str]) -> Person | None:
    """Who is reminded for a unit: the contact, or the head where the contact cannot be told."""
    return next((person for person in unit.people if way_to(person, route) is not None), None)


def _reminders(
    duty: Duty, due: datetime | None, people: People, manners: Manners, calendar: Calendar, now: datetime
) -> Iterator[_Step]:
    """The steps to come, and of those already past only the latest, for now. ``due``: the end that is near."""
    if due is None or due <= now:
        return
    moments = _rungs(duty, last_day(due), manners, calendar)
    past = [moment for moment in moments if moment <= now]
    listeners = _listeners(people.members, people.route)
    informed = _listeners(people.informed, people.route)
    for moment, days in sorted(moments.items()):
        if moment in past and moment != max(past):
            continue
        start = next_allowed(now, calendar, manners) if moment in past else moment
        yield _Step(MessageKind.REMINDER, f"reminder-{days}", listeners, start, due)
        if informed:
            yield _Step(MessageKind.INFORMED, NEAR, informed, start, due)
            informed = ()  # S18: told once that it is near, not at every rung


def _rungs(duty: Duty, due_day: date, manners: Manners, calendar: Calendar) -> dict[datetime, int]:
    """When a duty is reminded of, and how many days before its day.

    What recurs is not reminded of before its period: what is posted then does not count for it (S16). Where every rung
    lies there, the nearest is kept for the first morning of the period.
    """
    rungs = sorted((duty.obligation.ladder or manners.ladder).remind_days, reverse=True)
    begins = duty.period.start.astimezone(VN).date()
    if duty.obligation.kind is Kind.RECURRING and rungs:
        inside = [days for days in rungs if due_day - timedelta(days=days) >= begins]
        if not inside:
            return {first_morning(duty.period.start, calendar, manners): rungs[-1]}
        rungs = inside
    # Two steps pulled back to the same working day are one: a dict keeps the nearer of them.
    return {reminder_moment(due_day, days, calendar, manners): days for days in rungs}


def _listeners(units: Iterable[Unit], route: Sequence[str]) -> tuple[Person, ...]:
    return tuple(person for unit in units if (person := reminded(unit, route)) is not None)


def _charge(duty: Duty, people: People, manners: Manners, calendar: Calendar, now: datetime) -> Iterator[_Step]:
    ladder = duty.obligation.ladder or manners.ladder
    morning = first_morning(now, calendar, manners)
    everyone = tuple(person for unit in people.charged for person in unit.people)
    if not people.charged:
        everyone = (people.office,)  # S4: nobody is left there, and the alert must not be lost
    good_until = cure_until(duty) or duty.plan_end
    yield _Step(MessageKind.OVERDUE, "overdue", everyone, morning, kept_until=good_until)
    listeners = _listeners(people.informed, people.route)
    yield _Step(MessageKind.INFORMED, "informed", listeners, morning, kept_until=good_until)
    later = calendar.working_on_or_after(morning.astimezone(VN).date() + timedelta(days=ladder.escalate_days))
    yield _Step(MessageKind.ESCALATION, "escalation", (people.office,), morning_of(later, manners))


def _closing(event: Event, manners: Manners, calendar: Calendar, now: datetime, told: Sequence[Notice]) -> list[Notice]:
    """All-clear or correction to those who were told of this charge and have not yet heard that it is over (S27)."""
    kind = MessageKind.ALL_CLEAR if event.kind is EventKind.CLEARED else MessageKind.CORRECTION
    moment = next_allowed(now, calendar, manners)
    made: dict[str, Notice] = {}
    for notice in believed(told, event.n):
        key = _key(notice.channel, notice.address, event, kind.value)
        again = replace(notice, key=key, kind=kind, step=kind.value, event=event.n, not_before=moment, expires=None)
        made.setdefault(key, again)
    return list(made.values())


def _addressed(event: Event, steps: Iterator[_Step], people: People) -> list[Notice]:
    made: dict[str, Notice] = {}
    leading: set[tuple[str, str]] = set()
    for step in steps:
        # S25: a pilot tells the office what the units would have heard; contact and head fall together there (S18).
        persons = (people.office,) if people.mode == "office" else step.people
        ways = {way: person for person in reversed(persons) for way in ways_to(person, people.route)}
        if step.kind is MessageKind.INFORMED:
            # S18: who hears it as the lead already hears it once; the office of a pilot needs no second copy.
            ways = {way: person for way, person in ways.items() if way not in leading}
        else:
            leading |= ways.keys()
        for (channel, address), person in reversed(ways.items()):
            notice = _notice(event, step, channel, person, address)
            made.setdefault(notice.key, notice)
        for notice in _kept_back(event, step, people):
            made.setdefault(notice.key, notice)
        if people.mode == "units" and step.kind in (MessageKind.REMINDER, MessageKind.OVERDUE):
            for notice in _for_nobody(event, step, people):
                made.setdefault(notice.key, notice)
    return list(made.values())


def _kept_back(event: Event, step: _Step, people: People) -> Iterator[Notice]:
    """The charge that units do not hear while a pilot tells the office in their place: it waits for the day on which
    they may, and passes when nothing can be made good any more (S25, decision 0008)."""
    if people.mode == "office" and step.kept_until is not None:
        later = replace(step, expires=step.kept_until)
        for person in step.people:
            for channel, address in ways_to(person, people.route):
                yield _notice(event, later, channel, person, address)


def _notice(event: Event, step: _Step, channel: str, person: Person, address: str) -> Notice:
    key = _key(channel, address, event, step.name)
    moments = (step.not_before, step.expires)
    return Notice(key, step.kind, step.name, channel, person, address, event.key, event.n, *moments)


def _for_nobody(event: Event, step: _Step, people: People) -> Iterator[Notice]:
    for unit in people.members if step.kind is MessageKind.REMINDER else people.charged:
        if reminded(unit, people.route) is None:
            waiting = _notice(event, step, NOWHERE, Person("contact", unit.name), unit.id)
            yield from kept_for(unit, waiting, people)


def kept_for(unit: Unit, notice: Notice, people: People) -> list[Notice]:
    """What a unit without any address would have heard waits under its name; the office is told of the unit once."""
    key = notice_key(NOWHERE, unit.id, notice.finding, notice.event, notice.step)
    made = [replace(notice, key=key, channel=NOWHERE, person=Person("contact", unit.name), address=unit.id)]
    for channel, address in ways_to(people.office, people.route):
        key = "|".join((channel, address, unit.id, NO_ADDRESS))
        about = (NO_ADDRESS, channel, people.office, address, notice.finding, notice.event, notice.not_before)
        made.append(Notice(key, MessageKind.QUESTION, *about))
    return made


def _key(channel: str, address: str, event: Event, step: str) -> str:
    return notice_key(channel, address, event.key, event.n, step)
