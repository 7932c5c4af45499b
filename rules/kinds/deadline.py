"""A plan or report by a day (S3, S16): proved by an item on the web, an upload, or the office's word."""

from __future__ import annotations

from rules.case import Case
from rules.kinds import attested, scheduled
from rules.model import Status, Verdict

_UNSETTLED = frozenset({Status.OVERDUE, Status.MISSED, Status.LATE, Status.UNKNOWN})


def judge(case: Case) -> Verdict:
    """What the web can prove is judged by looking; what only people can prove is asked of the office (S17)."""
    by_people = attested.judge(case)
    if by_people.reason in ("attested", "no_event") or "web" not in case.duty.obligation.proof:
        return by_people
    seen = scheduled.judge(case)
    if seen.status in _UNSETTLED and case.duty.obligation.proof != ("web",):
        # S17: it may have come on paper; only the office's "not received" accuses.
        return by_people
    return seen
