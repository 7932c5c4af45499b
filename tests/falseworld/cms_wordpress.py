"""Our imitation of a WordPress site: byte-stable pages, honest dates, a JSON interface, feeds with validators."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from . import feeds

if TYPE_CHECKING:
    from .sites import Page, View
    from .world import Article, Category, Site

TEMPLATE = "wordpress"
_FEED_LENGTH = 10


def clock(now: datetime, style: str) -> str:
    """Pages carry no clock."""
    return ""


def volatile_headers(yesterday: datetime, token: str) -> list[tuple[str, str]]:
    """None: no cookies, no validators on pages."""
    return []


def list_path(site: Site, category: Category, style: str, page: int = 1) -> str:
    """Address of a list page."""
    return f"/category/{category.slug}/" + (f"page/{page}/" if page > 1 else "")


def feed_path(site: Site, category: Category, style: str) -> str:
    """Address of a part's feed."""
    return f"/category/{category.slug}/feed/"


def article_path(article: Article, style: str, site: Site | None = None) -> str:
    """Address of an article; the number keeps two of one title apart."""
    return f"/{article.alias}-{article.number}/"


def route(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A request inside the site."""
    from .sites import Page

    if path == "/":
        return view.html(TEMPLATE, "home", volatile=False)
    if path == "/robots.txt":
        body = f"User-agent: *\nDisallow: /wp-admin/\n\nSitemap: {view.base}/wp-sitemap.xml\n"
        return Page(200, "text/plain; charset=utf-8", body.encode())
    if path == "/wp-sitemap.xml":
        parts = [f"{view.base}/wp-sitemap-posts-post-1.xml"]
        return Page(200, "application/xml; charset=UTF-8", feeds.sitemap_index(parts))
    if path == "/wp-sitemap-posts-post-1.xml":
        links = feeds.sitemap(view.shown, lambda a: view.base + article_path(a, ""), lastmod=False)
        return Page(200, "application/xml; charset=UTF-8", links)
    if path.startswith("/wp-json/wp/v2/"):
        return _rest(view, path.rsplit("/", 1)[1], query)
    found = re.fullmatch(r"(?:/category/([\w-]+))?/feed/", path)
    if found:
        return _feed(view, found[1], path)
    found = re.fullmatch(r"/category/([\w-]+)/(?:page/(\d+)/)?", path)
    if found:
        return _list(view, found[1], int(found[2] or 1))
    found = re.fullmatch(r"/[\w-]+-(\d+)/", path)
    article = view.numbers.get(int(found[1])) if found else None
    if article is None or path != article_path(article, ""):
        return None
    return view.html(TEMPLATE, "article", volatile=False, article=article)


def _list(view: View, slug: str, number: int) -> Page | None:
    category = view.part(slug)
    items, pages = view.page_of(category, number) if category else ([], 0)
    if category is None or number > pages:
        return None
    return view.html(TEMPLATE, "list", volatile=False, category=category, items=items, number=number, pages=pages)


def _feed(view: View, slug: str | None, path: str) -> Page | None:
    from .sites import Page

    category = view.part(slug) if slug else None
    if slug and category is None:
        return None
    items = view.listed(category) if category else view.shown
    body = feeds.rss(
        f"{category.name if category else 'Tin mới'} – {view.site.name}",
        view.base,
        view.base + path,
        items[:_FEED_LENGTH],
        lambda a: view.base + article_path(a, ""),
        lambda a: f"{view.base}/?p={a.number}",
        generator="https://wordpress.org/?v=6.1.9",
    )
    changed = max((view.modified(a) for a in items), default=view.now)
    return Page(200, "application/rss+xml; charset=UTF-8", body, changed=changed)


def category_id(view: View, category: Category) -> int:
    """Number of a part in the JSON interface."""
    return view.categories.index(category) + 2


def _rest(view: View, what: str, query: dict[str, str]) -> Page | None:
    from .sites import Page

    kind = "application/json; charset=UTF-8"
    if what == "categories":
        parts = [c for c in view.categories if query.get("slug", c.slug) == c.slug]
        rows = [
            {
                "id": category_id(view, c),
                "name": c.name,
                "slug": c.slug,
                "count": len(view.listed(c)),
                "link": view.base + list_path(view.site, c, ""),
            }
            for c in parts
        ]
        return Page(200, kind, feeds.as_json(rows))
    if what != "posts":
        return None
    wanted = {int(number) for number in query.get("categories", "").split(",") if number.isdigit()}
    slugs = {c.slug for c in view.categories if not wanted or category_id(view, c) in wanted}
    size, number = int(query.get("per_page", 10)), int(query.get("page", 1))
    posts = sorted((a for a in view.shown if a.category in slugs), key=lambda a: a.stated, reverse=True)
    pages = -(-len(posts) // size)
    if number > max(pages, 1):
        return Page(400, kind, feeds.as_json({"code": "rest_post_invalid_page_number", "data": {"status": 400}}))
    body = feeds.as_json([_post(view, a) for a in posts[(number - 1) * size : number * size]])
    return Page(200, kind, body, headers=(("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", str(pages))))


def _post(view: View, article: Article) -> dict[str, object]:
    touched = view.modified(article)
    own = next(c for c in view.categories if c.slug == article.category)
    return {
        "id": article.number,
        "date": f"{article.stated:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{article.stated.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "modified": f"{touched:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{touched.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{view.base}/?p={article.number}"},
        "slug": f"{article.alias}-{article.number}",
        "status": "publish",
        "type": "post",
        "link": view.base + article_path(article, ""),
        "title": {"rendered": article.title},
        "content": {"rendered": "".join(f"<p>{text}</p>" for text in article.paragraphs), "protected": False},
        "excerpt": {"rendered": f"<p>{article.paragraphs[0] if article.paragraphs else ''}</p>"},
        "author": 1,
        "categories": [category_id(view, own)],
    }
