"""Judge: what changed is judged again; verdicts, events and notices commit together (transaction 2 of the run, S23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.storm import Storm
from monitor.pipeline.again import Again
from monitor.pipeline.basis import Bases, Decided
from monitor.pipeline.closing import close_over
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.lost import tell_lost
from monitor.pipeline.plan_watch import PlanChange, changed_plans, write_down
from monitor.pipeline.telling import tell
from monitor.pipeline.withdrawn import no_longer_owed, with_names
from monitor.ports import Standing, Transaction, VerdictRow
from rules.duties import cure_until
from rules.engine import Facts, judge_all, place_keys
from rules.lives import life_of
from rules.model import OPEN_CHARGES, Answer, AsOf, Decision, Duty, DutyKey, Kind, Status, Verdict
from rules.parts import part_duties

LONG_AGO = timedelta(days=400)
"""How far back the end of a section may lie to matter to a duty that is still open."""
_SEEN_ENOUGH = frozenset({Status.MET, Status.WAIVED, Status.NOT_APPLICABLE})
_CALM = _SEEN_ENOUGH | {Status.AWAITING}
"""What a look without anything new cannot change; an open question waits for people."""


@dataclass
class JudgeFigures:
    """What ``run --json`` tells of judging. ``storm``: what the brake found (S25). ``plan_changes``: what plans say
    otherwise than at the last run (S20). ``lost``: decisions that hold no more, each with how to repeat it."""

    judged: int = 0
    changes: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    notices: int = 0
    storm: Storm | None = None
    plan_changes: list[PlanChange] = field(default_factory=list)
    lost: tuple[str, ...] = ()


def judge_cycle(cycle: Cycle, run: int) -> JudgeFigures:
    """Judge the duties whose facts, plan or hour changed since they were last judged."""
    figures = JudgeFigures()
    with cycle.store.write(cycle.rehearsal, "judge") as tx:
        plan_changes = changed_plans(cycle, tx)
        for plan in cycle.catalogue.plans:
            tx.verdicts.remember_plan(plan.id, plan.digest, cycle.catalogue.plan_texts[plan.digest], cycle.now)
        standing = tx.verdicts.standing()
        dirty = tx.observations.dirty()
        bases = Bases(cycle.catalogue, Decided(tx.verdicts.decisions(), cycle.decisions))
        duties = _to_judge(cycle, standing, dirty, tx.verdicts.ripe(cycle.now), bases)
        gone = no_longer_owed(cycle, tx, standing)
        verdicts = _judged(cycle, tx, duties, standing, cycle.as_of)
        current = tx.verdicts.current({*(duty.key for duty in duties), *(verdict.key for verdict in gone)})
        altered = [verdict for verdict in verdicts if not verdict.same_as(_held(current, verdict.key))]
        again = Again(cycle, standing, bases, plan_changes)
        changed = [
            *(with_names(cycle, again.explained(verdict, _held(current, verdict.key))) for verdict in altered),
            *gone,
        ]
        again.count(duties, changed, gone)
        _store(cycle, tx, run, [*verdicts, *gone], changed, standing, bases)
        write_down(cycle, tx, plan_changes)
        figures.lost = tell_lost(cycle, tx, run, gone, standing)
        figures.plan_changes = [change for change in plan_changes.values() if change.lines]
        accused = len({key.unit for key, row in standing.items() if _accused(row)})
        figures.storm, figures.notices = tell(cycle, tx, run, changed, current, accused)
        _schedule_proof(cycle, tx, verdicts)
        tx.observations.judged(dirty)
        close_over(cycle, tx, standing)
        figures.judged, figures.changes = len(duties), len(changed)
        statuses = {key: held.status for key, held in standing.items()}
        statuses |= {verdict.key: verdict.status for verdict in (*verdicts, *gone)}
        figures.verdicts = dict(Counter(status.value for status in statuses.values()))
    return figures


def _accused(row: Standing) -> bool:
    return row.closed_at is None and row.status in OPEN_CHARGES


def _to_judge(
    cycle: Cycle,
    standing: Mapping[DutyKey, Standing],
    dirty: Mapping[tuple[str, str], bool],
    ripe: Collection[DutyKey],
    bases: Bases,
) -> list[Duty]:
    chosen = []
    for duty in cycle.duties:
        row = standing.get(duty.key)
        if row is not None and row.closed_at is not None:
            continue  # S20: a closed period is not judged again, whatever changes
        if (
            row is None
            or duty.key in ripe
            or row.basis != bases.of(duty)
            or row.judged_at > cycle.now  # S14: the clock was ahead then
            or _touched(duty, row, dirty, cycle.now)
        ):
            chosen.append(duty)
    return chosen


def _touched(duty: Duty, held: Standing, dirty: Mapping[tuple[str, str], bool], now: datetime) -> bool:
    """Whether what was seen can change the verdict: what is settled, or not begun, changes only with new
    publications."""
    calm = held.status in _CALM or duty.period.start > now
    return any(place in dirty and (dirty[place] or not calm) for place in place_keys(duty))


def _judged(
    cycle: Cycle, tx: Transaction, duties: Sequence[Duty], standing: Mapping[DutyKey, Standing], asof: AsOf
) -> list[Verdict]:
    if not duties:
        return []
    keys = {place for duty in duties for place in place_keys(duty)}
    since = min((_looks_since(duty, standing, cycle.now) for duty in duties), default=cycle.now)
    ends = {place: end for place, end in _ends(cycle).items() if place in keys and end < since}
    places = {**tx.observations.places(keys - ends.keys(), since)}
    if ends:  # S18: of what ended, the looks that prove its last days lie further back
        places |= tx.observations.places(ends.keys(), min(ends.values()))
    decisions = tuple(tx.verdicts.decisions())
    confirmed = tx.observations.publications(_confirmed(duties, decisions))
    facts = Facts(places, decisions, cycle.catalogue.sections, confirmed)
    return judge_all(duties, facts, asof, among=cycle.duties)


def _confirmed(duties: Sequence[Duty], decisions: Sequence[Decision]) -> set[int]:
    """What the office counted for these duties; it stays counted wherever it stands or stood (S19)."""
    said = [one for one in decisions if isinstance(one, Answer) and one.serves]
    parts = (part.key for duty in duties for part in part_duties(duty)) if said else ()
    names = {(key.plan, key.obligation, key.unit) for key in parts}
    return {one.publication for one in said if (one.plan, one.obligation, one.unit) in names}


def _ends(cycle: Cycle) -> dict[tuple[str, str], datetime]:
    """The earliest end of a section of each place, among those that ended within the last year or so."""
    found: dict[tuple[str, str], datetime] = {}
    for section in cycle.catalogue.sections:
        life = life_of(section)
        if life is not None and cycle.now - LONG_AGO < life.end <= cycle.now:
            place = (section.unit, section.topic)
            found[place] = min(life.end, found.get(place, life.end))
    return found


def _looks_since(duty: Duty, standing: Mapping[DutyKey, Standing], now: datetime) -> datetime:
    """From when on looks matter to a duty: since its end, where it is open; a few days, where it runs."""
    lately = (min(now, duty.period.end) if duty.obligation.kind is Kind.STANDING else now) - timedelta(days=4)
    held = standing.get(duty.key)
    if duty.lenient is None or (held is not None and held.status in _SEEN_ENOUGH):
        return lately
    return min(duty.lenient, lately)


def _held(current: Mapping[DutyKey, VerdictRow], key: DutyKey) -> Verdict | None:
    row = current.get(key)
    return row.verdict if row else None


def _store(
    cycle: Cycle,
    tx: Transaction,
    run: int,
    verdicts: Sequence[Verdict],
    changed: Sequence[Verdict],
    standing: Mapping[DutyKey, Standing],
    bases: Bases,
) -> None:
    """Each verdict under the text of its plan; of a plan that is gone, under the text it was last judged by."""
    fresh = {verdict.key for verdict in changed}
    by = {verdict.key: bases.of(duty) for verdict in verdicts if (duty := cycle.by_key.get(verdict.key)) is not None}
    digests = {plan.id: plan.digest for plan in cycle.catalogue.plans}
    of_text: dict[str, list[Verdict]] = {}
    for verdict in changed:
        key = verdict.key
        digest = digests[key.plan] if key.plan in digests else standing[key].plan_digest
        of_text.setdefault(digest, []).append(verdict)
    for digest, mine in of_text.items():
        tx.verdicts.save(run, cycle.now, digest, mine, by)
    tx.verdicts.unchanged([verdict for verdict in verdicts if verdict.key not in fresh], by)


# --- what follows from a verdict -------------------------------------------------------------------------------------


def _schedule_proof(cycle: Cycle, tx: Transaction, verdicts: Sequence[Verdict]) -> None:
    """The second proving look is scheduled by the first: soon, and as a full read (S13).

    Where a look did not reach far enough, or the cure is over, the next regular look is a full one: asking every half
    hour would not make a broken list longer.
    """
    looks = cycle.catalogue.settings.looks
    soon, regular = cycle.now + timedelta(minutes=looks.confirm_after_min), cycle.now + timedelta(hours=looks.every_h)
    places: dict[datetime, set[tuple[str, str]]] = {soon: set(), regular: set()}
    for verdict in verdicts:
        pending = verdict.reason == "proof_pending"
        if pending or verdict.reason == "incomplete" or _cure_over(verdict, cycle.by_key[verdict.key], cycle.now):
            places[soon if pending else regular].update(place_keys(cycle.by_key[verdict.key]))
    for at, those in places.items():
        tx.observations.schedule(those, at, full=True)


def _cure_over(verdict: Verdict, duty: Duty, now: datetime) -> bool:
    """That nothing came during the cure must be seen as well, before "overdue" may become "missed" (S13)."""
    until = cure_until(duty)
    return verdict.status is Status.OVERDUE and bool(verdict.proof) and until is not None and until <= now
