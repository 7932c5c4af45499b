"""Rows become nouns of the law, and nouns become rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from monitor.storage.texts import day_text
from rules.model import (
    DateSeen,
    DutyKey,
    Flag,
    Look,
    Medium,
    Outcome,
    Person,
    Precision,
    Publication,
    Question,
    Section,
    StatedDate,
    Status,
    Verdict,
)


def section_values(one: Section) -> dict[str, Any]:
    """The columns that come from the catalogue."""
    return {
        "unit": one.unit,
        "topic": one.topic,
        "url": one.url,
        "feed_url": one.feed_url,
        "reader": one.reader,
        "filter": one.filter,
        "tolerate_tls": one.tolerate_tls,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


def section_of(row: Row[Any]) -> Section:
    """The section of a row."""
    return Section(
        unit=row.unit,
        topic=row.topic,
        url=row.url,
        feed_url=row.feed_url,
        reader=row.reader,
        filter=row.filter,
        tolerate_tls=row.tolerate_tls,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def look_of(row: Row[Any]) -> Look:
    """The look of a row."""
    return Look(
        id=row.id,
        section=row.section,
        unit=row.unit,
        topic=row.topic,
        at=row.at,
        outcome=Outcome(row.outcome),
        complete_since=row.complete_since,
        full=row.full,
        stored=row.stored,
        detail=row.detail,
        tls_tolerated=row.tls_tolerated,
    )


def publication_of(row: Row[Any], stated: Sequence[DateSeen], others: Sequence[DateSeen]) -> Publication:
    """The publication of a row, with its stated dates, and others beside them, in the order in which they were read."""
    return Publication(
        id=row.id,
        unit=row.unit,
        topic=row.topic,
        url=row.url,
        title=row.title,
        medium=Medium(row.medium),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        stated=tuple(stated),
        others=tuple(others),
        modified=row.modified,
        signed=row.signed,
        absent_at=row.absent_at,
        baseline=row.baseline,
        migrated=row.migrated,
        removed_at=row.removed_at,
        attachments=tuple(row.attachments),
        author=row.author,
        sections=tuple(row.sections or ()),
        also_titled=tuple(row.also_titled or ()),
    )


def date_of(row: Row[Any]) -> DateSeen:
    """The stated date of a row."""
    return DateSeen(StatedDate(row.at, Precision(row.precision), row.source, row.raw), row.seen_at)


def key_values(key: DutyKey) -> dict[str, str]:
    """The columns that name a duty."""
    return {"unit": key.unit, "plan": key.plan, "obligation": key.obligation, "period": key.period}


def key_of_row(row: Row[Any]) -> DutyKey:
    """The duty that a row names."""
    return DutyKey(row.unit, row.plan, row.obligation, row.period)


def verdict_values(one: Verdict) -> dict[str, Any]:
    """The columns of a verdict without its duty, run and times."""
    return {
        "status": one.status.value,
        "reason": one.reason,
        "counted": one.counted,
        "needed": one.needed,
        "due": one.due,
        "late_after": one.late_after,
        "publications": list(one.publications),
        "proof": list(one.proof),
        "flags": [flag.value for flag in one.flags],
        "questions": [[question.kind, question.publication, question.text] for question in one.questions],
        "figures": dict(one.figures),
        "sentence": one.sentence,
        "valid_until": one.valid_until,
    }


def verdict_of(row: Row[Any]) -> Verdict:
    """The verdict of a row that also names the duty."""
    return Verdict(
        key=key_of_row(row),
        status=Status(row.status),
        reason=row.reason,
        counted=row.counted,
        needed=row.needed,
        due=row.due,
        late_after=row.late_after,
        publications=tuple(row.publications),
        proof=tuple(row.proof),
        flags=tuple(Flag(flag) for flag in row.flags),
        questions=tuple(Question(kind, number, text) for kind, number, text in row.questions),
        figures=row.figures,
        sentence=row.sentence,
        valid_until=row.valid_until,
    )


def person_facts(person: Person) -> list[str | None]:
    """A person as JSON takes it."""
    return [person.role, person.name, person.email, person.zalo_user_id, person.phone]


def person_of(facts: Sequence[Any]) -> Person:
    """The person that JSON tells of; nobody where personal data were let go (L10)."""
    return Person(*facts) if facts else Person("", "")


def change_facts(values: dict[str, Any], texts: dict[str, str | None]) -> dict[str, Any]:
    """Changed columns of a publication as JSON takes them; ``texts`` holds their moments."""
    signed = {"signed": day_text(values["signed"])} if "signed" in values else {}
    return values | texts | signed
