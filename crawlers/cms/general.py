"""Any site: the repeated block of the page, dates where dates stand, the pager; used where no family is recognised."""

from __future__ import annotations

from crawlers.feeds import is_feed
from crawlers.health import health_of
from crawlers.lists.items import find_items
from crawlers.markup import Html, parse
from crawlers.page import Page, Reading, Request
from crawlers.paging.pager import paging
from crawlers.readings.feeds import feed_reading, sitemap_reading
from crawlers.readings.pages import (
    article_reading,
    home_reading,
    linked_feeds,
    noted_feed,
    own_feeds,
    unhealthy,
    without_items,
)
from crawlers.sitemaps import is_sitemap
from rules.model import Section


class General:
    """Reads what stands there."""

    name = "general"
    surest = 0.1

    def recognises(self, page: Page) -> float:
        """Any page, but every family knows its own better."""
        return 0.1

    def start(self, section: Section) -> tuple[Request, ...]:
        """The list page."""
        return (Request(section.url, "list", tolerate_tls=section.tolerate_tls),)

    def read(self, page: Page, section: Section) -> Reading:
        """By what was asked for; a feed or sitemap under another name is read as what it is."""
        if is_feed(page):
            return feed_reading(page, self.name)
        if is_sitemap(page):
            return sitemap_reading(page, self.name)
        html = parse(page)
        if page.request.purpose == "article":
            return article_reading(page, html, self.name)
        if page.request.purpose == "home":
            return home_reading(page, html, self.name)
        return self._list(page, html, section)

    def _list(self, page: Page, html: Html | None, section: Section) -> Reading:
        items = find_items(html, page.at) if html is not None and page.status < 400 else ()
        health = health_of(page, html, len(items))
        if health.outcome is not None or html is None:
            return unhealthy(health, self.name)
        if not items:
            return without_items(html, self.name, page.at)
        pager = paging(html, items)
        feeds = noted_feed(section) or own_feeds(html, section)
        wishes = [Request(pager.next, "list")] if pager.next else []
        if any(item.stated is None for item in items):
            feeds = feeds or linked_feeds(html, section)
            wishes += [Request(address, "feed", optional=True) for address in feeds[:1]]
        return Reading(
            items=items, next=tuple(wishes), last_page=pager.last, pages=pager.pages, feeds=feeds, reader=self.name
        )


READER = General()
