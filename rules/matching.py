"""Which duty does a title serve? Explained: words matched, words missing, a score, and a decision (S18, S19)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.model import Medium, Obligation, Publication, Words
from rules.text import clean, fold, syllables, tone_free

YES = 0.8
ASK = 0.55
"""At or above YES it serves; between the two the office is asked; below it does not (S19)."""

_EXACT, _BARE, _COLLIDING = 1.0, 0.95, 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """How well a title fits an obligation. ``decision``: yes | ask | no. ``missing`` holds what spoke against it."""

    obligation: str
    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    decision: str


def match(title: str, obligation: Obligation, plan_year: int) -> Match:
    """Compare a title with the words and the year that an obligation asks for."""
    said = _Said.of(title)
    words = obligation.match
    forbidden = [phrase for phrase in words.none if said.weight(phrase) >= _BARE]
    if forbidden:
        return Match(obligation.id, 0.0, (), tuple(f"không được có: {phrase}" for phrase in forbidden), "no")
    year_fits, year_note = _year_fits(title, obligation, plan_year)
    if year_fits is False:
        return Match(obligation.id, 0.0, (), (year_note,), "no")
    score, matched, missing = _score(said, words)
    if year_fits is None and score >= YES:
        # The data year differs from the plan year and the title names none: a person must say (S18).
        return Match(obligation.id, min(score, 0.75), matched, (*missing, year_note), "ask")
    return Match(obligation.id, round(score, 3), matched, missing, _decide(score))


def accepts(obligation: Obligation, publication: Publication) -> bool:
    """Whether the publication is of an accepted kind and carries what the obligation needs."""
    # A video stands in an article's page; where articles count, a page with a player does too.
    counted_as = {publication.medium, Medium.ARTICLE if publication.medium is Medium.VIDEO else publication.medium}
    if not counted_as & obligation.accepts:
        return False
    return not ("attachment" in obligation.needs and not publication.attachments)


def _decide(score: float) -> str:
    if score >= YES:
        return "yes"
    return "ask" if score >= ASK else "no"


def _score(said: _Said, words: Words) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Mean weight of the wanted groups: every ``all`` phrase is one, the best of ``any`` is one."""
    matched: list[str] = []
    missing: list[str] = []
    weights: list[float] = []
    for phrase in words.all:
        weight = said.weight(phrase)
        weights.append(weight)
        (matched if weight else missing).append(phrase)
    if words.any:
        best = max(words.any, key=said.weight)
        weight = said.weight(best)
        weights.append(weight)
        (matched if weight else missing).append(best if weight else " / ".join(words.any))
    score = sum(weights) / len(weights) if weights else 1.0
    if missing:
        # One missing group may still be the office's way of putting it; two are another subject.
        score = min(score, 0.75) if len(missing) == 1 and len(weights) > 1 else 0.0
    return score, tuple(matched), tuple(missing)


@dataclass(frozen=True, slots=True)
class _Said:
    """A title as syllables: with marks, and folded. ``bare``: the whole title was written without marks."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]
    bare: bool

    @staticmethod
    def of(title: str) -> _Said:
        return _said(clean(title))

    def weight(self, phrase: str) -> float:
        """1 when the phrase stands there with its marks, less when only its letters do, 0 when it is absent."""
        return max((self._weight_of(reading) for reading in phrase.split("|")), default=0.0)

    def _weight_of(self, reading: str) -> float:
        marked, folded = _phrase(reading)
        best = 0.0
        for start in range(len(self.folded) - len(folded) + 1):
            if self.folded[start : start + len(folded)] != folded:
                continue
            if self.marked[start : start + len(marked)] == marked:
                return _EXACT
            best = max(best, _BARE if self.bare else _COLLIDING)
        return best


@lru_cache(maxsize=4096)
def _said(title: str) -> _Said:
    words = syllables(title)
    return _Said(tuple(map(tone_free, words)), tuple(map(_plain, words)), fold(title) == title.casefold())


@lru_cache(maxsize=4096)
def _phrase(reading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = syllables(reading)
    return tuple(map(tone_free, words)), tuple(map(_plain, words))


def _plain(word: str) -> str:
    return fold(tone_free(word))


_NOT_A_SUBJECT_YEAR = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"  # a date
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"  # a date in words
    r"|\d+\s*/\s*\d{4}(?:\s*/\s*[\w-]+)?"  # a document number: 09/2024/TT-BGDĐT, 61/2018
    r"|(?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|luật)\s+(?:số\s+)?\d+\S*\s+năm\s+\d{4}"
    r"|(?:giai đoạn|giai doan)\s*\d{4}\s*[-–]\s*\d{4}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def years_named(title: str) -> set[int]:
    """Years a title is about; dates, document numbers and spans of a programme are left out."""
    return {int(year) for year in _YEAR.findall(_NOT_A_SUBJECT_YEAR.sub(" ", clean(title)))}


def _year_fits(title: str, obligation: Obligation, plan_year: int) -> tuple[bool | None, str]:
    wanted = int(obligation.covers[:4]) if obligation.covers else plan_year
    named = years_named(title)
    if not named:
        return (None if wanted != plan_year else True), f"không nêu năm {wanted}"
    return wanted in named, f"không phải năm {wanted}"
