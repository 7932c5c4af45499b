"""What a run tells of its looks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.page import LookResult
from monitor.pipeline.clock_check import ENOUGH
from rules.model import HEALTHY, Outcome


@dataclass
class LookFigures:
    """What ``run --json`` tells of looking. ``outcomes``: by name. ``all_failed``: not one host could be seen (S14)."""

    total: int = 0
    read: int = 0
    unchanged: int = 0
    failed: int = 0
    new_items: int = 0
    cut_off: bool = False
    """The control addresses could not be reached: nothing was tried (S14)."""
    outcomes: dict[str, int] = field(default_factory=dict)
    migrated: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Per place (unit, topic), how many items came all at once with old dates, or with one same date (S10)."""
    enough: int = ENOUGH
    """How many sites must contradict our clock before it is held wrong."""
    dates: list[tuple[datetime, datetime]] = field(default_factory=list)
    """(server's Date header, our time) of answers, for the clock check (S14)."""

    @property
    def all_failed(self) -> bool:
        """Everything that was tried failed."""
        return self.total > 0 and self.failed == self.total

    def count(self, result: LookResult) -> None:
        """Add one look."""
        self.total += 1
        self.outcomes[result.outcome.value] = self.outcomes.get(result.outcome.value, 0) + 1
        if result.outcome is Outcome.UNCHANGED:
            self.unchanged += 1
        elif result.outcome in HEALTHY:
            self.read += 1
        else:
            self.failed += 1
        if result.date_header is not None:
            self.dates.append((result.date_header, result.at))
