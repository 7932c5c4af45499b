"""The repeated block of a list page: which links are its items, found by structure (any family of sites)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import log2

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.block_dates import BlockDates, dates_in, month_leads
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, ancestors, line, marks, node_line, visible_text
from crawlers.page import Item
from crawlers.zones import Zone, Zones, opens_with_side_heading, side_heading
from rules.model import Medium

MOST_ANCHORS = 4_000
MOST_ITEMS = 500
_LEVELS = 6
_LEAST_SCORE = 0.8
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_EMPTY_LINKS = re.compile(
    r"^(?:xem (?:thêm|tiếp|chi tiết|tất cả)|chi tiết|đọc tiếp|đọc thêm|tải (?:về|xuống)|read more|trang \d+|\d+"
    r"|rss|download|tải tập tin)\W*$",
    re.IGNORECASE,
)
_PINNED = re.compile(r"\b(?:sticky|pinned|ghim)\b")
_PAGE_WORD = re.compile(
    r"(?:^|[/?&])(?:tag|author|category|chuyen-muc|page|trang|login|dang-nhap|search|tim-kiem|print|sendmail"
    r"|savefile)[/=]"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that may be an item: its node, address, words and zone."""

    node: LexborNode
    url: str
    text: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Block:
    """A run of alike links. ``rows``: (node that holds one item, its best link), in page order."""

    container: LexborNode
    rows: tuple[tuple[LexborNode, Anchor], ...]
    score: float


def find_items(html: Html, now: datetime, source: str = "list:text") -> tuple[Item, ...]:
    """Items of the page's main list in page order; none when no block is likely to be one."""
    block = best_block(html, now)
    return items_of(html, block, now, source) if block else ()


def best_block(html: Html, now: datetime) -> Block | None:
    """The block that is most likely the list that the page is about."""
    blocks = sorted(_blocks(html), key=lambda block: -block.score)[:6]
    scored = [(block.score * _by_dates(html, block, now), block) for block in blocks]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _LEAST_SCORE else None


def items_of(html: Html, block: Block, now: datetime, source: str = "list:text") -> tuple[Item, ...]:
    """The items of a block with what stands beside them."""
    wrappers = {row.mem_id for row, _ in block.rows}
    american = month_leads(row for row, _ in block.rows)
    found: dict[str, Item] = {}
    for row, anchor in block.rows[:MOST_ITEMS]:
        dates = dates_in(row, wrappers, now, source, american)
        item = _item(html, row, anchor, dates)
        found.setdefault(item.identity, item)
    return tuple(found.values())


# --- anchors ---------------------------------------------------------------------------------------------------------


def anchors_of(html: Html, zones: Zones | None = None) -> list[Anchor]:
    """Links of the page that may be items: own site, words in them, not navigation."""
    zones = zones or Zones()
    here = canonical_url(html.url)
    found = []
    for node in html.tree.css("a[href]")[:MOST_ANCHORS]:
        url = html.link(node.attributes.get("href"))
        if url is None or not same_site(url, html.url) or is_home(url):
            continue
        text = _words(node)
        if not _may_be_title(text):
            continue
        zone = zones.of(node)
        if zone is Zone.NAV or canonical_url(url) == here or _PAGE_WORD.search(url):
            continue
        found.append(Anchor(node, url, text, zone))
    return found


def _may_be_title(text: str) -> bool:
    if len(text) < 6 or _EMPTY_LINKS.match(text) or text.startswith(("/", "http")):
        return False
    return " " in text or len(text) >= 10 or "_" in text


def _words(node: LexborNode) -> str:
    text = node_line(node)
    if len(text) < 6:
        text = line(node.attributes.get("title")) or text
    return text


# --- blocks ----------------------------------------------------------------------------------------------------------


def _blocks(html: Html) -> Iterable[Block]:
    groups: dict[tuple[int, int, str], list[tuple[LexborNode, Anchor]]] = defaultdict(list)
    containers: dict[tuple[int, int, str], LexborNode] = {}
    for anchor in anchors_of(html):
        wrapper, path = anchor.node, ""
        for level in range(_LEVELS):
            above = wrapper.parent
            if above is None or above.tag in ("html", None):
                break
            key = (above.mem_id, level, path)
            groups[key].append((wrapper, anchor))
            containers[key] = above
            if wrapper.tag == "body":
                break
            path = f"{_kind(wrapper)}>{path}"
            wrapper = above
    for key, pairs in groups.items():
        inline = key[1] == 0 and _is_prose(containers[key]) and not any(_headed(anchor.node) for _, anchor in pairs)
        yield _block(containers[key], pairs, inline)


def _kind(node: LexborNode) -> str:
    tag = node.tag or ""
    return "h" if tag in _HEADINGS else tag


def _is_prose(node: LexborNode) -> bool:
    return node.tag in ("p", "span", "div", "td", "b", "font", "center")


def _block(container: LexborNode, pairs: list[tuple[LexborNode, Anchor]], inline: bool) -> Block:
    rows: dict[int, tuple[LexborNode, Anchor]] = {}
    for wrapper, anchor in pairs:
        held = rows.get(wrapper.mem_id)
        if held is None or _better(anchor, held[1]):
            rows[wrapper.mem_id] = (wrapper, anchor)
    unique: dict[str, tuple[LexborNode, Anchor]] = {}
    for wrapper, anchor in rows.values():
        unique.setdefault(canonical_url(anchor.url), (wrapper, anchor))
    found = tuple(unique.values())
    return Block(container, found, _score(container, found, inline))


def _better(one: Anchor, other: Anchor) -> bool:
    """Of two links in one row, the one that is the title: not a file, longer."""
    return (not is_document(one.url), len(one.text)) > (not is_document(other.url), len(other.text))


def _score(container: LexborNode, rows: tuple[tuple[LexborNode, Anchor], ...], inline: bool) -> float:
    count = len(rows)
    if not count:
        return 0.0
    length = sum(min(len(anchor.text), 80) for _, anchor in rows) / count
    score = log2(1 + min(count, 40)) * max(0.0, min(1.5, (length - 8) / 25))
    zones = [anchor.zone for _, anchor in rows]
    if zones.count(Zone.SIDE) * 2 > count:
        score *= 0.25
    elif zones.count(Zone.MATTER) * 2 > count:
        score *= 1.3
    if sum(_headed(anchor.node) for _, anchor in rows) * 2 > count:
        score *= 1.3
    if inline:
        score *= 0.4
    if side_heading(container) or opens_with_side_heading(container):
        score *= 0.3
    return score


def _headed(node: LexborNode) -> bool:
    return any(above.tag in _HEADINGS for above in ancestors(node, 2)) or any(
        child.tag in _HEADINGS for child in node.iter()
    )


def _by_dates(html: Html, block: Block, now: datetime) -> float:
    """Blocks whose items carry dates, as items of a list do, weigh up to twice as much."""
    wrappers = {row.mem_id for row, _ in block.rows}
    sample = block.rows[:8]
    dated = sum(bool(dates_in(row, wrappers, now, "list:text").any) for row, _ in sample)
    return 1.0 + dated / max(1, len(sample))


# --- items -----------------------------------------------------------------------------------------------------------


def _item(html: Html, row: LexborNode, anchor: Anchor, dates: BlockDates) -> Item:
    url = anchor.url
    return Item(
        url=url,
        title=title_of(anchor.node, dates.raws) or anchor.text,
        identity=canonical_url(url),
        medium=Medium.DOCUMENT if is_document(url) or dates.document else Medium.ARTICLE,
        dates=dates.stated,
        signed=dates.signed,
        attachments=_files(html, row, url),
        pinned=bool(_PINNED.search(marks(row))),
    )


def title_of(node: LexborNode, raws: frozenset[str]) -> str:
    """Words of a link without the date that some lists put inside it; the title attribute when they are cut short."""
    pieces = [line(piece.text_content) for piece in visible_text(node)]
    text = line(" ".join(piece for piece in pieces if piece and piece not in raws))
    if text.endswith(("...", "…")) or not text:
        full = line(node.attributes.get("title"))
        stem = text.rstrip(".… ")
        if full and full.startswith(stem[:20]):
            return full
    return text


def _files(html: Html, row: LexborNode, own: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in row.css("a[href]")[:20]:
        address = html.link(node.attributes.get("href"))
        if address and address != own and is_document(address):
            found.setdefault(address)
    return tuple(found)
