"""The items of a page's main list: of each row its title, its days, its files; with what stands apart from the rows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.identity import canonical_url
from crawlers.lists.anchors import Anchor, title_at
from crawlers.lists.badges import days_of_badges
from crawlers.lists.blocks import SOURCE, Block, best_block
from crawlers.lists.days import BlockDates, dates_in, month_leads
from crawlers.lists.documents import Told, below_heads, posted_only
from crawlers.lists.groups import day_heads, days_before, days_of_list
from crawlers.lists.headings import own_words
from crawlers.lists.rest import apart
from crawlers.lists.rows import below, headed
from crawlers.lists.same_address import each_once
from crawlers.markup import Html, ancestors, marks
from crawlers.page import Item
from crawlers.paging.page_addresses import list_start
from rules.model import Medium

MOST_ITEMS = 500
_LEVELS = 6
_MOST_BEFORE = 40
_PINNED = re.compile(r"\b(?:sticky|pinned|ghim)\b")


def find_items(html: Html, now: datetime, source: str = SOURCE) -> tuple[Item, ...]:
    """Items of the page's main list in page order; none when no block is likely to be one."""
    block = best_block(html, now)
    return items_of(html, block, now, source) if block else ()


def items_of(html: Html, block: Block, now: datetime, source: str = SOURCE) -> tuple[Item, ...]:
    """The items of a block with what stands beside them."""
    if len(block.rows) == 1:
        own = tuple((_own_part(row, anchor.node), anchor) for row, anchor in block.rows)
        block = replace(block, rows=own, sample=())
    wrappers = {row.mem_id for row, _ in block.rows}
    american = month_leads(row for row, _ in block.rows)
    # Read for the block's weight, the first rows are not read again.
    told = block.sample if american is False and source == SOURCE else ()
    further = (dates_in(row, wrappers, now, source, american) for row, _ in block.rows[len(told) : MOST_ITEMS])
    rows = [(*pair, dates) for pair, dates in zip(block.rows, chain(told, further), strict=False)]
    rows = below_heads(rows, now, source, american) if american is not None and rows else rows
    if american is not None and rows and not rows[-1][2].any:
        alone = [row for row, _, _ in rows]
        days = days_before(alone, now, american)
        if not days and (heads := day_heads(alone, now)):  # none of them ends the row before it
            days = {row.mem_id: dates_in(row, wrappers | heads, now, source, american) for row in alone}
        rows = [(row, anchor, days.get(row.mem_id, dates)) for row, anchor, dates in rows]
    if american is False and not any(dates.any for _, _, dates in rows):
        days = days_of_list([row for row, _, _ in rows], block.container, wrappers, now, source)
        rows = [(row, anchor, days.get(row.mem_id, dates)) for row, anchor, dates in rows]
    rows = days_of_badges(rows, now, source) if american is False else rows
    before, after = _apart(html, block, rows, now, source) if american is False else ([], [])
    before = [*_lead(html, block, rows, now, source), *before] if american is False else before
    whole = posted_only([*before, *rows, *after])
    return each_once([(item_at(html, row, anchor, dates), anchor.node) for row, anchor, dates in whole])


def _own_part(row: LexborNode, link: LexborNode) -> LexborNode:
    """What of a list's only row is the item's: below the page's heading stands the day of the page itself."""
    way = {one.mem_id for one in (link, *ancestors(link))}
    while row.mem_id != link.mem_id and any(h1.mem_id not in way for h1 in row.css("h1") if h1.css_first("a") is None):
        row = below(row, link) or link
    return row


def _apart(html: Html, block: Block, rows: list[Told], now: datetime, source: str) -> tuple[list[Told], list[Told]]:
    """Items of the list that stand apart from its rows."""
    told = [(row, canonical_url(anchor.url), dates) for row, anchor, dates in rows]
    if block.rest is not None:
        return [], _rest(block.rest, {url for _, url, _ in told}, now, source)
    if not block.links:
        return [], []
    before, after = apart(block.container, told, block.links, now, source, own_words(html))
    return [(one.node, one.anchor, one.dates) for one in before], [(one.node, one.anchor, one.dates) for one in after]


def _rest(rest: Block, known: set[str], now: datetime, source: str) -> list[Told]:
    """The rows of what the page calls the rest of its list, those above left out; in order or not: what stands above
    may be featured, and of other sections, and a month whose rows are lost would be charged."""
    wrappers = {row.mem_id for row, _ in rest.rows}
    new = [(row, anchor) for row, anchor in rest.rows[:MOST_ITEMS] if canonical_url(anchor.url) not in known]
    return [(row, anchor, dates_in(row, wrappers, now, source)) for row, anchor in new]


def _lead(html: Html, block: Block, rows: list[Told], now: datetime, source: str) -> list[Told]:
    """The newest item in a box of its own above the list, where it names this very list as its own."""
    here = {canonical_url(html.url), list_start(html.url)}
    first = next((dates.stated[0].at for _, _, dates in rows[:3] if dates.stated), None)
    top = rows[0][1].node.mem_id if rows else 0
    if block.links is None or first is None:
        return []
    for anchor in islice(block.links.anchors(), _MOST_BEFORE):
        if anchor.node.mem_id == top:
            break
        box = _box_of(html, anchor, here) if headed(anchor.node) else None
        dates = dates_in(box, {box.mem_id}, now, source) if box is not None else None
        if box is not None and dates is not None and dates.stated and dates.stated[0].end >= first:
            return [(box, anchor, dates)]
    return []


def _box_of(html: Html, anchor: Anchor, here: set[str]) -> LexborNode | None:
    """The element that holds one item and a link to the list it is of."""
    for above in ancestors(anchor.node, 6):
        links = above.css("a[href]")
        if above.tag in ("body", "main", "form", "ul", "ol") or len(links) > 12:
            return None
        if any(canonical_url(html.link(link.attributes.get("href")) or "") in here for link in links):
            return above if sum(headed(link) for link in links) == 1 else None
    return None


def item_at(html: Html, row: LexborNode, anchor: Anchor, dates: BlockDates) -> Item:
    """One item: its link, what stands beside it in its row."""
    url = anchor.url
    return Item(
        url=url,
        title=title_at(anchor, dates.raws),
        identity=canonical_url(url),
        medium=Medium.DOCUMENT if is_document(url) or dates.document else Medium.ARTICLE,
        dates=dates.stated,
        signed=dates.signed,
        attachments=_files(html, row, url),
        pinned=_is_pinned(row, anchor),
    )


def _is_pinned(row: LexborNode, anchor: Anchor) -> bool:
    """Whether a row, or what holds its title inside it, is named as one that stays above the others."""
    way = [row]
    for above in ancestors(anchor.node, _LEVELS):
        if above.mem_id == row.mem_id:
            break
        way.append(above)
    return any(_PINNED.search(marks(node)) for node in way)


def _files(html: Html, row: LexborNode, own: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in row.css("a[href]")[:20]:
        address = html.link(node.attributes.get("href"))
        if address and address != own and is_document(address):
            found.setdefault(address)
    return tuple(found)
