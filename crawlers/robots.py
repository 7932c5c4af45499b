"""robots.txt: what a host asks robots to leave alone, and how slowly it wants to be read (RFC 9309)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from protego import Protego

LARGEST_BYTES = 500_000
"""What is read of a robots.txt; the rest is not looked at (E31)."""
LONGEST_LINE = 2_000
LONGEST_NOTE = 4_000
"""Characters of a robots.txt that is remembered from one look to the next."""
MOST_MAPS = 10
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<|<html|<!doctype", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """Rules of one host for one robot. ``parser`` None: all is allowed. ``crawl_delay_s``: the pause asked for."""

    token: str = ""
    parser: Protego | None = None
    crawl_delay_s: float | None = None

    def allows(self, url: str) -> bool:
        """Whether this address may be asked for."""
        return self.parser is None or self.parser.can_fetch(url, self.token)


def robots_text(body: bytes, content_type: str) -> str:
    """What counts of a robots.txt that was answered with 200.

    A page is no robots.txt, whatever its address: some sites answer every unknown address with their home page.
    """
    if not _is_robots(body, content_type):
        return ""
    text = body[:LARGEST_BYTES].decode("utf-8", "replace").replace("\x00", "")
    return "\n".join(line[:LONGEST_LINE] for line in text.splitlines())


def rules_in(text: str, user_agent: str) -> RobotsRules:
    """Rules of a text; those of one system's sites are mostly the same."""
    token = product_token(user_agent)
    return (_short_rules if len(text) <= LONGEST_NOTE else _rules)(text, token) if text else RobotsRules()


def maps_named(text: str) -> tuple[str, ...]:
    """Addresses of the site's maps that a robots.txt names."""
    return tuple(islice(Protego.parse(text).sitemaps, MOST_MAPS)) if text else ()


def _rules(text: str, token: str) -> RobotsRules:
    parser = Protego.parse(text)
    delay = parser.crawl_delay(token)
    usable = delay is not None and math.isfinite(delay) and delay > 0
    return RobotsRules(token, parser, delay if usable else None)


_short_rules = lru_cache(maxsize=128)(_rules)


def product_token(user_agent: str) -> str:
    """The name by which robots.txt calls us: the product without its version, lower-case."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found.group().lower() if found else "*"


def _is_robots(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind and not kind.startswith("text/"):
        return False
    return not _MARKUP.search(body[:1024])
