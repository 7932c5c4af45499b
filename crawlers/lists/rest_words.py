"""Words that stand before what is left of a list («Các tin khác», «Tin đã đưa»)."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawlers.markup import node_line

_REST_WORDS = re.compile(
    r"^\W*(?:các|những)?\s*(?:tin|bài|văn bản|thông báo)(?:\s+(?:bài|viết|tức))?"
    r"\s+(?:khác|đã đưa|đã đăng|cũ|trước|tiếp)"
    r"|^\W*tin\s+tiếp\s+theo",
    re.IGNORECASE,
)


def below_rest_words(node: LexborNode, levels: int = 7) -> bool:
    """Whether such words are the first text before a node, so many elements up at the most."""
    here: LexborNode | None = node
    for _ in range(levels):
        if here is None or here.tag == "body":
            return False
        before = here.prev
        while before is not None:
            text = node_line(before, 60) if before.is_element_node else ""
            if text:
                return bool(_REST_WORDS.search(text))
            before = before.prev
        here = here.parent
    return False
