"""Whether a list shows that it has ended: only what says so in full counts, for an end proves most (S12)."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.markup import Html, leads_away, line, marks, node_line, visible_text
from crawlers.paging.page_addresses import list_start, number_of
from crawlers.zones import Zone, Zones

_CLICKED = "a, button, input, select, [onclick], [data-page], [data-trang], [data-p]"
_NEWER_WORDS = (
    r"newer(?:\s+(?:posts|entries|articles))?|(?:(?:các\s+)?(?:trang|tin|bài)(?:\s+(?:viết|đăng))?\s+)?mới\s+hơn"
)
_NEWER = re.compile(rf"\W*(?:{_NEWER_WORDS})\W*", re.IGNORECASE)
_BACK = re.compile(
    rf"\W*(?:(?:trang\s+)?(?:đầu(?:\s+tiên)?|trước(?:\s+đó)?)|first|prev(?:ious)?|{_NEWER_WORDS})?\W*", re.IGNORECASE
)
_TO_THE_LEFT = re.compile(r"[‹«←<⟨⟪〈《❮◀◄◂\s]+|<<")
_NUMBER = re.compile(r"\d{1,4}")
ELLIPSES = frozenset({"...", "…", "..", "•••"})
_MOST_PIECES = 200
_MORE = re.compile(
    r"\W*(?:(?:xem|tải|hiển thị|đọc|load|show|view)\s+(?:thêm|tiếp|more)|more posts"
    r"|(?:tin|bài)(?:\s+viết)?\s+cũ hơn)\b",
    re.IGNORECASE,
)
_MORE_NAMES = re.compile(r"(?:load|tai|xem|show|view)[-_]?(?:more|them|tiep)", re.IGNORECASE)
_LASTS = ("data-last", "data-last-page", "data-max-page", "data-max-pages", "data-total-pages")
_COUNTS = ("data-page", "data-trang", "data-p", *_LASTS, "data-next-page")
_MAY_LEAD_ON = ", ".join(
    (
        *("button", "input[type=button]", "a[href^='#']", "a[href^=javascript]", "a:not([href])", "[onclick]"),
        *(f"[{name}]" for name in _COUNTS),
        *(f"[{name}*={part} i]" for name in ("class", "id") for part in ("more", "them", "tiep")),
    )
)
_LONGEST = 40


def shows_the_end(html: Html, pager: LexborNode, here: int) -> bool:
    """Whether everything in a pager is this page, one before it, or switched off. ``here``: number of this page."""
    for node in pager.css(_CLICKED)[:_MOST_PIECES]:
        if not _leads_nowhere_new(html, node, here):
            return False
    for piece in islice(visible_text(pager), _MOST_PIECES):
        text = line(piece.text_content, _LONGEST)
        if text in ELLIPSES or (_NUMBER.fullmatch(text) and int(text) > here):
            return False
    return True


def leads_to_newer(html: Html, pager: LexborNode, here: int) -> bool:
    """Whether a pager without numbers leads by its words to newer items, by its address to the page before this one.

    «Trước» is not enough: it may say of the page or of the time. ``here``: number of this page, 2 at least.
    """
    start = list_start(html.url)
    for node in pager.css("a[href]")[:_MOST_PIECES]:
        address = html.link(node.attributes.get("href"))
        if address is None or list_start(address) != start or not _NEWER.fullmatch(node_line(node, _LONGEST)):
            continue
        if number_of(address) == here - 1 or (here == 2 and canonical_url(address) == start):
            return True
    return False


def _leads_nowhere_new(html: Html, node: LexborNode, here: int) -> bool:
    """Whether a link or button is switched off, or leads to this page or one before it."""
    attributes = node.attributes
    if node.tag == "select":
        return len(node.css("option")) <= 1
    if node.tag == "input":
        return "disabled" in attributes or (attributes.get("type") or "text").lower() == "hidden"
    if "disabled" in attributes or "disabled" in f"{marks(node)} {marks(node.parent) if node.parent else ''}":
        return True
    text = node_line(node, _LONGEST)
    if _NUMBER.fullmatch(text):
        return int(text) <= here
    address = html.link(attributes.get("href")) if attributes.get("href") else None
    if address is not None and not (attributes.get("href") or "").startswith("#"):
        number = number_of(address)
        if canonical_url(address) == canonical_url(html.url) or (number is not None and number < here):
            return True
        if number is not None and number > here:
            return False  # whatever it says
    return bool(text) and (_BACK.fullmatch(text) is not None and _says_back(text))


def _says_back(text: str) -> bool:
    return any(map(str.isalnum, text)) or _TO_THE_LEFT.fullmatch(text) is not None


def hides_more(html: Html) -> bool:
    """Whether something in the page's own matter fetches more by a script: «Xem thêm» as a button, not as a link."""
    zones = Zones()
    for node in html.tree.css(_MAY_LEAD_ON)[:400]:
        if _fetches_more(html, node) and zones.of(node) not in (Zone.NAV, Zone.SIDE):
            return True
    return False


def _fetches_more(html: Html, node: LexborNode) -> bool:
    if _has_further_pages(node):
        return True
    text = node_line(node, _LONGEST + 1)
    if len(text) > _LONGEST or "disabled" in node.attributes or leads_away(html, node):
        return False
    numbers = [node.attributes.get(name) or "" for name in _COUNTS]
    if any(number.isdecimal() and int(number[:6]) > 1 for number in numbers):
        return True
    said = text or (node.attributes.get("value") or "")
    return _MORE.match(said) is not None or (not said and _MORE_NAMES.search(marks(node)) is not None)


def _has_further_pages(node: LexborNode) -> bool:
    """Whether a list tells its script that its last page is one behind this («data-page=1 data-last=4»)."""
    attributes = node.attributes
    here = attributes.get("data-page") or "1"
    lasts = [attributes.get(name) or "" for name in _LASTS]
    return here.isdecimal() and any(last.isdecimal() and int(last[:6]) > int(here[:6]) for last in lasts)
