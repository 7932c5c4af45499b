"""What does judging cost? N units × 12 months: everything anew, what 5 % of looks changed, and nothing at all.

``python -m benchmarks.judge --units 500``; beside it what bare SQL over the same rows takes, which is the limit.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.farm.ours import write_workspace
from crawlers.page import Item, LookResult, Memory
from monitor.app.collecting import collected_seldom
from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.judge import judge_cycle
from monitor.pipeline.sightings import sightings
from monitor.ports import LookToKeep, SectionState
from rules.model import BEGINNING, VN, Outcome, Precision, Section, StatedDate

YEAR = 2026
_BATCH = 200
_LIMIT = """
select (select count(*) * 12 from (select distinct unit from section)) - count(*) from (
  select distinct p.unit, substr(d.at, 1, 7) as month from publication p
  join publication_date d on d.publication_id = p.id and d.role = 'stated'
  where p.topic = 'cchc' and p.removed_at is null and d.at >= '2026-01' and d.at < '2027')
"""
"""How many months lack an item: what the database alone can tell."""


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def looks(sections: list[Section], at: datetime, more: bool) -> Iterator[tuple[LookResult, SectionState]]:
    """Each section seen wholly: an item in eleven months of twelve; ``more``: one for the month that lacked it."""
    for number, section in enumerate(sections):
        months = [month for month in range(1, 13) if more or month != 1 + number % 12]
        items = tuple(_item(section, month) for month in months if month < 12 or at.month == 12)
        result = LookResult(section, at, Outcome.READ, complete_since=BEGINNING, full=True, items=items)
        yield result, SectionState(section, None, 0, Memory(), at if more else None)


def _item(section: Section, month: int) -> Item:
    stated = StatedDate(
        datetime(YEAR, month, 10, 9, 30, tzinfo=VN), Precision.MINUTE, "list:text", f"10/{month}/{YEAR}"
    )
    url = f"{section.url}/bai-{month}.html"
    return Item(url, f"Tin cải cách hành chính tháng {month}", url.removeprefix("http://"), dates=(stated,))


def keep(frame: Cycle, seen: Iterator[tuple[LookResult, SectionState]]) -> None:
    """Store the looks as the pipeline does."""
    held: list[tuple[LookResult, SectionState]] = []
    for one in seen:
        held.append(one)
        if len(held) >= _BATCH:
            _write(frame, held)
            held = []
    _write(frame, held)


def _write(frame: Cycle, held: list[tuple[LookResult, SectionState]]) -> None:
    with frame.store.write(frame.rehearsal) as tx:
        known = tx.observations.known_at([(one.section.unit, one.section.topic) for one, _ in held])
        kept = []
        for result, state in held:
            found = sightings(result, known[result.section.unit, result.section.topic], state)
            later = frame.now + timedelta(days=1)
            kept.append(LookToKeep(result, (), found.changes, later, 0, found.met))
        tx.observations.save_all(0, kept)


def judged(app: App, at: datetime) -> tuple[float, float, int, int]:
    """One judging in a frame of its own: CPU and wall seconds, duties judged, verdicts changed."""
    frame = app.at(at).frame
    assert len(frame.duties) > 0  # making duties of plans belongs to the run, not to its judging
    with collected_seldom():  # as in every run
        began, spent = time.monotonic(), cpu()
        figures = judge_cycle(frame, 0)
        return cpu() - spent, time.monotonic() - began, figures.judged, figures.changes


def main() -> None:
    """Fill a workspace, judge it, show what each judging cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--profile", action="store_true", help="where the last one went")
    given = parser.parse_args()
    units, profile = given.units, given.profile
    with tempfile.TemporaryDirectory(prefix="judge-") as base:
        home = Path(base) / "w"
        write_workspace(home, units, 80, f"{YEAR}-01", extra={})
        plan = home / "plans" / "farm.yaml"
        plan.write_text(plan.read_text(encoding="utf-8").replace(f"to: {YEAR}-01", f"to: {YEAR}-12"), encoding="utf-8")
        first = datetime(YEAR, 12, 20, 8, 0, tzinfo=VN)
        with App.open(home, Clock(first)) as app:
            frame = app.frame
            with app.store.write(True) as tx:
                tx.observations.sync_sections(app.catalogue.sections)
            keep(frame, looks(list(app.catalogue.sections), first, more=False))
            print(f"{units} units x 12 months = {len(frame.duties)} duties; limit: {limit(home):.3f} s (bare SQL)")
            show("everything", judged(app, first + timedelta(minutes=1)))
            few = [section for number, section in enumerate(app.catalogue.sections) if number % 20 == 7]
            keep(app.at(first + timedelta(hours=1)).frame, looks(few, first + timedelta(hours=1), more=True))
            show("5 % changed", judged(app, first + timedelta(hours=1, minutes=1)))
            show("nothing", judged(app, first + timedelta(hours=1, minutes=2)))
            if profile:
                profiler = cProfile.Profile()
                profiler.runcall(judged, app, first + timedelta(hours=1, minutes=3))
                pstats.Stats(profiler).sort_stats("cumtime").print_stats(40)


def limit(home: Path) -> float:
    """Seconds of the bare query."""
    with sqlite3.connect(home / "data" / "dondoc.sqlite3") as base:
        began = time.process_time()
        base.execute(_LIMIT).fetchone()
        return time.process_time() - began


def show(name: str, facts: tuple[float, float, int, int]) -> None:
    """One line."""
    spent, wall, duties, changes = facts
    print(f"{name:12} {spent:8.3f} s CPU {wall:8.3f} s  {duties:7} judged {changes:7} changed")


if __name__ == "__main__":
    main()
