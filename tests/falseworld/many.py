"""Many sites with known truth: as many as asked for, of ten families, every one of its own taste, drawn by a seed.

``Town`` is a false web (real sockets, an address each). A site publishes in its section by a *habit*, and may fail in
one of the *ways* during a *span*; both are drawn, so what is true of May is known, whatever anybody could see.
"""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import trustme

from . import titles
from .many_families import FAMILIES, LAYOUTS, PART, SHORT_FORMS, TABLES, Row, Taste, family_of
from .many_faults import BY_KIND, FRESH_FIT, WAYS, Way, instead, script_only, without_dates
from .server import Answer
from .world import VN, Article, Category, Fault, Site, World

START, END = datetime(2026, 5, 1, tzinfo=VN), datetime(2026, 6, 1, tzinfo=VN)
MENDED = datetime(2026, 6, 18, tzinfo=VN)
"""When every fault that ends has ended."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=VN)
SPANS: Mapping[str, tuple[datetime, datetime | None]] = {
    "always": (LONG_AGO, MENDED),
    "since mid-month": (datetime(2026, 5, 14, tzinfo=VN), MENDED),
    "since the last hour": (datetime(2026, 5, 31, 23, tzinfo=VN), MENDED),
    "the last hour alone": (datetime(2026, 5, 31, 23, tzinfo=VN), datetime(2026, 6, 1, 0, 30, tzinfo=VN)),
    "between the proofs": (datetime(2026, 6, 2, 6, 20, tzinfo=VN), MENDED),
    "for good": (datetime(2026, 5, 20, tzinfo=VN), None),
}
HABITS = (
    "posts", "posts", "posts", "posts", "last minute", "late", "never", "never", "page 7", "pinned", "renamed",
    "readdressed", "cached", "flapping", "image", "pdf", "first minute",
)  # fmt: skip
_NAMES = ("Hoa Mai", "Bình Minh", "Sông Hậu", "Sao Mai", "Cồn Én", "Rạng Đông", "Hoa Sen", "Cầu Vồng")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so of one site."""

    id: str
    family: str
    habit: str
    way: Way | None
    span: str
    in_time: tuple[Article, ...]
    too_late: tuple[Article, ...]

    def charge_true(self, at: datetime) -> bool:
        """Whether May is over and nothing of May stands there."""
        return at >= END and not any(article.appears_at <= at for article in self.in_time)

    def expected(self, at: datetime) -> frozenset[str]:
        """Statuses that are right for eyes that see."""
        if any(article.appears_at <= at for article in self.in_time):
            return frozenset({"met"})
        if at < END + timedelta(days=1):
            return frozenset({"not_due", "due_soon", "unknown"})
        if any(article.appears_at <= at for article in self.too_late):
            return frozenset({"late"})
        return frozenset({"overdue", "missed"})


class Drawn(Site):
    """A generated site: its taste and its truth."""

    taste: Taste
    truth: Truth
    asked: int = 0
    """How often its list was asked for; two servers answer in turn."""


class Town(World):
    """``count`` sites for a ``seed``; ``failing``: the share of them that fail. ``folder``: for certificates.

    ``only``: these numbers and no other, the same as they are among all."""

    def __init__(
        self, count: int, seed: int, failing: float, folder: Path, now: datetime, only: Collection[int] = ()
    ) -> None:
        self.seed = seed
        self.authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        self.authority.cert_pem.write_to_path(str(self.ca_file))
        drawn = [self._draw(number, failing) for number in only or range(count)]
        refuge = Site("refuge", "Trang mới", "127.59.0.1", "general", _parts())
        super().__init__([*drawn, refuge], now)
        self.drawn = drawn

    def truths(self) -> list[Truth]:
        """Of all sites."""
        return [site.truth for site in self.drawn]

    def url(self, id: str, topic: str = "cchc") -> str:
        """Address of the section."""
        return self.base(id) + family_of(self.site(id)).list_path()

    def respond(self, host: str, method: str, target: str, headers: Mapping[str, str]) -> Answer:
        """One request."""
        site = self.site_at(host)
        if not isinstance(site, Drawn):
            return Answer(200, (("Content-Type", "text/html"),), b"<title>Trang moi</title><p>Chao mung</p>")
        fault = site.fault(self.now, *BY_KIND)
        base = self.base(site.id)
        answer = instead(site, self._aimed(fault), base, target) if fault else None
        return answer or _Page(self, site, base, fault).answer(target)

    def _aimed(self, fault: Fault) -> Fault:
        return replace(fault, options={**fault.options, "to": f"http://127.59.0.1:{self.port}"})

    def _draw(self, number: int, failing: float) -> Drawn:
        random = Random(f"{self.seed}/{number}")
        family = list(FAMILIES.values())[number % len(FAMILIES)]
        id = f"truong-{number:03}"
        span = random.choice(list(SPANS))
        fails = random.random() < failing
        ways = [way for way in (FRESH_FIT if span == "always" else WAYS) if way.kind != "partial"]
        way = random.choice(ways) if fails else None
        habit = random.choice(HABITS)
        if way is not None and way.kind == "robots" and span == "between the proofs":
            span = "since mid-month"  # what a robots.txt said may be believed for a day
        if fails and random.random() < 0.08:
            way, span, habit = BY_KIND["partial"], "since the last hour", "page 7"
        form = random.choice(family.forms)
        layout = random.choice(LAYOUTS)
        if layout in TABLES:
            form = random.choice([name for name in SHORT_FORMS if name in family.forms] or [form])
        dates_gone = way is not None and way.kind == "undated" and habit != "cached"  # seen only where dates stood
        taste = Taste(
            form, layout, random.choice(("h2", "h3", "h4")), random.randrange(60), random.random() < 0.7,
            random.random() < 0.6, random.random() < 0.6, random.random() < 0.9 or dates_gone, True, habit == "image",
            habit == "pdf",
        )  # fmt: skip
        articles = _articles(random, habit)
        faults = [] if way is None else [_fault(way, span, random)]
        host = f"127.{40 + number // 20_000}.{number // 200 % 100}.{number % 200 + 10}"
        tls = self._tls(host, faults) if way is not None and way.kind == "tls" else None
        name = f"Trường {random.choice(('THCS', 'TH', 'THPT', 'MN'))} {random.choice(_NAMES)} {number}"
        size = 2 if habit == "page 7" else random.choice((5, 8, 10, 12, 15))
        site = Drawn(id, name, host, family.name, _parts(), articles, faults, page_size=size, tls=tls)
        site.taste = taste
        here = [a for a in site.articles if a.category == PART]
        in_time = tuple(a for a in here if START <= a.stated < END)
        late = tuple(a for a in here if a.stated >= END)
        site.truth = Truth(id, family.name, habit, way, span if way else "", in_time, late)
        return site

    def _tls(self, host: str, faults: list[Fault]) -> ssl.SSLContext:
        """A server whose certificate is good until the fault begins."""
        good, bad = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(2))
        self.authority.issue_cert(host).configure_cert(good)
        then = datetime(2020, 1, 1, tzinfo=VN)
        if int(faults[0].options["variant"]) % 2:
            self.authority.issue_cert("127.99.0.1").configure_cert(bad)
        else:
            self.authority.issue_cert(host, not_before=then, not_after=then + timedelta(days=90)).configure_cert(bad)

        def choose(socket: ssl.SSLSocket | ssl.SSLObject, _: str | None, __: ssl.SSLContext) -> None:
            socket.context = bad if faults[0].active(self.now) else good

        good.sni_callback = choose
        return good


class _Page:
    """One site at one moment."""

    def __init__(self, town: Town, site: Drawn, base: str, fault: Fault | None) -> None:
        self.town, self.site, self.base, self.fault = town, site, base, fault
        self.family, self.taste = family_of(site), site.taste
        self.now = town.now

    def _moment(self) -> datetime:
        """Whose copy this is: a cache or a second server may lag behind."""
        now, habit = self.town.now, self.site.truth.habit
        if habit == "cached" and END - timedelta(hours=2) <= now < END + timedelta(minutes=20):
            return END - timedelta(hours=2)
        if habit == "flapping" and now >= START + timedelta(days=9) and self.site.asked % 2:
            return START + timedelta(days=9)
        return now

    def answer(self, target: str) -> Answer:
        """The page for an address."""
        if urlsplit(target).path == "/robots.txt":
            return Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /admin/\n")
        target = self._without_prefix(target)
        if target == "/":
            return self._html(self.site.name, "<p>Chào mừng.</p>")
        number = self.family.article_asked(target)
        shown = {article.number: article for article in self.site.shown(self.now)}
        if number is not None:
            return self._article(shown[number]) if number in shown else Answer(404, body=b"404")
        page = self.family.page_asked(target)
        if page == 1:
            self.site.asked += 1
            self.now = self._moment()
        if page is None:
            return Answer(404, body="<p>Không có trang này</p>".encode())
        if self.fault and self.fault.kind == "partial" and page > 1:
            return Answer(500, body=b"loi")
        return self._list(page)

    def _prefix(self) -> str:
        if self.fault and self.fault.kind == "redesign":
            return "/moi"
        moved = self.site.truth.habit == "readdressed" and self.town.now >= START + timedelta(days=24)
        return "/p" if moved else ""

    def _without_prefix(self, target: str) -> str:
        prefix = self._prefix()
        return target.removeprefix(prefix) if prefix and target.startswith(prefix + "/") else target

    def _rows(self, articles: Iterable[Article]) -> list[Row]:
        prefix = self._prefix()
        articles = list(articles)
        first = {a.number: a for a in self.site.articles}  # an edit of the title leaves the address alone
        paths = {a.number: self.family.article_path(first[a.number]) for a in articles}
        if self.taste.pdf:
            paths |= {a.number: f"/uploads/{a.alias[:50]}-{a.number}.pdf" for a in articles if a.attached}
        return [Row(prefix + paths[a.number], a.title, a.stated, a.number) for a in articles]

    def _list(self, page: int) -> Answer:
        size, kind = self.site.page_size, self.fault.kind if self.fault else ""
        every = [article for article in self.site.shown(self.now) if article.category == PART]
        if self.site.truth.habit == "pinned":
            every = [every[-1], *every[:-1]]
        pages = max(1, -(-len(every) // size))
        here = every[(page - 1) * size : page * size]
        rows = self.family.rows(self.taste, self._rows(here))
        pager = self.family.pager(page, pages, self.taste)
        for mark, value in (("size", size), ("all", len(every)), ("from", (page - 1) * size + 1),
                            ("to", (page - 1) * size + len(here))):  # fmt: skip
            pager = pager.replace(f"@@{mark}@@", str(value))
        if kind == "redesign":
            rows = "<div class='grid'>" + "".join(
                f"<div class='o'><a href='{row.url}'>{escape(row.title)} – xem</a></div>" for row in self._rows(here)
            ) + "</div>"  # fmt: skip
        if kind == "script_only":
            rows = pager = script_only(Random(self.site.id))
        if kind == "empty_list":
            rows, pager = "<ul class='list'></ul>", ""
        body = rows + pager
        return self._html("Cải cách hành chính", without_dates(body) if kind == "undated" else body)

    def _article(self, article: Article) -> Answer:
        text = "".join(f"<p>{escape(line)}</p>" for line in article.paragraphs * 2)
        body = f"{self.family.article(self.taste, article)}<div class='content-detail'>{text}</div>"
        if article.attached:
            body += f"<p>Tệp đính kèm: <a href='/uploads/{article.alias[:40]}.pdf'>tải về</a></p>"
        return self._html(article.title, without_dates(body) if self.fault and self.fault.kind == "undated" else body)

    def _html(self, title: str, main: str) -> Answer:
        taste, now = self.taste, self.town.now
        clock = f"<div class='{('top', 'date', 'clock')[taste.frame % 3]}'>Hôm nay: {now:%d/%m/%Y}</div>"
        token = f"<input type='hidden' name='_token' value='{self.town.random()}'>" if taste.token else ""
        news = self._rows(article for article in self.site.shown(self.now) if article.category != PART)[:6]
        side = "".join(f"<li><a href='{row.url}'>{escape(row.title)}</a></li>" for row in news)
        name = ("sidebar", "col-md-3", "right")[taste.frame % 3]
        aside = f"<div class='{name}'><h3>Tin mới</h3><ul>{side}</ul></div>"
        menu = "".join(
            f"<li><a href='{path}'>{name}</a></li>"
            for path, name in (("/", "Trang chủ"), ("/gioi-thieu", "Giới thiệu"),
                               (self._prefix() + self.family.list_path(), "Cải cách hành chính"))
        )  # fmt: skip
        column = ("main-content", "content", "col-md-9", "left")[taste.frame % 4]
        heading = f"<h1>{escape(title)}</h1>" if taste.frame % 5 and "<h1" not in main else ""
        text = (
            f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>{self.family.generator}"
            f"<title>{escape(title)} - {escape(self.site.name)}</title></head><body><div class='header'>"
            f"{clock if taste.clock else ''}<ul class='menu'>{menu}</ul>{token}</div>"
            f"<div class='{column}'>{heading}{main}</div>{aside if taste.side and news else ''}"
            f"<div class='footer'>© 2026 {escape(self.site.name)}. Giấy phép số 12 ngày 03/04/2020</div></body></html>"
        )
        return Answer(200, (("Content-Type", "text/html; charset=utf-8"),), text.encode())


# --- what is published -----------------------------------------------------------------------------------------------


def _parts() -> tuple[Category, ...]:
    return (Category(PART, "Cải cách hành chính", "cchc"), Category("tin-tuc", "Tin tức"))


def _fault(way: Way, span: str, random: Random) -> Fault:
    begin, end = SPANS[span]
    return Fault(way.kind, begin, end, {"variant": random.randrange(24)})


def _articles(random: Random, habit: str) -> list[Article]:
    stock = random.sample(titles.REFORM, len(titles.REFORM))
    moments = [
        datetime(2025 + (month > 12), (month - 1) % 12 + 1, random.randint(3, 28), random.randint(7, 16),
                 random.randint(0, 59), tzinfo=VN)
        for month in range(6, 17)
        for _ in range(random.choice((1, 1, 2, 3)))
    ]  # fmt: skip
    moments += _of_may(random, habit)
    if habit not in ("never", "late") and random.random() < 0.4:
        moments.append(END + timedelta(days=random.randint(2, 9), hours=9))
    texts = [f"{stock[n % len(stock)]} (số {n + 1})" for n in range(len(moments))]
    found = [_article(PART, text, at, random) for text, at in zip(texts, sorted(moments), strict=True)]
    if habit == "renamed":
        found = [
            replace(a, edited=(START + timedelta(days=26), a.title + " (cập nhật)")) if a.stated >= START else a
            for a in found
        ]
    news = [START - timedelta(days=n * 9 - 40, hours=-8) for n in range(9)]
    return found + [_article("tin-tuc", f"{random.choice(titles.NEWS)} ({n})", at, random) for n, at in enumerate(news)]


def _of_may(random: Random, habit: str) -> list[datetime]:
    some = START + timedelta(days=random.randint(2, 28), hours=random.randint(7, 17), minutes=random.randint(0, 59))
    match habit:
        case "never":
            return []
        case "late":
            return [END + timedelta(days=random.randint(2, 7), hours=9, minutes=random.randint(0, 59))]
        case "last minute" | "cached":
            return [END - timedelta(minutes=random.choice((2, 5, 40)))]
        case "first minute":
            return [START + timedelta(minutes=random.choice((2, 9)))]
        case "page 7":
            return [END - timedelta(hours=3), *(END + timedelta(hours=7, minutes=n) for n in range(13))]
        case "flapping" | "renamed":
            return [START + timedelta(days=12, hours=9)]
    return [some] if random.random() < 0.6 else [some, START + timedelta(days=14, hours=10)]


def _article(part: str, title: str, at: datetime, random: Random) -> Article:
    text = tuple(random.sample(titles.SENTENCES, 3))
    return Article(part, title, at, at, paragraphs=text, attached=random.random() < 0.3)
