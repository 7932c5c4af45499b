"""Making words of strangers harmless before they are shown: titles, addresses, subjects (FAULTS H4, H6, H9, H16).

A title is data of a site we do not know. Nothing here changes what it says; only what it could do is taken away.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

SUBJECT_LIMIT = 200
_URL_LIMIT = 1500
_SPACES = re.compile(r"\s+")
# Characters that move, hide or break text: controls, bidi and zero-width formats, line and paragraph separators, halves
# of pairs, private use and unassigned ones.
_UNWANTED = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
_MARKS_IN_A_ROW = 3


def line(text: str, limit: int = 500) -> str:
    """One line of visible text, NFC, at most ``limit`` characters; what is cut off shows as "…"."""
    # A stranger's text may be megabytes long: what cannot be shown anyway is not looked at.
    text = unicodedata.normalize("NFC", text[: limit * 8])
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(_plain(character, category))
    return shorten(_SPACES.sub(" ", "".join(kept)).strip(), limit)


def _plain(character: str, category: str) -> str:
    if category not in _UNWANTED:
        return character
    # A format character joins its neighbours, so it goes without a trace; a control parts them.
    return "" if category in ("Cf", "Cs") else " "


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where one is near."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    if space and len(head) >= limit * 2 // 3:
        cut = head
    # A letter must not lose its marks, and a mark must not stand on our sign.
    while cut and unicodedata.combining(cut[-1]) and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" ,;:–-") + "…"


def subject(text: str) -> str:
    """A subject line: one line, at most 200 characters, and nothing that reads as an encoded word of its own."""
    return line(line(text, SUBJECT_LIMIT).replace("=?", "= ?"), SUBJECT_LIMIT)


def web_address(url: str) -> str | None:
    """The address if a click on it can only open a web page, else None (H6).

    Only http and https, no user name, no control characters; what does not belong in an address is percent-encoded.
    """
    if len(url) > _URL_LIMIT or any(unicodedata.category(character) in _UNWANTED for character in url):
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in url:
        return None
    if not re.fullmatch(r"[\w.-]+|[0-9a-f:.]+", host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    netloc = f"{netloc}:{port}" if port is not None else netloc
    path, query, fragment = (
        quote(part, safe="%/:=&?~#+!$,;@()*-._") for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, netloc, path, query, fragment))
