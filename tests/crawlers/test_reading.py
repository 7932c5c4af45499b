"""``read``: one page as JSON in the names of INTERFACE."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from crawlers.identity import canonical_url, resolve
from crawlers.reading import read_bytes

from .webs import NOW, saved

URL = "http://thcs-hoa-mai.edu.test/cai-cach-hanh-chinh/"
KEYS = {"url", "title", "kind", "stated", "stated_precision", "stated_source", "stated_raw"}


def test_a_list_is_told_and_printed() -> None:
    found = read_bytes(saved("nukeviet_list.html"), URL, None, {}, NOW)
    assert (found["as"], found["reader"], found["health"]) == ("list", "nukeviet", "read")
    items = found["items"]
    assert isinstance(items, list)
    assert set(items[0]) >= KEYS
    assert items[0]["stated"] == "2026-11-17T11:25:00+07:00"
    assert (items[0]["stated_precision"], items[0]["stated_source"]) == ("minute", "list:text")
    assert found["next"] == [URL + "page-2/"]
    json.dumps(found)


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("nukeviet_article.html", URL + "bao-cao-44.html", "article"),
        ("portal_article.html", URL + "duong-day-nong.html", "article"),
        ("nukeviet_feed.xml", URL + "rss", "feed"),
        ("home.html", "http://thcs-hoa-mai.edu.test/", "home"),
        ("document_table.html", "http://so.test/van-ban", "list"),
        ("wordpress_plain.html", "http://th-binh-minh.edu.test/?cat=2", "list"),
    ],
)
def test_what_a_page_is_is_told_by_itself(name: str, url: str, told: str) -> None:
    found = read_bytes(saved(name), url, None, {}, NOW)
    assert found["as"] == told
    assert (found["article"] is not None) is (told == "article")
    assert bool(found["sections"]) is (told == "home")


def test_a_wall_is_told_by_its_health() -> None:
    found = read_bytes(saved("nukeviet_closed.html"), URL, "list", {}, NOW)
    assert (found["health"], found["items"], found["article"]) == ("maintenance", [], None)


@pytest.mark.shared
def test_lists_of_real_sites_are_read_whole_and_without_a_wrong_day(shared: Path) -> None:
    seen: Counter[str] = Counter()
    for label in sorted((shared / "pages" / "labels").glob("*.json")):
        truth = json.loads(label.read_text(encoding="utf-8"))
        if truth["kind"] not in ("listing", "document list", "feed") or not truth["items"]:
            continue
        url = truth["url"] or "http://host.test/x/"
        purpose = "feed" if truth["kind"] == "feed" else "list"
        found = read_bytes((shared / "pages" / "html" / truth["file"]).read_bytes(), url, purpose, {}, NOW)
        got = {item["id"]: item for item in found["items"]}  # type: ignore[attr-defined]
        for wanted in truth["items"]:
            address = resolve(url, wanted["href"])
            seen["wanted"] += 1
            seen["found"] += canonical_url(address or "") in got or any(
                item["title"] == wanted["title"] for item in got.values()
            )
    assert seen["found"] / seen["wanted"] > 0.95, seen


@pytest.mark.shared
def test_articles_of_real_sites_have_the_day_that_a_reader_sees(shared: Path) -> None:
    wanted = {
        "22_sldtbxh_cchc_art.html": "2019-01-04T15:54",
        "23_sldtbxh_parindex_art.html": "2019-05-27T07:58",
        "26_dakrlap_cchc_art.html": None,
        "28_snv_cchc_art.html": "2019-08-06",
        "46_thquangtrung_cchc_art.html": "2019-07-17T20:53",
        "58_lequydon_art.html": "2021-02-19T13:31",
        "76_tanthanh2_cchc_video.html": "2021-12-30",
        "77_tanthanh2_hotline.html": "2021-09-09",
    }
    for name, stated in wanted.items():
        found = read_bytes(
            (shared / "pages" / "html" / name).read_bytes(), "http://h.test/x/a.html", "article", {}, NOW
        )
        article = found["article"]
        said = article["stated"] if isinstance(article, dict) else None
        assert said is None if stated is None else str(said).startswith(stated), name
