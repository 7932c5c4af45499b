"""Feeds, sitemaps and the JSON interface, as text; byte-stable while nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .wording import rfc822

if TYPE_CHECKING:
    from .world import Article

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def rss(
    title: str,
    home: str,
    own: str,
    items: Iterable[Article],
    link: Callable[[Article], str],
    guid: Callable[[Article], str],
    date: Callable[[datetime], str] = rfc822,
    generator: str = "",
) -> bytes:
    """An RSS 2.0 channel."""
    rows = [
        f"<item><title>{escape(a.title)}</title><link>{escape(link(a))}</link>"
        f'<guid isPermaLink="false">{escape(guid(a))}</guid><pubDate>{date(a.stated)}</pubDate>'
        f"<description><![CDATA[{a.paragraphs[0] if a.paragraphs else a.title}]]></description></item>"
        for a in items
    ]
    text = (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{escape(title)}</title>'
        f'<link>{escape(home)}</link><atom:link href="{escape(own)}" rel="self" type="application/rss+xml"/>'
        f"<description>{escape(title)}</description><language>vi</language><generator>{generator}</generator>"
        + "\n".join(rows)
        + "</channel></rss>\n"
    )
    return text.encode("utf-8")


_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_index(parts: Iterable[str]) -> bytes:
    """A sitemap of sitemaps."""
    rows = "".join(f"<sitemap><loc>{escape(part)}</loc></sitemap>" for part in parts)
    return f"{_XML}<sitemapindex {_SITEMAP}>{rows}</sitemapindex>\n".encode()


def sitemap(items: Iterable[Article], link: Callable[[Article], str], lastmod: bool = True) -> bytes:
    """Article addresses, with the stated moment and its offset where the family gives one."""

    def row(article: Article) -> str:
        moment = article.stated.isoformat(timespec="seconds")
        changed = f"<lastmod>{moment}</lastmod>" if lastmod else ""
        return f"<url><loc>{escape(link(article))}</loc>{changed}</url>"

    return f"{_XML}<urlset {_SITEMAP}>{''.join(map(row, items))}</urlset>\n".encode()


def as_json(value: object) -> bytes:
    """JSON as a PHP program writes it."""
    return json.dumps(value).replace("/", "\\/").encode()
