"""Why duties were judged again: each new verdict says it, and each change of a plan counts them (S20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.pipeline.basis import Bases, why_again, why_figures
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.plan_watch import PlanChange
from monitor.ports import Standing
from rules.model import Duty, DutyKey, Flag, Status, Verdict
from rules.periods import day_name
from rules.plan_changes import concerning


@dataclass(frozen=True, slots=True)
class Again:
    """What duties were last judged by, and what changed since."""

    cycle: Cycle
    standing: Mapping[DutyKey, Standing]
    bases: Bases
    changes: Mapping[str, PlanChange]

    def explained(self, verdict: Verdict, held: Verdict | None) -> Verdict:
        """The verdict with the reason why it was judged again, where the plan, the settings or the units changed.

        ``held``: the one before. What people decided meanwhile explains itself (S27).
        """
        if verdict.status is Status.WAIVED and held is not None and held.status is not Status.WAIVED:
            return verdict
        why, details = self._why(verdict.key), ""
        if why == "plan_changed":
            change = self.changes.get(verdict.key.plan)
            details = self._details(verdict.key)
            if change is None or (change.alterations and not details):
                return verdict  # the plan says nothing else of this duty: time or new facts changed its verdict
        if why is None or (why == "settings_changed" and held is not None and not _by_settings(verdict, held)):
            return verdict
        return replace(
            verdict, figures={**verdict.figures, **why_figures(why, day_name(self.cycle.now.date()), details)}
        )

    def count(self, duties: Sequence[Duty], changed: Sequence[Verdict], gone: Sequence[Verdict]) -> None:
        """Count, for each changed plan, the open duties judged again because of it, and the verdicts that changed."""
        for key in (*(duty.key for duty in duties), *(verdict.key for verdict in gone)):
            change = self.changes.get(key.plan)
            if change is not None and self._why(key) == "plan_changed":
                change.judged += 1
        withdrawn = {verdict.key for verdict in gone}
        for verdict in changed:
            change = self.changes.get(verdict.key.plan)
            if change is not None and (verdict.key in withdrawn or verdict.figures.get("why") == "plan_changed"):
                change.changed += 1

    def _why(self, key: DutyKey) -> str | None:
        duty, row, change = self.cycle.by_key.get(key), self.standing.get(key), self.changes.get(key.plan)
        if duty is None:
            return "plan_changed"
        if row is None or row.basis is None:
            # Owed for the first time, or again: the plan says why, if it was in force before.
            return "plan_changed" if change is not None and self._details(key) else None
        return why_again(row.basis, self.bases.of(duty))

    def _details(self, key: DutyKey) -> str:
        duty, change = self.cycle.by_key.get(key), self.changes.get(key.plan)
        if duty is None or change is None:
            return ""
        return "; ".join(one.what for one in concerning(change.alterations, duty.obligation))


_BY_TIME = frozenset({Status.NOT_DUE, Status.DUE_SOON})


def _by_settings(verdict: Verdict, held: Verdict) -> bool:
    """Whether settings can have made the difference: days moved, watching begins elsewhere, the ladder or the distance
    of the proving looks is another. What was found or said in the same run is another matter."""
    frames = [(one.due, one.late_after, Flag.HOI_CUU in one.flags) for one in (verdict, held)]
    return frames[0] != frames[1] or verdict.status in _BY_TIME or verdict.reason == "proof_pending"
