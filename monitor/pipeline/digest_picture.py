"""The picture of a digest, units × months and the rate of each month, and the workbook that goes along with it."""

from __future__ import annotations

from datetime import date, timedelta

from alerts.channel import Attachment
from alerts.digest import DigestFigures, HeatCell, HeatMap, TrendPoint
from alerts.tones import MARKS, TONES, Tone
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from monitor.reports.annexes import counts_table, months_table
from monitor.reports.figures import Asked, Figures, MonthCell, counts_of, unit_months
from monitor.reports.forms import write_tables
from monitor.reports.gathering import gather
from monitor.reports.listing import behind_table, detail_table, unknown_table
from monitor.reports.paper import Cell, Column, Table
from rules.explain import STATUS_NAMES
from rules.model import VN, Period, Status
from rules.periods import day_name, month, parse

MONTHS, UNITS = 12, 40
"""How far back the picture goes, and how many units it shows."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN = (Status.MET, Status.WAIVED, Status.NOT_APPLICABLE, Status.NOT_DUE, Status.DUE_SOON)


def year_so_far(cycle: Cycle, tx: Transaction, week: str) -> Figures:
    """The duties of the twelve months up to the end of the week, as they were known then."""
    end = min(parse(week).end, cycle.now)
    last = (parse(week).end - timedelta(days=1)).date()
    through = month(last.year, last.month)
    before = last.year * 12 + last.month - MONTHS
    start = month(before // 12, before % 12 + 1).start
    span = Period(f"{start:%Y-%m-%d}..{last:%Y-%m-%d}", start, through.end)
    return gather(cycle.catalogue, cycle.by_key, tx, Asked(span, cycle.now, end))


def heat_map(figures: Figures) -> HeatMap | None:
    """Units that have a blemish in any month, those with most first; None when nothing had a day."""
    months, table = figures.months, unit_months(figures.lines)
    if not months:
        return None
    blemished = {unit: sum(map(_blemish, cells.values())) for unit, cells in table.items()}
    order = {unit: place for place, unit in enumerate(figures.unit_names)}
    units = sorted((unit for unit in table if blemished[unit]), key=lambda unit: (-blemished[unit], order[unit]))
    rows = tuple(
        (figures.unit_names[unit], tuple(_cell(table[unit].get(one)) for one in months)) for unit in units[:UNITS]
    )
    labels = tuple(_label(one, months) for one in months)
    return HeatMap(labels, rows, fine=len(table) - len(units), more=max(0, len(units) - UNITS))


def trend(figures: Figures) -> tuple[TrendPoint, ...]:
    """The rate of the duties of each month (S22)."""
    points = []
    for one in figures.months:
        counts = counts_of(line for line in figures.lines if line.month == one)
        if counts.judged or counts.of(Status.UNKNOWN):
            points.append(TrendPoint(_label(one, figures.months), counts.rate, counts.of(Status.MET), counts.judged))
    return tuple(points)


def workbook(week: DigestFigures, figures: Figures) -> Attachment:
    """The lists of the digest in full, and the twelve months behind it."""
    tables = [
        counts_table(figures, ""),
        months_table(figures, ""),
        behind_table(figures),
        unknown_table(figures),
        _changes(week),
        _questions(week),
        detail_table(figures, ""),
    ]
    data = write_tables([table for table in tables if table.rows])
    return Attachment(f"tong-hop-tuan-{week.week}.xlsx", XLSX, data)


def _changes(week: DigestFigures) -> Table:
    columns = (
        *(Column("Đơn vị", 30), Column("Nội dung", 40), Column("Kỳ", 20), Column("Kết luận mới", 15, True)),
        *(Column("Số nghĩa vụ", 10, True), Column("Ngày", 12, True)),
    )
    rows = tuple(
        (
            Cell(one.unit),
            Cell(one.title),
            Cell(one.period),
            Cell(STATUS_NAMES[one.after], TONES.get(one.after, Tone.NONE)),
            Cell(one.count),
            Cell(day_name(one.at.astimezone(VN).date())),
        )
        for one in week.changes
    )
    return Table("Thay đổi", "Thay đổi trong tuần", columns, rows)


def _questions(week: DigestFigures) -> Table:
    columns = (
        *(Column("Đơn vị", 25), Column("Nội dung", 35), Column("Câu hỏi", 35), Column("Lệnh trả lời", 45)),
        Column("Số nghĩa vụ", 10, True),
    )
    rows = tuple(
        (Cell(one.unit), Cell(one.title), Cell(one.text), Cell(one.command), Cell(one.count)) for one in week.questions
    )
    return Table("Câu hỏi", "Chờ văn phòng cho ý kiến", columns, rows)


def _blemish(cell: MonthCell) -> bool:
    return cell.worst not in _PLAIN


def _cell(cell: MonthCell | None) -> HeatCell | None:
    if cell is None:
        return None
    return HeatCell(f"{cell.met}/{cell.total}{MARKS.get(cell.worst, '')}", TONES.get(cell.worst, Tone.NONE))


def _label(one: str, months: tuple[str, ...]) -> str:
    """``T3``; with its year where the months lie in two."""
    day = date.fromisoformat(f"{one}-01")
    return f"T{day.month}" if len({name[:4] for name in months}) == 1 else f"{day.month}/{day:%y}"
