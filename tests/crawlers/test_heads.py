"""Heads of answers are read as the standard library reads them, whatever stands in them (E11–E13)."""

from __future__ import annotations

import http.client
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from crawlers.fetching.heads import LARGEST_HEAD, HeadReader, HeadTooLarge, headers_from

_LINE = some.one_of(
    some.builds(
        lambda name, sign, value, end: name + sign + value + end,
        some.sampled_from(
            [b"Content-Type", b"content-length", b"X", b"Set-Cookie", b" folded", b"bad name", b"", b"From "]
        ),
        some.sampled_from([b": ", b":", b" : ", b":\t", b"", b"::"]),
        some.one_of(
            some.binary(max_size=20), some.sampled_from([b"text/html", b"12", b"a\x85b", b"\xe1\xba\xa1", b"a  "])
        ),
        some.sampled_from([b"\r\n", b"\n", b"\r\r\n"]),
    ),
    some.binary(min_size=1, max_size=30).map(lambda text: text.replace(b"\n", b"") + b"\r\n"),
)


@settings(max_examples=500, deadline=None)
@given(lines=some.lists(_LINE, max_size=8))
@example(lines=[b"A: 1\r\n", b" 2\r\n", b"B:  3 \t\r\n"])
@example(lines=[b"Location: /tin/\xc3\x85\x85.html\r\n", b"Server: x\r\n"])
def test_headers_are_those_of_the_standard_library(lines: list[bytes]) -> None:
    head = b"".join(lines) + b"\r\n<html>"
    own, theirs = io.BytesIO(head), io.BytesIO(head)
    ours, others = headers_from(own), http.client.parse_headers(theirs)
    assert ours.items() == others.items()
    assert own.read() == theirs.read()


def test_the_body_is_left_where_it_is() -> None:
    stream = io.BytesIO(b"Content-Length: 5\r\n\r\nhello")
    assert headers_from(stream)["content-length"] == "5"
    assert stream.read() == b"hello"


def test_too_many_headers_are_refused_as_the_standard_library_does() -> None:
    lines = [b"X-%d: 1\r\n" % number for number in range(99)]
    assert len(headers_from(io.BytesIO(b"".join([*lines, b"\r\n"])))) == 99
    endless = b"".join([*lines, b"Y: 1\r\n", b"Z: 1\r\n", b"\r\n"])
    with pytest.raises(http.client.HTTPException):
        http.client.parse_headers(io.BytesIO(endless))
    with pytest.raises(http.client.HTTPException):
        headers_from(io.BytesIO(endless))


def test_a_head_without_end_is_given_up() -> None:
    with pytest.raises(HeadTooLarge):
        headers_from(HeadReader(io.BytesIO(b"X: " + b"a" * LARGEST_HEAD)))
