"""What is read of a page in any family: an article, a front page, a page without a list, one that is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.articles.article import body_of, read_article
from crawlers.finding.front import front_items
from crawlers.finding.sections import section_links
from crawlers.health import Health, filled_by_script, health_of, of_whole_section, where_empty
from crawlers.identity import canonical_url, same_site
from crawlers.lists.blocks import shows_a_list
from crawlers.markup import Html, node_line
from crawlers.page import Item, Page, Reading
from rules.model import Outcome, Section

_LONG_TEXT = 400
_TO_FEEDS = "a[href*=rss i], a[href*=feed i], a[href*=atom i]"
_FEED = re.compile(r"/(?:rss|feeds?|atom)(?:\.xml|\.aspx)?/?$|\.(?:rss|atom)$", re.IGNORECASE)


def noted_feed(section: Section) -> tuple[str, ...]:
    """The feed that somebody noted for the section, before all that a page announces."""
    return (section.feed_url,) if section.feed_url else ()


def only_feed(html: Html, addresses: Iterable[str]) -> tuple[str, ...]:
    """The one feed of the site among these; of several it cannot be told which is the section's."""
    own = tuple(dict.fromkeys(address for address in addresses if same_site(address, html.url)))
    return own if len(own) == 1 else ()


def own_feeds(html: Html, section: Section) -> tuple[str, ...]:
    """Feeds of the section itself: announced ones whose address holds the section's.

    A canonical address ends a bare query with «=» («?category/x»); in that of the feed the same is one step of more.
    """
    slug = canonical_url(section.url).rstrip("/").rpartition("/")[2]
    step = f"{slug[:-1]}/" if slug.endswith("=") else slug
    if len(step.rstrip("/")) <= 3:
        return ()
    own = ((address, canonical_url(address)) for address, _ in html.feeds() if same_site(address, html.url))
    return tuple(address for address, key in own if (slug in key or step in key) and "comment" not in address)


def linked_feeds(html: Html, section: Section) -> tuple[str, ...]:
    """Feeds below the section's own address to which its page leads («RSS»)."""
    below = canonical_url(section.url).rstrip("/") + "/"
    links = (html.link(node.attributes.get("href")) for node in html.tree.css(_TO_FEEDS)[:200])
    found = (address for address in links if address and canonical_url(address).startswith(below))
    return tuple(dict.fromkeys(address for address in found if _FEED.search(urlsplit(address).path)))


def unhealthy(health: Health, reader: str) -> Reading:
    """A page that is not what it should be."""
    return Reading(health=health.outcome or Outcome.UNREADABLE, health_detail=health.detail, reader=reader)


def without_items(html: Html, reader: str, now: datetime) -> Reading:
    """A healthy page that shows no list: it says that it is empty, or we cannot read it (S11).

    Beside a list that may be another part of the section, words that a part is empty prove nothing.
    """
    said = where_empty(html)
    if said is not None:
        if not of_whole_section(said) and shows_a_list(html, now):
            detail = "it says that it is empty, beside a list that may be its own"
            return Reading(health=Outcome.UNREADABLE, health_detail=detail, reader=reader)
        return Reading(empty_said=True, last_page=True, reader=reader)
    detail = "the list is filled by a script" if filled_by_script(html) else "no list of articles found"
    return Reading(health=Outcome.UNREADABLE, health_detail=detail, reader=reader)


def article_reading(page: Page, html: Html | None, reader: str, item: Item | None = None) -> Reading:
    """One article, unless the page is none."""
    if html is None or page.status >= 400:
        return unhealthy(health_of(page, html, 0), reader)
    article = item or read_article(html, page.at)
    if not article.dates and not article.attachments:
        own_words = len(node_line(body_of(html), _LONG_TEXT)) >= _LONG_TEXT
        health = health_of(page, html, int(own_words))  # a wall has no text of its own; an article may speak of walls
        if health.outcome is not None:
            return unhealthy(health, reader)
    return Reading(article=article, reader=reader)


def home_reading(page: Page, html: Html | None, reader: str) -> Reading:
    """A front page: where the section may be, which feeds are announced."""
    items = front_items(html, page.at) if html is not None and page.status < 400 else ()
    health = health_of(page, html, len(items))
    if health.outcome is not None or html is None:
        return unhealthy(health, reader)
    feeds = tuple(dict.fromkeys(address for address, _ in html.feeds()))[:50]
    return Reading(items=items, sections=section_links(html), feeds=feeds, reader=reader)
