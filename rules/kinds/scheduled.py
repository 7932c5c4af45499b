"""A matching item in a window (S16). Default cure: to the end of the plan (S15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from rules.candidates import Candidate, candidates, is_open, one_of_a_sort, question_of
from rules.case import Case
from rules.course import Tally, judge_course
from rules.dating import Placed, appeared_within, ends_across
from rules.duties import cure_until
from rules.matching import accepts, best_match
from rules.model import Deadline, Duty, Flag, Period, Question, Verdict


def judge(case: Case) -> Verdict:
    """Find the item in its window, before it (early) or after it (late); an item serves only the nearest like duty."""
    return judge_course(case, tally(case))


def tally(case: Case) -> Tally:
    """Sort the candidates into window, before, after, and questions."""
    duty = case.duty
    window = Period(duty.period.key, duty.period.start, duty.lenient or duty.period.end)
    found = [candidate for candidate in candidates(case) if not candidate.refused]
    found = [candidate for candidate in found if candidate.serves(window.key) or not _of_an_earlier(candidate, case)]
    opened = [c for c in found if not c.serves(window.key) and _opened(c, case, window)]
    on_time = [c.placed for c in found if c.serves(window.key) or (_sure(c, opened) and c.placed.inside(window))]
    needed = duty.obligation.at_least
    early = [c.placed for c in found if c.placed not in on_time and _sure(c, opened) and _early(c.placed, case, window)]
    late = [c.placed for c in found if _sure(c, opened) and _late(c.placed, case, window)]
    asked = list(opened)
    flags: frozenset[Flag] = frozenset()
    if len(on_time) < needed and early and duty.obligation.early == "ok":
        on_time, flags = [*on_time, *early], frozenset({Flag.EARLY})
    elif len(on_time) < needed and early and duty.obligation.early == "ask":
        asked += [c for c in found if c.placed in early]
    questions = _questions(case, found, on_time, asked)
    if len(on_time) >= needed:
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
    if case.duty.obligation.early != "no" and placed.touches(whole) and not placed.inside(whole):
        return True
    if ends_across(placed, window.end, cure_until(case.duty)):
        return True  # within the cure or after it
    return _appeared(candidate, case, window)


def _appeared(candidate: Candidate, case: Case, window: Period) -> bool:
    """Whether an item that counts nowhere by its stated day, here or for a like duty, was seen to appear in the window
    or after it (S10)."""
    placed = candidate.placed
    if placed.inside(window) or _early(placed, case, window) or _late(placed, case, window):
        return False
    if any(placed.inside(other.period) for other in _likes(case)):
        return False
    return appeared_within(placed, window.start, cure_until(case.duty) or window.end)


def _sure(candidate: Candidate, opened: list[Candidate]) -> bool:
    return candidate.decision == "yes" and candidate.placed.earliest is not None and candidate not in opened


def _early(placed: Placed, case: Case, window: Period) -> bool:
    # S16: before the window but after the plan's beginning, and not nearer to a like duty.
    return (
        case.duty.obligation.early != "no"
        and placed.earliest is not None
        and placed.earliest >= case.duty.plan_start
        and placed.before(window.start)
        and _nearest(placed, case, _distance)
    )


def _late(placed: Placed, case: Case, window: Period) -> bool:
    until = cure_until(case.duty)
    return (
        placed.earliest is not None
        and placed.earliest >= window.end
        and (case.duty.passed_at_issue or (until is not None and placed.latest <= until))
        and _nearest(placed, case, _from_day)
    )


def _questions(
    case: Case, found: list[Candidate], on_time: list[Placed], asked: list[Candidate]
) -> tuple[Question, ...]:
    doubtful = [c for c in found if c.placed in on_time and c.placed.question == "backdating" and c not in asked]
    if len(on_time) >= case.duty.obligation.at_least:
        return tuple(question_of(c, case) for c in doubtful)
    return one_of_a_sort([question_of(c, case) for c in (*doubtful, *asked)])


def _of_an_earlier(candidate: Candidate, case: Case) -> bool:
    """Whether a duty of the very same words, whose day was still to come and comes sooner, takes the item (S16).

    Two deadlines both run from the issue of the plan: the report of spring is not that of autumn as well.
    """
    own, placed = case.duty, candidate.placed
    return any(
        other.lenient is not None
        and own.lenient is not None
        and other.lenient < own.lenient
        and _same_words(other, own)
        and placed.inside(Period(other.period.key, other.period.start, other.lenient))
        and accepts(other.obligation, placed.publication)
        for other in _likes(case)
    )


def _same_words(one: Duty, other: Duty) -> bool:
    mine, theirs = one.obligation, other.obligation
    words = (mine.kind, mine.match.all, mine.match.any, mine.match.none, mine.covers)
    return words == (theirs.kind, theirs.match.all, theirs.match.any, theirs.match.none, theirs.covers)


def _likes(case: Case) -> list[Duty]:
    """Duties between which an item goes to the nearest: where this one asks for words, the others do too (S16, S18)."""
    own = case.duty.obligation.match
    return [
        other
        for other in case.siblings
        if other.obligation.id not in own.share
        and case.duty.obligation.id not in other.obligation.match.share
        and (other.obligation.match.given or not own.given)
    ]


def _nearest(placed: Placed, case: Case, distance: Callable[[Placed, Duty], timedelta]) -> bool:
    """Whether no like duty, for which the item would serve as well, lies nearer to it in time (S16)."""
    own = distance(placed, case.duty)
    return not any(distance(placed, other) < own and _serves(placed, other, case) for other in _likes(case))


def _serves(placed: Placed, other: Duty, case: Case) -> bool:
    if not accepts(other.obligation, placed.publication):
        return False
    if not other.obligation.match.given:
        return True
    return best_match(placed.publication, other.obligation, case.plan_year).decision == "yes"


def _from_day(placed: Placed, duty: Duty) -> timedelta:
    """From the day of a deadline, not from the long time before it: what is late for the last is not early for the
    next."""
    if isinstance(duty.obligation.when, Deadline):
        return abs((placed.earliest or placed.latest) - duty.period.end)
    return _distance(placed, duty)


def _distance(placed: Placed, duty: Duty) -> timedelta:
    at = placed.earliest or placed.latest
    if at < duty.period.start:
        return duty.period.start - at
    return max(timedelta(0), at - duty.period.end)
