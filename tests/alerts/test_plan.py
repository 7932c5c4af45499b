"""Who hears what when (S18, S24, S25, S27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from alerts.notice import MessageKind, Notice
from alerts.plan import notices_for, way_to
from rules.findings import EventKind
from rules.model import Duty, Flag, Ladder, Person, Status
from tests.alerts.cast import (
    BINH_MINH,
    CALENDAR,
    HOA_MAI,
    LAN,
    MANNERS,
    MINH,
    OFFICE,
    at,
    duty,
    event,
    people,
    verdict,
)


def due_notices(of: Duty, now: datetime, **given: object) -> list[Notice]:
    who = people(**given)  # type: ignore[arg-type]
    return notices_for(event(of, EventKind.DUE), of, verdict(of, Status.DUE_SOON), who, MANNERS, CALENDAR, now)


def charged_notices(of: Duty, now: datetime, **given: object) -> list[Notice]:
    units = given.pop("units", ())
    who = people(*units, **given)  # type: ignore[misc, arg-type]
    return notices_for(event(of, EventKind.CHARGED), of, verdict(of, Status.OVERDUE), who, MANNERS, CALENDAR, now)


def steps(notices: list[Notice]) -> list[tuple[str, str, str]]:
    return [(one.step, one.address, f"{one.not_before:%Y-%m-%d %H:%M}") for one in notices]


def test_reminders_go_to_the_contact_on_their_days_at_half_past_seven() -> None:
    notices = due_notices(duty(date(2022, 3, 31)), at("2022-03-20 08:00"))
    assert steps(notices) == [
        ("reminder-10", "lan@hoa-mai.edu.test", "2022-03-21 07:30"),
        ("reminder-3", "lan@hoa-mai.edu.test", "2022-03-28 07:30"),
    ]
    assert {one.expires for one in notices} == {at("2022-04-01 00:00")}
    assert notices[0].key == "email|lan@hoa-mai.edu.test|phu-sa-2022|IV.1-monthly|thcs-hoa-mai|2022-03|1|reminder-10"


def test_a_reminder_on_a_quiet_day_goes_out_the_working_day_before() -> None:
    # 10 days before 13 April is Sunday the 3rd; 3 days before is Sunday the 10th.
    assert steps(due_notices(duty(date(2022, 4, 13)), at("2022-03-25 08:00"))) == [
        ("reminder-10", "lan@hoa-mai.edu.test", "2022-04-01 07:30"),
        ("reminder-3", "lan@hoa-mai.edu.test", "2022-04-08 07:30"),
    ]


def test_two_reminders_that_fall_into_tet_become_the_nearer_one() -> None:
    of = duty(date(2022, 2, 6), ladder=Ladder(remind_days=(4, 2)))
    assert steps(due_notices(of, at("2022-01-20 08:00"))) == [
        ("reminder-2", "lan@hoa-mai.edu.test", "2022-01-28 07:00")
    ]


def test_of_reminders_already_past_only_the_latest_is_told() -> None:
    assert steps(due_notices(duty(), at("2022-03-25 09:00"))) == [
        ("reminder-10", "lan@hoa-mai.edu.test", "2022-03-25 09:00"),
        ("reminder-3", "lan@hoa-mai.edu.test", "2022-03-28 07:30"),
    ]
    assert steps(due_notices(duty(), at("2022-03-29 21:00"))) == [
        ("reminder-3", "lan@hoa-mai.edu.test", "2022-03-30 07:00")
    ]


def test_nobody_is_reminded_of_what_is_past_or_has_no_day() -> None:
    assert due_notices(duty(), at("2022-04-01 00:00")) == []
    assert due_notices(duty(strict=None, lenient=None), at("2022-03-20 08:00")) == []


def test_without_a_contact_the_head_is_reminded() -> None:
    of = duty(unit="th-binh-minh")
    notices = notices_for(
        event(of, EventKind.DUE), of, verdict(of, Status.DUE_SOON), people(BINH_MINH), MANNERS, CALENDAR,
        at("2022-03-20 08:00"),
    )  # fmt: skip
    assert {one.person.role for one in notices} == {"head"}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2022-04-05 05:30", "2022-04-05 07:00"),
        ("2022-04-05 07:00", "2022-04-05 07:00"),
        ("2022-04-05 11:59", "2022-04-05 11:59"),
        ("2022-04-05 12:00", "2022-04-06 07:00"),
        ("2022-04-05 22:00", "2022-04-06 07:00"),
        ("2022-04-01 13:00", "2022-04-04 07:00"),
        ("2022-04-02 09:00", "2022-04-04 07:00"),
        ("2022-01-28 15:00", "2022-02-07 07:00"),
    ],
)
def test_a_charge_is_told_on_the_first_working_morning(now: str, told: str) -> None:
    overdue = [one for one in charged_notices(duty(), at(now)) if one.step == "overdue"]
    assert steps(overdue) == [("overdue", "lan@hoa-mai.edu.test", told), ("overdue", "minh@hoa-mai.edu.test", told)]
    assert {one.expires for one in overdue} == {None}


def test_the_office_hears_a_week_later_on_a_working_morning() -> None:
    escalation = [one for one in charged_notices(duty(), at("2022-04-04 09:00")) if one.step == "escalation"]
    # Monday the 11th is a holiday.
    assert steps(escalation) == [("escalation", "vanphong@so.test", "2022-04-12 07:00")]


def test_one_person_in_two_roles_is_told_once() -> None:
    both = replace(HOA_MAI, head=replace(MINH, email=" LAN@hoa-mai.edu.test "))
    overdue = [one for one in charged_notices(duty(), at("2022-04-04 09:00"), units=(both,)) if one.step == "overdue"]
    assert [one.address for one in overdue] == ["lan@hoa-mai.edu.test"]  # S18


def test_every_member_of_a_group_that_owes_as_one_is_told() -> None:
    told = charged_notices(duty(), at("2022-04-04 09:00"), units=(HOA_MAI, BINH_MINH))
    assert [one.address for one in told if one.step == "overdue"] == [
        "lan@hoa-mai.edu.test", "minh@hoa-mai.edu.test", "hanh@binh-minh.edu.test",
    ]  # fmt: skip


def test_a_pilot_tells_only_the_office_and_each_step_once() -> None:
    told = charged_notices(duty(), at("2022-04-04 09:00"), mode="office") + due_notices(
        duty(), at("2022-03-20 08:00"), mode="office"
    )
    office = [one for one in told if one.address == "vanphong@so.test"]  # S25
    assert [one.step for one in office] == ["overdue", "escalation", "reminder-10", "reminder-3"]
    assert {one.expires for one in office if one.step == "overdue"} == {None}
    # For the unit the charge alone waits, as long as it can be made good.
    kept = [(one.step, one.address, one.expires) for one in told if one not in office]
    cure_ends = at("2022-04-11 00:00")
    assert kept == [("overdue", f"{name}@hoa-mai.edu.test", cure_ends) for name in ("lan", "minh")]


def test_mode_nobody_tells_nobody() -> None:
    assert charged_notices(duty(), at("2022-04-04 09:00"), mode="nobody") == []


def test_a_duty_judged_in_hindsight_is_sent_to_nobody() -> None:
    of = duty()
    found = verdict(of, Status.OVERDUE, flags=(Flag.HOI_CUU,))  # S6
    now = at("2022-04-04 09:00")
    assert notices_for(event(of, EventKind.CHARGED), of, found, people(), MANNERS, CALENDAR, now) == []


def test_the_first_channel_with_an_address_carries_the_notice() -> None:
    both = Person("contact", "Lan", "lan@hoa-mai.edu.test", zalo_user_id="2468")
    assert way_to(both, ("zalo_oa", "email")) == ("zalo_oa", "2468")
    assert way_to(LAN, ("zalo_oa", "email")) == ("email", "lan@hoa-mai.edu.test")
    assert way_to(Person("contact", "Lan", email="  "), ("zalo_oa", "email")) is None
    assert way_to(LAN, ("file",)) == ("file", "lan@hoa-mai.edu.test")


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        (EventKind.CLEARED, Status.LATE, MessageKind.ALL_CLEAR),
        (EventKind.WITHDRAWN, Status.WAIVED, MessageKind.CORRECTION),
    ],
)
def test_those_who_were_told_and_only_they_hear_that_it_is_over(
    kind: EventKind, status: Status, message: MessageKind
) -> None:
    of, now = duty(), at("2022-04-06 21:00")
    reminded = due_notices(of, at("2022-03-20 08:00"))
    told = [one for one in charged_notices(of, at("2022-04-04 09:00")) if one.address == "minh@hoa-mai.edu.test"]
    # S27: the contact was reminded, and never heard of the charge; the escalation had not left.
    done = notices_for(
        event(of, kind, 2), of, verdict(of, status), people(), MANNERS, CALENDAR, now, told=[*reminded, *told]
    )
    assert [(one.kind, one.address, one.step, one.event) for one in done] == [
        (message, "minh@hoa-mai.edu.test", message.value, 2)
    ]
    assert done[0].not_before == at("2022-04-07 07:00")
    assert done[0].key.endswith(f"|2|{message.value}")


def test_who_heard_of_a_charge_by_mail_does_not_find_it_in_a_file_again() -> None:
    of, now = duty(), at("2022-04-05 09:00")
    told = [one for one in charged_notices(of, at("2022-04-04 09:00")) if one.step == "overdue"]
    assert told
    for route in (("email",), ("file",)):
        again = notices_for(
            event(of, EventKind.CHARGED, 3), of, verdict(of, Status.OVERDUE), people(route=route), MANNERS, CALENDAR,
            now, told=told,
        )  # fmt: skip
        assert not [one for one in again if one.step == "overdue"]


def test_a_second_all_clear_goes_to_those_told_of_the_second_charge() -> None:
    of, now = duty(), at("2022-04-20 09:00")
    first = [one for one in charged_notices(of, at("2022-04-04 09:00")) if one.step == "overdue"]
    clear = [replace(one, kind=MessageKind.CORRECTION, step="correction", event=2) for one in first]
    second = replace(first[0], event=3, key="again")
    done = notices_for(
        event(of, EventKind.CLEARED, 4), of, verdict(of, Status.LATE), people(), MANNERS, CALENDAR, now,
        told=[*first, *clear, second],
    )  # fmt: skip
    assert [one.address for one in done] == [second.address]


def test_the_told_hear_the_end_even_when_only_the_office_is_told_now() -> None:
    of = duty()
    told = [one for one in charged_notices(of, at("2022-04-04 09:00")) if one.step == "overdue"]
    done = notices_for(
        event(of, EventKind.WITHDRAWN, 2), of, verdict(of, Status.UNKNOWN), people(mode="office"), MANNERS, CALENDAR,
        at("2022-04-06 10:00"), told=told,
    )  # fmt: skip
    assert {one.address for one in done} == {LAN.email, MINH.email}


def test_a_finding_that_stops_says_nothing() -> None:
    of = duty()
    stopped = event(of, EventKind.STOPPED, 2)
    assert notices_for(stopped, of, verdict(of, Status.MET), people(), MANNERS, CALENDAR, at("2022-03-25 09:00")) == []


def test_no_key_is_ever_made_twice_by_one_event() -> None:
    units = (HOA_MAI, BINH_MINH, replace(HOA_MAI, contact=OFFICE))
    for mode in ("units", "office"):
        keys = [one.key for one in charged_notices(duty(), at("2022-04-04 09:00"), units=units, mode=mode)]
        assert len(keys) == len(set(keys))
