"""HTTP over sockets of our own: requests' adapter and urllib3's pools, without their look-ups, proxies and cookies.

The adapter is used without a Session: proxies of the environment, .netrc and cookie jars live there and cannot reach
a request (G12–G14).
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from crawlers.fetching.body import PIECE
from crawlers.fetching.heads import HeadKeepingResponse
from crawlers.fetching.sockets import Route, left_until, open_socket
from crawlers.fetching.trouble import tls_trouble, trouble_of

# ValueError: http.client and urllib3 let some of their number parsing fail so on hostile bytes (E13).
_LIBRARY = (requests.RequestException, HTTPError, ValueError)
Pool = HTTPConnectionPool


class RoutedHTTPConnection(HTTPConnection):
    """A connection whose route was checked: its socket comes from there, and carries the deadline of each request."""

    response_class = HeadKeepingResponse
    sock: Any

    def __init__(self, *args: Any, route: Route, **kwargs: Any) -> None:
        self.route = route
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        return open_socket(self.route)

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send; a connection used again takes over the deadline of this request."""
        self._date()
        super().request(*args, **kwargs)

    def getresponse(self) -> Any:
        """Read the head."""
        sock = self.sock
        response = super().getresponse()
        self.route.head = sock.head
        return response

    def _date(self) -> None:
        if self.sock is not None:
            self.sock.until = self.route.until


class RoutedHTTPSConnection(RoutedHTTPConnection, HTTPSConnection):
    """The same over TLS: the name, not the IP address, is asked for and verified."""

    def connect(self) -> None:
        """Open and shake hands. Raises Trouble."""
        try:
            super().connect()
        except ssl.SSLError as error:
            raise tls_trouble(error) from error
        self.route.certificate_ends = str((self.sock.getpeercert() or {}).get("notAfter", ""))
        self._date()


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = RoutedHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = RoutedHTTPSConnection


def make_pool(scheme: str, host: str, route: Route, context: ssl.SSLContext | None) -> Pool:
    """One connection to one host, kept open between requests. ``context``: for https."""
    if scheme == "https":
        return _HTTPSPool(host, route.port, maxsize=1, ssl_context=context, route=route)
    return _HTTPPool(host, route.port, maxsize=1, route=route)


class _Prepared(requests.PreparedRequest):
    """A request made by hand: requests' own preparation costs more than sending it. It knows its pool."""

    pool: Pool


class _PooledAdapter(HTTPAdapter):
    """requests' adapter on a pool that the caller brings; TLS is settled by the pool's context."""

    def __init__(self) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.max_retries = Retry(total=False, redirect=False)

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Pool:
        """The pool that the request knows."""
        pool: Pool = request.pool
        return pool

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing: the pool's context verifies, always."""

    def request_url(self, request: Any, proxies: Any) -> str:
        """What stands in the request line; there is never a proxy."""
        target: str = request.path_url
        return target

    def build_response(self, req: Any, resp: Any) -> requests.Response:
        """The answer without a cookie jar (E44)."""
        response = requests.Response()
        response.status_code, response.raw, response.request = resp.status, resp, req
        return response


_ADAPTER = _PooledAdapter()


@dataclass(slots=True)
class RawAnswer:
    """A head, and the body still to be read. ``headers``: lower-cased names; repeated ones joined by commas."""

    status: int
    headers: Mapping[str, str]
    raw: BaseHTTPResponse

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes, out of its transfer coding but not decoded. Raises Trouble."""
        try:
            yield from self.raw.stream(PIECE, decode_content=False)
        except (OSError, http.client.HTTPException, *_LIBRARY) as error:
            raise trouble_of(error) from error

    def keep(self) -> None:
        """The body is read: the connection may serve again."""
        self.raw.release_conn()

    def drop(self) -> None:
        """Something is unread: hang up."""
        self.raw.close()


def ask(pool: Pool, url: str, headers: Mapping[str, str], until: float) -> RawAnswer:
    """Send one GET and read the head of the answer. ``until``: deadline. Raises Trouble."""
    prepared = _Prepared()
    prepared.method, prepared.url, prepared.pool = "GET", url, pool
    prepared.headers = dict(headers)  # type: ignore[assignment]
    try:
        raw = _ADAPTER.send(prepared, stream=True, timeout=left_until(until)).raw
        return RawAnswer(raw.status, _folded(raw.headers), raw)
    except (OSError, http.client.HTTPException, *_LIBRARY) as error:
        raise trouble_of(error) from error


def _folded(headers: Any) -> dict[str, str]:
    folded: dict[str, str] = {}
    for name, value in headers.iteritems():
        key = name.lower()
        folded[key] = f"{folded[key]}, {value}" if key in folded else value
    return folded
