"""Where the date of an article is shown: beside its title, in elements made for it; never in its text (S7).

The clock of a page's head, dates of related articles and dates that the text mentions are none of the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import dropwhile, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.articles.above_title import CLOSE, day_before, named_above
from crawlers.articles.frames import own_sheet
from crawlers.articles.lines_of_text import OF_CLOCK, closes, closes_with, opens_with
from crawlers.articles.other_items import is_foreign
from crawlers.articles.pieces import FIGURES, OPENING, Around, Piece, is_named, is_unfit, pieces_of
from crawlers.articles.said_by_piece import (
    IS_PUBLISHED,
    IS_SIGNED,
    POSTED,
    as_said,
    day_in,
    is_today,
    pointed_at,
    role_of,
)
from crawlers.articles.titles import names_site
from crawlers.dates.relative import relative_stated
from crawlers.dates.stated import changed_at, parse_stated, signed_day
from crawlers.markup import Html, ancestors, node_line
from crawlers.zones import Zone, Zones
from rules.model import VN, Precision, StatedDate

_IS_UPDATE = re.compile(r"(?:ngày\s+)?cập\s+nhật", re.IGNORECASE)
_OF_HEADING = frozenset({"h2", "h3", "h4", "h5", "h6", "b", "strong"})
_COMMENTS = re.compile(
    r"\W*(?:\d+\s*)?(?:bình luận|ý kiến bạn đọc|phản hồi|nhận xét|thảo luận|comments?)\b", re.IGNORECASE
)
_AFTER, _AFTER_NO_BODY = 60, 20
_FEW = 60
"""Characters of a text, to see whether there is one: scans and pictures have none."""
_NEAR = 8
"""Pieces of text after the title among which the date may stand."""


class Shown(NamedTuple):
    """What readers are shown: days of publishing, of signing, of the last change.

    ``unsaid``: neither words nor a name of its element tell what ``stated`` is, nor a minute right below the title: the
    text may speak of it. ``far``: nor any minute, nor a place right below the title.
    """

    stated: StatedDate | None = None
    signed: date | None = None
    changed: StatedDate | None = None
    unsaid: bool = False
    far: bool = False


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
    shown = _after(after, title, body is not None and bool(node_line(body, _FEW)), zones, around, now)
    if shown.stated is not None and _may_be_clock(shown.stated, now) and names_site(html, title, zones):
        shown = shown._replace(stated=None)  # a page's head: what follows the site's name in it is its clock
    if shown.unsaid and (above := named_above(before, title, zones, around, now)) is not None:
        return shown._replace(stated=above, unsaid=False)
    if (said := _in_title(title, now)) is not None or shown.stated is None:
        said = said or day_before(before, title, zones, around, now)
        return shown._replace(stated=said or (closes_with(body, zones, now) if body is not None else None))
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
        self._unsaid = self._far = False
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
        changed = self._changed if self._sure else None
        return Shown(self._plain, self._signed, changed, self._unsaid, self._far)

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
        if not self._behind_body and self._steps <= _NEAR:
            piece = own_sheet(piece, self._title, self._around, self._now)
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
            said = opens_with(piece, self._opening == 1, self._now)
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
        found = day_in(piece, self._around, self._now)
        if found is not None or self._behind_body:
            return found
        said = IS_PUBLISHED.search(self._label) is not None
        if not said and self._steps > _NEAR:
            return None
        pointed = pointed_at(piece, self._now)
        return pointed or relative_stated(piece.text, "article:relative", self._now, bare_days=said)

    def _place(self, piece: Piece, found: StatedDate, further: Iterator[Piece]) -> Shown | None:
        """Take a day for what the words beside it make of it."""
        updated = _IS_UPDATE.match(self._label) is not None
        words = f"{self._label} {node_line(piece.node, 130)}"
        role, self._label = role_of(self._label, piece), ""
        if updated and self._plain is not None and role == "published":
            self._changed, self._sure = found, True  # beside another day it is the last change
        elif role == "signed":
            self._signed = self._signed or found.at.astimezone(VN).date()
        elif role == "published":
            changed = self._changed or _changed_behind(further, self._zones, self._now)
            found = as_said(found, words)
            return Shown(found, self._signed, changed if changed and changed.at != found.at else None)
        elif self._plain is None and role == "plain" and self._may_be_own(piece, found):
            bare, far = found.precision is not Precision.MINUTE, self._steps > CLOSE
            copied = "GMT" in found.raw  # so newspapers write, whose reports are copied with that line and its names
            self._plain, self._unsaid = found, copied or ((bare or far) and not is_named(piece))
            self._far = self._unsaid and bare and far
        return None

    def _may_be_own(self, piece: Piece, found: StatedDate) -> bool:
        return not self._behind_body or closes(piece, found, self._since, self._now)


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


def _opens_comments(piece: Piece) -> bool:
    """Whether what readers wrote begins here: its dates are theirs."""
    return piece.node.tag in _OF_HEADING and _COMMENTS.match(piece.text) is not None


def _signed_beside(piece: Piece, now: datetime) -> date | None:
    return signed_day(node_line(piece.node, 120), now) if IS_SIGNED.search(piece.text) else None


def _may_be_clock(found: StatedDate, now: datetime) -> bool:
    """Whether a date that no words call that of posting is the day of the look, or its very minute."""
    if found.source == POSTED or not is_today(found, now):
        return False
    return found.precision is not Precision.MINUTE or abs(now - found.at) <= OF_CLOCK
