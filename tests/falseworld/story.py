"""The year 2022 of the false world: what every site publishes, day by day, the same for the same seed.

story = Story()
with story.world as world, MailSink(folder) as sink:
    story.workspace(home, sink.port, "units")
    for day in story.days():
        world.now = …
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from . import oracle, titles, workspace
from .cast import APPENDIX, NEAR_MISSES, OFFICE_ID, OFFICE_NAME, OFFICE_PARTS, SCHOOL_PARTS, SEATS, Post, Seat
from .oracle import TruthRow
from .world import VN, Article, Site, World

START, END = date(2022, 2, 7), date(2023, 1, 16)
_FREE = {date(2022, 1, 31), date(2022, 2, 3), date(2022, 4, 11), date(2022, 5, 2), date(2022, 9, 1)}
_HOURS = ((7, 25), (8, 10), (9, 35), (10, 5), (14, 20), (15, 45), (16, 15))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def posting_days(year: int, month: int) -> list[date]:
    """Mondays and Thursdays from the 5th on: few days on which anything happens, so that the rest can be skipped.

    The first days are left out: an undated item there lies between two months for whoever does not look daily (S9)."""
    days = (date(year, month, day) for day in range(5, month_end(year, month).day + 1))
    return [day for day in days if day.weekday() in (0, 3) and day not in _FREE]


class Story:
    """The script of the year. ``world`` is built at once, its date is the morning of the first day.

    ``seed``: another seed gives other days and titles; habits, faults and truth stay.
    """

    def __init__(self, seed: int = 2022) -> None:
        self.seed = seed
        self.seats = SEATS
        sites = [self._school(seat, number) for number, seat in enumerate(SEATS, 1)]
        self.world = World([*sites, self._office(len(SEATS) + 1)], datetime.combine(START, time(7), VN))

    def truth(self) -> list[TruthRow]:
        """What is so, for every duty of the monthly rule and of the appendix."""
        return oracle.truth(self.world)

    def workspace(self, folder: Path, smtp_port: int, send_to: str = "units", plan: Path | None = None) -> Path:
        """Write a workspace for this world; the world must be running. Returns ``folder``.

        Raises FileNotFoundError when the plan of ``config/plans`` is not there."""
        return workspace.write(self.world, folder, smtp_port, send_to, plan)

    def days(self) -> Iterator[date]:
        """The days on which something changes, falls due, or is said; the others can be skipped."""
        wanted = {START, END}
        for site in self.world.sites:
            wanted |= {moment.astimezone(VN).date() for moment in site.moments}
        for month in range(1, 13):
            last = month_end(2022, month)
            # reminders 10 and 3 days before, the last day, proving looks after the grace, escalation, end of the cure
            for offset in (-10, -3, 0, 1, 2, 3, 4, 10, 11, 12):
                wanted.add(_office_day(last + timedelta(days=offset), back=offset < 0))
        day = START
        while day <= END:
            if day.weekday() == 0:
                wanted.add(day)  # the weekly digest
            day += timedelta(days=1)
        yield from sorted(day for day in wanted if START <= day <= END)

    def _school(self, seat: Seat, number: int) -> Site:
        random = Random(f"{self.seed}/{seat.id}")
        writer = _Writer(random, seat)
        found = [article for year, month in _history() for article in writer.month(year, month, history=True)]
        for month in range(2, 13):
            found += writer.month(2022, month)
        host = f"127.30.0.{number}"
        return Site(seat.id, seat.name, host, seat.template, SCHOOL_PARTS, found, seat.faults, **seat.site)

    def _office(self, number: int) -> Site:
        random = Random(f"{self.seed}/{OFFICE_ID}")
        texts = iter(random.sample(titles.OFFICE, len(titles.OFFICE)))
        found = [_office_item(item.title, item.posted, item.topic, item.medium) for item in APPENDIX if item.posted]
        found += [_office_item(title, posted, "cchc", "article") for posted, title in NEAR_MISSES]
        for month in (3, 4, 5, 6, 7, 8, 9, 12):
            day = random.choice(posting_days(2022, month))
            found.append(_office_item(next(texts), _moment(random, day), "cchc", "article"))
        found += _office_past(random)
        host = f"127.30.0.{number}"
        return Site(OFFICE_ID, OFFICE_NAME, host, "nukeviet", OFFICE_PARTS, found)


class _Writer:
    """One school's pen: titles are used up in an order of its own."""

    def __init__(self, random: Random, seat: Seat) -> None:
        self.random, self.seat = random, seat
        self.documents = seat.template == "documents"
        stock = titles.DOCUMENTS if self.documents else titles.REFORM
        self.stock = random.sample(stock, len(stock))
        self.news = random.sample(titles.NEWS, len(titles.NEWS))
        self.used = 0

    def month(self, year: int, month: int, history: bool = False) -> list[Article]:
        """Everything of one month, news included."""
        days = posting_days(year, month)
        posts = None if history else self.seat.months.get(month)
        if posts is None:
            count = 1 if history or self.documents else self.random.choice((1, 1, 2))
            posts = tuple(Post(_moment(self.random, day)) for day in sorted(self.random.sample(days, count)))
        written = [self._reform(post) for post in posts]
        if self.news and self.random.random() < 0.6:
            said = _moment(self.random, self.random.choice(days))
            part = self.random.choice(("tin-tuc", "thong-bao"))
            written.append(Article(part, self.news.pop(), said, said, paragraphs=_paragraphs(self.random)))
        return written

    def _reform(self, post: Post) -> Article:
        turn, place = divmod(self.used, len(self.stock))
        title = self.stock[place] + (f" (lần {turn + 1})" if turn else "")
        self.used += 1
        signed = post.signed
        if self.documents and signed is None:
            signed = post.stated.date() - timedelta(days=self.random.randint(9, 24))
        return Article(
            "cai-cach-hanh-chinh",
            title,
            post.stated,
            post.appears or post.stated,
            removed_at=post.removed,
            edited=(post.edited, f"{title} (cập nhật)") if post.edited else None,
            medium="document" if self.documents else "article",
            signed=signed,
            code=f"{40 + self.used}/VB-{self.seat.level.upper()}" if self.documents else "",
            paragraphs=_paragraphs(self.random),
            attached=self.random.random() < 0.2,
        )


def _history() -> list[tuple[int, int]]:
    return [(2021, month) for month in range(2, 13)] + [(2022, 1)]


def _moment(random: Random, day: date) -> datetime:
    hour, minute = random.choice(_HOURS)
    return datetime(day.year, day.month, day.day, hour, minute, random.randint(0, 59), tzinfo=VN)


def _paragraphs(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(titles.SENTENCES, 3))


def _office_item(title: str, posted: datetime, topic: str, medium: str) -> Article:
    part = next(category.slug for category in OFFICE_PARTS if category.topic == topic)
    text = _paragraphs(Random(title))
    return Article(part, title, posted, posted, medium=medium, paragraphs=text, attached=medium == "document")


def _office_past(random: Random) -> list[Article]:
    """What stood on the department's site before the plan: enough that its lists reach back."""
    past = []
    for number, (year, month) in enumerate(_history()):
        day = random.choice(posting_days(year, month))
        title = f"Thông tin cải cách hành chính của Sở, số {number + 1}"
        past.append(_office_item(title, _moment(random, day), "cchc", "article"))
    for month, topic, title in (
        (5, "video", "Phóng sự ảnh: một buổi sáng ở bộ phận một cửa"),
        (11, "video", "Tiểu phẩm vui về tờ đơn viết tay"),
        (9, "hoi-dap", "Hỏi: hồ sơ chuyển trường gồm những gì?"),
        (10, "tthc", "Thủ tục cấp bản sao văn bằng từ sổ gốc"),
    ):
        said = _moment(random, random.choice(posting_days(2021, month)))
        past.append(_office_item(title, said, topic, "video" if topic == "video" else "article"))
    return past


def _office_day(day: date, back: bool) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=-1 if back else 1)
    return day
