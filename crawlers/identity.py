"""One publication, one name: canonical addresses and the other names a site gives the same thing (S8)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|_ga|mc_[ce]id|igshid|sid|s?ession_?id|phpsessid|jsessionid|aspsessionid\w*",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_SAFE = "/:@!$&'()*+,;=~-._%"
_LONGEST = 2000


def resolve(base: str, href: str | None) -> str | None:
    """Absolute http(s) address of a link, None for anything else (script, mail, data, broken, overlong)."""
    if not href:
        return None
    href = "".join(c for c in href.strip() if c.isprintable())
    if not href or href.startswith("#") or len(href) > _LONGEST:
        return None
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        _ = parts.port  # raises on a port that is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return joined.partition("#")[0]


def canonical_url(url: str) -> str:
    """The address without what does not tell publications apart.

    No scheme (one page over http and https is one page), host in lower case without ``www.`` and default port, no
    fragment, no tracking or session parameters, the query sorted, percent-encoding undone and NFC, no slash at the end.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return _text(url.strip())
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = _text(_SESSION_IN_PATH.sub("", parts.path)) or "/"
    path = re.sub(r"/{2,}", "/", path)
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    pairs = [
        (_text(name), _text(value))
        for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if not _TRACKING.fullmatch(name)
    ]
    query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
    return f"{host}{path}" + (f"?{query}" if query else "")


def _text(encoded: str) -> str:
    """Percent-encoding undone where it is UTF-8, NFC."""
    plain = unquote(encoded, errors="replace")
    if "\ufffd" in plain:
        plain = encoded
    return unicodedata.normalize("NFC", "".join(c for c in plain if c.isprintable()))


def quoted(url: str) -> str:
    """The address as it can be asked for: letters outside ASCII percent-encoded, nothing encoded twice."""
    parts = urlsplit(url)
    path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    return parts._replace(path=path, query=query, fragment="").geturl()


def host_of(url: str) -> str:
    """Host and port in lower case, without ``www.``: what makes two addresses one site."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return f"{host}:{port}" if port is not None and port not in _DEFAULT_PORTS.values() else host


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host (``www.`` apart)."""
    return bool(host_of(one)) and host_of(one) == host_of(other)


def of_site(name: str, url: str) -> str:
    """A system's own number or guid with the site that gave it: two sites may both have an item 12 (S8)."""
    return f"{name}@{host_of(url)}"


def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").lower()
    return not parts.query and (
        path in ("", "/vi", "/index.php", "/index.html", "/index.htm") or path.endswith("/default.aspx")
    )
