"""A small web on real sockets, and a plain fetcher for it: what the walk needs of the network, nothing more."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from crawlers.page import Answer, Fault, Page, Request
from rules.model import VN, Outcome, Section

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
PAGES = Path(__file__).with_name("pages")


def saved(name: str) -> bytes:
    """One of our own pages."""
    return (PAGES / name).read_bytes()


def page_of(
    body: bytes | str,
    url: str = "http://thcs-hoa-mai.edu.test/cai-cach-hanh-chinh/",
    purpose: str = "list",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    at: datetime = NOW,
    redirects: tuple[str, ...] = (),
) -> Page:
    """An answer as the fetcher would hand it over."""
    raw = body.encode() if isinstance(body, str) else body
    return Page(Request(url, purpose), url, status, dict(headers or {}), raw, at, redirects=redirects)


def section(url: str = "http://thcs-hoa-mai.edu.test/cai-cach-hanh-chinh/", **more: object) -> Section:
    """The section of Trường THCS Hoa Mai."""
    return Section("thcs-hoa-mai", "cchc", url, **more)  # type: ignore[arg-type]


@dataclass
class Reply:
    """What a path answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Site = Callable[[str, Mapping[str, str]], Reply]


class Web:
    """One site on an address of ours: ``site(path with query, headers)`` answers. A context manager."""

    def __init__(self, site: Site | Mapping[str, Reply], address: str = "127.0.0.1") -> None:
        answers = site if callable(site) else (lambda path, _: site.get(path, Reply("không có", 404)))

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                reply = answers(self.path, {k.lower(): v for k, v in self.headers.items()})
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                if "Date" in reply.headers:
                    self.send_response_only(reply.status)
                else:
                    self.send_response(reply.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer((address, 0), Handler)
        self.base = f"http://{address}:{self.server.server_address[1]}"

    def __enter__(self) -> Web:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class PlainFetcher:
    """Fetches over a socket, follows redirects, keeps a log of (purpose, url)."""

    now: datetime = NOW
    asked: list[tuple[str, str]] = field(default_factory=list)

    def fetch(self, request: Request) -> Answer:
        self.asked.append((request.purpose, request.url))
        url, passed = request.url, []
        headers = {}
        if request.validators is not None:
            headers = {
                name: value
                for name, value in (
                    ("If-None-Match", request.validators.etag),
                    ("If-Modified-Since", request.validators.last_modified),
                )
                if value
            }
        for _ in range(6):
            where = urlsplit(url)
            line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=5)
            try:
                line.request("GET", (where.path or "/") + (f"?{where.query}" if where.query else ""), headers=headers)
                answer = line.getresponse()
                body = answer.read()
            except OSError as error:
                return Fault(request, Outcome.REFUSED, str(error), self.now)
            finally:
                line.close()
            given = {name.lower(): value for name, value in answer.getheaders()}
            if answer.status in (301, 302):
                passed.append(url)
                url = urljoin(url, given["location"])
                continue
            return Page(request, url, answer.status, given, body, self.now, redirects=tuple(passed))
        return Fault(request, Outcome.HTTP_STATUS, "redirect loop", self.now)

    def count(self, purpose: str) -> int:
        """How many requests of a kind were made."""
        return sum(asked == purpose for asked, _ in self.asked)
