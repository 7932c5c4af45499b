"""The demo: a year of an invented province, replayed day by day against real sockets and a real SMTP sink."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.ports import VerdictFilter
from monitor.reports.facts import status_facts
from rules.explain import STATUS_NAMES
from rules.model import Status

from .oracle import CHARGES, TruthRow
from .sink import MailSink
from .story import Story
from .world import VN

FOLDER = Path(__file__).resolve().parents[2] / "demo-world"


def moments(day: date) -> Iterator[tuple[datetime, bool]]:
    """What the office's machine does on a day: letters in the morning, a look in the evening, a second one after it."""
    yield datetime(day.year, day.month, day.day, 8, 0, tzinfo=VN), False
    yield datetime(day.year, day.month, day.day, 17, 0, tzinfo=VN), True
    yield datetime(day.year, day.month, day.day, 17, 40, tzinfo=VN), True


def wanted(app: App, moment: datetime) -> bool:
    """Whether any section is due: the second proving look of a day, as a rule."""
    with app.store.read(rehearsal=True) as tx:
        return bool(tx.observations.due(moment))


def replay(story: Story, app: App, until: date | None = None) -> int:
    """Live through the year; returns the number of runs. ``until``: the last day (a part of the year)."""
    runs = 0
    days = [day for day in story.days() if until is None or day <= until]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Năm 2022", total=len(days))
        for day in days:
            for moment, looking in moments(day):
                story.world.now = moment
                if moment.minute and not wanted(app, moment):
                    continue
                app.at(moment).cycle(look=looking, judge=True, send=True, really_send=True)
                runs += 1
            bar.update(task, advance=1, description=f"Ngày {day:%d/%m/%Y}")
    return runs


def score(story: Story, facts: list[dict[str, object]], at: datetime) -> Counter[str]:
    """How the verdicts compare with what was so: right, wrong, false (a charge that is not true), missing."""
    rows = {(fact["unit"], fact["obligation"], fact["period"]): fact for fact in facts}
    found: Counter[str] = Counter()
    for truth in story.truth():
        fact = rows.get((truth.unit, truth.obligation, truth.period)) or _of_group(rows, truth)
        found[truth.judge(str(fact["status"]), at) if fact else "missing"] += 1
    return found


def _of_group(rows: dict[tuple[object, ...], dict[str, object]], truth: TruthRow) -> dict[str, object] | None:
    same = [
        fact
        for (_, obligation, period), fact in rows.items()
        if (obligation, period) == (truth.obligation, truth.period)
    ]
    return same[0] if same else None


def main() -> int:
    """Build the world, replay the year, say where to look."""
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    home = FOLDER / "workspace"
    began = time.monotonic()
    story = Story()
    with story.world, MailSink(FOLDER) as sink:
        story.workspace(home, sink.port)
        with App.open(home, Clock(story.world.now)) as app:
            runs = replay(story, app)
            last = app.at(story.world.now)
            with last.reading() as (tx, known_at):
                facts = status_facts(tx, last.frame.by_key, VerdictFilter(), known_at)
            _write_digest(last)
        _tell(story, sink, facts, home, runs, time.monotonic() - began)
    return 0


def _write_digest(app: App) -> None:
    rendered, _ = app.digest(None, False)
    (FOLDER / "digest.html").write_text(rendered.html, encoding="utf-8")


def _tell(story: Story, sink: MailSink, facts: list[dict[str, object]], home: Path, runs: int, seconds: float) -> None:
    at = story.world.now
    counts = Counter(str(fact["status"]) for fact in facts)
    compared = score(story, facts, at)
    shown = home.relative_to(Path.cwd()) if home.is_relative_to(Path.cwd()) else home
    print(f"\nĐã chạy lại cả năm 2022: {runs} lượt, {len(sink.ledger())} thư, {seconds:.0f} giây.")
    print(
        "Kết luận: "
        + ", ".join(f"{STATUS_NAMES[Status(name)].lower()} {count}" for name, count in sorted(counts.items()))
    )
    print(
        f"So với sự thật của thế giới này: đúng {compared['right']}, "
        f"chưa đúng {compared['wrong'] + compared['missing']}, quy oan {compared['false']}."
    )
    example = next((fact for fact in facts if fact["status"] in CHARGES), facts[0])
    print("\nXem tiếp (look around):")
    print(f"  thư đã gửi (mailbox)      {sink.mailbox}")
    print(f"  bản tổng hợp tuần (HTML)  {FOLDER / 'digest.html'}")
    program, moment = ".venv/bin/dondoc", at.isoformat(timespec="minutes")
    print(f"  {program} --home {shown} --at {moment} status")
    print(f"  {program} --home {shown} --at {moment} why {example['unit']} {example['obligation']} {example['period']}")
    print(f"  {program} --home {shown} --at {moment} history --known-at 2022-07-05")
    print(f"  {program} --home {shown} evidence verify")


if __name__ == "__main__":
    sys.exit(main())
