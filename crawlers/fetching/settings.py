"""How to fetch, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawlers.addresses import Network


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Seconds and bytes. Without ``allow_networks`` only public addresses may be reached (G5, G16).

    ``deadline_s``: everything about one request together (name service, TLS, body, redirects, retries) but for polite
    waiting; ``visit_s``: the same for all requests to one host, its own polite waiting included. ``max_bytes`` are
    counted after decoding. ``ca_file``: certificates (PEM) trusted beside the usual ones.
    """

    allow_networks: tuple[str | Network, ...] = ()
    pause_s: float = 2.0
    deadline_s: float = 20.0
    visit_s: float = 120.0
    max_bytes: int = 8_000_000
    max_document_bytes: int = 25_000_000
    max_error_bytes: int = 512_000
    user_agent: str = "DonDoc/0.1 (+contact page)"
    respect_robots: bool = True
    max_redirects: int = 5
    retries: int = 1
    longest_retry_after_s: float = 60.0
    ca_file: Path | str | None = None
    max_hosts: int = 200
    """Hosts remembered, and connections kept open, at a time."""
