"""Times as plans write them, found in folded text (``plain.py``): days, months, quarters, halves, steps, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from monitor.importing.blocks import trouble
from monitor.importing.moments import STEP_NAMES, Keys, SchoolYear, Time, month_end, span_of, year_for

_MEND_DAY = "sửa lại ngày trong tài liệu rồi nhập lại"
_MEND_MONTH = "sửa lại tháng trong tài liệu rồi nhập lại"
_BEFORE = r"(?P<before>(?:xong |hoan thanh )?truoc(?: het| dip| le| ky)?|som hon)"
_BY = (
    r"(?P<by>cham nhat(?: la| vao| den| trong)?|muon nhat(?: la| vao)?|han cuoi(?: cung)?(?: la)?|khong qua|den het|het"
    r"|den)"
)
_PROMPT = rf"(?:(?:{_BEFORE}|{_BY}|(?P<on>vao|trong|tu))\s*:?\s*)?"
_D, _M, _Y = r"(?P<{0}d>[0-3]?\d)", r"(?P<{0}m>[0-3]?\d)", r"(?P<{0}y>20\d\d|\d\d(?!\d))"


def _day_pattern(name: str) -> str:
    d, m, y = (part.format(name) for part in (_D, _M, _Y))
    numbers = rf"{d}\s?[/.-]\s?{m}(?:\s?[/.-]\s?{y})?(?![/\d-])"
    words = numbers_in_words(name)
    return rf"(?:{numbers}|{words})"


def numbers_in_words(name: str) -> str:
    """``ngày 15 tháng 3 năm 2022``, the year left out or not."""
    return rf"(?P<{name}wd>[0-3]?\d)\s+thang\s+(?P<{name}wm>[0-3]?\d)(?:\s*(?:nam|/)\s*(?P<{name}wy>20\d\d))?(?!\d)"


_HEAD = r"(?<![\w/.])"
_TAIL_YEAR = r"(?:\s*(?:/|nam|-)\s*(?P<year>20\d\d))?(?![\d/%])"
_RANGE = re.compile(
    rf"{_HEAD}(?!(?<=thang )\d)(?:tu )?(?:ngay )?{_day_pattern('a')}\s*(?:-|den het|den)\s*(?:ngay"
    rf" )?{_day_pattern('b')}"
)
_DAY = re.compile(rf"{_HEAD}(?!(?<=thang )\d){_PROMPT}(?P<day>ngay\s*)?{_day_pattern('a')}")
_STEP_DAY = re.compile(
    rf"{_HEAD}{_PROMPT}(?P<day>(?:ngay|mung)\s*)?(?P<number>[0-3]?\d)\s*(?:cua\s+)?(?:(?:hang"
    rf"|moi)\s+(?P<step>thang|quy)"
    r"|(?:cua\s+)?thang cuoi (?:cua )?(?:moi |hang )?quy|thang\s+(?:dau|tiep theo|sau))"
)
_ALSO = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:,|;|va|&|hoac)\s*")
_LABEL_BEFORE = re.compile(r"(?:thoi (?:gian|han)|tien do|\bhan|\bngay)\b[^:;.]{0,24}:\s*$")
_N = r"(?:0?[1-9]|1[0-2])"
_MONTH_DAYS = re.compile(
    rf"{_HEAD}{_PROMPT}(?:ngay|mung)\s*(?P<number>[0-3]?\d)\s*(?:cua )?(?:cac )?thang\s*"
    rf"(?P<list>{_N}(?!\d)(?:\s*(?:,|;|va|&)\s*(?:thang\s*)?{_N}(?!\d|/))+)(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?"
)
_NO_MONTH = re.compile(r"\bthang\s*(?P<number>0|1[3-9]|[2-9]\d)(?!\s*ngay)(?:\s*/\s*20\d\d)?\s*$")
_MONTHS = re.compile(
    rf"{_HEAD}{_PROMPT}(?P<part>dau |giua |cuoi |tuan (?:thu )?\w{{1,4}} (?:cua )?)?(?:cac )?(?:thang|t(?=\d))\s*"
    rf"(?P<list>{_N}(?!\d)(?:\s*(?:,|;|va|&|-|den(?: het)?|den)\s*(?:thang\s*)?{_N}(?!\d|/(?!20\d\d)"
    rf"|\s*thang))*){_TAIL_YEAR}"
)
_BARE_MONTH = re.compile(rf"^(?P<list>{_N})\s*[/-]\s*(?P<year>20\d\d)$")
_Q = r"(?:iv|iii|ii|i|[1-4])(?!\w)"
_QUARTERS = re.compile(
    rf"{_HEAD}{_PROMPT}(?P<part>dau |giua |cuoi )?(?:cac )?quy\s*"
    rf"(?P<list>{_Q}(?:\s*(?:,|;|va|&|-|den)\s*(?:quy\s*)?{_Q})*){_TAIL_YEAR}"
)
_HALF = re.compile(
    rf"{_HEAD}{_PROMPT}(?:0?6|sau) thang (?P<half>dau|cuoi) nam{_TAIL_YEAR.replace('(?:/|nam|-)', '(?:/|nam|-)?')}"
)
_STEP = re.compile(
    rf"{_HEAD}(?:(?:hang|moi|theo tung|tung|dinh ky)\s+(?P<step>tuan|thang|quy|nam)\b"
    r"(?!\s*\d(?!\d?\s*(?:tin|bai|lan|ban|van|video|clip|phong|chuyen|ky|so|buoi|cuoc)\b))"
    r"|(?:dinh ky\s+)?(?:mot|1|01)\s+lan\s*/\s*(?P<once>tuan|thang|quy|nam))|(?<=\w)\s*/\s*(?P<per>tuan|thang"
    r"|quy|nam)\b"
)
_BY_STEP = re.compile(r"^\W*(?:bao cao )?theo (?P<step>tuan|thang|quy)\W*$")
_ALWAYS = re.compile(rf"{_HEAD}(?:thuong xuyen|lien tuc|ca nam|quanh nam|suot nam|hang ngay)(?!\w)")
_YEAR = re.compile(rf"{_HEAD}(?:trong )?nam (?P<year>20\d\d)$|^trong nam$|^(?P<only>20\d\d)$")
_ISSUE = re.compile(rf"{_HEAD}(?:ngay )?sau khi (?:duoc )?(?:ban hanh|phe duyet|ky)")
_EVENT = re.compile(
    rf"{_HEAD}(?:(?:ngay )?(?:sau )?khi (?:co|phat sinh|duoc|tinh|so|to chuc|cap tren|ubnd|bo)\b"
    r"|theo (?:ke hoach|thoi gian|yeu cau|huong dan|lich|thong bao|chi dao|quy dinh|tien do|chuong trinh|quyet dinh"
    r"|dot|tinh hinh|phan cong|nhiem vu|van ban)\b|dot xuat|(?:tuy theo|tuy) \w+"
    r"|(?:(?:trong (?:vong|thoi han)|cham nhat|khong qua|sau|truoc)\s+)?\d{1,3} ngay(?: lam"
    r" viec)?\s*,?\s*(?:ke tu|tu (?:khi|ngay)|sau khi|sau"
    r" ngay|truoc khi))"
)
_CITED = re.compile(
    r"(?:\bso\s*:?\s*)?\b\d+[\w.]*(?:/\d{4})?/[a-z][\w.&-]*"
    r"(?:[^;.]{0,90}?\bngay\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2} thang \d{1,2} nam \d{4}))?"
)
_NAMED_ACT = re.compile(
    r"\b(?:luat|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|cong van|to trinh|ket luan)\b[^;.]{0,120}?"
    r"(?<!truoc )\bngay\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2} thang \d{1,2} nam \d{4})"
)


def without_citations(text: str) -> str:
    """The text with numbers and days of cited documents blanked, its length kept."""
    for pattern in (_CITED, _NAMED_ACT):
        text = pattern.sub(lambda found: _blank(found), text)
    return text


def _blank(found: re.Match[str]) -> str:
    """A citation reaches over a day only where no word says that something is due then."""
    whole = found.group()
    due = re.search(r"(?:truoc|cham nhat|den het|den|han)(?: \w+)? ngay", whole)
    kept = whole[due.start() :] if due else ""
    return " " * (len(whole) - len(kept)) + kept


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
        _ranges,
        _from_on,
        _quarter_days,
        _step_days,
        _month_days,
        _days,
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
                raise trouble(f"ngày {number}/{span[1].month} không có thật", _MEND_DAY, line)
            key = "before" if found["before"] else "by"
            day = span[0].replace(day=number).isoformat()
            whole.append(replace(time, keys=((key, day),), end=time.end + found.end(), prompted=True, doubt=""))
        else:
            whole.append(time)
    return whole


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
        raise trouble(f"ngày {shown} không có thật", _MEND_DAY, line) from None


def _ranges(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _RANGE.finditer(text):
        first, last = _real(found, "a", year, line), _real(found, "b", year, line)
        if first <= last:
            span = {"from": first.isoformat(), "to": last.isoformat()}
            yield Time((("window", span),), found.start(), found.end(), True)


_FROM_ON = re.compile(
    rf"{_HEAD}(?:bat dau )?(?:ke )?tu (?:ngay\s*)?(?:{_day_pattern('a')}|(?:dau )?thang"
    rf" (?P<month>{_N})(?!\d))(?:\s*(?:/|nam)\s*20\d\d)?"
    r"\s*(?:tro di)?$"
)


def _from_on(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``Từ ngày 01/7/2026`` in a cell and no more: from then to the end of the year."""
    found = _FROM_ON.search(text) if cell else None
    if found:
        month = int(found["month"] or 1)
        first = date(year_for(year, month), month, 1) if found["month"] else _real(found, "a", year, line)
        window = {"from": first.isoformat(), "to": date(first.year, 12, 31).isoformat()}
        doubt = "kế hoạch chỉ nêu ngày bắt đầu; lấy đến hết năm"
        yield Time((("window", window),), found.start(), found.end(), False, None, doubt)


_QUARTER_DAY = re.compile(
    rf"{_HEAD}{_PROMPT}(?:ngay|mung)\s*(?P<number>[0-3]?\d)\s*(?:cua\s+)?thang dau (?:tien )?(?:cua )?(?:moi "
    rf"|hang )?quy"
    r"(?P<next>\s+(?:sau|tiep theo|ke tiep))?"
)


def _quarter_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``trước ngày 05 tháng đầu quý``: four days, for a rule per quarter counts in the quarter's last month."""
    for found in _QUARTER_DAY.finditer(text):
        number = int(found["number"])
        if not 1 <= number <= 31:
            raise trouble(f"ngày {number} không có thật", _MEND_DAY, line)
        key = "before" if found["before"] else "by"
        for month in (4, 7, 10, 13) if found["next"] else (1, 4, 7, 10):
            day = date(year_for(year, month) + month // 13, (month - 1) % 12 + 1, min(number, 30))
            yield Time(((key, day.isoformat()),), found.start(), found.end(), True)


def _days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
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


def _step_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _STEP_DAY.finditer(text):
        step = "month" if "thang" in (found["step"] or "") else "quarter"
        if found["step"] is None and "cuoi" not in found.group():
            step = "month"
        number = int(found["number"])
        if not (found["day"] or found["before"] or found["by"]):
            continue
        if not 1 <= number <= 31:
            raise trouble(f"ngày {number} không có thật", _MEND_DAY, line)
        doubt = f"“trước ngày {number}” có thể không tính chính ngày {number}" if found["before"] else ""
        yield Time((("every", step), ("due_day", number)), found.start(), found.end(), True, None, doubt)


def _month_days(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    """``trước ngày 15 các tháng 3, 6, 9``: one day in each of several months."""
    for found in _MONTH_DAYS.finditer(text):
        number = int(found["number"])
        for month in (run[0] for run in _numbers(found["list"], {})):
            full = int(found["year"] or year_for(year, month))
            try:
                day = date(full, month, number)
            except ValueError:
                raise trouble(f"ngày {number}/{month} không có thật", _MEND_DAY, line) from None
            key = "before" if found["before"] else "by"
            yield Time(((key, day.isoformat()),), found.start(), found.end(), bool(found["before"] or found["by"]))


def _numbers(listed: str, names: dict[str, int]) -> list[list[int]]:
    """Runs of months or quarters: ``3-5`` is one run, ``3, 6`` are two."""
    runs: list[list[int]] = []
    joined = False
    for word in re.findall(r"\w+|[-,;&]", listed):
        if word in ("-", "den"):
            joined = True
        elif word in names or word.isdigit():
            value = names.get(word) or int(word)
            if joined and runs and value > runs[-1][-1]:
                runs[-1].append(value)
            else:
                runs.append([value])
            joined = False
    return [list(range(run[0], run[-1] + 1)) for run in runs]


def _months(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    bare = _BARE_MONTH.match(text) if cell else None
    for found in [bare] if bare else _MONTHS.finditer(text):
        parts = found.groupdict()
        for run in _numbers(parts["list"], {}):
            full = int(parts["year"] or year_for(year, run[0]))
            first, last = date(full, run[0], 1), month_end(full, run[-1])
            yield _spanned(found, first, last, f"{full}-{run[0]:02}" if len(run) == 1 else None)


def _quarters(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _QUARTERS.finditer(text):
        for run in _numbers(found["list"], {"i": 1, "ii": 2, "iii": 3, "iv": 4}):
            full = int(found["year"] or year_for(year, 3 * run[0] - 2))
            first, last = date(full, 3 * run[0] - 2, 1), month_end(full, 3 * run[-1])
            yield _spanned(found, first, last, f"{full}-Q{run[0]}" if len(run) == 1 else None)


def _halves(text: str, year: int, line: int, cell: bool) -> Iterator[Time]:
    for found in _HALF.finditer(text):
        full, number = int(found["year"] or year), 1 if found["half"] == "dau" else 2
        first, last = date(full, 6 * number - 5, 1), month_end(full, 6 * number)
        yield _spanned(found, first, last, f"{full}-H{number}")


_TERM = re.compile(
    rf"{_HEAD}(?:trong |vao )?(?P<part>dau |giua |cuoi )?(?:hoc ky|hk|hki)\s*(?P<number>iii|ii|i|[123])(?!\w)"
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
