"""Sitemaps: addresses with the moment that a system gives them; they date items, they add none."""

from __future__ import annotations

from datetime import datetime

from crawlers.dates import parse_stated
from crawlers.identity import canonical_url, resolve
from crawlers.page import Item, Page
from crawlers.xml_stream import BadXml, elements, local, root_name, xml_text

MOST_ADDRESSES = 5_000


def is_sitemap(page: Page) -> bool:
    """Whether the bytes look like a sitemap or an index of sitemaps."""
    head = page.body[:2048].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def read_sitemap(page: Page) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """(dated addresses, addresses of further sitemaps). Raises BadXml."""
    text = xml_text(page.body, page.headers.get("content-type", ""))
    root = root_name(text)
    if root not in ("urlset", "sitemapindex"):
        raise BadXml("no sitemap")
    items: list[Item] = []
    maps: list[str] = []
    for element in elements(text, frozenset({"url", "sitemap"}), MOST_ADDRESSES):
        facts = {local(child.tag): (child.text or "").strip() for child in element}
        address = resolve(page.url, facts.get("loc"))
        if address is None:
            continue
        if root == "sitemapindex":
            maps.append(address)
        else:
            items.append(_item(address, facts.get("lastmod", ""), page.at))
    return tuple(items), tuple(maps)


def _item(address: str, changed: str, now: datetime) -> Item:
    stated = parse_stated(changed, "sitemap:lastmod", now)
    return Item(address, "", canonical_url(address), dates=(stated,) if stated else ())
