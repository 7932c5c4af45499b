"""Three rented portals: ``portal`` (tiles, «Ngày đăng:»), ``sharepoint`` (AllPosts, SA/CH), ``aspnet`` (unpadded).

All three print a clock in the head that is no date of anything, and a counter; none has a feed.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from .wording import english, weekday

if TYPE_CHECKING:
    from .sites import Page, View
    from .world import Article, Category, Site

TEMPLATE = "portals"
_SLUG = 60


def clock(now: datetime, style: str) -> str:
    """The time in the page's head, each in its own way."""
    if style == "portal":
        return f"{english(now)}, {now:%d/%m/%Y - %H:%M}"
    if style == "sharepoint":
        half = "AM" if now.hour < 12 else "PM"
        return f"{weekday(now)}, {now.day}/{now.month}/{now.year}-{now.hour}:{now.minute} {half}"
    return f"{weekday(now)}, Ngày {now.day}/{now.month}/{now.year} {now:%H:%M:%S}"


def volatile_headers(yesterday: datetime, token: str) -> list[tuple[str, str]]:
    """A session cookie."""
    return [("Cache-Control", "private"), ("Set-Cookie", f"ASP.NET_SessionId={token[:24]}; path=/; HttpOnly")]


def _number(site: Site, category: Category) -> int:
    names = [c.name for c in site.categories]
    return names.index(category.name) + 1


def list_path(site: Site, category: Category, style: str, page: int = 1) -> str:
    """Address of a list page."""
    if style == "portal":
        return f"/{category.slug}" + (f"?pageNo={page}" if page > 1 else "")
    if style == "sharepoint":
        query = {"CategoryId": _number(site, category), **({"Page": page} if page > 1 else {})}
        folder = "" if category.slug == site.categories[_number(site, category) - 1].slug else f"{category.slug}/"
        return f"/{folder}Lists/Posts/AllPosts.aspx?{urlencode(query)}"
    return f"/{category.slug}/ct/{_number(site, category)}" + (f"?page={page}" if page > 1 else "")


def feed_path(site: Site, category: Category, style: str) -> None:
    """There is none."""
    return


def article_path(article: Article, style: str, site: Site) -> str:
    """Address of an article."""
    if style == "portal":
        return f"/{article.category}/{article.alias[:_SLUG].rstrip('-')}-{article.number}.html"
    if style == "sharepoint":
        return f"/Lists/Posts/Post.aspx?ID={article.number}"
    number = next((i for i, c in enumerate(site.categories, 1) if c.slug == article.category), 1)
    return f"/{article.category}/{article.alias}/ct/{number}/{article.number}"


def route(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A request inside the site."""
    from .sites import Page, redirect

    if path == "/robots.txt":
        return None if style == "sharepoint" else Page(200, "text/plain", b"User-agent: *\nDisallow: /admin/\n")
    if path == "/" and style == "sharepoint":
        return redirect("/Pages/default.aspx", 302)
    if path in ("/", "/Pages/default.aspx"):
        return view.html(TEMPLATE, "home")
    article = view.numbers.get(_article_number(path, query, style))
    if article is not None:
        return view.html(TEMPLATE, "article", article=article)
    category = _category(view, path, query, style)
    if category is None:
        return _old_address(view, path, query, style)
    page_key = {"portal": "pageNo", "sharepoint": "Page", "aspnet": "page"}[style]
    wanted = query.get(page_key, "1")
    number = int(wanted) if wanted.isdigit() else 1
    items, pages = view.page_of(category, number)
    return view.html(TEMPLATE, "list", category=category, items=items, number=number, pages=pages)


def _article_number(path: str, query: dict[str, str], style: str) -> int:
    if style == "sharepoint":
        number = query.get("ID", "")
        return int(number) if path.endswith("/Post.aspx") and number.isdigit() else 0
    pattern = r"/[\w-]+/[\w-]+-(\d+)\.html" if style == "portal" else r"/[\w-]+/[\w-]+/ct/\d+/(\d+)"
    found = re.fullmatch(pattern, path)
    return int(found[1]) if found else 0


def _category(view: View, path: str, query: dict[str, str], style: str) -> Category | None:
    for category in view.categories:
        own, _, rest = list_path(view.site, category, style).partition("?")
        if path == own and (not rest or rest.rpartition("=")[2] == query.get("CategoryId")):
            return category
    return None


def _old_address(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A part that moved leaves a redirect behind, unless the fault says that it leads home."""
    from .sites import redirect

    for before, now in zip(view.site.categories, view.categories, strict=True):
        own, _, rest = list_path(view.site, before, style).partition("?")
        if before.slug != now.slug and path == own and (not rest or rest.rpartition("=")[2] == query.get("CategoryId")):
            return redirect(list_path(view.site, now, style))
    return None
