"""What a page says of its own place: the way that leads down to it («Trang chủ » Cải cách hành chính »»). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from crawlers.doubting.dated_rows import address_of
from crawlers.identity import canonical_url, is_home
from crawlers.markup import Html

_WAYS = ", ".join(
    (
        "[class*=breadcrumb i]",
        "[id*=breadcrumb i]",
        "[aria-label*=breadcrumb i]",
        "[itemtype*=BreadcrumbList i]",
        "[class~=pathway i]",
    )
)
_MOST_WAYS, _MOST_STEPS = 10, 12


def is_below(html: Html, section: Collection[str]) -> bool:
    """Whether the way to a page leads through the section; not where the page is the section itself.

    ``section``: the addresses by which it is known, see ``names_of``."""
    return not _names(html).intersection(section) and any(step in section for step in _steps(html))


def names_of(html: Html, *addresses: str) -> frozenset[str]:
    """What a page is known by: its address, the one it calls its own and others that lead to it; no front page is."""
    return _names(html) | {canonical_url(address) for address in addresses if not is_home(address)}


def _names(html: Html) -> frozenset[str]:
    own = html.tree.css_first("link[rel~=canonical][href]")
    told = html.link(own.attributes.get("href")) if own is not None else None
    return frozenset(canonical_url(address) for address in (html.url, told) if address and not is_home(address))


def _steps(html: Html) -> Iterator[str]:
    for way in html.tree.css(_WAYS)[:_MOST_WAYS]:
        links = way.css("a[href]")
        # A theme names the whole page after the way that it shows («has-breadcrumbs»).
        if way.tag != "body" and len(links) <= _MOST_STEPS:
            yield from (address_of(html, link) for link in links)
