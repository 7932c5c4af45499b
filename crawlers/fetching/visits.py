"""What is remembered of a host while it is visited: addresses, one connection, its rules, what the visit has cost."""

from __future__ import annotations

import ssl
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from crawlers.addresses import AddressRules, Resolver, Target, resolve_within
from crawlers.fetching.sockets import Route
from crawlers.fetching.transport import Pool, make_pool
from crawlers.fetching.trouble import Trouble, socket_trouble
from crawlers.page import RobotsNote
from crawlers.robots import RobotsRules
from rules.model import Outcome

VISIT_ENDS_AFTER_S = 60.0
"""A host left alone for so long is visited anew."""


class HostVisit:
    """One host under visit. Everything but ``robots`` is touched under ``lock`` only: one connection per host."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.lock, self.robots_lock = threading.Lock(), threading.Lock()
        self.robots: RobotsRules | Trouble | None = None
        self.robots_note: RobotsNote | None = None
        self.spent_s = 0.0
        self.used_at = time.monotonic()
        self.told_to_wait: int | None = None
        """Status with which the host asked for more patience than we have."""
        self.tolerant: ssl.SSLContext | None = None
        self._routes: dict[int, Route] = {}
        self._pools: dict[tuple[str, int, bool], Pool] = {}

    def route(self, target: Target, rules: AddressRules, resolve: Resolver, seconds: float) -> Route:
        """The way to the host, looked up once per visit, every address of it checked (G5–G7). Raises Trouble."""
        known = self._routes.get(target.port)
        if known is None:
            known = Route(_addresses(target, resolve, seconds), target.port, rules)
            _check(known)
            self._routes[target.port] = known
        return known

    def pool(self, target: Target, route: Route, context: ssl.SSLContext | None, tolerant: bool) -> Pool:
        """The host's connection for this scheme and port."""
        key = (target.scheme, target.port, tolerant)
        pool = self._pools.get(key)
        if pool is None:
            pool = self._pools[key] = make_pool(target.scheme, target.host, route, context)
        return pool

    def tolerate(self, context: ssl.SSLContext) -> None:
        """From now on this context is used where a TLS fault is put up with."""
        self.tolerant = context
        for key in [key for key in self._pools if key[2]]:
            self._pools.pop(key).close()

    def forget_route(self) -> None:
        """Look the name up again next time: nobody answered where it led."""
        self.close()
        self._routes.clear()

    def close(self) -> None:
        """Hang up."""
        for key in list(self._pools):
            self._pools.pop(key).close()


def _addresses(target: Target, resolve: Resolver, seconds: float) -> tuple[str, ...]:
    if target.literal is not None:
        return (str(target.literal),)
    try:
        found = resolve_within(resolve, target.host, target.port, seconds)
    except TimeoutError as error:
        raise Trouble(Outcome.TIMEOUT, "name service did not answer in time") from error
    except OSError as error:
        raise (socket_trouble(error) if error.errno else Trouble(Outcome.NO_ADDRESS, f"{error}"[:200])) from error
    if not found:
        raise Trouble(Outcome.NO_ADDRESS, "the name has no address")
    return found


def _check(route: Route) -> None:
    """One forbidden address among several spoils the name: which one is taken would be the other side's choice (G6)."""
    for address in route.addresses:
        refusal = route.rules.refusal(address, route.port)
        if refusal:
            raise Trouble(Outcome.FORBIDDEN, refusal)


class Visits:
    """The hosts under visit, the least recently used let go first. Thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._visits: OrderedDict[str, HostVisit] = OrderedDict()

    def of(self, origin: str) -> HostVisit:
        """The visit under way, or a new one."""
        with self._lock:
            visit = self._visits.get(origin)
            if visit is not None and self._is_over(visit):
                self._drop(visit)
                visit = None
            if visit is None:
                visit = self._visits[origin] = HostVisit(origin)
            visit.used_at = time.monotonic()
            self._visits.move_to_end(origin)
            gone = self._surplus()
        for one in gone:
            one.close()
            one.lock.release()
        return visit

    @contextmanager
    def alone(self, visit: HostVisit, patience_s: float) -> Iterator[None]:
        """Be the only one at this host. Raises Trouble when another thread holds it for too long."""
        if not visit.lock.acquire(timeout=patience_s):
            raise Trouble(Outcome.TIMEOUT, "the host was busy with other requests of ours")
        try:
            yield
        finally:
            visit.used_at = time.monotonic()
            visit.lock.release()

    def close(self) -> None:
        """Forget everything, hang up everywhere; requests under way end on their own, and soon."""
        with self._lock:
            visits, self._visits = list(self._visits.values()), OrderedDict()
        for visit in visits:
            visit.close()

    def _is_over(self, visit: HostVisit) -> bool:
        return time.monotonic() - visit.used_at > VISIT_ENDS_AFTER_S and not visit.lock.locked()

    def _drop(self, visit: HostVisit) -> None:
        del self._visits[visit.origin]
        visit.close()

    def _surplus(self) -> list[HostVisit]:
        """Idle visits beyond the limit, oldest first, locked so that nobody uses them any more."""
        spare = len(self._visits) - self._most
        if spare <= 0:
            return []
        gone = []
        for origin in list(islice(self._visits, spare)):
            visit = self._visits[origin]
            if visit.lock.acquire(blocking=False):
                gone.append(self._visits.pop(origin))
        return gone
