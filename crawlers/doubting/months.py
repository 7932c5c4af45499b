"""Papers, films and pictures beside a list that name a month of the open time and no day (S12, S13).

«Báo cáo CCHC tháng 5» as a link to a file, a viewer or a picture above the rows bears nothing that a row could be
dated by; a folder of a drive within the page shows what no look can see. Pure.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_document
from crawlers.doubting.column import OwnColumn, block_of
from crawlers.identity import same_site
from crawlers.lists.headings import headed_otherwise, own_words
from crawlers.lists.row_words import in_prose
from crawlers.markup import Html, ancestors, line, node_line
from rules.title_times import times_of

_MATTER = "a[href], iframe, embed, object, img[alt], h1, h2, h3, h4, h5, strong, b"
_SHOWN = frozenset({"iframe", "embed", "object", "img"})
_MOST, _LONGEST = 1_500, 200
_FOLDER = re.compile(
    r"(?:drive|docs|sites)\.google\.|embeddedfolderview|1drv\.|onedrive\.|sharepoint\.com|dropbox\.|box\.com",
    re.IGNORECASE,
)


def names_the_open_time(html: Html, column: OwnColumn, first: date) -> bool:
    """Whether something shown beside the list is of a month or quarter since ``first``, and is none of its items;
    or is a folder elsewhere, of which nothing is known."""
    wanted = _parts(first, column.today)
    years = set(range(first.year, column.today.year + 1))
    names = own_words(html)
    for node in islice(html.tree.css(_MATTER), _MOST):
        if not column.has(node):
            continue
        if node.tag == "iframe" and _FOLDER.search(node.attributes.get("src") or ""):
            return True
        said = _said(html, node, column.held)
        named = times_of(said) if said else None
        if named is None or not wanted.intersection(named.parts) or (named.years and years.isdisjoint(named.years)):
            continue
        if not headed_otherwise(node, column.held, names):
            return True
    return False


def _said(html: Html, node: LexborNode, held: set[int]) -> str:
    """The words that say what something is; empty for a link to a page of the site, and for a sentence."""
    if node.tag in _SHOWN:
        return line(node.attributes.get("alt") or node.attributes.get("title"), _LONGEST) or _before(node)
    if node.tag == "a":
        address = html.link(node.attributes.get("href"))
        if address is None or (same_site(address, html.url) and not is_document(address)):
            return ""
    elif node.css_first("a[href]") is not None or any(above.tag == "a" for above in ancestors(node, 3)):
        return ""
    text = node_line(node, _LONGEST + 1)
    whole = node_line(block_of(node, held), _LONGEST + 1)
    return "" if len(whole) > _LONGEST or in_prose(node, whole) else text


def _before(node: LexborNode) -> str:
    """The line right before what is shown."""
    for here in (node, *ancestors(node, 2)):
        before = here.prev
        while before is not None and not (before.is_element_node and node_line(before, 20)):
            before = before.prev
        if before is not None:
            return node_line(before, _LONGEST)
    return ""


def _parts(first: date, last: date) -> set[str]:
    """Months and quarters of the time between two days, as titles name them."""
    count = min((last.year - first.year) * 12 + last.month - first.month + 1, 12)
    months = {1 + (first.month - 1 + n) % 12 for n in range(count)}
    return {name for month in months for name in (f"M{month:02}", f"Q{(month + 2) // 3}")}
