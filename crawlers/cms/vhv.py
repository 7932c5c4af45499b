"""The VHV engine of many school portals; its lists say in a script how many items there are in all."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawlers.identity import canonical_url
from crawlers.markup import Html
from crawlers.page import Item, Page
from crawlers.paging.pager import Paging, paging
from crawlers.readings.families import Family

_MODULE = re.compile(r'"id"\s*:\s*"(\d{1,6})"[^{}]{0,300}\}\s*\)\s*,\s*\{([^{}]{0,400})\}')
_COUNT = re.compile(r"\b(totalItems|itemsPerPage|pageNo)\s*:\s*[\"']?(\d{1,7})")


def _score(page: Page) -> float:
    if b"vhvInit" in page.body or b"VHV.using" in page.body:
        return 0.9
    return 0.6 if b"VHV.load(" in page.body else 0.0


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """The pager is drawn by a script; the script's own figures say whether there is more."""
    drawn = paging(html, items)
    if drawn.next is not None:
        return drawn
    figures = _figures(html, items)
    total, size = figures.get("totalItems", 0), figures.get("itemsPerPage", 0)
    here = max(_asked(html.url), figures.get("pageNo", 1))
    if not total or not size:
        return drawn
    if total <= size * here:
        # All that the list has, as far as this page and those before it were read whole.
        whole = len(items) >= min(size, total - size * (here - 1))
        return Paging(last=whole, there=True)
    return Paging(_page(html.url, here + 1), there=True)


def _figures(html: Html, items: tuple[Item, ...]) -> dict[str, int]:
    """What the script says of the module that holds the most of the items."""
    wanted = {item.identity for item in items}
    modules = {found[1]: found[2] for found in _MODULE.finditer(html.text)}
    best, most = "", 0
    for node in html.tree.css(".default-pagination[id], [id^=pagination]")[:50]:
        number = (node.attributes.get("id") or "").removeprefix("pagination")
        if number not in modules or node.parent is None:
            continue
        links = {canonical_url(html.link(a.attributes.get("href")) or "") for a in node.parent.css("a[href]")[:500]}
        if len(links & wanted) > most:
            best, most = number, len(links & wanted)
    if most * 2 <= len(wanted):
        return {}
    return {name: int(value) for name, value in _COUNT.findall(modules[best])}


def _asked(url: str) -> int:
    """Number of the page that an address asks for."""
    asked = dict(parse_qsl(urlsplit(url).query)).get("pageNo", "1")
    return int(asked) if asked.isdigit() and len(asked) < 5 else 1


def _page(url: str, number: int) -> str:
    parts = urlsplit(url)
    pairs = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "pageNo"]
    return parts._replace(query=urlencode([*pairs, ("pageNo", str(number))])).geturl()


READER = Family(name="vhv", score=_score, surest=0.9, pager=_pager)
