"""Sections that were found, written into units.csv or sections.csv; what people wrote there stays."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.catalogue.amending import Cell, Csv, NotAmended, read_text, replace_file
from monitor.catalogue.loading import check_units
from monitor.catalogue.sections import HEADS as SECTION_HEADS

SHORTHAND = "cchc"
"""The topic that units.csv has columns for."""
_COLUMNS = ("section_url", "feed_url", "reader")


@dataclass(frozen=True, slots=True)
class Placing:
    """One section to be written. ``old_url``: the one it stands for; the same address: only empty cells are filled."""

    unit: str
    topic: str
    url: str
    feed_url: str = ""
    reader: str = ""
    old_url: str = ""


@dataclass
class _Table:
    """A file about to be changed. ``before`` None: it does not exist yet."""

    path: Path
    before: str | None
    csv: Csv
    changes: list[tuple[Sequence[Cell], Mapping[str, str]]]
    rows: list[Mapping[str, str]]

    def after(self) -> str:
        """Its text with all changes."""
        return self.csv.appended(self.csv.amended(self.changes), self.rows)

    @property
    def touched(self) -> bool:
        """Whether anything changes."""
        return bool(self.changes or self.rows)


def write_placings(home: Path, placings: Sequence[Placing], readers: Collection[str], now: datetime) -> list[Path]:
    """Write the sections; returns the copies of the files as they were.

    Both files are first checked as they would be. Raises NotAmended, CatalogueFaults (then nothing was written),
    OSError.
    """
    if (home / "units.xlsx").exists() or (home / "sections.xlsx").exists():
        raise NotAmended(
            "units.xlsx hoặc sections.xlsx: chương trình không tự ghi vào bảng tính; "
            "hãy chép các địa chỉ tìm thấy vào bảng"
        )
    units, sections = _table(home / "units.csv"), _table(home / "sections.csv")
    for placing in placings:
        _place(placing, units, sections)
    with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
        for table in (units, sections):
            (Path(folder) / table.path.name).write_bytes(table.after().encode())
        there = Path(folder) / "sections.csv" if sections.before is not None or sections.touched else None
        check_units(Path(folder) / "units.csv", there, readers)
    copies = [replace_file(t.path, t.before, t.after(), now) for t in (sections, units) if t.touched]
    return [copy for copy in copies if copy is not None]


def _table(path: Path) -> _Table:
    before = read_text(path) if path.exists() else None
    text = before if before is not None else ",".join(SECTION_HEADS) + "\n"
    return _Table(path, before, Csv.read(text), [], [])


def _place(placing: Placing, units: _Table, sections: _Table) -> None:
    if placing.old_url:
        for record in sections.csv.records:
            said = [sections.csv.value(record, head) for head in ("unit", "topic", "url")]
            if said == [placing.unit, placing.topic, placing.old_url]:
                cells = {"url": placing.url, "feed_url": placing.feed_url, "reader": placing.reader}
                _change(sections, record, cells, placing)
                return
    own = next((r for r in units.csv.records if units.csv.value(r, "id") == placing.unit), None)
    if own is None:
        raise NotAmended(f"units.csv: không còn đơn vị {placing.unit}; chưa ghi gì, hãy chạy lại")
    cells = dict(zip(_COLUMNS, (placing.url, placing.feed_url, placing.reader), strict=True))
    fits = all(head in units.csv.heads for head, value in cells.items() if value)
    noted = units.csv.value(own, "section_url")
    if placing.topic == SHORTHAND and noted == placing.old_url and (fits or noted):
        _change(units, own, cells, placing)
        return
    if placing.old_url:
        raise NotAmended(f"{placing.unit}: không còn thấy địa chỉ {placing.old_url}; chưa ghi gì, hãy chạy lại")
    row = {"unit": placing.unit, "topic": placing.topic, "url": placing.url}
    sections.rows.append(row | {"feed_url": placing.feed_url, "reader": placing.reader})


def _change(table: _Table, record: Sequence[Cell], cells: Mapping[str, str], placing: Placing) -> None:
    """What the section's new place calls for; on an address that stays, nothing that people wrote is written over."""
    if placing.url == placing.old_url:
        cells = {head: value for head, value in cells.items() if value and not table.csv.value(record, head)}
    wanted = {head: value for head, value in cells.items() if head in table.csv.heads}
    changed = {head: value for head, value in wanted.items() if value != table.csv.value(record, head)}
    if changed:
        table.changes.append((record, changed))
