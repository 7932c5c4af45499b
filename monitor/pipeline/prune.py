"""Prune: evidence and personal data for as long as the settings say, never what an open finding needs (L10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.pipeline.cycle import Cycle
from monitor.ports import PrunedEvidence, Transaction
from rules.duties import reach
from rules.engine import place_keys
from rules.model import Duty

MARGIN = timedelta(days=45)
"""Looks from before the period show what was there already (S9)."""
WHO = "dondoc prune"
REASON = "hết thời hạn lưu giữ (retention trong settings.yaml)"
AT_ONCE = 500


@dataclass
class Pruned:
    """What may go, or went. ``removed``: files taken from the disk, those of an interrupted earlier time among them."""

    files: int = 0
    records: int = 0
    bytes: int = 0
    letters: int = 0
    removed: int = 0


def prune(cycle: Cycle, dry_run: bool, remove: Callable[[Collection[str]], int]) -> Pruned:
    """Let go of what is old. ``remove``: takes files from the disk once their tombstones are committed."""
    pruned = Pruned()
    with cycle.store.read(cycle.rehearsal) as tx:
        files, letters = _old_files(cycle, tx), _old_letters(cycle, tx)
    pruned.files, pruned.records = len(files), sum(one.records for one in files)
    pruned.bytes, pruned.letters = sum(one.bytes for one in files), len(letters)
    if dry_run:
        return pruned
    _commit(cycle, files, letters, pruned)
    with cycle.store.read(cycle.rehearsal) as tx:
        buried = tx.pruning.buried()
    pruned.removed = remove(buried)
    return pruned


def _commit(cycle: Cycle, files: list[PrunedEvidence], letters: list[int], pruned: Pruned) -> None:
    for start in range(0, len(letters), AT_ONCE):
        with cycle.store.write(cycle.rehearsal, "prune") as tx:
            tx.pruning.forget(letters[start : start + AT_ONCE])
    if not files and not letters:
        return
    with cycle.store.write(cycle.rehearsal, "prune") as tx:
        # Asked again inside the transaction: a duty may have been reopened meanwhile.
        still = {one.file for one in _old_files(cycle, tx)}
        files = [one for one in files if one.file in still]
        tx.pruning.bury(files, cycle.now, REASON)
        facts = {"files": [one.file for one in files], "records": pruned.records, "letters": len(letters)}
        tx.verdicts.note_deed(cycle.now, WHO, "prune", REASON, facts)


def _old_files(cycle: Cycle, tx: Transaction) -> list[PrunedEvidence]:
    months = cycle.catalogue.settings.retention.evidence_months
    return tx.pruning.old_evidence(_before(cycle.now, months), _open_places(cycle, tx)) if months else []


def _old_letters(cycle: Cycle, tx: Transaction) -> list[int]:
    months = cycle.catalogue.settings.retention.letters_months
    still = [duty.key for duty in _open_duties(cycle, tx)] if months else []
    return tx.pruning.old_letters(_before(cycle.now, months), still) if months else []


def _open_duties(cycle: Cycle, tx: Transaction) -> Iterator[Duty]:
    """Every duty that has begun and is not closed."""
    standing = tx.verdicts.standing()
    for duty in cycle.duties:
        held = standing.get(duty.key)
        if duty.period.start <= cycle.now and (held is None or held.closed_at is None):
            yield duty


def _open_places(cycle: Cycle, tx: Transaction) -> dict[tuple[str, str], datetime]:
    """Where looks may still decide something, and since when."""
    found: dict[tuple[str, str], datetime] = {}
    for duty in _open_duties(cycle, tx):
        for place in place_keys(duty):
            since = reach(duty) - MARGIN
            found[place] = min(since, found.get(place, since))
    return found


def _before(now: datetime, months: int) -> datetime:
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=years, month=month + 1, day=min(now.day, 28))
