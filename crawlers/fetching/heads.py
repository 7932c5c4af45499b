"""The head of an answer: kept as it came, never endless, and read without the parser of mails where it is ordinary."""

from __future__ import annotations

import http.client
import io
import re
from types import FunctionType
from typing import Any

LARGEST_HEAD = 64_000
"""Status line and headers together, in bytes (E11)."""
_MOST_HEADERS = 100
"""As http.client has it (E12)."""
_ORDINARY = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\xa0-\xff]*)\r?\n")
"""A header on one line without signs that could end a line; the rest is left to the standard library."""


class HeadTooLarge(http.client.HTTPException):
    """A head without end."""


class HeadReader:
    """Reads lines for http.client, keeps them as they came, and gives up on a head that is too large."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.lines, self.size = stream, [], 0  # type: Any, list[bytes], int

    def readline(self, limit: int = -1) -> bytes:
        """The next line. Raises HeadTooLarge."""
        line: bytes = self.stream.readline(limit)
        self.lines.append(line)
        self.size += len(line)
        if self.size > LARGEST_HEAD:
            raise HeadTooLarge("head too large")
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def headers_from(stream: Any) -> http.client.HTTPMessage:
    """What ``http.client.parse_headers`` gives for the lines up to the empty one. Raises HTTPException, HeadTooLarge.

    That one reads each head with the parser of mails, which is slow, several times a visit."""
    lines: list[bytes] = []
    while (line := stream.readline(LARGEST_HEAD + 2)) not in (b"\r\n", b"\n", b""):
        lines.append(line)
        if len(lines) >= _MOST_HEADERS:
            raise http.client.HTTPException(f"got more than {_MOST_HEADERS} headers")
    message = http.client.HTTPMessage()
    for line in lines:
        found = _ORDINARY.fullmatch(line)
        if found is None:
            return http.client.parse_headers(io.BytesIO(b"".join([*lines, b"\r\n"])))
        message.set_raw(found[1].decode("latin-1"), found[2].decode("latin-1"))
    return message


_theirs: Any = http.client.HTTPResponse.begin
# The same with another way to read headers; a Python that names its own otherwise keeps it, and is only slower.
_begin: Any = FunctionType(
    _theirs.__code__,
    {**vars(http.client), "parse_headers": headers_from},
    "begin",
    _theirs.__defaults__,
    _theirs.__closure__,
)
_begin.__kwdefaults__ = _theirs.__kwdefaults__


class HeadKeepingResponse(http.client.HTTPResponse):
    """Leaves the bytes of the head with the socket, for the evidence."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._opened = sock

    def begin(self, *args: Any, **kwargs: Any) -> None:
        """Read the head. Raises HTTPException, HeadTooLarge."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        reader = HeadReader(self.fp)
        self.fp = reader  # type: ignore[assignment]
        _begin(self, *args, **kwargs)
        self.fp = reader.stream
        opened.head = b"".join(reader.lines)
