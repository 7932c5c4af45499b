"""Real sockets for the false web: one asyncio loop in a thread, one listening socket per site address.

A hand-written protocol and not http.server: the demo asks tens of thousands of times and a thread for each costs more
than everything else together.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import World

HEAD_LIMIT = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. ``manner``: send | hang (nothing at all) | drip (a byte at a time)."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    manner: str = "send"

    def head(self, keep: bool) -> bytes:
        """Status line and headers."""
        phrase = HTTPStatus(self.status).phrase
        length = () if self.status == 304 else (("Content-Length", str(len(self.body))),)
        lines = [f"HTTP/1.1 {self.status} {phrase}"]
        lines += [f"{name}: {value}" for name, value in (*self.headers, *length)]
        lines.append("Connection: keep-alive" if keep else "Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


class _Visitor(asyncio.Protocol):
    """One connection."""

    def __init__(self, server: Server, host: str) -> None:
        self.server, self.host, self.waiting = server, host, b""
        self.transport: asyncio.Transport | None = None
        self.silent = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.server.visitors[self.host].add(self)

    def connection_lost(self, _: Exception | None) -> None:
        self.server.visitors[self.host].discard(self)
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        if len(self.waiting) > HEAD_LIMIT and self.transport:
            self.transport.abort()
        while not self.silent and self.transport and b"\r\n\r\n" in self.waiting:
            head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
            self._answer(head.decode("latin-1").split("\r\n"))

    def _answer(self, lines: list[str]) -> None:
        method, _, rest = lines[0].partition(" ")
        target = rest.rpartition(" ")[0]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        answer = self.server.answer(self.host, method, target, headers)
        keep = headers.get("connection", "").lower() != "close" and answer.manner == "send"
        if answer.manner == "hang":
            self.silent = True
            return
        assert self.transport
        self.transport.write(answer.head(keep))
        if answer.manner == "drip":
            self.silent = True
            self._drip(answer.body, 0)
            return
        if method != "HEAD" and answer.status != 304:
            self.transport.write(answer.body)
        if not keep:
            self.transport.close()

    def _drip(self, body: bytes, sent: int) -> None:
        if self.transport is None:
            return
        if sent >= len(body):
            self.transport.close()
            return
        self.transport.write(body[sent : sent + 1])
        asyncio.get_running_loop().call_later(0.1, self._drip, body, sent + 1)


class Server:
    """The listening sockets of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.port = 0
        self.visitors: dict[str, set[_Visitor]] = defaultdict(set)
        self._open: dict[str, asyncio.Server] = {}
        self._hosts: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self, hosts: list[str]) -> None:
        """Open all addresses on one free port. Raises OSError when none is free after twenty tries."""
        self._hosts = hosts
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="falseworld", daemon=True)
        self._thread.start()
        self._do(self._open_all())

    def stop(self) -> None:
        """Close everything and end the thread."""
        if self._loop is None or self._thread is None:
            return
        self._do(self._keep_closed(set(self._hosts)))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        self._loop = self._thread = None

    def keep_closed(self, hosts: set[str]) -> None:
        """Exactly these addresses refuse connections when this returns."""
        if self._loop is not None and set(self._hosts) - set(self._open) != hosts:
            self._do(self._keep_closed(hosts))

    def answer(self, host: str, method: str, target: str, headers: dict[str, str]) -> Answer:
        """Ask the world, note the request."""
        from .world import Hit

        try:
            answer = self.world.respond(host, method, target, headers)
        except Exception as wrong:  # a fault of the false world itself must be seen, not hang its visitor
            text = f"false world broke: {wrong!r}"
            answer = Answer(500, body=text.encode())
            print(text, flush=True)
        self.world.note(Hit(self.world.now, time.monotonic(), host, method, target, answer.status, headers))
        return answer

    def _do(self, work: object) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    async def _open_all(self) -> None:
        for attempt in range(20):
            self.port = 0
            try:
                for host in self._hosts:
                    await self._listen(host)
                return
            except OSError:
                await self._keep_closed(set(self._hosts))
                if attempt == 19:
                    raise

    async def _listen(self, host: str) -> None:
        loop = asyncio.get_running_loop()
        tls = self.world.site_at(host).tls
        server = await loop.create_server(lambda: _Visitor(self, host), host, self.port, reuse_address=True, ssl=tls)
        self._open[host] = server
        self.port = self.port or server.sockets[0].getsockname()[1]

    async def _keep_closed(self, hosts: set[str]) -> None:
        for host in [h for h in self._open if h in hosts]:
            self._open.pop(host).close()
            for visitor in list(self.visitors[host]):
                if visitor.transport:
                    visitor.transport.abort()
        for host in [h for h in self._hosts if h not in hosts and h not in self._open]:
            await self._listen(host)
