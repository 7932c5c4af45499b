"""How many messages may be on their way over one channel at once: more while all goes well, one where it does not (D12,
D13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from alerts.channel import Channel, Delivery, Receipt

_GROWS_AFTER = 2
"""Answers after which one more connection is worth opening: a handful of letters needs no second one."""


@runtime_checkable
class SideBySide(Protocol):
    """A channel that may be used over several connections, each by one thread. ``connections``: at most so many."""

    connections: int

    def another(self) -> Channel:
        """The same channel over a connection of its own; whoever asked for it closes it."""


def most_of(channel: Channel) -> int:
    """At most so many at once; one where a channel says nothing of it."""
    return max(1, channel.connections) if isinstance(channel, SideBySide) else 1


@dataclass
class Pace:
    """One channel within one run. ``most``: of its settings, fewer once the server took fewer. ``away``: nobody
    answers; what waits for this channel waits as it is (D1)."""

    most: int
    busy: int = 0
    away: bool = False
    _good: int = 0
    _doubt: bool = False

    @property
    def room(self) -> int:
        """How many more may begin now."""
        if self.away or (self._doubt and self.busy):
            return 0
        return max(0, min(self.most, 1 + self._good // _GROWS_AFTER) - self.busy)

    def began(self) -> None:
        """One more is on its way."""
        self.busy += 1

    def ended(self, receipt: Receipt) -> None:
        """One of them is over; what was answered says how many may follow."""
        self.busy -= 1
        if receipt.away:
            # Nobody answered one of several: either the server takes fewer at once, or it went away under them. The
            # others know; until they say so, nobody else asks.
            self.away = self._doubt or not self.busy
            self._doubt, self._good, self.most = True, 0, max(1, self.busy)
        elif receipt.delivery in (Delivery.SENT, Delivery.PERMANENT):
            self._doubt = False
            self._good += 1
        else:
            self._good = 0
