"""Times as plans write them, found in folded text (``plain.py``): days, months, quarters, halves, steps, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from monitor.importing.blocks import trouble
from monitor.importing.citations import without_citations
from monitor.importing.day_times import days, from_on, month_days, quarter_days, ranges, step_days
from monitor.importing.moments import STEP_NAMES, Keys, SchoolYear, Time, month_end, span_of, year_for
from monitor.importing.time_words import HEAD, MEND_DAY, MONTH, PROMPT, TAIL_YEAR, runs_of

_MEND_MONTH = "sửa lại tháng trong tài liệu rồi nhập lại"
_NO_MONTH = re.compile(r"\bthang\s*(?P<number>0|1[3-9]|[2-9]\d)(?!\s*ngay)(?:\s*/\s*20\d\d)?\s*$")
_MONTHS = re.compile(
    rf"{HEAD}{PROMPT}(?P<part>dau |giua |cuoi |tuan (?:thu )?\w{{1,4}} (?:cua )?)?(?:cac )?(?:thang|t(?=\d))\s*"
    rf"(?P<list>{MONTH}(?!\d)(?:\s*(?:,|;|va|&|-|den(?: het)?|den)\s*(?:thang\s*)?{MONTH}(?!\d|/(?!20\d\d)"
    rf"|\s*thang))*){TAIL_YEAR}"
)
_BARE_MONTH = re.compile(rf"^(?P<list>{MONTH})\s*[/-]\s*(?P<year>20\d\d)$")
_Q = r"(?:iv|iii|ii|i|[1-4])(?!\w)"
_QUARTERS = re.compile(
    rf"{HEAD}{PROMPT}(?P<part>dau |giua |cuoi )?(?:cac )?quy\s*"
    rf"(?P<list>{_Q}(?:\s*(?:,|;|va|&|-|den)\s*(?:quy\s*)?{_Q})*){TAIL_YEAR}"
)
_HALF = re.compile(
    rf"{HEAD}{PROMPT}(?:0?6|sau) thang (?P<half>dau|cuoi) nam{TAIL_YEAR.replace('(?:/|nam|-)', '(?:/|nam|-)?')}"
)
_STEP = re.compile(
    rf"{HEAD}(?:(?:hang|moi|theo tung|tung|dinh ky)\s+(?P<step>tuan|thang|quy|nam)\b"
    r"(?!\s*\d(?!\d?\s*(?:tin|bai|lan|ban|van|video|clip|phong|chuyen|ky|so|buoi|cuoc)\b))"
    r"|(?:dinh ky\s+)?(?:mot|1|01)\s+lan\s*/\s*(?P<once>tuan|thang|quy|nam))|(?<=\w)\s*/\s*(?P<per>tuan|thang"
    r"|quy|nam)\b"
)
_BY_STEP = re.compile(r"^\W*(?:bao cao )?theo (?P<step>tuan|thang|quy)\W*$")
_ALWAYS = re.compile(rf"{HEAD}(?:thuong xuyen|lien tuc|ca nam|quanh nam|suot nam|hang ngay)(?!\w)")
_YEAR = re.compile(rf"{HEAD}(?:trong )?nam (?P<year>20\d\d)$|^trong nam$|^(?P<only>20\d\d)$")
_ISSUE = re.compile(rf"{HEAD}(?:ngay )?sau khi (?:duoc )?(?:ban hanh|phe duyet|ky)")
_EVENT = re.compile(
    rf"{HEAD}(?:(?:ngay )?(?:sau )?khi (?:co|phat sinh|duoc|tinh|so|to chuc|cap tren|ubnd|bo)\b"
    r"|theo (?:ke hoach|thoi gian|yeu cau|huong dan|lich|thong bao|chi dao|quy dinh|tien do|chuong trinh|quyet dinh"
    r"|dot|tinh hinh|phan cong|nhiem vu|van ban)\b|dot xuat|(?:tuy theo|tuy) \w+"
    r"|(?:(?:trong (?:vong|thoi han)|cham nhat|khong qua|sau|truoc)\s+)?\d{1,3} ngay(?: lam"
    r" viec)?\s*,?\s*(?:ke tu|tu (?:khi|ngay)|sau khi|sau"
    r" ngay|truoc khi))"
)


def find_times(text: str, year: int, line: int = 0, cell: bool = False) -> list[Time]:
    """The times of a folded text, in order, none inside another.

    ``year``: of the plan, where none is written. ``cell``: the text is a table's cell of times, in which a bare
    ``3/2022`` is a month. Raises ImportTrouble for a day that does not exist.
    """
    taken: list[Time] = []
    if cell and (wrong := _NO_MONTH.search(text)):
        raise trouble(f"tháng {wrong['number']} không có thật", _MEND_MONTH, line)
    quiet = without_citations(text)
    for find in (
        ranges,
        from_on,
        quarter_days,
        step_days,
        month_days,
        days,
        _halves,
        _terms,
        _months,
        _quarters,
        _steps,
        _others,
    ):
        # A list such as "tháng 3, 6" gives several times from one place; they do not shut each other out.
        found = list(find(quiet, year, line, cell))
        taken += [
            time for time in found if not any(time.start < other.end and other.start < time.end for other in taken)
        ]
    return _with_bare_days(quiet, sorted(taken, key=lambda time: (time.start, str(time.keys))), line)


_BARE_DAY = re.compile(
    r"^\s*[(,;:]?\s*(?:bao cao |gui |hoan thanh |xong )?(?:(?P<before>truoc)|cham nhat(?: la| vao)?|muon nhat|vao)?\s*"
    r"ngay\s*(?P<number>[0-3]?\d)(?!\s?[/.-]\s?\d|\s*thang|\d)"
)


def _with_bare_days(text: str, times: list[Time], line: int) -> list[Time]:
    """``Tháng 3/2026 (trước ngày 20)``, ``hằng tháng, chậm nhất ngày 25``: a day of the month before it."""
    whole: list[Time] = []
    for time in times:
        found = _BARE_DAY.match(text[time.end :])
        number = int(found["number"]) if found else 0
        span = span_of(time) if time.kind == "window" else None
        if found and time.keys in ((("every", "month"),), (("every", "quarter"),)) and 1 <= number <= 31:
            keys: Keys = (*time.keys, ("due_day", number))
            whole.append(replace(time, keys=keys, end=time.end + found.end(), prompted=True))
        elif found and span and (span[0].year, span[0].month) == (span[1].year, span[1].month):
            if not 1 <= number <= span[1].day:
                raise trouble(f"ngày {number}/{span[1].month} không có thật", MEND_DAY, line)
            key = "before" if found["before"] else "by"
            day = span[0].replace(day=number).isoformat()
            whole.append(replace(time, keys=((key, day),), end=time.end + found.end(), prompted=True, doubt=""))
        else:
            whole.append(time)
    return whole


def _months(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    bare = _BARE_MONTH.match(text) if cell else None
    for found in [bare] if bare else _MONTHS.finditer(text):
        parts = found.groupdict()
        for run in runs_of(parts["list"], {}):
            full = int(parts["year"] or year_for(year, run[0]))
            first, last = date(full, run[0], 1), month_end(full, run[-1])
            yield _spanned(found, first, last, f"{full}-{run[0]:02}" if len(run) == 1 else None)


def _quarters(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _QUARTERS.finditer(text):
        for run in runs_of(found["list"], {"i": 1, "ii": 2, "iii": 3, "iv": 4}):
            full = int(found["year"] or year_for(year, 3 * run[0] - 2))
            first, last = date(full, 3 * run[0] - 2, 1), month_end(full, 3 * run[-1])
            yield _spanned(found, first, last, f"{full}-Q{run[0]}" if len(run) == 1 else None)


def _halves(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _HALF.finditer(text):
        full, number = int(found["year"] or year), 1 if found["half"] == "dau" else 2
        first, last = date(full, 6 * number - 5, 1), month_end(full, 6 * number)
        yield _spanned(found, first, last, f"{full}-H{number}")


_TERM = re.compile(
    rf"{HEAD}(?:trong |vao )?(?P<part>dau |giua |cuoi )?(?:hoc ky|hk|hki)\s*(?P<number>iii|ii|i|[123])(?!\w)"
)


def _terms(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """School terms: their days are not in the plan, so the usual ones are taken and named as doubtful."""
    for found in _TERM.finditer(text):
        one = found["number"] in ("i", "1")
        begin = int(year) + (not one and isinstance(year, SchoolYear))
        first, last = (date(begin, 9, 1), date(begin + 1, 1, 15)) if one else (date(begin, 1, 16), date(begin, 5, 31))
        window = {"from": first.isoformat(), "to": last.isoformat()}
        doubt = "kế hoạch không nêu ngày của học kỳ; tạm lấy ngày thường lệ"
        yield Time((("window", window),), found.start(), found.end(), False, None, doubt)


def _spanned(found: re.Match[str], first: date, last: date, key: str | None) -> Time:
    """A month, quarter or half: a window of its own, or the end of what must be done before or by it."""
    parts = found.groupdict()
    if parts.get("before") and "het" not in parts["before"]:
        return Time((("before", first.isoformat()),), found.start(), found.end(), True, key)
    if parts.get("by") or parts.get("before"):
        return Time((("by", last.isoformat()),), found.start(), found.end(), True, key)
    window: object = key or {"from": first.isoformat(), "to": last.isoformat()}
    doubt = "kế hoạch chỉ nói một phần của kỳ (đầu, giữa, cuối)" if parts.get("part") else ""
    return Time((("window", window),), found.start(), found.end(), bool(parts.get("on")), key, doubt)


def _steps(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _STEP.finditer(text):
        word = found["step"] or found["once"] or found["per"]
        yield Time((("every", STEP_NAMES[word]),), found.start(), found.end())


def _others(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for pattern, keys in (
        (_ISSUE, (("after", "issue"),)),
        (_ALWAYS, (("always", True),)),
        (_EVENT, (("undated", True), ("when_event", True))),
    ):
        for found in pattern.finditer(text):
            yield Time(keys, found.start(), found.end())
    if cell:
        for found in _BY_STEP.finditer(text):
            yield Time((("every", STEP_NAMES[found["step"]]),), found.start(), found.end())
        for found in _YEAR.finditer(text):
            full = found["year"] or found["only"] or str(year)
            yield Time((("window", full),), found.start(), found.end(), False, None, "cả năm, không nói tháng")
