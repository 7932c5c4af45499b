"""Sites that look healthy and would get an innocent school charged, were each look believed (S11–S14).

Each shows in May's court what such sites really show; beside some stands the same with a guilty school, who must be
found: whoever proves nothing of anybody would pass as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.crawlers.webs import Reply

from .court import MAY, OLD, PATH, Ask, Row, Scene, at, page, rows

Site = Callable[[Ask], str | Reply | None]
SCENES: list[Scene] = []
LATE_MAY = ("Báo cáo cải cách hành chính tháng 5", "31/05/2026", "bao-cao-thang-5")
"""Posted on the last evening, when nobody looked any more."""
POSTED = at("05-31 22:00")


def scene(name: str, **more: object) -> Callable[[Site], Site]:
    """A site becomes a scene."""

    def enter(site: Site) -> Site:
        SCENES.append(Scene(name, site, **more))  # type: ignore[arg-type]
        return site

    return enter


def after(ask: Ask, items: Sequence[Row] = OLD, new: Row = LATE_MAY) -> list[Row]:
    """What the list truly holds at the moment."""
    return [new, *items] if ask.now >= POSTED else list(items)


def day(row: Row, stated: str) -> Row:
    return row[0], stated, row[2]


# --- the innocent and the guilty, plainly


@scene("nothing-posted", guilty=True)
def nothing_posted(ask: Ask) -> str | None:
    return page(rows(OLD)) if ask.path == PATH else None


@scene("posted-on-the-last-evening")
def posted_late(ask: Ask) -> str | None:
    return page(rows(after(ask))) if ask.path == PATH else None


# --- copies


@scene("proxy-keeps-a-week")
def cached(ask: Ask) -> Reply | None:
    """A proxy serves what it fetched on 25 May, and says how old that is."""
    if ask.path != PATH:
        return None
    old = max(0, int((ask.now - at("05-25 00:00")).total_seconds()))
    return Reply(page(rows(OLD)), headers={"Age": str(old), "X-Cache": "HIT"} if old else {})


@scene("proxy-keeps-a-week-unless-asked-not-to")
def cached_unless(ask: Ask) -> Reply | None:
    """A proxy that obeys the visitor who wants no copy."""
    if ask.path != PATH:
        return None
    fresh = "no-cache" in ask.headers.get("cache-control", "")
    return Reply(page(rows(after(ask) if fresh else OLD)))


@scene("proxy-keeps-minutes-and-nothing-was-posted", guilty=True)
def cached_minutes(ask: Ask) -> Reply | None:
    return Reply(page(rows(OLD)), headers={"Age": "240"}) if ask.path == PATH else None


@scene("answers-304-from-a-copy")
def copy_304(ask: Ask) -> Reply | None:
    if ask.path != PATH:
        return None
    old = max(0, int((ask.now - at("05-25 00:00")).total_seconds()))
    headers = {"ETag": '"mot"', "Age": str(old)}
    if ask.headers.get("if-none-match") == '"mot"':
        return Reply(status=304, headers=headers)
    return Reply(page(rows(OLD)), headers=headers)


# --- order and paging


@scene("second-page-repeats-the-first")
def repeats(ask: Ask) -> str | None:
    """Sorted by views; the new item stands on page 2, which shows page 1."""
    if not ask.path.startswith(PATH):
        return None
    shuffled = [OLD[3], OLD[0], OLD[5], OLD[2], OLD[4], OLD[1]]
    pager = f"<ul class='pagination'><li class='active'><span>1</span></li><li><a href='{PATH}?page=2'>2</a></li></ul>"
    return page(rows(shuffled), pager)


@scene("sorted-by-title-second-page-broken")
def by_title(ask: Ask) -> Reply | str | None:
    if ask.path == PATH:
        return page(rows(sorted(OLD)), f"<div class='phan-trang'><b>1</b> <a href='{PATH}?p=2'>2</a></div>")
    return Reply("<h1>Lỗi 500</h1>", 500) if ask.path.startswith(PATH) else None


@scene("sorted-by-title-with-a-button-for-more")
def button_more(ask: Ask) -> str | None:
    more = "<button class='btn xem-them' data-trang='2' onclick='taiThem()'>Xem thêm</button>"
    return page(rows(sorted(OLD)), more) if ask.path == PATH else None


@scene("sorted-by-views-pager-of-a-script")
def postback(ask: Ask) -> str | None:
    pager = (
        "<div class='pager'><span class='current'>1</span> "
        "<a href=\"javascript:__doPostBack('ctl00$gv','Page$2')\">2</a></div>"
    )
    return page(rows(sorted(OLD, key=lambda row: row[2])), pager) if ask.path == PATH else None


@scene("arrow-behind-the-numbers-leads-to-the-last-page")
def arrow_to_the_end(ask: Ask) -> str | None:  # S12
    """Ten notices of 1 June fill the first page, the last evening's item is on the second; «»» skips seven pages."""
    if not ask.path.startswith(PATH):
        return None
    number = int(ask.path.partition("?trang=")[2] or 1)
    june = [(f"Thông báo tuyển sinh lớp 10 số {n}", "01/06/2026", f"tuyen-sinh-{n}") for n in range(10)]
    first = june if ask.now >= POSTED else OLD
    links = "".join(f"<li><a href='{PATH}?trang={n}'>{n}</a></li>" for n in (2, 3))
    end = f"<li><a href='{PATH}?trang=9'>»</a></li>"
    pager = f"<ul class='pagination'><li class='active'><span>{number}</span></li>{links}{end}</ul>"
    last = [(f"Tin năm học cũ số {n}", f"{20 - n}/05/2020", f"tin-cu-{n}") for n in range(6)]
    return page(rows(first if number == 1 else after(ask) if number == 2 else last), pager if number == 1 else "")


@scene("only-pinned-items")
def pinned(ask: Ask) -> str | None:
    marked = "".join(
        f"<div class='item sticky ghim'><span class='label'>Ghim</span><h3><a href='/bai/{name}.html'>{title}</a></h3>"
        f"<p class='date'>{stated}</p></div>"
        for title, stated, name in OLD[:4]
    )
    return page(marked, "<a class='xem-tat-ca' href='#' onclick='tatCa()'>Xem tất cả</a>") if ask.path == PATH else None


@scene("oldest-first-cut-off")
def cut_off(ask: Ask) -> Reply | None:
    """Oldest first, and the connection ends before the end of the page."""
    if ask.path != PATH:
        return None
    whole = page(rows(list(reversed(after(ask)))), "")
    return Reply(whole[: whole.index("Hội nghị cán bộ")] if ask.now > POSTED else whole)


@scene("feed-of-ten", owes=12, feed=True)
def feed_of_ten(ask: Ask) -> Reply | None:
    """Fifteen items in May, of which the feed shows the last ten."""
    if ask.path != "/rss/cchc.xml":
        return None
    days = [n for n in range(14, 29) if at(f"05-{n:02} 08:00") <= ask.now][-10:]
    shown = "".join(
        f"<item><title>Tin số {n}</title><link>/bai/tin-{n}.html</link>"
        f"<pubDate>{at(f'05-{n:02} 08:00'):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in reversed(days)
    )
    old = "".join(
        f"<item><title>Tin cũ {n}</title><link>/bai/cu-{n}.html</link>"
        f"<pubDate>{at(f'04-{n:02} 08:00'):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for n in range(20, 20 - (10 - len(days)), -1)
    )
    # First looked at on 10 May, then on 31 May only: what lies between fell out of the feed.
    if at("05-11 00:00") < ask.now < at("05-30 00:00"):
        return Reply("bận", 503)
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>CCHC</title>{shown}{old}</channel></rss>"
    return Reply(body, headers={"Content-Type": "application/rss+xml; charset=utf-8"})


# --- the section is elsewhere, or not the whole of it


@scene("moved-and-left-frozen")
def frozen(ask: Ask) -> str | None:
    """A new section stands in the menu; the old one is still served and no link leads to it any more."""
    menu = "<div class='menu'><a href='/chuyen-muc/cai-cach-hanh-chinh-moi/'>Cải cách hành chính</a></div>"
    if ask.path == PATH:
        return page(
            rows(OLD), around=menu if ask.now > at("05-15 00:00") else f"<a href='{PATH}'>Cải cách hành chính</a>"
        )
    if ask.path == "/chuyen-muc/cai-cach-hanh-chinh-moi/":
        return page(rows(after(ask)), around=menu)
    return None


@scene("still-linked-and-nothing-posted", guilty=True)
def still_linked(ask: Ask) -> str | None:
    menu = (
        f"<div class='menu'><a href='{PATH}'>Cải cách hành chính</a> <a href='/thu-tuc/'>Thủ tục hành chính</a></div>"
    )
    return page(rows(OLD), around=menu) if ask.path == PATH else None


@scene("posted-in-a-subsection")
def subsection(ask: Ask) -> str | None:
    """The list of the section leaves out what its subsections hold."""
    subs = (
        f"<ul class='chuyen-muc-con'><li><a href='{PATH}ke-hoach-cchc/'>Kế hoạch CCHC</a></li>"
        f"<li><a href='{PATH}tin-cchc/'>Tin CCHC</a></li></ul>"
    )
    if ask.path == PATH:
        return page(subs + rows(OLD))
    return page(rows(after(ask, ())), heading="Tin CCHC") if ask.path == f"{PATH}tin-cchc/" else None


@scene("posted-as-a-file-kept-elsewhere")
def elsewhere(ask: Ask) -> str | None:
    """The item leads to a shared drive."""
    new = (
        "<div class='item'><h3><a href='https://drive.google.com/file/d/1AbC/view'>Báo cáo cải cách hành chính tháng 5"
        "</a></h3><p class='date'>31/05/2026</p></div>"
    )
    return page((new if ask.now >= POSTED else "") + rows(OLD)) if ask.path == PATH else None


@scene("posted-without-any-link")
def no_link(ask: Ask) -> str | None:
    """The whole text stands in the list."""
    new = (
        "<div class='item'><h3>Báo cáo cải cách hành chính tháng 5</h3><p class='date'>31/05/2026</p>"
        "<p>Trong tháng, nhà trường tiếp nhận 24 hồ sơ, trả đúng hạn 24 hồ sơ.</p></div>"
    )
    return page((new if ask.now >= POSTED else "") + rows(OLD)) if ask.path == PATH else None


@scene("posted-behind-a-script-link")
def script_link(ask: Ask) -> str | None:
    new = (
        "<div class='item'><h3><a href='javascript:xem(812)'>Báo cáo cải cách hành chính tháng 5</a></h3>"
        "<p class='date'>31/05/2026</p></div>"
    )
    return page((new if ask.now >= POSTED else "") + rows(OLD)) if ask.path == PATH else None


@scene("posted-in-the-other-tab")
def other_tab(ask: Ask) -> str | None:
    """News in one tab, documents in the other; only one of the two lists is taken."""
    documents = [LATE_MAY, *DOCUMENTS] if ask.now >= POSTED else DOCUMENTS
    return tabs(rows(OLD), table_of(documents)) if ask.path == PATH else None


@scene("two-tabs-and-nothing-posted", guilty=True)
def old_tab(ask: Ask) -> str | None:
    return tabs(rows(OLD), table_of(DOCUMENTS)) if ask.path == PATH else None


DOCUMENTS = tuple((f"Quyết định số {n}/QĐ-HM về quy chế", f"1{n}/02/2026", f"quyet-dinh-{n}") for n in range(3))


def table_of(documents: Sequence[Row]) -> str:
    cells = "".join(
        f"<tr><td><a href='/van-ban/{name}.html'>{title}</a></td><td>{stated}</td></tr>"
        for title, stated, name in documents
    )
    return f"<table class='van-ban'>{cells}</table>"


def tabs(news: str, documents: str) -> str:
    heads = "<ul class='nav nav-tabs'><li><a href='#tin'>Tin tức</a></li><li><a href='#vb'>Văn bản</a></li></ul>"
    panes = f"<div class='tab-pane active' id='tin'>{news}</div><div class='tab-pane' id='vb'>{documents}</div>"
    return page(f"{heads}<div class='tab-content'>{panes}</div>")


@scene("newest-as-a-picture-alone")
def picture(ask: Ask) -> str | None:
    """The newest item stands above the list as a picture without a word; its own page bears the day."""
    if ask.path == f"/bai/{LATE_MAY[2]}.html":
        said = f"<h1>{LATE_MAY[0]}</h1><span class='post-date'>Ngày đăng: {LATE_MAY[1]}</span><p>Nội dung báo cáo.</p>"
        return page(f"<article>{said}</article>", "", LATE_MAY[0])
    hero = f"<div class='hero'><a href='/bai/{LATE_MAY[2]}.html'><img src='/anh/moi.jpg'></a></div>"
    return page((hero if ask.now >= POSTED else "") + rows(OLD)) if ask.path == PATH else None


@scene("a-picture-of-an-old-item-and-nothing-posted", guilty=True)
def old_picture(ask: Ask) -> str | None:
    if ask.path == "/bai/le-khai-giang.html":
        said = "<h1>Lễ khai giảng</h1><span class='post-date'>Ngày đăng: 05/09/2025</span><p>Nội dung.</p>"
        return page(f"<article>{said}</article>", "", "Lễ khai giảng")
    hero = "<div class='hero'><a href='/bai/le-khai-giang.html'><img src='/anh/cu.jpg'></a></div>"
    return page(hero + rows(OLD)) if ask.path == PATH else None


# --- boxes under words of their own


def box(words: str, *items: Row, folder: str = "/bai/") -> str:
    """A box in the main column."""
    links = "".join(
        f"<li><a href='{folder}{name}.html'>{title}</a> <i>{stated}</i></li>" for title, stated, name in items
    )
    return f"<div class='khoi'><h3>{words}</h3><ul>{links}</ul></div>"


OF_SCHOOL = tuple(
    (f"Hoạt động chào mừng tháng 5 của trường, đợt {n}", f"1{n}/05/2026", f"hoat-dong-{n}") for n in (3, 2, 1)
)


@scene("newest-in-a-box-of-what-is-outstanding")
def outstanding(ask: Ask) -> str | None:
    """The section puts its newest item above its list, under words of its own, and the list begins with the next."""
    above = box("Tin nổi bật", LATE_MAY) if ask.now >= POSTED else ""
    return page(above + rows(OLD)) if ask.path == PATH else None


@scene("newest-in-a-box-of-documents-below-the-section")
def new_documents(ask: Ask) -> str | None:
    below = box("Văn bản mới", LATE_MAY, folder=PATH) if ask.now >= POSTED else ""
    return page(rows(OLD) + below) if ask.path == PATH else None


STANDING = "".join(
    f"<li><a href='/huong-dan/phan-{n}.html'>Tài liệu hướng dẫn cải cách hành chính phần {n}</a></li>"
    for n in range(1, 10)
)


@scene("dated-news-under-other-words-below-standing-links")
def below_standing_links(ask: Ask) -> str | None:
    """Right below the section's name stand links that never change; what is posted stands under words of its own."""
    news = f"<div class='khoi'><h2>Tin bài tuyên truyền</h2>{rows(after(ask))}</div>"
    return page(f"<ul class='tai-lieu'>{STANDING}</ul>{news}") if ask.path == PATH else None


@scene("a-box-of-other-news-and-nothing-posted", guilty=True)
def other_news(ask: Ask) -> str | None:
    return page(rows(OLD) + box("Hoạt động của trường", *OF_SCHOOL)) if ask.path == PATH else None


# --- walls that answer 200


@scene("empty-while-mended", known=True)
def empty_while(ask: Ask) -> str | None:
    """Two items since winter; in June the database is away and the list says that there is nothing."""
    if ask.path != PATH:
        return None
    return page("<p>Chưa có bài viết nào.</p>", "") if ask.now > POSTED else page(rows(OLD[:2]))


@scene("one-item-then-a-wall-without-words")
def wall(ask: Ask) -> str | None:
    """A page of the provider that nobody knows, for visitors from abroad."""
    if ask.path != PATH:
        return None
    blocked = page("<p>Nội dung này không khả dụng tại khu vực của bạn.</p>", "", "Thông báo")
    return blocked if ask.now > POSTED else page(rows(OLD[:1]))


@scene("geo-block-from-the-first-day")
def geo(ask: Ask) -> str | None:
    return page("<p>Rất tiếc, quốc gia của bạn chưa được hỗ trợ.</p>", "", "Thông báo") if ask.path == PATH else None


@scene("empty-and-says-so", guilty=True)
def empty(ask: Ask) -> str | None:
    return page("<p>Chuyên mục chưa có bài viết nào.</p>", "") if ask.path == PATH else None


@scene("list-by-script-beside-popular-items")
def by_script(ask: Ask) -> str | None:
    aside = f"<div class='sidebar col-right'><h3>Xem nhiều</h3>{rows(OLD)}</div>"
    return page("<div id='ds-tin'></div><script src='/js/tin.js'></script>", aside) if ask.path == PATH else None


@scene("list-by-script-beside-popular-items-unmarked")
def by_script_unmarked(ask: Ask) -> str | None:
    box = f"<div class='khoi'><h3>Tin xem nhiều</h3>{rows(OLD)}</div>"
    return page("<div id='ds-tin'></div><script src='/js/tin.js'></script>", box) if ask.path == PATH else None


@scene("mobile-version-for-strangers")
def mobile(ask: Ask) -> str | None:
    """Whoever is no known browser gets the small version: four chosen items, and where the real list is."""
    if ask.path != PATH:
        return None
    if "Mozilla/5.0 (Windows" in ask.headers.get("user-agent", ""):
        return page(rows(after(ask)))
    real = ask.headers["host"]
    small = page(rows([OLD[0], OLD[1], OLD[3], OLD[4]]), f"<a href='http://www.{real}{PATH}'>Xem phiên bản đầy đủ</a>")
    return small.replace("</head>", f"<link rel='canonical' href='http://www.{real}{PATH}'></head>")


# --- dates


@scene("shows-the-last-edit")
def last_edit(ask: Ask) -> str | None:
    """Posted in May, edited on 2 June; the list says when it was edited, and says that it says so."""
    if ask.path != PATH:
        return None
    items = [day(row, f"Cập nhật lần cuối: {row[1]}") for row in OLD]
    edited = "02/06/2026" if ask.now > at("06-02 05:00") else "31/05/2026"
    return page(rows(([day(LATE_MAY, f"Cập nhật lần cuối: {edited}")] if ask.now >= POSTED else []) + items))


@scene("known-item-shows-a-later-day", known=True)
def redated(ask: Ask) -> str | None:
    """Seen on 20 May with its day; in June it bears the day of an edit."""
    stated = "20/05/2026" if ask.now < at("06-01 00:00") else "01/06/2026"
    new = [day(MAY, stated)] if ask.now > at("05-20 08:00") else []
    return page(rows([*new, *OLD])) if ask.path == PATH else None


@scene("month-first")
def month_first(ask: Ask) -> str | None:
    """5 April in one country is 4 May in another; the other dates of the list say which."""
    american = [day(row, f"{row[1][3:5]}/{row[1][:2]}/{row[1][6:]}") for row in OLD]
    new = [("Kết quả cải cách hành chính tháng 5", "05/04/2026", "ket-qua-thang-5")]
    return page(rows(new + american)) if ask.path == PATH else None


@scene("only-titles-name-days")
def in_titles(ask: Ask) -> str | None:
    """No dates but those of which titles speak."""
    if ask.path != PATH:
        return None
    old = [(f"Thông báo họp ngày {row[1]}", "", row[2]) for row in OLD]
    new = [("Kết quả thực hiện kế hoạch ngày 02/04/2026", "", "ket-qua")] if ask.now >= POSTED else []
    return page(rows(new + old))


@scene("newest-bears-a-badge")
def badge(ask: Ask) -> str | None:
    """«Mới» stands where the date will stand."""
    new = [day(LATE_MAY, "Mới")] if ask.now >= POSTED else []
    return page(rows([*new, *OLD])) if ask.path == PATH else None


@scene("years-left-out")
def no_years(ask: Ask) -> str | None:
    short = [day(row, row[1][:5]) for row in after(ask)]
    return page(rows(short)) if ask.path == PATH else None


@scene("another-charset-from-june")
def charset(ask: Ask) -> Reply | None:
    if ask.path != PATH:
        return None
    text = page(rows(after(ask))).replace("<meta charset='utf-8'>", "")
    return Reply(text.encode("utf-16-le" if ask.now > POSTED else "utf-8"), headers={"Content-Type": "text/html"})


@scene("entities-and-a-charset-that-lies")
def lying(ask: Ask) -> Reply | None:
    if ask.path != PATH:
        return None
    return Reply(page(rows(after(ask))).encode(), headers={"Content-Type": "text/html; charset=iso-8859-1"})


@scene("addresses-new-at-every-look")
def sessions(ask: Ask) -> str | None:
    link = f"/bai/{{}}.html?sid={ask.now:%m%d%H%M}"
    return page(rows(after(ask), link)) if ask.path == PATH else None


@scene("other-address-of-the-host")
def other_host(ask: Ask) -> str | None:
    """From June all links bear another name of the same site, which is not there."""
    link = "http://www.hoa-mai.invalid/bai/{}.html" if ask.now > POSTED else "/bai/{}.html"
    return page(rows(after(ask), link)) if ask.path == PATH else None


@scene("only-last-year-is-shown")
def last_year(ask: Ask) -> str | None:
    """The list begins with a year that the visitor is to change."""
    if ask.path != PATH:
        return None
    choice = "<form><select name='nam'><option>2026</option><option selected>2025</option></select></form>"
    return page(choice + rows([day(row, row[1].replace("2026", "2025")) for row in OLD]))


@scene("only-last-school-year-is-shown")
def last_school_year(ask: Ask) -> str | None:
    choice = "<select><option>Năm học 2025-2026</option><option selected>Năm học 2024-2025</option></select>"
    return page(choice + rows([day(row, row[1].replace("2026", "2025")) for row in OLD])) if ask.path == PATH else None


@scene("years-to-be-chosen-from-links")
def years_by_links(ask: Ask) -> str | None:
    years = "<ul><li><a href='?nam=2026'>2026</a></li><li class='active'><a href='?nam=2025'>Năm 2025</a></li></ul>"
    return page(years + rows([day(row, row[1].replace("2026", "2025")) for row in OLD])) if ask.path == PATH else None


@scene("moved-as-a-running-line-says")
def moved_running(ask: Ask) -> str | None:
    said = "<marquee>Website của nhà trường đã chuyển sang địa chỉ mới</marquee>"
    return page(rows(OLD), around=said) if ask.path == PATH else None


@scene("on-a-shared-drive-without-a-day")
def on_a_drive(ask: Ask) -> str | None:
    link = "<div class='item'><h3><a href='https://drive.so.test/tep/abc'>Báo cáo cải cách hành chính</a></h3></div>"
    return page((link if ask.now >= POSTED else "") + rows(OLD)) if ask.path == PATH else None


@scene("guilty-with-an-old-report-on-a-shared-drive", guilty=True)
def guilty_drive(ask: Ask) -> str | None:
    link = (
        "<div class='item'><h3><a href='https://drive.so.test/tep/abc'>Báo cáo cải cách hành chính quý I</a></h3></div>"
    )
    years = "<ul><li class='active'><a href='?nam=2026'>2026</a></li><li><a href='?nam=2025'>2025</a></li></ul>"
    return page(years + rows(OLD[:2]) + link + rows(OLD[2:])) if ask.path == PATH else None


@scene("articles-moved-to-the-news-section")
def to_news(ask: Ask) -> str | None:
    """The section ended: it says that it goes on elsewhere."""
    if ask.path != PATH:
        return None
    said = "<p>Chuyên mục này đã chuyển sang <a href='/tin-tuc/cchc/'>địa chỉ mới</a>.</p>"
    return page((said if ask.now > at("05-12 00:00") else "") + rows(OLD))


# --- the letters of K and E25, as they meet the eye


@scene("fault-of-the-last-hour")
def last_hour(ask: Ask) -> str | Reply | None:  # K3
    """Out of order from eleven to one; posted meanwhile."""
    if at("05-31 23:00") <= ask.now <= at("06-01 01:00"):
        return Reply("<h1>502 Bad Gateway</h1>", 502)
    return page(rows(after(ask))) if ask.path == PATH else None


@scene("fault-since-the-last-hour")
def since_last_hour(ask: Ask) -> str | Reply | None:  # K3
    if ask.now >= at("05-31 23:00"):
        return Reply("<h1>502 Bad Gateway</h1>", 502)
    return page(rows(OLD)) if ask.path == PATH else None


@scene("fault-of-the-last-hour-and-nothing-posted", guilty=True)
def last_hour_guilty(ask: Ask) -> str | Reply | None:  # K3
    if at("05-31 23:00") <= ask.now <= at("06-01 01:00"):
        return Reply("<h1>502 Bad Gateway</h1>", 502)
    return page(rows(OLD)) if ask.path == PATH else None


@scene("posted-at-23-58-and-hidden-by-a-cache")
def hidden(ask: Ask) -> str | None:  # K4
    new = [("Báo cáo tháng 5", "31/05/2026 23:58", "bao-cao")] if ask.now > at("06-01 00:20") else []
    return page(rows([*new, *OLD])) if ask.path == PATH else None


@scene("posted-at-23-58-without-a-date-and-hidden-by-a-cache")
def hidden_undated(ask: Ask) -> str | None:  # K4
    new = [("Báo cáo tháng 5", "", "bao-cao")] if ask.now > at("06-01 00:20") else []
    return page(rows([*new, *OLD])) if ask.path == PATH else None


@scene("posted-and-pushed-to-page-seven")
def page_seven(ask: Ask) -> str | None:  # K5
    """Sixty later items of other kinds stand before it, ten on a page."""
    if not ask.path.startswith(PATH):
        return None
    number = int(ask.path.rpartition("=")[2] or 1) if "=" in ask.path else 1
    june = [(f"Tin tháng 6 số {n}", "02/06/2026", f"tin-{n}") for n in range(60)] if ask.now > at("06-02 00:00") else []
    shown = [*june, *after(ask)][(number - 1) * 10 : number * 10]
    more = f"<li><a href='{PATH}?page={number + 1}'>{number + 1}</a></li>" if len(june) > number * 10 - 1 else ""
    return page(rows(shown), f"<ul class='pagination'><li class='active'><span>{number}</span></li>{more}</ul>")


@scene("posted-then-renamed-and-moved")
def renamed(ask: Ask) -> str | None:  # K5
    """Seen on 20 May; in June it bears another title and another address, and its own day."""
    name = ("Kết quả tháng 5 (đã chỉnh sửa)", MAY[1], "2026/ket-qua") if ask.now > POSTED else MAY
    return page(rows([name, *OLD] if ask.now > at("05-20 08:00") else OLD)) if ask.path == PATH else None


@scene("posted-as-a-file")
def as_file(ask: Ask) -> str | None:  # K5
    new = rows([LATE_MAY], "/tep/{}.pdf") if ask.now >= POSTED else ""
    return page(new + rows(OLD)) if ask.path == PATH else None


@scene("posted-on-facebook-only")
def on_facebook(ask: Ask) -> str | None:  # K5
    new = rows([LATE_MAY], "https://www.facebook.com/thcshoamai/posts/{}") if ask.now >= POSTED else ""
    return page(new + rows(OLD)) if ask.path == PATH else None


@scene("redesigned-in-june", known=True)
def redesigned(ask: Ask) -> str | None:  # K6
    """Other addresses, other marks, no dates, and the new item not yet moved over."""
    if ask.path != PATH:
        return None
    if ask.now < POSTED:
        return page(rows(OLD))
    cards = "".join(f"<section><a href='/post?id={n}'><b>{row[0]}</b></a></section>" for n, row in enumerate(OLD))
    return page(f"<div class='grid'>{cards}</div>", "")


@scene("second-page-broken-and-the-first-not-far-enough", owes=12)
def partial(ask: Ask) -> str | Reply | None:  # K8
    """Fifteen items in May, ten on a page; the second page is out of order."""
    if ask.path != PATH:
        return Reply("lỗi", 500) if ask.path.startswith(PATH) else None
    may = [(f"Tin số {n}", f"{n:02}/05/2026", f"tin-{n}") for n in range(28, 13, -1) if at(f"05-{n} 06:00") <= ask.now]
    shown = [*may, *OLD][:10] if ask.now > POSTED else OLD
    pager = f"<ul class='pagination'><li class='active'><span>1</span></li><li><a href='{PATH}?page=2'>2</a></li></ul>"
    return page(rows(shown), pager)


def feed_of(link: str) -> Reply:
    """A feed that stopped in April."""
    shown = ""
    for title, stated, name in OLD:
        moment = at(f"{stated[3:5]}-{stated[:2]} 08:00")
        shown += f"<item><title>{title}</title><link>/bai/{name}.html</link>"
        shown += f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
    channel = f"<channel><title>CCHC</title><link>{link}</link>{shown}</channel>"
    body = f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>"
    return Reply(body, headers={"Content-Type": "application/rss+xml; charset=utf-8"})


@scene("feed-stopped-and-page-goes-on", feed=True)
def stale_feed(ask: Ask) -> str | Reply | None:  # K9
    """The section is followed by its feed, which shows nothing since April; its page does."""
    if ask.path == "/rss/cchc.xml":
        return feed_of(f"http://{ask.headers['host']}{PATH}")
    return page(rows(after(ask))) if ask.path == PATH else None


@scene("feed-and-page-show-nothing", guilty=True, feed=True)
def true_feed(ask: Ask) -> str | Reply | None:  # K9
    if ask.path == "/rss/cchc.xml":
        return feed_of(f"http://{ask.headers['host']}{PATH}")
    return page(rows(OLD)) if ask.path == PATH else None


@scene("stale-feed-beside-a-list-without-dates")
def stale_dates(ask: Ask) -> str | Reply | None:  # K9
    """The feed that would date the list knows nothing of the new item."""
    if ask.path == "/rss/":
        return feed_of(f"http://{ask.headers['host']}{PATH}")
    link = "<link rel='alternate' type='application/rss+xml' href='/rss/'></head>"
    undated = [day(row, "") for row in after(ask)]
    return page(rows(undated)).replace("</head>", link) if ask.path == PATH else None


@scene("front-page-for-any-address")
def anything(ask: Ask) -> str | None:  # E25
    """The section is gone; whatever is asked for, the news of the front page are shown, with status 200."""
    return page(
        rows([(f"Tin thể thao số {n}", f"{28 - n}/04/2026", f"the-thao-{n}") for n in range(8)]), heading="Tin mới"
    )


@scene("nothing-there-for-any-address")
def nothing_anywhere(ask: Ask) -> str | None:  # E25
    """The system shows its empty category for every name that it does not know."""
    return page("<p>Chuyên mục chưa có bài viết nào.</p>", "")


@scene("silent-after-partial-looks")
def silent_after(ask: Ask) -> str | None:  # K7
    """Never whole while it was well; then a wall of which nobody knows the words."""
    if ask.path != PATH:
        return None
    if ask.now > POSTED:
        return page("<p>Kết nối của quý khách chưa được chấp nhận.</p>", "", "Thông báo")
    more = "<button onclick='taiThem()'>Xem thêm</button>"
    return page(rows(sorted(OLD)), more)


# --- the guilty, whose pages have much of what makes others doubtful


@scene("guilty-with-subsections-that-hold-nothing-new", guilty=True)
def guilty_subsections(ask: Ask) -> str | None:
    subs = f"<ul><li><a href='{PATH}tin-cchc/'>Tin CCHC</a></li><li><a href='{PATH}da-xoa/'>Mục cũ</a></li></ul>"
    if ask.path == PATH:
        return page(subs + rows(OLD))
    return page(rows(OLD[1:4]), heading="Tin CCHC") if ask.path == f"{PATH}tin-cchc/" else None


@scene("guilty-and-late", guilty=True)
def guilty_late(ask: Ask) -> str | None:
    """Posted in June, with a day of May in the words below the title."""
    new = ("Báo cáo tháng 5", "01/06/2026", "bao-cao-thang-5")
    told = "<p class='date'>{}</p><p class='tom-tat'>Đến ngày 31/05/2026, nhà trường đã nhận 24 hồ sơ.</p>"
    return page(rows([new, *OLD] if ask.now > at("06-01 10:00") else OLD, date=told)) if ask.path == PATH else None


@scene("guilty-with-this-year-chosen-and-popular-items-beside", guilty=True)
def guilty_beside(ask: Ask) -> str | None:
    choice = "<form><select name='nam'><option selected>2026</option><option>2025</option></select></form>"
    news = rows([("Khai giảng lớp học bơi", "25/05/2026", "hoc-boi"), ("Hội khỏe Phù Đổng", "12/05/2026", "hoi-khoe")])
    aside = f"<div class='sidebar'><h3>Tin mới</h3>{news}</div>"
    return page(choice + rows(OLD), around=aside) if ask.path == PATH else None


@scene("guilty-with-an-item-about-a-move", guilty=True)
def guilty_move(ask: Ask) -> str | None:
    told = "<p class='date'>{}</p><p>Cổng thông tin của tỉnh đã được chuyển sang địa chỉ mới.</p>"
    return page(rows(OLD, date=told)) if ask.path == PATH else None


@scene("guilty-with-words-that-only-sound-like-a-smaller-version", guilty=True)
def guilty_full_text(ask: Ask) -> str | None:
    menu = (
        "<div class='menu'><a href='/van-ban/'>Văn bản đầy đủ</a> <a href='/b/'>Bản đầy đủ của nghị quyết mới</a></div>"
    )
    items = [*OLD[:2], ("Công bố bản đầy đủ", OLD[2][1], OLD[2][2]), *OLD[3:]]
    return page(rows(items), around=menu) if ask.path == PATH else None


@scene("guilty-where-opinions-are-passed-on", guilty=True)
def guilty_opinions(ask: Ask) -> str | None:
    said = "<p>Mọi nội dung góp ý xin được chuyển về Ban biên tập.</p>"
    return page(rows(OLD)).replace("<div class='footer'>", f"<div class='footer'>{said}") if ask.path == PATH else None


@scene("guilty-with-an-album-of-another-year-chosen", guilty=True)
def guilty_album(ask: Ask) -> str | None:
    albums = (
        "<form><select><option selected>Thư viện ảnh 2024</option><option>Thư viện ảnh 2025</option></select></form>"
    )
    return page(rows(OLD), around=albums) if ask.path == PATH else None


@scene("guilty-with-a-clock-and-a-note", guilty=True)
def guilty_clock(ask: Ask) -> str | None:
    note = "<div class='item note'><p>Mời bạn đọc gửi ý kiến về hộp thư của nhà trường.</p></div>"
    clock = f"<div class='header-date'>Hôm nay: {ask.now:%d/%m/%Y}</div>"
    return page(note + rows(OLD), around=clock) if ask.path == PATH else None
