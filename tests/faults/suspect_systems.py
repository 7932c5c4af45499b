"""What stock systems print around a list: boxes of subcategories, feeds, lists of a single item (S12, S13).

Each has a guilty twin: the same page, and nothing of May.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.crawlers.webs import Reply

from .court import OLD, PATH, Ask, Row, at, page, rows
from .suspect_moves import undated
from .suspect_sites import LATE_MAY
from .suspect_surroundings import Draw, new_of, twins

JUNE = at("06-01 09:00")


def joomla(ask: Ask, items: Sequence[Row]) -> str | None:
    """A category whose children stand in a box of the system, one behind a number, one named after procedures."""
    child = f"{PATH}24-thu-tuc-hanh-chinh"
    if ask.path == child:
        return page(rows([*new_of(items), *OLD[4:]]), heading="Thủ tục hành chính")
    box = (
        f"<div class='cat-children'><h3>Subcategories</h3><div class='first'><h3 class='item-title'>"
        f"<a href='{child}'>Thủ tục hành chính</a></h3></div></div>"
    )
    return page(rows(OLD[:4]) + box) if ask.path == PATH else None


twins("a-box-of-the-system-lists-subcategories", joomla)


def lone(ask: Ask, items: Sequence[Row]) -> str | None:
    """A section of one item, without any pager: it shows nothing but the newest."""
    return page(rows([*new_of(items), OLD[0]]), "") if ask.path == PATH else None


twins("a-list-of-one-item-without-a-pager", lone)


def told_by_feed(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
    """A theme that prints no days, neither in its lists nor on articles; the feeds of section and part tell them."""
    part = f"{PATH}bao-cao/"
    here = {PATH: OLD[:3], part: [*new_of(items), *OLD[3:]]}
    for path, held in here.items():
        if ask.path == f"{path}feed/":
            return _feed(ask, held)
        if ask.path == path:
            head = f"<link rel='alternate' type='application/rss+xml' href='{path}feed/'>"
            menu = f"<ul class='menu'><li><a href='{part}'>Báo cáo</a></li></ul>"
            return page(rows(undated(held)), around=menu).replace("</head>", f"{head}</head>")
    row = next((row for row in items if ask.path == f"/bai/{row[2]}.html"), None)
    return page(f"<article><h1>{row[0]}</h1><p>Nội dung.</p></article>", "", row[0]) if row else None


def _feed(ask: Ask, held: Sequence[Row]) -> Reply:
    entries = "".join(
        f"<item><title>{title}</title><link>/bai/{name}.html</link>"
        f"<pubDate>{stated[6:]}-{stated[3:5]}-{stated[:2]}T08:00:00+07:00</pubDate></item>"
        for title, stated, name in held
    )
    feed = f"<rss version='2.0'><channel><title>Cải cách hành chính</title>{entries}</channel></rss>"
    return Reply(feed, headers={"Content-Type": "application/rss+xml"})


twins("only-feeds-tell-the-days-of-a-part", told_by_feed)


# --- numbers at the end of addresses that are none of the system's


def files_of_months(cut: str) -> Draw:
    """NukeViet's module of files: addresses are titles, and «2026» at their end is a word of each."""
    days = ["01/06/2026", *(day for _, day, _ in [LATE_MAY, *OLD]), "20/12/2025", "21/12/2024", "20/12/2023"]

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        hidden = {"31/05/2026"} - {day for _, day, _ in items} | ({"01/06/2026"} if ask.now < JUNE else set())
        held = ""
        for day in (day for day in days if day not in hidden):
            month, year = int(day[3:5]), day[6:]
            whole = f"Báo cáo tháng {month}/{year}"
            title = whole[: -len(cut)] + "..." if cut else whole
            held += (
                f"<div class='row list-content'><div><a href='/ho-so/to-2/bao-cao-{day[:2]}-thang-{month}-{year}.html'>"
                f"{title}</a></div><div>{day} 20:02</div><div>2.43 MB</div></div>"
            )
        head = '<meta name="generator" content="NukeViet v4.0"><script>var nv_module_name="ho-so";</script></head>'
        return page(f"<div class='viewcat_list'>{held}</div>").replace("</head>", head) if ask.path == PATH else None

    return draw


twins("titles-of-files-end-in-the-year", files_of_months(""))
twins("cut-titles-of-files-end-in-the-year", files_of_months("/2026"))
