"""Duties that only people can prove: notice boards, meetings, contests, reports on paper (S16, S17)."""

from __future__ import annotations

from collections.abc import Callable

from rules.case import Case
from rules.course import next_turn, warn_from
from rules.dating import place_in_time
from rules.duties import cure_until
from rules.model import Always, Attestation, Kind, Obligation, Status, Verdict
from rules.periods import day_name, last_day, moment_name
from rules.replies import counts, holds

_UNSETTLED = frozenset({Status.OVERDUE, Status.MISSED, Status.LATE, Status.UNKNOWN})


def takes_word(obligation: Obligation) -> bool:
    """Whether somebody's word can prove it: the plan takes it, or no page could show the thing (S16, S17)."""
    if obligation.kind is Kind.ATTESTED or set(obligation.proof) & {"attest", "upload"}:
        return True
    return obligation.kind is Kind.STANDING and (obligation.where.offline or obligation.answers_within is not None)


def or_by_people(case: Case, web: Callable[[Case], Verdict]) -> Verdict:
    """People's word where it is there or where no page proves it; else what the ``web`` shows, as far as it settles."""
    by_people = judge(case)
    if by_people.reason in ("attested", "no_event") or "web" not in case.duty.obligation.proof:
        return by_people
    seen = web(case)
    if seen.status not in _UNSETTLED or not takes_word(case.duty.obligation):
        return seen
    if by_people.reason == "not_received":
        return _since_refused(case, by_people, seen)
    # S17: it may have come on paper; only the office's "not received" accuses.
    return by_people


def _since_refused(case: Case, refused: Verdict, seen: Verdict) -> Verdict:
    """A word of "not received" tells what was at its moment: what the web shows since makes good (S15, S17).

    Of what had stood there before the word, and nobody knew of, the office is asked again; and so while a look that
    fails cannot say how late it came.
    """
    came_late = int(seen.figures.get("came_late") or 0)
    if seen.status is not Status.LATE and seen.counted + came_late < seen.needed:
        return refused
    if seen.status is Status.LATE and not _overlooked(case, seen):
        return seen
    return case.verdict(Status.AWAITING, "ask_office", valid_until=next_turn(case))


def _overlooked(case: Case, seen: Verdict) -> bool:
    """Whether enough had been published before the newest word, and was seen only afterwards."""
    word = _newest_word(case)
    counted = [one for one in case.publications if one.id in seen.publications]
    if word is None:
        return False
    known = [one for one in counted if one.first_seen <= word.made_at]
    before = [one for one in counted if place_in_time(one, case.duty.obligation.count_by).before(word.made_at)]
    return len(known) < seen.needed <= len(before)


def judge(case: Case) -> Verdict:
    """No look is needed: past due the office is asked, and only its "not received" makes the duty overdue (S17)."""
    word = _newest_word(case)
    if word is not None and word.received:
        return case.verdict(Status.MET, "attested", counted=1, figures=_figures(word))
    if word is not None and _of_its_time(case, word) and not case.duty.partial:
        return _not_received(case, word)
    duty, now = case.duty, case.asof.now
    turn = next_turn(case)
    if duty.obligation.when_event:
        # "(nếu có)": not owed until somebody says that the event took place (S16).
        return case.verdict(Status.NOT_APPLICABLE, "no_event", valid_until=turn)
    if duty.passed_at_issue:
        return case.verdict(Status.NOT_APPLICABLE, "passed_at_issue", valid_until=turn)
    if duty.strict is None or duty.lenient is None:
        return case.verdict(Status.AWAITING, "no_due_day", valid_until=turn)
    if now < duty.lenient + case.grace:
        soon = now >= warn_from(duty.strict, case.asof, duty.obligation.ladder)
        status = Status.DUE_SOON if soon else Status.NOT_DUE
        return case.verdict(status, status.value, valid_until=turn)
    if duty.partial:
        return case.verdict(Status.NOT_APPLICABLE, "partial_life", valid_until=turn)
    return case.verdict(Status.AWAITING, "ask_office", valid_until=turn)


def _of_its_time(case: Case, word: Attestation) -> bool:
    """Whether "not received" may accuse: said past the due day and its grace, or of what must always be there (S5,
    S17). What was said earlier tells nothing of what came after it."""
    if case.duty.lenient is None:
        return isinstance(case.duty.obligation.when, Always) and word.made_at >= case.duty.period.start
    return word.made_at >= case.duty.lenient + case.grace


def _newest_word(case: Case) -> Attestation | None:
    """The newest that holds. A "not received" does not come back when a later "received" runs out (S21): of what was
    so long ago the office is asked again."""
    said = [word for word in case.attestations if counts(word, case)]
    valid = [word for word in said if holds(word, case)]
    if not valid or (not valid[-1].received and said[-1] is not valid[-1]):
        return None
    return valid[-1]


def _not_received(case: Case, word: Attestation) -> Verdict:
    until = cure_until(case.duty)
    # What is owed all the time has no end after which it could no longer be made good.
    over = case.duty.lenient is not None and (until is None or case.asof.now >= until)
    figures = _figures(word) | {"cure_day": day_name(last_day(until)) if until else None}
    status = Status.MISSED if over else Status.OVERDUE
    return case.verdict(status, "not_received", figures=figures, valid_until=None if over else until)


def _figures(word: Attestation) -> dict[str, str | int | None]:
    return {"by": word.by, "word_at": moment_name(word.made_at), "evidence": word.evidence or None}
