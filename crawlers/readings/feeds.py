"""What is read of a feed or a sitemap, whoever reads it: items, or days for items that other pages show."""

from __future__ import annotations

from dataclasses import replace

from crawlers.dates.stated import day_only
from crawlers.feeds import read_feed
from crawlers.page import Item, Page, Reading, Request
from crawlers.sitemaps import read_sitemap
from crawlers.xml_stream import BadXml
from rules.dating import WRITTEN
from rules.model import Outcome


def feed_reading(page: Page, reader: str) -> Reading:
    """A feed's items, with the days only where the minutes are known to be wrong."""
    if page.status >= 400:
        return Reading(health=Outcome.HTTP_STATUS, health_detail=f"status {page.status}", reader=reader)
    try:
        feed = read_feed(page)
    except BadXml as error:
        return Reading(health=Outcome.UNREADABLE, health_detail=f"feed: {error}"[:120], reader=reader)
    items = feed.items
    if tells_writing(page):
        items = tuple(of_writing(item) for item in items)
    if prints_month_as_minute(page):
        items = tuple(without_minutes(item) for item in items)
    return Reading(items=items, reader=reader)


def prints_month_as_minute(page: Page) -> bool:
    """NukeViet's feeds: the minutes of a pubDate are the number of the month (CMS-FACTS 1)."""
    return b"NukeViet" in page.body[:6_000]


def tells_writing(page: Page) -> bool:
    """Joomla's feeds: the pubDate is when the article was written, however much later it was published."""
    return b'generator="Joomla!' in page.body[:2_000]


def of_writing(item: Item) -> Item:
    """The item with the moment of its feed named as what it is: trusted after every other source (S7)."""
    return replace(item, dates=tuple(replace(one, source=WRITTEN) for one in item.dates))


def without_minutes(item: Item) -> Item:
    """The item with the Vietnamese day of its feed's moment; date and hour are right there, so the day is."""
    dates = tuple(day_only(one, "feed:day") if one.source == "feed:pubDate" else one for one in item.dates)
    return replace(item, dates=dates)


def sitemap_reading(page: Page, reader: str) -> Reading:
    """Dates for items that other pages show."""
    if page.status >= 400:
        return Reading(health=Outcome.HTTP_STATUS, health_detail=f"status {page.status}", reader=reader)
    try:
        items, maps = read_sitemap(page, published=reader.startswith("nukeviet"))
    except BadXml as error:
        return Reading(health=Outcome.UNREADABLE, health_detail=f"sitemap: {error}"[:120], reader=reader)
    wishes = tuple(Request(address, "sitemap", optional=True) for address in maps[:3])
    return Reading(dates_only=items, next=wishes, reader=reader)
