"""Hostile sites, feeds and addresses, each with its letter in FAULTS and what a look at it may come to.

Every list states an item of May: whoever is charged for May is charged falsely.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.crawlers.badweb import (
    BadWeb,
    Certificates,
    Manner,
    Visitor,
    bomb,
    chunked,
    dripped_body,
    dripped_head,
    endless,
    head,
    in_turn,
    raw,
    redirect,
    reset,
    say,
    silent,
)

PATH = "/cai-cach-hanh-chinh"
FINE = frozenset({"read"})
HTML = "Content-Type: text/html; charset=utf-8"
XML = "Content-Type: application/rss+xml; charset=utf-8"
TITLES = (
    ("Hội nghị triển khai cải cách hành chính", "20/05/2026"), ("Niêm yết thủ tục chuyển trường", "18/04/2026"),
    ("Tập huấn dịch vụ công trực tuyến", "02/04/2026"), ("Rà soát thủ tục đầu năm học", "11/03/2026"),
    ("Khảo sát mức độ hài lòng của phụ huynh", "20/02/2026"), ("Kế hoạch kiểm tra công vụ", "15/01/2026"),
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One site. ``build``: sets its manners; ``may``: outcomes that tell it rightly; ``tls``: how it speaks TLS."""

    letter: str
    name: str
    build: Callable[[BadWeb, Stage], None]
    may: frozenset[str]
    tls: Callable[[Certificates, str], object] | None = None
    feed: bool = False

    @property
    def id(self) -> str:
        """As a test and a unit are called."""
        return f"{self.letter.lower()}-{self.name}"


@dataclass(frozen=True)
class Stage:
    """What stands around the hostile site: the address nobody may connect to, and another that may be."""

    trap: str
    other: str


def items(extra: str = "", link: str = "/bai/{n}.html", of: Sequence[tuple[str, str]] = TITLES) -> str:
    return "".join(
        f"<div class='item'><h3><a href='{link.format(n=n)}'>{title}</a></h3><p class='date'>{day}</p></div>"
        for n, (title, day) in enumerate(of)
    ) + extra  # fmt: skip


def page(matter: str = "", in_head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Cải cách hành chính</title>{in_head}</head><body>"
        f"<div class='main'><h1>Cải cách hành chính</h1>{matter or items()}<ul class='pagination'>"
        "<li class='active'><span>1</span></li></ul></div></body></html>"
    ).encode()


GOOD = page()


def text(title: str, words: str) -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{words}</body></html>".encode()


def rss(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0"><channel>{rows}</channel></rss>'.encode()


def row(title: str, link: str, date: str = "Wed, 20 May 2026 02:00:00 +0000", guid: str = "", more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><guid>{guid or link}</guid>{more}"
        "</item>"
    )


def plain(letter: str, name: str, manner: Manner, *may: str, tls: object = None, feed: bool = False) -> Hostile:
    """A site whose section answers in one manner, and whose other pages are ordinary."""

    def build(web: BadWeb, _: Stage) -> None:
        web.on(PATH, manner)

    return Hostile(letter, name, build, frozenset(may) or FINE, tls, feed)  # type: ignore[arg-type]


def built(letter: str, name: str, *may: str, feed: bool = False) -> Callable[[Callable[..., None]], Hostile]:
    """A site with more than one manner."""
    return lambda build: Hostile(letter, name, build, frozenset(may) or FINE, None, feed)


# --- E: HTTP ---------------------------------------------------------------------------------------------------------


def half_then_reset(visitor: Visitor) -> str:
    visitor.send(head(200, HTML, f"Content-Length: {len(GOOD)}") + GOOD[:300])
    visitor.reset()
    return "close"


def by_agent(visitor: Visitor) -> None:
    browser = "Mozilla" in visitor.hit.headers.get("user-agent", "")
    say(200, GOOD if browser else text("Access denied", "Request blocked"), HTML)(visitor)


def lies_304(visitor: Visitor) -> None:
    say(304, b"", 'ETag: "x"')(visitor)


def sessions(visitor: Visitor) -> None:
    """Every link of every page is new, and there is always a next page."""
    number = int(visitor.hit.path.rpartition("=")[2]) if "=" in visitor.hit.path else 0
    links = items(link=f"/bai/{{n}}.html?sid={number}abc") + "".join(
        f"<a href='{PATH}?sid={number * 10 + n}'>Tháng {n}</a>" for n in range(1, 10)
    )
    say(200, page(links + f"<a rel='next' href='{PATH}?page={number + 1}'>Tiếp</a>"), HTML)(visitor)


CALENDAR = "".join(f"<a href='/lich/{n}'>{n}</a> " for n in range(12_000))
DEEP = "<div>" * 100_000
KILLER = "a" * 60_000 + "!" + "1/" * 30_000 + "ngày " * 5_000
SITES: list[Hostile] = [
    plain("E1", "slow-body", dripped_body(), "timeout"),
    plain("E2", "dripped-head", dripped_head(), "timeout"),
    plain("E3", "silent", silent, "timeout"),
    plain("E4", "endless", endless, "too_large", "timeout"),
    plain("E5", "gzip-bomb", bomb("gzip"), "too_large"),
    plain("E5", "deflate-bomb", bomb("deflate"), "too_large"),
    plain("E6", "many-encodings", say(200, b"x", "Content-Encoding: " + ", ".join(["gzip"] * 200)), "unreadable"),
    plain("E6", "twice-packed", say(200, gzip.compress(gzip.compress(GOOD)), HTML, "Content-Encoding: gzip, gzip"),
          "unreadable", "read"),
    plain("E8", "brotli-junk", say(200, b"\x8b\x07\x80" * 999, HTML, "Content-Encoding: br"), "unreadable"),
    plain("E8", "zstd-junk", say(200, b"\x28\xb5\x2f\xfd" * 99, HTML, "Content-Encoding: zstd"), "unreadable"),
    plain("E9", "loop", redirect(PATH), "http_status", "unreadable", "moved", "refused"),
    plain("E11", "long-header", say(200, GOOD, HTML, "X-Long: " + "a" * 70_000), "unreadable"),
    plain("E12", "many-headers", say(200, GOOD, HTML, *[f"X-{n}: 1" for n in range(500)]), "unreadable"),
    plain("E13", "bad-chunk", raw(head(200, "Transfer-Encoding: chunked", HTML) + b"zz\r\nabc\r\n"), "unreadable"),
    plain("E13", "negative-chunk", raw(head(200, "Transfer-Encoding: chunked") + b"-5\r\nabc\r\n"), "unreadable"),
    plain("E13", "chunk-cut", chunked(GOOD[:400], end=b"fff\r\nx"), "unreadable", "refused"),
    plain("E14", "short-body", raw(head(200, HTML, "Content-Length: 90000") + GOOD), "unreadable", "refused"),
    plain("E15", "length-too-small", raw(head(200, HTML, "Content-Length: 40") + GOOD), "unreadable", "soft_404"),
    plain("E15", "negative-length", raw(head(200, HTML, "Content-Length: -5") + GOOD), "unreadable", "read"),
    plain("E15", "two-lengths", raw(head(200, HTML, "Content-Length: 9", f"Content-Length: {len(GOOD)}") + GOOD),
          "unreadable", "read"),
    plain("E16", "says-utf8-is-1258", say(200, GOOD.decode().encode("cp1258", "replace"), HTML), "read", "unreadable"),
    plain("E16", "utf16", say(200, b"\xff\xfe" + GOOD.decode().encode("utf-16-le"), HTML), "read", "unreadable"),
    plain("E16", "lying-bom", say(200, b"\xff\xfe" + GOOD, HTML), "read", "unreadable"),
    plain("E16", "no-such-charset", say(200, GOOD, "Content-Type: text/html; charset=x-nham-nhi")),
    plain("E17", "expired", say(200, GOOD, HTML), "tls", tls=lambda made, name: made.expired(name)),
    plain("E18", "self-signed", say(200, GOOD, HTML), "tls", tls=lambda made, name: made.self_signed(name)),
    plain("E19", "wrong-host", say(200, GOOD, HTML), "tls", tls=lambda made, _: made.good("127.5.250.1")),
    plain("E19", "chain-incomplete", say(200, GOOD, HTML), "tls", tls=lambda made, name: made.incomplete(name)),
    plain("E20", "five-days-left", say(200, GOOD, HTML), tls=lambda made, name: made.ending(5, name)),
    plain("E21", "tls-one", say(200, GOOD, HTML), "tls", tls=lambda made, name: made.old_protocol(name)),
    plain("E22", "error-500-as-200", say(200, text("Error 500", "<h1>500 Internal Server Error</h1>"), HTML),
          "soft_404"),
    plain("E22", "database-error", say(200, text("Loi", "<p>Error establishing a database connection</p>"), HTML),
          "soft_404"),
    plain("E23", "login", say(200, text("Đăng nhập", "<form><h1>Đăng nhập</h1><input type=password></form>"), HTML),
          "login_wall"),
    plain("E23", "basic-auth", say(401, b"no", "WWW-Authenticate: Basic"), "login_wall"),
    plain("E24", "challenge", say(403, text("Just a moment...", "<form id=challenge-form></form>"), HTML), "bot_wall"),
    plain("E24", "captcha", say(200, text("Xác minh", "<div class=g-recaptcha></div>"), HTML), "bot_wall"),
    plain("E24", "cookie-script", say(200, text("", "<script>document.cookie='a=1';location.reload()</script>"), HTML),
          "bot_wall"),
    plain("E25", "soft-404", say(200, text("Trang chủ", "<h2>Không tìm thấy trang bạn yêu cầu</h2>"), HTML),
          "soft_404"),
    plain("E26", "for-sale", say(200, text("x.test", "<p>This domain is for sale</p>"), HTML), "parked"),
    plain("E26", "default-page", say(200, text("Welcome to nginx!", "<h1>Welcome to nginx!</h1>"), HTML), "parked"),
    plain("E27", "maintenance", say(200, text("Bảo trì", "<p>Website đang bảo trì</p>"), HTML), "maintenance"),
    plain("E27", "maintenance-503", say(503, text("503", "<p>Hệ thống đang được nâng cấp</p>"), HTML), "maintenance"),
    plain("E28", "gambling", say(200, text("Nhà cái W88", "<p>casino cá cược nổ hũ baccarat tài xỉu</p>" * 3), HTML),
          "wrong_site"),
    plain("E28", "defaced", say(200, text("Hacked by X", "<h1>Hacked by X</h1>"), HTML), "wrong_site"),
    plain("E29", "403", say(403, text("403", "Forbidden"), HTML), "http_status", "bot_wall"),
    plain("E29", "451", say(451, text("451", "Unavailable"), HTML), "http_status"),
    plain("E30", "429-ten-years", say(429, b"wait", "Retry-After: 315360000"), "http_status"),
    plain("E30", "429-nonsense", say(429, b"wait", "Retry-After: hom nao cung duoc"), "http_status"),
    plain("E32", "calendar", say(200, page(items() + CALENDAR), HTML), "read", "unreadable"),
    plain("E32", "sessions", sessions),
    plain("E33", "climbing-links", say(200, page(items(link="../../../../bai/{n}.html")), HTML)),
    plain("E36", "one-line-50mb", say(200, b"<p>" + b"a" * 50_000_000, HTML), "too_large"),
    plain("E37", "nested", say(200, DEEP.encode() + GOOD, HTML), "read", "unreadable"),
    plain("E37", "unclosed", say(200, page("<table><tr><td>" * 30_000 + items()), HTML), "read", "unreadable"),
    plain("E38", "regex-killer", say(200, page(items(f"<h3><a href='/x'>{KILLER}</a></h3>")), HTML), "read",
          "unreadable"),
    plain("E39", "script-only", say(200, text("CCHC", "<div id=app></div><script src=/a.js></script>"), HTML),
          "unreadable"),
    plain("E39", "loading", say(200, text("CCHC", "<p>Đang tải dữ liệu...</p><script src=/a.js></script>"), HTML),
          "unreadable"),
    plain("E40", "by-agent", by_agent, "bot_wall", "soft_404", "unreadable"),
    plain("E42", "reset", reset, "refused"),
    plain("E42", "half-then-reset", half_then_reset, "refused", "unreadable"),
    plain("E42", "now-and-then", in_turn(reset, say(200, GOOD, HTML)), "read", "refused"),
    plain("E43", "http-nine", raw(b"<html>" + GOOD), "unreadable", "refused"),
    plain("E43", "binary", raw(bytes(range(256)) * 40), "unreadable", "refused"),
    plain("E43", "zip-as-html", say(200, b"PK\x03\x04" + b"\0" * 9000, HTML), "unreadable"),
    plain("E44", "cookie-flood", say(200, GOOD, HTML, *[f"Set-Cookie: c{n}={'x' * 400}" for n in range(90)])),
    plain("E47", "bytes-after", raw(head(200, HTML, f"Content-Length: {len(GOOD)}") + GOOD + b"HTTP/1.1 200 OK\r\n\r\n",
                                    then_close=False)),
    plain("E48", "304-unasked", lies_304, "unreadable", "http_status"),
    plain("E49", "clock-1990", say(200, GOOD, HTML, "Date: Mon, 01 Jan 1990 00:00:00 GMT")),
    plain("E49", "changed-in-2099", say(200, GOOD, HTML, "Last-Modified: Mon, 01 Jan 2099 00:00:00 GMT")),
    plain("E49", "date-nonsense", say(200, GOOD, HTML, "Date: " + struct.pack("<q", 7).hex())),
]  # fmt: skip


@built("E7", "bomb-in-a-redirect")
def bomb_in_redirect(web: BadWeb, _: Stage) -> None:
    web.on(PATH, bomb("gzip", 200, 302, "Location: /den-noi"))
    web.on("/den-noi", say(200, GOOD, HTML))


@built("E10", "fifty-redirects", "http_status", "unreadable", "moved", "refused")
def chain(web: BadWeb, _: Stage) -> None:
    web.on(PATH, redirect("/b0", 301))
    for n in range(50):
        web.on(f"/b{n}", redirect(f"/b{n + 1}", 301))
    web.on("/b50", say(200, GOOD, HTML))


def robots(name: str, manner: Manner, *may: str) -> Hostile:
    """E31: the section is as it should be, the robots.txt is not."""

    def build(web: BadWeb, _: Stage) -> None:
        web.on("/robots.txt", manner)
        web.on(PATH, say(200, GOOD, HTML))

    return Hostile("E31", f"robots-{name}", build, frozenset(may) or FINE)


ROBOTS = [
    robots("disallow", say(200, b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain"), "robots"),
    robots("500", say(500), "http_status"),
    robots("huge", endless, "read", "timeout", "too_large", "robots"),
    robots("silent", silent, "timeout"),
    robots("bomb", bomb("gzip", 100, 200, "Content-Type: text/plain"), "read", "robots", "too_large"),
    robots("page", say(200, GOOD, HTML)),
    robots("long-line", say(200, b"Disallow: /" + b"*" * 400_000, "Content-Type: text/plain"), "read",
           "robots"),
    robots("stars", say(200, b"User-agent: *\nDisallow: /" + b"*a" * 900, "Content-Type: text/plain")),
]  # fmt: skip


@built("E33", "links-to-other-hosts")
def other_hosts(web: BadWeb, stage: Stage) -> None:
    more = "".join(f"<h3><a href='//{stage.trap}/bai/{n}'>Bài ở nơi khác số {n}</a></h3>" for n in range(4))
    web.on(PATH, say(200, page(items(more)), HTML))


@built("E35", "endless-document")
def large_document(web: BadWeb, _: Stage) -> None:
    extra = "<div class='item'><h3><a href='/tep.pdf'>Báo cáo đầy đủ của nhà trường</a></h3></div>"
    web.on(PATH, say(200, page(items(extra)), HTML))
    web.on("/tep.pdf", endless)


@built("E35", "gigabyte-article")
def large_article(web: BadWeb, _: Stage) -> None:
    web.on(PATH, say(200, page(), HTML))
    web.on("/bai/0.html", raw(head(200, HTML, "Content-Length: 1000000000") + b"<p>x</p>", then_close=False))


@built("E3", "articles-hang")
def hanging_articles(web: BadWeb, _: Stage) -> None:
    web.on(PATH, say(200, page(), HTML))
    web.on("/robots.txt", say(404))
    web.on("*", silent)


@built("E34", "base-elsewhere", "read", "unreadable")
def base_elsewhere(web: BadWeb, stage: Stage) -> None:
    web.on(PATH, say(200, page(items(link="bai/{n}.html"), f"<base href='http://{stage.trap}/'>"), HTML))


@built("E34", "base-of-script", "read", "unreadable")
def base_of_script(web: BadWeb, _: Stage) -> None:
    web.on(PATH, say(200, page(items(), "<base href='javascript:alert(1)//'>"), HTML))


@built("E46", "homograph", "refused", "no_address", "timeout", "moved")
def homograph(web: BadWeb, _: Stage) -> None:
    web.on(PATH, redirect("http://thcs-h\u043ea-mai.invalid/"))


@built("E50", "new-domain", "moved")
def new_domain(web: BadWeb, stage: Stage) -> None:
    web.on(PATH, redirect(f"http://{stage.other}{PATH}", 301))


@built("E50", "leads-home", "moved")
def leads_home(web: BadWeb, _: Stage) -> None:
    web.on(PATH, redirect("/"))
    web.on("/", say(200, GOOD, HTML))


SITES += [
    bomb_in_redirect, chain, *ROBOTS, other_hosts, large_document, large_article, hanging_articles, base_elsewhere,
    base_of_script, homograph, new_domain, leads_home,
]  # fmt: skip

# --- F: feeds --------------------------------------------------------------------------------------------------------

OK = row("Hội nghị cải cách hành chính", "/bai/0.html")
OLD = "".join(row(f"Bài cũ số {n}", f"/bai/{n}.html", f"{n:02} Mar 2026 02:00:00 +0700") for n in range(1, 9))
LAUGHS = (
    "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)
QUADRATIC = f"<!DOCTYPE r [<!ENTITY a '{'x' * 50_000}'>]>"
ANY = ("read", "unreadable", "too_large")


def feed(letter: str, name: str, body: bytes, *may: str) -> Hostile:
    return plain(letter, f"feed-{name}", say(200, body, XML), *(may or ANY), feed=True)


FEEDS = [
    feed("F1", "author-redos", rss((OK + OLD) + "".join(
        row(f"Bài {n}", f"/t/{n}.html", more=f"<author>{'a(' * 6_000}</author>") for n in range(120)))),
    feed("F2", "million-items", rss("<item><title>t</title></item>" * 300_000)),
    feed("F3", "xxe-file", rss(row("&x;", "/bai/0.html") + OLD, "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")),
    feed("F3", "xxe-http", rss(row("&x;", "/a") + OLD, "<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.6.0.1/x'>]>")),
    feed("F3", "xxe-parameter", rss(OK + OLD, "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.6.0.1/p'> %p;]>")),
    feed("F3", "doctype-file", rss(OK + OLD, "<!DOCTYPE r SYSTEM 'file:///etc/passwd'>")),
    feed("F4", "laughs", rss(row("&a11;", "/bai/0.html") + OLD, LAUGHS)),
    feed("F4", "quadratic", rss(row("&a;" * 20_000, "/bai/0.html") + OLD, QUADRATIC)),
    feed("F5", "odd-dates", rss(
        row("Bài một", "/1", "Thu, 01 Jan 1970 00:00:00 GMT") + row("Bài hai", "/2", "Mon, 01 Jan 2099 00:00:00 GMT")
        + row("Bài ba", "/3", "hôm qua") + row("Bài bốn", "/4", "") + OK)),
    feed("F5", "one-guid", rss("".join(row(f"Bài số {n}", f"/{n}.html", guid="như-nhau") for n in range(9)) + OLD)),
    feed("F6", "html-as-feed", GOOD),
    feed("F6", "feed-of-another", rss("".join(row(f"Bài số {n}", f"http://127.5.251.9/{n}") for n in range(6))),
         "wrong_site"),
    feed("F7", "wrong-encoding", rss(OK + OLD).decode().encode("cp1258", "replace")),
    feed("F8", "script-links", rss(row("Một", "javascript:alert(1)") + row("Hai", "data:text/html,x") + OK + OLD)),
    feed("F9", "long-title", rss(row("a" * 700_000, "/dai.html") + OK + OLD)),
    feed("F10", "odd-letters", rss(row("Ca\u0309i ca\u0301ch \u202egnot\u200b&#xD800;", "/la.html") + OK + OLD)),
    feed("F10", "nul", rss(OK + OLD).replace(b"Hoi", b"\0") + b"\0\0"),
    feed("F2", "cut", rss(OK + OLD)[:-60]),
    feed("F2", "nested", rss("<item>" * 50_000)),
]  # fmt: skip
SITES += FEEDS

# --- G: addresses ----------------------------------------------------------------------------------------------------

FORBIDDEN = {
    "trap": "http://{trap}/", "decimal": "http://2130706433:{port}/", "octal": "http://0177.0.0.1:{port}/",
    "hex": "http://0x7f.6.0.1:{port}/", "circled": "http://①②⑦.⑥.⓪.①:{port}/", "dot": "http://127.6.0.1.:{port}/",
    "localhost": "http://localhost:{port}/", "six": "http://[::1]:{port}/", "mapped": "http://[::ffff:127.6.0.1]:{port}/",
    "metadata": "http://169.254.169.254/latest/", "alibaba": "http://100.100.100.200/", "ten": "http://10.0.0.1/",
    "home": "http://192.168.1.1/", "zero": "http://0.0.0.0:{port}/", "user": "http://a@{trap}/",
    "backslash": "http://{other}\\@{trap}/", "file": "file:///etc/passwd", "ftp": "ftp://{trap}/x",
    "gopher": "gopher://{trap}/_x", "mail-port": "http://8.8.8.8:25/", "redis": "http://8.8.8.8:6379/",
}  # fmt: skip
_LETTERS = {"decimal": "G2", "octal": "G2", "hex": "G2", "circled": "G2", "dot": "G2", "localhost": "G2", "six": "G3",
            "mapped": "G3", "metadata": "G4", "alibaba": "G4", "ten": "G5", "home": "G5", "zero": "G5", "user": "G8",
            "backslash": "G8", "file": "G1", "ftp": "G1", "gopher": "G1", "mail-port": "G10", "redis": "G10",
            "trap": "G16"}  # fmt: skip
NOT_THERE = ("forbidden_address", "unreadable", "refused", "moved", "http_status")


def leading(kind: str, url: str) -> Hostile:
    """A redirect to an address that nobody may connect to."""

    def build(web: BadWeb, stage: Stage) -> None:
        web.on(PATH, redirect(fill(url, stage)))

    return Hostile(_LETTERS[kind], f"redirect-to-{kind}", build, frozenset(NOT_THERE))


def fill(url: str, stage: Stage) -> str:
    return url.format(trap=stage.trap, other=stage.other, port=stage.trap.partition(":")[2])


def hop(number: int) -> Hostile:
    """G9: a forbidden address after some hops, and after a POST that is kept."""

    def build(web: BadWeb, stage: Stage) -> None:
        for n in range(number):
            web.on(PATH if n == 0 else f"/h{n}", redirect(f"/h{n + 1}", 307))
        web.on(f"/h{number}", redirect(f"http://{stage.trap}/", 307))

    return Hostile("G9", f"hop-{number}", build, frozenset(NOT_THERE))


def inside(place: str, matter: Callable[[str], tuple[str, str]]) -> Hostile:
    """A page that names forbidden addresses in one of its places; the page itself is as it should be."""

    def build(web: BadWeb, stage: Stage) -> None:
        parts = [matter(escape(fill(url, stage))) for url in FORBIDDEN.values()]
        web.on(PATH, say(200, page(items("".join(p[1] for p in parts)), "".join(p[0] for p in parts)), HTML))

    return Hostile("G1", f"in-{place}", build, FINE | {"unreadable"})


@built("G1", "in-a-sitemap")
def in_sitemap(web: BadWeb, stage: Stage) -> None:
    rows = "".join(f"<sitemap><loc>{escape(fill(url, stage))}</loc></sitemap>" for url in FORBIDDEN.values())
    web.on("/sitemap.xml", say(200, f"<sitemapindex>{rows}</sitemapindex>".encode(), "Content-Type: text/xml"))
    web.on("/robots.txt", say(200, f"Sitemap: http://{stage.trap}/s.xml\n".encode(), "Content-Type: text/plain"))
    mark = "<meta name='generator' content='NukeViet v4.5'>"
    web.on(PATH, say(200, page(items().replace("/2026", ""), mark), HTML))


@built("G1", "robots-leads-away", "read", "robots", "forbidden_address")
def robots_away(web: BadWeb, stage: Stage) -> None:
    web.on("/robots.txt", redirect(f"http://{stage.trap}/robots.txt"))
    web.on(PATH, say(200, GOOD, HTML))


@built("G1", "in-a-feed", *ANY, feed=True)
def in_feed(web: BadWeb, stage: Stage) -> None:
    rows = "".join(row(f"Bài {n}", escape(fill(url, stage))) for n, url in enumerate(FORBIDDEN.values()))
    web.on(PATH, say(200, rss(rows + OLD), XML))


@built("G9", "article-leads-away")
def article_away(web: BadWeb, stage: Stage) -> None:
    web.on(PATH, say(200, page(), HTML))
    web.on("/robots.txt", say(404))
    web.on("*", redirect(f"http://{stage.trap}/", 307))


@built("G14", "cookies-for-another", "moved")
def cookies_away(web: BadWeb, stage: Stage) -> None:
    web.on(PATH, redirect(f"http://{stage.other}{PATH}", 302, "Set-Cookie: phien=bi-mat"))


SITES += [
    *(leading(kind, url) for kind, url in FORBIDDEN.items()),
    *(hop(number) for number in range(1, 6)),
    inside("links", lambda url: ("", f"<h3><a href='{url}'>Bài viết ở một địa chỉ lạ của trường</a></h3>")),
    inside("next-pages", lambda url: (f"<link rel='next' href='{url}'>", "")),
    inside("feeds", lambda url: (f"<link rel='alternate' type='application/rss+xml' href='{url}{PATH[1:]}'>", "")),
    inside("canonical", lambda url: (f"<link rel='canonical' href='{url}'>", "")),
    inside("refresh", lambda url: (f"<meta http-equiv='refresh' content='0;url={url}'>", "")),
    inside("base", lambda url: (f"<base href='{url}'>", "")),
    inside("pictures", lambda url: (f"<link rel='icon' href='{url}'>", f"<img src='{url}'><iframe src='{url}'>")),
    in_sitemap, robots_away, in_feed, article_away, cookies_away,
]  # fmt: skip
