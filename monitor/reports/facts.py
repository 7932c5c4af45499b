"""Facts as plain values, in the form that INTERFACE fixes for ``--json``; times carry +07:00."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from monitor.catalogue.loading import Catalogue
from monitor.ports import LookRow, MessageRow, Transaction, VerdictFilter, VerdictRow
from monitor.reports.owed_then import owed_then
from rules.dating import usable_date
from rules.engine import place_keys
from rules.model import BEGINNING, Duty, DutyKey, Look, Place, PlaceKey, Publication
from rules.periods import midnight

Fact = dict[str, Any]
_OFFSET = timezone(timedelta(hours=7))


def moment(value: datetime | None) -> str | None:
    """ISO with +07:00, whole seconds; the clocks of 1970 (+08:00) never show in the beginning of all lists."""
    if value is None:
        return None
    if value == BEGINNING:
        return "1970-01-01T00:00:00+07:00"
    return value.astimezone(_OFFSET).isoformat(timespec="seconds")


def verdict_fact(row: VerdictRow, places: Iterable[Place] = ()) -> Fact:
    """One row of ``status --json``; publications and looks are taken from the duty's places."""
    verdict, found = row.verdict, list(places)
    counted = set(verdict.publications)
    return {
        "unit": verdict.key.unit,
        "obligation": verdict.key.obligation,
        "plan": verdict.key.plan,
        "period": verdict.key.period,
        "due": moment(verdict.due),
        "late_after": moment(verdict.late_after),
        "due_source": verdict.figures.get("day_set"),
        "status": verdict.status.value,
        "reason_code": verdict.reason,
        "sentence": verdict.sentence,
        "counted": verdict.counted,
        "needed": verdict.needed,
        "publications": [
            _counted(publication) for place in found for publication in place.publications if publication.id in counted
        ],
        "looks": _looks(found),
        "judged_at": moment(row.judged_at or row.known_at),
        "known_at": moment(row.known_at),
        "rehearsal": row.rehearsal,
        "flags": [flag.value for flag in verdict.flags],
        "questions": [
            {"kind": question.kind, "publication": question.publication, "text": question.text}
            for question in verdict.questions
        ],
        "closed_at": moment(row.closed_at),
    }


def _counted(publication: Publication) -> Fact:
    stated, _ = usable_date(publication)
    return {
        "id": publication.id,
        "url": publication.url,
        "title": publication.title,
        "also_titled": list(publication.also_titled),
        "stated": moment(stated.at) if stated else None,
        "stated_precision": stated.precision.value if stated else None,
        "stated_source": stated.source if stated else None,
        "first_seen": moment(publication.first_seen),
    }


def _looks(places: list[Place]) -> Fact:
    looks = sorted((look for place in places for look in place.looks), key=lambda look: look.at)
    healthy = [look for look in looks if look.healthy]
    failed = [look for look in looks if not look.healthy]
    return {
        "last_healthy": moment(healthy[-1].at) if healthy else None,
        "last_failed": moment(failed[-1].at) if failed else None,
        "last_outcome": looks[-1].outcome.value if looks else None,
    }


def local_midnight(day: date, after: int = 0) -> datetime:
    """The first moment of a day in Vietnam, or of a day after it."""
    return midnight(day + timedelta(days=after))


def status_facts(
    tx: Transaction,
    duties: Mapping[DutyKey, Duty],
    wanted: VerdictFilter,
    known_at: datetime | None,
    catalogue: Catalogue | None = None,
) -> list[Fact]:
    """Verdicts now, or as held at a moment, in the order of unit, obligation, period. ``catalogue``: to read what was
    owed by plans that have changed or gone since."""
    rows = held_rows(tx, wanted, known_at)
    duties = owed_then(tx, catalogue, duties, rows) if catalogue is not None else duties
    keys: set[PlaceKey] = {place for key in rows if key in duties for place in place_keys(duties[key])}
    # A running duty falls due in the future: its looks lie before the moment at which it was judged.
    moments = [at for row in rows.values() for at in (row.verdict.due, row.judged_at or row.known_at) if at is not None]
    since = min(moments) - timedelta(days=31) if moments else None
    places = tx.observations.places(keys, since, known_at) if keys and since else {}
    away = _elsewhere(tx, rows, places, known_at)
    return [
        verdict_fact(rows[key], [*(places[at] for at in places_of(key, duties) if at in places), *away])
        for key in sorted(rows)
    ]


def _elsewhere(
    tx: Transaction, rows: Mapping[DutyKey, VerdictRow], places: Mapping[PlaceKey, Place], known_at: datetime | None
) -> list[Place]:
    """What verdicts count by the office's yes, and what stands at none of their places any more (S19)."""
    counted = {number for row in rows.values() for number in row.verdict.publications}
    counted -= {publication.id for place in places.values() for publication in place.publications}
    found = tx.observations.publications(counted, known_at) if counted else {}
    return [Place("", "", publications=tuple(found.values()))] if found else []


def places_of(key: DutyKey, duties: Mapping[DutyKey, Duty]) -> tuple[PlaceKey, ...]:
    return place_keys(duties[key]) if key in duties else ()


def held_rows(tx: Transaction, wanted: VerdictFilter, known_at: datetime | None) -> dict[DutyKey, VerdictRow]:
    rows = tx.verdicts.as_of(known_at, wanted) if known_at else tx.verdicts.current()
    return {key: row for key, row in rows.items() if fits(row, wanted)}


def fits(row: VerdictRow, wanted: VerdictFilter) -> bool:
    """Whether a verdict is among those asked for."""
    key = row.verdict.key
    pairs = (
        (wanted.unit, key.unit),
        (wanted.obligation, key.obligation),
        (wanted.plan, key.plan),
        (wanted.period, key.period),
        (wanted.status, row.verdict.status.value),
    )
    return all(asked is None or asked == has for asked, has in pairs)


def history_fact(row: VerdictRow) -> Fact:
    """One row of ``history``: what we came to hold, and when."""
    fact = verdict_fact(row)
    kept = ("unit", "obligation", "plan", "period", "status", "reason_code", "counted", "needed", "sentence", "flags")
    return (
        {"known_at": fact["known_at"]}
        | {name: fact[name] for name in kept}
        | {
            "why": row.verdict.figures.get("why"),
            "why_words": row.verdict.figures.get("why_words"),
            "plan_digest": row.plan_digest,
            "rehearsal": row.rehearsal,
        }
    )


def publication_fact(publication: Publication) -> Fact:
    """One row of ``publications --json``; every reading of its date is kept in ``dates``."""
    stated, flags = usable_date(publication)
    return {
        "id": publication.id,
        "unit": publication.unit,
        "topic": publication.topic,
        "url": publication.url,
        "title": publication.title,
        "kind": publication.medium.value,
        "stated": moment(stated.at) if stated else None,
        "stated_precision": stated.precision.value if stated else None,
        "stated_source": stated.source if stated else None,
        "modified": moment(publication.modified),
        "signed": publication.signed.isoformat() if publication.signed else None,
        "first_seen": moment(publication.first_seen),
        "last_seen": moment(publication.last_seen),
        "removed": moment(publication.removed_at),
        "flags": [flag.value for flag in flags],
        "attachments": list(publication.attachments),
        "dates": [
            {
                "at": moment(seen.date.at),
                "precision": seen.date.precision.value,
                "source": seen.date.source,
                "raw": seen.date.raw,
                "seen_at": moment(seen.seen_at),
            }
            for seen in publication.stated
        ],
    }


def publication_facts(
    tx: Transaction,
    keys: Iterable[PlaceKey],
    now: datetime,
    known_at: datetime | None,
    first: date | None = None,
    last: date | None = None,
) -> list[Fact]:
    """Publications of some places, newest stated date first; ``first``/``last`` bound the stated day, both included."""
    places = tx.observations.places(set(keys), now, known_at)
    facts = [publication_fact(item) for place in places.values() for item in place.publications]
    chosen = [fact for fact in facts if _between(fact["stated"], first, last)]
    return sorted(chosen, key=lambda fact: (fact["stated"] or "", fact["url"]), reverse=True)


def _between(stated: str | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    if stated is None:
        return False
    day = date.fromisoformat(stated[:10])
    return (first is None or first <= day) and (last is None or day <= last)


def look_fact(row: LookRow) -> Fact:
    """One row of ``looks --json``."""
    look: Look = row.look
    return {
        "id": look.id,
        "unit": look.unit,
        "topic": look.topic,
        "section": look.section,
        "at": moment(look.at),
        "outcome": look.outcome.value,
        "detail": look.detail,
        "complete_since": moment(look.complete_since),
        "full": look.full,
        "items": row.items,
        "new_items": row.new_items,
        "http_status": row.http_status,
        "bytes": row.bytes,
        "ms": row.ms,
        "evidence": list(row.evidence),
        "rehearsal": row.rehearsal,
    }


def evidence_count(tx: Transaction) -> int:
    """How many records of evidence the looks rest on."""
    return len({number for row in tx.observations.looks() for number in row.evidence})


def message_fact(row: MessageRow) -> Fact:
    """One row of ``messages --json``."""
    message = row.message
    return {
        "key": message.key,
        "message_id": message.message_id,
        "channel": message.channel,
        "recipient": message.recipient,
        "kind": message.kind,
        "subject": message.subject,
        "findings": [str(finding) for finding in message.findings],
        "state": row.state,
        "attempts": row.attempts,
        "possible_repeat": row.possible_repeat,
        "last_error": row.last_error,
        "created": moment(message.created),
        "sent": moment(row.sent),
        "rehearsal": row.rehearsal,
    }
