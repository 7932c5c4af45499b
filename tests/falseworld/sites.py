"""From a request to an answer: weather first, then the site's family, with pages rendered once per epoch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from hashlib import md5
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import jinja2

from . import cms_documents, cms_handmade, cms_nukeviet, cms_portals, cms_wordpress, faults, wording
from .server import Answer

if TYPE_CHECKING:
    from .world import Article, Category, Site, World

GMT = ZoneInfo("GMT")
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, trim_blocks=True
)

FAMILIES: Mapping[str, tuple[ModuleType, str]] = {
    "nukeviet": (cms_nukeviet, "friendly"),
    "nukeviet-raw": (cms_nukeviet, "raw"),
    "wordpress": (cms_wordpress, ""),
    "portal": (cms_portals, "portal"),
    "sharepoint": (cms_portals, "sharepoint"),
    "aspnet": (cms_portals, "aspnet"),
    "handmade": (cms_handmade, ""),
    "documents": (cms_documents, ""),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered answer. ``volatile``: markers for clock, token and counter are filled in at each request.

    ``changed``: the family offers validators for this page, and this is its Last-Modified.
    """

    status: int
    kind: str = "text/html; charset=utf-8"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    volatile: bool = False
    changed: datetime | None = None


def redirect(where: str, status: int = 301) -> Page:
    """A page that sends elsewhere."""
    return Page(status, headers=(("Location", where),))


@dataclass
class View:
    """A site as it looks during one epoch, from one of its addresses."""

    site: Site
    base: str
    now: datetime
    template: str
    moved: Mapping[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    @cached_property
    def shown(self) -> list[Article]:
        """Everything there, in the site's order, parts under the address they have now."""
        here = self.site.shown(self.now)
        return [replace(a, category=self.moved.get(a.category, a.category)) for a in here]

    @cached_property
    def categories(self) -> list[Category]:
        """Parts under the addresses they have now."""
        return [replace(c, slug=self.moved.get(c.slug, c.slug)) for c in self.site.categories]

    @cached_property
    def numbers(self) -> dict[int, Article]:
        """Articles by running number."""
        return {article.number: article for article in self.shown}

    def part(self, slug: str) -> Category | None:
        """The part at an address."""
        return next((c for c in self.categories if c.slug == slug), None)

    def listed(self, category: Category) -> list[Article]:
        """What a part lists."""
        return [article for article in self.shown if article.category == category.slug]

    def page_of(self, category: Category, number: int) -> tuple[list[Article], int]:
        """Items of one list page, and how many pages there are."""
        everything, size = self.listed(category), self.site.page_size
        return everything[(number - 1) * size : number * size], max(1, -(-len(everything) // size))

    def link(self, article: Article) -> str:
        """Path of an article."""
        family, style = FAMILIES[self.template]
        path: str = family.article_path(article, style, self.site)
        return path

    def list_link(self, category: Category, page: int = 1) -> str:
        """Path of a list page."""
        family, style = FAMILIES[self.template]
        path: str = family.list_path(self.site, category, style, page)
        return path

    def modified(self, article: Article) -> datetime:
        """Last touch of an article."""
        return article.modified(self.now)

    def html(self, name: str, kind: str, status: int = 200, volatile: bool = True, **more: object) -> Page:
        """Render ``templates/<name>.j2``; the family's module is ``cms`` in there."""
        family, style = FAMILIES[self.template]
        text = _TEMPLATES.get_template(f"{name}.j2").render(
            view=self, site=self.site, cms=family, style=style, say=wording, kind=kind, latest=self.shown[:6], **more
        )
        return Page(status, body=text.encode("utf-8"), volatile=volatile)


def section_path(site: Site, category: Category) -> str:
    """Path of a part in the site's first template."""
    family, style = FAMILIES[site.template]
    return family.list_path(site, category, style)


def feed_path(site: Site, category: Category) -> str | None:
    """Path of a part's feed in the site's first template, None where the family has none."""
    family, style = FAMILIES[site.template]
    return family.feed_path(site, category, style)


def respond(world: World, host: str, method: str, target: str, headers: Mapping[str, str]) -> Answer:
    """The whole way of one request."""
    site = world.site_at(host)
    if method not in ("GET", "HEAD"):
        return Answer(403, (("Content-Type", "text/plain"),), b"Your request is blocked")
    trouble = faults.interfere(world, site, host, target)
    if trouble is not None:
        return trouble
    view = _view(world, site, host)
    page = view.pages.get(target) or _route(view, target)
    if len(view.pages) < 500:
        view.pages[target] = page
    answer = _dress(world, site, view, page, headers)
    return faults.spoil(site, world.now, answer, headers)


def _route(view: View, target: str) -> Page:
    where = urlsplit(target)
    family, style = FAMILIES[view.template]
    if where.path.startswith("/uploads/"):
        return Page(200, "application/pdf", _PDF, changed=view.site.articles[0].appears_at)
    found: Page | None = family.route(view, where.path, dict(parse_qsl(where.query, keep_blank_values=True)), style)
    if found is None and view.template != view.site.template:
        found = _from_before(view, where.path)
    return found or view.html(family.TEMPLATE, "missing", 404)


def _from_before(view: View, path: str) -> Page | None:
    """After a redesign the old section addresses lead to the new ones; old article addresses are gone."""
    old, old_style = FAMILIES[view.site.template]
    new, new_style = FAMILIES[view.template]
    for category in view.site.categories:
        if path == urlsplit(old.list_path(view.site, category, old_style)).path:
            return redirect(view.base + new.list_path(view.site, category, new_style))
    return None


def _view(world: World, site: Site, host: str) -> View:
    stamp = world.epoch(site)
    kept = world._views.get(host)
    if kept and kept[0] == stamp:
        return kept[1]  # type: ignore[return-value]
    redesign, moved = site.fault(world.now, "redesign"), site.fault(world.now, "moved")
    view = View(
        site,
        f"{site.scheme}://{host}:{world.port}",
        world.now,
        str(redesign.options["template"]) if redesign else site.template,
        {str(moved.options["from"]): str(moved.options["to"])} if moved else {},
    )
    world._views[host] = (stamp, view)
    return view


_COUNTERS: dict[str, int] = {}


def _dress(world: World, site: Site, view: View, page: Page, asked: Mapping[str, str]) -> Answer:
    family, style = FAMILIES[view.template]
    headers = [("Server", "nginx"), ("Date", _http(world.now)), ("Content-Type", page.kind), *page.headers]
    body = page.body
    if page.changed is not None:
        tag = f'"{md5(body, usedforsecurity=False).hexdigest()}"'
        headers += [("ETag", tag), ("Last-Modified", _http(page.changed))]
        if _unchanged(asked, tag, page.changed):
            return Answer(304, tuple(headers))
    if page.volatile:
        count = _COUNTERS[site.id] = _COUNTERS.get(site.id, 4000) + 1
        clock: Callable[[datetime, str], str] = family.clock
        body = body.replace(b"@@clock@@", clock(world.now, style).encode())
        body = body.replace(b"@@token@@", world.random().encode()).replace(b"@@count@@", str(count).encode())
        headers += family.volatile_headers(world.now - timedelta(days=1), world.random())
    return Answer(page.status, tuple(headers), body)


def _unchanged(asked: Mapping[str, str], tag: str, changed: datetime) -> bool:
    if "if-none-match" in asked:
        return asked["if-none-match"].removeprefix("W/") in (tag, "*")
    if "if-modified-since" not in asked:
        return False
    try:
        return changed.replace(microsecond=0) <= parsedate_to_datetime(asked["if-modified-since"])
    except ValueError:
        return False


def _http(moment: datetime) -> str:
    return format_datetime(moment.astimezone(GMT).replace(microsecond=0), usegmt=False).replace("+0000", "GMT")


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
