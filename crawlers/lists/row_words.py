"""Words around a day in a row that make it none of posting: running prose, when something is held, a document (S7)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.markup import ancestors, line, marks

_INLINE = frozenset({"b", "strong", "i", "em", "u", "font", "mark"})
"""Elements that only dress words up; a ``span`` is mostly a field of its own."""
_CLIMBED = _INLINE | {"span"}
_ENOUGH = 80
_LEVELS = 3
_SIBLINGS = 6
_MOST_INNER = 12
_PROSE = 25
"""Letters from which on words beside a day are a sentence rather than a field."""
_POSTED = re.compile(
    r"(?<![^\W_])(?:đăng|gửi|viết|tạo|xuất bản|cập nhật|tác giả|nguồn|bởi|posted|published|by|date)(?![^\W_])",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:bởi|by|in|on|at|lượt|lúc|vào|hồi|đăng|người|tác giả|nguồn|views?|comments?|bình luận|phản hồi|xem|đọc|tin"
    r"|trong (?:chuyên |danh )?mục|chuyên mục|thể loại|danh mục)(?![^\W_])"
)
"""What stands behind a day of posting in small letters and is no sentence."""
_BARE_TIME = re.compile(r"thời gian\s*:", re.IGNORECASE)
_BARE_LABEL = re.compile(r"(?:thời gian|ngày(?:,? tháng)?(?:,? năm)?)\s*:", re.IGNORECASE)
_LABEL_OF_DAY = re.compile(r"(?:ngày|thời gian)(?![^\W_])[^:]{0,30}:?$", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s*(?::|h|g|giờ)\s*(?P<minute>\d\d)(?P<second>:\d\d)?")
_NAMED = re.compile(r"date|ngay|post|publish|created|dang|meta")
_OF_DOCUMENT = re.compile(
    r"(?<![^\W_])(?:(?:ký|kí|số)\s*hiệu|trích yếu|cơ quan ban hành|số văn bản)\s*:", re.IGNORECASE
)
_OF_SIGNING = re.compile(
    r"ngay[-_]?(?:bh|ban[-_]?hanh|vb|van[-_]?ban)(?![a-z])|ngay[-_]?k[yi](?![a-z]|[-_]?niem)"
    r"|(?<![a-z])(?:sign(?:ed|ing)?|issued?)[-_]?(?:date|day|time|on)(?![a-z])|date[-_]?(?:of[-_]?)?(?:sign|issue)"
)
"""Names of elements in which systems print a document's own day."""


def is_of_signing(holder: LexborNode) -> bool:
    """Whether an element is named after the day on which a document was signed."""
    names = marks(holder)
    return names != " " and _is_of_signing(names)


@lru_cache(maxsize=2_048)
def _is_of_signing(names: str) -> bool:
    return _OF_SIGNING.search(names) is not None


def in_prose(node: LexborNode, words: str) -> bool:
    """Whether the words of a node are part of a sentence that goes on beside them: «Ngày *20/4/2026*, nhà trường …»."""
    bare = words.rstrip(" ,;")
    if _POSTED.search(bare) or not bare[-1:].isdigit():
        return False
    after = f"{words[len(bare) :]}{_flow(node, forward=True)}"
    ends = after[:1] in (".", "…")
    if not ends and not _goes_on(after):
        return False
    before = _flow(node, forward=False)
    if _POSTED.search(before):
        return False
    if ends:
        return len(before) >= _PROSE and before[-1:].isalpha()
    return before[-1:].isalpha() or words[:1].isalpha() or (not before and after.startswith(","))


def _goes_on(after: str) -> bool:
    rest = after.lstrip(" ,;)")
    return rest[:1].islower() and len(rest) >= _PROSE and not _FIELD.match(rest)


def _flow(node: LexborNode, *, forward: bool) -> str:
    """The words right beside a node in its own line, up to the next field, link or break; bounded."""
    pieces: list[str] = []
    here: LexborNode | None = node
    for _ in range(_LEVELS):
        beside = (here.next if forward else here.prev) if here is not None else None
        for _ in range(_SIBLINGS):
            if beside is None:
                break
            words = _dressed(beside)
            if words is None:
                return _joined(pieces, forward)
            pieces.append(words[:_ENOUGH] if forward else words[-_ENOUGH:])
            if sum(map(len, pieces)) >= _ENOUGH:
                return _joined(pieces, forward)
            beside = beside.next if forward else beside.prev
        else:
            return _joined(pieces, forward)
        here = here.parent if here is not None else None
        if here is None or here.tag not in _CLIMBED:
            break
    return _joined(pieces, forward)


def _dressed(node: LexborNode) -> str | None:
    """The words of a text, or of an element that only dresses words up; None where the line ends there."""
    if not node.is_element_node:
        return (node.text_content or "") if node.is_text_node else ""
    if node.tag not in _INLINE:
        return None
    inner = list(islice(node.traverse(include_text=True), _MOST_INNER))
    if len(inner) == _MOST_INNER or any(one.is_element_node and one.tag not in _CLIMBED for one in inner):
        return None
    return "".join((one.text_content or "") for one in inner if one.is_text_node)


def _joined(pieces: list[str], forward: bool) -> str:
    return line("".join(pieces if forward else reversed(pieces)), _ENOUGH * 3)


def of_document(whole: str) -> bool:
    """Whether a row says the number or the abstract of a document behind its label."""
    return _OF_DOCUMENT.search(whole) is not None


def of_other_day(label: str, text: str, holder: LexborNode, document: bool) -> bool:
    """Whether a label, before a text or at its beginning, makes a day one of which posting is not sure.

    «Thời gian:» alone may be when something is held; it is posting where a system's own clock stands there, or the
    element is named so. ``document``: of a document, every «Ngày …» that does not say posting may be that of signing.
    """
    if _has_own_clock(text):
        return False
    if document and not _POSTED.search(label):
        return _BARE_LABEL.match(text) is not None or _LABEL_OF_DAY.match(label) is not None
    if _BARE_TIME.match(text) is None and not (label.endswith(":") and _BARE_TIME.fullmatch(label)):
        return False
    return not any(_NAMED.search(marks(near)) for near in (holder, *ancestors(holder, 1)))


def _has_own_clock(text: str) -> bool:
    """Whether a minute that nobody would choose stands in a text: meetings begin at full fives."""
    found = _CLOCK.search(text)
    return found is not None and (found["second"] is not None or int(found["minute"]) % 5 != 0)
