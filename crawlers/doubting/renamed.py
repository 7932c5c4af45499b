"""Whether the page to which a section's address was led on is still that section (E50)."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawlers.finding.sections import names_section, says_topic
from crawlers.finding.topics import TOPICS
from crawlers.identity import ENDING, canonical_url
from crawlers.lists.headings import own_words
from crawlers.markup import Html, leads_away, node_line
from crawlers.page import Page
from crawlers.site_names import is_name_of_site
from crawlers.zones import Zone, Zones
from rules.model import Section
from rules.text import fold, folded_words

_NAMED_BY_NONE = frozenset(
    {"index", "default", "home", "trang", "chu", "page", "category", "chuyen", "muc", "tin", "bai"}
)
"""Words of addresses that are of the system, or of any section."""
_MOST_HEADS = 12


def led_elsewhere(section: Section, page: Page) -> bool:
    """Whether redirects ended at another path of the site than the section's, but for its ending."""
    return bool(page.redirects) and _slug(page.url) != _slug(section.url)


def is_another(section: Section, html: Html) -> bool:
    """Whether a page calls itself something else than the section's address did: a category that was merged into the
    news of all, or one that a system guessed. What calls itself nothing is believed, and what never said a name."""
    wanted = _words(section.url)
    if not wanted or (names_section(section.url) and names_section(html.url)) or wanted <= _words(html.url):
        return False
    said = _said(html)
    return bool(said) and not any(_names(section, wanted, text) for text in said)


def _names(section: Section, wanted: frozenset[str], text: str) -> bool:
    if names_section(section.url):
        return says_topic(text)
    topic = TOPICS.get(section.topic)
    if topic is not None and topic.words.match(text):
        return True
    return 2 * len(wanted & set(text.split())) >= len(wanted)


def _said(html: Html) -> list[str]:
    """What a page calls itself, folded: its title and first headings, the names of the site left out."""
    zones = Zones()
    said = list(own_words(html))
    for tags in ("h1", "h2, h3"):
        for node in html.tree.css(tags)[:_MOST_HEADS]:
            if tags != "h1" and leads_away(html, node):
                continue  # the title of an item
            text = folded_words(node_line(node, 120))
            if text and zones.of(node) not in (Zone.NAV, Zone.SIDE) and not is_name_of_site(text):
                said.append(text)
        if said:
            break
    return said


def _slug(url: str) -> str:
    """The last part of a path with its query, in lower case, without the ending of a file."""
    key = canonical_url(url).lower()
    path, _, query = key.partition("?")
    return f"{ENDING.sub('', path.rpartition('/')[2])}?{query}"


def _words(url: str) -> frozenset[str]:
    """Words of an address's last named part; none where it is a number or the system's own."""
    steps = [step for step in unquote(urlsplit(url).path).lower().split("/") if re.search(r"[^\W\d_]{2}", step)]
    words = re.split(r"[^a-z]+", fold(ENDING.sub("", steps[-1]))) if steps else []
    return frozenset(word for word in words if len(word) > 1) - _NAMED_BY_NONE
