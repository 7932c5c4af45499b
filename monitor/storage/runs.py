"""The log of runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from monitor.storage.session import Session
from monitor.storage.tables import run


class SqlRuns:
    """See ``monitor.ports.Runs``."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def begin(self, command: str, now: datetime) -> int:
        """A new run; whoever begins holds the workspace, so every other run still open is broken, on either side."""
        session = self.session
        session.run(update(run).where(run.c.state == "running").values(state="broken"))
        values = {
            "rehearsal": session.mark,
            "command": command,
            "state": "running",
            "started": session.heard(now),
            "recorded_at": session.wall(),
        }
        number = int(session.connection.execute(insert(run).returning(run.c.id), values).scalar_one())
        session.last_run = number
        return number

    def finish(self, number: int, now: datetime, summary: Mapping[str, object]) -> None:
        """Done, with its figures; a run that was called broken meanwhile stays so."""
        done = update(run).where(run.c.id == number, run.c.state == "running", self.session.side(run))
        self.session.run(done.values(state="done", finished=self.session.heard(now), summary=dict(summary)))

    def last(self) -> Mapping[str, object] | None:
        """The newest finished run."""
        newest = select(run).where(run.c.state == "done", self.session.side(run)).order_by(run.c.id.desc()).limit(1)
        row = self.session.row(newest)
        if row is None:
            return None
        return {"command": row.command, "started": row.started, "finished": row.finished, "summary": row.summary}
