"""Before anything leaves: does it still hold, and is it still for the one it names (S25, S27)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alerts.heard import CHARGING, CLOSING, not_known_yet
from alerts.notice import MessageKind, Notice
from alerts.plan import (
    NO_ADDRESS,
    NOWHERE,
    kept_for,
    notice_key,
    question_step,
    reminded,
    unit_of_no_address,
    ways_to,
)
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.due import early_rung
from monitor.ports import Transaction, VerdictRow
from rules.asking import asks
from rules.findings import IN_TIME, made_good
from rules.model import OPEN_CHARGES, DutyKey, Flag, Person, Status, Verdict

RECIPIENT_CHANGED = "người nhận đã thay đổi"
NOT_NOW = "chưa hỏi được: chưa xem được trang"
"""A question about what we cannot see today is neither settled nor asked."""
ENDED = "đơn vị không hoạt động ngày này"
"""Nobody is reminded before a unit begins or after it ends (S4)."""
_RUNNING = frozenset({Status.NOT_DUE, Status.DUE_SOON})

Held = Mapping[DutyKey, VerdictRow]


def why_stale(cycle: Cycle, notice: Notice, held: Held) -> str | None:
    """Why a notice must not leave, in Vietnamese; None: it still holds (S27)."""
    row, duty = held.get(notice.finding), cycle.by_key.get(notice.finding)
    if row is None or (duty is None and notice.kind not in CLOSING):
        return "nghĩa vụ không còn trong kế hoạch"
    if row.closed_at is not None and early_rung(notice):
        return "kỳ đã chốt"  # S20: nothing that is posted changes the verdict any more
    hindsight = Flag.HOI_CUU in row.verdict.flags
    if hindsight and notice.kind not in CLOSING:
        return "kỳ này có trước ngày bắt đầu theo dõi (hồi cứu)"
    settled = _settled(cycle, notice, row.verdict)
    if settled:
        return settled
    if notice.kind in CLOSING:
        # S27: exactly the people told hear that it is over, whoever holds the role by now.
        return "việc lại quá hạn" if row.verdict.status in OPEN_CHARGES and not hindsight else None
    return None if (notice.channel, notice.address) in _ways(cycle, notice) else RECIPIENT_CHANGED


def fitting(notice: Notice, held: Held) -> Notice:
    """A closing notice of the kind that fits what holds now: while it waited, what was withdrawn may have been made
    good, and what was made good may have become doubtful (S27). It stays the same notice."""
    row = held.get(notice.finding)
    if notice.kind not in CLOSING or row is None or Flag.HOI_CUU in row.verdict.flags:
        return notice
    done = row.verdict.status in (Status.MET, Status.LATE)
    if done and IN_TIME in row.verdict.figures:
        return notice  # which of the parts was charged, was known when it was written
    return replace(notice, kind=MessageKind.ALL_CLEAR if made_good(row.verdict, None) else MessageKind.CORRECTION)


def _settled(cycle: Cycle, notice: Notice, verdict: Verdict) -> str | None:
    status = verdict.status
    if notice.step == NO_ADDRESS:
        unit = cycle.catalogue.units.get(unit_of_no_address(notice))
        if unit is not None and unit.ended_by(cycle.now.date()):
            return ENDED
        reached = unit is None or reminded(unit, cycle.route) is not None
        return "đơn vị đã có địa chỉ liên hệ" if reached else None
    if notice.kind is MessageKind.QUESTION:
        if notice.step in {question_step(*about) for about in asks(verdict)}:
            return None
        return NOT_NOW if status is Status.UNKNOWN else "việc cần hỏi đã được giải quyết"
    if early_rung(notice):
        if status not in _RUNNING:
            return f"không cần nhắc nữa ({status.value})"
        return None if cycle.living(cycle.by_key[notice.finding]) else ENDED
    if notice.step in CHARGING and status not in OPEN_CHARGES:
        return f"không còn quá hạn ({status.value})"
    return None


def _ways(cycle: Cycle, notice: Notice) -> set[tuple[str, str]]:
    return {way for person in audience(cycle, notice) for way in ways_to(person, cycle.route)}


def audience(cycle: Cycle, notice: Notice) -> list[Person]:
    """Who should hear this step of the ladder, as settings and catalogue stand now (S24, S25)."""
    duty, office = cycle.by_key[notice.finding], cycle.catalogue.settings.office
    if notice.kind in (MessageKind.ESCALATION, MessageKind.QUESTION):
        return [office]
    if cycle.catalogue.settings.send_to == "office":
        return [] if notice.kind is MessageKind.INFORMED else [office]
    if notice.kind is MessageKind.INFORMED:
        listening = (reminded(unit, cycle.route) for unit in cycle.informed(duty))
        return [person for person in listening if person is not None]
    units = cycle.living(duty) if notice.kind is MessageKind.REMINDER else cycle.answering(duty)
    if notice.channel == NOWHERE:
        # What waited for an address of a unit that ended goes to whoever answers for it now.
        units = tuple(unit for unit in units if unit.id == notice.address) or units
    if notice.kind is MessageKind.REMINDER:
        return [person for unit in units if (person := reminded(unit, cycle.route)) is not None]
    return [person for unit in units for person in unit.people] if units else [office]


def may_hear_one_day(cycle: Cycle, notice: Notice) -> bool:
    """Whether only the mode of the settings forbids this recipient today; then it waits (S25)."""
    duty = cycle.by_key.get(notice.finding)
    if duty is None:
        return False
    units = (*cycle.living(duty), *cycle.answering(duty), *cycle.informed(duty))
    everyone = (*(person for unit in units for person in unit.people), cycle.catalogue.settings.office)
    return (notice.channel, notice.address) in {way for one in everyone for way in ways_to(one, cycle.route)}


def readdressed(cycle: Cycle, tx: Transaction, notices: Sequence[Notice]) -> list[Notice]:
    """The same steps for whoever holds the role now, where the recipient changed before anything was heard (S27).

    For a unit whom nobody can tell any more, the step waits, and the office hears of the unit once. Who believes an
    earlier charge still, because the correction was overtaken, does not hear the same again (S23).
    """
    again = [one for notice in notices for one in heirs(cycle, notice)]
    if not again:
        return []
    told = tx.outbox.told({one.finding for one in again})
    return not_known_yet(again, [row.notice for rows in told.values() for row in rows])


def heirs(cycle: Cycle, notice: Notice) -> list[Notice]:
    """A step for everybody who should hear it now, whatever they heard before."""
    ways = [(way, person) for person in audience(cycle, notice) for way in ways_to(person, cycle.route)]
    again = []
    for (channel, address), person in ways:
        key = notice_key(channel, address, notice.finding, notice.event, notice.step)
        again.append(replace(notice, key=key, channel=channel, person=person, address=address))
    if not ways and notice.channel != NOWHERE and notice.kind in (MessageKind.REMINDER, MessageKind.OVERDUE):
        again += _kept(cycle, notice)
    return again


def _kept(cycle: Cycle, notice: Notice) -> list[Notice]:
    people = cycle.people(cycle.by_key[notice.finding])
    asked = people.members if notice.kind is MessageKind.REMINDER else people.charged
    lost = [unit for unit in asked if reminded(unit, cycle.route) is None]
    return [kept for unit in lost for kept in kept_for(unit, notice, people)]
