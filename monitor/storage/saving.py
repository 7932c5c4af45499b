"""Looks are kept in bulk: a few statements for many of them, whatever each has brought (Core, executemany)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, update

from monitor.ports import EvidenceRef, LookToKeep
from monitor.storage.chain import link
from monitor.storage.memory import memory_facts
from monitor.storage.publications import Sighting, keep_all
from monitor.storage.session import Session, key_of
from monitor.storage.tables import dirty_place, evidence, look, publication, section
from rules.model import HEALTHY


def keep_looks(session: Session, run: int, looks: Sequence[LookToKeep]) -> Sequence[int]:
    """Append the looks, link their evidence into the chain in order, apply what they changed; their ids."""
    numbers = session.insert_ids(look, [_look_row(session, run, one) for one in looks])
    _keep_evidence(session, numbers, looks)
    keep_all(
        session, [(Sighting(number, one.result.at), one.changes) for number, one in zip(numbers, looks, strict=True)]
    )
    _keep_met(session, looks)
    _keep_states(session, numbers, looks)
    _mark_dirty(session, looks)
    return numbers


def _look_row(session: Session, run: int, one: LookToKeep) -> dict[str, Any]:
    result, refs = one.result, one.evidence
    return {
        "rehearsal": session.mark,
        "run_id": run or None,
        "unit": result.section.unit,
        "topic": result.section.topic,
        "section": result.section.id,
        "at": result.at,
        "outcome": result.outcome.value,
        "detail": result.detail,
        "complete_since": result.complete_since,
        "full": result.full,
        "stored": bool(refs) and len(refs) == len(result.pages),  # S13: bytes kept, all of them
        "tls_tolerated": result.tls_tolerated,
        "items": len(result.items),
        "new_items": sum(change.id is None for change in one.changes),
        "http_status": result.http_status,
        "bytes": result.bytes,
        "ms": result.ms,
        "records": len(refs),
    }


def _keep_evidence(session: Session, numbers: Sequence[int], looks: Sequence[LookToKeep]) -> None:
    rows: list[dict[str, Any]] = []
    chain = _newest_link(session) if any(one.evidence for one in looks) else ""
    for number, one in zip(numbers, looks, strict=True):
        for ref in one.evidence:
            chain = link(chain, ref.sha256, ref.url, ref.at, ref.file, ref.offset)
            told = {field: getattr(ref, field) for field in EvidenceRef.__slots__}
            rows.append(told | {"look_id": number, "chain": chain, "rehearsal": session.mark})
    session.insert_all(evidence, rows)
    session.chain = chain if rows else session.chain


def _newest_link(session: Session) -> str:
    if session.chain is None:
        row = session.row(select(evidence.c.chain).order_by(evidence.c.id.desc()).limit(1))
        session.chain = row.chain if row is not None else ""
    return session.chain


def _keep_met(session: Session, looks: Sequence[LookToKeep]) -> None:
    """What was met again was last seen now; never backwards."""
    met: dict[Any, list[int]] = {}
    for one in looks:
        met.setdefault(one.result.at, []).extend(one.met)
    for at, ids in met.items():
        if ids:
            these = session.own_by_id(publication, ids)
            session.run(update(publication).where(these, publication.c.last_seen < at).values(last_seen=at))


# --- where watching a section stands ---------------------------------------------------------------------------------

_STATE = update(section).where(
    section.c.rehearsal == bindparam("side"),
    section.c.unit == bindparam("of_unit"),
    section.c.topic == bindparam("of_topic"),
    section.c.url_key == bindparam("of_url"),
)
_STATE = _STATE.values(
    memory=func.coalesce(bindparam("new_memory", type_=section.c.memory.type), section.c.memory),
    next_look_at=bindparam("next_at", type_=section.c.next_look_at.type),
    failures=bindparam("failed"),
    last_complete_at=func.coalesce(
        bindparam("complete_at", type_=section.c.last_complete_at.type), section.c.last_complete_at
    ),
    first_complete_look=func.coalesce(
        section.c.first_complete_look, bindparam("complete_look", type_=section.c.first_complete_look.type)
    ),
)
_STATE_AFTER_FULL = _STATE.values(want_full=False)


def _keep_states(session: Session, numbers: Sequence[int], looks: Sequence[LookToKeep]) -> None:
    rows = [_state_row(session, number, one) for number, one in zip(numbers, looks, strict=True)]
    full = [one.result.full for one in looks]
    session.run(_STATE, [row for row, was_full in zip(rows, full, strict=True) if not was_full])
    session.run(_STATE_AFTER_FULL, [row for row, was_full in zip(rows, full, strict=True) if was_full])


def _state_row(session: Session, number: int, one: LookToKeep) -> dict[str, Any]:
    result = one.result
    complete = result.outcome in HEALTHY and result.complete_since is not None
    return {
        "side": session.mark,
        "of_unit": result.section.unit,
        "of_topic": result.section.topic,
        "of_url": key_of(result.section.url),
        "new_memory": None if one.same_memory else memory_facts(result.memory),
        "next_at": one.next_look_at,
        "failed": one.failures,
        "complete_at": result.at if complete else None,
        "complete_look": number if complete else None,
    }


def _mark_dirty(session: Session, looks: Sequence[LookToKeep]) -> None:
    """Places to be judged; once one of its publications changed, a place stays so until it is judged."""
    places: dict[tuple[str, str], bool] = {}
    for one in looks:
        place = (one.result.section.unit, one.result.section.topic)
        places[place] = places.get(place, False) or bool(one.changes)
    rows = [
        {"rehearsal": session.mark, "unit": unit, "topic": topic, "changed": changed}
        for (unit, topic), changed in places.items()
    ]
    session.insert_new(dirty_place, [row for row in rows if not row["changed"]])
    insertion = session.insert(dirty_place)
    keys = list(dirty_place.primary_key)
    session.run(
        insertion.on_conflict_do_update(index_elements=keys, set_={"changed": True}),
        [row for row in rows if row["changed"]],
    )
