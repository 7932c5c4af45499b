"""Our imitation of the most used school system, with friendly addresses or with rewriting off.

Behaviour after measured facts: the feed's minutes are the month's number; ``datePublished`` is the time of the last
touch; unknown parts lead home; a page past the end leads to the first; an extra query is redirected away.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import feeds
from .wording import rfc822, weekday

if TYPE_CHECKING:
    from .sites import Page, View
    from .world import Article, Category, Site

TEMPLATE = "nukeviet"
_FEED_LENGTH = 30


def clock(now: datetime, style: str) -> str:
    """The time in the page's head."""
    return f"{weekday(now)}, {now:%d/%m/%Y, %H:%M}"


def volatile_headers(yesterday: datetime, token: str) -> list[tuple[str, str]]:
    """A Last-Modified that means nothing, and cookies."""
    return [
        ("Last-Modified", rfc822(yesterday, "GMT")),
        ("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate"),
        ("Set-Cookie", f"nv4_sess={token[:26]}; path=/; HttpOnly; SameSite=Lax"),
    ]


def _path(op: str, style: str) -> str:
    if style == "friendly":
        return f"/{op}" if op.endswith(".html") else f"/{op}/"
    return f"/index.php?language=vi&nv=news&op={op}"


def list_path(site: Site, category: Category, style: str, page: int = 1) -> str:
    """Address of a list page."""
    return _path(category.slug if page == 1 else f"{category.slug}/page-{page}", style)


def feed_path(site: Site, category: Category, style: str) -> str:
    """Address of a part's feed."""
    return _path(f"rss/{category.slug}", style)


def article_path(article: Article, style: str, site: Site | None = None) -> str:
    """Address of an article."""
    return _path(f"{article.category}/{article.alias}-{article.number}.html", style)


def malformed_time(at: datetime) -> str:
    """The head's idea of a time: date, zone, time, without a T."""
    return f"{at:%Y-%m-%d}+07{at:%H:%M:%S}"


def spelled(title: str) -> str:
    """Titles are stored with entities for some signs."""
    return escape(title).replace(":", "&#x3A;").replace("/", "&#x002F;").replace("%", "&#37;")


def route(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A request inside the site."""
    from .sites import redirect

    plain = _plain_file(view, path, style)
    if plain is not None:
        return plain
    if path == "/" and not query:
        return view.html(TEMPLATE, "home")
    if style == "raw":
        if path not in ("/", "/index.php"):
            return None
        if query.get("nv") == "feeds":
            return view.html(TEMPLATE, "feeds")
        return _operation(view, query.get("op", ""), {}, style)
    if query and not (query.keys() <= {"download", "id", "pdf"}):
        return redirect(quote(path))
    return _operation(view, path.strip("/"), query, style)


def _plain_file(view: View, path: str, style: str) -> Page | None:
    from .sites import Page

    latest = max((a.stated for a in view.shown), default=view.now)
    if path == "/robots.txt":
        body = f"User-agent: *\nDisallow: /admin/\nDisallow: /users/\n\nSitemap: {view.base}/sitemap.xml\n"
        return Page(200, "text/plain; charset=utf-8", body.encode(), changed=latest - timedelta(days=900))
    if path == "/sitemap.xml":
        return Page(200, "text/xml; charset=utf-8", feeds.sitemap_index([f"{view.base}/sitemap-vi.news.xml"]))
    if path == "/sitemap-vi.news.xml":
        body_of_map = feeds.sitemap(view.shown, lambda a: view.base + article_path(a, style))
        return Page(200, "text/xml; charset=utf-8", body_of_map)
    return None


def _operation(view: View, op: str, query: dict[str, str], style: str) -> Page | None:
    from .sites import redirect

    if op == "feeds":
        return view.html(TEMPLATE, "feeds")
    found = re.fullmatch(r"rss(?:/([\w-]+))?", op)
    if found:
        return _feed(view, found[1], style)
    found = re.fullmatch(r"([\w-]+)/.*-(\d+)\.html", op)
    if found:
        return _article(view, op, int(found[2]), query, style)
    found = re.fullmatch(r"([\w-]+)(?:/page-(\d+))?", op)
    category = view.part(found[1]) if found else None
    if found is None or category is None:
        return redirect("/")  # an unknown part leads home, which is 200
    number = int(found[2] or 1)
    items, pages = view.page_of(category, number)
    if number > pages:
        return redirect(list_path(view.site, category, style))
    return view.html(TEMPLATE, "list", category=category, items=items, number=number, pages=pages)


def _article(view: View, op: str, number: int, query: dict[str, str], style: str) -> Page | None:
    from .sites import Page, redirect

    article = view.numbers.get(number)
    if article is None:
        return None
    if op != f"{article.category}/{article.alias}-{number}.html":
        return redirect(article_path(article, style))
    if query.get("download"):
        return Page(200, "application/pdf", b"%PDF-1.4\n%%EOF\n")
    return view.html(TEMPLATE, "article", article=article)


def _feed(view: View, slug: str | None, style: str) -> Page | None:
    from .sites import Page, redirect

    category = view.part(slug) if slug else None
    if slug and category is None:
        return redirect("/")
    items = (view.listed(category) if category else view.shown)[:_FEED_LENGTH]
    name = f"Tin Tức - {category.name}" if category else "Tin Tức"
    own = view.base + (feed_path(view.site, category, style) if category else _path("rss", style))
    body = feeds.rss(
        name,
        view.base,
        own,
        items,
        lambda a: view.base + article_path(a, style),
        lambda a: f"news_{a.number}",
        lambda at: rfc822(at, "GMT", minute=at.month),  # minutes are wrong there, always
        "NukeViet v4.0",
    )
    latest = max((a.stated for a in items), default=view.now)
    return Page(200, "text/xml; charset=utf-8", body, headers=(("Last-Modified", rfc822(latest, "GMT")),))
