"""What a page is, told by itself: a front page, a list, an article, a feed, a sitemap."""

from __future__ import annotations

import re
from datetime import datetime

from crawlers.articles.article import body_of, read_article
from crawlers.articles.said_by_piece import SHOWN
from crawlers.feeds import is_feed
from crawlers.identity import UNKNOWN, is_home
from crawlers.markup import Html, node_line
from crawlers.page import Page
from crawlers.site_names import is_name_of_site
from crawlers.sitemaps import is_sitemap
from rules.text import fold

_LONG, _FEW_LINKS = 500, 15
_WORDS, _MANY_WORDS = 7, 10
"""Names of sections have fewer words, nearly all and all of them."""
_START = 60
"""Letters of a title that are looked for in the page's own head."""


def purpose_of(page: Page, html: Html | None) -> str:
    """What a page is, told by itself."""
    if is_feed(page):
        return "feed"
    if is_sitemap(page):
        return "sitemap"
    if html is None:
        return "list"
    if is_home(page.url) and page.url != UNKNOWN:
        return "home"
    return "article" if _is_article(html) or _says_day(html, page.at) else "list"


def _is_article(html: Html) -> bool:
    """By the system's own marks, else by a long text of its own below one title."""
    if "single" in html.words or "archive" in html.words:
        return "single" in html.words
    if html.tree.css_first("h1[itemprop=headline], [itemprop=articleBody], #news-bodyhtml"):
        return True
    if re.search(r"[/=]detail/[^/]+", html.url):
        return True
    body = body_of(html)
    return body is not None and len(node_line(body, 1_000)) >= _LONG and len(body.css("a[href]")) <= _FEW_LINKS


def _says_day(html: Html, now: datetime) -> bool:
    """Whether a title too long for the name of a section, which the page's own head says, has a day of its own: so are
    scans, tables and short notices told from lists. A day that only the head declares is weaker: some systems give one
    to every page."""
    article = read_article(html, now)
    title = fold(article.title)
    head = fold(html.metas.get("og:title") or html.title)
    if article.stated is None or title[:_START] not in head or is_name_of_site(title):
        return False
    return len(title.split()) >= (_WORDS if article.stated.source in SHOWN else _MANY_WORDS)
