"""The clock as a value: the real one, or the rehearsal clock of ``--at`` (S1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.model import VN


@dataclass(frozen=True, slots=True)
class Clock:
    """``at`` None: real time. Otherwise the moment at which the run pretends to happen; it stands still."""

    at: datetime | None = None

    @property
    def rehearsal(self) -> bool:
        """Whether this is not the real time."""
        return self.at is not None

    def now(self) -> datetime:
        """The moment of the run, in Vietnam."""
        return self.at.astimezone(VN) if self.at is not None else datetime.now(VN)


def parse_moment(text: str) -> datetime:
    """``2022-03-05T08:00+07:00``; without an offset it is Vietnamese time, a bare day is its midnight.

    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=VN)
