"""What people decide: waive, attest, confirm, close, reopen. Every deed with name, reason and time in the audit log
(S20, S21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from rules.model import Answer, Attestation, Duty, DutyKey, Waiver
from rules.parts import part_duties


class NoSuchDuty(Exception):
    """Nothing of that name is owed; the sentence names what is nearest."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who decides, and why."""

    by: str
    reason: str


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
        owed = sorted({duty.key.obligation for duty in cycle.duties if duty.key.unit == unit})
        hint = f"đơn vị này có: {', '.join(owed[:12])}" if owed else f"không có đơn vị {unit} trong các kế hoạch"
        raise NoSuchDuty(f"không có nghĩa vụ {obligation} kỳ {period or 'nào'} của {unit}; {hint}")
    return list({duty.key: duty for duty in found}.values())


def waive(cycle: Cycle, tx: Transaction, unit: str, obligation: str, first: date, last: date, deed: Deed) -> int:
    """Let a unit off an obligation for the periods that touch the days; how many duties that is."""
    duties = duties_named(cycle, unit, obligation)
    waiver = Waiver(unit, obligation, duties[0].key.plan, first, last, deed.by, deed.reason, cycle.now)
    tx.verdicts.add_decision(waiver)
    return sum(1 for duty in duties if duty.period.start.date() <= last and first < duty.period.end.date())


def attest(
    cycle: Cycle, tx: Transaction, key: DutyKey, evidence: str, received: bool, until: date | None, deed: Deed
) -> None:
    """The office's word that a duty was done, or that nothing came (S17)."""
    tx.verdicts.add_decision(Attestation(key, deed.by, cycle.now, True, received, evidence, deed.reason, until))


def confirm(cycle: Cycle, tx: Transaction, duty: Duty, publication: int, serves: bool, deed: Deed) -> None:
    """The office's answer about one publication; remembered for this obligation (S19)."""
    key = duty.key
    answer = Answer(key.unit, key.obligation, key.plan, publication, serves, deed.by, cycle.now, key.period)
    tx.verdicts.add_decision(answer)
    tx.verdicts.note_deed(cycle.now, deed.by, "confirm", deed.reason, {"duty": str(key), "publication": publication})


def close(cycle: Cycle, tx: Transaction, keys: Iterable[DutyKey], deed: Deed) -> int:
    """Close duties before their time (S20)."""
    chosen = [key for key, row in tx.verdicts.current(set(keys)).items() if row.closed_at is None]
    tx.verdicts.close(chosen, cycle.now)
    tx.verdicts.note_deed(cycle.now, deed.by, "close", deed.reason, {"duties": [str(key) for key in chosen]})
    return len(chosen)


def reopen(cycle: Cycle, tx: Transaction, keys: Iterable[DutyKey], deed: Deed) -> int:
    """Judge closed duties again (S20)."""
    chosen = list(keys)
    count = tx.verdicts.reopen(chosen, cycle.now)
    tx.verdicts.note_deed(cycle.now, deed.by, "reopen", deed.reason, {"duties": [str(key) for key in chosen]})
    return count
