"""A section that is a feed. Its end is no end of the section: it proves only as far back as it reaches (S12)."""

from __future__ import annotations

from crawlers.feeds import is_feed
from crawlers.page import Page, Reading, Request
from crawlers.readings.feeds import feed_reading, sitemap_reading
from crawlers.sitemaps import is_sitemap
from rules.model import Section


class FeedReader:
    """RSS and Atom of any family."""

    name = "feed"
    surest = 0.95

    def recognises(self, page: Page) -> float:
        """The bytes are a feed, whatever the content type claims."""
        return 0.95 if is_feed(page) else 0.0

    def start(self, section: Section) -> tuple[Request, ...]:
        """The feed: the section's address is one, or it has one noted."""
        return (Request(section.url, "list", tolerate_tls=section.tolerate_tls),)

    def read(self, page: Page, section: Section) -> Reading:
        """Items of the feed; sitemaps date items; anything else is none of ours."""
        if is_sitemap(page):
            return sitemap_reading(page, self.name)
        return feed_reading(page, self.name)


READER = FeedReader()
