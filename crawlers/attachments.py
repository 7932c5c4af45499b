"""What stands in an article besides words: attached files, real players (CMS-FACTS 12, 14)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawlers.identity import host_of
from crawlers.markup import Html, ancestors, marks, node_line
from rules.model import Medium

MOST_ATTACHMENTS = 50
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|zip|rar|7z)(?:/[0-9a-f]{8}-[0-9a-f-]{27})?$", re.IGNORECASE
)
"""Liferay puts a number of its own behind the name."""
_DOWNLOAD = re.compile(r"[?&](?:download|attachment|file_?id|tai-?ve)=[^&]+", re.IGNORECASE)
_FILM = re.compile(r"\.(?:mp4|webm|m4v|mov|flv|m3u8|ogv)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg)$", re.IGNORECASE)
_PLAYERS = (
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "facebook.com",
    "tiktok.com",
)
_SHELL = re.compile(r"\b(?:company-map|footer|header|nav|sidebar|widget|banner|advert|quang-?cao|modal)")


@lru_cache(maxsize=1_024)
def is_document(url: str) -> bool:
    """Whether an address is a file of text, by its name or as a download."""
    parts = urlsplit(url)
    return bool(_DOCUMENT.search(parts.path) or (parts.query and _DOWNLOAD.search("?" + parts.query)))


def is_file(url: str) -> bool:
    """Whether an address is a file and no page: of text, a film, a picture."""
    path = urlsplit(url).path
    return is_document(url) or _FILM.search(path) is not None or _PICTURE.search(path) is not None


def attachments_in(html: Html, bodies: list[LexborNode]) -> tuple[str, ...]:
    """Addresses of the files attached to an article, each once, in order."""
    found: dict[str, None] = {}
    for body in bodies:
        for node in body.css("a[href]")[:2_000]:
            address = html.link(node.attributes.get("href"))
            if address and is_document(address):
                found.setdefault(address)
    return tuple(found)[:MOST_ATTACHMENTS]


def shows_film(html: Html, body: LexborNode | None) -> bool:
    """Whether a real player stands in an article's own text: hidden maps and banners are none (CMS-FACTS 14)."""
    if body is None:
        return False
    for node in body.css("iframe, video, embed, object, source")[:200]:
        if any(_SHELL.search(marks(above)) for above in (node, *ancestors(node, 3))):
            continue
        attributes = node.attributes
        address = html.link(attributes.get("src") or attributes.get("data-src") or attributes.get("data"))
        if node.tag == "video" or (address and _is_film(address)):
            return True
    return any(
        _FILM.search(urlsplit(html.link(a.attributes.get("href")) or "").path) for a in body.css("a[href]")[:500]
    )


def _is_film(address: str) -> bool:
    parts, host = urlsplit(address), host_of(address)
    if _FILM.search(parts.path):
        return True
    player = next((name for name in _PLAYERS if host == name or host.endswith("." + name)), None)
    if player is None:
        return False
    return player not in ("facebook.com", "tiktok.com") or "video" in address.lower() or "/embed" in parts.path


def medium_of(html: Html, body: LexborNode | None, url: str, files: tuple[str, ...]) -> Medium:
    """Video when a player stands in the text, document when there is little but files, else article."""
    if shows_film(html, body):
        return Medium.VIDEO
    if is_document(url) or (files and len(node_line(body, 400)) < 80):
        return Medium.DOCUMENT
    return Medium.ARTICLE
