"""One request from its address to its page: robots, pace, address check, redirects, retries, a name for each fault."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Protocol
from urllib.parse import urljoin

from crawlers.addresses import AddressRules, BadAddress, Resolver, Target, parse_target, system_resolve
from crawlers.fetching.body import ACCEPT_ENCODING
from crawlers.fetching.exchange import Reading, Terms, exchange
from crawlers.fetching.settings import FetchSettings
from crawlers.fetching.sockets import Route
from crawlers.fetching.tls import verified_context
from crawlers.fetching.trouble import Trouble
from crawlers.fetching.visits import HostVisit, Visits
from crawlers.pace import Pace, retry_after_s
from crawlers.page import Answer, Fault, Page, Request, RobotsNote
from crawlers.robots import LARGEST_BYTES, LONGEST_NOTE, RobotsRules, robots_text, rules_in
from rules.model import VN, Outcome

_ASK_AGAIN = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_LEAST_LEFT_S = 0.05
"""With less of the deadline left nothing is begun."""
_LONGEST_HOLD_S = 86_400.0
_ROBOTS_HOLD_S = 86_400.0
_HEADER_TEXT = re.compile(r"[\x20-\x7e]{1,1000}\Z")


class Clock(Protocol):
    """Who says what time it is."""

    def now(self) -> datetime:
        """The moment, with its zone."""


class _WallClock:
    def now(self) -> datetime:
        return datetime.now(VN)


@dataclass(slots=True)
class _Errand:
    """One request under way. ``url``: asked for now; ``left_s``: of its deadline; ``passed``: what sent us on."""

    request: Request
    url: str
    left_s: float
    spent_s: float = 0.0
    passed: list[str] = field(default_factory=list)


class HttpFetcher:
    """``crawlers.page.Fetcher`` over real sockets. Thread-safe; different hosts never wait for each other."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock | None = None,
        *,
        pace: Pace | None = None,
        resolve: Resolver = system_resolve,
    ) -> None:
        """Raises ValueError for a network that is none, OSError for a ``ca_file`` that cannot be read."""
        self.settings = settings
        self._clock = clock or _WallClock()
        self._pace = pace or Pace(settings.pause_s)
        self._resolve = resolve
        self._rules = AddressRules(settings.allow_networks)
        self._ca_file = str(settings.ca_file) if settings.ca_file else None
        verified_context(self._ca_file)
        self._visits = Visits(settings.max_hosts)
        self._closed = False
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "vi,en;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
        }

    def fetch(self, request: Request) -> Answer:
        """One address within the deadline. Nothing that the network does raises: it is a Fault with its outcome.

        ``Page.redirects``: every address that sent us on, in order; ``Page.url``: where we ended, another site perhaps.
        """
        errand = _Errand(request, request.url, self.settings.deadline_s)
        try:
            return self._follow(errand)
        except Trouble as trouble:
            return self._fault(errand, trouble)

    def close(self) -> None:
        """The end of a run: hang up everywhere, wake who waits; what is under way ends, nothing new begins."""
        self._closed = True
        self._pace.time.stop()
        self._visits.close()

    def __enter__(self) -> HttpFetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- one errand: hops, tries

    def _follow(self, errand: _Errand) -> Page:
        target = _target(errand.request.url)
        while True:
            if self.settings.respect_robots and errand.request.purpose != "robots":
                self._obey_robots(errand, target)
            reading = self._ask(errand, target)
            onward = _onward(target, reading)
            if onward is None:
                return self._answer(errand, target, reading)
            errand.passed.append(target.url)
            if onward.url in errand.passed:
                raise Trouble(Outcome.HTTP_STATUS, "redirect loop", status=reading.status)
            if len(errand.passed) > self.settings.max_redirects:
                detail = f"more than {self.settings.max_redirects} redirects"
                raise Trouble(Outcome.HTTP_STATUS, detail, status=reading.status)
            target, errand.url = onward, onward.url

    def _ask(self, errand: _Errand, target: Target) -> Reading:
        """Ask, and ask once more where that may help and the deadline allows."""
        tries = self.settings.retries
        while True:
            try:
                reading = self._ask_once(errand, target)
                if not self._wants_another_try(target, reading) or tries <= 0 or errand.left_s < _LEAST_LEFT_S:
                    return reading
            except Trouble as trouble:
                if not trouble.again or tries <= 0 or errand.left_s < _LEAST_LEFT_S:
                    raise
            tries -= 1

    def _wants_another_try(self, target: Target, reading: Reading) -> bool:
        if reading.status not in _ASK_AGAIN:
            return False
        wish = retry_after_s(reading.headers.get("retry-after", ""), _server_time(reading.headers))
        if wish is None:
            return reading.status != 429
        self._pace.hold(target.origin, min(wish, _LONGEST_HOLD_S))
        if wish <= self.settings.longest_retry_after_s:
            return True
        self._visits.of(target.origin).told_to_wait = reading.status  # E30
        return False

    def _ask_once(self, errand: _Errand, target: Target) -> Reading:
        visit = self._visits.of(target.origin)
        with self._visits.alone(visit, self.settings.visit_s):
            with self._on_the_clock(errand, visit):
                route = visit.route(target, self._rules, self._resolve, self._patience(errand, visit))
            self._wait_turn(visit, route)
            try:
                with self._on_the_clock(errand, visit):
                    patience = self._patience(errand, visit)
                    now = time.monotonic()
                    route.until, route.connect_until = now + patience, now + min(patience, self.settings.deadline_s / 2)
                    return exchange(
                        visit, target, route, self._headers | _conditions(errand.request), self._terms(errand)
                    )
            except Trouble as trouble:
                if trouble.outcome in (Outcome.REFUSED, Outcome.TIMEOUT, Outcome.NO_ADDRESS):
                    visit.forget_route()
                raise
            finally:
                rules = visit.robots
                self._pace.done(visit.origin, rules.crawl_delay_s if isinstance(rules, RobotsRules) else None)

    # --- time

    def _patience(self, errand: _Errand, visit: HostVisit) -> float:
        """Seconds that the next step may take. Raises Trouble when nothing is left."""
        if self._closed:
            raise Trouble(Outcome.OUR_TROUBLE, "the run is being ended")
        if self.settings.visit_s - visit.spent_s < _LEAST_LEFT_S:
            raise Trouble(Outcome.TIMEOUT, f"the visit's {self.settings.visit_s:g} s are spent")
        if errand.left_s < _LEAST_LEFT_S:
            raise Trouble(Outcome.TIMEOUT, f"the deadline of {self.settings.deadline_s:g} s has passed")
        return min(errand.left_s, self.settings.visit_s - visit.spent_s)

    def _wait_turn(self, visit: HostVisit, route: Route) -> None:
        """Polite waiting: outside the deadline; the host's own part counts for the visit, its neighbours' does not."""
        waited = self._pace.turn(visit.origin, route.addresses[0], self.settings.visit_s - visit.spent_s)
        if waited is None and visit.told_to_wait is not None:
            detail = f"told to wait another {self._pace.rest_of(visit.origin):.0f} s"
            raise Trouble(Outcome.HTTP_STATUS, detail, status=visit.told_to_wait)
        if waited is None:
            raise Trouble(Outcome.TIMEOUT, f"the visit's {self.settings.visit_s:g} s do not allow the pause asked for")
        visit.spent_s += waited

    @contextmanager
    def _on_the_clock(self, errand: _Errand, visit: HostVisit) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - began
            visit.spent_s += spent
            errand.left_s -= spent
            errand.spent_s += spent

    # --- robots.txt

    def _obey_robots(self, errand: _Errand, target: Target) -> None:
        """Raises Trouble when the host does not want this address asked for, or does not say."""
        visit = self._visits.of(target.origin)
        with visit.robots_lock:  # its holder takes host locks, their holders never take this one
            rules = visit.robots
            stricter = isinstance(rules, Trouble) and rules.outcome is Outcome.TLS and errand.request.tolerate_tls
            if rules is None:
                rules = visit.robots = self._remembered_robots(visit, errand.request.robots)
            if rules is None or stricter:
                rules = visit.robots = self._robots_of(visit, target, errand.request.tolerate_tls)
        if isinstance(rules, Trouble):
            raise Trouble(rules.outcome, rules.detail, status=rules.status)
        if not rules.allows(target.url):
            raise Trouble(Outcome.ROBOTS, "disallowed by robots.txt")

    def _remembered_robots(self, visit: HostVisit, note: RobotsNote | None) -> RobotsRules | None:
        """Rules read less than a day ago still hold (RFC 9309, 2.4)."""
        if note is None or note.origin != visit.origin:
            return None
        age = (self._clock.now() - note.at).total_seconds()
        if not 0 <= age < _ROBOTS_HOLD_S:
            return None
        visit.robots_note = note
        return rules_in(note.text, self.settings.user_agent)

    def _robots_of(self, visit: HostVisit, target: Target, tolerate_tls: bool) -> RobotsRules | Trouble:
        """Rules of a host (RFC 9309): without a file all is allowed; without an answer nobody has allowed anything."""
        request = Request(f"{target.root}/robots.txt", "robots", tolerate_tls=tolerate_tls)
        answer = self.fetch(request)
        if isinstance(answer, Page):
            return self._noted(visit, robots_text(answer.body, answer.headers.get("content-type", "")))
        status = answer.status or 0
        if answer.outcome is Outcome.HTTP_STATUS:
            if status < 500 and status != 429:
                return self._noted(visit, "")
            return Trouble(Outcome.HTTP_STATUS, f"robots.txt {status}", status=status)
        if answer.outcome in (Outcome.UNREADABLE, Outcome.TOO_LARGE):
            return Trouble(Outcome.ROBOTS, f"robots.txt: {answer.detail}")
        return Trouble(answer.outcome, f"robots.txt: {answer.detail}")

    def _noted(self, visit: HostVisit, text: str) -> RobotsRules:
        if len(text) <= LONGEST_NOTE:
            visit.robots_note = RobotsNote(visit.origin, self._clock.now(), text)
        return rules_in(text, self.settings.user_agent)

    # --- answers

    def _terms(self, errand: _Errand) -> Terms:
        settings, purpose = self.settings, errand.request.purpose
        cap = {"robots": LARGEST_BYTES, "document": settings.max_document_bytes}.get(purpose, settings.max_bytes)
        return Terms(cap, settings.max_error_bytes, purpose == "robots", errand.request.tolerate_tls, self._ca_file)

    def _answer(self, errand: _Errand, target: Target, reading: Reading) -> Page:
        page = Page(
            request=errand.request,
            url=target.url,
            status=reading.status,
            headers=reading.headers,
            body=reading.body,
            at=self._clock.now(),
            ms=round(errand.spent_s * 1000),
            redirects=tuple(errand.passed),
            address=reading.peer,
            raw_head=reading.head,
            tls_tolerated=reading.tolerated,
            certificate_ends=reading.certificate_ends,
            robots=self._visits.of(target.origin).robots_note,
        )
        if reading.status == 304 and errand.request.validators is not None:
            return page
        if 200 <= reading.status < 300 and reading.status != 206:
            return page
        cut = "" if reading.whole else f", page cut at {len(reading.body)} bytes"
        raise Trouble(Outcome.HTTP_STATUS, f"status {reading.status}{cut}", status=reading.status, page=page)

    def _fault(self, errand: _Errand, trouble: Trouble) -> Fault:
        detail = trouble.detail
        if errand.passed:
            detail += f" (after {len(errand.passed)} redirects{_downgrade(errand)})"
        ms = round(errand.spent_s * 1000)
        return Fault(errand.request, trouble.outcome, detail, self._clock.now(), trouble.status, ms, page=trouble.page)


def _target(url: str) -> Target:
    try:
        return parse_target(url)
    except BadAddress as error:
        raise Trouble(Outcome.FORBIDDEN, f"{error}") from error


def _onward(target: Target, reading: Reading) -> Target | None:
    """Where an answer sends us on, checked like any address (G1, G9). Raises Trouble."""
    place = reading.location
    if place is None:
        return None
    try:
        return _target(urljoin(target.url, place.strip(" \t")))
    except ValueError as error:
        raise Trouble(Outcome.FORBIDDEN, "redirect to an address that is none", status=reading.status) from error


def _downgrade(errand: _Errand) -> str:
    """A redirect from https to http is said aloud (G15); a page shows it in ``Page.downgraded``."""
    secure = [url.startswith("https:") for url in (*errand.passed, errand.url)]
    return ", https to http" if any(a and not b for a, b in pairwise(secure)) else ""


def _conditions(request: Request) -> dict[str, str]:
    """Headers that ask "has it changed?"; what a server once gave us is sent back only if it is plain text."""
    if request.fresh:
        return {"Cache-Control": "no-cache", "Pragma": "no-cache"}
    if request.validators is None:
        return {}
    given = {"If-None-Match": request.validators.etag, "If-Modified-Since": request.validators.last_modified}
    return {name: value for name, value in given.items() if value and _HEADER_TEXT.match(value)}


def _server_time(headers: Mapping[str, str]) -> datetime:
    """What the server takes for now, so that a moment it names is understood as it means it."""
    try:
        moment = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
