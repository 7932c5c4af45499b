"""Lists and articles of many structures, and single oddities: what is stated is read, the rest stays unsaid."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from crawlers.identity import canonical_url
from crawlers.reading import read_bytes

from .variants import Entry, article_page, list_page
from .webs import NOW

ARTICLE = "http://thcs-hoa-mai.edu.test/tin/bai-1.html"


def _same(wanted: str, item: dict[str, Any]) -> bool:
    said = str(item["stated"])
    return (
        said[:16] == wanted if item["stated_precision"] == "minute" and len(wanted) == 16 else said[:10] == wanted[:10]
    )


def test_lists_of_many_structures_are_read_whole_without_a_stranger_and_without_a_wrong_day() -> None:
    seen: Counter[str] = Counter()
    for seed in range(115):
        page = list_page(seed)
        got = {one["id"]: one for one in read_bytes(page.body.encode(), page.url, "list", {}, NOW)["items"]}  # type: ignore[attr-defined]
        truth: dict[str, Entry] = {canonical_url(one.url): one for one in page.items}
        assert set(got) <= set(truth), (page.name, page.traits)
        seen.update(wanted=len(truth), found=len(got))
        for name, item in got.items():
            stated = truth[name].stated
            seen.update(dated=bool(stated), given=bool(item["stated"]))
            assert not item["stated"] or (stated and _same(stated, item)), (page.name, page.traits, truth[name].shown)
    assert seen["found"] / seen["wanted"] >= 0.98, seen
    assert seen["given"] / seen["dated"] >= 0.99, seen


def test_articles_state_the_day_that_stands_on_them_and_none_that_does_not() -> None:
    seen: Counter[str] = Counter()
    for seed in range(140):
        page = article_page(seed)
        item = read_bytes(page.body.encode(), page.url, "article", {}, NOW)["article"]
        assert isinstance(item, dict)
        assert page.article is not None
        wanted = page.article.stated
        seen.update(wanted=bool(wanted), given=bool(item["stated"]))
        assert not item["stated"] or (wanted and _same(wanted, item)), (page.name, page.traits, page.article.shown)
    assert seen["given"] / seen["wanted"] >= 0.97, seen


T = "<h1>Bài viết về cải cách hành chính</h1>"
B = "<div class='content'>" + "<p>Nội dung dài, nhà trường tổ chức ngày 05/06/2026.</p>" * 8 + "</div>"
LD = "<script type='application/ld+json'>{}</script>"
SPLIT = "<div><strong>Ngày đăng:</strong> <span>10/11/2026</span></div>"
ODD: dict[str, tuple[str, str]] = {
    "label apart": (T + SPLIT + B, "2026-11-10"),
    "label in a list": (
        T + "<dl><dt>Ngày đăng</dt><dd>10/11/2026</dd><dt>Lượt xem</dt><dd>12</dd></dl>" + B,
        "2026-11-10",
    ),
    "posted and changed": (
        T + "<p>Ngày đăng: 10/11/2026 08:15 - Ngày cập nhật: 12/11/2026</p>" + B,
        "2026-11-10T08:15",
    ),
    "changed and posted": (T + "<p>Cập nhật: 12/11/2026</p><p>Ngày đăng: 10/11/2026</p>" + B, "2026-11-10"),
    "created and changed": (
        T + "<dd class='published'><time datetime='2026-11-10T08:00:00+07:00'>Được đăng: 10 Tháng 11 2026</time></dd>"
        "<dd class='modified'><time datetime='2026-11-15T08:00:00+07:00'>x</time></dd>" + B,
        "2026-11-10T08:00",
    ),
    "changed only": (
        T
        + "<dd class='modified'><time datetime='2026-11-15T08:00:00+07:00'>Cập nhật lần cuối: 15/11/2026</time></dd>"
        + B,
        "",
    ),
    "submitted by": (
        T + "<div class='submitted'>Submitted by admin on T3, 10/11/2026 - 08:15</div>" + B,
        "2026-11-10T08:15",
    ),
    "two disagree": (
        "<meta property='article:published_time' content='2026-11-08T08:15:00+07:00'>"
        + T
        + "<div class='date'>10/11/2026 08:15</div>"
        + B,
        "2026-11-10T08:15",
    ),
    "finer in the head": (
        "<meta property='article:published_time' content='2026-11-10T08:15:00+07:00'>"
        + T
        + "<div class='date'>10/11/2026</div>"
        + B,
        "2026-11-10T08:15",
    ),
    "page in linked data": (
        LD.format('{"@graph":[{"@type":"WebPage","datePublished":"2026-11-10T01:15:00+00:00"}]}') + T + B,
        "2026-11-10T08:15",
    ),
    "article before page in linked data": (
        LD.format(
            '[{"@type":"WebPage","datePublished":"2020-01-01"},{"@type":["Article"],"datePublished":"2026-11-10"}]'
        )
        + T
        + B,
        "2026-11-10",
    ),
    "other names in the head": ("<meta name='DC.date.created' content='2026-11-10'>" + T + B, "2026-11-10"),
    "link to the day's archive": (
        T + "<ul><li><a href='/author/x'>Admin</a></li><li><a href='/2026/11/10/'>10/11/2026</a></li></ul>" + B,
        "2026-11-10",
    ),
    "the archive alone": (T + "<div class='meta'><a href='/2026/11/10/'>10/11/2026</a></div>" + B, "2026-11-10"),
    "microformat": (
        T + "<abbr class='published' title='2026-11-10T08:15:00+07:00'>hôm nay</abbr>" + B,
        "2026-11-10T08:15",
    ),
    "document": (
        T + "<table><tr><th>Số</th><td>09/2024/TT-BGDĐT</td></tr><tr><th>Ngày ban hành</th><td>05/06/2026</td></tr>"
        "<tr><th>Ngày đăng</th><td>10/11/2026</td></tr><tr><th>Ngày hiệu lực</th><td>01/01/2026</td></tr></table>",
        "2026-11-10",
    ),
    "signed in the text": (T + "<div class='content'><p>Phù Sa, ngày 5 tháng 6 năm 2026</p>" + B + "</div>", ""),
    "first words of the text": (
        T + "<div class='content'><p>10/11/2026</p>" + "<p>Nội dung văn bản</p>" * 20 + "</div>",
        "",
    ),
    "placeholder": (T + "<div class='date'>01/01/0001</div>" + B, ""),
    "relative, of an unknown day": (T + "<div class='date'>3 giờ trước</div>" + B, ""),
    "hour alone": (T + "<div class='date'>15:30</div>" + B, ""),
    "event": (T + "<div class='info'>Thời gian tổ chức: 10/12/2026</div>" + B, ""),
    "way to the page": (
        "<ol class='breadcrumb'><li><a href='/'>Trang chủ</a></li><li>10/11/2026</li></ol>" + T + B,
        "",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_article_states_what_a_reader_would_say(name: str) -> None:
    body, wanted = ODD[name]
    page = f"<html><head><title>Bài viết về cải cách hành chính - Hoa Mai</title></head><body>{body}</body></html>"
    item = read_bytes(page.encode(), ARTICLE, "article", {}, NOW)["article"]
    assert isinstance(item, dict)
    assert str(item["stated"] or "")[: len(wanted) or None] == wanted


def test_two_sources_that_disagree_are_both_kept() -> None:
    item = read_bytes(ODD["two disagree"][0].encode(), ARTICLE, "article", {}, NOW)["article"]
    assert isinstance(item, dict)
    assert [(one["source"], one["at"][:10]) for one in item["dates"]] == [
        ("article:text", "2026-11-10"),
        ("meta:published_time", "2026-11-08"),
    ]
