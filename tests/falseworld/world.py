"""The false web: sites, what stands on them at a moment, the world's own date, and the log of who asked for what.

Sites answer on real sockets (``server``), one address of 127.0.0.0/8 each, all on one port. Nothing here reads the
machine's clock but the flood limit: what is shown depends on ``World.now`` alone, so a year can pass in a minute.
"""

from __future__ import annotations

import secrets
import ssl
import threading
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from .server import Answer

VN = ZoneInfo("Asia/Ho_Chi_Minh")


@cache
def slug(text: str) -> str:
    """A title as an address: no marks, lower case, dashes."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.lower().split())


@dataclass(frozen=True, slots=True)
class Article:
    """One thing a site publishes. ``stated`` is what the page claims, ``appears_at`` when it is really there.

    ``number``: the CMS's running number, given by the site in order of appearance. ``edited``: moment and new title.
    ``medium``: article | document | video. ``signed`` and ``code``: what a document's own head says.
    """

    category: str
    title: str
    stated: datetime
    appears_at: datetime
    removed_at: datetime | None = None
    edited: tuple[datetime, str] | None = None
    medium: str = "article"
    signed: date | None = None
    code: str = ""
    paragraphs: tuple[str, ...] = ()
    attached: bool = False
    number: int = 0

    @property
    def alias(self) -> str:
        """Name in addresses; an edit of the title leaves it alone, as real systems do."""
        return slug(self.title)

    def shown(self, now: datetime) -> bool:
        """Whether a visitor meets it at that moment."""
        return self.appears_at <= now and (self.removed_at is None or now < self.removed_at)

    def modified(self, now: datetime) -> datetime:
        """When it was last touched: the public trace of backdating."""
        touched = max(self.stated, self.appears_at)
        return max(touched, self.edited[0]) if self.edited and self.edited[0] <= now else touched

    def as_of(self, now: datetime) -> Article:
        """The same with the title it bears at that moment."""
        return replace(self, title=self.edited[1]) if self.edited and self.edited[0] <= now else self

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When its look changes."""
        edit = (self.edited[0],) if self.edited else ()
        return (self.appears_at, *((self.removed_at,) if self.removed_at else ()), *edit)


@dataclass(frozen=True, slots=True)
class Category:
    """A part of a site; ``topic`` is what the office calls it (cchc, video …)."""

    slug: str
    name: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A misbehaviour from ``start`` to ``end`` (excluded; None: for good). Kinds and options: see ``faults``."""

    kind: str
    start: datetime
    end: datetime | None = None
    options: Mapping[str, str | int] = field(default_factory=dict)

    def active(self, now: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.start <= now and (self.end is None or now < self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as the server met it. ``at``: the world's date. ``real``: seconds of a monotonic clock."""

    at: datetime
    real: float
    host: str
    method: str
    path: str
    status: int
    headers: Mapping[str, str]


class Site:
    """One web site: an address, a family (``template``), parts, articles and misbehaviours.

    ``page_size``: items on a list page. ``dated``: whether the family's list and article show dates. ``order``:
    stated | entry (backdated ones first). ``script_list``: only a script fills the list, the feed alone can be read.
    ``tls``: speak HTTPS with this server context; an expired or foreign certificate is the caller's to make.
    """

    def __init__(
        self,
        id: str,
        name: str,
        host: str,
        template: str,
        categories: Iterable[Category],
        articles: Iterable[Article] = (),
        faults: Iterable[Fault] = (),
        *,
        page_size: int = 10,
        dated: bool = True,
        order: str = "stated",
        script_list: bool = False,
        new_host: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.id, self.name, self.host, self.template = id, name, host, template
        self.categories = tuple(categories)
        self.faults = list(faults)
        self.page_size, self.dated, self.order, self.script_list = page_size, dated, order, script_list
        self.new_host, self.tls = new_host, tls
        first = sorted(articles, key=lambda article: article.appears_at)
        self.articles = [replace(article, number=number) for number, article in enumerate(first, 11)]
        self.version = 0

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every address it answers on."""
        return (self.host, self.new_host) if self.new_host else (self.host,)

    @property
    def scheme(self) -> str:
        """http, or https where a context was given."""
        return "https" if self.tls else "http"

    @property
    def moments(self) -> list[datetime]:
        """When anything about it changes, in order."""
        changes = {moment for article in self.articles for moment in article.moments}
        for fault in self.faults:
            changes |= {fault.start} | ({fault.end} if fault.end else set())
        return sorted(changes)

    def add(self, article: Article) -> Article:
        """Publish one more; it gets the next running number."""
        numbered = replace(article, number=max((a.number for a in self.articles), default=10) + 1)
        self.articles.append(numbered)
        self.version += 1
        return numbered

    def fault(self, now: datetime, *kinds: str) -> Fault | None:
        """The misbehaviour of one of these kinds (any when none is named) that holds now; the latest begun wins."""
        found = [f for f in self.faults if f.active(now) and (not kinds or f.kind in kinds)]
        return max(found, key=lambda f: f.start, default=None)

    def category(self, topic: str) -> Category:
        """The part for a topic. Raises LookupError."""
        for found in self.categories:
            if topic in (found.topic, found.slug):
                return found
        raise LookupError(f"{self.id}: no part for {topic}")

    def shown(self, now: datetime) -> list[Article]:
        """Everything that stands there now, in the site's own order."""
        here = [article.as_of(now) for article in self.articles if article.shown(now)]
        if self.order == "entry":
            return sorted(here, key=lambda article: -article.number)
        return sorted(here, key=lambda article: (article.stated, article.number), reverse=True)


class World:
    """The whole web. A context manager: inside it the sockets are open.

    ``now``: an aware datetime, settable at any time; listening sockets of sites that are down are closed before the
    setter returns. ``requests``: a copy of the log.
    """

    def __init__(self, sites: Iterable[Site], now: datetime) -> None:
        from .server import Server  # the server needs our types

        self.sites = list(sites)
        self._now = now.astimezone(VN)
        self._lock = threading.RLock()
        self._log: list[Hit] = []
        self._by_host = {host: site for site in self.sites for host in site.hosts}
        self._epochs: dict[str, tuple[int, list[datetime]]] = {}
        self._views: dict[str, tuple[object, object]] = {}
        self.random: Callable[[], str] = lambda: secrets.token_hex(16)
        self._server = Server(self)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Open the sockets on a free port."""
        self._server.start(list(self._by_host))
        self._weather()

    def stop(self) -> None:
        """Close everything."""
        self._server.stop()

    @property
    def port(self) -> int:
        """The one port of all sites."""
        return self._server.port

    @property
    def now(self) -> datetime:
        """The world's date."""
        return self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("World.now needs a moment with an offset")
        with self._lock:
            self._now = moment.astimezone(VN)
        self._weather()

    def site(self, id: str) -> Site:
        """Raises LookupError."""
        for found in self.sites:
            if found.id == id:
                return found
        raise LookupError(f"no site {id}")

    def site_at(self, host: str) -> Site:
        """The site behind an address. Raises KeyError."""
        return self._by_host[host]

    def base(self, id: str) -> str:
        """``http://host:port`` of a site."""
        site = self.site(id)
        return f"{site.scheme}://{site.host}:{self.port}"

    def url(self, id: str, topic: str = "cchc") -> str:
        """Address of a section as the office would have noted it at the beginning."""
        from .sites import section_path

        site = self.site(id)
        return self.base(id) + section_path(site, site.category(topic))

    def feed(self, id: str, topic: str = "cchc") -> str | None:
        """Address of the section's feed, None where the family has none."""
        from .sites import feed_path

        site = self.site(id)
        path = feed_path(site, site.category(topic))
        return None if path is None else self.base(id) + path

    def publish(self, id: str, article: Article) -> Article:
        """Add an article to a running world."""
        with self._lock:
            return self.site(id).add(article)

    def misbehave(self, id: str, fault: Fault) -> None:
        """Add a misbehaviour to a running world."""
        with self._lock:
            site = self.site(id)
            site.faults.append(fault)
            site.version += 1
        self._weather()

    def epoch(self, site: Site) -> int:
        """A number that changes whenever the site looks different; pages are rendered once per epoch."""
        version, moments = self._epochs.get(site.id, (-1, []))
        if version != site.version:
            moments = site.moments
            self._epochs[site.id] = (site.version, moments)
        return site.version * 100_000 + bisect_right(moments, self._now)

    @property
    def requests(self) -> list[Hit]:
        """The log so far."""
        with self._lock:
            return list(self._log)

    def requests_of(self, id: str) -> list[Hit]:
        """The log of one site."""
        hosts = self.site(id).hosts
        return [hit for hit in self.requests if hit.host in hosts]

    def forget_requests(self) -> None:
        """Empty the log."""
        with self._lock:
            self._log.clear()

    def respond(self, host: str, method: str, target: str, headers: Mapping[str, str]) -> Answer:
        """What a visitor gets; worlds of other sites answer in their own way."""
        from .sites import respond

        return respond(self, host, method, target, headers)

    def note(self, hit: Hit) -> None:
        """Append to the log (the server does)."""
        with self._lock:
            self._log.append(hit)

    def _weather(self) -> None:
        """Close the sockets of sites that are down, open those of sites that are up again."""
        down = {host for host, site in self._by_host.items() if site.fault(self._now, "down")}
        self._server.keep_closed(down)
