"""What a decision is about: the duties of a name, or a refusal that says what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from rules.model import Duty, Status
from rules.parts import part_duties
from rules.text import listed

_SHOWN = 12
_PRESSING = frozenset({Status.OVERDUE, Status.MISSED, Status.LATE, Status.UNKNOWN, Status.AWAITING, Status.DUE_SOON})


class Refused(Exception):
    """Nothing was decided; the sentence says why, and what would be right."""


class NoSuchDuty(Refused):
    """Nothing of that name is owed; the sentence names what is nearest."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who decides, and why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a decision. ``changed`` false: it stood already, and nothing was written."""

    sentence: str
    changed: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


def duties_named(cycle: Cycle, unit: str, obligation: str, period: str | None = None) -> list[Duty]:
    """The duties (or parts of duties) of that name. Raises NoSuchDuty."""
    found = [
        part
        for duty in cycle.duties
        if duty.key.unit == unit and period in (None, duty.key.period)
        for part in (duty, *part_duties(duty))
        if part.key.obligation == obligation
    ]
    if not found:
        raise NoSuchDuty(_nearest(cycle, unit, obligation, period))
    return list({duty.key: duty for duty in found}.values())


def _nearest(cycle: Cycle, unit: str, obligation: str, period: str | None) -> str:
    periods = [duty.key.period for duty in cycle.duties if (duty.key.unit, duty.key.obligation) == (unit, obligation)]
    owed = sorted({duty.key.obligation for duty in cycle.duties if duty.key.unit == unit})
    if periods:
        hint = f"nghĩa vụ này có các kỳ: {all_named(periods)}"
    elif owed:
        hint = f"đơn vị này có: {all_named(owed)}"
    else:
        hint = f"không có đơn vị {unit} trong các kế hoạch"
    return f"không có nghĩa vụ {obligation} kỳ {period or 'nào'} của {unit}; {hint}"


def all_named(names: Iterable[str]) -> str:
    """``a, b, c và 5 tên khác``, each once."""
    return listed(dict.fromkeys(names), _SHOWN, "tên")


def one_duty(cycle: Cycle, tx: Transaction, unit: str, obligation: str, period: str | None) -> Duty:
    """The one duty that is meant; without a period, the one that is open and pressing. Raises Refused."""
    found = duties_named(cycle, unit, obligation, period)
    if len(found) == 1:
        return found[0]
    held = tx.verdicts.current([duty.key for duty in found])
    open_ones = [
        duty
        for duty in found
        if (row := held.get(duty.key)) and row.closed_at is None and row.verdict.status in _PRESSING
    ]
    if len(open_ones) == 1:
        return open_ones[0]
    periods = all_named(duty.key.period for duty in (open_ones or found))
    raise Refused(f"{obligation} của {unit} có nhiều kỳ; nêu rõ một kỳ: {periods}")


def whole_of(cycle: Cycle, duty: Duty) -> Duty:
    """The duty of which this is a part, or itself: verdicts are of wholes."""
    if duty.key in cycle.by_key:
        return duty
    wholes = (one for one in cycle.duties if one.key.unit == duty.key.unit and one.key.plan == duty.key.plan)
    return next((one for one in wholes if duty.key in {part.key for part in part_duties(one)}), duty)


def no_parts(duty: Duty) -> Duty:
    """The duty itself, where it is one thing. Raises Refused naming the parts, of which each is decided apart."""
    if duty.parts:
        names = all_named(part.key.obligation for part in part_duties(duty))
        raise Refused(f"{duty.key.obligation} gồm nhiều phần; quyết định cho từng phần: {names}")
    return duty
