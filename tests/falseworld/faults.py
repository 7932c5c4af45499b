"""Misbehaviours of sites, each real on the wire.

Kinds and their options: ``down`` (the socket is closed), ``error500``, ``timeout`` (never answers), ``bot_wall``
(``status`` 403 or 200), ``maintenance`` (200), ``soft_404`` (one page for every address, 200), ``login_wall`` (302 to a
form), ``parked``, ``empty_body``, ``drip`` (a byte each tenth of a second), ``flood_limit`` (``limit`` requests in 60 s
of the ``clock`` "real" or "world", then 429), ``lies_304`` (304 to every conditional request), ``host_moved`` (301 to
the new address), ``moved`` (``from``, ``to``: a part has another address; what the old one does is the family's way),
``redesign`` (``template``).
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from .server import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from .world import Fault, Site, World

_HTML = ("Content-Type", "text/html; charset=utf-8")
_WALLS = {"maintenance": 200, "soft_404": 200, "parked": 200, "error500": 500}
_visits: dict[str, deque[float]] = defaultdict(deque)
_lock = threading.Lock()


@cache
def _template() -> jinja2.Template:
    folder = Path(__file__).with_name("templates")
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True).get_template("walls.j2")


def _wall(world: World, site: Site, host: str, kind: str, status: int, *headers: tuple[str, str]) -> Answer:
    date = ("Date", _date(world.now))
    text = _template().render(kind=kind, name=site.name, host=host, token=world.random(), wait=58)
    return Answer(status, (("Server", "nginx"), date, _HTML, *headers), text.encode("utf-8"))


def _date(now: datetime) -> str:
    from .wording import rfc822

    return rfc822(now, "GMT")


def interfere(world: World, site: Site, host: str, target: str) -> Answer | None:
    """What the visitor gets instead of the page, None when the site is itself."""
    fault = site.fault(
        world.now, *_WALLS, "timeout", "bot_wall", "login_wall", "empty_body", "flood_limit", "host_moved"
    )
    if fault is None:
        return None
    match fault.kind:
        case "timeout":
            return Answer(200, manner="hang")
        case "empty_body":
            return Answer(200, (("Date", _date(world.now)), _HTML))
        case "bot_wall":
            return _wall(world, site, host, "bot_wall", int(fault.options.get("status", 403)))
        case "login_wall":
            if target.startswith("/dang-nhap"):
                return _wall(world, site, host, "login_wall", 200)
            return Answer(302, (("Date", _date(world.now)), ("Location", "/dang-nhap?tiep=1")))
        case "host_moved":
            if host == site.new_host:
                return None
            where = f"{site.scheme}://{site.new_host}:{world.port}{target}"
            return Answer(301, (("Date", _date(world.now)), ("Location", where)))
        case "flood_limit":
            return _flood(world, site, host, fault)
    return _wall(world, site, host, fault.kind, _WALLS[fault.kind])


def _flood(world: World, site: Site, host: str, fault: Fault) -> Answer | None:
    now = world.now.timestamp() if fault.options.get("clock") == "world" else time.monotonic()
    with _lock:
        seen = _visits[f"{id(world)}/{host}"]
        while seen and (seen[0] <= now - 60 or seen[0] > now):
            seen.popleft()
        seen.append(now)
        over = len(seen) > int(fault.options.get("limit", 40))
    return _wall(world, site, host, "flood", 429, ("Retry-After", "58")) if over else None


def spoil(site: Site, now: datetime, answer: Answer, asked: Mapping[str, str]) -> Answer:
    """Misbehaviours that touch a page made properly."""
    fault = site.fault(now, "drip", "lies_304")
    if fault is None or answer.status != 200:
        return answer
    if fault.kind == "drip":
        return Answer(answer.status, answer.headers, answer.body, "drip")
    kept = tuple((n, v) for n, v in answer.headers if n not in ("ETag", "Last-Modified"))
    lie = (*kept, ("ETag", '"cu"'), ("Last-Modified", _date(fault.start)))
    if "if-none-match" in asked or "if-modified-since" in asked:
        return Answer(304, lie)
    return Answer(200, lie, answer.body)
