"""The body of an answer: read within the deadline, decoded piece by piece, never larger than its cap (E4–E8, E35)."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator

from crawlers.fetching.trouble import Trouble
from rules.model import Outcome

ACCEPT_ENCODING = "gzip, deflate"
"""What we can decode; nothing else is asked for."""
MOST_ENCODINGS = 2
PIECE = 65_536
_PLAIN = {"", "identity", "none", "utf-8"}
_GZIP = {"gzip", "x-gzip"}


class Inflate:
    """gzip (several members) or deflate (with or without zlib's wrapping), at most ``PIECE`` bytes at a time."""

    def __init__(self, gzip: bool) -> None:
        self._gzip = gzip
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS if gzip else zlib.MAX_WBITS)
        self._begun = self._ended = False
        self._held = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decode some more. Raises zlib.error."""
        if not self._begun:
            data = self._held = self._held + data
            if len(data) < 2:
                return
            self._begin(data)
        while not self._ended:
            piece = self._inner.decompress(data, PIECE)
            if piece:
                yield piece
            data = self._inner.unconsumed_tail
            if self._inner.eof:
                data = self._next_member(self._inner.unused_data)
            elif not data and len(piece) < PIECE:
                return

    def finish(self) -> None:
        """Raises Trouble when the stream was cut off."""
        if self._held and not self._ended and not self._inner.eof:
            raise Trouble(Outcome.UNREADABLE, "compressed body cut off")

    def _begin(self, data: bytes) -> None:
        self._begun = True
        wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0  # RFC 1950, 2.2
        if not self._gzip and not wrapped:
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)  # many servers leave the wrapping out

    def _next_member(self, rest: bytes) -> bytes:
        if self._gzip and rest.startswith(b"\x1f\x8b"):
            self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
            return rest
        self._ended = True  # whatever follows is rubbish behind the body
        return b""


def decoders(content_encoding: str) -> list[Inflate]:
    """What undoes a Content-Encoding, in order. Raises Trouble for one we did not ask for, or too long a chain (E6)."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name not in _PLAIN]
    if len(names) > MOST_ENCODINGS:
        raise Trouble(Outcome.UNREADABLE, f"{len(names)} content encodings in a row")
    for name in names:
        if name not in _GZIP and name != "deflate":
            raise Trouble(Outcome.UNREADABLE, f"content encoding that was not asked for ({name[:20]!r})")
    return [Inflate(name in _GZIP) for name in reversed(names)]


class Meter:
    """Counts what passes, in all and at the end, against cap and deadline."""

    def __init__(self, cap: int, until: float) -> None:
        self.cap, self.until = cap, until
        self.spare = 4 * cap
        """What may pass between two decoders."""

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Hand pieces on. Raises Trouble when they are too many, TimeoutError when they take too long."""
        for piece in pieces:
            self.spare -= len(piece)
            if self.spare < 0:
                raise Trouble(Outcome.TOO_LARGE, f"larger than {self.cap} bytes")
            if time.monotonic() > self.until:
                raise TimeoutError("deadline")
            yield piece


def read_body(pieces: Iterable[bytes], content_encoding: str, cap: int, until: float, cut: bool) -> tuple[bytes, bool]:
    """Decoded body and whether it is whole. Larger than ``cap`` bytes: cut off there, or Trouble when not ``cut``.

    ``until``: deadline on the monotonic clock, for decoding too. Raises Trouble, TimeoutError, zlib.error.
    """
    chain = decoders(content_encoding)
    meter = Meter(cap, until)
    flow = meter.passing(pieces)
    for decoder in chain:
        flow = meter.passing(_through(decoder, flow))
    body = bytearray()
    for piece in flow:
        body += piece
        if len(body) > cap:
            if not cut:
                raise Trouble(Outcome.TOO_LARGE, f"larger than {cap} bytes")
            return bytes(body[:cap]), False
    for decoder in chain:
        decoder.finish()
    return bytes(body), True


def _through(decoder: Inflate, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for data in pieces:
        yield from decoder.pieces(data)
