"""Doors for judging: verdicts, findings and their events, decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from rules.findings import Event, Finding
from rules.model import Decision, DutyKey, Status, Verdict


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict as stored: ``known_at`` is when we came to hold it, ``plan_digest`` the text it was judged by (S20)."""

    id: int
    verdict: Verdict
    known_at: datetime
    plan_digest: str
    rehearsal: bool
    closed_at: datetime | None = None
    first_known_at: datetime | None = None
    """When the duty was judged for the first time."""
    judged_at: datetime | None = None
    """When the verdict was last confirmed; equals ``known_at`` until then, and of the past always."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit log (S20, S21). ``at``: when it claims to be done; ``recorded_at``: when it was written: a
    backdated deed shows."""

    at: datetime
    who: str
    action: str
    reason: str
    details: Mapping[str, Any]
    recorded_at: datetime
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class VerdictFilter:
    """What to show; None: everything. ``since``/``until`` bound ``known_at`` (until excluded)."""

    unit: str | None = None
    obligation: str | None = None
    plan: str | None = None
    period: str | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a duty stands, without the figures behind it: enough to say whether it must be judged again."""

    status: Status
    plan_digest: str
    closed_at: datetime | None
    open_since: datetime | None
    """When it was judged for the first time, or reopened."""
    judged_at: datetime
    late_after: datetime | None
    reason: str = ""
    basis: str | None = None
    """What it was last judged by, beside what was seen: plan, settings, units and sections; None: not known."""


class Verdicts(Protocol):
    """Append-only verdicts, the duties they judge, findings and their events."""

    def remember_plan(self, plan: str, digest: str, text: str, now: datetime) -> None:
        """Keep the exact text of a plan under its digest, once."""

    def current(self, keys: Collection[DutyKey] | None = None) -> dict[DutyKey, VerdictRow]:
        """The latest verdict of each duty."""

    def standing(self) -> dict[DutyKey, Standing]:
        """Where every duty stands; one light query."""

    def ripe(self, now: datetime) -> set[DutyKey]:
        """Open duties whose ``valid_until`` has come."""

    def save(
        self,
        run: int,
        now: datetime,
        plan_digest: str,
        verdicts: Sequence[Verdict],
        bases: Mapping[DutyKey, str] | None = None,
    ) -> None:
        """Append; each becomes the current one of its duty. ``bases``: what each was judged by."""

    def unchanged(self, verdicts: Sequence[Verdict], bases: Mapping[DutyKey, str] | None = None) -> None:
        """Only move ``valid_until``, ``judged_at`` and the basis of the current verdicts on."""

    def plan_text(self, plan: str, digest: str) -> str | None:
        """The exact text that was remembered under a digest."""

    def plan_deeds(self) -> list[AuditLine]:
        """When plans came into force, changed or went, oldest first; the details hold ``plan`` and ``digest``."""

    def close(self, keys: Collection[DutyKey], now: datetime) -> None:
        """Close duties: they are not judged again until reopened (S20)."""

    def reopen(self, keys: Collection[DutyKey], now: datetime) -> int:
        """Closed duties are judged again from now on (S20); how many were closed."""

    def history(self, wanted: VerdictFilter, known_at: datetime | None = None) -> list[VerdictRow]:
        """Every verdict ever held, oldest first; with ``known_at``, only those held by then."""

    def as_of(self, known_at: datetime, wanted: VerdictFilter | None = None) -> dict[DutyKey, VerdictRow]:
        """The verdict of each duty that we held at a moment."""

    def findings(self, keys: Collection[DutyKey]) -> dict[DutyKey, Finding]:
        """Where each finding stands; a duty without events gets a calm one."""

    def add_events(self, run: int, events: Sequence[Event]) -> None:
        """Append events and move their findings."""

    def decisions(self, known_at: datetime | None = None) -> list[Decision]:
        """Everything people decided (waivers, attestations, answers)."""

    def add_decision(self, decision: Decision) -> None:
        """Append a decision, and its line in the audit log, which is never updated or deleted."""

    def note_deed(self, at: datetime, who: str, action: str, reason: str, details: Mapping[str, object]) -> None:
        """A line in the audit log for a deed that is no decision: closing, reopening, releasing."""

    def audit(self, known_at: datetime | None = None) -> list[AuditLine]:
        """The audit log, oldest first; with ``known_at``, only what was done by then."""
