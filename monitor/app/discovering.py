"""Discover, wired: the real fetcher, the real readers, the files of the workspace. No database is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.readers import all_readers, reader_names
from monitor.app.building import open_fetcher
from monitor.catalogue.loading import load_catalogue
from monitor.catalogue.placing import Placing, write_placings
from monitor.clock import Clock
from monitor.pipeline.discover import Discovery, Progress, discover


@dataclass(frozen=True, slots=True)
class UnknownUnit(Exception):
    """``--unit`` names nobody."""

    unit: str


def discover_sections(home: Path, clock: Clock, only: str | None, progress: Progress) -> list[Discovery]:
    """What can be found for the units of a workspace. Raises CatalogueFaults, UnknownUnit."""
    catalogue = load_catalogue(home, reader_names())
    if only is not None and only not in catalogue.units:
        raise UnknownUnit(only)
    fetcher = open_fetcher(catalogue.settings, clock)
    try:
        return discover(catalogue, fetcher, all_readers(), clock.now(), only, progress)
    finally:
        fetcher.close()


def accept_sections(home: Path, found: Sequence[Discovery], clock: Clock) -> tuple[list[Placing], list[Path]]:
    """Write what is sure into the files: (what was written, copies of the files as they were).

    Raises NotAmended, CatalogueFaults (then nothing was written), OSError.
    """
    placings = [result.placing for result in found if result.placing is not None]
    return placings, write_placings(home, placings, reader_names(), clock.now()) if placings else []
