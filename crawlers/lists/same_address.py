"""Rows of one list that an address, or a number in it, seems to make one: what tells them apart (S8)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawlers.identity import left_out
from crawlers.page import Item
from rules.text import fold

Linked = tuple[Item, LexborNode]
"""An item, and its link."""
_MOST_ALIKE = 100
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"20[0-4]\d")


def are_two(title: str, link: LexborNode, other_title: str, other_link: LexborNode) -> bool:
    """Whether two links to one canonical address are two publications: by their titles, and by what is left out.

    «/tin#805» and «/tin#806», or two addresses that differ in a parameter that mostly counts visitors, are one page to
    all who do not know the site (S8).
    """
    rest, other_rest = _rest(link), _rest(other_link)
    return bool(rest and other_rest) and rest != other_rest and _differ(title, other_title)


def told_apart(name: str, link: LexborNode) -> str:
    """The canonical address of a link together with what it leaves out."""
    return f"{name}#{_rest(link)}"


def each_once(linked: Sequence[Linked]) -> tuple[Item, ...]:
    """Items in their order, each once; those of one address that are several keep what tells them apart."""
    if len({item.identity for item, _ in linked}) == len(linked):
        return tuple(item for item, _ in linked)
    shared: dict[str, list[Linked]] = defaultdict(list)
    for item, link in linked:
        shared[item.identity].append((item, link))
    several = {identity for identity, rows in shared.items() if _are_several(rows[:_MOST_ALIKE])}
    found: dict[str, Item] = {}
    for item, link in linked:
        if item.identity in several and _rest(link):
            item = replace(item, identity=told_apart(item.identity, link))
        found.setdefault(item.identity, item)
    return tuple(found.values())


def _are_several(rows: Sequence[Linked]) -> bool:
    first, link = rows[0]
    return any(are_two(first.title, link, item.title, other) for item, other in rows[1:])


def _rest(link: LexborNode) -> str:
    return left_out(link.attributes.get("href") or "")


def _differ(one: str, other: str) -> bool:
    """Whether titles are those of two publications; one may be cut short."""
    first, second = (fold(title.rstrip(" .…")) for title in (one, other))
    return bool(first and second) and not (first.startswith(second) or second.startswith(first))


# --- numbers in addresses


def is_of_title(number: str, title: str, *, first: bool = False) -> bool:
    """Whether a title itself ends (``first``: begins) with the number that its address has there: «Báo cáo năm 2021»
    at ``bao-cao-nam-2021.html``. Then it is a word of the title, and none of the system's numbers (S8). Of a title
    that was cut a year is taken for one."""
    told = _WORD.findall(fold(title))
    cut = not first and title.rstrip().endswith(("…", "..."))
    return bool(told) and (told[0 if first else -1] == number or (cut and _YEAR.fullmatch(number) is not None))


def without_shared_numbers(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items of one list; no number of a kind names any of them where one names two whose addresses are of other words:
    what stands at the end of those is a year or a month, and titles may be cut (S8)."""
    words: dict[str, set[str]] = defaultdict(set)
    for item in items:
        last = unquote(item.identity).rpartition("/")[2].removesuffix(".html")
        for alias in item.aliases:
            number = alias.partition("@")[0].rpartition(":")[2]
            if number.isdigit() and (last.startswith(f"{number}-") or last.endswith(f"-{number}")):
                words[alias].add(last)
    shared = {alias.partition(":")[0] for alias, ends in words.items() if len(ends) > 1}
    return tuple(_without(item, shared) for item in items) if shared else tuple(items)


def _without(item: Item, kinds: set[str]) -> Item:
    aliases = tuple(alias for alias in item.aliases if alias.partition(":")[0] not in kinds)
    return item if aliases == item.aliases else replace(item, aliases=aliases, order_id=None)
