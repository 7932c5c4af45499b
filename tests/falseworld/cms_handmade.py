"""A site written by hand: one table per part, days only (or no dates at all), no feed, byte-stable."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sites import Page, View
    from .world import Article, Category, Site

TEMPLATE = "handmade"


def clock(now: datetime, style: str) -> str:
    """Pages carry no clock."""
    return ""


def volatile_headers(yesterday: datetime, token: str) -> list[tuple[str, str]]:
    """None."""
    return []


def list_path(site: Site, category: Category, style: str, page: int = 1) -> str:
    """Address of a list page."""
    return f"/{category.slug}{'' if page == 1 else page}.htm"


def feed_path(site: Site, category: Category, style: str) -> None:
    """There is none."""
    return


def article_path(article: Article, style: str, site: Site | None = None) -> str:
    """Address of an article."""
    return f"/bai/{article.number}.htm"


def route(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A request inside the site."""
    if path in ("/", "/index.htm"):
        return view.html(TEMPLATE, "home", volatile=False)
    found = re.fullmatch(r"/bai/(\d+)\.htm", path)
    article = view.numbers.get(int(found[1])) if found else None
    if article is not None:
        return view.html(TEMPLATE, "article", volatile=False, article=article)
    found = re.fullmatch(r"/([a-z-]+)(\d*)\.htm", path)
    category = view.part(found[1]) if found else None
    number = int(found[2] or 1) if found else 1
    items, pages = view.page_of(category, number) if category else ([], 0)
    if category is None or number > pages:
        return None
    return view.html(TEMPLATE, "list", volatile=False, category=category, items=items, number=number, pages=pages)
