"""One request and its answer on a connection that is open or opened for it; no second try, no redirect followed."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from crawlers.addresses import Target
from crawlers.fetching.body import read_body
from crawlers.fetching.sockets import Route
from crawlers.fetching.tls import tolerant_context, verified_context
from crawlers.fetching.transport import RawAnswer, ask
from crawlers.fetching.trouble import TlsTrouble, Trouble, trouble_of
from crawlers.fetching.visits import HostVisit
from rules.model import Outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
LARGEST_DRAINED = 65_536
"""A redirect's own page is read away up to here to keep the connection; it is never decoded (E7)."""
_BODILESS = frozenset({204, 205, 304})


@dataclass(frozen=True, slots=True)
class Terms:
    """What one exchange may take. ``cap``: decoded bytes of a good answer, cut off there if ``cut`` (robots.txt),
    else too large; ``error_cap``: what is read of an error page. ``ca_file``: more authorities for TLS."""

    cap: int
    error_cap: int
    cut: bool = False
    tolerate_tls: bool = False
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as it was read. ``whole`` False: cut off at its cap. ``head``: status line and headers as they came."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    head: bytes
    peer: str
    tolerated: bool
    whole: bool = True
    certificate_ends: str = ""

    @property
    def location(self) -> str | None:
        """Where the answer sends us on; UTF-8 that http.client took for Latin-1 is set right."""
        place = self.headers.get("location") if self.status in REDIRECTS else None
        if not place or place.isascii():
            return place or None
        try:
            return place.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return place


def exchange(visit: HostVisit, target: Target, route: Route, headers: Mapping[str, str], terms: Terms) -> Reading:
    """Ask once, read the answer. Raises Trouble."""
    reply, tolerated = _reply(visit, target, route, headers, terms)
    try:
        body, whole = _read(reply, route.until, terms)
    except (OSError, zlib.error) as error:
        reply.drop()
        raise trouble_of(error) from error
    except BaseException:
        reply.drop()
        raise
    if whole:
        reply.keep()
    else:
        reply.drop()
    return Reading(reply.status, reply.headers, body, route.head, route.peer, tolerated, whole, route.certificate_ends)


def _reply(
    visit: HostVisit, target: Target, route: Route, headers: Mapping[str, str], terms: Terms
) -> tuple[RawAnswer, bool]:
    """The head of the answer, and whether a TLS fault was put up with: never before the strict way has failed (S11)."""
    context = visit.tolerant if terms.tolerate_tls else None
    for _ in range(3):  # strict, in spite of the time, in spite of the chain
        try:
            pool = visit.pool(target, route, *_context(target, context, terms))
            return ask(pool, target.url, headers, route.until), context is not None and target.scheme == "https"
        except TlsTrouble as trouble:
            if not terms.tolerate_tls:
                raise
            try:
                context = tolerant_context(trouble, route, target.host, terms.ca_file)
            except OSError as error:
                raise trouble_of(error) from error
            if context is None:
                raise
            visit.tolerate(context)
    raise Trouble(Outcome.TLS, "certificate refused in every tolerant way")


def _context(target: Target, tolerant: ssl.SSLContext | None, terms: Terms) -> tuple[ssl.SSLContext | None, bool]:
    if target.scheme != "https":
        return None, False
    return (tolerant, True) if tolerant is not None else (verified_context(terms.ca_file), False)


def _read(reply: RawAnswer, until: float, terms: Terms) -> tuple[bytes, bool]:
    if reply.status in _BODILESS:
        return b"", True
    if reply.status in REDIRECTS and "location" in reply.headers:
        _, whole = read_body(reply.pieces(), "", LARGEST_DRAINED, until, cut=True)
        return b"", whole
    encoding = reply.headers.get("content-encoding", "")
    if reply.status >= 300:
        return read_body(reply.pieces(), encoding, terms.error_cap, until, cut=True)
    announced = reply.headers.get("content-length", "")
    if not terms.cut and announced.isdecimal() and len(announced) < 20 and int(announced) > terms.cap:
        raise Trouble(Outcome.TOO_LARGE, f"{announced} bytes announced, at most {terms.cap} are read")  # E35
    return read_body(reply.pieces(), encoding, terms.cap, until, terms.cut)
