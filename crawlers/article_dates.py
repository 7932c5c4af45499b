"""Where the date of an article is shown: beside its title, in elements made for it; never in its text (S7).

The clock of a page's head, dates of related articles and dates that the text mentions are none of the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import dropwhile, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.date_words import OTHER, PUBLISHED, SIGNED
from crawlers.dates import changed_at, either_order, labelled, parse_stated, signed_day
from crawlers.markup import Html, ancestors, line, marks, marks_in, node_line, visible_text
from crawlers.relative_dates import relative_stated
from crawlers.zones import Zone, Zones
from rules.model import VN, Precision, StatedDate

CLOCK = re.compile(r"clock|dong-?ho|hom-?nay|current|today|header-date|date-?time-?now|top-?date")
_ARCHIVE = re.compile(r"/20\d\d/\d\d?(?:/\d\d?)?/?$")
"""The archive of a day, to which its date leads."""
_NAMED = re.compile(r"date|time|ngay|posted|publish|created|meta|post-?info|dang\b|^h5$", re.IGNORECASE)
_IS_SIGNED = re.compile(SIGNED, re.IGNORECASE)
_IS_OTHER = re.compile(OTHER, re.IGNORECASE)
_IS_PUBLISHED = re.compile(rf"^(?:{PUBLISHED})\s*:?$|ngày\s+đăng|đăng\s+(?:lúc|ngày)|xuất\s+bản", re.IGNORECASE)
_SAYS_POSTED = re.compile(r"\W*(?:(?:thời gian|ngày|giờ) (?:đăng|xuất bản)|đăng (?:lúc|ngày))", re.IGNORECASE)
_IS_DATE = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|ngay(?:-?dang)?|posted|published?)(?:$|[\s_-])")
_OF_HEADING = frozenset({"h2", "h3", "h4", "h5", "h6", "b", "strong"})
_COMMENTS = re.compile(
    r"\W*(?:\d+\s*)?(?:bình luận|ý kiến bạn đọc|phản hồi|nhận xét|thảo luận|comments?)\b", re.IGNORECASE
)
_OF_CLOCK = timedelta(minutes=10)
_IS_HELD = re.compile(r"(?:thời gian|ngày|lúc)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"(?<![^\W_])(?:địa điểm|nơi tổ chức|thành phần(?: tham dự)?)\s*:", re.IGNORECASE)
_EVENT_PART = re.compile(r"\b(?:events?|su-?kien)[_-]?(?:info|meta|detail|date|time|day|ngay|start|end)|dien-?ra")
_LONG_LINK = 30
_TITLE, _LONGEST_ROW, _LONGEST_CARD = 22, 220, 600
"""A link so long may be a title; a row so short holds nothing but one, a card so short one with its beginning."""
_IS_EVENT = re.compile(r"event|su-?kien|start|end|begin|dien-?ra|bat-?dau|han\b")
_AFTER, _AFTER_NO_BODY, _BEFORE = 60, 20, 25
_HIDDEN = frozenset({"hidden", "hide", "d-none"})
_NEAR = 8
"""Pieces of text after and before the title among which the date may stand."""
_FAR_BEHIND = 15
"""Pieces behind the text after which a date without a label is of something else."""
_CLOSE = 3
"""Pieces before the title among which words without a name may be its date."""
_OPENING = 3
"""Pieces of a text among which a system may print its date."""
_PROSE = 100
"""So long is no line about an article."""
_MOST_PIECES = 6_000
_FIGURES = re.compile(r"\d\W*\d\W*\d")
"""So many stand together in every date, whatever unseen signs are between them."""


class Piece(NamedTuple):
    """A text node: its words, its element, and the words of the small element that holds it."""

    text: str
    node: LexborNode
    in_title: bool
    in_body: bool


class Shown(NamedTuple):
    """What readers are shown: days of publishing, of signing, of the last change."""

    stated: StatedDate | None = None
    signed: date | None = None
    changed: StatedDate | None = None


def visible(html: Html, title: LexborNode | None, body: LexborNode | None, zones: Zones, now: datetime) -> Shown:
    """The dates as shown to readers around the title."""
    if title is None:
        return Shown()
    pieces = _pieces(html, title, body)
    before: list[Piece] = []
    for piece in pieces:
        if piece.in_title:
            break
        before.append(piece)
    else:
        return Shown()
    after = dropwhile(lambda piece: piece.in_title, pieces)  # drawn one by one: the date mostly stands near
    around = _Around()
    shown = _after(after, body is not None, zones, around, now)
    if (said := _in_title(title, now)) is not None or shown.stated is None:
        return shown._replace(stated=said or _before(before, title, zones, around, now))
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


def _pieces(html: Html, title: LexborNode, body: LexborNode | None) -> Iterator[Piece]:
    """What is looked at for dates: the text nodes of the page, the middle of the article's own text left out."""
    of_title, of_body = _elements(title), _elements(body) if body is not None else set()
    whole = title.mem_id in of_body
    begun = behind_title = in_text = False
    opening = 0
    for count, found in enumerate(visible_text(html.tree.body)):
        above = found.parent
        if count > _MOST_PIECES or above is None:
            return
        titled = above.mem_id in of_title
        inside = above.mem_id in of_body and not titled
        if inside and in_text and opening > _OPENING and (begun or not whole):
            continue
        text = line(found.text_content, 130)
        if not text or is_hidden(above):
            continue
        if whole and inside and not begun:
            # A body that holds the title too is the whole article: its text begins with its first paragraph.
            begun = len(text) >= _PROSE
            inside = begun or _in_paragraph(above)
        behind_title, in_text = behind_title or titled, inside
        opening += inside and behind_title
        yield Piece(text, above, titled, inside)


def _elements(node: LexborNode) -> set[int]:
    """An element and those inside it."""
    return {inner.mem_id for inner in node.traverse()}


def _in_paragraph(node: LexborNode) -> bool:
    """Whether an element is, or stands in, a paragraph that is not named after dates."""
    paragraph = next((near for near in (node, *ancestors(node, 2)) if near.tag == "p"), None)
    return paragraph is not None and not _NAMED.search(marks(paragraph))


def is_hidden(node: LexborNode) -> bool:
    """Made for machines: microdata prints the time of the last edit as that of publishing (CMS-FACTS 2)."""
    attributes = node.attributes
    if not attributes:
        return False
    if (attributes.get("itemprop") or "").startswith("date"):
        return True
    names = marks_in(attributes)
    if "hid" not in names and "d-none" not in names:
        return False
    # Named «updated», it is a theme's day of the last change, kept for machines.
    return ("updated" in names and "hidden" in names) or not _HIDDEN.isdisjoint(names.split())


def _after(pieces: Iterator[Piece], has_body: bool, zones: Zones, around: _Around, now: datetime) -> Shown:
    plain: StatedDate | None = None
    changed, sure, comments = None, False, None
    signed: date | None = None
    behind_body, steps, since, label = False, 0, 0, ""
    opening = 0
    for piece in pieces:
        if piece.in_body:
            opening += 1
            if opening <= _OPENING and plain is None and (said := _opens_with(piece, now)) is not None:
                return Shown(said, signed)
            behind_body, since = True, 0
            continue
        since += 1
        steps += 1
        if steps > (_AFTER if has_body else _AFTER_NO_BODY):
            break
        if behind_body and comments is None and _opens_comments(piece):
            comments = piece.node.parent
        if comments is not None and any(above.mem_id == comments.mem_id for above in ancestors(piece.node, 12)):
            continue
        said_changed = changed_at(piece.text, now) if not sure else None
        if said_changed is not None and zones.of(piece.node) not in (Zone.NAV, Zone.SIDE):
            changed, sure = said_changed
        found = _stated(piece, around, now)
        if found is None and not behind_body and steps <= _NEAR:
            found = relative_stated(piece.text, "article:relative", now, bare_days=False)
        if found is None or _unfit(piece, zones) or (behind_body and _of_another(piece.node)):
            signed = signed or _signed_beside(piece, now)
            label = piece.text if len(piece.text) <= 40 and not _FIGURES.search(piece.text) else ""
            continue
        role, label = _role(label, piece), ""
        if role == "signed":
            signed = signed or found.at.astimezone(VN).date()
        elif role == "published":
            changed = changed or _changed_behind(pieces, zones, now)
            return Shown(found, signed, changed if changed and changed.at != found.at else None)
        elif role == "plain" and plain is None and (not behind_body or _closes(piece, found, since, now)):
            plain = found
    return Shown(plain, signed, changed if sure else None)


def _changed_behind(pieces: Iterator[Piece], zones: Zones, now: datetime) -> StatedDate | None:
    """The last change right behind the day of publishing: «Đăng lúc: … Cập nhật: …»."""
    for piece in islice(pieces, _NEAR // 2):
        if piece.in_body or zones.of(piece.node) in (Zone.NAV, Zone.SIDE):
            return None
        changed = changed_at(piece.text, now)
        if changed is not None:
            return changed[0]
    return None


def _opens_with(piece: Piece, now: datetime) -> StatedDate | None:
    """«Ngày đăng …», or the minute in an element named after dates, as the whole first line of a text whose system
    prints it there; never what the text speaks of."""
    whole = node_line(piece.node, 130)
    if _SAYS_POSTED.match(whole):
        return parse_stated(whole, "article:text", now)
    near = [marks(node) for node in (piece.node, *ancestors(piece.node, 2))]
    if not _IS_DATE.search(near[0]) or any(_IS_EVENT.search(names) for names in near):
        return None
    if not node_line(piece.node.parent, 130).startswith(whole):
        return None  # words before it may say whose time it is
    found = parse_stated(whole, "article:text", now)
    return found if found is not None and found.precision is Precision.MINUTE and found.at <= now else None


def _opens_comments(piece: Piece) -> bool:
    """Whether what readers wrote begins here: its dates are theirs."""
    return piece.node.tag in _OF_HEADING and _COMMENTS.match(piece.text) is not None


def _closes(piece: Piece, found: StatedDate, since: int, now: datetime) -> bool:
    """A day below a text may be anything, unless its element is named after dates; a minute right below it is when it
    was put there, or the page's clock."""
    if _is_named(piece) and since <= _FAR_BEHIND:
        return True
    return found.precision is Precision.MINUTE and since <= 2 and not now - _OF_CLOCK <= found.at <= now + _OF_CLOCK


def _signed_beside(piece: Piece, now: datetime) -> date | None:
    return signed_day(node_line(piece.node, 120), now) if _IS_SIGNED.search(piece.text) else None


def _role(label: str, piece: Piece) -> str:
    """What the words before a date, or around it, make of it."""
    if _SAYS_POSTED.match(piece.text):
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


def _before(pieces: list[Piece], title: LexborNode, zones: Zones, around: _Around, now: datetime) -> StatedDate | None:
    """A date before the title, in the article's own frame: labelled, in an element named after dates, or beside."""
    frame = _frame(title)
    for back, piece in enumerate(reversed(pieces[-_BEFORE:]), 1):
        role = _role("", piece)
        if role in ("signed", "other") or _unfit(piece, zones) or _beside_link(piece.node):
            continue
        if not (_is_named(piece) or role == "published" or (back <= _CLOSE and _beside(piece.node, title))):
            continue
        if frame is None or frame.mem_id not in {a.mem_id for a in ancestors(piece.node, 30)}:
            continue
        found = _stated(piece, around, now)
        if found is not None and (back <= _CLOSE or role == "published" or not _is_today(found, now)):
            return found
    return None


def _is_today(found: StatedDate, now: datetime) -> bool:
    """Whether a date is that of the look: far from the title it is the page's clock, whatever its element is named."""
    return found.at.astimezone(VN).date() == now.astimezone(VN).date()


def _beside_link(node: LexborNode) -> bool:
    """Whether the words stand in one line with the title of something else."""
    return any(len(node_line(link, 60)) >= _LONG_LINK for link in node.css("a[href]")[:3])


def _of_another(node: LexborNode) -> bool:
    """Whether a date stands in a small element of which the title of something else is most: an event, older news; or
    in a card whose heading leads elsewhere."""
    for up, near in enumerate((node, *ancestors(node, 5))):
        words = len(node_line(near, _LONGEST_CARD + 1))
        if near.tag in ("body", "article", "main") or words > _LONGEST_CARD:
            return False
        if (
            up <= 2
            and words <= _LONGEST_ROW
            and any(len(text) >= _TITLE and len(text) * 5 >= words * 2 for text in _linked(near))
        ):
            return True
        if near.css_first("h2 a[href], h3 a[href], h4 a[href], h5 a[href]") is not None:
            return True
    return False


def _linked(node: LexborNode) -> Iterator[str]:
    """Words of the links of a small element, those to the archives of days left out."""
    for link in node.css("a[href]")[:4]:
        if not _ARCHIVE.search(link.attributes.get("href") or ""):
            yield node_line(link, _LONGEST_ROW)


def _beside(node: LexborNode, title: LexborNode) -> bool:
    """Whether an element stands in the same small frame as the title."""
    around = {above.mem_id for above in ancestors(title, 2) if above.tag not in ("body", "form", "html")}
    return any(above.mem_id in around for above in ancestors(node, 2))


def _frame(title: LexborNode) -> LexborNode | None:
    """The largest element around the title that is not yet the whole page."""
    frame = None
    for above in ancestors(title, 10):
        if above.tag in ("body", "html", "form") or len(above.css("a")) > 60:
            break
        frame = above
    return frame


class _Around:
    """Words of the elements around pieces, each read once: on a flat page one holds hundreds of them."""

    def __init__(self) -> None:
        self._known: dict[int, str | None] = {}

    def of(self, node: LexborNode) -> str | None:
        """The words of an element; None where its figures make no date."""
        if node.mem_id not in self._known:
            self._known[node.mem_id] = node_line(node, 130) if _FIGURES.search(node.text()) else None
        return self._known[node.mem_id]


def _stated(piece: Piece, around: _Around, now: datetime) -> StatedDate | None:
    """The date that a piece is, or that the small element around it is (times often stand in their own element)."""
    best: StatedDate | None = None
    words = around.of(piece.node.parent or piece.node)
    if words is None:
        return None
    for text in dict.fromkeys((words, node_line(piece.node, 130), piece.text)):  # mostly one and the same
        if not text or len(text) > 120:
            continue
        found = parse_stated(text, "article:text", now)
        if found is not None and either_order(text):
            return None  # which number is the month cannot be told
        if found is not None and found.precision is Precision.MINUTE:
            return found
        best = best or found
    return best or labelled(piece.text, "article:text", now)


def _unfit(piece: Piece, zones: Zones) -> bool:
    if zones.of(piece.node) in (Zone.NAV, Zone.SIDE):
        return True
    near = [piece.node, *ancestors(piece.node, 3)]
    if any(of_event(names) for node in near[:3] if (names := marks(node)) != " "):
        return True
    near = [node for node in near if not (node.tag == "a" and _ARCHIVE.search(node.attributes.get("href") or ""))]
    return any(node.tag in ("a", "button") or CLOCK.search(marks(node)) for node in near) or any(
        node.tag == "li" and any(not _ARCHIVE.search(a.attributes.get("href") or "") for a in node.css("a[href]"))
        for node in near
    )


@lru_cache(maxsize=2_048)
def of_event(names: str) -> bool:
    """Whether names are those of when something is held."""
    return _EVENT_PART.search(names) is not None


def _is_named(piece: Piece) -> bool:
    return any(_NAMED.search(marks(node)) for node in (piece.node, *ancestors(piece.node, 1)))
