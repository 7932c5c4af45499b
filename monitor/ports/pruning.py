"""Door for letting go of what need not be kept any longer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rules.model import DutyKey


@dataclass(frozen=True, slots=True)
class PrunedEvidence:
    """A file of evidence that may go: its name, its records, its bytes."""

    file: str
    records: int
    bytes: int


class Pruning(Protocol):
    """Nothing append-only is touched; hashes stay where files go (S20, L10)."""

    def old_evidence(self, before: datetime, open_places: Mapping[tuple[str, str], datetime]) -> list[PrunedEvidence]:
        """Files whose every record is older and serves no open duty. ``open_places``: (unit, topic) → needed since."""

    def bury(self, files: Sequence[PrunedEvidence], at: datetime, reason: str) -> None:
        """Write their tombstones."""

    def buried(self) -> list[str]:
        """Names of files with a tombstone."""

    def old_letters(self, before: datetime, open_: Collection[DutyKey]) -> list[int]:
        """Settled messages that still hold text or an address, and tell of none of these duties."""

    def forget(self, letters: Collection[int]) -> None:
        """Take text, names and addresses out of them."""
