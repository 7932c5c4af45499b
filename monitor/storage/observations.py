"""Sections and looks: where we look, when, and what each look came to (S11–S13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update

from crawlers.page import LookResult
from monitor.ports import (
    EvidenceRef,
    KnownPublication,
    LookRow,
    LookToKeep,
    PublicationChange,
    SectionState,
    WantedSection,
)
from monitor.storage.memory import memory_of
from monitor.storage.places import ABOUT, known_publications, load_places, publications_by_id
from monitor.storage.rows import look_of, section_of, section_values
from monitor.storage.saving import keep_looks
from monitor.storage.session import AT_ONCE, Session, key_of
from monitor.storage.tables import dirty_place, evidence, look, section
from rules.clocks import AHEAD
from rules.model import HEALTHY, Look, Outcome, Place, Publication, Section

_SEEN = tuple(sorted(outcome.value for outcome in HEALTHY))


class SqlObservations:
    """See ``monitor.ports.Observations``."""

    def __init__(self, session: Session) -> None:
        self.session = session

    # --- sections ----------------------------------------------------------------------------------------------------

    def sync_sections(self, sections: Sequence[Section]) -> None:
        """Write what differs only; a section that is read otherwise than before is looked at anew, and wholly.

        There may be fifty thousand: rows come and go some at a time, only what differs is held.
        """
        unknown = {(one.unit, one.topic, one.url): one for one in sections}
        changed: list[tuple[Row[Any], Section]] = []
        gone: list[int] = []
        for row in self.session.stream(select(*ABOUT).where(self._own(section))):
            one = unknown.pop((row.unit, row.topic, row.url), None)
            if one is None:
                gone += [row.id] if row.active else []
            elif not row.active or section_of(row) != one:
                changed.append((row, one))
        fresh = iter(unknown.values())
        while some := list(islice(fresh, AT_ONCE)):
            self.session.run(insert(section), [self._new_section(one) for one in some])
        for row, one in changed:
            self._change_section(row, one)
        self.session.run(update(section).where(self.session.among_ids(section.c.id, gone)).values(active=False))

    def _new_section(self, one: Section) -> dict[str, Any]:
        state = {"active": True, "failures": 0, "memory": {}, "want_full": False, "rehearsal": self.session.mark}
        return section_values(one) | state | {"url_key": key_of(one.url)}

    def _change_section(self, row: Row[Any], one: Section) -> None:
        values: dict[str, Any] = section_values(one) | {"active": True}
        if (row.feed_url, row.reader, row.filter) != (one.feed_url, one.reader, one.filter):
            values |= {"next_look_at": None, "want_full": True}
        self.session.run(update(section).where(section.c.id == row.id).values(values))

    def sections(self) -> list[SectionState]:
        """Every section that is looked at, in the order in which they became known."""
        return self._states(section.c.active == True)  # noqa: E712

    def newest_complete(self) -> datetime | None:
        """Over all sections that are looked at."""
        newest = select(func.max(section.c.last_complete_at)).where(section.c.active == True)  # noqa: E712
        found: datetime | None = self.session.connection.execute(newest.where(self.session.side(section))).scalar_one()
        return found

    def first_seen(self, since: datetime, until: datetime) -> datetime | None:
        """By the index of moments."""
        here = (self.session.side(look), look.c.at >= since, look.c.at <= until, look.c.outcome.in_(_SEEN))
        row = self.session.row(select(look.c.at).where(*here).order_by(look.c.at).limit(1))
        return row.at if row is not None else None

    def due(self, now: datetime) -> list[SectionState]:
        """Those whose hour has come."""
        ripe = or_(section.c.next_look_at.is_(None), section.c.next_look_at <= now)
        return self._states(section.c.active == True, ripe)  # noqa: E712

    def wanted(self, now: datetime | None, unit: str | None = None) -> list[WantedSection]:
        """Numbers and addresses only: what is stored of all sections would not fit into memory."""
        conditions = [self.session.side(section), section.c.active == True]  # noqa: E712
        if now is not None:
            conditions.append(or_(section.c.next_look_at.is_(None), section.c.next_look_at <= now))
        if unit is not None:
            conditions.append(section.c.unit == unit)
        # What failed again and again comes last: hosts that hang keep nobody waiting (J1).
        order = (section.c.failures >= 2, section.c.id)
        rows = self.session.rows(select(section.c.id, section.c.url).where(*conditions).order_by(*order))
        return [WantedSection(row.id, row.url) for row in rows]

    def states(self, ids: Collection[int]) -> dict[int, SectionState]:
        """One query."""
        return self._states_by_id(self.session.own_by_id(section, ids))

    def _states(self, *conditions: ColumnElement[bool]) -> list[SectionState]:
        return list(self._states_by_id(self.session.side(section), *conditions).values())

    def _states_by_id(self, *conditions: ColumnElement[bool]) -> dict[int, SectionState]:
        wanted = select(section).where(*conditions).order_by(section.c.id)
        return {
            row.id: SectionState(
                section=section_of(row),
                next_look_at=row.next_look_at,
                failures=row.failures,
                memory=memory_of(row.memory),
                last_complete_at=row.last_complete_at,
                want_full=row.want_full,
            )
            for row in self.session.rows(wanted)
        }

    def schedule(self, places: Collection[tuple[str, str]], at: datetime, full: bool) -> None:
        """A section that was never looked at is due at once, and stays so."""
        if not places:
            return
        those = self.session.among([section.c.unit, section.c.topic], places)
        here = (self._own(section), those, section.c.active == True)  # noqa: E712
        self.session.run(update(section).where(*here, section.c.next_look_at > at).values(next_look_at=at))
        if full:
            self.session.run(update(section).where(*here).values(want_full=True))

    def distrust(self, now: datetime, longest: timedelta) -> int:
        """By the look that was written last: its number tells the order, whatever the clock said."""
        at = self.session.row(select(look.c.at).where(self.session.side(look)).order_by(look.c.id.desc()).limit(1))
        set_back = at is not None and at.at > now + AHEAD
        limit = now if set_back else now + longest
        here = (self._own(section), section.c.active == True, section.c.next_look_at > limit)  # noqa: E712
        return self.session.run(update(section).where(*here).values(next_look_at=now))

    def forget(self, sections: Sequence[Section]) -> None:
        """Looks and publications stay."""
        for one in sections:
            here = (
                self._own(section),
                section.c.unit == one.unit,
                section.c.topic == one.topic,
                section.c.url == one.url,
            )
            self.session.run(update(section).where(*here).values(memory={}, next_look_at=None, want_full=True))

    # --- looks -------------------------------------------------------------------------------------------------------

    def save(
        self,
        run: int,
        result: LookResult,
        evidence: Sequence[EvidenceRef],
        changes: Sequence[PublicationChange],
        next_look_at: datetime,
        failures: int,
    ) -> int:
        """One alone."""
        one = LookToKeep(result, tuple(evidence), tuple(changes), next_look_at, failures)
        return self.save_all(run, [one])[0]

    def save_all(self, run: int, looks: Sequence[LookToKeep]) -> Sequence[int]:
        """In a few statements; their ids."""
        return keep_looks(self.session, run, looks)

    def looks(self, unit: str | None = None, failed: bool = False, known_at: datetime | None = None) -> list[LookRow]:
        """Those asked for, and no others."""
        wanted = [self.session.side(look)]
        wanted += [look.c.unit == unit] if unit is not None else []
        wanted += [look.c.outcome.not_in(_SEEN)] if failed else []
        wanted += [look.c.at <= known_at] if known_at is not None else []
        return self._look_rows(*wanted)

    def looks_by_id(self, ids: Collection[int]) -> dict[int, LookRow]:
        """By the primary key."""
        rows = self._look_rows(self.session.own_by_id(look, ids)) if ids else []
        return {row.look.id: row for row in rows}

    def newest_looks(
        self,
        keys: Collection[tuple[str, str]],
        known_at: datetime | None = None,
        among: Collection[Outcome] | None = None,
    ) -> dict[str, Look]:
        """By the index of places; of one section, the look that was written last."""
        if not keys:
            return {}
        here = [self.session.side(look), self.session.among([look.c.unit, look.c.topic], keys)]
        here += [look.c.at <= known_at] if known_at is not None else []
        here += [look.c.outcome.in_(among)] if among is not None else []
        newest = select(func.max(look.c.id)).where(*here).group_by(look.c.section)
        return {row.section: look_of(row) for row in self.session.rows(select(look).where(look.c.id.in_(newest)))}

    def last_in_hand(self, keys: Collection[tuple[str, str]]) -> dict[str, datetime]:
        """By the index of places; looks that were answered «not modified» are left out."""
        here = [self.session.side(look), self.session.among([look.c.unit, look.c.topic], keys)]
        read = (look.c.complete_since.is_not(None), func.coalesce(look.c.http_status, 0) != 304)
        newest = select(look.c.section, func.max(look.c.at).label("at")).where(*here, *read).group_by(look.c.section)
        return {row.section: row.at for row in self.session.rows(newest)}

    def _look_rows(self, *wanted: ColumnElement[bool]) -> list[LookRow]:
        """Two queries, however many looks there are."""
        kept: dict[int, list[int]] = {}
        records = select(evidence.c.look_id, evidence.c.id).join(look, look.c.id == evidence.c.look_id)
        for row in self.session.rows(records.where(*wanted).order_by(evidence.c.id)):
            kept.setdefault(row.look_id, []).append(row.id)
        newest_first = select(look).where(*wanted).order_by(look.c.at.desc(), look.c.id.desc())
        return [
            LookRow(
                look=look_of(row),
                items=row.items,
                new_items=row.new_items,
                http_status=row.http_status,
                bytes=row.bytes,
                ms=row.ms,
                evidence=tuple(kept.get(row.id, ())),
                rehearsal=row.rehearsal,
            )
            for row in self.session.rows(newest_first)
        ]

    # --- publications and places -------------------------------------------------------------------------------------

    def known(self, unit: str, topic: str) -> list[KnownPublication]:
        """With every name they go by."""
        return self.known_at([(unit, topic)])[unit, topic]

    def known_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[KnownPublication]]:
        """Three queries, however many places."""
        return known_publications(self.session, places)

    def dirty(self) -> dict[tuple[str, str], bool]:
        """Places that wait for the judge; whether anything was seen there that was not known."""
        found = select(dirty_place).where(self.session.side(dirty_place))
        return {(row.unit, row.topic): row.changed for row in self.session.rows(found)}

    def judged(self, places: Collection[tuple[str, str]]) -> None:
        """One statement for all of them."""
        these = self.session.among([dirty_place.c.unit, dirty_place.c.topic], places)
        self.session.run(delete(dirty_place).where(self._own(dirty_place), these))

    def places(
        self, keys: Collection[tuple[str, str]], since: datetime, known_at: datetime | None = None
    ) -> dict[tuple[str, str], Place]:
        """A few queries for thousands of places."""
        return load_places(self.session, keys, since, known_at)

    def publications(self, ids: Collection[int], known_at: datetime | None = None) -> dict[int, Publication]:
        """A few queries, bounded by the ids."""
        return publications_by_id(self.session, ids, known_at)

    def _own(self, table: Any) -> ColumnElement[bool]:
        """The side that is written; both sides at once cannot be."""
        condition: ColumnElement[bool] = table.c.rehearsal == self.session.mark
        return condition
