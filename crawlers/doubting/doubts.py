"""What speaks against a healthy-looking list being the whole of its section, as it is now (S12, S13). Pure.

A list may be an old copy, the small version of a page, another year, a box beside a list that a script fills, or leave
out rows that no reader can name. Such a look shows what it shows; that something is missing it does not prove.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import OF_LISTS
from crawlers.doubting.column import OwnColumn
from crawlers.doubting.copies import doubt_of_copy
from crawlers.doubting.dated_rows import address_of, dated_row, days_in_row
from crawlers.doubting.filters import Listed, awaits_a_search, narrowed
from crawlers.doubting.like_boxes import has_more_in_like_boxes
from crawlers.doubting.months import names_the_open_time
from crawlers.doubting.said_of_page import doubt_by_own_words
from crawlers.doubting.scripted import is_filled_later
from crawlers.doubting.unclaimed import has_unclaimed_day
from crawlers.feeds import is_feed, loses_entries
from crawlers.health import broken_off, of_whole_section, where_empty
from crawlers.identity import canonical_url, same_site
from crawlers.lists.anchors import passed_for_its_words
from crawlers.markup import Html, ancestors, marks, node_line, parse
from crawlers.page import Item, Page
from crawlers.zones import Zone, Zones, side_heading
from rules.model import VN

_MOST_LINKS = 4_000
_SMALLER = re.compile(
    r"(?:\S+ ){0,6}(?:phiên bản|giao diện|(?<!văn )bản) (?:web )?(?:đầy đủ|máy tính|desktop)(?: \S+)?"
    r"|(?:\S+ ){0,6}(?:full|desktop|classic) (?:web ?)?(?:site|version)(?: \S+)?",
    re.IGNORECASE,
)
"""All that such a link says; «Văn bản đầy đủ» is a menu's, and the title of an item says more."""
_FRAME = " .:«»‹›<>[]()→"
_PANE = re.compile(r"(?:^|[\s_-])tab[_-]?(?:pane|panel|content|item|detail)s?(?:$|[\s_-])")
_MOST_TEXT = 20_000
_MOST_DAYS = 5_000
_TITLE = 15
"""Letters from which on the words of a link may be a title."""


def doubt_of(page: Page, items: Sequence[Item], since: datetime) -> str:
    """Why a list page with these items proves nothing about what is missing since ``since``; empty: nothing speaks
    against it. English, free of the page's text."""
    if doubt := doubt_of_copy(page):
        return doubt
    if is_feed(page):
        return "an entry of the feed without address or title" if loses_entries(page, since) else ""
    html = parse(page) if b"<html" in page.body[:4_000].lower() else None
    if html is None:
        return ""
    return broken_off(page, html) or _of_html(html, page, items, since)


def doubt_of_emptiness(page: Page, since: datetime) -> str:
    """The same of a page that says that nothing is there (S11): it may speak of a part that was chosen, or answer a
    search that nobody made, unless it names the whole section."""
    if doubt := doubt_of(page, (), since):
        return doubt
    html = parse(page)
    said = where_empty(html) if html is not None else None
    if html is None or said is None or of_whole_section(said):
        return ""
    return "nothing found below a form for searching" if awaits_a_search(html, said) else ""


def _of_html(html: Html, page: Page, items: Sequence[Item], since: datetime) -> str:
    today, first = page.at.astimezone(VN).date(), since.astimezone(VN).date()
    names = {canonical_url(item.url) for item in items}
    links = [node for node in html.tree.css("a[href]")[:_MOST_LINKS] if address_of(html, node) in names]
    empty = where_empty(html) if not items else None
    days = [found for item in items if not item.pinned and (found := frozenset(_days_of(item)))]
    if part := narrowed(html, Listed(days, names, links if empty is None else [empty]), first, today):
        return part
    if _smaller(html, names):
        return "a smaller version of the page"
    if not links:
        return doubt_by_own_words(html, set(), set(), page.at)
    box, zones = _common(links), Zones()
    rows = list(_rows(box, names, html)) if box is not None else []
    if all(zones.of(node) is Zone.SIDE for node in links) or (box is not None and _beside(box, names, html)):
        return "only a box beside the list could be read"
    taken = {row.mem_id for row, has_item in rows if has_item} or _alone(links[0])
    if doubt := doubt_by_own_words(html, taken, {link.mem_id for link in links}, page.at):
        return doubt
    column = OwnColumn(links, taken, zones, today)
    known = {day for item in items for day in _days_of(item)}
    # The day of the look itself is any clock's; a day that an item bears may stand in a row of its own.
    wanted = {first + timedelta(days=n) for n in range(min((today - first).days, _MOST_DAYS))} - known
    if doubt := _beside_the_list(html, column, rows, names, wanted, first):
        return doubt
    undated = not any(item.stated is not None and item.stated.source.startswith(OF_LISTS) for item in items)
    if undated and _of_few_words(rows, zones, names, html):
        return "a row of the list whose words are too few for a title"
    if undated and wanted.intersection(_days_beside(html, names, column, everywhere=True)):
        return "a list without days beside another one with a day of the open time"
    old = {canonical_url(item.url) for item in items if item.stated and item.stated.end <= since and not item.pinned}
    return "a row above the list that leads elsewhere" if _elsewhere_on_top(rows, old, zones, html) else ""


def _beside_the_list(
    html: Html,
    column: OwnColumn,
    rows: Sequence[tuple[LexborNode, bool]],
    names: set[str],
    wanted: set[date],
    first: date,
) -> str:
    """Whether a day ``wanted``, of the open time and of no item, stands where something of the section may be told."""
    today, box = column.today, _common(column.links) or column.links[0]
    if wanted.intersection(day for row in _like_the_others(rows, column.zones) for day in days_in_row(row, today)):
        return "a dated row of the list that could not be taken"
    if wanted.intersection(_days_of_other_tabs(box, today)):
        return "another tab of the page shows what the list does not"
    if has_more_in_like_boxes(html, column, box, wanted):
        return "a box made like the list's own shows what the list does not"
    if wanted.intersection(_days_beside(html, names, column, everywhere=False)):
        return "a box of the page shows an item below the section's own address that the list does not"
    if has_unclaimed_day(html, column, wanted):
        return "a day of the open time beside the list that no item bears"
    if names_the_open_time(html, column, first):
        return "a month of the open time beside the list that no item bears"
    if is_filled_later(html, column, wanted):
        return "a script fills a part of the list's own column"
    return ""


def _smaller(html: Html, names: set[str]) -> bool:
    root = html.tree.css_first("html")
    if root is not None and any(name in root.attributes for name in ("amp", "⚡")):
        return True
    links = ((node, node_line(node, 60).strip(_FRAME)) for node in html.tree.css("a")[:_MOST_LINKS])
    return any(_SMALLER.fullmatch(text) and address_of(html, node) not in names for node, text in links)


def _common(links: Sequence[LexborNode]) -> LexborNode | None:
    """The innermost element around all items; None for a single one."""
    shared: list[LexborNode] | None = None
    for node in links:
        way = {one.mem_id for one in ancestors(node)}
        shared = list(ancestors(node)) if shared is None else [one for one in shared if one.mem_id in way]
    if not shared or len({node.attributes.get("href") for node in links}) < 2:
        return None
    return shared[0]


def _beside(box: LexborNode, names: set[str], html: Html) -> bool:
    """Whether the words before the items say that they are about something else («Xem nhiều»)."""
    first = next((row for row, taken in _rows(box, names, html) if taken), None)
    return side_heading(box) or (first is not None and side_heading(first))


def _rows(box: LexborNode, names: set[str], html: Html) -> Iterator[tuple[LexborNode, bool]]:
    """Rows of the list, and whether an item was taken from each; a group of rows is looked into."""
    waiting = [child for child in box.iter() if child.tag not in ("script", "style")]
    passed = 0
    while waiting and passed < 2_000:
        row, passed = waiting.pop(0), passed + 1
        own = {name for node in row.css("a[href]")[:200] if (name := address_of(html, node)) in names}
        if len(own) > 1:
            waiting[:0] = [child for child in row.iter() if child.tag not in ("script", "style")]
        else:
            yield row, bool(own)


def _like_the_others(rows: Sequence[tuple[LexborNode, bool]], zones: Zones) -> Iterator[LexborNode]:
    """Rows made like those that were taken, from which nothing was."""
    made = {(row.tag, frozenset(marks(row).split())) for row, taken in rows if taken}
    beside = {(row.tag, row.parent.mem_id) for row, taken in rows if taken and row.parent and row.tag in ("li", "tr")}
    for row, taken in rows:
        names = frozenset(marks(row).split())
        if taken or zones.of(row) in (Zone.NAV, Zone.SIDE):
            continue
        # The newest may bear a mark of its own.
        same = row.parent is not None and (row.tag, row.parent.mem_id) in beside
        if same or any(row.tag == tag and (names & others or not (names or others)) for tag, others in made):
            yield row


def _alone(link: LexborNode) -> set[int]:
    """What holds a single item and nothing else that is titled: its row."""
    row = link
    for above in ancestors(link, 4):
        others = (one for one in above.css("a[href]")[:50] if one.mem_id != link.mem_id)
        if above.tag in ("body", "main") or any(_is_titled(one) for one in others):
            break
        row = above
    return {row.mem_id}


def _of_few_words(rows: Sequence[tuple[LexborNode, bool]], zones: Zones, names: set[str], html: Html) -> bool:
    """Whether a row like the others leads to something whose words were too few for a title («BC T5»)."""
    return any(
        passed_for_its_words(html, node) and address_of(html, node) not in names
        for row in _like_the_others(rows, zones)
        for node in row.css("a[href]")[:20]
    )


def _days_of_other_tabs(box: LexborNode, today: date) -> Iterator[date]:
    """Days that stand beside the list in a tab of its own; a page that opens one tab has published both."""
    for pane in (box, *ancestors(box)):
        beside = [one for one in pane.parent.iter() if _is_pane(one)] if _is_pane(pane) and pane.parent else []
        for other in beside:
            if other.mem_id != pane.mem_id:
                yield from days_in_row(other, today, _MOST_TEXT)


def _days_beside(html: Html, names: set[str], column: OwnColumn, *, everywhere: bool) -> Iterator[date]:
    """Days beside links of the site that the list lacks: below the section's own address, or ``everywhere`` in the
    page's own matter but under words that say that it is about something else."""
    below = f"{canonical_url(html.url).rstrip('/')}/"
    own = "/" in below.partition("/")[2] and "?" not in below
    looked: dict[int, bool | None] = {}
    today = column.today
    for node in html.tree.css("a[href]")[:_MOST_LINKS]:
        address, zone = address_of(html, node), column.zones.of(node)
        if not address or address in names or zone is Zone.NAV:
            continue
        if everywhere and zone is not Zone.SIDE and same_site(f"http://{address}", html.url) and _is_titled(node):
            row = dated_row(html, node, names, looked, today)
            if row is not None and not side_heading(row):
                yield from days_in_row(row, today)
        elif own and address.startswith(below) and (row := dated_row(html, node, names, looked, today)) is not None:
            yield from days_in_row(row, today)


def _is_titled(node: LexborNode) -> bool:
    return len(node_line(node, 80)) >= _TITLE


def _is_pane(node: LexborNode) -> bool:
    return node.attributes.get("role") == "tabpanel" or _PANE.search(marks(node)) is not None


def _elsewhere_on_top(rows: Sequence[tuple[LexborNode, bool]], old: set[str], zones: Zones, html: Html) -> bool:
    """Whether a row without a date leads to another host (a shared drive), above all that is old."""
    like = {row.mem_id for row in _like_the_others(rows, zones)}
    for row, _ in rows:
        links = row.css("a[href]")[:200]
        if any(address_of(html, node) in old for node in links):
            return False
        titled = (html.link(node.attributes.get("href")) for node in links if len(node_line(node, 80)) >= _TITLE)
        if row.mem_id in like and any(address and not same_site(address, html.url) for address in titled):
            return True
    return False


def _days_of(item: Item) -> Iterator[date]:
    for stated in (*item.dates, item.modified):
        if stated is not None:
            yield stated.at.astimezone(VN).date()
    if item.signed is not None:
        yield item.signed
