"""The course of a duty that the web can prove: from not due, over met or unproven, to late, overdue and missed (S13,
S15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.case import Case
from rules.dating import Placed
from rules.duties import cure_until, reach
from rules.model import AsOf, Flag, Ladder, Question, Status, Verdict
from rules.periods import day_name, last_day, midnight, moment_name
from rules.proof import Proof, drifted, prove, seen_lately, why_unproven
from rules.text import clean

_TITLE_SHOWN = 160
"""Letters of a title in a sentence."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the kind of obligation found: publications in time, posted too late, and open to a question.

    ``asked``: publications that would count if the office says yes; while they may settle the duty nobody is charged.
    """

    on_time: tuple[Placed, ...] = ()
    late: tuple[Placed, ...] = ()
    asked: tuple[Placed, ...] = ()
    questions: tuple[Question, ...] = ()
    flags: frozenset[Flag] = frozenset()
    figures: dict[str, str | int | None] = field(default_factory=dict)


def judge_course(case: Case, tally: Tally) -> Verdict:
    """The verdict from a tally."""
    duty, now, needed = case.duty, case.asof.now, case.duty.obligation.at_least
    if len(tally.on_time) >= needed:
        return _verdict(case, tally, Status.MET, "met", tally.on_time)
    if duty.passed_at_issue:
        # S5: over before the plan was issued; anything that matches counts, nothing can be demanded.
        found = (*tally.on_time, *tally.late)
        if len(found) >= needed:
            return _verdict(case, tally, Status.MET, "met", found)
        return _verdict(case, tally, Status.NOT_APPLICABLE, "passed_at_issue", tally.on_time)
    if duty.strict is None or duty.lenient is None:
        return _verdict(case, tally, Status.AWAITING, "no_due_day", tally.on_time)
    if now < duty.lenient:
        return _running(case, tally, duty.strict)
    if duty.partial:
        return _verdict(case, tally, Status.NOT_APPLICABLE, "partial_life", tally.on_time)
    if len(tally.on_time) + len(tally.asked) >= needed:
        return _verdict(case, tally, Status.AWAITING, "asked", tally.on_time)
    return _ended(case, tally, duty.lenient)


def _running(case: Case, tally: Tally, strict: datetime) -> Verdict:
    now, duty = case.asof.now, case.duty
    opens = warn_from(strict, case.asof, duty.obligation.ladder)
    flags = set(tally.flags)
    if now >= duty.period.start and not seen_lately(case.places, duty.period.start, now):
        flags.add(Flag.NOT_SEEN)
    status = Status.DUE_SOON if now >= opens else Status.NOT_DUE
    reason = "due_soon" if status is Status.DUE_SOON else "not_due"
    return _verdict(case, tally, status, reason, tally.on_time, flags=frozenset(flags), figures=_before_office(tally))


def _before_office(tally: Tally) -> dict[str, str]:
    """What the office is asked about: whoever is reminded meanwhile reads that it was seen (S24)."""
    if not tally.asked:
        return {}
    title, others = clean(tally.asked[0].publication.title)[:_TITLE_SHOWN], len(tally.asked) - 1
    return {"asked": f"“{title}” và {others} bài khác" if others else f"“{title}”"}


def warn_from(strict: datetime, asof: AsOf, ladder: Ladder | None = None) -> datetime:
    """The day of the first reminder, on which a duty becomes ``due_soon``; on a quiet day, the working day before
    (S24)."""
    days = max(ladder.remind_days, default=asof.remind_days) if ladder else asof.remind_days
    return midnight(asof.calendar.working_on_or_before(last_day(strict) - timedelta(days=days)))


def _ended(case: Case, tally: Tally, lenient: datetime) -> Verdict:
    now, needed, start = case.asof.now, case.duty.obligation.at_least, reach(case.duty)
    after = lenient + case.grace
    proof = prove(case.places, start, after, case.asof.confirm_after, lenient)
    if proof is None:
        reason, look = why_unproven(case.places, start, after, lenient)
        shown = {"look_at": moment_name(look.at)} if look else {}
        return _unknown(case, tally, reason, shown)
    if drifted(case.places):
        return _unknown(case, tally, "drifted", {})
    if len(tally.on_time) + len(tally.late) < needed <= len(tally.on_time) + len(tally.late) + len(tally.asked):
        return _verdict(case, tally, Status.AWAITING, "asked", tally.on_time)  # late at the worst
    if len(tally.on_time) + len(tally.late) >= needed:
        return _verdict(case, tally, Status.LATE, "late", (*tally.on_time, *tally.late), proof)
    until = cure_until(case.duty)
    if until is None:
        return _verdict(case, tally, Status.MISSED, "missed", tally.on_time, proof)
    final = None
    if now >= until:
        # S13: that nothing came during the cure must have been seen as well.
        final = prove(case.places, start, max(after, until), case.asof.confirm_after)
    if final is None:
        figures = {"cure_day": day_name(last_day(until))}
        return _verdict(case, tally, Status.OVERDUE, "overdue", tally.on_time, proof, figures=figures)
    return _verdict(case, tally, Status.MISSED, "missed", tally.on_time, final)


def _unknown(case: Case, tally: Tally, reason: str, shown: Mapping[str, str]) -> Verdict:
    """Not enough was seen; what came late all the same is kept, for it makes good what somebody's word accuses of."""
    late: dict[str, int] = {"came_late": len(tally.late)} if tally.late else {}
    return _verdict(case, tally, Status.UNKNOWN, reason, tally.on_time, figures={**shown, **late})


def _verdict(
    case: Case,
    tally: Tally,
    status: Status,
    reason: str,
    counted: tuple[Placed, ...],
    proof: Proof | None = None,
    *,
    flags: frozenset[Flag] | None = None,
    figures: Mapping[str, str | int | None] | None = None,
) -> Verdict:
    shown = dict(tally.figures) | dict(figures or {})
    if proof is not None:
        shown |= {"proof_first": moment_name(proof.first_at), "proof_last": moment_name(proof.last_at)}
    carried = frozenset(flag for placed in counted for flag in placed.flags)
    return case.verdict(
        status,
        reason,
        counted=len(counted),
        publications=tuple(sorted(placed.publication.id for placed in counted)),
        proof=proof.ids if proof else (),
        flags=(tally.flags if flags is None else flags) | carried,
        questions=tally.questions,
        figures=shown,
        valid_until=next_turn(case),
    )


def next_turn(case: Case) -> datetime | None:
    """The next moment at which time alone may change the verdict."""
    duty, asof = case.duty, case.asof
    turns: list[datetime] = [duty.period.start]
    if duty.strict is not None and duty.lenient is not None:
        turns += [
            warn_from(duty.strict, asof, duty.obligation.ladder),
            duty.strict,
            duty.lenient,
            duty.lenient + case.grace,
        ]
    return min((turn for turn in turns if turn > asof.now), default=None)
