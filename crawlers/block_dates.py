"""Dates beside an item of a list: the published one, the signed one, never the others (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawlers.dates import by_trust, either_order, labelled, parse_stated, signed_day
from crawlers.markup import ancestors, line, marks, node_line, says_change, visible_text
from crawlers.relative_dates import relative_stated
from rules.model import VN, Precision, StatedDate

_DATE_NAME = re.compile(r"date|time|ngay|posted|publish|created|clock|showdate|dang|article-info|post-meta|entry-meta")
_PUBLISHED_HEAD = re.compile(
    r"ngày (?:đăng|cập nhật|đưa|xuất bản|tạo|gửi)|thời gian (?:đăng|cập nhật)|publish|posted|created", re.IGNORECASE
)
_SIGNED_HEAD = re.compile(r"ngày (?:ban hành|ký|vb|văn bản)|ban hành", re.IGNORECASE)
_OTHER_HEAD = re.compile(
    r"hiệu lực|hết hạn|hạn|bắt đầu|kết thúc|diễn ra|tổ chức|sinh|modified|last updated?|(?:chỉnh|ngày) sửa|sửa đổi"
    r"|(?:cập nhật|sửa) (?:lần )?cuối",
    re.IGNORECASE,
)
_BEGUN_HEAD = re.compile(r"(?:được )?bắt đầu bởi|started by", re.IGNORECASE)
"""Of discussions: who began one, mostly with the moment below; the last answer stands in a column of its own."""
_PLAIN_HEAD = re.compile(r"^(?:ngày(?: tháng)?|thời gian|date)$", re.IGNORECASE)
_OTHER_LABEL = re.compile(
    r"^(?:ngày |thời (?:gian|hạn|điểm) )?(?:có )?(?:hiệu lực|hết hạn|hạn(?: (?:nộp|cuối|chót(?: nộp)?|đăng ký))?"
    r"|bắt đầu|kết thúc|diễn ra|khai mạc|tổ chức|sinh|áp dụng)(?: từ)?\s*:?$",
    re.IGNORECASE,
)
"""Words of their own before a date that is none of publishing."""
_OF_EVENT = re.compile(
    r"\b(?:events?|su-?kien)[_-]?(?:date|time|day|ngay|start|end|latest_date)|(?:start|end|due|expir\w*)[_-]?date|dien-?ra"
)
_HOLDING = re.compile(r"^(?:thời gian|ngày|lúc)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"(?<![^\W_])(?:địa điểm|nơi tổ chức|thành phần)\s*:", re.IGNORECASE)
"""A time beside a place is when something is held."""
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")
_SHORT_YEARS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d\d)(?![\d/])")
_DIGIT = re.compile(r"\d")
_BARE_DAY = re.compile(r"\W*(?:hôm\s|today|yesterday)", re.IGNORECASE)
_CALENDAR_SHEET = re.compile(r"(\d{1,2})[\s/]+(?:th(?:áng|g)?\.?\s*)?(\d{1,2})[\s/,]+(20\d\d)\Z", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:số(?: (?:ký )?hiệu)?\s*:?\s*)?\d{1,5}\s?/[\w/.&-]*[^\W\d_][\w/.&-]*[\s,;-]+(?:ký )?ngày\s+([\w/. -]{6,30})",
    re.IGNORECASE,
)
_LONGEST_ROW = 3_000
_FIGURES = re.compile(r"\d(?:\d{3}|\s?/\s?\d)")
_DAYS_IN_WORDS = ("trước", "ago", "hôm", "today", "yesterday", " thg ")
"""Of a row without any of these no part can be read as a date, however its parts are joined."""
_PUBLISHED_NAME = "published"
_PUBLISHED_MARK = ".published, [itemprop=datePublished], .dt-published"
_MARKED = f"time[datetime], {_PUBLISHED_MARK}"
_CHANGED_MARK = ".updated:not(.published), [itemprop=dateModified], .modified"


@dataclass(frozen=True, slots=True)
class BlockDates:
    """``stated``: when it was put there; ``signed``: the document's own day; ``raws``: texts that were read as dates.

    ``document``: the row is one of a list of documents."""

    stated: tuple[StatedDate, ...] = ()
    signed: date | None = None
    raws: frozenset[str] = frozenset()
    document: bool = False

    @property
    def any(self) -> bool:
        """Whether the row says any date."""
        return bool(self.stated) or self.signed is not None


def dates_in(
    row: LexborNode,
    wrappers: set[int],
    now: datetime,
    source: str,
    month_first: bool | None = False,
    short_year: bool = False,
) -> BlockDates:
    """The dates of one row. ``wrappers``: nodes of all rows; what follows a row up to the next one belongs to it.

    ``month_first``: of the whole list (``month_leads``); None: it cannot be told, so no such date is taken.
    ``short_year``: the list writes D/M/YY (``years_are_short``).
    """
    if month_first is None:
        return BlockDates(by_trust(_times(row, now)))
    if row.tag == "tr":
        heads = _heads(row)
        if heads:
            return _from_cells(row, heads, now, source, month_first)
    parts = list(_parts(row, wrappers))
    marked = {part.mem_id for part in parts if part.css_first(_MARKED) is not None}
    timed = [stated for part in parts if part.mem_id in marked for stated in _times(part, now)]
    lines = [node_line(part, _LONGEST_ROW) for part in parts]
    whole = lines[0] if len(lines) == 1 else line(" ".join(lines), _LONGEST_ROW)
    if not _may_be_dated(whole) and len(whole) < _LONGEST_ROW - 100:
        return BlockDates(by_trust(timed))
    texts = [text for part in parts for text in _texts(part, marked)]
    if _PLACE.search(whole):
        texts = [(text, holder) for text, holder in texts if not _HOLDING.match(text)]
    signed = signed_day(whole, now) or _numbered_day((text for text, _ in texts), now)
    behind = labelled(whole, source, now, month_first=month_first)
    read = [
        (text, holder, stated)
        for text, holder in texts
        if (stated := parse_stated(text, source, now, month_first=month_first, short_year=short_year))
    ]
    raws = frozenset(text for text, _, _ in read)
    unsigned = [(holder, stated) for _, holder, stated in read if stated.at.date() != signed]
    visible = behind or _one(unsigned) or (None if read or timed else _told_on_pointing(parts, now))
    if visible is None and not read and not timed:
        read = [(text, holder, far) for text, holder in texts if (far := relative_stated(text, "list:relative", now))]
        visible, raws = _one([(holder, far) for _, holder, far in read]), frozenset(text for text, _, _ in read)
    stated_all = [*timed, *([visible] if visible else [])]
    return BlockDates(by_trust(stated_all), signed, raws, document=signed is not None)


def _numbered_day(texts: Iterable[str], now: datetime) -> date | None:
    """The day of a document beside its number, where an element holds nothing else: «Số 12/QĐ-THCS ngày 05/3/2026»."""
    for text in texts:
        found = _NUMBERED.fullmatch(text)
        stated = parse_stated(found[1], "list:text", now) if found else None
        if stated is not None:
            return stated.at.astimezone(VN).date()
    return None


def _may_be_dated(whole: str) -> bool:
    if _FIGURES.search(whole):
        return True
    folded = whole.casefold()
    return any(word in folded for word in _DAYS_IN_WORDS)


def month_leads(rows: Iterable[LexborNode]) -> bool | None:
    """Whether the dates of a list are American: told by a number above twelve in one of its rows.

    None: a SharePoint list view, or days and hours as an American .NET prints them, in which no number tells.
    """
    views = False
    for row in list(rows)[:60]:
        if "/" not in row.text():
            continue
        for found in _NUMBERS.finditer(node_line(row, 600)):
            if int(found[1]) > 12 >= int(found[2]):
                return False
            if int(found[2]) > 12 >= int(found[1]):
                return True
            views = views or row.css_first("[class*=ms-vb]") is not None or either_order(node_line(row, 600))
    return None if views else False


def _one(read: list[tuple[LexborNode, StatedDate]]) -> StatedDate | None:
    """The only date of a row; of several, the one in an element named after dates; else none is sure."""
    read = _finest(read)
    if len({stated.at.date() for _, stated in read}) > 1:
        read = [(holder, stated) for holder, stated in read if _is_named(holder)]
    if len({stated.at.date() for _, stated in read}) != 1:
        return None
    return max((stated for _, stated in read), key=lambda stated: (stated.precision.value == "minute", stated.at))


def years_are_short(rows: Iterable[LexborNode], now: datetime) -> bool:
    """Whether a list writes D/M/YY: each row one such day, none to come, in order from the newest, some day above
    twelve, so that no other reading of the three numbers is possible."""
    days: list[date] = []
    clear = False
    for row in list(rows)[:60]:
        found = _SHORT_YEARS.findall(node_line(row, 600)) if "/" in row.text() else []
        if len(found) != 1:
            return False
        day, month, year = (int(number) for number in found[0])
        try:
            days.append(date(2000 + year, month, day))
        except ValueError:
            return False
        clear = clear or day > 12
    newest_first = days == sorted(days, reverse=True) and len(set(days)) > 2
    return clear and newest_first and days[0] <= now.astimezone(VN).date()


def _finest(read: list[tuple[LexborNode, StatedDate]]) -> list[tuple[LexborNode, StatedDate]]:
    """Without the months in which a day of the row lies: «Tháng 5/2026» below «12» says no second date."""
    days = [stated.at for _, stated in read if stated.precision is not Precision.MONTH]
    return [
        (holder, stated)
        for holder, stated in read
        if stated.precision is not Precision.MONTH or not any(stated.at <= day < stated.end for day in days)
    ]


def _parts(row: LexborNode, wrappers: set[int]) -> Iterator[LexborNode]:
    """The row, and its following siblings up to the next row, when rows are bare (h3 + p)."""
    yield row
    if row.tag in ("tr", "li", "article"):
        return
    after, steps = row.next, 0
    while after is not None and steps < 8:
        if after.mem_id in wrappers or after.tag in ("h1", "h2", "hr", "script", "nav", "footer"):
            return
        if after.tag in ("h3", "h4", "h5", "h6") and row.tag not in ("h3", "h4", "h5", "h6"):
            return  # a heading between rows belongs to those below it
        if after.is_element_node:
            if (after.tag, marks(after)) == (row.tag, marks(row)) or any(
                len(node_line(a, 40)) > 20 for a in after.css("a")
            ):
                return  # another row, though its link was taken for none
            yield after
        after, steps = after.next, steps + 1


def _times(part: LexborNode, now: datetime) -> Iterator[StatedDate]:
    for node in part.css("time[datetime]")[:3]:
        if says_change(node):
            continue
        stated = parse_stated(node.attributes.get("datetime"), "time:datetime", now)
        if stated is not None:
            yield stated
            return


def _told_on_pointing(parts: list[LexborNode], now: datetime) -> StatedDate | None:
    """The whole date that a day without its year, or words like «2 ngày trước», show when they are pointed at."""
    found = [
        stated
        for part in parts
        for node in part.css("span[title], abbr[title], time[title], small[title], em[title], i[title]")[:6]
        if not says_change(node) and (stated := parse_stated(node.attributes.get("title"), "list:text", now))
    ]
    return found[0] if len({stated.at for stated in found}) == 1 else None


def _texts(part: LexborNode, marked: set[int]) -> Iterator[tuple[str, LexborNode]]:
    """(short text, the element that holds it): text nodes, and whole small elements."""
    seen: set[int] = set()
    before = ""
    # Beside what is marked as published, what is marked as changed is the other date.
    two = part.mem_id in marked and part.css_first(_PUBLISHED_MARK) is not None
    for node in visible_text(part):
        above = node.parent
        if above is None:
            continue
        names = marks(above)
        event, unseen = _named_other(names) if names != " " else (False, False)
        if (two or unseen) and says_change(above) and _PUBLISHED_NAME not in names:
            continue
        words = node.text_content or ""
        text = line(words, 130)
        label, before = before, (text[:60].rstrip() if len(words) <= 480 else line(words, 60)) or before
        if event or _OTHER_LABEL.match(label):
            continue
        if text and len(text) <= 120 and (_DIGIT.search(text) or _BARE_DAY.match(text)):
            yield text, above
        for holder in (above, above.parent):
            if holder is None or holder.mem_id in seen or holder.mem_id == part.mem_id:
                continue
            if two and holder.css_first(_CHANGED_MARK) is not None:
                continue
            seen.add(holder.mem_id)
            whole = node_line(holder, 130)
            if _DIGIT.search(whole) and len(whole := _sheet(whole)) <= 120 and whole != text:
                yield whole, above  # named, where it is its holder that is named


@lru_cache(maxsize=2_048)
def _named_other(names: str) -> tuple[bool, bool]:
    """(whether names are those of when something is held, whether of what readers do not see).

    A theme's «updated», kept for machines, is no day."""
    return _OF_EVENT.search(names) is not None, "hidden" in names


def _is_named(node: LexborNode) -> bool:
    return any(_DATE_NAME.search(marks(near)) for near in (node, *ancestors(node, 1)))


def _sheet(text: str) -> str:
    """Day, month and year each in its own element, as small calendar sheets have them, as one date."""
    found = _CALENDAR_SHEET.match(text)
    return f"{found[1]}/{found[2]}/{found[3]}" if found else text


# --- tables ----------------------------------------------------------------------------------------------------------


def _heads(row: LexborNode) -> list[str]:
    """Words of the head of the row's table, by column; empty where they name no date."""
    table = next((above for above in ancestors(row, 6) if above.tag == "table"), None)
    first = table.css_first("tr") if table is not None else None
    if first is None or first.mem_id == row.mem_id:
        return []
    cells = [cell for cell in first.iter() if cell.tag in ("th", "td")]
    if len(cells) < 2 or any(cell.tag == "td" and _is_matter(cell) for cell in cells):
        return []  # a row as the others, whose title speaks of what was promulgated
    heads = [node_line(cell, 60) for cell in cells]
    named = any(_PUBLISHED_HEAD.search(head) or _SIGNED_HEAD.search(head) or _BEGUN_HEAD.match(head) for head in heads)
    return heads if named or (cells[0].tag == "th" and any(_OTHER_HEAD.search(head) for head in heads)) else []


def _is_matter(cell: LexborNode) -> bool:
    text = node_line(cell, 60)
    return len(text) > 40 or any(c.isdigit() for c in text) or cell.css_first("a[href]") is not None


def _from_cells(row: LexborNode, heads: list[str], now: datetime, source: str, month_first: bool) -> BlockDates:
    stated: list[StatedDate] = []
    plain: list[StatedDate] = []
    signed: date | None = None
    cells = [cell for cell in row.iter() if cell.tag in ("th", "td")]
    if len(cells) < len(heads) and row.parent is not None and row.parent.css_first("td[rowspan]") is not None:
        heads = heads[-len(cells) :]  # a cell that goes over several rows stands to the left of those it is for
    for head, cell in zip(heads, cells, strict=False):
        if _BEGUN_HEAD.match(head):
            stated += _times(cell, now)
            continue
        text = node_line(cell, 80)
        found = parse_stated(text, source, now, month_first=month_first)
        if found is None or _OTHER_HEAD.search(head):
            continue
        if _PUBLISHED_HEAD.search(head):
            stated.append(found)
        elif _SIGNED_HEAD.search(head):
            signed = found.at.date()
        elif _PLAIN_HEAD.match(head):
            plain.append(found)
    return BlockDates(
        by_trust(stated or (plain if signed is None else [])),
        signed,
        document=any(_SIGNED_HEAD.search(head) for head in heads),
    )
