"""What must be there all the time: a section, a page, or something fresh within N days (S16).

Nothing is demanded on a day, so there is no lateness; absence is charged only by the proof of S13.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rules.candidates import Candidate, candidates, question_of
from rules.case import Case
from rules.dating import Placed
from rules.kinds import attested
from rules.model import BEGINNING, Status, Verdict
from rules.periods import day_name, moment_name
from rules.proof import drifted, newest, prove, why_unproven


def judge(case: Case) -> Verdict:
    """People's word first, where it is asked for; then what the site shows."""
    obligation = case.duty.obligation
    by_people = attested.judge(case)
    if by_people.reason in ("attested", "no_event", "not_received"):
        return by_people
    if case.asof.now < case.duty.period.start:
        return case.verdict(Status.NOT_DUE, "not_due", valid_until=case.duty.period.start)
    if "web" not in obligation.proof or obligation.where.offline or obligation.answers_within is not None:
        # How fast somebody answers, or what hangs on a wall, no page can show (S17).
        return case.verdict(Status.AWAITING, "standing_word")
    if obligation.fresh_days is not None:
        return _fresh(case, timedelta(days=obligation.fresh_days))
    if obligation.present == "section":
        return _section(case)
    return _page(case)


def _section(case: Case) -> Verdict:
    looks = [look for place in case.places for look in newest(place)]
    if looks and all(look.healthy for look in looks):
        return case.verdict(Status.MET, "present", counted=1)
    return _unknown(case, case.duty.period.start)


def _page(case: Case) -> Verdict:
    found = [one for one in candidates(case) if not one.refused and one.placed.publication.removed_at is None]
    there = [one.placed for one in found if one.decision == "yes"]
    if there:
        return _met(case, "present", there, None)
    if found:
        return _asked(case, found)
    # Something that may have stood there for years: only a list read to its end shows that it does not.
    return _absent(case, BEGINNING, case.duty.period.start, "absent", {})


def _fresh(case: Case, within: timedelta) -> Verdict:
    now = min(case.asof.now, case.duty.period.end)
    found = [one for one in candidates(case) if not one.refused]
    seen = [one.placed for one in found if one.decision == "yes"]
    recent = [placed for placed in seen if placed.latest > now - within]
    if recent:
        last = max(placed.latest for placed in recent)
        return _met(case, "fresh", recent, last + within if last + within < case.duty.period.end else None)
    doubtful = [one for one in found if one.decision == "ask" and one.placed.latest > now - within]
    if doubtful:
        return _asked(case, doubtful)
    last = max((placed.latest for placed in seen), default=case.duty.period.start)
    stale_since = max(last, case.duty.period.start) + within
    if now < stale_since:
        return case.verdict(Status.NOT_DUE, "not_due", valid_until=stale_since)
    figures = {"newest_day": day_name(last.date()) if seen else None, "fresh_days": within.days}
    return _absent(case, now - within, stale_since, "stale", figures)


def _asked(case: Case, found: list[Candidate]) -> Verdict:
    """S19: between the two thresholds the office is asked, and nobody is charged meanwhile."""
    questions = tuple(question_of(one, case) for one in found[:1])
    return case.verdict(Status.AWAITING, "asked", questions=questions)


def _met(case: Case, reason: str, found: list[Placed], until: datetime | None) -> Verdict:
    ids = tuple(sorted(placed.publication.id for placed in found))
    return case.verdict(Status.MET, reason, counted=len(found), publications=ids, valid_until=until)


def _absent(case: Case, since: datetime, after: datetime, reason: str, figures: dict[str, str | int | None]) -> Verdict:
    proof = prove(case.places, since, after + case.grace, case.asof.confirm_after)
    if proof is None or drifted(case.places):
        return _unknown(case, after)
    figures |= {"proof_first": moment_name(proof.first_at), "proof_last": moment_name(proof.last_at)}
    return case.verdict(Status.OVERDUE, reason, proof=proof.ids, figures=figures)


def _unknown(case: Case, after: datetime) -> Verdict:
    reason, look = why_unproven(case.places, case.duty.period.start, after + case.grace)
    shown = {"look_at": moment_name(look.at)} if look else {}
    return case.verdict(Status.UNKNOWN, "drifted" if drifted(case.places) else reason, figures=shown)
