"""Look: sections that are due, host by host; evidence bytes first, then the observation (transaction 1 of the run)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawlers.looking.pool import Job, Looker, Visit, host_key, look_at_many
from crawlers.page import LookResult
from monitor.pipeline.cadence import Rhythm, moments_of, next_look
from monitor.pipeline.clock_check import ENOUGH, clock_off, host_off
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.look_figures import LookFigures
from monitor.pipeline.operator import tell_migrations
from monitor.pipeline.sightings import Sightings, sightings
from monitor.pipeline.todays_look import bring_forward
from monitor.ports import EvidenceRef, LookToKeep, SectionState, Standing, Transaction, WantedSection
from rules.duties import reach
from rules.lives import to_be_looked_at
from rules.model import HEALTHY, Duty, DutyKey, Outcome, PlaceKey, Status

BATCH = 24
"""Looks per transaction; a kill loses at most these, and they are simply looked at again."""
SLICE = 64
"""Sections whose memory is read at a time."""
_SETTLED = frozenset({Status.MET, Status.WAIVED})
"""Nothing hurries that is settled."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """A section under way: its state, and when something of it is due."""

    state: SectionState
    moments: frozenset[datetime]


@dataclass(frozen=True, slots=True)
class Crew:
    """Looks in several processes: visits and a question whether to stop in, finished looks out."""

    look: Callable[[Iterator[Visit], Callable[[], bool]], Iterator[LookResult]]

    def __call__(self, visits: Iterator[Visit], stop: Callable[[], bool]) -> Iterator[LookResult]:
        """Set them to work."""
        return self.look(visits, stop)


Progress = Callable[[int, int], None]
_Looked = tuple[LookResult, Sequence[EvidenceRef]]


def look_cycle(
    cycle: Cycle,
    run: int,
    look: Looker | Crew,
    only: str | None = None,
    progress: Progress = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> LookFigures:
    """Look at every section that is due (or at all sections of one unit), and keep what was seen.

    ``look``: carries out one job, or a crew of processes; ``progress``: called with (done, total).
    Raises StorageError when database or disk fail; what was saved until then stays.
    """
    figures = LookFigures(enough=min(ENOUGH, len(cycle.catalogue.sections)))
    with cycle.store.write(cycle.rehearsal, "sync") as tx:
        tx.observations.sync_sections(cycle.catalogue.sections)
        tx.observations.distrust(cycle.now, Rhythm.of(cycle.catalogue.settings.looks).longest)
        bring_forward(cycle, tx)
        ids = tx.observations.wanted(None if only else cycle.now, only)
        standing = tx.verdicts.standing() if ids else {}
    states: dict[str, _Watched] = {}
    visits = _visits(cycle, ids, standing, states)
    threads = cycle.catalogue.settings.looks.threads
    results = look(visits, stop) if isinstance(look, Crew) else look_at_many(visits, look, threads, cycle.now)
    for group in _groups(results):
        if stop():
            # The service is ending: what was cut short by us was no look, and is simply due again.
            group = [result for result in group if result.outcome is not Outcome.OUR_TROUBLE]
        group = _trusted(cycle, group, states, figures)
        _save(cycle, run, group, states, figures)
        for result in group:
            states.pop(result.section.id, None)
        progress(figures.total, len(ids))
    return figures


def _visits(
    cycle: Cycle, wanted: Sequence[WantedSection], standing: Mapping[DutyKey, Standing], states: dict[str, _Watched]
) -> Iterator[Visit]:
    """The sections of one host each. What is stored of them is read a slice at a time, shortly before it is needed."""
    hosts: dict[str, list[int]] = {}
    for one in wanted:
        hosts.setdefault(host_key(one.url), []).append(one.id)
    for slice_ in _slices(list(hosts.values())):
        with cycle.store.read(cycle.rehearsal) as tx:
            found = tx.observations.states([number for ids in slice_ for number in ids])
            recorded = _recorded(cycle, tx, found.values())
        for ids in slice_:
            here = [(found[number], _open(cycle, found[number], standing)) for number in ids if number in found]
            here = [(state, duties) for state, duties in here if to_be_looked_at(state.section, cycle.now, duties)]
            for state, duties in here:
                hurried = [duty for duty in duties if not _settled(standing.get(duty.key))]
                states[state.section.id] = _Watched(state, moments_of(hurried))
            yield [_job(cycle, state, duties, recorded) for state, duties in here]


def _slices(hosts: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    held: list[list[int]] = []
    for ids in hosts:
        held.append(ids)
        if sum(map(len, held)) >= SLICE:
            yield held
            held = []
    if held:
        yield held


def _open(cycle: Cycle, state: SectionState, standing: Mapping[DutyKey, Standing]) -> list[Duty]:
    """Duties of the place that have begun and are still open."""
    place = (state.section.unit, state.section.topic)
    return [
        duty
        for duty in cycle.by_place.get(place, ())
        if duty.period.start <= cycle.now and not _closed(standing.get(duty.key))
    ]


def _recorded(cycle: Cycle, tx: Transaction, states: Iterable[SectionState]) -> dict[PlaceKey, frozenset[str]]:
    """Names of what was seen at places of several sections: what one of them shows, the others do not lack (S18)."""
    places = {(state.section.unit, state.section.topic) for state in states}
    several = sorted(place for place in places if len(cycle.sections.get(place, ())) > 1)
    known = tx.observations.known_at(several) if several else {}
    return {place: frozenset(name for one in here for name in one.names) for place, here in known.items()}


def _job(cycle: Cycle, state: SectionState, duties: Sequence[Duty], recorded: Mapping[PlaceKey, frozenset[str]]) -> Job:
    """How far back a section must be read: to the start of the oldest period that is still open there."""
    back_to = min((reach(duty) for duty in duties), default=cycle.now - timedelta(days=31))
    full = state.want_full or state.last_complete_at is None
    names = recorded.get((state.section.unit, state.section.topic), frozenset())
    return Job(state.section, state.memory, back_to, full, names)


def _closed(held: Standing | None) -> bool:
    return held is not None and (held.closed_at is not None or held.status is Status.NOT_APPLICABLE)


def _settled(held: Standing | None) -> bool:
    return held is not None and held.status in _SETTLED


def _groups(results: Iterator[LookResult]) -> Iterator[list[LookResult]]:
    group: list[LookResult] = []
    for result in results:
        group.append(result)
        if len(group) >= BATCH:
            yield group
            group = []
    if group:
        yield group


def _trusted(
    cycle: Cycle, group: list[LookResult], states: dict[str, _Watched], figures: LookFigures
) -> list[LookResult]:
    """Looks made by a clock that the sites contradict are none: their times would prove what nobody saw (S14)."""
    heard = [(result.date_header, result.at) for result in group if result.date_header is not None]
    asked = heard if len(heard) >= figures.enough else [*figures.dates, *heard]  # the last group may be a small one
    if cycle.rehearsal:
        return group
    if clock_off(asked, figures.enough) is None:
        return [_without_proof(result) if host_off(result.date_header, result.at) else result for result in group]
    figures.dates += heard
    return [
        LookResult(
            result.section,
            result.at,
            Outcome.OUR_TROUBLE,
            "our clock is wrong",
            memory=states[result.section.id].state.memory,
        )
        for result in group
    ]


def _without_proof(result: LookResult) -> LookResult:
    """What a host of another time shows is kept; that something is missing it does not prove (E49, decision 0018)."""
    off = host_off(result.date_header, result.at) or timedelta(0)
    detail = f"the host's clock, or the copy it serves, is {off.total_seconds() / 3600:.0f} hours off"
    return replace(result, complete_since=None, detail=result.detail or detail)


def _save(
    cycle: Cycle, run: int, group: list[LookResult], states: Mapping[str, _Watched], figures: LookFigures
) -> None:
    """Evidence of the whole group first, then its observations in one transaction."""
    moved: Counter[tuple[str, str]] = Counter()
    evidence = cycle.store.evidence.write([result.pages for result in group])
    with cycle.store.write(cycle.rehearsal, "look") as tx:
        for part in _one_of_each_place(zip(group, evidence, strict=True)):
            read = {_place(result) for result, _ in part if result.outcome is Outcome.READ}
            known = tx.observations.known_at(sorted(read))
            in_hand = _in_hand(tx, [result for result, _ in part], states)
            kept = []
            for result, refs in part:
                watched = states[result.section.id]
                state = replace(
                    watched.state, last_complete_at=in_hand.get(result.section.id, watched.state.last_complete_at)
                )
                seen = sightings(result, known.get(_place(result), ()), state)
                kept.append(_to_keep(cycle, result, refs, seen, watched))
                figures.new_items += seen.new
                moved[_place(result)] += sum(change.migrated for change in seen.changes)
            tx.observations.save_all(run, kept)
        tell_migrations(cycle, tx, run, +moved)
    figures.migrated += moved
    for result in group:
        figures.count(result)


def _in_hand(tx: Transaction, results: Sequence[LookResult], states: Mapping[str, _Watched]) -> Mapping[str, datetime]:
    """When the list was last in hand, for sections that may be answered «not modified»: that an item was not there yet,
    such an answer does not show (E48)."""
    asked = [result for result in results if result.outcome is Outcome.READ]
    asked = [result for result in asked if states[result.section.id].state.memory.validators is not None]
    return tx.observations.last_in_hand({_place(result) for result in asked}) if asked else {}


def _to_keep(
    cycle: Cycle, result: LookResult, refs: Sequence[EvidenceRef], seen: Sightings, watched: _Watched
) -> LookToKeep:
    state, rhythm = watched.state, Rhythm.of(cycle.catalogue.settings.looks)
    failures = 0 if result.outcome in HEALTHY else state.failures + 1
    return LookToKeep(
        result,
        tuple(refs),
        seen.changes,
        next_look(cycle.now, failures, watched.moments, rhythm, pending=state.want_full and not result.full),
        failures,
        met=seen.met,
        same_memory=result.memory is state.memory,
    )


def _place(result: LookResult) -> tuple[str, str]:
    return result.section.unit, result.section.topic


def _one_of_each_place(looks: Iterable[_Looked]) -> Iterator[list[_Looked]]:
    """Two sections of one place are kept one after the other: the second must know what the first has found."""
    rounds: list[dict[tuple[str, str], _Looked]] = []
    for looked in looks:
        place = _place(looked[0])
        fit = next((one for one in rounds if place not in one), None)
        if fit is None:
            rounds.append(fit := {})
        fit[place] = looked
    for one in rounds:
        yield list(one.values())
