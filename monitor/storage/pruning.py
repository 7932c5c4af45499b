"""Letting go: evidence files that nothing needs any more, texts and addresses of old messages.

Rows of evidence stay, and with them every hash and the chain: a tombstone says that the file was let go, not lost.
Whole files go or stay; a file holds the looks that were kept together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

from monitor.ports import PrunedEvidence
from monitor.storage.duties import among_duties
from monitor.storage.session import Session
from monitor.storage.tables import duty, evidence, look, message, message_file, notice, pruned_file, verdict
from rules.model import DutyKey, PlaceKey

GONE = "(đã bỏ)"
_SETTLED = ("sent", "dead", "cancelled")


class SqlPruning:
    """See ``monitor.ports.Pruning``."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def old_evidence(self, before: datetime, open_places: Mapping[PlaceKey, datetime]) -> list[PrunedEvidence]:
        """Files of which every record is old and none is needed (L10)."""
        done = select(pruned_file.c.file)
        ages = select(evidence.c.file).where(self.session.side(evidence), evidence.c.file.not_in(done))
        old = {
            row.file
            for row in self.session.rows(ages.group_by(evidence.c.file).having(func.max(evidence.c.at) < before))
        }
        columns = (evidence.c.file, evidence.c.sha256, evidence.c.revisit, evidence.c.length, look.c.id)
        query = select(*columns, look.c.unit, look.c.topic, look.c.at).join(look, look.c.id == evidence.c.look_id)
        proof = self._proof()
        files: dict[str, list[Any]] = defaultdict(list)
        for row in self.session.rows(query.where(self.session.side(evidence), evidence.c.at < before)):
            if row.file in old:
                files[row.file].append(row)
        free = {name: rows for name, rows in files.items() if not any(_needed(row, proof, open_places) for row in rows)}
        free = self._unreferenced(free)
        return [PrunedEvidence(name, len(rows), sum(row.length for row in rows)) for name, rows in sorted(free.items())]

    def _proof(self) -> set[int]:
        """Looks on which any verdict of an open duty stands."""
        query = select(verdict.c.proof).join(duty, duty.c.id == verdict.c.duty_id).where(duty.c.closed_at.is_(None))
        return {number for row in self.session.rows(query) for number in row.proof}

    def _unreferenced(self, free: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """A body that a record in a kept file repeats is kept with it."""
        said = select(evidence.c.file, evidence.c.sha256).where(evidence.c.revisit == True).distinct()  # noqa: E712
        repeats = [(row.file, row.sha256) for row in self.session.rows(said)]
        while True:
            wanted = {digest for file, digest in repeats if file not in free}
            kept = {name for name, rows in free.items() if any(not r.revisit and r.sha256 in wanted for r in rows)}
            if not kept:
                return free
            free = {name: rows for name, rows in free.items() if name not in kept}

    def bury(self, files: Sequence[PrunedEvidence], at: datetime, reason: str) -> None:
        """Before the first file is removed: what is missing after a crash was let go, not lost."""
        side = {"rehearsal": self.session.mark, "at": at, "reason": reason}
        rows = [side | {"file": one.file, "records": one.records} for one in files]
        self.session.run(insert(pruned_file), rows)

    def buried(self) -> list[str]:
        """Names of all files that were let go."""
        return [row.file for row in self.session.rows(select(pruned_file.c.file).order_by(pruned_file.c.id))]

    def old_letters(self, before: datetime, open_: Collection[DutyKey]) -> list[int]:
        """Settled messages from before that moment that still hold text or an address, and tell of no duty of those:
        who was told of one that may change yet must hear of it (S27)."""
        settled = message.c.state.in_(_SETTLED)
        telling = (
            select(notice.c.message_id)
            .join(duty, duty.c.id == notice.c.duty_id)
            .where(notice.c.message_id.is_not(None), among_duties(self.session, open_))
        )
        query = select(message.c.id).where(
            self.session.side(message),
            settled,
            message.c.created < before,
            message.c.recipient != GONE,
            message.c.id.not_in(telling),
        )
        return [row.id for row in self.session.rows(query.order_by(message.c.id))]

    def forget(self, letters: Collection[int]) -> None:
        """Texts, names, addresses and files go; who was told what of which finding, and when, stays."""
        for row in self.session.rows(select(message).where(self.session.among_ids(message.c.id, letters))):
            empty: dict[str, Any] = {
                "recipient": GONE,
                "recipient_name": "",
                "text": "",
                "html": "",
                "reply_to": None,
                "headers": {},
            }
            empty |= {"key": _hashed(row.key), "notices": [_hashed(key) for key in row.notices]}
            empty |= {"answer": None, "last_error": None}
            self.session.run(update(message).where(message.c.id == row.id).values(empty))
        files = update(message_file).where(self.session.among_ids(message_file.c.message_id, letters))
        self.session.run(files.values(data=b""))
        for row in self.session.rows(select(notice).where(self.session.among_ids(notice.c.message_id, letters))):
            empty = {"key": _hashed(row.key), "address": GONE, "person": {}}
            self.session.run(update(notice).where(notice.c.id == row.id).values(empty))


def remove_files(folder: Path, names: Collection[str]) -> int:
    """Remove what was buried; how many were still there. One that cannot be removed is tried again next time."""
    removed = 0
    for name in names:
        path = folder / name
        if not path.is_file():
            continue
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _needed(row: Any, proof: Collection[int], open_places: Mapping[PlaceKey, datetime]) -> bool:
    since = open_places.get((row.unit, row.topic))
    return row.id in proof or (since is not None and row.at >= since)


def _hashed(key: str) -> str:
    """A key names a person's address; its hash still bars a second message of that name."""
    return key if key.startswith("pruned:") else f"pruned:{sha256(key.encode()).hexdigest()[:40]}"
