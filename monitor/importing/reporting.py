"""Periods of reports: ``hàng quý, 06 tháng, năm`` and the name before a day."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The period that a report covers. ``key``: as plan files write it; None where they have no name for it."""

    key: str | None
    name: str


_ONE = r"(?:thang|quy(?! dinh| che| trinh| hoach)|(?:0?6|sau) thang(?: dau nam)?|(?:0?9|chin) thang|nam|tuan)"
_LIST = re.compile(
    rf"\b(?:dinh ky|hang|moi|theo|bao cao(?: (?:cchc|cai cach hanh chinh|ket qua|cong tac|tinh hinh|tong"
    rf" hop)){{0,3}})\s*:?\s+(?:(?:hang|moi|theo|dinh ky)\s+)*(?P<list>(?:(?:hang |moi"
    rf" )?{_ONE}\b(?!\s*(?:\d|i\b|ii|iv|nay))"
    r"(?:\s*(?:,|va|hoac|/|;|-)\s*)?)+)"
)
_ITEM = re.compile(
    r"(?P<half>(?:0?6|sau) thang)|(?P<nine>(?:0?9|chin) thang)|(?P<quarter>quy)|(?P<month>thang)|(?P<year>nam)"
    r"|(?P<week>tuan)"
)
_QUARTER = re.compile(r"\bquy\s*(iv|iii|ii|i|[1-4])\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NAMES = {1: "quý I", 2: "quý II", 3: "quý III", 4: "quý IV"}


def periods_of(plain: str, year: int) -> tuple[list[ReportPeriod], bool]:
    """The periods of which a clause wants reports; whether it only says "định kỳ" and names none."""
    found = _LIST.search(plain)
    if found is None:
        asked = re.search(r"\bdinh ky\b", plain) and re.search(r"\bbao cao\b", plain)
        return ([ReportPeriod(None, "định kỳ")], True) if asked else ([], False)
    kinds = {match.lastgroup for match in _ITEM.finditer(found["list"])}
    periods: list[ReportPeriod] = []
    if "week" in kinds:
        periods.append(ReportPeriod(None, "hằng tuần"))
    if "month" in kinds:
        periods.append(ReportPeriod(None, "hằng tháng"))
    half = [ReportPeriod(f"{year}-H1", "6 tháng")] if "half" in kinds else []
    if "quarter" in kinds:
        quarters = [ReportPeriod(f"{year}-Q{number}", _NAMES[number]) for number in (1, 2, 3, 4)]
        # With a six-month and a yearly report beside them, the second and fourth quarters have none of their own.
        periods += [quarters[0], *half, quarters[2]] if half else quarters
    else:
        periods += half
    if "nine" in kinds:
        periods.append(ReportPeriod(None, "9 tháng"))
    if "year" in kinds:
        periods.append(ReportPeriod(str(year), "năm"))
    return periods, False


def period_before(segment: str, year: int) -> ReportPeriod | None:
    """The period that the words before a day name last: ``báo cáo quý I trước ngày …``."""
    tail = segment[-80:]
    quarter = [_ROMAN.get(word) or int(word) for word in _QUARTER.findall(tail)]
    if quarter:
        return ReportPeriod(f"{year}-Q{quarter[-1]}", _NAMES[quarter[-1]])
    if re.search(r"(?:0?6|sau) thang cuoi nam", tail):
        return ReportPeriod(f"{year}-H2", "6 tháng cuối năm")
    if re.search(r"\b(?:0?6|sau) thang\b", tail):
        return ReportPeriod(f"{year}-H1", "6 tháng")
    if re.search(r"\b(?:0?9|chin) thang\b", tail):
        return ReportPeriod(None, "9 tháng")
    if re.search(r"bao cao (?:ket qua |tong ket |cong tac |tinh hinh )*(?:ca )?nam\b", tail):
        return ReportPeriod(str(year), "năm")
    return None
