"""Leads to a section that no link of the front page names: a feed's own word, pages that lead on, the site's map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin

from crawlers.feeds import is_feed, read_feed
from crawlers.finding.sections import names_section
from crawlers.finding.topics import CCHC, links_to
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, node_line, parse
from crawlers.page import Answer, Fetcher, Page, Reader, Request, SectionLink
from crawlers.sitemaps import mapped
from crawlers.xml_stream import BadXml
from rules.text import fold

MOST_REQUESTS = 16
"""Pages asked for in one visit."""
MOST_HUBS = 3
MOST_MAPS = 2
"""Maps that the map of a site names, of which its sections may be told."""
LIKELY = 0.6
_HUB = re.compile(
    r"^(?:so do (?:trang|website|cong)|site ?map|chuyen (?:muc|trang)|cong khai|thong tin (?:cong khai|tong hop)"
    r"|tin tuc(?: su kien)?|tin bai|hoat dong|thong tin|danh muc|menu)\b"
)
_MAPS = re.compile(r"categor|taxonom|chuyen-?muc|page|menu|section", re.IGNORECASE)


@dataclass
class Desk:
    """What one visit may use, and what it has used. ``fronts``: canonical addresses of the front page it began at."""

    fetcher: Fetcher
    readers: Sequence[Reader]
    now: datetime
    left: int = MOST_REQUESTS
    seen: dict[str, Answer] = field(default_factory=dict)
    fronts: frozenset[str] = frozenset()

    def fetch(self, url: str, purpose: str) -> Answer | None:
        """The answer of an address, asked once; None when the visit has used up its requests."""
        key = canonical_url(url)
        if key in self.seen:
            return self.seen[key]
        if self.left <= 0:
            return None
        self.left -= 1
        answer = self.fetcher.fetch(Request(url, purpose, optional=purpose != "home"))
        self.seen[key] = replace(answer, at=self.now) if isinstance(answer, Page) else answer
        return self.seen[key]


def farther(topic: str, home: Html, desk: Desk) -> Iterator[SectionLink]:
    """Candidates one step away: in a feed's own word, in pages that lead on, in the site's map."""
    found = [*_of_feeds(topic, home, desk), *_of_hubs(topic, home, desk)]
    if not found and topic == CCHC:
        found += _of_sitemap(home, desk)
    best: dict[str, SectionLink] = {}
    for link in sorted(found, key=lambda link: -link.score):
        best.setdefault(canonical_url(link.url), link)
    yield from best.values()


def _of_feeds(topic: str, home: Html, desk: Desk) -> Iterator[SectionLink]:
    """A feed that bears the topic's name says in itself which page it belongs to."""
    if topic != CCHC:
        return
    named = re.compile(r"\b(?:cai cach hanh chinh|cchc)\b")
    for address, title in home.feeds()[:60]:
        if not named.search(fold(title)) or not same_site(address, home.url) or "comment" in address:
            continue
        answer = desk.fetch(address, "feed")
        if not isinstance(answer, Page) or not is_feed(answer):
            continue
        try:
            link = read_feed(answer).link
        except BadXml:
            continue
        if link and same_site(link, home.url) and not is_home(link):
            yield SectionLink(link, title, 0.7, "feed")
        return


def _of_hubs(topic: str, home: Html, desk: Desk) -> Iterator[SectionLink]:
    """Pages whose name promises more links: a map of the site, news, what is made public."""
    tried = 0
    for node in home.tree.css("a[href]")[:2_000]:
        address = home.link(node.attributes.get("href"))
        words = " ".join(re.sub(r"\W+", " ", fold(node_line(node, 60))).split())
        if address is None or not same_site(address, home.url) or is_home(address) or not _HUB.match(words):
            continue
        if canonical_url(address) == canonical_url(home.url) or canonical_url(address) in desk.seen:
            continue
        if tried >= MOST_HUBS:
            return
        tried += 1
        answer = desk.fetch(address, "home")
        html = parse(answer) if isinstance(answer, Page) and not is_feed(answer) else None
        found = [link for link in links_to(html, topic) if link.score >= LIKELY] if html is not None else []
        if found:
            yield from (replace(link, reason=f"{link.reason}, second level") for link in found)
            return


def _of_sitemap(home: Html, desk: Desk) -> Iterator[SectionLink]:
    """Addresses of the site's map that name the section."""
    at = urljoin(home.url, "/sitemap.xml")
    for item in mapped(lambda url: desk.fetch(url, "sitemap"), at, MOST_MAPS, last=lambda url: not _MAPS.search(url)):
        if same_site(item.url, home.url) and names_section(item.url):
            yield SectionLink(item.url, "", 0.65, "sitemap")
