"""The service: a few ticks by APScheduler; what is due is in our tables, never in a job store (DESIGN, facts)."""

from __future__ import annotations

import logging
import signal
import threading
import time
from datetime import datetime
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.app.alarm import sound, unreadable
from monitor.app.pinging import FAILED, ping
from monitor.app.workspace import App
from monitor.catalogue.faults import CatalogueFaults
from monitor.ports import AlreadyRunning, StorageError
from rules.model import VN

log = logging.getLogger("dondoc.daemon")

TICK_S = 60.0
SEND_S, REST_S, LONGEST_REST_S = 2.0, 3.0, 60.0
"""Letters that wait are looked for so often; where nobody took one, the next is tried after a tenth of the silence."""
STOP_WITHIN_S = 25.0
BROKEN_AFTER = 5
"""Cycles in a row that failed, after which the service ends rather than live half dead (C10, C12)."""
_NOTHING_MEANWHILE = "Trang vẫn được xem; chưa kết luận và chưa gửi thư nào cho tới khi sửa xong."


class Service:
    """One cycle a tick while this process holds the daemon's lease."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stop = threading.Event()
        self._failures = 0
        self._rest_until = 0.0
        self._silent_since: float | None = None
        self._began: float | None = None
        self._unread = 0
        self.exit_code = 0

    def tick(self) -> None:
        """One cycle; a cycle that fails is logged and tried again at the next tick."""
        if self._stop.is_set():
            return
        self._began = time.monotonic()
        try:
            self._reread()
            self._cycle()
        finally:
            self._began = None

    def _reread(self) -> None:
        """What people wrote holds from the next tick on. While their files cannot be read, nobody knows what is owed:
        pages are looked at, nothing is judged and no letter leaves (S20)."""
        app = self._app
        try:
            if app.reread():
                log.info("files read anew")
            self._unread = 0
        except CatalogueFaults as faults:
            self._unread += 1
            log.error("files cannot be read", extra={"facts": {"why": str(faults)}})
            if self._unread > 1:  # at the first tick somebody may still be writing
                unreadable(app.catalogue.settings, app.home, app.clock.now(), faults, _NOTHING_MEANWHILE)

    def send(self) -> None:
        """Between the ticks: letters that wait leave at once; while nobody answers, ask again every so often (D13)."""
        if self._stop.is_set() or self._unread or time.monotonic() < self._rest_until:
            return
        try:
            if self._app.letters_waiting():
                messages = self._app.cycle(send=True, looks_follow=True, stop=self._stop.is_set).messages
                self._rest_until = time.monotonic() + self._rest(bool(messages.get("sent")))
            else:
                self._silent_since = None
        except AlreadyRunning:
            return
        except Exception:
            # The next tick meets the same trouble, tells of it and counts it.
            log.exception("sending failed")
            self._rest_until = time.monotonic() + TICK_S

    def _rest(self, sent: bool) -> float:
        """Seconds: short while letters leave, and soon after a server fell silent; longer the longer it is."""
        now = time.monotonic()
        if sent or self._silent_since is None:
            self._silent_since = None if sent else now
        silent = now - self._silent_since if self._silent_since is not None else 0.0
        return 0.0 if sent else min(max(REST_S, silent / 10), LONGEST_REST_S)

    def _cycle(self) -> None:
        try:
            known = not self._unread
            figures = self._app.cycle(look=True, judge=known, send=known, stop=self._stop.is_set)
        except AlreadyRunning as busy:
            log.info("another run is working", extra={"facts": {"holder": str(busy)}})
            return
        except StorageError as trouble:
            self._failed(str(trouble))
            return
        except Exception:
            log.exception("cycle failed")
            self._failed("unexpected")
            return
        self._failures = 0
        log.info("cycle done", extra={"facts": figures.as_json()})

    def _failed(self, why: str) -> None:
        self._failures += 1
        log.error("cycle failed", extra={"facts": {"why": why, "in_a_row": self._failures}})
        if self._failures >= BROKEN_AFTER:
            self.exit_code = 3
            self._stop.set()

    def watch(self) -> None:
        """Tell, from outside the thread that works, of a cycle that does not come to its end (C9, C11)."""
        app, began = self._app, self._began
        minutes = app.catalogue.settings.watch.hung_min
        if began is None or time.monotonic() - began < minutes * 60:
            return
        lines = (f"Một lượt của dịch vụ đã chạy quá {minutes} phút mà chưa xong; hãy xem data/logs/dondoc.log.",)
        if sound(app.catalogue.settings, app.home, app.clock.now(), "hung", "Một lượt chạy mãi không xong", lines):
            ping(app.catalogue.settings, FAILED)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the message in hand and end (SIGTERM)."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until somebody asks the service to stop."""
        return self._stop.wait(seconds)


def serve_forever(app: App) -> int:
    """Run until SIGTERM or SIGINT; returns the exit code. Raises AlreadyRunning when another daemon holds the lease,
    RehearsalRefused."""
    app.check_rehearsal()
    with app.lease("daemon"):
        service = Service(app)
        signal.signal(signal.SIGTERM, service.stop)
        signal.signal(signal.SIGINT, service.stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the files are read anew at every tick, asked or not
        scheduler = _scheduled(service)
        scheduler.start()
        log.info("service started", extra={"facts": {"home": str(app.home), "tick_s": TICK_S}})
        clock = time.time()
        # Even the first cycle is watched: it works in the scheduler's thread, not in this one.
        while not service.wait(1.0):
            service.watch()
            before, clock = clock, time.time()
            if clock < before:
                due_again(scheduler)
            if not scheduler.running:
                service.exit_code = 3
                break
        _end(scheduler)
        log.info("service stopped", extra={"facts": {"exit_code": service.exit_code}})
        return service.exit_code


def _scheduled(service: Service) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)})
    # Defaults of the library would drop a late tick after one second and pile up missed ones.
    kept = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(service.tick, IntervalTrigger(seconds=TICK_S), next_run_time=datetime.now(VN), **kept)
    scheduler.add_job(service.send, IntervalTrigger(seconds=SEND_S), **kept)
    return scheduler


def due_again(scheduler: BackgroundScheduler) -> None:
    """After the clock was set back: the library waits for a moment of the old clock, hours or days from now (C3)."""
    log.warning("the clock was set back")
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(VN))


def _end(scheduler: BackgroundScheduler) -> None:
    """Let the running cycle finish the message in hand, but not for ever (A5)."""
    ended = threading.Thread(target=scheduler.shutdown, kwargs={"wait": True}, daemon=True)
    ended.start()
    ended.join(STOP_WITHIN_S)
