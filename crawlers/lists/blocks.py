"""The repeated block of a list page: which links are its list, found by structure (any family of sites)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heapify, heappop, heappush
from itertools import islice
from math import log2

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.health import may_be_empty, where_empty
from crawlers.identity import canonical_url
from crawlers.lists.anchors import Anchor, Link, Links
from crawlers.lists.days import BlockDates, dates_in, years_are_short
from crawlers.lists.headings import are_titles, below_rest_words, called, is_headed, is_said, own_words, stands_under
from crawlers.lists.rows import HEADINGS, headed, split, stands_alone
from crawlers.lists.same_address import are_two, told_apart
from crawlers.markup import Html, ancestors, marks
from crawlers.zones import Zone, Zones, opens_with_side_heading, side_heading
from rules.model import BEGINNING

_LEVELS = 6
_HEADED, _HEADED_ONE = 3, 6
"""Elements around a block before which its heading may stand; around one row."""
_LEVELS_OF_TABLES = 9
"""A data list of Web Forms lays each item out in a table of its own."""
_LEVELS_OF_BUILDERS = 14
"""Page builders put each row into many elements that hold nothing else."""
_TABLES = frozenset({"td", "tr", "tbody", "table"})
_SEVERAL, _MOST_BOXES = 3, 12
"""Boxes made alike, and links of each, from which on none of them is the page's own list; boxes looked at."""
_HEADED_BOX = "h2, h3, h4, h5"
_LEAST_SCORE = 0.8
_MOST_BLOCKS = 6
_LONG_TITLE = 46
"""Letters of a title from which on more of them weigh no more."""
"""So many blocks of a page are looked at more closely."""
SOURCE = "list:text"
"""Where the days of a list are read."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of alike links. ``rows``: (node that holds one item, its best link), in page order."""

    container: LexborNode
    rows: tuple[tuple[LexborNode, Anchor], ...]
    score: float
    links: Links | None = None
    """Every link of the page that may be an item."""
    sample: tuple[BlockDates, ...] = ()
    """Dates of the first rows, by which the block was weighed."""
    rest: Block | None = None
    """What its page calls the rest of the list, where that weighs more."""


_Key = tuple[int, int, str]


def best_block(html: Html, now: datetime) -> Block | None:
    """The block that is most likely the list that the page is about."""
    links = Links(html)
    blocks, seen = _Blocks(links, called(html)), []  # type: _Blocks, list[Block]
    best = _heaviest(blocks, seen, now)
    best = _before_rest(best, blocks, seen, links, now) if best is not None else None
    best = _under_own_heading(html, best, blocks, seen, now) if best is not None else None
    return replace(best, links=links) if best is not None else None


def shows_a_list(html: Html, now: datetime) -> bool:
    """Whether titles or dated links stand in the page's own matter, whatever its words say of a part of it (S11)."""
    best = _heaviest(_Blocks(Links(html), called(html)), [], now)
    if best is None or _aside(best) or side_heading(best.container) or opens_with_side_heading(best.container):
        return False
    return are_titles([anchor.text for _, anchor in best.rows]) or _by_dates(_sample(best, now)) >= 1.5


def _heaviest(blocks: _Blocks, seen: list[Block], now: datetime) -> Block | None:
    """The heaviest block, with the dates of its first rows; what was weighed on the way is added to ``seen``."""
    best, most = None, 0.0
    sampled: dict[tuple[int, ...], tuple[BlockDates, ...]] = {}  # around one list stand several blocks of its rows
    # Dates at most double a weight, and the blocks come by weight.
    while len(seen) < _MOST_BLOCKS and (block := blocks.next_above(most / 2.0)):
        seen.append(block)
        rows = tuple(row.mem_id for row, _ in block.rows)
        if rows not in sampled:
            sampled[rows] = _sample(block, now)
        weight = block.score * _dated(block, sampled[rows], now)
        if best is None or weight > most:
            best, most = replace(block, sample=sampled[rows]), weight
    heavy = best is not None and most >= _LEAST_SCORE
    if best is not None and heavy and not _aside(best):
        return best
    # A box beside the list may outweigh short titles, each with its day («KH 28/KH-THCS»).
    while len(seen) < _MOST_BLOCKS * (3 if heavy else 1) and (block := blocks.next_above(-1.0)):
        seen.append(block)
    return next((block for block in seen if _all_dated(block, now)), best if heavy else None)


def _before_rest(best: Block, blocks: _Blocks, seen: list[Block], links: Links, now: datetime) -> Block:
    """The few newest items of a list, where the heaviest block is what its page has left of it («Các tin đã đưa»)."""
    if not below_rest_words(best.rows[0][0]):
        return best
    while len(seen) < _MOST_BLOCKS * 3 and (block := blocks.next_above(-1.0)):
        seen.append(block)
    places = {link.node.mem_id: link.place for link in links.all}
    top = places[best.rows[0][1].node.mem_id]
    around = [node for node in ancestors(best.container, 7) if node.tag not in ("body", "html", "form")]
    inside = {link.mem_id for link in (around[-1].css("a[href]") if around else [])}
    above = [
        replace(block, sample=_sample(block, now))
        for block in seen
        if not _aside(block)
        and all(anchor.node.mem_id in inside and places[anchor.node.mem_id] < top for _, anchor in block.rows)
    ]
    rest = replace(best, sample=_sample(best, now))
    dated = max(_by_dates(rest.sample), 1.5)
    found = [one for one in above if _by_dates(one.sample) >= dated or are_titles([a.text for _, a in one.rows])]
    newest = max(found, key=lambda one: one.score * _by_dates(one.sample), default=None)
    # A single older item above newer ones is one that somebody pinned.
    if newest is None or (len(newest.rows) == 1 and _newest(newest.sample) < _newest(rest.sample)):
        return best
    return replace(newest, rest=rest)


def _newest(sample: tuple[BlockDates, ...]) -> datetime:
    return max((date.at for dates in sample for date in dates.stated), default=BEGINNING)


def _under_own_heading(html: Html, best: Block, blocks: _Blocks, seen: list[Block], now: datetime) -> Block | None:
    """The block below the words that the page calls itself, where the heaviest stands below others.

    A section with one or two items weighs less than a box beside it. Short words without the days that the other
    shows may be a menu of the section, and are not taken for its list. None: there it says that nothing is there.
    """
    words = own_words(html)
    place = stands_under(best.rows[0][0], words)
    if (not place or _aside(best)) and _says_empty(html, best, words):
        return None
    below_others = is_headed(best.rows[0][0], words) is False  # «Thông báo», perhaps further down its own column
    if not (place is False or below_others) or not is_said(html, words):
        return best
    while len(seen) < _MOST_BLOCKS * 3 and (block := blocks.next_above(-1.0)):
        seen.append(block)
    dated = _by_dates(_sample(best, now))
    other = {anchor.url for _, anchor in best.rows}
    others = [block for block in seen if not _aside(block) and other.isdisjoint(a.url for _, a in block.rows)]
    if place:
        others = [block for block in others if len(block.rows) >= len(best.rows)]
    own = [block for block in others if (is_headed if place else stands_under)(block.rows[0][0], words)]
    found = [
        (block.score * days, block)
        for block in own
        if (days := _by_dates(_sample(block, now))) >= dated
        or are_titles([a.text for _, a in block.rows])
        or (days > 1.0 and len(block.rows) >= len(best.rows) and all(headed(a.node) for _, a in block.rows))
    ]
    return max(found, key=lambda one: one[0])[1] if found else best


def _says_empty(html: Html, best: Block, words: frozenset[str]) -> bool:
    """Whether the page's own matter says that it is empty, where the heaviest block is none of it (S11)."""
    said = where_empty(html) if may_be_empty(html) else None
    rows = {row.mem_id for row, _ in best.rows}
    if said is None or any(above.mem_id in rows for above in ancestors(said)):
        return False
    if stands_under(said, words) or _is_beside(best):
        return True
    own = sum(anchor.zone is Zone.MATTER for _, anchor in best.rows) * 2 > len(best.rows)
    return not own and Zones().of(said) is Zone.MATTER


def _is_beside(block: Block) -> bool:
    """Whether a block is a side column's under words that say so, or a single link without a day."""
    if len(block.rows) == 1:
        return not any(dates.any for dates in block.sample)
    if _is_one_of_several(block.container):
        return True
    return _aside(block) and (side_heading(block.container) or opens_with_side_heading(block.container))


def _aside(block: Block) -> bool:
    return sum(anchor.zone is Zone.SIDE for _, anchor in block.rows) * 2 > len(block.rows)


def _all_dated(block: Block, now: datetime) -> bool:
    """Short titles make a list when each of them has its date."""
    if (
        len(block.rows) < 3
        or _aside(block)
        or side_heading(block.container)
        or opens_with_side_heading(block.container)
    ):
        return False
    return _by_dates(_sample(block, now)) >= 1.9


# --- blocks ----------------------------------------------------------------------------------------------------------


class _Blocks:
    """The blocks that links may form, heaviest first; one is weighed when no lighter one can come before it."""

    def __init__(self, links: Links, words: frozenset[str]) -> None:
        self._links, self._words = links, words
        self._groups, self._containers = _groups(links.all)
        self._bounds = [(-_most_score(pairs), key) for key, pairs in self._groups.items()]
        self._weighed: list[tuple[float, int, int, Block]] = []
        heapify(self._bounds)

    def next_above(self, least: float) -> Block | None:
        """The next block, None when none is left that weighs more than ``least``."""
        weighed = self._weighed
        while self._bounds and -self._bounds[0][0] > least and not (weighed and weighed[0][0] < self._bounds[0][0]):
            self._weigh(heappop(self._bounds)[1])
        return heappop(weighed)[3] if weighed and -weighed[0][0] > least else None

    def _weigh(self, key: _Key) -> None:
        """Weigh the block of a group, where any of its links leads to an item; of equal ones the first comes first."""
        container, level = self._containers[key], key[1]
        addressed = [(wrapper, link, self._links.anchor(link)) for wrapper, link in self._groups[key]]
        pairs = [(wrapper, anchor) for wrapper, _, anchor in addressed if anchor is not None]
        if not pairs:
            return
        inline = level == 0 and _is_prose(container) and not any(headed(anchor.node) for _, anchor in pairs)
        block = _block(container, pairs, inline, self._words)
        place = next(link.place for _, link, anchor in addressed if anchor is not None)
        heappush(self._weighed, (-block.score, place, level, block))


def _groups(links: list[Link]) -> tuple[dict[_Key, list[tuple[LexborNode, Link]]], dict[_Key, LexborNode]]:
    """Alike links below one node: by that node, how far above the links it stands, and what stands between."""
    groups: dict[_Key, list[tuple[LexborNode, Link]]] = defaultdict(list)
    containers: dict[_Key, LexborNode] = {}
    for link in links:
        wrapper, path, tag = link.node, "", link.node.tag
        wrapped = False
        for level in range(_LEVELS_OF_BUILDERS):
            above = wrapper.parent
            tag_above = above.tag if above is not None else None
            deep = level >= _LEVELS and not (wrapped or (tag in _TABLES and level < _LEVELS_OF_TABLES))
            if above is None or tag_above in ("html", None) or deep:
                break
            key = (above.mem_id, level, path)
            groups[key].append((wrapper, link))
            containers[key] = above
            if tag == "body":
                break
            path = f"{'h' if tag in HEADINGS else tag}>{path}"
            wrapped = level >= _LEVELS - 1 and stands_alone(wrapper)
            wrapper, tag = above, tag_above
    return groups, containers


def _most_score(pairs: list[tuple[LexborNode, Link]]) -> float:
    """No block of these links can weigh more."""
    longest = 0
    for _, link in pairs:
        longest = max(longest, len(link.text))
        if longest >= _LONG_TITLE:
            break  # more letters weigh no more
    return log2(1 + min(len(pairs), 40)) * max(0.0, min(1.5, (longest - 8) / 25)) * 1.3 * 1.3 * 1.000001


def _is_prose(node: LexborNode) -> bool:
    return node.tag in ("p", "span", "div", "td", "b", "font", "center")


def _block(container: LexborNode, pairs: list[tuple[LexborNode, Anchor]], inline: bool, words: frozenset[str]) -> Block:
    rows: dict[int, tuple[LexborNode, Anchor]] = {}
    parted = split(pairs)
    for wrapper, anchor in parted:
        before = rows.get(wrapper.mem_id)
        if before is None or _better(anchor, before[1]):
            rows[wrapper.mem_id] = (wrapper, anchor)
    unique: dict[str, tuple[LexborNode, Anchor]] = {}
    for wrapper, anchor in rows.values():
        name = canonical_url(anchor.url)
        if (same := unique.get(name)) and are_two(same[1].text, same[1].node, anchor.text, anchor.node):
            name = told_apart(name, anchor.node)
        unique.setdefault(name, (wrapper, anchor))
    found = _without_columns(tuple(unique.values()))
    score = _score(container, found, inline, words)
    # What holds several lists, or one whole list, is no item.
    held = {anchor.url for row, anchor in parted if not _of_item(anchor.url, rows[row.mem_id][1].url)}
    crowded = len(held) * 2 > 3 * len(rows)
    return Block(container, found, score * 0.1 if crowded else score)


def _without_columns(rows: tuple[tuple[LexborNode, Anchor], ...]) -> tuple[tuple[LexborNode, Anchor], ...]:
    """The rows of a list without those made alike in a side column, where these are fewer."""
    beside = [row for row, anchor in rows if anchor.zone is Zone.SIDE]
    if not beside or len(beside) * 2 > len(rows):
        return rows
    columns = {row.parent.mem_id for row in beside if row.parent is not None}
    own = [(row, anchor) for row, anchor in rows if anchor.zone is not Zone.SIDE]
    return rows if any(row.parent is not None and row.parent.mem_id in columns for row, _ in own) else tuple(own)


def _of_item(url: str, item: str) -> bool:
    """Whether a link beside an item belongs to it: a file, or what stands below its own address."""
    return is_document(url) or (url != item and url.startswith(f"{item.rstrip('/')}/"))


def _better(one: Anchor, other: Anchor) -> bool:
    """Of two links in one row, the one that is the title: not a file, longer."""
    return (not is_document(one.url), len(one.text)) > (not is_document(other.url), len(other.text))


def _score(
    container: LexborNode, rows: tuple[tuple[LexborNode, Anchor], ...], inline: bool, words: frozenset[str]
) -> float:
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
    if sum(headed(anchor.node) for _, anchor in rows) * 2 > count:
        score *= 1.3
    if inline:
        score *= 0.4
    # A single item is its own block, deep inside the box of which the heading is.
    if side_heading(container, words, _HEADED_ONE if count == 1 else _HEADED) or opens_with_side_heading(
        container, words
    ):
        score *= 0.08
    return score


def _is_one_of_several(container: LexborNode) -> bool:
    """Whether a block stands in one of several boxes made alike, each with its heading and its links: what the foot of
    a page shows of other sections."""
    for here in (container, *ancestors(container, 2)):
        made = (here.tag, marks(here))
        if not made[1].strip() or here.parent is None:
            continue
        alike = [one for one in islice(here.parent.iter(), _MOST_BOXES) if (one.tag, marks(one)) == made]
        if len(alike) >= _SEVERAL:
            return all(one.css_first(_HEADED_BOX) is not None and len(one.css("a[href]")) >= _SEVERAL for one in alike)
    return False


def _sample(block: Block, now: datetime) -> tuple[BlockDates, ...]:
    wrappers = {row.mem_id for row, _ in block.rows}
    return tuple(dates_in(row, wrappers, now, SOURCE) for row, _ in block.rows[:8])


def _dated(block: Block, sample: tuple[BlockDates, ...], now: datetime) -> float:
    """The weight of the dates of a block; days with years of two figures are told by the whole list alone."""
    if not any(dates.any for dates in sample) and years_are_short((row for row, _ in block.rows), now):
        return 2.0
    return _by_dates(sample)


def _by_dates(sample: tuple[BlockDates, ...]) -> float:
    """Blocks whose items carry dates, as items of a list do, weigh up to twice as much."""
    return 1.0 + sum(dates.any for dates in sample) / max(1, len(sample))
