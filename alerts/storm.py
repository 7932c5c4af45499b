"""The storm brake: when too many units turn bad at once, the fault is more likely ours (S25). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.model import CHARGES, Status


@dataclass(frozen=True, slots=True)
class Storm:
    """What one run brought. ``units``: those newly charged or newly unknown; ``of``: units judged at all."""

    units: tuple[str, ...]
    of: int
    hold: bool

    @property
    def sentence(self) -> str:
        """Why messages are held, for the office."""
        percent = round(100 * len(self.units) / self.of) if self.of else 0
        return (
            f"Trong một lượt kiểm tra có {len(self.units)} trên {self.of} đơn vị ({percent} %) cùng chuyển sang "
            "chưa đạt hoặc chưa xác định. Mức này khác thường nên thư gửi các đơn vị được giữ lại, "
            "chờ văn phòng xem xét."
        )


def weigh(
    changes: Iterable[tuple[str, Status | None, Status]], units: int, share: float = 0.20, more_than: int = 5
) -> Storm:
    """Weigh one run: ``changes`` are (unit, status before, status after); ``units`` is how many units owe anything.

    Messages to units are held when more than ``share`` of the units and more than ``more_than`` of them turned (S25).
    """
    turned = tuple(sorted({unit for unit, before, after in changes if _turned(before, after)}))
    return Storm(turned, units, len(turned) > more_than and len(turned) > share * units)


def _turned(before: Status | None, after: Status) -> bool:
    if after in CHARGES:
        return before not in CHARGES
    return after is Status.UNKNOWN and before is not Status.UNKNOWN
