"""One publication, one name: canonical addresses and the other names a site gives the same thing (S8)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from crawlers.addresses import DEFAULT_PORTS

UNKNOWN = "http://unknown.invalid/"
"""Address of a saved page whose own is not known: every site may be its own."""
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|_ga|mc_[ce]id|igshid|sid|s?ession_?id|phpsessid|jsessionid|aspsessionid\w*",
    re.IGNORECASE,
)
_SESSION = re.compile(r"sid|s?session_?id", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,7}")
"""No session is a number so short: it is a story's («modules.php?name=News&sid=805»)."""
ENDING = re.compile(r"\.(?:html?|aspx?|php)$")
"""Of the file of a page, in a canonical address."""
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_LONGEST = 2000
_KEPT = 1_024
"""Addresses that are remembered in each table: one page asks for the same ones again and again."""
_PLAIN_ROOT = re.compile(r"(https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?)(?:[/?#]|\Z)")
_PLAIN_PATH = re.compile(r"/(?!/)[A-Za-z0-9_/~-]*(?:\.[A-Za-z0-9_~-][A-Za-z0-9_/~.-]*)?(?:\?[A-Za-z0-9_=&~-]+)?\Z")
_PLAIN_URL = re.compile(r"(https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?)(/[A-Za-z0-9._~/-]*)?\Z")
_ROOT_ENDS = ("", "/", "?", "#")
"""Addresses as nearly all are: what the library would make of them is known without asking it."""


def resolve(base: str, href: str | None) -> str | None:
    """Absolute http(s) address of a link, None for anything else (script, mail, data, broken, overlong)."""
    if not href:
        return None
    href = href.strip()
    if not href.isprintable():
        href = "".join(c for c in href if c.isprintable())
    if not href or href.startswith("#") or len(href) > _LONGEST:
        return None
    root = plain_root(base)
    if root is not None and _PLAIN_PATH.match(href) and "/." not in href and len(href) + len(root) < _LONGEST:
        return root + href
    if root is not None and (plain := _PLAIN_URL.match(href)) and _host_of_root(plain[1]):
        return href
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        _ = parts.port  # raises on a port that is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in DEFAULT_PORTS or not parts.hostname:
        return None
    return joined.partition("#")[0]


@lru_cache(maxsize=_KEPT)
def canonical_url(url: str) -> str:
    """The address without what does not tell publications apart.

    No scheme (one page over http and https is one page), host in lower case without ``www.`` and default port, no
    fragment, no tracking or session parameters, the query sorted, percent-encoding undone and NFC, no slash at the end.
    """
    plain = _PLAIN_URL.match(url)
    if plain is not None and "//" not in (plain[2] or "/") and (root_host := _host_of_root(plain[1])):
        return f"{root_host}{(plain[2] or '/').rstrip('/') or '/'}"
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return _text(url.strip())
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if port is not None and port not in DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = _text(_SESSION_IN_PATH.sub("", parts.path)) or "/"
    path = re.sub(r"/{2,}", "/", path)
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    pairs = [
        (_text(name), _text(value))
        for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if not _TRACKING.fullmatch(name) or (_SESSION.fullmatch(name) and _NUMBER.fullmatch(value))
    ]
    query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
    return f"{host}{path}" + (f"?{query}" if query else "")


def left_out(url: str) -> str:
    """What the canonical address of an address, as it is written in a link, leaves out: fragment and parameters."""
    address, _, fragment = url.strip().partition("#")
    pairs = parse_qsl(address.partition("?")[2], keep_blank_values=True)
    dropped = [f"{name}={value}" for name, value in sorted(pairs) if _TRACKING.fullmatch(name)]
    return "&".join([*dropped, *([f"#{_text(fragment)}"] if fragment else [])])[:_LONGEST]


@lru_cache(maxsize=256)
def plain_root(url: str) -> str | None:
    """Scheme, host and port of an address that is written as nearly all are; None for any other."""
    root = _PLAIN_ROOT.match(url)
    return root[1] if root is not None and _host_of_root(root[1]) else None


@lru_cache(maxsize=256)
def _host_of_root(root: str) -> str:
    """Host of a plain root, its port where it is no usual one; empty where the port is none."""
    host, _, port = root.partition("://")[2].partition(":")
    if port and int(port) > 65_535:
        return ""
    host = host.removeprefix("www.")
    return host if not port or int(port) in DEFAULT_PORTS.values() else f"{host}:{int(port)}"


def _text(encoded: str) -> str:
    """Percent-encoding undone where it is UTF-8, NFC."""
    plain = unquote(encoded, errors="replace") if "%" in encoded else encoded
    if "\ufffd" in plain:
        plain = encoded
    printed = plain if plain.isprintable() else "".join(c for c in plain if c.isprintable())
    return printed if printed.isascii() else unicodedata.normalize("NFC", printed)


@lru_cache(maxsize=_KEPT)
def host_of(url: str) -> str:
    """Host and port in lower case, without ``www.``: what makes two addresses one site."""
    plain = _PLAIN_ROOT.match(url)
    if plain is not None and (root_host := _host_of_root(plain[1])):
        return root_host
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return f"{host}:{port}" if port is not None and port not in DEFAULT_PORTS.values() else host


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host (``www.`` apart)."""
    root = plain_root(other)
    if root is not None and one.startswith(root) and one[len(root) : len(root) + 1] in _ROOT_ENDS:
        return True  # as nearly every link of a page
    host = host_of(one)
    return bool(host) and host == host_of(other)


def same_path(one: str, other: str) -> bool:
    """Whether two addresses differ in host or query at most."""
    return urlsplit(one).path.rstrip("/") == urlsplit(other).path.rstrip("/")


def of_site(name: str, url: str) -> str:
    """A system's own number or guid with the site that gave it: two sites may both have an item 12 (S8)."""
    return f"{name}@{host_of(url)}"


@lru_cache(maxsize=_KEPT)
def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    plain = _PLAIN_URL.match(url)
    deep = plain is not None and "/" in (plain[2] or "")[1:].rstrip("/")
    if deep and not url.lower().endswith(("/default.aspx", "/")):
        return False
    parts = urlsplit(url)
    path = parts.path.rstrip("/").lower()
    return not parts.query and (
        path in ("", "/vi", "/index.php", "/index.html", "/index.htm") or path.endswith("/default.aspx")
    )
