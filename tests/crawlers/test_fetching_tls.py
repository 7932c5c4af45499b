"""Certificates: verified always, put up with only where a section says so and only in the two ways it may (S11)."""

from __future__ import annotations

import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.fetching.tls import verified_context
from crawlers.page import Answer, Fault, Page, Request
from rules.model import Outcome

from .badweb import BadWeb, Certificates, free_address, redirect, say, silent

NAME = "thcs-hoa-mai.edu.test"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"))


def fetcher(ca_file: Path | None, address: str, **more: object) -> HttpFetcher:
    settings = {"allow_networks": ("127.0.1.0/24",), "pause_s": 0, "deadline_s": 2, "ca_file": ca_file}
    return HttpFetcher(FetchSettings(**(settings | more)), resolve=lambda host, port: (address,))  # type: ignore[arg-type]


def look(tls: ssl.SSLContext, ca_file: Path | None, tolerate: bool = False) -> Answer:
    with BadWeb(free_address(), tls=tls) as web, fetcher(ca_file, web.address) as one:
        web.on("/tin", say(200, b"tin"))
        return one.fetch(Request(web.url("/tin", NAME), "list", tolerate_tls=tolerate))


def test_a_good_certificate_is_verified_for_the_name_not_the_address(certificates: Certificates) -> None:
    answer = look(certificates.good(NAME), certificates.ca_file)
    assert isinstance(answer, Page), answer
    assert answer.body == b"tin"
    assert answer.address.startswith("127.0.1.")
    assert not answer.tls_tolerated


def test_a_good_certificate_needs_no_tolerance(certificates: Certificates) -> None:
    answer = look(certificates.good(NAME), certificates.ca_file, tolerate=True)
    assert isinstance(answer, Page), answer
    assert not answer.tls_tolerated


CASES = {
    "expired": (lambda one: one.expired(NAME), "certificate expired", True),  # E17
    "self-signed": (lambda one: one.self_signed(NAME), "self-signed certificate", False),  # E18
    "wrong host": (lambda one: one.good("th-binh-minh.edu.test"), "wrong host name", False),  # E19
    "incomplete": (lambda one: one.incomplete(NAME), "incomplete chain or unknown authority", True),
    "incomplete and expired": (
        lambda one: one.incomplete(NAME, expired=True), "incomplete chain or unknown authority", True,
    ),
    "incomplete, wrong host": (
        lambda one: one.incomplete("th-binh-minh.edu.test"), "incomplete chain or unknown authority", False,
    ),
    "expired, wrong host": (lambda one: one.expired("th-binh-minh.edu.test"), "certificate expired", False),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_bad_certificate_is_a_named_fault(case: str, certificates: Certificates) -> None:
    make, detail, _ = CASES[case]
    answer = look(make(certificates), certificates.ca_file)
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TLS
    assert detail in answer.detail or "wrong host name" in answer.detail


@pytest.mark.parametrize("case", CASES)
def test_only_an_expired_or_incomplete_chain_is_put_up_with(case: str, certificates: Certificates) -> None:
    make, _, tolerable = CASES[case]
    answer = look(make(certificates), certificates.ca_file, tolerate=True)
    if tolerable:
        assert isinstance(answer, Page), answer
        assert answer.tls_tolerated
        assert answer.body == b"tin"
    else:
        assert isinstance(answer, Fault)
        assert answer.outcome is Outcome.TLS


def test_tolerance_of_one_section_is_not_that_of_another(certificates: Certificates) -> None:
    with (
        BadWeb(free_address(), tls=certificates.expired(NAME)) as web,
        fetcher(certificates.ca_file, web.address) as one,
    ):
        web.on("*", say())
        first = one.fetch(Request(web.url("/a", NAME), "list"))
        second = one.fetch(Request(web.url("/b", NAME), "list", tolerate_tls=True))
        third = one.fetch(Request(web.url("/c", NAME), "list"))
    assert [isinstance(answer, Page) for answer in (first, second, third)] == [False, True, False]
    assert web.paths() == ["/b"]


def test_an_unknown_authority_is_refused(certificates: Certificates) -> None:
    answer = look(certificates.good(NAME), None)
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TLS


def test_tls_1_0_is_a_protocol_fault(certificates: Certificates) -> None:  # E21
    answer = look(certificates.old_protocol(NAME), certificates.ca_file, tolerate=True)
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TLS
    assert "protocol" in answer.detail


def test_plain_http_on_the_tls_port_is_a_protocol_fault() -> None:
    with socket.create_server((free_address(), 0)) as listener, ThreadPoolExecutor(1) as pool:
        address, port = listener.getsockname()

        def answer_plainly() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                sock.recv(4096)

        pool.submit(answer_plainly)
        with fetcher(None, address, respect_robots=False) as one:
            answer = one.fetch(Request(f"https://{NAME}:{port}/tin", "list"))
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TLS
    assert "protocol" in answer.detail


def test_a_handshake_that_never_comes_costs_the_deadline_and_no_more() -> None:
    with socket.create_server((free_address(), 0)) as listener:
        address, port = listener.getsockname()
        with fetcher(None, address, deadline_s=0.5) as one:
            began = time.monotonic()
            answer = one.fetch(Request(f"https://{NAME}:{port}/tin", "list"))
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TIMEOUT
    assert time.monotonic() - began < 10


def test_silence_over_tls_costs_the_deadline_and_no_more(certificates: Certificates) -> None:
    with (
        BadWeb(free_address(), tls=certificates.good(NAME)) as web,
        fetcher(certificates.ca_file, web.address, deadline_s=0.5) as one,
    ):
        began = time.monotonic()
        answer = one.fetch(Request(web.on("/tin", silent, NAME), "list"))
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.TIMEOUT
    assert time.monotonic() - began < 10


def test_a_step_down_to_http_is_told(certificates: Certificates) -> None:  # G15
    with (
        BadWeb(free_address(), tls=certificates.good(NAME)) as web,
        BadWeb(web.address) as plain,
        fetcher(certificates.ca_file, web.address) as one,
    ):
        web.on("/tin", redirect(plain.url("/tin", NAME)))
        web.on("/mat", redirect(plain.url("/mat", NAME)))
        plain.on("/tin", say(200, b"tin"))
        answer = one.fetch(Request(web.url("/tin", NAME), "list"))
        lost = one.fetch(Request(web.url("/mat", NAME), "list"))
    assert isinstance(answer, Page)
    assert answer.downgraded
    assert isinstance(lost, Fault)
    assert "https to http" in lost.detail


def test_one_context_serves_the_whole_process(certificates: Certificates) -> None:
    assert verified_context(str(certificates.ca_file)) is verified_context(str(certificates.ca_file))
    assert verified_context().verify_mode is ssl.CERT_REQUIRED
    assert verified_context().check_hostname


def test_a_missing_file_of_authorities_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        HttpFetcher(FetchSettings(ca_file=tmp_path / "none.pem"))
