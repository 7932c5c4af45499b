"""``python -m tests.faults.recorder HOME MOMENT...``: the real pipeline in a process of its own, with every connection
written down as it is tried. Prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

CONNECTED: list[str] = []


def record(event: str, args: tuple[Any, ...]) -> None:
    """Called by the interpreter before any socket connects, whoever asked for it."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        CONNECTED.append(f"{args[1][0]}:{args[1][1]}")


def megabytes() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Live through the moments."""
    from monitor.app.workspace import App
    from monitor.clock import Clock
    from monitor.ports import VerdictFilter
    from monitor.reports.facts import status_facts

    home, moments = Path(sys.argv[1]), [datetime.fromisoformat(text) for text in sys.argv[2:]]
    sys.addaudithook(record)
    facts: dict[str, object] = {"runs": []}
    with App.open(home, Clock(moments[0])) as app:
        before, began = megabytes(), time.monotonic()
        for moment in moments:
            now = app.at(moment)
            figures = now.cycle(look=True, judge=True)
            with now.reading() as (tx, known_at):
                verdicts = status_facts(tx, now.frame.by_key, VerdictFilter(), known_at)
                looks = [
                    {"unit": row.look.unit, "outcome": row.look.outcome.value, "detail": row.look.detail, "ms": row.ms}
                    for row in tx.observations.looks()
                    if row.look.at == moment
                ]
            facts["runs"].append({"looks": looks, "verdicts": verdicts, "incidents": figures.incidents})  # type: ignore[attr-defined]
        facts |= {"grown_mb": megabytes() - before, "seconds": time.monotonic() - began}
    print(json.dumps(facts | {"connected": CONNECTED}, default=str))


if __name__ == "__main__":
    main()
