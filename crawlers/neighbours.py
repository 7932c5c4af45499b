"""Other lists of the same site that may hold what a section's own list does not: its subsections, its namesakes.

Asked only before somebody is charged: a section that was moved and left as it was looks healthy for ever (S13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawlers.block_headings import headed_otherwise, own_words
from crawlers.doubts import doubt_of
from crawlers.feeds import home_of
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import ancestors, marks, node_line, parse
from crawlers.page import Fault, Item, Page, Reader, Reading, Request
from crawlers.readers import choose
from crawlers.underway import Walk
from crawlers.zones import Zone, Zones
from rules.text import fold

MOST = 4
_MOST_APART = 4
_MOST_LINKS = 1_000
_SLIDE = re.compile(r"slide|carousel|owl|swiper|marquee|ticker|tin-?khac|cu-?hon|da-?dua|other")
_TITLE = 15
"""A link so long may be a title."""
_DIGITS = re.compile(r"\d+")
NOWHERE = "dia-chi-khong-co-that"
"""A name that no page has."""
_NAMES = frozenset({"cai cach hanh chinh", "chuyen muc cai cach hanh chinh", "cchc"})
_NO_LIST = (".jpg", ".png", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rss", ".xml", ".mp4")


def shown_elsewhere(walk: Walk, reader: Reader, page: Page) -> str:
    """Why the list is not the whole section: another one shows an item since ``back_to`` that it lacks; or empty."""
    for address in _of_feed(walk, page) if reader.name == "feed" else _of_html(walk, page):
        answer = walk.fetch(Request(address, "list", optional=True))
        if isinstance(answer, Fault):
            if answer.status in (404, 410):
                continue
            return "another list of the section could not be read"
        if canonical_url(answer.url) in walk.asked and canonical_url(answer.url) != canonical_url(address):
            continue  # it leads back to this one
        if _shows_more(walk, reader, answer):
            return "another list of the site shows what this one does not"
    return _shown_apart(walk, reader, page)


def _shown_apart(walk: Walk, reader: Reader, page: Page) -> str:
    """The newest item may stand apart from the list: a picture, a large first item, a slide, small print below it.

    What such links lead to is looked at; in their row no day was told, or they would be of the list or a doubt.
    """
    for address in islice(_apart(walk, page), _MOST_APART):
        answer = walk.fetch(Request(address, "article", optional=True))
        if isinstance(answer, Fault):
            if answer.status in (404, 410):
                continue
            return "what a link beside the list leads to could not be read"
        article = reader.read(answer, walk.section).article
        if article is not None and _is_of_the_open_time(walk, article):
            return "a link beside the list leads to an item that the list does not show"
    return ""


def _apart(walk: Walk, page: Page) -> Iterator[str]:
    """Where links lead whose address is like the items', in the main column, under no words of something else."""
    html = parse(page)
    if html is None:
        return
    folders = {_folder(walk.gathering.get(identity).url) for identity in walk.order}
    links = [(node, html.link(node.attributes.get("href"))) for node in html.tree.css("a[href]")[:_MOST_LINKS]]
    known = [node for node, address in links if address and walk.gathering.knows(canonical_url(address))]
    rows = {above.mem_id for node in known for above in (node, *ancestors(node, 12))}
    zones, passed, words = Zones(), set(walk.asked), own_words(html)
    for node, address in links:
        if address is None or is_home(address) or not same_site(address, html.url):
            continue
        key = canonical_url(address)
        if key in passed or walk.gathering.knows(key) or key.lower().endswith(_NO_LIST) or _folder(key) not in folders:
            continue
        zone = zones.of(node)
        if zone is Zone.NAV or (zone is Zone.SIDE and not _of_the_list(node, rows)):
            continue
        if not _may_be_an_item(node, rows, words):
            continue
        passed.add(key)
        yield address


def _of_the_list(node: LexborNode, rows: set[int]) -> bool:
    """Whether what is named like a side column is a slide, or what is left of the list, beside its rows."""
    way = list(ancestors(node, 6))
    named = next((place for place, above in enumerate(way) if _SLIDE.search(marks(above))), None)
    return named is not None and any(
        above.mem_id in rows and above.tag not in ("body", "html", "form") for above in way[named + 1 : named + 3]
    )


def _may_be_an_item(node: LexborNode, rows: set[int], words: frozenset[str]) -> bool:
    """A picture without words; or a title that stands under the section's name, or none, or what is left of it."""
    text = node_line(node, 80)
    if not text:
        return node.css_first("img") is not None
    return len(text) >= _TITLE and not headed_otherwise(node, rows, words)


def _folder(address: str) -> str:
    """What the items of one list share: the folder; in a query the names, the folders of values and their words."""
    parts = urlsplit(canonical_url(address))
    if not parts.query:
        return parts.path.rpartition("/")[0]
    asked = ((name, value.rpartition("/")[0] if "/" in value else value) for name, value in parse_qsl(parts.query))
    return f"{parts.path}?" + "&".join(f"{name}={_DIGITS.sub('', value)}" for name, value in asked)


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


def _of_feed(walk: Walk, page: Page) -> Iterator[str]:
    """The page that a feed says it is the feed of: a feed may have stopped while its page goes on (K9)."""
    address = home_of(page)
    if address is None or is_home(address) or not same_site(address, page.url):
        return
    if canonical_url(address) not in walk.asked:
        yield address


def _of_html(walk: Walk, page: Page) -> Iterator[str]:
    """Addresses below the section's own, and those that bear its name; never articles or what was asked already."""
    html = parse(page)
    if html is None:
        return
    own = urlsplit(canonical_url(html.url))
    below = f"{own.path.rstrip('/')}/" if own.path.strip("/") and not own.query else None
    names = _NAMES if walk.section.topic == "cchc" else frozenset[str]()
    seen = 0
    passed = set(walk.asked)
    for node in html.tree.css("a[href]")[:4_000]:
        address = html.link(node.attributes.get("href"))
        if address is None or not same_site(address, html.url) or is_home(address):
            continue
        key = canonical_url(address)
        if key in passed or walk.gathering.knows(key) or key.lower().endswith(_NO_LIST):
            continue
        folded = " ".join(fold(node_line(node, 80)).split())
        if folded not in names and not (below and _is_subsection(key, below, folded)):
            continue
        passed.add(key)
        seen += 1
        if seen > MOST:
            return
        yield address


def _is_subsection(key: str, below: str, folded: str) -> bool:
    """One step below the section, named in words: neither a page of the list nor one of its items."""
    parts = urlsplit(key)
    rest = parts.path.removeprefix(below).strip("/")
    if parts.query or not parts.path.startswith(below) or not rest or "/" in rest or "." in rest:
        return False
    words = len(folded.split())
    return not any(letter.isdigit() for letter in rest) and 1 <= words <= 6 and rest not in ("rss", "feed")


def _shows_more(walk: Walk, reader: Reader, page: Page) -> bool:
    fit = reader if reader.recognises(page) > 0 else choose(page, walk.readers)
    reading = fit.read(page, walk.section)
    if reading.health is not None or doubt_of(page, reading.items, walk.back_to).startswith("only a box"):
        return False
    return any(
        _is_of_the_open_time(walk, item)
        for item in reading.items
        if not any(walk.gathering.knows(name) for name in (item.identity, *item.aliases))
    )


def _is_of_the_open_time(walk: Walk, item: Item) -> bool:
    return item.stated is not None and walk.back_to < item.stated.end and item.stated.at <= walk.now
