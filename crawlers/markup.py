"""From hostile bytes to text and a tree: decoding, a bounded parse, links, small facts of the head (E16, E37, F10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from unicodedata import is_normalized, normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.identity import canonical_url, resolve
from crawlers.page import Page
from rules.text import clean

MOST_TEXT = 500
"""Characters of a title that are kept (F9)."""
_MOST_BYTES = 10_000_000
_DEEPEST = 1_000
_CHOSEN, _MOST_CHOSEN = re.compile(rb"<option\b[^>]{0,200}\bselected", re.IGNORECASE), 2_000
"""Marked options: for each of them the parser goes through its whole list."""
"""Open blocks at once; a parser's time grows with the square of the depth (E37)."""
_FEW_TAGS = 4_000
_BLOCK = re.compile(
    rb"<(/?)(?:div|section|article|aside|main|nav|header|footer|ul|ol|dl|table|form|center|blockquote|fieldset|details"
    rb"|font|span|b|i|u|em|strong|a|svg|math|template|object|select|h[1-6])(?=[\s>/])",
    re.IGNORECASE,
)
_MARK = b"\xef\xbb\xbf"
"""Of UTF-8, before the text."""
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_LEGACY = {
    "iso-8859-1": "windows-1258",
    "latin-1": "windows-1258",
    "windows-1252": "windows-1258",
    "us-ascii": "windows-1258",
}


def decode(body: bytes, content_type: str = "") -> str:
    """Text of a page: strict UTF-8 first, then the declared charset, then windows-1258; never raises."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    if (strict := _utf8(body)) is not None:
        return strict
    for declared in _declared(body, content_type):
        try:
            return body.decode(_LEGACY.get(declared, declared))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    # A few broken bytes in a page that is UTF-8 otherwise spoil less than another alphabet would.
    lenient = body.decode("utf-8", errors="replace")
    if lenient.count("\ufffd") * 50 <= len(lenient):
        return lenient
    return body.decode("windows-1258", errors="replace")


def _utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8 throughout, as those of nearly every page."""
    try:
        return body.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    for source in (content_type.encode("ascii", "ignore"), body[:2048]):
        found = _CHARSET.search(source)
        if found:
            name = found[1].decode("ascii").lower()
            if name not in ("utf-8", "utf8") and not name.startswith(("utf-16", "utf-32", "utf-7")):
                yield name


def line(text: str | None, most: int = MOST_TEXT) -> str:
    """One clean line: NFC, no control, invisible or lone surrogate characters, bounded."""
    if not text:
        return ""
    return _short_line(text, most) if len(text) <= _SHORT else _line(text, most)


def _line(text: str, most: int) -> str:
    text = text[: most * 8].replace("\ufffd", " ")
    if len(text) > most * 2:
        start = " ".join(text.split())[: most * 2]
        if " " in start[most:] and _is_tidy(start):  # what stands behind a blank changes no letter before it
            return start[:most].rstrip()
    return tidy(text)[:most].rstrip()


_SHORT = 200
_SHORT_LINE = 60
_short_line = lru_cache(maxsize=4_096)(_line)
"""Words of menus and labels come again and again."""


def tidy(text: str) -> str:
    """``rules.text.clean``, at a tenth of its cost where there is nothing to clean but blanks."""
    if len(text) > _SHORT_LINE and _is_tidy(text):
        return text.strip()
    joined = " ".join(text.split())
    return normalize("NFC", joined) if joined.isprintable() else clean(text)


def _is_tidy(text: str) -> bool:
    """Whether nothing is to be cleaned but blanks around it."""
    return text.isprintable() and "  " not in text and is_normalized("NFC", text)


def too_deep(body: bytes) -> bool:
    """Whether tags are nested so deeply, or so many options marked, that parsing would take unbounded time (E37)."""
    if body.count(b"<") < _FEW_TAGS:
        return False
    if len(_CHOSEN.findall(body)) > _MOST_CHOSEN:
        return True
    depth = 0
    for found in _BLOCK.finditer(body):
        depth += -1 if found[1] else 1
        if depth > _DEEPEST:
            return True
        depth = max(depth, 0)
    return False


@dataclass
class Html:
    """A parsed page and what readers ask of it again and again."""

    url: str
    tree: LexborHTMLParser
    text: str

    @cached_property
    def base(self) -> str:
        """What relative links are relative to; a base on another scheme is ignored (E34)."""
        node = self.tree.css_first("base[href]")
        return (resolve(self.url, node.attributes.get("href")) if node else None) or self.url

    def link(self, href: str | None) -> str | None:
        """Absolute http(s) address, or None."""
        return resolve(self.base, href)

    @cached_property
    def title(self) -> str:
        """The head's title."""
        node = self.tree.css_first("title")
        return line(node.text()) if node else ""

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """Contents of meta elements by lower-case name or property; the first of each counts."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]")[:200]:
            attributes = node.attributes
            name = (attributes.get("property") or attributes.get("name") or "").lower()
            if name:
                found.setdefault(name, line(attributes.get("content"), 300))
        return found

    @cached_property
    def body_text(self) -> str:
        """Visible text, scripts left out, at most 20,000 characters."""
        pieces: list[str] = []
        size = 0
        for node in visible_text(self.tree.body):
            piece = node.text_content
            if piece and not piece.isspace():
                pieces.append(piece[:20_000])
                size += len(piece)
                if size > 20_000:
                    break
        return line(" ".join(pieces), 20_000)

    @cached_property
    def words(self) -> frozenset[str]:
        """Classes of the body element, lower case."""
        node = self.tree.body
        return frozenset((node.attributes.get("class") or "").lower().split()) if node else frozenset()

    def feeds(self) -> list[tuple[str, str]]:
        """(address, title) of the feeds that the head announces."""
        found = []
        for node in self.tree.css("link[rel~=alternate][href]")[:100]:
            attributes = node.attributes
            kind = (attributes.get("type") or "").lower()
            if "rss" in kind or "atom" in kind:
                address = self.link(attributes.get("href"))
                if address:
                    found.append((address, line(attributes.get("title"))))
        return found


_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea", "iframe"})


def visible_text(node: LexborNode | None) -> Iterator[LexborNode]:
    """Text nodes below a node in order, those of scripts and styles left out."""
    if node is None:
        return
    for found in node.traverse(include_text=True):
        if found.is_text_node:
            parent = found.parent
            if parent is None or parent.tag not in _SILENT:
                yield found


def parse(page: Page) -> Html | None:
    """The page as a tree, None when it is no HTML that can be read in bounded time."""
    return parse_bytes(page.body, page.url, page.headers.get("content-type", ""))


def parse_bytes(body: bytes, url: str, content_type: str = "") -> Html | None:
    """The bytes as a tree, None when they are too large, too deep or not text."""
    body = body[: _MOST_BYTES + 1]
    if not body.strip() or len(body) > _MOST_BYTES or b"\x00\x00\x00\x00" in body[:64] or too_deep(body):
        return None
    strict = _utf8(body)
    if strict is not None and not body.startswith(_MARK):
        return Html(url, LexborHTMLParser(body), strict)
    text = decode(body, content_type)
    return Html(url, LexborHTMLParser(text.encode("utf-8", "replace")), text)


def node_line(node: LexborNode | None, most: int = MOST_TEXT) -> str:
    """Visible text of a node as one clean line."""
    if node is None:
        return ""
    while (only := node.child) is not None and only.next is None:  # one in the other, as most that hold words are
        if only.is_text_node:
            return "" if node.tag in _SILENT else line(only.text_content, most)
        node = only
    if only is None:
        return ""
    pieces: list[str] = []
    size = 0
    for found in visible_text(node):
        pieces.append(found.text_content or "")
        size += len(pieces[-1])
        if size > most * 4:
            break
    return line(" ".join(pieces), most)


def marks(node: LexborNode) -> str:
    """Class and id of a node, lower case, for telling by name what it is."""
    return marks_in(node.attributes)


def marks_in(attributes: Mapping[str, str | None]) -> str:
    """The same of attributes at hand."""
    if "class" not in attributes and "id" not in attributes:
        return " "
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()


_OF_POST = re.compile(r"(?:^|\s)(?:entry|post|article)-date(?:\s|$)")
"""A theme that shows one day calls it both: the day of the post, and «updated» for machines."""
_CHANGE = re.compile(r"\b(?:updated|modified|dateModified|last-?mod\w*)\b", re.IGNORECASE)


def says_change(node: LexborNode) -> bool:
    """Whether a time stands for the last change: by its own names, or those right around it."""
    own = f"{marks(node)} {node.attributes.get('itemprop') or ''}"
    if "publish" in own.lower() or _OF_POST.search(own):
        return False
    around = marks(node.parent) if node.parent is not None else ""
    return bool(_CHANGE.search(own) or ("publish" not in around and _CHANGE.search(around)))


def ancestors(node: LexborNode, most: int = 40) -> Iterator[LexborNode]:
    """The node's parents, nearest first."""
    above = node.parent
    while above is not None and above.is_element_node and most > 0:
        yield above
        above, most = above.parent, most - 1


def leads_away(html: Html, node: LexborNode) -> bool:
    """Whether a node is, holds or stands in a link to another page."""
    links = [node, *node.css("a[href]")[:5], *(above for above in ancestors(node, 3) if above.tag == "a")]
    hrefs = (link.attributes.get("href") or "" for link in links)
    # With a base element even «#» would be resolved to another page.
    addresses = (html.link(href) for href in hrefs if not href.startswith("#"))
    return any(address and canonical_url(address) != canonical_url(html.url) for address in addresses)
