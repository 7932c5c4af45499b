"""A matching item in a window (S16). Default cure: to the end of the plan (S15)."""

from __future__ import annotations

from datetime import timedelta

from rules.candidates import Candidate, candidates, is_open, one_of_a_sort, question_of
from rules.case import Case
from rules.course import Tally, judge_course
from rules.dating import Placed
from rules.duties import cure_until
from rules.matching import accepts, match
from rules.model import Duty, Flag, Period, Question, Verdict


def judge(case: Case) -> Verdict:
    """Find the item in its window, before it (early) or after it (late); an item serves only the nearest like duty."""
    return judge_course(case, tally(case))


def tally(case: Case) -> Tally:
    """Sort the candidates into window, before, after, and questions."""
    duty = case.duty
    window = Period(duty.period.key, duty.period.start, duty.lenient or duty.period.end)
    found = [candidate for candidate in candidates(case) if not candidate.refused]
    opened = [c for c in found if not c.serves(window.key) and _opened(c, case, window)]
    on_time = [c.placed for c in found if c.serves(window.key) or (_sure(c, opened) and c.placed.inside(window))]
    early = [c.placed for c in found if c.placed not in on_time and _sure(c, opened) and _early(c.placed, case, window)]
    late = [c.placed for c in found if _sure(c, opened) and _late(c.placed, case, window)]
    asked = list(opened)
    flags: frozenset[Flag] = frozenset()
    if not on_time and early and duty.obligation.early == "ok":
        on_time, flags = early, frozenset({Flag.EARLY})
    elif not on_time and early and duty.obligation.early == "ask":
        asked += [c for c in found if c.placed in early]
    questions = _questions(case, found, on_time, asked)
    if on_time:
        asked = []
    return Tally(tuple(on_time), tuple(late), tuple(c.placed for c in asked), questions, flags)


def _opened(candidate: Candidate, case: Case, window: Period) -> bool:
    """Whether only the office can say that the candidate counts, in the window or before or after it."""
    placed = candidate.placed
    if is_open(candidate, window, case):
        return True
    if candidate.decision == "ask":
        return _early(placed, case, window) or _late(placed, case, window)
    # S9: an undated item that may have come early, but may as well be of another year.
    whole = Period(window.key, min(case.duty.plan_start, window.start), window.end)
    return case.duty.obligation.early != "no" and placed.touches(whole) and not placed.inside(whole)


def _sure(candidate: Candidate, opened: list[Candidate]) -> bool:
    return candidate.decision == "yes" and candidate.placed.earliest is not None and candidate not in opened


def _early(placed: Placed, case: Case, window: Period) -> bool:
    # S16: before the window but after the plan's beginning, and not nearer to a like duty.
    return (
        case.duty.obligation.early != "no"
        and placed.earliest is not None
        and placed.earliest >= case.duty.plan_start
        and placed.before(window.start)
        and _nearest(placed, case)
    )


def _late(placed: Placed, case: Case, window: Period) -> bool:
    until = cure_until(case.duty)
    return (
        placed.earliest is not None
        and placed.earliest >= window.end
        and (case.duty.passed_at_issue or (until is not None and placed.latest <= until))
        and _nearest(placed, case)
    )


def _questions(
    case: Case, found: list[Candidate], on_time: list[Placed], asked: list[Candidate]
) -> tuple[Question, ...]:
    doubtful = [c for c in found if c.placed in on_time and c.placed.question == "backdating"]
    if on_time:
        return tuple(question_of(c, case) for c in doubtful)
    return one_of_a_sort([question_of(c, case) for c in asked])


def _nearest(placed: Placed, case: Case) -> bool:
    """Whether no like duty, for which the item would serve as well, lies nearer to it in time (S16)."""
    shared = set(case.duty.obligation.match.share)
    own = _distance(placed, case.duty)
    return not any(
        _distance(placed, other) < own and other.obligation.id not in shared and _serves(placed, other, case)
        for other in case.siblings
    )


def _serves(placed: Placed, other: Duty, case: Case) -> bool:
    if not accepts(other.obligation, placed.publication):
        return False
    if not other.obligation.match.given:
        return True
    return match(placed.publication.title, other.obligation, case.plan_year).decision == "yes"


def _distance(placed: Placed, duty: Duty) -> timedelta:
    at = placed.earliest or placed.latest
    if at < duty.period.start:
        return duty.period.start - at
    return max(timedelta(0), at - duty.period.end)
