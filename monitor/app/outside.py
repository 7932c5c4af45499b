"""Reading a single page, which needs no open workspace (``read``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawlers.fetching import FetchSettings as FetcherSettings
from crawlers.fetching import HttpFetcher
from crawlers.page import Fault, Request
from crawlers.reading import read_bytes
from monitor.app.building import open_fetcher
from monitor.catalogue.loading import check_settings
from monitor.clock import Clock
from rules.model import HEALTHY


def read_address(home: Path, source: str, url: str | None, purpose: str | None, clock: Clock) -> dict[str, Any]:
    """What the reader sees in one page, a file or an address (``read``); nothing is stored."""
    if "://" not in source:
        return read_bytes(Path(source).read_bytes(), url or "", purpose, {}, clock.now())
    settings_file = home / "settings.yaml"
    fetcher = (
        open_fetcher(check_settings(settings_file), clock)
        if settings_file.is_file()
        else HttpFetcher(FetcherSettings())
    )
    try:
        answer = fetcher.fetch(Request(source, purpose or "list"))
    finally:
        fetcher.close()
    page = answer.page if isinstance(answer, Fault) else answer
    if page is None:
        assert isinstance(answer, Fault)
        return {
            "as": purpose,
            "reader": None,
            "health": answer.outcome.value,
            "detail": answer.detail,
            "items": [],
            "article": None,
            "sections": [],
            "feeds": [],
            "next": [],
        }
    found = read_bytes(page.body, url or page.url, purpose, dict(page.headers), clock.now(), live=True)
    if isinstance(answer, Fault) and found["health"] in HEALTHY:
        return found | {"health": answer.outcome.value, "detail": answer.detail}
    return found
