"""What must be there all the time: a section, a page, or something fresh within N days (S16).

Nothing is demanded on a day, so there is no lateness; absence is charged only by the proof of S13.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from rules.candidates import Candidate, candidates, question_of
from rules.case import Case, known_at
from rules.dating import Placed, appeared_within
from rules.kinds import attested
from rules.model import BEGINNING, Status, Verdict
from rules.periods import day_name, last_day, moment_name
from rules.proof import drifted, newest, prove, why_unproven


def judge(case: Case) -> Verdict:
    """People's word first, where it is asked for; then what the site shows, at the end of its time at the latest."""
    obligation = case.duty.obligation
    case = _in_its_time(case)
    by_people = attested.judge(case)
    if by_people.reason in ("attested", "no_event"):
        return by_people
    if by_people.reason == "not_received":
        return _since_refused(case, by_people)
    if case.asof.now < case.duty.period.start:
        return case.verdict(Status.NOT_DUE, "not_due", valid_until=case.duty.period.start)
    if "web" not in obligation.proof or obligation.where.offline or obligation.answers_within is not None:
        # How fast somebody answers, or what hangs on a wall, no page can show (S17).
        return case.verdict(Status.AWAITING, "standing_word")
    return _section(case) if obligation.fresh_days is None and obligation.present == "section" else _shown(case)


def _shown(case: Case) -> Verdict:
    """What the publications show."""
    days = case.duty.obligation.fresh_days
    return _page(case) if days is None else _fresh(case, timedelta(days=days))


def _since_refused(case: Case, refused: Verdict) -> Verdict:
    """A word of "not received" tells what was at its moment: what was published since makes good (S15, S17). Of what
    it contradicts the office is asked. That a section is there shows nothing new: its word stands."""
    obligation = case.duty.obligation
    if "web" not in obligation.proof or obligation.where.offline or obligation.answers_within is not None:
        return refused
    if obligation.fresh_days is None and obligation.present == "section":
        return refused
    seen = _shown(case)
    if seen.status is not Status.MET:
        return seen if seen.status is Status.AWAITING else refused
    said = max(word.made_at for word in case.attestations)
    counted = [one for one in candidates(case) if one.placed.publication.id in seen.publications]
    known = [one for one in counted if not _newer(one, said)]
    if len(counted) - len(known) >= seen.needed:
        return seen
    return _asked(case, known)


def _newer(one: Candidate, moment: datetime) -> bool:
    """Whether it was first seen, or counted by the office, after a moment."""
    return one.placed.publication.first_seen > moment or (one.answer is not None and one.answer.made_at > moment)


def _in_its_time(case: Case) -> Case:
    """Nothing stands on after the end of a plan or of a unit: what was seen then is the last that counts (S4)."""
    end = case.duty.period.end
    if case.asof.now <= end:
        return case
    return replace(case, places=tuple(known_at(place, end) for place in case.places))


def _section(case: Case) -> Verdict:
    looks = [look for place in case.places for look in newest(place)]
    if looks and all(look.healthy for look in looks):
        return case.verdict(Status.MET, "present", counted=1)
    return _unknown(case, case.duty.period.start, case.duty.period.start)


def _page(case: Case) -> Verdict:
    found = [one for one in candidates(case) if not one.refused and one.placed.publication.removed_at is None]
    there, needed = [one.placed for one in found if one.decision == "yes"], case.duty.obligation.at_least
    if len(there) >= needed:
        return _met(case, "present", there, None)
    if len(found) >= needed:
        return _asked(case, [one for one in found if one.decision != "yes"])
    # Something that may have stood there for years: only a list read to its end shows that it does not.
    return _absent(case, BEGINNING, case.duty.period.start, "absent", {}, len(there))


def _fresh(case: Case, within: timedelta) -> Verdict:
    now = min(case.asof.now, case.duty.period.end)
    found = [one for one in candidates(case) if not one.refused]
    seen = [one for one in found if one.decision == "yes"]
    recent = [one for one in seen if _is_recent(one, now - within, case)]
    needed = case.duty.obligation.at_least
    if len(recent) >= needed:
        last = sorted(_new_at(one, case) for one in recent)[-needed]
        until = last + within if last + within < case.duty.period.end else None
        return _met(case, "fresh", [one.placed for one in recent], until)
    doubtful = [one for one in found if one not in recent and _may_be_recent(one, now - within, now)]
    if len(recent) + len(doubtful) >= needed:
        return _asked(case, doubtful)
    # Of several that are wanted, the one whose ageing left too few is the one that counts.
    days = sorted(_new_at(one, case) for one in seen)
    last = days[-needed] if len(seen) >= needed else case.duty.period.start
    stale_since = max(last, case.duty.period.start) + within
    if now < stale_since:
        return case.verdict(Status.NOT_DUE, "not_due", counted=len(recent), valid_until=stale_since)
    figures: dict[str, str | int | None] = {
        "newest_day": day_name(last_day(days[-1])) if days else None,
        "fresh_days": within.days,
    }
    return _absent(case, now - within, stale_since, "stale", figures, len(recent))


def _is_recent(one: Candidate, since: datetime, case: Case) -> bool:
    """Of an item that was there at the first look and states no day nobody knows how old it is (S9)."""
    known = one.placed.earliest is not None or one.serves(case.duty.period.key)
    return known and _new_at(one, case) > since


def _new_at(one: Candidate, case: Case) -> datetime:
    """When it was new, at the latest: what appeared under an older day, by the office's word, as it was first seen
    (S10, S19)."""
    placed = one.placed
    if one.serves(case.duty.period.key) and appeared_within(placed, case.duty.period.start, case.asof.now):
        return max(placed.latest, placed.publication.first_seen)
    return placed.latest


def _may_be_recent(one: Candidate, since: datetime, now: datetime) -> bool:
    """Whether only the office can say so: also of what was seen to appear under an older day (S10)."""
    return one.placed.latest > since or appeared_within(one.placed, since, now)


def _asked(case: Case, found: list[Candidate]) -> Verdict:
    """S19: between the two thresholds the office is asked, and nobody is charged meanwhile."""
    questions = tuple(question_of(one, case) for one in found[:1])
    return case.verdict(Status.AWAITING, "asked", questions=questions)


def _met(case: Case, reason: str, found: list[Placed], until: datetime | None) -> Verdict:
    ids = tuple(sorted(placed.publication.id for placed in found))
    return case.verdict(Status.MET, reason, counted=len(found), publications=ids, valid_until=until)


def _absent(
    case: Case, since: datetime, after: datetime, reason: str, figures: dict[str, str | int | None], counted: int = 0
) -> Verdict:
    if case.duty.partial and reason == "absent":  # S4; days without news are counted from the birth of a unit
        return case.verdict(Status.NOT_APPLICABLE, "partial_life")
    proof = prove(case.places, since, after + case.grace, case.asof.confirm_after)
    if proof is None or drifted(case.places):
        return _unknown(case, since, after)
    figures |= {"proof_first": moment_name(proof.first_at), "proof_last": moment_name(proof.last_at)}
    return case.verdict(Status.OVERDUE, reason, counted=counted, proof=proof.ids, figures=figures)


def _unknown(case: Case, since: datetime, after: datetime) -> Verdict:
    reason, look = why_unproven(case.places, since, after + case.grace)
    shown = {"look_at": moment_name(look.at)} if look else {}
    return case.verdict(Status.UNKNOWN, "drifted" if drifted(case.places) else reason, figures=shown)
