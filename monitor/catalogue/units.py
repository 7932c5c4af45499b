"""units.csv: who owes, and the shorthand for where each shows its CCHC articles (S4, S18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor.catalogue import addresses, scalars
from monitor.catalogue.faults import Collector, Wrong, shown
from monitor.catalogue.tables import Row, read_table
from rules.model import Person, Section, Unit

HEADS = (
    "id", "name", "short_name", "level", "parent", "groups", "website", "section_url", "feed_url", "reader",
    "contact_name", "contact_email", "head_name", "head_email", "zalo_user_id", "phone", "valid_from", "valid_to",
    "predecessor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A section and the row that names it."""

    section: Section
    row: Row


def read_units(path: Path, notes: Collector) -> tuple[dict[str, Unit], list[Placed]]:
    """Units by id in the order of the file, and the sections of their shorthand columns."""
    units: dict[str, Unit] = {}
    rows: dict[str, Row] = {}
    placed: list[Placed] = []
    for row in read_table(path, HEADS, ("id", "name"), notes):
        unit = _unit(row)
        if unit.id in units:
            what = f"mã đơn vị {shown(unit.id)} lặp lại (đã có ở dòng {rows[unit.id].line})"
            row.wrong(what, "mỗi đơn vị một mã riêng")
            _shorthand(unit, row)  # F20: its other faults are told with it
            continue
        if unit.id:
            units[unit.id], rows[unit.id] = unit, row
        placed += _shorthand(unit, row)
    _check_relatives(units, rows, "parent")
    _check_relatives(units, rows, "predecessor")
    return units, placed


def name_cell(value: object) -> str:
    """A name: one line, no formula, at most 300 characters."""
    name = scalars.no_formula(scalars.text(value))
    if len(name) > 300:
        raise Wrong(f"tên quá dài ({len(name)} ký tự)", "tối đa 300 ký tự")
    return name


def life(row: Row) -> tuple[date | None, date | None]:
    """``valid_from`` and ``valid_to`` of a row, in order."""
    first, last = row.get("valid_from", scalars.day), row.get("valid_to", scalars.day)
    if first and last and first > last:
        row.wrong(f"valid_from {first} sau valid_to {last}", "đổi lại cho đúng thứ tự")
    return first, last


def _unit(row: Row) -> Unit:
    for head in ("id", "name"):
        if head not in row.cells:
            row.wrong(f"cột `{head}` để trống", "mỗi đơn vị cần mã và tên")
    first, last = life(row)
    before = row.many("predecessor", scalars.slug)
    return Unit(
        id=row.get("id", scalars.slug) or "",
        name=row.get("name", name_cell) or "",
        short_name=row.get("short_name", name_cell) or "",
        level=row.get("level", name_cell) or "",
        parent=row.get("parent", scalars.slug),
        groups=row.many("groups", scalars.slug),
        website=row.get("website", addresses.url),
        contact=_person(row, "contact"),
        head=_person(row, "head"),
        valid_from=first,
        valid_to=last,
        predecessor=before[0] if before else None,
        predecessors=before,
    )


def _person(row: Row, role: str) -> Person | None:
    """The contact has the row's Zalo id and telephone: they are given once, for the one who does the work."""
    name, email = row.get(f"{role}_name", name_cell), row.get(f"{role}_email", addresses.email)
    zalo = row.get("zalo_user_id", addresses.header_text) if role == "contact" else None
    phone = row.get("phone", addresses.phone) if role == "contact" else None
    if not (name or email or zalo or phone):
        return None
    return Person(role, name or "", email, zalo, phone)


def _shorthand(unit: Unit, row: Row) -> list[Placed]:
    url, feed = row.get("section_url", addresses.url), row.get("feed_url", addresses.url)
    reader = row.get("reader", scalars.reader)
    if url is None:
        if (feed or reader) and "section_url" not in row.cells:
            row.wrong("có feed_url hoặc reader nhưng thiếu section_url", "điền địa chỉ chuyên mục vào cột section_url")
        return []
    return [Placed(Section(unit.id, "cchc", url, feed, reader), row)]


def _check_relatives(units: Mapping[str, Unit], rows: Mapping[str, Row], head: str) -> None:
    """Parents and predecessors exist, as far as the file could be read, and lead round in no circle."""
    for unit in units.values():
        row = rows[unit.id]
        named = unit.predecessors if head == "predecessor" else (unit.parent,) if unit.parent else ()
        for other in named:
            if other not in units and row.notes.whole:
                row.wrong(f"cột `{head}`: không có đơn vị {shown(other)}", row.notes.hint(other, units))
    settled: set[str] = set()
    for start in units:
        trail: dict[str, None] = {}
        step: str | None = start
        while step is not None and step in units and step not in settled and step not in trail:
            trail[step] = None
            step = getattr(units[step], head)
        if step is not None and step in trail:
            circle = [*list(trail)[list(trail).index(step) :], step]
            what = f"cột `{head}` đi vòng: " + " → ".join(circle[:6])
            rows[step].wrong(what, "bỏ một mắt trong vòng")
        settled.update(trail)
