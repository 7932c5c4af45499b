"""Close what is long over (S20), but never because of trouble of ours (S14).

A clock that is years ahead, or a machine that stood still for weeks, must not end at one stroke what nobody could look
at: nothing closes while nothing is seen, and what nobody knows yet has its ten days from when we could see again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from monitor.pipeline.cadence import Rhythm
from monitor.pipeline.cycle import Cycle
from monitor.ports import Standing, Transaction, VerdictRow
from rules.model import DutyKey, Kind, Status
from rules.owed import NOT_OWED


def close_over(cycle: Cycle, tx: Transaction, standing: Mapping[DutyKey, Standing]) -> None:
    """Close the duties that are long over, where we saw enough to let them go. ``standing``: before this judging."""
    over = [key for key, row in standing.items() if row.closed_at is None and _long_over(cycle, key, row)]
    if over and _seeing(cycle, tx):
        waiting = _waiting(cycle, tx, over)
        tx.verdicts.close([key for key in over if key not in waiting], cycle.now)


def _long_over(cycle: Cycle, key: DutyKey, row: Standing) -> bool:
    duty = cycle.by_key.get(key)
    if duty is None:
        # Owed no longer: until its time is long over, it stays open to a plan that comes back.
        ended = row.reason in NOT_OWED and row.late_after is not None
        return ended and cycle.now.date() > cycle.working_days_after(max(row.late_after or cycle.now, row.judged_at))
    ends = duty.lenient is not None or duty.obligation.kind is Kind.STANDING
    return ends and cycle.now.date() > cycle.closing_day(duty, row.open_since)


def _seeing(cycle: Cycle, tx: Transaction) -> bool:
    """Whether anything was seen lately, where anything is looked at."""
    return not cycle.sections or tx.observations.first_seen(cycle.now - _longest(cycle), cycle.now) is not None


def _waiting(cycle: Cycle, tx: Transaction, over: Collection[DutyKey]) -> set[DutyKey]:
    """What is not known yet, and still may be."""
    current = tx.verdicts.current(over)
    unknown = {key: row for key, row in current.items() if row.verdict.status is Status.UNKNOWN}
    blind = _unseen(cycle, tx, (key for key in unknown if key in cycle.by_key))
    return {key for key, row in unknown.items() if key in blind or _pending(cycle, row)}


def _pending(cycle: Cycle, row: VerdictRow) -> bool:
    """The second proving look is to come within this time (S13); one that never does holds nothing up."""
    age = cycle.now - row.known_at
    return row.verdict.reason == "proof_pending" and timedelta(0) <= age < _longest(cycle)


def _unseen(cycle: Cycle, tx: Transaction, keys: Iterable[DutyKey]) -> set[DutyKey]:
    """Duties after whose end we have not been seeing, anywhere, for as many working days as they stay open."""
    if not cycle.sections:
        return set()
    seen: dict[datetime, datetime | None] = {}
    found = set()
    for key in keys:
        duty = cycle.by_key[key]
        end = duty.lenient or duty.period.end
        if end not in seen:  # thousands of duties end on a few days
            seen[end] = tx.observations.first_seen(end, cycle.now)
        first = seen[end]
        if first is None or cycle.now.date() <= cycle.closing_day(duty, first):
            found.add(key)
    return found


def _longest(cycle: Cycle) -> timedelta:
    return Rhythm.of(cycle.catalogue.settings.looks).longest
