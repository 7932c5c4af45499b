"""What a page says of itself beside its list: moved, a stored copy, not up to date, made days ago (S12, S13). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import parse_stated
from crawlers.dates.words import WEEKDAYS
from crawlers.doubting.copies import OLDEST_COPY
from crawlers.markup import Html, ancestors, node_line
from crawlers.zones import Zone, Zones
from rules.model import Precision

_MOST, _LONGEST, _TITLE = 5_000, 200, 15
_BOXES = frozenset({"div", "p", "ul", "table", "section", "li"})
_MOVED = re.compile(
    r"(?:(?:chuyên mục|chuyên trang|trang(?: web| tin| thông tin)?|website|cổng thông tin)[^.]{0,50}"
    r"|nội dung (?:(?:của )?(?:chuyên mục|trang) )?(?:này )?)"
    r"(?:đã|được) (?:được )?(?:chuyển|dời|di chuyển)[^.]{0,30}(?:sang|đến|về|tới)\b"
    r"|(?:truy cập|xem)(?: tại| ở)? (?:địa chỉ|trang|chuyên mục|website) mới|(?:page|section|site) has moved",
    re.IGNORECASE,
)
_STORED = re.compile(
    r"(?:(?:đang xem|đây là|hiển thị) (?:một )?|^)bản (?:lưu|sao)(?: trữ| tạm)?(?: của)? (?:trang|website|này|ngày|lúc)"
    r"|(?:đang xem|đây là|hiển thị) (?:một )?bản lưu|always online"
    r"|(?:you are viewing|this is) an? (?:cached|archived|saved|offline) (?:copy|version|page|snapshot)",
    re.IGNORECASE,
)
_NOT_UP_TO_DATE = re.compile(
    r"(?:dữ liệu|nội dung|tin bài|thông tin|danh sách|chuyên mục)[^.]{0,40}(?:chưa|không|chậm)(?: thể)?(?: được)? "
    r"(?:cập nhật|hiển thị|đồng bộ)"
    r"|(?:hệ thống|website|trang|cổng|máy chủ|cơ sở dữ liệu)[^.]{0,40}đang (?:được |trong (?:quá trình|thời gian) )?"
    r"(?:bảo trì|sao lưu|khôi phục|khắc phục|chuyển đổi|đồng bộ)",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?<![^\W_])(?:trang|bản|page|copy)(?: \S{1,12}){0,3} (?:tạo|kết xuất|lưu|generated|rendered|cached|saved)"
    r"(?: [^\W\d]{1,10}){0,3}:? "
    r"(?P<at>20\d\d-\d\d-\d\d[ T]\d\d:\d\d|\d{1,2}[/.-]\d{1,2}[/.-]20\d\d,? (?:lúc )?\d{1,2}:\d\d"
    r"|\d{1,2}:\d\d(?::\d\d)?,?(?: ngày)? \d{1,2}[/.-]\d{1,2}[/.-]20\d\d)",
    re.IGNORECASE,
)
_WEEKDAY = "|".join(sorted((re.escape(day) for day in WEEKDAYS if len(day) > 2), key=len, reverse=True))
_CLOCK = re.compile(
    rf"(?:hôm nay\W{{0,3}})?(?:{_WEEKDAY})\W{{1,3}}(?:ngày\s+)?(?P<day>\d{{1,2}}[/.-]\d{{1,2}}[/.-]20\d\d)"
    r"(?:\W{1,4}\d{1,2}:\d\d(?::\d\d)?)?(?:\s?[ap]m)?\W{0,3}",
    re.IGNORECASE,
)
_A_DAY, _LONGEST_STOPPED = timedelta(days=1), timedelta(days=100)
"""A clock that stands longer is what a template was written with."""


def doubt_by_own_words(html: Html, taken: set[int], items: set[int], now: datetime) -> str:
    """Why a page, by its own words outside the rows ``taken``, is not its section as it is; ``items``: their links.

    Empty: it says no such thing. English, free of the page's text.
    """
    zones = Zones()
    above, clocks = True, []
    for node, text in _said(html, items):
        if node is None:
            above = False
            continue
        if _MOVED.search(text) and not _is_in(node, taken):
            return "the page says that the section has moved"
        if (_STORED.search(text) or _is_old(text, now)) and not _is_in(node, taken):
            return "the page says that it is a stored copy"
        if _NOT_UP_TO_DATE.search(text) and not _is_in(node, taken) and _is_announced(node, zones):
            return "the page says that it is not up to date"
        if (day := _CLOCK.fullmatch(text)) is not None and (above or zones.of(node) is Zone.NAV) and _is_alone(node):
            clocks.append(day["day"])
    shown = [parse_stated(clock, "clock", now) for clock in set(clocks)]
    stopped = [one for one in shown if one is not None and _A_DAY < now - one.end < _LONGEST_STOPPED]
    return "the page's own clock stands days ago" if len(stopped) == 1 == len(shown) else ""


def says_moved(html: Html) -> bool:
    """Whether a page says that the site, or what it is about, is to be found elsewhere now."""
    return any(_MOVED.search(text) for _, text in _said(html, set()))


def _said(html: Html, items: set[int]) -> Iterator[tuple[LexborNode | None, str]]:
    """Short texts of the page in its order, None once where the first item stands."""
    passed = False
    for node in html.tree.css("a[href], p, div, span, h2, h3, strong, b, font, center, marquee, td, em, i")[:_MOST]:
        if node.tag == "a":
            if not passed and node.mem_id in items:
                passed = True
                yield None, ""
            continue
        if any(child.tag in _BOXES for child in node.iter()):
            continue
        text = node_line(node, _LONGEST + 20)
        if 8 <= len(text) <= _LONGEST:
            yield node, text


def _is_in(node: LexborNode, taken: set[int]) -> bool:
    return any(one.mem_id in taken for one in (node, *ancestors(node)))


def _is_announced(node: LexborNode, zones: Zones) -> bool:
    """Whether words are the page's own: no link, no title of other news in a side column."""
    linked = node.css_first("a[href]") is not None or any(one.tag == "a" for one in ancestors(node, 3))
    return not linked and zones.of(node) is not Zone.SIDE


def _is_old(text: str, now: datetime) -> bool:
    """Whether words say when the page was made, by day and minute, and that is long ago."""
    found = _MADE.search(text)
    stated = parse_stated(found["at"], "page", now) if found else None
    return stated is not None and stated.precision is Precision.MINUTE and now - stated.at > OLDEST_COPY


def _is_alone(node: LexborNode) -> bool:
    """Whether a day stands beside no title: what is beside one is its own."""
    for above in ancestors(node, 2):
        if above.tag in ("body", "header"):
            return True
        if any(len(node_line(link, 80)) >= _TITLE for link in above.css("a[href]")[:40]):
            return False
    return True
