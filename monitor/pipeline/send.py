"""Send: claim, check again, commit the intent, send, commit the outcome (transaction 3 of the run, FAULTS 3.0, S23).

One thread keeps the books, others only deliver. What came back is written down in the same commit as the intents of the
letters that leave next, so a letter costs one commit at most, and several under way share it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from alerts.channel import Channel
from monitor import failpoints
from monitor.pipeline.compose import compose
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.handing import LEASE_S, SendFigures, Sending, begun
from monitor.pipeline.lines import Delivered, Letter, Lines
from monitor.pipeline.outcome import WHOLE_CHANNEL, outcome, unclear
from monitor.ports import Transaction

CLAIMS = 16
"""So many are claimed in one transaction at most: what came back must not wait for a long row of others."""
DRY_S, DRY_TIMES = 1.0, 50
"""For so long, and for so many times as long as the answer took, nobody asks again for channels that had nothing: the
answer means reading past all that waits for the others (J9)."""


def send_cycle(
    cycle: Cycle,
    run: int,
    channels: Mapping[str, Channel],
    owner: str,
    stop: Callable[[], bool] = lambda: False,
) -> SendFigures:
    """Recover what a dead run left, queue what is due, then deliver until nothing is left to claim.

    ``owner``: names this process in the leases. A channel whose set-up is wrong, or at which nobody answers, is not
    tried again in this run: its messages wait as they are (D1, D11). ``stop``: once it says so, only what is on its way
    already is seen to its end (A5).
    """
    figures = SendFigures()
    recover(cycle, channels, owner)
    with cycle.store.write(cycle.rehearsal, "compose") as tx:
        figures.queued = len(compose(cycle, run, tx))
        figures.held = len(tx.outbox.held_notices())
    with Lines(channels) as lines:
        _Books(Sending(cycle, channels, owner, _stopped(cycle)), lines, figures, stop).keep()
    return figures


def _stopped(cycle: Cycle) -> dict[str, datetime]:
    """Channels whose set-up was wrong, and until when nobody tries again: a lock-out helps nobody (D11)."""
    with cycle.store.read(cycle.rehearsal) as tx:
        bars = tx.outbox.barred(cycle.now)
    return {bar.channel: bar.until for bar in bars if bar.address == WHOLE_CHANNEL and bar.until is not None}


def recover(cycle: Cycle, channels: Mapping[str, Channel], owner: str) -> None:
    """Messages that a dead process left half-way: read the channel back, or send again, marked (FAULTS 3.0, step 7)."""
    with cycle.store.write(cycle.rehearsal, "recover") as tx:
        doubtful = tx.outbox.recover(owner)
    for row in doubtful:
        channel = channels.get(row.message.channel)
        found = channel.find(row.message.message_id) if channel else None
        with cycle.store.write(cycle.rehearsal, "settle") as tx:
            if channel is not None and not found and not channel.sends_again:
                unclear(cycle, tx, row, "dừng giữa lúc gửi")
            else:
                tx.outbox.settle(row.message.key, row.fence, bool(found), cycle.now)


class _Books:
    """The states of the letters of one round; nobody else writes them."""

    def __init__(self, sending: Sending, lines: Lines, figures: SendFigures, stop: Callable[[], bool]) -> None:
        self._sending, self._lines, self._figures, self._stop = sending, lines, figures, stop
        self._more = True
        self._fault: BaseException | None = None
        self._dry: tuple[set[str], float] | None = None

    def keep(self) -> None:
        """Until nothing is on its way and nothing can be claimed. Whatever goes wrong, what is on its way already is
        waited for and written down before it is raised."""
        over: list[Delivered] = []
        while True:
            for letter in self._turn(over):
                self._hand(letter)
            if not self._lines.busy and not self._more:
                break
            over, faults = self._lines.back() if self._lines.busy else ([], [])
            self._fault = next(iter(faults), None) if self._fault is None else self._fault
            for _ in over:
                failpoints.reach("after-delivery")
        if self._fault is not None:
            raise self._fault

    def _hand(self, letter: Letter) -> None:
        try:
            self._lines.hand(letter)
        except Exception as fault:  # no file, no thread left: others are on their way, and must be written down
            self._fault, self._more = self._fault or fault, False

    def _turn(self, over: list[Delivered]) -> list[Letter]:
        """One commit: the outcomes of what is over, and the intents of what leaves next."""
        sending, seen, leaving = self._sending, SendFigures(), list[Letter]()
        self._more = self._fault is None and not self._stop()
        if not over and not self._more:
            return []
        try:
            with sending.cycle.store.write(sending.cycle.rehearsal, "outcome+intent" if over else "intent") as tx:
                for one in over:
                    outcome(sending, tx, one, seen)
                if self._more:
                    leaving = self._claimed(tx, seen)
        except Exception as fault:
            # The next letter's trouble must not undo what became of the last ones: they would be sent again.
            self._fault, self._more = self._fault or fault, False
            self._alone(over)
            return []
        self._figures.count(seen)
        return leaving

    def _claimed(self, tx: Transaction, seen: SendFigures) -> list[Letter]:
        """As many letters as may leave now, the oldest first; a person who is being told hears the next one after."""
        room, hearing = self._lines.room(), self._lines.hearing()
        found: list[Letter] = []
        for _ in range(CLAIMS):
            full = {name for name, left in room.items() if left < 1}
            if self._surely_dry(full):
                self._more = False
                break
            asked = time.monotonic()
            row = tx.outbox.claim(self._sending.owner, self._sending.cycle.now, LEASE_S, full, hearing)
            if row is None:
                now = time.monotonic()
                self._more, self._dry = False, (full, now + max(DRY_S, DRY_TIMES * (now - asked)))
                break
            letter = begun(self._sending, tx, row, seen)
            if letter is not None:
                found.append(letter)
                room[row.message.channel] -= 1
                hearing.add(row.message.recipient)
        return found

    def _surely_dry(self, full: set[str]) -> bool:
        """Whether the channels with room had nothing a moment ago. While nothing is under way it is always asked."""
        if self._dry is None or not self._lines.busy or time.monotonic() > self._dry[1]:
            return False
        return self._dry[0] <= full

    def _alone(self, over: list[Delivered]) -> None:
        """Each outcome in a commit of its own, as far as the database lets us."""
        for one in over:
            seen = SendFigures()
            try:
                with self._sending.cycle.store.write(self._sending.cycle.rehearsal, "outcome") as tx:
                    outcome(self._sending, tx, one, seen)
            except Exception:
                continue  # the first fault is raised; this letter is recovered when its lease is over, and marked
            self._figures.count(seen)
