"""What the peers share: the farm's two families by hand-written selectors, rows in SQLite, what to ask for next.

They are told where everything stands; they keep no evidence, check no address, read no robots.txt and claim nothing
about completeness. Rows are (url, title, minute stated).
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

VN = timezone(timedelta(hours=7))
LIST, FEED = "/cai-cach-hanh-chinh", "/rss/cai-cach-hanh-chinh.rss"
_MINUTE = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)")
Row = tuple[str, str, str | None]
"""Address, title, stated minute (``2026-11-14T20:50``)."""


def minute(text: str) -> str | None:
    """The first date with a time in a text."""
    found = _MINUTE.search(text)
    return f"{found[3]}-{found[2]}-{found[1]}T{found[4]}:{found[5]}" if found else None


def selectolax_list(body: bytes, base: str) -> list[Row]:
    """The list page by lexbor."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(body)
    rows: list[Row] = []
    for block in tree.css(".news_column"):
        link = block.css_first("h3 a")
        when = block.css_first(".list-inline li")
        if link is not None and when is not None:
            rows.append((urljoin(base, link.attributes["href"] or ""), link.text(), minute(when.text())))
    for link in tree.css("ul.dstin li.tin h3.ten a"):
        rows.append((urljoin(base, link.attributes["href"] or ""), link.text(), None))
    return rows


def selectolax_article(body: bytes) -> str | None:
    """The article's date by lexbor."""
    from selectolax.lexbor import LexborHTMLParser

    node = LexborHTMLParser(body).css_first(".h5, .ngay-dang")
    return minute(node.text()) if node is not None else None


def read_feed(body: bytes) -> list[Row]:
    """The feed by ElementTree."""
    rows: list[Row] = []
    for item in ElementTree.fromstring(body).iter("item"):
        at = parsedate_to_datetime(item.findtext("pubDate") or "").astimezone(VN)
        rows.append((item.findtext("link") or "", item.findtext("title") or "", at.strftime("%Y-%m-%dT%H:%M")))
    return rows


@dataclass
class Unit:
    """One site under way: what was known, what is there."""

    number: int
    root: str
    etag: str = ""
    digest: str = ""
    known: frozenset[str] = frozenset()
    rows: dict[str, Row] = field(default_factory=dict)
    changed: bool = False

    def take_list(self, rows: list[Row], etag: str) -> str | None:
        """What to ask for next: the feed, where the list has no dates; None when nothing is new."""
        self.etag = etag
        digest = sha256(repr(rows).encode()).hexdigest()
        if digest == self.digest:
            return None
        self.digest, self.changed = digest, True
        self.rows = {row[0]: row for row in rows}
        return self.root + FEED if any(row[2] is None for row in rows) else ""

    def take_feed(self, rows: list[Row]) -> None:
        """Dates, and items that the list does not show."""
        for row in rows:
            self.rows[row[0]] = row

    def articles(self, since: str) -> list[str]:
        """New items of this month: their pages are read too."""
        return [url for url, _, at in self.rows.values() if at is not None and at >= since and url not in self.known]


class Book:
    """Rows and what the next crawl needs, in SQLite; one commit per hundred sites."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file)
        self.base.execute("pragma journal_mode=wal")
        self.base.execute("create table if not exists unit (id integer primary key, etag text, digest text)")
        self.base.execute("create table if not exists row (unit, url primary key, title, at)")
        self.held: list[Unit] = []

    def unit(self, number: int, root: str) -> Unit:
        """A site as the last crawl left it."""
        found = self.base.execute("select etag, digest from unit where id = ?", (number,)).fetchone()
        if found is None:
            return Unit(number, root)
        known = frozenset(url for (url,) in self.base.execute("select url from row where unit = ?", (number,)))
        return Unit(number, root, found[0], found[1], known)

    def keep(self, unit: Unit) -> None:
        """A site is done."""
        self.held.append(unit)
        if len(self.held) >= 100:
            self.close()

    def close(self) -> None:
        """Write what is held."""
        with self.base:
            changed = [unit for unit in self.held if unit.changed]
            self.base.executemany(
                "insert or replace into row values (?, ?, ?, ?)",
                [(unit.number, *row) for unit in changed for row in unit.rows.values()],
            )
            self.base.executemany(
                "insert or replace into unit values (?, ?, ?)", [(u.number, u.etag, u.digest) for u in self.held]
            )
        self.held = []


def month_start() -> str:
    """Since when articles are read."""
    return datetime.now(VN).strftime("%Y-%m-01T00:00")
