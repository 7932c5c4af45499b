"""Notices that are due become messages: one per person, channel and day, with all its findings (S24). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from alerts.manners import Manners, may_tell
from alerts.notice import MessageKind, Notice
from alerts.plan import NOWHERE
from rules.model import VN, Calendar, DutyKey, Person
from rules.periods import last_day


@dataclass(frozen=True, slots=True)
class Batch:
    """One message to be: its notices, weightiest first.

    ``superseded``: notices about the same findings that a later step has overtaken; they are never shown, and the
    caller cancels them with that reason.
    """

    channel: str
    person: Person
    address: str
    kind: MessageKind
    notices: tuple[Notice, ...]
    superseded: tuple[Notice, ...] = ()


def batch(
    notices: Iterable[Notice],
    slots_taken: AbstractSet[tuple[str, str]],
    calendar: Calendar,
    now: datetime,
    manners: Manners,
) -> list[Batch]:
    """Group the notices that may leave now; what is left out simply waits for a later call.

    ``slots_taken``: (channel, address) pairs that already have their message of this local day. Notices for the
    administrator leave at any hour, apart from everything else, and take no slot (S24).
    """
    groups: dict[tuple[bool, str, str], list[Notice]] = {}
    for notice in notices:
        if notice.channel != NOWHERE and notice.not_before <= now and not notice.passed(now):
            admin = notice.kind is MessageKind.ADMIN
            groups.setdefault((admin, notice.channel, notice.address), []).append(notice)
    open_now = may_tell(now, calendar, manners)
    made = []
    for (admin, channel, address), group in groups.items():
        if admin:
            made.append(_made(group, ()))
        elif open_now and (channel, address) not in slots_taken:
            shown, superseded = latest_steps(group)
            made.append(_made(_unmixed(shown, calendar, now), superseded))
    return sorted(made, key=lambda one: (-one.kind.weight, one.channel, one.address))


def _made(notices: Collection[Notice], superseded: Collection[Notice]) -> Batch:
    ordered = tuple(sorted(notices, key=lambda notice: (-notice.kind.weight, notice.finding, notice.key)))
    first = ordered[0]
    keys = {notice.finding for notice in ordered}
    overtaken = tuple(notice for notice in superseded if notice.finding in keys)
    return Batch(first.channel, first.person, first.address, first.kind, ordered, overtaken)


def latest_steps(group: Iterable[Notice]) -> tuple[list[Notice], list[Notice]]:
    """(shown, superseded): one step per finding; a later event outdoes an earlier one, a later rung an earlier one."""
    latest: dict[tuple[DutyKey, str], Notice] = {}
    superseded = []
    for notice in sorted(group, key=_progress):
        # A question stands beside the ladder of its finding, and beside other questions about it.
        rung = notice.finding, notice.step if notice.kind is MessageKind.QUESTION else ""
        earlier = latest.get(rung)
        if earlier is not None:
            superseded.append(earlier)
        latest[rung] = notice
    return list(latest.values()), superseded


def _progress(notice: Notice) -> tuple[int, bool, datetime, int, str]:
    # Two reminders waiting since the same moment: the one with fewer days left is the later rung.
    days = notice.step.removeprefix("reminder-")
    # Whoever leads and coordinates hears it as the lead (S18).
    leads = notice.kind is not MessageKind.INFORMED
    return notice.event, leads, notice.not_before, -int(days) if days.isdigit() else 0, notice.key


def _unmixed(group: list[Notice], calendar: Calendar, now: datetime) -> list[Notice]:
    """A reminder does not share a message with a charge against the same person, unless its due day would come first.

    The office reads on behalf of others: everything for it is mixed.
    """
    charged = any(notice.kind is MessageKind.OVERDUE for notice in group)
    if not charged or group[0].person.role == "office":
        return group
    next_day = calendar.add_working(now.astimezone(VN).date(), 1)
    return [
        notice
        for notice in group
        if notice.kind is not MessageKind.REMINDER
        or (notice.expires is not None and next_day >= last_day(notice.expires))
    ]
