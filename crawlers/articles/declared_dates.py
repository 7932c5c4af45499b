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
from rules.model import StatedDate

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
