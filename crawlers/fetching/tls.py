"""TLS: one verified context for the whole process, and two ways to put up with what a section may have (S11)."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from crawlers.fetching.sockets import DatedSSLSocket, Route, open_socket
from crawlers.fetching.trouble import TlsTrouble, tls_trouble

# Of OpenSSL's x509_vfy.h; the ssl module names neither.
_NO_CHECK_TIME = 0x200000
_PARTIAL_CHAIN = 0x80000


@lru_cache(maxsize=8)
def verified_context(ca_file: str | None = None, check_time: bool = True) -> ssl.SSLContext:
    """The shared context: making one for each host costs more than everything else about a request.

    The authorities are Mozilla's list, those the system brings and ``ca_file``; places named by environment variables
    are left out (G12). Raises OSError, ssl.SSLError where ``ca_file`` is not readable.
    """
    context = _fresh()
    paths = ssl.get_default_verify_paths()
    system = Path(paths.openssl_cafile)
    context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
    if system.is_file():
        context.load_verify_locations(cafile=str(system))
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    if not check_time:
        context.verify_flags |= _NO_CHECK_TIME
    return context


def pinned_context(certificate: bytes) -> ssl.SSLContext:
    """A context that trusts this one certificate (DER) and nothing else; its host name is still checked."""
    context = _fresh()
    context.load_verify_locations(cadata=certificate)
    context.verify_flags |= _PARTIAL_CHAIN | _NO_CHECK_TIME
    return context


def tolerant_context(trouble: TlsTrouble, route: Route, host: str, ca_file: str | None) -> ssl.SSLContext | None:
    """A context for a section that puts up with ``trouble``; None where nothing may be put up with.

    Expired: everything but the time is verified. Incomplete: nobody can say who signed, so the certificate that the
    host shows is taken at its word, its name is checked, and the look is flagged. Raises Trouble, OSError.
    """
    if trouble.expired:
        return verified_context(ca_file, check_time=False)
    if trouble.incomplete:
        return pinned_context(_shown_certificate(route, host))
    return None


def _fresh() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = DatedSSLSocket
    return context


def _shown_certificate(route: Route, host: str) -> bytes:
    context = _fresh()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # nothing is asked or believed here: the bytes become the pin
    with open_socket(route) as opened:
        try:
            with context.wrap_socket(opened, server_hostname=host) as wrapped:
                return wrapped.getpeercert(binary_form=True) or b""
        except ssl.SSLError as error:
            raise tls_trouble(error) from error
