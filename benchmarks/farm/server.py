"""Serves the farm: one process, one listening port for all of 127.0.0.0/8, an address for each site."""

from __future__ import annotations

import argparse
import asyncio
import resource
import socket
import ssl
import sys
from dataclasses import replace
from datetime import datetime

from benchmarks.farm.addresses import unit_at
from benchmarks.farm.content import Sites, changes, validates

_LIST, _FEED = "/cai-cach-hanh-chinh", "/rss/cai-cach-hanh-chinh.rss"


class Farm:
    """``jitter``: least and most milliseconds before an answer."""

    def __init__(self, sites: Sites, scheme: str, jitter: tuple[int, int]) -> None:
        self.sites, self.scheme, self.jitter = sites, scheme, jitter
        self.requests = 0

    def answer(self, address: str, host: str, path: str, tag: str) -> tuple[bytes, bytes]:
        """Head and body."""
        self.requests += 1
        if path.startswith("/farm/"):
            return self._told(path)
        unit = unit_at(address)
        if path.startswith("/u/"):  # many sites on one host
            number, _, rest = path[3:].partition("/")
            unit, path = int(number), f"/{rest}"
            root = f"{self.scheme}://{host}/u/{unit}"
        else:
            root = f"{self.scheme}://{host}"
        body, kind = self._body(unit, path.partition("?")[0])
        if body is None:
            return _head("404 Not Found", "text/plain", b"-"), b"-"
        if root.endswith(f"/u/{unit}"):
            body = body.replace(b'href="/', f'href="/u/{unit}/'.encode())
        body = body.replace(b"%ROOT%", root.encode())
        if not validates(unit) or kind == "text/plain":
            return _head("200 OK", kind, body), body
        own = f'"{unit}-{self.sites.generation if changes(unit) else 0}-{len(body)}"'
        if tag == own:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {own}\r\nContent-Length: 0\r\n\r\n".encode(), b""
        return _head("200 OK", kind, body, f"ETag: {own}\r\n"), body

    def _body(self, unit: int, path: str) -> tuple[bytes | None, str]:
        token = "0" if validates(unit) else str(self.requests)
        if path == "/robots.txt":
            return b"User-agent: *\nDisallow: /admin/\n", "text/plain"
        if path == _LIST:
            return self.sites.listing(unit, token), "text/html; charset=utf-8"
        if path == _FEED:
            return self.sites.feed(unit), "application/rss+xml"
        if path.startswith(f"{_LIST}/trien-khai-dot-"):
            place = int(path[len(_LIST) + 16 :].partition("-")[0]) - 2
            return self.sites.article(unit, place, token), "text/html; charset=utf-8"
        return None, ""

    def _told(self, path: str) -> tuple[bytes, bytes]:
        _, _, word, value = path.split("/")
        if word == "generation":
            self.sites = replace(self.sites, generation=int(value))
        used = resource.getrusage(resource.RUSAGE_SELF)
        body = f"{self.requests} {used.ru_utime + used.ru_stime:.3f}".encode()
        self.requests = 0 if word == "generation" else self.requests
        return _head("200 OK", "text/plain", body), body


def _head(status: str, kind: str, body: bytes, more: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nServer: farm\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    ).encode()


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, GET only."""

    def __init__(self, farm: Farm, loop: asyncio.AbstractEventLoop) -> None:
        self.farm, self.loop = farm, loop
        self.held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.address = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        self.held += data
        while b"\r\n\r\n" in self.held:
            request, _, self.held = self.held.partition(b"\r\n\r\n")
            lines = request.decode("latin-1").split("\r\n")
            heads = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            head, body = self.farm.answer(
                self.address, heads.get("host", ""), lines[0].split(" ")[1], heads.get("if-none-match", "")
            )
            least, most = self.farm.jitter
            if most:
                wait = least + self.farm.requests * 7919 % (most - least + 1)
                self.loop.call_later(wait / 1000, self._send, head + body)
            else:
                self._send(head + body)

    def _send(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)


async def serve(farm: Farm, port: int, context: ssl.SSLContext | None) -> None:
    """Say the port on standard output, then serve until standard input ends."""
    loop = asyncio.get_running_loop()
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("0.0.0.0", port))
    server = await loop.create_server(lambda: Connection(farm, loop), sock=listening, ssl=context, backlog=4096)
    print(listening.getsockname()[1], flush=True)
    ended = loop.run_in_executor(None, sys.stdin.read)
    await ended
    server.close()


def main() -> None:
    """``python -m benchmarks.farm.server --now ISO [--delay 50-300] [--cert FILE]``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--now", required=True)
    parser.add_argument("--delay", default="0-0")
    parser.add_argument("--cert")
    given = parser.parse_args()
    context = None
    if given.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.cert)
    least, most = (int(part) for part in given.delay.split("-"))
    farm = Farm(Sites(datetime.fromisoformat(given.now)), "https" if context else "http", (least, most))
    asyncio.run(serve(farm, 0, context))


if __name__ == "__main__":
    main()
