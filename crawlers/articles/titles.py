"""The title of an article's page: the heading that the page's own head names, else the likeliest words (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.markup import Html, line, marks, node_line, visible_text
from crawlers.site_names import is_name_of_site
from crawlers.zones import Zone, Zones, opens_with_side_heading
from rules.text import fold

_TITLES = (
    "[itemprop=headline]",
    "h1.entry-title",
    "h1.title",
    "h1",
    "h2.title",
    ".news-title",
    ".title-detail",
    "p.Title",
    ".Title",
)
_NAMED_TITLES = (
    "[class*=title i], [class*=tieude i], [class*=tieu-de i], [class*=trichyeu i], [class*=trich-yeu i]"
    ", [id$=lbltitle i], [id$=lbltieude i]"
)
_OF_PART = re.compile(r"portlet-?title")
"""Names of the headings of a page's parts."""
_TITLE_HEAD = re.compile(r"(?:trích yếu|tiêu đề|tên văn bản)(?: nội dung)?\s*:?", re.IGNORECASE)
_LABEL = 40
_FEW_LINKS, _MOST_HEAD = 5, 300
"""So many links of menus follow the name of the site; so far down they are looked for."""
_LONG_TITLE = 30
"""So long are words of a title that stand anywhere in the page's own head by no chance."""
_LEAST_TITLE = 12
_SEPARATED = re.compile(r"\s*(?:$|[|–—»·:-])")
"""Behind a whole title in the page's own head."""
_MOST_TITLE = 250


def title_node(html: Html, zones: Zones) -> LexborNode | None:
    """The element that holds the title; None where none can be told."""
    wanted = fold(html.metas.get("og:title") or html.title)[:200]
    fit: list[LexborNode] = []
    within: LexborNode | None = None
    for node in _headings(html, zones, further=bool(wanted)):
        text = node_line(node)
        if wanted and len(text) >= 6 and (folded := fold(text)[:60]) in wanted:
            if is_name_of_site(folded) and _is_above_menus(html, node, zones):
                wanted = "" if fold(text) == wanted else wanted  # the page's own head names nothing but the site
                continue
            if wanted.startswith(folded):
                return node
            within = within or node
        fit.append(node)
    if (named := within or _named_by_head(html, wanted, zones)) is not None:
        return named
    fit = [node for node in fit if node.tag not in ("h3", "h4") and not _OF_PART.search(marks(node))]
    if fit and (not wanted or zones.of(fit[0]) is Zone.MATTER):
        return fit[0]
    return next((node for node in fit if not _is_above_menus(html, node, zones)), None) or _named_title(html, zones)


def names_site(html: Html, title: LexborNode, zones: Zones) -> bool:
    """Whether what was taken for the title may be nothing but the site's name in the head of the page."""
    return is_name_of_site(fold(node_line(title))) and _is_above_menus(html, title, zones)


def _is_above_menus(html: Html, heading: LexborNode, zones: Zones) -> bool:
    """Whether the menus of the page follow a heading, and few links stand before it: it names the site."""
    links, passed = 0, False
    tag = heading.tag or ""
    own = f", {tag}" if tag.isalnum() else ""  # a page may call its elements anything, as «o:p»
    for node in html.tree.css(f"h1, h2, div.title, a[href]{own}")[:_MOST_HEAD]:
        if node.mem_id == heading.mem_id:
            if links > _FEW_LINKS:
                return False
            passed = True
        elif node.tag == "a" and (passed or zones.of(node) is Zone.NAV):
            links += 1
            if passed and links > 2 * _FEW_LINKS:
                return True
    return False


def _headings(html: Html, zones: Zones, further: bool) -> Iterator[LexborNode]:
    """What may be the title, the likeliest first. ``further``: any heading, for one that the page's head names."""
    for selector in _TITLES:
        for node in html.tree.css(selector)[:6]:
            fit = zones.of(node) is not Zone.NAV or _opens_head(html, node)
            if fit and len(node_line(node)) >= 6 and not _holds_heading(node):
                yield node
    for node in html.tree.css("h2, h3, h4")[:60] if further else ():
        if zones.of(node) not in (Zone.NAV, Zone.SIDE) or (node.tag == "h2" and _opens_head(html, node)):
            yield node


def _opens_head(html: Html, node: LexborNode) -> bool:
    """Whether a first heading in a banner says what the page's own head begins with: its title on a picture, or in the
    strip of the way that leads to the page."""
    words = fold(node_line(node))[:60] if node.tag in ("h1", "h2") else ""
    head = fold(html.metas.get("og:title") or html.title)
    return len(words) >= _LEAST_TITLE and head.startswith(words) and not is_name_of_site(words)


def _named_by_head(html: Html, wanted: str, zones: Zones) -> LexborNode | None:
    """The element that says most of what the page's own head gives as its title, where no heading was made for it.

    A site prints its name, with which many a head begins, above its menus: it is the title where nothing says more, and
    none where the head says nothing else."""
    best, most = None, 0
    of_site: tuple[LexborNode, str] | None = None
    for above, folded in _said_by_head(html, wanted):
        if zones.of(above) is Zone.NAV or len(folded) <= most:
            continue
        if folded == wanted and is_name_of_site(folded) and fold(node_line(above)) != folded:
            continue  # the site's name among other words: the foot of the page
        if not is_name_of_site(folded):
            best, most = above, len(folded)
            if wanted.startswith(folded) and _SEPARATED.match(wanted[most:]):
                return best
        elif not _is_above_menus(html, above, zones):
            best, most = above, len(folded)
        else:
            of_site = of_site or (above, folded)
    if best is None and of_site is not None and of_site[1] != wanted:
        return of_site[0]
    return best


def _said_by_head(html: Html, wanted: str) -> Iterator[tuple[LexborNode, str]]:
    """Elements with their folded words, with which the page's own head begins, or long ones that stand in it."""
    for found in visible_text(html.tree.body) if len(wanted) >= _LEAST_TITLE else ():
        text = found.text_content or ""
        if len(text) < _LEAST_TITLE or not _may_be_in(text, wanted):
            continue
        above = found.parent
        if above is None or above.tag in ("option", "title") or (above.tag == "a" and not _leads_here(html, above)):
            continue
        folded = fold(line(text))[:200]
        fits = wanted.startswith(folded) or (len(folded) >= _LONG_TITLE and folded in wanted)
        if len(folded) >= _LEAST_TITLE and fits:
            yield above, folded


def _may_be_in(text: str, wanted: str) -> bool:
    """Whether a text may begin the wanted words, or, a long one, stand in them: told by its first letters."""
    if wanted.startswith(_opening(text.lstrip()[:4])):
        return True
    return len(wanted) >= _LONG_TITLE <= len(text) and fold(text.lstrip()[:12]) in wanted


def _leads_here(html: Html, link: LexborNode) -> bool:
    """Whether a link leads to this very page, as the titles of some systems do."""
    address = html.link(link.attributes.get("href"))
    return address is not None and canonical_url(address) == canonical_url(html.url)


def _named_title(html: Html, zones: Zones) -> LexborNode | None:
    """Of a page without headings, the first words that stand in an element named after titles."""
    for node in html.tree.css(_NAMED_TITLES)[:40]:
        words = node_line(node, _MOST_TITLE + 1)
        if not _LEAST_TITLE <= len(words) <= _MOST_TITLE or zones.of(node) in (Zone.NAV, Zone.SIDE):
            continue
        if not (_holds_more(node, words) or opens_with_side_heading(node) or _OF_PART.search(marks(node))):
            return node
    return _in_table(html)


def _holds_more(node: LexborNode, words: str) -> bool:
    """Whether an element holds more than a title's words: links, a table, paragraphs."""
    inner = [one for one in node.css("a[href], p, table")[:3] if one.mem_id != node.mem_id]
    return bool(inner) and not (len(inner) == 1 and inner[0].tag == "p" and node_line(inner[0]) == words)


def _in_table(html: Html) -> LexborNode | None:
    """Of a document shown as a table of its facts: what stands beside «Trích yếu»."""
    for node in html.tree.css("th, td, dt")[:200]:
        if _TITLE_HEAD.fullmatch(node_line(node, _LABEL)):
            beside = node.next
            while beside is not None and not beside.is_element_node:
                beside = beside.next
            if beside is not None and _LEAST_TITLE <= len(node_line(beside, _MOST_TITLE + 1)) <= _MOST_TITLE:
                return beside
    return None


@lru_cache(maxsize=2_048)
def _opening(start: str) -> str:
    """The first letters of a text as they are compared; none where something unseen stands among them."""
    letters = start.partition(" ")[0]
    return fold(letters) if letters.isprintable() else ""


def _holds_heading(node: LexborNode) -> bool:
    return any(child.tag in ("h1", "h2", "h3") for child in node.iter())
