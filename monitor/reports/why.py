"""Everything behind a verdict: what was counted, the looks that prove it or saw it, the history (S13, S19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from monitor.catalogue.loading import Catalogue
from monitor.ports import LookRow, Transaction, VerdictFilter, VerdictRow
from monitor.reports.facts import Fact, held_rows, history_fact, look_fact, moment, places_of, status_facts
from monitor.reports.owed_then import owed_then
from rules.model import Duty, DutyKey, Status


def why_facts(
    tx: Transaction,
    catalogue: Catalogue,
    duties: Mapping[DutyKey, Duty],
    wanted: VerdictFilter,
    known_at: datetime | None,
) -> list[Fact]:
    """Everything behind some verdicts: sentence, publications, the looks with their evidence, the history.

    ``proof``: the looks that carry a charge (S13); ``seen_by``: where none is needed, those that saw what was counted.
    """
    rows = held_rows(tx, wanted, known_at)
    duties = owed_then(tx, catalogue, duties, rows)
    found = status_facts(tx, duties, wanted, known_at)
    by_name = {(key.unit, key.obligation, key.plan, key.period): row for key, row in rows.items()}
    looks = tx.observations.looks_by_id({number for row in rows.values() for number in row.verdict.proof})
    for fact in found:
        row = by_name[fact["unit"], fact["obligation"], fact["plan"], fact["period"]]
        past = tx.verdicts.history(
            VerdictFilter(unit=fact["unit"], obligation=fact["obligation"], period=fact["period"]), known_at
        )
        fact["figures"] = dict(row.verdict.figures)
        fact["unproven_by"] = _unproven_by(tx, duties, row, known_at)
        fact["proof"] = [look_fact(looks[number]) for number in row.verdict.proof if number in looks]
        fact["seen_by"] = [look_fact(one) for one in _seen_by(tx, duties, row, known_at)]
        fact["history"] = [history_fact(change) for change in past]
    return found


def _unproven_by(
    tx: Transaction, duties: Mapping[DutyKey, Duty], row: VerdictRow, known_at: datetime | None
) -> list[Fact]:
    """The newest look at each section of a duty that could not be judged, where it says why it proves nothing."""
    places = set(places_of(row.verdict.key, duties)) if row.verdict.status is Status.UNKNOWN else set()
    newest = tx.observations.newest_looks(places, known_at or row.judged_at or row.known_at)
    return [
        {"section": one.section, "at": moment(one.at), "outcome": one.outcome.value, "detail": one.detail}
        for one in newest.values()
        if one.complete_since is None
    ]


def _seen_by(
    tx: Transaction, duties: Mapping[DutyKey, Duty], row: VerdictRow, known_at: datetime | None
) -> list[LookRow]:
    """The looks that first saw what was counted; where nothing was, the newest at each section. None of a charge, which
    has its proof, nor of what is not known, where the looks say why."""
    verdict = row.verdict
    if verdict.proof or verdict.status is Status.UNKNOWN:
        return []
    counted = tx.observations.publications(set(verdict.publications), known_at).values()
    first = {(one.unit, one.topic, one.first_seen) for one in counted}
    found = [
        look
        for unit in sorted({one.unit for one in counted})
        for look in reversed(tx.observations.looks(unit, known_at=known_at))
        if look.look.healthy and (look.look.unit, look.look.topic, look.look.at) in first
    ]
    if found:
        return found
    newest = tx.observations.newest_looks(
        set(places_of(verdict.key, duties)), known_at or row.judged_at or row.known_at
    )
    looks = tx.observations.looks_by_id({one.id for one in newest.values()})
    return sorted(looks.values(), key=lambda one: (one.look.at, one.look.id))
