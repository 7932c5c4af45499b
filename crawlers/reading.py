"""What the reader sees in one page, as ``dondoc read`` prints it (INTERFACE, ``read --json``); nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.dates.relative import is_relative
from crawlers.feeds import is_feed
from crawlers.finding.sections import section_links
from crawlers.identity import UNKNOWN, canonical_url, resolve
from crawlers.markup import Html, parse
from crawlers.page import Item, Page, Reading, Request
from crawlers.purposes import purpose_of
from crawlers.readers import choose
from crawlers.sitemaps import is_sitemap
from rules.model import VN, Precision, Section, StatedDate

_SOMEWHERE = "/unknown/page"


def read_bytes(
    body: bytes, url: str, purpose: str | None, headers: Mapping[str, str], now: datetime, *, live: bool = False
) -> dict[str, object]:
    """Read one page; its dates are ISO with offset, or None.

    ``purpose``: home, list, article, feed or sitemap; None: told from the page.
    ``live``: the page was handed out at ``now``; of a saved one the moment is not known, nor what «3 giờ trước» means.
    """
    address = url or UNKNOWN
    page = Page(
        Request(address, purpose or "list"), address, 200, {k.lower(): v for k, v in headers.items()}, body, now
    )
    if not url and not is_feed(page) and not is_sitemap(page):
        address = own_address(parse(page)) or UNKNOWN
        page = replace(page, url=address, request=Request(address, purpose or "list"))
    html = None if is_feed(page) or is_sitemap(page) else parse(page)
    if purpose is None:
        purpose = purpose_of(page, html)
        page = replace(page, request=Request(address, purpose))
    reader = choose(page)
    section = Section("", "", address)
    reading = reader.read(page, section)
    if purpose == "sitemap":
        reading = replace(reading, items=reading.dates_only)
    if not live:
        items, article = tuple(map(_without_relative, reading.items)), reading.article
        reading = replace(reading, items=items, article=_without_relative(article) if article else None)
    return as_json(purpose, reading, html)


def _without_relative(item: Item) -> Item:
    if not any(is_relative(one) for one in item.dates):
        return item
    return replace(item, dates=tuple(one for one in item.dates if not is_relative(one)))


def own_address(html: Html | None) -> str | None:
    """The address of a saved page as its head gives it, else of the site to which nearly all its links lead."""
    if html is None:
        return None
    node = html.tree.css_first("link[rel=canonical][href]")
    said = (node.attributes.get("href") if node is not None else None) or html.metas.get("og:url")
    if said and said.startswith("http"):
        return resolve(said, said)
    hrefs = [a.attributes.get("href") or "" for a in html.tree.css("a[href]")[:2_000]]
    hosts = Counter(f"{parts.scheme}://{parts.netloc}" for href in hrefs if (parts := urlsplit(href)).netloc)
    if not hosts:
        return None
    site, count = hosts.most_common(1)[0]
    near = sum(not href.startswith(("http", "#", "javascript:", "mailto:", "tel:")) for href in hrefs)
    return resolve(f"{site}{_SOMEWHERE}", f"{site}{_SOMEWHERE}") if count >= 3 and near * 5 <= count else None


def as_json(purpose: str, reading: Reading, html: Html | None) -> dict[str, object]:
    """The reading in the names of INTERFACE."""
    sections = reading.sections or (section_links(html) if html is not None and purpose == "home" else ())
    return {
        "as": purpose,
        "reader": reading.reader,
        "health": reading.health.value if reading.health else ("empty" if reading.empty_said else "read"),
        "detail": reading.health_detail,
        "items": [item_json(item) for item in reading.items],
        "article": item_json(reading.article) if reading.article else None,
        "sections": [{"url": link.url, "text": link.text, "score": link.score} for link in sections],
        "feeds": list(reading.feeds),
        "next": [request.url for request in reading.next if request.purpose == "list"],
    }


def item_json(item: Item) -> dict[str, object]:
    """One publication; every date beside the most trusted one stands under ``dates``."""
    stated = item.stated
    return {
        "url": item.url,
        "title": item.title,
        "kind": item.medium.value,
        "stated": iso(stated) if stated else None,
        "stated_precision": stated.precision.value if stated else None,
        "stated_source": stated.source if stated else None,
        "stated_raw": stated.raw if stated else None,
        "modified": iso(item.modified) if item.modified else None,
        "signed": item.signed.isoformat() if item.signed else None,
        "attachments": list(item.attachments),
        "dates": [{"at": iso(one), "precision": one.precision.value, "source": one.source} for one in item.dates],
        "id": canonical_url(item.url),
    }


def iso(stated: StatedDate) -> str:
    """ISO with the Vietnamese offset, cut at the minute."""
    local = stated.at.astimezone(VN)
    seconds = local.replace(second=0, microsecond=0) if stated.precision is Precision.MINUTE else local
    return seconds.isoformat()
