"""Other addresses of a site that may hold what a section's own list lacks: its parts, its namesakes (S12, S13). Pure.

Which of them are asked, and what their answers mean, is ``crawlers.looking.neighbours``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlsplit

from crawlers.doubting.dated_rows import address_of, dated_row, days_in_row
from crawlers.doubting.sent_on import sent_on
from crawlers.finding.sections import says_topic
from crawlers.finding.topics import CCHC, links_to
from crawlers.identity import ENDING, canonical_url, is_home, same_site
from crawlers.lists.headings import own_words
from crawlers.markup import Html, node_line
from crawlers.page import Item
from crawlers.zones import Zone, Zones
from rules.model import Section
from rules.text import fold

NO_LIST = (".jpg", ".png", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rss", ".xml", ".mp4")
_MOST_LINKS, _MOST_ITEMS = 4_000, 200
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PAGED = re.compile(r"(?:(?:page|trang|p)-?\d+|page|trang|p|tags?|author|feed|rss|amp|print|comments?)(?:/|$)")
_IN_A_PART = re.compile(r"[^/\d]*[^\W\d_][^/\d]*/.")
"""A step named in words and another: a number, a year or a lone mark («-») is the system's own."""
_FEW, _SHORT, _LONG = 6, 8, 14
"""Words: of the name of a part, of one among other words, of the longest."""
_SURE = 0.9
_MOST_BELOW = 12
"""Entries of a menu below the section's."""
_BOXES_OF_PARTS = ", ".join(
    f"[class*={name} i]" for name in ("cat-children", "subcategor", "sub-categor", "subcat", "chuyen-muc-con")
)
_OF_ANOTHER_KIND = re.compile(
    r"\b(?:video|clip|phim|hinh anh|thu vien|album|hoi(?: va)? dap|hoi - dap|thu tuc|dich vu cong|duong day nong|gop y"
    r"|khao sat|tra cuu|lien he|so do|lich)\b"
)
"""Films, pictures, questions, procedures: of the same subject, and no part of the list of news and documents."""
_OF_PROCEDURES = re.compile(r"\b(?:thu tuc|tthc|mot cua|dich vu cong)\b")
"""What a section of reform may have as a part, wherever a menu puts it."""


class Nearness(IntEnum):
    """How surely another address belongs to the section; what is nearer is asked first.

    ``OWN``: the page itself leads there. ``PART``: below the section and named in a few words, or called just as it is:
    left unasked it is a doubt. ``NAMED``: the section's name among other words: unread it is a doubt. ``PERHAPS``:
    only what it shows counts.
    """

    OWN = 0
    PART = 1
    NAMED = 2
    PERHAPS = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another address to ask. ``must``: it has to be there, and to be read; ``if_below``: it counts only where its own
    way leads through the section."""

    address: str
    nearness: Nearness
    must: bool = False
    if_below: bool = False


def neighbours_of(
    html: Html, section: Section, known: Callable[[str], bool], folders: Collection[str], since: int
) -> list[Neighbour]:
    """The nearest first, each address once. ``known``: names of items of the list and what was asked; ``folders``: of
    the items' addresses (see ``folder_of``); ``since``: the year from which on anything counts."""
    found: dict[str, Neighbour] = {}
    for one in _each(html, section, folders, since):
        key = canonical_url(one.address)
        if known(key) or key.lower().endswith(NO_LIST):
            continue
        if key not in found or found[key].nearness > one.nearness:
            found[key] = one
    return sorted(found.values(), key=lambda one: one.nearness)


def parts_among(html: Html, section: Section, items: Iterable[Item], since: int) -> list[str]:
    """Addresses of items that may be parts of the section, which a list prints as rows of its own («Thủ tục hành
    chính», with the day of what is newest there): first those below which the page leads on."""
    below = below_of(html, section)
    links = [html.link(node.attributes.get("href")) for node in html.tree.css("a[href]")[:_MOST_LINKS]]
    there = [canonical_url(address) for address in links if address]
    found = []
    for item in islice(items, _MOST_ITEMS):
        key = canonical_url(item.url)
        if _below_it(key, below, _plain(item.title), since) is Nearness.PART and not key.lower().endswith(NO_LIST):
            found.append((not any(one.startswith(f"{key}/") for one in there), item.url))
    return [address for _, address in sorted(found, key=lambda pair: pair[0])]


def of_parts(html: Html, section: Section, first: date, today: date) -> Iterator[str]:
    """Where links of another page of the site lead that stand in a part of the section, two steps below its address or
    more; not those in menus, and not where a day beside them lies before ``first``."""
    below, zones, looked = below_of(html, section), Zones(), dict[int, bool | None]()
    passed: set[str] = set()
    for node in html.tree.css("a[href]")[:_MOST_LINKS]:
        key = address_of(html, node)
        start = next((start for start in below if key.startswith(start)), None)
        if start is None or key in passed or key.lower().endswith(NO_LIST) or zones.of(node) is Zone.NAV:
            continue
        rest = unquote(key.removeprefix(start)).strip("/").lower()
        if not _IN_A_PART.match(rest) or _PAGED.match(rest):
            continue
        row = dated_row(html, node, set(), looked, today)
        if row is None or any(first <= day <= today for day in days_in_row(row, today)):
            passed.add(key)
            yield html.link(node.attributes.get("href")) or ""


def is_of_another_kind(words: str) -> bool:
    """Whether a link's words name films, pictures, questions or procedures: of the same subject, and no part."""
    return _OF_ANOTHER_KIND.search(_plain(words)) is not None


def _plain(words: str) -> str:
    return " ".join(fold(words).split())


def folder_of(address: str) -> str:
    """What the items of one list share: the folder; in a query the names, the folders of values and their words."""
    parts = urlsplit(canonical_url(address))
    if not parts.query:
        return parts.path.rpartition("/")[0]
    asked = ((name, value.rpartition("/")[0] if "/" in value else value) for name, value in parse_qsl(parts.query))
    return f"{parts.path}?" + "&".join(f"{name}={_DIGITS.sub('', value)}" for name, value in asked)


def _each(html: Html, section: Section, folders: Collection[str], since: int) -> Iterator[Neighbour]:
    yield from (Neighbour(address, Nearness.OWN) for address in sent_on(html))
    yield from _of_this_year(html, section, since)
    for link in links_to(html, section.topic):
        if is_of_another_kind(link.text):
            continue
        if same_site(link.url, html.url) and not is_home(link.url) and "words" in link.reason:
            yield Neighbour(link.url, Nearness.PART if link.score >= _SURE else Nearness.NAMED)
    yield from (Neighbour(address, Nearness.PART) for address in _listed_as_parts(html))
    yield from _in_the_menu(html, section)
    zones, below = Zones(), below_of(html, section)
    own = frozenset[str]() if section.topic == CCHC else own_words(html)
    for node in html.tree.css("a[href]")[:_MOST_LINKS]:
        address = html.link(node.attributes.get("href"))
        if address is None or not same_site(address, html.url) or is_home(address):
            continue
        folded = _plain(node_line(node, 120))
        key = canonical_url(address)
        nearness = _below_it(key, below, folded, since) or _by_name(section.topic, folded, own)
        if nearness is None and _is_another_choice(html, key, folded) and zones.of(node) is not Zone.NAV:
            nearness = Nearness.PERHAPS
        if nearness is not None:
            yield Neighbour(address, _among(nearness, zones.of(node), key, folders))
        elif zones.of(node) is Zone.NAV and _OF_PROCEDURES.search(folded) and len(folded.split()) <= _FEW:
            yield Neighbour(address, Nearness.PERHAPS, if_below=True)


def _listed_as_parts(html: Html) -> Iterator[str]:
    """What the page itself lists as its parts, whatever they are called and numbered."""
    for box in html.tree.css(_BOXES_OF_PARTS)[:_MOST_BELOW]:
        for node in box.css("a[href]")[:_MOST_BELOW]:
            address = html.link(node.attributes.get("href"))
            if address is not None and same_site(address, html.url) and not is_home(address):
                yield address


def below_entry(html: Html, addresses: Collection[str]) -> Iterator[tuple[str, str]]:
    """(words, address) of what menus list below an entry, wherever it leads («Kế hoạch», «Báo cáo»)."""
    own = {canonical_url(url) for url in addresses}
    for node in html.tree.css("li > a[href]")[:_MOST_LINKS]:
        address = html.link(node.attributes.get("href"))
        if address is None or canonical_url(address) not in own or node.parent is None:
            continue
        for below in node.parent.css("ul a[href]")[:_MOST_BELOW]:
            there = html.link(below.attributes.get("href"))
            if there is not None and same_site(there, html.url) and not is_home(there):
                yield node_line(below, 120), there


def _in_the_menu(html: Html, section: Section) -> Iterator[Neighbour]:
    """Entries below the section's; procedures too, where the menu puts them into it: news may stand there."""
    for words, entry in below_entry(html, (section.url, html.url)):
        if not is_of_another_kind(words):
            yield Neighbour(entry, Nearness.NAMED)
        elif _OF_PROCEDURES.search(_plain(words)):
            yield Neighbour(entry, Nearness.PERHAPS)


def _of_this_year(html: Html, section: Section, since: int) -> Iterator[Neighbour]:
    """A section that leads on to the part of a year gone by has one of this year, or proves nothing."""
    years = [int(year) for year in _YEAR.findall(html.url)]
    if years and max(years) < since and not _YEAR.search(section.url):
        yield Neighbour(_YEAR.sub(str(since), html.url), Nearness.OWN, must=True)


def below_of(html: Html, section: Section) -> tuple[str, ...]:
    """What canonical addresses below the section's begin with; none for one that says in a query what it shows."""
    keys = (canonical_url(url) for url in dict.fromkeys((section.url, html.url)) if not is_home(url))
    return tuple(f"{ENDING.sub('', key)}/" for key in keys if "?" not in key and key.partition("/")[2])


def _below_it(key: str, below: tuple[str, ...], folded: str, since: int) -> Nearness | None:
    """One step below the section, named in words, or two; neither a page of the list nor one of its items."""
    start = next((start for start in below if key.startswith(start)), None)
    if start is None:
        return None
    rest = unquote(key.removeprefix(start)).strip("/").lower()
    if not rest or "?" in rest or rest.count("/") > 1 or _PAGED.match(rest):
        return None
    years = [int(year) for year in _YEAR.findall(rest)]
    numbers = set(_DIGITS.findall(rest)) - set(_DIGITS.findall(folded))
    words = len(folded.split())
    if numbers or words > _LONG or (years and max(years) < since):
        return None
    if any(len(re.split(r"[-_+ ]", step)) > _FEW for step in rest.split("/")) or folded.isdigit():
        return None
    if not words or "." in rest:
        return Nearness.PERHAPS
    return Nearness.PART if words <= _FEW and "/" not in rest else Nearness.NAMED


def _by_name(topic: str, folded: str, own: frozenset[str]) -> Nearness | None:
    """The section's name: for reform of administration among other words, else just as the page calls itself."""
    if len(folded.split()) > _SHORT or _OF_ANOTHER_KIND.search(folded):
        return None
    return Nearness.NAMED if (topic == CCHC and says_topic(folded)) or folded in own else None


def _is_another_choice(html: Html, key: str, folded: str) -> bool:
    """The section's own address with another choice in its query («Trường THCS …» beside «Sở GDĐT»)."""
    path, _, query = key.partition("?")
    own_path, _, own_query = canonical_url(html.url).partition("?")
    if path != own_path or not query or query == own_query or not any(letter.isalpha() for letter in folded):
        return False
    return not own_query or set(own_query.split("&")) <= set(query.split("&"))


def _among(nearness: Nearness, zone: Zone, key: str, folders: Collection[str]) -> Nearness:
    """What has an address like the items' may be one more of them, unless a menu leads there."""
    if zone is Zone.NAV or folder_of(key) not in folders:
        return nearness
    return Nearness.PERHAPS if zone is Zone.SIDE else max(nearness, Nearness.NAMED)
