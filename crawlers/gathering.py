"""Items of many pages become publications, each once, by any of its names (S8); every date of every source is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawlers.attachments import is_document
from crawlers.dates.stated import by_trust
from crawlers.identity import of_site
from crawlers.page import Item
from rules.model import VN, Medium, Precision, StatedDate
from rules.text import cut_from, fold, letters_of

_WEIGHT = {Medium.PAGE: 0, Medium.ARTICLE: 1, Medium.DOCUMENT: 2, Medium.VIDEO: 3}
_BARE_NUMBER = re.compile(r"(?:nv|nv-laws|wp):\d+")

_MOST_TITLES = 3
"""Titles of one item beside its own that are kept."""

_BY_PAGE = "aspnet:"
"""Numbers of a family whose modules are pages of their own."""


class Gathering:
    """What one look has seen so far, in the order in which it was first seen."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._names: dict[str, str] = {}
        self._loose: dict[str, Item] = {}

    def add(self, item: Item) -> str:
        """Take an item in; returns the identity under which it stands."""
        item = _with_own_file(item)
        names = names_of(item)
        home = next((self._names[name] for name in names if name in self._names), None)
        if home is None:
            home = item.identity
        else:
            item = merged(self._items[home], item)
            names = names_of(item)
        loose = next((self._loose[name] for name in names if name in self._loose), None)
        if loose is not None:
            item = merged(item, loose)
            names = names_of(item)
        self._items[home] = item
        for name in names:
            self._names.setdefault(name, home)
        return home

    def date(self, items: Iterable[Item]) -> None:
        """Dates of a site-wide list: they date items seen before or after, and add none."""
        for item in items:
            for name in (item.identity, *item.aliases):
                self._loose.setdefault(name, item)
            home = next((self._names[name] for name in (item.identity, *item.aliases) if name in self._names), None)
            if home is not None:
                self._items[home] = merged(self._items[home], item)

    def home(self, item: Item) -> str:
        """The identity under which an item stands, or would stand: one article may be listed at two addresses (S8)."""
        return next((self._names[name] for name in names_of(item) if name in self._names), item.identity)

    def knows(self, identity: str) -> bool:
        """Whether an item stands under this name."""
        return identity in self._names

    def get(self, identity: str) -> Item:
        """The item as it is known by now."""
        return self._items[self._names.get(identity, identity)]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items."""
        return tuple(self._items.values())


def names_of(item: Item) -> tuple[str, ...]:
    """Canonical address, the system's names, and title with stated minute; the title alone never (S8)."""
    aliases = (of_site(one, item.url) if _BARE_NUMBER.fullmatch(one) else one for one in item.aliases)
    names = [item.identity, *(_within_its_page(one, item.url) for one in aliases)]
    stated = item.stated
    if stated is not None and stated.precision is Precision.MINUTE and item.title:
        minute = stated.at.astimezone(VN).isoformat()[:16]
        if not minute.endswith("T00:00"):
            # Many systems print 00:00 where only a day is known; that minute tells nothing apart (S8).
            names.append(f"t:{fold(item.title)}@{minute}")
    return tuple(names)


def _within_its_page(name: str, url: str) -> str:
    """A number that stands as a parameter names something only below the page that it is given to: of two modules each
    counts from one, ``tin.aspx?newsid=3`` and ``vanban.aspx?newsid=3``."""
    if not name.startswith(_BY_PAGE):
        return name
    number = name.partition(":")[2].partition("@")[0]
    parts = urlsplit(url)
    return f"{name}{parts.path.lower()}" if f"={number}" in parts.query else name


def merged(first: Item, second: Item) -> Item:
    """Two sights of one publication as one; what was seen first keeps its address, and its title unless it was cut."""
    title = second.title if not first.title or cut_from(first.title, second.title) else first.title
    return replace(
        first,
        title=title,
        aliases=tuple(
            dict.fromkeys(name for name in (*first.aliases, second.identity, *second.aliases) if name != first.identity)
        ),
        medium=max(first.medium, second.medium, key=lambda medium: _WEIGHT[medium]),
        dates=by_trust((*first.dates, *second.dates)),
        modified=_later(first.modified, second.modified),
        signed=first.signed or second.signed,
        author=first.author or second.author,
        attachments=tuple(dict.fromkeys((*first.attachments, *second.attachments))),
        pinned=first.pinned or second.pinned,
        order_id=first.order_id if first.order_id is not None else second.order_id,
        also_titled=_in_other_words(title, [first.title, *first.also_titled, second.title, *second.also_titled]),
    )


def _in_other_words(title: str, others: Sequence[str]) -> tuple[str, ...]:
    """Titles that are neither the one nor a part of it: a list may say «Báo cáo số 5» where its article says more."""
    if all(other == title for other in others):
        return ()  # nearly always
    known = [letters_of(title)]
    found = []
    for other in others:
        letters = letters_of(other)
        if not any(letters in one for one in known):
            known.append(letters)
            found.append(other)
    return tuple(found[:_MOST_TITLES])


def without_common_titles(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items as they are, but for further titles that several of them share: those name what is around the articles."""
    shared = Counter(letters_of(title) for item in items for title in item.also_titled)
    common = {letters for letters, times in shared.items() if times > 1}
    if not common:
        return tuple(items)
    return tuple(
        replace(item, also_titled=tuple(title for title in item.also_titled if letters_of(title) not in common))
        if item.also_titled
        else item
        for item in items
    )


def _with_own_file(item: Item) -> Item:
    """An item whose own address is a file carries it: a row that is the paper needs no page around it (S16)."""
    if item.url in item.attachments or not is_document(item.url):
        return item
    return replace(item, attachments=(item.url, *item.attachments))


def _later(one: StatedDate | None, other: StatedDate | None) -> StatedDate | None:
    if one is None or other is None:
        return one or other
    return one if one.at >= other.at else other
