"""Lists and articles of many structures, and single oddities: what is stated is read, the rest stays unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
        LD.format(f'{{"@graph":[{{"@type":"WebPage","url":"{ARTICLE}","datePublished":"2026-11-10T01:15:00+00:00"}}]}}')
        + T
        + B,
        "2026-11-10T08:15",
    ),
    "page in linked data that is any page of the site": (
        LD.format('{"@type":"WebPage","datePublished":"2020-01-01T08:00:00+07:00"}') + T + B,
        "",
    ),
    "page in linked data that is the front page": (
        LD.format('{"@type":"WebPage","url":"/","datePublished":"2020-01-01T08:00:00+07:00"}') + T + B,
        "",
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


# --- single lists ----------------------------------------------------------------------------------------------------

N = range(1, 5)


def title(n: int) -> str:
    return f"Bài viết thứ {n} về cải cách hành chính"


def shown(n: int) -> str:
    return f"{20 - n:02}/11/2026"


def many(row: Callable[[int], str], before: str = "", after: str = "") -> str:
    return before + "".join(row(n) for n in N) + after


def link(n: int, words: str = "") -> str:
    return f'<a href="/b/{n}">{words or title(n)}</a>'


HEADS = "<table><tr><th>Số ký hiệu</th><th>Trích yếu</th><th>{}</th><th>Tệp</th></tr>"
DAYS = tuple(f"2026-11-{20 - n:02}" for n in N)
UNSAID = ("",) * 4
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a day in the text below": (many(lambda n: f"<div><h3>{link(n)}</h3><p>(12/10/2026) Hội nghị.</p></div>"), UNSAID),
    "posted and held": (
        many(lambda n: f"<div><h3>{link(n)}</h3><p>Ngày đăng: {shown(n)}</p><p>Thời gian: 12/12/2026</p></div>"),
        DAYS,
    ),
    "within the link, apart": (many(lambda n: f"<li>{link(n, f'{title(n)} <i>({shown(n)})</i>')}</li>"), DAYS),
    "within the title": (many(lambda n: f"<li>{link(n, f'{title(n)} ({shown(n)})')}</li>"), UNSAID),
    "bare, behind": (many(lambda n: f"<li>{link(n)} ({shown(n)})</li>"), DAYS),
    "bare, before": (many(lambda n: f"<li>{shown(n)}: {link(n)}</li>"), DAYS),
    "short titles": (many(lambda n: f"<li>{link(n, f'THÔNG BÁO {n}')} <i>{shown(n)}</i></li>"), DAYS),
    "a table for each": (
        many(lambda n: f"<table><tr><td>{link(n)}</td></tr><tr><td><i>{shown(n)}</i></td></tr></table>"),
        DAYS,
    ),
    "signed only": (
        many(lambda n: f"<tr><td>{n}/KH</td><td>{link(n)}</td><td>{shown(n)}</td></tr>", HEADS.format("Ngày ban hành")),
        UNSAID,
    ),
    "two links to one": (
        many(
            lambda n: f"<tr><td>{link(n, f'{n}/KH-THCS')}</td><td>{link(n)}</td><td>{shown(n)}</td></tr>",
            HEADS.format("Ngày đăng"),
        ),
        DAYS,
    ),
    "files alone": (
        many(
            lambda n: (
                f"<tr><td>{n}/KH</td><td>{title(n)}</td><td>{shown(n)}</td><td><a href='/{n}.pdf'>Tải về</a></td></tr>"
            ),
            HEADS.format("Ngày đăng"),
        ),
        DAYS,
    ),
    "beginning and end": (
        many(
            lambda n: f"<tr><td>{link(n)}</td><td>{shown(n)}</td><td>{shown(n)}</td></tr>",
            "<table><tr><th>Tên</th><th>Ngày bắt đầu</th><th>Ngày kết thúc</th></tr>",
        ),
        UNSAID,
    ),
    "effect": (many(lambda n: f"<div>{link(n)}<p>Ngày có hiệu lực: {shown(n)}</p></div>"), UNSAID),
    "effect, label apart": (many(lambda n: f"<div>{link(n)}<p>Hiệu lực từ</p><p>{shown(n)}</p></div>"), UNSAID),
    "label apart": (many(lambda n: f"<div>{link(n)}<div><b>Ngày đăng</b></div><div>{shown(n)}</div></div>"), DAYS),
    "relative, of an unknown day": (many(lambda n: f"<li>{link(n)} <i class='time'>{n} giờ trước</i></li>"), UNSAID),
    "month first, told by a number": (
        many(lambda n: f"<li>{link(n)} <i class='time'>11/{20 - n}/2026 8:15 AM</i></li>"),
        DAYS,
    ),
    "album": (many(lambda n: f"<div>{link(n, '<img alt=x>')}<p>{link(n, f'Album khai giảng {n}')}</p></div>"), UNSAID),
    "sheet without a year and the day": (
        many(lambda n: f"<div><div><b>{20 - n}</b><b>11</b></div>{link(n)}<p>{shown(n)}</p></div>"),
        DAYS,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_odd_list_is_read_whole_with_the_days_it_states(name: str) -> None:
    rows, days = LISTS[name]
    page = f"<html><body><div class='top'>Thứ Sáu, 20/11/2026</div><div class='main'>{rows}</div></body></html>"
    found = read_bytes(page.encode(), "http://thcs-hoa-mai.edu.test/cchc/", "list", {}, NOW)["items"]
    assert isinstance(found, list)
    assert tuple(str(item["stated"] or "")[:10] for item in found) == days


def test_a_saved_page_without_an_address_tells_its_own_site() -> None:
    rows = many(lambda n: f"<li><a href='http://thcs-hoa-mai.edu.test/b/{n}'>{title(n)}</a> {shown(n)}</li>")
    found = read_bytes(f"<body><ul>{rows}</ul></body>".encode(), "", "list", {}, NOW)["items"]
    assert isinstance(found, list)
    assert len(found) == 4
