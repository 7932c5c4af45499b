"""At least N accepted items in every period (S16). Default cure: 10 days, then missed (S15)."""

from __future__ import annotations

from datetime import datetime

from rules.candidates import candidates, is_open, one_of_a_sort, question_of
from rules.case import Case
from rules.course import Tally, judge_course
from rules.dating import Placed, appeared_within, ends_across, may_have_waited
from rules.duties import cure_until
from rules.model import Period, Question, Verdict


def judge(case: Case) -> Verdict:
    """Count what was published inside the period; what came within the cure makes the period late, not missed."""
    return judge_course(case, tally(case))


def tally(case: Case) -> Tally:
    """Sort the candidates into the period, the cure after it, and questions."""
    period, until = _own_time(case), cure_until(case.duty)
    on_time: list[Placed] = []
    late: list[Placed] = []
    asked: list[Placed] = []
    questions: list[Question] = []
    for candidate in candidates(case):
        placed = candidate.placed
        if candidate.serves(period.key):
            on_time.append(placed)
        elif candidate.refused:
            continue
        elif is_open(candidate, period, case) or may_have_waited(placed, period):
            asked.append(placed)
            questions.append(question_of(candidate, case))
        elif placed.inside(period):
            on_time.append(placed)
            if placed.question == "backdating":
                questions.append(question_of(candidate, case))
        elif appeared_within(placed, period.start, until or period.end) or ends_across(placed, period.end, until):
            asked.append(placed)
            questions.append(question_of(candidate, case))
        elif _within_cure(placed, period.end, until):
            if candidate.decision == "yes":
                late.append(placed)
            else:
                asked.append(placed)
                questions.append(question_of(candidate, case))
    return Tally(tuple(on_time), tuple(late), *_needed_questions(case, on_time, asked, questions))


def _own_time(case: Case) -> Period:
    """The span in which an item counts: the period, up to its due day where the plan names one."""
    duty = case.duty
    end = duty.lenient if duty.lenient is not None and duty.lenient > duty.period.start else duty.period.end
    return Period(duty.period.key, duty.period.start, end)


def _within_cure(placed: Placed, end: datetime, until: datetime | None) -> bool:
    # An item of the cure counts for its own period and makes the last one good (docs/decisions/0004).
    return until is not None and placed.earliest is not None and end <= placed.earliest and placed.latest <= until


def _needed_questions(
    case: Case, on_time: list[Placed], asked: list[Placed], questions: list[Question]
) -> tuple[tuple[Placed, ...], tuple[Question, ...]]:
    """Questions that matter: none about undated or doubtful items where the duty is met without them (S9)."""
    if len(on_time) >= case.duty.obligation.at_least:
        return (), tuple(question for question in questions if question.kind == "backdating")
    return tuple(asked), one_of_a_sort(questions)
