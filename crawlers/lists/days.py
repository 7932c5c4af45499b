"""Dates beside an item of a list: the published one, the signed one, never the others (S7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial

from selectolax.lexbor import LexborNode

from crawlers.dates.relative import relative_stated
from crawlers.dates.sheets import of_sheet
from crawlers.dates.stated import by_trust, either_order, labelled, parse_stated, signed_day
from crawlers.dates.time_elements import first_said, same_days
from crawlers.dates.words import STRONG
from crawlers.lists.row_words import in_prose, is_of_signing, of_document, of_other_day
from crawlers.lists.tables import days_in_cells
from crawlers.markup import ancestors, line, marks, node_line, says_change, visible_text
from rules.model import VN, Precision, StatedDate

_DATE_NAME = re.compile(r"date|time|ngay|posted|publish|created|clock|showdate|dang|article-info|post-meta|entry-meta")
_OTHER_LABEL = re.compile(
    r"^(?:ngày |thời (?:gian|hạn|điểm) )?(?:có )?(?:hiệu lực|hết hạn|hạn(?: (?:nộp|cuối|chót(?: nộp)?|đăng ký))?"
    r"|bắt đầu|kết thúc|diễn ra|khai mạc|tổ chức|sinh|áp dụng)(?: từ)?\s*:?$",
    re.IGNORECASE,
)
"""Words of their own before a date that is none of publishing."""
_OF_EVENT = re.compile(
    r"\b(?:events?|su-?kien)[_-]?(?:date|time|day|ngay|start|end|latest_date)|(?:start|end|due|expir\w*)[_-]?date|dien-?ra"
)
_SAYS_POSTED = re.compile(rf"\W*(?:{STRONG})", re.IGNORECASE)
_HOLDING = re.compile(r"^(?:thời gian|ngày|lúc)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"(?<![^\W_])(?:địa điểm|nơi tổ chức|thành phần)\s*:", re.IGNORECASE)
"""A time beside a place is when something is held."""
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")
_SHORT_YEARS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d\d)(?![\d/])")
_DIGIT = re.compile(r"\d")
_BARE_DAY = re.compile(r"\W*(?:hôm\s|today|yesterday)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:số(?: (?:ký )?hiệu)?\s*:?\s*)?\d{1,5}\s?/[\w/.&-]*[^\W\d_][\w/.&-]*[\s,;-]+(?:ký )?ngày\s+([\w/. -]{6,30})",
    re.IGNORECASE,
)
_LONGEST_ROW = 3_000
_LOW_HEADINGS = ("h3", "h4", "h5", "h6")
_FIGURES = re.compile(r"\d(?:\d{3}|\s?/\s?\d)")
_DAYS_IN_WORDS = ("trước", "ago", "hôm", "today", "yesterday", " thg ")
"""Of a row without any of these no part can be read as a date, however its parts are joined."""
_PUBLISHED_NAME = "published"
_PUBLISHED_MARK = ".published, [itemprop=datePublished], .dt-published"
_MARKED = f"time[datetime], {_PUBLISHED_MARK}"
_CHANGED_MARK = (
    ".updated:not(.published):not(.post-date):not(.entry-date):not(.article-date), [itemprop=dateModified], .modified"
)


@dataclass(frozen=True, slots=True)
class BlockDates:
    """``stated``: when it was put there; ``signed``: the document's own day; ``raws``: texts that were read as dates.

    ``document``: the row is one of a list of documents. ``bare``: no word and no mark says what the stated day is."""

    stated: tuple[StatedDate, ...] = ()
    signed: date | None = None
    raws: frozenset[str] = frozenset()
    document: bool = False
    bare: bool = False

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
        return BlockDates(by_trust(same_days((first_said(row, now, source, None),))))
    cells = days_in_cells(row, now, source, month_first) if row.tag == "tr" else None
    if cells is not None:
        return BlockDates(by_trust(cells.stated), cells.signed, document=cells.document)
    parts = list(_parts(row, wrappers))
    marked = {part.mem_id for part in parts if part.css_first(_MARKED) is not None}
    said = [first_said(part, now, source, month_first) for part in parts if part.mem_id in marked]
    timed = same_days(said)
    lines = [node_line(part, _LONGEST_ROW) for part in parts]
    whole = lines[0] if len(lines) == 1 else line(" ".join(lines), _LONGEST_ROW)
    if not _may_be_dated(whole) and len(whole) < _LONGEST_ROW - 100:
        pointed = None if timed else _told_on_pointing(parts, now)
        return BlockDates(by_trust([*timed, *([pointed] if pointed else [])]))
    texts = _fit_texts(parts, marked, whole)
    parsed = partial(parse_stated, source=source, now=now, month_first=month_first, short_year=short_year)
    read = [(text, holder, stated) for text, holder in texts if (stated := parsed(text))]
    raws = frozenset(text for text, _, _ in read)
    signed = signed_day(whole, now) or _numbered_day((text for text, _ in texts), now)
    if signed is None and (own := [stated for _, holder, stated in read if is_of_signing(holder)]):
        signed = own[0].at.astimezone(VN).date()
    if any(one.doubtful for one in said):
        return BlockDates((), signed, raws, document=signed is not None)
    unsigned = [(holder, stated) for _, holder, stated in read if stated.at.date() != signed]
    told = labelled(whole, source, now, month_first=month_first)
    visible = told or _one(unsigned)
    bare = told is None and visible is not None and not timed
    visible = visible or (None if read or timed else _told_on_pointing(parts, now))
    if visible is None and not read and not timed:
        visible, raws = _relative(texts, now)
    return BlockDates(by_trust([*timed, *([visible] if visible else [])]), signed, raws, signed is not None, bare)


def _fit_texts(parts: list[LexborNode], marked: set[int], whole: str) -> list[tuple[str, LexborNode]]:
    """The short texts of a row in which its day may stand, with the elements that hold them."""
    texts = [text for part in parts for text in _texts(part, marked, of_document(whole))]
    if _PLACE.search(whole):
        return [(text, holder) for text, holder in texts if not _HOLDING.match(text)]
    return texts


def _relative(texts: list[tuple[str, LexborNode]], now: datetime) -> tuple[StatedDate | None, frozenset[str]]:
    """The day that words like «2 ngày trước» tell, and the texts that were read so."""
    read = [(text, holder, far) for text, holder in texts if (far := relative_stated(text, "list:relative", now))]
    return _one([(holder, far) for _, holder, far in read]), frozenset(text for text, _, _ in read)


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
        if after.tag in _LOW_HEADINGS and (row.tag not in _LOW_HEADINGS or after.tag < row.tag):
            return  # a heading between rows, above theirs where they are headings, belongs to those below it
        if after.is_element_node:
            if (after.tag, marks(after)) == (row.tag, marks(row)) or any(
                len(node_line(a, 40)) > 20 for a in after.css("a")
            ):
                return  # another row, though its link was taken for none
            yield after
        after, steps = after.next, steps + 1


def _told_on_pointing(parts: list[LexborNode], now: datetime) -> StatedDate | None:
    """The whole date that a day without its year, or words like «2 ngày trước», show when they are pointed at; of a
    link only what says itself posting («Ngày đăng: …»)."""
    found = [
        stated
        for part in parts
        for node in part.css("span[title], abbr[title], time[title], small[title], em[title], i[title], a[title]")[:6]
        if (node.tag != "a" or _SAYS_POSTED.match(node.attributes.get("title") or "")) and not says_change(node)
        if (stated := parse_stated(node.attributes.get("title"), "list:text", now))
    ]
    return found[0] if len({stated.at for stated in found}) == 1 else None


def short_texts(row: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """The short texts of a row alone in which a day may stand, with the elements that hold them."""
    return _texts(row, set(), document=False)


def _texts(part: LexborNode, marked: set[int], document: bool) -> Iterator[tuple[str, LexborNode]]:
    """(short text, the element that holds it): text nodes, and whole small elements.

    ``document``: the row says what only those of documents say."""
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
            if _is_another(text, label, node, above, document):
                continue
            yield text, above
        for holder in (above, above.parent):
            if holder is None or holder.mem_id in seen or holder.mem_id == part.mem_id:
                continue
            if two and holder.css_first(_CHANGED_MARK) is not None:
                continue
            seen.add(holder.mem_id)
            whole = node_line(holder, 130)
            if _DIGIT.search(whole) and len(whole := of_sheet(whole)) <= 120 and whole != text:
                if _is_another(whole, "", holder, above, document):
                    continue
                yield whole, above  # named, where it is its holder that is named


def _is_another(text: str, label: str, node: LexborNode, holder: LexborNode, document: bool) -> bool:
    """Whether the words around a text say that its day is none of posting."""
    if of_other_day(label, text, holder, document):
        return True
    if not _FIGURES.search(text) or not in_prose(node, text):
        return False
    return not _is_named(node if node.is_element_node else holder)


@lru_cache(maxsize=2_048)
def _named_other(names: str) -> tuple[bool, bool]:
    """(whether names are those of when something is held, whether of what readers do not see).

    A theme's «updated», kept for machines, is no day."""
    return _OF_EVENT.search(names) is not None, "hidden" in names


def _is_named(node: LexborNode) -> bool:
    return any(_DATE_NAME.search(marks(near)) for near in (node, *ancestors(node, 1)))
