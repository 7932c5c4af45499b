"""Pages as WARC records and back: one gzip member per record, so each can be read by its offset alone."""

from __future__ import annotations

import ipaddress
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator

from crawlers.page import Page

gzip_of: Any = zlib
with suppress(ImportError):  # several times as fast; not built for every machine
    from isal import isal_zlib as gzip_of

_REFRAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that spoke of the bytes on the wire; the body is kept decoded, they are kept under another name."""
_URL_LETTERS = "!#$%&'()*+,/:;=?@[]~"
_PLAIN_URL = re.compile(r"[A-Za-z0-9_.~/:?=&%-]*\Z")


def digest_of(body: bytes) -> str:
    """SHA-256 of a body."""
    return sha256(body).hexdigest()


class RecordWriter:
    """Writes records into a file that is open for writing."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self._out = out
        self._offset = 0
        facts = {"software": "dondoc", "format": "WARC File Format 1.1", "description": _NOTE}
        told = "".join(f"{key}: {value}\r\n" for key, value in facts.items()).encode("utf-8")
        head = {"WARC-Filename": name, "WARC-Date": warc_date(datetime.now(UTC))}
        self._write("warcinfo", head, "application/warc-fields", told)

    def response(self, page: Page, digest: str) -> tuple[int, int]:
        """Keep a page whole; offset and length of its record. ``digest``: of its body."""
        facts = _facts(page) | {"WARC-Payload-Digest": f"sha256:{digest}"}
        return self._write("response", facts, _HTTP_RESPONSE, _head(page), page.body)

    def revisit(self, page: Page, digest: str, url: str, at: datetime) -> tuple[int, int]:
        """Keep a page whose body was kept before, under that address at that moment."""
        facts = _facts(page) | {
            "WARC-Payload-Digest": f"sha256:{digest}",
            "WARC-Profile": _SAME_PAYLOAD,
            "WARC-Refers-To-Target-URI": uri_of(url),
            "WARC-Refers-To-Date": warc_date(at),
        }
        return self._write("revisit", facts, _HTTP_RESPONSE, _head(page))

    def _write(self, kind: str, facts: Mapping[str, str], content: str, *parts: bytes) -> tuple[int, int]:
        lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{uuid4()}>"]
        lines += [f"{name}: {value}" for name, value in facts.items()]
        lines += [f"Content-Type: {content}", f"Content-Length: {sum(map(len, parts))}", "", ""]
        member = _gzipped("\r\n".join(lines).encode("utf-8"), *parts, b"\r\n\r\n")
        self._out.write(member)
        offset, self._offset = self._offset, self._offset + len(member)
        return offset, len(member)


def _gzipped(*parts: bytes) -> bytes:
    """One gzip member at a low level: a higher one makes pages a tenth smaller and takes many times as long."""
    packer = gzip_of.compressobj(1, gzip_of.DEFLATED, 31)
    return b"".join([*(packer.compress(part) for part in parts), packer.flush()])


_HTTP_RESPONSE = "application/http; msgtype=response"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOTE = (
    "Bodies are kept decoded from transfer and content encodings; original values of those headers: X-Archive-Orig-*"
)


def read_record(file: Path, offset: int, length: int) -> tuple[str, bytes]:
    """Type and body of one record. Raises OSError when the file cannot be read, ValueError when the record is torn."""
    with file.open("rb") as source:
        source.seek(offset)
        member = source.read(length)
    if len(member) != length:
        raise ValueError("cut short")
    try:
        for record in ArchiveIterator(BytesIO(member)):
            return str(record.rec_type), bytes(record.raw_stream.read())
    except Exception as error:  # the library speaks of damage in many ways
        raise ValueError(type(error).__name__) from error
    raise ValueError("no record")


def warc_date(at: datetime) -> str:
    """UTC, as WARC 1.1 writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def uri_of(url: str) -> str:
    """The address as one line of ASCII: what a hostile site put into it can start no header of its own."""
    if _PLAIN_URL.match(url):
        return url
    return quote(url.encode("utf-8", "replace"), safe=_URL_LETTERS)


def _facts(page: Page) -> dict[str, str]:
    facts = {"WARC-Target-URI": uri_of(page.url), "WARC-Date": warc_date(page.at)}
    with suppress(ValueError):
        facts["WARC-IP-Address"] = str(ipaddress.ip_address(page.address))
    return facts


def _head(page: Page) -> bytes:
    """Status line and headers as they came, made to fit the decoded body."""
    lines = page.raw_head.decode("latin-1").replace("\r\n", "\n").split("\n")
    if lines[0].startswith("HTTP/") and " " in lines[0]:
        first = _plain(lines[0])
        pairs = [(name, value) for name, colon, value in (line.partition(":") for line in lines[1:]) if colon]
    else:
        first = f"HTTP/1.1 {page.status} "
        pairs = list(page.headers.items())
    told = [f"{plain}: {_plain(value).strip()}" for name, value in pairs if (plain := _name(name))]
    return "\r\n".join([first, *told, f"Content-Length: {len(page.body)}", "", ""]).encode("utf-8", "replace")


def _name(name: str) -> str:
    plain = name
    if not (name.isascii() and name.isprintable()) or " " in name:
        plain = "".join(letter for letter in name if letter.isascii() and letter.isprintable() and letter != " ")
    return f"X-Archive-Orig-{plain}" if plain.lower() in _REFRAMED else plain


def _plain(value: str) -> str:
    if value.isprintable():
        return value
    return "".join(letter if letter.isprintable() else " " for letter in value)
