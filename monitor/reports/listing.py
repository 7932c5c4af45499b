"""The lists of a report: what is behind and why, what is unknown, every duty with what shows it (S13, S22)."""

from __future__ import annotations

from collections.abc import Iterable

from alerts.tones import TONES, Tone
from monitor.reports.figures import NEEDS_NOTHING, DutyLine, Exhibit, Figures, by_obligation, by_reason
from monitor.reports.paper import Cell, Column, Piece, Table
from rules.explain import STATUS_NAMES
from rules.model import CHARGES, Status
from rules.text import listed

UNCHECKED = "Chưa kiểm tra"
BEHIND = (Status.MISSED, Status.OVERDUE, Status.LATE)
"""The gravest first."""
_UNITS_NAMED, _EXHIBITS_SHOWN, _PERIODS_SHOWN = 6, 4, 6


def status_words(line: DutyLine) -> str:
    """``Đúng hạn``; a duty that was never judged says so."""
    return STATUS_NAMES[line.status] if line.status is not None else UNCHECKED


def behind_table(figures: Figures) -> Table:
    """What is late, overdue or missed, the gravest first, a unit's periods of one duty together, with the proof
    (S13)."""
    lines = sorted(figures.with_status(*BEHIND), key=lambda line: BEHIND.index(line.status or Status.LATE))
    columns = (
        Column("STT", 7, True),
        Column("Đơn vị", 20),
        Column("Nội dung", 25),
        Column("Kết quả", 12, True),
        Column("Thời hạn và căn cứ", 36),
    )
    groups: dict[tuple[object, ...], list[DutyLine]] = {}
    for line in lines:
        groups.setdefault((line.status, line.key.unit, line.key.plan, line.key.obligation), []).append(line)
    rows = [_behind_row(number, group) for number, group in enumerate(groups.values(), start=1)]
    return Table("Tồn tại", "Nội dung đăng muộn, quá hạn hoặc không đạt", columns, tuple(rows), kept=200)


def _behind_row(number: int, group: list[DutyLine]) -> tuple[Cell, ...]:
    line = group[0]
    result = status_words(line) + (f" ({len(group)} kỳ)" if len(group) > 1 else "")
    # Of several periods the looks stand in the annex: the body is read, the annex is looked up.
    periods = [Piece(f"{one.deadline}: {_proven(one, len(group) == 1)}") for one in group[:_PERIODS_SHOWN]]
    more = len(group) - _PERIODS_SHOWN
    periods += [Piece(f"… và {more} kỳ khác (phụ lục chi tiết)")] if more > 0 else []
    tone = TONES.get(line.status, Tone.NONE)
    return Cell(number), Cell(line.unit), Cell(what(line)), Cell(result, tone), Cell(tuple(periods))


def _proven(line: DutyLine, looks: bool = True) -> str:
    parts = [f"ghi nhận {line.counted}/{line.needed}"] if line.needed else []
    parts += [f"đã xem đủ chuyên mục lúc {line.proof}"] if line.proof and looks else []
    parts += [line.word] if line.word else []
    parts += [f"còn bổ sung được đến {line.cure_until}"] if line.cure_until and line.status is Status.OVERDUE else []
    return "; ".join(parts)


def unknown_table(figures: Figures) -> Table:
    """What could not be settled, by its reason: never a fault of the unit (S13, S22)."""
    columns = (
        Column("STT", 7, True),
        Column("Tình trạng", 14, True),
        Column("Lý do", 29),
        Column("Số nghĩa vụ", 10, True),
        Column("Đơn vị", 40),
    )
    rows: list[tuple[Cell, ...]] = []
    for status in (Status.UNKNOWN, Status.AWAITING):
        for reason, group in by_reason(figures.with_status(status)).items():
            units = _units(group)
            tone = TONES[status]
            rows.append(
                (Cell(len(rows) + 1), Cell(STATUS_NAMES[status], tone), Cell(reason), Cell(len(group)), Cell(units))
            )
    unchecked = [line for line in figures.lines if line.status is None]
    if unchecked:
        units = _units(unchecked)
        reason = "Đến thời điểm báo cáo chưa kết luận lần nào"
        rows.append((Cell(len(rows) + 1), Cell(UNCHECKED), Cell(reason), Cell(len(unchecked)), Cell(units)))
    return Table("Chưa xác định", "Nội dung chưa xác định, chờ xác nhận", columns, tuple(rows), kept=200)


def detail_table(figures: Figures, annex: str, lines: Iterable[DutyLine] | None = None, label: str = "") -> Table:
    """Every duty with what shows it; those that need nothing are counted, not listed."""
    chosen = figures.lines if lines is None else tuple(lines)
    listed_lines = [line for line in chosen if line.status not in NEEDS_NOTHING]
    columns = (
        Column("STT", 4, True),
        Column("Nội dung", 22),
        Column("Đơn vị chủ trì", 15),
        Column("Phối hợp", 9),
        Column("Thời hạn", 12),
        Column("Kết quả", 9, True),
        Column("Minh chứng", 29),
        Column("Ghi chú", 15),
    )
    single = [line for line in listed_lines if not _waits_without_day(line)]
    together = by_obligation(line for line in listed_lines if _waits_without_day(line))
    groups = [*((line,) for line in single), *together.values()]
    rows = [(Cell(number), *_detail(group)) for number, group in enumerate(groups, start=1)]
    more = len(chosen) - len(listed_lines)
    note = f"Không liệt kê {more} nghĩa vụ chưa đến hạn hoặc không áp dụng." if more else ""
    title = label or "Kết quả từng nội dung và minh chứng"
    return Table("Chi tiết", title, columns, tuple(rows), annex=annex, notes=(note,) if note else ())


def hindsight_table(figures: Figures, annex: str) -> Table:
    """Periods before watching began: shown, outside every count (S6)."""
    label = "Kỳ trước khi bắt đầu theo dõi (hồi cứu): chỉ để tham khảo, không tính vào số liệu và tỷ lệ"
    table = detail_table(figures, annex, figures.hindsight, label)
    return Table("Hồi cứu", table.title, table.columns, table.rows, annex=annex, notes=table.notes)


def what(line: DutyLine) -> str:
    """The duty with the line of the plan that asks for it (S19)."""
    return f"{line.title} ({line.source})" if line.source else line.title


def _evidence(line: DutyLine) -> tuple[Piece, ...]:
    pieces = [_exhibit(one) for one in line.exhibits[:_EXHIBITS_SHOWN]]
    more = len(line.exhibits) - _EXHIBITS_SHOWN
    pieces += [Piece(f"… và {more} tin, bài khác")] if more > 0 else []
    pieces += [Piece(line.word)] if line.word else []
    pieces += [Piece(f"Kiểm tra lúc {line.seen}")] if line.seen else []
    return tuple(pieces) or (Piece(""),)


def _exhibit(one: Exhibit) -> Piece:
    return Piece(f"{one.title} ({one.dated})", one.url)


def _remarks(line: DutyLine) -> str:
    parts = [line.because] if line.because else []
    parts += [_proven(line)] if line.status in CHARGES else []
    words = "; ".join([*parts, *line.remarks])
    return words[:1].upper() + words[1:]


def _detail(group: tuple[DutyLine, ...]) -> tuple[Cell, ...]:
    """One duty, or one that many units owe alike and for which nothing is there yet."""
    line = group[0]
    many = f"{len(group)} nghĩa vụ; " if len(group) > 1 else ""
    return (
        Cell(what(line)),
        Cell(line.lead if len(group) == 1 else _units(group)),
        Cell(line.partners),
        Cell(line.deadline),
        Cell(status_words(line), TONES.get(line.status, Tone.NONE)),
        Cell(_evidence(line) if len(group) == 1 else ""),
        Cell(many + _remarks(line)),
    )


def _waits_without_day(line: DutyLine) -> bool:
    """Listed under "chưa có hạn": many units wait for the same word (S5)."""
    return line.status is Status.AWAITING and line.month is None and not line.exhibits and not line.word


def _units(lines: Iterable[DutyLine]) -> str:
    return listed(dict.fromkeys(line.unit for line in lines), _UNITS_NAMED, "đơn vị")
