"""The way to the next page of a list, and whether the list itself says that there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url, same_site
from crawlers.markup import Html, marks, node_line

_PAGER = re.compile(
    r"pagina|pager|phan-?trang|page-?nav|nav-links|wp-pagenavi|pages?-?links?|paging|page-list", re.IGNORECASE
)
_MAYBE_PAGER = ", ".join(f'[{name}*="{part}" i]' for name in ("class", "id") for part in ("pag", "phan", "nav-links"))
"""What ``_PAGER`` may find, told by the parser itself."""
_HOLDERS = frozenset({"ul", "nav", "div", "p", "table", "td", "span", "ol", "section"})
_NEXT_WORDS = re.compile(
    r"^(?:(?:go|đi|chuyển)\s+(?:to|tới|đến)\s+)?(?:trang\s+(?:sau|tiếp(?:\s+theo)?|kế(?:\s+tiếp)?)|tiếp(?:\s+theo)?|kế\s+tiếp|sau|next(?:\s+page)?"
    r"|older(?:\s+posts)?"
    r"|(?:(?:các\s+)?bài(?:\s+(?:viết|đăng))?|tin)\s+cũ\s+hơn|cũ\s+hơn|[›»→>]|>>)\s*[›»→>]*$",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"\b(?:active|current|selected|page-current|is-active)\b")
_OF = re.compile(
    r"\b(?:trang|page)\s*:?\s*(\d{1,4})\s*(?:/|trên|của|trong|of)\s*(?:tổng\s+số\s+)?(\d{1,4})", re.IGNORECASE
)
_OLDER = re.compile(r"(?:^|[\s_-])older(?:[\s_-]|$)")
_ARROW = re.compile(r"[›»→>⟩⟫〉》❯▶►▸]+$")
_ROW = re.compile(
    r"\W*+(?:trang|pages?)\s*+:?(?:[\s|\[\]()«»<>›‹,.\-]*+(?:\d{1,4}+(?!\d)|sau|tiếp|trước|đầu|cuối|next)){2,40}+\W*+",
    re.IGNORECASE,
)
_DRAWN = frozenset({"...", "…", "..", "•••"})
_NUMBER = re.compile(r"^(?:page |trang )?(\d{1,4})$", re.IGNORECASE)


_PAGE_PARAMETER = re.compile(
    r"(?:limit_?)?start|offset|trang|(?:pages?|paged|p)(?:_?(?:no|num|number|index))?|limit", re.IGNORECASE
)
_PAGE_STEP = re.compile(r"/(?:page|trang)[-/]?(\d{1,4})/?(?=\?|\Z)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:\A|&)(?:trang|(?:pages?|paged|p)(?:_?(?:no|num|number|index))?)=(\d{1,4})(?=&|\Z)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Paging:
    """``next``: address of the next page. ``last``: the list says that it ends here. ``there``: it has a pager."""

    next: str | None = None
    last: bool = False
    there: bool = False


def paging(html: Html) -> Paging:
    """What the page's pager says; by the markup made for it first, by words and numbers after.

    A way on that leaves pages out is none: what stands on them would be taken for not there (S12).
    """
    said = _told(html)
    return replace(said, next=None) if said.next and _leaves_out(html.url, said.next) else said


def _told(html: Html) -> Paging:
    pagers = [node for node in html.tree.css(_MAYBE_PAGER)[:600] if node.tag in _HOLDERS and _PAGER.search(marks(node))]
    related = _related(html)
    if related is not None:
        return Paging(related, there=True)
    fit = _with_links(pagers)
    if not fit:
        return _by_words(html)
    said = _in_pager(html, fit[0])
    if said.next or said.last:
        return said
    # Liferay and others draw a list of all pages apart from the buttons.
    onward = (found for pager in fit[1:] if (found := _in_pager(html, pager)).next)
    return next(onward, said)


def _related(html: Html) -> str | None:
    for node in html.tree.css("a[rel~=next], link[rel~=next]")[:20]:
        address = _page_address(html, node)
        if address is not None:
            return address
    return None


def _page_address(html: Html, node: LexborNode) -> str | None:
    """Another page of this list: the same site, not this page, unlike an article."""
    address = html.link(node.attributes.get("href"))
    if address is None or not same_site(address, html.url) or canonical_url(address) == canonical_url(html.url):
        return None
    return address


def _with_links(pagers: list[LexborNode]) -> list[LexborNode]:
    """Those with numbers, innermost first; else those with links; else all."""
    fit = [node for node in pagers if node.tag != "span" or node.css_first("a") is not None]
    numbered = [node for node in fit if _current(node) is not None or any(_number(a) for a in node.css("a"))]
    linked = [node for node in fit if node.css_first("a[href]") is not None]
    return (numbered or linked or fit)[::-1]


def _in_pager(html: Html, pager: LexborNode) -> Paging:
    links = pager.css("a")[:200]
    here = _current(pager)
    numbers = {number: node for node in links if (number := _number(node))}
    said = [node for node in links if _says_next(node)]
    drawn = [node for node in said if _ARROW.match(_words(node)) and not _is_named_next(node)]
    # An arrow alone may lead to the last page: the number goes before it, and words go before the number.
    after = (here or int(canonical_url(html.url) == list_start(html.url))) + 1
    following = [numbers[after]] if after > 1 and after in numbers else []
    for node in (*(node for node in said if node not in drawn), *following, *drawn):
        if (address := _page_address(html, node)) is not None:
            return Paging(address, there=True)
    scripted = any((node.attributes.get("href") or "").lower().startswith("javascript:__dopostback") for node in links)
    last = not scripted and here is not None and all(number <= here for number in numbers)
    return Paging(None, last=last, there=bool(links) or here is not None)


def _says_next(node: LexborNode) -> bool:
    if "disabled" in marks(node):
        return False
    return _is_named_next(node) or bool(_OLDER.search(marks(node))) or bool(_NEXT_WORDS.match(_words(node)))


def _is_named_next(node: LexborNode) -> bool:
    """Whether a link, or what holds it, is named as the one that leads on."""
    return node.parent is not None and "next" in [*marks(node).split(), *marks(node.parent).split()]


def _current(pager: LexborNode) -> int | None:
    """Number of the page that the pager marks as this one."""
    for node in pager.css("li, span, a, strong, b, em, div")[:200]:
        number = _number(node)
        if number and (_CURRENT.search(marks(node)) or node.attributes.get("aria-current") == "page"):
            return number
    for node in pager.css("strong, b, span")[:100]:
        if node.css_first("a") is None and (node.parent is None or node.parent.tag != "a") and _number(node):
            return _number(node)
    return None


def _number(node: LexborNode) -> int | None:
    found = _NUMBER.match(_words(node))
    return int(found[1]) if found else None


def _words(node: LexborNode) -> str:
    """What a link says; where that is an arrow, drawn or a picture, or «…», what it is called."""
    text = node_line(node, 40)
    if any(map(str.isalnum, text)) or (text and text not in _DRAWN):
        return text
    attributes, drawn = node.attributes, node.css_first("img[alt]")
    called = attributes.get("title") or attributes.get("aria-label") or (drawn and drawn.attributes.get("alt"))
    return " ".join((called or text).split())[:40]


def _by_words(html: Html) -> Paging:
    """Pages without any markup for paging: «Trang 1/2», «Trang sau»."""
    said = _OF.search(html.body_text)
    links = html.tree.css("a[href]")[:4_000]
    if said:
        here, count = int(said[1]), int(said[2])
        if here >= count:
            return Paging(None, last=True, there=True)
        for node in links:
            if _number(node) == here + 1 or (_ARROW.match(_words(node)) and _ends_with(node, here + 1)):
                return Paging(_page_address(html, node), there=True)
        return Paging(None, there=True)
    for node in links:
        if _number(node) and _stands_in_row(node):
            return Paging(_page_address(html, node), there=True)
    for node in reversed(links):
        text = node_line(node, 40)
        if len(text) > 4 and _NEXT_WORDS.match(text):
            address = _page_address(html, node)
            if address is not None and _looks_paged(address):
                return Paging(address, there=True)
    return Paging()


def list_start(url: str) -> str:
    """The canonical address of a list's first page, told from the address of any of its pages."""
    path, _, query = canonical_url(url).partition("?")
    kept = [pair for pair in query.split("&") if pair and not _PAGE_PARAMETER.fullmatch(pair.partition("=")[0])]
    return (_PAGE_STEP.sub("", path) or path) + (f"?{'&'.join(kept)}" if kept else "")


def _leaves_out(here: str, there: str) -> bool:
    """Whether there are pages between two pages of a list, told by their numbers."""
    after, before = _page_number(there), _page_number(here)
    if after is None:
        return False
    return after > 2 if before is None else abs(after - before) != 1


def _page_number(url: str) -> int | None:
    path, _, query = canonical_url(url).partition("?")
    found = _PAGE_NUMBER.search(query) or _PAGE_STEP.search(path)
    return int(found[1]) if found else None


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
    return bool(re.search(r"(?:page|trang|paged|p|start|offset|pageno|pageindex)[=/-]?\d{1,4}", address, re.IGNORECASE))
