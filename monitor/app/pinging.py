"""The outside dead-man's switch: a service elsewhere that expects to hear of every cycle (C13).

As healthchecks and its kin want it: ``URL/start``, ``URL``, ``URL/fail``. What it answers is of no consequence here:
a ping that fails is logged and breaks nothing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from crawlers.fetching import HttpFetcher
from crawlers.page import Fault, Request
from monitor.app.building import fetcher_settings
from monitor.catalogue.settings import Settings

log = logging.getLogger("dondoc.ping")

START, DONE, FAILED = "/start", "", "/fail"


def ping(settings: Settings, word: str) -> bool:
    """Say ``START``, ``DONE`` or ``FAILED``; whether it was heard. Never raises.

    Networks inside the house may be reached only where ``fetch.allow_networks`` names them (G16).
    """
    url = settings.ping.url
    if url is None:
        return False
    seconds = settings.ping.timeout_s
    polite = fetcher_settings(settings)
    quick = replace(polite, pause_s=0.0, deadline_s=seconds, visit_s=seconds, respect_robots=False, retries=0)
    try:
        with HttpFetcher(quick) as fetcher:
            answer = fetcher.fetch(Request(_place(url, word), "home"))
    except Exception:
        log.exception("ping failed")
        return False
    heard = not isinstance(answer, Fault)
    if isinstance(answer, Fault):
        log.warning("ping failed", extra={"facts": {"word": word or "/", "outcome": answer.outcome.value}})
    return heard


def _place(url: str, word: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + word))
