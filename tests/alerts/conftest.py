"""Certificates, ledgers and the cast for the tests of telling."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from alerts.channels.email import EmailChannel, EmailSettings
from tests.alerts.smtp_sink import Behaviour, SmtpSink


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The house's own certificate authority."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its root in PEM."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def server_context(authority: trustme.CA, name: str = "127.0.0.1", expired: bool = False) -> ssl.SSLContext:
    """A server's TLS context with a certificate for that name."""
    until = datetime.now(UTC) - timedelta(days=1) if expired else None
    since = datetime.now(UTC) - timedelta(days=30) if expired else None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_before=since, not_after=until).configure_cert(context)
    return context


MakeSink = Callable[..., SmtpSink]


@pytest.fixture
def make_sink(tmp_path: Path) -> Iterator[MakeSink]:
    """Start sinks; they stop with the test."""
    running: list[SmtpSink] = []

    def make(behaviour: Behaviour | None = None, tls: ssl.SSLContext | None = None, implicit: bool = False) -> SmtpSink:
        sink = SmtpSink(tmp_path / f"ledger-{len(running)}.jsonl", behaviour, tls, implicit)
        running.append(sink.__enter__())
        return sink

    yield make
    for sink in running:
        sink.__exit__()


MakeChannel = Callable[..., EmailChannel]


@pytest.fixture
def make_channel() -> Iterator[MakeChannel]:
    """E-mail channels to a server; they close with the test."""
    opened: list[EmailChannel] = []

    def make(server: object, security: str = "none", **options: object) -> EmailChannel:
        options = {"timeout_s": 5.0, **options}
        settings = EmailSettings(server.host, server.port, "dondoc@so.test", security, **options)  # type: ignore
        opened.append(EmailChannel(settings))
        return opened[-1]

    yield make
    for channel in opened:
        channel.close()
