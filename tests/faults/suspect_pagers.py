"""Lists whose pager, or what stands for one, leads past an item or hides that there is more (S12)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.crawlers.webs import Reply

from .court import OLD, PATH, Ask, Row, at, page, rows
from .suspect_sites import LATE_MAY, POSTED, after, scene

JUNE = [(f"Thông báo tuyển sinh lớp 10 số {n}", "01/06/2026", f"tuyen-sinh-{n}") for n in range(10)]
"""Posted in the first hours of June: they fill the first page."""
BY_VIEWS = [OLD[3], OLD[0], OLD[5], OLD[2], OLD[4], OLD[1]]
LAST = [(f"Tin năm học cũ số {n}", f"{20 - n}/05/2020", f"tin-cu-{n}") for n in range(6)]
OTHER = [(f"Tin Đoàn đội số {n}", f"{20 - n}/03/2025", f"doan-doi-{n}") for n in range(8)]
TWO = f"<ul class='pagination'><li class='active'><span>1</span></li><li><a href='{PATH}?page=2'>2</a></li></ul>"
END = f"<ul class='pagination'><li><a href='{PATH}'>1</a></li><li class='active'><span>2</span></li></ul>"
MORE = "<button class='btn-xem' onclick='taiThem()'>Xem thêm</button>"


def first(ask: Ask) -> list[Row]:
    """The first page: full of June's; the last evening's item is on the second."""
    return JUNE if ask.now >= POSTED else list(OLD)


def pager(name: str, drawn: str) -> None:
    """One page with such a pager, by days and by views; nothing else can be asked for."""

    @scene(name)
    def by_days(ask: Ask) -> str | None:
        return page(rows(first(ask)), drawn) if ask.path == PATH else None

    @scene(f"{name}-by-views")
    def by_views(ask: Ask) -> str | None:
        return page(rows(BY_VIEWS), drawn) if ask.path == PATH else None


# --- a pager that only seems to have ended

pager(
    "buttons-instead-of-links",
    "<ul class='pagination'><li class='active'><span>1</span></li>"
    "<li><button wire:click='gotoPage(2)'>2</button></li></ul>",
)
pager(
    "a-script-behind-the-arrow",
    "<div class='pager'><span class='current'>1</span> <a href='javascript:sau()'>»</a></div>",
)
pager(
    "page-one-of-nine", "<div class='phan-trang'>Trang <b>1</b>/<b>9</b> <a href='#' onclick='trang(2)'>Tiếp</a></div>"
)
pager("count-before-a-button", f"<div class='pagination'>Tổng số <b>25</b> bài viết</div>{MORE}")
pager(
    "months-for-pages",
    "<div class='phan-trang'>Tháng: <a href='?thang=4'>4</a> <a href='?thang=5'>5</a> <b>6</b></div>",
)
pager(
    "newest-page-has-the-highest-number",
    f"<ul class='pagination'><li class='active'><span>2</span></li><li><a href='{PATH}?page=1'>1</a></li></ul>",
)
pager(
    "more-by-a-script-of-its-own",
    "<div class='list-more' data-url='/ajax/tin?trang=2'>Xem thêm tin</div><div id='ds' data-last='4'></div>",
)

# --- a pager of something else

pager(
    "gallery-below-with-a-pager-of-one",
    f"{MORE}<div class='khoi'><h3>Thư viện ảnh</h3><a href='/anh/1.html'>Ảnh ngày khai giảng</a>"
    "<ul class='pagination'><li class='active'><span>1</span></li></ul></div>",
)
pager(
    "comments-on-their-last-page",
    f"{MORE}<div class='gop-y'><p>Rất hữu ích</p>"
    "<div class='comment-pagination'><a href='?cpage=1'>1</a> <b>2</b></div>"
    "</div>",
)
pager(
    "documents-beside-end-on-page-one",
    f"{MORE}<div class='box'><h3>Văn bản mới</h3><table><tr><td><a href='/vb/1.html'>Quy chế của nhà trường</a></td>"
    "<td>05/01/2026</td></tr></table><ul class='pagination'><li class='active'><a href='#'>1</a></li></ul></div>",
)


# --- a way on to something else, or past pages


def leading(name: str, drawn: str, there: str, items: Sequence[Row], head: str = "") -> None:
    """The way on leads to such a page."""

    @scene(name)
    def site(ask: Ask) -> str | None:
        if ask.path == PATH:
            return page(rows(first(ask)), drawn).replace("</head>", f"{head}</head>")
        return page(rows(items)) if ask.path == there else None


leading("next-of-the-head-is-another-category", MORE, "/doan-doi/", OTHER, "<link rel='next' href='/doan-doi/'>")
leading(
    "next-is-another-category", "<div class='page-nav'><a href='/doan-doi/'>Tiếp theo</a></div>", "/doan-doi/", OTHER
)
leading(
    "arrow-by-offset-to-the-end", f"<div class='pager'><a href='{PATH}?start=90'>»</a></div>", f"{PATH}?start=90", LAST
)
leading(
    "older-is-an-archive",
    f"<div class='pagination'><a href='{PATH}?nam=2020'>Cũ hơn</a></div>",
    f"{PATH}?nam=2020",
    LAST,
)


# --- second pages that are none


def second(name: str, answer: Reply | str) -> None:
    """Two pages are named; this is what the second one gives after the last evening."""

    @scene(name)
    def site(ask: Ask) -> Reply | str | None:
        if ask.path == PATH:
            return page(rows(first(ask)), TWO)
        if not ask.path.startswith(PATH):
            return None
        return answer if ask.now >= POSTED else page(rows(OLD), END)


second("second-page-says-that-it-is-empty", page("<p>Chưa có bài viết nào.</p>", ""))
second(
    "second-page-is-a-box-of-old-news",
    page(f"<p>Đang tải…</p><div class='khoi'><h3>Tin xem nhiều</h3>{rows(OTHER)}</div>", ""),
)
second("second-page-is-an-old-copy", Reply(page(rows(OLD), END), headers={"Age": "650000", "X-Cache": "HIT"}))


# --- items that stand apart from the list


def apart(name: str, box: str, where: str = "") -> None:
    """The newest item stands in a box of its own, above the list or («below») under it; its page says its day."""
    title, stated, slug = LATE_MAY

    @scene(name)
    def site(ask: Ask) -> str | None:
        shown = box.format(title=title, name=slug) if ask.now >= POSTED else ""
        if ask.path == PATH:
            return page(rows(OLD) + shown if where == "below" else shown + rows(OLD))
        told = f"<h1>{title}</h1><span class='post-date'>Ngày đăng: {stated}</span><p>Báo cáo tháng.</p>"
        return page(f"<article>{told}</article>", "", title) if ask.path == f"/bai/{slug}.html" and shown else None


apart(
    "newest-in-bold-above",
    "<div class='tin-dau'><a href='/bai/{name}.html'><b>{title}</b></a><p>Nhà trường báo cáo.</p></div>",
)
apart(
    "newest-in-a-slide",
    "<div class='owl-carousel'><div class='item-slide'><a href='/bai/{name}.html'>{title}</a></div></div>",
)
apart("newest-in-running-letters", "<marquee><a href='/bai/{name}.html'>{title}</a></marquee>")
apart(
    "newest-in-small-print",
    "<div class='tin-khac'><h3>Các tin khác</h3><ul><li><a href='/bai/{name}.html'>{title}</a></li></ul></div>",
    "below",
)

# --- the guilty, whose pagers have truly ended


def guilty(name: str, drawn: str) -> None:
    """Nothing was posted, and such a pager says that this is all."""
    scene(name, guilty=True)(lambda ask: page(rows(BY_VIEWS), drawn) if ask.path == PATH else None)


guilty("guilty-page-one-of-one", "<div class='phan-trang'>Trang <b>1</b>/<b>1</b></div>")
guilty(
    "guilty-arrows-switched-off",
    "<ul class='pagination'><li class='disabled'><a href='#'>«</a></li><li class='active'><span>1</span></li>"
    "<li class='disabled'><a href='#'>»</a></li></ul>",
)
guilty(
    "guilty-beside-a-gallery-with-pages",
    "<ul class='pagination'><li class='active'><span>1</span></li></ul><div class='khoi'><h3>Thư viện ảnh</h3>"
    "<a href='/anh/1.html'>Ảnh ngày khai giảng</a><ul class='pagination'><li class='active'><span>1</span></li>"
    "<li><a href='/anh/?page=2'>2</a></li></ul></div>",
)
guilty(
    "guilty-with-more-of-another-kind",
    "<ul class='pagination'><li class='active'><span>1</span></li></ul>"
    "<div class='khoi'><h3>Liên kết</h3><a class='xem-them' href='/lien-ket/'>Xem thêm</a></div>",
)


@scene("guilty-with-older-items-on-a-second-page", guilty=True)
def guilty_two(ask: Ask) -> str | None:
    if ask.path == PATH:
        return page(rows(OLD[:4]), TWO)
    return page(rows(OLD[4:]), END) if ask.path.startswith(PATH) else None


@scene("posted-on-the-second-page")
def posted_second(ask: Ask) -> str | None:
    """Two pages as they should be: the item is found."""
    if ask.path == PATH:
        return page(rows(first(ask)), TWO)
    return page(rows(after(ask)), END) if ask.path.startswith(PATH) and ask.now >= at("05-31 22:00") else None
