"""Days as plans write them: of a date, a span, a month, a quarter, each month of a list. Folded text (``plain.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.importing.blocks import trouble
from monitor.importing.moments import Time, year_for
from monitor.importing.time_words import HEAD, MEND_DAY, MONTH, PROMPT, day_pattern, runs_of

_RANGE = re.compile(
    rf"{HEAD}(?!(?<=thang )\d)(?:tu )?(?:ngay )?{day_pattern('a')}\s*(?:-|den het|den)\s*(?:ngay"
    rf" )?{day_pattern('b')}"
)
_DAY = re.compile(rf"{HEAD}(?!(?<=thang )\d){PROMPT}(?P<day>ngay\s*)?{day_pattern('a')}")
_STEP_DAY = re.compile(
    rf"{HEAD}{PROMPT}(?P<day>(?:ngay|mung)\s*)?(?P<number>[0-3]?\d)\s*(?:cua\s+)?(?:(?:hang"
    rf"|moi)\s+(?P<step>thang|quy)"
    r"|(?:cua\s+)?thang cuoi (?:cua )?(?:moi |hang )?quy|thang\s+(?:dau|tiep theo|sau))"
)
_ALSO = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:,|;|va|&|hoac)\s*")
_LABEL_BEFORE = re.compile(r"(?:thoi (?:gian|han)|tien do|\bhan|\bngay)\b[^:;.]{0,24}:\s*$")
_MONTH_DAYS = re.compile(
    rf"{HEAD}{PROMPT}(?:ngay|mung)\s*(?P<number>[0-3]?\d)\s*(?:cua )?(?:cac )?thang\s*"
    rf"(?P<list>{MONTH}(?!\d)(?:\s*(?:,|;|va|&)\s*(?:thang\s*)?{MONTH}(?!\d|/))+)(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?"
)


def _real(found: re.Match[str], name: str, year: int, line: int) -> date:
    """The day of a match. Raises ImportTrouble when there is no such day."""
    parts = found.groupdict()
    day, month = (int(parts[name + key] or parts[name + "w" + key] or 0) for key in "dm")
    written = parts[name + "y"] or parts[name + "wy"]
    full = year_for(year, month) if written is None else int(written) + (2000 if len(written) == 2 else 0)
    try:
        return date(full, month, day)
    except ValueError:
        shown = f"{day}/{month}" + (f"/{full}" if written else "")
        raise trouble(f"ngày {shown} không có thật", MEND_DAY, line) from None


def ranges(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _RANGE.finditer(text):
        first, last = _real(found, "a", year, line), _real(found, "b", year, line)
        if first <= last:
            span = {"from": first.isoformat(), "to": last.isoformat()}
            yield Time((("window", span),), found.start(), found.end(), True)


_FROM_ON = re.compile(
    rf"{HEAD}(?:bat dau )?(?:ke )?tu (?:ngay\s*)?(?:{day_pattern('a')}|(?:dau )?thang"
    rf" (?P<month>{MONTH})(?!\d))(?:\s*(?:/|nam)\s*20\d\d)?"
    r"\s*(?:tro di)?$"
)


def from_on(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``Từ ngày 01/7/2026`` in a cell and no more: from then to the end of the year."""
    found = _FROM_ON.search(text) if cell else None
    if found:
        month = int(found["month"] or 1)
        first = date(year_for(year, month), month, 1) if found["month"] else _real(found, "a", year, line)
        window = {"from": first.isoformat(), "to": date(first.year, 12, 31).isoformat()}
        doubt = "kế hoạch chỉ nêu ngày bắt đầu; lấy đến hết năm"
        yield Time((("window", window),), found.start(), found.end(), False, None, doubt)


_QUARTER_DAY = re.compile(
    rf"{HEAD}{PROMPT}(?:ngay|mung)\s*(?P<number>[0-3]?\d)\s*(?:cua\s+)?thang dau (?:tien )?(?:cua )?(?:moi "
    rf"|hang )?quy"
    r"(?P<next>\s+(?:sau|tiep theo|ke tiep))?"
)


def quarter_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``trước ngày 05 tháng đầu quý``: four days, for a rule per quarter counts in the quarter's last month."""
    for found in _QUARTER_DAY.finditer(text):
        number = int(found["number"])
        if not 1 <= number <= 31:
            raise trouble(f"ngày {number} không có thật", MEND_DAY, line)
        key = "before" if found["before"] else "by"
        for month in (4, 7, 10, 13) if found["next"] else (1, 4, 7, 10):
            day = date(year_for(year, month) + month // 13, (month - 1) % 12 + 1, min(number, 30))
            yield Time(((key, day.isoformat()),), found.start(), found.end(), True)


def days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    last: Time | None = None
    for found in _DAY.finditer(text):
        prompted = bool(found["before"] or found["by"])
        worded = bool(found["day"]) or bool(found["awd"])
        if re.search(r"\btuan $", text[: found.start()]):
            continue  # "tuần 2 tháng 4" is a week of April
        if last and not prompted and _ALSO.fullmatch(text[last.end : found.start()]):
            # "trước ngày 20/6 và 20/11": the second day is due as the first is
            last = Time(((last.kind, _real(found, "a", year, line).isoformat()),), found.start(), found.end(), True)
            yield last
            continue
        labelled = bool(_LABEL_BEFORE.search(text[: found.start()]))
        if not (prompted or worded or labelled or (cell and found["ad"])):
            continue
        if found["awd"] and not (found["day"] or prompted or labelled or cell):
            continue
        day = _real(found, "a", year, line)
        key = "before" if found["before"] else "by"
        time = Time(((key, day.isoformat()),), found.start(), found.end(), prompted)
        last = time if prompted or labelled else None
        yield time


def step_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _STEP_DAY.finditer(text):
        step = "month" if "thang" in (found["step"] or "") else "quarter"
        if found["step"] is None and "cuoi" not in found.group():
            step = "month"
        number = int(found["number"])
        if not (found["day"] or found["before"] or found["by"]):
            continue
        if not 1 <= number <= 31:
            raise trouble(f"ngày {number} không có thật", MEND_DAY, line)
        doubt = f"“trước ngày {number}” có thể không tính chính ngày {number}" if found["before"] else ""
        yield Time((("every", step), ("due_day", number)), found.start(), found.end(), True, None, doubt)


def month_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``trước ngày 15 các tháng 3, 6, 9``: one day in each of several months."""
    for found in _MONTH_DAYS.finditer(text):
        number = int(found["number"])
        for month in (run[0] for run in runs_of(found["list"], {})):
            full = int(found["year"] or year_for(year, month))
            try:
                day = date(full, month, number)
            except ValueError:
                raise trouble(f"ngày {number}/{month} không có thật", MEND_DAY, line) from None
            key = "before" if found["before"] else "by"
            yield Time(((key, day.isoformat()),), found.start(), found.end(), bool(found["before"] or found["by"]))
