"""Pages of our own with known truth: structures, names, date forms and traps drawn by a seed (no page is a real one).

Every page has what real ones have around their matter: a clock in the head, menus, side columns with the latest and the
most read, counters, related articles, numbers of documents and days of events in titles and texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape

from .webs import NOW

SITE = "http://thcs-hoa-mai.edu.test"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SUBJECTS = (
    "Kế hoạch cải cách hành chính năm 2026 của nhà trường", "Công văn 1558/SGDĐT-VP về việc rà soát thủ tục",
    "Triển khai Thông tư 09/2024/TT-BGDĐT về công khai", "Chào mừng Ngày Nhà giáo Việt Nam 20/11",
    "Hội nghị viên chức ngày 05/10/2025", "Báo cáo kết quả 6 tháng đầu năm", "Thông báo lịch nghỉ Tết",
    "Lịch công tác tuần 12 (từ 16/03/2026 đến 21/03/2026)", "Quyết định số 34/QĐ-THCS ban hành quy chế",
    "Tuyên truyền dịch vụ công trực tuyến", "Danh sách học sinh đạt giải", "Khai giảng năm học 2026-2027",
    "Kết quả khảo sát hài lòng", "Tập huấn chuyển đổi số", "Công khai tài chính quý III năm 2026",
    "Video hướng dẫn nộp hồ sơ trực tuyến", "Họp phụ huynh đầu năm học", "Cập nhật danh mục thủ tục tháng 10/2026",
)  # fmt: skip
TEXTS = (
    "Sáng ngày 12/10/2026, nhà trường tổ chức hội nghị với sự tham dự của toàn thể giáo viên.",
    "Căn cứ Quyết định số 34/QĐ-THCS ngày 01/02/2026 của Hiệu trưởng, nhà trường thông báo.",
    "Hạn nộp hồ sơ: 30/11/2026. Lượt xem: 1.234. Liên hệ 0336.36.5757 để được hướng dẫn.",
    "Thực hiện kế hoạch năm học, các tổ chuyên môn rà soát và báo cáo về văn phòng.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication of a page. ``shown``: how its date is printed; ``stated``: what that says, "" for none."""

    url: str
    title: str
    at: datetime
    shown: str = ""
    stated: str = ""
    text: str = ""
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A page and what is true of it."""

    name: str
    url: str
    body: str
    purpose: str
    items: tuple[Entry, ...] = ()
    article: Entry | None = None
    traits: tuple[str, ...] = field(default=())


Form = Callable[[datetime], str]


def _half(at: datetime, morning: str, evening: str) -> str:
    return f"{at:%d/%m/%Y} {at.hour % 12 or 12}:{at:%M} {morning if at.hour < 12 else evening}"


FORMS: tuple[tuple[str, Form, bool], ...] = (  # name, form, to the minute
    ("day", lambda at: f"{at:%d/%m/%Y}", False),
    ("bracketed", lambda at: f"({at:%d/%m/%Y})", False),
    ("dashes", lambda at: f"{at:%d-%m-%Y}", False),
    ("dots", lambda at: f"{at:%d.%m.%Y %H:%M}", True),
    ("bare", lambda at: f"{at.day}/{at.month}/{at.year} {at.hour}:{at.minute}", True),
    ("seconds", lambda at: f"{at:%d/%m/%Y %H:%M:%S}", True),
    ("clock first", lambda at: f"{at:%H:%M} | {at:%d/%m/%Y}", True),
    ("clock first dash", lambda at: f"{at:%H:%M:%S} - {at:%d/%m/%Y}", True),
    ("hour word", lambda at: f"{at:%H}h{at:%M} ngày {at:%d/%m/%Y}", True),
    ("half", lambda at: _half(at, "SA", "CH"), True),
    ("half english", lambda at: _half(at, "AM", "PM"), True),
    ("half doubled", lambda at: f"{at:%d/%m/%Y %H:%M} {'SA' if at.hour < 12 else 'CH'}", True),
    ("weekday", lambda at: f"{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y} - {at:%H:%M}", True),
    ("weekday number", lambda at: f"{_thu(at)}, {at:%d/%m/%Y} | {at:%H:%M}", True),
    ("weekday ngày", lambda at: f"{WEEKDAYS[at.weekday()].lower()}, Ngày {at:%d/%m/%Y}, {at:%H:%M}", True),
    ("zone", lambda at: f"{WEEKDAYS[at.weekday()]}, {at.day}/{at.month}/{at.year}, {at:%H:%M} (GMT+7)", True),
    ("words", lambda at: f"{at.day} Tháng {MONTHS[at.month - 1]}, {at.year}", False),
    ("words ngày", lambda at: f"Ngày {at.day} tháng {at.month} năm {at.year}", False),
    ("short month", lambda at: f"{at:%d} Th{at.month} {at.year}", False),
    ("english", lambda at: f"{ENGLISH[at.month - 1]} {at.day}, {at.year}", False),
    ("iso", lambda at: f"{at:%Y-%m-%d %H:%M:%S}", True),
    ("label", lambda at: f"Ngày đăng: {at:%d/%m/%Y}", False),
    ("label spaced", lambda at: f"Ngày đăng : {at:%d-%m-%Y %I:%M:%S %p}", True),
    ("label lúc", lambda at: f"Đăng lúc: {at:%H:%M} {at:%d/%m/%Y}", True),
    ("label views", lambda at: f"Ngày đăng: {at:%d/%m/%Y} | Lượt xem: 1.234", False),
    ("author", lambda at: f"Cập nhật: {at:%d/%m/%Y %H:%M} - Người đăng: Nguyễn Văn An", True),
    ("views", lambda at: f"{at:%d/%m/%Y %H:%M} - 357 lượt xem", True),
    ("ngày", lambda at: f"Ngày {at:%d/%m/%Y}", False),
)


def _thu(at: datetime) -> str:
    return "Chủ nhật" if at.weekday() == 6 else f"Thứ {at.weekday() + 2}"


def entries(chance: random.Random, count: int, form: tuple[str, Form, bool] | None, extension: str) -> list[Entry]:
    """``count`` publications, newest first, dates printed in one form (None: not at all)."""
    at, found = NOW - timedelta(days=chance.randint(1, 20)), []
    for number in range(count):
        at -= timedelta(days=chance.randint(0, 9), minutes=chance.randint(1, 900))
        title = f"{chance.choice(SUBJECTS)} (bài {number + 1})"
        stated = "" if form is None else at.strftime("%Y-%m-%dT%H:%M" if form[2] else "%Y-%m-%d")
        url = f"{SITE}/cai-cach-hanh-chinh/bai-{900 - number}{extension}"
        signed = at.date() - timedelta(days=chance.randint(1, 9))
        shown = form[1](at) if form else ""
        found.append(Entry(url, title, at, shown, stated, chance.choice(TEXTS), signed))
    return found


# --- lists -----------------------------------------------------------------------------------------------------------


def _link(one: Entry, inner: str = "") -> str:
    return f'<a href="{one.url}" title="{escape(one.title)}">{inner or escape(one.title)}</a>'


def _span(one: Entry, tag: str, name: str) -> str:
    return f'<{tag} class="{name}">{one.shown}</{tag}>' if one.shown else ""


def plain_ul(found: list[Entry], name: str) -> str:
    return "<ul>" + "".join(f"<li>{_link(one)} {_span(one, 'span', name)}</li>" for one in found) + "</ul>"


def headed(found: list[Entry], name: str) -> str:
    return "".join(
        f'<div class="item"><h3>{_link(one)}</h3>{_span(one, "p", name)}<p>{one.text}</p>'
        f'<a href="{one.url}">Xem chi tiết</a></div>' for one in found
    )  # fmt: skip


def cards(found: list[Entry], name: str) -> str:
    return '<div class="row">' + "".join(
        f'<div class="col-md-4"><div class="card"><a href="{one.url}"><img src="/i/{n}.jpg" alt=""></a>'
        f'<div class="card-body">{_span(one, "div", name)}<h4>{_link(one)}</h4></div></div></div>'
        for n, one in enumerate(found)
    ) + "</div>"  # fmt: skip


def wrapped(found: list[Entry], name: str) -> str:
    return "".join(
        _link(one, f'<img src="/i/1.jpg"><h3>{escape(one.title)}</h3>{_span(one, "span", name)}') for one in found
    )


def bare_heads(found: list[Entry], name: str) -> str:
    return "".join(f"<h4>{_link(one)}</h4>{_span(one, 'p', name)}<p>{one.text}</p>" for one in found)


def old_table(found: list[Entry], name: str) -> str:
    rows = "".join(
        f'<tr><td valign="top"><a href="{one.url}"><img src="/i/2.jpg"></a></td><td>{_link(one)}<br>'
        f"{_span(one, 'i', name)}<br>{one.text}</td></tr>" for one in found
    )  # fmt: skip
    return f'<table width="100%">{rows}</table>'


def broken_lines(found: list[Entry], name: str) -> str:
    return "<td>" + "<br>".join(f"- {_link(one)} {_span(one, 'font', name)}" for one in found) + "</td>"


def defined(found: list[Entry], name: str) -> str:
    return (
        "<dl>"
        + "".join(f"<dt>{_link(one)}</dt><dd>{_span(one, 'span', name)} {one.text}</dd>" for one in found)
        + "</dl>"
    )


def date_first(found: list[Entry], name: str) -> str:
    return "".join(
        f'<article class="post">{_span(one, "div", name)}<h2>{_link(one)}</h2><p>{one.text}</p></article>'
        for one in found
    )


def timed(found: list[Entry], name: str) -> str:
    return "".join(
        f'<article><h2>{_link(one)}</h2><time class="{name}" datetime="{one.at.isoformat()}">{one.shown}</time>'
        "</article>"
        for one in found
    )


def films(found: list[Entry], name: str) -> str:
    return '<div class="video-list">' + "".join(
        f'<div class="video-item"><a href="{one.url}" class="thumb"><img src="/i/v.jpg" alt="{escape(one.title)}">'
        f'<span class="duration">02:15</span></a><div class="name">{_link(one)}</div>{_span(one, "div", name)}'
        '<span class="views">1.203 lượt xem</span></div>' for one in found
    ) + "</div>"  # fmt: skip


def numbered_table(found: list[Entry], name: str) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{_link(one)}</td><td>{one.shown}</td></tr>" for n, one in enumerate(found, 1))
    return f"<table><thead><tr><th>STT</th><th>Tiêu đề</th><th>Ngày đăng</th></tr></thead><tbody>{rows}</tbody></table>"


def documents(found: list[Entry], name: str) -> str:
    rows = "".join(
        f"<tr><td>{n}</td><td>{n}/KH-THCS</td><td>{_link(one)}</td><td>{one.signed:%d/%m/%Y}</td><td>{one.shown}</td>"
        f'<td><a href="/files/{n}.pdf">Tải về</a></td></tr>' for n, one in enumerate(found, 1)
    )  # fmt: skip
    heads = "".join(
        f"<th>{h}</th>" for h in ("STT", "Số ký hiệu", "Trích yếu", "Ngày ban hành", "Ngày đăng", "Tệp đính kèm")
    )
    return f"<table><tr>{heads}</tr>{rows}</table>"


def lead_and_rest(found: list[Entry], name: str) -> str:
    lead = found[0]
    return (
        f'<div class="lead"><a href="{lead.url}"><img src="/i/l.jpg"></a><h2>{_link(lead)}</h2>{_span(lead, "p", name)}'
        f"<p>{lead.text}</p></div>" + plain_ul(found[1:], name)
    )


def rest_below(found: list[Entry], name: str) -> str:
    most = max(1, len(found) // 2)
    return headed(found[:most], name) + '<h4 class="other">Các tin khác</h4>' + plain_ul(found[most:], name)


def documents_apart(found: list[Entry], name: str) -> str:
    """Documents without a table: number, day of signing and day of effect beside the title; the day of posting last."""
    return "".join(
        f'<div class="vb-item"><p class="trich-yeu">{_link(one)}</p><p>Số ký hiệu: {n}/KH-THCS</p>'
        f"<p>Ngày ban hành: {one.signed:%d/%m/%Y}</p><p>Ngày có hiệu lực: {one.signed:%d/%m/%Y}</p>"
        + (f"<p>Ngày đăng: {one.shown}</p>" if one.shown else "") + "</div>" for n, one in enumerate(found, 1)
    )  # fmt: skip


def by_months(found: list[Entry], name: str) -> str:
    """Below a heading for each month, which stands again and again."""
    parts, before = [], ""
    for one in found:
        month = f"Tháng {one.at:%m/%Y}"
        parts += [f"<h3>{month}</h3>"] if month != before else []
        parts.append(f'<div class="tin"><b>{_link(one)}</b> {_span(one, "em", name)}</div>')
        before = month
    return "".join(parts)


def with_company(found: list[Entry], name: str) -> str:
    """Author, part, comments and «read on» are links too."""
    return "".join(
        f'<div class="post-{n} hentry"><h2 class="entry-title">{_link(one)}</h2><div class="entry-meta">'
        f'{_span(one, "span", name)} <a href="{SITE}/author/an">Nguyễn Văn An</a> '
        f'<a href="{SITE}/chuyen-muc/cchc/">Cải cách hành chính</a> <a href="{one.url}#comments">3 bình luận</a></div>'
        f'<p>{one.text} <a href="{SITE}/bai-cu/{n}">xem kế hoạch năm trước</a></p>'
        f'<a class="more" href="{one.url}">Đọc tiếp</a></div>' for n, one in enumerate(found)
    )  # fmt: skip


def badges(found: list[Entry], name: str) -> str:
    """A small calendar sheet beside each title; the year stands in it or the sheet says nothing sure."""
    return "".join(
        f'<li class="tin"><div class="badge"><span class="day">{one.at:%d}</span><span class="month">{one.at:%m}</span>'
        f'<span class="year">{one.at:%Y}</span></div><h4>{_link(one)}</h4></li>' for one in found
    )  # fmt: skip


def sheets_without_year(found: list[Entry], name: str) -> str:
    return "".join(
        f'<div class="post-item"><div class="badge"><span>{one.at:%d}</span><span>Th{one.at.month}</span></div>'
        f"<h5>{_link(one)}</h5><p>{one.text}</p></div>" for one in found
    )  # fmt: skip


def events(found: list[Entry], name: str) -> str:
    """Days of what happens, not of what is published."""
    return "<ul>" + "".join(
        f"<li><h4>{_link(one)}</h4><p>Thời gian diễn ra: {one.at:%d/%m/%Y}</p>"
        f"<p>Hạn đăng ký: {one.at:%d/%m/%Y}</p></li>"
        for one in found
    ) + "</ul>"  # fmt: skip


def in_cells(found: list[Entry], name: str) -> str:
    """Two items in each row of a table, as old portals do."""
    cells = [f'<td width="50%"><div>{_link(one)}</div><div class="{name}">{one.shown}</div></td>' for one in found]
    rows = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2))
    return f"<table>{rows}</table>"


def deep(found: list[Entry], name: str) -> str:
    return '<div class="module"><div class="inner">' + "".join(
        f'<div class="r"><div class="c1"><a href="{one.url}"><img src="/i/3.jpg" alt="{escape(one.title)}"></a></div>'
        f'<div class="c2"><div class="t"><span>{_link(one)}</span></div><div class="d"><span>{one.shown}</span>'
        f'<span>357</span></div></div></div>' for one in found
    ) + "</div></div>"  # fmt: skip


UNDATED = (sheets_without_year, events)
"""Layouts in which no day of publishing is stated."""
LISTS = (
    documents_apart, by_months, with_company, badges, sheets_without_year, events, in_cells, deep,
    plain_ul, headed, cards, wrapped, bare_heads, old_table, broken_lines, defined, date_first, timed, films,
    numbered_table, documents, lead_and_rest, rest_below,
)  # fmt: skip
NAMES = ("date", "ngay-dang", "time", "post-meta", "txt1", "small text-muted", "news-date")


# --- what stands around ----------------------------------------------------------------------------------------------


def _menu() -> str:
    parts = ("Giới thiệu", "Tin tức - Sự kiện", "Văn bản chỉ đạo", "Cải cách hành chính", "Thư viện ảnh", "Liên hệ")
    links = "".join(f'<li><a href="/muc-{n}/">{p}</a></li>' for n, p in enumerate(parts))
    return f'<nav class="navbar"><ul class="menu">{links}</ul></nav>'


def _clock(chance: random.Random) -> str:
    shown = chance.choice((
        f"{WEEKDAYS[NOW.weekday()]}, {NOW:%d/%m/%Y}", f"Hôm nay: {NOW:%d/%m/%Y}", f"{NOW:%H:%M:%S %d/%m/%Y}",
        f"Friday, {NOW:%d/%m/%Y} - {NOW:%H:%M}",
    ))  # fmt: skip
    name = chance.choice(("top-date", "clock", "header-time", "col-sm-6", "date", "ngay", "time", "post-date"))
    return f'<div class="{chance.choice(("top-bar", "top", "row", "wrap"))}"><div class="{name}">{shown}</div></div>'


def _side(chance: random.Random) -> str:
    def block(title: str, dated: bool) -> str:
        rows = "".join(
            f'<li><a href="{SITE}/tin-khac/{title[:3].strip()}-{n}.html">{chance.choice(SUBJECTS)} {n}</a>'
            + (f'<span class="date">{NOW - timedelta(days=n * 3):%d/%m/%Y}</span>' if dated else "")
            + "</li>" for n in range(chance.randint(4, 10))
        )  # fmt: skip
        return f'<div class="block"><h3>{title}</h3><ul>{rows}</ul></div>'

    name = chance.choice(("sidebar", "col-md-3", "right-column", "aside", "cot-phai", "c2", "khoi"))
    links = '<div class="lien-ket"><a href="http://so.test/">Sở Giáo dục và Đào tạo tỉnh Phù Sa</a></div>'
    counter = "<div>Hôm nay: 123<br>Tháng này: 4.567<br>Tổng truy cập: 1.234.567</div>"
    return f'<div class="{name}">{block("Tin mới", True)}{block("Xem nhiều", False)}{links}{counter}</div>'


def _page(chance: random.Random, title: str, main: str, head: str = "") -> str:
    column = chance.choice(("main", "content", "col-md-9", "left", "wrap-2"))
    sides = [f'<div class="{column}">{main}</div>', _side(chance)]
    if chance.random() < 0.3:
        sides.reverse()
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body>'
        f'<div class="{chance.choice(("header", "hd", "row"))}">{_clock(chance)}'
        f'<a href="/"><img src="/logo.png"></a>{_menu()}</div>'
        f'<div class="container"><div class="row">{"".join(sides)}</div></div>'
        "<footer><p>Bản quyền © 2026 Trường THCS Hoa Mai. Giấy phép số 12/GP-TTĐT ngày 03/04/2020.</p></footer>"
        "</body></html>"
    )


def framed(seed: int, title: str, main: str) -> str:
    """Any matter within a whole site."""
    return _page(random.Random(seed), title, main)


PAGER = (
    '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="?page=2">2</a></li></ul>',
    '<div class="phan-trang">Trang 1/2 <a href="?page=2">Sau »</a></div>',
    "",
)


def list_page(seed: int) -> Variant:
    """One list page."""
    chance = random.Random(seed)
    form = None if chance.random() < 0.1 else chance.choice(FORMS)
    style = LISTS[seed % len(LISTS)]
    if style in (documents, numbered_table) and form is not None:
        form = chance.choice(FORMS[:7])
    if style is timed and form is not None:
        form = (form[0], form[1], True)
    if style is badges:
        form = FORMS[0]
    if style is documents_apart and form is not None:
        form = chance.choice(FORMS[:7])
    if style in UNDATED:
        form = None
    found = entries(
        chance, chance.choice((1, 2, 3, 4, 6, 9, 10, 15, 20)), form, chance.choice((".html", ".aspx", "", "/"))
    )
    if style is timed and form is None:
        form = FORMS[0]
        found = [Entry(e.url, e.title, e.at, "", f"{e.at:%Y-%m-%dT%H:%M}", e.text) for e in found]
    heading = chance.choice(("<h1>Cải cách hành chính</h1>", '<div class="title">Cải cách hành chính</div>', ""))
    body = _page(chance, "Cải cách hành chính", heading + style(found, chance.choice(NAMES)) + chance.choice(PAGER))
    traits = (style.__name__, form[0] if form else "undated")
    return Variant(f"list-{seed}", f"{SITE}/cai-cach-hanh-chinh/", body, "list", tuple(found), traits=traits)


# --- articles --------------------------------------------------------------------------------------------------------

PLACES = (
    "updated",
    "microdata",
    "law table",
    "modified only",
    "after",
    "before",
    "time",
    "meta",
    "jsonld",
    "end",
    "label row",
    "none",
    "inside heading row",
    "info list",
)


def article_page(seed: int) -> Variant:
    """One article page; ``none``: it states no date, though days stand all over it."""
    chance = random.Random(seed)
    place = PLACES[seed % len(PLACES)]
    form = chance.choice(FORMS)
    one = entries(chance, 1, form, ".html")[0]
    machine = place in ("time", "meta", "jsonld", "updated", "microdata")
    silent = place in ("none", "law table", "modified only")
    if place == "end":  # unlabelled, unnamed and without a minute it may be anything
        form = chance.choice([form for form in FORMS if form[2]])
        one = entries(chance, 1, form, ".html")[0]
    stated = "" if silent else f"{one.at:%Y-%m-%dT%H:%M}" if machine else one.stated
    one = Entry(one.url, one.title, one.at, "" if machine or silent else one.shown, stated, one.text, one.signed)
    head, main = _article(chance, one, place)
    body = _page(chance, f"{one.title} - Trường THCS Hoa Mai", main, head)
    return Variant(f"article-{seed}", one.url, body, "article", article=one, traits=(place, form[0]))


def _article(chance: random.Random, one: Entry, place: str) -> tuple[str, str]:
    tag = chance.choice(("h1", "h2", "div class=title", "h3 class=news-title"))
    close = tag.split()[0]
    title = f"<{tag}>{escape(one.title)}</{close}>"
    name = chance.choice(NAMES)
    when = f'<div class="{name}">{one.shown}</div>'
    text = "".join(f"<p>{chance.choice(TEXTS)}</p>" for _ in range(6)) + (
        '<p style="text-align:right"><i>Phù Sa, ngày 15 tháng 9 năm 2025</i></p>' if chance.random() < 0.4 else ""
    )
    body = f'<div class="{chance.choice(("content-detail", "noi-dung", "detail", "abc"))}">{text}</div>'
    related = "".join(
        f'<li><a href="{SITE}/bai/{n}.html">{chance.choice(SUBJECTS)} {n}</a> '
        f"({NOW - timedelta(days=9 * n):%d/%m/%Y})</li>"
        for n in range(1, 6)
    )
    if chance.random() < 0.3:
        body += (
            '<div class="comments"><h4>Bình luận</h4><div class="comment"><b>Trần Thị Bình</b>'
            f'<span class="date">{NOW - timedelta(days=1):%d/%m/%Y %H:%M}</span><p>Bài viết rất bổ ích.</p></div></div>'
        )
    others = f"<h4>{chance.choice(('Tin liên quan', 'Các tin khác', 'Bài viết khác'))}</h4><ul>{related}</ul>"
    head, stamp = "", one.at.isoformat()
    if place == "meta":
        head = f'<meta property="article:published_time" content="{stamp}">'
    elif place == "modified only":
        head = f'<meta property="article:modified_time" content="{stamp}">'
    elif place == "jsonld":
        head = f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{stamp}"}}</script>'
    shown = {
        "after": title + when + body,
        "before": when + title + body,
        "law table": f"{title}<table><tr><td>Số ký hiệu</td><td>12/KH-THCS</td></tr><tr><td>Ngày ban hành</td>"
        f"<td>{one.signed:%d/%m/%Y}</td></tr><tr><td>Ngày có hiệu lực</td>"
        f"<td>{one.at:%d/%m/%Y}</td></tr></table>{body}",
        "updated": f'{title}<time class="entry-date published" datetime="{stamp}">x</time>'
        f'<time class="updated" datetime="{NOW.isoformat()}">y</time>{body}',
        "microdata": f'{title}<meta itemprop="datePublished" content="{stamp}">'
        f'<meta itemprop="dateModified" content="{NOW.isoformat()}">{body}',
        "time": f'{title}<time datetime="{stamp}">x</time>{body}',
        "end": title + body + when,
        "label row": f'{title}<div class="info"><span>Tác giả: Nguyễn Văn An</span> | '
        f'<span class="{name}">{one.shown}</span></div>{body}',
        "inside heading row": f'<div class="head">{title}<span class="{name}">{one.shown}</span></div>{body}',
        "info list": f'{title}<ul class="list-inline"><li><i class="fa fa-clock-o"></i> {one.shown}</li>'
        f"<li>Đã xem: 330</li></ul>{body}",
    }.get(place, title + body)
    return head, f"<article>{shown}</article>{others}" if chance.random() < 0.5 else f"<div>{shown}{others}</div>"
