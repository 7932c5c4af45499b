"""The storm brake: when too many units turn bad at once, the fault is more likely ours (S25). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from rules.model import CHARGES, Status


@dataclass(frozen=True, slots=True)
class Storm:
    """What one run brought. ``units``: those newly charged or newly unknown; ``of``: units judged at all.

    ``hold``: letters that charge wait. ``withdrawn``: units whose charges were taken back at once, among so many that
    stood ``accused``; ``hold_back``: their corrections wait.
    """

    units: tuple[str, ...]
    of: int
    hold: bool
    withdrawn: tuple[str, ...] = ()
    accused: int = 0
    hold_back: bool = False

    @property
    def sentence(self) -> str:
        """Why messages are held, for the office."""
        share = _percent(self.units, self.of)
        return (
            f"Trong một lượt kiểm tra có {len(self.units)} trên {self.of} đơn vị ({share} %) cùng chuyển sang "
            "chưa đạt hoặc chưa xác định. Mức này khác thường nên thư gửi các đơn vị được giữ lại, "
            "chờ văn phòng xem xét."
        )

    @property
    def withdrawn_sentence(self) -> str:
        """Why corrections are held, for the office."""
        share = _percent(self.withdrawn, self.accused)
        return (
            f"Trong một lượt có {len(self.withdrawn)} trên {self.accused} đơn vị đang bị ghi chưa đạt ({share} %) được "
            "rút kết luận đã báo. Nếu do tệp kế hoạch hoặc danh mục bị xóa, sửa nhầm thì hãy khôi phục tệp; "
            "thư đính chính được giữ lại, chờ văn phòng xem xét."
        )


def _percent(units: Collection[str], of: int) -> int:
    return round(100 * len(units) / of) if of else 0


def weigh(
    changes: Iterable[tuple[str, Status | None, Status]],
    units: int,
    share: float = 0.20,
    more_than: int = 5,
    common: Mapping[str, str] | None = None,
) -> Storm:
    """Weigh one run: ``changes`` are (unit, status before, status after); ``units`` is how many units owe anything.

    Messages to units are held when more than ``share`` of the units and more than ``more_than`` of them turned (S25).
    ``common``: name of the fault by which a unit cannot be seen; those who share one, and only cannot be seen, count
    once.
    """
    charged, unseen = set(), set()
    for unit, before, after in changes:
        if after in CHARGES and before not in CHARGES:
            charged.add(unit)
        elif after is Status.UNKNOWN and before is not Status.UNKNOWN:
            unseen.add(unit)
    faults = {(common or {}).get(unit, unit) for unit in unseen - charged}
    turned = tuple(sorted(charged | unseen))
    return Storm(turned, units, unusual(len(charged) + len(faults), units, share, more_than))


def weigh_corrections(
    storm: Storm, withdrawn: Iterable[str], accused: int, share: float = 0.20, more_than: int = 5
) -> Storm:
    """The same brake for charges taken back: a file deleted by accident must not send a flood of corrections (S25).

    ``accused``: units that stood accused before the run; it is their share that counts.
    """
    units = tuple(sorted(set(withdrawn)))
    of = max(accused, len(units))
    return replace(storm, withdrawn=units, accused=of, hold_back=unusual(len(units), of, share, more_than))


def unusual(turned: int, units: int, share: float, more_than: int) -> bool:
    """More than so many, and more than such a share (S25)."""
    return turned > more_than and turned > share * units
