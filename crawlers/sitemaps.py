"""Sitemaps: addresses with the moment that a system gives them; they date items, they add none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from crawlers.dates.stated import parse_stated
from crawlers.identity import canonical_url, resolve, same_site
from crawlers.page import Answer, Item, Page
from crawlers.xml_stream import BadXml, elements, local, root_name, xml_text

MOST_ADDRESSES = 5_000
_NUKEVIET = re.compile(rb"/assets/css/sitemap(?:index)?\.xsl|[?&;]nv=")
_NUKEVIET_ADDRESS = re.compile(r"/sitemap-[a-z]{2}\.[\w-]+\.xml|[?&]nv=", re.IGNORECASE)


def is_sitemap(page: Page) -> bool:
    """Whether the bytes look like a sitemap or an index of sitemaps."""
    head = page.body[:2048].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def tells_publishing(page: Page) -> bool:
    """NukeViet's maps put the moment of publishing where all others put that of the last change (CMS-FACTS)."""
    return bool(_NUKEVIET.search(page.body[:4_096]) or _NUKEVIET_ADDRESS.search(page.url))


def read_sitemap(page: Page, published: bool = False) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """(dated addresses, addresses of further sitemaps, the newest changed first). Raises BadXml.

    ``published``: its system is known to print the moment of publishing; elsewhere it is that of the last change (S7).
    """
    published = published or tells_publishing(page)
    text = xml_text(page.body, page.headers.get("content-type", ""))
    root = root_name(text)
    if root not in ("urlset", "sitemapindex"):
        raise BadXml("no sitemap")
    items: list[Item] = []
    maps: list[tuple[str, str]] = []
    for element in elements(text, frozenset({"url", "sitemap"}), MOST_ADDRESSES):
        facts = {local(child.tag): (child.text or "").strip() for child in element}
        address = resolve(page.url, facts.get("loc"))
        if address is None:
            continue
        if root == "sitemapindex":
            maps.append((facts.get("lastmod", ""), address))
        else:
            items.append(_item(address, facts.get("lastmod", ""), _of_news(element), published, page.at))
    return tuple(items), tuple(address for _, address in sorted(maps, key=lambda pair: pair[0], reverse=True))


def mapped(
    fetch: Callable[[str], Answer | None], address: str, most: int, last: Callable[[str], bool] = lambda _: False
) -> Iterator[Item]:
    """What a site's map and at most ``most`` of the maps that it names tell; nothing where none can be read.

    ``last``: of which of the named maps to ask only where others are wanting.
    """
    items, maps = _told_by(fetch(address))
    yield from items
    for further in sorted((one for one in maps if same_site(one, address)), key=last)[:most]:
        yield from _told_by(fetch(further))[0]


def _told_by(answer: Answer | None) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    if not isinstance(answer, Page) or not is_sitemap(answer):
        return (), ()
    try:
        return read_sitemap(answer)
    except BadXml:
        return (), ()


def _of_news(element: Element) -> str:
    """What a map for news says besides: that is the publishing, in every system."""
    return next((child.text or "" for child in element.iter() if local(child.tag) == "publication_date"), "").strip()


def _item(address: str, changed: str, news: str, published: bool, now: datetime) -> Item:
    stated = parse_stated(news or (changed if published else ""), "sitemap:lastmod", now)
    modified = parse_stated("" if published else changed, "sitemap:changed", now)
    return Item(address, "", canonical_url(address), dates=(stated,) if stated else (), modified=modified)
