"""sections.csv: places on sites beyond the shorthand of units.csv; which sections two units share (S18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from monitor.catalogue import addresses, scalars
from monitor.catalogue.faults import Collector, Wrong, shown
from monitor.catalogue.tables import Row, read_table
from monitor.catalogue.units import Placed, life, name_cell
from rules.model import Section, Unit
from rules.sharing import BadFilter, parse_filter

HEADS = ("unit", "topic", "url", "feed_url", "reader", "filter", "tls", "valid_from", "valid_to")


def read_sections(path: Path, units: Mapping[str, Unit] | None, notes: Collector) -> list[Placed]:
    """The sections of a file; their units must exist. ``units``: None where not all of them could be read."""
    placed: list[Placed] = []
    for row in read_table(path, HEADS, ("unit", "topic", "url"), notes):
        section = _section(row)
        if section.unit and units is not None and section.unit not in units:
            row.wrong(f"cột `unit`: không có đơn vị {shown(section.unit)}", notes.hint(section.unit, units))
        if section.unit and section.topic and section.url:
            placed.append(Placed(section, row))
    return placed


def _section(row: Row) -> Section:
    for head in ("unit", "topic", "url"):
        if head not in row.cells:
            row.wrong(f"cột `{head}` để trống", "mỗi chuyên mục cần đơn vị, loại (`topic`) và địa chỉ")
    first, last = life(row)
    return Section(
        unit=row.get("unit", scalars.slug) or "",
        topic=row.get("topic", scalars.slug) or "",
        url=row.get("url", addresses.url) or "",
        feed_url=row.get("feed_url", addresses.url),
        reader=row.get("reader", scalars.reader),
        filter=row.get("filter", filter_cell),
        tolerate_tls=row.get("tls", scalars.choice("tolerate")) is not None,
        valid_from=first,
        valid_to=last,
    )


def filter_cell(value: object) -> str:
    """A filter as the law reads it: authors and words, alternatives by ``|`` (S18)."""
    text = name_cell(value)
    try:
        parse_filter(text)
    except BadFilter as bad:
        raise Wrong(f"{bad.what} ({shown(text)})", bad.right) from bad
    return text


def check_sections(
    placed: Sequence[Placed], units: Mapping[str, Unit], readers: Collection[str] = ()
) -> tuple[Section, ...]:
    """All sections together: none twice, and where two units share one, a filter for each (S18).

    ``readers``: the names of readers there are; none given: not checked.
    """
    by_place: dict[tuple[str, str], list[Placed]] = {}
    kept: list[Section] = []
    for item in placed:
        _check_reader(item, readers)
        others = by_place.setdefault((item.section.topic, item.section.url), [])
        same = next((other for other in others if other.section.unit == item.section.unit), None)
        if same is not None:
            place = f"{same.row.notes.file}:{same.row.line}"
            what = f"chuyên mục {shown(item.section.url)} khai báo hai lần (đã có ở {place})"
            item.row.wrong(what, "giữ lại một lần")
            continue
        for other in others:
            _check_shared(item, other, units)
        others.append(item)
        kept.append(item.section)
    return tuple(kept)


def _check_reader(item: Placed, readers: Collection[str]) -> None:
    name = item.section.reader
    if name and readers and name not in readers:
        item.row.wrong(f"cột `reader`: không có trình đọc {shown(name)}", item.row.notes.hint(name, readers))


def _check_shared(item: Placed, other: Placed, units: Mapping[str, Unit]) -> None:
    if not _together(_life(item.section, units), _life(other.section, units)):
        return  # a predecessor and its successor may follow one another on the same address (S4)
    place = f"{other.row.notes.file}:{other.row.line}"
    if item.section.filter and other.section.filter:
        if parse_filter(item.section.filter) == parse_filter(other.section.filter):
            what = f"bộ lọc {shown(item.section.filter)} giống hệt của đơn vị {shown(other.section.unit)} ({place})"
            item.row.wrong(what, "mỗi đơn vị một bộ lọc riêng, nếu không mọi bài đều phải hỏi")
        return
    what = f"chuyên mục {shown(item.section.url)} đã thuộc đơn vị {shown(other.section.unit)} ({place})"
    item.row.wrong(what, "khai trong sections.csv, mỗi đơn vị một `filter` (tác giả hoặc từ khóa)")


def _life(section: Section, units: Mapping[str, Unit]) -> tuple[date, date]:
    unit = units.get(section.unit)
    firsts = [day for day in (section.valid_from, unit.valid_from if unit else None) if day]
    lasts = [day for day in (section.valid_to, unit.valid_to if unit else None) if day]
    return max(firsts, default=date.min), min(lasts, default=date.max)


def _together(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
