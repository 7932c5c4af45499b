"""Shared sections: which items of a list that several units use belong to one of them (S18). Pure.

A filter is a list of alternatives by ``|``: ``author: Nguyễn Văn A`` (also ``tác giả:``) asks the author whom the site
names, ``words: tổ Văn thư`` (also ``từ:``, or nothing before the words) asks the title. Whole syllables, marks weighed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rules.model import Publication, Section
from rules.text import clean, fold, syllables, tone_free

_KEYS = {"author": "author", "tác giả": "author", "words": "words", "từ": "words", "từ khóa": "words"}
MINE, OTHERS, OPEN = "mine", "others", "open"
"""What filters say of an item: it is this unit's, another's alone, or they cannot tell."""


class BadFilter(ValueError):
    """A filter that will not do: what is wrong, what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(what)
        self.what = what
        self.right = right


@dataclass(frozen=True, slots=True)
class Filter:
    """An item fits when its author or its title says any of these."""

    authors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def fits(self, publication: Publication) -> bool:
        """Whether the item is assigned by this filter."""
        by_author = any(_stands_in(name, publication.author) for name in self.authors)
        return by_author or any(_stands_in(phrase, publication.title) for phrase in self.words)


def _stands_in(phrase: str, text: str) -> bool:
    """Whether the syllables of a phrase stand together in a text; one that is written without marks is read so."""
    wanted, said = _spelt(phrase), _spelt(text)
    if text and fold(text) == text.casefold():
        wanted = tuple(map(fold, wanted))
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1))


@lru_cache(maxsize=4096)
def _spelt(text: str) -> tuple[str, ...]:
    return tuple(map(tone_free, syllables(text)))


@lru_cache(maxsize=4096)
def parse_filter(text: str) -> Filter:
    """The filter of a cell. Raises BadFilter."""
    authors: list[str] = []
    words: list[str] = []
    for alternative in text.split("|"):
        key, wanted = _alternative(clean(alternative))
        (authors if key == "author" else words).append(wanted)
    return Filter(tuple(authors), tuple(words))


def _alternative(text: str) -> tuple[str, str]:
    name, colon, rest = text.partition(":")
    key, wanted = ("words", text) if not colon else (_KEYS.get(name.strip().casefold(), ""), rest.strip())
    if not key:
        key = next((_KEYS[one] for one in _KEYS if fold(one) == fold(name.strip())), "")
    if not key:
        raise BadFilter(f"bộ lọc: không có loại “{name.strip()[:40]}”", "dùng `author: TÊN` hoặc `words: CỤM TỪ`")
    if not syllables(wanted):
        raise BadFilter("bộ lọc có vế trống", "mỗi vế giữa các dấu | cần tên tác giả hoặc cụm từ")
    return key, wanted


def share_of(publication: Publication, sections: Iterable[Section]) -> str:
    """What the filters of the sections in which an item was met say of it, for the unit whose item it is.

    ``sections``: those of the unit, and those of other units at the same addresses.
    """
    every = tuple(sections)
    mine = [
        one
        for one in every
        if one.unit == publication.unit and one.topic == publication.topic and _met(one, publication)
    ]
    said = {_said(one, publication, every) for one in mine}
    return next((word for word in (MINE, OPEN, OTHERS) if word in said), MINE)


def _met(section: Section, publication: Publication) -> bool:
    return not publication.sections or section.id in publication.sections


def _said(section: Section, publication: Publication, every: tuple[Section, ...]) -> str:
    if section.filter is None:
        return MINE
    others = any(
        one.filter is not None and parse_filter(one.filter).fits(publication)
        for one in every
        if one.unit != section.unit and (one.topic, one.url) == (section.topic, section.url)
    )
    if parse_filter(section.filter).fits(publication):
        return OPEN if others else MINE
    return OTHERS if others else OPEN
