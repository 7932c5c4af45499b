"""Themes as statistics: how many publications touched each subject of a plan. Counted, never passed or failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.dating import Placed, place_in_time
from rules.matching import touches
from rules.model import Period, Plan, Publication, Theme


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme and the publications of a period that touched it, oldest first. ``units``: how many units published
    them."""

    theme: Theme
    publications: tuple[Publication, ...]

    @property
    def count(self) -> int:
        """How many publications."""
        return len(self.publications)

    @property
    def units(self) -> int:
        """How many units."""
        return len({publication.unit for publication in self.publications})


@dataclass(frozen=True, slots=True)
class ThemeStatistics:
    """``seen``: publications surely of the period; ``untouched``: those of them that touched no theme.

    ``undated``: those that may lie in the period or not, and are not counted (S9).
    """

    counts: tuple[ThemeCount, ...]
    seen: int
    untouched: int
    undated: int


def theme_statistics(plan: Plan, publications: Iterable[Publication], period: Period) -> ThemeStatistics:
    """How many publications of the period touched each theme of the plan; one may touch several."""
    placed = [place_in_time(publication) for publication in _once(publications)]
    inside = sorted((one for one in placed if one.inside(period)), key=_order)
    undated = sum(one.touches(period) and not one.inside(period) for one in placed)
    touched = {
        theme.tag: tuple(one.publication for one in inside if touches(one.publication.title, theme.match))
        for theme in plan.themes
    }
    counted = {publication.id for found in touched.values() for publication in found}
    return ThemeStatistics(
        tuple(ThemeCount(theme, touched[theme.tag]) for theme in plan.themes),
        len(inside),
        sum(one.publication.id not in counted for one in inside),
        undated,
    )


def _order(placed: Placed) -> tuple[object, int]:
    return placed.latest, placed.publication.id


def _once(publications: Iterable[Publication]) -> list[Publication]:
    """A section shared by several units shows an item once."""
    return list({publication.id: publication for publication in publications}.values())
