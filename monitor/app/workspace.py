"""A workspace open to work in, and what the commands that work ask of it."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from alerts.wording import Rendered
from crawlers.fetching import HttpFetcher
from crawlers.looking.pool import looker
from crawlers.readers import reader_names
from monitor.app.alarm import broken, under_watch
from monitor.app.building import open_channels, open_crew, open_fetcher
from monitor.app.collecting import collected_seldom
from monitor.app.messengers import open_tokens
from monitor.app.opened import Workspace
from monitor.app.pinging import FAILED, ping
from monitor.app.refusals import RehearsalRefused
from monitor.catalogue.loading import load_catalogue
from monitor.clock import Clock
from monitor.pipeline.compose import drafts
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.digest import digest_cycle, queue_digest, render
from monitor.pipeline.judge import judge_cycle
from monitor.pipeline.look import Progress, look_cycle
from monitor.pipeline.look_figures import LookFigures
from monitor.pipeline.operator import cut_off, watch_ourselves
from monitor.pipeline.prune import Pruned, prune
from monitor.pipeline.self_watch import Signs, watch_over
from monitor.pipeline.send import send_cycle
from monitor.ports import Lease, StorageError, Transaction
from monitor.reports.facts import moment
from monitor.storage.lease import hold
from monitor.storage.pruning import remove_files
from rules.periods import key_of

log = logging.getLogger("dondoc.run")
Told = TypeVar("Told")


@dataclass
class RunFigures:
    """One cycle in figures, as ``run --json`` prints it."""

    looks: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    changes: int = 0
    messages: dict[str, int] = field(default_factory=dict)
    incidents: list[str] = field(default_factory=list)
    plan_changes: list[dict[str, object]] = field(default_factory=list)
    decisions_lost: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, object]:
        """INTERFACE, ``run --json``."""
        return {
            "looks": self.looks,
            "verdicts": self.verdicts,
            "changes": self.changes,
            "messages": self.messages,
            "incidents": self.incidents,
            "plan_changes": self.plan_changes,
            "decisions_lost": self.decisions_lost,
            "seconds": round(self.seconds, 3),
        }


class App(Workspace):
    """One workspace, open to work in."""

    @staticmethod
    def open_to_work(home: Path, clock: Clock) -> App:
        """As ``open``; a database that will not open is told to the administrator: nobody reads what cron says."""
        try:
            return App.open(home, clock)
        except StorageError as trouble:
            if not clock.rehearsal:
                settings = load_catalogue(home.resolve(), reader_names()).settings
                ping(settings, FAILED)
                broken(settings, home.resolve(), clock.now(), trouble)
            raise

    def lease(self, name: str) -> AbstractContextManager[Lease]:
        """Hold the workspace for this process. Raises AlreadyRunning."""
        return hold(self.store, self.home, name)

    def drafts(self, really_send: bool) -> list[dict[str, object]]:
        """What ``send`` would send now; nothing is written."""
        frame = self._sending_frame(really_send)
        with self.store.read(frame.rehearsal) as tx:
            return [
                {
                    "kind": message.kind,
                    "channel": message.channel,
                    "recipient": message.recipient,
                    "subject": message.subject,
                    "findings": [str(finding) for finding in message.findings],
                    "text": message.text,
                }
                for message in drafts(frame, tx)
            ]

    def cycle(
        self,
        *,
        look: bool = False,
        judge: bool = False,
        send: bool = False,
        really_send: bool = False,
        only: str | None = None,
        looks_follow: bool = False,
        progress: Progress = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> RunFigures:
        """Carry out the parts of one cycle. Raises AlreadyRunning, RehearsalRefused, StorageError.

        ``looks_follow``: a cycle that looks comes soon, so letters may wait for it.
        ``stop``: asked between the parts, so that a service ends soon after it is told to.
        """
        self.check_rehearsal()
        began = time.monotonic()
        figures = RunFigures()
        with self.lease("run") as lease, self._watched(look and judge and send), collected_seldom():
            frame = replace(self._sending_frame(really_send), looks=look or looks_follow)
            with self.store.write(frame.rehearsal, "begin") as tx:
                before = tx.runs.last()
                run = tx.runs.begin("run", frame.now)
            log.info("run began", extra={"facts": {"run": run, "moment": moment(frame.now)}})
            seen = self._look(frame, run, only, progress, stop) if look else LookFigures()
            if look:
                figures.looks = _look_counts(seen)
                figures.incidents = watch_ourselves(frame, run, seen)
            if judge and not stop() and "clock" not in figures.incidents:
                self._judge(frame, run, figures)
            if send and not stop() and lease.still_mine():
                self._send(frame, run, lease, figures, before, stop)
            figures.seconds = time.monotonic() - began
            with self.store.write(frame.rehearsal, "finish") as tx:
                tx.runs.finish(run, frame.now, figures.as_json())
        log.info("run finished", extra={"facts": {"run": run} | figures.as_json()})
        self._write_status(frame.now, figures)
        return figures

    def check_rehearsal(self) -> None:
        """Raises RehearsalRefused where a rehearsal would mix with what was really seen."""
        if self.clock.rehearsal and self.store.has_real_looks():
            raise RehearsalRefused(
                "Thư mục làm việc này đã có lần xem thật nên không diễn tập (--at) được; "
                "hãy tạo thư mục khác bằng `dondoc init` để diễn tập."
            )

    def _sending_frame(self, really_send: bool) -> Cycle:
        return self._frame("file" if self.clock.rehearsal and not really_send else None)

    def _look(
        self, frame: Cycle, run: int, only: str | None, progress: Progress, stop: Callable[[], bool]
    ) -> LookFigures:
        fetcher = open_fetcher(self.catalogue.settings, self.clock)
        try:
            if cut_off(frame, run, fetcher):
                return LookFigures(cut_off=True)
            with _closed_on(stop, fetcher):
                crew = open_crew(frame, self.clock, only)
                return look_cycle(frame, run, crew or looker(fetcher, frame.now), only, progress, stop)
        finally:
            fetcher.close()

    def _judge(self, frame: Cycle, run: int, figures: RunFigures) -> None:
        log.info("judging", extra={"facts": {"run": run}})
        judged = judge_cycle(frame, run)
        figures.changes, figures.verdicts = judged.changes, judged.verdicts
        figures.plan_changes = [change.as_fact() for change in judged.plan_changes]
        figures.decisions_lost = list(judged.lost)
        if judged.storm is not None and judged.storm.hold:
            figures.incidents.append("storm")
        if judged.storm is not None and judged.storm.hold_back:
            figures.incidents.append("withdrawn")

    def _watched(self, whole: bool) -> AbstractContextManager[None]:
        """A whole real cycle is heard of outside, and its failure by the administrator."""
        if not whole or self.clock.rehearsal:
            return nullcontext()
        return under_watch(self.catalogue.settings, self.home, self.clock.now())

    def _send(
        self,
        frame: Cycle,
        run: int,
        lease: Lease,
        figures: RunFigures,
        before: Mapping[str, object] | None,
        stop: Callable[[], bool],
    ) -> None:
        log.info("sending", extra={"facts": {"run": run}})
        digest_cycle(frame, run)
        channels = open_channels(self.catalogue.settings, self.store)
        try:
            sent = send_cycle(frame, run, channels, lease.owner, stop)
            watched = watch_over(frame, run, self._signs(frame, before, figures))
            figures.incidents = [*figures.incidents, *watched.names]
            if watched.told:
                sent.add(send_cycle(frame, run, channels, lease.owner, stop))
        finally:
            for channel in channels.values():
                channel.close()
        figures.messages = {
            "queued": sent.queued,
            "sent": sent.sent,
            "failed": sent.failed,
            "held": sent.held,
            "cancelled": sent.cancelled,
        }

    def _signs(self, frame: Cycle, before: Mapping[str, object] | None, figures: RunFigures) -> Signs:
        finished = before["finished"] if before is not None else None
        tokens = open_tokens(self.catalogue.settings.channels.messengers, self.store)
        token = tokens.warning() if tokens is not None and not frame.rehearsal else None
        ended = finished if isinstance(finished, datetime) else None
        return Signs(self.home, ended, token, tuple(figures.incidents), figures.looks.get("total", 0) > 0)

    def digest(self, week: str | None, send: bool) -> tuple[Rendered, bool]:
        """The digest of a week (default: last week), and whether it was queued for the office."""
        frame = self.frame
        chosen = week or key_of("week", frame.now.date() - timedelta(days=7))
        with self.store.read(frame.rehearsal) as tx:
            rendered = render(frame, tx, chosen)
        if not send:
            return rendered, False
        self.check_rehearsal()
        with self.lease("run"), self.store.write(frame.rehearsal) as tx:
            run = tx.runs.begin("digest", frame.now)
            queued = queue_digest(frame, tx, run, chosen)
            tx.runs.finish(run, frame.now, {"queued": queued})
        return rendered, queued

    def prune(self, dry_run: bool) -> Pruned:
        """Let go of what is older than the settings keep."""
        self.check_rehearsal()
        with nullcontext() if dry_run else self.lease("run"):
            return prune(self.frame, dry_run, lambda names: remove_files(self.home / "data" / "evidence", names))

    def decide(self, what: Callable[[Cycle, Transaction], Told]) -> Told:
        """Carry out a person's decision in one transaction; what is told of it."""
        self.check_rehearsal()
        frame = self.frame
        with self.lease("run"), self.store.write(frame.rehearsal) as tx:
            return what(frame, tx)

    def _write_status(self, now: datetime, figures: RunFigures) -> None:
        """``data/status.json``: what a watchdog outside may read; written whole or not at all."""
        target = self.home / "data" / "status.json"
        facts = {"at": moment(now), "rehearsal": self.clock.rehearsal, "pid": os.getpid()} | figures.as_json()
        draft = target.with_suffix(".json.tmp")
        with suppress(OSError):
            draft.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(target)


@contextmanager
def _closed_on(stop: Callable[[], bool], fetcher: HttpFetcher) -> Iterator[None]:
    """Close the fetcher as soon as somebody asks to stop: looks under way end at once (A5)."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            if stop():
                fetcher.close()
                return

    watcher = threading.Thread(target=watch, name="stop-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _look_counts(seen: LookFigures) -> dict[str, int]:
    return {"total": seen.total, "read": seen.read, "unchanged": seen.unchanged, "failed": seen.failed}
