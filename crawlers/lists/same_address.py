"""Rows of one list that lead to one address, told apart by what its canonical form leaves out (S8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawlers.identity import left_out
from crawlers.page import Item
from rules.text import fold

Linked = tuple[Item, LexborNode]
"""An item, and its link."""
_MOST_ALIKE = 100


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
