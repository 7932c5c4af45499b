"""Which obligations of a plan would a title serve, and what its day, kind and topic change (S16, S18, S19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.matching import DOUBT, Match, match, touches
from rules.model import Deadline, Every, Kind, Medium, Obligation, Period, Plan, Where, Window
from rules.parts import leaves
from rules.periods import day_name, midnight, name, periods_of, span
from rules.said import BARE, Said

_SAYS_VIDEO = "video|clip|phóng sự|phim|tiểu phẩm|truyền hình"
_BE_VIDEO = "phải là video"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a publication beside its title; None: nobody said."""

    day: date | None = None
    kind: Medium | None = None
    topic: str | None = None


def serves(title: str, plan: Plan, told: Told = Told()) -> list[Match]:
    """The title against every obligation of a plan, parts included, best first; those without words after the others.

    Without a day, the years in the title are all there is to go by. With one, an item outside the plan's year serves
    nothing, and of like duties only the nearest in time is served.
    """
    found = [
        (obligation, _doubted(title, obligation, plan, told, _matched(title, obligation, plan, told)))
        for obligation in leaves(plan.obligations)
        if _may_serve(obligation, told)
    ]
    found = _nearest(_better_explained(found), told.day)
    return [one for _, one in sorted(found, key=lambda pair: _rank(*pair))]


def _better_explained(found: list[tuple[Obligation, Match]]) -> list[tuple[Obligation, Match]]:
    """A title of which nobody said that it is a video, and that serves something else, is not asked about as one."""
    if not any(
        one.decision != "no" and obligation.match.given and _BE_VIDEO not in one.missing for obligation, one in found
    ):
        return found
    return [
        (obligation, replace(one, score=0.5, decision="no") if _BE_VIDEO in one.missing else one)
        for obligation, one in found
    ]


def _rank(obligation: Obligation, found: Match) -> tuple[int, bool, float]:
    return ("yes", "ask", "no").index(found.decision), not obligation.match.given, -found.score


def _may_serve(obligation: Obligation, told: Told) -> bool:
    if obligation.where.offline or obligation.kind is Kind.ATTESTED:
        # Proved by people (S17): a title is a hint where the plan gives words for one, never a proof.
        return obligation.match.given and told.topic is None
    if obligation.present is not None and not obligation.match.given:
        return False  # that a section is there is seen in the site, not in a title
    if told.topic and obligation.where.topic != told.topic:
        return False
    return told.kind is None or bool(_counted_as(told.kind) & obligation.accepts)


def _counted_as(kind: Medium) -> set[Medium]:
    return {kind, Medium.ARTICLE} if kind is Medium.VIDEO else {kind}


def _matched(title: str, obligation: Obligation, plan: Plan, told: Told) -> Match:
    if told.day is not None and not obligation.match.given:
        # Where the plan asks nothing of the title, its day says which year it is of.
        return Match(obligation.id, 1.0, (), (), "yes")
    return match(title, obligation, plan.year)


def _doubted(title: str, obligation: Obligation, plan: Plan, told: Told, found: Match) -> Match:
    """What nobody said about the publication, a person must say."""
    if found.decision == "no":
        return found
    if told.day is not None:
        late = _outside(obligation, plan, told.day)
        if late is not None:
            return replace(found, score=0.0, missing=(*found.missing, late), decision="no")
        found = replace(found, missing=(*found.missing, *_time_note(obligation, told.day)))
    doubts = []
    if obligation.kind is Kind.ATTESTED or obligation.where.offline:
        doubts.append("Văn phòng xác nhận; bài trên trang chỉ là gợi ý")
    elif told.kind is None and obligation.accepts == {Medium.VIDEO} and Said.of(title).weight(_SAYS_VIDEO) < BARE:
        doubts.append(_BE_VIDEO)
    elif not obligation.match.given and told.topic is None and not _at_home(title, obligation, plan):
        doubts.append(f"phải đăng ở chuyên mục {obligation.where.topic}")
    if not doubts:
        return found
    return replace(found, score=min(found.score, DOUBT), missing=(*found.missing, *doubts), decision="ask")


def _at_home(title: str, obligation: Obligation, plan: Plan) -> bool:
    """Whether a title of this subject would stand in the section that the obligation names."""
    if not plan.themes:
        return True  # the plan says nothing of its subjects: any item of the section counts
    return obligation.where.topic == Where().topic and about(title, plan)


def about(title: str, plan: Plan) -> bool:
    """Whether a title speaks of any theme of the plan, or of any of its obligations with words."""
    return any(touches(title, theme.match) for theme in plan.themes) or any(
        touches(title, one.match) for one in leaves(plan.obligations) if one.match.given
    )


def _outside(obligation: Obligation, plan: Plan, day: date) -> str | None:
    """Why an item of that day cannot serve at all: before the plan's year or after its end, or not in any period."""
    at = midnight(day)
    when = obligation.when
    if isinstance(when, Every):
        if not any(at in period for period in periods_of(when)):
            return f"ngày {day_name(day)} không thuộc kỳ nào của việc này"
    elif isinstance(when, Window):
        first = when.first if obligation.early == "no" else min(when.first, date(plan.year, 1, 1))
        last = max(when.last, plan.life.end.date() - _DAY) if obligation.cure in (None, "plan_end") else None
        if not first <= day or (last is not None and day > last):
            return f"ngày {day_name(day)} nằm ngoài kế hoạch năm {plan.year}"
    elif not midnight(date(plan.year, 1, 1)) <= at < plan.life.end:
        return f"ngày {day_name(day)} nằm ngoài kế hoạch năm {plan.year}"
    return None


def _time_note(obligation: Obligation, day: date) -> Iterable[str]:
    when = obligation.when
    if isinstance(when, Window) and day < when.first:
        yield f"đăng sớm: trước {name(when.key)}"
    elif isinstance(when, Window) and day > when.last:
        yield f"đăng muộn: sau {name(when.key)}"
    elif isinstance(when, Deadline) and day > when.day:
        yield f"đăng muộn: sau {day_name(when.day)}"


def _nearest(found: list[tuple[Obligation, Match]], day: date | None) -> list[tuple[Obligation, Match]]:
    """Between like duties one item serves only the nearest (S16)."""
    if day is None:
        return found
    chosen = []
    for obligation, one in found:
        nearer = next((other for other, its in found if _nearer(other, its, obligation, one, day)), None)
        if nearer is not None:
            one = replace(one, score=0.0, missing=(*one.missing, f"gần với {nearer.id} hơn"), decision="no")
        chosen.append((obligation, one))
    return chosen


def _nearer(other: Obligation, its: Match, obligation: Obligation, one: Match, day: date) -> bool:
    if its.decision != "yes" or one.decision == "no" or other.id in (obligation.id, *obligation.match.share):
        return False
    if other.where != obligation.where or not (other.match.given and obligation.match.given):
        return False
    mine, theirs = _window(obligation), _window(other)
    return mine is not None and theirs is not None and _distance(theirs, day) < _distance(mine, day)


def _window(obligation: Obligation) -> Period | None:
    when = obligation.when
    return span(when.key, when.first, when.last) if isinstance(when, Window) else None


def _distance(window: Period, day: date) -> timedelta:
    at = midnight(day)
    if at < window.start:
        return window.start - at
    return max(timedelta(0), at - window.end + _DAY)
