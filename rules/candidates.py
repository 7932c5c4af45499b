"""Publications that may serve a duty: of an accepted kind, with fitting words, placed in time (S7–S10, S18, S19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.case import Case
from rules.dating import Placed, appeared_within, may_be_of, may_have_waited, place_in_time, says_two_days
from rules.duties import cure_until, reach
from rules.explain import accepted_names
from rules.matching import Match, accepts, best_match
from rules.model import Answer, Period, Question
from rules.perhaps import is_over, perhaps
from rules.periods import name
from rules.sharing import MINE, OPEN, OTHERS, share_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publication, where it lies in time, how its title fits, and what the office said of it."""

    placed: Placed
    fit: Match | None
    answer: Answer | None
    shared: bool = False
    """No filter of a shared section, or more than one, assigns it: only the office can (S18)."""
    perhaps: bool = False
    """The rules leave it out, and nothing better came in time: the office has the last word (decision 0024)."""

    @property
    def decision(self) -> str:
        """yes | ask: candidates with "no" are left out."""
        if self.answer is not None:
            return "yes" if self.answer.serves else "no"
        if self.shared or self.perhaps:
            return "ask"
        return self.fit.decision if self.fit else "yes"

    @property
    def refused(self) -> bool:
        """The office said that it does not serve."""
        return self.answer is not None and not self.answer.serves

    def serves(self, period: str) -> bool:
        """The office said that it serves, in this very period."""
        return self.answer is not None and self.answer.serves and self.answer.period == period


def candidates(case: Case) -> Iterator[Candidate]:
    """Every publication at the duty's places that could serve it, in order of first sight; then the likeliest of those
    that perhaps could, a few at a time and no further ones once the office has refused as many (decision 0024)."""
    obligation, over = case.duty.obligation, is_over(case)
    asks_title = obligation.match.given or obligation.covers is not None  # S18: the data's year binds by itself
    doubtful, refused = [], 0
    whole = Period(case.duty.period.key, reach(case.duty), cure_until(case.duty) or case.duty.period.end)
    for publication in case.publications:
        answer = case.answer_for(publication.id)
        share = share_of(publication, case.shared) if case.shared and answer is None else MINE
        if share == OTHERS:
            continue
        of_kind = accepts(obligation, publication)
        if answer is None and not of_kind and not over:
            continue
        fit = best_match(publication, obligation, case.plan_year) if asks_title else None
        fits = of_kind and (fit is None or fit.decision != "no")
        if answer is None and not fits and not over:
            continue
        one = Candidate(place_in_time(publication, obligation.count_by), fit, answer, share == OPEN, not fits)
        if fits or answer is not None:
            refused += one.refused and not fits
            yield one
        elif one.placed.touches(whole) and perhaps(publication, of_kind, fit, case):
            doubtful.append(one)
    yield from _likeliest(doubtful, case)[: max(0, _MOST_PERHAPS - refused)]


def _likeliest(doubtful: Sequence[Candidate], case: Case) -> list[Candidate]:
    """Those of the period itself and near its end first."""
    period = case.duty.period
    return sorted(doubtful, key=lambda one: (not one.placed.inside(period), abs(one.placed.latest - period.end)))


def is_open(candidate: Candidate, period: Period, case: Case) -> bool:
    """Whether only the office can say that the candidate counts in the period; nobody is charged meanwhile."""
    placed = candidate.placed
    if may_be_of(placed, period):
        return True
    if placed.touches(period) and not placed.inside(period):
        # S9: across a boundary, or of the baseline, the office is asked; so with a date that names only a month (S7).
        return True
    if placed.question == "backdating" and case.duty.obligation.count_by == "ask":
        return placed.inside(period)
    return candidate.decision == "ask" and placed.inside(period)


def question_of(candidate: Candidate, case: Case) -> Question:
    """What the office has to answer about a candidate, in Vietnamese."""
    title = candidate.placed.publication.title
    kind = "shared" if candidate.shared else "perhaps" if candidate.perhaps else _kind(candidate.placed, case)
    if kind == "appeared" and case.duty.obligation.fresh_days is not None:
        late = f"“{title}” ghi ngày cũ nhưng theo các lần xem thì mới xuất hiện gần đây: có tính là nội dung mới không?"
        return Question(kind, candidate.placed.publication.id, late)
    texts = {
        "perhaps": f"“{title}” có phải là nội dung “{case.duty.obligation.title}” không ({_lacking(candidate, case)})?",
        "two_days": f"“{title}” được ghi hai ngày đăng khác nhau, một ngày trong kỳ {name(case.duty.period.key)}: "
        "có tính cho kỳ này không?",
        "undated": f"“{title}” không ghi rõ ngày đăng: có tính cho kỳ {name(case.duty.period.key)} không?",
        "backdating": f"“{title}” ghi ngày trong kỳ {name(case.duty.period.key)} nhưng lần xem sau ngày đó chưa có: "
        "đăng đúng ngày đã ghi hay ghi lùi ngày?",
        "appeared": f"“{title}” ghi ngày ngoài kỳ {name(case.duty.period.key)} nhưng theo các lần xem thì xuất hiện "
        "trong thời gian được tính cho kỳ này: có tính cho kỳ này không?",
        "shared": f"“{title}” đăng ở chuyên mục dùng chung, bộ lọc không cho biết là của đơn vị nào: "
        f"có phải của đơn vị này, cho nội dung “{case.duty.obligation.title}”, không?",
        "match": f"“{title}”{_elsewhere(candidate)} có phải là nội dung “{case.duty.obligation.title}” không?",
    }
    return Question(kind, candidate.placed.publication.id, texts[kind])


def _elsewhere(candidate: Candidate) -> str:
    others = candidate.placed.publication.also_titled
    return f" (trang bài ghi: “{others[0]}”)" if others else ""


def _lacking(candidate: Candidate, case: Case) -> str:
    """What speaks against it, in Vietnamese."""
    obligation = case.duty.obligation
    if candidate.fit is not None and candidate.fit.decision == "no":
        return "; ".join(candidate.fit.missing[:2]) or "tiêu đề viết khác"
    file = " có tệp đính kèm" if "attachment" in obligation.needs else ""
    return f"máy chưa nhận ra đây là {accepted_names(obligation.accepts)}{file}"


def _kind(placed: Placed, case: Case) -> str:
    period = case.duty.period
    if case.duty.obligation.fresh_days is not None and placed.question == "backdating":
        return "appeared"  # within a time that never ends, only when it came is open (S10)
    if says_two_days(placed, period):
        return "two_days"
    inside = placed.inside(period)
    if (placed.touches(period) and not inside) or may_have_waited(placed, period) or may_be_of(placed, period):
        return placed.question or "undated"
    if not inside and appeared_within(placed, period.start, cure_until(case.duty) or period.end):
        return "appeared"
    return placed.question or "match"


def one_of_a_sort(questions: Sequence[Question]) -> tuple[Question, ...]:
    """At most one question about undated items per unit and period (S9), one about items that appeared with another
    day (S10), and one about items of a shared section."""
    rest = [question for question in questions if question.kind not in _ONE_AT_A_TIME]
    firsts = {question.kind: question for question in reversed(questions) if question.kind in _ONE_AT_A_TIME}
    return (*rest, *(firsts[kind] for kind in _ONE_AT_A_TIME if kind in firsts))


_ONE_AT_A_TIME = ("undated", "appeared", "shared")
_MOST_PERHAPS = 3
