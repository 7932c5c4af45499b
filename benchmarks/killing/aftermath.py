"""What must hold after the kills: nothing lost, and nothing twice but between the server's yes and our commit."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.killing.world import COPY, Life
from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.ports import MessageRow, VerdictFilter
from monitor.storage.invariants import broken_invariants
from monitor.storage.store import SqlStore, open_store
from rules.model import VN

END = datetime(2023, 12, 31, tzinfo=VN)
Arrival = tuple[str, str]
"""Message-ID and recipient."""


@dataclass
class Told:
    """What a life ended with: ``history`` of statuses by duty, and what arrived."""

    history: dict[str, list[str]]
    arrived: list[Arrival]
    subjects: dict[str, str]
    """Day and subject by Message-ID."""

    def said(self) -> set[tuple[str, str]]:
        """Recipient, day and subject of everything that arrived."""
        return {(recipient, self.subjects.get(message, message)) for message, recipient in self.arrived}


@dataclass
class Gaps:
    """Messages that stood in the gap when a kill came: on the other side already, not yet recorded here."""

    seen: set[str] = field(default_factory=set)
    written: dict[str, int] = field(default_factory=dict)
    """Of files, when each was written that stood there; written again it would bear another moment."""

    def look(self, life: Life, store: SqlStore) -> None:
        """Ask the database what was being sent, the other side what it has."""
        with store.engine.connect() as connection:
            rows = connection.execute(text("SELECT message_id FROM message WHERE state = 'sending'")).all()
        store.engine.dispose()
        if rows:
            here = {message for message, _ in arrivals(life)}
            self.seen |= {str(row.message_id) for row in rows} & here
            if life.channel == "file":
                self.written = {message: at for message, at in written(life).items() if message in here} | self.written


def store_of(life: Life) -> SqlStore:
    """The database of a life, opened beside its runs."""
    with App.open(life.home, Clock(END)) as app:
        url = app.catalogue.settings.database
    return open_store(url, life.home, create=False)


def arrivals(life: Life) -> list[Arrival]:
    """What the other side holds, once for each time it came."""
    if life.channel == "file":
        return [(facts["message_id"], facts["recipient"]) for facts in _files(life)]
    return [(entry["message_id"], entry["recipient"]) for entry in life.sink.ledger() if entry["recipient"] != COPY]


def told_by(life: Life) -> Told:
    """History and arrivals of a life that is over."""
    with App.open(life.home, Clock(END)) as app, app.reading() as (tx, _):
        changes: dict[str, list[str]] = {}
        for row in tx.verdicts.history(VerdictFilter()):
            states = changes.setdefault(str(row.verdict.key), [])
            if not states or states[-1] != row.verdict.status.value:
                states.append(row.verdict.status.value)
        subjects = {
            row.message.message_id: f"{row.message.created:%d/%m} {row.message.subject}" for row in tx.outbox.messages()
        }
    return Told(changes, arrivals(life), subjects)


def what_is_wrong(life: Life, gaps: Gaps, control: Told) -> list[str]:
    """Everything, in sentences."""
    mine = told_by(life)
    with App.open(life.home, Clock(END)) as app:
        wrong = list(app.store.evidence.verify())
        with app.reading() as (tx, _):
            ledger = mine.arrived if life.channel != "file" else None
            wrong += [f"{one.name}: {one.rows[:5]}" for one in broken_invariants(tx, ledger, drained=True)]
            rows = tx.outbox.messages()
    wrong += _lost(mine, control, rows)
    wrong += _repeats(life, mine, gaps, rows)
    for key in sorted(set(control.history) | set(mine.history)):
        if control.history.get(key) != mine.history.get(key):
            wrong.append(f"lost or invented: {key}: {mine.history.get(key)} instead of {control.history.get(key)}")
    return wrong


def repeats(life: Life) -> int:
    """How many arrived more than once."""
    return sum(count > 1 for count in Counter(arrivals(life)).values())


def _lost(mine: Told, control: Told, rows: list[MessageRow]) -> list[str]:
    """By what is said on which day to whom: names of questions carry the number of a publication, and these differ."""
    sent, here = control.said(), mine.said()
    wrong = [f"lost, the control sent it: {one}" for one in sorted(sent - here)]
    wrong += [f"invented, the control never sent it: {one}" for one in sorted(here - sent)]
    said = {(row.message.message_id, row.message.recipient) for row in rows if row.state == "sent"}
    return wrong + [f"lost, though recorded as sent: {one}" for one in sorted(said - set(mine.arrived))]


def _repeats(life: Life, mine: Told, gaps: Gaps, rows: list[MessageRow]) -> list[str]:
    """Repeats come from the gap alone, are marked here and numbered there (S23)."""
    marked = {row.message.message_id for row in rows if row.possible_repeat}
    twice = sorted(one for one, count in Counter(mine.arrived).items() if count > 1)
    wrong = [f"doubled and not marked: {one}" for one in twice if one[0] not in marked]
    wrong += [f"doubled outside the gap: {one}" for one in twice if one[0] not in gaps.seen]
    if life.channel == "file":
        # Read back: what had arrived was never written a second time.
        now = written(life)
        return wrong + [f"written again: {one}" for one in sorted(gaps.seen) if now.get(one) != gaps.written[one]]
    if life.channel == "imap":
        wrong += [f"doubled though the mailbox of copies could be asked: {one}" for one in twice]
    numbers: dict[Arrival, list[str]] = {}
    for entry in life.sink.ledger():
        numbers.setdefault((entry["message_id"], entry["recipient"]), []).append(entry["attempt"])
    for one in twice:
        told = [int(number) for number in numbers[one]]
        if told != sorted(set(told)) or told[1] < 2:
            wrong.append(f"repeats of {one} say they are attempts {told}")
    return wrong


def written(life: Life) -> dict[str, int]:
    """When each message came to stand in its folder, in nanoseconds, by Message-ID."""
    return {facts["message_id"]: path.stat().st_mtime_ns for path, facts in _kept(life)}


def _files(life: Life) -> list[dict[str, Any]]:
    return [facts for _, facts in _kept(life)]


def _kept(life: Life) -> list[tuple[Path, dict[str, Any]]]:
    """The mails that stand whole, with their facts; the mail comes last."""
    folder = life.home / "data" / "outbox"
    mails = [path for path in sorted(folder.glob("*.eml")) if not path.name.startswith(".")]
    return [(path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))) for path in mails]
