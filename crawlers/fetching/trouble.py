"""What goes wrong on the way to a page, each with its outcome and a short name (S11)."""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
import zlib
from collections.abc import Iterator

from urllib3.exceptions import HTTPError, ReadTimeoutError

from crawlers.page import Page
from rules.model import Outcome

_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.ENETDOWN}
_OURS = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EACCES, errno.EPERM}
_BROKEN_OFF = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


class Trouble(Exception):
    """We could not look. ``again``: asking once more may help."""

    def __init__(
        self, outcome: Outcome, detail: str, *, again: bool = False, status: int | None = None, page: Page | None = None
    ) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.again, self.status, self.page = outcome, detail, again, status, page


class TlsTrouble(Trouble):
    """TLS failed. ``tolerable``: an expired or incomplete chain, which a section may put up with."""

    def __init__(self, detail: str, *, expired: bool = False, incomplete: bool = False) -> None:
        super().__init__(Outcome.TLS, detail)
        self.expired, self.incomplete = expired, incomplete


def tls_trouble(error: ssl.SSLError) -> TlsTrouble:
    """A failed handshake by name (E17–E21)."""
    if isinstance(error, ssl.SSLCertVerificationError):
        code = error.verify_code
        if code in (9, 10):
            return TlsTrouble("certificate expired" if code == 10 else "certificate not yet valid", expired=True)
        if code in (2, 20, 21):
            return TlsTrouble("incomplete chain or unknown authority", incomplete=True)
        names = {18: "self-signed certificate", 19: "self-signed certificate in the chain"}
        names |= {62: "wrong host name", 64: "wrong host name"}
        return TlsTrouble(names.get(code) or f"certificate refused ({code}: {error.verify_message})"[:200])
    reason = (error.reason or type(error).__name__).lower().replace("_", " ")
    protocol = ("unsupported protocol", "protocol version", "wrong version number", "no protocols available")
    return TlsTrouble(f"protocol: {reason}"[:200] if any(one in reason for one in protocol) else reason[:200])


def trouble_of(error: BaseException) -> Trouble:
    """Put a name to what requests, urllib3, http.client, ssl or a socket raised while asking or reading."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, Trouble):
            return cause
    for cause in causes:
        if isinstance(cause, TimeoutError | ReadTimeoutError):
            return Trouble(Outcome.TIMEOUT, "no complete answer within the deadline")
        if isinstance(cause, ssl.SSLError):
            return tls_trouble(cause)
        if isinstance(cause, http.client.RemoteDisconnected):
            return Trouble(Outcome.REFUSED, "closed without an answer", again=True)
        if isinstance(cause, _BROKEN_OFF):
            return Trouble(Outcome.REFUSED, "connection reset", again=True)
    for cause in reversed(causes):
        if isinstance(cause, http.client.HTTPException):
            return Trouble(Outcome.UNREADABLE, _HTTP_NAMES.get(type(cause).__name__, "not understandable as HTTP"))
        if isinstance(cause, zlib.error):
            return Trouble(Outcome.UNREADABLE, "broken content encoding")
        if isinstance(cause, OSError) and cause.errno is not None:
            return socket_trouble(cause)
    name = next((type(cause).__name__ for cause in reversed(causes) if isinstance(cause, HTTPError)), None)
    return Trouble(Outcome.UNREADABLE, f"not understandable as HTTP ({name or type(error).__name__})")


_HTTP_NAMES = {
    "IncompleteRead": "body shorter than announced",
    "InvalidChunkLength": "broken chunk",
    "LineTooLong": "headers too large",
    "HeadTooLarge": "headers too large",
    "HTTPException": "too many headers",
}


def socket_trouble(error: OSError) -> Trouble:
    """A connection that did not come about."""
    if isinstance(error, TimeoutError):
        return Trouble(Outcome.TIMEOUT, "no connection within the time for it", again=True)
    if isinstance(error, socket.gaierror):
        return Trouble(Outcome.NO_ADDRESS, f"name service: {error.strerror or error}"[:200])
    if isinstance(error, ConnectionRefusedError):
        return Trouble(Outcome.REFUSED, "connection refused", again=True)
    if isinstance(error, _BROKEN_OFF):
        return Trouble(Outcome.REFUSED, "connection reset", again=True)
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    if error.errno in _NO_ROUTE:
        return Trouble(Outcome.NO_ADDRESS, f"no route ({name})")
    if error.errno in _OURS:  # our own limits accuse nobody (S14)
        return Trouble(Outcome.OUR_TROUBLE, f"no socket ({name})")
    return Trouble(Outcome.REFUSED, f"connection failed ({name})", again=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything wrapped in it, outermost first."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
