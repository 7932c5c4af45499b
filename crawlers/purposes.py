"""What a page is, told by itself: a front page, a list, an article, a feed, a sitemap."""

from __future__ import annotations

import re

from crawlers.articles.article import body_of
from crawlers.feeds import is_feed
from crawlers.identity import UNKNOWN, is_home
from crawlers.markup import Html, node_line
from crawlers.page import Page
from crawlers.sitemaps import is_sitemap

_LONG, _FEW_LINKS = 500, 15


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
    return "article" if _is_article(html) else "list"


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
