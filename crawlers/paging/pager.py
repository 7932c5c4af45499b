"""The way to the next page of a list, and whether the list itself says that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url, same_site
from crawlers.markup import Html, ancestors, marks, node_line, visible_text
from crawlers.page import Item
from crawlers.paging.bare_rows import rows_of_numbers
from crawlers.paging.list_end import ELLIPSES, hides_more, leads_to_newer, shows_the_end
from crawlers.paging.page_addresses import is_first, list_start, may_follow, number_of

_PAGER = re.compile(
    r"pagina|pager|phan-?trang|page-?nav|nav-links|wp-pagenavi|pages?-?links?|paging|page-list", re.IGNORECASE
)
_MAYBE_PAGER = ", ".join(f'[{name}*="{part}" i]' for name in ("class", "id") for part in ("pag", "phan", "nav-links"))
"""What ``_PAGER`` may find, told by the parser itself."""
_HOLDERS = frozenset({"ul", "nav", "div", "p", "table", "td", "span", "ol", "section"})
_NEXT_WORDS = re.compile(
    r"^(?:(?:go|đi|chuyển)\s+(?:to|tới|đến)\s+)?(?:trang\s+(?:sau|tiếp(?:\s+theo)?|kế(?:\s+tiếp)?)|tiếp(?:\s+theo)?|kế\s+tiếp|sau|next(?:\s+page)?"
    r"|(?:[«‹←]\s*)?(?:older(?:\s+(?:posts|entries))?|(?:(?:các\s+)?(?:bài(?:\s+(?:viết|đăng))?|mục|tin)\s+)?cũ\s+hơn)"
    r"|[›»→>]|>>)\s*[›»→>]*$",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"\b(?:active|current|selected|page-current|is-active)\b")
_OF = re.compile(
    r"\b(?:trang|page)\s*:?\s*(\d{1,4})\s*(?:/|trên|của|trong|of)\s*(?:tổng\s+số\s+)?(\d{1,4})", re.IGNORECASE
)
_ONWARD = re.compile(
    r"\b(?:older|next|earlier)\b|cũ\s+hơn|^\W*(?:các\s+)?(?:trang|tin|bài)(?:\s+(?:viết|đăng))?\s+(?:sau|tiếp|kế|cũ)\b"
    r"|^\W*(?:previous|prev)\s+(?:entries|posts|articles)\b",
    re.IGNORECASE,
)
"""Short words of a link that may lead to older items, however they are put."""
_OLDER = re.compile(r"(?:^|[\s_-])older(?:[\s_-]|$)")
_ARROW = re.compile(r"[›»→>⟩⟫〉》❯▶►▸]+$")
_ROW = re.compile(
    r"\W*+(?:trang|pages?)\s*+:?(?:[\s|\[\]()«»<>›‹,.\-]*+(?:\d{1,4}+(?!\d)|sau|tiếp|trước|đầu|cuối|next)){2,40}+\W*+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:page |trang )?(?:(\d{1,4})|\[(\d{1,4})\])$", re.IGNORECASE)

_PAGED = re.compile(
    r"(?:page|trang|paged|p|start|offset|pageno|pageindex)[=/-]?\d{1,4}|(?<=[a-z])\d{1,3}\.html?\Z", re.IGNORECASE
)
"""What the address of a further page holds; of files written by hand, a number behind the list's name."""
_OPENS_COUNT = re.compile(r"\b(?:trang|page)\b", re.IGNORECASE)
_TITLE = 12
"""A link so long may be a title."""
_SHORT = 40
_MOST_NAMED, _MOST_PAGERS, _MOST_LINKS, _MOST_PIECES = 60, 12, 200, 8_000


@dataclass(frozen=True, slots=True)
class Paging:
    """``next``: address of the next page. ``last``: the list says that it ends here. ``there``: it has a pager.
    ``pages``: the highest page that its links name."""

    next: str | None = None
    last: bool = False
    there: bool = False
    pages: int = 0


@dataclass(slots=True)
class _List:
    """The page, and the addresses of its list's items; none where nobody told them.

    ``links_left``: links that may still be looked at; once they are used up, no pager is the list's own.
    """

    html: Html
    items: frozenset[str]
    titles: frozenset[str]
    """Of an item that bears another address than its link, as where a family leaves out what differs by visit."""
    links_left: int = 20_000

    def address(self, node: LexborNode) -> str | None:
        """Where a link leads, if that may be the next page of this list: what stands between would be lost (S12)."""
        html = self.html
        address = html.link(node.attributes.get("href"))
        if address is None or not same_site(address, html.url) or canonical_url(address) == canonical_url(html.url):
            return None
        listed = canonical_url(address) in self.items
        return address if not listed and may_follow(html.url, address, len(self.items)) else None

    def is_own(self, pager: LexborNode) -> bool:
        """Whether the nearest titled links around a pager are this list's: a box beside it has a pager of its own."""
        if not self.items:
            return True
        inside = {node.mem_id for node in self._links(pager)}
        for around in ancestors(pager, 12):
            if self.links_left <= 0:
                return False
            links = [node for node in self._links(around) if node.mem_id not in inside]
            if any(self._leads_to_item(node) for node in links):
                return True
            if any(len(node_line(node, _TITLE + 1)) >= _TITLE for node in links):
                return False
        return True

    def is_held_by(self, node: LexborNode) -> bool:
        """Whether an element holds items: then it is no pager, whatever its name."""
        return any(self._leads_to_item(link) for link in self._links(node))

    def _links(self, node: LexborNode) -> list[LexborNode]:
        found = node.css("a[href]") if self.links_left > 0 else []
        self.links_left -= len(found)
        return found[:_MOST_LINKS]

    def _leads_to_item(self, node: LexborNode) -> bool:
        if canonical_url(self.html.link(node.attributes.get("href")) or "") in self.items:
            return True
        return bool(self.titles) and node_line(node, 500) in self.titles


def paging(html: Html, items: Sequence[Item] = ()) -> Paging:
    """What the page's pager says; by the markup made for it first, by words and numbers after.

    ``items``: those of the list, by which its own pager is known. An end counts only where nothing hides more (S12).
    """
    said = _told(_list(html, items))
    return replace(said, last=False) if said.last and hides_more(html) else said


def is_pager_of(html: Html, node: LexborNode, items: Sequence[Item]) -> bool:
    """Whether what stands in an element is said of the list that holds these items."""
    return _list(html, items).is_own(node)


def _list(html: Html, items: Sequence[Item]) -> _List:
    return _List(html, frozenset(item.identity for item in items), frozenset(item.title for item in items))


def _told(here: _List) -> Paging:
    tree = here.html.tree
    for node in tree.css("a[rel~=next], link[rel~=next]")[:20]:
        if (address := here.address(node)) is not None:
            return Paging(address, there=True)
    named = [node for node in tree.css(_MAYBE_PAGER)[:600] if node.tag in _HOLDERS and _PAGER.search(marks(node))]
    numbered, further = _with_links(here, named)
    said = [_in_pager(here, pager) for pager in (*numbered, *further)[:_MOST_PAGERS]]
    if not said:
        return _by_words(here)
    onward = next((one for one in said if one.next), None)
    pages = max(one.pages for one in said)
    # One list may have several pagers; its end is what all of them say.
    ended = all(one.last for one in said[: len(numbered)]) if numbered else _only_newer(here, further)
    return replace(onward or Paging(last=ended, there=any(one.there for one in said)), pages=pages)


def _with_links(here: _List, named: list[LexborNode]) -> tuple[list[LexborNode], list[LexborNode]]:
    """(pagers of this list with numbers, those without), innermost first."""
    fit = [node for node in named[-_MOST_NAMED:] if node.tag != "span" or node.css_first("a") is not None]
    fit = [node for node in fit if not here.is_held_by(node) and here.is_own(node)][::-1]
    numbered = [
        node for node in fit if _current(here.html.url, node) or any(_number(a) for a in node.css("a")[:_MOST_LINKS])
    ]
    known = {node.mem_id for node in numbered}
    return numbered, [node for node in fit if node.mem_id not in known]


def _only_newer(list_: _List, pagers: list[LexborNode]) -> bool:
    """Whether a further page of a list leads to newer items only, as the last one paged by «newer» and «older»."""
    html = list_.html
    here = number_of(html.url) or 0
    if here < 2 or not list_.items or not any(leads_to_newer(html, pager, here) for pager in pagers):
        return False
    return all(shows_the_end(html, pager, here) for pager in pagers) and not _may_lead_on(html, here)


def _may_lead_on(html: Html, here: int) -> bool:
    """Whether anything on the whole page may lead to a further one of this list: a doubt is no end (S12)."""
    start = list_start(html.url)
    clicked = html.tree.css("a, button, input, [onclick], [rel~=next]")
    for node in clicked[:_MOST_PIECES]:
        if "next" in (node.attributes.get("rel") or "").lower().split() or _says_next(node):
            return True
        if _ONWARD.search(node_line(node, _SHORT) or node.attributes.get("value") or ""):
            return True
        address = html.link(node.attributes.get("href"))
        if address is not None and (number_of(address) or 0) > here and list_start(address) == start:
            return True
    return len(clicked) > _MOST_PIECES


def _in_pager(list_: _List, pager: LexborNode) -> Paging:
    url = list_.html.url
    links = pager.css("a")[:_MOST_LINKS]
    here = _current(url, pager)
    numbers = {number: node for node in links if (number := _number(node))}
    said = [node for node in links if _says_next(node)]
    drawn = [node for node in said if _ARROW.match(_words(node)) and not _is_named_next(node)]
    # An arrow alone may lead to the last page: the number goes before it, and words go before the number.
    after = (here or int(canonical_url(url) == list_start(url))) + 1
    following = [numbers[after]] if after > 1 and after in numbers else []
    pages = max(numbers, default=0)
    for node in (*(node for node in said if node not in drawn), *following, *drawn):
        if (address := list_.address(node)) is not None:
            return Paging(address, there=True, pages=pages)
    if not numbers and (address := _by_its_number(list_, links, here)):
        return Paging(address, there=True)
    last = here is not None and shows_the_end(list_.html, pager, here)
    return Paging(None, last=last, there=bool(links) or here is not None, pages=pages)


def _by_its_number(list_: _List, links: Sequence[LexborNode], here: int | None) -> str | None:
    """Where a link leads whose address names the page after this one, whatever it is called («<< Trước»)."""
    after = (here or number_of(list_.html.url) or 1) + 1
    addresses = (list_.address(node) for node in links)
    return next((address for address in addresses if address is not None and number_of(address) == after), None)


def _says_next(node: LexborNode) -> bool:
    if "disabled" in marks(node):
        return False
    return _is_named_next(node) or bool(_OLDER.search(marks(node))) or bool(_NEXT_WORDS.match(_words(node)))


def _is_named_next(node: LexborNode) -> bool:
    """Whether a link, or what holds it, is named as the one that leads on."""
    return node.parent is not None and "next" in [*marks(node).split(), *marks(node.parent).split()]


def _current(url: str, pager: LexborNode) -> int | None:
    """Number of the page that the pager marks as this one, where that can be the number of this address."""
    for node in pager.css("li, span, a, strong, b, em, div")[:_MOST_LINKS]:
        number = _number(node)
        if number and (_CURRENT.search(marks(node)) or node.attributes.get("aria-current") == "page"):
            return number if _may_be(url, number) else None
    for node in pager.css("strong, b, span")[:100]:
        bare = node.css_first("a") is None and (node.parent is None or node.parent.tag != "a")
        if bare and (number := _number(node)) and _may_be(url, number):
            return number
    return None


def _may_be(url: str, number: int) -> bool:
    """Whether a page of this address may have this number: what is bold may be a count, a month or another's page."""
    asked = number_of(url)
    if asked is None:
        return number == 1 or not is_first(url)
    return number in (asked, asked + 1)


def _number(node: LexborNode) -> int | None:
    found = _NUMBER.match(_words(node))
    return int(found[1] or found[2]) if found else None


def _words(node: LexborNode) -> str:
    """What a link says; where that is an arrow, drawn or a picture, or «…», what it is called."""
    text = node_line(node, 40)
    if any(map(str.isalnum, text)) or (text and text not in ELLIPSES):
        return text
    attributes, drawn = node.attributes, node.css_first("img[alt]")
    called = attributes.get("title") or attributes.get("aria-label") or (drawn and drawn.attributes.get("alt"))
    return " ".join((called or text).split())[:40]


def _by_words(list_: _List) -> Paging:
    """Pages without any markup for paging: «Trang 1/2», «Trang sau»."""
    html = list_.html
    links = html.tree.css("a[href]")[:4_000]
    said = _counted(list_)
    if said:
        here, count = said
        if here >= count and _may_be(html.url, here):
            return Paging(None, last=True, there=True)
        for node in links:
            if _number(node) == here + 1 or (_ARROW.match(_words(node)) and _ends_with(node, here + 1)):
                return Paging(list_.address(node), there=True)
        return Paging(None, there=True)
    for node in links:
        if _number(node) and _stands_in_row(node):
            return Paging(list_.address(node), there=True)
    for row, node in rows_of_numbers(html) if list_.items else ():
        if (address := list_.address(node)) is not None and list_.is_own(row):
            return Paging(address, there=True)
    for node in reversed(links):
        text = node_line(node, 40)
        if len(text) > 4 and _NEXT_WORDS.match(text):
            address = list_.address(node)
            if address is not None and _looks_paged(address):
                return Paging(address, there=True)
    return Paging()


def _counted(list_: _List) -> tuple[int, int] | None:
    """«Trang 1/2» of this list, in words that no link holds."""
    if _OF.search(list_.html.body_text) is None:
        return None
    for piece in islice(visible_text(list_.html.tree.body), _MOST_PIECES):
        if not _OPENS_COUNT.search(piece.text_content or ""):
            continue
        above = piece.parent
        while above is not None and above.tag in ("b", "strong", "span", "i", "em"):
            above = above.parent
        said = _OF.search(node_line(above, 120)) if above is not None and above.tag != "a" else None
        if said and above is not None and list_.is_own(above):
            return int(said[1]), int(said[2])
    return None


def _stands_in_row(node: LexborNode) -> bool:
    """Whether a numbered link follows the bare number of this page in «Trang: 1 | 2 | 3»."""
    around = node.parent
    number = _number(node)
    if around is None or number is None:
        return False
    row = _ROW.fullmatch(node_line(around, 121))
    if row is None:
        return False
    linked = {_number(link) for link in around.css("a")[:40]}
    return number - 1 not in linked and bool(re.search(rf"(?<!\d){number - 1}(?!\d)", row[0]))


def _ends_with(node: LexborNode, number: int) -> bool:
    """Whether a link leads to a page of this number, by the last number of its address."""
    numbers = re.findall(r"\d+", node.attributes.get("href") or "")
    return bool(numbers) and numbers[-1] == str(number)


def _looks_paged(address: str) -> bool:
    return _PAGED.search(address) is not None
