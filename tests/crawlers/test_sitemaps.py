"""The map of a site and the maps that it names: the newest first, of this site alone, whatever their bytes are."""

from __future__ import annotations

from crawlers.page import Answer
from crawlers.sitemaps import mapped

from .webs import page_of

ROOT = "http://thcs-hoa-mai.edu.test"


def site(**maps: str) -> tuple[list[str], dict[str, str]]:
    """What was asked, and what stands there."""
    return [], {f"{ROOT}/{name}.xml": text for name, text in maps.items()}


def index(*named: tuple[str, str]) -> str:
    rows = (f"<sitemap><loc>{where}</loc><lastmod>{day}</lastmod></sitemap>" for where, day in named)
    return f"<sitemapindex>{''.join(rows)}</sitemapindex>"


def urls(*paths: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{ROOT}{path}</loc></url>' for path in paths)}</urlset>"


def told(asked: list[str], there: dict[str, str], most: int = 2) -> list[str]:
    def fetch(url: str) -> Answer | None:
        asked.append(url)
        return page_of(there[url], url, "sitemap") if url in there else None

    return [item.url for item in mapped(fetch, f"{ROOT}/sitemap.xml", most)]


def test_of_many_maps_those_changed_last_are_asked() -> None:
    named = [
        (f"{ROOT}/{name}.xml", day)
        for name, day in (("cu", "2024-01-01"), ("moi", "2026-05-02"), ("vua", "2026-01-01"))
    ]
    asked, there = site(sitemap=index(*named), cu=urls("/1"), moi=urls("/3"), vua=urls("/2"))
    assert told(asked, there) == [f"{ROOT}/3", f"{ROOT}/2"]
    assert f"{ROOT}/cu.xml" not in asked


def test_maps_of_other_sites_are_not_asked() -> None:
    asked, there = site(
        sitemap=index(("http://khac.edu.test/map.xml", "2026-05-02"), (f"{ROOT}/a.xml", "")), a=urls("/1")
    )
    assert told(asked, there) == [f"{ROOT}/1"]
    assert asked == [f"{ROOT}/sitemap.xml", f"{ROOT}/a.xml"]


def test_what_is_no_map_tells_nothing() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aa">]><urlset><url><loc>&a;</loc></url></urlset>'
    for text in ("<html>Không có trang này</html>", bomb, "<urlset><url>", ""):
        asked, there = site(sitemap=text)
        assert told(asked, there) == []
    assert told(*site()) == []
