"""An article page of any family: its text, its title, and where its date stands (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from selectolax.lexbor import LexborNode

from crawlers.articles.declared_dates import declared, made, modified, timed
from crawlers.articles.shown_dates import visible
from crawlers.articles.titles import title_node
from crawlers.articles.untitled import untitled
from crawlers.attachments import attachments_in, medium_of
from crawlers.dates.stated import by_trust
from crawlers.identity import canonical_url
from crawlers.markup import Html, line, node_line
from crawlers.page import Item
from crawlers.zones import Zone, Zones
from rules.model import Medium

_BODIES = (
    "#news-bodyhtml", "[itemprop=articleBody]", ".bodytext", ".entry-content", ".content-detail", ".article-content",
    ".detail-content", ".post-content", ".news-content", ".article-body", ".noidung", ".noi-dung", "#content-detail",
    ".ms-rtestate-field", ".news-detail-content", ".the-content", ".journal-content-article",
)  # fmt: skip


def read_article(html: Html, now: datetime) -> Item:
    """The page as one publication: title, dates most trusted first, medium, files."""
    zones = Zones()
    body = body_of(html, zones)
    heading = title_node(html, zones)
    title = _title(html, heading)
    files = attachments_in(html, [node for node in (body, *_file_lists(html, zones)) if node is not None])
    shown = visible(html, heading, body, zones, now)
    stated = shown.stated if heading is not None else untitled(html, body, zones, now)
    told = [*timed(html, heading, zones, now), *declared(html, now)]
    # Where the page declares a day, a bare one further down is more likely one that the text speaks of.
    dates = by_trust([*([stated] if stated and not (shown.far and told) else []), *told])
    last = made(html, heading, body, zones, now)
    if last is not None and (not dates or dates[0].at <= last.at < dates[0].end):
        dates = by_trust([*dates, last])
    medium = medium_of(html, body, html.url, files)
    return Item(
        url=html.url,
        title=title,
        identity=canonical_url(html.url),
        medium=Medium.DOCUMENT if shown.signed is not None and medium is Medium.ARTICLE and files else medium,
        dates=dates,
        modified=modified(html, now, heading) or shown.changed,
        signed=shown.signed,
        author=line(html.metas.get("author", ""), 120),
        attachments=files,
    )


# --- parts of the page -----------------------------------------------------------------------------------------------


def body_of(html: Html, zones: Zones | None = None) -> LexborNode | None:
    """The article's own text: by the names that systems give it, else where most paragraphs stand."""
    zones = zones or Zones()
    for selector in _BODIES:
        for node in html.tree.css(selector)[:3]:
            if zones.of(node) not in (Zone.NAV, Zone.SIDE):
                return node
    best, most = None, 120
    sizes: dict[int, int] = {}
    for node in html.tree.css("p")[:2_000]:
        above = node.parent
        if above is None or zones.of(above) in (Zone.NAV, Zone.SIDE):
            continue
        sizes[above.mem_id] = sizes.get(above.mem_id, 0) + min(len(node_line(node, 600)), 600)
        if sizes[above.mem_id] > most:
            best, most = above, sizes[above.mem_id]
    return best if best is not None and best.tag != "body" else None


def _title(html: Html, node: LexborNode | None) -> str:
    if node is not None:
        return node_line(node)
    shared = html.metas.get("og:title")
    return line(shared) if shared else re.split(r"\s+[|–-]\s+", html.title)[0]


def _file_lists(html: Html, zones: Zones) -> Iterator[LexborNode]:
    for node in html.tree.css(
        ".news-download-file, .laws-download, .attachments, .file-dinh-kem, .tep, .attach, table.thuoc-tinh"
    )[:10]:
        if zones.of(node) is not Zone.NAV:
            yield node
