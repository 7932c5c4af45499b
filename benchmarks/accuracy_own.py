"""Pages of our own with known truth: sites of the false world by family, and variants drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks.accuracy_truth import Case, Wanted
from tests.crawlers.variants import Entry, Variant, article_page, list_page
from tests.falseworld.sites import FAMILIES, respond
from tests.falseworld.titles import REFORM
from tests.falseworld.world import VN, Article, Category, Site, World

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
_SECTION = Category("cai-cach-hanh-chinh", "Cải cách hành chính", "cchc")
_NEWS = Category("tin-tuc", "Tin tức", "tin-tuc")
_UNDATED = ("nukeviet-raw",)
"""Families whose lists show no dates."""


def own_pages(seeds: range) -> Iterator[Case]:
    """Every list page and article of a site of each family, then two variants for each seed."""
    with World([_site(family, n) for n, family in enumerate(FAMILIES, 1)], NOW) as world:
        for site in world.sites:
            yield from _pages(world, site)
    for seed in seeds:
        yield _variant(list_page(seed))
        yield _variant(article_page(seed))


def _site(family: str, number: int) -> Site:
    kind = "document" if family == "documents" else "article"
    found = []
    for n, title in enumerate(REFORM[:32]):
        at = datetime(2026, 1, 5, 7, 5, tzinfo=VN) + timedelta(days=9 * n, minutes=217 * n)
        part = _NEWS.slug if n % 4 == 3 else _SECTION.slug
        found.append(
            Article(part, title, at, at, medium=kind, signed=at.date() - timedelta(days=3), code=f"{n + 1}/KH")
        )
    return Site(f"own-{family}", "Trường THCS Hoa Mai", f"127.0.77.{number}", family, (_SECTION, _NEWS), found)


def _pages(world: World, site: Site) -> Iterator[Case]:
    cms, style = FAMILIES[site.template]
    base = f"http://{site.host}:{world.port}"
    shown = [one for one in site.shown(NOW) if one.category == _SECTION.slug]

    def wanted(one: Article, dated: bool = True) -> Wanted:
        stated = one.stated.astimezone(VN).strftime("%Y-%m-%dT%H:%M") if dated else ""
        return Wanted(base + cms.article_path(one, style, site), one.title, stated)

    def case(path: str, purpose: str, **truth: object) -> Case:
        answer = respond(world, site.host, "GET", path, {})
        headers = {name.lower(): value for name, value in answer.headers}
        if "location" in headers:
            return case(headers["location"].removeprefix(base), purpose, **truth)
        name = f"{site.id}{path}"
        return Case("own pages", site.template, name, answer.body, base + path, purpose, headers, **truth)  # type: ignore[arg-type]

    for page in range(-(-len(shown) // site.page_size)):
        part = shown[page * site.page_size : (page + 1) * site.page_size]
        items = tuple(wanted(one, site.template not in _UNDATED) for one in part)
        yield case(cms.list_path(site, _SECTION, style, page + 1), "list", items=items, complete=True)
    for one in shown:
        yield case(cms.article_path(one, style, site), "article", article=wanted(one))
    yield case("/", "home", sections=(base + cms.list_path(site, _SECTION, style),))


def _variant(one: Variant) -> Case:
    def wanted(entry: Entry) -> Wanted:
        return Wanted(entry.url, entry.title, entry.stated)

    return Case(
        "own variants", one.traits[0], one.name, one.body.encode(), one.url, one.purpose,
        items=tuple(wanted(entry) for entry in one.items), complete=True,
        article=wanted(one.article) if one.article else None,
    )  # fmt: skip
