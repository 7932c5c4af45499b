"""The tables of a report that count: by unit, unit × month, ranking (S22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alerts.tones import LEGEND, MARKS, TONES, Tone
from monitor.reports.figures import Counts, DutyLine, Figures, MonthCell, by_unit, counts_of, ranking, unit_months
from monitor.reports.listing import BEHIND, UNCHECKED, status_words, what
from monitor.reports.names import person_key
from monitor.reports.paper import Cell, Column, Piece, Table, percent
from rules.explain import STATUS_NAMES
from rules.model import Status
from rules.periods import name
from rules.text import listed

_COUNTED = (
    Status.MET,
    Status.LATE,
    Status.OVERDUE,
    Status.MISSED,
    Status.UNKNOWN,
    Status.AWAITING,
    Status.WAIVED,
    Status.NOT_APPLICABLE,
)


def counts_table(figures: Figures, annex: str) -> Table:
    """Units and how many of their duties have each status."""
    columns = [Column("STT", 4, True), Column("Đơn vị", 25), Column("Tổng số nghĩa vụ", 7, True)]
    columns += [Column(STATUS_NAMES[status], 7, True) for status in _COUNTED]
    columns += [Column("Chưa đến hạn", 7, True), Column(UNCHECKED, 7, True), Column("Trong đó theo xác nhận", 8, True)]
    columns += [Column("Tỷ lệ đúng hạn", 8, True)]
    groups = by_unit(figures.lines)
    rows = [
        (Cell(number), Cell(figures.unit_names[unit]), *_count_cells(counts_of(groups[unit])))
        for number, unit in enumerate((unit for unit in figures.unit_names if unit in groups), start=1)
    ]
    rows.append((Cell(""), Cell("Tổng cộng"), *_count_cells(figures.counts)))
    return Table(
        "Theo đơn vị",
        "Tổng hợp kết quả theo đơn vị",
        tuple(columns),
        tuple(rows),
        total=True,
        annex=annex,
        notes=(
            "Tỷ lệ đúng hạn = đúng hạn ÷ (đúng hạn + đăng muộn + quá hạn + không đạt); dấu “–”: chưa có nghĩa vụ đến "
            "hạn, hoặc hơn 20 % còn chưa xác định. Cột “Trong đó theo xác nhận” nằm trong cột “Đúng hạn”.",
        ),
    )


def _count_cells(counts: Counts) -> list[Cell]:
    cells = [Cell(counts.total)]
    cells += [Cell(counts.of(status)) for status in _COUNTED]
    cells += [Cell(counts.of(Status.NOT_DUE, Status.DUE_SOON)), Cell(counts.unchecked), Cell(counts.attested)]
    return [*cells, Cell(percent(counts.rate))]


def months_table(figures: Figures, annex: str) -> Table:
    """Units × months: met of all that ended in the month; coloured by what most wants attention."""
    months, table = figures.months, unit_months(figures.lines)
    columns = [Column("STT", 4, True), Column("Đơn vị", 26)]
    columns += [Column(_short_month(month, months), 70 / max(len(months), 4), True) for month in months]
    units = [unit for unit in figures.unit_names if unit in table]
    rows = []
    for number, unit in enumerate(units, start=1):
        shown = [_month(table[unit].get(month)) for month in months]
        rows.append((Cell(number), Cell(figures.unit_names[unit]), *shown))
    if rows:
        rows.append((Cell(""), Cell("Tỷ lệ đúng hạn"), *(Cell(percent(_month_rate(figures, one))) for one in months)))
    return Table(
        "Đơn vị × tháng",
        "Kết quả của từng đơn vị theo tháng (số nghĩa vụ đúng hạn/số nghĩa vụ có hạn trong tháng)",
        tuple(columns),
        tuple(rows),
        total=bool(rows),
        annex=annex,
        notes=(f"Ký hiệu: {LEGEND}.",),
    )


def _month(cell: MonthCell | None) -> Cell:
    if cell is None:
        return Cell("")
    return Cell(f"{cell.met}/{cell.total}{MARKS.get(cell.worst, '')}", TONES.get(cell.worst, Tone.NONE))


def _short_month(month: str, months: Sequence[str]) -> str:
    years = {one[:4] for one in months}
    return f"T{int(month[5:])}" if len(years) == 1 and len(months) > 1 else f"Tháng {int(month[5:])}/{month[:4]}"


def _month_rate(figures: Figures, month: str) -> float | None:
    return counts_of(line for line in figures.lines if line.month == month).rate


def ranking_table(figures: Figures, annex: str) -> Table:
    """Units in order of their rate, with what vouches for it and what must be explained, as scoring asks for."""
    order = {unit: place for place, unit in enumerate(figures.unit_names)}
    groups = by_unit(figures.lines)
    columns = (
        Column("Hạng", 5, True),
        Column("Đơn vị", 19),
        Column("Số nghĩa vụ tính điểm", 7, True),
        Column("Đúng hạn", 6, True),
        Column("Đăng muộn", 6, True),
        Column("Quá hạn", 6, True),
        Column("Không đạt", 6, True),
        Column("Chưa xác định", 6, True),
        Column("Tỷ lệ đúng hạn", 7, True),
        Column("Tài liệu kiểm chứng", 20),
        Column("Giải trình", 24),
    )
    rows = []
    alone = [line for line in figures.lines if line.key.unit not in figures.groups]
    for one in ranking(alone, figures.unit_names, order):
        counts, lines = one.counts, groups[one.unit]
        figures_of = [Cell(counts.judged), *(Cell(counts.of(status)) for status in _COUNTED[:5])]
        head = (Cell(one.place) if one.place is not None else Cell("–"), Cell(one.name))
        last = (Cell(percent(counts.rate)), Cell(_vouched(lines)), Cell(_explain(lines)))
        rows.append((*head, *figures_of, *last))
    return Table(
        "Xếp hạng",
        "Xếp hạng đơn vị, tài liệu kiểm chứng và nội dung cần giải trình",
        columns,
        tuple(rows),
        annex=annex,
        notes=(
            "Nghĩa vụ chung của một nhóm không tính vào hạng của từng đơn vị. "
            "Đơn vị cùng tỷ lệ thì cùng hạng; không xếp hạng đơn vị chưa có tỷ lệ. Giải trình do đơn vị bổ sung trước "
            "khi chấm điểm.",
        ),
    )


def _vouched(lines: Iterable[DutyLine]) -> str:
    met = [line for line in lines if line.exhibits or (line.attested and line.word)]
    items = sum(len(line.exhibits) for line in met)
    words = sum(1 for line in met if not line.exhibits)
    parts = [f"{items} tin, bài, văn bản trên trang"] if items else []
    parts += [f"{words} xác nhận"] if words else []
    return f"{', '.join(parts)} (phụ lục chi tiết)" if parts else "Chưa có"


def _explain(lines: Iterable[DutyLine]) -> str:
    every = list(lines)
    parts = []
    for status in (*BEHIND, Status.UNKNOWN):
        periods = [name(line.key.period) for line in every if line.status is status]
        if periods:
            parts.append(f"{STATUS_NAMES[status]}: {listed(dict.fromkeys(periods), 6, 'kỳ')}")
    return "; ".join(parts) or "Không"


def themes_table(figures: Figures, annex: str) -> Table:
    """What publications of the period spoke of; statistics, no duty."""
    columns = (
        Column("STT", 6, True),
        Column("Nội dung tuyên truyền", 64),
        Column("Số tin, bài, văn bản", 15, True),
        Column("Số đơn vị", 15, True),
    )
    rows = tuple(
        (Cell(place), Cell(one.title), Cell(one.items), Cell(one.units))
        for place, one in enumerate(figures.themes, start=1)
    )
    return Table(
        "Nội dung tuyên truyền", "Nội dung tuyên truyền", columns, rows, annex=annex, notes=(figures.theme_note,)
    )


def people_table(figures: Figures) -> Table:
    """Heads of units that have something to make good or to explain, in the order of their given names."""
    behind = {line.key.unit for line in figures.with_status(*BEHIND)}
    people = sorted(
        ((figures.heads[unit], figures.unit_names[unit]) for unit in behind if unit in figures.heads),
        key=lambda pair: (person_key(pair[0]), pair[1]),
    )
    columns = (Column("STT", 6, True), Column("Thủ trưởng đơn vị", 40), Column("Đơn vị", 54))
    rows = [(Cell(place), Cell(person), Cell(unit)) for place, (person, unit) in enumerate(people, start=1)]
    return Table("Đầu mối", "Thủ trưởng các đơn vị còn nội dung phải giải trình", columns, tuple(rows))


def exhibits_table(figures: Figures) -> Table:
    """Everything that vouches for a duty, one document a row, its address written out, with room to explain."""
    columns = (
        Column("STT", 4, True),
        Column("Đơn vị", 15),
        Column("Nội dung", 20),
        Column("Thời hạn", 11),
        Column("Kết quả", 8, True),
        Column("Tài liệu kiểm chứng", 22),
        Column("Ngày và nguồn ngày", 12),
        Column("Địa chỉ", 22),
        Column("Kiểm tra lúc", 11),
        Column("Giải trình", 15),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in figures.lines:
        result = Cell(status_words(line), TONES.get(line.status, Tone.NONE))
        head = (Cell(line.unit), Cell(what(line)), Cell(line.deadline), result)
        for one in line.exhibits:
            link = (Piece(one.url, one.url),) if one.url else ""
            shown = (Cell(one.title), Cell(one.dated), Cell(link), Cell(line.seen), Cell(""))
            rows.append((Cell(len(rows) + 1), *head, *shown))
        if not line.exhibits and line.word:
            rows.append((Cell(len(rows) + 1), *head, Cell(line.word), Cell(""), Cell(""), Cell(line.seen), Cell("")))
    return Table("Tài liệu kiểm chứng", "Tài liệu kiểm chứng của từng nội dung", columns, tuple(rows))
