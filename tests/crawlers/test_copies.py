"""Copies, broken pages, entries without a name: what a look is not believed for (S12, S13, K9)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from crawlers.doubting.copies import age_of, doubt_of_copy, past_caches
from crawlers.doubting.doubts import doubt_of
from crawlers.health import broken_off
from crawlers.markup import parse
from crawlers.page import Page
from crawlers.readers import choose

from .webs import NOW, page_of, section

HOUR = timedelta(hours=1)
ROWS = "".join(
    f"<li><a href='/bai/{n}.html'>Kế hoạch kiểm tra công vụ đợt {n}</a> <i>{n}/10/2026</i></li>" for n in range(1, 9)
)


def listed(beside: str = "", end: str = "</body></html>") -> Page:
    head = "<html><head><title>Cải cách hành chính</title></head>"
    return page_of(f"{head}<body><main><h1>Cải cách hành chính</h1><ul>{ROWS}</ul>{beside}</main>{end}")


def doubt(page: Page) -> str:
    items = choose(page).read(page, section()).items
    assert items
    return doubt_of(page, items, NOW - timedelta(days=19))


@pytest.mark.parametrize(
    ("comment", "hours"),
    [
        ("Page cached by Bo dem on 2026-11-18 09:00:00", 41),  # here or in UTC: the kinder
        ("Page cached by Bo dem on 2026-11-18 09:00:00 +07:00", 48),
        ("cache file built @ Wed, 18 Nov 2026 02:00:00 GMT", 48),
        ("Page cached by Bo dem on 2026-11-20 02:00:00", 0),
        ("Page cached by Bo dem on 2026-11-20 09:00:00", 0),
        (f"Bo dem - cached@{int((NOW - 3 * HOUR).timestamp())}", 3),
        ("Page cached on 2026-11-20 08:30:00 +07:00, cache expires 2026-11-27 08:30:00 +07:00", 0.5),
        ("Theme made on 2019-05-01 10:00", 0),
    ],
)
def test_a_cache_that_signs_a_page_tells_its_age(comment: str, hours: float) -> None:
    page = listed(end=f"</body></html>\n<!-- {comment} -->")
    assert age_of(page) == hours * HOUR
    assert bool(doubt(page)) == (hours > 1)


def test_what_an_early_comment_says_is_of_a_part_of_the_page() -> None:
    page = listed("<!-- menu cached on 2026-01-01 10:00 -->" + "<p>Nội dung</p>" * 600)
    assert age_of(page) == timedelta(0)


@pytest.mark.parametrize(
    "headers",
    [{"warning": '110 - "Response is stale"'}, {"cf-cache-status": "STALE"}, {"x-cache": "STALE from proxy"}],
)
def test_a_stale_copy_is_doubted(headers: dict[str, str]) -> None:
    assert doubt_of_copy(replace(listed(), headers=headers))
    assert not doubt_of_copy(replace(listed(), headers=dict.fromkeys(headers, "HIT")))


def test_a_word_of_ours_leads_past_caches() -> None:
    assert past_caches("http://a.test/cchc/", NOW) == f"http://a.test/cchc/?_={int(NOW.timestamp())}"
    assert past_caches("http://a.test/?c=3", NOW).startswith("http://a.test/?c=3&_=")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("<html><body><div><ul><li>Bài</li></ul></div></body></html>", False),
        ("<html><body><div><ul><li>Bài</li></ul></div>", False),  # the last tags may be left out
        ("<html><body><div><ul><li>Bài</li></ul>", True),
        ("<html><body><div><b>Warning</b>: mysqli_query(): lost in <b>/a.php</b> on line <b>7</b></div>", True),
        ("<html><body><div><b>Notice</b>: Undefined index in <b>/a.php</b> on line <b>7</b></div>", False),
        ("<html><body><p>Khắc phục Fatal error và Warning khi nộp hồ sơ</p></body></html>", False),
    ],
)
def test_a_page_that_is_not_whole(text: str, broken: bool) -> None:
    page = page_of(text)
    html = parse(page)
    assert html is not None
    assert bool(broken_off(page, html)) == broken


@pytest.mark.parametrize(
    ("beside", "doubted"),
    [
        ("<div><p>Báo cáo cải cách hành chính tháng 11</p><p>Ngày đăng: 12/11/2026</p></div>", True),
        ("<div><p>Kết quả khảo sát – 12/11/2026</p></div>", True),
        ("<div><p>Góp ý từ ngày 02/11/2026 đến ngày 12/11/2026</p></div>", False),
        ("<div><p>Kỷ niệm (12/11/2026 - 18/11/2026)</p></div>", False),
        ("<div><h3>Thời khóa biểu</h3><p>Khối 6: 12/11/2026</p></div>", False),
        ("<form>Ngày 12/11/2026 <input name='ngay'></form>", False),
        ("<div class='sidebar'><p>Ngày đăng: 12/11/2026</p></div>", False),
    ],
)
def test_days_beside_the_list_that_no_item_bears(beside: str, doubted: bool) -> None:
    assert bool(doubt(listed(beside))) == doubted, doubt(listed(beside))


def test_thousands_of_days_beside_the_list_are_looked_at_in_bounded_time() -> None:  # E37
    page = listed("<h2>Thời khóa biểu</h2>" + "<div><p>Khối 6: 12/11/2026</p></div>" * 6_000)
    began = time.process_time()
    assert not doubt(page)
    assert time.process_time() - began < 10


def feed(*entries: str) -> Page:
    return page_of(
        f"<rss><channel><title>Cải cách hành chính</title>{''.join(entries)}</channel></rss>", purpose="feed"
    )


def entry(title: str, link: str, day: str, more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>{more}</item>"


def test_an_entry_is_named_by_its_description_and_by_its_guid() -> None:
    day = "Wed, 18 Nov 2026 09:00:00 +0700"
    page = feed(
        entry("", "/bai/1.html", day, "<description>Kết quả &lt;b&gt;tháng 11&lt;/b&gt;</description>"),
        entry("Kế hoạch quý IV", "", day.replace("18", "17"), "<guid isPermaLink='false'>tin-2</guid>"),
    )
    one, other = choose(page).read(page, section()).items
    assert one.title == "Kết quả tháng 11"
    assert (other.title, other.url) == ("Kế hoạch quý IV", page.url)
    assert not doubt(page)


def test_an_entry_of_the_open_time_that_nothing_names_is_a_doubt() -> None:
    known = entry("Kế hoạch quý III", "/bai/1.html", "Wed, 30 Sep 2026 09:00:00 +0700")
    assert doubt(feed(known, entry("Kế hoạch quý IV", "", "Wed, 18 Nov 2026 09:00:00 +0700")))
    assert not doubt(feed(known, entry("Kế hoạch quý II", "", "Wed, 18 Mar 2026 09:00:00 +0700")))


@pytest.mark.parametrize(
    ("times", "believed"),
    [
        (["20 Nov 2026 09:00:00"] * 6, False),
        (["20 Nov 2026 02:00:00"] * 3, False),
        (["18 Nov 2026 08:15:00"] * 2, True),
        (["18 Nov 2026 00:00:00"] * 3, True),
        (["20 Nov 2026 08:59:40"], False),
        (["20 Nov 2026 08:15:00", "19 Nov 2026 08:15:00", "18 Nov 2026 08:15:00"], True),
    ],
)
def test_the_time_at_which_a_feed_was_made_dates_none_of_its_entries(times: list[str], believed: bool) -> None:
    page = feed(*(entry(f"Bài viết số {n}", f"/bai/{n}.html", f"{day} +0700") for n, day in enumerate(times)))
    items = choose(page).read(page, section()).items
    assert [item.stated is not None for item in items] == [believed] * len(times)
