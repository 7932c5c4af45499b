"""Pages as WARC records and back: one gzip member per record, so each can be read by its offset alone."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.page import Page

_REFRAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that spoke of the bytes on the wire; the body is kept decoded, they are kept under another name."""
_URL_LETTERS = "!#$%&'()*+,/:;=?@[]~"


def digest_of(body: bytes) -> str:
    """SHA-256 of a body."""
    return sha256(body).hexdigest()


class RecordWriter:
    """Writes records into a file that is open for writing."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        self._out = out
        self._writer = WARCWriter(out, gzip=True, warc_version="1.1")
        facts = {"software": "dondoc", "format": "WARC File Format 1.1", "description": _NOTE}
        self._write(self._writer.create_warcinfo_record(name, facts))

    def response(self, page: Page) -> tuple[int, int]:
        """Keep a page whole; offset and length of its record."""
        record = self._writer.create_warc_record(
            uri_of(page.url),
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=_head(page),
            warc_headers_dict=_facts(page),
        )
        return self._write(record)

    def revisit(self, page: Page, url: str, at: datetime) -> tuple[int, int]:
        """Keep a page whose body was kept before, under that address at that moment."""
        facts = _facts(page)
        digest = facts.pop("WARC-Payload-Digest")
        record = self._writer.create_revisit_record(
            uri_of(page.url),
            digest,
            uri_of(url),
            warc_date(at),
            http_headers=_head(page),
            warc_headers_dict=facts,
        )
        return self._write(record)

    def _write(self, record: Any) -> tuple[int, int]:
        offset = self._out.tell()
        self._writer.write_record(record)
        return offset, self._out.tell() - offset


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
    return quote(url.encode("utf-8", "replace"), safe=_URL_LETTERS)


def _facts(page: Page) -> dict[str, str]:
    facts = {"WARC-Date": warc_date(page.at), "WARC-Payload-Digest": f"sha256:{digest_of(page.body)}"}
    with suppress(ValueError):
        facts["WARC-IP-Address"] = str(ipaddress.ip_address(page.address))
    return facts


def _head(page: Page) -> StatusAndHeaders:
    """Status line and headers as they came, made to fit the decoded body."""
    lines = page.raw_head.decode("latin-1").replace("\r\n", "\n").split("\n")
    if lines[0].startswith("HTTP/") and " " in lines[0]:
        protocol, _, status = _plain(lines[0]).partition(" ")
        pairs = [(name, value) for name, colon, value in (line.partition(":") for line in lines[1:]) if colon]
    else:
        protocol, status = "HTTP/1.1", f"{page.status} "
        pairs = list(page.headers.items())
    headers = [(_name(name), _plain(value).strip()) for name, value in pairs if _name(name)]
    return StatusAndHeaders(status, [*headers, ("Content-Length", str(len(page.body)))], protocol=protocol)


def _name(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isascii() and letter.isprintable() and letter not in " :")
    return f"X-Archive-Orig-{plain}" if plain.lower() in _REFRAMED else plain


def _plain(value: str) -> str:
    if value.isprintable():
        return value
    return "".join(letter if letter.isprintable() else " " for letter in value)
