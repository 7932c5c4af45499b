"""Where in a page a node stands: navigation, side column or the page's own matter, told by tags and names."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.markup import marks, node_line
from rules.text import folded_words

_NAV_TAGS = frozenset({"nav"})
_SILENT_TAGS = frozenset({"body", "html", "a", "b", "i", "em", "span", "td", "tr", "tbody", "p"})
_NAV = re.compile(
    r"^(?:(?:top|main|sub|mega)?-?(?:nav|menu)|navbar|navigation|header|site-header|header-top|top-header|masthead"
    r"|footer|topbar|banner"
    r"|breadcrumbs?|pagination|pager|page-numbers|phan-?trang|login|search|language|copyright|skip-links?)$"
    r"|^(?:nav|menu|main-?menu|top-?menu|footer|breadcrumb|pagination|phan-?trang|lang)[-_]|[-_](?:menu|nav"
    r"|navbar|(?<!not-)footer|breadcrumbs?)$"
)
_PART = re.compile(r"^(?:entry|article|post|item|card|media|panel|block|ms|news|list|page|section|content)[-_]")
"""A header or footer of a part of the page, not of the page."""
_WAY = r"(?:[-_]*(?:in|out|up|down|left|right))"
_MOVES = rf"slide{_WAY}(?:{_WAY}|[-_](?:top|bottom|small|medium|large|fast|slow))*$"
"""Names of an animation: how what bears them comes into sight («slide-up», «slideInLeft»), not what it is."""
_SIDE = re.compile(
    r"side-?bar|breaking-?news|^aside|^widget|right-?col|left-?col|col-?(?:right|left)$|cot-?(?:phai|trai)"
    r"|block-?(?:right|left)|relate"
    r"|lien-?quan|lienquan|tin-?khac|tinkhac|tin-?moi|other-?news|news-?other|^others?$|popular|most-?(?:read"
    r"|view)|xem-?nhieu"
    rf"|doc-?nhieu|quick-?launch|(?!{_MOVES})(?<!animation-)(?<!transition-)slide|carousel|marquee|ticker|quang-?cao|advert|counter"
    r"|thong-?ke|comment|binh-?luan|poll|vote|weblink"
    r"|lien-?ket|^well$|partner"
)
_SIDE_HEADING = re.compile(
    r"^(?:những\s+|các\s+)?(?:tin(?:\s+tức|\s+bài)?|bài(?:\s+viết)?|văn\s+bản|thông\s+báo)\s+(?:mới|liên\s+quan|khác|cũ|nổi\s+bật"
    r"|xem\s+nhiều|đọc\s+nhiều"
    r"|đã\s+đưa|cùng)|xem\s+nhiều|đọc\s+nhiều|liên\s+kết|quảng\s+cáo|thăm\s+dò|thống\s+kê|related"
    r"|recent\s+posts|most\s+(?:read|viewed)",
    re.IGNORECASE,
)
_COUNTED = frozenset({"comment", "counter", "vote"})
_OF_FACTS = re.compile(r"(?:^|[-_])(?:date|meta|time|info)(?:[-_]|$)")
_WIDE = re.compile(r"^col-(?:md|sm|lg)-(?:[7-9]|1\d|2[0-4])$")
"""More than half of a grid: no side column, whatever side it stands on."""
_NARROW = re.compile(r"^col-(?:md|sm|lg)-[1-4]$")
"""A third of a grid at most: a column of it is a side one, however much is said there."""
_MATTER = re.compile(
    r"^(?:main|content|main-?content|primary|noi-?dung|news_column|site-main|article|list-?news|news-?list)$"
)


_COLUMN = re.compile(r"(?:left|right)-?col|col-?(?:right|left)|cot-?(?:phai|trai)")
"""Columns named by their place."""
_PROSE, _MOST_TEXT = 400, 20_000
_MIDDLE = "main, #main, [role=main], article h1"
_GRID = re.compile(r"(?:^|\s)col-(?:md|lg|xl)-(\d{1,2})(?=\s|$)")
"""How many parts of a grid, of twelve or of twenty-four, a column takes."""
_BOX, _BOXES, _MOST_BESIDE = 3, 2, 6
"""Links from which on a box is a list of its own; so many of them make a column; elements looked at beside one."""


class Zone(Enum):
    """``MATTER``: what the page is about. ``OPEN``: no sign either way."""

    NAV = "nav"
    SIDE = "side"
    OPEN = "open"
    MATTER = "matter"


class Zones:
    """Zones of the nodes of one page, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[int, Zone] = {}

    def of(self, node: LexborNode) -> Zone:
        """Zone of a node: the nearest ancestor that shows one, navigation before everything."""
        known = self._known
        way: list[tuple[int, LexborNode]] = []
        here: LexborNode | None = node
        while here is not None and here.tag in _SILENT_TAGS:
            here = here.parent  # it shows no zone of its own
        zone = Zone.OPEN
        while here is not None and here.is_element_node and len(way) < 60:
            number = here.mem_id
            if number in known:
                zone = known[number]
                break
            way.append((number, here))
            here = here.parent
        for number, passed in reversed(way):
            own = _own_zone(passed) if zone is not Zone.NAV else None  # inside navigation all is
            if own is Zone.NAV and zone is Zone.MATTER and "header" in marks(passed).split() and _holds_prose(passed):
                own = None  # the upper part of the page's own matter, not of the page
            if own is not None:
                zone = own if zone is not Zone.SIDE or own is not Zone.MATTER else zone
            known[number] = zone
        return zone


def _own_zone(node: LexborNode) -> Zone | None:
    tag = node.tag or ""
    if tag in _SILENT_TAGS:
        return None
    names = marks(node)
    own, if_outermost = _named_zone(tag, names)
    if own is Zone.SIDE and tag != "aside" and "sidebar" in names and node.css_first(_MIDDLE) is not None:
        return None  # named after the column that stands beside the page's own matter inside it
    if own is Zone.NAV and "header" in names and node.css_first(_MIDDLE) is not None:
        return None  # left open by mistake: the whole page stands in it
    if own is None and "col-" in names and _is_column_of_boxes(node, names):
        return Zone.SIDE
    if own is Zone.SIDE and _COLUMN.search(names) and not _is_narrow(names) and _holds_prose(node):
        return None  # the other column is the side one
    return Zone.NAV if if_outermost and _outermost(node) else own


@lru_cache(maxsize=4_096)
def _named_zone(tag: str, names_: str) -> tuple[Zone | None, bool]:
    """(zone by tag and names, whether an element that is no part of another is navigation)."""
    if tag in _NAV_TAGS:
        return Zone.NAV, False
    if tag == "aside":
        return Zone.SIDE, False
    names = names_.split()
    if tag in ("header", "footer"):
        sure = any(name in ("header", "site-header", "masthead", "footer") for name in names)
        return (Zone.NAV if sure else None), not sure
    if any(_NAV.search(name) for name in names if not _PART.search(name)):
        return Zone.NAV, False
    if "widget" in names and "blog" in names:  # Blogger's own word for the posts themselves
        return Zone.MATTER, False
    if any(_is_side(name) for name in names) and not any(_WIDE.match(name) for name in names):
        return Zone.SIDE, False
    if tag in ("main", "article") or any(_MATTER.search(name) for name in names):
        return Zone.MATTER, False
    return None, False


def _is_side(name: str) -> bool:
    """Whether a name is that of a side matter; a line of facts with a counter of comments is none."""
    found = _SIDE.search(name)
    return found is not None and not (found[0] in _COUNTED and _OF_FACTS.search(name))


def _is_narrow(names: str) -> bool:
    return any(_NARROW.match(name) for name in names.split())


def _is_column_of_boxes(node: LexborNode, names: str) -> bool:
    """Whether a column stands beside one at least twice as wide and holds several lists: no single item does."""
    own, beside = _width(names), node.parent.iter() if node.parent is not None else ()
    if not own or all(_width(marks(one)) < 2 * own for one in islice(beside, _MOST_BESIDE)):
        return False
    boxes = (len({link.attributes.get("href") for link in box.css("a[href]")[:20]}) for box in node.iter())
    return sum(links >= _BOX for links in boxes) >= _BOXES


def _width(names: str) -> int:
    """Parts of the grid on a wide screen; 0 for what is no column."""
    found = _GRID.findall(names)
    return int(found[-1]) if found else 0


def _holds_prose(node: LexborNode) -> bool:
    """Whether so much is said outside links as in no side column."""
    linked = sum(len(link.text()) for link in node.css("a")[:400])
    return len(" ".join(node.text()[:_MOST_TEXT].split())) - linked >= _PROSE


def _outermost(node: LexborNode) -> bool:
    """A header or footer of the page, not one of an article."""
    above = node.parent
    steps = 0
    while above is not None and steps < 30:
        if above.tag in ("article", "main", "section", "li"):
            return False
        above, steps = above.parent, steps + 1
    return True


def side_heading(container: LexborNode, own: Collection[str] = (), levels: int = 3) -> bool:
    """Whether the words before a block say that it is about something else («Tin liên quan», «Bài mới»).

    ``own``: what the page calls itself, folded: a section may be called so («Thông báo mới», «Tin nổi bật»)."""
    here: LexborNode | None = container
    for _ in range(levels):
        if here is None or here.tag in ("body", "html", None):
            return False
        before = here.prev
        steps = 0
        made = (here.tag, marks(here))
        while before is not None and steps < 4:
            if before.is_element_node and (before.tag, marks(before)) == made:
                before = before.prev  # another row of the same list
                continue
            if before.is_element_node and before.tag not in ("script", "style", "br", "hr"):
                text = node_line(before, 80)
                if text and "tab" in marks(before):
                    return False  # what a list may be sorted by («Mới nhất», «Xem nhiều»)
                if text:
                    return bool(len(text) < 60 and _SIDE_HEADING.search(text)) and folded_words(text) not in own
            before, steps = before.prev, steps + 1
        here = here.parent
    return False


def opens_with_side_heading(container: LexborNode, own: Collection[str] = ()) -> bool:
    """The same for words inside the block, before its first link."""
    text = node_line(container, 60)
    said = _SIDE_HEADING.match(text)
    if said is None:
        return False
    called, opens = folded_words(said[0]), folded_words(text)
    return not any(words.startswith(called) and f"{opens} ".startswith(f"{words} ") for words in own)
