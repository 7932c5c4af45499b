"""Whether a block of a page stands under the words that the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawlers.lists.rows import HEADINGS
from crawlers.markup import Html, ancestors, marks, node_line
from crawlers.paging.page_addresses import list_start
from crawlers.site_names import is_name_of_site
from rules.text import folded_words

_DOTTED = re.compile(r"\.(?:html?|aspx|php)$", re.IGNORECASE)
_PARTED = re.compile(r"\s+[|–—»«:•·-]+\s+")
_OF_ARCHIVE = re.compile(
    r"^(?:chuyên mục|danh mục|thẻ|nhãn|category(?: archives)?|archives?|tag)\s*:\s*", re.IGNORECASE
)
_REST = re.compile(
    r"(?:nhung |cac |va )*(?:tin|bai|van ban|thong bao|muc|noi dung)(?: (?:bai|viet|tuc|dang))*"
    r" (?:khac|da dua|da dang|cu|truoc|tiep|moi hon|cung (?:chuyen muc|the loai|danh muc|chu de))\b"
)
_NO_HEADING = re.compile(
    r"(?:xem|doc) (?:them|tiep|chi tiet)|chi tiet|read more|more|luot (?:xem|doc)|trang|page|tags?\b"
)
_LEVELS, _STEPS = 6, 4
_MOST_BEFORE = 60
_LONGEST = 80
_FEW, _LONG = 3, 25


def own_words(html: Html) -> frozenset[str]:
    """What the page calls itself in its head, part by part and from the first on, folded; the name of the site is none
    of it."""
    parts = [words for part in _PARTED.split(html.title) if (words := folded_words(part))]
    whole = accumulate(parts, lambda before, part: f"{before} {part}")
    return frozenset(word for word in (*parts, *whole) if len(word) >= 4 and not is_name_of_site(word))


def called(html: Html) -> frozenset[str]:
    """What the page calls itself in its head, and what its address does («/tin-tuc/tin-noi-bat/page/2»): many a theme
    says nothing but the site's name in every head."""
    path = list_start(html.url).partition("?")[0].partition("/")[2]
    slug = _DOTTED.sub("", path.rstrip("/").rpartition("/")[2])
    words = folded_words(unquote(slug).replace("-", " ").replace("_", " "))
    return own_words(html) | ({words} if " " in words and not any(map(str.isdigit, words)) else set())


def is_said(html: Html, words: frozenset[str]) -> bool:
    """Whether some heading of the page says one of these words and no more."""
    return any(_is_own(node_line(node, _LONGEST), words) for node in html.tree.css("h1, h2, h3")[:20])


def stands_under(first: LexborNode, words: frozenset[str]) -> bool | None:
    """Whether a block, by its first row, stands under one of these words; False: under other ones, None: under none."""
    other = None
    here: LexborNode | None = first
    for _ in range(_LEVELS):
        if here is None or here.tag in ("body", "html", None):
            return other
        before, steps = here.prev, 0
        while before is not None and steps < _STEPS:
            if before.is_element_node and (text := node_line(before, _LONGEST)):
                steps += 1
                if _is_own(text, words):
                    return True
                other = False if len(text) < _LONGEST else other
            before = before.prev
        here = here.parent
    return other


def is_headed(first: LexborNode, words: frozenset[str], *, marked: bool = False) -> bool | None:
    """Whether the first heading above a block says one of these words; False: other ones, None: it has none.

    ``marked``: only what is marked up as a heading is one.
    """
    here: LexborNode | None = first
    for _ in range(_LEVELS):
        if here is None or here.tag in ("body", "html", None):
            return None
        before = here.prev
        while before is not None:
            text = _text(before) if not marked or before.tag in HEADINGS else ""
            if _is_own(text, words):
                return True
            if _is_foreign(text, words):
                return False
            before = before.prev
        here = here.parent
    return None


def _is_own(text: str, words: frozenset[str]) -> bool:
    """Whether a heading says one of these words, with «Chuyên mục:» before it or without."""
    return len(text) < _LONGEST and not words.isdisjoint((folded_words(text), folded_words(_OF_ARCHIVE.sub("", text))))


def heads_another(node: LexborNode, around: LexborNode, rows: set[int], words: frozenset[str]) -> bool:
    """Whether what stands right before an element, inside ``around``, heads something else than the list («Thông báo»).

    ``rows``: the rows of the list and what holds them; ``words``: what the page calls itself.
    """
    here: LexborNode | None = node
    while here is not None and here.mem_id != around.mem_id:
        before = here.prev
        while before is not None:
            text = _text(before)
            if before.mem_id in rows:
                return False
            if text:
                return not _holds_own(text, words) and _is_foreign(text, words)
            before = before.prev
        here = here.parent
    return False


def _holds_own(text: str, words: frozenset[str]) -> bool:
    """Whether a heading says what the page calls itself among other words («Nổi bật trong CCHC», «CCHC - Hỏi đáp»)."""
    if any(folded_words(part) in words for part in _PARTED.split(text)):
        return True
    folded = f" {folded_words(text)} "
    return any(" " in word and f" {word} " in folded for word in words)


def below_rest_words(node: LexborNode) -> bool:
    """Whether the first text before a node says that the rest of a list follows («Các tin khác», «Tin đã đưa»)."""
    here: LexborNode | None = node
    for _ in range(_LEVELS + 1):
        if here is None or here.tag == "body":
            return False
        before = here.prev
        while before is not None:
            text = node_line(before, _LONGEST) if before.is_element_node else ""
            if text:
                return _REST.match(folded_words(text)) is not None
            before = before.prev
        here = here.parent
    return False


def is_own(heading: LexborNode, words: frozenset[str]) -> bool:
    """Whether a heading says what the page calls itself."""
    return _is_own(_text(heading), words)


def is_foreign(heading: LexborNode, words: frozenset[str]) -> bool:
    """Whether a heading names something else than the list («Thông báo»)."""
    return _is_foreign(_text(heading), words)


def headed_otherwise(node: LexborNode, rows: set[int], words: frozenset[str]) -> bool:
    """Whether the first heading above a link, past what is made like its own row, is of something else («Tin mới»)."""
    for here in (node, *ancestors(node, 8)):
        made = (here.tag, marks(here))
        before, steps = here.prev, 0
        while before is not None and steps < _MOST_BEFORE:
            other = before.is_element_node and before.mem_id not in rows and (before.tag, marks(before)) != made
            if other and (before.tag in HEADINGS or before.css_first("a[href]") is None):
                if is_own(before, words):
                    return False
                if is_foreign(before, words):
                    return True
            before, steps = before.prev, steps + 1
    return False


def _text(node: LexborNode) -> str:
    if node.is_element_node:
        return "" if node.tag in ("script", "style", "noscript", "thead") else node_line(node, _LONGEST)
    return " ".join((node.text_content or "").split())[:_LONGEST] if node.is_text_node else ""


def _is_foreign(text: str, words: frozenset[str]) -> bool:
    """Whether a text is a heading, and none of the list itself or of what is left of it («Các tin khác»)."""
    folded = folded_words(text)
    if len(text) >= _LONGEST or len(folded) < 5 or re.search(r"\d", folded) or _NO_HEADING.match(folded):
        return False
    return not _is_own(text, words) and not _REST.match(folded)


def are_titles(texts: Sequence[str]) -> bool:
    """Whether links say titles rather than the words of a menu."""
    return len(texts) >= _FEW and sum(len(text) for text in texts) >= _LONG * len(texts)
