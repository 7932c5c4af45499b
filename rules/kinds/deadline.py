"""A plan or report by a day (S3, S16): proved by an item on the web, an upload, or the office's word."""

from __future__ import annotations

from rules.case import Case
from rules.kinds import scheduled
from rules.kinds.attested import or_by_people
from rules.model import Verdict


def judge(case: Case) -> Verdict:
    """What the web can prove is judged by looking; what only people can prove is asked of the office (S17)."""
    return or_by_people(case, scheduled.judge)
