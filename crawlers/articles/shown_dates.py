"""Where the date of an article is shown: beside its title, in elements made for it; never in its text (S7).

The clock of a page's head, dates of related articles and dates that the text mentions are none of the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import dropwhile, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.articles.frames import PAGES, as_sheet, beside_link, frame_of, is_of_row
from crawlers.articles.other_items import is_beside, is_foreign, is_of_another
from crawlers.articles.pieces import (
    FIGURES,
    OPENING,
    SAYS_POSTED,
    Around,
    Piece,
    is_named,
    is_unfit,
    last_of,
    pieces_of,
)
from crawlers.articles.titles import names_site
from crawlers.dates.relative import relative_stated
from crawlers.dates.stated import changed_at, either_order, labelled, only_month_first, parse_stated, signed_day
from crawlers.dates.words import OTHER, PUBLISHED, SIGNED
from crawlers.markup import Html, ancestors, marks, node_line
from crawlers.zones import Zone, Zones
from rules.model import VN, Precision, StatedDate

_IS_SIGNED = re.compile(SIGNED, re.IGNORECASE)
_IS_OTHER = re.compile(OTHER, re.IGNORECASE)
_IS_PUBLISHED = re.compile(rf"^(?:{PUBLISHED})\s*:?$|ngày\s+đăng|đăng\s+(?:lúc|ngày)|xuất\s+bản", re.IGNORECASE)
_IS_POSTED = re.compile(r"(?:ngày|giờ)\s+đăng|đăng\s+(?:lúc|ngày|vào)|xuất\s+bản", re.IGNORECASE)
_OF_AUTHOR = re.compile(r"author|by-?line|tac-?gia|but-?danh")
_OF_ORIGIN = re.compile(rf"{_OF_AUTHOR.pattern}|source|nguon")
_IS_UPDATE = re.compile(r"(?:ngày\s+)?cập\s+nhật", re.IGNORECASE)
_IS_DATE = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|ngay(?:-?dang)?|posted|published?)(?:$|[\s_-])")
_IS_BYLINE = re.compile(r"(?:[^\d:]{2,60}[–—|•·,-]\s*)?")
"""Nothing but a name before a minute."""
_MOST_ALIKE = 400
_OF_HEADING = frozenset({"h2", "h3", "h4", "h5", "h6", "b", "strong"})
_COMMENTS = re.compile(
    r"\W*(?:\d+\s*)?(?:bình luận|ý kiến bạn đọc|phản hồi|nhận xét|thảo luận|comments?)\b", re.IGNORECASE
)
_OF_CLOCK = timedelta(minutes=10)
_IS_HELD = re.compile(r"(?:thời gian|ngày|lúc)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"(?<![^\W_])(?:địa điểm|nơi tổ chức|thành phần(?: tham dự)?)\s*:", re.IGNORECASE)
_IS_EVENT = re.compile(r"event|su-?kien|start|end|begin|dien-?ra|bat-?dau|han\b")
_AFTER, _AFTER_NO_BODY, _BEFORE = 60, 20, 25
_NEAR = 8
"""Pieces of text after and before the title among which the date may stand."""
_FAR_BEHIND = 15
"""Pieces behind the text after which a date without a label is of something else."""
_CLOSE = 3
"""Pieces before the title among which words without a name may be its date."""


POSTED = "article:posted"
"""The source of a day behind words like «Ngày đăng», which go before the day that a list prints: that may be the last
change."""
SHOWN = frozenset({"article:text", POSTED})
"""Sources of days that readers are shown."""


class Shown(NamedTuple):
    """What readers are shown: days of publishing, of signing, of the last change."""

    stated: StatedDate | None = None
    signed: date | None = None
    changed: StatedDate | None = None


def visible(html: Html, title: LexborNode | None, body: LexborNode | None, zones: Zones, now: datetime) -> Shown:
    """The dates as shown to readers around the title."""
    if title is None:
        return Shown()
    pieces = pieces_of(html, title, body)
    before: list[Piece] = []
    for piece in pieces:
        if piece.in_title:
            break
        before.append(piece)
    else:
        return Shown()
    after = dropwhile(lambda piece: piece.in_title, pieces)  # drawn one by one: the date mostly stands near
    around = Around()
    shown = _after(after, title, body is not None, zones, around, now)
    if shown.stated is not None and _may_be_clock(shown.stated, now) and names_site(html, title, zones):
        shown = shown._replace(stated=None)  # a page's head: what follows the site's name in it is its clock
    if (said := _in_title(title, now)) is not None or shown.stated is None:
        said = said or day_before(before, title, zones, around, now)
        return shown._replace(stated=said or (_closes_with(body, zones, now) if body is not None else None))
    return shown


def _in_title(title: LexborNode, now: datetime) -> StatedDate | None:
    """The minute that stands in an element of its own behind the title's words («… (12.10.2023 15:52)»)."""
    last = title.last_child
    while last is not None and not last.is_element_node and not (last.text_content or "").strip():
        last = last.prev
    if last is None or not last.is_element_node or last.tag == "a":
        return None
    found = parse_stated(node_line(last, 60).strip("()[] "), "article:text", now)
    return found if found is not None and found.precision is Precision.MINUTE and found.at <= now else None


def _after(
    pieces: Iterator[Piece], title: LexborNode, has_body: bool, zones: Zones, around: Around, now: datetime
) -> Shown:
    behind = _Behind(title, has_body, zones, around, now)
    for piece in pieces:
        shown = behind.take(piece, pieces)
        if shown is not None:
            return shown
    return behind.shown()


class _Behind:
    """What is read behind a title, piece by piece."""

    def __init__(self, title: LexborNode, has_body: bool, zones: Zones, around: Around, now: datetime) -> None:
        self._title, self._has_body, self._zones, self._around, self._now = title, has_body, zones, around, now
        self._plain: StatedDate | None = None
        self._signed: date | None = None
        self._changed: StatedDate | None = None
        self._sure = False
        """Whether the change can be nothing else."""
        self._comments: LexborNode | None = None
        self._behind_body = False
        self._opening = self._steps = self._since = 0
        self._label = ""

    def shown(self) -> Shown:
        """What was found by now."""
        return Shown(self._plain, self._signed, self._changed if self._sure else None)

    def take(self, piece: Piece, further: Iterator[Piece]) -> Shown | None:
        """Read a piece; what is shown where nothing more need be read."""
        if piece.in_body:
            return self._inside(piece)
        self._since += 1
        self._steps += 1
        if self._steps > (_AFTER if self._has_body else _AFTER_NO_BODY):
            return self.shown()
        if self._is_comment(piece):
            return None
        change = changed_at(piece.text, self._now) if not self._sure else None
        if change is not None and self._zones.of(piece.node) not in (Zone.NAV, Zone.SIDE):
            self._changed, self._sure = change
        found, node = self._day_of(piece), piece.node
        if (
            found is None
            or is_unfit(piece, self._zones)
            or is_foreign(node, self._title, self._behind_body, self._has_body)
        ):
            self._signed = self._signed or _signed_beside(piece, self._now)
            self._label = piece.text if len(piece.text) <= 40 and not FIGURES.search(piece.text) else ""
            return None
        return self._place(piece, found, further)

    def _inside(self, piece: Piece) -> Shown | None:
        self._opening += 1
        if self._opening <= OPENING and self._plain is None:
            said = _opens_with(piece, self._opening == 1, self._now)
            if said is not None:
                return Shown(said, self._signed)
        self._behind_body, self._since = True, 0
        return None

    def _is_comment(self, piece: Piece) -> bool:
        if self._behind_body and self._comments is None and _opens_comments(piece):
            self._comments = piece.node.parent
        held = self._comments
        return held is not None and any(above.mem_id == held.mem_id for above in ancestors(piece.node, 12))

    def _day_of(self, piece: Piece) -> StatedDate | None:
        found = _stated(piece, self._around, self._now)
        if found is not None or self._behind_body:
            return found
        said = _IS_PUBLISHED.search(self._label) is not None
        if not said and self._steps > _NEAR:
            return None
        return relative_stated(piece.text, "article:relative", self._now, bare_days=said)

    def _place(self, piece: Piece, found: StatedDate, further: Iterator[Piece]) -> Shown | None:
        """Take a day for what the words beside it make of it."""
        updated = _IS_UPDATE.match(self._label) is not None
        words = f"{self._label} {node_line(piece.node, 130)}"
        role, self._label = _role(self._label, piece), ""
        if updated and self._plain is not None and role == "published":
            self._changed, self._sure = found, True  # beside another day it is the last change
        elif role == "signed":
            self._signed = self._signed or found.at.astimezone(VN).date()
        elif role == "published":
            changed = self._changed or _changed_behind(further, self._zones, self._now)
            found = _as_said(found, words)
            return Shown(found, self._signed, changed if changed and changed.at != found.at else None)
        elif role == "plain" and (not self._behind_body or _closes(piece, found, self._since, self._now)):
            self._plain = self._plain or found
        return None


def _as_said(found: StatedDate, words: str) -> StatedDate:
    """A day with its source, by the words before it."""
    return replace(found, source=POSTED) if _IS_POSTED.search(words) else found


def _changed_behind(pieces: Iterator[Piece], zones: Zones, now: datetime) -> StatedDate | None:
    """The last change right behind the day of publishing: «Đăng lúc: … Cập nhật: …»."""
    label = ""
    for piece in islice(pieces, _NEAR // 2):
        if piece.in_body or zones.of(piece.node) in (Zone.NAV, Zone.SIDE):
            return None
        beside = f"{label} {piece.text}" if _IS_UPDATE.match(label) else piece.text  # label and day in two elements
        changed = changed_at(beside, now)
        if changed is not None:
            return changed[0]
        label = f"{piece.text.rstrip(' :')}:"
    return None


def _opens_with(piece: Piece, first: bool, now: datetime) -> StatedDate | None:
    """«Ngày đăng …», or the minute in an element named after dates, as the whole first line of a text whose system
    prints it there; never what the text speaks of. ``first``: nothing stands before it; then a day beside the author's
    name will do."""
    whole = node_line(piece.node, 130)
    if SAYS_POSTED.match(whole):
        return parse_stated(whole, POSTED, now)
    near = [marks(node) for node in (piece.node, *ancestors(piece.node, 2))]
    if not _IS_DATE.search(near[0]) or any(_IS_EVENT.search(names) for names in near):
        return None
    if not node_line(piece.node.parent, 130).startswith(whole):
        return None  # words before it may say whose time it is
    found = parse_stated(whole, "article:text", now)
    if found is None or found.at > now:
        return None
    return found if found.precision is Precision.MINUTE or (first and _above_byline(piece.node)) else None


def _closes_with(body: LexborNode, zones: Zones, now: datetime) -> StatedDate | None:
    """«Ngày đăng …», or the minute in an element named after dates, behind the author's name or alone, as the whole
    last line of a text; never what the text speaks of, nor one of several alike."""
    node = last_of(body)
    if node is None or is_unfit(Piece("", node, False, True), zones) or is_of_another(node):
        return None
    holder = node.parent if node.parent is not None and node.parent.mem_id != body.mem_id else node
    row, own = node_line(holder, 130), node_line(node, 130)
    for words in (row, own):
        if SAYS_POSTED.match(words):
            return parse_stated(words, POSTED, now)
    if not _IS_DATE.search(marks(node)) or not row.endswith(own) or not _IS_BYLINE.fullmatch(row.removesuffix(own)):
        return None
    alike = (other for other in body.css(node.tag or "")[:_MOST_ALIKE] if marks(other) == marks(node))
    if _IS_SIGNED.search(row) or _IS_OTHER.search(row) or len(list(islice(alike, 2))) > 1:
        return None
    found = parse_stated(own, "article:text", now)
    return found if found is not None and found.precision is Precision.MINUTE and found.at <= now else None


def _above_byline(node: LexborNode) -> bool:
    """Whether the author is named right behind a day."""
    after = node.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after is not None and _OF_AUTHOR.search(marks(after)) is not None


def _opens_comments(piece: Piece) -> bool:
    """Whether what readers wrote begins here: its dates are theirs."""
    return piece.node.tag in _OF_HEADING and _COMMENTS.match(piece.text) is not None


def _closes(piece: Piece, found: StatedDate, since: int, now: datetime) -> bool:
    """A day below a text may be anything, unless its element is named after dates; a minute right below it is when it
    was put there, or the page's clock."""
    if is_named(piece) and since <= _FAR_BEHIND:
        return True
    if found.precision is not Precision.MINUTE:
        return since <= 2 and _beside_author(piece.node)
    if now - _OF_CLOCK <= found.at <= now + _OF_CLOCK:
        return False
    return since <= 2 or (since <= _NEAR // 2 and _beside_author(piece.node))


def _beside_author(node: LexborNode) -> bool:
    """Whether the author or the source is named in the same small element as a minute."""
    near = (node, *ancestors(node, 1), *node.css("a")[:3])
    return any(_OF_ORIGIN.search(f"{marks(one)} {one.attributes.get('rel') or ''}") for one in near)


def _signed_beside(piece: Piece, now: datetime) -> date | None:
    return signed_day(node_line(piece.node, 120), now) if _IS_SIGNED.search(piece.text) else None


def _role(label: str, piece: Piece) -> str:
    """What the words before a date, or around it, make of it."""
    if SAYS_POSTED.match(piece.text):
        return "published"
    if _IS_HELD.match(piece.text) and _says_place(piece.node):
        return "other"
    for words in (label, node_line(piece.node, 130)):
        if _IS_SIGNED.search(words):
            return "signed"
        if _IS_OTHER.search(words):
            return "other"
        if _IS_PUBLISHED.search(words):
            return "published"
    return "plain"


def _says_place(node: LexborNode) -> bool:
    """Whether a place is named around a time: something is held there and then."""
    return any(_PLACE.search(node_line(near, 600)) for near in (node, *ancestors(node, 2)))


def day_before(
    pieces: list[Piece], title: LexborNode, zones: Zones, around: Around, now: datetime
) -> StatedDate | None:
    """A date before the title, in the article's own frame: labelled, in an element named after dates, or beside."""
    frame = frame_of(title)
    for back, part in enumerate(reversed(pieces[-_BEFORE:]), 1):
        piece = as_sheet(part, around)
        role = _role("", piece)
        if role in ("signed", "other") or is_unfit(piece, zones) or beside_link(piece.node):
            continue
        if piece is not part and is_of_row(piece.node, title):
            continue
        if not (is_named(piece) or role == "published" or (back <= _CLOSE and is_beside(piece.node, title))):
            continue
        if frame is None or frame.mem_id not in {a.mem_id for a in ancestors(piece.node, 30)}:
            continue
        found = _stated(piece, around, now)
        near = back <= _CLOSE and frame.tag not in PAGES
        if found is not None and (near or role == "published" or not is_today(found, now)):
            return _as_said(found, piece.text)
    return None


def is_today(found: StatedDate, now: datetime) -> bool:
    """Whether a date is that of the look: far from the title it is the page's clock, whatever its element is named."""
    return found.at.astimezone(VN).date() == now.astimezone(VN).date()


def _may_be_clock(found: StatedDate, now: datetime) -> bool:
    """Whether a date that no words call that of posting is the day of the look, or its very minute."""
    if found.source == POSTED or not is_today(found, now):
        return False
    return found.precision is not Precision.MINUTE or abs(now - found.at) <= _OF_CLOCK


def _stated(piece: Piece, around: Around, now: datetime) -> StatedDate | None:
    """The date that a piece is, or that the small element around it is (times often stand in their own element)."""
    best: StatedDate | None = None
    words = around.of(piece.node.parent or piece.node)
    if words is None:
        return None
    for text in dict.fromkeys((words, node_line(piece.node, 130), piece.text)):  # mostly one and the same
        if not text or len(text) > 120:
            continue
        found = parse_stated(text, "article:text", now)
        if found is None and "/2" in text and only_month_first(text):
            found = parse_stated(text, "article:text", now, month_first=True)
        if found is not None and either_order(text):
            return None  # which number is the month cannot be told
        if found is not None and found.precision is Precision.MINUTE:
            return found
        best = best or found
    return best or labelled(piece.text, "article:text", now)
