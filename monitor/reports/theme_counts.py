"""Themes of a plan in a period, as facts: how many publications touched each; statistics, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from monitor.ports import Transaction
from monitor.reports.facts import publication_fact
from rules.engine import place_keys
from rules.model import Duty, Plan
from rules.periods import span
from rules.themes import ThemeStatistics, theme_statistics


def theme_counts(
    tx: Transaction,
    plan: Plan,
    duties: Iterable[Duty],
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    unit: str | None = None,
    known_at: datetime | None = None,
) -> ThemeStatistics:
    """What was published at the places that the plan's duties name, counted by theme.

    ``duties``: those of the plan are taken; ``first``/``last``: days, both included (default: the plan's year);
    ``unit``: only what this unit published.
    """
    keys = {key for duty in duties if duty.key.plan == plan.id for key in place_keys(duty) if unit in (None, key[0])}
    places = tx.observations.places(keys, now, known_at) if keys else {}
    period = span(str(plan.year), first or date(plan.year, 1, 1), last or date(plan.year, 12, 31))
    return theme_statistics(plan, (item for place in places.values() for item in place.publications), period)


def theme_facts(plan: Plan, found: ThemeStatistics) -> dict[str, Any]:
    """One plan's statistics as plain values (``themes --json``)."""
    return {
        "plan": plan.id,
        "seen": found.seen,
        "untouched": found.untouched,
        "undated": found.undated,
        "themes": [
            {
                "tag": one.theme.tag,
                "title": one.theme.title,
                "publications": one.count,
                "units": one.units,
                "items": [publication_fact(item) for item in one.publications],
            }
            for one in found.counts
        ],
    }
