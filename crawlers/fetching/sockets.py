"""Sockets with an end: opened to checked addresses only, and no single wait outlasts the request's deadline."""

from __future__ import annotations

import math
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

from crawlers.addresses import AddressRules
from crawlers.fetching.trouble import Trouble, socket_trouble
from rules.model import Outcome

MOST_ADDRESSES = 4
"""Addresses of one name that are tried."""


def left_until(until: float) -> float:
    """Seconds left of a deadline on the monotonic clock. Raises TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("deadline")
    return left


class DatedSocket(socket.socket):
    """A TCP socket whose every wait ends at ``until``: a time-out per read would let a dripping server go on."""

    until: float = math.inf
    head: bytes = b""

    def recv_into(self, *args: Any) -> int:
        """As usual, for as long as the deadline leaves."""
        self.settimeout(left_until(self.until))
        return super().recv_into(*args)


class DatedSSLSocket(ssl.SSLSocket):
    """The same over TLS, whose handshake already counts its time-out in all."""

    until: float = math.inf
    head: bytes = b""

    def recv_into(self, *args: Any) -> int:
        """As usual, for as long as the deadline leaves."""
        self.settimeout(left_until(self.until))
        return super().recv_into(*args)


@dataclass(slots=True)
class Route:
    """How one host is reached: its checked addresses, and until when the request under way may last.

    ``peer``: the address at the other end; ``head``: status line and headers of the last answer as they came.
    """

    addresses: tuple[str, ...]
    port: int
    rules: AddressRules
    until: float = math.inf
    connect_until: float = math.inf
    peer: str = ""
    head: bytes = b""
    certificate_ends: str = ""
    """Until when the host's certificate holds, as it says itself (E20)."""


def open_socket(route: Route) -> DatedSocket:
    """Connect to the first address that answers. Raises Trouble."""
    addresses = route.addresses[:MOST_ADDRESSES]
    trouble = Trouble(Outcome.NO_ADDRESS, "no address")
    for number, address in enumerate(addresses):
        share = max(0.05, (route.connect_until - time.monotonic()) / (len(addresses) - number))
        try:
            return _connect(route, address, min(share, left_until(route.until)))
        except OSError as error:
            trouble = socket_trouble(error)
    raise trouble


def _connect(route: Route, address: str, seconds: float) -> DatedSocket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = DatedSocket(family, socket.SOCK_STREAM)
    try:
        _refuse(route, address)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.settimeout(seconds)
        opened.connect((address, route.port))
        route.peer = str(opened.getpeername()[0])
        if route.peer != address:  # what is connected must be what was checked (G7)
            raise Trouble(Outcome.FORBIDDEN, f"connected to {route.peer} instead of {address}")
        opened.until = route.until
        opened.settimeout(left_until(route.until))
    except BaseException:
        opened.close()
        raise
    return opened


def _refuse(route: Route, address: str) -> None:
    refusal = route.rules.refusal(address, route.port)
    if refusal:
        raise Trouble(Outcome.FORBIDDEN, refusal)
