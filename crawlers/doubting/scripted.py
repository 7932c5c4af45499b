"""Parts of a page that a script fills after it was sent: old rows beside them may not be all that visitors see (E39).

Pure.
"""

from __future__ import annotations

import re
from datetime import date

from crawlers.dates.mentions import days_mentioned
from crawlers.doubting.column import OwnColumn
from crawlers.markup import Html, line, visible_text

_UNFILLED = "[v-for], [ng-repeat], [data-ng-repeat], [x-for], [data-bind*=foreach]"
_STORED = "template, textarea, script[type*=template], script[type='text/html']"
_MARK = re.compile(r"\{\{[^{}]{1,80}\}\}")
_LOADING = re.compile(
    r"\W*(?:đang (?:tải|lấy|nạp)(?: [^\W\d]{1,9}){0,4}|loading(?: [a-z]{1,9}){0,3})\W*", re.IGNORECASE
)
_MOST, _LONGEST_STORED = 200, 200_000


def is_filled_later(html: Html, column: OwnColumn, wanted: set[date]) -> bool:
    """Whether the list's own column waits for a script, or holds rows for one that bear a day ``wanted``."""
    if any(column.has(node) for node in html.tree.css(_UNFILLED)[:_MOST]):
        return True
    for piece in visible_text(html.tree.body):
        text = piece.text_content or ""
        if "{{" not in text and not _LOADING.fullmatch(text[:60]):
            continue
        said = line(text, 120)
        if piece.parent is None or not (_MARK.search(said) or _LOADING.fullmatch(said)):
            continue
        if column.has(piece.parent):
            return True
    stored = (node.html or "" for node in html.tree.css(_STORED)[:_MOST])
    return any(
        not wanted.isdisjoint(days_mentioned(text, column.today)) for text in stored if len(text) <= _LONGEST_STORED
    )
