"""Does a list page show what it showed before? Told from its bytes, without parsing: pages carry counters and tokens.

Two signs must agree: the letters of the page, with scripts, hidden fields and whatever counters and tokens are made of
left out; and the address of each item, with the date beside it, in the same order. A page that passes would be read as
it was before; one that does not is read (S11). Looks that must prove by themselves never ask (S13).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from crawlers.dates.stated import OF_LISTS
from crawlers.page import Item, Outline

_HIDDEN = re.compile(rb"<script\b.*?</script|<style\b.*?</style|<input\b[^>]*|<meta\b[^>]*|<!--.*?-->", re.DOTALL)
_COUNTED = b"0123456789abcdefABCDEF"
_LEAST, _MOST = 3, 60
_SHORTEST = 6
"""An address of fewer letters may stand anywhere."""


def outline_of(body: bytes, items: Sequence[Item]) -> Outline | None:
    """What to look for at the next look; None where this page itself would not be known again."""
    if not _LEAST <= len(items) <= _MOST:
        return None
    addresses = [_asked(item.url) for item in items]
    dates = [item.stated.raw for item in items if item.stated is not None and item.stated.source.startswith(OF_LISTS)]
    if any(len(one) < _SHORTEST for one in addresses):
        return None
    if not (_in_order(body, addresses) and _in_order(body, dates)):
        return None
    return Outline(_letters(body), tuple(addresses), tuple(dates))


def is_like(body: bytes, outline: Outline) -> bool:
    """Whether a page shows the same items with the same dates in the same order, and the same letters around them."""
    return _in_order(body, outline.addresses) and _in_order(body, outline.dates) and _letters(body) == outline.letters


def _letters(body: bytes) -> str:
    return sha256(_HIDDEN.sub(b"", body).translate(None, _COUNTED)).hexdigest()


def _in_order(body: bytes, texts: Sequence[str]) -> bool:
    place = 0
    for text in texts:
        place = body.find(text.encode("utf-8", "replace"), place)
        if place < 0:
            return False
        place += 1
    return True


def _asked(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
