"""Links of a page that may be items of a list: own site, words in them, not navigation; and their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, ancestors, line, node_line, visible_text
from crawlers.paging.page_addresses import list_start
from crawlers.zones import Zone, Zones

MOST_ANCHORS = 4_000
_EMPTY_LINKS = re.compile(
    r"^(?:xem (?:thêm|tiếp|chi tiết|tất cả)|chi tiết|đọc tiếp|đọc thêm|tải (?:về|xuống)|read more|trang \d+|\d+"
    r"|tháng [^\W_]{1,5}(?: (?:một|hai))?\W{1,3}20\d\d\s*\(\d+\)"
    r"|rss|download|tải tập tin|(?:xem )?(?:tệp|file|tập tin|tài liệu) đính kèm(?:\s*\(\d+\))?)\W*$",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(  # its first two signs are few, so that most of an address is passed over at once
    r"[/?&](?=[acdlpstu_])(?:(?:tag|author|category|chuyen-muc|(?:page|trang)(?!=[a-z])|login|dang-nhap|search|tim-kiem|print"
    r"|sendmail|savefile|user|users|tac-gia)[/=]"
    r"|(?<=/)_layouts/(?:\d+/)?(?:userdisp|people)\b)",
    re.IGNORECASE,
)


_OF_FEED = re.compile(r"/(?:feed|rss|atom)(?:\.xml)?/?(?:$|[?#])|\.rss(?:$|[?#])", re.IGNORECASE)
"""An icon with words beside a list («Subscribe to RSS - …»)."""
_NAMED_TITLE = ".title, .post-title, .entry-title, .news-title, .item-title, .card-title, .article-title, .tieude"
"""The title of a card that is one link."""
_SHOWN, _LEVELS_OF_CARD = "img, picture, svg, i, video, iframe, button, input", 4
"""What makes a link without words one that is seen all the same."""
_FIGURES = frozenset("0123456789")
_NUMBER = re.compile(r"\d{1,5}(?:/\d{4})?[/-][\w.&/-]*[^\W\d_][\w.&/-]*")
_TITLE_HEAD = re.compile(
    r"(?:về việc |tóm tắt )?(?:trích yếu|nội dung|tiêu đề|tên (?:văn bản|tài liệu|hồ sơ))", re.IGNORECASE
)


class Anchor(NamedTuple):
    """A link that may be an item: its node, address, words and zone."""

    node: LexborNode
    url: str
    text: str
    zone: Zone


class Link(NamedTuple):
    """A link with the words of an item, outside of navigation; where it leads is not looked up yet.

    ``place``: its number among those of the page."""

    node: LexborNode
    href: str
    text: str
    zone: Zone
    place: int


class Links:
    """Links of a page that may be items by place and words; few of them ever have to be looked at more closely."""

    def __init__(self, html: Html) -> None:
        self._html = html
        self._here = {canonical_url(html.url), list_start(html.url)}
        self._addresses: dict[str, str | None] = {}
        self.all = _links(html)

    def anchor(self, link: Link) -> Anchor | None:
        """The link with its address; None where no item may stand there."""
        if link.href not in self._addresses:
            self._addresses[link.href] = _item_address(self._html, link.href, self._here)
        url = self._addresses[link.href]
        return Anchor(link.node, url, link.text, link.zone) if url is not None else None

    def anchors(self) -> Iterator[Anchor]:
        """Those of all links, in page order."""
        return (anchor for link in self.all if (anchor := self.anchor(link)) is not None)


def anchors_of(html: Html) -> list[Anchor]:
    """Links of the page that may be items: own site, words in them, not navigation."""
    return list(Links(html).anchors())


def _links(html: Html) -> list[Link]:
    zones = Zones()
    found: list[Link] = []
    cards: dict[int, str | None] = {}
    for node in html.tree.css("a[href]")[:MOST_ANCHORS]:
        zone = zones.of(node)
        if zone is Zone.NAV:
            continue
        text, href = _words(node), node.attributes.get("href") or ""
        if text[:1] in _FIGURES and _NUMBER.fullmatch(text):
            text = _of_number(node) or text
        if not _may_be_title(text):
            empty = not text
            text = _beside_file(node) if is_document(href) else ""
            text = _of_card(node, cards) if empty and not text else text
        if text:
            found.append(Link(node, href, text, zone, len(found)))
    return found


def _of_card(node: LexborNode, cards: dict[int, str | None]) -> str:
    """The heading of a card over which its only link is stretched, with neither words nor a picture of its own.

    ``cards``: what is known of elements already, so that none is searched twice.
    """
    if node.css_first(_SHOWN) is not None:
        return ""
    for above in ancestors(node, _LEVELS_OF_CARD):
        if above.mem_id not in cards:
            cards[above.mem_id] = _only_heading(above)
        title = cards[above.mem_id]
        if title or title is None:
            return title or ""
    return ""


def _only_heading(card: LexborNode) -> str | None:
    """Words of an element's one heading, empty where it has none; None where it is no card: of several links or
    headings, or below the page's own."""
    headings = card.css("h1, h2, h3, h4, h5, h6")
    if card.tag in ("body", "main") or len(headings) > 1 or len(card.css("a[href]")) > 1:
        return None
    title = node_line(headings[0], 300) if headings else ""
    own = headings and (headings[0].tag == "h1" or headings[0].css_first("a[href]") is not None)
    return None if own or (headings and not _may_be_title(title)) else title


def _beside_file(node: LexborNode) -> str:
    """The title of a file whose link only says «Tải về»: the longest words of its row."""
    row = next((above for above in ancestors(node, 4) if above.tag in ("tr", "li")), None)
    if row is None or len(row.css("a[href]")) > 3:
        return ""
    texts = [line(piece.text_content, 300) for piece in visible_text(row)]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= 15 and _may_be_title(longest) else ""


def _of_number(node: LexborNode) -> str:
    """The title of a document of which only the number is a link: the cell of its row that its table heads so."""
    row = next((above for above in ancestors(node, 4) if above.tag == "tr"), None)
    table = next((above for above in ancestors(row, 4) if above.tag == "table"), None) if row is not None else None
    first = table.css_first("tr") if table is not None else None
    if row is None or first is None or first.mem_id == row.mem_id:
        return ""
    heads = [node_line(cell, 60) for cell in first.iter() if cell.tag in ("th", "td")]
    cells = [cell for cell in row.iter() if cell.tag in ("th", "td")]
    for head, cell in zip(heads, cells, strict=False) if len(heads) == len(cells) else ():
        if _TITLE_HEAD.match(head) and cell.css_first("a[href]") is None:
            return node_line(cell, 300)
    return ""


def _item_address(html: Html, href: str, here: set[str]) -> str | None:
    """Where a link leads, when an item may stand there: this site, another page, no list of lists."""
    url = html.link(href)
    if url is None or not same_site(url, html.url):
        return None
    name = canonical_url(url)
    # Only an address with one step below its host, or of one name, may be a front page.
    if (name.count("/") == 1 or name.lower().endswith("/default.aspx")) and is_home(url):
        return None
    return None if name in here or _PAGE_WORD.search(url) or _OF_FEED.search(url) else url


def _may_be_title(text: str) -> bool:
    if len(text) < 6 or _EMPTY_LINKS.match(text) or text.startswith(("/", "http")):
        return False
    return " " in text or len(text) >= 10 or "_" in text


def passed_for_its_words(html: Html, node: LexborNode) -> bool:
    """Whether a link leads where an item may stand, and is none only because its words are few («BC T5»)."""
    text = _words(node)
    few = len(text) >= 2 and not _may_be_title(text) and not _EMPTY_LINKS.match(text) and any(map(str.isalpha, text))
    here = {canonical_url(html.url), list_start(html.url)}
    return few and _item_address(html, node.attributes.get("href") or "", here) is not None


def _words(node: LexborNode) -> str:
    text = node_line(node)
    if len(text) < 6:
        text = line(node.attributes.get("title")) or text
    return text


def title_at(anchor: Anchor, raws: frozenset[str]) -> str:
    """A link's own words, unless they are none («Tải về»)."""
    shown = title_of(anchor.node, raws)
    bare = not shown or (_EMPTY_LINKS.match(shown) and not _EMPTY_LINKS.match(anchor.text)) or _NUMBER.fullmatch(shown)
    return anchor.text if bare else shown


def title_of(node: LexborNode, raws: frozenset[str]) -> str:
    """Words of a link without the date that some lists put inside it, or a time that begins or ends them; the title
    attribute when they are cut short.

    Of a link around a whole card, those of its one heading."""
    node = _heading_in(node) or node
    pieces = [(line(piece.text_content), _is_time(piece, node)) for piece in visible_text(node)]
    pieces = [(piece, timed) for piece, timed in pieces if piece and piece not in raws]
    words = [place for place, (_, timed) in enumerate(pieces) if not timed]
    if words:
        pieces = pieces[words[0] : words[-1] + 1]
    text = line(" ".join(piece for piece, _ in pieces))
    if text.endswith(("...", "…")) or not text:
        full = line(node.attributes.get("title"))
        stem = text.rstrip(".… ")
        if full and full.startswith(stem[:20]):
            return full
    return text


def _is_time(piece: LexborNode, link: LexborNode) -> bool:
    """Whether a text of a link stands in an element marked as a time."""
    for above in ancestors(piece, 4):
        if above.mem_id == link.mem_id:
            return False
        if above.tag == "time":
            return True
    return False


def _heading_in(link: LexborNode) -> LexborNode | None:
    """The one heading, or element named so, of a link around a whole card."""
    headings = link.css("h1, h2, h3, h4, h5, h6")[:2] or link.css(_NAMED_TITLE)[:2]
    return headings[0] if len(headings) == 1 and _may_be_title(node_line(headings[0])) else None
