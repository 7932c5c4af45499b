"""A hostile web: real HTTP and HTTPS servers on 127.0.0.0/8 whose every byte is the test's, and listeners that must
never be connected to.

``BadWeb`` answers each path with a *manner*: a function that gets the connection and writes what it likes. Manners that
tests share are below. A connection is kept open until a manner returns ``CLOSE``.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

CLOSE = "close"
_hosts = count(10)


def free_address(network: int = 1) -> str:
    """An address of 127.0.<network>.x that no other test uses."""
    return f"127.0.{network}.{next(_hosts) % 240 + 10}"


@dataclass
class Hit:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Visitor:
    """One connection, in the hands of a manner."""

    sock: socket.socket
    hit: Hit
    stopped: threading.Event

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than the server lives."""
        if self.stopped.wait(seconds):
            raise ConnectionAbortedError

    def reset(self) -> None:
        """Hang up with RST."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


Manner = Callable[[Visitor], str | None]


class BadWeb:
    """One server at ``address:port`` (port 0: any). Unknown paths, /robots.txt too, are answered with 404."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.tls = tls
        self.manners: dict[str, Manner] = {}
        self.hits: list[Hit] = []
        self.connections = 0
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, port), family=family, backlog=64)
        self.address, self.port = self._listener.getsockname()[:2]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> BadWeb:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def url(self, path: str = "/", host: str | None = None) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host or self.address}:{self.port}{path}"

    def on(self, path: str, manner: Manner, host: str | None = None) -> str:
        """Set what happens at a path; its address."""
        self.manners[path] = manner
        return self.url(path, host)

    def paths(self) -> list[str]:
        """Paths asked for, in order, robots.txt left out."""
        return [hit.path for hit in self.hits if hit.path != "/robots.txt"]

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            with sock:
                sock.settimeout(30)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self.tls is None:
                    self._talk(sock)
                else:
                    with self.tls.wrap_socket(sock, server_side=True) as wrapped:
                        self._talk(wrapped)
        except OSError:
            pass
        finally:
            with self._lock:
                self.at_once -= 1

    def _talk(self, sock: socket.socket) -> None:
        while not self._stopped.is_set():
            head = b""
            while b"\r\n\r\n" not in head:
                data = sock.recv(65_536)
                if not data:
                    return
                head += data
            lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            hit = Hit(lines[0].split(" ")[1], headers, time.monotonic())
            self.hits.append(hit)
            manner = self.manners.get(hit.path.partition("?")[0], self.manners.get("*", say(404)))
            if manner(Visitor(sock, hit, self._stopped)) == CLOSE:
                return


class Forbidden:
    """A listener that counts who connects: an egress recorder for addresses that must not be reached."""

    def __init__(self, address: str, port: int) -> None:
        self.connections = 0
        self._listener = socket.create_server((address, port), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            sock.close()

    def visitors(self) -> int:
        """Connections of others so far; one of our own, made behind them in the queue, shows that all are counted."""
        before = self.connections
        with socket.create_connection(self._listener.getsockname()[:2], timeout=5) as own:
            own.recv(1)
        return max(before, self.connections - 1)

    def __enter__(self) -> Forbidden:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


# --- manners


def head(status: int, *headers: str) -> bytes:
    """Status line and headers."""
    return "\r\n".join([f"HTTP/1.1 {status} Whatever", *headers, "", ""]).encode("utf-8")


def say(status: int = 200, body: bytes = b"<p>Tin</p>", *headers: str) -> Manner:
    """A well-behaved answer."""

    def manner(visitor: Visitor) -> None:
        visitor.send(head(status, f"Content-Length: {len(body)}", *headers) + (b"" if status == 304 else body))

    return manner


def raw(data: bytes, then_close: bool = True) -> Manner:
    """These bytes and nothing else."""

    def manner(visitor: Visitor) -> str | None:
        visitor.send(data)
        return CLOSE if then_close else None

    return manner


def redirect(to: str, status: int = 302, *headers: str) -> Manner:
    """Send on."""
    return say(status, b"moved", f"Location: {to}", *headers)


def in_turn(*manners: Manner) -> Manner:
    """One after another, the last for ever."""
    waiting = list(manners)

    def manner(visitor: Visitor) -> str | None:
        return (waiting.pop(0) if len(waiting) > 1 else waiting[0])(visitor)

    return manner


def silent(visitor: Visitor) -> str:
    """Take the request and say nothing (E3)."""
    visitor.wait(60)
    return CLOSE


def reset(visitor: Visitor) -> str:
    """Hang up with RST (E42)."""
    visitor.reset()
    return CLOSE


def dripped_body(every: float = 0.05) -> Manner:
    """One byte at a time (E1)."""

    def manner(visitor: Visitor) -> str:
        visitor.send(head(200, "Content-Length: 100000"))
        while True:
            visitor.send(b"a")
            visitor.wait(every)

    return manner


def dripped_head(every: float = 0.05) -> Manner:
    """A head whose bytes come one at a time (E2)."""

    def manner(visitor: Visitor) -> str:
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000:
            visitor.send(bytes([byte]))
            visitor.wait(every)
        return CLOSE

    return manner


def endless(visitor: Visitor) -> str:
    """A body without length and end (E4)."""
    visitor.send(head(200, "Connection: close"))
    while True:
        visitor.send(b"a" * 65_536)


def bomb(encoding: str = "gzip", megabytes: int = 200, status: int = 200, *headers: str) -> Manner:
    """Little on the wire, much when decoded (E5, E7)."""
    return say(status, bomb_bytes(encoding, megabytes), f"Content-Encoding: {encoding}", *headers)


def bomb_bytes(encoding: str, megabytes: int) -> bytes:
    """Zeros, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    block = b"\0" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", headers: tuple[str, ...] = ()) -> Manner:
    """A chunked body."""
    body = b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in chunks)
    return raw(head(200, "Transfer-Encoding: chunked", *headers) + body + end)


def packed(body: bytes, *headers: str) -> Manner:
    """An honest gzip body."""
    return say(200, gzip.compress(body), "Content-Encoding: gzip", *headers)


# --- certificates


@dataclass
class Certificates:
    """An authority of our own, and what goes wrong with certificates. ``ca_file``: what the client trusts."""

    folder: Path
    ca: trustme.CA = field(default_factory=trustme.CA)

    @property
    def ca_file(self) -> Path:
        path = self.folder / "ca.pem"
        self.ca.cert_pem.write_to_path(str(path))
        return path

    def good(self, *names: str) -> ssl.SSLContext:
        return _server(self.ca.issue_cert(*names))

    def expired(self, *names: str) -> ssl.SSLContext:
        now = datetime.now(UTC)
        return _server(
            self.ca.issue_cert(*names, not_before=now - timedelta(days=400), not_after=now - timedelta(days=5))
        )

    def ending(self, days: int, *names: str) -> ssl.SSLContext:
        """Good, but not for long (E20)."""
        now = datetime.now(UTC)
        return _server(
            self.ca.issue_cert(*names, not_before=now - timedelta(days=85), not_after=now + timedelta(days=days))
        )

    def self_signed(self, name: str) -> ssl.SSLContext:
        """Right name, right time, signed by nobody but itself."""
        own, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        builder = x509.CertificateBuilder(called, called, own.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=5)).not_valid_after(now + timedelta(days=5))
        signed = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False).sign(own, SHA256())
        path = self.folder / "own.pem"
        key = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(key + signed.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def incomplete(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """Signed by an intermediate authority that the server forgets to send."""
        now = datetime.now(UTC)
        days = {"not_before": now - timedelta(days=400), "not_after": now - timedelta(days=5)} if expired else {}
        leaf = self.ca.create_child_ca().issue_cert(*names, **days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        key, chain = self.folder / "leaf.key", self.folder / "leaf.pem"
        leaf.private_key_pem.write_to_path(str(key))
        leaf.cert_chain_pems[0].write_to_path(str(chain))
        context.load_cert_chain(chain, key)
        return context

    def old_protocol(self, *names: str) -> ssl.SSLContext:
        """TLS 1.0 only (E21)."""
        context = self.good(*names)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore"):
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        return context


def _server(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context
