"""The whole catalogue of a workspace, and its single files, read or refused with every fault at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from monitor.catalogue.faults import CatalogueFaults, Collector, Fault, shown
from monitor.catalogue.plan_checks import Known
from monitor.catalogue.plan_file import read_plan
from monitor.catalogue.sections import check_sections, read_sections
from monitor.catalogue.settings import Settings
from monitor.catalogue.settings_file import read_settings
from monitor.catalogue.units import Placed, read_units
from monitor.catalogue.working_days import Override, calendar_of, read_overrides
from monitor.catalogue.workspace import check_subfolders, config_dir
from rules.model import Calendar, Ladder, Plan, Section, Unit

USUAL_YEARS = range(2020, 2036)
"""Years whose calendar is always there, beside those of the plans."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Who owes and where they publish. ``groups``: ids of the members of each group, in the order of the file.

    ``whole``: the units were read to the end of their file; otherwise what others name may stand in the rest of it.
    """

    units: Mapping[str, Unit]
    groups: Mapping[str, tuple[str, ...]]
    sections: tuple[Section, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything people wrote down. ``plan_texts``: the normalised text of each plan by its digest (S20)."""

    home: Path
    settings: Settings
    units: Mapping[str, Unit]
    groups: Mapping[str, tuple[str, ...]]
    sections: tuple[Section, ...]
    plans: tuple[Plan, ...]
    years: tuple[int, ...]
    overrides: tuple[Override, ...]
    plan_texts: Mapping[str, str]

    @property
    def calendar(self) -> Calendar:
        """Working days of the years; made when they are first asked for, since most commands ask for none."""
        return calendar_of(self.years, self.overrides)

    @property
    def known(self) -> Known:
        """The names a plan may use."""
        return Known(self.units, self.groups)


class _Desk:
    """The files of one reading, each with its collector; names are shown relative to the workspace."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._notes: list[Collector] = []

    def notes(self, path: Path) -> Collector:
        inside = self._home is not None and path.is_relative_to(self._home)
        found = Collector(str(path.relative_to(self._home)) if inside and self._home else str(path))
        self._notes.append(found)
        return found

    def check(self) -> None:
        """Raises CatalogueFaults when any file has any fault."""
        faults: list[Fault] = [fault for notes in self._notes for fault in notes.result()]
        if faults:
            raise CatalogueFaults(faults)


def load_catalogue(home: Path, readers: Collection[str] = ()) -> Catalogue:
    """The catalogue of a workspace. ``readers``: names a section may use, where the caller knows them.

    Raises CatalogueFaults holding every fault of all its files.
    """
    if not home.is_dir():
        raise CatalogueFaults([Fault(str(home.resolve()), 0, "không có thư mục làm việc này", "kiểm tra --home")])
    check_subfolders(home)
    desk = _Desk(home)
    settings = read_settings(home / "settings.yaml", desk.notes(home / "settings.yaml"))
    registry = _registry(_table(home / "units"), _table(home / "sections"), desk, readers)
    # Where not all units could be read, what plans name is not to blame.
    known = Known(registry.units, registry.groups) if registry.whole else None
    overrides = _overrides(home, desk)
    plans = _plans(home / "plans", known, settings.ladder if settings else Ladder(), desk)
    desk.check()
    assert settings is not None  # no settings without a fault
    years = {*USUAL_YEARS, *(plan.year + step for plan, _ in plans for step in (-1, 0, 1))}
    return Catalogue(
        home=home,
        settings=settings,
        units=registry.units,
        groups=registry.groups,
        sections=registry.sections,
        plans=tuple(plan for plan, _ in plans),
        years=tuple(sorted(years)),
        overrides=tuple(overrides),
        plan_texts={plan.digest: text for plan, text in plans},
    )


Written = tuple[tuple[str, int, int], ...]


def written(home: Path) -> Written:
    """Name, time and size of each file that ``load_catalogue`` would read: another value means that somebody wrote."""
    tables = (stem.with_suffix(ending) for stem in (home / "units", home / "sections") for ending in (".csv", ".xlsx"))
    found = []
    for path in (home / "settings.yaml", home / "holidays.csv", *tables, *sorted((home / "plans").glob("*.y*ml"))):
        with suppress(OSError):
            facts = path.stat()
            found.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


def check_settings(path: Path) -> Settings:
    """The settings of one file. Raises CatalogueFaults."""
    desk = _Desk()
    settings = read_settings(path, desk.notes(path))
    desk.check()
    assert settings is not None  # no settings without a fault
    return settings


def settings_as_far_as_read(path: Path) -> Settings | None:
    """The settings of one file, whatever its faults: to tell somebody of these. None: nothing of it can be read."""
    return read_settings(path, _Desk().notes(path))


def check_units(path: Path, sections: Path | None = None, readers: Collection[str] = ()) -> Registry:
    """The units of one file, with the sections of another. Raises CatalogueFaults."""
    desk = _Desk()
    registry = _registry(path, sections, desk, readers)
    desk.check()
    return registry


def check_plan(path: Path, catalogue: Catalogue | None = None) -> Plan:
    """The plan of one file; without a catalogue units and groups are checked for form only. Raises CatalogueFaults."""
    desk = _Desk()
    known, ladder = (catalogue.known, catalogue.settings.ladder) if catalogue else (None, Ladder())
    read = read_plan(path, known, ladder, desk.notes(path))
    desk.check()
    assert read is not None  # no plan without a fault
    return read[0]


def usual_calendar(years: range = USUAL_YEARS) -> Calendar:
    """The calendar without any workspace."""
    return calendar_of(tuple(years), tuple(_shipped_overrides(_Desk())))


def _table(stem: Path) -> Path:
    """The .csv, or the .xlsx where there is only that."""
    book = stem.with_suffix(".xlsx")
    return book if book.exists() and not stem.with_suffix(".csv").exists() else stem.with_suffix(".csv")


def _registry(path: Path, sections: Path | None, desk: _Desk, readers: Collection[str]) -> Registry:
    notes = desk.notes(path)
    units, placed = read_units(path, notes)
    if path.suffix == ".csv" and path.with_suffix(".xlsx").exists():
        notes.add(0, f"có cả {path.name} và {path.with_suffix('.xlsx').name}", "giữ lại một tệp")
    more: list[Placed] = []
    if sections is not None and sections.exists():
        more = read_sections(sections, units if notes.whole else None, desk.notes(sections))
    groups: dict[str, list[str]] = {}
    for unit in units.values():
        for group in unit.groups:
            groups.setdefault(group, []).append(unit.id)
    members = {group: tuple(ids) for group, ids in groups.items()}
    return Registry(units, members, check_sections([*placed, *more], units, readers), notes.whole)


def _overrides(home: Path, desk: _Desk) -> list[Override]:
    own = home / "holidays.csv"
    return [*_shipped_overrides(desk), *(read_overrides(own, desk.notes(own)) if own.exists() else ())]


def _shipped_overrides(desk: _Desk) -> list[Override]:
    shipped = config_dir() / "holidays" / "vn.csv"
    return read_overrides(shipped, desk.notes(shipped))


def _plans(folder: Path, known: Known | None, ladder: Ladder, desk: _Desk) -> list[tuple[Plan, str]]:
    plans: list[tuple[Plan, str]] = []
    files: dict[str, str] = {}
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if path.name.startswith(".") or path.suffix not in (".yaml", ".yml"):
            continue
        notes = desk.notes(path)
        if path.suffix == ".yml":
            notes.add(0, "tệp kế hoạch có đuôi .yml nên không được đọc", "đổi tên thành .yaml")
            continue
        read = read_plan(path, known, ladder, notes)
        if read is None:
            continue
        first = files.setdefault(read[0].id, path.name)
        if read[0].id and first != path.name:
            notes.add(0, f"mã kế hoạch {shown(read[0].id)} đã có trong {first}", "mỗi kế hoạch một mã riêng")
        plans.append(read)
    return plans
