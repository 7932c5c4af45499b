"""The judge: duties × what was seen × what people decided → verdicts. Pure; the clock is a value (S1, S20)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

import rules.kinds
from rules.case import Case, decided_by, known_at
from rules.explain import explained
from rules.kinds.attested import or_by_people, takes_word
from rules.lives import inherited, lives_of, living
from rules.model import (
    CHARGES,
    VN,
    Answer,
    AsOf,
    Attestation,
    Decision,
    Duty,
    Flag,
    Kind,
    Period,
    Place,
    PlaceKey,
    Publication,
    Refusal,
    Reply,
    Section,
    Status,
    Verdict,
    Waiver,
)
from rules.parts import combined, part_duties
from rules.periods import last_day, midnight
from rules.proof import newest
from rules.replies import with_said


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything judging may look at: places by (unit, topic), decisions, the sections of the catalogue with their
    lives and filters, and what the office counted by its yes, by number. Later facts than the moment are ignored."""

    places: Mapping[PlaceKey, Place] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    sections: tuple[Section, ...] = ()
    confirmed: Mapping[int, Publication] = field(default_factory=dict)


def judge_all(duties: Sequence[Duty], facts: Facts, asof: AsOf, among: Sequence[Duty] | None = None) -> list[Verdict]:
    """The verdict of every duty, in the order of the duties.

    ``among``: all duties in force, when only some are judged; an item goes to the nearest of them (S16).
    """
    bench = _Bench.of(duties if among is None else among, facts, asof)
    return [bench.judge(duty) for duty in duties]


def judge(case: Case) -> Verdict:
    """One duty: waiver first, then its kind, then what no kind may decide (S6, S16, S21)."""
    if case.waiver is not None:
        figures = {"waiver_reason": case.waiver.reason, "by": case.waiver.by}
        return explained(case, case.verdict(Status.WAIVED, "waived", figures=figures))
    obligation = case.duty.obligation
    by_kind = kinds()[obligation.kind]
    if obligation.kind in _OF_THE_WEB and (obligation.when_event or takes_word(obligation)):
        # S16, S17: where a plan takes people's word, or hangs on an event, it does so for every kind.
        return explained(case, _bound(case, or_by_people(case, by_kind)))
    return explained(case, _bound(case, by_kind(case)))


_OF_THE_WEB = frozenset({Kind.RECURRING, Kind.SCHEDULED})


def _bound(case: Case, verdict: Verdict) -> Verdict:
    """What holds for every kind: what does not bind never goes bad; what ended before watching is hindsight (S6,
    S16)."""
    if case.duty.obligation.binding != "must" and verdict.status in {*CHARGES, Status.UNKNOWN, Status.DUE_SOON}:
        figures = {**verdict.figures, "binding": case.duty.obligation.binding}
        verdict = replace(verdict, status=Status.NOT_APPLICABLE, reason="not_binding", proof=(), figures=figures)
    if any(look.tls_tolerated for place in case.places for look in newest(place)):
        verdict = replace(verdict, flags=tuple(sorted({*verdict.flags, Flag.TLS})))
    if _before_watch(case) and not case.duty.released:
        verdict = replace(verdict, flags=tuple(sorted({*verdict.flags, Flag.HOI_CUU})))
    return _until_words_end(case, with_said(case, verdict))


def _until_words_end(case: Case, verdict: Verdict) -> Verdict:
    """Judged again when somebody's word runs out (S21)."""
    ends = [midnight(word.valid_until + timedelta(days=1)) for word in case.attestations if word.valid_until]
    turns = [turn for turn in (*ends, verdict.valid_until) if turn is not None and turn > case.asof.now]
    return replace(verdict, valid_until=min(turns, default=verdict.valid_until))


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Callable[[Case], Verdict]]:
    """Kind → its judge, found by walking ``rules/kinds``."""
    names = [module.name for module in pkgutil.iter_modules(rules.kinds.__path__)]
    return {name: importlib.import_module(f"rules.kinds.{name}").judge for name in names}


def place_keys(duty: Duty) -> tuple[PlaceKey, ...]:
    """Where a duty's publications stand: the unit's own place, then those of units merged into it (S4), for each
    part."""
    found = [
        (unit, part.obligation.where.topic)
        for part in part_duties(duty)
        if not part.obligation.where.offline
        for unit in (part.site, *part.also)
    ]
    return tuple(dict.fromkeys(found))


def _before_watch(case: Case) -> bool:
    start = case.duty.obligation.watch_from or case.asof.watch_from or _first_seen(case)
    end = case.duty.lenient or case.duty.period.end
    return start is not None and end <= midnight(start)


def _first_seen(case: Case) -> date | None:
    """The first day of the month of the first complete look at the duty's own place (S6)."""
    looks = [look for place in case.places[:1] for look in place.looks if look.healthy and look.complete_since]
    return min(look.at for look in looks).astimezone(VN).date().replace(day=1) if looks else None


DecisionKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Bench:
    """Facts as of the moment of judging, laid out by the keys that cases ask for."""

    asof: AsOf
    places: Mapping[PlaceKey, Place]
    decisions: Mapping[DecisionKey, tuple[Decision, ...]]
    like: Mapping[tuple[str, PlaceKey], tuple[Duty, ...]]
    lives: Mapping[str, Period]
    shared: Mapping[PlaceKey, tuple[Section, ...]]
    confirmed: Mapping[int, Publication]

    @staticmethod
    def of(duties: Sequence[Duty], facts: Facts, asof: AsOf) -> _Bench:
        places = {key: known_at(place, asof.now) for key, place in facts.places.items()}
        made = _by_duty(decided_by(facts.decisions, asof.now))
        lives, shared = lives_of(facts.sections), _shared(facts.sections)
        return _Bench(asof, places, made, _siblings(duties), lives, shared, facts.confirmed)

    def judge(self, duty: Duty) -> Verdict:
        """The verdict of a duty; of one with parts, from theirs."""
        case = self.case(duty)
        if not duty.parts or case.waiver is not None:
            return judge(case)
        return explained(case, combined(case, [self.judge(part) for part in duty.parts]))

    def case(self, duty: Duty) -> Case:
        key, keys = duty.key, place_keys(duty)
        made = self.decisions.get((key.plan, key.obligation, key.unit), ())
        like = self.like.get((key.plan, keys[0]), ()) if keys else ()
        case = Case(
            duty=duty,
            asof=self.asof,
            places=tuple(self._place(place, duty) for place in keys if place in self.places or place[0] in duty.heirs),
            siblings=tuple(other for other in like if other.key != key),
            plan_year=last_day(duty.plan_end).year,  # it may begin in the December before
            answers=tuple(answer for answer in made if isinstance(answer, Answer)),
            attestations=tuple(word for word in made if isinstance(word, Attestation) and word.key == key),
            waiver=waiver_of(duty, made),
            replies=tuple(one for one in made if isinstance(one, Reply | Refusal) and one.key == key),
            shared=tuple(section for place in keys for section in self.shared.get(place, ())),
        )
        return self._with_confirmed(case)

    def _place(self, key: PlaceKey, duty: Duty) -> Place:
        place = living(self.places.get(key, Place(*key)), duty, self.asof.now, self.lives)
        return inherited(place, duty, duty.life.end) if key[0] in duty.heirs and duty.life is not None else place

    def _with_confirmed(self, case: Case) -> Case:
        """With what the office counted and what does not stand at the places any more: a section of another topic or
        address takes back nobody's yes (S19). No look at it is asked for: it proves nothing else."""
        if not (wanted := {one.publication for one in case.answers if one.publication in self.confirmed}):
            return case
        wanted -= {publication.id for publication in case.publications}
        said = [(number, case.answer_for(number)) for number in sorted(wanted)]
        gone = tuple(self.confirmed[number] for number, answer in said if answer is not None and answer.serves)
        away = known_at(Place("", "", publications=gone), self.asof.now)
        return replace(case, places=(*case.places, away)) if gone else case


def _by_duty(decisions: Iterable[Decision]) -> dict[DecisionKey, tuple[Decision, ...]]:
    found: dict[DecisionKey, list[Decision]] = {}
    for made in decisions:
        if isinstance(made, Attestation):
            key = (made.key.plan, made.key.obligation, made.key.unit)
        else:
            key = (made.plan, made.obligation, made.unit)
        found.setdefault(key, []).append(made)
    return {key: tuple(group) for key, group in found.items()}


def _shared(sections: Sequence[Section]) -> dict[PlaceKey, tuple[Section, ...]]:
    """For each place with a filter: its sections, and those of others at the same addresses (S18)."""
    filtered = {(one.unit, one.topic) for one in sections if one.filter is not None}
    if not filtered:
        return {}
    here: dict[PlaceKey, list[Section]] = {}
    at: dict[tuple[str, str], list[Section]] = {}
    for one in sections:
        here.setdefault((one.unit, one.topic), []).append(one)
        at.setdefault((one.topic, one.url), []).append(one)
    return {
        place: tuple(dict.fromkeys(other for one in here[place] for other in (one, *at[one.topic, one.url])))
        for place in filtered
    }


def waiver_of(duty: Duty, made: Iterable[Decision]) -> Waiver | None:
    """The newest waiver that touches the period (S21), unless it was taken back since."""
    waivers = [one for one in made if isinstance(one, Waiver) and one.touches(duty.period)]
    return waivers[-1] if waivers and waivers[-1].granted else None


def _siblings(duties: Sequence[Duty]) -> dict[tuple[str, PlaceKey], tuple[Duty, ...]]:
    """Duties of a day or a window, by plan and place: those between which an item goes to the nearest (S16).

    A rule for every month is not like them: what it counts may serve one of them as well. Nor is what has no day of
    its own, or what no page can prove, nearer to anything.
    """
    found: dict[tuple[str, PlaceKey], list[Duty]] = {}
    for duty in (part for whole in duties for part in part_duties(whole)):
        kind, proof = duty.obligation.kind, duty.obligation.proof
        if kind in (Kind.SCHEDULED, Kind.DEADLINE) and "web" in proof and duty.strict is not None:
            for place in place_keys(duty)[:1]:
                found.setdefault((duty.key.plan, place), []).append(duty)
    return {key: tuple(group) for key, group in found.items()}
