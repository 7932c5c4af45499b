"""What a site's own map tells of a section that neither its list nor the front page shows (S12, S13).

The last witness, asked only before somebody is charged. What it does not tell proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from crawlers.doubting.parts import below_of, folder_of
from crawlers.identity import ENDING, canonical_url, same_site
from crawlers.looking.underway import Walk
from crawlers.markup import Html
from crawlers.page import Item, Request
from crawlers.robots import maps_named
from crawlers.sitemaps import mapped
from rules.model import StatedDate

MOST = 4
"""Addresses of the map that are opened."""
_MOST_MAPS = 3


def in_the_site_map(walk: Walk, html: Html) -> list[str]:
    """Where the map leads below the section and to nothing that was met, if it changed in the open time: the newest
    changed first."""
    starts = (*below_of(html, walk.section), *_namesakes(walk, html))
    if not starts:
        return []
    found = {}
    for item in _map_of(walk, html):
        told = item.stated or item.modified
        below = any(canonical_url(item.url).startswith(start) for start in starts)
        if told is not None and below and _may_be_open(walk, told) and not walk.has_met(item.url):
            found[item.url] = told.at
    return list(islice(sorted(found, key=lambda address: found[address], reverse=True), MOST))


def _map_of(walk: Walk, html: Html) -> Iterator[Item]:
    named = maps_named(walk.robots.text) if walk.robots is not None else ()
    address = next((one for one in named if same_site(one, html.url)), urljoin(html.url, "/sitemap.xml"))
    return mapped(lambda url: walk.fetch(Request(url, "sitemap", optional=True)), address, _MOST_MAPS)


def _may_be_open(walk: Walk, told: StatedDate) -> bool:
    """What changed since the time began may have been posted in it."""
    return walk.back_to < told.end


def _namesakes(walk: Walk, html: Html) -> Iterator[str]:
    """Folders of the items that are called as the section is («/chuyen-muc/cchc», «/cchc/bai-viet»)."""
    name = ENDING.sub("", canonical_url(html.url)).rpartition("/")[2]
    for folder in {folder_of(walk.gathering.get(identity).url) for identity in walk.order}:
        if "?" not in folder and "/" in folder and folder.rpartition("/")[2] == name:
            yield f"{folder}/"
