"""Pages that only a script fills, through Chromium: a browser without any network of its own.

Every request of a page is answered with what the fetcher brings, so addresses, pace, robots and sizes are checked as
everywhere; whatever would go round it meets a proxy that is not there. For sections whose reader is ``browser`` or
``browser:FAMILY``; needs the optional extra ``browser`` and the system's Chromium.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawlers.health import health_of
from crawlers.identity import canonical_url, same_site
from crawlers.markup import parse
from crawlers.page import BROWSER, Answer, Fault, Fetcher, Page, Request
from rules.model import Outcome, Section

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route
    from playwright.sync_api import Page as Tab

DEADLINE_S = 60.0
"""For one page, from the start of the browser to its end."""
MOST_REQUESTS = 60
MOST_BYTES = 8_000_000
_QUIET_MS = 8_000
_PURPOSES = frozenset({"list", "article", "home"})
_FETCHED = frozenset({"script", "xhr", "fetch"})
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_KEPT = ("content-type", "access-control-allow-origin", "access-control-allow-headers")
_SWITCHES = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--max-old-space-size=256",
)
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Dondoc-Rendered: chromium\r\n\r\n"
_alone = threading.Semaphore(1)


def behind(section: Section, fetcher: Fetcher) -> tuple[Section, Fetcher]:
    """The section with the family it is read as, and the door through which it is fetched."""
    name, _, family = (section.reader or "").partition(":")
    if name != BROWSER:
        return section, fetcher
    return replace(section, reader=family or None), BrowserDoor(fetcher)


def missing() -> str:
    """What the browser lacks on this machine, empty when it is all there."""
    try:
        import playwright.sync_api  # noqa: F401 - the extra is optional
    except ImportError:
        return "playwright is not installed (extra: browser)"
    return "" if chromium() else "no Chromium found"


def chromium() -> str | None:
    """The system's Chromium, or the one that ``DONDOC_CHROMIUM`` names."""
    return os.environ.get("DONDOC_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@dataclass
class _Errands:
    """What a page has asked for. ``until``: by the monotonic clock."""

    first: Page
    fetcher: Fetcher
    until: float
    count: int = 0
    bytes: int = 0
    asked: dict[str, Answer] = field(default_factory=dict)

    def answer(self, url: str) -> Answer | None:
        """What the fetcher brings; None when the page has asked for too much."""
        if url not in self.asked:
            if self.count >= MOST_REQUESTS or self.bytes >= MOST_BYTES * 2 or time.monotonic() >= self.until:
                return None
            self.count += 1
            answer = self.fetcher.fetch(Request(url, "document", optional=True))
            self.bytes += len(answer.body) if isinstance(answer, Page) else 0
            self.asked[url] = answer
        return self.asked[url]

    def serve(self, route: Route) -> None:
        """Answer one request of the page, or refuse it; a refused way leaves the page where it is."""
        from playwright.sync_api import Error

        with suppress(Error):  # the tab may be gone meanwhile
            found = self._found(route)
            if not isinstance(found, Page):
                route.abort("aborted")
                return
            headers = {name: found.headers[name] for name in _KEPT if name in found.headers}
            route.fulfill(status=found.status, headers=headers, body=found.body)

    def _found(self, route: Route) -> Answer | None:
        request = route.request
        if request.method != "GET":
            return None
        if request.resource_type in _FETCHED:
            return self.answer(request.url)
        if not request.is_navigation_request() or not _of_tab(route):
            return None
        # A script may lead on within its site, never away from it.
        if canonical_url(request.url) == canonical_url(self.first.url):
            return self.first
        return self.answer(request.url) if same_site(request.url, self.first.url) else None


def _of_tab(route: Route) -> bool:
    """Whether a request is for the tab itself: not for a frame in it, nor for a window that a script opens."""
    from playwright.sync_api import Error

    try:
        frame = route.request.frame
    except Error:
        return False
    return frame.parent_frame is None and frame.page.opener() is None


class BrowserDoor:
    """``crawlers.page.Fetcher`` for one section: lists and articles as a browser shows them, all else as it is."""

    def __init__(self, fetcher: Fetcher, deadline_s: float = DEADLINE_S) -> None:
        self._fetcher = fetcher
        self._deadline_s = deadline_s

    def fetch(self, request: Request) -> Answer:
        """The page after its scripts; a fault of the page itself is told as everywhere."""
        if request.purpose not in _PURPOSES:
            return self._fetcher.fetch(request)
        first = self._fetcher.fetch(replace(request, validators=None))
        if isinstance(first, Fault) or "html" not in first.headers.get("content-type", "html"):
            return first
        if health_of(first, parse(first), 0).outcome is Outcome.BOT_WALL:
            return first  # a site that lets no machine in is not got round
        lacking = missing()
        if lacking:
            return Fault(request, Outcome.OUR_TROUBLE, lacking, first.at)
        began = time.monotonic()
        with _alone:
            shown = self._shown(first)
        ms = first.ms + int((time.monotonic() - began) * 1000)
        if isinstance(shown, str):
            return Fault(request, Outcome.TIMEOUT, shown, first.at, ms=ms, page=first)
        url, body = shown
        if len(body) > MOST_BYTES:
            return Fault(request, Outcome.TOO_LARGE, "the page as shown is too large", first.at, ms=ms)
        headers = {**first.headers, "content-type": "text/html; charset=utf-8"}
        return replace(first, request=request, url=url, body=body, headers=headers, raw_head=_HEAD, ms=ms)

    def _shown(self, first: Page) -> tuple[str, bytes] | str:
        """(address, HTML) of the page after its scripts, or why there is none."""
        from playwright.sync_api import Error, sync_playwright

        errands = _Errands(first, self._fetcher, time.monotonic() + self._deadline_s)
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(
                    executable_path=chromium(), args=list(_SWITCHES), chromium_sandbox=os.geteuid() != 0
                )
                with _killed_at(browser, errands.until):
                    return _look(browser, errands)
        except Error as error:
            late = time.monotonic() >= errands.until
            return "the scripts of the page do not end" if late else f"browser: {str(error).splitlines()[0][:150]}"


def _look(browser: Browser, errands: _Errands) -> tuple[str, bytes]:
    from playwright.sync_api import TimeoutError as Late

    context = browser.new_context(
        accept_downloads=False, service_workers="block", locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    tab: Tab = context.new_page()
    context.route("**/*", errands.serve)
    context.on("page", lambda window: window.close())
    left_ms = max(1.0, (errands.until - time.monotonic()) * 1000 - 500)
    with suppress(Late):
        tab.goto(errands.first.url, wait_until="load", timeout=left_ms)
        tab.wait_for_load_state("networkidle", timeout=min(_QUIET_MS, left_ms))
    html = tab.content()
    url = tab.url if same_site(tab.url, errands.first.url) else errands.first.url
    browser.close()
    return url, html.encode("utf-8", "replace")


@contextmanager
def _killed_at(browser: Browser, until: float) -> Iterator[None]:
    """End the browser's own process when its time is over: a script without end answers to nothing else."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    own = [int(process["id"]) for process in processes if process["type"] == "browser"]

    def kill() -> None:
        for process in own:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    timer = threading.Timer(max(0.1, until - time.monotonic()), kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
