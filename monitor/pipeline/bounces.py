"""Letters that came back mark their address, and what they were to say goes another way (D14, S26, S27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from alerts.heard import CLOSING
from alerts.notice import Notice
from alerts.returned import Returned
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.operator import NAMED, carrier, tell_admin, tell_office
from monitor.pipeline.reaching import EMAIL, reachable
from monitor.pipeline.recheck import RECIPIENT_CHANGED, readdressed, why_stale
from monitor.ports import Transaction

FULL = timedelta(days=7)
"""A full mailbox is tried again after so long."""


@dataclass
class BounceFigures:
    """``read``: reports; ``strange``: about what we never sent; ``marked``: addresses not written to any more."""

    read: int = 0
    strange: int = 0
    messages: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    again: int = 0


def take_back(cycle: Cycle, tx: Transaction, reports: Iterable[Returned]) -> BounceFigures:
    """Mark messages and addresses, and plan the same steps by another way; the office hears once of each address.

    A report counts only where message and recipient are ours together: strangers mark nothing.
    """
    figures = BounceFigures()
    lines: list[str] = []
    hit: dict[str, Returned] = {}
    for report in reports:
        figures.read += 1
        key = _ours(cycle, tx, report)
        if key is None:
            figures.strange += 1
            continue
        figures.messages.append(key)
        hit[key] = report
        if report.for_good and not _own(cycle, report.recipient):
            if _mark(cycle, tx, report):
                figures.marked.append(report.recipient)
                lines.append(f"{report.recipient}: {report.reason}")
        else:
            _tell_of_other(cycle, tx, key, report)
    bars = tx.outbox.barred(cycle.now)
    after = replace(cycle, catalogue=replace(cycle.catalogue, units=reachable(cycle.catalogue.units, bars)))
    for key in hit:
        figures.again += _another_way(after, tx, key)
    if lines:
        _tell_office(cycle, tx, sorted(set(lines)))
    return figures


def _ours(cycle: Cycle, tx: Transaction, report: Returned) -> str | None:
    for name in report.message_ids:
        key = tx.outbox.bounced(name, report.recipient, cycle.now, f"thư bị trả lại: {report.reason}")
        if key is not None:
            return key
    return None


def _own(cycle: Cycle, address: str) -> bool:
    settings = cycle.catalogue.settings
    return address in {(one.email or "").strip().lower() for one in (settings.office, settings.admin)}


def _mark(cycle: Cycle, tx: Transaction, report: Returned) -> bool:
    """Whether it is newly marked."""
    until = cycle.now + FULL if report.status.startswith("5.2.2") else None
    return tx.outbox.bar(EMAIL, report.recipient, cycle.now, report.reason, until, report.message_ids[0]) == 1


def _tell_of_other(cycle: Cycle, tx: Transaction, key: str, report: Returned) -> None:
    """The office's own mailbox, or a refusal of us or of the text: that is for the administrator."""
    lines = [f"{report.recipient}: {report.status} {report.reason}"]
    tell_admin(cycle, tx, f"bounce|{key}", "Một thư bị trả lại", lines, failing=carrier(cycle, EMAIL, report.recipient))


def _another_way(cycle: Cycle, tx: Transaction, key: str) -> int:
    """The steps that the lost letter told, for whoever can be told now; nothing where they hold no more."""
    notices: list[Notice] = [row.notice for row in tx.outbox.frozen_in(key)]
    held = tx.verdicts.current({notice.finding for notice in notices})
    lost = [
        notice
        for notice in notices
        if notice.kind not in CLOSING
        and not notice.passed(cycle.now)
        and why_stale(cycle, notice, held) == RECIPIENT_CHANGED
    ]
    again = readdressed(cycle, tx, lost)
    tx.outbox.add_notices(0, again)
    return len(again)


def _tell_office(cycle: Cycle, tx: Transaction, lines: Sequence[str]) -> None:
    named = sha256("\n".join(lines).encode()).hexdigest()[:16]
    more = [f"Và {len(lines) - NAMED} địa chỉ khác (`dondoc bounces`)."] if len(lines) > NAMED else []
    advice = "Sửa địa chỉ trong units.csv; địa chỉ vẫn đúng thì chạy `dondoc bounces --clear ĐỊA_CHỈ`."
    heading = f"Thư gửi {len(lines)} địa chỉ bị trả lại"
    tell_office(cycle, tx, f"bounce|{named}", heading, [*lines[:NAMED], *more, advice])
