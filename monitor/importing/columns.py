"""Which column of a table holds what: by the words of its head or, failing that, by what stands below."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from monitor.importing.blocks import Row
from monitor.importing.parties import UNIT_WORDS
from monitor.importing.plain import mend
from monitor.importing.times import find_times
from rules.text import clean

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", r"^(?:stt|tt|so tt|so thu tu|#|no\.?|ma|ma so|ma (?:viec|nhiem vu)|ky hieu)$"),
    ("begin", r"\bbat dau\b(?! ket)|^(?:thoi gian.{0,20} )?tu (?:ngay|thang)$"),
    ("finish", r"^(?:(?:thoi gian|ngay|thoi diem) )?(?:ket thuc|hoan thanh)$"
               r"|\bket thuc$|^(?:thoi gian.{0,20} )?den (?:ngay|thang)$"),
    ("note", r"ghi chu|kinh phi|du toan|can cu|co so phap ly|muc tieu|chi tieu|so luong|don vi tinh|^dvt$|nguoi duyet"
             r"|kiem duyet|ngay (?:nop|gui) bai|dia diem|thanh phan"),
    ("time", r"thoi (?:gian|han|diem|ky)|tien do|\bhan\b|ky han|lich|^thang$|^quy$|ngay hoan thanh|hoan thanh"
             r"|^ngay\b|^(?:tuan|thang|quy)(?: thuc hien|/nam| nam)?$|khi nao"),
    ("to", r"^(?:noi|don vi|co quan|dia chi) (?:nhan|tiep nhan)\b|^noi gui|^gui (?:ve|den|cho)\b|^nhan bao cao"),
    ("oversee", r"^(?:dong chi )?(?:lanh dao|ban giam doc|thu truong)\b|(?:lanh dao|nguoi|don vi|co quan)"
                r" (?:chi dao|theo doi|don doc|giam sat|kiem tra)"),
    ("both", r"chu tri\W+(?:va )?phoi hop"),
    ("with", r"phoi hop|tham gia|ho tro thuc hien|^(?:cung|don vi|co quan) (?:thuc hien cung|lam|ho tro|lien quan)"),
    ("form", r"hinh thuc|phuong thuc|kenh|cach thuc|phuong tien|noi dang"),
    ("lead", r"chu tri|phu trach|dau moi|^thuc hien$|(?:don vi|bo phan|co quan|nguoi|phong|can bo) (?:thuc hien"
    r"|viet|dang|lam|thuc hanh|cung cap|tham muu|soan|bao cao|dam nhan)"
             r"|phan cong|trach nhiem|don vi$|^(?:co quan|bo phan|phong|nguoi|ai)$|^giao cho$"),
    ("product", r"san pham|ket qua|ban giao|dau ra|minh chung"),
    ("content", r"^(?!(?:co quan|don vi|bo phan|nguoi) cung cap).*(?:noi dung|nhiem vu|cong viec|hoat dong"
    r"|viec (?:can|phai)|^viec\b|phai lam|dau viec|chuyen de|chu de|\bten |hang muc|tieu de|bai viet)"),
)  # fmt: skip
_WHO_HEAD = re.compile(r"^(?:co quan|don vi|bo phan|nguoi)\b(?! (?:duoc|tinh|duyet|nhan|phoi))")
_MONTH_HEAD = re.compile(r"^(?:thang|t)\s*\.?\s*(1[0-2]|0?[1-9])(?:\s*/\s*20\d\d)?$")
_QUARTER_HEAD = re.compile(r"^(?:quy|q)\s*\.?\s*(iv|iii|ii|i|[1-4])(?:\s*/\s*20\d\d)?$")
_BARE_MONTH_HEAD = re.compile(r"\b(?:thang|thoi gian|tien do|lich)\b.*?\b(1[0-2]|0?[1-9])$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, by name; ``months``: the month (``03``) or quarter (``Q1``) a column stands for;
    ``guessed``: some were known by what stands in them and not by their heads; ``units``: columns of one unit each."""

    at: dict[str, int]
    months: dict[int, str]
    width: int
    guessed: bool = False
    units: dict[int, str] = field(default_factory=dict)
    sure_content: bool = True

    def cell(self, row: Row, name: str) -> str:
        """The text of a named column; empty where the table has none."""
        place = self.at.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def read_head(rows: tuple[Row, ...]) -> tuple[Columns, int] | None:
    """The columns of a table and how many rows its head takes; None where it has no head."""
    for first in range(min(4, len(rows))):
        for deep in (2, 1):
            heads = rows[first : first + deep]
            if len(heads) < deep or (deep == 2 and not _is_second_head(heads[1])):
                continue
            width = max(len(row.cells) for row in heads)
            joined = [
                " ".join(dict.fromkeys(row.cells[i] for row in heads if i < len(row.cells))) for i in range(width)
            ]
            columns = _columns([mend(clean(text)).text.strip(" :.*") for text in joined], width)
            if columns:
                return columns, first + deep
    return None


_UNIT_CELL = re.compile(r"^\W*(?:cac |chu tri\W+)?" + UNIT_WORDS)


def guessed_head(rows: tuple[Row, ...], year: int) -> tuple[Columns, int] | None:
    """The columns of a table whose head has unknown words, by what stands below it; None where there is no head.

    A head is a row of short texts without any time, above rows of which most have one.
    """
    head, below = rows[0], rows[1:]
    texts = [mend(cell).text.strip(" :.*") for cell in head.cells]
    if len(set(texts)) < 3 or len(below) < 2 or any(len(text) > 60 or re.match(r"\d", text) for text in texts):
        return None
    if any(find_times(text, year, 0, True) for text in texts):
        return None
    at: dict[str, int] = {}
    for i, text in enumerate(texts):
        name = next((name for name, pattern in _COLUMNS if text and re.search(pattern, text)), None)
        if name and name not in at:
            at[name] = i
    free = [i for i in range(len(texts)) if i not in at.values()]
    columns = {
        i: [mend(row.cells[i]).text for row in below if i < len(row.cells) and row.cells[i].strip()] for i in free
    }
    if "time" not in at:
        timed = [
            i for i in free if _most(columns[i], lambda cell: len(cell) < 60 and bool(find_times(cell, year, 0, True)))
        ]
        if not timed:
            return None
        at["time"] = timed[-1]
    units = [i for i in free if i not in at.values() and _most(columns[i], lambda cell: bool(_UNIT_CELL.match(cell)))]
    if "content" not in at:
        rest = [i for i in free if i not in at.values() and (i not in units[:1] or "lead" in at) and columns[i]]
        if not rest:
            return None
        at["content"] = max(rest, key=lambda i: sum(map(len, columns[i])) / len(columns[i]))
    for name in ("lead", "with"):
        left = [i for i in units if i not in at.values()]
        if name not in at and "both" not in at and left:
            at[name] = left[0]
    return Columns(at, {}, len(texts), True), 1


def completed(columns: Columns, rows: tuple[Row, ...]) -> Columns:
    """The same columns, and those with an unknown head below which the names of units stand."""
    columns = _with_content(columns, rows)
    if "both" in columns.at or columns.months or columns.units:
        return columns
    at = dict(columns.at)
    for i in range(columns.width):
        wanted = next((name for name in ("lead", "with") if name not in at), None)
        cells = [mend(row.cells[i]).text for row in rows if i < len(row.cells) and len(set(row.cells)) > 2]
        filled = [cell for cell in cells if cell]
        if wanted and i not in at.values() and _most(filled, lambda cell: bool(_UNIT_CELL.match(cell))):
            at[wanted] = i
    return columns if at == columns.at else replace(columns, at=at, guessed=True)


def _with_content(columns: Columns, rows: tuple[Row, ...]) -> Columns:
    """Where no head names what is to be done: the column with the longest texts, and not the product."""
    if columns.sure_content:
        return columns
    now = columns.at["content"]
    taken = {i for name, i in columns.at.items() if name != "content"} | set(columns.months) | set(columns.units)
    lengths = {
        i: sum(len(row.cells[i]) for row in rows if i < len(row.cells) and len(set(row.cells)) > 2)
        for i in range(columns.width)
        if i not in taken
    }
    longest = max(lengths, key=lambda i: (lengths[i], -i), default=now)
    return columns if longest == now else replace(columns, at=columns.at | {"content": longest}, guessed=True)


def _most(cells: list[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) >= 0.6 * len(cells)


def _is_second_head(row: Row) -> bool:
    """A row of short names of columns; a month beside other things is a time, months side by side are columns."""
    cells = [mend(cell).text.strip(" :.") for cell in row.cells if cell.strip()]
    numbers = [int(cell) for cell in cells if re.fullmatch(r"\d{1,2}", cell)]
    counted = len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= 12
    if any(len(cell) >= 45 or (re.match(r"\d", cell) and not counted) for cell in cells):
        return False
    months = sum(bool(_month_of(cell)) for cell in cells) + (len(numbers) if counted else 0)
    known = sum(
        any(re.search(pattern, cell) for _, pattern in _COLUMNS)
        for cell in cells
        if not _month_of(cell) and not cell.isdigit()
    )
    known += months if months >= 3 else 0
    return known >= 2 and known >= 0.5 * len(cells)


def _month_of(head: str, bare: bool = False) -> str | None:
    """The month or quarter that a column stands for (``Tháng 3``, ``T3``, ``Quý II``), alone or below a common head.

    ``bare``: a mere number below the head "Tháng" or "Thời gian" counts too.
    """
    words = head.split()
    for text in (head, " ".join(words[-2:]), words[-1] if words else ""):
        if month := _MONTH_HEAD.match(text):
            return f"{int(month[1]):02}"
        if quarter := _QUARTER_HEAD.match(text):
            return f"Q{ {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}.get(quarter[1]) or quarter[1] }"
    number = _BARE_MONTH_HEAD.search(head) if bare else None
    return f"{int(number[1]):02}" if number else None


def _columns(heads: list[str], width: int) -> Columns | None:
    at: dict[str, int] = {}
    months = {i: month for i, head in enumerate(heads) if (month := _month_of(head, True))}
    if len(months) < 3:
        months = {}
    for i, head in enumerate(heads):
        if i in months or not head or len(head) > 80:
            continue
        name = next((name for name, pattern in _COLUMNS if re.search(pattern, head)), None)
        if name and name not in at:
            at[name] = i
    named = "content" in at
    if "content" not in at and "product" in at:
        at["content"] = at.pop("product")
    if "lead" not in at and "content" in at and ("time" in at or months):
        # "Cơ quan cung cấp nội dung": whoever a head begins with is the one who does it
        naming = [i for i, head in enumerate(heads) if i not in at.values() and _WHO_HEAD.match(head)]
        if naming:
            at["lead"] = naming[0]
    if "oversee" in at and "lead" not in at and "both" not in at:
        at["lead"] = at.pop("oversee")  # nobody else is named
    if ("begin" in at) != ("finish" in at):  # one day alone is the time
        at.setdefault("time", at.pop("begin", at.pop("finish", -1)))
    timed = "time" in at or bool(months) or "begin" in at
    if len(at) + bool(months) < 2 or not (timed or ("lead" in at and "content" in at) or "both" in at):
        return None
    if "content" not in at:
        free = [i for i in range(width) if i not in at.values() and i not in months]
        if not free:
            return None
        at["content"] = free[0]
    return Columns(at, months, width, sure_content=named)
