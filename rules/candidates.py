"""Publications that may serve a duty: of an accepted kind, with fitting words, placed in time (S7–S10, S18, S19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.case import Case
from rules.dating import Placed, place_in_time
from rules.matching import Match, accepts, match
from rules.model import Answer, Period, Question
from rules.periods import name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publication, where it lies in time, how its title fits, and what the office said of it."""

    placed: Placed
    fit: Match | None
    answer: Answer | None

    @property
    def decision(self) -> str:
        """yes | ask: candidates with "no" are left out."""
        if self.answer is not None:
            return "yes" if self.answer.serves else "no"
        return self.fit.decision if self.fit else "yes"

    @property
    def refused(self) -> bool:
        """The office said that it does not serve."""
        return self.answer is not None and not self.answer.serves

    def serves(self, period: str) -> bool:
        """The office said that it serves, in this very period."""
        return self.answer is not None and self.answer.serves and self.answer.period == period


def candidates(case: Case) -> Iterator[Candidate]:
    """Every publication at the duty's places that could serve it, in order of first sight."""
    obligation = case.duty.obligation
    for publication in case.publications:
        answer = case.answer_for(publication.id)
        if not accepts(obligation, publication):
            continue
        fit = match(publication.title, obligation, case.plan_year) if obligation.match.given else None
        if answer is None and fit is not None and fit.decision == "no":
            continue
        yield Candidate(place_in_time(publication, obligation.count_by), fit, answer)


def is_open(candidate: Candidate, period: Period, case: Case) -> bool:
    """Whether only the office can say that the candidate counts in the period; nobody is charged meanwhile."""
    placed = candidate.placed
    if placed.touches(period) and not placed.inside(period):
        # S9: across a boundary, or of the baseline, the office is asked; so with a date that names only a month (S7).
        return True
    if placed.question == "backdating" and case.duty.obligation.count_by == "ask":
        return placed.inside(period)
    return candidate.decision == "ask" and placed.inside(period)


def question_of(candidate: Candidate, case: Case) -> Question:
    """What the office has to answer about a candidate, in Vietnamese."""
    title = candidate.placed.publication.title
    placed = candidate.placed
    across = placed.touches(case.duty.period) and not placed.inside(case.duty.period)
    kind = placed.question or ("undated" if across else "match")
    texts = {
        "undated": f"“{title}” không ghi rõ ngày đăng: có tính cho kỳ {name(case.duty.period.key)} không?",
        "backdating": f"“{title}” ghi ngày trong kỳ {name(case.duty.period.key)} nhưng lần xem sau ngày đó chưa có: "
        "đăng đúng ngày đã ghi hay ghi lùi ngày?",
        "match": f"“{title}” có phải là nội dung “{case.duty.obligation.title}” không?",
    }
    return Question(kind, candidate.placed.publication.id, texts[kind])
