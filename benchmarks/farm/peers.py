"""The peers: aiohttp with selectolax and ETag, Scrapy with broad-crawl settings, bare pycurl with lexbor (the limit).

``python -m benchmarks.farm.peers NAME FOLDER UNITS PORT PROCESSES ONE_HOST``, by an environment that has them.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Generator, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.farm.addresses import root_of
from benchmarks.farm.plain import (
    LIST,
    Book,
    Unit,
    minute,
    month_start,
    read_feed,
    selectolax_article,
    selectolax_list,
)

_AT_ONCE = 32


# --- aiohttp ---------------------------------------------------------------------------------------------------------


def by_aiohttp(book: Book, units: list[Unit], one_host: bool) -> None:
    """One session, one connection per host, a few dozen sites at a time."""
    import aiohttp

    async def ask(session: Any, url: str, etag: str = "") -> tuple[int, bytes, str]:
        async with session.get(url, headers={"If-None-Match": etag} if etag else None) as answer:
            return answer.status, await answer.read(), answer.headers.get("ETag", "")

    async def visit(session: Any, unit: Unit) -> None:
        status, body, etag = await ask(session, unit.root + LIST, unit.etag)
        if status != 304:
            feed = unit.take_list(selectolax_list(body, unit.root + LIST), etag)
            if feed:
                unit.take_feed(read_feed((await ask(session, feed))[1]))
            for url in unit.articles(month_start()) if feed is not None else ():
                at = selectolax_article((await ask(session, url))[1])
                unit.rows[url] = (url, unit.rows[url][1], at or unit.rows[url][2])
        book.keep(unit)

    async def everything() -> None:
        waiting = iter(units)
        connector = aiohttp.TCPConnector(limit=_AT_ONCE, limit_per_host=1)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def work() -> None:
                for unit in waiting:
                    await visit(session, unit)

            await asyncio.gather(*(work() for _ in range(1 if one_host else _AT_ONCE)))

    try:
        import uvloop

        uvloop.run(everything())
    except ImportError:
        asyncio.run(everything())


# --- pycurl ----------------------------------------------------------------------------------------------------------


def _visit(book: Book, unit: Unit) -> Generator[tuple[str, str], tuple[int, bytes, str], None]:
    """Yields address and ETag, is sent status, body and ETag."""
    status, body, etag = yield unit.root + LIST, unit.etag
    if status != 304:
        feed = unit.take_list(selectolax_list(body, unit.root + LIST), etag)
        if feed:
            unit.take_feed(read_feed((yield feed, "")[1]))
        for url in unit.articles(month_start()) if feed is not None else ():
            at = selectolax_article((yield url, "")[1])
            unit.rows[url] = (url, unit.rows[url][1], at or unit.rows[url][2])
    book.keep(unit)


def _prepare(handle: Any, slot: dict[str, Any], url: str, etag: str) -> None:
    """Body and ETag of the answer go into the slot."""
    import pycurl

    slot["body"], slot["etag"] = bytearray(), ""

    def head(line: bytes) -> None:
        if line[:5].lower() == b"etag:":
            slot["etag"] = line[5:].strip().decode()

    handle.setopt(pycurl.URL, url)
    handle.setopt(pycurl.HTTPHEADER, [f"If-None-Match: {etag}"] if etag else [])
    handle.setopt(pycurl.WRITEFUNCTION, slot["body"].extend)
    handle.setopt(pycurl.HEADERFUNCTION, head)


def by_pycurl(book: Book, units: list[Unit], one_host: bool) -> None:
    """The limit: easy handles driven by one multi handle; each site is a generator that asks and is answered."""
    import pycurl

    multi, waiting = pycurl.CurlMulti(), iter(units)
    slots: dict[Any, dict[str, Any]] = {}

    def begin(handle: Any) -> None:
        unit = next(waiting, None)
        if unit is None:
            handle.close()
            return
        slots[handle] = {"visit": _visit(book, unit)}
        ask(handle, *next(slots[handle]["visit"]))

    def ask(handle: Any, url: str, etag: str) -> None:
        _prepare(handle, slots[handle], url, etag)
        multi.add_handle(handle)

    for _ in range(1 if one_host else _AT_ONCE):
        begin(pycurl.Curl())
    while slots:
        multi.perform()
        _, done, failed = multi.info_read()
        for handle in [*done, *(one[0] for one in failed)]:
            multi.remove_handle(handle)
            slot = slots[handle]
            try:
                answer = (handle.getinfo(pycurl.RESPONSE_CODE), bytes(slot["body"]), slot["etag"])
                ask(handle, *slot["visit"].send(answer))
            except StopIteration:
                del slots[handle]
                begin(handle)
        if not done and not failed:
            multi.select(1.0)


# --- Scrapy ----------------------------------------------------------------------------------------------------------


_BROAD = {
    "CONCURRENT_REQUESTS": 100,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
    "REACTOR_THREADPOOL_MAXSIZE": 20,
    "LOG_ENABLED": False,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_DELAY": 0,
    "HTTPERROR_ALLOWED_CODES": [304],
    "EXTENSIONS": {
        "scrapy.extensions.corestats.CoreStats": None,
        "scrapy.extensions.logstats.LogStats": None,
        "scrapy.extensions.memusage.MemoryUsage": None,
    },
}
"""Broad-crawl settings: the downloader-aware queue, many requests at once, one per host, nothing that costs."""


class _Steps:
    """A spider's three steps: lists, feeds, articles."""

    book: Book
    units: list[Unit]

    async def start(self) -> Any:
        for unit in self.units:
            headers = {"If-None-Match": unit.etag} if unit.etag else {}
            yield _ask(unit.root + LIST, self.parse, headers, unit=unit)

    def parse(self, response: Any) -> Any:
        unit: Unit = response.meta["unit"]
        feed = None
        if response.status != 304:
            etag = response.headers.get("ETag", b"").decode()
            feed = unit.take_list(list(_scrapy_rows(response)), etag)
        if feed is None:
            self.book.keep(unit)
        elif feed:
            yield _ask(feed, self.feed, unit=unit)
        else:
            yield from self.articles(unit)

    def feed(self, response: Any) -> Any:
        unit: Unit = response.meta["unit"]
        unit.take_feed(read_feed(response.body))
        yield from self.articles(unit)

    def articles(self, unit: Unit) -> Any:
        wanted = unit.articles(month_start())
        if not wanted:
            self.book.keep(unit)
        left = [len(wanted)]
        for url in wanted:
            yield _ask(url, self.article, unit=unit, left=left)

    def article(self, response: Any) -> None:
        unit: Unit = response.meta["unit"]
        at = minute(response.css(".h5::text, .ngay-dang::text").get() or "")
        row = unit.rows[response.url]
        unit.rows[response.url] = (row[0], row[1], at or row[2])
        response.meta["left"][0] -= 1
        if not response.meta["left"][0]:
            self.book.keep(unit)


def _ask(url: str, then: Any, headers: dict[str, str] | None = None, **meta: Any) -> Any:
    import scrapy

    return scrapy.Request(url, then, headers=headers, meta=meta, dont_filter=True)


def by_scrapy(book: Book, units: list[Unit], one_host: bool) -> None:
    """One spider for all sites, over their lists, feeds and articles."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Spider(_Steps, scrapy.Spider):  # type: ignore[misc]
        name = "farm"

    Spider.book, Spider.units = book, units
    process = CrawlerProcess(_BROAD)
    process.crawl(Spider)
    process.start()


def _scrapy_rows(response: Any) -> Iterator[tuple[str, str, str | None]]:
    for block in response.css(".news_column"):
        link = block.css("h3 a")
        when = " ".join(block.css(".list-inline li")[:1].css("::text").getall())
        yield response.urljoin(link.attrib["href"]), link.css("::text").get(), minute(when)
    for link in response.css("ul.dstin li.tin h3.ten a"):
        yield response.urljoin(link.attrib["href"]), link.css("::text").get(), None


# --- running ---------------------------------------------------------------------------------------------------------

PEERS = {"aiohttp": by_aiohttp, "pycurl": by_pycurl, "scrapy": by_scrapy}
NEEDS = {"aiohttp": "aiohttp", "pycurl": "pycurl", "scrapy": "scrapy"}


def crawl(name: str, folder: str, numbers: range, port: int, one_host: bool) -> None:
    """One process's share."""
    book = Book(Path(folder) / f"{name}-{numbers.start}.sqlite3")
    units = [book.unit(number, root_of(number, port, one_host=one_host)) for number in numbers]
    PEERS[name](book, units, one_host)
    book.close()


def main() -> None:
    """Crawl once in as many processes as asked for."""
    name, folder, units, port, processes, one_host = sys.argv[1:]
    shares = [range(start, int(units), int(processes)) for start in range(int(processes))]
    began = time.monotonic()
    crew = [
        get_context("spawn").Process(target=crawl, args=(name, folder, share, int(port), one_host == "1"))
        for share in shares
    ]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    if any(one.exitcode for one in crew):
        raise SystemExit(1)
    print(time.monotonic() - began)


if __name__ == "__main__":
    main()
