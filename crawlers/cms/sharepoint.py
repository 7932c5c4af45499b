"""SharePoint 2010 and after: list views, blog posts, and a pager that stands in a script."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.identity import same_site
from crawlers.markup import Html, ancestors, node_line
from crawlers.page import Item, Page
from crawlers.paging.pager import Paging, is_pager_of, paging
from crawlers.readings.families import Family
from crawlers.readings.pages import only_feed
from rules.model import Section

_REFRESH = re.compile(r"""RefreshPageTo\s*\(\s*event\s*,\s*["']([^"']{1,1500})["']""")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_RANGE = re.compile(r"^\s*\d{1,6}\s*[-–]\s*\d{1,6}\s*$")
_AHEAD = "a img[src*='/next.' i], a[id^=paging][id$=next]"
"""What leads on, though only by a script that is not known."""
_STATE = frozenset({"source", "contenttypeid", "rootfolder", "isdlg", "initialtabid", "visibilitycontext"})
_FORM = re.compile(r"/(?:dispform|viewpost|post|listform|newsdetail|detail)\.aspx$", re.IGNORECASE)
_NAMES = ("ID", "ItemID", "itemid", "id", "NewsID")


def _score(page: Page) -> float:
    if "microsoftsharepointteamservices" in page.headers:
        return 0.9
    body = page.body[:200_000]
    if b"Microsoft SharePoint" in body or b"_spPageContextInfo" in page.body:
        return 0.9
    return 0.7 if b"/_layouts/" in body and b"ms-" in body else 0.0


def _plain(url: str) -> str:
    """Without the way back that its forms carry along."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() not in _STATE]
    return parts._replace(query=urlencode(kept)).geturl()


def _number(url: str) -> str | None:
    """The item's number with its list: every list counts from one."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    number = next((asked[name][0] for name in _NAMES if name in asked), "")
    if not number.isdigit() or not _FORM.search(parts.path):
        return None
    place = (asked.get("ListId") or [parts.path.rpartition("/")[0]])[0].lower()
    return f"{place.strip('{}')}:{number}"


def _pager(html: Html, items: tuple[Item, ...]) -> Paging:
    """The view's own way on; a view that counts its rows and leads nowhere has ended."""
    here = _first_row(html.url)
    for node in html.tree.css("a[onclick*=RefreshPageTo]")[:20]:
        found = _REFRESH.search(node.attributes.get("onclick") or "")
        address = html.link(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), found[1])) if found else None
        ahead = address and same_site(address, html.url) and "PagedPrev" not in address and _first_row(address) > here
        if address and ahead and _is_shown(node) and is_pager_of(html, node, items):
            return Paging(address, there=True)
    for node in html.tree.css("a[href*='Paged=TRUE']")[:20]:
        address = html.link(node.attributes.get("href"))
        ahead = address and "PagedPrev" not in address
        if address and ahead and (_first_row(address) > here or _unnumbered(address, html.url)):
            if not _is_shown(node) or not is_pager_of(html, node, items):
                continue
            return Paging(address, there=True)
    own = (node for node in html.tree.css(".ms-paging")[:5] if is_pager_of(html, node, items))
    counted = any(_RANGE.match(node_line(node, 20)) for node in own)
    plain = paging(html, items)
    if plain.next is not None or not counted:
        return plain
    return Paging(last=html.tree.css_first(_AHEAD) is None, there=True)


def _is_shown(node: LexborNode) -> bool:
    """Whether no web part around a link is switched off: a view kept out of sight has a pager too."""
    return all("display:none" not in (one.attributes.get("style") or "").replace(" ", "") for one in ancestors(node))


def _unnumbered(address: str, here: str) -> bool:
    """A way on that names the last row instead of counting rows."""
    asked, own = parse_qs(urlsplit(address).query), parse_qs(urlsplit(here).query)
    return "PageFirstRow" not in asked and "p_ID" in asked and asked["p_ID"] != own.get("p_ID")


def _first_row(url: str) -> int:
    row = (parse_qs(urlsplit(url).query).get("PageFirstRow") or ["1"])[0]
    return int(row) if row.isdigit() and len(row) < 9 else 1


def _feeds(html: Html, section: Section, page: Page) -> tuple[str, ...]:
    """The feed of the page's only list; of several lists it cannot be told which one is meant."""
    return only_feed(html, (address for address, _ in html.feeds() if "listfeed.aspx" in address.lower()))


READER = Family(
    name="sharepoint",
    score=_score,
    surest=0.9,
    noise=".ms-cui-ribbonTopBars, .ms-quickLaunch, .ms-globalbreadcrumb, .ms-calMain, .ms-acal-rootdiv",
    published=".ms-PostDate, .ms-postdate, .ArticleDate, .article-date, .news-date",
    modified="[id$=CreatedModifiedInfo], .ms-descriptiontext[id*=Modified]",
    number=_number,
    plain=_plain,
    files="#idAttachmentsTable, #idAttachmentsRow, .ms-attachments",
    pager=_pager,
    feeds=_feeds,
)
