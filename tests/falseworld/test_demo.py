"""A part of the demo's year, live: nobody is accused who did not fail, and the mail arrives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.ports import VerdictFilter
from monitor.reports.facts import status_facts
from monitor.storage.invariants import broken_invariants
from tests.falseworld.demo import replay
from tests.falseworld.oracle import CHARGES
from tests.falseworld.sink import MailSink
from tests.falseworld.story import Story


@pytest.mark.slow
def test_the_first_months_accuse_nobody_falsely(tmp_path: Path) -> None:
    story = Story(seed=9)
    with story.world, MailSink(tmp_path / "mail") as sink:
        home = story.workspace(tmp_path / "w", sink.port)
        with App.open(home, Clock(story.world.now)) as app:
            replay(story, app, until=date(2022, 4, 12))
            last = app.at(story.world.now)
            with last.reading() as (tx, known_at):
                facts = status_facts(tx, last.frame.by_key, VerdictFilter(), known_at)
                wrong = broken_invariants(tx, [(one["message_id"], one["recipient"]) for one in sink.ledger()])
    truth = {(row.unit, row.obligation, row.period): row for row in story.truth()}
    charged = [fact for fact in facts if fact["status"] in CHARGES]
    assert charged
    for fact in charged:
        row = truth.get((fact["unit"], fact["obligation"], fact["period"]))
        assert row is None or row.charge_true(story.world.now), fact["sentence"]
    assert wrong == []
    assert sink.ledger()
