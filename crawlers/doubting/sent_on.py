"""Where a page sends its visitors by itself: a refresh, a script, a frame, the address that it calls its own (S13).

A section that was moved may answer as it always did, and only a browser is led on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html
from crawlers.zones import Zone, Zones

SOON = 15
"""Seconds after which a visitor is led on before he has read; later ones are reloads of boards and clocks."""
_REFRESH = re.compile(
    r"\s{0,9}(\d{1,5})[\d.]{0,9}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}[\"']?([^\"']{1,2000})", re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"(?<![\w$])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?"
    r"(?:\s{0,9}=\s{0,9}|\.(?:replace|assign)\s{0,9}\(\s{0,9})[\"']([^\"'\s]{1,500})[\"'](?=\s{0,9}(?:[;})\n]|$))"
)
_AT_ONCE = re.compile(r"(?:setTimeout|onload|ready|DOMContentLoaded|\$\(\s{0,9}function)[^{}.]{0,60}$")
_CONDITION = re.compile(r"\b(?:if|else|case|while|for)\b|[?&|]|=>|\bon\w+\s{0,9}=")
_BRACE = re.compile(r"[{}]")
_MOST_SCRIPTS, _MOST_SCRIPT, _MOST_FOUND, _DEEPEST, _MOST_FRAMES = 60, 20_000, 20, 4, 6


def sent_on(html: Html) -> Iterator[str]:
    """Other addresses to which a page leads whoever opens it, that it shows within itself, or says are its own."""
    here = canonical_url(html.url)
    for address in (*_refreshed(html), *_scripted(html), *_framed(html), *_own(html)):
        if canonical_url(address) != here:
            yield address


def _refreshed(html: Html) -> Iterator[str]:
    for node in html.tree.css("meta[http-equiv][content]")[:50]:
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        told = _REFRESH.match((attributes.get("content") or "")[:2_100])
        address = html.link(told[2].strip()) if told and int(told[1]) <= SOON else None
        if address is not None:
            yield address


def _scripted(html: Html) -> Iterator[str]:
    for text, found in islice(_places(html), _MOST_FOUND):
        address = html.link(found[1]) if _runs_by_itself(text[: found.start()]) else None
        if address is not None:
            yield address


def _places(html: Html) -> Iterator[tuple[str, re.Match[str]]]:
    """Scripts of the page itself, and where they say of an address that it is to be shown."""
    for node in html.tree.css("script:not([src])")[:_MOST_SCRIPTS]:
        text = (node.text() or "")[:_MOST_SCRIPT]
        if "location" in text:
            yield from ((text, found) for found in _SCRIPTED.finditer(text))


def _runs_by_itself(before: str) -> bool:
    """Whether what follows is done to whoever comes: neither on a click nor under a condition (small screens)."""
    opened: list[int] = []
    for place in _BRACE.finditer(before):
        if place[0] == "{":
            opened.append(place.start())
        elif opened:
            opened.pop()
    if len(opened) > _DEEPEST or not all(_AT_ONCE.search(before[max(0, at - 120) : at]) for at in opened):
        return False
    return not _CONDITION.search(re.split(r"[;{}\n]", before[-300:])[-1])


def _framed(html: Html) -> Iterator[str]:
    """Pages of the same site in frames of the page's own matter."""
    zones = Zones()
    for node in html.tree.css("iframe[src], frame[src]")[:_MOST_FRAMES]:
        address = html.link(node.attributes.get("src"))
        if (
            address
            and same_site(address, html.url)
            and not is_home(address)
            and zones.of(node) not in (Zone.NAV, Zone.SIDE)
        ):
            yield address


def _own(html: Html) -> Iterator[str]:
    """The address that the page calls its own; many sites name their front page everywhere, or another domain."""
    node = html.tree.css_first("link[rel~=canonical][href]")
    address = html.link(node.attributes.get("href")) if node is not None else None
    if address is not None and same_site(address, html.url) and not is_home(address):
        yield address
