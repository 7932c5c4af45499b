"""Whether a block of a page stands under the words that the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawlers.markup import Html, node_line
from rules.text import fold

_PARTED = re.compile(r"\s+[|–—»«:•·-]+\s+")
_OF_SITE = re.compile(
    r"(?:truong|so|phong|pgd\w*|sgd\w*|cong|trang|website|ubnd|uy ban|th|thcs|thpt|mn|tieu hoc|trung hoc|mam non"
    r"|trung tam|c[123])\b"
)
_LEVELS, _STEPS = 6, 4
_LONGEST = 80
_FEW, _LONG = 3, 25


def own_words(html: Html) -> frozenset[str]:
    """What the page calls itself in its head, part by part, folded; the name of the site is none of it."""
    words = (_folded(part) for part in _PARTED.split(html.title))
    return frozenset(word for word in words if len(word) >= 4 and not _OF_SITE.match(word))


def is_said(html: Html, words: frozenset[str]) -> bool:
    """Whether some heading of the page says one of these words and no more."""
    return any(_folded(node_line(node, _LONGEST)) in words for node in html.tree.css("h1, h2, h3")[:20])


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
                if len(text) < _LONGEST and _folded(text) in words:
                    return True
                other = False if len(text) < _LONGEST else other
            before = before.prev
        here = here.parent
    return other


def are_titles(texts: Sequence[str]) -> bool:
    """Whether links say titles rather than the words of a menu."""
    return len(texts) >= _FEW and sum(len(text) for text in texts) >= _LONG * len(texts)


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())
