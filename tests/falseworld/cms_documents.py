"""A list of documents: number, abstract, day of issue, and apart from it the day it was put on the site."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from .wording import weekday

if TYPE_CHECKING:
    from .sites import Page, View
    from .world import Article, Category, Site

TEMPLATE = "documents"


def clock(now: datetime, style: str) -> str:
    """The time in the page's head."""
    return f"Hôm nay: {weekday(now)}, ngày {now:%d/%m/%Y}"


def volatile_headers(yesterday: datetime, token: str) -> list[tuple[str, str]]:
    """A session cookie."""
    return [("Set-Cookie", f"PHPSESSID={token[:26]}; path=/")]


def list_path(site: Site, category: Category, style: str, page: int = 1) -> str:
    """Address of a list page."""
    return f"/van-ban/{category.slug}" + (f"?trang={page}" if page > 1 else "")


def feed_path(site: Site, category: Category, style: str) -> None:
    """There is none."""
    return


def article_path(article: Article, style: str, site: Site | None = None) -> str:
    """Address of a document's own page."""
    return f"/van-ban/chi-tiet/{article.number}"


def route(view: View, path: str, query: dict[str, str], style: str) -> Page | None:
    """A request inside the site."""
    if path == "/":
        return view.html(TEMPLATE, "home")
    found = re.fullmatch(r"/van-ban/chi-tiet/(\d+)", path)
    article = view.numbers.get(int(found[1])) if found else None
    if article is not None:
        return view.html(TEMPLATE, "article", article=article)
    found = re.fullmatch(r"/van-ban/([\w-]+)", path)
    category = view.part(found[1]) if found else None
    if category is None:
        return None
    wanted = query.get("trang", "1")
    number = int(wanted) if wanted.isdigit() else 1
    items, pages = view.page_of(category, number)
    return view.html(TEMPLATE, "list", category=category, items=items, number=number, pages=pages)
