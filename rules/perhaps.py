"""What may after all be the thing that is owed, though the rules say no: asked before anybody is charged (S19).

A film in a player that nobody knows, a paper behind a link to a drive, a title that names the year before or has a slip
in it: the rules of S16 and S18 leave it out, a person would take it or not at one glance.
"""

from __future__ import annotations

import re
from itertools import combinations

from rules.case import Case
from rules.matching import YES, Match, accepts, best_match, years_named
from rules.model import Duty, Medium, Obligation, Publication
from rules.said import Said

_NUMBER = re.compile(r"\d+\s*/\s*(?=\D)|\b(?:số|no\.?)\s*\d+", re.IGNORECASE)
_LEAST_WORD = 3
"""Letters of a word in which one may be wrong."""
_BETWEEN = 2
"""Words that may stand inside a phrase."""


def is_over(case: Case) -> bool:
    """Whether the time of a duty is over by its most lenient reading: only then is anything asked that may be it."""
    return case.duty.lenient is not None and case.asof.now >= case.duty.lenient


def perhaps(publication: Publication, of_kind: bool, fit: Match | None, case: Case) -> bool:
    """Whether only the office can rule out that a publication is what is owed, of a duty whose time is over.

    It lacks the kind or file that are wanted, or else its title is not just as wanted: another year or part of it, a
    word that should not be there, other words for one of several things. Nothing that surely serves another duty.
    """
    obligation = case.duty.obligation
    titled = fit is None or fit.decision != "no"
    if titled == of_kind:
        return False  # it lacks both
    if titled and publication.medium is Medium.PAGE:
        return False  # nobody posted it
    if not titled and not (speaks_of(publication.title, obligation) and _may_be_of(publication.title, obligation)):
        return False
    return not any(_serves(publication, other, case) for other in case.siblings)


def _may_be_of(title: str, obligation: Obligation) -> bool:
    """Whether a title may be about the year whose data is wanted: one that names others only is not (S18)."""
    years = years_named(title)
    return obligation.covers is None or not years or int(obligation.covers[:4]) in years


def _serves(publication: Publication, other: Duty, case: Case) -> bool:
    if other.obligation.id == case.duty.obligation.id or not other.obligation.match.given:
        return False
    found = best_match(publication, other.obligation, case.plan_year)
    return found.decision == "yes" and accepts(other.obligation, publication)


def speaks_of(title: str, obligation: Obligation) -> bool:
    """Whether a title has the words that are asked for, whatever else speaks against it; each may have a slip, and of
    several one may be put in other words."""
    words = obligation.match
    said = Said.of(_NUMBER.sub(" ", title).replace("-", " "))  # «Kế hoạch số 12/KH-CCHC» says its subject there alone
    groups = [*words.all, *(["|".join(words.any)] if words.any else [])]
    found = sum(said.weight(group) >= YES or _nearly(said, group) for group in groups)
    return found > 0 and found >= len(groups) - 1


def _nearly(said: Said, group: str) -> bool:
    """Whether a reading of the group stands there with one letter wrong, in other spaces, or with few words between."""
    return any(_nearly_in(said.folded, Said.of(reading).folded) for reading in group.split("|"))


def _nearly_in(title: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    length = len(phrase)
    if not length:
        return False
    if length > 1 and "".join(phrase) in "".join(title):
        return True
    if sum(word not in title for word in phrase) > 1:
        return False  # nearly always: years of titles are gone through
    for start in range(len(title) - length + 1):
        rest = title[start + 1 : start + length + _BETWEEN]
        for others in combinations(rest, length - 1):
            pairs = list(zip(phrase, (title[start], *others), strict=True))
            wrong = [(wanted, found) for wanted, found in pairs if wanted != found]
            if not wrong or (len(wrong) == 1 and length > 1 and _is_slip(*wrong[0])):
                return True
    return False


def _is_slip(wanted: str, found: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two stand in each other's place."""
    if min(len(wanted), len(found)) < _LEAST_WORD or abs(len(wanted) - len(found)) > 1:
        return False
    same = 0
    while same < min(len(wanted), len(found)) and wanted[same] == found[same]:
        same += 1
    one, other = wanted[same:], found[same:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    )
