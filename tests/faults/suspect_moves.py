"""Sections that live on elsewhere, or in parts, while the list that was noted stays as it was (S12, S13, E50)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.crawlers.webs import Reply

from .court import OLD, PATH, Ask, Row, page, rows
from .suspect_sites import after, feed_of, scene

NEW = "/chuyen-muc/cchc-moi/"
NAMES = ("ke-hoach", "bao-cao", "thu-tuc", "van-ban", "kiem-tra", "mot-cua", "tin-cchc")
PARTS = "".join(
    f"<li><a href='{PATH}{slug}/'>{words}</a></li>"
    for slug, words in zip(
        NAMES,
        ("Kế hoạch", "Báo cáo", "Thủ tục", "Văn bản chỉ đạo", "Kiểm tra công vụ", "Một cửa", "Tin CCHC"),
        strict=True,
    )
)
PORTAL = [(f"Hoạt động thể thao số {n}", f"{28 - n}/04/2026", f"the-thao-{n}") for n in range(6)]


def undated(items: Sequence[Row]) -> list[Row]:
    return [(title, "", name) for title, _, name in items]


def article(ask: Ask, items: Sequence[Row]) -> str | None:
    """The page of an item, with its day."""
    row = next((row for row in items if ask.path == f"/bai/{row[2]}.html"), None)
    if row is None:
        return None
    return page(
        f"<article><h1>{row[0]}</h1><p class='meta'>Ngày đăng: {row[1]}</p><p>Nội dung.</p></article>", "", row[0]
    )


# --- the old page leads on whoever opens it


def led_on(ask: Ask, head: str, items: Sequence[Row]) -> str | None:
    """The old list with such a head; the new one at its own address."""
    if ask.path == PATH:
        return page(rows(OLD)).replace("</head>", f"{head}</head>")
    return page(rows(items)) if ask.path == NEW else None


REFRESH = f"<meta http-equiv='refresh' content='0; url={NEW}'>"
SCRIPT = f"<script>setTimeout(function () {{ window.location.href = '{NEW}'; }}, 500);</script>"
ON_CLICK = "<script>function tim() { if (o.value) { window.location.href = '/tim-kiem/'; } }</script>"


@scene("a-refresh-leads-on-to-the-new-section")
def refreshed(ask: Ask) -> str | None:
    return led_on(ask, REFRESH, after(ask))


@scene("a-script-leads-on-to-the-new-section")
def scripted(ask: Ask) -> str | None:
    return led_on(ask, SCRIPT, after(ask))


@scene("led-on-to-a-new-section-where-nothing-was-posted", guilty=True)
def refreshed_guilty(ask: Ask) -> str | None:
    if ask.path == "/tim-kiem/":
        return page(rows(after(ask)), heading="Tìm kiếm")
    return led_on(ask, REFRESH + SCRIPT + ON_CLICK, OLD)


# --- parts


def parted(ask: Ask, shown: Sequence[Row]) -> str | None:
    """Seven parts; the last one shows these items, the others old ones."""
    if ask.path == PATH:
        return page(f"<ul class='muc-con'>{PARTS}</ul>{rows(OLD)}")
    if ask.path == f"{PATH}{NAMES[-1]}/":
        return page(rows(shown), heading="Tin CCHC")
    if ask.path.startswith(PATH) and ask.path.count("/") == 3:
        return page(rows(OLD[1:4]))
    return article(ask, after(ask))


@scene("seven-parts-and-posted-in-the-last")
def seven_parts(ask: Ask) -> str | None:
    return parted(ask, after(ask, OLD[:1]))


@scene("posted-in-a-part-without-days")
def part_without_days(ask: Ask) -> str | None:
    return parted(ask, undated(after(ask, OLD[:2])))


@scene("seven-parts-one-without-days-and-nothing-posted", guilty=True)
def seven_parts_guilty(ask: Ask) -> str | None:
    if ask.path == "/bai/cu.html":
        return article(ask, [("Bài cũ của mục con", "05/03/2026", "cu")])
    return parted(ask, [("Bài cũ của mục con", "", "cu"), *undated(OLD[:2])])


@scene("posted-in-the-part-of-the-year")
def part_of_the_year(ask: Ask) -> str | None:
    years = "".join(f"<li><a href='{PATH}nam-{year}/'>Năm {year}</a></li>" for year in (2026, 2025, 2024))
    if ask.path == PATH:
        return page(f"<ul>{years}</ul>{rows(OLD)}")
    return page(rows(after(ask)), heading="Năm 2026") if ask.path == f"{PATH}nam-2026/" else None


@scene("a-part-that-a-script-fills")
def part_by_script(ask: Ask) -> str | None:
    if ask.path == PATH:
        return page(f"<div><a href='{PATH}bao-cao/'>Báo cáo</a></div>{rows(OLD)}")
    empty = "<div id='ds'>Đang tải dữ liệu…</div><script src='/a.js'></script>"
    return page(empty, "", heading="Báo cáo") if ask.path == f"{PATH}bao-cao/" else None


# --- another name, another page


@scene("renamed-in-the-menu-and-left-frozen")
def renamed_in_menu(ask: Ask) -> str | None:
    menu = f"<div class='menu'><a href='{NEW}'>Chuyển đổi số - CCHC</a> <a href='/tin-tuc/'>Tin tức</a></div>"
    if ask.path == PATH:
        return page(rows(OLD), around=menu)
    return page(rows(after(ask)), around=menu, heading="Chuyển đổi số - CCHC") if ask.path == NEW else None


@scene("led-on-to-the-news-of-all")
def merged(ask: Ask) -> str | Reply | None:  # E50
    if ask.path == PATH:
        return Reply("", 301, {"Location": "/tin-tuc/"})
    return page(rows(PORTAL), heading="Tin tức") if ask.path == "/tin-tuc/" else None


def of_a_year(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
    """The section leads on to last year's part."""
    if ask.path == PATH:
        return Reply("", 302, {"Location": "/cchc/2025/"})
    return page(rows(OLD if "2025" in ask.path else items)) if ask.path in ("/cchc/2025/", "/cchc/2026/") else None


@scene("led-on-to-the-part-of-last-year")
def last_year(ask: Ask) -> str | Reply | None:
    return of_a_year(ask, after(ask))


@scene("led-on-to-a-year-and-nothing-posted-in-this-one", guilty=True)
def last_year_guilty(ask: Ask) -> str | Reply | None:
    return of_a_year(ask, OLD)


# --- a feed alone


def fed(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
    """A feed that says no more than whose site it is of; the front page leads to the section."""
    if ask.path == "/rss/cchc.xml":
        return feed_of(f"http://{ask.headers['host']}/")
    if ask.path == "/":
        return page("<p>Chào mừng.</p>", "", around=f"<div class='menu'><a href='{PATH}'>Cải cách hành chính</a></div>")
    return page(rows(items)) if ask.path == PATH else None


@scene("feed-of-the-site-stopped-and-its-page-goes-on", feed=True)
def feed_stopped(ask: Ask) -> str | Reply | None:  # K9
    return fed(ask, after(ask))


@scene("feed-of-the-site-and-page-show-nothing", guilty=True, feed=True)
def feed_true(ask: Ask) -> str | Reply | None:  # K9
    return fed(ask, OLD)


# --- two lists of one page


def in_two_lists(ask: Ask, items: Sequence[Row]) -> str | None:
    """Documents and news of the section, each below words of its own."""
    papers = [(f"Công văn số {n} về cải cách hành chính của ngành", f"{28 - n}/04/2026", f"cv-{n}") for n in range(10)]
    lists = (("Văn bản", papers), ("Tin tức", items))
    boxes = (f"<section class='khoi'><h2>{words}</h2>{rows(held)}</section>" for words, held in lists)
    return page("".join(boxes), "") if ask.path == PATH else None


@scene("of-two-lists-the-shorter-one-has-it")
def the_other_list(ask: Ask) -> str | None:
    return in_two_lists(ask, after(ask)[:3])


@scene("of-two-lists-none-has-it", guilty=True)
def neither_list(ask: Ask) -> str | None:
    return in_two_lists(ask, OLD[:3])
