"""School portals on ASP.NET, Web Forms and MVC; general reading is as good but for their numbers and their pagers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawlers.markup import Html
from crawlers.page import Item, Page
from crawlers.paging.pager import Paging, paging
from crawlers.readings.families import Family

_CATEGORY = re.compile(rb"""href=["'][^"']{0,300}/ct?/\d{1,9}(?:/\d{1,9})?["'?]""", re.IGNORECASE)
_MAY_BE = re.compile(rb"/(?:ct?|CT?)/")
_ENTRY = re.compile(r"/ct?/\d{1,9}/(\d{1,9})/?$", re.IGNORECASE)
_NAMES = ("newsid", "articleid", "itemid", "idtin", "id_tin", "tinid", "postid")
_POSTBACK = re.compile(r"__dopostback\(", re.IGNORECASE)


def _score(page: Page) -> float:
    body = page.body
    if _MAY_BE.search(body) and len(_CATEGORY.findall(body[:400_000])) >= 3:
        return 0.7
    by = page.headers.get("x-powered-by", "") + page.headers.get("x-aspnet-version", "")
    return 0.4 if b"__VIEWSTATE" in body or by.upper().startswith("ASP.NET") or by[:1].isdigit() else 0.0


def _number(url: str) -> str | None:
    """The article's number: in ``/section/slug/ct/CATEGORY/NUMBER``, or in its own parameter."""
    parts = urlsplit(url)
    found = _ENTRY.search(parts.path)
    if found:
        return found[1]
    asked = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    return next((asked[name] for name in _NAMES if asked.get(name, "").isdigit()), None)


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """A pager that posts a form back cannot be followed: then nothing is said about the end (S12)."""
    found = paging(html, items)
    if found.next is not None:
        return found
    posts = any(_POSTBACK.search(node.attributes.get("href") or "") for node in html.tree.css("a[href^=javascript]"))
    return Paging(there=True) if posts else found


READER = Family(
    name="aspnet",
    score=_score,
    surest=0.7,
    noise=".bacham, .online, .thongke-truycap, [id*=lblLuotXem], [id*=lblOnline]",
    number=_number,
    pager=_pager,
)
