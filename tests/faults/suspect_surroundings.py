"""Items that stand beside an old list, in parts of its menu, in a frame, or where the front page leads (S12, S13).

Each has a guilty twin: the same page, and nothing of May.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.crawlers.webs import Reply

from .court import OLD, PATH, Ask, Row, Scene, page, rows
from .suspect_moves import article, undated
from .suspect_sites import LATE_MAY, POSTED, SCENES, day

Draw = Callable[[Ask, Sequence[Row]], str | Reply | None]
MEMORIES = [(f"Hoạt động kỷ niệm của nhà trường lần thứ {n}", "10/03/2026", f"ky-niem-{n}") for n in range(6)]
"""Undated on the page; of March, as their own pages say."""
WORDS = {"05": "Năm", "04": "Tư", "03": "Ba", "02": "Hai", "01": "Một"}


def twins(name: str, draw: Draw) -> None:
    """``draw`` makes what is asked for out of the items that are there."""

    def site(guilty: bool) -> Callable[[Ask], str | Reply | None]:
        def answer(ask: Ask) -> str | Reply | None:
            new = [] if guilty or ask.now < POSTED else [LATE_MAY]
            path = ask.path.replace("/tin-tuc/", "/bai/")
            return draw(ask, [*new, *OLD]) or article(replace(ask, path=path), [*new, *MEMORIES, *OLD])

        return answer

    SCENES.append(Scene(name, site(False)))
    SCENES.append(Scene(f"{name}-guilty", site(True), guilty=True))


def new_of(items: Sequence[Row]) -> list[Row]:
    return [row for row in items if row == LATE_MAY]


def beside(frame: str, link: str = "/bai/{}.html", others: int = 0) -> Draw:
    """The old list, and above it things without a day, the newest last."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        if ask.path != PATH:
            return None
        shown = undated([*MEMORIES[:others], *new_of(items)])
        return page((frame.format(rows(shown, link)) if shown else "") + rows(OLD))

    return draw


twins("the-newest-is-the-fifth-slide", beside("<div class='carousel'>{}</div>", others=4))
twins("the-newest-stands-out-from-another-folder", beside("<div class='noi-bat'>{}</div>", "/tin-tuc/{}.html"))


def in_the_menu(part: str) -> Draw:
    """A part below the section's entry in the menu, at an address of its own."""
    menu = (
        f"<ul class='menu'><li><a href='{PATH}'>Cải cách hành chính</a><ul><li><a href='/ke-hoach/'>Kế hoạch</a></li>"
        f"<li><a href='/phan-nay/'>{part}</a></li></ul></li></ul>"
    )

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        if ask.path == "/phan-nay/":
            return page(rows([*new_of(items), *OLD[4:]]), heading=part, around=menu)
        if ask.path == "/ke-hoach/":
            return page(rows(OLD[3:5]), heading="Kế hoạch", around=menu)
        return page(rows(OLD), around=menu) if ask.path == PATH else None

    return draw


def in_a_frame(ask: Ask, items: Sequence[Row]) -> str | None:
    if ask.path == "/danh-sach.aspx":
        return page(rows(items))
    return page("<iframe src='/danh-sach.aspx'></iframe>" + rows(OLD)) if ask.path == PATH else None


twins("a-part-below-its-entry-in-the-menu", in_the_menu("Báo cáo"))
twins("procedures-below-the-sections-entry-in-the-menu", in_the_menu("Thủ tục hành chính"))
twins("a-frame-of-the-site-holds-the-list", in_a_frame)


def from_the_front(ask: Ask, items: Sequence[Row]) -> str | None:
    """A new section in the menu of the front page; the old one is as it was."""
    if ask.path == "/":
        menu = "<ul class='menu'><li><a href='/chuyen-muc/12/'>Cải cách hành chính</a></li></ul>"
        return page("<p>Chào mừng đến với nhà trường.</p>", "", "Trang chủ", menu)
    if ask.path == "/chuyen-muc/12/":
        return page(rows(items))
    return page(rows(OLD)) if ask.path == PATH else None


twins("the-front-page-leads-to-a-new-section", from_the_front)
for name, front in {
    "leads-to-another-host": Reply("", 302, {"Location": "http://127.0.0.1:9/"}),
    "says-that-the-site-has-moved": page("<p>Website nhà trường đã chuyển sang địa chỉ mới từ tháng 4.</p>", ""),
}.items():
    SCENES.append(
        Scene(f"the-front-page-{name}", lambda ask, front=front: {"/": front, PATH: page(rows(OLD))}.get(ask.path))  # type: ignore[misc]
    )


def of_a_month(shown: str) -> Draw:
    """Something above the list that names its month and no day; the twin's is of April."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        month = 5 if new_of(items) else 4
        return page(shown.format(month) + rows(OLD)) if ask.path == PATH else None

    return draw


REPORT = "Báo cáo cải cách hành chính tháng {0} năm 2026"
twins("a-file-that-names-its-month", of_a_month(f"<p><a href='/tep/bc-{{0}}.pdf'>{REPORT}</a></p>"))
twins("a-viewer-below-words-that-name-its-month", of_a_month(f"<h4>{REPORT}</h4><iframe src='/xem.html'></iframe>"))
twins("a-picture-that-names-its-month", of_a_month(f"<p><img src='/anh/{{0}}.jpg' alt='{REPORT}'></p>"))
SCENES.append(
    Scene(
        "a-folder-of-a-drive-within-the-page",
        lambda ask: (
            page("<iframe src='https://drive.google.com/embeddedfolderview?id=1'></iframe>" + rows(OLD))
            if ask.path == PATH
            else None
        ),
    )
)


# --- one item, two days


def in_words(row: Row) -> Row:
    number, month, year = row[1].split("/")
    return day(row, f"{int(number)} Tháng {WORDS[month]}, {year}")


def without_its_title(ask: Ask, items: Sequence[Row]) -> str | None:
    """The newest row lost its title; its day is in words."""
    shown = rows([in_words(row) for row in items])
    return page(shown.replace(LATE_MAY[0], "")) if ask.path == PATH else None


twins("a-row-without-a-title-dated-in-words", without_its_title)


def two_days(listed: str, told: str) -> None:
    """The list prints one day of the item, its page another one."""

    def site(ask: Ask) -> str | None:
        items = [day(LATE_MAY, listed), *OLD] if ask.now >= POSTED else list(OLD)
        if ask.path == PATH:
            return page(rows(items))
        if ask.path == f"/bai/{LATE_MAY[2]}.html":
            return page(f"<article><h1>{LATE_MAY[0]}</h1>{told}<p>Nội dung bài viết.</p></article>", "", LATE_MAY[0])
        return article(ask, OLD)

    SCENES.append(Scene(f"the-list-says-{listed[:2]}-its-page-{'june' if '06' in told else 'utc'}", site))


two_days("31/05/2026", "<p>Ngày đăng: 01/06/2026 00:05</p>")
two_days("31/05/2026 22:00", "<time datetime='2026-05-31T22:00:00+00:00'></time>")


# --- filled by a script


def behind(frame: str) -> Draw:
    """The newest row as a script will put it there."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        return page(rows(OLD) + frame.format(rows(new_of(items)))) if ask.path == PATH else None

    return draw


twins("rows-for-a-script-in-a-text-area", behind("<textarea class='lazy'>{}</textarea>"))
twins("rows-for-a-script-in-a-template", behind("<template>{}</template>"))
for name, mark in {
    "a-template-that-nobody-filled": "<div v-for='tin in tinMoi'><h3><a href='/bai/1'>{{ tin.ten }}</a></h3></div>",
    "the-newest-are-being-loaded": "<div class='danh-sach'>Đang tải dữ liệu…</div>",
}.items():
    SCENES.append(
        Scene(name, lambda ask, mark=mark: page(mark + rows(OLD)) if ask.path == PATH else None)  # type: ignore[misc]
    )


def in_small_print(ask: Ask, items: Sequence[Row]) -> str | None:
    """«BC tháng 5» among what is left of the list."""
    rest = undated([*(("BC tháng 5", row[1], row[2]) for row in new_of(items)), MEMORIES[0]])
    return page(rows(OLD) + f"<div class='tin-khac'>{rows(rest)}</div>") if ask.path == PATH else None


twins("a-short-title-among-the-rest-of-the-list", in_small_print)


# --- what a page calls the rest of its list weighs more than its newest items


def above_the_rest(row: str, below: str = "<table><tr><td><p>TIN ĐÃ ĐƯA</p></td></tr></table>") -> Draw:
    """The two newest in rows of their own (title, day, name), all others below those words."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        newest = "".join(row.format(*item) for item in items[:2])
        rest = "".join(
            f"<li><a href='/bai/{name}.html'>{title}</a> <span>{day}</span></li>" for title, day, name in items[2:]
        )
        body = f"<div><table>{newest}</table>{below}<table><tr><td><ul>{rest}</ul></td></tr></table></div>"
        return page(body) if ask.path == PATH else None

    return draw


IN_TABLE = "<tr><td><a href='/bai/{2}.html'>{0}%s</a></td></tr><tr><td>Tóm tắt.</td></tr>"
twins("the-newest-in-a-table-above-the-rest", above_the_rest(IN_TABLE % " <span>({1} 10:36)</span>"))
twins("the-newest-without-days-above-the-rest", above_the_rest(IN_TABLE % ""))


# --- the parts of a section one below the other, each in a box of its own


def in_like_boxes(row: str) -> Draw:
    """«Quy định» with the longest list, «Lịch» with the newest item, «Kết quả»: the section has no list of its own."""

    def box(name: str, items: Sequence[Row]) -> str:
        held = "".join(row.format(*item) for item in items)
        return f"<div class='allPost'><div class='dau'><a>{name}</a></div><table>{held}</table></div>"

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        parts = box("Lịch làm việc", [*new_of(items), OLD[5]]), box("Quy định chung", OLD[:4]), box("Kết quả", OLD[4:5])
        return page("".join(parts)) if ask.path == PATH else None

    return draw


twins("the-newest-in-another-box-of-the-same-shape", in_like_boxes(IN_TABLE % " <span>({1} 10:36)</span>"))


def beside_other_sites(ask: Ask, items: Sequence[Row]) -> str | None:
    """A box of the list's own shape, without days, that leads to other sites."""
    row = "<tr><td class='tin'><a href='{}'>{}</a>{}</td></tr>"
    listed = "".join(row.format(f"/bai/{name}.html", title, f" <span>({day})</span>") for title, day, name in items)
    sites = row.format("http://cong.thong-tin.test/", "Cổng thông tin điện tử tỉnh", "")
    box = "<div class='allPost'><div class='dau'><a>{}</a></div><table>{}</table></div>"
    return page(box.format("Tin bài", listed) + box.format("Liên kết", sites)) if ask.path == PATH else None


twins("a-box-of-the-same-shape-leads-to-other-sites", beside_other_sites)


# --- parts of the section that no menu names

PART = f"{PATH}thu-tuc-hanh-chinh/"


def _in_the_part(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
    """What was posted last stands in a part of the section, with the day in its own article only."""
    if ask.path == PART:
        return page(rows(new_of(items), PART + "{}/"), heading="Thủ tục hành chính")
    return article(replace(ask, path=ask.path.replace(PART, "/bai/").rstrip("/") + ".html"), items)


def on_the_front_page(shown: str) -> Draw:
    """The front page shows what is posted anywhere, whatever section it is in."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
        if ask.path == "/":
            news = [(title, day, PART + name) for title, day, name in new_of(items)]
            older = [(title, day, f"/bai/{name}.html") for title, day, name in OLD[:3]]
            return page("".join(shown.format(*row) for row in (*news, *older)), "", "Trang chủ")
        return page(rows(OLD)) if ask.path == PATH else _in_the_part(ask, items)

    return draw


DATED_CARD = "<article><h2><a href='{2}/'>{0}</a></h2><time>{1}</time></article>"
BARE_CARD = "<article><h2><a href='{2}/'>{0}</a></h2></article>"
twins("only-the-front-page-shows-an-item-with-its-day", on_the_front_page(DATED_CARD))
twins("only-the-front-page-shows-an-item-without-a-day", on_the_front_page(BARE_CARD))


def part_among_the_items(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
    """The list prints a part of the section as one more row; what its own page declares is an old day."""
    if ask.path == PATH:
        return page(rows([("Thủ tục hành chính", "", "thu-tuc-hanh-chinh"), *undated(OLD)], PATH + "{}/"))
    if ask.path == PART:
        declared = "<meta property='article:published_time' content='2026-03-10T08:00:00+07:00'>"
        return page(rows([*new_of(items), *OLD[3:]], PART + "{}/")).replace("</head>", f"{declared}</head>")
    there = PART if ask.path.startswith(PART) else PATH
    return article(replace(ask, path=ask.path.replace(there, "/bai/").rstrip("/") + ".html"), items)


twins("a-part-of-the-section-is-a-row-of-its-list", part_among_the_items)


def only_the_map(folder: str, name: str = "/sitemap.xml") -> Draw:
    """What was posted last stands where no page leads. The map was made anew in May: of all that it names."""
    feed = "<?xml version='1.0' encoding='UTF-8'?>"
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"

    def draw(ask: Ask, items: Sequence[Row]) -> str | Reply | None:
        if ask.path == PATH:
            return page(rows(OLD, folder + "{}.html"))
        if ask.path == name:
            known = "".join(
                f"<url><loc>http://{ask.headers['host']}{folder}{row[2]}.html</loc><lastmod>2026-05-31</lastmod></url>"
                for row in (*items, *MEMORIES[:3])
            )
            return Reply(f"{feed}<urlset {space}>{known}</urlset>", headers={"Content-Type": "text/xml"})
        if ask.path == "/sitemap.xml":
            there = f"<sitemap><loc>http://{ask.headers['host']}{name}</loc></sitemap>"
            return Reply(f"{feed}<sitemapindex {space}>{there}</sitemapindex>", headers={"Content-Type": "text/xml"})
        return article(replace(ask, path=ask.path.replace(folder, "/bai/")), [*items, *MEMORIES])

    return draw


twins("only-the-map-tells-of-an-item-in-a-part", only_the_map(f"{PATH}bao-cao/"))
twins("only-the-second-map-tells-of-an-item", only_the_map(f"/tin{PATH}", "/sitemap-bai-viet.xml"))
