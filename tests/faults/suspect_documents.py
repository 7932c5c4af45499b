"""Documents signed in April and posted in May, days of other items, and addresses that many items share (S7, S8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .court import OLD, PATH, Ask, Row, at, page, rows
from .suspect_sites import LATE_MAY, after, scene

DOCUMENT = ("Kế hoạch cải cách hành chính quý II của nhà trường", "20/04/2026", "ke-hoach-quy-hai")
"""Signed in April; posted on the last evening of May, which its list does not say."""
DOCUMENTS = (
    ("Quyết định ban hành quy chế làm việc", "10/02/2026", "qd-quy-che"),
    ("Kế hoạch kiểm tra công vụ năm 2026", "28/01/2026", "kh-kiem-tra"),
    ("Báo cáo cải cách hành chính năm 2025", "15/12/2025", "bc-2025"),
    ("Quyết định công bố danh mục thủ tục", "03/11/2025", "qd-danh-muc"),
    ("Kế hoạch cải cách hành chính năm học", "12/09/2025", "kh-nam-hoc"),
    ("Quy chế tiếp công dân của nhà trường", "20/08/2025", "qc-tiep-dan"),
)
NUMBERS = {name: f"{12 + n}/KH-HM" for n, (_, _, name) in enumerate((DOCUMENT, *DOCUMENTS))}
HEADS = ("Ngày ban hành", "Trích yếu")
Listed = Callable[[Sequence[Row]], str]


def link(row: Row) -> str:
    return f"<a href='/bai/{row[2]}.html'>{row[0]}</a>"


def pair(row: Row, tag: str = "td", names: Sequence[str] = ("", "")) -> str:
    """Day and title side by side."""
    return f"<{tag}{names[0]}>{row[1]}</{tag}><{tag}{names[1]}>{link(row)}</{tag}>"


def numbered(row: Row) -> str:
    """The same behind the document's number."""
    return f"<tr><td>{NUMBERS[row[2]]}</td>{pair(row)}</tr>"


def each(row_of: Callable[[Row], str], around: str = "{}") -> Listed:
    return lambda items: around.format("".join(map(row_of, items)))


def documents(name: str, listed: Listed) -> None:
    """A list of documents whose days are those of signing."""

    @scene(name)
    def site(ask: Ask) -> str | None:
        return page(listed(after(ask, DOCUMENTS, DOCUMENT))) if ask.path == PATH else None


# --- days of signing

table = "<table>{}</table>"
tr = "<tr>{}</tr>"
documents("numbers-and-days-without-heads", each(numbered, table))
documents(
    "number-behind-the-day",
    each(lambda r: f"<div><h4>{link(r)}</h4><p class='date'>{r[1]}</p><p>Số ký hiệu: {NUMBERS[r[2]]}</p></div>"),
)
documents(
    "heads-over-blocks",
    each(
        lambda row: f"<div class='row'>{pair(row, 'div')}</div>",
        f"<div class='row head'>{''.join(f'<div>{head}</div>' for head in HEADS)}</div>{{}}",
    ),
)
documents(
    "a-class-says-signing",
    each(lambda r: f"<div class='vb'><h4>{link(r)}</h4><span class='ngay-ban-hanh'>{r[1]}</span></div>"),
)
documents(
    "cells-bear-their-heads",
    each(lambda row: tr.format(pair(row, names=[f" data-title='{head}'" for head in HEADS])), table),
)
documents(
    "two-rows-of-heads-below-a-caption",
    each(
        numbered,
        "<table><tr><td colspan='3'><b>DANH MỤC NĂM 2026</b></td></tr>"
        "<tr><th colspan='2'>Văn bản</th><th rowspan='2'>Trích yếu</th></tr>"
        "<tr><th>Số</th><th>Ngày</th></tr>{}</table>",
    ),
)
documents(
    "heads-in-a-table-of-their-own",
    each(
        lambda row: tr.format(pair(row)),
        f"<table><tr><th>{HEADS[0]}</th><th>{HEADS[1]}</th></tr></table>{table}",
    ),
)
documents(
    "heads-in-an-old-font",
    each(
        lambda row: tr.format(pair(row)),
        "<table><tr><th>Ngµy ban hµnh</th><th>TrÝch yÕu</th></tr>{}</table>",
    ),
)


@scene("guilty-with-days-of-signing-and-of-posting", guilty=True)
def both_days(ask: Ask) -> str | None:
    """Two rows of heads say which day is which, and that nothing was put up in May."""
    heads = "<tr><th colspan='3'>Văn bản</th><th rowspan='2'>Ngày đăng</th></tr>"
    heads += "<tr><th>Số</th><th>Ngày</th><th>Trích yếu</th></tr>"
    matter = "".join(numbered(row).replace("</tr>", f"<td>{row[1]}</td></tr>") for row in DOCUMENTS)
    return page(f"<table>{heads}{matter}</table>") if ask.path == PATH else None


# --- days of something else on an item's own page


def undated(name: str, own: Callable[[Row], str]) -> None:
    """A list without days; this is what an item's page shows, which tells none either."""

    @scene(name)
    def site(ask: Ask) -> str | None:
        items = after(ask)
        if ask.path == PATH:
            return page(rows([(title, "", slug) for title, _, slug in items]))
        return next((page(own(row), "", row[0]) for row in items if ask.path == f"/bai/{row[2]}.html"), None)


OTHERS = "".join(f"<div class='r'><span class='date'>{row[1]}</span><br>{link(row)}</div>" for row in OLD[:4])
undated("a-scan-and-older-items-below", lambda row: f"<h1>{row[0]}</h1><p><iframe src='/xem.pdf'></iframe></p>{OTHERS}")
undated(
    "linked-data-of-the-whole-site",
    lambda row: (
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2023-08-01"}</script>'
        f"<article><h1>{row[0]}</h1><p>{'Nhà trường đã triển khai các nội dung theo kế hoạch. ' * 4}</p></article>"
    ),
)


# --- addresses that many items share


def one_address(items: Sequence[Row]) -> str:
    return page(rows(items, "/xem#{}"))


@scene("items-told-apart-by-a-fragment")
def fragments(ask: Ask) -> str | None:
    return one_address(after(ask)) if ask.path == PATH else None


@scene("guilty-with-items-told-apart-by-a-fragment", guilty=True)
def old_fragments(ask: Ask) -> str | None:
    return one_address(OLD) if ask.path == PATH else None


@scene("two-modules-with-the-same-numbers")
def modules(ask: Ask) -> str | None:
    """Posted in the middle of May in the other module, whose third item it is."""
    title, _, _ = LATE_MAY
    old = [(row[0], row[1], f"tin.aspx?newsid={7 - n}") for n, row in enumerate(OLD)]
    new = [(title, "16/05/2026", "vanban.aspx?newsid=3")] if ask.now > at("05-16 10:00") else []
    state = "<input type='hidden' name='__VIEWSTATE' value='x'>"
    return page(rows([*new, *old], "/{}"), around=state) if ask.path == PATH else None
