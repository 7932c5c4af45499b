"""Discover: from the websites of the units to their sections; what stands in the files is looked at first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date, datetime

from crawlers.discovering import FoundSection, Proposal, Refused, Visit, opened, still_there, visit_site
from crawlers.finding.leads import Desk
from crawlers.identity import canonical_url, host_of
from crawlers.page import Fetcher, Reader
from monitor.catalogue.loading import Catalogue
from monitor.catalogue.placing import SHORTHAND, Placing
from rules.duties import holders
from rules.model import Kind, Outcome, Section, Unit
from rules.parts import leaves

FOUND, KEPT, MOVED, UNSURE, NOT_FOUND, FAILED = "found", "kept", "moved", "unsure", "not_found", "failed"
_UNSAID = frozenset({"general", "aspnet"})
"""Readers that are as well chosen anew at each look."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What came out for one unit and topic. ``state``: one of the six above. ``old``: the section noted until now.

    ``reason``: a code, or the value of an outcome. ``detail``: an address that belongs to it.
    """

    unit: Unit
    topic: str
    state: str
    reason: str = ""
    detail: str = ""
    place: FoundSection | None = None
    others: tuple[FoundSection, ...] = ()
    refused: tuple[Refused, ...] = ()
    old: Section | None = None

    @property
    def placing(self) -> Placing | None:
        """What accepting it would write; None where there is nothing to write, or a person must choose."""
        if self.place is None or self.state not in (FOUND, MOVED, KEPT):
            return None
        reader = "" if self.place.reader in _UNSAID else self.place.reader
        url = self.old.url if self.state == KEPT and self.old is not None else self.place.url
        made = Placing(
            self.unit.id, self.topic, url, self.place.feed_url or "", reader, self.old.url if self.old else ""
        )
        if self.state == KEPT and self.old is not None:
            fills = (made.feed_url and not self.old.feed_url) or (made.reader and not self.old.reader)
            return made if fills else None
        return made


@dataclass(frozen=True, slots=True)
class _Job:
    unit: Unit
    topics: tuple[str, ...]
    noted: Mapping[str, tuple[Section, ...]]


def discover(
    catalogue: Catalogue,
    fetcher: Fetcher,
    readers: Sequence[Reader],
    now: datetime,
    only: str | None = None,
    progress: Progress = lambda done, total: None,
) -> list[Discovery]:
    """Look for the sections of every unit that needs some (or of one unit), in the order of the catalogue.

    One host is asked by one thread; a fault of ours in one unit is that unit's outcome.
    """
    jobs = list(_jobs(catalogue, now.date(), only))
    visits: dict[str, list[_Job]] = {}
    for job in jobs:
        visits.setdefault(host_of(job.unit.website or "") or job.unit.id, []).append(job)
    found: dict[str, list[Discovery]] = {}
    threads = max(1, min(catalogue.settings.looks.threads, len(visits)))
    with ThreadPoolExecutor(max_workers=threads) as pool:
        tasks = [pool.submit(_visit, visit, fetcher, readers, now) for visit in visits.values()]
        for task in as_completed(tasks):
            for unit, results in task.result():
                found[unit] = results
                progress(len(found), len(jobs))
    return _apart(catalogue, [result for job in jobs for result in found[job.unit.id]])


def _jobs(catalogue: Catalogue, today: date, only: str | None) -> Iterator[_Job]:
    needed = topics_needed(catalogue)
    noted: dict[tuple[str, str], tuple[Section, ...]] = {}
    for section in catalogue.sections:
        if (section.valid_from or today) <= today <= (section.valid_to or today):
            noted[section.unit, section.topic] = (*noted.get((section.unit, section.topic), ()), section)
    for unit in catalogue.units.values():
        alive = (unit.valid_from or today) <= today <= (unit.valid_to or today)
        if only not in (None, unit.id) or not (alive or only):
            continue
        topics = list(needed.get(unit.id, ()))
        if (unit.website or only) and SHORTHAND not in topics:
            topics.insert(0, SHORTHAND)
        if topics:
            yield _Job(unit, tuple(topics), {topic: noted.get((unit.id, topic), ()) for topic in topics})


def topics_needed(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """By unit: the topics under which the plans in force expect something on its own site."""
    needed: dict[str, dict[str, None]] = {}
    for plan in catalogue.plans:
        for leaf in leaves(plan.obligations):
            if leaf.where.offline or leaf.kind is Kind.ATTESTED:
                continue
            owners = [leaf.where.site] if leaf.where.site else _members(holders(leaf, catalogue.units))
            for owner in owners:
                needed.setdefault(owner, {})[leaf.where.topic] = None
    return {
        unit: tuple(sorted(topics, key=lambda topic: (topic != SHORTHAND, topic))) for unit, topics in needed.items()
    }


def _members(held: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    return [member for _, members in held for member in members]


# --- one unit --------------------------------------------------------------------------------------------------------


def _visit(
    jobs: Sequence[_Job], fetcher: Fetcher, readers: Sequence[Reader], now: datetime
) -> list[tuple[str, list[Discovery]]]:
    return [(job.unit.id, _guarded(job, Desk(fetcher, readers, now))) for job in jobs]


def _guarded(job: _Job, desk: Desk) -> list[Discovery]:
    try:
        return _of_unit(job, desk)
    except Exception as error:  # a bug of ours says nothing about the unit (S14)
        detail = f"{type(error).__name__}: {error}"[:200]
        return [Discovery(job.unit, topic, FAILED, Outcome.OUR_TROUBLE.value, detail) for topic in job.topics]


def _of_unit(job: _Job, desk: Desk) -> list[Discovery]:
    done: dict[str, Discovery] = {}
    gone: dict[str, tuple[Section, str]] = {}
    for topic in job.topics:
        for section in job.noted[topic][:1]:
            there, why = still_there(section, desk)
            if there is False:
                gone[topic] = (section, why)
                continue
            place = opened(section, desk) if there else None
            state = KEPT if there else FAILED
            done[topic] = Discovery(job.unit, topic, state, why or "noted", section.url, place, old=section)
    missing = [topic for topic in job.topics if topic not in done]
    if missing:
        done |= _searched(job.unit, missing, gone, desk)
    return [done[topic] for topic in job.topics]


def _searched(
    unit: Unit, topics: Sequence[str], gone: Mapping[str, tuple[Section, str]], desk: Desk
) -> dict[str, Discovery]:
    if not unit.website:
        return {
            topic: Discovery(unit, topic, FAILED, "no website", old=gone[topic][0] if topic in gone else None)
            for topic in topics
        }
    visit = visit_site(unit.website, topics, desk)
    if visit.outcome is not Outcome.READ:
        return {topic: _unseen(unit, topic, visit, gone) for topic in topics}
    return {proposal.topic: _found(unit, proposal, gone) for proposal in visit.proposals}


def _unseen(unit: Unit, topic: str, visit: Visit, gone: Mapping[str, tuple[Section, str]]) -> Discovery:
    old = gone[topic][0] if topic in gone else None
    return Discovery(unit, topic, FAILED, visit.outcome.value, visit.url, old=old)


def _found(unit: Unit, proposal: Proposal, gone: Mapping[str, tuple[Section, str]]) -> Discovery:
    old, why = gone.get(proposal.topic, (None, ""))
    places = [place for place in proposal.places if old is None or canonical_url(place.url) != canonical_url(old.url)]
    first = places[0] if places else None
    if first is None:
        reason = "unknown topic" if proposal.doubt == "unknown topic" else why or "nothing found"
        return Discovery(unit, proposal.topic, NOT_FOUND, reason, old=old, refused=proposal.refused)
    state = UNSURE if not proposal.sure else MOVED if old is not None else FOUND
    reason = proposal.doubt or why or "opened"
    others = tuple(places[1:])
    return Discovery(unit, proposal.topic, state, reason, "", first, others, proposal.refused, old)


def _apart(catalogue: Catalogue, results: list[Discovery]) -> list[Discovery]:
    """Two units on one section need a filter each (S18): nobody but a person can give it."""
    owners: dict[tuple[str, str], set[str]] = {}
    for section in catalogue.sections:
        owners.setdefault((section.topic, canonical_url(section.url)), set()).add(section.unit)
    for result in results:
        if result.place is not None and result.state in (FOUND, MOVED):
            owners.setdefault((result.topic, canonical_url(result.place.url)), set()).add(result.unit.id)
    told = []
    for result in results:
        if result.place is not None and result.state in (FOUND, MOVED):
            shared = owners[result.topic, canonical_url(result.place.url)] - {result.unit.id}
            if shared:
                result = replace(result, state=UNSURE, reason="shared", detail=", ".join(sorted(shared)))
        told.append(result)
    return told
