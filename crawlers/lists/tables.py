"""Days in tables, by the heads of their columns: of posting, of signing, or of something else (S7)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import parse_stated
from crawlers.dates.time_elements import first_said
from crawlers.lists.table_heads import Heads, cells_of, heads_apart, heads_of
from crawlers.markup import node_line
from rules.model import Precision, StatedDate

_PUBLISHED_HEAD = re.compile(
    r"ngày (?:đăng|cập nhật|đưa|xuất bản|tạo|gửi)|thời gian (?:đăng|cập nhật)|publish|posted|created", re.IGNORECASE
)
_SIGNED_HEAD = re.compile(
    r"ngày(?:[\s,/]*tháng)?(?:[\s,/]*năm)?\s+(?:của\s+)?(?:ký|kí|vb|văn bản|qđ|quyết định|cv|công văn)(?![^\W_])"
    r"|ban hành|\bissued?\b(?! by)|\bsign(?:ed|ing) (?:date|on)|\bdate (?:of )?(?:issue|sign)",
    re.IGNORECASE,
)
_OTHER_HEAD = re.compile(
    r"hiệu lực|hết hạn|hạn|bắt đầu|kết thúc|diễn ra|tổ chức|sinh|modified|last updated?|(?:chỉnh|ngày) sửa|sửa đổi"
    r"|(?:cập nhật|sửa) (?:lần )?cuối",
    re.IGNORECASE,
)
_BEGUN_HEAD = re.compile(r"(?:được )?bắt đầu bởi|started by", re.IGNORECASE)
"""Of discussions: who began one, mostly with the moment below; the last answer stands in a column of its own."""
_PLAIN_HEAD = re.compile(r"^(?:ngày(?: tháng)?|thời gian|date)$", re.IGNORECASE)
_ANY_DAY_HEAD = re.compile(r"(?<![^\W_])(?:ngày|thời gian|thời điểm|date)(?![^\W_])", re.IGNORECASE)
_MAY_BE_POSTING_HEAD = re.compile(
    r"công bố|công khai|niêm yết|phát hành|đăng|viết|tải|giờ|ngày\W+tháng|tháng\W+năm|upload|added", re.IGNORECASE
)
"""Heads of days that are not surely another's than the post's; «Thời gian hủy», «Ngày cấp» are."""
_DOCUMENT_HEAD = re.compile(
    r"(?:ký|kí|số)\s*hiệu|trích yếu|văn bản|người (?:ký|kí)|cơ quan ban hành|số (?:vb|qđ|cv|quyết định|công văn)",
    re.IGNORECASE,
)
"""Columns that only lists of documents have."""
_ISSUED_HEAD = re.compile(r"phát hành|^ngày(?:[\s,/]*tháng)?(?:[\s,/]*năm)?$|^thời gian$|^date$", re.IGNORECASE)
"""In lists of documents these mean signing or sending out; with a clock, which no document bears, posting."""


class InCells(NamedTuple):
    """What the cells of a row say: days of posting, most trusted as they stand; of signing; whether of a document."""

    stated: tuple[StatedDate, ...]
    signed: date | None
    document: bool


def days_in_cells(row: LexborNode, now: datetime, source: str, month_first: bool) -> InCells | None:
    """The days of a table's row; None where no head names any."""
    heads = heads_of(row)
    return _from_cells(row, heads, now, source, month_first) if heads is not None and _name_days(heads) else None


def days_below(
    rows: Sequence[LexborNode], now: datetime, source: str, month_first: bool
) -> Mapping[int, InCells] | None:
    """The days of a list's rows, by their nodes, where heads that stand outside the rows' own table name them, or the
    rows are none of a table's; None where there are no such heads."""
    heads = heads_apart(rows[0])
    if heads is None or not _name_days(heads):
        return None
    return {row.mem_id: _from_cells(row, heads, now, source, month_first) for row in rows}


def _name_days(given: Heads) -> bool:
    """Whether heads say which day stands below them, or may say so in letters that cannot be read."""
    heads = given.words
    if any(_PUBLISHED_HEAD.search(head) or _SIGNED_HEAD.search(head) or _BEGUN_HEAD.match(head) for head in heads):
        return True
    if _of_documents(heads) and any(_ANY_DAY_HEAD.search(head) for head in heads):
        return True
    return given.marked and (any(map(_is_of_another_day, heads)) or given.unreadable)


def _is_of_another_day(head: str) -> bool:
    if _OTHER_HEAD.search(head):
        return True
    return bool(_ANY_DAY_HEAD.search(head)) and not (_PLAIN_HEAD.match(head) or _MAY_BE_POSTING_HEAD.search(head))


def _of_documents(heads: Sequence[str]) -> bool:
    """Whether a column that tells no day is one that only documents have."""
    return any(_DOCUMENT_HEAD.search(head) and not _ANY_DAY_HEAD.search(head) for head in heads)


def _from_cells(row: LexborNode, columns: Heads, now: datetime, source: str, month_first: bool) -> InCells:
    stated: list[StatedDate] = []
    plain: list[StatedDate] = []
    signed: date | None = None
    heads, lost = columns.words, columns.unreadable
    documents = _of_documents(heads)
    cells = cells_of(row)
    if len(cells) < len(heads) and row.parent is not None and row.parent.css_first("td[rowspan]") is not None:
        heads = heads[-len(cells) :]  # a cell that goes over several rows stands to the left of those it is for
    for head, cell in zip(heads, cells, strict=False):
        if _BEGUN_HEAD.match(head):
            begun = first_said(cell, now, source, month_first).stated
            stated += [begun] if begun else []
            continue
        found = parse_stated(node_line(cell, 80), source, now, month_first=month_first)
        if found is None or _OTHER_HEAD.search(head):
            continue
        if _PUBLISHED_HEAD.search(head):
            stated.append(found)
        elif _SIGNED_HEAD.search(head):
            signed = found.at.date()
        elif found.precision is Precision.MINUTE if lost else _says_posting(head, found, documents):
            plain.append(found)
    given = stated or (plain if signed is None else [])
    return InCells(tuple(given), signed, any(_SIGNED_HEAD.search(head) for head in heads))


def _says_posting(head: str, found: StatedDate, documents: bool) -> bool:
    """Whether a head that names no day of its own is taken for that of posting."""
    if documents:
        return found.precision is Precision.MINUTE and _ISSUED_HEAD.search(head) is not None
    return _PLAIN_HEAD.match(head) is not None
