"""Other lists of the same site that may hold what a section's own list does not: its subsections, its namesakes.

Asked only before somebody is charged: a section that was moved and left as it was looks healthy for ever (S13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawlers.doubting.breadcrumbs import names_of
from crawlers.doubting.parts import NO_LIST, Nearness, Neighbour, folder_of, neighbours_of, parts_among
from crawlers.feeds import home_of
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.lists.headings import headed_otherwise, own_words
from crawlers.looking.front_page import Said, by_the_front_page, entries, front_page
from crawlers.looking.lacking import GONE, Neighbourhood, is_of_the_open_time, seen_at
from crawlers.looking.site_map import in_the_site_map
from crawlers.looking.underway import Walk
from crawlers.markup import ancestors, marks, node_line, parse
from crawlers.page import Fault, Page, Reader, Reading, Request
from crawlers.zones import Zone, Zones
from rules.model import VN

MOST = 12
"""Other lists that are asked at one look, before a charge."""
_MOST_PERHAPS = 4
"""Of them those that only may be of the section."""
_MOST_IF_BELOW = 2
"""Procedures that a menu shows beside the section: a few of its own."""
_MOST_APART = 12
"""Links beside the list that are opened, before a charge."""
_MOST_LINKS = 1_000
_SLIDE = re.compile(r"slide|carousel|owl|swiper|marquee|ticker|tin-?khac|cu-?hon|da-?dua|other")
_TITLE = 15
"""A link so long may be a title."""
NOWHERE = "dia-chi-khong-co-that"
"""A name that no page has."""


def shown_elsewhere(walk: Walk, reader: Reader, page: Page) -> str:
    """Why the list is not the whole section: another one shows an item since ``back_to`` that it lacks, or is clearly a
    part of it and was not asked or not read; empty: nothing speaks against it."""
    said = Said()
    if reader.name == "feed":
        near = _of_feed(walk, page)
        if not near:
            return "a feed without a page that can be read beside it"
    else:
        said, near = _of_html(walk, page)
        if said.doubt:
            return said.doubt
    if any(one.nearness <= Nearness.PART for one in near[MOST:]):
        return "the section has more parts than are asked"
    html = parse(page) if reader.name != "feed" else None
    around = Neighbourhood(walk, reader, names_of(html, walk.section.url) if html is not None else frozenset())
    for one in near[:MOST]:
        if walk.spent:
            return "no time was left to ask the parts of the section"
        if not same_site(one.address, page.url) or is_home(one.address):
            return "the page sends its visitors elsewhere"
        if doubt := around.doubt_by(one):
            return seen_at(doubt, one.address)
    items = ((around.doubt_by_item, address) for address in _parts_among_the_items(walk, page))
    for ask, address in (*items, *((around.doubt_by_news, address) for address in said.news)):
        if not walk.spent and (doubt := ask(address)):
            return seen_at(doubt, address)
    return _shown_apart(walk, reader, page, [*said.items, *_in_the_map(walk, page)])


def _in_the_map(walk: Walk, page: Page) -> list[str]:
    html = parse(page)
    return in_the_site_map(walk, html) if html is not None and not walk.spent else []


def _parts_among_the_items(walk: Walk, page: Page) -> list[str]:
    html = parse(page)
    if html is None:
        return []
    items = [walk.gathering.get(identity) for identity in walk.order]
    return parts_among(html, walk.section, items, walk.back_to.astimezone(VN).year)[:_MOST_PERHAPS]


def _of_html(walk: Walk, page: Page) -> tuple[Said, list[Neighbour]]:
    """(what the front page says; parts and namesakes, of what may be one only a few, never articles or what was
    asked)."""
    html = parse(page)
    if html is None:
        return Said(), []
    folders = {folder_of(walk.gathering.get(identity).url) for identity in walk.order}
    since = walk.back_to.astimezone(VN).year
    met = {*walk.asked, canonical_url(page.url)}
    near = neighbours_of(html, walk.section, lambda key: key in met or walk.has_seen(key), folders, since)
    said = by_the_front_page(walk, html, page)
    met |= {canonical_url(one.address) for one in near}
    near += [one for one in said.parts if canonical_url(one.address) not in met and not _is_known(walk, one)]
    sure = [one for one in near if one.nearness is not Nearness.PERHAPS]
    perhaps = [one for one in near if one.nearness is Nearness.PERHAPS]
    few = [one for one in perhaps if not one.if_below][:_MOST_PERHAPS]
    return said, sure + few + [one for one in perhaps if one.if_below][:_MOST_IF_BELOW]


def _is_known(walk: Walk, one: Neighbour) -> bool:
    return walk.has_seen(canonical_url(one.address))


def _of_feed(walk: Walk, page: Page) -> list[Neighbour]:
    """The page that a feed is the feed of: a feed may have stopped while its page goes on (K9). It has to be read."""
    told = home_of(page)
    if told is None or is_home(told) or not same_site(told, page.url) or canonical_url(told) in walk.asked:
        told = _from_the_front_page(walk, page)
    return [Neighbour(told, Nearness.OWN, must=True)] if told is not None else []


def _from_the_front_page(walk: Walk, page: Page) -> str | None:
    """A feed that says no more than whose site it is of: the site's front page leads to the section."""
    front = front_page(walk, page)
    html = parse(front) if isinstance(front, Page) and same_site(front.url, page.url) else None
    sure = entries(html, walk.section.topic) if html is not None else ()
    return next((url for url in sure if canonical_url(url) not in walk.asked), None)


def _shown_apart(walk: Walk, reader: Reader, page: Page, more: Sequence[str]) -> str:
    """The newest item may stand apart from the list: a picture, a large first item, a slide, small print below it; or
    on the front page alone (``more``), since it is one of a part of the section that nothing leads to.

    What such links lead to is looked at; in their row no day was told, or they would be of the list or a doubt.
    """
    apart = [*more, *islice(_apart(walk, page), _MOST_APART + 1 - len(more))]
    for address in apart[:_MOST_APART]:
        if walk.spent:
            return "no time was left to open what stands beside the list"
        answer = walk.fetch(Request(address, "article", optional=True))
        if isinstance(answer, Fault):
            if answer.status in GONE:
                continue
            return seen_at("what a link beside the list leads to could not be read", address)
        article = reader.read(answer, walk.section).article
        if article is not None and is_of_the_open_time(walk, article):
            return seen_at("a link beside the list leads to an item that the list does not show", address)
    return "more stands beside the list than is opened" if len(apart) > _MOST_APART else ""


def _apart(walk: Walk, page: Page) -> Iterator[str]:
    """Where links lead whose address is like the items', in the main column, under no words of something else."""
    html = parse(page)
    if html is None:
        return
    folders = {folder_of(walk.gathering.get(identity).url) for identity in walk.order}
    links = [(node, html.link(node.attributes.get("href"))) for node in html.tree.css("a[href]")[:_MOST_LINKS]]
    known = [node for node, address in links if address and walk.gathering.knows(canonical_url(address))]
    rows = {above.mem_id for node in known for above in (node, *ancestors(node, 12))}
    zones, passed, words = Zones(), set(walk.asked), own_words(html)
    for node, address in links:
        if address is None or is_home(address) or not same_site(address, html.url):
            continue
        key = canonical_url(address)
        if key in passed or walk.has_seen(key) or key.lower().endswith(NO_LIST):
            continue
        zone = zones.of(node)
        if folder_of(key) not in folders and not _stands_out(node):
            continue  # of another section, unless it is put before the visitor's eyes in this one
        if zone is Zone.NAV or (zone is Zone.SIDE and not _of_the_list(node, rows)):
            continue
        if not _may_be_an_item(node, rows, words):
            continue
        passed.add(key)
        yield address


def _stands_out(node: LexborNode) -> bool:
    """Whether a link is a heading, or in a slide."""
    near = list(ancestors(node, 6))
    headed = any(one.tag in ("h1", "h2", "h3", "h4") for one in (*near[:2], *node.iter()))
    return headed or any(_SLIDE.search(marks(one)) for one in near)


def _of_the_list(node: LexborNode, rows: set[int]) -> bool:
    """Whether what is named like a side column is a slide, or what is left of the list, beside its rows."""
    way = list(ancestors(node, 6))
    named = next((place for place, above in enumerate(way) if _SLIDE.search(marks(above))), None)
    return named is not None and any(
        above.mem_id in rows and above.tag not in ("body", "html", "form") for above in way[named + 1 : named + 3]
    )


def _may_be_an_item(node: LexborNode, rows: set[int], words: frozenset[str]) -> bool:
    """A picture without words; or a title that stands under the section's name, or none; or what is left of it, however
    short («BC tháng 5»)."""
    text = node_line(node, 80)
    if not text:
        return node.css_first("img") is not None
    of_the_rest = any(_SLIDE.search(marks(one)) for one in ancestors(node, 6))
    return (len(text) >= _TITLE or of_the_rest) and not headed_otherwise(node, rows, words)


def same_anywhere(walk: Walk, reader: Reader, page: Page, reading: Reading) -> bool:
    """Whether an address beside the section's that nobody ever had shows just the same list, or emptiness (E25)."""
    parts = urlsplit(page.url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if not name or parts.query or name.lower().startswith(("index.", "default.", "home.")):
        return False
    dot = name.rfind(".")
    path = f"{folder}/{NOWHERE}{name[dot:] if dot > 0 else parts.path[len(parts.path.rstrip('/')) :]}"
    answer = walk.fetch(Request(urlunsplit(parts._replace(path=path)), "list", optional=True))
    if isinstance(answer, Fault) or answer.redirects:
        return False
    other = reader.read(answer, walk.section)
    if other.health is not None or other.empty_said != reading.empty_said:
        return False
    return {item.identity for item in other.items} == {item.identity for item in reading.items}
