"""What a run's changed verdicts make known: events of the findings, notices, and the brake on both (S23, S25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alerts.notice import MessageKind, Notice
from alerts.plan import notices_for, question_notices
from alerts.storm import Storm, weigh, weigh_corrections
from monitor.pipeline.asking import said_of, still_standing
from monitor.pipeline.compose import unit_of
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.incidents import common_faults, fault_of_each, ours
from monitor.pipeline.operator import NAMED, tell_office
from monitor.pipeline.withdrawn import duty_of
from monitor.ports import Transaction, VerdictRow
from rules.asking import asks
from rules.findings import Event, EventKind, Finding, advance, after, question_event
from rules.model import DutyKey, Flag, Status, Verdict
from rules.text import listed

_WAITING = frozenset({"proof_pending", "not_looked_since", "never_looked"})
"""Reasons of ``unknown`` that only wait for the next look; they are no trouble of anybody's (S25)."""
_OFFICE_OWN = frozenset({MessageKind.ESCALATION, MessageKind.QUESTION})
"""Kinds that the brake never holds: the office hears them in its own right (S25)."""
_ADVICE = "Xem `dondoc messages --state held`; cho gửi hoặc bỏ: `dondoc release --by TÊN --reason LÝ_DO [--drop]`."

Rows = Mapping[DutyKey, VerdictRow]


@dataclass(frozen=True, slots=True)
class _Told:
    """A verdict, its event, and the notices it causes."""

    verdict: Verdict
    event: Event
    notices: Sequence[Notice]


def tell(
    cycle: Cycle, tx: Transaction, run: int, changed: Sequence[Verdict], current: Rows, accused: int
) -> tuple[Storm, int]:
    """Write events and notices of changed verdicts, in the caller's transaction; the brake, and how many notices.

    ``current``: the verdicts held until now; ``accused``: how many units stood accused by them.
    """
    events = _events(cycle, tx, changed, current)
    tx.verdicts.add_events(run, [event for _, event in events])
    _drop_stale(tx, [event for _, event in events])
    heard = tx.outbox.told([event.key for _, event in events])
    standing = _standing_questions(cycle, tx, events)
    told = []
    for verdict, event in events:
        asking = event.kind is EventKind.ASKED
        before = standing[event.key] if asking else [row.notice for row in heard.get(event.key, [])]
        told.append(_Told(verdict, event, _notices(cycle, verdict, event, before, current)))
    storm = _storm(cycle, tx, changed, current)
    brake = cycle.catalogue.settings.storm
    back = [one.verdict.key.unit for one in told if _takes_back(one)]
    storm = weigh_corrections(storm, back, accused, brake.share, brake.least)
    for one in told:
        _add(tx, run, one, storm)
    _tell_of_storm(cycle, tx, run, storm)
    return storm, sum(len(one.notices) for one in told)


def _events(cycle: Cycle, tx: Transaction, changed: Sequence[Verdict], current: Rows) -> list[tuple[Verdict, Event]]:
    findings = tx.verdicts.findings([verdict.key for verdict in changed])
    events = []
    for verdict in changed:
        finding = findings.get(verdict.key, Finding(verdict.key))
        held = current.get(verdict.key)
        earlier = held.verdict if held is not None else None
        moved = earlier is not None and earlier.due != verdict.due
        event = advance(finding, verdict, cycle.now, moved, earlier)
        if event is not None:
            events.append((verdict, event))
        if _newly_asked(verdict, current):
            events.append((verdict, question_event(after(finding, event), verdict, cycle.now)))
    return events


def _newly_asked(verdict: Verdict, current: Rows) -> frozenset[tuple[str, int]]:
    held = current.get(verdict.key)
    return asks(verdict) - asks(held.verdict if held else None)


def _standing_questions(
    cycle: Cycle, tx: Transaction, events: Sequence[tuple[Verdict, Event]]
) -> dict[DutyKey, Sequence[Notice]]:
    """What the office was asked about these findings already, and nobody said anything of since (S17, S19, S21)."""
    duties = {event.key: duty_of(cycle, verdict) for verdict, event in events if event.kind is EventKind.ASKED}
    asked = tx.outbox.asked(duties.keys()) if duties else {}
    said = said_of(tx.verdicts.decisions()) if asked else {}
    return {key: still_standing(asked.get(key, ()), duty, said) for key, duty in duties.items()}


def _notices(cycle: Cycle, verdict: Verdict, event: Event, before: Sequence[Notice], current: Rows) -> Sequence[Notice]:
    duty, manners, calendar = duty_of(cycle, verdict), cycle.manners, cycle.catalogue.calendar
    people = cycle.people(duty)
    if event.kind is EventKind.ASKED:
        asked = _newly_asked(verdict, current)
        return question_notices(event, asked, people, manners, calendar, cycle.now, before)
    return notices_for(event, duty, verdict, people, manners, calendar, cycle.now, before)


def _add(tx: Transaction, run: int, one: _Told, storm: Storm) -> None:
    braked = storm.hold and one.event.kind is EventKind.CHARGED
    braked = braked or (storm.hold_back and _takes_back(one))
    own = [notice for notice in one.notices if notice.kind in _OFFICE_OWN]
    tx.outbox.add_notices(run, own)
    tx.outbox.add_notices(run, [notice for notice in one.notices if notice not in own], held=braked)


def _takes_back(one: _Told) -> bool:
    """A correction that somebody would read; what people waived, one by one, they know of (S21)."""
    return one.event.kind is EventKind.WITHDRAWN and bool(one.notices) and one.verdict.status is not Status.WAIVED


def _storm(cycle: Cycle, tx: Transaction, changed: Sequence[Verdict], current: Rows) -> Storm:
    turned = [
        (verdict.key.unit, held.verdict.status if (held := current.get(verdict.key)) else None, verdict.status)
        for verdict in changed
        if Flag.HOI_CUU not in verdict.flags and not (verdict.status is Status.UNKNOWN and verdict.reason in _WAITING)
    ]
    brake, holders = cycle.catalogue.settings.storm, {duty.key.unit for duty in cycle.duties}
    storm = weigh(turned, len(holders), brake.share, brake.least)
    if not storm.hold:
        return storm
    # Only now is it worth asking why: our own trouble accuses nobody (S14), a common fault is one incident (S25).
    states = tx.observations.sections()
    if ours(states):
        turned = [change for change in turned if change[2] is not Status.UNKNOWN]
    return weigh(turned, len(holders), brake.share, brake.least, fault_of_each(common_faults(states)))


def _tell_of_storm(cycle: Cycle, tx: Transaction, run: int, storm: Storm) -> None:
    """The office hears why letters are held, and how to let them go (S25)."""
    moment = cycle.now.isoformat()
    if storm.hold:
        heading = "Đang giữ thư gửi các đơn vị"
        tell_office(cycle, tx, f"storm|{moment}", heading, [storm.sentence, _names(cycle, storm.units), _ADVICE], run)
    if storm.hold_back:
        heading = "Đang giữ thư đính chính gửi các đơn vị"
        lines = [storm.withdrawn_sentence, _names(cycle, storm.withdrawn), _ADVICE]
        tell_office(cycle, tx, f"withdrawn|{moment}", heading, lines, run)


def _names(cycle: Cycle, units: Sequence[str]) -> str:
    return f"Gồm: {listed((unit_of(cycle, unit).name for unit in units), NAMED, 'đơn vị')}."


def _drop_stale(tx: Transaction, events: Sequence[Event]) -> None:
    """Steps still waiting when the finding moved on are pointless (S24: the ladder stops when met, waived or
    unknown); what the office is asked waits for its answer."""
    moved = {event.key for event in events if event.kind is not EventKind.ASKED}
    waiting = [row.notice for row in tx.outbox.waiting_notices(moved)]
    stale = [notice.key for notice in waiting if notice.kind is not MessageKind.QUESTION]
    if stale:
        tx.outbox.cancel_notices(stale, "việc đã chuyển sang tình trạng khác")
