"""Lines: letters on their way, several at once over channels that can, each in a thread; no database in here.

Whoever hands letters over stays the only writer of their states: a thread does nothing but deliver (S23).
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from alerts.channel import Channel, Outgoing, Receipt
from alerts.side_by_side import Pace, SideBySide, most_of
from monitor.ports import MessageRow

DEADLINE_S = 60.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message as it leaves."""

    row: MessageRow
    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of it."""

    row: MessageRow
    receipt: Receipt


class Lines:
    """The connections of one run. A context manager; ``channels`` themselves are closed by whoever opened them."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._first = channels
        self._idle = {name: [channel] for name, channel in channels.items()}
        self._pace = {name: Pace(most_of(channel)) for name, channel in channels.items()}
        self._opened: list[Channel] = []
        self._under_way: dict[Future[Receipt], tuple[Letter, Channel]] = {}
        most = sum(pace.most for pace in self._pace.values())
        self._threads = ThreadPoolExecutor(max_workers=max(1, most), thread_name_prefix="line")

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True)
        for channel in self._opened:
            channel.close()

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._under_way)

    def room(self) -> dict[str, int]:
        """How many letters each channel takes now."""
        return {name: pace.room for name, pace in self._pace.items()}

    def hearing(self) -> set[str]:
        """Recipients of what is on its way: what follows to the same person follows after it."""
        return {letter.row.message.recipient for letter, _ in self._under_way.values()}

    def hand(self, letter: Letter) -> None:
        """Let it leave, now, over an idle connection or one more."""
        name = letter.row.message.channel
        channel = self._idle[name].pop() if self._idle[name] else self._another(name)
        self._pace[name].began()
        self._under_way[self._threads.submit(channel.deliver, letter.outgoing, DEADLINE_S)] = (letter, channel)

    def back(self) -> tuple[list[Delivered], list[BaseException]]:
        """Wait for the first that is over: all that are, and what a channel raised though it never should."""
        over, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
        delivered, faults = [], []
        for future in over:
            letter, channel = self._under_way.pop(future)
            name = letter.row.message.channel
            self._idle[name].append(channel)
            fault = future.exception()
            if fault is not None:
                faults.append(fault)
                continue
            self._pace[name].ended(future.result())
            delivered.append(Delivered(letter.row, future.result()))
        return delivered, faults

    def _another(self, name: str) -> Channel:
        first = self._first[name]
        assert isinstance(first, SideBySide)
        self._opened.append(first.another())
        return self._opened[-1]
