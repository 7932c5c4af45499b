"""One message per person, channel and day, at hours at which people may be told (S24)."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from alerts.batch import Batch, batch
from alerts.ids import ladder_key
from alerts.manners import may_tell
from alerts.notice import MessageKind, Notice
from alerts.plan import notices_for
from rules.findings import EventKind
from rules.model import VN, Calendar, Person, Status, Unit
from rules.periods import last_day
from tests.alerts.cast import CALENDAR, LAN, MANNERS, MINH, OFFICE, TET_2022, at, duty, event, notice, people, verdict

MORNING = at("2022-03-21 08:00")
OTHER = duty(unit="th-binh-minh").key


def made(*notices: Notice, now: datetime = MORNING, taken: frozenset[tuple[str, str]] = frozenset()) -> list[Batch]:
    return batch(notices, taken, CALENDAR, now, MANNERS)


def reminder(days: int, expires: str = "2022-04-01 00:00", **given: object) -> Notice:
    step = f"reminder-{days}"
    return notice(MessageKind.REMINDER, step, at("2022-03-21 07:30"), expires=at(expires), **given)  # type: ignore[arg-type]


def overdue(**given: object) -> Notice:
    return notice(MessageKind.OVERDUE, "overdue", at("2022-03-21 07:00"), **given)  # type: ignore[arg-type]


def test_all_findings_of_one_person_share_a_message() -> None:
    (one,) = made(reminder(10), reminder(10, finding=OTHER))
    assert (one.address, one.kind, len(one.notices)) == (LAN.email, MessageKind.REMINDER, 2)


def test_each_person_gets_a_message_of_their_own() -> None:
    assert {one.address for one in made(overdue(), overdue(person=MINH))} == {LAN.email, MINH.email}


def test_a_person_who_had_todays_message_waits() -> None:
    assert made(overdue(), taken=frozenset({("email", str(LAN.email))})) == []


@pytest.mark.parametrize(
    "now", ["2022-03-21 06:59", "2022-03-21 20:00", "2022-03-26 09:00", "2022-04-11 09:00", "2022-01-31 09:00"]
)
def test_nobody_is_told_in_quiet_hours_at_weekends_or_on_holidays(now: str) -> None:
    early = notice(MessageKind.OVERDUE, "overdue", at("2022-01-03 07:00"))
    assert made(early, now=at(now)) == []


def test_the_administrator_is_told_at_any_hour_besides_all_else() -> None:
    admin = notice(MessageKind.ADMIN, "admin", at("2022-01-31 02:00"), person=OFFICE)
    (one,) = made(admin, now=at("2022-01-31 02:00"), taken=frozenset({("email", str(OFFICE.email))}))
    assert one.kind is MessageKind.ADMIN


def test_what_is_not_yet_due_or_has_passed_is_left_out() -> None:
    assert made(notice(MessageKind.OVERDUE, "overdue", MORNING + timedelta(seconds=1))) == []
    passed = reminder(3, expires="2022-03-21 08:00")
    assert made(passed) == []
    assert [one.passed(MORNING) for one in (passed, reminder(10))] == [True, False]


def test_of_several_reminder_steps_only_the_latest_is_shown() -> None:
    ten, three = reminder(10), reminder(3)
    for order in ((ten, three), (three, ten)):
        (one,) = made(*order)
        assert (one.notices, one.superseded) == ((three,), (ten,))


def test_a_later_event_of_a_finding_overtakes_an_earlier_one() -> None:
    withdrawn = notice(MessageKind.CORRECTION, "correction", at("2022-03-21 07:00"), n=2)
    again = overdue(n=3)
    (one,) = made(withdrawn, again)
    assert (one.kind, one.notices, one.superseded) == (MessageKind.OVERDUE, (again,), (withdrawn,))


def test_the_weightiest_notice_names_the_message_and_comes_first() -> None:
    clear = notice(MessageKind.ALL_CLEAR, "all_clear", at("2022-03-21 07:00"), finding=OTHER)
    (one,) = made(clear, overdue())
    assert [shown.kind for shown in one.notices] == [MessageKind.OVERDUE, MessageKind.ALL_CLEAR]
    assert one.kind is MessageKind.OVERDUE


def test_a_reminder_is_not_mixed_with_a_charge_against_the_same_person() -> None:
    (one,) = made(overdue(finding=OTHER), reminder(10))
    assert [shown.kind for shown in one.notices] == [MessageKind.OVERDUE]


def test_a_reminder_is_mixed_in_when_its_due_day_would_come_first() -> None:
    # Monday: the next working day, Tuesday the 22nd, is the last day of the duty.
    (one,) = made(overdue(finding=OTHER), reminder(3, expires="2022-03-23 00:00"))
    assert [shown.kind for shown in one.notices] == [MessageKind.OVERDUE, MessageKind.REMINDER]
    # A day more, and it waits.
    (alone,) = made(overdue(finding=OTHER), reminder(3, expires="2022-03-24 00:00"))
    assert len(alone.notices) == 1


def test_everything_for_the_office_is_mixed() -> None:
    (one,) = made(overdue(finding=OTHER, person=OFFICE), reminder(10, person=OFFICE))
    assert len(one.notices) == 2


def test_the_order_of_notices_changes_nothing() -> None:
    notices = [overdue(), reminder(3, finding=OTHER), overdue(person=MINH), overdue(finding=OTHER, person=MINH)]
    expected = made(*notices)
    for seed in range(10):
        random.Random(seed).shuffle(notices)
        assert made(*notices) == expected


def _year(seed: int) -> tuple[list[Notice], list[tuple[datetime, Batch]]]:
    """A year of random duties of eight schools with shared people, sent hourly: all notices; what left, and when."""
    chance = random.Random(seed)
    persons = [Person("contact", f"Người {n}", f"nguoi{n}@truong.edu.test") for n in range(6)] + [OFFICE]
    units = [
        Unit(f"truong-{n}", f"Trường {n}", contact=chance.choice(persons), head=chance.choice(persons))
        for n in range(8)
    ]
    arriving: list[tuple[datetime, list[Notice]]] = []
    for unit in units:
        for month in range(1, 12):
            of = duty(date(2022, month, chance.randint(1, 28)), unit=unit.id)
            assert of.strict is not None
            who = people(unit, mode=chance.choice(["units", "units", "office"]))
            near = of.strict - timedelta(hours=chance.randint(1, 14 * 24))
            found = verdict(of, Status.DUE_SOON)
            arriving.append((near, notices_for(event(of, EventKind.DUE), of, found, who, MANNERS, CALENDAR, near)))
            if chance.random() < 0.6:
                proven = of.strict + timedelta(hours=chance.randint(25, 200))
                found = verdict(of, Status.OVERDUE)
                charged = event(of, EventKind.CHARGED, 2)
                arriving.append((proven, notices_for(charged, of, found, who, MANNERS, CALENDAR, proven)))
    return [one for _, notices in arriving for one in notices], _send(sorted(arriving, key=lambda one: one[0]))


def _send(arriving: list[tuple[datetime, list[Notice]]]) -> list[tuple[datetime, Batch]]:
    waiting: dict[str, Notice] = {}
    taken: set[tuple[date, str, str]] = set()
    left = []
    now = datetime(2022, 1, 1, tzinfo=VN)
    while now.year == 2022:
        while arriving and arriving[0][0] <= now:
            waiting |= {one.key: one for one in arriving.pop(0)[1]}
        today = frozenset((channel, address) for day, channel, address in taken if day == now.date())
        for message in batch(waiting.values(), today, CALENDAR, now, MANNERS):
            left.append((now, message))
            taken.add((now.date(), message.channel, message.address))
            for done in (*message.notices, *message.superseded):
                del waiting[done.key]
        now += timedelta(hours=1)
    return left


@pytest.mark.parametrize("seed", range(4))
def test_in_a_simulated_year_nobody_is_told_twice_a_day_twice_a_step_or_at_tet(seed: int) -> None:
    _, left = _year(seed)
    assert len(left) > 100
    per_day = Counter((now.date(), one.channel, one.address) for now, one in left)
    assert max(per_day.values()) == 1
    steps = Counter(shown.key for _, one in left for shown in one.notices)
    assert max(steps.values()) == 1
    assert all(may_tell(now, CALENDAR, MANNERS) for now, _ in left)
    assert not [now for now, _ in left if now.date() in TET_2022]
    findings = [[shown.finding for shown in one.notices] for _, one in left]
    assert all(len(shown) == len(set(shown)) for shown in findings)
    assert all(shown.expires is None or now < shown.expires for now, one in left for shown in one.notices)


@pytest.mark.parametrize("seed", range(4))
def test_in_a_simulated_year_no_charge_is_lost_and_reminders_stand_beside_one_only_when_they_must(seed: int) -> None:
    every, left = _year(seed)
    handled = {done.key for _, one in left for done in (*one.notices, *one.superseded)}
    charges = [one for one in every if one.kind is MessageKind.OVERDUE and one.not_before < at("2022-12-01 00:00")]
    assert len(charges) > 30
    assert {one.key for one in charges} <= handled
    for now, one in left:
        kinds = {shown.kind for shown in one.notices}
        if {MessageKind.OVERDUE, MessageKind.REMINDER} <= kinds and one.person.role != "office":
            tomorrow = CALENDAR.add_working(now.date(), 1)
            near = [shown.expires for shown in one.notices if shown.kind is MessageKind.REMINDER]
            assert all(expires is not None and last_day(expires) <= tomorrow for expires in near)


def test_an_ordinary_calendar_without_holidays_still_knows_the_week() -> None:
    assert batch([overdue()], frozenset(), Calendar(), at("2022-03-26 09:00"), MANNERS) == []


def test_a_message_key_follows_its_notices_whatever_their_order() -> None:
    day = date(2022, 3, 21)
    key = ladder_key("email", "lan@hoa-mai.edu.test", day, ["a", "b"])
    assert key == ladder_key("email", "lan@hoa-mai.edu.test", day, ["b", "a"])
    assert key != ladder_key("email", "lan@hoa-mai.edu.test", day, ["a"])
