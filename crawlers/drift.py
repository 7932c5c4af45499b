"""Does a list still fit what earlier looks saw in the section? Where it does not, its look proves nothing (S11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawlers.gathering import names_of
from crawlers.identity import canonical_url
from crawlers.markup import Html
from crawlers.page import Item, Memory
from crawlers.zones import Zone, Zones
from rules.model import StatedDate

_MOST_LINKS = 4_000


def drift_of(first_page: Sequence[Item], everything: Sequence[Item], memory: Memory) -> str:
    """What no longer fits the section's own history (S11), empty when all does."""
    if memory.typical_items >= 3:
        names = {name for item in everything for name in names_of(item)}
        recent = _newest(memory.known, 8)
        if recent and not names & recent and len(everything) >= 1:
            return "none of the items known from earlier looks is there"
        if memory.typical_items >= 6 and len(first_page) * 4 <= memory.typical_items:
            return f"{len(first_page)} items where there used to be {memory.typical_items}"
        if len(first_page) >= 3 and memory.dated_share >= 0.6:
            share = sum(item.stated is not None for item in first_page) / len(first_page)
            if share < memory.dated_share / 3:
                return f"dates read of {share:.0%} of the items where it used to be {memory.dated_share:.0%}"
    return ""


def has_begun(html: Html, listed: Sequence[Item], memory: Memory) -> bool:
    """Whether a section that was empty has begun to fill: all that is listed was posted after what was known, and that
    still stands on the page, in its menus and side columns alone, where the empty section was taken for it (0029)."""
    days = [stated.at for stated in memory.known.values() if stated is not None]
    if not days or any(item.stated is None or item.stated.at <= max(days) for item in listed):
        return False
    zones = Zones()
    links = ((node, html.link(node.attributes.get("href"))) for node in html.tree.css("a[href]")[:_MOST_LINKS])
    places = {zones.of(node) for node, address in links if address and canonical_url(address) in memory.known}
    return bool(places) and places <= {Zone.NAV, Zone.SIDE}


def _newest(known: Mapping[str, StatedDate | None], count: int) -> frozenset[str]:
    """Names of the latest items known, all names of one day together."""
    dated = sorted((stated.at, name) for name, stated in known.items() if stated is not None)
    if not dated:
        return frozenset(known)
    floor = sorted({at for at, _ in dated}, reverse=True)[:count][-1]
    return frozenset(name for at, name in dated if at >= floor)
