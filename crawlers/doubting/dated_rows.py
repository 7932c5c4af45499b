"""Rows of a page that state a day, around a link or none. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from crawlers.dates.mentions import days_mentioned
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, ancestors, node_line
from crawlers.zones import Zone, Zones

_MOST_LINKS = 1_000


def address_of(html: Html, node: LexborNode) -> str:
    """Where a link leads, by the name that publications have; empty where it leads nowhere."""
    address = html.link(node.attributes.get("href"))
    return canonical_url(address) if address else ""


def dated_row(
    html: Html, link: LexborNode, names: set[str], looked: dict[int, bool | None], today: date
) -> LexborNode | None:
    """The smallest element around a link that states a day and holds no item of the list.

    ``looked``: of elements met before, whether they state a day, None where they hold an item: thousands of links may
    stand in one element, which is looked through once (E37).
    """
    for row in (link, *ancestors(link, 3)):
        if row.mem_id not in looked:
            held = any(address_of(html, one) in names for one in row.css("a[href]")[:50])
            looked[row.mem_id] = None if held else any(True for _ in days_in_row(row, today))
        dated = looked[row.mem_id]
        if dated is None:
            return None
        if dated:
            return row
    return None


def links_of_the_time(html: Html, first: date, today: date) -> Iterator[tuple[str, str]]:
    """(address, words) of links outside menus whose row states a day of the open time, from ``first`` on."""
    zones, looked = Zones(), dict[int, bool | None]()
    for node in html.tree.css("a[href]")[:_MOST_LINKS]:
        address = html.link(node.attributes.get("href"))
        if address is None or not same_site(address, html.url) or is_home(address) or zones.of(node) is Zone.NAV:
            continue
        row = dated_row(html, node, set(), looked, today)
        if row is not None and any(first <= day <= today for day in days_in_row(row, today)):
            yield address, node_line(node, 200)


def days_in_row(row: LexborNode, today: date, most: int = 400) -> Iterator[date]:
    """Days that a row states."""
    return days_mentioned(node_line(row, most), today)
