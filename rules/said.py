"""A title as it is compared: whole syllables, marks weighed, clauses kept apart, phrases with a gap (S19).

``kế hoạch … cải cách hành chính``: both in this order and in one clause. Between them only words that name no other
subject may stand (thực hiện, công tác, năm 2022, của Sở …); anything else there leaves the match in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.text import clean, fold, syllables, tone_free
from rules.title_times import FIGURES

EXACT, BARE, GAPPED, APART, COLLIDING = 1.0, 0.9, 0.65, 0.6, 0.6
"""With its marks; the letters alone in a text without marks; with other words in the gap; its pieces in another order;
the letters of another word."""

_STOPS = re.compile(r"[:;?!]|\.(?=\s|$)")
_FAR = 25
_LIGHT_WORDS = (
    "thuc hien trien khai cong tac nhiem vu ve viec nam so ban hanh to chuc va hoat dong chuong trinh day manh tang "
    "cuong noi dung nha nuoc trong tai cac nganh giao duc dao tao phong truong tinh huyen thanh pho don vi cua theo "
    "nhung mot dot ngay thang quy dau cuoi ket qua dat duoc doi voi cho ho so tiep nhan giai quyet thong tin "
    "ra soat de cap nhat muc do tich cuc noi bat nhieu toan pho bien hanh dong da"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Words that change no subject, folded: of doing, of time, of offices."""
_ISSUER = "cua"
_AFTER_ISSUER = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A title as syllables: with marks, and folded. ``bare``: the whole was written without marks; ``stops``: where a
    clause begins."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]
    bare: bool
    stops: frozenset[int]

    @staticmethod
    def of(title: str) -> Said:
        """A text ready for comparing; dates and document numbers are left out, their letters are no words."""
        return _said(clean(title))

    def weight(self, phrase: str) -> float:
        """1 when the phrase stands there with its marks, less when only its letters do, 0 when it is absent."""
        return self.best(phrase)[0]

    def best(self, phrase: str) -> tuple[float, str]:
        """The weight of the reading that fits best, and that reading; the first where none does."""
        readings = phrase.split("|")
        weights = [self._reading(_pieces(reading)) for reading in readings]
        top = max(weights, default=0.0)
        return top, readings[weights.index(top)]

    def forbids(self, phrase: str) -> bool:
        """Whether a phrase that must not stand there does; of one with a gap, whatever stands in the gap."""
        readings = map(_pieces, phrase.split("|"))
        return any(self._in_order(pieces, 0, None, any_gap=True) >= BARE for pieces in readings)

    def _reading(self, pieces: tuple[Piece, ...]) -> float:
        if len(pieces) == 1:
            return max((weight for _, _, weight in self._places(pieces[0])), default=0.0)
        ordered = self._in_order(pieces, 0, None)
        if ordered:
            return ordered
        apart = [max((weight for _, _, weight in self._places(piece)), default=0.0) for piece in pieces]
        return APART * min(apart)

    def _places(self, piece: Piece) -> list[tuple[int, int, float]]:
        """(start, end, weight) of every place of a piece."""
        length = len(piece.folded)
        return [
            (start, start + length, self._weight_at(start, piece))
            for start in range(len(self.folded) - length + 1)
            if self.folded[start : start + length] == piece.folded
        ]

    def _weight_at(self, start: int, piece: Piece) -> float:
        found = self.marked[start : start + len(piece.marked)]
        other = [i for i, mine in enumerate(found) if mine != piece.marked[i]]
        if not other:
            return EXACT
        without = all(found[i] == piece.folded[i] for i in other)
        if without and (self.bare or len(found) > 1):
            return BARE
        # One slip of a mark in a long phrase is a slip; in a short one it is another word (tin, tín).
        return BARE if len(found) > 2 and len(other) == 1 else COLLIDING

    def _in_order(self, pieces: tuple[Piece, ...], number: int, after: int | None, any_gap: bool = False) -> float:
        best = 0.0
        for start, end, weight in self._places(pieces[number]):
            if after is not None and not (after <= start <= after + _FAR and self._one_clause(after, start)):
                continue
            here = weight if after is None or any_gap or self._light(after, start) else min(weight, GAPPED)
            if number + 1 < len(pieces):
                here = min(here, self._in_order(pieces, number + 1, end, any_gap))
            best = max(best, here)
        return best

    def _one_clause(self, first: int, last: int) -> bool:
        return not any(first <= stop <= last for stop in self.stops)

    def _light(self, first: int, last: int) -> bool:
        """Whether only words without a subject of their own, or the name of the issuer, stand between."""
        gap = self.folded[first:last]
        named = gap.index(_ISSUER) if _ISSUER in gap else len(gap)
        issuer = gap[named : named + _AFTER_ISSUER]
        rest = gap[:named] + gap[named + len(issuer) :]
        return all(word in _LIGHT or word.isdigit() for word in rest)


@dataclass(frozen=True, slots=True)
class Piece:
    """A phrase without a gap, as syllables with marks and folded."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]


@lru_cache(maxsize=4096)
def _said(title: str) -> Said:
    words: list[str] = []
    stops: list[int] = []
    for clause in _STOPS.split(FIGURES.sub(" ", title)):
        stops.append(len(words))
        words.extend(syllables(clause))
    return Said(
        tuple(map(tone_free, words)),
        tuple(map(_plain, words)),
        fold(title) == title.casefold(),
        frozenset(stops[1:]),
    )


@lru_cache(maxsize=4096)
def _pieces(reading: str) -> tuple[Piece, ...]:
    found = [syllables(part) for part in re.split(r"…|\.\.\.", reading)]
    return tuple(Piece(tuple(map(tone_free, part)), tuple(map(_plain, part))) for part in found if part)


@lru_cache(maxsize=4096)
def named_only(reading: str, wanted: str) -> bool:
    """Whether a phrase is among the words of ``wanted`` (alternatives by ``|``)."""
    return _said(wanted.replace("|", " : ")).weight(reading) >= BARE


def _plain(word: str) -> str:
    return fold(tone_free(word))
