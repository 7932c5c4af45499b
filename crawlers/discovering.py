"""From a site's front page to its sections: candidates by words and addresses, each opened before it is believed.

A bounded number of pages of a site is asked for, through the fetcher that everything goes through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.browsing import behind
from crawlers.doubting.parts import below_entry
from crawlers.feeds import is_feed, read_feed
from crawlers.finding.leads import Desk, farther
from crawlers.finding.sections import near_misses
from crawlers.finding.topics import CCHC, TOPICS, links_to
from crawlers.health import why_refused
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, parse
from crawlers.page import Fault, Page, Reader, Reading, SectionLink
from crawlers.purposes import purpose_of
from crawlers.readers import choose
from crawlers.xml_stream import BadXml
from rules.model import Outcome, Section

MOST_TRIED = 3
"""Candidates opened for one topic."""
SURE, CLOSE = 0.6, 0.1
_SLUG = re.compile(r"[/=:]([\w-]{4,})(?:\.\w{3,4})?$")
GONE = frozenset({Outcome.SOFT_404, Outcome.MOVED})
_GONE_STATUS = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section as it was found and opened. ``reasons``: codes; ``items``: on its first page; ``said_empty``: the page
    says that nothing is there yet."""

    topic: str
    url: str
    text: str
    score: float
    reasons: tuple[str, ...]
    reader: str
    feed_url: str | None = None
    items: int = 0
    latest: datetime | None = None
    said_empty: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A link that looked like the section and is none. ``reason``: a code, or the value of an outcome."""

    url: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found for one topic. ``sure``: the first place may be written down without asking anybody."""

    topic: str
    places: tuple[FoundSection, ...] = ()
    refused: tuple[Refused, ...] = ()
    sure: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One site. ``outcome`` READ, or why its front page could not be looked at."""

    outcome: Outcome
    detail: str = ""
    url: str = ""
    proposals: tuple[Proposal, ...] = ()


def visit_site(website: str, topics: Sequence[str], desk: Desk) -> Visit:
    """Find the sections of the topics from the front page of a site; failures are outcomes, never exceptions."""
    answer = desk.fetch(website, "home")
    if answer is None or isinstance(answer, Fault):
        return Visit(*(why_refused(answer) if answer is not None else (Outcome.OUR_TROUBLE, "no requests left")))
    desk.fronts = frozenset(map(canonical_url, (website, answer.url)))
    html = parse(answer)
    health = choose(answer, desk.readers).read(answer, Section("", CCHC, website)).health
    if health is None and not same_site(answer.url, website):
        return Visit(Outcome.MOVED, answer.url, answer.url)
    if health is not None or html is None:
        return Visit(health or Outcome.UNREADABLE, url=answer.url)
    return Visit(Outcome.READ, "", answer.url, tuple(_find(topic, html, desk) for topic in topics))


def still_there(section: Section, desk: Desk) -> tuple[bool | None, str]:
    """(whether a noted section still is one, why not). None: it could not be looked at, which says nothing."""
    desk = _through(section, desk)
    answer = desk.fetch(section.url, "list")
    if answer is None:
        return None, Outcome.OUR_TROUBLE.value
    if isinstance(answer, Fault):
        return (False if answer.status in _GONE_STATUS else None), why_refused(answer)[0].value
    if answer.redirects and (
        (is_home(answer.url) and not is_home(section.url)) or not same_site(answer.url, section.url)
    ):
        return False, Outcome.MOVED.value
    health = choose(answer, desk.readers).read(answer, section).health
    if health is None:
        return True, ""
    return (False if health in GONE else None), health.value


def opened(section: Section, desk: Desk) -> FoundSection | None:
    """A noted section as it would be found today: its reader and its feed."""
    found = _opened(section.topic, SectionLink(section.url, "", 1.0, "noted"), _through(section, desk), deeper=False)
    return found if isinstance(found, FoundSection) else None


def _through(section: Section, desk: Desk) -> Desk:
    """The same visit by the door that the section is looked at through; people may have noted a front page."""
    return replace(desk, fetcher=behind(section, desk.fetcher)[1], fronts=frozenset())


# --- one topic -------------------------------------------------------------------------------------------------------


def _find(topic: str, home: Html, desk: Desk) -> Proposal:
    if topic != CCHC and topic not in TOPICS:
        return Proposal(topic, doubt="unknown topic")
    refused: dict[str, Refused] = {}
    places = _tried(topic, links_to(home, topic), desk, refused)
    if not places:
        places = _tried(topic, tuple(farther(topic, home, desk)), desk, refused)
    if topic == CCHC:
        taken = {canonical_url(place.url) for place in places}
        for miss in near_misses(home):
            if canonical_url(miss.url) not in taken:
                refused.setdefault(canonical_url(miss.url), Refused(miss.url, miss.text, miss.reason))
    ranked = tuple(sorted(places, key=lambda place: (-place.score, -place.items, len(place.url))))
    doubt = _doubt(ranked, home)
    return Proposal(topic, ranked, tuple(refused.values()), sure=bool(ranked) and not doubt, doubt=doubt)


def _doubt(places: Sequence[FoundSection], home: Html) -> str:
    """Why a person should look before the first place is written down."""
    if not places:
        return "nothing found"
    first = places[0]
    if first.score < SURE:
        return "weak"
    if "list not readable" in first.reasons and not first.feed_url:
        return "list not readable"
    parts = {canonical_url(address) for _, address in below_entry(home, (first.url,))}
    rivals = [place for place in places[1:] if place.score >= first.score - CLOSE and not _nested(place, first)]
    return "several" if any(canonical_url(place.url) not in parts for place in rivals) else ""


def _nested(one: FoundSection, other: FoundSection) -> bool:
    paths = sorted(urlsplit(place.url).path.rstrip("/") + "/" for place in (one, other))
    return paths[1].startswith(paths[0]) and paths[0] != "/"


def _tried(topic: str, links: Sequence[SectionLink], desk: Desk, refused: dict[str, Refused]) -> list[FoundSection]:
    """Candidates opened one after another, the likeliest first."""
    places: dict[str, FoundSection] = {}
    for link in links[:MOST_TRIED]:
        found = _opened(topic, link, desk)
        if isinstance(found, Refused):
            refused.setdefault(canonical_url(found.url), found)
        elif found is not None:
            places.setdefault(canonical_url(found.url), found)
    return list(places.values())


def _opened(topic: str, link: SectionLink, desk: Desk, deeper: bool = True) -> FoundSection | Refused | None:
    if canonical_url(link.url) in desk.fronts:
        return Refused(link.url, link.text, "leads home")
    answer = desk.fetch(link.url, "list")
    if answer is None:
        return None
    if isinstance(answer, Fault):
        return Refused(link.url, link.text, why_refused(answer)[0].value)
    if answer.redirects and (
        canonical_url(answer.url) in desk.fronts or (is_home(answer.url) and not is_home(link.url))
    ):
        return Refused(link.url, link.text, "leads home")
    if answer.redirects and not same_site(answer.url, link.url):
        return Refused(link.url, link.text, "another site")
    section = Section("", topic, answer.url)
    reader = choose(answer, desk.readers)
    reading = reader.read(answer, section)
    html = parse(answer) if not is_feed(answer) else None
    if html is not None and len(reading.items) < 2 and purpose_of(answer, html) == "article":
        return Refused(link.url, link.text, "one article")
    if reading.health is not None:
        return _without_list(topic, link, answer, html, reading, reader, desk, deeper)
    if not reading.items and not reading.empty_said:
        return Refused(link.url, link.text, "no list")
    return _place(topic, link, answer, reading, reader, _own_feed(reading, html, section, desk))


def _without_list(
    topic: str,
    link: SectionLink,
    page: Page,
    html: Html | None,
    reading: Reading,
    reader: Reader,
    desk: Desk,
    deeper: bool,
) -> FoundSection | Refused:
    """A page that shows no list: it may lead on to the section, or only a script may fill it."""
    assert reading.health is not None
    if reading.health is not Outcome.UNREADABLE or html is None:
        return Refused(link.url, link.text, reading.health.value)
    behind_us = {canonical_url(link.url), *desk.fronts}
    onward = [one for one in links_to(html, topic) if canonical_url(one.url) not in behind_us]
    if deeper and onward and onward[0].score >= SURE:
        found = _opened(topic, replace(onward[0], reason=f"{onward[0].reason}, second level"), desk, deeper=False)
        if isinstance(found, FoundSection):
            return found
    if "script" not in reading.health_detail:
        return Refused(link.url, link.text, "no list")
    weaker = replace(link, reason=f"{link.reason}, list not readable")
    return _place(topic, weaker, page, reading, reader, _own_feed(reading, html, Section("", topic, page.url), desk))


def _place(
    topic: str, link: SectionLink, page: Page, reading: Reading, reader: Reader, feed: str | None
) -> FoundSection:
    url = page.url if page.redirects and same_site(page.url, link.url) else link.url
    dates = [item.stated.at for item in reading.items if item.stated is not None]
    return FoundSection(
        topic=topic,
        url=url,
        text=link.text,
        score=link.score,
        reasons=tuple(part.strip() for part in link.reason.split(",") if part.strip()),
        reader=reader.name,
        feed_url=feed,
        items=len(reading.items),
        latest=max(dates, default=None),
        said_empty=reading.empty_said,
    )


def _own_feed(reading: Reading, html: Html | None, section: Section, desk: Desk) -> str | None:
    """The section's feed, believed when it shows what the list shows: many announce the whole site's."""
    slug = _SLUG.search(canonical_url(section.url))
    announced = [address for address, _ in html.feeds() if slug and slug[1] in address] if html else []
    for address in dict.fromkeys((*reading.feeds, *announced)):
        answer = desk.fetch(address, "feed") if same_site(address, section.url) else None
        if not isinstance(answer, Page) or not is_feed(answer):
            continue
        shown = {name for item in reading.items for name in (item.identity, *item.aliases)}
        try:
            entries = read_feed(answer).items
        except BadXml:
            continue
        if not reading.items or any(shown & {item.identity, *item.aliases} for item in entries):
            return address
    return None
