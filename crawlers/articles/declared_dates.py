"""What an article's page declares of its dates, made for machines: time elements, the head, microdata, JSON-LD (S7)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborNode

from crawlers.articles.pieces import CLOCK, is_hidden, of_event
from crawlers.dates.stated import parse_stated
from crawlers.dates.time_elements import said_by
from crawlers.dates.words import OTHER, SIGNED
from crawlers.identity import canonical_url
from crawlers.markup import Html, ancestors, line, marks, node_line, says_change
from crawlers.zones import Zone, Zones
from rules.model import VN, Precision, StatedDate
from rules.text import fold

_MOST_JSON = 200_000
_META_DATES = (
    "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dcterms.issued", "pubdate",
    "publishdate", "publish_date", "publish-date", "datepublished", "article:published", "og:published_time",
)  # fmt: skip
_IS_ANOTHER = re.compile(
    rf"\W*(?:{SIGNED}|(?:(?:ngày|thời\s+(?:gian|hạn))\s+)?(?:có\s+)?(?:{OTHER}))(?:\s+(?:từ|ngày))?\W*", re.IGNORECASE
)
"""A label of another day of a document or event, and nothing else."""
_LABEL = 40
_START, _DEEP = 60, 20
_LONG_LINK, _MOST_LINKS = 20, 15
"""Letters of a link that may be a title; links in the text of one article."""
_PAGE_TYPES = frozenset({"webpage", "itempage"})
_TAKEN = ("datePublished", "dateModified", "url", "@id")
_ARTICLE_TYPES = frozenset({"article", "newsarticle", "blogposting", "reportagenewsarticle", "videoobject", "report"})


def timed(html: Html, title: LexborNode | None, zones: Zones, now: datetime) -> Iterator[StatedDate]:
    """The first time element of the article itself."""
    home = next((a for a in ancestors(title, 12) if a.tag in ("article", "main")), None) if title is not None else None
    for node in (home or html.tree).css("time[datetime], abbr.published[title]")[:20]:
        names = marks(node)
        if zones.of(node) in (Zone.NAV, Zone.SIDE) or says_change(node):
            continue
        if CLOCK.search(names) or any(above.tag == "li" or of_event(marks(above)) for above in ancestors(node, 4)):
            continue
        if _IS_ANOTHER.fullmatch(_label_of(node)):
            continue
        said = said_by(node, now, "article:text")
        if said.stated is not None or said.doubtful:
            yield from (said.stated,) if said.stated is not None else ()
            return


def _label_of(node: LexborNode) -> str:
    """The words right before an element, in the small row that holds it."""
    here: LexborNode | None = node
    for _ in range(3):
        before = here.prev if here is not None else None
        while before is not None:
            words = node_line(before, _LABEL) if before.is_element_node else line(before.text_content, _LABEL)
            if words:
                return words
            before = before.prev
        here = here.parent if here is not None else None
    return ""


def declared(html: Html, now: datetime) -> Iterator[StatedDate]:
    """Dates of publishing that the head and the microdata claim."""
    for value, source in (
        (linked_data(html).get("datePublished"), "jsonld:datePublished"),
        (html.metas.get("article:published_time"), "meta:published_time"),
        (item_property(html, "datePublished"), "microdata:datePublished"),
        (next((html.metas[name] for name in _META_DATES if name in html.metas), None), "meta:date"),
    ):
        if source.startswith("microdata") and html.tree.css_first("time.td-module-date") is not None:
            continue  # tagDiv prints local time as if it were UTC: evenings would fall on the next day
        found = parse_stated(value, source, now)
        if found is not None:
            yield found


def made(
    html: Html, title: LexborNode | None, body: LexborNode | None, zones: Zones, now: datetime
) -> StatedDate | None:
    """The moment that the head of an article calls just «date», the weakest of all that are declared.

    Systems give it to an article, or to every page when they make it: a bare day, the day of the look, what falls on
    another day in Vietnam than it is written with, and that of a page that is more than one article are none."""
    if "date" not in html.metas or not _is_one_article(html, title, body, zones):
        return None
    found = parse_stated(html.metas.get("date"), "meta:date", now)
    if found is None or found.precision is not Precision.MINUTE or found.at > now:
        return None
    day = found.at.astimezone(VN).date()
    return found if day != now.astimezone(VN).date() and found.raw.startswith(day.isoformat()) else None


def _is_one_article(html: Html, title: LexborNode | None, body: LexborNode | None, zones: Zones) -> bool:
    """Whether what holds the title of which the page's head speaks and a text holds no title of anything else."""
    if title is None or body is None or fold(node_line(title))[:_START] not in fold(html.title):
        return False
    around = {above.mem_id for above in ancestors(title, _DEEP)}
    home = next((above for above in ancestors(body, _DEEP) if above.mem_id in around), None)
    in_text = {link.mem_id for link in body.css("a[href]")}
    own = canonical_url(html.url)
    for link in home.css("a[href]") if home is not None else ():
        words = node_line(link, _LONG_LINK)
        if len(words) < _LONG_LINK or zones.of(link) is Zone.NAV or (link.mem_id in in_text and not _alone(link)):
            continue
        address = html.link(link.attributes.get("href"))
        if address is not None and canonical_url(address) != own:
            return False
    return home is not None and len(in_text) <= _MOST_LINKS


def _alone(link: LexborNode) -> bool:
    """Whether a link is all that its element says, as titles are and links of a sentence are not."""
    return link.parent is not None and node_line(link.parent, 400) == node_line(link, 400)


def modified(html: Html, now: datetime, title: LexborNode | None = None) -> StatedDate | None:
    """When the article says that it was last changed: in its head, in its properties, beside its title."""
    for value in (
        linked_data(html).get("dateModified"),
        html.metas.get("article:modified_time"),
        item_property(html, "dateModified"),
    ):
        found = parse_stated(value, "meta:modified_time", now)
        if found is not None:
            return found
    home = next((a for a in ancestors(title, 12) if a.tag in ("article", "main")), None) if title is not None else None
    unseen = home.css(".updated")[:3] if home is not None else []
    for node in unseen:
        found = parse_stated(node_line(node, 60), "time:modified", now) if is_hidden(node) else None
        if found is not None:
            return found
    beside = home.css("time[datetime]")[:6] if home is not None else []
    if not any("publish" in marks(node) for node in beside):
        return None  # alone, a theme's «updated» is the day of publishing
    changed = (parse_stated(n.attributes.get("datetime"), "time:modified", now) for n in beside if says_change(n))
    return next((found for found in changed if found is not None), None)


def item_property(html: Html, name: str) -> str | None:
    """Value of a microdata property of the page, by its attribute or its text."""
    node = html.tree.css_first(f"[itemprop={name}]")
    if node is None:
        return None
    attributes = node.attributes
    return attributes.get("content") or attributes.get("datetime") or node_line(node, 120)


def linked_data(html: Html) -> dict[str, str]:
    """Dates of the first article that JSON-LD describes, else of the page where it says that it is this very one: many
    a site prints the day on which it was made for all its pages alike."""
    described = list(_described(html))
    for types in (_ARTICLE_TYPES, _PAGE_TYPES):
        for value in described:
            try:
                found = _article_in(value, types, 0)
            except (ValueError, RecursionError):
                continue
            if found and (types is _ARTICLE_TYPES or _is_this_page(html, found)):
                return found
    return {}


def _is_this_page(html: Html, described: dict[str, str]) -> bool:
    own = {canonical_url(html.url)}
    for node in html.tree.css("link[rel=canonical]")[:1]:
        own.add(canonical_url(html.link(node.attributes.get("href")) or html.url))
    named = (html.link(described[key]) for key in ("url", "@id") if key in described)
    return any(address is not None and canonical_url(address) in own for address in named)


def _described(html: Html) -> Iterator[Any]:
    """What the page describes in JSON-LD."""
    for node in html.tree.css('script[type="application/ld+json"]')[:10]:
        text = node.text() or ""
        if len(text) > _MOST_JSON:
            continue
        try:
            yield json.loads(text)
        except (ValueError, RecursionError):
            continue


def _article_in(value: Any, types: frozenset[str], depth: int) -> dict[str, str]:
    if depth > 6:
        return {}
    if isinstance(value, dict):
        kinds = value.get("@type")
        names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
        if names & types:
            return {key: str(value[key])[:100] for key in _TAKEN if value.get(key)}
        value = list(value.values())[:50]
    if isinstance(value, list):
        for one in value[:50]:
            found = _article_in(one, types, depth + 1)
            if found:
                return found
    return {}
